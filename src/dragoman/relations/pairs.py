"""Candidate pairs: who in a sentence may have done something to whom, by its predicates.

A pair is a candidate where one actor is what a verb or a noun of deed says of its doer, and the
other stands in what it says of its object. Pairs that only share a sentence are not asked about:
that is what keeps the model's work, and its mistakes, few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form
from dragoman.actors.phrases import is_stance
from dragoman.language.grammar import (
    OBJECT_DEPS,
    agents,
    is_passive,
    modals,
    noun_lemma,
    objects,
    own_subjects,
    subjects,
)
from dragoman.records import ActorKind
from dragoman.relations.lexicon import (
    ALONE,
    DEEDS,
    DONE_ALONE,
    FAVOURS,
    LEAVING,
    ON_WHOSE_BEHALF,
    PLAIN,
    TOGETHER,
    WHERE_AND_WHEN,
    WITHOUT_OBJECTS,
)
from dragoman.relations.sides import MODIFYING, VAGUE, Side, Sides, at_all, protests

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

MOST_OF_SENTENCE = 4
"""Pairs of one sentence that the model is asked about, those of its first predicates."""

COMING = frozenset("will would 'll could may might must should can shall".split())

DEEPEST = 3
"""Noun phrases below one another that are looked through ("rejected a plan of the envoy of the UN")."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors and the word that connects them.

    Attributes:
        source: who may have done something.
        target: to whom, or None for what is done to nobody in particular.
        trigger: the verb or noun of deed.
        more: further verbs of which the two are doer and object ("telephoned and warned him").
    """

    source: Side
    target: Side | None
    trigger: Token
    more: tuple[Token, ...] = ()


def candidate_pairs(sentence: Sentence, sides: Sides) -> list[Pair]:
    """Pairs of actors of a sentence that a predicate connects, at most :data:`MOST_OF_SENTENCE`.

    Args:
        sentence: of a parsed article.
        sides: who stands at its tokens.
    """
    found: dict[tuple[tuple[str, str], tuple[str, str] | None], Pair] = {}
    for token in sentence:
        if token.pos_ == "VERB":
            pairs = _of_verb(token, sides)
        elif token.pos_ in {"NOUN", "PROPN"} and noun_lemma(token) in DEEDS:
            pairs = _of_noun(token, sides)
        else:
            continue
        for pair in pairs:
            if pair.target is not None and not _may_be(pair.source, pair.target):
                continue
            sides_of = (pair.source.key, pair.target.key if pair.target else None)
            earlier = found.setdefault(sides_of, pair)
            if earlier is not pair:
                found[sides_of] = replace(earlier, more=(*earlier.more, pair.trigger))
    busy = {pair.source.key for pair in found.values() if pair.target is not None}
    kept = [p for p in found.values() if p.target is not None or p.source.key not in busy]
    return kept[:MOST_OF_SENTENCE]


def _may_be(source: Side, target: Side) -> bool:
    """Whether two sides can be the two of an event: not one actor, nor a state and who speaks for it."""
    one, other = source.mention, target.mention
    if source.key == target.key or _overlap(source, target):
        return False
    if one.affiliation != other.affiliation:
        return True
    whole = {ActorKind.STATE}
    if one.kind in whole or other.kind in whole:
        return one.sector != other.sector and {one.sector, other.sector} != {"GOV", None}
    return True


def _overlap(one: Side, other: Side) -> bool:
    return one.start < other.end and other.start < one.end


def _of_verb(verb: Token, sides: Sides) -> Iterator[Pair]:
    lemma = verb.lemma_.lower()
    if lemma in WITHOUT_OBJECTS:
        return
    passive = is_passive(verb)
    doers = at_all(agents(verb) if passive else _doers(verb), sides, acting=True)
    if not doers:
        return
    targets = at_all(_objects(verb, passive, sides), sides, acting=False)
    targets = [t for t in targets if all(t.key != d.key for d in doers)]
    for doer in doers:
        for target in targets:
            yield Pair(doer, target, verb)
    if targets:
        return
    if len(doers) > 1 and lemma in TOGETHER:
        for one, other in combinations(doers, 2):
            yield Pair(one, other, verb)
    elif not passive and _told_alone(verb, lemma):
        for doer in doers:
            yield Pair(doer, None, verb)


def _doers(verb: Token) -> list[Token]:
    """Subjects of a verb; for "accused Iran of backing them" the accused."""
    accused = verb.head.head
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "for", "from"} and accused.pos_ == "VERB":
        if (charged := objects(accused)) or is_passive(accused):
            return charged or subjects(accused)
    return subjects(verb)


def _told_alone(verb: Token, lemma: str) -> bool:
    if lemma in ALONE or protests(verb):
        return True
    return any(noun_lemma(child) in DONE_ALONE for child in verb.children if child.dep_ in OBJECT_DEPS)


def _objects(verb: Token, passive: bool, sides: Sides) -> list[Token]:
    """Nouns in what a verb says of its object, the nearest first."""
    found: list[Token] = []
    told: list[Token] = []
    for child in verb.children:
        if child.dep_ in OBJECT_DEPS or child.dep_ == "oprd" or (passive and child.dep_ == "nsubjpass"):
            if child.pos_ == "ADP":  # a dative "to"
                found += _objects_of_preposition(child)
            else:
                found.append(child)
        elif child.dep_ == "prep":
            found += _objects_of_preposition(child)
        elif child.dep_ == "ccomp" and verb.lemma_.lower() not in PLAIN and not _mere_warning(verb, child):
            told += [s for s in own_subjects(child) if s.dep_ == "nsubj"]
    for noun in list(found):
        # "seethed over the support of X for Y": what X does to Y is a pair of its own
        if noun.dep_ != "pobj" or noun_lemma(noun) not in DEEDS:
            found += list(_under(noun, 1, sides))
    return list(dict.fromkeys([*found, *told]))


def _mere_warning(verb: Token, clause: Token) -> bool:
    """Whether a warning tells of what is, not of what will come: "warned that they have gone too far"."""
    return verb.lemma_.lower() == "warn" and not modals(clause) & COMING


def _objects_of_preposition(preposition: Token) -> list[Token]:
    if preposition.lower_ in WHERE_AND_WHEN:
        return []
    found = [c for c in preposition.children if c.dep_ == "pobj"]
    for child in preposition.children:
        if child.dep_ == "prep":  # "from under", "out of"
            found += _objects_of_preposition(child)
    return found


def _under(noun: Token, depth: int, sides: Sides) -> Iterator[Token]:
    """Nouns in the prepositional phrases of a noun: "sanctions on Iran", "support for Ukraine".

    Not of one that has an owner: who criticises "the Turkish invasion of Syria" does nothing to Syria.
    """
    if depth > DEEPEST or noun_lemma(noun) in ON_WHOSE_BEHALF or sides.behind(noun, acting=False):
        return
    for child in noun.children:
        if child.dep_ != "prep" or child.lower_ == "by":
            continue
        inside = [c for c in child.children if c.dep_ == "pobj" and noun_lemma(c) in DEEDS]
        for inner in _objects_of_preposition(child) or inside:  # "50 million in aid for Ukraine"
            yield inner
            yield from _under(inner, depth + 1, sides)


def _of_noun(noun: Token, sides: Sides) -> Iterator[Pair]:
    """ "Israel's attack on Gaza", "the arrest of activists by police", "a war between X and Y"."""
    owners: list[Side] = []
    by: list[Token] = []
    to: list[Token] = []
    away = "of" if noun_lemma(noun) in LEAVING else "from"  # "of troops from Syria", "aid from Qatar"
    for child in noun.children:
        if child.dep_ in MODIFYING:
            owners += _owner(child, sides)
        elif child.dep_ == "prep" and (child.lower_ == "by" or child.lower_ == away):
            by += _objects_of_preposition(child)
        elif child.dep_ == "prep" and child.lower_ == "between":
            both = at_all(_objects_of_preposition(child), sides, acting=True)
            for one, other in combinations(both, 2):
                yield Pair(one, other, noun)
        elif child.dep_ == "prep" and not (child.lower_ == "against" and noun_lemma(noun) in FAVOURS):
            to += _objects_of_preposition(child)
    targets = at_all(to, sides, acting=False)
    doers = owners or at_all(by, sides, acting=True)
    for doer in doers:
        for target in targets:
            yield Pair(doer, target, noun)


def _owner(modifier: Token, sides: Sides) -> list[Side]:
    """Whose deed it is by a possessive or an adjective: the name alone is marked, not the deed."""
    mention = sides.mentions.at(modifier.i)
    if mention is None or mention.form is Form.OUTLET or modifier.lower_ in VAGUE:
        return sides.at(modifier) if modifier.dep_ == "poss" else []
    if is_stance(modifier.doc, mention.start, mention.end):
        return []
    return [Side(m, mention.start, mention.end) for m in mention.expand() if m.affiliation]


def marked(sentence: Sentence, pair: Pair) -> str:
    """The sentence as the model reads it: ``<s>`` around the source, ``<t>`` around the target.

    Pronouns are replaced by the actor that they stand for.
    """
    doc = sentence.doc
    places = [(pair.source, "s")] + ([(pair.target, "t")] if pair.target is not None else [])
    pieces: list[str] = []
    position = sentence.start
    for side, tag in sorted(places, key=lambda place: place[0].start):
        start, end = max(side.start, position), side.end
        pieces.append(doc[position:start].text_with_ws if start > position else "")
        tail = doc[end - 1].whitespace_
        pieces.append(f"<{tag}>{side.words or doc[start:end].text}</{tag}>{tail}")
        position = end
    pieces.append(doc[position : sentence.end].text if position < sentence.end else "")
    return " ".join("".join(pieces).split())
