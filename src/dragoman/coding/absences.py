"""Absences: the text says that an actor was left out, not invited, not consulted, or told late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.coding import attribution
from dragoman.coding.candidates import actors_at
from dragoman.coding.contacts import evidence_span
from dragoman.coding.lexicon import EVENT_NOUNS
from dragoman.language.grammar import is_negated, is_passive, objects, prepositional, subjects
from dragoman.records import Absence, AbsenceKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

K = AbsenceKind
EXCLUDING = frozenset(
    "exclude sideline freeze cut leave shut bar omit bypass snub marginalise marginalize ignore keep lock".split()
)
_NEEDS_OUT = {
    "cut": {"out", "of"},
    "leave": {"out", "of"},
    "freeze": {"out"},
    "shut": {"out"},
    "keep": {"out"},
    "lock": {"out"},
}
_ATTENDING = frozenset("attend join participate take send".split())


CONTACT_TALK = frozenset(
    "process negotiate meet invite consult inform diplomacy table deal decision initiative".split()
)
"""Words besides the event nouns that show a sentence to be about contacts."""


def code_absences(doc: Doc, mentions: Mentions) -> list[Absence]:
    """Absences that a parsed article states, one per actor and kind.

    Args:
        doc: parse of the coded parts, offsets those of the article text.
        mentions: resolved actors.
    """
    found: list[Absence] = []
    seen: set[tuple[str, AbsenceKind]] = set()
    for sentence in doc.sents:
        if not _about_contacts(sentence):
            continue
        for trigger, actor, kind in _absences(sentence, mentions):
            assert actor.affiliation is not None
            if (actor.affiliation, kind) in seen:
                continue
            seen.add((actor.affiliation, kind))
            start, end = evidence_span(trigger, sentence, [])
            found.append(
                Absence(
                    id=f"x{len(found) + 1}",
                    actor=actor.actor,
                    affiliation=actor.affiliation,
                    kind=kind,
                    evidence=(doc.text[start:end],),
                    spans=(Span(start=start, end=end),),
                    attribution=attribution.chain(trigger, sentence, mentions),
                    confidence=0.7,
                )
            )
    return found


def _about_contacts(sentence: Sentence) -> bool:
    """Whether the sentence speaks of talks or contacts at all: one cannot be left out of a budget here."""
    lemmas = {t.lemma_.lower() for t in sentence}
    return bool(lemmas & (set(EVENT_NOUNS) | CONTACT_TALK))


def _absences(sentence: Sentence, mentions: Mentions) -> Iterator[tuple[Token, Mention, AbsenceKind]]:
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in EXCLUDING and _complete(token, lemma):
            # "the US has been cut out of them", "excluded Kurdish groups from the talks"
            targets = subjects(token) if is_passive(token) else objects(token)
            yield from ((token, m, K.LEFT_OUT) for m in _actors(targets, mentions))
        elif (
            lemma in {"invite", "consult", "inform"}
            and token.pos_ == "VERB"
            and is_passive(token)
            and is_negated(token)
        ):
            kind = K.NOT_INVITED if lemma == "invite" else K.NOT_CONSULTED
            yield from ((token, m, kind) for m in _actors(subjects(token), mentions))
        elif lemma in {"invite", "consult"} and token.pos_ == "VERB" and is_negated(token):
            kind = K.NOT_INVITED if lemma == "invite" else K.NOT_CONSULTED
            yield from ((token, m, kind) for m in _actors(objects(token), mentions))
        elif (
            lemma == "inform"
            and token.pos_ == "VERB"
            and is_passive(token)
            and {"after", "late", "only", "afterwards"} & {t.lower_ for t in token.subtree}
        ):
            yield from ((token, m, K.INFORMED_LATE) for m in _actors(subjects(token), mentions))
        elif token.lower_ in {"absent", "absence"}:
            owners = (
                prepositional(token, {"of"})
                or [c for c in token.children if c.dep_ == "poss"]
                or (subjects(token.head) if token.dep_ == "acomp" else [])
            )
            yield from ((token, m, K.LEFT_OUT) for m in _actors(owners, mentions))
        elif (
            lemma in _ATTENDING
            and token.pos_ == "VERB"
            and is_negated(token)
            and {o.lemma_.lower() for o in (*objects(token), *prepositional(token, {"in", "to"}))}
            & set(EVENT_NOUNS)
        ):
            yield from ((token, m, K.STAYED_AWAY) for m in _actors(subjects(token), mentions))
        elif lemma == "boycott" and token.pos_ == "VERB":
            yield from ((token, m, K.STAYED_AWAY) for m in _actors(subjects(token), mentions))
        elif token.lower_ == "without" and token.dep_ == "prep" and token.head.lemma_.lower() in EVENT_NOUNS:
            yield from (
                (token, m, K.LEFT_OUT) for m in _actors(prepositional(token.head, {"without"}), mentions)
            )


def _complete(verb: Token, lemma: str) -> bool:
    """ "Cut", "left" and the like exclude only with "out" or "out of"."""
    needed = _NEEDS_OUT.get(lemma)
    if needed is None:
        return True
    return "out" in {t.lower_ for child in verb.children for t in (child, *child.children)}


def _actors(tokens: list[Token], mentions: Mentions) -> list[Mention]:
    return [m for t in tokens for m in actors_at(t, mentions) if m.affiliation and m.form is not Form.OUTLET]
