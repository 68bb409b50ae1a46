"""Whether a contact took place, is planned, proposed, refused ..., read from the verbs around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.coding.candidates import Candidate
from dragoman.language.grammar import climb, governor, is_negated, modals
from dragoman.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

CANCEL = frozenset("cancel scrap abort scuttle abandon".split())
POSTPONE = frozenset("postpone delay defer reschedule".split())
REFUSE = frozenset("refuse reject decline boycott snub rebuff spurn shun".split())
DENY = frozenset("deny refute dispute".split())
PLAN = frozenset(
    "plan schedule expect arrange prepare agree set due slate intend announce confirm promise pledge book poise".split()
)
PROPOSE = frozenset(
    "propose offer suggest invite want hope seek wish consider request demand urge ask call press encourage welcome mull explore float "
    "contemplate aim ready willing open possible likely need require favour favor advocate push recommend appeal consider try attempt "
    "desire keen eager would look".split()
)
CONTINUE = frozenset("continue proceed".split())
REPORTING = frozenset(
    "say tell report add claim state note announce confirm reveal stress explain insist declare write argue acknowledge admit recall "
    "mention disclose indicate suggest describe believe understand think know hear learn see show quote".split()
)
PLANNED_ADJECTIVES = frozenset(
    "upcoming forthcoming planned scheduled future expected coming next impending".split()
)
PROPOSED_ADJECTIVES = frozenset("possible potential proposed eventual prospective hypothetical".split())
FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall"})
OPEN_MODALS = frozenset({"may", "might", "could", "should", "must", "can", "would", "'d", "’d", "ought"})


_TAKING_PLACE = frozenset("hold be begin start take resume open follow come convene host attend".split())
"""Infinitives after an event noun that say it is still to come ("talks to begin on Monday"), not its purpose."""

_UPPER = (
    (DENY, Status.DENIED),
    (PLAN, Status.PLANNED),
    (PROPOSE, Status.PROPOSED),
    (CONTINUE, Status.ONGOING),
)


_AT_THE_TIME = frozenset("in during after at following on since from".split())
"""Prepositions that present an event as given."""

_SEEKING_NOUNS = frozenset(
    "talk possibility prospect idea proposal call offer invitation request demand hope chance suggestion appeal need readiness willingness push rumour rumor speculation".split()
)
"""Nouns whose "of" or "for" phrase is only proposed."""

_ASKING_FOR = frozenset(
    "propose offer suggest want seek request demand urge call push press hope appeal consider advocate favour mull float ask".split()
)
"""Verbs whose object or "for" phrase is only proposed."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status, or None where the text presents no contact at all, with the cue that decided it."""

    status: Status | None
    cue: str = ""


def judge(candidate: Candidate) -> Judgement:
    """Status of a candidate, or a rejection.

    Reads from the trigger outwards: its own modifiers, the verb that governs it, the verbs above;
    the first decisive cue wins, and a plain past or present is ``occurred``.
    """
    trigger = candidate.trigger
    if trigger.pos_ in {"NOUN", "PROPN"}:
        decided = _noun_modifiers(trigger) or _day_of(trigger)
        if decided is not None:
            return decided
        verb, how = governor(trigger)
        noun_of = _governing_noun(trigger)
        if noun_of is not None:
            return noun_of
        if verb is None:
            return Judgement(candidate.status or Status.OCCURRED, "noun")
        decided = _verb_lemma(verb, how)
        if decided is not None:
            return decided
        if how not in {"subject", "object"} and how in _AT_THE_TIME:
            return Judgement(candidate.status or Status.OCCURRED, how)
        decided = _predicate(verb) if how == "subject" else None
        if decided is not None:
            return decided
    else:
        verb = trigger
    inner = _verb_chain(verb)
    if inner.status is Status.OCCURRED and candidate.status is not None:
        return Judgement(candidate.status, "construction")
    return inner


def _predicate(verb: Token) -> Judgement | None:
    """ "Talks are due to resume", "a summit is likely", "a meeting is under way"."""
    if verb.lemma_ != "be":
        return None
    for child in verb.children:
        lemma = child.lemma_.lower()
        if child.dep_ in {"acomp", "attr", "advmod", "prep", "xcomp"}:
            if lemma in {"due", "set", "scheduled", "ready", "imminent", "certain"}:
                return Judgement(Status.PLANNED, child.text)
            if lemma in {"likely", "possible", "unlikely", "necessary", "essential"}:
                return Judgement(Status.PROPOSED, child.text)
            if lemma in {"underway", "ongoing"} or (
                lemma == "under" and "way" in {t.lower_ for t in child.children}
            ):
                return Judgement(Status.ONGOING, child.text)
    return None


def _day_of(noun: Token) -> Judgement | None:
    """ "On the second day of a visit", "is in Japan on a three-day visit": it goes on."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in {"day", "leg", "stop"}:
        return Judgement(Status.ONGOING, "day of")
    before = noun.doc[max(noun.sent.start, noun.left_edge.i - 2) : noun.left_edge.i]
    if [t.lower_ for t in before] == ["ahead", "of"]:
        return Judgement(Status.PLANNED, "ahead of")  # "speaking ahead of talks in Vienna"
    verb, how = governor(noun)
    if (
        how == "for"
        and verb is not None
        and verb.lemma_.lower() in {"prepare", "wait", "plan", "schedule", "brace"}
    ):
        return Judgement(Status.PLANNED, verb.text)
    if verb is None or not (verb.tag_ in {"VBZ", "VBP"} or modals(verb) & {"has", "have", "'ve", "’ve"}):
        return None
    if how == "on" and verb.lemma_ == "be" and verb.tag_ in {"VBZ", "VBP"}:
        return Judgement(Status.ONGOING, "is on")
    if how == "in" and verb.lemma_ in {"be", "remain", "stay", "keep"} and not is_negated(verb):
        return Judgement(Status.ONGOING, "are in")  # "are in talks", "remain in contact with"
    return None


def _noun_modifiers(noun: Token) -> Judgement | None:
    for child in noun.children:
        lemma = child.lemma_.lower()
        if child.dep_ in {"amod", "compound", "advmod"}:
            if lemma in PLANNED_ADJECTIVES or child.lower_ in PLANNED_ADJECTIVES:
                return Judgement(Status.PLANNED, child.text)
            if lemma in PROPOSED_ADJECTIVES or child.lower_ in PROPOSED_ADJECTIVES:
                return Judgement(Status.PROPOSED, child.text)
            if child.lower_ in {"cancelled", "canceled", "aborted"}:
                return Judgement(Status.CANCELLED, child.text)
            if child.lower_ in {"ongoing", "continuing", "current"}:
                return Judgement(Status.ONGOING, child.text)
        if child.dep_ in {"acl", "relcl"}:
            to_come = child.tag_ == "VB" and child.dep_ == "acl" and lemma in _TAKING_PLACE
            if lemma in {"schedule", "plan", "expect", "slate", "due"} or to_come:
                return Judgement(Status.PLANNED, child.text)
            if child.dep_ == "relcl" and modals(child) & FUTURE_MODALS:
                return Judgement(Status.PLANNED, child.text)
    if any(c.dep_ == "det" and c.lower_ in {"no", "any"} for c in noun.children):
        if any(c.lower_ == "such" for c in noun.children):
            return Judgement(Status.DENIED, "no such")
        return Judgement(None, "no")
    return None


def _governing_noun(noun: Token) -> Judgement | None:
    """ "Talk of a summit", "plans for a meeting", "refusal of talks", "an invitation to talks"."""
    prep = noun.head if noun.dep_ == "pobj" else None
    above = prep.head if prep is not None and prep.dep_ == "prep" else None
    if above is None or above.pos_ not in {"NOUN", "PROPN"}:
        return None
    lemma = above.lemma_.lower()
    if lemma in _SEEKING_NOUNS:
        verb, _ = governor(above)
        if (
            verb is not None
            and (refused := _verb_lemma(verb, "object")) is not None
            and refused.status is Status.REFUSED
        ):
            return refused  # "turned down the request for a meeting"
        return Judgement(Status.PROPOSED, above.text)
    if lemma in {"plan", "preparation", "date", "agenda", "announcement", "arrangement", "run-up", "eve"}:
        return Judgement(Status.PLANNED, above.text)
    if lemma in {"cancellation"}:
        return Judgement(Status.CANCELLED, above.text)
    if lemma in {"postponement"}:
        return Judgement(Status.PLANNED, above.text)
    if lemma in {"refusal", "rejection", "boycott"}:
        return Judgement(Status.REFUSED, above.text)
    if lemma in {"denial"}:
        return Judgement(Status.DENIED, above.text)
    return None


def _verb_lemma(verb: Token, how: str) -> Judgement | None:
    """What the verb directly over an event noun says about it."""
    lemma = verb.lemma_.lower()
    if lemma == "avoid":
        return Judgement(Status.REFUSED, verb.text)
    if lemma in {"lack", "prevent", "preclude"}:
        return Judgement(None, verb.text)
    if lemma in CANCEL or (lemma in {"call", "break"} and any(c.lower_ == "off" for c in verb.children)):
        return Judgement(Status.CANCELLED, verb.text)
    if lemma in POSTPONE or (
        lemma == "put" and any(c.lower_ in {"off", "hold"} for t in verb.children for c in (t, *t.children))
    ):
        return Judgement(Status.PLANNED, verb.text)
    if how == "object" or how == "subject":
        if lemma in REFUSE or (
            lemma in {"rule", "turn"} and any(c.lower_ in {"out", "down"} for c in verb.children)
        ):
            return Judgement(Status.REFUSED, verb.text)
        if lemma in DENY:
            return Judgement(Status.DENIED, verb.text)
    if how in {"object", "for", "to", "at"} and lemma in _ASKING_FOR and not is_negated(verb):
        return Judgement(Status.PROPOSED, verb.text)
    if (
        how == "object"
        and lemma in {"plan", "schedule", "arrange", "announce", "set", "expect", "prepare"}
        and lemma != "announce"
    ):
        return Judgement(Status.PLANNED, verb.text)
    if how == "subject" and lemma in {"schedule", "plan", "expect", "slate", "set", "aim"}:
        return Judgement(Status.PLANNED, verb.text)
    return None


def _verb_chain(verb: Token) -> Judgement:
    """The verbs above the governing verb, then its own modals, negation and tense."""
    above = list(climb(verb))
    if _denied(verb, above):
        return Judgement(Status.DENIED, "deny")
    for upper in above:
        decided = _upper_verb(upper, _relation(verb, upper, above))
        if decided is not None:
            return decided
    if _conditional(verb):
        return Judgement(None, "if")
    auxiliaries = modals(verb)
    if is_negated(verb):
        refusing = auxiliaries & {"will", "would", "wo", "'d"}
        return Judgement(Status.REFUSED, "will not") if refusing else Judgement(None, "not")
    return _tense(verb, auxiliaries, above)


def _denied(verb: Token, above: list[Token]) -> bool:
    """ "Denied a report that X had tried to call Y", "denied that they met", "denied having met"."""
    below = verb
    for upper in above:
        if upper.pos_ == "VERB" and upper.lemma_.lower() in DENY and not is_negated(upper):
            return below.dep_ in {"ccomp", "dobj", "xcomp", "pcomp"}
        below = upper
    return False


def _upper_verb(upper: Token, relation: str) -> Judgement | None:
    """What a verb above says of the contact in its infinitive or its reported clause."""
    lemma = upper.lemma_.lower()
    if relation == "content":
        return Judgement(Status.DENIED, upper.text) if lemma in DENY and not is_negated(upper) else None
    if relation != "infinitive":
        return None
    if lemma in REFUSE:
        return None if is_negated(upper) else Judgement(Status.REFUSED, upper.text)
    for lemmas, status in _UPPER:
        if lemma in lemmas:
            if status is Status.PLANNED and modals(upper) & OPEN_MODALS:
                return Judgement(Status.PROPOSED, upper.text)  # "would expect him to urge"
            return Judgement(status, upper.text)
    return None


def _tense(verb: Token, auxiliaries: set[str], above: list[Token]) -> Judgement:
    if auxiliaries & FUTURE_MODALS or _going_to(verb) or _be_to(verb):
        return Judgement(Status.PLANNED, "will")
    if auxiliaries & {"would", "'d", "’d"}:
        reported = any(u.lemma_.lower() in REPORTING and u.tag_ in {"VBD", "VBN"} for u in above)
        return Judgement(Status.PLANNED if reported else Status.PROPOSED, "would")
    if auxiliaries & OPEN_MODALS:
        # "may have telephoned" is a rumour; "should have telephoned" says that nobody did
        counterfactual = "have" in auxiliaries and not auxiliaries & {"may", "might", "could"}
        return Judgement(None if counterfactual else Status.PROPOSED, next(iter(auxiliaries & OPEN_MODALS)))
    if (
        verb.tag_ == "VB"
        and "to" in auxiliaries
        and verb.dep_ in {"advcl", "xcomp", "acl"}
        and verb.head.pos_ in {"VERB", "AUX"}
    ):
        return _tense(verb.head, modals(verb.head), above)  # "will visit Cairo to meet Sisi"
    if verb.tag_ == "VBG" and verb.dep_ in {"acl", "advcl"} and any(_progressive(a) for a in above[:3]):
        return Judgement(Status.ONGOING, "progressive")  # "is leading a delegation touring Washington"
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are", "'s", "’s", "been", "'re", "’re", "am"}:
        return Judgement(Status.ONGOING, "progressive")
    return Judgement(Status.OCCURRED, "tense")


def _progressive(verb: Token) -> bool:
    return verb.tag_ == "VBG" and bool(modals(verb) & {"is", "are", "'s", "’s", "am"})


def _relation(verb: Token, upper: Token, above: list[Token]) -> str:
    """How the clause of ``verb`` hangs under ``upper``: as an infinitive or object, or as reported content."""
    below = verb
    for step in above:
        if step.i == upper.i:
            break
        below = step
    if (
        below.dep_ in {"xcomp", "pcomp"}
        or (below.dep_ in {"advcl", "acl", "ccomp"} and below.tag_ == "VB")
        or below.dep_ == "prep"
    ):
        return "infinitive"
    if below.dep_ == "ccomp":
        return "content"
    return "other"


def _conditional(verb: Token) -> bool:
    return any(
        c.lower_ in {"if", "unless", "whether"} and c.dep_ == "mark"
        for t in (verb, verb.head)
        for c in t.children
        if t.pos_ in {"VERB", "AUX"} and (t is verb or verb.dep_ in {"xcomp", "ccomp"})
    )


def _going_to(verb: Token) -> bool:
    return verb.head.lemma_ == "go" and verb.dep_ == "xcomp" and verb.head.tag_ == "VBG"


def _be_to(verb: Token) -> bool:
    """ "Is to meet", "are due to meet", "is set to visit"."""
    head = verb.head
    return (
        verb.dep_ == "xcomp"
        and "to" in modals(verb)
        and head.lemma_ in {"be", "due", "set", "schedule", "expect"}
    )
