"""The codes of the records in plain words."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from dragoman.errors import AuthorityError
from dragoman.records import (
    AbsenceKind,
    ActorKind,
    Attribution,
    Category,
    Channel,
    Contact,
    DateInterval,
    Event,
    Modality,
    Participant,
    Precision,
    Role,
    Stance,
    Status,
)
from dragoman.terminal.safe import one_line

CHANNELS = {
    Channel.PHONE: "phone call",
    Channel.VIDEO: "video call",
    Channel.MESSAGE: "message",
    Channel.MEETING: "meeting",
    Channel.SUMMIT: "summit",
    Channel.VISIT: "visit",
    Channel.ENVOY: "envoy",
    Channel.TALKS: "talks",
    Channel.UNSPECIFIED: "contact",
}
STATUSES = {
    Status.OCCURRED: ("✓", "took place", "happened"),
    Status.ONGOING: ("…", "under way", "happened"),
    Status.PLANNED: ("○", "planned", "ahead"),
    Status.PROPOSED: ("?", "proposed", "ahead"),
    Status.CANCELLED: ("✗", "cancelled", "failed"),
    Status.REFUSED: ("✗", "refused", "failed"),
    Status.DENIED: ("≠", "denied", "failed"),
}
"""Sign, words and style of each status."""

MODALITIES = {
    Modality.HAPPENED: ("✓", "", "happened"),
    Modality.WILL: ("○", "announced", "ahead"),
    Modality.MAY: ("?", "possible", "ahead"),
    Modality.DID_NOT: ("✗", "did not happen", "failed"),
}
"""Sign, words and style of each modality; what plainly happened needs no word."""

DEEDS = {
    Category.AGREE: "agrees to cooperate",
    Category.CONSULT: "consults",
    Category.SUPPORT: "supports in words",
    Category.CONCEDE: "concedes in words",
    Category.COOPERATE: "cooperates",
    Category.AID: "gives aid",
    Category.RETREAT: "yields or withdraws",
    Category.REQUEST: "requests or demands",
    Category.ACCUSE: "accuses or criticises",
    Category.REJECT: "rejects",
    Category.THREATEN: "threatens",
    Category.PROTEST: "protests",
    Category.SANCTION: "reduces relations",
    Category.MOBILIZE: "mobilises",
    Category.COERCE: "coerces",
    Category.ASSAULT: "attacks",
}
"""Each category as what a source does."""

STANCES = {
    Stance.ASSERTS: "",
    Stance.CLAIMS: "a claim",
    Stance.DENIES: "denies it",
    Stance.DOUBTS: "doubts it",
    Stance.SPECULATES: "speculates",
}
ABSENCES = {
    AbsenceKind.LEFT_OUT: "left out",
    AbsenceKind.NOT_INVITED: "not invited",
    AbsenceKind.NOT_CONSULTED: "not consulted",
    AbsenceKind.INFORMED_LATE: "informed late",
    AbsenceKind.STAYED_AWAY: "stayed away",
}

_CAPITALS = {"un": "UN", "eu": "EU", "nato": "NATO"}
_ORDER = {
    Role.INITIATOR: 0,
    Role.HOST: 1,
    Role.PARTICIPANT: 2,
    Role.RECIPIENT: 3,
    Role.INTERMEDIARY: 4,
}


def office(name: str) -> str:
    """An office class as words: ``foreign_minister`` is "foreign minister"."""
    return " ".join(_CAPITALS.get(word, word) for word in one_line(name).split("_"))


@lru_cache(maxsize=1)
def _affiliations() -> dict[str, str]:
    """Code to name of every state and group that the program knows; empty if the list is broken."""
    from dragoman.actors.authority import COLUMNS, rows, shipped_folders, user_folders

    names: dict[str, str] = {}
    for table in ("groups.tsv", "states.tsv"):
        for folder in (*shipped_folders(), *user_folders()):
            if not (folder / table).is_file():
                continue
            try:
                for _, row in rows(folder / table, COLUMNS[table]):
                    if row.get("affiliation", row["code"]) == row["code"]:
                        names[row["code"]] = row["name"]
            except AuthorityError:
                continue  # a name is a courtesy: the code is printed all the same
    return names


def affiliation(code: str) -> str:
    """A code with its name: "Turkey (TUR)"; the bare code where it has no name."""
    name = _affiliations().get(code)
    return f"{name} ({one_line(code)})" if name and name != code else one_line(code)


def participant(who: Participant) -> str:
    """A participant with office and affiliation: "Hakan Fidan, foreign minister, Turkey (TUR)"."""
    held = office(who.office) if who.office and who.kind is ActorKind.PERSON else None
    return actor(who.actor, who.affiliation, held)


def actor(name: str, code: str, held: str | None = None) -> str:
    """An actor with affiliation, and the office held in words; a state is not named twice."""
    name = one_line(name)
    if name in {_affiliations().get(code), code}:
        return affiliation(code)
    return ", ".join(part for part in (name, held, affiliation(code)) if part)


def participant_brief(who: Participant) -> str:
    """A participant for one line: "Hakan Fidan (TUR)"."""
    name, code = one_line(who.actor, 40), one_line(who.affiliation)
    return name if name == code else f"{name} ({code})"


def in_order(contact: Contact) -> list[Participant]:
    """Participants with those who began it first and go-betweens last."""
    return sorted(contact.participants, key=lambda p: _ORDER[p.role])


def sides(contact: Contact) -> list[tuple[str, Participant]]:
    """Each participant with the word that says what it does: from, to, between, with, and, via, host."""
    roles = [p.role for p in contact.participants]
    others = sum(role in {Role.PARTICIPANT, Role.RECIPIENT} for role in roles)
    if Role.INITIATOR in roles:
        first = "to"
    elif Role.HOST in roles and others == 1:
        first = "with"
    else:
        first = "between" if others > 1 else "by"
    openings = {Role.INITIATOR: "from", Role.HOST: "host", Role.INTERMEDIARY: "via"}
    labelled: list[tuple[str, Participant]] = []
    used: set[str] = set()
    for who in in_order(contact):
        label = openings.get(who.role, first)
        labelled.append(("and" if label in used else label, who))
        used.add(label)
    return labelled


def deed(event: Event) -> str:
    """Category and mode of an event: "ASSAULT aerial"."""
    return " ".join(filter(None, (event.category.value, one_line(event.mode or "", 20))))


def event_line(event: Event) -> str:
    """The two sides on one line: "Turkey (TUR) → Syria (SYR)"."""
    source = participant_brief(event.source)
    return f"{source} → {participant_brief(event.target)}" if event.target else source


def line_of(contact: Contact) -> str:
    """The parties on one line: an arrow from who began it, a double arrow where nobody is said to have."""
    first = [p for p in contact.participants if p.role is Role.INITIATOR]
    through = [p for p in contact.participants if p.role is Role.INTERMEDIARY]
    others = [p for p in in_order(contact) if p not in first and p not in through]
    if first:
        text = _listed(first) + (f" → {_listed(others)}" if others else "")
    else:
        text = " ↔ ".join(participant_brief(p) for p in others)
    via = f"via {_listed(through)}" if through else ""
    return " ".join(part for part in (text, via) if part)


def _listed(people: list[Participant]) -> str:
    return ", ".join(participant_brief(p) for p in people)


def day(date: dt.date) -> str:
    """A day as people write it: "12 March 2024"."""
    return f"{date.day} {date:%B} {date.year}"


def interval(date: DateInterval | None) -> str:
    """An interval with its precision and the words that it came from."""
    if date is None:
        return "not said"
    words = f" (“{one_line(date.words, 60)}”)" if date.words else ""
    return f"{_days(date)}{words}"


def _days(date: DateInterval) -> str:
    if date.start == date.end:
        return day(date.start)
    if date.precision is Precision.MONTH and date.start.month == date.end.month:
        return f"{date.start:%B} {date.start.year}"
    if date.precision is Precision.YEAR and date.start.year == date.end.year:
        return f"in {date.start.year}"
    if (date.start.year, date.start.month) == (date.end.year, date.end.month):
        text = f"{date.start.day} to {day(date.end)}"
    elif date.start.year == date.end.year:
        text = f"{date.start.day} {date.start:%B} to {day(date.end)}"
    else:
        text = f"{day(date.start)} to {day(date.end)}"
    return {
        Precision.WEEK: f"week of {text}",
        Precision.DAY: f"some day from {text}",
        Precision.OPEN: f"about {text}",
    }.get(date.precision, text)


def said_by(link: Attribution) -> str:
    """One link of a chain: "Turkish ministry (“said”)", with the stance where it is not plain."""
    notes = [f"“{one_line(link.cue, 40)}”"] if link.cue.strip() else []
    if STANCES[link.stance]:
        notes.append(STANCES[link.stance])
    return one_line(link.source, 80) + (f" ({'; '.join(notes)})" if notes else "")


def confidence(value: float) -> str:
    """A confidence in figures and words."""
    return f"{value:.2f}, {'high' if value >= 0.8 else 'fair' if value >= 0.5 else 'low'}"


def affiliation_code(name: str) -> str:
    """The code that a user means by a code or a name ("rus", "Russia"); an unknown one in capitals."""
    from dragoman.actors.names import fold

    wanted = fold(name.strip())
    known = _affiliations()
    if wanted.upper() in known:
        return wanted.upper()
    return next((code for code, full in known.items() if fold(full) == wanted), name.strip().upper())
