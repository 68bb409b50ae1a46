"""The authority file: who is who, loaded from plain tables.

The tables and their columns are described in ``data/authority/README.md``; ``docs/authority.md`` tells
how to add to them. Loading takes under half a second (``benchmarks/authority_load.py``), so nothing is
compiled or cached, and a corrected line counts at the next run.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from sys import intern
from typing import TypeVar

from dragoman.actors.entries import (
    Entity,
    NamedAgreement,
    Period,
    Person,
    Process,
    Term,
    office_rank,
)
from dragoman.actors.names import fold, key, surname_keys
from dragoman.actors.tables import COLUMNS, day, rows, shipped_folders, split, user_folders
from dragoman.errors import AuthorityError

__all__ = [
    "COLUMNS",
    "Authority",
    "Entity",
    "NamedAgreement",
    "Period",
    "Person",
    "Process",
    "Term",
    "known",
    "load",
    "office_rank",
    "rows",
    "shipped",
    "shipped_folders",
    "user_folders",
]

Row = dict[str, str]
Key = tuple[str, ...]
LONGEST_ACRONYM = 6
Track = TypeVar("Track", Process, NamedAgreement)


@dataclass(slots=True)
class Authority:
    """All entries with the indexes that matching and resolution use.

    Attributes:
        entities: code to entry.
        persons: folded full name to person.
        names: key to the codes, ``person:`` names or ``adj:`` codes that it may stand for.
        surnames: surname key to folded names.
        exact: keys whose spelling is an acronym and must match with its capitals.
        first_words: first word of names to the number of words of the longest one.
        by_affiliation: affiliation to terms.
        capitals: code of a state to its capital.
        homes: code of a group to that of its state, where nothing else tells it.
        overriding: whether what is added now is a user's and outweighs what is there.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    names: dict[Key, list[str]] = field(default_factory=dict)
    surnames: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    exact: dict[Key, str] = field(default_factory=dict)
    first_words: dict[str, int] = field(default_factory=dict)
    by_affiliation: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    capitals: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    processes: dict[Key, list[Process]] = field(default_factory=lambda: defaultdict(list))
    conflicts: dict[Key, list[Process]] = field(default_factory=lambda: defaultdict(list))
    agreements: dict[Key, list[NamedAgreement]] = field(default_factory=lambda: defaultdict(list))
    spellings: int = 0
    overriding: bool = False
    _registered: set[tuple[str, str, str]] = field(default_factory=set, repr=False)

    def add_name(self, spelling: str, target: str) -> Key:
        """Register a spelling for a target; short all-capital spellings match only in capitals.

        Returns:
            The key under which it is found, empty where the spelling has no word.
        """
        name_key = key(spelling)
        if not name_key:
            return name_key
        targets = self.names.get(name_key)
        if targets is None:
            self.names[name_key] = [target]
            self.spellings += 1
        elif target not in targets:
            targets.insert(0 if self.overriding else len(targets), target)
            self.spellings += 1
        elif self.overriding:
            targets.remove(target)
            targets.insert(0, target)
        first, length = name_key[0], len(name_key)
        if self.first_words.get(first, 0) < length:
            self.first_words[first] = length
        if length == 1:
            bare = spelling.replace(".", "")
            if bare.isupper() and len(bare) <= LONGEST_ACRONYM:
                self.exact.setdefault(name_key, bare)
            else:
                self.exact[name_key] = ""
        return name_key

    def add_state(self, row: Row) -> None:
        """Register a line of ``states.tsv``."""
        code = row["code"]
        self.entities[code] = Entity(code, code, "GOV", "state", row["name"])
        for spelling in (row["name"], *split(row["spellings"])):
            self.add_name(spelling, code)
        for spelling in split(row["adjectives"]):
            self.add_name(spelling, f"adj:{code}")
        for spelling in split(row["demonyms"]):
            self.add_name(spelling, f"dem:{code}")
        for spelling in (row["capital"], *split(row["capital_spellings"])):
            if spelling:
                self.add_name(spelling, f"cap:{code}")
        if row["capital"]:
            self.capitals[code] = row["capital"]

    def add_group(self, row: Row) -> None:
        """Register a line of ``groups.tsv``.

        Raises:
            ValueError: a date is none.
        """
        former = self.entities.get(row["code"])
        if former is not None and former.kind == "state":
            return  # a state keeps its code; ``dragoman authority validate`` tells of the clash
        entity = Entity(
            row["code"],
            intern(row["affiliation"]),
            intern(row["sector"]),
            intern(row["kind"]),
            row["name"],
            Period(day(row["start"], False), day(row["end"], True)),
            row["owner"],
        )
        self.entities[entity.code] = entity
        for spelling in (row["name"], *split(row["aliases"])):
            self.add_name(spelling, entity.code)

    def add_term(self, row: Row) -> None:
        """Register a line of ``offices.tsv``.

        Raises:
            ValueError: a date is none.
        """
        name, aliases = row["name"], row["aliases"]
        folded = fold(name)
        body = self.entities.get(row["affiliation"])
        term = Term(
            body.affiliation if body else intern(row["affiliation"]),
            intern(row["office"]),
            _titles(row["title"]),
            name,
            Period(day(row["start"], False), day(row["end"], True)),
            intern(row["confidence"]),
            row["note"],
            body.sector if body is not None and body.kind != "state" else "",
        )
        person = self.persons.get(folded)
        if person is None:
            person = self.persons[folded] = Person(name)
        if self.overriding:
            self._drop([t for t in person.terms if term.corrects(t)], person)
        person.terms.append(term)
        self.by_affiliation[term.affiliation].append(term)
        # most persons have several terms with the same spellings: these are worked out once
        spelled = (folded, aliases, term.affiliation)
        if spelled not in self._registered or self.overriding:
            self._registered.add(spelled)
            self._add_person_names(folded, (name, *split(aliases)), term.affiliation)

    def _add_person_names(self, folded: str, spellings: tuple[str, ...], affiliation: str) -> None:
        target = f"person:{folded}"
        surnames = self.surnames
        for spelling in spellings:
            name_key = self.add_name(spelling, target)
            if len(name_key) > 1:
                for surname in surname_keys(spelling, affiliation, name_key):
                    bearers = surnames[surname]
                    if folded not in bearers:
                        bearers.append(folded)

    def _drop(self, terms: list[Term], person: Person) -> None:
        for term in terms:
            person.terms.remove(term)
            self.by_affiliation[term.affiliation].remove(term)

    def add_agreement(self, row: Row) -> None:
        """Register a named agreement under its name and aliases.

        Raises:
            ValueError: a date is none.
        """
        signed = day(row["signed"], False)
        agreement = NamedAgreement(
            row["name"],
            row["kind"],
            tuple(split(row["parties"])),
            tuple(split(row["brokers"])),
            Period(signed, day(row["signed"], True)),
            Period(signed, day(row["ended"], True)),
        )
        for spelling in (row["name"], *split(row["aliases"])):
            if name_key := key(spelling):
                self._put(self.agreements[name_key], agreement)

    def add_conflict(self, row: Row) -> None:
        """Register an armed conflict under its name and the places fought over."""
        self._add_track(row, self.conflicts)

    def add_process(self, row: Row) -> None:
        """Register a diplomatic process under its name and aliases."""
        self._add_track(row, self.processes)

    def _add_track(self, row: Row, index: dict[Key, list[Process]]) -> None:
        process = Process(
            row["name"],
            tuple(split(row["parties"])),
            tuple(split(row["mediators"])),
            row["place"],
            Period(day(row["start"], False), day(row["end"], True)),
        )
        for spelling in (row["name"], *split(row["aliases"])):
            if name_key := key(spelling):
                self._put(index[name_key], process)

    def add_home(self, row: Row) -> None:
        """Register the state of a group."""
        self.homes[row["code"]] = row["state"]

    def _put(self, tracks: list[Track], track: Track) -> None:
        """Append an entry; a user's stands first and takes the place of its namesake."""
        if self.overriding:
            tracks[:] = [t for t in tracks if t.name != track.name]
            tracks.insert(0, track)
        else:
            tracks.append(track)

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

    def is_acronym_clash(self, name_key: Key, surface: str) -> bool:
        """Whether ``surface`` lacks the capitals that an acronym needs ("us" against "US")."""
        wanted = self.exact.get(name_key, "")
        return bool(wanted) and surface.replace(".", "") != wanted

    def adders(self) -> dict[str, Callable[[Row], None]]:
        """What registers a line of each table."""
        return {
            "states.tsv": self.add_state,
            "groups.tsv": self.add_group,
            "offices.tsv": self.add_term,
            "processes.tsv": self.add_process,
            "conflicts.tsv": self.add_conflict,
            "agreements.tsv": self.add_agreement,
            "homes.tsv": self.add_home,
        }


def load(folders: Iterable[Traversable | Path], over: Iterable[Traversable | Path] = ()) -> Authority:
    """Read the tables of several folders into one authority.

    Args:
        folders: equal among themselves.
        over: a user's folders, whose entries outweigh those of ``folders`` and of each other in order.

    Raises:
        AuthorityError: a line does not follow its form.
    """
    authority = Authority()
    layers = [*((f, False) for f in folders), *((f, True) for f in over)]
    with _no_collection():
        for table_name, adder in authority.adders().items():
            for folder, overriding in layers:
                table = folder / table_name
                if not table.is_file():
                    continue
                authority.overriding = overriding
                for number, row in rows(table, COLUMNS[table_name]):
                    try:
                        adder(row)
                    except (ValueError, OverflowError) as error:
                        raise AuthorityError(f"{folder.name}/{table_name}:{number}: {error}") from error
    authority.overriding = False
    authority._registered.clear()
    return authority


@lru_cache(maxsize=8192)
def _titles(cell: str) -> tuple[str, ...]:
    """Folded titles of a cell; a few thousand cells serve all lines."""
    return tuple([fold(title) for title in split(cell)])


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for garbage while a quarter of a million objects are made that all stay: it takes a
    third of the time and finds none. Nor are they searched later, when they are no part of any cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.enable()


@lru_cache(maxsize=1)
def shipped() -> Authority:
    """The authority that ships with the package, loaded once per process."""
    return load(shipped_folders())


def known() -> Authority:
    """The shipped authority with the user's own folders merged over it, loaded once per process.

    Raises:
        AuthorityError: a user's folder is absent or does not follow the form.
    """
    return _merged(tuple(user_folders()))


@lru_cache(maxsize=1)
def _merged(over: tuple[Path, ...]) -> Authority:
    return load(shipped_folders(), over) if over else shipped()
