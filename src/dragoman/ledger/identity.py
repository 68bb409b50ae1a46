"""Public ids: short names of documents and records that stay the same when an article is added again.

A document's key is the beginning of its digest. A record's id is the key and the record's own id,
``3fa9c01b/c1``. An id once given never passes to another record: when a newer coder finds more or
other records in a text, a record keeps the id of the earlier one at the same passage between the
same sides, and a new record gets a number that was never used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dragoman.ledger.checks import AnyRecord, participants_of
from dragoman.records import Absence, Agreement, Event

KEY_LENGTH = 8
"""Characters of a digest in a key, more only where another document has the same beginning."""


def kind_of(record: AnyRecord) -> str:
    """Name of the record's kind: contact, agreement, absence or event."""
    return type(record).__name__.lower()


def anchors(records: Sequence[AnyRecord]) -> list[str]:
    """What a record is known by across codings of its document, for each of ``records``.

    Kind, first evidence and the sides; a number tells apart those that share all three.
    """
    seen: Counter[str] = Counter()
    found = []
    for record in records:
        span = record.spans[0]
        place = f"{kind_of(record)} {span.start}-{span.end} {'+'.join(sorted(_sides(record)))}"
        seen[place] += 1
        found.append(f"{place} #{seen[place]}")
    return found


def _sides(record: AnyRecord) -> set[str]:
    if isinstance(record, Agreement):
        return {*record.parties}
    if isinstance(record, Absence):
        return {record.affiliation}
    if isinstance(record, Event):
        # several events of one sentence may have the same sides
        return {record.category.value, *(side.affiliation for side in participants_of(record))}
    return {participant.affiliation for participant in participants_of(record)}


def public_ids(key: str, records: Sequence[AnyRecord], known: Mapping[str, str]) -> list[str]:
    """Ids for the records of a coding.

    Args:
        key: the document's key.
        records: all records of the coding.
        known: anchor to id, for every record of every earlier coding of the document.
    """
    taken = set(known.values())
    given: list[str] = []
    for record, anchor in zip(records, anchors(records), strict=True):
        public = known.get(anchor)
        if public is None:
            public = f"{key}/{record.id}"
            letters = record.id.rstrip("0123456789")
            number = 0
            while public in taken:
                number += 1
                public = f"{key}/{letters}{number}"
        taken.add(public)
        given.append(public)
    return given
