"""Events as CAMEO two-digit root codes, for pipelines made for older event data.

The columns are those of the Phoenix data sets that such pipelines know, the quad class that of GDELT
by root code. ``docs/events.md`` has the way from PLOVER to CAMEO.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import Any, Unpack

from dragoman.export.polecat import happened, write_tsv
from dragoman.ledger import EventFilters, Ledger, StoredEvent
from dragoman.records import Participant
from dragoman.relations.ontology import cameo_root

COLUMNS = (
    "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole TargetActorFull TargetActorEntity "
    "TargetActorRole EventRootCode QuadClass LocationName SentenceID URLs NewsSources"
).split()

NOBODY = "---"
"""What stands for an actor that the text does not name, as in the files of PETRARCH."""

_LAST_OF_QUAD = ((5, 1), (8, 2), (13, 3), (20, 4))
"""Last root code of each quad class: 01 to 05 verbal cooperation, 06 to 08 material cooperation …"""


def export_cameo(ledger: Ledger, target: str | os.PathLike[str], /, **filters: Unpack[EventFilters]) -> int:
    """Write events that happened, a row each, in the order of days; returns how many.

    Args:
        ledger: what to write.
        target: a file, which is replaced at the end, or ``-`` for standard output.
        filters: which events; see :class:`~dragoman.ledger.filters.EventFilters`.

    Raises:
        DragomanError: the file cannot be written, or the ledger cannot be read.
        BrokenPipeError: who read standard output has gone.
    """
    return write_tsv(target, COLUMNS, map(row, happened(ledger, filters)))


def row(stored: StoredEvent) -> dict[str, Any]:
    """An event as a row of :data:`COLUMNS`."""
    event, article = stored.event, stored.article
    root = cameo_root(event.category, event.mode)
    return {
        "EventID": stored.id,
        **_day(event.date.start if event.date else article.published),
        **_side("Source", event.source),
        **_side("Target", event.target),
        "EventRootCode": root,
        "QuadClass": next(quad for last, quad in _LAST_OF_QUAD if int(root) <= last),
        "LocationName": event.place,
        "SentenceID": f"{article.doc}_{event.spans[0].start}",
        "URLs": article.url,
        "NewsSources": article.source,
    }


def _day(day: dt.date | None) -> dict[str, Any]:
    if day is None:
        return {}
    return {"Date": f"{day:%Y%m%d}", "Year": day.year, "Month": day.month, "Day": day.day}


def _side(name: str, who: Participant | None) -> dict[str, Any]:
    if who is None:
        return {f"{name}Actor{part}": NOBODY for part in ("Full", "Entity", "Role")}
    role = who.sector or NOBODY
    return {
        f"{name}ActorFull": who.affiliation + (who.sector or ""),
        f"{name}ActorEntity": who.affiliation,
        f"{name}ActorRole": role,
    }
