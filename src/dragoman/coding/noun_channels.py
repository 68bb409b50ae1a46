"""Which channel an event noun means, and whether it means a contact at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.coding.lexicon import EVENT_NOUNS, NOT_A_CONTACT, PHONE_COMPOUNDS, PHONE_WORDS, VIDEO_WORDS
from dragoman.language.grammar import governor, prepositional
from dragoman.records import Channel

if TYPE_CHECKING:
    from spacy.tokens import Token

_NUMBERS = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}


_CONTACT_ALL_THE_SAME = PHONE_WORDS | {"peace", "conference", "two", "three", "four", "multi"}
"""Modifiers that keep an event noun a contact beside one that would not: "three-party telephone conference"."""


ORDINALS = frozenset("first second third new next fourth fifth sixth seventh latest last".split())
"""Which round of talks."""


_CALLING = frozenset("make receive hold have take place get return".split())
"""Light verbs that make "a call" a telephone call."""


def channel_of_noun(noun: Token, lemma: str) -> Channel | None:
    """Channel of an event noun by its modifiers; None where they make it something else."""
    modifiers = {c.lemma_.lower() for c in noun.children if c.dep_ in {"compound", "amod", "nmod"}}
    modifiers |= {
        g.lemma_.lower()
        for c in noun.children
        if c.dep_ == "compound"
        for g in c.children
        if g.dep_ in {"compound", "amod"}
    }
    if modifiers & NOT_A_CONTACT and not modifiers & _CONTACT_ALL_THE_SAME:
        return None
    if lemma in {"round", "series", "session"}:  # "a round of talks", "rounds of telephone diplomacy"
        inner = [t for t in prepositional(noun, {"of"}) if t.lemma_.lower() in EVENT_NOUNS]
        if lemma == "round" and not inner and not modifiers & ORDINALS:
            return None
        return None if inner else EVENT_NOUNS[lemma]
    if modifiers & VIDEO_WORDS:
        return Channel.VIDEO
    if lemma == "call":
        return _call_channel(noun, modifiers)
    if lemma == "conference":
        if modifiers & (PHONE_WORDS | {"telephone"}):
            return Channel.PHONE
        return Channel.TALKS if modifiers & {"peace", "dialogue", "reconciliation"} else Channel.MEETING
    if modifiers & PHONE_WORDS:
        return Channel.PHONE
    if lemma == "summit" or "summit" in modifiers:
        return Channel.SUMMIT
    if (
        lemma == "diplomacy"
        and not prepositional(noun, {"between", "with"})
        and not modifiers & (PHONE_WORDS | {"shuttle", "backchannel"})
    ):
        return None
    if lemma == "note" and not modifiers & {"diplomatic", "verbal", "protest"}:
        return None
    if lemma == "message" and {c.lower_ for c in noun.head.children} & {"twitter"}:
        return None
    if (
        lemma == "exchange"
        and not modifiers & {"diplomatic", "letter"}
        and not prepositional(noun, {"with", "between"})
    ):
        return None
    return EVENT_NOUNS[lemma]


def _call_channel(noun: Token, modifiers: set[str]) -> Channel | None:
    """ "A call to the president" is a telephone call; "calls for restraint" are not."""
    if modifiers & PHONE_COMPOUNDS:
        return Channel.PHONE
    if any(c.lower_ in {"for", "on"} and c.dep_ == "prep" and not _temporal(c) for c in noun.children) or any(
        c.dep_ in {"acl", "relcl"} and c.tag_ == "VB" for c in noun.children
    ):
        return None
    if prepositional(noun, {"with", "between"}):
        return Channel.PHONE
    if noun.tag_ == "NN" and any(
        c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in noun.children
    ):
        return Channel.PHONE  # "the call": refers back to one told before, or finds no parties
    verb, how = governor(noun)
    light = verb is not None and verb.lemma_.lower() in _CALLING
    if prepositional(noun, {"to", "from"}) and (light or how in {"with", "in", "during", "after", "by", ""}):
        return Channel.PHONE
    if (
        how in {"during", "in"}
        or (light and how == "object")
        or any(c.ent_type_ in {"TIME", "CARDINAL"} or c.dep_ == "nummod" for c in noun.children)
    ):
        return Channel.PHONE
    return None


def _temporal(prep: Token) -> bool:
    return any(o.ent_type_ in {"DATE", "TIME"} for o in prep.children)


def count_of(noun: Token) -> int | None:
    """Number of a series: "13 phone calls", "three rounds of talks"."""
    if noun.tag_ != "NNS":
        return None
    for child in noun.children:
        if child.dep_ == "nummod":
            text = child.lower_
            value = _NUMBERS.get(text) or (int(text) if text.isdigit() else None)
            if value and 2 <= value <= 500:
                return value
    return None
