"""Persons of one article: who was introduced by full name, and whom a surname then means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dragoman.actors.authority import Authority, Period, Person, Term, office_rank
from dragoman.actors.names import GIVEN_NAME_USED, SURNAME_FIRST, fold, key, surname_keys, to_ascii

WELL_KNOWN = frozenset(
    {"head_of_state", "head_of_government", "head", "foreign_minister", "leader", "deputy_leader"}
)
"""Offices whose holders the press calls by surname without having introduced them."""

_FEW_SURNAMES = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
"""Offices whose holders are called by surname even where a few surnames serve a whole nation."""

SLACK_DAYS = 400
"""How long before or after a term the press still calls the holder by surname alone."""


@dataclass(slots=True)
class KnownPerson:
    """A person of the article: usual name, what the text or the authority says of him or her."""

    name: str
    affiliation: str | None = None
    office: str | None = None
    sector: str | None = None
    entry: Person | None = None
    confidence: float = 1.0
    why: tuple[str, ...] = ()


def sector_of(
    office: str | None, affiliation: str | None, current: bool = True, body: str = ""
) -> str | None:
    """PLOVER sector of an office-holder; a former one counts as CVL (NGEC's usage).

    Args:
        office: office class, or None where none is known.
        affiliation: code of the state or organisation.
        current: whether the office is held on the day.
        body: sector of the group or body whose office it is, if it is not the state's own.
    """
    if not current:
        return "CVL"
    if office is None:
        return None
    if body and not (body in _STATE_BODIES and (office.endswith("minister") or office in _TOP_OFFICES)):
        return body
    special = {
        "intelligence_chief": "SPY", "military_chief": "MIL", "commander": "MIL", "legislator": "LEG", "speaker": "LEG",
        "justice": "JUD",
    }  # fmt: skip
    if office in special:
        return special[office]
    if (
        affiliation
        and len(affiliation) != 3
        and office in {"head", "deputy_head", "special_envoy", "spokesperson"}
    ):
        return "IGO"
    return "GOV"


_STATE_BODIES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_TOP_OFFICES = frozenset({"head_of_state", "head_of_government", "deputy_leader", "legislator", "speaker"})
"""A defence minister belongs to the government though the ministry counts as military."""


@dataclass(slots=True)
class PersonRegistry:
    """Persons that the article names, by surname key.

    Args:
        authority: the entries.
        period: the days at which offices are looked up.
        dated: whether ``period`` is a known publication day.
    """

    authority: Authority
    period: Period
    dated: bool
    by_surname: dict[tuple[str, ...], list[KnownPerson]] = field(default_factory=dict)
    by_name: dict[str, KnownPerson] = field(default_factory=dict)
    affiliations: dict[str, int] = field(default_factory=dict)
    home: str | None = None

    def from_entry(self, folded_name: str) -> KnownPerson:
        """The article's person for an authority entry, with the office of the article's day."""
        known = self.by_name.get(folded_name)
        if known is not None:
            return known
        entry = self.authority.persons[folded_name]
        day = self.period.start if self.dated else None
        term = entry.term_on(day) if day else _likeliest(entry, self.period)
        current = term is not None and (term.period.covers(day) if day else term.period.overlaps(self.period))
        why = (f"{entry.name}: {term.office} of {term.affiliation}",) if term else (entry.name,)
        known = KnownPerson(
            entry.name,
            term.affiliation if term else None,
            term.office if term and current else None,
            sector_of(term.office, term.affiliation, current, term.sector) if term else None,
            entry,
            0.97 if current else 0.85,
            why,
        )
        self.register(known)
        return known

    def from_entry_of(self, term: Term) -> KnownPerson:
        """The article's person who holds a given term."""
        return self.from_entry(fold(term.person))

    def introduce(
        self, surface: str, affiliation: str | None, office: str | None, confidence: float
    ) -> KnownPerson:
        """Register a person whom the authority does not know by a full name of the text."""
        name = to_ascii(surface)
        known = self.by_name.get(fold(name))
        if known is None:
            known = KnownPerson(
                name, affiliation, office, sector_of(office, affiliation), None, confidence, ("text",)
            )
            self.register(known)
        else:
            self.inform(known, affiliation, office)
        return known

    def inform(self, known: KnownPerson, affiliation: str | None, office: str | None) -> None:
        """Add what the text says of a person where nothing was known."""
        if known.affiliation is None and affiliation is not None:
            known.affiliation = affiliation
        if (
            known.office is None
            and office is not None
            and (known.entry is None or affiliation == known.affiliation)
        ):
            known.office = office
            known.sector = sector_of(office, known.affiliation)

    def register(self, known: KnownPerson) -> None:
        """Make a person findable by full name and by surname."""
        self.by_name[fold(known.name)] = known
        keys = surname_keys(known.name, known.affiliation or "")
        for surname in keys or {key(known.name)}:
            holders = self.by_surname.setdefault(surname, [])
            if known not in holders:
                holders.insert(0, known)

    def by_surname_key(
        self,
        surname: tuple[str, ...],
        title_affiliation: str | None = None,
        strict: bool = False,
        office: str | None = None,
    ) -> KnownPerson | None:
        """Whom a surname means: a person of the article, else a well-known holder of the day.

        Args:
            surname: folded words.
            title_affiliation: affiliation that a title beside the name gives, if any.
            strict: leave out persons of the article with another affiliation.
            office: office that a title before the name gives ("President Xi"), if any.
        """
        local = self.by_surname.get(surname, [])
        if title_affiliation:
            local = [k for k in local if k.affiliation in (title_affiliation, None)] or (
                [] if strict else local
            )
        if local:
            return local[0]
        return self._famous(surname, title_affiliation, office)

    def by_given_name(self, name: str) -> KnownPerson | None:
        """The one person of the article whose full name begins with a word: "Dr Cholnan" after Cholnan Srikaew."""
        found = [k for k in self.by_name.values() if key(k.name)[:1] == (name,)]
        return found[0] if len(found) == 1 else None

    def _famous(
        self, surname: tuple[str, ...], title_affiliation: str | None, office: str | None
    ) -> KnownPerson | None:
        candidates: list[tuple[int, int, str]] = []
        for folded_name in self.authority.surnames.get(surname, ()):
            for term in self.authority.persons[folded_name].terms:
                if title_affiliation and term.affiliation != title_affiliation:
                    continue
                titled = office in _FEW_SURNAMES and term.office == office
                if not (title_affiliation or titled or self._callable_by_surname(term, surname)):
                    continue
                gap = self._gap(term)
                if gap is None or gap > SLACK_DAYS:
                    continue
                # the day counts most, then the rank, then how much the article speaks of the state
                named = min(self.affiliations.get(term.affiliation, 0), 4)
                candidates.append(
                    (min(gap, 1) * 10 + min(office_rank(term.office), 8) - 2 * named, -named, folded_name)
                )
        if not candidates:
            return None
        best = min(candidates)
        rivals = {c[2] for c in candidates if c[:2] == best[:2]}
        if len(rivals) > 1 and not title_affiliation:
            return None
        return self.from_entry(best[2])

    def _callable_by_surname(self, term: Term, surname: tuple[str, ...]) -> bool:
        if term.office not in WELL_KNOWN and not self.affiliations.get(term.affiliation):
            return False
        named = self.affiliations.get(term.affiliation)
        if term.affiliation in SURNAME_FIRST | GIVEN_NAME_USED and not named:
            return False
        if term.affiliation in SURNAME_FIRST and term.office not in _FEW_SURNAMES:
            return False
        return len("".join(surname)) > 3 or term.office in WELL_KNOWN

    def _gap(self, term: Term) -> int | None:
        if self.dated and self.period.start:
            return term.period.distance(self.period.start)
        return 0 if term.period.overlaps(self.period) else None


def _likeliest(entry: Person, period: Period) -> Term | None:
    """The term for an undated article: one that overlaps the period, the latest of them."""
    inside = [t for t in entry.terms if t.period.overlaps(period)]
    pool = inside or entry.terms
    if not pool:
        return None
    return max(pool, key=lambda t: t.period.start or dt.date.min)
