"""When an undated article may be from, by the offices that its persons hold in it.

"President Hassan Rouhani and Foreign Minister Javad Zarif" can only have been written while both
held these offices. The period is no publication date and is never given out as one; it serves to
look up the holders of other offices.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dragoman.actors import titled
from dragoman.actors.authority import Authority, Period, Term
from dragoman.actors.gazetteer import NameHit
from dragoman.actors.mentions import Mentions

if TYPE_CHECKING:
    from spacy.tokens import Doc


def narrow(doc: Doc, hits: list[NameHit], authority: Authority, period: Period) -> Period:
    """``period`` cut down to the days on which the titled persons of the text held their titles.

    Args:
        doc: parsed text, with :data:`titled.ENTITIES` set.
        hits: names found in it.
        authority: who held what when.
        period: the days considered so far.
    """
    votes: list[list[Term]] = []
    nothing = Mentions()
    for hit in hits:
        persons = [t[7:] for t in hit.targets if t.startswith("person:")]
        span = doc.char_span(hit.start, hit.end, alignment_mode="expand") if len(persons) == 1 else None
        if span is None or not len(span):
            continue
        _, title, affiliation = titled.title_before(doc, span.start, nothing)
        if title is None or title.then:
            continue
        fitting = [
            t
            for t in authority.persons[persons[0]].terms
            if (t.office == title.office or title.words in t.titles) and affiliation in (None, t.affiliation)
        ]
        if fitting:
            votes.append(fitting)
    for fitting in sorted(votes, key=len):
        cut = next((c for t in fitting if (c := common(period, t.period)) is not None), None)
        if cut is not None:
            period = cut
    return period


def common(one: Period, other: Period) -> Period | None:
    """Common days of two periods, or None."""
    if not one.overlaps(other):
        return None
    start = max(one.start or dt.date.min, other.start or dt.date.min)
    ends = [e for e in (one.end, other.end) if e is not None]
    return Period(start if start > dt.date.min else None, min(ends) if ends else None)
