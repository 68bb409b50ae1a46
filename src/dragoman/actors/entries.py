"""What the authority file holds: periods, entities, terms of office, persons, processes, agreements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

_EARLIEST, _LATEST = dt.date.min, dt.date.max


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end`` inclusive; an open end is None."""

    start: dt.date | None = None
    end: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the period."""
        return (self.start or _EARLIEST) <= day <= (self.end or _LATEST)

    def overlaps(self, other: Period) -> bool:
        """Whether the periods share a day."""
        return (self.start or _EARLIEST) <= (other.end or _LATEST) and (other.start or _EARLIEST) <= (
            self.end or _LATEST
        )

    def distance(self, day: dt.date) -> int:
        """Days between ``day`` and the period, 0 inside it."""
        if self.start and day < self.start:
            return (self.start - day).days
        if self.end and day > self.end:
            return (day - self.end).days
        return 0

    def days(self) -> int:
        """How many days the period has; an open end reaches to the limits of the calendar."""
        return ((self.end or _LATEST) - (self.start or _EARLIEST)).days + 1

    def shared(self, other: Period) -> int:
        """How many days two periods have in common."""
        last = min(self.end or _LATEST, other.end or _LATEST)
        first = max(self.start or _EARLIEST, other.start or _EARLIEST)
        return max(0, (last - first).days + 1)


@dataclass(frozen=True, slots=True)
class Entity:
    """A state, body, group, organisation or outlet."""

    code: str
    affiliation: str
    sector: str
    kind: str
    name: str
    period: Period = Period()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One person in one office for one period.

    Attributes:
        sector: that of the group or body whose office it is; empty for an office of a state itself.
    """

    affiliation: str
    office: str
    titles: tuple[str, ...]
    person: str
    period: Period
    confidence: str = "high"
    note: str = ""
    sector: str = ""

    def corrects(self, earlier: Term) -> bool:
        """Whether this line of a user's file stands for ``earlier``: the same person in the same office
        with a title in common for more than half of the shorter period."""
        if (self.person, self.office, self.affiliation) != (
            earlier.person,
            earlier.office,
            earlier.affiliation,
        ):
            return False
        if self.titles and earlier.titles and not set(self.titles) & set(earlier.titles):
            return False
        return 2 * self.period.shared(earlier.period) > min(self.period.days(), earlier.period.days())


@dataclass(frozen=True, slots=True)
class Process:
    """A named negotiation track or format, with those who negotiate in it and those between them."""

    name: str
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    place: str
    period: Period


@dataclass(frozen=True, slots=True)
class NamedAgreement:
    """A treaty, accord or ceasefire that the press calls by name."""

    name: str
    kind: str
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    signed: Period
    force: Period


@dataclass(slots=True)
class Person:
    """A person with every known term, in the order of the file."""

    name: str
    terms: list[Term] = field(default_factory=list)

    def term_on(self, day: dt.date | None) -> Term | None:
        """The term held on ``day``, else the nearest one; the latest where no day is given."""
        if not self.terms:
            return None
        if day is None:
            return max(self.terms, key=lambda t: (t.period.end or _LATEST, t.period.start or _EARLIEST))
        # of offices held at once a state's comes before that of a party or a company
        return min(
            self.terms, key=lambda t: (t.period.distance(day), t.sector in SIDELINES, office_rank(t.office))
        )


SIDELINES = frozenset("PTY OPP NGO BUS EDU LAB CVL MED".split())
"""Sectors of bodies whose office counts less than one of a state that the same person holds."""

_RANK = {
    office: rank
    for rank, office in enumerate(
        "head_of_state head_of_government head leader foreign_minister deputy_leader defence_minister "
        "national_security_adviser special_envoy un_ambassador minister interior_minister intelligence_chief "
        "military_chief commander deputy_foreign_minister spokesperson ambassador speaker chief_of_staff".split()
    )
}


def office_rank(office: str) -> int:
    """How prominent an office is, 0 the most: decides whom a bare surname means."""
    return _RANK.get(office, 50)
