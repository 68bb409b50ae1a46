"""Statements in PDF with a text layer: pypdf reads the lines, this makes paragraphs of them."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from statistics import median

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from dragoman.reading.extract.items import ExtractionError, Item, squeeze

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MAX_PAGES = 500
"""Pages of the longest document that is taken for one article."""

MAX_CHARACTERS = 2_000_000
"""Characters after which no further page is read; the reader refuses such a text anyway."""

CREATED_WEIGHT = 0.4
"""Weight of the day on which the file was made; statements are put on line later, and files made again."""

FULL_LINE = 0.8
"""Share of the usual line length from which a line may go on in the next one."""

HEADING_LINE = 0.7
"""Share of the usual line length under which a line that begins a paragraph is one by itself."""

_PAGE_NUMBER = re.compile(r"^\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_CREATED = re.compile(r"D?:?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_PROGRAM_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*|slide \d)|\.(?:docx?|pdf|odt|indd)$", re.IGNORECASE
)


def extract_pdf(data: bytes) -> list[Item]:
    """The article in a PDF document.

    Raises:
        ExtractionError: it cannot be read, is locked, or has no text layer.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ExtractionError("the PDF is locked with a password")
        pages = _pages(reader)
        title, created = _information(reader)
    except ExtractionError:
        raise
    # pypdf meets broken files with any of these
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        ArithmeticError,
    ) as error:
        raise ExtractionError(f"a broken PDF ({type(error).__name__})") from error
    except (RecursionError, NotImplementedError, AssertionError) as error:
        raise ExtractionError("a PDF that is built too strangely to be read") from error
    lines = _without_furniture(pages)
    if not any(line.strip() for line in lines):
        raise ExtractionError("no text layer in this PDF; a scanned document must go through OCR first")
    body = paragraphs(lines)
    if title is None and len(body) > 1 and len(body[0]) < 160 and not body[0].endswith("."):
        title, body = body[0], body[1:]
    body = [line for line in body if line.casefold() != (title or "").casefold()]
    dates = [(created, "document information: created", CREATED_WEIGHT)] if created else []
    return [Item(title=title, body=body, dates=dates)]


def _pages(reader: PdfReader) -> list[list[str]]:
    if len(reader.pages) > MAX_PAGES:
        raise ExtractionError(
            f"{len(reader.pages):,} pages, more than the {MAX_PAGES} that one article may have"
        )
    found: list[list[str]] = []
    characters = 0
    for page in reader.pages:
        text = page.extract_text()
        found.append(text.split("\n"))
        characters += len(text)
        if characters > MAX_CHARACTERS:
            break
    return found


def _information(reader: PdfReader) -> tuple[str | None, str | None]:
    """Title and day of making, as the document says, where they are worth something."""
    facts = reader.metadata
    if not facts:
        return None, None
    title = squeeze(str(facts.get("/Title") or ""))
    created = _CREATED.match(str(facts.get("/CreationDate") or ""))
    day = f"{created[1]}-{created[2]}-{created[3]}" if created else None
    return (title if title and not _PROGRAM_TITLE.search(title) else None), day


def _without_furniture(pages: list[list[str]]) -> list[str]:
    """Lines of all pages without page numbers and without what every page repeats."""
    repeated: Counter[str] = Counter()
    for page in pages:
        edges = [line for line in page if line.strip()]
        repeated.update({re.sub(r"\d+", "#", line.strip()) for line in edges[:2] + edges[-2:]})
    often = {line for line, count in repeated.items() if count >= 3 and count > len(pages) / 2}
    return [
        line
        for page in pages
        for line in page
        if not _PAGE_NUMBER.match(line) and re.sub(r"\d+", "#", line.strip()) not in often
    ]


def paragraphs(lines: list[str]) -> list[str]:
    """Paragraphs of lines that a page's width has cut.

    A paragraph ends at a blank line, and at a line that ends a sentence and is shorter than most.
    """
    lengths = [len(line.strip()) for line in lines if len(line.strip()) > 20]
    usual = median(lengths) if lengths else 0
    found: list[str] = []
    held = ""
    for line in map(squeeze, lines):
        if not line:
            if held:
                found.append(held)
            held = ""
            continue
        if held.endswith("-") and held[-2:-1].isalpha() and line[:1].islower():
            held = held[:-1] + line
        else:
            held = f"{held} {line}".strip()
        short = len(line) < usual * FULL_LINE
        ends = re.search(r"[.!?:”\"’)]$", line) is not None
        heads = len(held) == len(line) < usual * HEADING_LINE and line[-1] not in "-,;"
        if short and (ends or heads):
            found.append(held)
            held = ""
    return [*found, held] if held else found
