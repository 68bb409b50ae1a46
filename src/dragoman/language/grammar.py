"""Who does what to whom in a dependency parse: subjects, objects, prepositional arguments, tense.

Small pure functions over spaCy tokens; the label names are those of spaCy's English models (ClearNLP
style). Each branch says which construction it catches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass"})
OBJECT_DEPS = frozenset({"dobj", "obj", "dative"})
OBJECT_CONTROL = frozenset("ask urge tell persuade convince get send order invite press force allow help want expect instruct dispatch bring push require enable task".split())  # fmt: skip
"""Verbs whose object, not subject, does what the infinitive says ("sent him to call")."""

MEASURES = frozenset(
    "round series week day hour month set string bout spate flurry couple number rounds cycle session".split()
)
"""Nouns that count others: what governs them governs what they count."""

_MAX_CONJUNCTS = 24


def conjuncts(token: Token) -> Iterator[Token]:
    """``token`` and everything coordinated below it ("Russia, Turkey and Iran"), in text order."""
    yield token
    seen = 1
    queue = [token]
    while queue:
        current = queue.pop(0)
        for child in current.children:
            listed = child.dep_ == "appos" and any(g.dep_ == "conj" for g in child.children)
            if (child.dep_ == "conj" or listed) and child.i > token.i and seen < _MAX_CONJUNCTS:
                seen += 1
                yield child
                queue.append(child)


def own_subjects(verb: Token) -> list[Token]:
    """Subjects that stand at the verb itself."""
    found = [c for s in verb.children if s.dep_ in SUBJECT_DEPS for c in conjuncts(s)]
    if found and verb.dep_ == "relcl" and found[0].tag_ in {"WDT", "WP"}:
        return relative_head(verb.head)
    return found


def relative_head(noun: Token) -> list[Token]:
    """What a relative clause is about; for "it was the agency which ..." the subject of "was"."""
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        inner = [c for c in noun.head.children if c.dep_ == "nsubj"]
        if inner and inner[0].lower_ in {"it", "he", "she", "this"}:
            return inner
    return list(conjuncts(noun))


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Subjects of a verb, its own or those it shares.

    Args:
        verb: a verb or predicative noun.
        depth: how many verbs have been climbed; the search ends at five.
    """
    own = own_subjects(verb)
    head, dep = verb.head, verb.dep_
    if own or depth > 5 or head.i == verb.i:
        return own
    if _controlled(verb) and (sent := _objects_of(head)):
        return sent  # "sent X to call Y"
    if dep in {"conj", "xcomp"} or (dep == "ccomp" and verb.tag_ in {"VB", "VBG"}):
        return subjects(
            head, depth + 1
        )  # "flew to Tehran and met Rouhani"; "agreed to meet"; "got Zarif to phone"
    if dep in {"acl", "relcl"}:  # "a minister visiting Cairo"; "envoys who met"
        return relative_head(head) if verb.tag_ != "VBN" or _has_object(verb) else []
    if dep in {"advcl", "pcomp"}:
        return _subjects_of_adjunct(head, depth)
    if dep == "prep" and head.pos_ in {"VERB", "AUX"}:
        return subjects(head, depth + 1)
    return []


def _controlled(verb: Token) -> bool:
    """Whether an infinitive is done by the object of the verb above."""
    infinitive = verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ == "VB")
    return infinitive and verb.head.lemma_.lower() in OBJECT_CONTROL


def _objects_of(verb: Token) -> list[Token]:
    return [c for o in verb.children if o.dep_ in OBJECT_DEPS for c in conjuncts(o)]


def _subjects_of_adjunct(head: Token, depth: int) -> list[Token]:
    """ "After meeting Zarif, Lavrov said": the subject of the clause that the adjunct hangs on."""
    above = head
    while above.pos_ in {"ADP", "SCONJ"} and above.head.i != above.i:
        above = above.head
    if above.pos_ in {"VERB", "AUX"}:
        return subjects(above, depth + 1)
    if above.pos_ in {"NOUN", "PROPN"}:
        return [c for c in above.children if c.dep_ == "poss"]
    return []


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not _has_object(verb)


def _has_object(verb: Token) -> bool:
    """A participle with an object of its own is a past tense that the tagger took for a participle."""
    return any(c.dep_ in OBJECT_DEPS | {"oprd"} for c in verb.children)


def noun_lemma(token: Token) -> str:
    """Lower-case lemma of a noun; proper nouns, whose lemma keeps the plural, lose it ("Foreign Ministers")."""
    lemma = str(token.lemma_).lower()
    if token.pos_ != "PROPN" or lemma != token.lower_:
        return lemma
    if lemma.endswith("ies"):
        return lemma[:-3] + "y"
    return lemma[:-1] if lemma.endswith("s") and not lemma.endswith(("ss", "us", "is")) else lemma


def objects(verb: Token) -> list[Token]:
    """Direct and dative objects with their coordinations."""
    return _objects_of(verb)


def prepositional(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """Objects of the named prepositions below a token, coordinated ones included."""
    wanted = frozenset(prepositions)
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ"}:
            for link in (child, *[c for c in child.children if c.dep_ == "conj"]):  # "with X and with Y"
                if link.lower_ in wanted:
                    found += [c for o in link.children if o.dep_ in {"pobj", "pcomp"} for c in conjuncts(o)]
        elif child.dep_ in {"advmod", "prt"}:  # "met together with", "sat down with"
            found += prepositional(child, wanted)
    return found


def agents(verb: Token) -> list[Token]:
    """The "by" phrase of a passive verb, also where the parse hangs it on a noun in between."""
    marked = [a for a in verb.children if a.dep_ == "agent"]
    if not marked:
        marked = [
            t
            for t in verb.subtree
            if t.lower_ == "by" and t.dep_ == "prep" and t.i > verb.i and t.head.pos_ != "VERB"
        ]
    return [c for a in marked[:1] for o in a.children if o.dep_ == "pobj" for c in conjuncts(o)]


def has_child(token: Token, lemmas: Iterable[str]) -> bool:
    """Whether any direct child has one of the lemmas."""
    wanted = frozenset(lemmas)
    return any(c.lemma_.lower() in wanted for c in token.children)


def is_negated(token: Token) -> bool:
    """Whether "not", "never", "no" or the like stands at the token or its auxiliary."""
    return any(
        c.dep_ == "neg"
        or (
            c.lower_ in {"never", "no", "neither", "nor", "without"}
            and c.dep_ in {"det", "advmod", "preconj", "cc"}
        )
        for c in token.children
    )


def modals(verb: Token) -> set[str]:
    """Auxiliaries of a verb, lower case ("will", "have", "to")."""
    return {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}


def climb(token: Token, limit: int = 6) -> Iterator[Token]:
    """Heads above a token, nearest first."""
    current = token
    for _ in range(limit):
        if current.head.i == current.i:
            return
        current = current.head
        yield current


def governor(noun: Token) -> tuple[Token | None, str]:
    """The verb that governs a noun and how: ``subject``, ``object``, a preposition, or an empty string."""
    dep, head = noun.dep_, noun.head
    if dep == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in MEASURES:
        return governor(head.head)  # "a round of talks", "two weeks of negotiations"
    if dep == "conj" and head.pos_ in {"NOUN", "PROPN"}:
        return governor(head)
    if dep in SUBJECT_DEPS:
        return head, "subject"
    if dep in OBJECT_DEPS or dep in {"attr", "oprd"}:
        return head, "object"
    if dep == "pobj":
        verb = head.head
        while verb.pos_ == "ADP" and verb.head.i != verb.i:
            verb = verb.head
        if verb.pos_ in {"VERB", "AUX"}:
            return verb, head.lower_
        return None, head.lower_
    return None, ""
