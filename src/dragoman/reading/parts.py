"""Which stretch of a plain text is what: headline, byline, dateline, body, captions, furniture, comments.

Works on paragraphs (lines). Everything is decided by form, never by what an article is about:
a caption by its credit, a byline by its words, reader comments by how they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.article import Part, PartKind

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?:;”\"’…)]\s*$")

CREDIT = re.compile(
    r"\((?:photo|photograph|image|picture|photo credit|credit|source|file)\b[^)]{0,80}\)\s*$"
    r"|\b(?:photo(?:graph)?|image|picture)(?: credit)?s?\s*(?::|by\b|courtesy)"
    r"|^\s*(?:file )?(?:photo|image|picture|caption)\s*[:—-]"
    r"|\bfile (?:photo|picture|image)\b|\bhandout (?:photo|picture|image)\b"
    r"|(?:/|\| ?|© ?|\()(?:reuters|afp|ap|epa|getty images|shutterstock|xinhua|anadolu|alamy|tass|sputnik)\b[^.]{0,30}\)?\s*$"
    r"|\bvia (?:reuters|afp|ap|getty images)\b\s*$",
    re.IGNORECASE,
)
POSITION = re.compile(r"\((?:l|r|c|left|right|centre|center|from left|second left|2nd l|pictured)\)|\b(?:from left to right|pictured (?:above|left|right|with|in)|seen here)\b", re.IGNORECASE)  # fmt: skip
BYLINE = re.compile(
    r"^\s*(?:written |reported |posted |edited |compiled |translated )?by\s+(?:our\b|staff\b|[A-Z][\w.’'-]+(?:\s+(?:[A-Z][\w.’'-]*|and|in|for|,|&|al-[A-Z]\w+)){0,9})\s*(?:[;|,–—-].*)?$"
    r"|^\s*(?:written|reported|posted|edited|compiled|translated) by\b.{0,120}$"
    r"|^\s*(?:originally (?:appeared|published)|first (?:appeared|published)|this (?:article|story|piece) (?:first |originally )?(?:appeared|was (?:first |originally )?published)|republished (?:from|with)|reprinted (?:from|with))\b.{0,160}$"
    r"|^\s*(?:additional )?(?:reporting|writing|editing) by\b.{0,200}$|^\s*[A-Z][\w ]{2,30} (?:correspondent|staff reporter|staff writer|news desk|web desk)\s*$",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"^\s*(?:read (?:more|also|next|on)|also read|see also|related(?: (?:articles?|stories|posts|news))?|more (?:on this|from|stories)|recommended|advertisement|sponsored"
    r"|share (?:this|on|via)|follow (?:us|@)|sign up|subscribe|click here|download (?:the|our)|join (?:us|our)|tags?\s*:|filed under|topics?\s*:|watch\s*:|listen\s*:"
    r"|copyright|all rights reserved|©|terms of use|print this|email this|tweet|facebook|whatsapp|support (?:us|our)|newsletter|loading|\d+ (?:shares|views))\b.{0,160}$",
    re.IGNORECASE,
)  # fmt: skip
COMMENTS_BEGIN = re.compile(
    r"^\s*(?:\d+ )?(?:reader )?comments?(?: \(\d+\))?\s*:?\s*$|^\s*(?:leave|post|add|write) a (?:comment|reply)\b.*$|^\s*(?:join|view) the (?:conversation|discussion|comments)\b.*$|^\s*what do you think\?.*$",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^\s*(?P<dateline>[A-Z][A-Za-z’'.-]*(?:[ /][A-Z][A-Za-z’'.-]*){0,3}(?:,\s*[A-Z][A-Za-z. ]{2,25})?"
    r"(?:,?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?)?\s*"
    r"(?:\([A-Za-z/ .&-]{2,40}\)\s*)?(?:—|–|--|-|:))\s+(?=[A-Z“\"‘'])"
)
CORRECTION = re.compile(
    r"^\s*(?:\W{0,3}(?:corrections?|clarifications?|correction and clarification|erratum)\b\s*[:—–-]"
    r"|(?:this|an earlier version of this|a previous version of this|the original version of this)"
    r" (?:article|story|report|post|headline|piece)\b.{0,80}\b(?:amended|corrected|updated to (?:correct|reflect)|misstated|incorrectly|wrongly|mistakenly|said|stated)\b)",
    re.IGNORECASE,
)
"""What an earlier version said wrongly: its sentences are about the article, not about the world."""

_CLOCK = r"(?:[01]?\d|2[0-3])[.:h][0-5]\d(?:[:.][0-5]\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|MSK|IST|local time)(?:[+-]\d{1,2})?\)?)?"
_MONTH_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
STAMP = re.compile(
    rf"^\s*(?:(?:last )?(?:updated|posted|published)(?: (?:at|on))?:?\s*)?"
    rf"(?:{_CLOCK}|(?:(?:\w{{3,9}},?\s+)?(?:\d{{1,2}}\s+{_MONTH_NAME}|{_MONTH_NAME}\s+\d{{1,2}}),?\s+\d{{4}},?\s*(?:at |[-–—|]\s*)?{_CLOCK}))\s*$",
    re.IGNORECASE,
)
"""A line that is nothing but a time, with its day or without: the stamp of a live-blog entry."""

_SAID = re.compile(
    r"\b(?:said|says|told|according to|reported|announced|added|stated|spokes(?:man|woman|person))\b"
)
# a quotation does not reach over another opening mark, or a text of opening marks would take hours
_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]|‘[^‘’]{0,400}’")

_COMMENT_CUES: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("first person", re.compile(r"\b(?:I|I’m|I'm|I’ve|I've|I’d|I'd|my|me|IMO|IMHO)\b"), 1.0),
    ("second person", re.compile(r"\b(?:you|your|you’re|you're|yourself|u)\b", re.IGNORECASE), 0.8),
    ("spaced punctuation", re.compile(r"\w [,.;!?](?:\s|$)"), 1.5),
    ("run punctuation", re.compile(r"[!?]{2,}|\.{4,}|…\s?\.|\.…"), 1.2),
    (
        "laughter and slang",
        re.compile(
            r"\b(?:ha ?ha|lol|lmao|omg|wtf|bs|bullshit|crap|idiots?|morons?|stupid|crazy|yeah|gonna|wanna|dont|isnt|wont|cant|im|thats|ww[23i]+|lunatics?|rats|ziocons?|neocons?|msm|libtards?|trolls?)\b",
            re.IGNORECASE,
        ),
        1.4,
    ),
    ("lower-case start", re.compile(r"^\s*[a-z]"), 0.8),
    ("link", re.compile(r"https?://|www\."), 0.8),
    (
        "address to reader",
        re.compile(
            r"^\s*(?:@\w+|hello|hi|thanks|well said|good (?:article|post)|great (?:article|post)|agreed|exactly|so )\b",
            re.IGNORECASE,
        ),
        1.0,
    ),
    ("shouting", re.compile(r"\b(?:[A-Z]{4,} ){2,}"), 0.7),
    ("missing space", re.compile(r"[a-z][.,!?][A-Z][a-z]"), 0.8),
    ("rhetorical question", re.compile(r"\?\s*$"), 0.5),
)
COMMENT_THRESHOLD = 5.0
"""Summed cue weight over the end of a text from which it counts as reader comments."""

MIN_KINDS = 3
"""Different kinds of cues that reader comments must show; an op-ed shows one or two."""


STRONG_CUES = frozenset(
    {"spaced punctuation", "laughter and slang", "run punctuation", "missing space", "shouting"}
)
"""Cues that edited text does not show, essays in the first person included."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    text: str
    gap: int


def _paragraphs(text: str) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    lines: list[str] = []
    start = end = gap = 0
    for match in _LINE.finditer(text):
        line = match.group(0)
        stripped = line.strip()
        if not stripped:
            continue
        begin = match.start() + len(line) - len(line.lstrip())
        here = text.count("\n", end, begin) if lines else 0
        # a line that was wrapped, not ended
        if not (here == 1 and stripped[0].islower() and not _SENTENCE_END.search(lines[-1])):
            if lines:
                found.append(_Paragraph(start, end, " ".join(lines), gap))
            lines, start, gap = [], begin, here
        lines.append(stripped)
        end = begin + len(stripped)
    if lines:
        found.append(_Paragraph(start, end, " ".join(lines), gap))
    return found


def segment(text: str, *, titled: bool = False) -> tuple[Part, ...]:
    """Parts of an article's plain text, in order.

    Args:
        text: the article without any header lines.
        titled: its headline is known and not in the text.

    Returns:
        One part per paragraph, a dateline split off its first body paragraph.
    """
    paragraphs = _paragraphs(text)
    if not paragraphs:
        return ()
    kinds = [_kind(p) for p in paragraphs]
    if not titled:
        _headline(paragraphs, kinds)
    _caption_copies(paragraphs, kinds)
    comments_from = _first_comment(paragraphs, kinds)
    parts: list[Part] = []
    body_seen = False
    for index, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if index >= comments_from:
            kind = PartKind.COMMENT
        start = paragraph.start
        if kind is PartKind.BODY and not body_seen:
            body_seen = True
            dateline = DATELINE.match(paragraph.text)
            if dateline and len(dateline.group("dateline")) < 60:
                cut = start + dateline.end()
                parts.append(Part(PartKind.DATELINE, start, start + len(dateline.group("dateline"))))
                start = cut
        parts.append(Part(kind, start, paragraph.end))
    return tuple(parts)


def _kind(paragraph: _Paragraph) -> PartKind:
    text = paragraph.text
    short = len(text) < 400
    if short and CREDIT.search(text) and not _SAID.search(_QUOTED.sub("", text)):
        return PartKind.CAPTION
    if (
        len(text) < 300
        and POSITION.search(text)
        and (text[:14].isupper() or not _SAID.search(text))
        and text.split()[0].isupper()
    ):
        return PartKind.CAPTION
    if len(text) < 220 and BYLINE.match(text) and not _SAID.search(text):
        return PartKind.BYLINE
    if len(text) < 200 and FURNITURE.match(text):
        return PartKind.FURNITURE
    if len(text) < 80 and STAMP.match(text):
        return PartKind.STAMP
    if len(text) < 600 and CORRECTION.match(text):
        return PartKind.CORRECTION
    return PartKind.BODY


def _headline(paragraphs: list[_Paragraph], kinds: list[PartKind]) -> None:
    """The first line is a headline if it is short, unpunctuated and more text follows."""
    first = paragraphs[0]
    if (
        kinds[0] is PartKind.BODY
        and len(paragraphs) > 1
        and len(first.text) < 160
        and not _SENTENCE_END.search(first.text)
    ):
        kinds[0] = PartKind.HEADLINE


def _caption_copies(paragraphs: list[_Paragraph], kinds: list[PartKind]) -> None:
    """A paragraph that repeats a caption without its credit is the caption's alternative text."""
    captions = [
        CREDIT.sub("", p.text).strip()
        for p, k in zip(paragraphs, kinds, strict=True)
        if k is PartKind.CAPTION
    ]
    for index, paragraph in enumerate(paragraphs):
        if kinds[index] is PartKind.BODY and any(
            c and len(c) > 30 and (paragraph.text.startswith(c) or c.startswith(paragraph.text))
            for c in captions
        ):
            kinds[index] = PartKind.CAPTION


def _first_comment(paragraphs: list[_Paragraph], kinds: list[PartKind]) -> int:
    """Index of the paragraph from which on everything is reader comments; past the end if none are.

    Every paragraph gets a weight: how much it is written like a comment less how much like a
    report. The cut is where the weight of all that follows is greatest.
    """
    for index, paragraph in enumerate(paragraphs):
        if index and COMMENTS_BEGIN.match(paragraph.text):
            return index
    if not any(p.gap > 2 for p in paragraphs):
        return len(paragraphs)  # without a wide gap nothing is cut off, whatever the weights
    weights = [_comment_weight(p) for p in paragraphs]
    best, cut, running = 0.0, len(paragraphs), 0.0
    for index in range(len(paragraphs) - 1, 1, -1):
        running += weights[index][0]
        if running >= best:
            best, cut = running, index
    cues = {cue for _, found in weights[cut:] for cue in found}
    wide_gaps = sum(p.gap > 2 for p in paragraphs[cut:])
    if best < COMMENT_THRESHOLD or len(cues) < MIN_KINDS or len(paragraphs) - cut < 2:
        return len(paragraphs)
    if not wide_gaps or len(cues & STRONG_CUES) < 2:
        return len(paragraphs)
    return cut


def _comment_weight(paragraph: _Paragraph) -> tuple[float, set[str]]:
    """How much a paragraph reads like a comment (positive) or a report (negative), with the cues found."""
    unquoted = _QUOTED.sub(" ", paragraph.text)
    cues = {name for name, pattern, _ in _COMMENT_CUES if pattern.search(unquoted)}
    weight = sum(w for name, _, w in _COMMENT_CUES if name in cues)
    if paragraph.gap > 2:
        weight += 1.0
    if _SAID.search(paragraph.text):
        weight -= 1.5
    if len(paragraph.text) > 90 and not cues:
        weight -= 1.5
    if len(paragraph.text) <= 90 and not cues:
        weight -= 0.2
    return weight, cues
