"""Looking up, checking, adding and importing authority tables."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from actor_samples import folder, group, term
from cli_samples import errors, run
from dragoman.actors import lookup, phoenix, userfiles, validation, wikidata
from dragoman.actors.authority import load, shipped, shipped_folders
from dragoman.actors.belonging import States
from dragoman.errors import AuthorityError

STATES = [
    {"code": "TUR", "name": "Turkey", "adjectives": "Turkish", "capital": "Ankara"},
    {"code": "PER", "name": "Peru", "adjectives": "Peruvian", "capital": "Lima"},
]
PHOENIX = Path(__file__).parent.parent.parent / "shared" / "reference" / "phoenix"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's directory of its own."""
    place = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(place))
    monkeypatch.setattr("dragoman.actors.tables.user_directory", lambda: place / "dragoman" / "authority")
    monkeypatch.setattr("dragoman.actors.userfiles.user_directory", lambda: place / "dragoman" / "authority")
    return place


def kinds(path: Path) -> set[str]:
    return {p.kind for p in validation.errors(validation.validate([path]))}


CLASHES = {
    "ends-before-starts": [term("A B", "2005-02", "2004")],
    "bad-date": [term("A B", "2005-02-30", "now")],
    "unknown-affiliation": [term("A B", "2005", "2006", affiliation="QQQ")],
    "unknown-office": [term("A B", "2005", "2006", office="boss")],
    "unknown-confidence": [term("A B", "2005", "2006", confidence="sure")],
    "overlapping-holders": [term("A B", "2005-01-01", "2006-01-01"), term("C D", "2005-12-01", "2007-01-01")],
    "clashing-alias": [
        term("A B", "2005-01-01", "2006-01-01", office="minister", aliases="X Y"),
        term("C D", "2005-12-01", "2007-01-01", office="minister", aliases="X Y"),
    ],
}


@pytest.mark.parametrize("kind", CLASHES)
def test_what_cannot_be_right_is_an_error(tmp_path: Path, kind: str) -> None:
    assert kinds(folder(tmp_path, states=STATES, offices=CLASHES[kind])) == {kind}


@pytest.mark.parametrize(
    "lines",
    [
        [term("A B", "2005-01-01", "2006-01-01"), term("C D", "2006-01-01", "2007-01-01")],
        [term("A B", "2005", "2006"), term("C D", "2006", "2007")],
        [term("A B", "2005-01-01", "2006-01-01"), term("C D", "2005-12-01", "2007", note="acting")],
        [term("A B", "2005-01-01", "2006-01-01"), term("C D", "2005-06-01", "2007", title="grand vizier")],
        [term("A B", "2005-01-01", "2006-01-01"), term("A B", "2005-06-01", "2007")],
        [term("A B", "2005-01-01", ""), term("C D", "2005-06-01", "2007")],
    ],
)
def test_holders_that_may_share_days(tmp_path: Path, lines: list[dict[str, str]]) -> None:
    assert not kinds(folder(tmp_path, states=STATES, offices=lines))


def test_codes_and_names_of_groups(tmp_path: Path) -> None:
    path = folder(tmp_path, states=STATES, groups=[
        group("PER", "Army of Peru"), group("X1", "Turkey"), group("X2", "Red Star"), group("X2", "Blue Moon"),
        group("X3", "Green", kind="club"), group("X4", "White", sector="ABC"),
    ])  # fmt: skip
    assert kinds(path) == {"code-clash", "group-named-as-state", "unknown-kind", "unknown-sector"}


def test_an_exception_with_its_reason_silences_a_finding(tmp_path: Path) -> None:
    path = folder(tmp_path, states=STATES, offices=CLASHES["overlapping-holders"])
    (path / "exceptions.tsv").write_text(
        "kind\tsubject\treason\noverlapping-holders\tTUR foreign_minister *\ttwo governments\n"
    )
    assert not kinds(path)


def test_every_shipped_exception_has_a_reason() -> None:
    from dragoman.actors.tables import rows

    for place in shipped_folders():
        if (place / "exceptions.tsv").is_file():
            for _, row in rows(place / "exceptions.tsv", validation.EXCEPTION_COLUMNS):
                assert len(row["reason"]) > 10


def test_show_finds_by_every_sort_of_name() -> None:
    for text, matched in (
        ("tur", "code"),
        ("Türkiye", "name"),
        ("Ankara", "capital of"),
        ("lavrov", "surname"),
    ):
        assert matched in {f.matched for f in lookup.show(text, shipped())}, text
    assert lookup.show("Turkish", shipped())[0].code == "TUR"
    assert not lookup.show("", shipped())


def test_offices_of_a_day() -> None:
    held = lookup.offices("Turkey", shipped(), dt.date(2024, 3, 15), "foreign_minister")
    assert [t.person for t in held] == ["Hakan Fidan"]
    assert lookup.offices("Turkish", shipped(), dt.date(2024, 3, 15), "foreign_minister") == held
    with pytest.raises(AuthorityError, match="no state or group"):
        lookup.offices("Atlantis", shipped())


def test_verbs_print_tables_and_json(home: Path) -> None:
    listed = run(
        "authority", "offices", "TUR", "--on", "2024-03-15", "--office", "foreign_minister", "--json"
    )
    assert json.loads(listed.stdout)["person"] == "Hakan Fidan"
    assert "Hakan Fidan" in run("authority", "offices", "TUR", "--on", "2024-03-15").stdout
    shown = [json.loads(x) for x in run("authority", "show", "Ankara", "--json").stdout.splitlines()]
    assert shown[0]["code"] == "TUR"
    missing = run("authority", "show", "Qwxyz")
    assert (missing.exit_code, len(errors(missing))) == (1, 1)


def test_validate_exits_1_on_errors_only(tmp_path: Path, home: Path) -> None:
    good = folder(tmp_path / "good", offices=[term("A B", "2005", "2006"), term("A B", "2005", "2006")])
    result = run("authority", "validate", good, "--json")
    assert (result.exit_code, json.loads(result.stdout)["severity"]) == (0, "warning")
    bad = folder(tmp_path / "bad", offices=CLASHES["ends-before-starts"])
    result = run("authority", "validate", bad)
    assert result.exit_code == 1
    assert "1 error" in result.stderr
    assert run("authority", "validate", tmp_path / "absent").exit_code == 1


def test_added_entries_count_in_every_later_run(tmp_path: Path, home: Path) -> None:
    mine = folder(tmp_path / "mine", offices=[term("Ada Yenice", "2024-01-01", "now")])
    assert run("authority", "add", mine).exit_code == 0
    first = sorted((f.name, f.read_text()) for f in home.rglob("*.tsv"))
    assert run("authority", "add", mine).exit_code == 0
    assert sorted((f.name, f.read_text()) for f in home.rglob("*.tsv")) == first
    found = run("authority", "show", "Ada Yenice", "--json")
    assert json.loads(found.stdout)["terms"][0]["affiliation"] == "TUR"
    assert [p.name for p in (home / "dragoman" / "authority").iterdir()] == ["mine"]


def test_a_folder_with_errors_is_not_added(tmp_path: Path, home: Path) -> None:
    bad = folder(tmp_path / "bad", offices=CLASHES["ends-before-starts"])
    result = run("authority", "add", bad)
    assert (result.exit_code, len(errors(result))) == (1, 1)
    assert "bad/offices.tsv:2" in result.stderr
    assert not list(home.rglob("*.tsv"))
    assert run("authority", "add", tmp_path).exit_code == 1


DICTIONARY = """# a comment
JUAN_PEREZ_  # CountryInfo
+PEREZ_JUAN
\t[PERGOV >20010120]
\t[PEROPP 981120-20010119]
\t[PERMIL <19981119]
\t[PERELI 100101-330108]
RED_SUN_FRONT_ [PERREB]
+FRENTE_SOL_ROJO
INCALAND_ [PER]
BROKEN [PERGOV 2004017-20061201]
"""
AGENTS = "STUDENT_ [~EDU]\nCATTLE!PERSON! [~AGR]\nMONK {MONKS} [~BUD]\n"


def test_phoenix_dictionaries_with_date_ranges(tmp_path: Path) -> None:
    base = load([folder(tmp_path / "base", states=STATES)])
    (tmp_path / "actors.txt").write_text(DICTIONARY)
    (tmp_path / "agents.txt").write_text(AGENTS)
    tables, left_out = phoenix.read([tmp_path / "actors.txt", tmp_path / "agents.txt"], base)
    terms = [(t["name"], t["office"], t["start"], t["end"]) for t in tables["offices.tsv"]]
    assert terms == [
        ("Juan Perez", "official", "2001-01-20", "now"),
        ("Juan Perez", "official", "1998-11-20", "2001-01-19"),
        ("Juan Perez", "commander", "", "1998-11-19"),
    ]
    assert [(g["name"], g["sector"], g["aliases"]) for g in tables["groups.tsv"]] == [
        ("Red Sun Front", "REB", "Frente Sol Rojo")
    ]
    assert tables["states.tsv"] == [
        {"code": "PER", "name": "Peru", "spellings": "Incaland", "note": "from Phoenix"}
    ]
    assert {(a["words"], a["sector"]) for a in tables["agents.tsv"]} == {
        ("student", "EDU"), ("cattleman", "AGR"), ("monk", "REL"),
    }  # fmt: skip
    assert left_out["code of unknown form"] == 1


@pytest.mark.skipif(not PHOENIX.is_dir(), reason="the dictionaries are not here")
def test_the_phoenix_dictionaries_become_tables_that_load(tmp_path: Path) -> None:
    tables, _ = phoenix.read(sorted(PHOENIX.glob("Phoenix.*.txt")), shipped())
    counts = userfiles.write(tmp_path / "out", tables)
    assert counts["offices.tsv"] > 10_000
    assert not {
        p.kind for p in validation.errors(validation.validate([tmp_path / "out"], shipped_folders()))
    } - {"clashing-alias"}
    assert (
        userfiles.write(tmp_path / "again", phoenix.read(sorted(PHOENIX.glob("Phoenix.*.txt")), shipped())[0])
        == counts
    )
    assert len(load(shipped_folders(), [tmp_path / "out"]).persons) > len(shipped().persons)


ROWS = [
    {"person": "http://www.wikidata.org/entity/Q1", "personLabel": "Juan Pérez", "positionLabel": "President of Peru",
     "start": "2001-01-20T00:00:00Z", "end": "2005-01-01T00:00:00Z", "personAltLabel": "J. Perez Lopez, Perez"},
    {"personLabel": "Ana Diaz", "positionLabel": "Minister of Foreign Affairs", "countryCode": "PE",
     "start": "2006-02-01T00:00:00Z", "startPrecision": "10"},
    {"personLabel": "Q77", "positionLabel": "President of Peru"},
    {"personLabel": "Al Ien", "positionLabel": "President of Atlantis"},
]  # fmt: skip


@pytest.mark.parametrize("form", ["rows", "bindings"])
def test_wikidata_results_of_either_form(tmp_path: Path, form: str, home: Path) -> None:
    bindings = [{k: {"type": "literal", "value": v} for k, v in row.items()} for row in ROWS]
    data = ROWS if form == "rows" else {"head": {}, "results": {"bindings": bindings}}
    (tmp_path / "q.json").write_text(json.dumps(data))
    base = load([folder(tmp_path / "base", states=STATES)])
    entries, left_out = wikidata.read(tmp_path / "q.json", base)
    assert [
        (e["affiliation"], e["office"], e["title"], e["name"], e["start"], e["end"]) for e in entries
    ] == [
        ("PER", "head_of_state", "president", "Juan Perez", "2001-01-20", "2005"),
        ("PER", "foreign_minister", "minister", "Ana Diaz", "2006-02", "now"),
    ]
    assert entries[0]["aliases"] == "J. Perez Lopez"
    assert sum(left_out.values()) == 2
    result = run("authority", "import-wikidata", tmp_path / "q.json", "--out", tmp_path / "out", "--json")
    assert json.loads(result.stdout)["entries"] == {"offices.tsv": 2}
    assert run("authority", "validate", tmp_path / "out").exit_code == 0


@pytest.mark.parametrize("text", ["", "[", "7", '"x"', "{}", '{"results": 3}', "[1, null]", "[" * 5000])
def test_what_is_no_query_result_is_told_in_one_line(tmp_path: Path, text: str, home: Path) -> None:
    (tmp_path / "q.json").write_text(text)
    result = run("authority", "import-wikidata", tmp_path / "q.json", "--out", tmp_path / "out")
    assert (result.exit_code, len(errors(result))) == (1, 1)
    (tmp_path / "p.txt").write_text(text)
    result = run("authority", "import-phoenix", tmp_path / "p.txt", "--out", tmp_path / "out")
    assert (result.exit_code, len(errors(result))) == (1, 1)


def test_one_group_under_two_codes_is_worth_a_look(tmp_path: Path) -> None:
    folder(
        tmp_path,
        groups=[
            group("RUS_NEWS", "The Daily", affiliation="RUS", kind="outlet", sector="MED"),
            group("MED_DAILY", "Daily", affiliation="RUS", kind="outlet", sector="MED"),
            group("MED_DAILY_FRA", "Daily", affiliation="FRA", kind="outlet", sector="MED"),
            group("OLD", "Front", end="2002"),
            group("NEW", "Front", start="2003"),
        ],
    )
    found = validation.validate([tmp_path], shipped_folders())
    assert [p.subject for p in found if p.kind == "named-twice"] == ["RUS_NEWS / MED_DAILY"]


def test_the_home_of_a_group_is_its_state(tmp_path: Path) -> None:
    folder(tmp_path / "own", groups=[group("FRONT", "Front")], homes=[{"code": "FRONT", "state": "PER"}])
    assert States(load(shipped_folders(), [tmp_path / "own"])).of("FRONT") == "PER"
    folder(tmp_path / "bad", homes=[{"code": "NOBODY", "state": "XXX"}])
    found = validation.errors(validation.validate([tmp_path / "bad"], shipped_folders()))
    assert {p.kind for p in found} == {"unknown-affiliation"}
    assert len(found) == 2


def test_the_shipped_file_has_no_group_twice() -> None:
    assert validation.validate(shipped_folders()) == []
