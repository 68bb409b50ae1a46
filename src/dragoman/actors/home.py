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

_SECOND_LEVEL = frozenset(
    {"com", "co", "org", "net", "gov", "gob", "go", "ac", "edu", "press", "media", "news"}
)
DOMESTIC_SHARE = 2
"""How high the outlet's state must stand among the states that an article names."""


def outlet_states(authority: Authority) -> dict[str, str]:
    """Folded outlet name without spaces or article to the code of its state."""
    found: dict[str, str] = {}
    for name_key, targets in authority.names.items():
        for target in targets:
            entity = authority.entities.get(target)
            if entity is not None and entity.kind == "outlet":
                joined = "".join(name_key[1:] if name_key[0] == "the" and len(name_key) > 1 else name_key)
                if len(joined) > 3:
                    found.setdefault(joined, entity.affiliation)
    return found


def home_state(
    source: str | None, url: str | None, authority: Authority, outlets: dict[str, str]
) -> str | None:
    """Code of the state of the outlet, or None.

    Args:
        source: name of the outlet as given.
        url: address of the article.
        authority: for states by their names in an address.
        outlets: as :func:`outlet_states` gives them.
    """
    if source:
        joined = re.sub(r"[^a-z0-9]", "", fold(source)).removeprefix("the")
        if joined in outlets:
            return outlets[joined]
    host = (urlsplit(url).hostname or "") if url else ""
    labels = [label for label in host.split(".") if label not in {"www", "english", "en", "m", "news"}]
    if not labels:
        return None
    for label in labels[:-1]:
        bare = re.sub(r"[^a-z0-9]", "", label)
        for name in (bare, bare.removeprefix("the"), bare.removesuffix("online"), bare.removesuffix("news")):
            if name in outlets:
                return outlets[name]
    return _by_domain(labels[-1], authority)


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
