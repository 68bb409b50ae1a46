"""Lists: many records or periods, one line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.ledger.results import (
    ArticleRef,
    StoredAbsence,
    StoredAgreement,
    StoredContact,
    StoredEvent,
    TimelinePeriod,
)
from dragoman.records import Channel, DateInterval, Status
from dragoman.terminal import words
from dragoman.terminal.cards import AGREEMENT_STYLES
from dragoman.terminal.safe import one_line

BAR_WIDTH = 16
"""Length of the longest bar of a timeline."""


def contacts(found: Iterable[StoredContact]) -> RenderableType:
    """Reports of contacts: day, channel and status, who with whom, id."""
    table = _list_table("when", "what", "who", "id")
    for report in found:
        contact = report.contact
        sign, state, style = words.STATUSES[contact.status]
        series = f" × {contact.count}" if contact.count else ""
        what = Text.assemble((f"{sign} {words.CHANNELS[contact.channel]}{series}", style), f"\n  {state}")
        who = Text(words.line_of(contact))
        if contact.disputed or contact.speculative:
            flags = " ".join(
                name
                for name, raised in (("disputed", contact.disputed), ("speculative", contact.speculative))
                if raised
            )
            who.append(f"  ! {flags}", "warning")
        if contact.topics:
            who.append(f"\n{one_line('; '.join(contact.topics), 120)}", "quiet")
        table.add_row(_day(contact.date, report.article), what, who, one_line(report.id))
    return table


def agreements(found: Iterable[StoredAgreement]) -> RenderableType:
    """Reports of agreements: day, kind and status, parties and brokers, id."""
    table = _list_table("when", "what", "between", "id")
    for report in found:
        agreement = report.agreement
        sign, style = AGREEMENT_STYLES[agreement.status]
        what = Text.assemble((f"{sign} {agreement.kind}", style), f"\n  {agreement.status}")
        parties = ", ".join(words.affiliation(code) for code in agreement.parties)
        brokers = ", ".join(words.affiliation(code) for code in agreement.brokers)
        who = Text(parties or "parties not named")
        if brokers:
            who.append(f"\nbrokered by {brokers}", "quiet")
        table.add_row(_day(agreement.date, report.article), what, who, one_line(report.id))
    return table


def events(found: Iterable[StoredEvent]) -> RenderableType:
    """Reports of events: day, category and mode, who to whom, id."""
    table = _list_table("when", "what", "who → to whom", "id")
    for report in found:
        event = report.event
        sign, state, style = words.MODALITIES[event.modality]
        below = " ".join(filter(None, (one_line(event.mode or "", 20), f"({state})" if state else "")))
        what = Text.assemble((f"{sign} {event.category.value}", style), f"\n  {below}" if below else "")
        who = Text(words.event_line(event))
        if event.speculative:
            who.append("  ! speculative", "warning")
        if event.place:
            who.append(f"\nin {one_line(event.place, 60)}", "quiet")
        table.add_row(_day(event.date, report.article), what, who, one_line(report.id))
    return table


def absences(found: Iterable[StoredAbsence]) -> RenderableType:
    """Reports that an actor was left out: day of publication, who, how, id."""
    table = _list_table("published", "how", "who", "id")
    for report in found:
        absence = report.absence
        who = words.actor(absence.actor, absence.affiliation)
        how = Text(words.ABSENCES[absence.kind], "failed")
        table.add_row(_day(None, report.article, ""), how, Text(who), one_line(report.id))
    return table


def timeline(periods: Sequence[TimelinePeriod], by: str) -> RenderableType:
    """Reports per period: how many, as a bar, by channel and status."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=BAR_WIDTH, no_wrap=True)
    table.add_column()
    most = max((period.contacts for period in periods), default=1)
    for period in periods:
        bar = "█" * max(1, round(BAR_WIDTH * period.contacts / most))
        what = Text(_counted(period.channels, {c.value: words.CHANNELS[c] for c in Channel}, plural=True))
        states = {s.value: words.STATUSES[s][1] for s in Status}
        what.append(f"\n{_counted(period.statuses, states)}", "quiet")
        table.add_row(
            Text(_period(period.start, by), "bold"), Text(str(period.contacts)), Text(bar, "happened"), what
        )
    return table


def _list_table(*headings: str) -> Table:
    """A table without lines whose third column takes what width there is."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="quiet", expand=False)
    for position, heading in enumerate(headings):
        table.add_column(heading, no_wrap=position != 2, overflow="fold")
    return table


def _day(date: DateInterval | None, article: ArticleRef, by: str = "by ") -> Text:
    """First day of an interval, and its last below; the day of publication where there is none."""
    if date is None:
        published = article.published
        return Text(f"{by}{published.isoformat()}" if published else "no date", "quiet")
    text = Text(date.start.isoformat())
    if date.end != date.start:
        text.append(f"\nto {date.end.isoformat()}", "quiet")
    return text


def _period(start: dt.date | None, by: str) -> str:
    if start is None:
        return "no date"
    if by == "year":
        return str(start.year)
    if by == "month":
        return f"{start:%Y-%m}"
    return f"week of {start.isoformat()}" if by == "week" else start.isoformat()


def _counted(counts: Mapping[str, int], names: Mapping[str, str], *, plural: bool = False) -> str:
    """Counts in words, the largest first: "3 phone calls, 1 meeting"."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(
        f"{number} {_plural(names[key]) if plural and number > 1 else names[key]}" for key, number in ordered
    )


def _plural(noun: str) -> str:
    return noun if noun.endswith("s") else f"{noun}s"
