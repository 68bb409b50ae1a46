"""Marked sentences from a table, judged row by row: what ``dragoman relations`` does.

The table is tab-separated with a line of names. The column ``marked_sentence`` holds a sentence with
``<s>source</s>`` and, where there is one, ``<t>target</t>``; all other columns are passed through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from dragoman.errors import ReadingError
from dragoman.relations.model import TAG

if TYPE_CHECKING:
    from dragoman.relations.model import Judgement, RelationModel

COLUMN = "marked_sentence"
GIVEN = ("code", "mode", "modality", "probability")
"""Columns that are added; columns of these names in the table keep theirs under ``given_…``."""

MAX_LINE = 1_000_000
"""Bytes of a row; what is longer is no sentence."""

MAX_SENTENCE = 4_000
"""Characters of a marked sentence; the model reads some hundred words."""

TOGETHER = 256
"""Rows that are judged together."""

PLACES = 4
"""Decimal places of a probability."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        number: its line in the file, the line of names being 1.
        cells: what it holds, by column.
        sentence: the marked sentence, or None where it cannot be judged.
    """

    number: int
    cells: dict[str, str]
    sentence: str | None


class Table:
    """Rows of a tab-separated file, read one after the other.

    Args:
        stream: the file, in bytes.
        name: what errors call it.
        refused: is told of every row that cannot be judged.

    Raises:
        ReadingError: the file is empty or has no column ``marked_sentence``.
    """

    def __init__(self, stream: BinaryIO, name: str, refused: Callable[[ReadingError], None]) -> None:
        self._stream = stream
        self._name = name
        self._refused = refused
        head = stream.readline(MAX_LINE)
        self._given = [] if not head.strip() else _cells(head.removeprefix(b"\xef\xbb\xbf"))
        if not self._given:
            raise ReadingError(name, "it is empty; the first line names the columns")
        if COLUMN not in self._given:
            raise ReadingError(
                name, f"the first line names no column '{COLUMN}' (columns are parted by tabs)"
            )
        twice = next((c for c in self._given if self._given.count(c) > 1), None)
        if twice is not None:
            raise ReadingError(name, f"two columns are called '{twice}'")
        self.columns = [f"given_{c}" if c in GIVEN else c for c in self._given]

    def __iter__(self) -> Iterator[Row]:
        number = 1
        while line := self._stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = self._stream.readline(MAX_LINE)
                yield self._refuse(number, {}, f"longer than {MAX_LINE:,} bytes")
            elif line.strip():
                yield self._row(number, line)

    def _row(self, number: int, line: bytes) -> Row:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return self._refuse(number, self._named(_cells(line)), "not UTF-8")
        cells = _cells(line)
        if len(cells) != len(self._given):
            reason = f"{len(cells)} cells, where the first line names {len(self._given)} columns"
            return self._refuse(number, self._named(cells), reason)
        named = self._named(cells)
        sentence = dict(zip(self._given, cells, strict=True))[COLUMN]
        wrong = what_is_wrong(sentence)
        return self._refuse(number, named, wrong) if wrong else Row(number, named, sentence)

    def _named(self, cells: list[str]) -> dict[str, str]:
        """Cells by column; those that are missing are empty, those too many are left out."""
        return dict(zip(self.columns, [*cells, *[""] * len(self.columns)], strict=False))

    def _refuse(self, number: int, cells: dict[str, str], reason: str) -> Row:
        self._refused(ReadingError(f"{self._name}, row {number}", reason))
        return Row(number, cells or dict.fromkeys(self.columns, ""), None)


def _cells(line: bytes) -> list[str]:
    return line.decode("utf-8", "replace").rstrip("\r\n").split("\t")


def what_is_wrong(sentence: str) -> str | None:
    """Why a marked sentence cannot be judged, or None.

    Args:
        sentence: with its tags.
    """
    if not sentence.strip():
        return "the sentence is empty"
    if len(sentence) > MAX_SENTENCE:
        return f"the sentence is longer than {MAX_SENTENCE:,} characters"
    begins: dict[str, int] = {}
    seen: set[str] = set()
    for tag in TAG.finditer(sentence):
        closing, kind = bool(tag[1]), tag[2]
        if closing != (kind in begins):
            return f"{tag[0]} closes what is not open" if closing else f"{tag[0]} opens what is open already"
        if not closing:
            begins[kind] = tag.end()
        elif not TAG.sub("", sentence[begins.pop(kind) : tag.start()]).strip():
            return f"nothing between <{kind}> and {tag[0]}"
        else:
            seen.add(kind)
    if begins:
        return f"<{next(iter(begins))}> is not closed"
    return None if seen else "it marks neither a source, <s>…</s>, nor a target, <t>…</t>"


def judged(rows: Iterable[Row], model: RelationModel) -> Iterator[tuple[Row, Judgement | None]]:
    """Rows with what the model says of them, lazily and in order; None for those that cannot be judged.

    Args:
        rows: as a :class:`Table` gives them.
        model: the relation model.
    """
    remaining = iter(rows)
    while some := list(islice(remaining, TOGETHER)):
        sentences = [row.sentence for row in some if row.sentence is not None]
        answers = iter(model.judge(sentences) if sentences else [])
        for row in some:
            yield row, next(answers) if row.sentence is not None else None


def answer(judgement: Judgement | None) -> dict[str, str | float | None]:
    """The columns that are added to a row; empty ones for a row that cannot be judged."""
    if judgement is None:
        return dict.fromkeys(GIVEN)
    probability = round(judgement.probabilities[judgement.code], PLACES)
    return dict(zip(GIVEN, (judgement.code, judgement.mode, judgement.modality, probability), strict=True))
