"""What an article and its coding must be like to be stored."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.article import Article
from dragoman.ledger.failures import RefusedArticleError
from dragoman.records import (
    Absence,
    Agreement,
    Attribution,
    CodedArticle,
    Contact,
    Event,
    EvidencedRecord,
    Participant,
    Span,
)

MAX_COUNT = 2**31 - 1
"""Largest whole number of every database that a ledger may live in."""

AnyRecord = Contact | Agreement | Absence | Event


def records_of(coded: CodedArticle) -> Iterator[AnyRecord]:
    """Every record of a coded article, in the order of the public form."""
    yield from coded.contacts
    yield from coded.agreements
    yield from coded.events
    yield from coded.absences


def participants_of(record: EvidencedRecord) -> tuple[Participant, ...]:
    """Those who take part in a record: all of a contact's, source and target of an event."""
    if isinstance(record, Contact):
        return record.participants
    if isinstance(record, Event):
        return (record.source,) if record.target is None else (record.source, record.target)
    return ()


def check(article: Article, coded: CodedArticle) -> None:
    """Refuse what could not be read back as it was.

    Args:
        article: the article as read.
        coded: what the coder found in it.

    Raises:
        RefusedArticleError: characters that no database stores, a coding of another article,
            evidence that is not in the text, or two records of one id.
    """
    _check_text(article.doc, article, coded)
    name = article.doc[:120]
    if coded.doc != article.doc:
        raise RefusedArticleError(f"{name}: the coding is that of '{coded.doc}'")
    seen: set[str] = set()
    for record in records_of(coded):
        if record.id in seen:
            raise RefusedArticleError(f"{name}: two records are called '{record.id}'")
        seen.add(record.id)
        _check_record(name, article.text, record)


def _check_text(name: str, article: Article, coded: CodedArticle) -> None:
    known = (article.text, article.title, article.source, article.url, article.origin)
    clues = (clue.origin for clue in article.clues)
    for value in (name, *known, *article.warnings, *clues, *_strings(coded.model_dump())):
        if value is None:
            continue
        if "\0" in value:
            raise RefusedArticleError(f"{_shown(name)}: a NUL character in '{_shown(value)}'")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise RefusedArticleError(
                f"{_shown(name)}: half of a character (a lone surrogate) in '{_shown(value)}'"
            ) from None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _shown(value: str) -> str:
    """The beginning of a text, safe to print."""
    return value[:40].encode("ascii", "backslashreplace").decode().replace("\0", "\\0")


def _check_record(name: str, text: str, record: AnyRecord) -> None:
    for quote, span in zip(record.evidence, record.spans, strict=True):
        if text[span.start : span.end] != quote:
            raise RefusedArticleError(
                f"{name}: the evidence of {record.id} is not the text at {span.start}-{span.end}"
            )
    for mention in _mentions(record):
        if mention is not None and mention.end > len(text):
            raise RefusedArticleError(f"{name}: {record.id} points past the end of the text")
    if isinstance(record, Contact) and record.count is not None and record.count > MAX_COUNT:
        raise RefusedArticleError(f"{name}: the count of {record.id} is more than {MAX_COUNT:,}")


def _mentions(record: EvidencedRecord) -> Iterator[Span | None]:
    holders: tuple[Participant | Attribution, ...] = (*participants_of(record), *record.attribution)
    return (holder.mention for holder in holders)
