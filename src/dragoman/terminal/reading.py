"""How an article was read: what was taken as what, and how it was dated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.article import CODED_PARTS, Article, PartKind
from dragoman.reading.languages import name_of
from dragoman.reading.published import explain
from dragoman.terminal.cards import Field, fields_table
from dragoman.terminal.safe import one_line, safe

CODED_BAR, LEFT_BAR = "┃", "┆"
"""What stands beside a part that is coded, and beside one that is not."""

STYLES = {
    PartKind.HEADLINE: "bold",
    PartKind.BODY: "",
    PartKind.DATELINE: "happened",
    PartKind.BYLINE: "happened",
    PartKind.STAMP: "happened",
    PartKind.CORRECTION: "failed",
    PartKind.CAPTION: "ahead",
    PartKind.FURNITURE: "quiet",
    PartKind.COMMENT: "quiet",
}
"""Style of each kind of part; its name beside it says the same."""

MARGIN = 14
"""Columns that kind and bar take."""

FORMS = {"html": "HTML page", "pdf": "PDF", "feed": "feed", "text": "plain text"}


def reading(article: Article, console: Console) -> Iterator[RenderableType]:
    """Everything about the reading of an article, ready to print one below the other.

    Args:
        article: the article.
        console: where it is printed, which decides how wide it is.
    """
    yield Text(one_line(article.title or article.doc, 300), "bold")
    yield fields_table(_facts(article))
    yield Text("")
    yield _parts(article, console)
    yield Text("")
    counts = Counter(part.kind.value for part in article.parts)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.most_common())
    yield Text(f"{told}  ({CODED_BAR} is coded, {LEFT_BAR} is not)", "quiet")
    yield Text("")


def reading_as_json(article: Article) -> dict[str, Any]:
    """The same for machines."""
    return {
        "doc": article.doc,
        "origin": article.origin,
        "form": article.page.form if article.page else "text",
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "clues": [
            {"day": clue.day.isoformat(), "origin": clue.origin, "weight": clue.weight}
            for clue in article.clues
        ],
        "warnings": list(article.warnings),
        "parts": [
            {
                "kind": part.kind.value,
                "coded": part.kind in CODED_PARTS,
                "start": part.start,
                "end": part.end,
                "text": article.text[part.start : part.end],
            }
            for part in article.parts
        ],
    }


def _facts(article: Article) -> list[Field]:
    form = article.page.form if article.page else "text"
    rows: list[Field] = [("name", one_line(article.doc, 200)), ("form", FORMS.get(form, form))]
    for label, value in (("read from", article.origin), ("outlet", article.source), ("address", article.url)):
        if value:
            rows.append((label, one_line(value, 400)))
    language = article.language
    rows.append(("language", f"{name_of(language)} ({language})" if language else "too short to tell"))
    lines = explain(article.published, article.clues)
    rows.append(("published", one_line(lines[0])))
    rows.extend(("", Text(one_line(line), "quiet")) for line in lines[1:])
    rows.extend(("warning", Text(f"! {one_line(warning)}", "warning")) for warning in article.warnings)
    return rows


def _parts(article: Article, console: Console) -> Table:
    """One row per part: its kind, whether it is coded, its text."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True, style="label")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for part in article.parts:
        style = STYLES[part.kind]
        text = Text(safe(article.text[part.start : part.end]).replace("\n", " "), style)
        bar = CODED_BAR if part.kind in CODED_PARTS else LEFT_BAR
        rows = text.wrap(console, max(20, console.width - MARGIN))
        for number, line in enumerate(rows):
            table.add_row(part.kind.value if number == 0 else "", Text(bar, style), line)
    return table
