"""Actors without a name of their own: "striking teachers in Buenos Aires", "Kenyan police".

The head noun and its modifiers tell the sector (``data/agents.tsv``); adjectives, possessives and places
of the phrase tell the affiliation (the authority file, ``data/regions.tsv``, ISO 3166-2 and GeoNames).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import fold, key
from dragoman.actors.phrases import is_stance
from dragoman.actors.tables import rows, split, user_folders

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from dragoman.actors.authority import Authority

LONGEST = 5
"""Words of the longest entry that is looked for."""

OVERRIDING = frozenset({"OPP", "REB", "REF", "LAB"})
"""Sectors whose modifiers outweigh the head noun: "opposition lawmakers", "striking teachers"."""

FORMER = frozenset("former retired ex ousted deposed one-time late resigned toppled overthrown".split())
_PERSONAL_STATE = frozenset({"CVL", "AGR"})
"""Sectors of nouns that say so little that any modifier says more: "student protesters", "armed men"."""

_COMMON = frozenset(
    "unity union central centre center northern southern eastern western north south east west capital federal "
    "national republic city town district region state province valley river lake bay port saint victoria "
    "freedom liberty independence san santa hope plateau rivers delta coast hills upper lower new grand great "
    "castle church bar man ray force".split()
)
"""Words of provinces in ISO 3166-2 that as often mean something else."""

_AT = frozenset("in at near on across inside outside around along throughout within".split())
_OF = frozenset("of from for".split())
_TAILS = _AT | _OF | frozenset({"who", "that", "which", "with", "by", "to", "against", "under", "over"})


@dataclass(frozen=True, slots=True)
class Sector:
    """What the words of a phrase say of the sector.

    Attributes:
        code: PLOVER sector.
        words: the entry of the lexicon that says so.
        certain: False for a weak noun without anything that tells more ("the leader").
    """

    code: str
    words: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Belonging:
    """To whom a phrase says that its actor belongs: a code, the words, and the mention if there is one."""

    code: str
    words: str
    mention: Mention | None
    rank: int


def _table(name: str, columns: str) -> Iterator[list[str]]:
    return (list(row.values()) for _, row in rows(files("dragoman") / "data" / name, columns.split()))


@lru_cache(maxsize=1)
def lexicon() -> dict[str, dict[tuple[str, ...], str]]:
    """Sector by key, for each use (``noun``, ``weak``, ``modifier``), a user's entries over the shipped."""
    found: dict[str, dict[tuple[str, ...], str]] = {"noun": {}, "weak": {}, "modifier": {}}
    for words, sector, use in _table("agents.tsv", "words sector use"):
        found[use][key(words)] = sector
    for folder in user_folders():
        if (folder / "agents.tsv").is_file():
            for _, row in rows(folder / "agents.tsv", "words sector use".split()):
                found.setdefault(row["use"], {})[key(row["words"])] = row["sector"]
    return found


@lru_cache(maxsize=1)
def companies() -> dict[tuple[str, ...], tuple[str, str]]:
    """Key of every spelling of a company to its usual name and the code of its state."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for names, state in _table("companies.tsv", "names state"):
        spellings = split(names)
        for spelling in spellings:
            found.setdefault(key(spelling), (spellings[0], state))
    return found


@lru_cache(maxsize=1)
def regions() -> dict[tuple[str, ...], str]:
    """Key of a region, province or people to the code of its state; provinces of two states are left out."""
    import pycountry

    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    states: dict[tuple[str, ...], set[str]] = {}
    for division in pycountry.subdivisions:
        states.setdefault(key(division.name), set()).add(alpha3.get(division.country_code, ""))
    found = {
        name: next(iter(codes))
        for name, codes in states.items()
        if len(codes) == 1 and name and not _COMMON.intersection(name)
    }
    found.update(
        (key(spelling), state)
        for names, state in _table("regions.tsv", "names state")
        for spelling in split(names)
    )
    return found


def is_noun(word: str) -> bool:
    """Whether a word, singular or plural, is a noun of the lexicon."""
    return any((form,) in lexicon()["noun"] for form in singulars(word))


def state_of(words: tuple[str, ...], authority: Authority) -> str | None:
    """Code of the state that an adjective, a region or a people belongs to, or None."""
    targets = [t[4:] for t in authority.names.get(words, ()) if t[:4] in {"adj:", "dem:"}]
    if targets:
        return targets[0]
    forms = _forms(words, len(words) - 1)
    return next((regions()[form] for form in forms if form in regions()), None)


def singulars(word: str) -> tuple[str, ...]:
    """A folded word and what it may be the plural of."""
    forms = [word]
    if word.endswith("men"):
        forms.append(f"{word[:-3]}man")
    if word.endswith("ies") and len(word) > 4:
        forms.append(f"{word[:-3]}y")
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        forms.append(word[:-1])
    return tuple(forms)


def head_of(span: Span) -> Token:
    """The noun of a phrase that the rest modifies: what the parser says, or the last one before "of", "in"."""
    root = span.root
    tail = next((t.i for t in span if t.lower_ in _TAILS and t.i > span.start), span.end)
    if root.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and root.i < tail:
        return root
    front = [t for t in span.doc[span.start : tail] if not (t.is_punct or t.is_space or t.tag_ == "POS")]
    nouns = [t for t in front if t.pos_ in {"NOUN", "PROPN"}]
    return (nouns or front or [root])[-1]


def sector_of(span: Span, head: Token, mentions: Mentions) -> Sector | None:
    """The sector that the words of a phrase tell.

    Args:
        span: the phrase.
        head: its head noun.
        mentions: named actors, whose sector a weak noun takes on ("the ISI's chief").

    Returns:
        None where the head noun is no actor's ("oil", "talks").
    """
    found = _entry(span, head, "noun", "weak")
    if found is None:
        return None
    use, sector, words, first, length = found
    modifier = _modifier(span, first, mentions)
    if any(t.lower_.strip("-") in FORMER for t in span.doc[span.start : head.i]) and use != "modifier":
        return Sector("CVL", "former", True)
    if modifier is not None:
        code, said = modifier
        outweighs = code in OVERRIDING and length == 1 and words not in {"refugee"}
        if use == "weak" or sector in _PERSONAL_STATE or outweighs:
            return Sector(code, f"{said} {words}", True)
    if _on_strike(span, head):
        return Sector("LAB", f"{words} on strike", True)
    if use == "noun":
        return Sector(sector, words, True)
    owner = _owner(span, head, mentions)
    if owner is not None and owner.sector not in {None, "GOV", "UNK"}:
        return Sector(str(owner.sector), f"{words} of {owner.actor}", True)
    after = _complement(span, head)
    inner = _entry(span, after, "noun") if after is not None else None
    if inner is not None and inner[1] != "GOV":
        return Sector(inner[1], f"{words} of {inner[2]}", True)
    return Sector(sector, words, False)


def _entry(span: Span, head: Token, *uses: str) -> tuple[str, str, str, int, int] | None:
    """Longest entry that covers the head: its use, sector, words, first token and number of words."""
    tokens = [t for t in span if not (t.is_space or t.is_punct)]
    words = [fold(t.text).replace(".", "") for t in tokens]
    place = next((n for n, t in enumerate(tokens) if t.i == head.i), None)
    if place is None:
        return None
    for length in range(min(LONGEST, len(tokens)), 0, -1):
        for first in range(max(0, place - length + 1), min(place, len(tokens) - length) + 1):
            stretch = words[first : first + length]
            for use in uses:
                for form in _forms(stretch, place - first):
                    sector = lexicon()[use].get(form)
                    if sector is not None:
                        return use, sector, " ".join(form), tokens[first].i, length
    return None


def _forms(words: Sequence[str], head: int) -> Iterator[tuple[str, ...]]:
    """Spellings of a stretch with its head, and then its last word, in the singular."""
    for form in singulars(words[head]):
        changed = (*words[:head], form, *words[head + 1 :])
        yield key(" ".join(changed))
        if head != len(words) - 1:
            for last in singulars(words[-1])[1:]:
                yield key(" ".join((*changed[:-1], last)))


def _modifier(span: Span, before: int, mentions: Mentions) -> tuple[str, str] | None:
    """Sector and words of the modifier nearest to the head among the words before it."""
    tokens = [
        t
        for t in span.doc[span.start : before]
        if not (t.is_space or t.is_punct or t.tag_ == "POS" or _in_a_name(t, mentions))
    ]
    words = [fold(t.text).replace(".", "") for t in tokens]
    found: tuple[str, str] | None = None
    for last in range(len(words), 0, -1):
        for length in range(min(3, last), 0, -1):
            stretch = words[last - length : last]
            for form in _forms(stretch, length - 1):
                sector = lexicon()["modifier"].get(form) or (
                    lexicon()["noun"].get(form) if len(form) > 1 or len("".join(form)) > 3 else None
                )
                if sector is None:
                    continue
                if sector in OVERRIDING:
                    return sector, " ".join(form)
                if found is None:
                    found = (sector, " ".join(form))
                break
    return found


def _in_a_name(token: Token, mentions: Mentions) -> bool:
    """Whether a word is part of a name of several words, as in "the African Union's spokesman"."""
    mention = mentions.at(token.i)
    return mention is not None and mention.end - mention.start > 1


def _on_strike(span: Span, head: Token) -> bool:
    return "on strike" in span.doc[head.i : span.end].text.lower()


def _owner(span: Span, head: Token, mentions: Mentions) -> Mention | None:
    """The group or person of whom a weak noun is a part: before it, or after "of", "from", "for"."""
    for mention in mentions.between(span.start, span.end):
        if mention.start <= head.i < mention.end or mention.affiliation is None:
            continue
        if mention.start < head.i or span.doc[mention.start - 1].lower_ in _OF | {"the"}:
            return mention
    return None


def _complement(span: Span, head: Token) -> Token | None:
    """Head of the "of" phrase after a weak noun: "leader of the rebels"."""
    rest = span.doc[head.i + 1 : span.end]
    if not len(rest) or rest[0].lower_ not in _OF:
        return None
    nouns = [t for t in rest[1:] if t.pos_ in {"NOUN", "PROPN"} or t.tag_ in {"NNS", "NN"}]
    stop = next((t.i for t in rest[1:] if t.lower_ in _TAILS), span.end)
    nouns = [t for t in nouns if t.i < stop]
    return nouns[-1] if nouns else None


def belonging_of(span: Span, head: Token, mentions: Mentions) -> Belonging | None:
    """To which state or group the actor of a phrase belongs.

    An adjective or possessive before the head counts before an "of" or "from" phrase, that before a
    place: "US troops in Syria" are American.
    """
    found = [*_named(span, head, mentions), *_placed(span, head, mentions)]
    return min(found, key=lambda b: b.rank, default=None)


def _named(span: Span, head: Token, mentions: Mentions) -> Iterator[Belonging]:
    for mention in mentions.between(span.start, span.end):
        if mention.affiliation is None or mention.start <= head.i < mention.end:
            continue
        rank = _rank(span.doc, mention.start, mention.end, head)
        if rank is None or mention.form is Form.PRONOUN:
            continue
        yield Belonging(mention.affiliation, span.doc[mention.start : mention.end].text, mention, rank)


def _placed(span: Span, head: Token, mentions: Mentions) -> Iterator[Belonging]:
    """Regions, peoples and cities of the phrase that are no mention."""
    from dragoman.coding.places import cities

    index = span.start
    while index < span.end:
        for length in range(min(4, span.end - index), 0, -1):
            stretch = span.doc[index : index + length]
            first = stretch[0].text
            taken = mentions.at(index)
            if not first[:1].isupper() or (taken is not None and not _people(taken)):
                continue
            name_key = key(stretch.text)
            code = (
                next((regions()[f] for f in _forms(name_key, len(name_key) - 1) if f in regions()), None)
                if name_key
                else None
            )
            rank = _rank(span.doc, index, index + length, head)
            if code is None and rank is not None and rank > 0:
                code = cities().get(fold(stretch.text))
            if code is None and _may_be_city(span.doc, index, length, head):
                code = cities().get(fold(stretch.text))
            if code and rank is not None:
                yield Belonging(code, stretch.text, None, rank + (1 if rank else 0))
                index += length - 1
                break
        index += 1


def _people(mention: Mention) -> bool:
    """Whether a mention is a people with a code of its own, whose state the list of regions gives."""
    return any("(people)" in reason for reason in mention.why)


def _may_be_city(doc: Doc, index: int, length: int, head: Token) -> bool:
    """Whether a capitalised word before the head is a city: "the Mumbai police", not "the Supreme Court"."""
    return index + length <= head.i and all(
        t.pos_ == "PROPN" or t.ent_type_ == "GPE" for t in doc[index : index + length]
    )


def _rank(doc: Doc, start: int, end: int, head: Token) -> int | None:
    """How directly a name of the phrase says whose its head is: 0 the most, None not at all."""
    if is_stance(doc, start, end):
        return None
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ == "ethnic":
        return 5
    if start < head.i:
        return 0
    prepositions = [t.lower_ for t in doc[head.i : start] if t.lower_ in _AT | _OF]
    if not prepositions:
        return 4
    return 1 if prepositions[-1] in _OF else 2
