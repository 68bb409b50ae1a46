"""Which article is a copy of which: the same text, nearly the same, syndicated, or another version.

A copy adds an outlet to its original; it is no second source. Likely copies are found by MinHash (Andrei
Broder, "On the resemblance and containment of documents", 1997), computed by rensa; what is found is then
compared word by word.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from dragoman.article import CODED_PARTS, Article, PartKind

SHINGLE = 5
"""Words in a row that are compared."""

MIN_WORDS = 40
"""Words of a body from which it can be a copy; shorter notices resemble each other by their form."""

PERMUTATIONS = 128
BANDS = 32
"""Signature and its bands: bodies that share half of their shingles meet with a chance of 87 in 100,
those that share 6 in 10 with 99 (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4)."""

SEED = 1

NEAR = 0.8
"""Share of the shorter body's shingles that a copy has in common with the longer one."""

NEAR_OTHER_NAMES = 0.92
"""The same where each body has names that the other lacks: two notices of one ministry, not two copies."""

VERSION = 0.35
"""The same for two versions of a page at one address."""

LENGTHS = 0.4
"""Length of the shorter body as a share of the longer one's, at least: a paragraph is no copy."""

DAYS_APART = 14
"""Days between the publication of an original and that of its copies, at most."""

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+|\b\d[\d.,:]*\b")
_SYNDICATED = re.compile(
    r"\b(?:(?:originally|first) (?:appeared|published)|republished|reprinted|syndicated|reproduced)"
    r"(?: (?:here )?(?:at|in|on|by|from|with(?: the)? permission (?:of|from)))? (?:the )?(?P<outlet>[A-Z][\w.’'& -]{1,40})",
)
AGENCIES = {
    "Reuters": r"Reuters",
    "AFP": r"AFP|Agence France-Presse",
    "AP": r"AP|Associated Press",
    "dpa": r"dpa|DPA",
    "Xinhua": r"Xinhua",
    "TASS": r"TASS|Tass|Itar-Tass|ITAR-TASS",
    "Interfax": r"Interfax",
    "RIA Novosti": r"RIA Novosti|RIA",
    "Sputnik": r"Sputnik",
    "Anadolu": r"Anadolu(?: Agency)?|AA",
    "IRNA": r"IRNA",
    "Fars": r"Fars(?: News Agency)?|FNA",
    "Tasnim": r"Tasnim",
    "SANA": r"SANA",
    "WAM": r"WAM",
    "SPA": r"SPA|Saudi Press Agency",
    "QNA": r"QNA",
    "KUNA": r"KUNA",
    "MENA": r"MENA",
    "PTI": r"PTI|Press Trust of India",
    "ANI": r"ANI",
    "APP": r"APP",
    "Kyodo": r"Kyodo(?: News)?",
    "Yonhap": r"Yonhap",
    "KCNA": r"KCNA",
    "EFE": r"EFE",
    "ANSA": r"ANSA",
    "PA": r"Press Association|PA Media",
    "IANS": r"IANS",
    "UPI": r"UPI",
    "Bloomberg": r"Bloomberg(?: News)?",
}
"""News agencies and the ways in which their credits are written."""
_CREDITS = {name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for name, pattern in AGENCIES.items()}


class CopyKind(StrEnum):
    """What a document is to the one that it repeats."""

    EXACT = "exact"
    NEAR = "near"
    SYNDICATED = "syndicated"
    VERSION = "version"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class Body:
    """What of an article is compared.

    Attributes:
        shingles: runs of :data:`SHINGLE` words of the body, in small letters.
        names: capitalised words within sentences, and numbers.
        credits: agencies and outlets that it says it is from.
        source, url, published: its provenance.
    """

    shingles: frozenset[str]
    names: frozenset[str]
    credits: frozenset[str]
    source: str | None
    url: str | None
    published: dt.date | None


@dataclass(frozen=True, slots=True)
class Relation:
    """One document repeats another.

    Attributes:
        kind: in what way.
        newer_is_copy: whether the document that is stored later is the copy; else the earlier one is.
        share: share of the shorter body that is in the longer one.
        reason: why, in a sentence.
    """

    kind: CopyKind
    newer_is_copy: bool
    share: float
    reason: str


def body_of(article: Article) -> Body:
    """What of an article is compared with others."""
    kinds = CODED_PARTS if article.parts else None
    pieces = [
        article.text[part.start : part.end] for part in article.parts if kinds is None or part.kind in kinds
    ] or [article.text]
    text = "\n".join(pieces)
    words = _WORD.findall(text.casefold())
    enough = len(words) >= MIN_WORDS
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return Body(
        frozenset(runs) if enough else frozenset(),
        frozenset(_NAME.findall(text)),
        credits_of(article),
        article.source,
        article.url,
        article.published,
    )


def credits_of(article: Article) -> frozenset[str]:
    """Agencies and outlets from which an article says it comes: in byline, dateline or at its end."""
    lines = [
        article.text[part.start : part.end]
        for part in article.parts
        if part.kind in {PartKind.BYLINE, PartKind.DATELINE, PartKind.FURNITURE}
    ]
    body = [part for part in article.parts if part.kind is PartKind.BODY]
    lines += [line for part in body[-2:] if len(line := article.text[part.start : part.end]) < 60]
    found = {name for line in lines for name, pattern in _CREDITS.items() if pattern.search(line)}
    for line in lines + [article.text[part.start : part.end][-300:] for part in body[-1:]]:
        found.update(" ".join(match["outlet"].split()) for match in _SYNDICATED.finditer(line))
    return frozenset(found)


def bands_of(body: Body) -> list[int]:
    """The bands of a body's MinHash signature, none where the body is too short to be a copy."""
    if not body.shingles:
        return []
    from rensa import RMinHash

    hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update(sorted(body.shingles))
    signature = hashed.digest()
    rows = PERMUTATIONS // BANDS
    found = []
    for band in range(BANDS):
        value = 0
        for number in signature[band * rows : (band + 1) * rows]:
            value = (value * 1_000_003 + int(number)) & 0x7FFF_FFFF_FFFF_FFFF
        found.append(value)
    return found


def compare(new: Body, old: Body) -> Relation | None:
    """Whether one of two documents repeats the other, and which.

    Args:
        new: the document that is being stored.
        old: one that is there already.
    """
    if not new.shingles or not old.shingles:
        return None
    shorter, longer = sorted((len(new.shingles), len(old.shingles)))
    share = len(new.shingles & old.shingles) / shorter
    if _same_address(new.url, old.url) and share >= VERSION:
        older = bool(new.published and old.published and new.published < old.published)
        words = "an earlier version" if older else "a later version of the page"
        return Relation(CopyKind.VERSION, older, share, f"{words} at {new.url}")
    if shorter < LENGTHS * longer or _days_apart(new, old) > DAYS_APART:
        return None
    other_names = bool(new.names - old.names) and bool(old.names - new.names)
    if share < (NEAR_OTHER_NAMES if other_names else NEAR):
        return None
    percent = f"{share:.0%} of the shorter text is in the longer one"
    for copy, original, newer in ((new, old, True), (old, new, False)):
        outlet = next((c for c in sorted(copy.credits) if _is(c, original.source)), None)
        if outlet is not None and not _is(outlet, copy.source):
            return Relation(CopyKind.SYNDICATED, newer, share, f"credited to {outlet}; {percent}")
    shared = sorted(new.credits & old.credits)
    newer = not (new.published and old.published and new.published < old.published)
    if shared:
        return Relation(CopyKind.SYNDICATED, newer, share, f"both credited to {shared[0]}; {percent}")
    kind = CopyKind.EXACT if new.shingles == old.shingles else CopyKind.NEAR
    return Relation(kind, newer, share, percent)


def _days_apart(new: Body, old: Body) -> int:
    if new.published is None or old.published is None:
        return 0
    return abs((new.published - old.published).days)


def _is(credit: str, source: str | None) -> bool:
    """Whether a credit names an outlet: "Interfax" and "interfax.com", "the Courier" and "Courier"."""
    if source is None:
        return False
    one, other = (re.sub(r"\W|^the\b|\.\w{2,3}$", "", name.casefold()) for name in (credit, source))
    return bool(one) and (one in other or other in one)


def _same_address(one: str | None, other: str | None) -> bool:
    def plain(url: str) -> str:
        return re.sub(
            r"^https?://(?:www\.)?", "", url.partition("#")[0] if "#entry" not in url else url
        ).rstrip("/")

    if not one or not other:
        return False
    return plain(one) == plain(other) and "/" in plain(one)
