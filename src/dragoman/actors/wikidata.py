"""Import of a Wikidata query result on positions held, as the query service downloads it in JSON.

Both forms are read: SPARQL JSON (``results.bindings``) and the plain list of rows. Columns are known by
these names, whichever are there:

    person      personLabel, itemLabel, person, item, name
    aliases     personAltLabel, itemAltLabel, altLabel, aliases
    position    positionLabel, officeLabel, position, office
    state       iso3, countryCode, code, iso2, countryLabel, stateLabel, country
    start, end  start, startTime, startDate; end, endTime, endDate
    precision   startPrecision, endPrecision (Wikidata's: 9 year, 10 month, 11 day)
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.actors.authority import Authority
from dragoman.actors.gazetteer import find_names
from dragoman.actors.names import key, to_ascii
from dragoman.actors.titles import classify
from dragoman.errors import AuthorityError

_PERSON = ("personLabel", "itemLabel", "person", "item", "name")
_ALIASES = ("personAltLabel", "itemAltLabel", "altLabel", "aliases")
_POSITION = ("positionLabel", "officeLabel", "position", "office")
_STATE = ("iso3", "countryCode", "code", "iso2", "countryLabel", "stateLabel", "country")
_START = ("start", "startTime", "startDate", "start_time")
_END = ("end", "endTime", "endDate", "end_time")
_DATE = re.compile(r"^\+?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_IDENTIFIER = re.compile(r"^(?:https?://\S*/)?Q\d+$")
MOST_ALIASES = 12


def read(file: Path, authority: Authority) -> tuple[list[dict[str, str]], Counter[str]]:
    """Lines for ``offices.tsv`` from a query result.

    Args:
        file: JSON of the query service.
        authority: for codes of states and for their names in positions.

    Returns:
        The lines, and how many rows were left out for which reason.

    Raises:
        AuthorityError: the file is no such JSON.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise AuthorityError(f"{file}: is no JSON that can be read ({error})") from error
    found: list[dict[str, str]] = []
    left_out: Counter[str] = Counter()
    for row in _rows(data, file):
        entry = _entry(row, authority)
        if isinstance(entry, str):
            left_out[entry] += 1
        else:
            found.append(entry)
    return found, left_out


def _rows(data: Any, file: Path) -> Iterator[Mapping[str, str]]:
    """Rows of either form, each a mapping of column to text."""
    if isinstance(data, dict):
        results = data.get("results")
        data = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(data, list):
        raise AuthorityError(f"{file}: is no query result: a list of rows, or results.bindings, is needed")
    for row in data:
        if isinstance(row, dict):
            cells = {k: v.get("value") if isinstance(v, dict) else v for k, v in row.items()}
            yield {k: str(v).strip() for k, v in cells.items() if v is not None}
        else:
            yield {}


def _entry(row: Mapping[str, str], authority: Authority) -> dict[str, str] | str:
    """A line of ``offices.tsv``, or why there is none."""
    name = to_ascii(_first(row, _PERSON, skip_identifiers=True))
    position = _first(row, _POSITION, skip_identifiers=True)
    if not key(name):
        return "no name of the person"
    if not key(position):
        return "no name of the position"
    state = _state(row, position, authority)
    if state is None:
        return "state not known"
    start, end = (
        _day(_first(row, _START), row.get("startPrecision")),
        _day(_first(row, _END), row.get("endPrecision")),
    )
    if start and end and end[: len(start)] < start[: len(end)]:
        return "ends before it starts"
    title = classify(position)
    return {
        "affiliation": state, "office": title.office if title else "official", "title": _title(position), "name": name,
        "aliases": "|".join(_aliases(row, name)), "start": start, "end": end or ("now" if start else ""),
        "confidence": "medium", "note": "from Wikidata",
    }  # fmt: skip


def _first(row: Mapping[str, str], columns: Iterable[str], skip_identifiers: bool = False) -> str:
    values = (row[c] for c in columns if row.get(c))
    return next((v for v in values if not (skip_identifiers and _IDENTIFIER.match(v))), "")


def _state(row: Mapping[str, str], position: str, authority: Authority) -> str | None:
    """Code of the state: from a column, else from the position ("President of Peru")."""
    import pycountry

    for column in _STATE:
        value = row.get(column, "")
        code = value.upper()
        if code in authority.entities and authority.entities[code].kind == "state":
            return code
        if len(code) == 2 and (country := pycountry.countries.get(alpha_2=code)) is not None:
            return str(country.alpha_3)
        for target in authority.names.get(key(value), ()) if value else ():
            if target in authority.entities and authority.entities[target].kind == "state":
                return target
    for hit in find_names(position, authority):
        for target in hit.targets:
            code = target.rpartition(":")[2]
            if code in authority.entities and not target.startswith("person:"):
                return authority.entities[code].affiliation
    return None


def _day(text: str, precision: str | None) -> str:
    """A date as exact as Wikidata knows it; the first of January without a precision is a year."""
    match = _DATE.match(text)
    if match is None:
        return ""
    year, month, date = match.groups()
    if precision is None and (month, date) == ("01", "01"):
        return year
    if precision in {"9", "8", "7"} or month in {None, "00"}:
        return str(year)
    if precision == "10" or date in {None, "00"}:
        return f"{year}-{month}"
    return f"{year}-{month}-{date}"


def _title(position: str) -> str:
    """The press title: small letters, without "of" and the state."""
    title = re.split(r"\s+of\s+(?:the\s+)?(?=[A-Z])", position, maxsplit=1)[0]
    return to_ascii(title).lower().replace("|", " ")


def _aliases(row: Mapping[str, str], name: str) -> list[str]:
    """Aliases of two words at least: a bare surname is no alias."""
    parts = re.split(r"\s*[,|;]\s*", _first(row, _ALIASES))
    aliases = [" ".join(p.split()) for p in parts if len(key(p)) > 1 and key(p) != key(name)]
    return list(dict.fromkeys(aliases))[:MOST_ALIASES]
