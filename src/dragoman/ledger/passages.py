"""Evidence where it stands: the paragraph and the sentence around a stretch of text.

Sentences are cut by their punctuation, not parsed: a reader of a card needs the words around the
evidence, on a machine that may have no language model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.article import Article
from dragoman.ledger.results import Passage
from dragoman.records import Span

_BREAK = re.compile(r"\n[ \t]*\n|\n(?=\S)")
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z0-9\u00C0-\u024F])")
_ABBREVIATED = re.compile(
    r"[(\"'“‘]*(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Maj|Lt|Col|Capt|Sgt|Cmdr|Adm|Brig|Gov|Sen|Rep|Amb|Hon|Rev|"
    r"No|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z](?:\.[A-Z])*)\."
)
"""Words whose full stop ends no sentence."""
_LONGEST_ABBREVIATION = 12


def passage(article: Article, span: Span, quote: str) -> Passage:
    """A piece of evidence with what stands around it.

    Args:
        article: the article.
        span: where the evidence is.
        quote: the evidence.
    """
    start, end = _paragraph(article, span)
    paragraph = article.text[start:end].rstrip()
    first, last = _sentences(paragraph, span.start - start, span.end - start)
    return Passage(
        quote=quote,
        start=span.start,
        end=span.end,
        part=article.kind_at(span.start),
        paragraph=paragraph,
        paragraph_start=start,
        sentence=paragraph[first:last].strip(),
    )


def _paragraph(article: Article, span: Span) -> tuple[int, int]:
    """From the start of the part or line that the span begins in to the end of that it ends in."""
    touched = [part for part in article.parts if part.start < span.end and span.start < part.end]
    if touched and touched[0].start <= span.start and span.end <= touched[-1].end:
        return touched[0].start, touched[-1].end
    breaks = list(_BREAK.finditer(article.text))
    start = max((found.end() for found in breaks if found.end() <= span.start), default=0)
    end = min((found.start() for found in breaks if found.start() >= span.end), default=len(article.text))
    return start, end


def _sentences(paragraph: str, start: int, end: int) -> tuple[int, int]:
    """From the last end of a sentence before ``start`` to the first one at or after ``end``."""
    ends = list(_sentence_ends(paragraph))
    first = max((found for found in ends if found <= start), default=0)
    last = min((found for found in ends if found >= end), default=len(paragraph))
    return first, last


def _sentence_ends(paragraph: str) -> Iterator[int]:
    """Offsets at which a sentence begins after another one has ended."""
    for found in _END.finditer(paragraph):
        before = paragraph[max(0, found.start() - _LONGEST_ABBREVIATION) : found.start() + 1].split()
        if not _ABBREVIATED.fullmatch(before[-1]):
            yield found.end()
