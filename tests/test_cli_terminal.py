"""Words, cards and safe text."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import (
    ActorKind,
    Attribution,
    Channel,
    Contact,
    DateInterval,
    Participant,
    Precision,
    Role,
    Span,
    Stance,
    Status,
)
from dragoman.terminal import cards, words
from dragoman.terminal.console import emit, standard_output
from dragoman.terminal.safe import one_line, safe, safe_json

EVIDENCE = "An envoy carried the letter from Muscat"


def someone(name: str, code: str, role: Role = Role.PARTICIPANT, office: str | None = None) -> Participant:
    kind = ActorKind.PERSON if office else ActorKind.STATE
    return Participant(actor=name, affiliation=code, role=role, kind=kind, office=office)


def contact(*participants: Participant, **fields: object) -> Contact:
    values = {
        "id": "c1",
        "evidence": (EVIDENCE,),
        "spans": (Span(start=0, end=len(EVIDENCE)),),
        "channel": Channel.MESSAGE,
        "status": Status.OCCURRED,
        "participants": participants,
    }
    return Contact.model_validate({**values, **fields})


def printed(record: Contact, capsys: pytest.CaptureFixture[str]) -> list[str]:
    console = standard_output()
    console.width = 80
    emit(console, cards.card(record, "x/c1"))
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_a_card_says_everything(capsys: pytest.CaptureFixture[str]) -> None:
    record = contact(
        someone("Badr Albusaidi", "OMN", Role.INTERMEDIARY, "foreign_minister"),
        someone("United States", "USA", Role.INITIATOR),
        someone("Iran", "IRN", Role.RECIPIENT),
        channel=Channel.MESSAGE,
        status=Status.DENIED,
        date=DateInterval(
            start=dt.date(2020, 1, 13), end=dt.date(2020, 1, 19), precision=Precision.WEEK, words="last week"
        ),
        place="Muscat",
        topics=("sanctions", "prisoners"),
        attribution=(
            Attribution(source="Fars", cue="claimed", stance=Stance.CLAIMS),
            Attribution(source="Omani official", cue="told"),
        ),
        disputed=True,
        speculative=True,
        confidence=0.4,
        count=3,
    )
    lines = printed(record, capsys)
    assert lines[0].startswith("≠ Message × 3, denied ──")
    assert lines[1:14] == [
        "from United States (USA)",
        "to Iran (IRN)",
        "via Badr Albusaidi, foreign minister, Oman (OMN)",
        "when week of 13 to 19 January 2020 (“last week”)",
        "where Muscat",
        "about sanctions; prisoners",
        "says Fars (“claimed”; a claim)",
        "says Omani official (“told”)",
        "note ! speculation: the text itself calls it possible or unproven",
        "note ! disputed: the text gives accounts that conflict",
        "certainty 0.40, low",
        "",
        f"“{EVIDENCE} …”",
    ]


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_and_status_is_said_in_words(
    channel: Channel, status: Status, capsys: pytest.CaptureFixture[str]
) -> None:
    heading = printed(contact(someone("Iran", "IRN"), channel=channel, status=status), capsys)[0]
    assert words.CHANNELS[channel] in heading.lower()
    assert words.STATUSES[status][1] in heading


def test_sides_without_an_initiator_are_between() -> None:
    host = someone("Oman", "OMN", Role.HOST)
    one, two = someone("Iran", "IRN"), someone("Iraq", "IRQ")
    assert [label for label, _ in words.sides(contact(one, two))] == ["between", "and"]
    assert [label for label, _ in words.sides(contact(one, host))] == ["host", "with"]
    assert [label for label, _ in words.sides(contact(one, two, host))] == ["host", "between", "and"]
    assert [label for label, _ in words.sides(contact(one))] == ["by"]


def test_parties_on_one_line() -> None:
    first = someone("Hakan Fidan", "TUR", Role.INITIATOR, "foreign_minister")
    other, via = someone("Sergei Lavrov", "RUS", office="foreign_minister"), someone("Oman", "OMN")
    assert words.line_of(contact(other, first)) == "Hakan Fidan (TUR) → Sergei Lavrov (RUS)"
    assert words.line_of(contact(other, via)) == "Sergei Lavrov (RUS) ↔ Oman (OMN)"


@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        ("2024-03-12", "2024-03-12", Precision.DAY, "12 March 2024"),
        ("2024-03-01", "2024-03-31", Precision.MONTH, "March 2024"),
        ("2024-01-01", "2024-12-31", Precision.YEAR, "in 2024"),
        ("2024-03-11", "2024-03-12", Precision.DAYS, "11 to 12 March 2024"),
        ("2024-03-30", "2024-04-02", Precision.DAYS, "30 March to 2 April 2024"),
        ("2023-12-30", "2024-01-02", Precision.OPEN, "about 30 December 2023 to 2 January 2024"),
    ],
)
def test_dates_in_words(start: str, end: str, precision: Precision, text: str) -> None:
    date = DateInterval(
        start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), precision=precision
    )
    assert words.interval(date) == text


@pytest.mark.parametrize(
    ("name", "code"),
    [("rus", "RUS"), ("Russia", "RUS"), ("turkey", "TUR"), ("UN", "UN"), (" irq ", "IRQ"), ("zzq", "ZZQ")],
)
def test_codes_by_name(name: str, code: str) -> None:
    assert words.affiliation_code(name) == code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — “text”\n\tند", "plain — “text”\n\tند"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("bell\x07", "bell\ufffd"),
        ("c1\x9b2J", "c1"),
        ("over\rwritten", "over\ufffdwritten"),
        ("right\u202eleft", "right\ufffdleft"),
        ("half\ud800", "half\ufffd"),
    ],
)
def test_safe_text(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_safe_text_obeys_nobody(text: str) -> None:
    assert not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in safe(text))
    assert "\n" not in one_line(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.booleans())
def test_safe_json_has_the_same_value(text: str, ascii_only: bool) -> None:
    line = safe_json(json.dumps({"text": text}, ensure_ascii=False), ascii_only=ascii_only)
    assert json.loads(line) == {"text": text}
    assert not any(0x7F <= ord(c) < 0xA0 for c in line)
    assert line.isascii() or not ascii_only
