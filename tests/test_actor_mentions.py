"""Mentions in running text: holders by their full title, lists of owners, descriptions, persons of the text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actor_samples import resolver
from dragoman.actors import finder
from dragoman.actors.authority import Period, shipped
from dragoman.actors.mentions import Mention, Mentions
from dragoman.actors.names import fold
from dragoman.actors.titles import fits, plain

UNDATED = Period(dt.date(2015, 1, 1), None)


def mentions(text: str, on: dt.date | None = None) -> Mentions:
    doc = resolver().nlp(text)
    return finder.find_mentions(doc, shipped(), Period(on, on) if on else UNDATED, on is not None)


def actors(text: str, on: dt.date | None = None) -> list[str]:
    """Actors of a text in order, those of a plural one by one."""
    return [single.actor for m in mentions(text, on).ordered for single in m.expand()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("special envoy to Syria", "envoy for Syria"),
        ("UN Syria envoy", "peace envoy for Syria"),
        ("ambassador in the United States", "ambassador to the US"),
        ("labor minister", "labour minister"),
    ],
)
def test_two_wordings_of_a_title(one: str, other: str) -> None:
    assert fits(plain(other), plain(one))


def test_a_title_of_one_word_fits_nothing() -> None:
    assert not fits("minister", "energy minister")
    assert not fits("energy minister", "prime minister")


def test_an_ambassador_is_found_by_the_place_and_the_place_stays_a_party() -> None:
    found = mentions("Iran has sent its ambassador to Moscow a message.", dt.date(2020, 10, 10)).ordered
    assert [(m.actor, m.affiliation) for m in found if m.is_person] == [("Kazem Jalali", "IRN")]
    assert "RUS" in {m.affiliation for m in found}


def test_an_owner_listed_after_leaders_has_its_own_leader() -> None:
    text = (
        "The summit will be attended by the leaders of the GCC states, the Hashemite Kingdom of Jordan, the "
        "Arab Republic of Egypt, the Republic of Iraq, and the United States of America."
    )
    found = actors(text, dt.date(2022, 7, 15))
    assert found[1:] == ["Abdullah II", "Abdel Fattah el-Sisi", "Mustafa al-Kadhimi", "Joe Biden"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian and Turkish officials met in Sochi.", {"Russian officials", "Turkish officials"}),
        (
            "He spoke to representatives of the Turkish and Iranian Defence Ministries.",
            {
                "representatives of the Turkish Defence Ministry",
                "representatives of the Iranian Defence Ministry",
            },
        ),
        ("The Turkish authorities denied it.", {"Turkish authorities"}),
    ],
)
def test_a_share_of_a_plural_and_a_description_keep_the_words_of_the_text(
    text: str, expected: set[str]
) -> None:
    assert expected <= set(actors(text, dt.date(2018, 5, 1)))


def test_a_person_called_like_a_month() -> None:
    text = "Theresa May met him in May. They called on May to act. He left on May 5."
    found = mentions(text, dt.date(2017, 8, 24)).ordered
    doc = resolver().nlp(text)
    assert [doc[m.start : m.end].text for m in found if m.actor == "Theresa May" and m.form == "name"] == [
        "Theresa May",
        "May",
    ]


def test_a_short_war_fixes_the_holders_of_an_undated_article() -> None:
    text = (
        "The Second Karabakh War between Armenia and Azerbaijan went on. "
        "Mohammad Javad Zarif of Iran telephoned his Armenian counterpart."
    )
    assert "Zohrab Mnatsakanyan" in actors(text)


def test_the_head_of_military_intelligence_where_it_is_a_service_of_its_own() -> None:
    text = "He telephoned the head of {} military intelligence."
    assert actors(text.format("Turkey's"), dt.date(2016, 12, 17)) == ["Hakan Fidan"]
    assert actors(text.format("Israel's"), dt.date(2023, 9, 1)) == ["Aharon Haliva"]


def test_the_countries_of_two_persons_are_states() -> None:
    text = "Binali Yildirim met Theresa May in Downing Street. The two countries agreed to work together."
    plural = [m for m in mentions(text, dt.date(2017, 11, 27)).ordered if m.members][-1]
    assert {m.actor for m in plural.members} == {"Turkey", "United Kingdom"}


def held(mention: Mention, on: dt.date) -> bool:
    """Whether the file lets the person of a mention have its office on a day."""
    person = shipped().persons.get(fold(mention.actor))
    if person is None or not mention.is_person or mention.office is None or "text" in mention.why:
        return True
    return any(t.office == mention.office and t.period.distance(on) == 0 for t in person.terms) or any(
        reason.startswith("title in text") for reason in mention.why
    )


ADJECTIVES = (
    "Turkish",
    "Iranian",
    "French",
    "Kenyan",
    "Peruvian",
    "Malaysian",
    "Russian",
    "Israeli",
    "Chadian",
)
OFFICES = (
    "foreign minister", "president", "prime minister", "defence minister", "ambassador to Moscow", "king", "leader",
    "special envoy for Syria", "energy minister", "intelligence chief", "UN ambassador", "spokesman",
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(ADJECTIVES),
    st.sampled_from(OFFICES),
    st.sampled_from(ADJECTIVES),
    st.dates(dt.date(2000, 1, 1), dt.date(2025, 12, 31)),
)
def test_a_resolved_office_was_held_on_that_day(one: str, office: str, other: str, on: dt.date) -> None:
    text = f"The {one} {office} telephoned his {other} counterpart. The {one} and {other} presidents met."
    for mention in mentions(text, on).ordered:
        for single in mention.expand():
            if single.form == "office":
                assert held(single, on), (text, on, single)


WORDS = st.lists(
    st.sampled_from(
        "the The of and , ' 's ’s - ( May president ministers leaders Turkish Iran EU Assad talks Moscow its their both "
        "two former counterpart ambassador to said. \n\n Ibn al- 12 É ı ﷺ 😀 \u0000 \u202e".split(" ")
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORDS | st.text(max_size=200), st.none() | st.dates(dt.date(1999, 1, 1), dt.date(2030, 1, 1)))
def test_no_text_crashes_the_finder_and_spans_lie_in_it(text: str, on: dt.date | None) -> None:
    length = len(resolver().nlp(text))
    for mention in mentions(text, on).ordered:
        assert 0 <= mention.start <= mention.head < mention.end <= length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was issued in Accra by Mr Godfred Yeboah Dame, the Attorney-General.",
            ("Godfred Yeboah Dame", None),
        ),
        (
            "He presented it to the Ambassador of the Arab Republic of Egypt to Mauritius, Dr Alya’a Samir Borhan, "
            "on that day.",
            ("Alya'a Samir Borhan", "EGY"),
        ),
        ("Cholnan Srikaew spoke in Bangkok. The motion failed, Dr Cholnan said.", ("Cholnan Srikaew", None)),
    ],
)
def test_a_polite_word_begins_a_name(text: str, expected: tuple[str, str | None]) -> None:
    found = [
        (m.actor, m.affiliation) for m in mentions(text, dt.date(2022, 7, 1)).ordered if m.form == "name"
    ]
    assert found[-1] == expected
