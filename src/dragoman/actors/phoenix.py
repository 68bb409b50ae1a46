"""Import of actor dictionaries in the form of Phoenix, PETRARCH and TABARI, with their date ranges.

An entry is a name, its codes in brackets behind it or on the lines below, and further spellings after
``+``. A code may be dated: ``[USAGOV >20010120]``, ``[... <20040101]``, ``[... 20010101-20050101]``. Agents
files have codes that begin with ``~``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.actors import agents
from dragoman.actors.authority import Authority
from dragoman.actors.names import fold, key, to_ascii
from dragoman.errors import AuthorityError

ROLES = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "INS": "REB", "SEP": "REB", "RAD": "REB", "OPP": "OPP", "PTY": "PTY",
    "COP": "COP", "JUD": "JUD", "SPY": "SPY", "MED": "MED", "EDU": "EDU", "BUS": "BUS", "MNC": "BUS", "CRM": "CRM",
    "CVL": "CVL", "SET": "CVL", "MOD": "OPP", "ELI": "ELI", "IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "HRI": "NGO",
    "LEG": "LEG", "REL": "REL", "REF": "REF", "LAB": "LAB", "AGR": "AGR", "ENV": "NGO", "DEV": "BUS", "HLH": "CVL",
    "UAF": "UAF", "IMG": "REB", "IRC": "NGO",
}  # fmt: skip
"""CAMEO role to PLOVER sector."""

_RELIGIONS = frozenset(
    "ATH BAH BUD CHR CON CTH HIN HSD JAN JEW JWS LDS MOS MUS PRO SIK SHI SUN TAO ZRO".split()
)
_CODE = re.compile(r"\[([^\]]*)\]")
_DATED = re.compile(r"^(?P<code>~?[A-Za-z0-9]*)\s*(?P<range>[<>]?\s*\d+(?:\s*-\s*\d+)?)?$")
_KINDS = {
    "MIL": "military", "COP": "police", "JUD": "court", "SPY": "intelligence", "LEG": "legislature", "PTY": "party",
    "OPP": "opposition", "REB": "armed_group", "UAF": "armed_group", "CRM": "armed_group", "MED": "outlet",
    "IGO": "igo", "NGO": "ngo", "LAB": "ngo", "AGR": "ngo", "GOV": "body",
}  # fmt: skip
_LOWER = frozenset("of the and for in to on de la van von der bin al el".split())
_ACRONYM = re.compile(r"^(?:[A-Z]\.)+$|^[A-Z]{2,4}$")
MOST_ALIASES = 24
NEWEST = "26"
"""The highest two-digit year that is taken for one of this century."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code with the days between which it holds."""

    code: str
    start: str = ""
    end: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether the code holds for a period only."""
        return bool(self.start or self.end)


@dataclass(slots=True)
class Entry:
    """One entry of a dictionary."""

    spellings: list[str] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)


Tables = dict[str, list[dict[str, str]]]


def read(files: Iterable[Path], authority: Authority) -> tuple[Tables, Counter[str]]:
    """Lines for the tables of the authority from dictionaries.

    Args:
        files: actors and agents dictionaries.
        authority: for the codes of states.

    Returns:
        Lines by table, and how many codes were left out for which reason.

    Raises:
        AuthorityError: a file cannot be read or has no entry in this form.
    """
    tables: Tables = {"states.tsv": [], "groups.tsv": [], "offices.tsv": [], "agents.tsv": []}
    left_out: Counter[str] = Counter()
    spellings: dict[str, list[str]] = {}
    used: dict[str, str] = {}
    for file in files:
        entries = list(parse(file, left_out))
        if not any(e.codes for e in entries):
            raise AuthorityError(f"{file}: has no entry of the form NAME [CODE]")
        for entry in entries:
            _convert(entry, authority, tables, spellings, used, left_out)
    for code, names in spellings.items():
        if not names:
            continue
        usual = authority.entities[code].name
        cell = "|".join(dict.fromkeys(n for n in names if key(n) != key(usual)))
        tables["states.tsv"].append({"code": code, "name": usual, "spellings": cell, "note": "from Phoenix"})
    return tables, left_out


def parse(file: Path, left_out: Counter[str] | None = None) -> Iterator[Entry]:
    """Entries of one dictionary, in order.

    Args:
        file: dictionary, UTF-8 or Latin-1.
        left_out: counts codes whose form is not known.

    Raises:
        AuthorityError: the file cannot be read.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise AuthorityError(f"{file}: {error.strerror or error}") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    entry: Entry | None = None
    for line in text.splitlines():
        body = line.partition("#")[0].rstrip()
        if not body.strip() or body.lstrip().startswith(("<!", "-->", "&", "!")):
            continue
        spelling = _CODE.sub("", body).partition("[")[0].strip()
        fresh = bool(spelling) and not body.startswith((" ", "\t", "+"))
        if fresh:
            if entry is not None:
                yield entry
            entry = Entry()
        if entry is None:
            continue
        if spelling:
            entry.spellings.append(spelling.lstrip("+"))
        for match in _CODE.finditer(body):
            code = _code(match.group(1))
            if code is not None:
                entry.codes.append(code)
            elif left_out is not None:
                left_out["code of unknown form"] += 1
    if entry is not None:
        yield entry


def _code(text: str) -> Code | None:
    """A code with its dates, or None where the form is not known."""
    match = _DATED.match(text.strip())
    if match is None or not match["code"]:
        return None
    dates = (match["range"] or "").replace(" ", "")
    if not dates:
        return Code(match["code"])
    if dates[0] in "<>":
        day = _day(dates[1:])
        return Code(match["code"], *(("", day) if dates[0] == "<" else (day, ""))) if day else None
    first, _, last = dates.partition("-")
    start, end = _day(first), _day(last)
    if start > end and len(first) == 6:  # "100101-330108" begins in 1910
        start = _day(f"19{first}")
    return Code(match["code"], start, end) if start and end and start <= end else None


def _day(digits: str) -> str:
    """``YYYYMMDD``, or six digits of two-digit years as ``YYMMDD``, in the form of the tables; empty if none."""
    import datetime as dt

    if len(digits) == 6:
        digits = ("19" if digits[:2] > NEWEST else "20") + digits
    if len(digits) != 8:
        return ""
    try:
        return dt.datetime.strptime(digits, "%Y%m%d").date().isoformat()
    except ValueError:
        return ""


def name_of(spelling: str) -> str:
    """A name as people write it: ``BAN_KI-MOON_`` is "Ban Ki-Moon"."""
    plain = re.sub(r"\{.*?\}", " ", spelling.replace("!PERSON!", "MAN"))
    words = re.sub(r"[_\s]+", " ", re.sub(r"[{}()!*\"|\\]", " ", plain)).split()
    out = []
    for position, word in enumerate(words):
        if position and word.lower() in _LOWER:
            out.append(word.lower())
        elif len(words) == 1 and _ACRONYM.match(word):
            out.append(word)
        else:
            out.append("-".join(part[:1].upper() + part[1:].lower() for part in word.split("-")))
    return to_ascii(" ".join(out))


def _convert(
    entry: Entry,
    authority: Authority,
    tables: Tables,
    spellings: dict[str, list[str]],
    used: dict[str, str],
    left_out: Counter[str],
) -> None:
    """Add the lines of one entry: spellings of a state, a person's terms, a group, or an agent's noun."""
    names = list(dict.fromkeys(n for n in map(name_of, entry.spellings) if key(n)))
    if not names or not entry.codes:
        left_out["entry without name or code"] += 1
        return
    if entry.codes[0].code.startswith("~"):
        _agent(names, entry.codes[0], tables, left_out)
        return
    person = any(c.is_dated for c in entry.codes) and not _is_armed(entry) and len(key(names[0])) > 1
    for code in entry.codes:
        state, sector = code.code[:3].upper(), sector_of(code.code)
        is_state = state in authority.entities and authority.entities[state].kind == "state"
        if len(code.code) == 3 and is_state and not code.is_dated and not person:
            spellings.setdefault(state, []).extend(n for n in names if not _is_known(n, state, authority))
        elif person and is_state and sector in {None, "ELI", "CVL"}:
            left_out["person without an office"] += 1
        elif person and is_state:
            usual = _usual_name(names, state, authority, used)
            tables["offices.tsv"].append(_term([usual, *(n for n in names if n != usual)], code, state))
        elif not person and sector is not None:
            tables["groups.tsv"].append(_group(names, code, state if is_state else None, sector, used))
        else:
            left_out[f"no state or sector for {code.code[:6]}" if len(left_out) < 200 else "other codes"] += 1


def _usual_name(names: list[str], state: str, authority: Authority, used: dict[str, str]) -> str:
    """The name under which the file, or an earlier entry of the dictionaries, has the person."""
    spelled = [f"{state} {' '.join(key(n))}" for n in names]
    persons = [t[7:] for n in names for t in authority.names.get(key(n), ()) if t.startswith("person:")]
    on_file = [
        authority.persons[p].name
        for p in persons
        if any(t.affiliation == state for t in authority.persons[p].terms)
    ]
    usual = next((used[s] for s in spelled if s in used), on_file[0] if on_file else names[0])
    used.update((s, usual) for s in spelled if s not in used)
    return usual


def _is_known(name: str, state: str, authority: Authority) -> bool:
    """Whether a name of a state is in the file, or only that of a city or province in it."""
    from dragoman.coding.places import cities

    if any(t.rpartition(":")[2] == state for t in authority.names.get(key(name), ())):
        return True
    return key(name) in agents.regions() or fold(name) in cities()


def _is_armed(entry: Entry) -> bool:
    return all(sector_of(c.code) in {"REB", "UAF", "CRM"} for c in entry.codes)


def sector_of(code: str) -> str | None:
    """PLOVER sector of a CAMEO code: of its first role, else of its kind of organisation."""
    parts = [code[i : i + 3].upper() for i in range(0, len(code), 3)]
    for part in parts[1:]:
        if part in ROLES:
            return ROLES[part]
    if parts[0] in {"IGO", "NGO", "MNC", "IMG", "NGM"}:
        return ROLES[parts[0]]
    return "REL" if any(part in _RELIGIONS for part in parts[1:]) else None


def _term(names: list[str], code: Code, state: str) -> dict[str, str]:
    """A person's line; the dictionaries do not say which office, so it is ``official`` or by the role."""
    office = {"MIL": "commander", "LEG": "legislator", "SPY": "intelligence_chief", "JUD": "justice"}
    return {
        "affiliation": state, "office": office.get(sector_of(code.code) or "", "official"), "name": names[0],
        "aliases": _aliases(names), "start": code.start, "end": code.end or ("now" if code.start else ""),
        "confidence": "low", "note": f"from Phoenix, {code.code}",
    }  # fmt: skip


def _group(
    names: list[str], code: Code, state: str | None, sector: str, used: dict[str, str]
) -> dict[str, str]:
    slug = re.sub(r"[^A-Z0-9]+", "_", names[0].upper()).strip("_")[:40] or "X"
    own = f"PHX_{slug}"
    while used.setdefault(own, names[0]) != names[0]:
        own += "_2"
    armed = sector in {"REB", "UAF", "CRM", "OPP", "PTY"}
    return {
        "code": own, "affiliation": own if armed or state is None else state, "sector": sector,
        "kind": _KINDS.get(sector, "body"), "name": names[0], "aliases": _aliases(names), "start": code.start,
        "end": code.end, "confidence": "low", "note": f"from Phoenix, {code.code}",
    }  # fmt: skip


def _aliases(names: list[str]) -> str:
    return "|".join(n for n in names[1 : MOST_ALIASES + 1] if n != names[0])


def _agent(names: list[str], code: Code, tables: Tables, left_out: Counter[str]) -> None:
    role = code.code[1:4].upper()
    sector = "REL" if role in _RELIGIONS else ROLES.get(role)
    if sector is None:
        left_out[f"no sector for agent {code.code}"] += 1
        return
    for name in names:
        tables["agents.tsv"].append({"words": name.lower(), "sector": sector, "use": "noun"})
