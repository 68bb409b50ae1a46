"""The authority file loads fast, small and whole, and a user's folders are merged over it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actor_samples import folder, group, term
from dragoman.actors import names
from dragoman.actors.authority import Authority, Person, known, load, shipped, shipped_folders
from dragoman.actors.names import fold, key, surname_keys
from dragoman.errors import AuthorityError

MEASURE = """
import time
from dragoman.actors.authority import shipped
from benchmarks.authority_load import peak_megabytes
start = time.perf_counter()
shipped()
print(time.perf_counter() - start, peak_megabytes())
"""


def slow_key(name: str) -> tuple[str, ...]:
    """What :func:`names.key` means, without its short cuts."""
    return tuple(fold(name[s:e]).replace(".", "") for s, e in names.words(name))


def content(authority: Authority) -> dict[str, Any]:
    """An authority as plain values, to compare."""
    return {
        "entities": authority.entities,
        "persons": {n: (p.name, p.terms) for n, p in authority.persons.items()},
        "names": authority.names,
        "surnames": dict(authority.surnames),
        "exact": authority.exact,
        "by_affiliation": {a: sorted(map(repr, t)) for a, t in authority.by_affiliation.items() if t},
        "processes": dict(authority.processes),
        "agreements": dict(authority.agreements),
    }


def test_loading_is_small() -> None:
    run = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True).stdout
    _seconds, megabytes = map(float, run.split())  # seconds are measured by benchmarks/authority_load.py
    assert megabytes < 150


@given(st.text(max_size=60) | st.text(alphabet="AbÉ.'-’`_ıß U.S", max_size=30))
def test_the_short_cuts_of_keys_change_nothing(name: str) -> None:
    assert key(name) == slow_key(name)


def test_every_shipped_name_has_the_key_that_matching_looks_up() -> None:
    for person in shipped().persons.values():
        assert key(person.name) == slow_key(person.name)
        assert f"person:{fold(person.name)}" in shipped().names[key(person.name)]


def test_surname_keys_with_and_without_the_key_at_hand() -> None:
    for name in ("Abdel Fattah el-Sisi", "Kim Jong Un", "Oyun-Erdene Luvsannamsrai", "Ali", "J. D. Vance"):
        for state in ("EGY", "PRK", "USA"):
            assert surname_keys(name, state) == surname_keys(name, state, key(name))


def test_a_users_line_replaces_the_one_that_it_corrects(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", states=[{"code": "TUR", "name": "Turkey"}], offices=[
        term("Ada Yilmaz", "2001-01-05", "2003-01-01"), term("Ada Yilmaz", "2010", "2012"),
    ])  # fmt: skip
    mine = folder(tmp_path / "b", offices=[term("Ada Yilmaz", "2001-01-06", "2003-03-01")])
    terms = load([first], [mine]).persons["ada yilmaz"].terms
    assert sorted(str(t.period.start) for t in terms) == ["2001-01-06", "2010-01-01"]


def test_a_users_spelling_and_group_come_first(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", groups=[group("OLD", "Front", aliases="The Front")])
    mine = folder(
        tmp_path / "b", groups=[group("NEW", "New Front", aliases="The Front"), group("OLD", "Renamed")]
    )
    merged = load([first], [mine])
    assert merged.names["the", "front"] == ["NEW", "OLD"]
    assert merged.entities["OLD"].name == "Renamed"


def test_a_group_never_takes_the_code_of_a_state(tmp_path: Path) -> None:
    both = folder(tmp_path / "a", states=[{"code": "BRA", "name": "Brazil"}], groups=[group("BRA", "Army")])
    assert load([both]).entities["BRA"].name == "Brazil"


LINE = st.builds(
    term,
    st.sampled_from(["Ada Yilmaz", "Bo Li", "Çağla Öz"]),
    st.sampled_from(["2001", "2002-03", "2005-06-07", ""]),
    st.sampled_from(["2006", "2007-02", "now", ""]),
    affiliation=st.sampled_from(["TUR", "CHN", "XYZ"]),
    title=st.sampled_from(["", "minister", "minister|premier"]),
    aliases=st.sampled_from(["", "A B|C D", "Öz"]),
)
GROUP = st.builds(
    group,
    st.sampled_from(["XYZ", "ABC"]),
    st.sampled_from(["Front", "Army"]),
    aliases=st.sampled_from(["", "F|A B"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, max_size=5), st.lists(LINE, max_size=5), st.lists(GROUP, max_size=3))
def test_merging_again_changes_nothing(
    tmp_path: Path, old: list[dict[str, str]], new: list[dict[str, str]], groups: list[dict[str, str]]
) -> None:
    base = folder(tmp_path / "base", offices=old)
    mine = folder(tmp_path / "mine", offices=new, groups=groups)
    once = content(load([base], [mine]))
    assert content(load([base], [mine, mine])) == once
    assert content(load([base, mine], [mine])) == content(load([base, mine], [mine, mine]))


def test_settings_and_added_folders_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = tmp_path / "data" / "dragoman" / "authority" / "mine"
    folder(added, offices=[term("Ada Yilmaz", "2001", "2002")])
    named = folder(tmp_path / "named", offices=[term("Bo Öz", "2002", "2003")])
    monkeypatch.setattr("dragoman.actors.tables.user_directory", lambda: added.parent)
    monkeypatch.setenv("DRAGOMAN_AUTHORITY", str(named))
    assert {"ada yilmaz", "bo oz"} <= known().persons.keys()
    monkeypatch.setenv("DRAGOMAN_AUTHORITY", str(tmp_path / "absent"))
    with pytest.raises(AuthorityError, match="there is no folder"):
        known()


@pytest.mark.parametrize(
    ("text", "said"),
    [("wrong\theader\n", "columns are"), ("affiliation\toffice\ttitle\tname\taliases\tstart\tend\tconfidence\tnote\n"
     "TUR\tofficial\t\tA B\t\t2001-13\t\t\t\n", "offices.tsv:2")],
)  # fmt: skip
def test_a_broken_table_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "offices.tsv").write_text(text)
    with pytest.raises(AuthorityError, match=said):
        load([tmp_path])


def test_an_office_of_a_state_comes_before_that_of_a_party() -> None:
    for person in list(shipped().persons.values())[:4000]:
        for term_ in person.terms:
            day = term_.period.start
            held = person.term_on(day) if day else None
            if held is not None and held.sector == "PTY":
                assert not any(t.sector == "" and t.period.covers(day) for t in person.terms)


def test_shipped_folders_are_in_the_package() -> None:
    assert any((f / "states.tsv").is_file() for f in shipped_folders())
    assert isinstance(shipped().persons["sergei lavrov"], Person)
