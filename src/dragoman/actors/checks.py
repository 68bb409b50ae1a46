"""The checks of authority tables, each a generator over the lines of all tables."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from dragoman.actors.entries import Period
from dragoman.actors.findings import Line, Problem, Tables, error, judged, warning
from dragoman.actors.names import fold, key
from dragoman.actors.tables import COLUMNS, day, split

OFFICES = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister interior_minister finance_minister "
    "trade_minister minister deputy_leader deputy_foreign_minister intelligence_chief national_security_adviser "
    "military_chief un_ambassador ambassador special_envoy spokesperson speaker chief_of_staff adviser legislator "
    "governor justice leader commander head deputy_head official".split()
)
SECTORS = frozenset(
    "GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL ELI IGO NGO LEG REL REF LAB AGR UAF UNK".split()
)
KINDS = frozenset(
    "ministry body seat intelligence military police court legislature party opposition armed_group people igo "
    "igo_body ngo outlet bloc".split()
)
CONFIDENCES = frozenset({"high", "medium", "low"})
SINGLE_HOLDER = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
"""Offices that one person holds at a time, as far as the notes do not say otherwise."""

SHARED = re.compile(
    r"\b(?:acting|interim|caretaker|transition\w*|disputed|rival|claim\w*|contested|co-\w+|joint\w*|with|"
    r"collective|council|junta|regent|in exile|recognised|recognized|parallel|not in control|rebel|unrecognised|"
    r"presidency|rotating|member|de facto|suspended|leave|captivity|self-declared|deputising|pro tempore)\b",
    re.IGNORECASE,
)
"""Words of a note that tell why two persons are in one office."""

HANDOVER_DAYS = 1
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_PARTY_COLUMNS = {
    "processes.tsv": ("parties", "mediators"),
    "conflicts.tsv": ("parties", "mediators"),
    "agreements.tsv": ("parties", "brokers"),
}
_DATE_COLUMNS = {"agreements.tsv": ("signed", "ended"), "states.tsv": (), "homes.tsv": ()}


def _dates(tables: Tables) -> Iterator[Problem]:
    """Dates that are none, and ends before starts."""
    for name in COLUMNS:
        columns = _DATE_COLUMNS.get(name, ("start", "end"))
        for line in judged(tables, name) if columns else ():
            bad = [c for c in columns if not _is_date(line.row[c], c == columns[1])]
            subject = line.row["name"]
            for column in bad:
                yield error(line, "bad-date", subject, f"{subject}: {column} '{line.row[column]}' is no date")
            if bad:
                continue
            start, end = day(line.row[columns[0]], False), day(line.row[columns[1]], True)
            if start and end and end < start:
                text = f"{subject}: ends {line.row[columns[1]]}, before it starts {line.row[columns[0]]}"
                yield error(line, "ends-before-starts", subject, text)


def _is_date(cell: str, may_be_now: bool) -> bool:
    if not cell or (cell == "now" and may_be_now):
        return True
    if not _DATE.fullmatch(cell):
        return False
    try:
        day(cell, False)
    except ValueError:
        return False
    return True


def _vocabulary(tables: Tables) -> Iterator[Problem]:
    """Offices, sectors, kinds and confidences that the README does not list."""
    lists = {"office": OFFICES, "sector": SECTORS, "kind": KINDS, "confidence": CONFIDENCES}
    for name, columns in (
        ("offices.tsv", ("office", "confidence")),
        ("groups.tsv", ("sector", "kind", "confidence")),
    ):
        for line in judged(tables, name):
            for column in columns:
                value = line.row[column]
                if value not in lists[column]:
                    text = f"{line.row['name']}: unknown {column} '{value}'"
                    yield error(line, f"unknown-{column}", line.row["name"], text)
            if not line.row["name"]:
                yield error(line, "no-name", line.file, "the entry has no name")


def _codes(tables: Tables) -> tuple[set[str], set[str]]:
    """Codes of states, and codes and affiliations of groups."""
    states = {line.row["code"] for line in tables["states.tsv"]}
    groups = {line.row[c] for line in tables["groups.tsv"] for c in ("code", "affiliation")}
    return states, groups


def _unknown_codes(tables: Tables) -> Iterator[Problem]:
    """Affiliations and parties that no state and no group has."""
    states, groups = _codes(tables)
    for line in judged(tables, "offices.tsv"):
        code = line.row["affiliation"]
        if code not in states | groups:
            yield error(
                line, "unknown-affiliation", code, f"{line.row['name']}: unknown affiliation '{code}'"
            )
    for name, columns in _PARTY_COLUMNS.items():
        for line in judged(tables, name):
            for code in (c for column in columns for c in split(line.row[column])):
                if code not in states | groups:
                    text = f"{line.row['name']}: unknown code '{code}'"
                    yield error(line, "unknown-affiliation", code, text)
    entries = states | {line.row["code"] for line in tables["groups.tsv"]}
    for line in judged(tables, "homes.tsv"):
        for code, known in ((line.row["code"], entries - states), (line.row["state"], states)):
            if code not in known:
                text = f"{line.row['code']} in {line.row['state']}: unknown code '{code}'"
                yield error(line, "unknown-affiliation", code, text)
    for line in judged(tables, "groups.tsv"):
        code = line.row["affiliation"]
        if code not in entries:
            text = f"{line.row['code']}: its affiliation '{code}' has no entry"
            yield warning(line, "affiliation-without-entry", code, text)


def _code_clashes(tables: Tables) -> Iterator[Problem]:
    """Codes that stand for two things."""
    states = {line.row["code"]: line for line in tables["states.tsv"]}
    seen: dict[str, Line] = {}
    for line in tables["groups.tsv"]:
        code, first = line.row["code"], seen.setdefault(line.row["code"], line)
        if line.judged and code in states:
            text = f"{line.row['name']}: its code {code} is that of {states[code].row['name']}"
            yield error(line, "code-clash", code, text)
        if first is line or not line.judged:
            continue
        same = first.row["affiliation"] == line.row["affiliation"]
        text = f"{code}: also in {first.file}:{first.number} ({first.row['name']}, {line.row['name']})"
        if same and _one_thing(first, line):
            yield warning(line, "code-twice", code, text)
        else:
            yield error(line, "code-clash", code, text)


def _one_thing(one: Line, other: Line) -> bool:
    """Whether two entries of one code name the same group: by a word of their names, or by an alias."""
    first, second = key(one.row["name"]), key(other.row["name"])
    if any(len(word) > 1 for word in set(first) & set(second) - {"of", "the", "for", "and", "in"}):
        return True
    spellings = {key(alias) for line in (one, other) for alias in split(line.row["aliases"])}
    return first in spellings or second in spellings


def _overlapping_holders(tables: Tables) -> Iterator[Problem]:
    """Two persons in one of the highest offices of a state for more than a day.

    Not counted: lines with different titles (a supreme leader and a president), lines of which a note says
    that the office is shared, acting or disputed, and days that only an inexact date makes common: a month
    or year is read so that the term is as short as it can be.
    """
    states, _ = _codes(tables)
    holders: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in judged(tables, "offices.tsv"):
        place = (line.row["affiliation"], line.row["office"])
        if place[0] in states and place[1] in SINGLE_HOLDER and not SHARED.search(line.row["note"]):
            holders[place].append(line)
    for (state, office), lines in holders.items():
        for one, other in combinations(lines, 2):
            shared = _shared_days(one, other)
            if shared <= HANDOVER_DAYS or not _same_office(one, other):
                continue
            names = sorted((one.row["name"], other.row["name"]))
            subject = f"{state} {office} {' / '.join(names)}"
            text = (
                f"{state} {office}: {one.row['name']} ({_span(one)}) and {other.row['name']} ({_span(other)}, "
                f"line {other.number} of {other.file}) share {shared} days"
            )
            yield error(one, "overlapping-holders", subject, text)


def _same_office(one: Line, other: Line) -> bool:
    if fold(one.row["name"]) == fold(other.row["name"]):
        return False
    titles = [{fold(t) for t in split(line.row["title"])} for line in (one, other)]
    acting = any("acting" in title or "interim" in title for both in titles for title in both)
    return bool(titles[0] & titles[1]) and not acting


def _span(line: Line) -> str:
    return f"{line.row['start'] or '?'} to {line.row['end'] or '?'}"


def _shared_days(one: Line, other: Line) -> int:
    """Common days of two terms, each read as short as its dates allow; an unknown end shares none."""
    periods = []
    for line in (one, other):
        if not line.row["start"] or not line.row["end"]:
            return 0
        try:
            start, end = day(line.row["start"], True), day(line.row["end"], False)
        except ValueError:
            return 0
        if end is not None and start is not None and end < start:
            return 0
        periods.append(Period(start, end or dt.date.max))
    return periods[0].shared(periods[1])


def _alias_clashes(tables: Tables) -> Iterator[Problem]:
    """A spelling for two persons of one affiliation who were in office at the same time."""
    bearers: dict[tuple[str, tuple[str, ...]], list[Line]] = defaultdict(list)
    for line in judged(tables, "offices.tsv"):
        for spelling in {key(s) for s in (line.row["name"], *split(line.row["aliases"]))}:
            bearers[line.row["affiliation"], spelling].append(line)
    told: set[tuple[str, str, str]] = set()
    for (code, spelling), lines in bearers.items():
        by_start = sorted(lines, key=lambda line: line.row["start"])
        for one, other in pairwise(by_start):
            first, second = sorted((fold(one.row["name"]), fold(other.row["name"])))
            if first == second or (code, first, second) in told or not _shared_days(one, other):
                continue
            told.add((code, first, second))
            text = f"'{' '.join(spelling)}' stands for {one.row['name']} and for {other.row['name']} ({other.file}:{other.number})"
            yield error(one, "clashing-alias", f"{code} {' '.join(spelling)}", text)


def _groups_named_as_states(tables: Tables) -> Iterator[Problem]:
    """A group with a spelling that is a state's name, and spellings of two states."""
    names: dict[tuple[str, ...], str] = {}
    for line in tables["states.tsv"]:
        for spelling in (line.row["name"], *split(line.row["spellings"])):
            other = names.setdefault(key(spelling), line.row["code"])
            if other != line.row["code"] and line.judged:
                text = f"'{spelling}' stands for {other} and for {line.row['code']}"
                yield error(line, "clashing-alias", f"{line.row['code']} {spelling}", text)
    for line in judged(tables, "groups.tsv"):
        for spelling in (line.row["name"], *split(line.row["aliases"])):
            state = names.get(key(spelling))
            if state is not None:
                text = f"{line.row['code']}: '{spelling}' is a name of the state {state}"
                yield error(line, "group-named-as-state", f"{line.row['code']} {spelling}", text)


def _named_twice(tables: Tables) -> Iterator[Problem]:
    """Two entries of one kind and state with the same name, at the same time."""
    seen: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in tables["groups.tsv"]:
        name = key(line.row["name"])
        same = (line.row["kind"], *(name[1:] if name[:1] == ("the",) else name))
        for first in seen[same]:
            codes = (first.row["code"], line.row["code"])
            homes = {r["affiliation"] for r in (first.row, line.row) if r["affiliation"] != r["code"]}
            if not line.judged or codes[0] == codes[1] or len(homes) > 1 or not _at_once(first, line):
                continue
            text = f"{codes[1]}: {line.row['name']} is also {codes[0]} in {first.file}:{first.number}"
            yield warning(line, "named-twice", " / ".join(codes), text)
        seen[same].append(line)


def _at_once(one: Line, other: Line) -> bool:
    try:
        periods = [Period(day(line.row["start"], False), day(line.row["end"], True)) for line in (one, other)]
    except ValueError:
        return False
    return periods[0].overlaps(periods[1])


def _doubles(tables: Tables) -> Iterator[Problem]:
    """The same term twice."""
    seen: dict[tuple[str, ...], Line] = {}
    for line in judged(tables, "offices.tsv"):
        same = tuple(line.row[c] for c in ("affiliation", "office", "title", "name", "start"))
        first = seen.setdefault(same, line)
        if first is not line:
            text = f"{line.row['name']}: the same term as line {first.number} of {first.file}"
            yield warning(line, "line-twice", line.row["name"], text)


CHECKS: Sequence[Callable[[Tables], Iterator[Problem]]] = (
    _dates,
    _vocabulary,
    _unknown_codes,
    _code_clashes,
    _overlapping_holders,
    _alias_clashes,
    _groups_named_as_states,
    _named_twice,
    _doubles,
)
"""All of them, in the order in which their findings are of use."""
