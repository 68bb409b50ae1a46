"""The encoding of a page: a mark, UTF-8, what was declared, or else what the bytes look like."""

from __future__ import annotations

import codecs
import re

SNIFFED = 4096
"""Bytes at the start of a page in which a declaration is sought (the HTML standard says 1,024)."""

GUESSED = 60_000
"""Bytes by which an undeclared encoding is guessed."""

WESTERN = 0.1
"""Share of bytes outside ASCII under which an undeclared text is taken for Western European."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")

# names by which pages mean a larger set than they say (WHATWG Encoding Standard, section 4.2)
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
_TEXT_ENCODINGS = re.compile(r"^(?:utf|cp|iso8859|koi8|gb|euc|big5|shift|mac|hz|iso2022|tis|johab|ptcp|kz)")


def text_of(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of a page and the encoding that it was read in.

    Bytes that are valid UTF-8 and not plain ASCII are UTF-8 whatever is declared: no legacy text
    of more than a few words is valid UTF-8 by chance, while saved pages keep declarations that are
    no longer true.

    Args:
        data: the bytes of the page.
        declared: encoding that the server named.

    Returns:
        The text, with a replacement character for what the encoding does not have, and the
        encoding's name.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    names = [declared or "", *(_found(pattern, data) for pattern in (_DECLARED_XML, _DECLARED))]
    declarations = [name for name in map(known_encoding, names) if name]
    if b"\x1b" not in data[:SNIFFED]:  # ISO-2022 is written in ASCII bytes
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            # cut within a character, or with a few bad bytes: still UTF-8
            if "utf-8" in declarations[:1] or (
                error.start > len(data) - 4 and not data[: error.start].isascii()
            ):
                return data.decode("utf-8", "replace"), "utf-8"
    for name in declarations:
        if name != "utf-8":
            return data.decode(name, "replace"), name
    guessed = guess(data)
    return data.decode(guessed, "replace"), guessed


def known_encoding(name: str) -> str | None:
    """Python's name of an encoding of text that a page declares, None where there is none such."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    if not _TEXT_ENCODINGS.match(found) and found != "ascii":
        return None  # codecs that are no encodings: base64, zip, rot13
    return _MEANT.get(found, found)


def _found(pattern: re.Pattern[bytes], data: bytes) -> str:
    match = pattern.search(data[:SNIFFED])
    return match[1].decode("ascii", "replace") if match else ""


def guess(data: bytes) -> str:
    """What undeclared bytes look like, Windows-1252 where few of them are no ASCII.

    English with a few dashes and names is too little for a guess by frequencies.
    """
    sample = re.sub(rb"<[^>]{0,2000}>", b"", data[:GUESSED])
    if sum(byte > 0x7F for byte in sample) < WESTERN * len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESSED]).best()
    return (known_encoding(best.encoding) if best is not None else None) or "cp1252"
