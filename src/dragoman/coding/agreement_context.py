"""Parties that an agreement's own phrase does not name: from its name, its war, its sentence, its surroundings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.authority import NamedAgreement, Period, Process
from dragoman.actors.conflicts import find_conflict
from dragoman.actors.mentions import Form, Mentions
from dragoman.actors.names import fold, key, words
from dragoman.coding.agreement_lexicon import S
from dragoman.coding.agreement_sides import is_side
from dragoman.coding.agreement_words import Cue
from dragoman.coding.scene import Scene
from dragoman.records import (
    AgreementKind,
    AgreementStatus,
    Attribution,
    Contact,
    DateInterval,
    Role,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

MANY_PARTIES = 3
"""From more parties than this on an agreement is recorded only with those that the article names."""

NEAR_SENTENCES = 4
"""How many sentences back a war may be named that an agreement without parties belongs to."""

NEAR_CHARACTERS = 450
"""How far from an agreement without parties a contact may stand whose sides are taken for its parties."""


_SIDE_NOUNS = frozenset("country side nation state government party capital neighbour neighbor".split())


@dataclass(slots=True)
class Draft:
    """One telling of an agreement, or several that were joined.

    Attributes:
        kind, parties, brokers, spans, date, attribution: as in the record.
        cues: what each telling says about how it stands, in text order.
        definite: whether the text takes it for known.
        generic: no particular agreement is meant; it can only add to one told of elsewhere.
        universal: a treaty of all the world, which is no arrangement between parties.
        inferred: the parties come from its surroundings.
        military: of weapons and fighters, so that a war's sides may be its parties.
        peace: called a peace agreement.
        strangers: the text names sides that are no political actors.
        matter, years: what tells it from others.
        name: the authority file's agreement, if it has a name.
        noun: the first telling's noun.
    """

    kind: AgreementKind
    noun: Token
    cues: list[Cue]
    parties: list[str]
    brokers: list[str]
    spans: list[tuple[int, int]]
    date: DateInterval | None
    definite: bool
    generic: bool = False
    attribution: list[Attribution] = field(default_factory=list)
    universal: bool = False
    inferred: bool = False
    military: bool = False
    peace: bool = False
    strangers: bool = False
    particular: bool = False
    matter: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    name: NamedAgreement | None = None

    @property
    def told(self) -> bool:
        """Whether any words say how it stands."""
        return any(c.given for c in self.cues)

    @property
    def happened(self) -> bool:
        """Whether the text says that something became of it, not merely that it is there."""
        return any(c.given and not (c.weak and c.status is S.HOLDING) for c in self.cues)


def recognise(draft: Draft, named: NamedAgreement | None, sentence: Sentence, mentions: Mentions) -> None:
    """Parties and brokers of an agreement that the authority file knows by name.

    Of an agreement of many, the record has those parties that its sentence names, else those that the
    article names.
    """
    if named is None:
        return
    if named.kind == "agreement" and "UN" in named.parties:
        draft.universal, draft.name = True, named
        return
    draft.name = named
    draft.generic = False
    parties = list(named.parties)
    if len(parties) > MANY_PARTIES:
        own = {m.affiliation for m in mentions.between(sentence.start, sentence.end)} | set(draft.parties)
        all_named = {m.affiliation for m in mentions.ordered}
        near = [p for p in parties if p in own]
        wide = [p for p in parties if p in all_named]
        parties = near if len(near) >= 2 else wide
        if len(parties) < 2:
            return
    draft.kind = AgreementKind(named.kind)
    draft.parties = parties
    present = {m.affiliation for m in mentions.ordered}
    draft.brokers = [b for b in named.brokers if b in present]


def standing(named: NamedAgreement, scene: Scene) -> AgreementStatus:
    """How an agreement stood on the article's day by the authority file."""
    end, now = named.force.end, scene.period.start
    return S.ENDED if end is not None and now is not None and end < now else S.HOLDING


def fill(
    draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene, contacts: Sequence[Contact]
) -> None:
    """Give a draft with fewer than two parties those that its surroundings tell, by the first rule that fits."""
    if len(draft.parties) >= 2 or draft.generic or draft.universal or draft.strangers:
        return
    for rule in (
        _from_brokers,
        _from_two_countries,
        from_internal_peace,
        _from_own_rebels,
        _from_sentence,
        _from_war,
        _from_quarrel,
    ):
        rule(draft, sentence, mentions, scene)
        if len(draft.parties) >= 2:
            draft.inferred = True
            return
    _from_contacts(draft, contacts, scene)


def _from_two_countries(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """ "Between the two countries", left open by the mentions: the two states that the text named last."""
    phrase = {t.lemma_.lower() for t in draft.noun.subtree} | {
        t.lemma_.lower() for t in draft.noun.head.subtree
    }
    if not phrase & {"two", "both"} or not phrase & _SIDE_NOUNS:
        return
    for start, end in (
        (sentence.start, sentence.end),
        _window(sentence, 1),
        _window(sentence, NEAR_SENTENCES),
    ):
        states = [
            m.affiliation
            for m in mentions.between(start, end)
            if m.affiliation and _is_state(m.affiliation, scene)
        ]
        found = list(dict.fromkeys(states))
        if len(found) == 2:
            draft.parties = found
            return


def from_internal_peace(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """ "Colombia's peace deal", "the 2016 peace accord": a state's agreement with an armed group of its own.

    The latest that the authority file knows with that state, in the year where one is given.
    """
    if not draft.peace:
        return
    near = draft.parties or _codes(sentence.start, sentence.end, mentions, scene)
    states = [
        p for p in near if scene.authority.entities.get(p) and scene.authority.entities[p].kind == "state"
    ]
    best: NamedAgreement | None = None
    for named in {id(a): a for rows in scene.authority.agreements.values() for a in rows}.values():
        start = named.signed.start
        if named.kind != "agreement" or len(named.parties) != 2 or start is None or not scene.after(start):
            continue
        if draft.years and str(start.year) not in draft.years:
            continue
        state = [p for p in named.parties if p in states]
        group = [p for p in named.parties if _is_group(p, scene)]
        if (
            len(state) == 1
            and len(group) == 1
            and (best is None or start > (best.signed.start or dt.date.min))
        ):
            best = named
    if best is not None:
        draft.parties = list(best.parties)


def _is_state(code: str, scene: Scene) -> bool:
    entity = scene.authority.entities.get(code)
    return entity is not None and entity.kind == "state"


def _is_group(code: str, scene: Scene) -> bool:
    entity = scene.authority.entities.get(code)
    return entity is None or entity.kind not in {"state", "igo", "office"}


def _codes(start: int, end: int, mentions: Mentions, scene: Scene) -> list[str]:
    found = [
        m.affiliation for m in mentions.between(start, end) if m.affiliation and is_side(m, scene.authority)
    ]
    return list(dict.fromkeys(found))


def _from_brokers(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """ "A deal brokered by Russia and Turkey", nobody else named: an arrangement of those two."""
    if not draft.parties and len(draft.brokers) == 1 and _is_group(draft.brokers[0], scene):
        draft.parties, draft.brokers = draft.brokers, []  # fighters "broker" a deal of their own
    if not draft.parties and len(draft.brokers) >= 2 and draft.kind is AgreementKind.AGREEMENT:
        draft.parties = list(draft.brokers)


def _from_own_rebels(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """ "A ceasefire with the PKK broke down": an armed group and the state it fights, where the text names that too."""
    if len(draft.parties) != 1 or not _is_group(draft.parties[0], scene) or draft.brokers:
        return
    group = draft.parties[0]
    present = {m.affiliation for m in mentions.ordered}
    for war in {id(p): p for rows in scene.authority.conflicts.values() for p in rows}.values():
        others = [p for p in war.parties if p != group]
        if group in war.parties and len(others) == 1 and others[0] in present and _in_years(war, draft):
            draft.parties = [others[0], group]
            return
    home = scene.authority.homes.get(group)
    if home in present and home is not None:
        draft.parties = [home, group]


def _in_years(war: Process, draft: Draft) -> bool:
    """Whether the war was on in a year that the text gives for the agreement; without one, yes."""
    days = [Period(dt.date(int(y), 1, 1), dt.date(int(y), 12, 31)) for y in draft.years]
    return not days or any(war.period.overlaps(d) for d in days)


def _from_sentence(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """The other actors of the sentence, where they make the parties two and something happens to the agreement."""
    if not draft.happened or draft.kind is AgreementKind.CEASEFIRE or draft.brokers:
        return  # of a ceasefire the war tells the sides better
    _rest_of_sentence(draft, sentence, mentions, scene)


def _from_quarrel(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """ "Sudan and South Sudan traded blame for truce violations": a ceasefire in no known war."""
    sought = all(c.status is S.PROPOSED for c in draft.cues)
    if draft.happened and draft.kind is AgreementKind.CEASEFIRE and not draft.brokers and not sought:
        _rest_of_sentence(draft, sentence, mentions, scene)


def _rest_of_sentence(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    inside = {t.i for t in draft.noun.subtree}
    others = {
        m.affiliation
        for m in mentions.between(sentence.start, sentence.end)
        if m.affiliation
        and (m.form not in {Form.ADJECTIVE, Form.CAPITAL} or m.head in inside)
        and is_side(m, scene.authority)
        and not _is_sponsor(m.end, sentence)
        and m.affiliation not in (*draft.parties, "UN")  # which comments on everybody's agreements
    }
    others -= set(draft.brokers)
    if len(others) == 2 - len(draft.parties):
        draft.parties = [*draft.parties, *sorted(o for o in others if o)]


def _is_sponsor(end: int, sentence: Sentence) -> bool:
    """ "UN-sponsored talks": the actor before the hyphen is no side."""
    after = sentence.doc[end : min(end + 2, sentence.end)].text.lower()
    return after.startswith("-")


def _from_war(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """The sides of the war that a ceasefire is in, where the text does not name two."""
    if not draft.happened and not draft.brokers and not draft.particular:
        return  # "any ceasefire": nothing says that there is one
    if not (draft.kind is AgreementKind.CEASEFIRE or draft.brokers or draft.military):
        return
    war = local_war(sentence, mentions, scene)
    if war is None or not _in_years(war, draft):
        return
    outsiders = [p for p in draft.parties if p not in war.parties]
    if any(_is_group(p, scene) and scene.authority.entities.get(p) for p in outsiders) and not draft.brokers:
        return  # of another war
    draft.brokers += [p for p in outsiders if p not in draft.brokers]
    draft.parties = list(war.parties)


def third_parties(draft: Draft, sentence: Sentence, mentions: Mentions, scene: Scene) -> None:
    """ "Iran's steps towards a ceasefire between Armenia and Azerbaijan": no side of the war, so between its sides."""
    if draft.kind is not AgreementKind.CEASEFIRE or len(draft.parties) < 3:
        return
    war = local_war(sentence, mentions, scene)
    if war is None or not set(war.parties) < set(draft.parties):
        return
    draft.brokers += [p for p in draft.parties if p not in (*war.parties, *draft.brokers)]
    draft.parties = [p for p in draft.parties if p in war.parties]


def local_war(sentence: Sentence, mentions: Mentions, scene: Scene) -> Process | None:
    """The war that the lines around a sentence speak of, else the article's where nothing there forbids it."""
    for reach in (1, NEAR_SENTENCES):
        start, end = _window(sentence, reach)
        text = sentence.doc[start:end].text
        tokens = tuple(fold(text[s:e]) for s, e in words(text))
        named = list(mentions.between(start, end))
        counts = Counter(m.affiliation for m in named if m.affiliation)
        war = find_conflict(scene.authority, tokens, counts, scene.period)
        if war is not None:
            return war
    if mentions.conflict is None:
        return None
    ours = {*mentions.conflict.parties, *mentions.conflict.mediators}
    states = {m.affiliation for m in named if m.form in {Form.STATE, Form.CAPITAL}} - {None}
    return None if states and not states & ours and not counts.keys() & ours else mentions.conflict


def _window(sentence: Sentence, reach: int) -> tuple[int, int]:
    """Token span of a sentence with the ``reach`` ones before it and the one after."""
    doc = sentence.doc
    start = sentence.start
    for _ in range(reach):
        start = doc[start - 1].sent.start if start > 0 else start
    return start, doc[sentence.end].sent.end if sentence.end < len(doc) else sentence.end


def _from_contacts(draft: Draft, contacts: Sequence[Contact], scene: Scene) -> None:
    """ "An agreement was reached": between those who met in the sentences around it."""
    if len(draft.parties) >= 2 or not draft.happened:
        return
    start = draft.spans[0][0]
    near = [
        (abs(s.start - start), c)
        for c in contacts
        for s in c.spans
        if abs(s.start - start) <= NEAR_CHARACTERS
    ]
    for _, contact in sorted(near, key=lambda pair: pair[0]):
        sides = list(
            dict.fromkeys(p.affiliation for p in contact.participants if p.role is not Role.INTERMEDIARY)
        )
        if any(key(s) in scene.authority.agreements for s in sides):
            continue
        if 2 <= len(sides) <= 4 and set(draft.parties) <= set(sides):
            draft.parties = sides
            draft.inferred = True
            return
