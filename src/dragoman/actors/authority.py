"""The authority file: who is who, loaded from plain tables.

The tables and their columns are described in ``data/authority/README.md``. Loading reads plain
TSV, which is fast enough (see ``benchmarks/``) that nothing is compiled.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.actors.names import fold, key, surname_keys
from dragoman.errors import AuthorityError

COLUMNS = {
    "states.tsv": [
        "code",
        "name",
        "spellings",
        "adjectives",
        "demonyms",
        "capital",
        "capital_spellings",
        "note",
    ],
    "offices.tsv": [
        "affiliation",
        "office",
        "title",
        "name",
        "aliases",
        "start",
        "end",
        "confidence",
        "note",
    ],
    "processes.tsv": "name aliases parties mediators place start end note".split(),
    "conflicts.tsv": "name aliases parties mediators place start end note".split(),
    "agreements.tsv": "name aliases kind parties brokers signed ended note".split(),
    "groups.tsv": [
        "code",
        "affiliation",
        "sector",
        "kind",
        "name",
        "aliases",
        "start",
        "end",
        "owner",
        "confidence",
        "note",
    ],
}

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
    """One person in one office for one period."""

    affiliation: str
    office: str
    titles: tuple[str, ...]
    person: str
    period: Period
    confidence: str = "high"
    note: str = ""


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
        return min(self.terms, key=lambda t: (t.period.distance(day), _RANK.get(t.office, 50)))


_RANK = {
    office: rank
    for rank, office in enumerate(
        [
            "head_of_state",
            "head_of_government",
            "head",
            "leader",
            "foreign_minister",
            "deputy_leader",
            "defence_minister",
            "national_security_adviser",
            "special_envoy",
            "un_ambassador",
            "minister",
            "interior_minister",
            "intelligence_chief",
            "military_chief",
            "commander",
            "deputy_foreign_minister",
            "spokesperson",
            "ambassador",
            "speaker",
            "chief_of_staff",
        ]
    )
}


def office_rank(office: str) -> int:
    """How prominent an office is, 0 the most: decides whom a bare surname means."""
    return _RANK.get(office, 50)


@dataclass(slots=True)
class Authority:
    """All entries with the indexes that matching and resolution use.

    Attributes:
        entities: code to entry.
        persons: folded full name to person.
        names: key to the codes, ``person:`` names or ``adj:`` codes that it may stand for.
        surnames: surname key to folded names.
        exact: keys whose spelling is an acronym and must match with its capitals.
        by_office: (affiliation, office) to terms.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    names: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    surnames: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    exact: dict[tuple[str, ...], str] = field(default_factory=dict)
    first_words: dict[str, int] = field(default_factory=dict)
    by_affiliation: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    capitals: dict[str, str] = field(default_factory=dict)
    processes: dict[tuple[str, ...], list[Process]] = field(default_factory=lambda: defaultdict(list))
    conflicts: dict[tuple[str, ...], list[Process]] = field(default_factory=lambda: defaultdict(list))
    agreements: dict[tuple[str, ...], list[NamedAgreement]] = field(default_factory=lambda: defaultdict(list))
    spellings: int = 0

    def add_name(self, spelling: str, target: str) -> None:
        """Register a spelling for a target; short all-capital spellings match only in capitals."""
        name_key = key(spelling)
        if not name_key:
            return
        if target not in self.names[name_key]:
            self.names[name_key].append(target)
            self.spellings += 1
        first = name_key[0]
        self.first_words[first] = max(self.first_words.get(first, 0), len(name_key))
        if len(name_key) == 1:
            bare = spelling.replace(".", "")
            if bare.isupper() and len(bare) <= 6:
                self.exact.setdefault(name_key, bare)
            else:
                self.exact[name_key] = ""

    def add_state(self, row: dict[str, str]) -> None:
        code = row["code"]
        self.entities[code] = Entity(code, code, "GOV", "state", row["name"])
        for spelling in (row["name"], *_split(row["spellings"])):
            self.add_name(spelling, code)
        for spelling in _split(row["adjectives"]):
            self.add_name(spelling, f"adj:{code}")
        for spelling in _split(row["demonyms"]):
            self.add_name(spelling, f"dem:{code}")
        for spelling in (row["capital"], *_split(row["capital_spellings"])):
            if spelling:
                self.add_name(spelling, f"cap:{code}")
        if row["capital"]:
            self.capitals[code] = row["capital"]

    def add_group(self, row: dict[str, str]) -> None:
        entity = Entity(
            row["code"],
            row["affiliation"],
            row["sector"],
            row["kind"],
            row["name"],
            Period(_day(row["start"], False), _day(row["end"], True)),
            row["owner"],
        )
        self.entities[entity.code] = entity
        for spelling in (row["name"], *_split(row["aliases"])):
            self.add_name(spelling, entity.code)

    def add_agreement(self, row: dict[str, str]) -> None:
        """Register a named agreement under its name and aliases."""
        agreement = NamedAgreement(
            row["name"],
            row["kind"],
            tuple(_split(row["parties"])),
            tuple(_split(row["brokers"])),
            Period(_day(row["signed"], False), _day(row["signed"], True)),
            Period(_day(row["signed"], False), _day(row["ended"], True)),
        )
        for spelling in (row["name"], *_split(row["aliases"])):
            if name_key := key(spelling):
                self.agreements[name_key].append(agreement)

    def add_conflict(self, row: dict[str, str]) -> None:
        """Register an armed conflict under its name and the places fought over."""
        self._add_track(row, self.conflicts)

    def add_process(self, row: dict[str, str]) -> None:
        """Register a diplomatic process under its name and aliases."""
        self._add_track(row, self.processes)

    @staticmethod
    def _add_track(row: dict[str, str], index: dict[tuple[str, ...], list[Process]]) -> None:
        process = Process(
            row["name"],
            tuple(_split(row["parties"])),
            tuple(_split(row["mediators"])),
            row["place"],
            Period(_day(row["start"], False), _day(row["end"], True)),
        )
        for spelling in (row["name"], *_split(row["aliases"])):
            if name_key := key(spelling):
                index[name_key].append(process)

    def add_term(self, row: dict[str, str]) -> None:
        name = row["name"]
        body = self.entities.get(row["affiliation"])
        term = Term(
            body.affiliation if body else row["affiliation"],
            row["office"],
            tuple(fold(t) for t in _split(row["title"])),
            name,
            Period(_day(row["start"], False), _day(row["end"], True)),
            row["confidence"],
            row["note"],
        )
        person = self.persons.setdefault(fold(name), Person(name))
        person.terms.append(term)
        self.by_affiliation[term.affiliation].append(term)
        for spelling in (name, *_split(row["aliases"])):
            self.add_name(spelling, f"person:{fold(name)}")
            for surname in surname_keys(spelling, term.affiliation):
                if fold(name) not in self.surnames[surname]:
                    self.surnames[surname].append(fold(name))

    def holders(self, affiliation: str, office: str | None, title: str | None, period: Period) -> list[Term]:
        """Terms of an office of an affiliation that overlap a period.

        Args:
            affiliation: code of the state or organisation.
            office: office class of the file's list, or None for any.
            title: folded press title that must be among the term's titles, or None for any.
            period: the days of interest.
        """
        return [
            t
            for t in self.by_affiliation.get(affiliation, ())
            if (office is None or t.office == office)
            and (title is None or title in t.titles)
            and t.period.overlaps(period)
        ]

    def is_acronym_clash(self, name_key: tuple[str, ...], surface: str) -> bool:
        """Whether ``surface`` lacks the capitals that an acronym needs ("us" against "US")."""
        wanted = self.exact.get(name_key, "")
        return bool(wanted) and surface.replace(".", "") != wanted


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _day(cell: str, at_end: bool) -> dt.date | None:
    """First or last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for empty and ``now``."""
    if not cell or cell == "now":
        return None
    parts = [int(p) for p in cell.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year = parts[0]
    if len(parts) == 2:
        if not at_end:
            return dt.date(year, parts[1], 1)
        after = dt.date(year + parts[1] // 12, parts[1] % 12 + 1, 1)
        return after - dt.timedelta(days=1)
    return dt.date(year, 12, 31) if at_end else dt.date(year, 1, 1)


def rows(table: Traversable | Path, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of every entry of a table.

    Raises:
        AuthorityError: header or column count is not that of the README.
    """
    lines = table.read_text(encoding="utf-8").splitlines()
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if header is None:
            header = cells
            if header != columns:
                raise AuthorityError(f"{table.name}:{number}: columns are {header}, expected {columns}")
            continue
        if len(cells) < len(columns):
            cells += [""] * (len(columns) - len(cells))
        if len(cells) > len(columns):
            raise AuthorityError(f"{table.name}:{number}: {len(cells)} cells, expected {len(columns)}")
        yield number, dict(zip(columns, cells, strict=True))


def load(folders: Iterable[Traversable | Path]) -> Authority:
    """Read the tables of several folders into one authority, later entries merged over earlier."""
    authority = Authority()
    add = {
        "states.tsv": authority.add_state,
        "groups.tsv": authority.add_group,
        "offices.tsv": authority.add_term,
        "processes.tsv": authority.add_process,
        "conflicts.tsv": authority.add_conflict,
        "agreements.tsv": authority.add_agreement,
    }
    tables = list(folders)
    for table_name, adder in add.items():  # offices last: they refer to states and groups
        for folder in tables:
            table = folder / table_name
            if not table.is_file():
                continue
            for number, row in rows(table, COLUMNS[table_name]):
                try:
                    adder(row)
                except ValueError as error:
                    raise AuthorityError(f"{folder.name}/{table_name}:{number}: {error}") from error
    return authority


def shipped_folders() -> list[Traversable]:
    """The region folders of the authority data inside the package, in name order."""
    root = files("dragoman") / "data" / "authority"
    return [root, *sorted((f for f in root.iterdir() if f.is_dir()), key=lambda f: f.name)]


@lru_cache(maxsize=1)
def shipped() -> Authority:
    """The authority that ships with the package, loaded once per process."""
    return load(shipped_folders())
