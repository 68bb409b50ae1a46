"""Which form a file has: by its ending, else by its first bytes."""

from __future__ import annotations

import re

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
DOCUMENT_SUFFIXES = frozenset({".json"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
PDF_SUFFIXES = frozenset({".pdf"})
FEED_SUFFIXES = frozenset({".rss", ".atom", ".xml"})
TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
ARCHIVE_SUFFIXES = frozenset({".warc", ".warc.gz"})

FORMS = {
    "text": TEXT_SUFFIXES,
    "lines": LINES_SUFFIXES,
    "document": DOCUMENT_SUFFIXES,
    "html": PAGE_SUFFIXES,
    "pdf": PDF_SUFFIXES,
    "feed": FEED_SUFFIXES,
    "table": TABLE_SUFFIXES,
    "archive": ARCHIVE_SUFFIXES,
}
"""Endings of each form."""

FORM_OF_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "text/plain": "text",
}
"""Forms by media type; what has another type is no article and passed over without a word."""

SUFFIXES = frozenset().union(*FORMS.values())
"""Endings of the files that are read from a folder; a file named by itself is read whatever its ending."""

_LOOKS_LIKE_LINES = re.compile(rb'\s*\{[ \t]*"')
_LOOKS_LIKE_DOCUMENT = re.compile(rb'\s*+(?:\[\s*+\{\s*+"|\{[^\S\n]*+\n\s*+")')
_PAGE_TAGS = frozenset({b"html", b"head", b"body", b"!html"})
_FEED_TAGS = frozenset({b"rss", b"feed", b"rdf:rdf"})
_TAG = re.compile(rb"<(!doctype\s+)?([a-z:]+)", re.IGNORECASE)
_UTF8_MARK = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"


def suffix_of(name: str) -> str:
    """The ending of a file's name in small letters, the one before ``.gz`` included."""
    match = re.search(r"(\.warc)?\.[^./\\]*$", name.lower())
    if match is None:
        return ""
    return match[0] if match[0] in SUFFIXES or not match[1] else match[0][len(match[1]) :]


def form_of(head: bytes, suffix: str) -> str:
    """Whether a stream is ``text``, JSON ``lines``, a JSON ``document``, ``html``, ``pdf``, ``feed``, ``table`` or
    ``archive``, by its ending or its first bytes.

    A ``.json`` file that holds one object per line is lines all the same, and a page or a feed is told
    by its first bytes where its ending says XML.

    Args:
        head: the first bytes.
        suffix: ending of the file's name, empty where there is none.
    """
    body = head.removeprefix(_UTF8_MARK)
    for form, suffixes in FORMS.items():
        if suffix in suffixes and form not in {"document", "feed"}:
            return form
    if suffix in DOCUMENT_SUFFIXES:
        return "lines" if re.match(rb'\s*\{[^\n]*\}[ \t\r]*\n\s*\{[ \t]*"', body) else "document"
    if body.startswith(b"%PDF-"):
        return "pdf"
    if body.startswith((b"WARC/1.", b"WARC/0.")) or head.startswith(_GZIP):
        return "archive"
    tag = _first_tag(body)
    if tag in _PAGE_TAGS:
        return "html"
    if tag in _FEED_TAGS or suffix in FEED_SUFFIXES:
        return "feed"
    if _LOOKS_LIKE_DOCUMENT.match(body):
        return "document"
    return "lines" if _LOOKS_LIKE_LINES.match(body) else "text"


def _first_tag(body: bytes) -> bytes | None:
    """The first element of a document in small letters, "!html" where HTML's document type stands first.

    XML declarations, instructions, comments and other document types before it are passed over.
    """
    rest = body.lstrip()
    while rest.startswith(b"<"):
        if rest.startswith(b"<!--"):
            rest = rest.partition(b"-->")[2].lstrip()
        elif rest.startswith(b"<?"):
            rest = rest.partition(b"?>")[2].lstrip()
        else:
            match = _TAG.match(rest)
            if match is None:
                return None
            name = match[2].lower()
            if match[1] is None or name == b"html":
                return b"!html" if match[1] else name
            inner = rest.partition(b">")[0]
            rest = rest.partition(b"]" if b"[" in inner else b">")[2].lstrip(b"> \t\r\n")
    return None
