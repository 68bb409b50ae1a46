"""Pairs of actors in a sentence, and the features by which a contact between them is judged likely or not.

The constructions of :mod:`dragoman.coding.verbs` and :mod:`dragoman.coding.nouns` know their words; these
features (the dependency path, the words on it and between, the forms of the two actors) let a linear
classifier learn from annotated articles which of their finds hold, and which pairs they overlook.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.coding.lexicon import EVENT_NOUNS, LIGHT_VERBS, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

MOST_AFFILIATIONS = 9
"""A sentence that names more is an enumeration, and its pairs tell nothing."""

_WORDS = frozenset("VERB NOUN ADP AUX ADJ ADV SCONJ PART".split())
_ON_THE_PATH = frozenset("VERB NOUN ADP ADJ".split())
_OF_THE_HEAD = frozenset("prep dobj neg aux xcomp prt pobj".split())
_QUOTES = frozenset('"“”')
_PATH_LETTERS, _BOTH_LETTERS, _BETWEEN = 60, 40, 40


@dataclass(slots=True)
class ActorPair:
    """Two actors of different affiliation that one sentence mentions.

    Attributes:
        codes: their affiliations.
        first, second: the mentions of each that stand closest, in text order.
        meeting: the token where the paths of the two meet in the parse, None where they do not.
        features: names of the features that hold.
    """

    codes: frozenset[str]
    first: Mention
    second: Mention
    meeting: Token | None
    features: list[str] = field(default_factory=list)


def mentioned(sentence: Sentence, mentions: Mentions) -> dict[str, list[Mention]]:
    """Mentions of each affiliation in a sentence, news outlets left out."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions.between(sentence.start, sentence.end):
        if mention.form is Form.OUTLET:
            continue
        for single in mention.expand():
            if single.affiliation:
                found.setdefault(single.affiliation, []).append(mention)
    return found


def pairs_of(sentence: Sentence, mentions: Mentions) -> Iterator[ActorPair]:
    """Every pair of affiliations that a sentence mentions, with its features."""
    found = mentioned(sentence, mentions)
    if not 2 <= len(found) <= MOST_AFFILIATIONS:
        return
    shared = [f"n={len(found)}", f"quoted={any(t.text in _QUOTES for t in sentence)}"]
    shared += [f"names {kind}" for kind in {_kind(t) for t in sentence} - {"verb", "noun", "other"}]
    shared += [f"sentence={t.lemma_.lower()}" for t in sentence if t.pos_ in {"VERB", "NOUN"}]
    for one, other in combinations(found, 2):
        pair = _closest(sentence.doc, one, found[one], other, found[other])
        if pair is not None:
            pair.features += shared
            yield pair


def _closest(doc: Doc, one: str, ones: list[Mention], other: str, others: list[Mention]) -> ActorPair | None:
    separate = [(x, y) for x in ones for y in others if x is not y]
    if not separate:
        return None  # one plural stands for both ("the two leaders"): the constructions know those
    x, y = min(separate, key=lambda p: (abs(p[0].start - p[1].start), p[0].start, p[1].start))
    if y.start < x.start:
        x, y = y, x
    up, top, down = _path(doc[x.head], doc[y.head])
    pair = ActorPair(frozenset({one, other}), x, y, top)
    pair.features = [*_path_features(up, top, down), *_word_features(doc, x, y), *_actor_features(doc, x, y)]
    return pair


def _path(a: Token, b: Token) -> tuple[list[Token], Token | None, list[Token]]:
    """Tokens from ``a`` up to the lowest common ancestor, that ancestor, and those from ``b``."""
    first, second = [a, *a.ancestors], [b, *b.ancestors]
    places = {token.i: at for at, token in enumerate(second)}
    for at, token in enumerate(first):
        if token.i in places:
            return first[:at], token, second[: places[token.i]]
    return first, None, second


def _kind(token: Token) -> str:
    """What sort of word of contact a token is, so that rare ones share the weight of frequent ones."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"NOUN", "PROPN"}:
        return "event" if lemma in EVENT_NOUNS else "noun"
    if token.pos_ not in {"VERB", "AUX"}:
        return "other"
    frame = VERBS.get(lemma)
    if frame is not None:
        return "public verb" if frame.public else f"verb of {frame.channel}"
    return "light verb" if lemma in LIGHT_VERBS else "verb"


def _word(token: Token) -> str:
    return token.lemma_.lower() if token.pos_ in _WORDS else token.pos_


def _path_features(up: list[Token], top: Token | None, down: list[Token]) -> list[str]:
    rising, falling = ">".join(t.dep_ for t in up), ">".join(t.dep_ for t in down)
    word = _word(top) if top is not None else "none"
    features = [
        f"top={word}",
        f"up={rising[:_PATH_LETTERS]}",
        f"down={falling[:_PATH_LETTERS]}",
        f"path={rising[:_BOTH_LETTERS]}|{falling[:_BOTH_LETTERS]}",
        f"length={min(8, len(up) + len(down))}",
        f"frame={word}|{up[-1].dep_ if up else '0'}|{down[-1].dep_ if down else '0'}",
    ]
    if top is not None:
        features += [f"part={top.pos_}", f"tag={top.tag_}"]
        features += [f"not={any(c.dep_ == 'neg' for c in top.children)}", f"top is {_kind(top)}"]
        features += [f"helped by {c.lower_}" for c in top.children if c.dep_ in {"aux", "auxpass"}]
    inner = [*up[1:], *([top] if top is not None else []), *down[1:]]
    features += [f"on the path: {kind}" for kind in {_kind(t) for t in inner}]
    return features + [f"on={w}" for w in {_word(t) for t in inner if t.pos_ in _ON_THE_PATH}]


def _word_features(doc: Doc, x: Mention, y: Mention) -> list[str]:
    between = doc[x.end : y.start]
    words = sorted({t.lemma_.lower() for t in between if t.is_alpha})[:_BETWEEN]
    kinds = {_kind(t) for t in between} - {"verb", "noun", "other"}
    return [
        *(f"between={w}" for w in words),
        *(f"between: {kind}" for kind in kinds),
        f"apart={min(6, len(between) // 4)}",
    ]


def _actor_features(doc: Doc, x: Mention, y: Mention) -> list[str]:
    features = [
        f"first={x.form}",
        f"second={y.form}",
        f"forms={x.form}{y.form}",
        f"persons={x.is_person}{y.is_person}",
        f"offices={bool(x.office)}{bool(y.office)}",
        f"kinds={x.kind}|{y.kind}",
    ]
    for mention in (x, y):
        token = doc[mention.head]
        features.append(f"at={_word(token.head)}/{token.dep_}")
        features += [f"by={_word(c)}/{c.dep_}" for c in token.head.children if c.dep_ in _OF_THE_HEAD]
    return features
