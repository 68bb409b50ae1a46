"""How an agreement stands, read from the words around its noun.

Each construction gives a :class:`Cue`; how several tellings of one agreement combine is the business of
:mod:`dragoman.coding.agreements`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.coding.agreement_lexicon import (
    ACCEPTING,
    ACHIEVING,
    AHEAD,
    ALLEGATIONS,
    ALLEGING,
    BROKEN,
    DECIDING,
    IN_FORCE_NOUNS,
    IN_FORCE_PREPOSITIONS,
    LINKING,
    NOUN_STATUS,
    ONLY_WITH_PARTICLE,
    PARTICLES,
    PROSPECTIVE,
    PROVIDING,
    RECENT,
    REFUSING,
    SEEKING,
    STANDING,
    STRONG,
    SUBJECT_STATUS,
    TOWARDS,
    UNCOMMITTED,
    VERB_STATUS,
    WISHED,
    S,
)
from dragoman.coding.status import FUTURE_MODALS, OPEN_MODALS
from dragoman.language.grammar import governor, is_negated, is_passive, modals, own_subjects
from dragoman.records import AgreementStatus

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Cue:
    """What one telling says about how the agreement stands.

    Attributes:
        status: the status.
        given: whether any word says so; otherwise the agreement is merely spoken of.
        weak: what the words presuppose rather than say ("under the deal").
        alleged: said of a party by somebody else ("accused Moscow of violating the treaty").
    """

    status: AgreementStatus
    given: bool = True
    weak: bool = False
    alleged: bool = False


def nouns_above(noun: Token) -> list[Token]:
    """Nouns that lead to the agreement: "calls for a ceasefire", "an attempt to broker a truce", "work on a deal"."""
    found: list[Token] = []
    current = noun
    for _ in range(3):
        head = current.head
        if current.dep_ == "pobj" and head.dep_ == "prep" and _is_noun(head.head):
            current = head.head
        elif current.dep_ in {"dobj", "xcomp"} and head.pos_ == "VERB" and head.dep_ == "acl":
            current = head.head
        else:
            break
        found.append(current)
    return found


def _is_noun(token: Token) -> bool:
    """Nouns, also those that the tagger takes for verbs after a possessive ("rejected Ankara's calls for a truce")."""
    return token.pos_ in {"NOUN", "PROPN"} or (token.lemma_ in SEEKING and token.dep_ in {"dobj", "pobj"})


def verb_over(noun: Token) -> tuple[Token | None, str]:
    """The verb that governs a noun; of "Ankara's demands for a truce ... were rebuffed" also where the parse
    leaves the passive without its subject."""
    verb, how = governor(noun)
    if verb is not None:
        return verb, how
    if noun.dep_ == "conj":
        for token in noun.doc[noun.i + 1 : noun.sent.end]:
            if token.tag_ == "VBN" and token.dep_ != "acl" and is_passive(token) and not own_subjects(token):
                return token, "subject"
    return None, how


def status_of(noun: Token) -> Cue:
    """How the agreement stands by its modifiers, the nouns above it, its verb and its clauses, in that order."""
    for find in (_by_modifier, _by_compound, _by_nouns_above, _by_predicate):
        cue = find(noun)
        if cue is not None:
            return cue
    verb, how = governor(noun)
    by_verb = _by_verb(verb, how) if verb is not None else None
    if by_verb is not None and not by_verb.weak and by_verb.status in STRONG | {S.HOLDING}:
        return by_verb  # "rips up a ceasefire agreed last year"
    if any(c.lower_ in PROSPECTIVE for c in noun.children if c.dep_ in {"amod", "compound", "acl"}):
        return Cue(S.PROPOSED)  # "a proposed treaty"
    for cue in (_by_clause(noun), by_verb, _by_preposition(noun), _by_wish(noun), _by_article(noun)):
        if cue is not None:
            return cue
    return Cue(S.REACHED, given=False)


def _by_modifier(noun: Token) -> Cue | None:
    """ "A failed truce", "a decades-old treaty"."""
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod", "acl"}:
            if child.lower_ in BROKEN and child.i < noun.i:
                return Cue(BROKEN[child.lower_])
            if child.lower_ in STANDING or child.lower_.endswith("-old"):
                return Cue(S.HOLDING, weak=True)
    return None


def _by_compound(noun: Token) -> Cue | None:
    """ "Truce violations", "ceasefire talks", "the treaty's collapse": the noun that the agreement stands before."""
    if noun.dep_ not in {"compound", "nmod", "poss"}:
        return None
    lemma = noun.head.lemma_.lower()
    if lemma in NOUN_STATUS and lemma not in {"end", "adoption"}:
        return Cue(S.HOLDING if is_negated(noun.head) else NOUN_STATUS[lemma])
    return Cue(S.PROPOSED) if lemma in SEEKING and noun.dep_ != "poss" else None


def _by_wish(noun: Token) -> Cue | None:
    """ "A lasting ceasefire": spoken of as something to come, unless it is a particular one."""
    definite = any(c.dep_ == "det" and c.lower_ in {"the", "this", "that"} for c in noun.children)
    if not definite and any(c.lower_ in WISHED for c in noun.children if c.dep_ in {"amod", "compound"}):
        return Cue(S.PROPOSED)
    return None


def _by_article(noun: Token) -> Cue | None:
    """ "The agreement between India and Mauritius", "its defence treaty": taken for known and nothing more said."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"after", "following", "since"}:
        return None
    words = {c.lower_ for c in noun.children}
    between = any(c.lower_ in {"between", "with"} for c in noun.rights)
    known = "the" in words and between
    return (
        Cue(S.HOLDING, weak=True)
        if (known or noun.lemma_.lower() == "treaty") and not words & RECENT
        else None
    )


def _by_preposition(noun: Token) -> Cue | None:
    """ "Despite the truce", "under the deal", "as agreed in the deal"."""
    if noun.dep_ != "pobj":
        return None
    preposition = noun.head
    if preposition.lower_ == "despite" and _is_truce(noun):
        return Cue(S.VIOLATED)
    clause = preposition.head
    if clause.lemma_.lower() in {"agree", "promise", "require", "stipulate", "oblige"} and any(
        c.lower_ == "as" for c in clause.children
    ):  # "had not left the town, as agreed in a deal"
        return Cue(S.VIOLATED if is_negated(clause.head) else S.HOLDING, weak=not is_negated(clause.head))
    text = noun.doc[max(preposition.i - 2, noun.sent.start) : preposition.i + 1].text.lower()
    if preposition.lower_ in TOWARDS:
        return Cue(S.PROPOSED)
    if preposition.lower_ in {"under", "per"} or text.endswith(IN_FORCE_PREPOSITIONS):
        return Cue(S.HOLDING, weak=True)
    return None


def _is_truce(noun: Token) -> bool:
    return bool(
        {t.lower_ for t in noun.subtree}
        & {"ceasefire", "truce", "armistice", "cease-fire", "de-escalation", "escalation"}
    )


def _by_nouns_above(noun: Token) -> Cue | None:
    for above in nouns_above(noun):
        lemma = above.lemma_.lower()
        verb, how = verb_over(above)
        status = NOUN_STATUS.get(lemma)
        if status is not None:
            if is_negated(above):
                return Cue(S.HOLDING)  # "no violation of the treaty"
            alleged = verb is not None and verb.lemma_.lower() in ALLEGING
            threat = verb is not None and verb.lemma_.lower() in {"threaten", "fear", "prevent", "avoid"}
            return Cue(S.HOLDING if threat else status, alleged=alleged)
        if lemma in SEEKING:
            fate = _fate(verb, how)
            return Cue(fate if fate in {S.FAILED, S.REJECTED} else S.PROPOSED)
        if (
            lemma == "part"
            and verb is not None
            and verb.lemma_.lower() in {"fulfil", "fulfill", "keep", "honour"}
        ):
            return _by_verb(verb, how)  # "never fulfilled its part of the deal"
        if lemma in IN_FORCE_NOUNS and verb is not None and verb.lemma_.lower() in VERB_STATUS:
            cue = _by_verb(verb, how)  # "never fulfilled its part of the deal"
            return cue if cue is not None and cue.status in STRONG else Cue(S.HOLDING, weak=True)
        if lemma in IN_FORCE_NOUNS:
            return Cue(S.HOLDING, weak=True)
    return None


def _by_predicate(noun: Token) -> Cue | None:
    """ "Close to a deal", "ready for a truce"; "the deal is dead", "the truce is still in force"."""
    if predicate_of(noun) is not None:
        return Cue(S.PROPOSED)
    head = noun.head
    if noun.dep_ != "nsubj" or head.lemma_ != "be":
        return None
    after = [c for c in head.children if c.i > head.i and c.dep_ in {"acomp", "attr", "prep", "advmod"}]
    said = {t.lower_ for c in after for t in (c, *(o for o in c.children if o.dep_ == "pobj"))}
    if said & {"dead", "tatters", "ruins", "failure"}:
        return Cue(S.FAILED)
    if said & {"over", "void", "null"}:
        return Cue(S.ENDED)
    if said & AHEAD:
        return Cue(S.PROPOSED)
    if "unacceptable" in said:
        return Cue(S.REJECTED)
    if said & {"force", "place", "intact", "effect", "alive"}:
        return Cue(S.HOLDING)
    return None


def _by_clause(noun: Token) -> Cue | None:
    """ "A ceasefire agreed last year", "a deal that collapsed", "a treaty that he quit"; not "a deal to end the war"."""
    for child in noun.children:
        if child.dep_ not in {"acl", "relcl"} or child.tag_ == "VBG":
            continue
        if "to" in modals(child):  # "a treaty to be signed in May", not "a deal to end the war"
            if is_passive(child) and VERB_STATUS.get(child.lemma_.lower()) is S.REACHED:
                return Cue(S.PROPOSED)
            continue
        particle = _particle_status(child)
        if particle is not None:
            return Cue(particle)
        active = not (is_passive(child) or (child.tag_ == "VBN" and child.dep_ == "acl"))
        of_it = any(c.dep_ == "nsubj" and c.tag_ in {"WDT", "WP"} for c in child.children)
        status = _status_at(child, "subject" if of_it else "object", active and of_it)
        if status is None:
            continue
        if is_negated(child):
            return Cue(_negated(status, "subject" if of_it else "object", child))
        settled = _prospective(status, modals(child))
        return Cue(settled, weak=settled is S.REACHED)
    return None


def _particle_status(verb: Token) -> AgreementStatus | None:
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ in {"prt", "advmod", "prep"}:
            found = PARTICLES.get((lemma, child.lower_))
            if found is not None:
                return found
    return None


def _fate(verb: Token | None, how: str) -> AgreementStatus | None:
    """What became of an attempt or a call: the verb over it or below it ("appears to have failed")."""
    if verb is None:
        return None
    for step in (verb, *[c for c in verb.children if c.dep_ == "xcomp"]):
        status = _status_at(step, how, how == "subject" and not is_passive(step))
        if status is not None:
            return status
    return None


def _by_verb(verb: Token, how: str) -> Cue | None:
    """The governing verb, and where it is an infinitive or a light one, those over it."""
    if verb.dep_ == "advcl" and verb.head.lemma_ in SEEKING and any(c.lower_ == "for" for c in verb.children):
        return Cue(S.PROPOSED)  # "the UN's calls for a ceasefire are ignored", "calls" taken for a verb
    if any(c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"} for c in verb.children):
        return None  # "waits to see whether it is implemented"
    linked = verb.dep_ in {"xcomp", "conj"} or (
        verb.dep_ in {"ccomp", "advcl", "pcomp"} and VERB_STATUS.get(verb.lemma_.lower()) is not None
    )
    active_subject = how == "subject" and not is_passive(verb)
    if active_subject and "would" in modals(verb) and verb.lemma_ not in SUBJECT_STATUS:
        return None if is_negated(verb) else Cue(S.PROPOSED, weak=True)  # "the deal would open both markets"
    for step in [verb, *(list(verb.ancestors)[:2] if linked else [])]:
        status = _status_at(step, how, active_subject and step is verb)
        if status is None or (step is not verb and not _governs(step, verb)):
            continue
        if how not in {"object", "subject"} and how not in LINKING[status]:
            return None  # "the fighters left in a deal"
        if status is S.REJECTED and any(c.lower_ in UNCOMMITTED for c in step.children if c.dep_ == "nsubj"):
            return None  # "those who reject the deal"
        refused = _of_refusal(status, verb)
        if refused is not None:
            return Cue(refused)
        negated = is_negated(verb) or is_negated(step) or _unwilling(verb)
        if negated:
            if status is S.REACHED and how != "subject" and step.lemma_.lower() not in ACCEPTING:
                return None
            return Cue(_negated(status, how, verb))
        return Cue(_settled(status, verb, step), alleged=_is_alleged(verb))
    return None


def _of_refusal(status: AgreementStatus, verb: Token) -> AgreementStatus | None:
    """ "Refused to sign the deal", "failed to honour it", "failed to reach a truce"."""
    upper = verb.head.lemma_.lower() if verb.dep_ == "xcomp" else ""
    if upper == "rule" and any(c.lower_ == "out" for c in verb.head.children):
        return S.REJECTED
    if status is S.HOLDING and upper in {*REFUSING, "fail"}:
        return S.VIOLATED
    if status is S.REACHED and upper in {*REFUSING, "fail"}:
        return S.REJECTED if upper in REFUSING else S.FAILED
    return None


def _governs(step: Token, verb: Token) -> bool:
    """Whether what the upper verb says holds of the agreement: "wants to sign a deal", not "hopes the deal will help"."""
    if step.lemma_.lower() in {"say", "announce", "declare", "make", "agree", "approve", "accept"}:
        return False
    return verb.dep_ in {"xcomp", "conj", "acl", "pcomp"} or VERB_STATUS.get(verb.lemma_.lower()) is S.REACHED


def _status_at(step: Token, how: str, active_subject: bool) -> AgreementStatus | None:
    particle = _particle_status(step)
    if particle is not None:
        return particle
    lemma = step.lemma_.lower()
    if active_subject:
        if lemma in {"come", "enter", "go", "take"} and any(
            t.lower_ in {"force", "effect"} for t in step.subtree
        ):
            return S.HOLDING
        if lemma in PROVIDING and step.tag_ in {"VBZ", "VBP"}:
            return S.HOLDING
        taken = any(c.dep_ in {"dobj", "obj"} for c in step.children)  # "the accord ended the war"
        return None if taken else SUBJECT_STATUS.get(lemma)
    if lemma in ONLY_WITH_PARTICLE and how == "object" and lemma != "hold":
        return None
    return VERB_STATUS.get(lemma)


def _negated(status: AgreementStatus, how: str, verb: Token) -> AgreementStatus:
    """What "not" makes of a status."""
    if status is S.HOLDING:
        return S.FAILED if how == "subject" else S.VIOLATED  # "did not hold"; "never honoured the deal"
    if status is S.REACHED:
        perfect = modals(verb) & {"has", "have", "had"}
        if any(c.lower_ == "yet" for c in verb.children) or (perfect and how != "subject"):
            return S.PROPOSED  # "has not signed the treaty"
        return S.FAILED if how == "subject" else S.REJECTED
    if status in {S.VIOLATED, S.ENDED, S.FAILED}:
        return S.HOLDING  # "has not withdrawn from the treaty"
    return S.PROPOSED


def _settled(status: AgreementStatus, verb: Token, step: Token) -> AgreementStatus:
    """What remains of a status under a modal, an infinitive or an imperative."""
    auxiliaries = modals(verb)
    bare = ("to" in auxiliaries or verb.tag_ == "VB") and not auxiliaries & {"do", "does", "did"}
    above = verb.head.lemma_.lower() if verb.head.i != verb.i else ""
    if above in ACHIEVING and verb.dep_ == "xcomp" and verb.head.tag_ in {"VBD", "VBN"}:
        bare = False  # "managed to strike a deal"
    if status in {S.VIOLATED, S.ENDED, S.FAILED}:
        decided = above in DECIDING and (bare or auxiliaries & (FUTURE_MODALS | {"would"}))
        if decided or (status is S.ENDED and auxiliaries & FUTURE_MODALS):
            return status
        subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        imperative = verb.tag_ == "VB" and not auxiliaries and not subject and verb.dep_ in {"ROOT", "ccomp"}
        if imperative or bare or auxiliaries & OPEN_MODALS:
            return S.HOLDING  # "threatened to quit the accord", "cancel the agreement!"
        return status
    if status is S.REACHED and (bare or _under_way(verb)):
        return S.PROPOSED
    return _prospective(status, auxiliaries)


def _under_way(verb: Token) -> bool:
    """ "Are negotiating a deal", "is being negotiated", "hopes of reaching a truce": not there yet."""
    if any(c.lower_ == "being" for c in verb.children):
        return True
    if verb.tag_ != "VBG":
        return False
    if any(c.lemma_ == "be" and c.dep_ == "aux" for c in verb.children):
        return not any(c.lower_ in {"has", "have", "had"} for c in verb.children)
    return verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "for", "to", "towards", "toward", "on", "at"}


def _prospective(status: AgreementStatus, auxiliaries: set[str]) -> AgreementStatus:
    prospective = auxiliaries & (FUTURE_MODALS | OPEN_MODALS)
    return S.PROPOSED if status is S.REACHED and prospective and "have" not in auxiliaries else status


def _is_alleged(verb: Token) -> bool:
    above = list(verb.ancestors)[:3]
    return any(t.lemma_.lower() in ALLEGING | ALLEGATIONS for t in above)


def _unwilling(verb: Token) -> bool:
    """ "Not prepared to enter into ceasefires", "no readiness to sign": the negation stands at the adjective."""
    head = verb.head
    return verb.dep_ == "xcomp" and head.pos_ == "ADJ" and (is_negated(head) or is_negated(head.head))


def predicate_of(noun: Token) -> Token | None:
    """ "Turkey and Russia may be close to a deal": the "be" over the adjective that governs the noun."""
    prep = noun.head
    adjective = prep.head if noun.dep_ == "pobj" and prep.dep_ == "prep" else None
    if adjective is None or adjective.pos_ != "ADJ" or adjective.head.lemma_ != "be":
        return None
    return adjective.head


def is_hypothetical(noun: Token) -> bool:
    """ "A lengthy ceasefire would have stabilised the region": there was none."""
    verb, _ = governor(noun)
    return (
        verb is not None
        and {"would", "could", "might", "should"} & modals(verb) != set()
        and "have" in modals(verb)
    )


def walks_out(verb: Token) -> bool:
    """ "Ottawa pulled out at the last minute": leaves an arrangement that the clause does not name again."""
    lemma = verb.lemma_.lower()
    particles = {c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"}}
    walking = (lemma in {"pull", "back"} and "out" in particles) or lemma == "renege"
    if (
        not walking
        or verb.tag_ not in {"VBD", "VBN", "VBZ"}
        or modals(verb) & OPEN_MODALS
        or is_negated(verb)
    ):
        return False
    return not any(c.dep_ in {"dobj", "obj"} or c.lower_ in {"of", "from", "on"} for c in verb.children)
