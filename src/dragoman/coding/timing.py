"""When a contact took place: which of the sentence's dates belongs to its trigger."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dragoman.coding.attribution import CUES
from dragoman.coding.dates import Expression, find_expressions
from dragoman.language.grammar import governor
from dragoman.records import DateInterval, Precision

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from dragoman.coding.scene import Scene

FARTHEST = 40
"""How loosely a date may hang on a trigger (see :func:`attachment`) and still be its date."""

_ENDING = frozenset("end conclude complete finish wrap close adjourn".split())
_BEGINNING = frozenset("begin start open".split())
_DAYS_LONG = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_SPEAKING = frozenset({"speaking", "talking", "writing"})


def date_of(trigger: Token, sentence: Sentence, scene: Scene, future: bool) -> DateInterval | None:
    """Date of a contact: of the sentence's expressions the one that belongs to its trigger.

    Args:
        trigger: the verb or noun of the contact.
        sentence: where to look for dates.
        scene: publication date, and what else the article decides.
        future: whether the contact is to come.
    """
    best: tuple[int, DateInterval] | None = None
    for expression in find_expressions(sentence.text):
        interval = scene.resolved(expression, future)
        token = token_at(sentence, expression)
        if interval is None or token is None:
            continue
        if future and _dates_the_announcement(trigger, token):
            continue
        distance = attachment(trigger, token)
        if best is None or distance < best[0]:
            best = (distance, interval)
    if best is not None and best[0] <= FARTHEST:
        return _days_long(trigger, best[1])
    return _hours_apart(trigger, sentence, scene) if best is None else None


def token_at(sentence: Sentence, expression: Expression) -> Token | None:
    """The first token of a temporal expression of a sentence."""
    offset = sentence.start_char + expression.start
    return next((t for t in sentence if t.idx <= offset < t.idx + max(1, len(t.text_with_ws))), None)


def _days_long(trigger: Token, interval: DateInterval) -> DateInterval:
    """ "The three-day meeting ended on Wednesday": its days up to that one; "began": those from it on."""
    days = max((_length_in(t) for t in trigger.lefts), default=0)
    verb, how = governor(trigger)
    if days < 2 or interval.start != interval.end or verb is None or how not in {"subject", "object"}:
        return interval
    reach = dt.timedelta(days=days - 1)
    if verb.lemma_.lower() in _ENDING:
        return interval.model_copy(update={"start": interval.start - reach, "precision": Precision.DAYS})
    if verb.lemma_.lower() in _BEGINNING:
        return interval.model_copy(update={"end": interval.end + reach, "precision": Precision.DAYS})
    return interval


def _length_in(token: Token) -> int:
    """Days of "three-day", "2-day" before a noun, 0 where it says none."""
    words = [t.lower_ for t in token.subtree]
    if "day" not in words:
        return 0
    return max(_DAYS_LONG.get(w, int(w) if w.isdigit() and len(w) < 3 else 0) for w in words)


def _hours_apart(trigger: Token, sentence: Sentence, scene: Scene) -> DateInterval | None:
    """ "Speaking hours after a summit in Tehran, he said": told on publication, so that day or the day before.

    Only where what came hours later is what the article reports: its sentence is led by a verb of saying.
    """
    if scene.published is None:
        return None
    for token in sentence:
        if token.lower_ != "hours" or token.i + 1 >= sentence.end:
            continue
        after = token.doc[token.i + 1]
        if after.lower_ not in {"after", "following"} or not 0 < trigger.i - after.i < 12:
            continue
        verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        told = verb is not None and (verb.lemma_.lower() in CUES or verb.lower_ in _SPEAKING)
        if told and (after.is_ancestor(trigger) or token.is_ancestor(trigger)):
            day = scene.published
            words = f"{token.text} {after.text}"
            return DateInterval(
                start=day - dt.timedelta(days=1), end=day, precision=Precision.DAYS, words=words
            )
    return None


def _dates_the_announcement(trigger: Token, token: Token) -> bool:
    """Whether a date belongs to the verb that announces something to come ("said on Tuesday it would host")."""
    verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
    return verb is not None and verb.i != trigger.i and verb.lemma_.lower() in CUES and verb.tag_ == "VBD"


def attachment(trigger: Token, token: Token) -> int:
    """How loosely a date hangs on a trigger: tokens between them, more across clauses and quotes."""
    distance = abs(token.i - trigger.i)
    verb, _ = governor(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else (trigger, "")
    if trigger.is_ancestor(token) or (verb is not None and verb.is_ancestor(token)):
        distance //= 2
    else:
        distance += 12
    clause = next(
        (a for a in token.ancestors if a.dep_ in {"relcl", "acl", "advcl", "ccomp"} and a.pos_ == "VERB"),
        None,
    )
    if clause is not None and not (
        clause.i == trigger.i
        or clause.head.i == trigger.i  # "the summit, which starts on Saturday"
        or clause.is_ancestor(trigger)
        or (verb is not None and clause.i == verb.i)
    ):
        distance += 25 if not _tells_of_a_person(clause) else FARTHEST + 1
    return distance


def _tells_of_a_person(clause: Token) -> bool:
    """ "Who took office on Monday": a relative clause about a participant, whose date is its own."""
    return clause.dep_ == "relcl" and any(c.lower_ == "who" and c.dep_ == "nsubj" for c in clause.children)
