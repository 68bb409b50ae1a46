"""Contacts, agreements and events as tables for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Unpack

from dragoman.export.target import STDOUT, writing
from dragoman.ledger import (
    AgreementFilters,
    ArticleRef,
    ContactFilters,
    EventFilters,
    Ledger,
    StoredAgreement,
    StoredContact,
    StoredEvent,
)
from dragoman.records import Attribution, DateInterval, EvidencedRecord, Participant, Role

BETWEEN = "; "
"""What parts the values of a cell that holds several."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet take a cell for a formula."""


def export_csv(
    ledger: Ledger, target: str | os.PathLike[str], **filters: Unpack[ContactFilters]
) -> tuple[int, int, int]:
    """Write contacts to a table, and all agreements and events to others beside it.

    ``talks.csv`` gets its agreements in ``talks-agreements.csv`` and its events in
    ``talks-events.csv``. Standard output gets the contacts.

    Args:
        ledger: what to write.
        target: the file of the contacts, which is replaced at the end, or ``-`` for standard output.
        filters: which contacts; see :class:`~dragoman.ledger.filters.ContactFilters`.

    Returns:
        How many contacts, agreements and events were written.

    Raises:
        DragomanError: a file cannot be written, or the ledger cannot be read.
        BrokenPipeError: who read standard output has gone.
    """
    contacts = export_contacts(ledger, target, **filters)
    if os.fspath(target) == STDOUT:
        return contacts, 0, 0
    agreements = export_agreements(ledger, agreements_file(target))
    return contacts, agreements, export_events(ledger, events_file(target))


def agreements_file(target: str | os.PathLike[str]) -> Path:
    """Where :func:`export_csv` puts the agreements."""
    return _beside(target, "agreements")


def events_file(target: str | os.PathLike[str]) -> Path:
    """Where :func:`export_csv` puts the events."""
    return _beside(target, "events")


def _beside(target: str | os.PathLike[str], what: str) -> Path:
    file = Path(target)
    return file.with_name(f"{file.stem}-{what}{file.suffix}")


def export_contacts(ledger: Ledger, target: str | os.PathLike[str], **filters: Unpack[ContactFilters]) -> int:
    """Write one row per report of a contact; returns how many. Otherwise as :func:`export_csv`."""
    return _write(target, CONTACT_COLUMNS, map(_contact_row, ledger.iter_contacts(**filters)))


def export_agreements(
    ledger: Ledger, target: str | os.PathLike[str], **filters: Unpack[AgreementFilters]
) -> int:
    """Write one row per report of an agreement; returns how many. Otherwise as :func:`export_csv`."""
    return _write(target, AGREEMENT_COLUMNS, map(_agreement_row, ledger.iter_agreements(**filters)))


def export_events(ledger: Ledger, target: str | os.PathLike[str], /, **filters: Unpack[EventFilters]) -> int:
    """Write one row per report of an event; returns how many. Otherwise as :func:`export_csv`."""
    return _write(target, EVENT_COLUMNS, map(_event_row, ledger.iter_events(**filters)))


def _write(target: str | os.PathLike[str], columns: list[str], rows: Iterable[dict[str, Any]]) -> int:
    number = 0
    with writing(target) as stream:
        table = csv.DictWriter(stream, columns, lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow({name: _cell(value) for name, value in row.items()})
            number += 1
    return number


def _cell(value: object) -> str:
    """A value as a spreadsheet shows it, never as a formula that it runs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


_ARTICLE_COLUMNS = ["doc", "published", "title", "source", "url", "coder"]
_DATE_COLUMNS = ["date_start", "date_end", "date_precision", "date_words"]
_RECORD_COLUMNS = ["attribution", "speculative", "confidence", "evidence", "spans"]
CONTACT_COLUMNS = [
    "id",
    "channel",
    "status",
    *_DATE_COLUMNS,
    "participants",
    "affiliations",
    *(role.value for role in Role),
    "place",
    "topics",
    "sources",
    "disputed",
    "count",
    *_RECORD_COLUMNS,
    *_ARTICLE_COLUMNS,
]
"""``participants`` names all with affiliation, role and office; a column per role names them again."""

AGREEMENT_COLUMNS = [
    "id",
    "kind",
    "status",
    *_DATE_COLUMNS,
    "parties",
    "brokers",
    *_RECORD_COLUMNS,
    *_ARTICLE_COLUMNS,
]


_SIDE_COLUMNS = ["_actor", "_affiliation", "_sector", "_office", "_kind"]
EVENT_COLUMNS = [
    *("id", "category", "mode", "modality", "quad"),
    *_DATE_COLUMNS,
    *(f"{side}{column}" for side in ("source", "target") for column in _SIDE_COLUMNS),
    *("place", "contact", "agreement"),
    *_RECORD_COLUMNS,
    *_ARTICLE_COLUMNS,
]


def _contact_row(stored: StoredContact) -> dict[str, Any]:
    contact = stored.contact
    codes = dict.fromkeys(participant.affiliation for participant in contact.participants)
    return {
        "id": stored.id,
        "channel": contact.channel.value,
        "status": contact.status.value,
        **_date_cells(contact.date),
        "participants": BETWEEN.join(_participant(each) for each in contact.participants),
        "affiliations": BETWEEN.join(codes),
        **dict(_role_cells(contact.participants)),
        "place": contact.place,
        "topics": BETWEEN.join(contact.topics),
        "sources": BETWEEN.join(contact.sources),
        "disputed": contact.disputed,
        "count": contact.count,
        **_record_cells(contact),
        **_article_cells(stored.article),
    }


def _agreement_row(stored: StoredAgreement) -> dict[str, Any]:
    agreement = stored.agreement
    return {
        "id": stored.id,
        "kind": agreement.kind.value,
        "status": agreement.status.value,
        **_date_cells(agreement.date),
        "parties": BETWEEN.join(agreement.parties),
        "brokers": BETWEEN.join(agreement.brokers),
        **_record_cells(agreement),
        **_article_cells(stored.article),
    }


def _event_row(stored: StoredEvent) -> dict[str, Any]:
    event = stored.event
    return {
        "id": stored.id,
        "category": event.category.value,
        "mode": event.mode,
        "modality": event.modality.value,
        "quad": event.quad,
        **_date_cells(event.date),
        **_side_cells("source", event.source),
        **_side_cells("target", event.target),
        "place": event.place,
        "contact": event.contact,
        "agreement": event.agreement,
        **_record_cells(event),
        **_article_cells(stored.article),
    }


def _side_cells(name: str, who: Participant | None) -> dict[str, Any]:
    values = (who.actor, who.affiliation, who.sector, who.office, who.kind.value) if who else [None] * 5
    return {f"{name}{column}": value for column, value in zip(_SIDE_COLUMNS, values, strict=True)}


def _article_cells(article: ArticleRef) -> dict[str, Any]:
    return {name: getattr(article, name) for name in _ARTICLE_COLUMNS}


def _date_cells(date: DateInterval | None) -> dict[str, Any]:
    if date is None:
        return dict.fromkeys(_DATE_COLUMNS)
    return dict(zip(_DATE_COLUMNS, (date.start, date.end, date.precision.value, date.words), strict=True))


def _record_cells(record: EvidencedRecord) -> dict[str, Any]:
    return {
        "attribution": BETWEEN.join(_link(link) for link in record.attribution),
        "speculative": record.speculative,
        "confidence": record.confidence,
        # texts hold semicolons, and a bar is rare in them
        "evidence": " | ".join(record.evidence),
        "spans": BETWEEN.join(f"{span.start}-{span.end}" for span in record.spans),
    }


def _participant(each: Participant) -> str:
    details = (each.affiliation, each.role.value, each.office)
    return f"{each.actor} ({', '.join(detail for detail in details if detail)})"


def _role_cells(participants: Iterable[Participant]) -> Iterator[tuple[str, str]]:
    everyone = list(participants)
    for role in Role:
        names = (f"{each.actor} ({each.affiliation})" for each in everyone if each.role is role)
        yield role.value, BETWEEN.join(names)


def _link(link: Attribution) -> str:
    who = f"{link.source} ({link.affiliation})" if link.affiliation else link.source
    return f'{who} {link.stance.value} "{link.cue}"'
