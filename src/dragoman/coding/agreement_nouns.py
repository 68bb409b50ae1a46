"""Where a text speaks of an agreement: common nouns, names, and whether a particular one is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.actors.authority import NamedAgreement
from dragoman.actors.names import fold, words
from dragoman.coding.agreement_lexicon import VERB_STATUS, S
from dragoman.coding.scene import Scene
from dragoman.coding.status import OPEN_MODALS
from dragoman.language.grammar import governor, is_negated, modals, noun_lemma, subjects

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

CEASEFIRE_NOUNS = frozenset("ceasefire truce armistice cease-fire".split())
AGREEMENT_NOUNS = frozenset("agreement deal accord pact treaty memorandum mou arrangement".split())
TITLE_NOUNS = frozenset("declaration protocol initiative convention charter communique partnership".split())
"""Nouns that are an agreement only as a title's head with a verb of signing."""
CEASEFIRE_WORDS = frozenset("ceasefire truce cease cessation hostilities armistice".split())
NOT_AGREEMENT_MODIFIERS = frozenset(
    "business record transfer rent salary wage pay plea housing licensing publishing tv television football player insurance loan book sponsorship union employment collective coalition power-sharing done great good".split()
)
_AGREEING = frozenset("agree pledge undertake".split())
_BINDING = frozenset(
    "exchange swap release free withdraw end cease halt stop suspend reopen restore resume normalise normalize form establish create share lift demarcate extend surrender evacuate cede let allow dismantle disarm".split()
)
"""What two sides agree to do that makes an arrangement between them."""
_MEASURABLE = frozenset("boost raise increase cut reduce".split())
"""What binds where a figure is set ("to raise trade to a billion dollars")."""
_GENERIC_DETERMINERS = frozenset("any every each all some such what whatever whichever many most other more".split())  # fmt: skip
_SIGNING = frozenset("sign conclude initial seal ink adopt".split())
_DISTINCTIVE = frozenset(
    "trade nuclear refugee migration prisoner hostage peace security defence defense grain climate energy gas oil water fishing fisheries surrender reconciliation evacuation tax extradition friendship border maritime arms military withdrawal de-escalation escalation exchange customs investment visa".split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def named_in(sentence: Sentence, scene: Scene) -> dict[int, NamedAgreement]:
    """Agreements that the sentence calls by name, by the index of the name's head token."""
    text = sentence.text
    spans = list(words(text))
    keys = [fold(text[s:e]).replace(".", "") for s, e in spans]
    found: dict[int, NamedAgreement] = {}
    index = 0
    while index < len(keys):
        step = 1
        for length in range(min(8, len(keys) - index), 0, -1):
            candidates = scene.authority.agreements.get(tuple(keys[index : index + length]), [])
            fitting = [a for a in candidates if a.signed.start is None or scene.after(a.signed.start)]
            start, end = spans[index][0], spans[index + length - 1][1]
            if not fitting or not any(c.isupper() for c in text[start:end]):
                continue
            span = sentence.char_span(start, end, alignment_mode="expand")
            if span is not None:
                found[span.root.i] = max(fitting, key=lambda a: a.signed.start or dt.date.min)
                step = length
                break
        index += step
    return found


def covering(noun: Token, named: dict[int, NamedAgreement]) -> NamedAgreement | None:
    """The named agreement at a noun, or at what stands before it or beside it ("the JCPOA deal")."""
    before = [t for t in noun.subtree if t.i < noun.i and t.dep_ in {"compound", "nmod", "amod"}]
    beside = [c for c in noun.children if c.dep_ == "appos"]
    for token in (noun, *before, *beside):
        if token.i in named:
            return named[token.i]
    return None


def tellings(sentence: Sentence, named: dict[int, NamedAgreement]) -> list[Token]:
    """Nouns and names of agreements in a sentence, in text order; a name before a noun counts with it."""
    nouns = {t.i: t for t in agreement_nouns(sentence)}
    taken = {t.i for n in nouns.values() for t in n.subtree if t.i < n.i and t.dep_ in {"compound", "nmod"}}
    alone = {i: sentence.doc[i] for i in named if i not in taken}
    return [t for _, t in sorted({**nouns, **alone}.items())]


def agreement_nouns(sentence: Sentence) -> Iterator[Token]:
    """Common nouns and titles of agreements in a sentence."""
    for token in sentence:
        lemma = noun_lemma(token)
        nominal = token.pos_ in {"NOUN", "PROPN"} or token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
        if not nominal or (
            token.dep_ == "compound" and token.head.lemma_.lower() in CEASEFIRE_NOUNS | AGREEMENT_NOUNS
        ):
            continue
        if lemma == "cessation" and "hostilities" in {t.lower_ for t in token.subtree}:
            yield token
        elif lemma in CEASEFIRE_NOUNS:
            if not _is_stipulated(token):
                yield token
        elif lemma in AGREEMENT_NOUNS:
            modifiers = {
                w
                for c in token.children
                if c.dep_ in {"compound", "amod"}
                for w in (c.lower_, c.lemma_.lower())
            }
            if (
                not modifiers & NOT_AGREEMENT_MODIFIERS
                and not _of_consent(token)
                and not _is_stipulated(token)
            ):
                yield token
        elif lemma in TITLE_NOUNS and _is_signed(token):
            yield token


def _of_consent(noun: Token) -> bool:
    """ "In agreement with", "with the full agreement of": consent, no agreement."""
    if noun.lower_ != "agreement":
        return False
    bare = not any(c.dep_ in {"det", "poss"} for c in noun.children)
    consent = any(c.lower_ in {"full", "tacit", "prior", "unanimous"} for c in noun.children)
    return consent or (bare and noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with"})


def _is_stipulated(noun: Token) -> bool:
    """ "The agreement stipulated a ceasefire": a term of another agreement that the same clause names."""
    verb, how = governor(noun)
    if verb is None or how not in {"object", "for"}:
        return False
    return any(noun_lemma(s) in AGREEMENT_NOUNS and s.i != noun.i for s in subjects(verb))


def _is_signed(noun: Token) -> bool:
    """ "The Joint Declaration signed by both": a title at a verb of signing."""
    verb, how = governor(noun)
    signed = verb is not None and verb.lemma_.lower() in _SIGNING and how in {"object", "subject"}
    clause = any(c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in _SIGNING for c in noun.children)
    signing = noun.dep_ == "pobj" and noun.head.head.lower_ == "signing"
    common = noun_lemma(noun) in {"declaration", "protocol", "communique"}
    return (noun.pos_ == "PROPN" or common) and (signed or clause or signing)


def is_plural(noun: Token) -> bool:
    """Whether the noun is a plural that names no single agreement ("the Oslo Accords" does)."""
    return noun.tag_ == "NNS"


def is_generic(noun: Token) -> bool:
    """Whether no particular agreement is meant: "any deal", "such accords", "free trade agreements", "if a truce"."""
    determiners = {c.lower_ for c in noun.children if c.dep_ in {"det", "predet"} or c.tag_ == "JJ"}
    if determiners & _GENERIC_DETERMINERS or "unilateral" in determiners:
        return True
    if noun.dep_ == "compound" and not is_negated(noun.head):
        return noun.head.lemma_.lower() not in {
            "violation",
            "breach",
            "collapse",
            "talk",
            "proposal",
            "deadline",
        }
    if is_plural(noun):
        return not _counted(noun)
    verb, _ = governor(noun)
    indefinite = not determiners & {"the", "this", "that"}
    if verb is not None and indefinite and is_negated(verb) and modals(verb) & OPEN_MODALS:
        return True  # "a deal could not be signed before the vote"
    if verb is not None and indefinite:
        return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children)
    return False


def _counted(noun: Token) -> bool:
    """ "Two agreements were signed", "despite the deals": a plural that something happened to, once."""
    verb, how = governor(noun)
    if noun.dep_ == "pobj" and noun.head.lower_ == "despite":
        return True
    if verb is not None and verb.lemma_.lower() in _SIGNING and not is_negated(verb):
        return how in {"object", "subject"} and verb.tag_ in {"VBD", "VBN"}
    return any(c.dep_ == "acl" and c.lemma_.lower() in _SIGNING for c in noun.children)


def compounds(noun: Token) -> set[str]:
    """Nouns before an agreement that say what it is about ("the taxation treaty")."""
    common = AGREEMENT_NOUNS | CEASEFIRE_NOUNS | {"peace", "framework", "draft", "interim"}
    return {c.lower_ for c in noun.children if c.dep_ == "compound" and c.pos_ == "NOUN"} - common


def is_definite(noun: Token) -> bool:
    """Whether the text takes the agreement for known: "the deal", "this accord", "that agreement"."""
    return any(c.lower_ in {"the", "this", "that"} for c in noun.children if c.dep_ == "det")


def subject_matter(noun: Token) -> set[str]:
    """Words that tell one agreement from another ("trade", "nuclear")."""
    return {t.lower_ for t in noun.subtree if t.dep_ in {"compound", "amod", "nmod"}} & _DISTINCTIVE


def years(noun: Token) -> set[str]:
    """Years in the agreement's own phrase, its clauses left out except for the participle's ("signed in 1960")."""
    phrase = [c for c in noun.children if c.dep_ not in {"relcl", "appos"}]
    text = " ".join(t.text for c in phrase for t in c.subtree)
    found = set(_YEAR.findall(text))
    if not found:
        verb, how = governor(noun)
        if verb is not None and how in {"object", "subject"} and VERB_STATUS.get(verb.lemma_.lower()) is S.REACHED:  # fmt: skip
            near = [t.text for c in verb.children if c.dep_ in {"prep", "npadvmod"} for t in c.subtree]
            found = set(_YEAR.findall(" ".join(near)))
    return found


def agreeing_verbs(sentence: Sentence) -> Iterator[tuple[Token, Token]]:
    """ "The two armies agreed to exchange prisoners": the verb of agreeing and what was agreed.

    Only deeds that bind both count; to "agree to meet" is a contact, to "agree to deepen ties" a courtesy.
    """
    for verb in sentence:
        if verb.lemma_.lower() not in _AGREEING or verb.tag_ not in {"VBD", "VBN"} or is_negated(verb):
            continue
        if modals(verb) - {"has", "have", "had", "'ve"}:
            continue
        for deed in verb.children:
            if deed.dep_ != "xcomp" or "to" not in modals(deed):
                continue
            lemma = deed.lemma_.lower()
            figure = any(t.ent_type_ in {"MONEY", "PERCENT", "QUANTITY"} for t in deed.subtree)
            if lemma in _BINDING or (lemma in _MEASURABLE and figure):
                if not any(noun_lemma(t) in AGREEMENT_NOUNS | CEASEFIRE_NOUNS for t in deed.subtree):
                    yield verb, deed
