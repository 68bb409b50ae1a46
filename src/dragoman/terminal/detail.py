"""One record of a ledger with everything that is known of it and of its article."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from dragoman.ledger.results import Card, Copy, Passage, Sighting
from dragoman.reading.copies import CopyKind
from dragoman.terminal import words
from dragoman.terminal.cards import Field, fields, fields_table, heading
from dragoman.terminal.safe import one_line, safe

LIT = ("»", "«")
"""Marks around evidence, so that it is seen without colours as well."""

KINDS = {
    CopyKind.EXACT: "the same text",
    CopyKind.NEAR: "nearly the same text",
    CopyKind.SYNDICATED: "syndicated",
    CopyKind.VERSION: "a version",
    CopyKind.REREAD: "an earlier reading",
}

CONTEXT_LIMIT = 1500
"""Characters of a paragraph that are shown around the evidence on either side."""


def card(found: Card) -> Iterator[RenderableType]:
    """Everything about a record: fields, evidence in its paragraph, provenance of the article."""
    yield heading(found.record, one_line(found.id))
    yield fields_table(fields(found.record))
    yield Text("")
    yield Text("Evidence", "bold")
    for passage in found.passages:
        yield Padding(lit(passage), (0, 0, 0, 2))
        yield Text(f"  characters {passage.start} to {passage.end} of the article", "quiet")
    yield Text("")
    yield Text("Article", "bold")
    yield fields_table(_provenance(found))
    if not found.current:
        yield Text("! of an earlier coding; the current one no longer has this record", "warning")


def lit(passage: Passage) -> Text:
    """The paragraph with the evidence marked, far ends of a long one cut."""
    start = passage.start - passage.paragraph_start
    end = passage.end - passage.paragraph_start
    before, after = passage.paragraph[:start], passage.paragraph[end:]
    if len(before) > CONTEXT_LIMIT:
        before = "… " + before[-CONTEXT_LIMIT:]
    if len(after) > CONTEXT_LIMIT:
        after = after[:CONTEXT_LIMIT] + " …"
    quote = f"{LIT[0]}{safe(passage.paragraph[start:end])}{LIT[1]}"
    return Text.assemble(safe(before), (quote, "lit"), safe(after))


def _provenance(found: Card) -> list[Field]:
    """Where the article is from, how it was dated, when it was stored and by what it was coded."""
    article = found.article
    rows: list[Field] = [("name", one_line(article.doc))]
    for label, value in (("title", article.title), ("outlet", article.source), ("address", article.url)):
        if value:
            rows.append((label, one_line(value)))
    rows.append(("published", words.day(article.published) if article.published else "not known"))
    rows.extend(
        ("dated by", f"{one_line(clue.origin)}: {clue.day.isoformat()} (weight {clue.weight:.1f})")
        for clue in found.clues
    )
    rows.extend(("warning", Text(f"! {one_line(warning)}", "warning")) for warning in found.warnings)
    rows.extend(("read from", _sighting(sighting)) for sighting in found.sightings)
    rows.extend(("also in", _copy(copy)) for copy in found.copies)
    if found.original is not None:
        rows.append(("repeats", _copy(found.original)))
    rows.append(("coded", f"{found.coded:%Y-%m-%d %H:%M} UTC by {one_line(article.coder)}"))
    rows.append(("SHA-256", found.digest))
    return rows


def _copy(copy: Copy) -> str:
    """An article that repeats this one, or that this one repeats, and how that is known."""
    outlet = one_line(copy.source or copy.url or copy.doc, 80)
    day = f", {copy.published.isoformat()}" if copy.published else ""
    return f"{outlet}{day} ({copy.key}, {KINDS[copy.kind]}: {one_line(copy.reason, 200)})"


def _sighting(sighting: Sighting) -> str:
    return f"{one_line(sighting.origin or sighting.doc)}, {sighting.added:%Y-%m-%d %H:%M} UTC"
