"""What refers back within an article: pronouns, "the president", "the two leaders", "both sides",
"his Armenian counterpart".

Plain recency with agreement in number and kind: the last subject wins over the last mention. What
stays open is left without a mention rather than guessed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.holders import holder_mention
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.persons import PersonRegistry
from dragoman.actors.phrases import actor_words, home_owner, is_reciprocal, phrase_bounds, state_owner
from dragoman.actors.titles import OFFICE_NOUNS, Title, classify
from dragoman.language.grammar import noun_lemma
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})
_HE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_WE = frozenset({"we", "us", "our", "i", "my", "me"})
_THEY = frozenset({"they", "them", "their"})
_NUMBER = {"two": 2, "both": 2, "three": 3, "four": 4, "2": 2, "3": 3, "pair": 2}
REACH_SENTENCES = 3
"""How many sentences back an antecedent is sought."""

_SAYING = frozenset("say tell add state explain stress insist warn write declare".split())
_STATES_ONLY = frozenset("country nation state government capital neighbour neighbor".split())
_PERSONAL = frozenset(
    "leader minister president premier chief king man counterpart diplomat general official".split()
)
_ACTOR_FORMS = frozenset({Form.STATE, Form.GROUP, Form.COLLECTIVE, Form.CAPITAL, Form.DEMONYM, Form.SEAT})


_MINISTERS = frozenset(
    "foreign_minister defence_minister interior_minister finance_minister minister trade_minister".split()
)
"""Offices that "the minister" may mean."""


def add_references(doc: Doc, registry: PersonRegistry, mentions: Mentions) -> None:
    """Resolve pronouns, bare offices, counterparts and reciprocal plurals in text order."""
    # Doc.sents looks through all tokens for annotation each time: the marks themselves are quicker to read
    starts = [0, *(int(i) for i in (doc.to_array(["SENT_START"]) == 1).nonzero()[0] if i)] if len(doc) else []
    for number, start in enumerate(starts):
        horizon = starts[max(0, number - REACH_SENTENCES)]
        tokens = doc[start : starts[number + 1] if number + 1 < len(starts) else len(doc)]
        # pronouns first: offices are theirs
        for token in sorted((t for t in tokens if _may_refer(t)), key=lambda t: t.pos_ in _NOUNS):
            if mentions.at(token.i) is not None:
                continue
            mention = _reference(doc, token, horizon, registry, mentions)
            if mention is not None:
                mentions.add(mention)


_NOUNS = frozenset({"NOUN", "PROPN"})
_PRONOUNS = _HE | _IT | _THEY | _WE


def _may_refer(token: Token) -> bool:
    return token.pos_ in _NOUNS or token.lower_ in _PRONOUNS


def _reference(
    doc: Doc, token: Token, horizon: int, registry: PersonRegistry, mentions: Mentions
) -> Mention | None:
    lower = token.lower_
    if lower in _HE:
        return _point(
            token, _cataphor(token, mentions) or antecedent(doc, token, horizon, mentions, person=True)
        )
    if lower in _IT and token.dep_ in SUBJECTS | {"poss", "dobj", "pobj"}:
        return _point(token, antecedent(doc, token, horizon, mentions, person=False))
    if lower in _THEY:
        return _they(doc, token, horizon, mentions)
    if lower in _WE:
        return _point(token, _speaker(doc, token, horizon, mentions))
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    lemma = noun_lemma(token)
    opposite = lemma == "number" and any(c.lower_ == "opposite" for c in token.children)
    if lemma in {"counterpart", "homologue", "colleague"} or opposite:
        return _counterpart(doc, token, horizon, registry, mentions)
    if is_reciprocal(token):
        return _reciprocal(doc, token, lemma, horizon, registry, mentions)
    if lemma in OFFICE_NOUNS and token.tag_ in {"NN", "NNP"}:
        return _bare_office(doc, token, registry, mentions)
    return None


def _point(token: Token, target: Mention | None) -> Mention | None:
    if target is None:
        return None
    return target.at(token.i, token.i + 1, token.i, Form.PRONOUN)


def antecedent(doc: Doc, token: Token, horizon: int, mentions: Mentions, person: bool) -> Mention | None:
    """The last fitting mention before ``token``: subjects of the same or the previous sentence first."""
    passed: Mention | None = None
    sentence_start = token.sent.start
    for index in range(token.i - 1, horizon - 1, -1):
        mention = mentions.at(index)
        if mention is None or mention.members or mention.head != index:
            continue
        if mention.affiliation is None:
            if person and mention.is_person and _is_subject(doc[index]):
                return None  # "he" is somebody of whom nothing is known: not the politician before him
            continue
        if person != mention.is_person and not (person and mention.form is Form.OFFICE):
            continue
        if not person and (
            mention.form not in _ACTOR_FORMS | {Form.PRONOUN} or doc[index].dep_ == "compound"
        ):
            continue
        if _is_subject(doc[index]):
            return mention
        if passed is None and (person or index >= sentence_start):
            passed = mention
        if passed is not None and index < sentence_start and person:
            # subjects of earlier sentences outrank other mentions there, but not across two sentences
            horizon = max(horizon, doc[index].sent.start)
    return passed


def _cataphor(token: Token, mentions: Mentions) -> Mention | None:
    """ "Since his call congratulating Putin, Trump has ...": the subject that a fronted phrase looks ahead to."""
    if token.dep_ != "poss":
        return None
    root = token.sent.root
    fronted = any(
        a.dep_ in {"prep", "advcl"} and a.head.i == root.i and a.i < root.i for a in token.ancestors
    )
    if not fronted or token.i - token.sent.start > 6:
        return None
    for child in root.children:
        mention = mentions.at(child.i) if child.dep_ in SUBJECTS and child.i > token.i else None
        if mention is not None and mention.is_person:
            return mention
    return None


def _speaker(doc: Doc, token: Token, horizon: int, mentions: Mentions) -> Mention | None:
    """Who says "we" or "I" in a quotation: the subject of the nearest verb of saying around it."""
    end = min(len(doc), token.sent.end + 1)
    candidates = [t for t in doc[horizon:end] if t.lemma_.lower() in _SAYING and t.pos_ == "VERB"]
    for verb in sorted(candidates, key=lambda v: abs(v.i - token.i)):
        for child in verb.children:
            mention = mentions.at(child.i) if child.dep_ == "nsubj" else None
            if mention is not None and mention.affiliation and mention.form is not Form.OUTLET:
                return mention
    return None


def _is_subject(token: Token) -> bool:
    return token.dep_ in SUBJECTS or (token.dep_ in {"appos", "conj"} and token.head.dep_ in SUBJECTS)


def _they(doc: Doc, token: Token, horizon: int, mentions: Mentions) -> Mention | None:
    """A plural or a coordination; the nearest collective or group otherwise."""
    for index in range(token.i - 1, horizon - 1, -1):
        mention = mentions.at(index)
        if mention is None or mention.head != index:
            continue
        if mention.members:
            return mention.at(token.i, token.i + 1, token.i, Form.PLURAL)
        coordinated = [mentions.at(c.i) for c in doc[index].conjuncts if c.i < token.i]
        partners = [m for m in coordinated if m is not None and m.affiliation]
        if partners and mention.affiliation and _is_subject(doc[index]):
            members = tuple(dict.fromkeys([*partners, mention]))
            return _plural(token, members)
        if mention.form in {Form.COLLECTIVE, Form.DEMONYM, Form.GROUP} and _is_subject(doc[index]):
            return mention.at(token.i, token.i + 1, token.i, Form.PRONOUN)
    return None


def _plural(token: Token, members: tuple[Mention, ...]) -> Mention:
    return Mention(
        token.i,
        token.i + 1,
        token.i,
        Form.PLURAL,
        token.text,
        None,
        ActorKind.GROUP,
        members=members,
        confidence=0.7,
    )


def _counterpart(
    doc: Doc, token: Token, horizon: int, registry: PersonRegistry, mentions: Mentions
) -> Mention | None:
    """ "His Armenian counterpart": the same office in the named state; several states give several."""
    start, end = phrase_bounds(doc, token, mentions)
    end = max(end, token.i + 1)
    owners = [
        m
        for m in mentions.between(start, end)
        if m.form is not Form.PRONOUN and not m.is_person and m.affiliation
    ]
    # "his Chinese counterpart in Singapore" is China's
    owners = [m for m in owners if m.start < token.i] or owners
    last = doc[end - 1] if end > token.i + 1 else None
    if last is not None and not owners:
        owners = [m for m in mentions.between(token.i + 1, end + 4) if m.affiliation and not m.is_person]
    if not owners:
        return None
    holder = antecedent(doc, token, horizon, mentions, person=True)
    text = actor_words(doc, token, start, end, mentions)
    title = Title(holder.office, "") if holder is not None and holder.office else Title("official", "")
    members = tuple(holder_mention(token.i, o, title, registry, text) for o in owners)
    if title.office == "official":  # whose counterpart is open: a body, not a person
        members = tuple(replace(m, kind=ActorKind.BODY, office=None) for m in members)
    if len(members) == 1:
        return members[0].at(start, token.i + 1, token.i, Form.OFFICE)
    return Mention(
        start, end, token.i, Form.PLURAL, text, None, ActorKind.GROUP, members=members, confidence=0.7
    )


def _reciprocal(
    doc: Doc, token: Token, lemma: str, horizon: int, registry: PersonRegistry, mentions: Mentions
) -> Mention | None:
    """The last distinct actors before "the two leaders" or "both sides", of the kind the noun asks for."""
    wanted = next((_NUMBER[c.lower_] for c in token.children if c.lower_ in _NUMBER), 0)
    if not wanted:
        return None
    members: list[Mention] = []
    for index in range(token.i - 1, horizon - 1, -1):
        mention = mentions.at(index)
        if mention is None or mention.head != index:
            continue
        for single in mention.expand():
            personal = lemma in _PERSONAL
            fits = single.is_person if personal else single.form is not Form.OUTLET
            if lemma in _STATES_ONLY:
                fits = len(single.affiliation or "") == 3
            if (
                single.is_person
                and index >= token.sent.start
                and _is_subject(doc[index])
                and token.dep_ in {"dobj", "pobj"}
            ):
                fits = False  # "Lavrov telephoned both ministers": himself not among them
            if fits and single.affiliation and all(m.affiliation != single.affiliation for m in members):
                members.append(_as_state(single, registry) if lemma in _STATES_ONLY else single)
        if len(members) >= wanted:
            return _plural(token, tuple(reversed(members[:wanted])))
    return None


def _as_state(mention: Mention, registry: PersonRegistry) -> Mention:
    """The state of an actor: "the two countries" after two ministers are no persons."""
    if mention.form in {Form.STATE, Form.CAPITAL}:
        return mention
    return state_owner(mention.head, mention.affiliation or "", registry)


def _bare_office(doc: Doc, token: Token, registry: PersonRegistry, mentions: Mentions) -> Mention | None:
    """ "The president", "the minister": the last person of the article in that office."""
    start, end = phrase_bounds(doc, token, mentions)
    title = classify(doc[start:end].text)
    if title is None or title.former or title.office == "official":
        return None
    owned = _of_antecedent(doc, token, start, end, title, registry, mentions)
    if owned is not None:
        return owned
    if not any(c.lower_ in {"the", "this"} for c in token.children) and token.pos_ != "PROPN":
        return None
    equals: set[str] | frozenset[str] = (
        {"head_of_state", "leader"} if title.office in {"head_of_state", "leader"} else {title.office}
    )
    if title.office == "minister":
        equals = _MINISTERS
    if title.office in {"leader"}:
        equals |= {"head_of_government"}
    for index in range(token.i - 1, -1, -1):
        mention = mentions.at(index)
        if mention is not None and mention.is_person and mention.head == index and mention.office in equals:
            return mention.at(start, token.i + 1, token.i, Form.OFFICE)
    if registry.home and title.office in {"head_of_state", "head_of_government", "foreign_minister"}:
        text = actor_words(doc, token, start, end, mentions)
        return holder_mention(token.i, home_owner(token.i, registry), title, registry, text).at(
            start, token.i + 1, token.i, Form.OFFICE
        )
    return None


def _of_antecedent(
    doc: Doc, token: Token, start: int, end: int, title: Title, registry: PersonRegistry, mentions: Mentions
) -> Mention | None:
    """ "Its ambassador", "the head of his office": the office in the state of whom the pronoun means."""
    for index in range(start, end):
        owner = mentions.at(index)
        if (
            owner is None
            or owner.form not in {Form.PRONOUN, Form.NAME}
            or owner.affiliation is None
            or doc[index].dep_ != "poss"
        ):
            continue
        text = actor_words(doc, token, start, end, mentions)
        # "its ambassador to Moscow": Moscow stays a mention, for it is a party
        stop = token.i + 1 if title.office in {"ambassador", "special_envoy"} else end
        return holder_mention(token.i, owner, title, registry, text).at(start, stop, token.i, Form.OFFICE)
    return None
