"""Sources that the text gives outside a contact's own sentence: readouts, agencies, what frames the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mentions
from dragoman.coding import attribution
from dragoman.coding.chronology import ECHO, takes_up
from dragoman.coding.merging import Draft
from dragoman.language.grammar import subjects
from dragoman.records import Attribution, Stance, Status

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from dragoman.coding.scene import Scene

FRAME = 4
"""Sentences at the start of an article in which a frame for the whole is sought."""

_READOUTS = frozenset("statement readout communique release press-release".split())
_MEDIA = frozenset("media medium press newspaper outlet document cable file leak report".split())
_UNCOVERING = frozenset("reveal detail disclose uncover expose document show report".split())


def complete(drafts: list[Draft], sentences: list[Sentence], mentions: Mentions, scene: Scene) -> None:
    """Give contacts without a source the one that the text names elsewhere.

    Args:
        drafts: merged contacts, changed in place.
        sentences: of the article, numbered as the drafts count them.
        mentions: resolved actors.
        scene: what the article as a whole decides, among it the agency that it credits.
    """
    frame = _frame(sentences, mentions)
    for draft in drafts:
        if draft.attribution:
            continue
        links = _echoed(draft, sentences, mentions) or _readout(draft, sentences, mentions)
        if not links and frame is not None and frame.affiliation in draft.affiliations:
            links = [frame]
        if not links and scene.agency is not None and draft.status is not Status.DENIED:
            links = [scene.agency]
        draft.attribution = links


def _echoed(draft: Draft, sentences: list[Sentence], mentions: Mentions) -> list[Attribution]:
    """ "The purpose of the call was, according to Interfax, ...": whom the text follows where it takes the contact up.

    Only "according to" and outlets: what somebody else says of the contact does not make it his report.
    """
    for sentence in sentences[draft.sentence : draft.last + 1 + ECHO]:
        for token in sentence:
            if not takes_up(token, draft):
                continue
            links = attribution.chain(token, sentence, mentions)
            reporting = [a for a in links if a.cue.lower() in attribution.FOLLOWING or _outlet(a, mentions)]
            if reporting:
                return reporting
    return []


def _outlet(told: Attribution, mentions: Mentions) -> bool:
    """Whether a source is an agency, a paper or a station."""
    return any(
        m.form is Form.OUTLET and told.source.casefold() in m.actor.casefold() for m in mentions.ordered
    )


def _readout(draft: Draft, sentences: list[Sentence], mentions: Mentions) -> list[Attribution]:
    """ "The ministry said in a statement", "the joint statement added": the account that a party gives out."""
    for sentence in sentences[max(0, draft.sentence - 1) : draft.last + 1 + ECHO]:
        for token in sentence:
            if token.pos_ != "VERB" or token.lemma_.lower() not in attribution.CUES:
                continue
            named = subjects(token)
            issued = any(t.lemma_.lower() in _READOUTS for t in named)
            issued = issued or any(
                o.lemma_.lower() in _READOUTS
                for p in token.children
                if p.dep_ == "prep" and p.lower_ in {"in", "via"}
                for o in p.children
            )
            if issued and (link := attribution.reported_by(token, mentions)) is not None:
                return [link]
    return []


def _frame(sentences: list[Sentence], mentions: Mentions) -> Attribution | None:
    """ "Iranian media has revealed the steps that Iran has taken": media that stand for the story of their state."""
    for sentence in sentences[:FRAME]:
        for token in sentence:
            if token.pos_ != "VERB" or token.lemma_.lower() not in _UNCOVERING:
                continue
            for subject in subjects(token):
                if subject.lemma_.lower() in _MEDIA or _is_outlet(subject, mentions):
                    return _framing(subject, token, mentions)
    return None


def _framing(subject: Token, verb: Token, mentions: Mentions) -> Attribution | None:
    link = attribution.link(subject, verb, Stance.ASSERTS, mentions)
    if link.affiliation is not None:
        return link
    for child in subject.lefts:  # "Iranian media"
        mention = mentions.at(child.i)
        if mention is not None and mention.affiliation is not None:
            return link.model_copy(update={"affiliation": mention.affiliation})
    return None


def _is_outlet(token: Token, mentions: Mentions) -> bool:
    mention = mentions.at(token.i)
    return mention is not None and mention.form is Form.OUTLET
