"""HTML pages: trafilatura finds the article; menus, comments and captions are kept apart.

Adrien Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction" (ACL 2021).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import load_html

from dragoman.reading.charset import text_of
from dragoman.reading.extract.items import ExtractionError, Item, squeeze
from dragoman.reading.extract.liveblog import live_entries
from dragoman.reading.extract.metadata import date_clues, json_ld

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

DATES = {"extensive_search": False, "original_date": True}
"""How htmldate looks for a day: in the markup, not in all text and scripts, where menus have dates too."""

MARKUP_WEIGHT = 0.4
"""Weight of the day that htmldate finds in the markup."""

SENTENCE = re.compile(r"(?:\S+\s+){7,}\S*[.!?…。؟](?:[\"”’»)\]]|\s|$)")
"""Eight words that end like a sentence: what tells an article from a list of links."""

CAPTION_LIMIT = 600
"""Characters of the longest caption."""

_LEAVES = frozenset({"p", "head", "ab", "fw", "item", "cell", "quote", "code", "del"})


def extract_page(data: bytes, charset: str | None, url: str | None) -> list[Item]:
    """The articles on a page: one, or one for each entry of a live blog.

    Args:
        data: the page.
        charset: encoding that the server declared.
        url: address that it was read from.

    Raises:
        ExtractionError: there is no article on it.
    """
    text, _ = text_of(data, charset)
    tree = _tree(text)
    objects = json_ld(tree)
    captions = _captions(tree)
    entries = live_entries(tree, objects)
    if tree.find("body") is None and not squeeze(tree.text_content()):
        raise ExtractionError("the page is empty")
    document = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=True, date_extraction_params=DATES
    )
    if not isinstance(document, Document):
        raise ExtractionError(_nothing(tree))
    item = _item(document, url)
    if entries:
        return [_entry(entry, item, number) for number, entry in enumerate(entries, 1)]
    item.dates = date_clues(tree, objects)
    if document.date and not any(day == document.date for day, _, _ in item.dates):
        item.dates.append((document.date, "markup of the page (htmldate)", MARKUP_WEIGHT))
    body = document.body
    item.body = _without_title(list(_lines(body)), item.title) if body is not None else []
    item.captions = captions
    if captions:
        under_pictures = {_folded(caption) for caption in captions}
        item.body = [line for line in item.body if _folded(line) not in under_pictures]
    comments = document.commentsbody
    item.comments = list(_lines(comments)) if comments is not None else []
    if not any(SENTENCE.search(line) for line in item.body):
        raise ExtractionError(_nothing(tree))
    return [item]


def _tree(text: str) -> HtmlElement:
    # the declaration has been obeyed already, and lxml refuses text that still has one
    text = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", text.replace("\0", ""))
    try:
        tree = load_html(text)
    except (ValueError, TypeError, etree.LxmlError) as error:
        raise ExtractionError("not readable as HTML") from error
    if tree is None:
        raise ExtractionError("not readable as HTML")
    return tree


def _nothing(tree: HtmlElement) -> str:
    """Why there is no article on a page."""
    scripts = len(tree.findall(".//script"))
    links = len(tree.findall(".//a"))
    if links > 10:
        return "no article on this page, only lists and links"
    if scripts:
        return "no article on this page; its text may be written by a script"
    return "no article on this page"


def _item(document: Document, url: str | None) -> Item:
    """Metadata of a page as trafilatura gives them."""
    address = document.url or url
    return Item(
        title=squeeze(document.title) or None,
        author=squeeze(document.author) or None,
        source=squeeze(document.sitename or document.hostname or _host(address)) or None,
        url=address,
    )


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _entry(entry: dict[str, Any], page: Item, number: int) -> Item:
    """An entry of a live blog as an article of its own, dated by its own stamp."""
    anchor = entry.get("url") or (f"{page.url}#entry-{number}" if page.url else None)
    return Item(
        title=squeeze(entry.get("title")) or None,
        author=page.author,
        source=page.source,
        url=anchor,
        body=entry["body"],
        dates=[(entry["day"], "stamp of the live-blog entry", 0.95)] if entry.get("day") else [],
        stamp=entry["stamp"],
        name=f"e{number}",
    )


def _lines(body: etree._Element) -> Iterator[str]:
    """Paragraphs, headings, list entries and table rows of trafilatura's tree, one line each."""
    loose: list[str] = [body.text or ""]
    for child in body:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _LEAVES or tag in {"list", "table", "row", "div", "quote"}:
            yield from _split("".join(loose))
            loose = [child.tail or ""]
            yield from _block(child, tag)
        else:
            loose += [*_pieces(child), child.tail or ""]
    yield from _split("".join(loose))


def _block(element: etree._Element, tag: str) -> Iterator[str]:
    if tag == "row":
        yield squeeze(" | ".join(squeeze("".join(cell.itertext())) for cell in element))
    elif any(isinstance(c.tag, str) and c.tag in {*_LEAVES, "list", "table", "row", "div"} for c in element):
        yield from _lines(element)
    else:
        yield from _split("".join(_pieces(element)))


def _pieces(element: etree._Element) -> Iterator[str]:
    """Texts of an element, a line break where the page breaks a line."""
    # an explicit stack: pages nest deeper than Python calls
    stack: list[etree._Element | str] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            yield here
            continue
        yield "\x1e" if here.tag == "lb" else ""
        yield here.text or "" if isinstance(here.tag, str) else ""
        for child in reversed(here):
            stack += [child.tail or "", child]


def _split(text: str) -> Iterator[str]:
    """Lines of a block; source line ends are spaces, ``<br>`` breaks only between sentences."""
    held = ""
    for piece in text.split("\x1e"):
        line = squeeze(piece)
        if held and line and not re.search(r"[.!?:;”\"’)]$", held) and not line[:1].isupper():
            held = f"{held} {line}"
        else:
            if held:
                yield held
            held = line
    if held:
        yield held


def _captions(tree: HtmlElement) -> list[str]:
    """Texts under the pictures of a page."""
    found = [squeeze(caption.text_content()) for caption in tree.iter("figcaption")]
    return list(dict.fromkeys(text for text in found if 0 < len(text) < CAPTION_LIMIT))[:50]


def _without_title(lines: list[str], title: str | None) -> list[str]:
    """Lines without those at the start that only repeat the title, whole or broken in two."""
    wanted = _folded(title or "")
    while lines and wanted:
        for count in (1, 2, 3):
            if _folded(" ".join(lines[:count])) == wanted:
                lines = lines[count:]
                break
        else:
            break
    return lines


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
