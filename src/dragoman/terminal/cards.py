"""Cards: one record as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.records import (
    Absence,
    Agreement,
    AgreementStatus,
    Attribution,
    Category,
    CodedArticle,
    Contact,
    Event,
    EvidencedRecord,
)
from dragoman.relations.ontology import QUAD_CLASSES
from dragoman.terminal import words
from dragoman.terminal.safe import one_line

LABEL_WIDTH = 9
"""Width of the column that names the fields."""

SENTENCE_ENDS = (".", "!", "?", "…", "”", '"', "’", "'")

Field = tuple[str, str | Text]

AGREEMENT_STYLES = {
    AgreementStatus.REACHED: ("✓", "happened"),
    AgreementStatus.HOLDING: ("✓", "happened"),
    AgreementStatus.PROPOSED: ("?", "ahead"),
    AgreementStatus.VIOLATED: ("✗", "failed"),
    AgreementStatus.FAILED: ("✗", "failed"),
    AgreementStatus.REJECTED: ("✗", "failed"),
    AgreementStatus.ENDED: ("✗", "failed"),
}
"""Sign and style of each state of an agreement."""


def article_heading(coded: CodedArticle) -> RenderableType:
    """The line above an article's cards: its name, date, title and outlet."""
    facts = [coded.published.isoformat() if coded.published else "no date"]
    facts += [one_line(value, 80) for value in (coded.source, coded.title) if value]
    return Text.assemble((one_line(coded.doc, 60), "bold"), (f"  {' · '.join(facts)}", "quiet"))


def coded_article(coded: CodedArticle) -> Iterable[RenderableType]:
    """Everything that coding found in an article, ready to print one below the other."""
    yield article_heading(coded)
    for warning in coded.warnings:
        yield Text(f"! {one_line(warning)}", "warning")
    records: tuple[EvidencedRecord, ...] = (*coded.contacts, *coded.agreements, *coded.absences)
    if not records:
        nothing = "no contacts found" if coded.events else "no contacts or events found"
        yield Text(f"  {nothing}", "quiet")
    for record in records:
        yield Text("")
        yield card(record, f"{one_line(coded.doc, 40)}/{one_line(record.id, 12)}")
    if others := [event for event in coded.events if not is_told(event)]:
        yield Text("")
        yield from event_list(others)
    yield Text("")


def is_told(event: Event) -> bool:
    """Whether an event is a contact or an agreement, which has a card of its own."""
    return (event.contact is not None and event.category is Category.CONSULT) or (
        event.agreement is not None and event.category is Category.AGREE
    )


def event_list(events: Sequence[Event]) -> Iterable[RenderableType]:
    """Events in two lines each: what, who to whom and id; below it the words that say so."""
    yield Text("Events", "bold")
    table = Table.grid(expand=True, padding=(0, 1))
    table.add_column(width=LABEL_WIDTH + 15, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for event in events:
        sign, state, style = words.MODALITIES[event.modality]
        who = Text(words.event_line(event))
        if state:
            who.append(f", {state}", style)
        if event.contact or event.agreement:
            who.append(f"  with {one_line(event.contact or event.agreement or '', 12)}", "quiet")
        who.append(f"\n{quoted(event.evidence[0])}", "quiet")
        table.add_row(Text(f"{sign} {words.deed(event)}", style), who, Text(one_line(event.id, 12), "quiet"))
    yield table


def card(record: EvidencedRecord, name: str) -> RenderableType:
    """A record with all that it says and the sentence that says so.

    Args:
        record: the record.
        name: its id, printed at the right of the heading.
    """
    return Group(heading(record, name), fields_table(fields(record)), Text(""), *quotes(record.evidence))


def heading(record: EvidencedRecord, name: str) -> RenderableType:
    """What it is and its state in words, a line, and the record's id."""
    sign, text, style = _title(record)
    line = Table.grid(expand=True, padding=(0, 1))
    line.add_column(no_wrap=True)
    line.add_column(ratio=1, no_wrap=True, overflow="crop")
    line.add_column(justify="right", no_wrap=True)
    line.add_row(Text(f"{sign} {text}", style), Text("─" * 200, "quiet"), Text(name, "quiet"))
    return line


def _title(record: EvidencedRecord) -> tuple[str, str, str]:
    """Sign, words and style of a record's heading."""
    if isinstance(record, Contact):
        sign, state, style = words.STATUSES[record.status]
        series = f" × {record.count}" if record.count else ""
        return sign, f"{words.CHANNELS[record.channel].capitalize()}{series}, {state}", style
    if isinstance(record, Agreement):
        sign, style = AGREEMENT_STYLES[record.status]
        return sign, f"{record.kind.capitalize()}, {record.status}", style
    if isinstance(record, Absence):
        return "–", f"Absence, {words.ABSENCES[record.kind]}", "failed"
    if isinstance(record, Event):
        sign, state, style = words.MODALITIES[record.modality]
        return sign, ", ".join(filter(None, ("Event", words.DEEDS[record.category], state))), style
    return "•", type(record).__name__, "happened"


def fields(record: EvidencedRecord) -> list[Field]:
    """Label and value of everything a record says, in the order of a sentence."""
    if isinstance(record, Contact):
        rows = _contact_fields(record)
    elif isinstance(record, Agreement):
        rows = _agreement_fields(record)
    elif isinstance(record, Absence):
        rows = [("who", _person(words.actor(record.actor, record.affiliation)))]
        if record.contacts:
            rows.append(("from", ", ".join(one_line(c) for c in record.contacts)))
    elif isinstance(record, Event):
        rows = _event_fields(record)
    else:
        rows = []
    rows += _sources(record.attribution)
    if record.speculative:
        rows.append(("note", Text("! speculation: the text itself calls it possible or unproven", "warning")))
    if isinstance(record, Contact) and record.disputed:
        rows.append(("note", Text("! disputed: the text gives accounts that conflict", "warning")))
    rows.append(("certainty", words.confidence(record.confidence)))
    return rows


def _contact_fields(contact: Contact) -> list[Field]:
    rows: list[Field] = [(label, _person(words.participant(who))) for label, who in words.sides(contact)]
    rows.append(("when", words.interval(contact.date)))
    if contact.place:
        rows.append(("where", one_line(contact.place)))
    if contact.topics:
        rows.append(("about", "; ".join(one_line(topic) for topic in contact.topics)))
    return rows


def _agreement_fields(agreement: Agreement) -> list[Field]:
    rows: list[Field] = []
    for position, code in enumerate(agreement.parties):
        label = "by" if len(agreement.parties) == 1 else "and" if position else "between"
        rows.append((label, _person(words.affiliation(code))))
    rows.extend(("broker", words.affiliation(code)) for code in agreement.brokers)
    rows.append(("when", words.interval(agreement.date)))
    return rows


def _event_fields(event: Event) -> list[Field]:
    rows: list[Field] = [("what", words.deed(event))]
    if event.quad is not None:
        rows.append(("class", f"{event.quad}, {QUAD_CLASSES[event.quad]}"))
    rows.append(("by", _person(words.participant(event.source))))
    if event.target:
        rows.append(("to", _person(words.participant(event.target))))
    rows.append(("when", words.interval(event.date)))
    if event.place:
        rows.append(("where", one_line(event.place)))
    for label, number in (("contact", event.contact), ("agreement", event.agreement)):
        if number:
            rows.append((label, one_line(number, 12)))
    return rows


def _person(text: str) -> Text:
    """A participant with the name in bold."""
    name, comma, rest = text.partition(",")
    return Text.assemble((name, "bold"), comma + rest)


def _sources(chain: Sequence[Attribution]) -> list[Field]:
    """Who says so, nearest to the article first."""
    if not chain:
        return [("says", "the article itself")]
    return [("says", words.said_by(link)) for link in chain]


def fields_table(rows: Iterable[Field]) -> RenderableType:
    """Labels and values in two columns, long values wrapped in theirs."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=LABEL_WIDTH, justify="right", style="label")
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(Text(label), Text(value) if isinstance(value, str) else value)
    return Padding(table, (0, 0, 0, 2))


def quotes(evidence: Iterable[str]) -> list[RenderableType]:
    """The pieces of evidence in quotation marks, under the values of the fields."""
    return [Padding(Text(quoted(quote)), (0, 0, 0, 3 + LABEL_WIDTH)) for quote in evidence]


def quoted(quote: str) -> str:
    """A quotation, with an ellipsis where it ends before its sentence does."""
    text = one_line(quote)
    return f"“{text}”" if text.endswith(SENTENCE_ENDS) else f"“{text} …”"
