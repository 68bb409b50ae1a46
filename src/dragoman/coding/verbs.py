"""Verbs of contact: "Rouhani called Aliyev", "the two leaders met", "sent its ambassador a message"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.coding.candidates import Candidate, Party, actors_at
from dragoman.coding.dates import MONTHS, WEEKDAYS
from dragoman.coding.lexicon import (
    CONVEYING,
    ENVOY_NOUNS,
    EVENT_NOUNS,
    MESSAGE_NOUNS,
    PHONE_WORDS,
    SENDING,
    VERBS,
    VIDEO_WORDS,
    Frame,
)
from dragoman.coding.places import host_of
from dragoman.language.grammar import (
    agents,
    conjuncts,
    has_child,
    is_negated,
    is_passive,
    objects,
    prepositional,
    subjects,
)
from dragoman.records import ActorKind, Channel, Role, Status

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


_CALL_PARTICLES = frozenset({"for", "on", "upon", "off", "into", "out", "up"})
_SPORT = frozenset(
    "win goal match game beat score cup league final qualifier coach pitch striker innings wicket tournament".split()
)
"""Words of sport: England met Ukraine, and won."""
_PARTICLES = {"sit": "down", "reach": "out", "tip": "off", "bring": "together"}
"""Verbs that need a particle to tell of a contact."""
_UNITS = frozenset(
    "troops forces fighters soldiers army rebels militants militia militiamen insurgents military".split()
)
_CALLS = frozenset({"call", "phone", "telephone", "ring"})
_PRESS = frozenset(
    "reporter journalist press newspaper parliament audience crowd conference medium lawmaker".split()
)


def verb_candidates(sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    """Candidates of every verb of contact in a sentence."""
    for token in sentence:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        lemma = token.lemma_.lower()
        if lemma in _SPECIAL:
            yield from _SPECIAL[lemma](token, sentence, mentions)
        elif lemma in VERBS and _complete(token, lemma, mentions):
            frame = VERBS[lemma]
            if frame.channel is Channel.VISIT:
                yield from _travelling(token, frame, sentence, mentions)
            else:
                yield from _framed(token, lemma, frame, sentence, mentions)


def _complete(verb: Token, lemma: str, mentions: Mentions) -> bool:
    """Whether the words beside a verb make it one of contact: "sat down", "reached out", "saw her counterpart"."""
    if lemma in _PARTICLES:
        return has_child(verb, {_PARTICLES[lemma]})
    if lemma == "join":  # "joined X by Zoom"; joining in person is told by other words
        return channel_of(verb, Channel.MEETING) is not Channel.MEETING
    return lemma != "see" or _saw_somebody(verb, mentions)


def _saw_somebody(verb: Token, mentions: Mentions) -> bool:
    """ "Rice saw her Korean counterpart in Busan": one official sees another, not a thing or a fact."""
    seen = [m for o in objects(verb) for m in actors_at(o, mentions)]
    clause = any(
        c.dep_ in {"ccomp", "xcomp", "oprd", "advcl"} or (c.dep_ == "prep" and c.lower_ == "as")
        for c in verb.children
    )
    official = [m for m in seen if m.kind in {ActorKind.PERSON, ActorKind.OFFICE}]
    return bool(official) and len(official) == len(seen) and not clause


def channel_of(verb: Token, default: Channel) -> Channel:
    """The verb's channel, or what words beside it say: "spoke by phone", "met by video link"."""
    doc, sentence = verb.doc, verb.sent
    near = {
        t.lower_
        for t in doc[max(sentence.start, verb.i - 4) : min(sentence.end, verb.i + 9)]
        if t.i != verb.i
    }
    if near & PHONE_WORDS:
        return Channel.PHONE
    if near & VIDEO_WORDS and default is not Channel.VISIT:
        return Channel.VIDEO
    return default


def _framed(verb: Token, lemma: str, frame: Frame, sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    if lemma == "call" and _not_a_phone_call(verb):
        return
    candidate = Candidate(
        verb, sentence, channel_of(verb, frame.channel), f"verb:{lemma}", public=frame.public
    )
    candidate.strength = 0.6 if frame.public else 0.8
    passive = is_passive(verb)
    subject_role, other_role = frame.subject, frame.other
    subject_tokens = subjects(verb) or _nearest_before(verb, mentions)
    added = 0
    if passive and frame.takes_object:  # "Zarif was received by Erdogan", "the ambassador was summoned"
        candidate.add(mentions, agents(verb), subject_role)
        added = candidate.add(mentions, subject_tokens, other_role)
    else:
        candidate.add(mentions, subject_tokens, subject_role)
        if frame.takes_object:
            direct = objects(verb) + [c for c in verb.children if c.dep_ == "oprd"]
            added = candidate.add(mentions, [o for o in direct if not _is_media(o, mentions)], other_role)
            if lemma == "negotiate":  # "negotiated the agreement with the Russians"
                added += candidate.add(
                    mentions, [t for o in direct for t in prepositional(o, {"with"})], other_role
                )
    others = prepositional(verb, frame.prepositions) or []
    if others:
        others = [*others, *_further(verb, frame, mentions)]
    if (
        lemma in {"speak", "talk"}
        and candidate.channel is Channel.PHONE
        and any(o.head.lower_ == "to" for o in others)
    ):
        subject_role, other_role = Role.INITIATOR, Role.RECIPIENT  # "was on the telephone speaking to"
        candidate.parties = [Party(p.mention, Role.INITIATOR) for p in candidate.parties]
    added += candidate.add(mentions, others, other_role)
    if lemma == "summon" and len(candidate.affiliations) == 1:
        added += _summoning_state(candidate, mentions)
    if lemma == "consult" and not added and not frame.reciprocal:
        return
    reciprocal = frame.reciprocal and not passive and _plural_subject(subject_tokens, mentions)
    if len(candidate.affiliations) < 2 or not (added or reciprocal):
        return
    if reciprocal and not added and lemma in {"speak", "talk", "discuss"} and not _reciprocal_cue(verb):
        return
    if frame.person_needed and not any(
        p.mention.form not in {Form.STATE, Form.CAPITAL} for p in candidate.parties
    ):
        return
    teams = all(p.mention.form in {Form.STATE, Form.CAPITAL} for p in candidate.parties)
    if lemma == "meet" and teams and {t.lemma_.lower() for t in sentence} & _SPORT:
        return  # "England met Ukraine in Donetsk and won by a single goal"
    yield from _one_by_one(candidate, subject_tokens, mentions)


def _one_by_one(candidate: Candidate, subject_tokens: list[Token], mentions: Mentions) -> Iterator[Candidate]:
    """ "Spoke with Aliyev and, separately, with Pashinyan" are two contacts."""
    own = {m.affiliation for t in subject_tokens for m in actors_at(t, mentions)}
    others = [p for p in candidate.parties if p.mention.affiliation not in own]
    words = {t.lower_ for t in candidate.sentence}
    apart = bool(words & {"separately", "respectively", "individually"})
    apart = apart or (
        candidate.trigger.lemma_.lower() in _CALLS
        and not words & {"conference", "joint", "together", "three-way"}
    )
    if not apart or len(others) < 2 or len(others) == len(candidate.parties):
        yield candidate
        return
    callers = [p for p in candidate.parties if p.mention.affiliation in own]
    for other in others:
        yield replace(candidate, parties=[*callers, other])


def _further(verb: Token, frame: Frame, mentions: Mentions) -> list[Token]:
    """Later "to" or "with" phrases of the same verb that the parse hung elsewhere, after a dash or "and"."""
    found: list[Token] = []
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP"}:
            break
        if token.lower_ in frame.prepositions and token.dep_ == "prep" and not verb.is_ancestor(token):
            found += [o for o in token.children if o.dep_ == "pobj" and mentions.at(o.i) is not None]
    return found


def _summoning_state(candidate: Candidate, mentions: Mentions) -> int:
    """ "India's envoy in Islamabad was summoned": by the state in whose capital the envoy serves."""
    for mention in mentions.between(candidate.sentence.start, candidate.sentence.end):
        if mention.form is Form.CAPITAL and mention.affiliation not in candidate.affiliations:
            candidate.add_mention(mention, Role.INITIATOR)
            return 1
    return 0


def _nearest_before(verb: Token, mentions: Mentions) -> list[Token]:
    """Where the parse gives a finite verb no subject: the last actor before it in its sentence."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    for index in range(verb.i - 1, max(verb.sent.start, verb.i - 12) - 1, -1):
        token = verb.doc[index]
        if token.pos_ in {"VERB", "SCONJ"} or token.text in {";", ":"}:
            return []
        mention = mentions.at(index)
        if (
            mention is not None
            and mention.head == index
            and mention.form not in {Form.ADJECTIVE, Form.OUTLET}
            and token.dep_ != "compound"
        ):
            return [token]
    return []


def _reciprocal_cue(verb: Token) -> bool:
    """Words that make a plural subject talk to each other, not each to the press."""
    near = {t.lower_ for t in verb.subtree}
    return (
        bool(
            near
            & (
                {"together", "other", "another", "directly", "phone", "telephone", "talks", "meeting", "call"}
                | PHONE_WORDS
            )
        )
        or verb.lemma_ == "discuss"
    )


def _not_a_phone_call(verb: Token) -> bool:
    """ "Called for", "called on", "called him a liar", "called off", "so-called" are no telephone calls."""
    for child in verb.children:
        if child.dep_ in {"prep", "prt"} and child.lower_ in _CALL_PARTICLES and not _dated(child):
            return True
        if child.dep_ in {"ccomp", "attr", "acomp"} or (child.dep_ == "xcomp" and child.tag_ != "VB"):
            return True
    objects_ = [c for c in verb.children if c.dep_ in {"dobj", "dative", "oprd"}]
    return len(objects_) != 1 or any(o.lower_ in {"it", "that", "this"} for o in objects_) or is_passive(verb)


def _dated(preposition: Token) -> bool:
    """Whether "on" brings in a day ("called Putin on October 10")."""
    inside = [t for t in preposition.subtree if t.i != preposition.i]
    return any(t.ent_type_ in {"DATE", "TIME"} or t.lower_ in MONTHS or t.lower_ in WEEKDAYS for t in inside)


def _is_media(token: Token, mentions: Mentions) -> bool:
    """Whether the addressee is the press: "told reporters", "told the Guardian"."""
    if token.lemma_.lower() in _PRESS:
        return True
    mention = mentions.at(token.i)
    return mention is not None and (mention.form is Form.OUTLET or "Assembly" in mention.actor)


def _plural_subject(tokens: list[Token], mentions: Mentions) -> bool:
    affiliations = {m.affiliation for t in tokens for m in actors_at(t, mentions)}
    return len(affiliations) > 1


def _travelling(verb: Token, frame: Frame, sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    """ "Shoigu flew to Tehran": the traveller and the state of the destination."""
    travellers = [
        m for t in (agents(verb) if is_passive(verb) else subjects(verb)) for m in actors_at(t, mentions)
    ]
    official = [
        m
        for m in travellers
        if m.is_person or m.form in {Form.OFFICE, Form.COLLECTIVE, Form.PRONOUN, Form.PLURAL}
    ]
    if not official or any(_no_envoys(m) for m in official):
        return
    lemma = verb.lemma_.lower()
    on_the_way = lemma not in {"visit", "tour"} and _on_the_way(verb)
    if lemma in {"go", "head", "land", "jet"} and not any(
        m.is_person and m.form is Form.NAME for m in official
    ):
        return
    targets = objects(verb) if frame.takes_object else prepositional(verb, frame.prepositions)
    if lemma == "visit" and is_passive(verb):
        targets = subjects(verb)
    candidate = Candidate(verb, sentence, Channel.VISIT, f"verb:{lemma}")
    for mention in official:
        candidate.add_mention(mention, Role.INITIATOR)
    home = candidate.affiliations
    for target in targets:
        host = host_of(target, mentions)
        venue = (
            on_the_way and mentions.at(target.i) is None
        )  # a city that is no capital: where talks are held
        if host is not None and host.affiliation not in home and not venue:
            candidate.add_mention(host, Role.HOST)
    # "flew to Tehran to meet Rouhani": the meeting tells it better, if it was with that host
    if len(candidate.affiliations) >= 2:
        candidate.strength = 0.75 if lemma in {"visit", "tour", "fly", "travel", "arrive"} else 0.55
        yield candidate


def _being_there(verb: Token, sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    """ "Members of the opposition were in Washington last week": named guests in another state's capital."""
    if any(c.dep_ in {"attr", "acomp"} for c in verb.children) or verb.dep_ in {"aux", "auxpass"}:
        return
    persons = {Form.NAME, Form.OFFICE, Form.COLLECTIVE, Form.PRONOUN}
    guests = [
        m
        for t in subjects(verb)
        for m in actors_at(t, mentions)
        if m.form in persons or t.lemma_.lower() == "member"
    ]
    guests = [m for m in guests if m.affiliation and m.sector not in {"CVL", "MIL"}]
    hosts = [
        h
        for t in prepositional(verb, {"in"})
        if (h := host_of(t, mentions)) is not None and h.form in {Form.CAPITAL, Form.STATE}
    ]
    if not guests or not hosts or is_negated(verb):
        return
    candidate = Candidate(verb, sentence, Channel.VISIT, "verb:be in", strength=0.55)
    for guest in guests:
        candidate.add_mention(guest, Role.INITIATOR)
    if hosts[0].affiliation not in candidate.affiliations:
        candidate.add_mention(hosts[0], Role.HOST)
        yield candidate


def _no_envoys(mention: Mention) -> bool:
    """Troops, fighters and the like go to a country without visiting it."""
    last = mention.actor.casefold().split()[-1]
    return not mention.is_person and (
        last in _UNITS or (mention.sector in {"MIL", "REB", "CVL"} and mention.form is not Form.COLLECTIVE)
    )


def _on_the_way(verb: Token) -> bool:
    """ "Arrived in Geneva for talks": the talks are the contact, the journey to their venue is none."""
    for child in verb.children:
        if child.dep_ in {"prep", "advcl", "xcomp"} and child.lower_ in {"for", "to"} | {
            child.lower_ if child.dep_ != "prep" else ""
        }:
            if any(
                t.lemma_.lower() in EVENT_NOUNS or t.lemma_.lower() in {"meet", "attend", "negotiate"}
                for t in child.subtree
            ):
                return True
    return False


def _sending(verb: Token, sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    """ "Sent a letter to", "sent its ambassador a message", "dispatched an envoy to Baku"."""
    passive = is_passive(verb)
    direct = [
        c for o in verb.children if o.dep_ == ("nsubjpass" if passive else "dobj") for c in conjuncts(o)
    ]
    senders = agents(verb) if passive else subjects(verb)
    lemma = verb.lemma_.lower()
    notes = [
        n
        for d in direct
        for n in (d, *[c for c in d.children if c.dep_ == "appos"])
        if n.lemma_.lower() in MESSAGE_NOUNS
    ]
    if notes:
        candidate = Candidate(verb, sentence, Channel.MESSAGE, f"verb:{lemma} message")
        candidate.add(mentions, senders, Role.INITIATOR)
        datives = [c for d in verb.children if d.dep_ == "dative" and d.pos_ != "ADP" for c in conjuncts(d)]
        candidate.add(
            mentions,
            datives
            + prepositional(verb, {"to"})
            + [t for n in notes for part in n.subtree for t in prepositional(part, {"to"})],
            Role.RECIPIENT,
        )
        for note in notes:
            candidate.add(mentions, prepositional(note, {"from"}), Role.INITIATOR)
        _ambassador_as_messenger(candidate, datives + [d for d in direct if d not in notes], mentions)
        if len(candidate.affiliations) >= 2:
            yield candidate
        return
    envoys = [
        d
        for d in direct
        if d.lemma_.lower() in ENVOY_NOUNS
        or ((m := mentions.at(d.i)) is not None and m.kind in {ActorKind.PERSON, ActorKind.OFFICE})
    ]
    if envoys and lemma in SENDING:
        candidate = Candidate(verb, sentence, Channel.ENVOY, f"verb:{lemma} envoy")
        candidate.add(mentions, senders, Role.INITIATOR)
        candidate.add(mentions, [d for d in envoys if mentions.at(d.i)], Role.INITIATOR)
        for target in prepositional(verb, {"to"}) + [t for e in envoys for t in prepositional(e, {"to"})]:
            host = host_of(target, mentions)
            if host is not None and host.affiliation not in candidate.affiliations:
                candidate.add_mention(host, Role.RECIPIENT)
        if len(candidate.affiliations) >= 2:
            yield candidate


def _ambassador_as_messenger(candidate: Candidate, datives: list[Token], mentions: Mentions) -> None:
    """ "Iran sent its ambassador to Moscow a message": the ambassador passes it on to the host state."""
    for token in datives:
        if token.lemma_.lower() != "ambassador":
            continue
        for target in prepositional(token, {"to", "in"}):
            host = host_of(target, mentions)
            if host is not None:
                candidate.add_mention(host, Role.RECIPIENT)


def _inviting(verb: Token, sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    """ "Invited Putin to Ankara", "was invited to talks": a visit or meeting proposed."""
    passive = is_passive(verb)
    hosts = agents(verb) if passive else subjects(verb)
    guests = subjects(verb) if passive else objects(verb)
    words = {t.lemma_.lower() for t in verb.subtree}
    channel = next(
        (
            c
            for n, c in EVENT_NOUNS.items()
            if n in words and n in {"summit", "talk", "meeting", "conference", "negotiation"}
        ),
        Channel.VISIT,
    )
    candidate = Candidate(verb, sentence, channel, "verb:invite", status=Status.PROPOSED)
    candidate.add(mentions, hosts, Role.INITIATOR)
    candidate.add(mentions, guests, Role.RECIPIENT)
    if len(candidate.affiliations) < 2:
        for target in prepositional(verb, {"to"}):
            host = host_of(target, mentions)
            if host is not None:
                candidate.add_mention(host, Role.HOST)
    if len(candidate.affiliations) >= 2:
        yield candidate


def _exchanging(verb: Token, sentence: Span, mentions: Mentions) -> Iterator[Candidate]:
    """ "Exchanged views with", "exchanged letters"."""
    what = {o.lemma_.lower() for o in objects(verb)}
    if not what & ({"view", "opinion", "idea", "word", "greeting", "information"} | MESSAGE_NOUNS):
        return
    channel = Channel.MESSAGE if what & {"letter", "message", "note"} else Channel.UNSPECIFIED
    candidate = Candidate(verb, sentence, channel_of(verb, channel), "verb:exchange")
    candidate.add(mentions, subjects(verb), Role.PARTICIPANT)
    candidate.add(
        mentions,
        prepositional(verb, {"with"})
        + [t for o in objects(verb) for t in prepositional(o, {"with", "between"})],
        Role.PARTICIPANT,
    )
    if len(candidate.affiliations) >= 2:
        yield candidate


_SPECIAL: dict[str, Callable[[Token, Span, Mentions], Iterator[Candidate]]] = {
    **dict.fromkeys(SENDING | CONVEYING, _sending),
    "invite": _inviting,
    "exchange": _exchanging,
    "be": _being_there,
}
"""Verbs whose frames are their own."""
