"""Singular events: summits and conferences whose days are on record, where the text names one of them alone.

"The June NATO summit in Spain" was that of Madrid in 2022, whatever the article's own day: of the
summits of NATO only one was in Spain, and in June. The table (``data/gatherings.tsv``) holds the
regular gatherings of leaders by organisation, with their days and places, from their hosts' records.
A name that fits several of them, with nothing to tell them apart, dates nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.actors.tables import rows
from dragoman.coding.dates import MONTHS
from dragoman.coding.lexicon import EVENT_NOUNS
from dragoman.coding.merging import HAPPENED, REMOTE, TO_COME, Draft
from dragoman.language.grammar import noun_lemma
from dragoman.records import Channel, DateInterval, Precision

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

    from dragoman.coding.scene import Scene

NEAREST = 200
"""Days from publication within which a regular gathering that the text does not place must lie."""

_COLUMNS = "name aliases start end places".split()
_OTHER_NAMES = {
    "United States": ("US", "U.S.", "America"),
    "United Kingdom": ("UK", "U.K.", "Britain"),
    "United Arab Emirates": ("UAE",),
    "Turkey": ("Türkiye",),
}
_MONTH = re.compile(
    rf"\b({'|'.join(m.capitalize() for m in MONTHS if len(m) > 3 or m == 'may')}|[A-Z][a-z]{{2,3}}(?=\. \d))\b"
)
_GATHERING = frozenset({Channel.SUMMIT, Channel.MEETING})


@dataclass(frozen=True, slots=True)
class Gathering:
    """One gathering: its series, the days on which it was held, and the names of where."""

    series: str
    start: dt.date
    end: dt.date
    places: tuple[str, ...]


@lru_cache(maxsize=1)
def calendar() -> tuple[tuple[re.Pattern[str], tuple[Gathering, ...]], ...]:
    """Every series: the pattern of its names, and its gatherings in order."""
    held: dict[tuple[str, str], list[Gathering]] = {}
    for _, row in rows(files("dragoman") / "data" / "gatherings.tsv", _COLUMNS):
        places = [p.strip() for p in row["places"].split("|")]
        places += [other for p in places for other in _OTHER_NAMES.get(p, ())]
        start, end = dt.date.fromisoformat(row["start"]), dt.date.fromisoformat(row["end"])
        one = Gathering(row["name"], start, end, tuple(places))
        held.setdefault((row["name"], row["aliases"]), []).append(one)
    return tuple(
        (
            re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, aliases.split('|')))})(?!\w)", re.IGNORECASE),
            tuple(all_),
        )
        for (_, aliases), all_ in held.items()
    )


def singular(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """Days of the gathering that a contact was, or took place at; a tie of :mod:`dragoman.coding.chronology`."""
    sentence = sentences[draft.sentence]
    if draft.channel in REMOTE or draft.count or not _tells_of_one(sentence):
        return None
    for names, held in calendar():
        if not names.search(sentence.text):
            continue
        fitting = _fitting(held, sentence.text, draft, scene)
        if len(fitting) == 1:
            one = fitting[0]
            precision = Precision.DAY if one.start == one.end else Precision.DAYS
            return DateInterval(start=one.start, end=one.end, precision=precision, words=one.series)
    return None


def _tells_of_one(sentence: Sentence) -> bool:
    """Whether the sentence has a noun for a gathering ("summit", "conference", "forum", "COP27")."""
    return any(
        EVENT_NOUNS.get(noun_lemma(t)) in _GATHERING or t.text.startswith("COP")
        for t in sentence
        if t.pos_ in {"NOUN", "PROPN"}
    )


def _fitting(held: tuple[Gathering, ...], text: str, draft: Draft, scene: Scene) -> list[Gathering]:
    """Gatherings of a series that the place, the month, the publication day and the status allow."""
    placed = [g for g in held if any(_is_place_of_it(p, text) for p in g.places)]
    months = {MONTHS[m.lower()] for m in _MONTH.findall(text) if m.lower() in MONTHS}
    fitting = [g for g in placed or held if not months or {g.start.month, g.end.month} & months]
    day = scene.published
    if day is None:
        told = bool(placed or months or len(held) == 1)
        return [g for g in fitting if scene.after(g.start) or draft.status in TO_COME] if told else []
    if draft.status in HAPPENED:
        past = [g for g in fitting if g.start <= day]
        near = [g for g in past[-1:] if placed or (day - g.end).days <= NEAREST]
        return near
    return [g for g in fitting if g.end >= day and (placed or (g.start - day).days <= NEAREST)][:1]


def _is_place_of_it(place: str, text: str) -> bool:
    """ "In Spain", "at Schloss Elmau", "the Hangzhou summit"; not "the president of Mexico"."""
    name = re.escape(place)
    before = rf"\b(?:in|at|near|outside) (?:the |[A-Z]\w+,? ){{0,2}}{name}(?!\w)"
    after = rf"\b{name} (?:\w+ )?(?:[Ss]ummit|[Cc]onference|[Mm]eeting|[Ff]orum)\b"
    return re.search(f"{before}|{after}", text) is not None
