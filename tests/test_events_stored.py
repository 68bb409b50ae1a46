"""Events in the ledger, on the command line and in exports."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command

from cli_samples import errors, run
from dragoman.article import Article
from dragoman.errors import LedgerError
from dragoman.export import export_cameo, export_csv, export_polecat
from dragoman.export.cameo import COLUMNS as CAMEO_COLUMNS
from dragoman.export.geonames import locate
from dragoman.export.polecat import COLUMNS as POLECAT_COLUMNS
from dragoman.ledger import Ledger, migrate
from dragoman.ledger.opening import engine_for
from dragoman.records import Category, CodedArticle, Event, Modality, Participant
from dragoman.relations.ontology import QUAD, cameo_root
from ledger_samples import CODER, harbour, interval, person, span

TEXT = (
    "Russian forces shelled a Ukrainian depot in Odesa.\n\nMinister Ana Prado of Chile may ask Peru for help.\n\n"
    "Thousands marched in Nairobi.\n"
)
CHILE = person("Ana Prado", "CHL").model_copy(update={"office": "foreign_minister", "sector": "GOV"})


def event(number: int, category: Category, quote: str, source: Participant, **more: object) -> Event:
    values = {"quad": QUAD[category], "evidence": (quote,), "spans": (span(TEXT, quote),), **more}
    return Event(id=f"e{number}", category=category, source=source, **values)  # type: ignore[arg-type]


@pytest.fixture
def pair() -> tuple[Article, CodedArticle]:
    army = Participant(
        actor="Russian forces", affiliation="RUS", sector="MIL", mention=span(TEXT, "Russian forces")
    )
    ukraine = Participant(
        actor="Ukraine", affiliation="UKR", sector="GOV", mention=span(TEXT, "Ukrainian depot")
    )
    peru = Participant(actor="Peru", affiliation="PER", sector="GOV", mention=span(TEXT, "Peru"))
    crowd = Participant(actor="Thousands", affiliation="KEN", sector="CVL", mention=span(TEXT, "Thousands"))
    events = (
        event(1, Category.ASSAULT, "Russian forces shelled a Ukrainian depot in Odesa.", army, target=ukraine,
              mode="heavy-weapons", place="Odesa", date=interval("2024-03-01")),
        event(2, Category.REQUEST, "may ask Peru for help", CHILE, target=peru, mode="assist", modality=Modality.MAY),
        event(3, Category.PROTEST, "Thousands marched in Nairobi.", crowd, mode="demo", place="Nairobi"),
    )  # fmt: skip
    shared = {"doc": "three", "published": dt.date(2024, 3, 2), "source": "The\tWire", "title": None}
    article = Article(text=TEXT, **shared)  # type: ignore[arg-type]
    return article, CodedArticle(coder=CODER, events=events, **shared)  # type: ignore[arg-type]


@pytest.fixture
def ledger(tmp_path: Path, pair: tuple[Article, CodedArticle]) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "t.ledger") as opened:
        opened.add(*pair)
        yield opened


def test_events_come_back_as_they_went_in(ledger: Ledger, pair: tuple[Article, CodedArticle]) -> None:
    assert ledger.coded("three") == pair[1]
    # the one with a date first, the others on the day of publication
    assert [stored.event for stored in ledger.events()] == list(pair[1].events)
    assert ledger.add(*pair) == "unchanged"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"category": "PROTEST"}, ["e3"]),
        ({"category": ["ASSAULT", "REQUEST"]}, ["e1", "e2"]),
        ({"mode": "heavy-weapons"}, ["e1"]),
        ({"modality": "may"}, ["e2"]),
        ({"quad": 4}, ["e1", "e3"]),
        ({"quad": [3]}, ["e2"]),
        ({"between": ("UKR", "RUS")}, ["e1"]),
        ({"actor": "prado"}, ["e2"]),
        ({"source": "UKR"}, []),
        ({"target": "UKR"}, ["e1"]),
        ({"source": "Russian"}, ["e1"]),
        ({"since": dt.date(2024, 3, 2)}, ["e2", "e3"]),
        ({"until": dt.date(2024, 3, 1)}, ["e1"]),
        ({"text": "depot"}, ["e1", "e2", "e3"]),
        ({"doc": "other"}, []),
    ],
)
def test_filters_narrow(ledger: Ledger, filters: dict[str, object], found: list[str]) -> None:
    assert [stored.event.id for stored in ledger.events(**filters)] == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        ({"category": "HUG"}, "'HUG' is no category; one of: AGREE, "),
        ({"mode": "gently"}, "'gently' is no mode; one of: abduct, "),
        ({"modality": "perhaps"}, "'perhaps' is no modality; one of: happened, will, may, did_not"),
        ({"quad": 5}, "'5' is no quad class; one of: 1, 2, 3, 4"),
    ],
)
def test_a_filter_that_cannot_match_is_told(ledger: Ledger, filters: dict[str, object], reason: str) -> None:
    with pytest.raises(LedgerError, match=reason):
        ledger.events(**filters)  # type: ignore[arg-type]


def test_a_ledger_of_the_first_form_is_brought_up(tmp_path: Path) -> None:
    file = tmp_path / "old.ledger"
    engine = engine_for(file, writer=True, wait=1.0)
    with engine.begin() as connection:
        settings = migrate.config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
    engine.dispose()
    with Ledger.open(file) as opened:
        opened.add(*harbour())
        assert {stored.event.modality for stored in opened.events()} == {Modality.HAPPENED}
    with sqlite3.connect(file) as plain:
        assert plain.execute("SELECT version_num FROM alembic_version").fetchone() == (
            migrate.newest_revision(),
        )


def test_the_verb_lists_events(ledger: Ledger) -> None:
    result = run("events", "--ledger", ledger.file)
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "2024-03-01 ✓ ASSAULT Russian forces (RUS) → Ukraine" in text
    assert "? REQUEST Ana Prado (CHL) → Peru (PER)" in text
    assert "assist (possible)" in text
    assert "3 reports" in result.stderr


def test_the_verb_takes_filters_and_prints_json(ledger: Ledger) -> None:
    result = run("events", "--category", "protest", "--quad", "4", "--json", "--ledger", ledger.file)
    (answer,) = map(json.loads, result.stdout.splitlines())
    assert answer["id"].endswith("/e3")
    assert answer["event"]["source"]["affiliation"] == "KEN"
    assert answer["event"]["target"] is None
    assert (
        run("events", "--between", "Russia", "ukr", "--ledger", ledger.file, "--json").stdout.count("\n") == 1
    )


def test_a_mode_that_does_not_exist_ends_in_one_line(ledger: Ledger) -> None:
    result = run("events", "--mode", "gently", "--ledger", ledger.file)
    assert result.exit_code == 1
    assert len(errors(result)) == 1


def test_show_says_all_about_an_event(ledger: Ledger) -> None:
    text = " ".join(run("show", "three/e1", "--ledger", ledger.file).stdout.split())
    assert "✓ Event, attacks" in text
    assert "what ASSAULT heavy-weapons" in text
    assert "class 4, material conflict" in text
    assert "where Odesa" in text


def test_code_lists_events_that_are_no_contacts(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "published: 2024-03-15\n\nHakan Fidan telephoned Sergey Lavrov on Monday.\n\nChina condemned the United States.\n"
    )
    text = " ".join(run("code", file).stdout.split())
    assert text.count("Fidan, foreign minister") == 1
    assert "Events ✓ ACCUSE disapprove China (CHN) → United States (USA) e2 “China condemned" in text
    assert "Events" not in run("code", file, "--no-events").stdout


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_polecat_gets_what_happened_in_its_columns(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "polecat.txt"
    assert export_polecat(ledger, file) == 2
    assault, protest = read(file)
    assert list(assault) == POLECAT_COLUMNS
    assert len(POLECAT_COLUMNS) == 40
    assert (assault["Event Date"], assault["Event Type"], assault["Event Mode"]) == (
        "2024-03-01",
        "ASSAULT",
        "heavy-weapons",
    )
    assert assault["Quad Code"] == "MATERIAL CONFLICT"
    assert (assault["Actor Name"], assault["Actor Country"], assault["Primary Actor Sector"]) == (
        "Russian forces",
        "RUS",
        "MIL",
    )
    assert assault["Recipient Name Raw"] == "Ukrainian depot"
    assert (assault["Country"], assault["Feature Type"]) == ("UKR", "PPL")
    assert 46 < float(assault["Latitude"]) < 47
    assert assault["Source"] == "The Wire"  # a tab in a name parts no columns
    assert assault["Story People"] == "Ana Prado"
    assert (protest["Recipient Name"], protest["Feature Type"]) == ("", "PPLC")
    assert {protest[name] for name in ("Intensity", "Contexts", "Actor COW", "Wikipedia Actor ID")} == {""}


def test_cameo_gets_root_codes(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "cameo.tsv"
    assert export_cameo(ledger, file) == 2
    assault, protest = read(file)
    assert list(assault) == CAMEO_COLUMNS
    assert (assault["Date"], assault["EventRootCode"], assault["QuadClass"]) == ("20240301", "19", "4")
    assert (assault["SourceActorFull"], assault["TargetActorEntity"]) == ("RUSMIL", "UKR")
    assert (protest["EventRootCode"], protest["TargetActorFull"]) == ("14", "---")


def test_every_category_has_a_root_of_two_digits() -> None:
    roots = {category: cameo_root(category, None) for category in Category}
    assert all(len(root) == 2 and 2 <= int(root) <= 20 for root in roots.values())
    assert cameo_root(Category.ACCUSE, "investigate") == "09"
    assert cameo_root(Category.ASSAULT, "massacre") == "20"


def test_csv_has_its_events_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    assert export_csv(ledger, tmp_path / "t.csv") == (0, 0, 3)
    with (tmp_path / "t-events.csv").open(encoding="utf-8", newline="") as stream:
        assault, request, protest = csv.DictReader(stream)
    assert (assault["source_actor"], assault["source_affiliation"], assault["target_sector"]) == (
        "Russian forces",
        "RUS",
        "GOV",
    )
    assert assault["source"] == "The\tWire"
    assert (request["modality"], request["source_office"]) == ("may", "foreign_minister")
    assert protest["target_actor"] == ""


@pytest.mark.parametrize("form", ["polecat", "cameo"])
def test_the_verb_exports_them(ledger: Ledger, tmp_path: Path, form: str) -> None:
    result = run("export", tmp_path / "out.txt", "--format", form, "--ledger", ledger.file)
    assert result.exit_code == 0
    assert "2 events that happened to" in result.stderr
    printed = run("export", "-", "--format", form, "--ledger", ledger.file).stdout
    assert printed == (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_places_are_states_before_cities() -> None:
    georgia, odesa = locate("Georgia"), locate("Odesa")
    assert georgia is not None
    assert (georgia.state, georgia.feature, georgia.latitude) == ("GEO", "PCLI", None)
    assert odesa is not None
    assert odesa.state == "UKR"
    assert locate("Nowhere-upon-Sea") is None
