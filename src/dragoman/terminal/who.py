"""Actors, entries of the authority file, terms of office and findings, as a person reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.actors.answers import ResolvedActor
from dragoman.actors.authority import Term
from dragoman.actors.findings import Problem, Severity
from dragoman.actors.lookup import Found
from dragoman.terminal import words
from dragoman.terminal.cards import Field, fields_table
from dragoman.terminal.safe import one_line

MOST_SPELLINGS = 40


def actor(answer: ResolvedActor) -> RenderableType:
    """A phrase with whom it means and why."""
    rows: list[Field] = []
    if answer.actor is None:
        rows.append(("who", Text("no political actor", "quiet")))
    else:
        rows.append(("who", Text(one_line(answer.actor), "bold")))
        rows.append(("of", words.affiliation(answer.affiliation) if answer.affiliation else "not known"))
        rows.append(("sector", answer.sector or "not known"))
        if answer.office:
            rows.append(("office", words.office(answer.office)))
        rows.extend(
            ("member", words.actor(m.actor or "", m.affiliation or "", m.office and words.office(m.office)))
            for m in answer.members
        )
        rows.append(("certainty", words.confidence(answer.confidence)))
    rows.extend(("why", one_line(reason)) for reason in answer.why)
    return Group(Text(one_line(answer.text), "bold"), fields_table(rows), Text(""))


def entry(found: Found) -> RenderableType:
    """One entry of the authority file with its spellings or terms."""
    heading = Text.assemble((one_line(found.name), "bold"), (f"  {found.matched}", "quiet"))
    rows: list[Field] = []
    if found.code is not None:
        rows.append(("code", one_line(found.code)))
        rows.append(("of", words.affiliation(found.affiliation or "")))
        rows.append(("sort", f"{one_line(found.kind or '')}, {one_line(found.sector or '')}"))
        if found.start or found.end:
            rows.append(("time", f"{_day(found.start)} to {_day(found.end)}"))
        if found.owner:
            rows.append(("owner", one_line(found.owner)))
    if found.spellings:
        shown = ", ".join(found.spellings[:MOST_SPELLINGS])
        more = len(found.spellings) - MOST_SPELLINGS
        rows.append(("spelled", one_line(shown) + (f" and {more} more" if more > 0 else "")))
    parts: list[RenderableType] = [heading, fields_table(rows)]
    if found.terms:
        parts.append(terms(found.terms))
    return Group(*parts, Text(""))


def terms(held: Sequence[Term]) -> RenderableType:
    """Terms of office: from, to, person, office, of whom."""
    table = _table("from", "to", "who", "office", "of")
    for term in held:
        title = term.titles[0] if term.titles else words.office(term.office)
        what = Text(one_line(title))
        if term.note:
            what.append(f"\n{one_line(term.note, 80)}", "quiet")
        if term.confidence != "high":
            what.append(f"\n{one_line(term.confidence)} confidence", "quiet")
        table.add_row(
            _day(term.period.start), _day(term.period.end), Text(one_line(term.person), "bold"), what,
            one_line(term.affiliation),
        )  # fmt: skip
    return table


def problems(found: Iterable[Problem]) -> RenderableType:
    """Findings: where, how bad, what."""
    table = _table("where", "what")
    for problem in found:
        error = problem.severity is Severity.ERROR
        what = Text(f"{'✗' if error else '!'} {problem.kind}", "failed" if error else "quiet")
        what.append(f"\n{one_line(problem.text)}", "default")
        table.add_row(Text(f"{one_line(problem.file)}:{problem.line}"), what)
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="quiet", expand=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in {"from", "to"})
    return table


def _day(date: dt.date | None) -> str:
    return date.isoformat() if date else "…"
