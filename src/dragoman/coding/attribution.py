"""According to whom: the chain of sources over a clause, nearest first, with cue and stance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import to_ascii
from dragoman.coding.lexicon import VERBS
from dragoman.language.grammar import agents, is_negated, is_passive, subjects
from dragoman.records import Attribution, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

CUES: dict[str, Stance] = {
    **dict.fromkeys(
        "say tell report add state note announce confirm reveal stress explain declare write acknowledge admit recall mention disclose "
        "indicate emphasise emphasize underline reiterate affirm recount quote cite describe remark comment publish point warn underscore".split(),
        Stance.ASSERTS,
    ),
    **dict.fromkeys("claim allege accuse insist argue maintain assert contend boast".split(), Stance.CLAIMS),
    **dict.fromkeys("deny dismiss refute dispute reject".split(), Stance.DENIES),
    **dict.fromkeys("doubt question".split(), Stance.DOUBTS),
    **dict.fromkeys("suggest speculate believe suspect think hint imply expect".split(), Stance.SPECULATES),
}  # fmt: skip
"""Reporting verbs and what they do with the claim."""

SPECULATIVE_WORDS = frozenset(
    "reportedly allegedly supposedly apparently purportedly rumoured rumored presumably possibly perhaps likely".split()
)
SPEECH = 60
"""How far, in tokens, a speaker may stand from what he says in the first person."""

FOLLOWING = frozenset({"according", "per"})
"""Words by which the author follows a source."""

_FIRST_PERSON = frozenset("i we us our my me".split())
_ANAPHORIC = frozenset({"he", "she"})
_QUOTES = frozenset({"“", "”", '"'})
_ANONYMOUS = frozenset(
    "copy document letter text memo cable transcript tweet post dispatch briefing bulletin file tape leak account activist resident "
    "lawyer campaigner commander fighter leader minister ministry embassy government authority negotiator mediator researcher study "
    "source official diplomat report statement communique readout agency spokesman spokeswoman spokesperson media newspaper outlet officer person people insider observer analyst expert aide".split()
)


def chain(trigger: Token, sentence: Sentence, mentions: Mentions) -> tuple[Attribution, ...]:
    """Sources that the sentence gives for the clause of ``trigger``, nearest first.

    Catches "X said (that) ...", "..., X said", "according to X", "X was quoted as saying",
    "as X reported", "in a statement, X said".
    """
    found: list[tuple[int, Attribution]] = []
    for token in sentence:
        lemma = token.lemma_.lower()
        if (
            token.lower_ in FOLLOWING and token.dep_ in {"prep", "advmod", "pcomp"}
        ) or token.lower_ == "according":
            found += [(abs(token.i - trigger.i), a) for a in _according(token, mentions)]
        elif lemma in CUES and token.pos_ == "VERB" and _reports(token, trigger):
            source = _reporter(token, mentions)
            if source is not None:
                stance = CUES[lemma]
                if is_negated(token) and stance is Stance.ASSERTS:
                    stance = Stance.DOUBTS
                found.append((_height(trigger, token), link(source, token, stance, mentions)))
    if not found and (quoted := _speaker_of_quotation(trigger, mentions)) is not None:
        found.append((0, quoted))
    if not found and (first_person := _speaker_of_we(trigger, mentions)) is not None:
        found.append((0, first_person))
    found.sort(key=lambda pair: pair[0])
    unique: dict[str, Attribution] = {}
    for _, told in found:
        unique.setdefault(told.source.casefold(), told)
    return tuple(unique.values())


def _reports(verb: Token, trigger: Token) -> bool:
    """Whether a verb of saying covers a trigger, or is itself the trigger and no verb of contact ("denied that they ...")."""
    if verb.i == trigger.i:
        return verb.lemma_.lower() not in VERBS and any(c.dep_ == "ccomp" for c in verb.children)
    return _covers(verb, trigger)


def _speaker_of_we(trigger: Token, mentions: Mentions) -> Attribution | None:
    """ "We have shown our readiness to negotiate": an "I" or "we" of the trigger's clause has a speaker.

    The nearest verb of saying before or after it, at most :data:`SPEECH` tokens away, whose subject is known.
    """
    doc, sentence = trigger.doc, trigger.sent
    if not any(_is_first_person(t) for t in sentence):
        return None
    around = doc[max(0, sentence.start - SPEECH) : min(len(doc), sentence.end + SPEECH)]
    verbs = [t for t in around if t.pos_ == "VERB" and t.lemma_.lower() in CUES and t.i != trigger.i]
    for verb in sorted(verbs, key=lambda v: abs(v.i - trigger.i)):
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        if any(_is_first_person(c) for c in own):
            continue
        source = _reporter(verb, mentions)
        if source is not None and not _is_first_person(source):
            return link(source, verb, CUES[verb.lemma_.lower()], mentions)
    return None


def _is_first_person(token: Token) -> bool:
    return token.lower_ in _FIRST_PERSON and token.text != "US"


def _speaker_of_quotation(trigger: Token, mentions: Mentions) -> Attribution | None:
    """Who is quoted, where the trigger stands inside quotation marks and the verb of saying outside.

    The nearest verb of saying in the same or a neighbouring sentence whose subject is known.
    """
    doc = trigger.doc
    opening = next(
        (t.i for t in reversed(doc[max(0, trigger.i - 250) : trigger.i]) if t.text in _QUOTES), None
    )
    if opening is None or doc[opening].text in {"”"} or not _inside(doc, opening, trigger.i):
        return None
    closing = next((t.i for t in doc[trigger.i : trigger.i + 250] if t.text in {"”", '"'}), trigger.i)
    nearby = [
        t
        for t in (*doc[max(0, opening - 30) : opening], *doc[closing : closing + 14])
        if t.pos_ == "VERB" and t.lemma_.lower() in CUES
    ]
    for verb in sorted(nearby, key=lambda v: min(abs(v.i - opening), abs(v.i - closing))):
        source = _reporter(verb, mentions)
        if source is not None:
            return link(source, verb, CUES[verb.lemma_.lower()], mentions)
    return None


def _inside(doc: Doc, opening: int, index: int) -> bool:
    """Whether the mark at ``opening`` opens a quotation that reaches ``index``; straight marks are counted."""
    if doc[opening].text != '"':
        return True
    return sum(t.text == '"' for t in doc[max(0, opening - 250) : opening + 1]) % 2 == 1


def _height(trigger: Token, verb: Token) -> int:
    """How many heads above the trigger a verb stands; 50 where it stands beside it."""
    return next((steps for steps, above in enumerate(trigger.ancestors, 1) if above.i == verb.i), 50)


def _covers(verb: Token, trigger: Token) -> bool:
    """Whether what the verb reports contains the trigger: in its clause, or beside it as ", X said"."""
    for child in verb.children:
        if child.dep_ == "ccomp" and (child.i == trigger.i or child.is_ancestor(trigger)):
            return True
        if (
            child.dep_ in {"dobj", "xcomp", "pcomp"}
            and child.is_ancestor(trigger)
            and verb.lemma_.lower() in {"deny", "claim", "report", "announce", "confirm", "allege"}
        ):
            return True
    if (
        verb.dep_ in {"parataxis", "ccomp", "advcl"}
        and verb.head.is_ancestor(trigger) | (verb.head.i == trigger.i)
        and verb.dep_ == "parataxis"
    ):
        return True
    if verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ == "mark" for c in verb.children):
        return True
    quoted = any(c.dep_ in {"prep"} and c.lower_ == "as" and c.is_ancestor(trigger) for c in verb.children)
    return quoted and verb.lemma_.lower() in {"quote", "cite"}


def _reporter(verb: Token, mentions: Mentions) -> Token | None:
    tokens: Iterable[Token] = agents(verb) if is_passive(verb) else subjects(verb) or _before(verb, mentions)
    for token in tokens:
        if mentions.at(token.i) is not None or token.lemma_.lower() in _ANONYMOUS or token.pos_ == "PROPN":
            return token
        if token.lower_ in _ANAPHORIC and (named := _last_named(token)) is not None:
            return named
    return None


def _last_named(pronoun: Token) -> Token | None:
    """Whom "she" means where she is no actor: the last person named as a subject in the sentences before."""
    doc = pronoun.doc
    for token in reversed(doc[max(0, pronoun.sent.start - SPEECH) : pronoun.sent.start]):
        if token.ent_type_ == "PERSON" and token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ == "PROPN":
            return token
    return None


def _before(verb: Token, mentions: Mentions) -> list[Token]:
    """Where the parse gives a verb of saying no subject: the last actor or outlet before it."""
    for index in range(verb.i - 1, max(verb.sent.start, verb.i - 14) - 1, -1):
        mention = mentions.at(index)
        if mention is not None and mention.head == index and mention.form is not Form.ADJECTIVE:
            return [verb.doc[index]]
    return []


def _according(token: Token, mentions: Mentions) -> list[Attribution]:
    objects_ = [o for prep in (token, *token.children) for o in prep.children if o.dep_ == "pobj"]
    return [link(source, token, Stance.ASSERTS, mentions) for source in objects_]


def reported_by(verb: Token, mentions: Mentions) -> Attribution | None:
    """The link of a verb of saying and its subject, None where the subject is nobody known."""
    source = _reporter(verb, mentions)
    return link(source, verb, CUES[verb.lemma_.lower()], mentions) if source is not None else None


def link(source: Token, cue: Token, stance: Stance, mentions: Mentions) -> Attribution:
    """A link of the chain.

    Args:
        source: head of the words that name the source.
        cue: the verb or preposition that brings it in.
        stance: what it does with the claim.
        mentions: resolved actors.
    """
    mention = mentions.at(source.i)
    name, span = source_name(source, mention)
    return Attribution(
        source=name,
        affiliation=mention.affiliation if mention else None,
        cue=cue.text,
        stance=stance,
        mention=span,
    )


def source_name(source: Token, mention: Mention | None) -> tuple[str, Span]:
    """What to call a source, and where the text names it: the person, outlet or the noun phrase."""
    doc = source.doc
    if mention is not None:
        span = doc[mention.start : mention.end]
        words = mention.actor if mention.is_person else span.text
    else:
        left = source.left_edge.i
        span = doc[left : source.i + 1]
        words = span.text
    words = to_ascii(" ".join(words.split()))[:120]
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        words = words.removeprefix(article)
    return words or source.text, Span(start=span.start_char, end=max(span.end_char, span.start_char + 1))


def is_speculative(trigger: Token, sentence: Sentence) -> bool:
    """Whether the text itself calls the report a rumour, a possibility or without evidence."""
    for token in sentence:
        if token.lower_ in SPECULATIVE_WORDS and (
            token.head.i == trigger.i or token.head.is_ancestor(trigger)
        ):
            return True
    text = sentence.text.lower()
    return any(
        cue in text
        for cue in (
            "there is talk of",
            "now talk of",
            "rumour",
            "rumor",
            "no evidence",
            "possible explanation",
            "is believed to",
            "are believed to",
        )
    )
