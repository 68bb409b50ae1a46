"""``dragoman actor``: who a phrase means, with properties that hold for any input."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actor_samples import resolver
from cli_samples import errors, run
from dragoman.actors.answers import ResolvedActor
from dragoman.actors.authority import shipped
from dragoman.actors.names import fold
from dragoman.actors.variants import Variants
from dragoman.records import ActorKind

DAY = dt.date(2018, 3, 1)
MARCH_2018 = [
    ("the Turkish foreign minister", "TUR", "GOV"),
    ("Erdoğan", "TUR", "GOV"),
    ("villagers in northern Mali", "MLI", "CVL"),
    ("striking teachers in Buenos Aires", "ARG", "LAB"),
    ("Rohingya refugees", "MMR", "REF"),
    ("Kenyan police", "KEN", "COP"),
    ("the Constitutional Court of South Africa", "ZAF", "JUD"),
    ("the Mumbai police", "IND", "COP"),
    ("residents of Mariupol", "UKR", "CVL"),
    ("Colombian drug traffickers", "COL", "CRM"),
    ("Iran-backed militias in Iraq", "IRQ", "UAF"),
    ("a spokesman for the Taliban", "TALIBAN", "REB"),
    ("former US president Bill Clinton", "USA", "CVL"),
    ("General Motors", "USA", "BUS"),
    ("US troops in Syria", "USA", "MIL"),
    ("Moammar Qadhafi", "LBY", "CVL"),
    ("a striking success", None, None),
    ("oil", None, None),
    ("", None, None),
    ("...", None, None),
]


@pytest.mark.parametrize(("phrase", "affiliation", "sector"), MARCH_2018)
def test_phrases_of_march_2018(phrase: str, affiliation: str | None, sector: str | None) -> None:
    found = resolver().resolve(phrase, None, DAY)
    assert (found.affiliation, found.sector) == (affiliation, sector), found


def test_a_place_or_a_modifier_is_no_actor() -> None:
    place = resolver().resolve("Ankara", "Russian and Iranian envoys held talks in Ankara on Monday.", DAY)
    assert (place.actor, place.affiliation) == (None, None)
    seat = resolver().resolve("Ankara", "Ankara summoned the Dutch envoy over the remarks.", DAY)
    assert seat.affiliation == "TUR"
    thing = resolver().resolve("a Russian-made system", "Turkey took delivery of a Russian-made system.", DAY)
    assert thing.actor is None


def test_a_plural_has_members() -> None:
    found = resolver().resolve("the Russian and Turkish foreign ministers", None, DAY)
    assert [m.actor for m in found.members] == ["Sergei Lavrov", "Mevlut Cavusoglu"]
    assert [m["affiliation"] for m in json.loads(found.to_json())["members"]] == ["RUS", "TUR"]


def test_why_names_entries_and_rules() -> None:
    found = resolver().resolve("striking teachers in Buenos Aires", None, DAY)
    assert found.why == ("striking teacher: LAB", "Buenos Aires: ARG")


def test_a_spelling_that_the_file_lacks() -> None:
    variants = Variants(shipped())
    assert variants.target_of("Sergej Lawrow") == "person:sergei lavrov"
    assert variants.target_of("John Smith") is None
    assert variants.target_of("Ab") is None


def check(found: ResolvedActor, on: dt.date | None) -> None:
    """What holds for any answer."""
    json.loads(found.to_json())
    assert 0 <= found.confidence <= 1
    assert (found.actor is not None) or found.affiliation is None
    person = shipped().persons.get(fold(found.actor or ""))
    if found.kind is ActorKind.PERSON and found.office and person is not None and on is not None:
        assert any(t.office == found.office and t.period.covers(on) for t in person.terms), found
    for member in found.members:
        check(member, on)


NAMES = st.sampled_from(sorted(p.name for p in shipped().persons.values()))
WORDS = st.sampled_from(
    "the a of in and former acting his Turkish US Iran's rebels minister foreign president Ankara police , - ' . "
    "leaders counterpart two Ban Kim refugees \U0001f600 \u202e \x00 ﷽ İ ß 北京".split(" ")
)
PHRASES = st.text(max_size=120) | st.lists(WORDS | NAMES, max_size=9).map(" ".join)
DAYS = (
    st.none()
    | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))
    | st.just(dt.date.min)
    | st.just(dt.date.max)
)


@settings(max_examples=2500, deadline=None, suppress_health_check=list(HealthCheck))
@given(PHRASES, st.none() | PHRASES, DAYS)
def test_no_phrase_crashes_it(phrase: str, context: str | None, on: dt.date | None) -> None:
    check(resolver().resolve(phrase, context, on), on)


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    NAMES,
    st.dates(dt.date(1990, 1, 1), dt.date(2026, 1, 1)),
    st.sampled_from(["{}", "President {}", "foreign minister {}", "{}'s spokesman"]),
)
def test_an_office_was_held_on_that_day(name: str, on: dt.date, frame: str) -> None:
    check(resolver().resolve(frame.format(name), None, on), on)


@pytest.mark.parametrize(
    "phrase", ["the " * 50_000, "Ban " * 20_000, "a" * 200_000, "(" * 10_000, "Kim, " * 5000]
)
def test_long_input_neither_hangs_nor_crashes(phrase: str) -> None:
    start = time.monotonic()
    check(resolver().resolve(phrase, phrase, DAY), DAY)
    assert time.monotonic() - start < 60


def test_the_verb_reads_a_phrase_or_a_file(tmp_path: Path) -> None:
    result = run("actor", "the Turkish foreign minister", "--on", "2018-03-01", "--json")
    fields = json.loads(result.stdout)
    assert {"actor", "affiliation", "sector", "office", "confidence", "why"} <= fields.keys()
    assert (fields["actor"], fields["office"]) == ("Mevlut Cavusoglu", "foreign_minister")
    file = tmp_path / "phrases.txt"
    file.write_text(
        "Erdogan\n\nthe Turkish foreign minister\t\t2024-03-15\nKenyan police\n", encoding="utf-8"
    )
    lines = run("actor", "--file", file, "--on", "2018-03-01", "--json").stdout.splitlines()
    assert [json.loads(x)["actor"] for x in lines][1] == "Hakan Fidan"
    assert len(lines) == 3
    assert "why" in run("actor", "Kenyan police").stdout


def test_wrong_use_of_the_verb(tmp_path: Path) -> None:
    assert run("actor").exit_code == 2
    assert run("actor", "x", "--on", "2018-13-45").exit_code == 2
    absent = run("actor", "--file", tmp_path / "absent")
    assert (absent.exit_code, len(errors(absent))) == (1, 1)
    (tmp_path / "p.txt").write_text("Erdogan\t\tMonday\n")
    assert "p.txt:1" in run("actor", "--file", tmp_path / "p.txt").stderr
