"""The state that an article is at home in: whose "government", "president" or "Interior Minister" it means.

A paper calls its own officials without saying of which country. The home state is that of the outlet
(by its name or its address), else that of the dateline; it counts only where the article speaks of it.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from dragoman.actors.authority import Authority
from dragoman.actors.names import fold

_PREFIXES = frozenset({"www", "english", "en", "m", "news"})
MIN_LETTERS = 5
"""Shortest name of a state that counts as a part of an outlet's name; shorter ones stand in other words."""

DOMESTIC_SHARE = 2
"""How high the outlet's state must stand among the states that an article names."""


def outlet_states(authority: Authority) -> dict[str, str]:
    """Names by which an address or a source shows its state, folded and without spaces, to the state's code.

    Those of outlets, and those of states and capitals with a leading ``*``: part of an outlet's name
    ("egypttoday", "bogotapost") rather than the whole of it.
    """
    found: dict[str, str] = {}
    for name_key, targets in authority.names.items():
        joined = "".join(name_key[1:] if name_key[0] == "the" and len(name_key) > 1 else name_key)
        for target in targets:
            entity = authority.entities.get(target.split(":")[-1])
            if entity is None or target.startswith("person:"):
                continue
            if entity.kind == "outlet" and len(joined) > 3:
                found.setdefault(joined, entity.affiliation)
            elif entity.kind == "state" and len(joined) >= MIN_LETTERS:
                found.setdefault(f"*{joined}", entity.code)
    return found


def home_state(
    source: str | None, url: str | None, authority: Authority, outlets: dict[str, str]
) -> str | None:
    """Code of the state of the outlet, or None.

    Args:
        source: name of the outlet as given.
        url: address of the article.
        authority: for country-code domains.
        outlets: as :func:`outlet_states` gives them.
    """
    host = (urlsplit(url).hostname or "") if url else ""
    labels = [label for label in host.split(".") if label not in _PREFIXES]
    if labels and (national := _by_domain(labels[-1], authority)) is not None:
        return national  # "economist.com.na" is no British paper
    names = [source] if source else []
    for name in (*names, *labels[:-1]):
        code = _by_name(re.sub(r"[^a-z0-9]", "", fold(name)).removeprefix("the"), outlets)
        if code is not None:
            return code
    return None


def _by_name(joined: str, outlets: dict[str, str]) -> str | None:
    """State of an outlet's name: known as a whole, or begun or ended by the name of a state or capital."""
    for whole in (joined, joined.removesuffix("online"), joined.removesuffix("news")):
        if whole in outlets:
            return outlets[whole]
    for length in range(len(joined), MIN_LETTERS - 1, -1):
        for part in (joined[:length], joined[-length:]):
            if f"*{part}" in outlets:
                return outlets[f"*{part}"]
    return None


def _by_domain(suffix: str, authority: Authority) -> str | None:
    """State of a country-code domain."""
    import pycountry

    if len(suffix) != 2 or suffix in {"co", "tv", "me", "io", "ai", "fm", "eu"}:
        return None
    country = pycountry.countries.get(alpha_2={"uk": "GB"}.get(suffix, suffix.upper()))
    return country.alpha_3 if country is not None and country.alpha_3 in authority.entities else None


def speaks_of(code: str, affiliations: dict[str, int], authority: Authority) -> bool:
    """Whether an article is about a state: among the few states that it names most."""
    states = Counter({c: n for c, n in affiliations.items() if len(c) == 3 and c in authority.entities})
    return code in {c for c, _ in states.most_common(DOMESTIC_SHARE)} or not states
