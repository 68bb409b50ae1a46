"""Questions to the authority: what a text stands for, and who held an office on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.actors.authority import Authority, Entity, Period, Term, office_rank
from dragoman.actors.checks import OFFICES
from dragoman.actors.names import fold, key
from dragoman.errors import AuthorityError

_SORTS = {"adj": "adjective", "dem": "people of", "cap": "capital of"}


@dataclass(frozen=True, slots=True)
class Found:
    """One entry that a text stands for.

    Attributes:
        sort: ``state``, ``group`` or ``person``.
        matched: by what: ``name``, ``code``, ``surname``, ``adjective``, ``people of``, ``capital of``.
        code: of a state or group; None for a person.
        name: usual name.
        spellings: folded spellings under which it is found.
    """

    sort: str
    matched: str
    name: str
    code: str | None = None
    affiliation: str | None = None
    sector: str | None = None
    kind: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    owner: str = ""
    spellings: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()


def show(text: str, authority: Authority) -> list[Found]:
    """Every entry that a text is a name, code, adjective, capital or surname of, best first.

    Args:
        text: any text; case and diacritics do not matter.
        authority: who is who.
    """
    wanted = key(text)
    found: dict[str, str] = {}
    code = text.strip().upper().replace(" ", "_")
    if code in authority.entities:
        found[code] = "code"
    for target in authority.names.get(wanted, ()):
        prefix, _, rest = target.partition(":")
        if prefix == "person" or not rest:
            found.setdefault(target, "name")
        else:
            found.setdefault(rest, _SORTS[prefix])
    for bearer in authority.surnames.get(wanted, ()):
        found.setdefault(f"person:{bearer}", "surname")
    spelled = _spellings(authority, frozenset(found))
    return [
        _person(target[7:], matched, authority, spelled.get(target, ()))
        if target.startswith("person:")
        else _entity(authority.entities[target], matched, spelled.get(target, ()))
        for target, matched in found.items()
    ]


def _spellings(authority: Authority, targets: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name_key, stands_for in authority.names.items():
        for target in targets.intersection(stands_for):
            found.setdefault(target, []).append(" ".join(name_key))
    return {target: tuple(sorted(names)) for target, names in found.items()}


def _entity(entity: Entity, matched: str, spellings: tuple[str, ...]) -> Found:
    return Found(
        "state" if entity.kind == "state" else "group", matched, entity.name, entity.code, entity.affiliation,
        entity.sector, entity.kind, entity.period.start, entity.period.end, entity.owner, spellings,
    )  # fmt: skip


def _person(folded: str, matched: str, authority: Authority, spellings: tuple[str, ...]) -> Found:
    person = authority.persons[folded]
    terms = sorted(person.terms, key=lambda t: (t.period.start or dt.date.min, t.office))
    return Found("person", matched, person.name, spellings=spellings, terms=tuple(terms))


def code_of(text: str, authority: Authority) -> str:
    """The affiliation that a user means by a code, a name, an adjective or a capital.

    Raises:
        AuthorityError: nothing has that name.
    """
    bare = text.strip()
    for entity in (authority.entities.get(bare), authority.entities.get(bare.upper())):
        if entity is not None:
            return entity.affiliation
    if bare.upper() in authority.by_affiliation:
        return bare.upper()
    codes = list(_codes(bare, authority))
    if not codes:
        raise AuthorityError(f"no state or group is called '{bare}'")
    return codes[0]


def _codes(text: str, authority: Authority) -> Iterator[str]:
    """Affiliations of what a text names, states first."""
    targets = [t for t in authority.names.get(key(text), ()) if not t.startswith("person:")]
    entities = [authority.entities[t.rpartition(":")[2]] for t in targets]
    yield from (e.affiliation for e in sorted(entities, key=lambda e: e.kind != "state"))


def offices(
    state: str, authority: Authority, on: dt.date | None = None, office: str | None = None
) -> list[Term]:
    """Terms of the offices of a state or group, the highest office first, then by start.

    Args:
        state: code or name.
        authority: who is who.
        on: only those held on this day.
        office: only of this class (``foreign_minister``), or whose title has these words.

    Raises:
        AuthorityError: nothing has that name.
    """
    affiliation = code_of(state, authority)
    period = Period(on, on) if on else Period()
    terms = authority.holders(affiliation, None, None, period)
    if on is not None:  # a line without any date is no evidence for a day
        terms = [t for t in terms if t.period.start or t.period.end]
    if office is not None:
        name, wanted = office.strip().lower().replace(" ", "_"), fold(office)
        terms = [
            t
            for t in terms
            if t.office == name or (name not in OFFICES and any(wanted in x for x in t.titles))
        ]
    return sorted(
        terms, key=lambda t: (office_rank(t.office), t.office, t.period.start or dt.date.min, t.person)
    )
