"""Events in the column layout of POLECAT, for programs that read its files.

The layout is that of the weekly files of the POLitical Event Classification, Attributes, and Types
data set (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023), tab-separated with a line of
names. ``docs/events.md`` says what stands in each column and which stay empty.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Unpack

from dragoman.actors.authority import Authority, known
from dragoman.actors.belonging import States
from dragoman.export.geonames import Location, locate
from dragoman.export.target import writing
from dragoman.ledger import EventFilters, Ledger, StoredEvent
from dragoman.records import ActorKind, CodedArticle, Modality, Participant
from dragoman.relations.ontology import QUAD_CLASSES

_SIDE = "{0} Name|{0} Country|{0} COW|Primary {0} Sector|{0} Sectors|{0} Title|{0} Name Raw|Wikipedia {0} ID"
COLUMNS = [
    *"Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts".split("|"),
    *_SIDE.format("Actor").split("|"),
    *_SIDE.format("Recipient").split("|"),
    *"Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type".split("|"),
    *"Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version".split("|"),
]  # fmt: skip

BETWEEN = ";"
ARTICLES_KEPT = 64
"""Articles whose text is kept while their events are written."""

HAPPENED = (Modality.HAPPENED.value,)
"""POLECAT has no column for events that are only announced, possible or denied: those are left out."""


def export_polecat(ledger: Ledger, target: str | os.PathLike[str], /, **filters: Unpack[EventFilters]) -> int:
    """Write events that happened, a row each, in the order of days; returns how many.

    Args:
        ledger: what to write.
        target: a file, which is replaced at the end, or ``-`` for standard output.
        filters: which events; see :class:`~dragoman.ledger.filters.EventFilters`.

    Raises:
        DragomanError: the file cannot be written, or the ledger cannot be read.
        BrokenPipeError: who read standard output has gone.
    """
    rows = Rows(ledger, known())
    return write_tsv(target, COLUMNS, map(rows.row, happened(ledger, filters)))


def happened(ledger: Ledger, filters: EventFilters) -> Iterator[StoredEvent]:
    """Events of the filters that took place, as the text presents them."""
    narrowed = filters.copy()
    narrowed["modality"] = filters.get("modality") or HAPPENED
    return ledger.iter_events(**narrowed)


def write_tsv(target: str | os.PathLike[str], columns: list[str], rows: Iterable[dict[str, Any]]) -> int:
    """A tab-separated table with a line of names; returns how many rows.

    Cells hold no tabs and line breaks, and none needs quotation marks, so that the plainest reader
    reads the table.
    """
    number = 0
    with writing(target) as stream:
        table = csv.writer(
            stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
        )
        table.writerow(columns)
        for row in rows:
            table.writerow([_cell(row.get(name)) for name in columns])
            number += 1
    return number


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


class Rows:
    """Makes rows of events; keeps what it looks up for the next.

    Args:
        ledger: where the articles are.
        authority: which state a group belongs to.
    """

    def __init__(self, ledger: Ledger, authority: Authority) -> None:
        self._states = States(authority)
        self._text: Callable[[str], str] = lru_cache(ARTICLES_KEPT)(lambda key: ledger.article(key).text)
        self._story: Callable[[str], dict[str, str]] = lru_cache(ARTICLES_KEPT)(
            lambda key: _story(ledger.coded(key))
        )
        self._version = f"dragoman {version('dragoman')}"

    def row(self, stored: StoredEvent) -> dict[str, Any]:
        """An event as a row of :data:`COLUMNS`."""
        event, article = stored.event, stored.article
        text = self._text(article.key)
        return {
            "Event ID": stored.id,
            "Event Date": event.date.start if event.date else article.published,
            "Event Type": event.category.value,
            "Event Mode": event.mode,
            "Quad Code": QUAD_CLASSES[event.quad].upper() if event.quad else None,
            **self._side("Actor", event.source, text),
            **(self._side("Recipient", event.target, text) if event.target else {}),
            **_place(event.place),
            "Source": article.source,
            "Publication Date": article.published,
            **self._story(article.key),
            "Language": "English",
            "Version": self._version,
        }

    def _side(self, name: str, who: Participant, text: str) -> dict[str, Any]:
        raw = text[who.mention.start : who.mention.end] if who.mention else who.actor
        return {
            f"{name} Name": who.actor,
            f"{name} Country": self._states.of(who.affiliation),
            f"Primary {name} Sector": who.sector,
            f"{name} Sectors": who.sector,
            f"{name} Title": who.office.replace("_", " ") if who.office else None,
            f"{name} Name Raw": raw,
        }


def _place(place: str | None) -> dict[str, Any]:
    found: Location | None = locate(place) if place else None
    if found is None:
        return {"Raw Placename": place}
    return {
        "Placename": found.name,
        "City": found.name if found.feature != "PCLI" else None,
        "Country": found.state,
        "Latitude": found.latitude,
        "Longitude": found.longitude,
        "GeoNames ID": found.geonameid,
        "Raw Placename": place,
        "Feature Type": found.feature,
    }


def _story(coded: CodedArticle) -> dict[str, str]:
    """Whom and which places the records of an article name, each once."""
    sides = [p for contact in coded.contacts for p in contact.participants]
    for event in coded.events:
        sides += [event.source, *((event.target,) if event.target else ())]
    people = dict.fromkeys(p.actor for p in sides if p.kind is ActorKind.PERSON)
    bodies = dict.fromkeys(
        p.actor for p in sides if p.kind in {ActorKind.BODY, ActorKind.GROUP, ActorKind.ORGANISATION}
    )
    named = [*(c.place for c in coded.contacts), *(e.place for e in coded.events)]
    places = dict.fromkeys(place for place in named if place)
    return {
        "Story People": BETWEEN.join(people),
        "Story Organizations": BETWEEN.join(bodies),
        "Story Locations": BETWEEN.join(places),
    }
