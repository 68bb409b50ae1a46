"""Dates that other sentences give: the article's running day, the event told before, the order of the telling.

A contact without a date in its own sentence has one where the text ties it to a dated sentence:
"the meeting" again, "in parallel", "the same day", "then ... later". Each tie is one function; the
first that holds decides. What the text does not tie stays without a date.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.coding.dates import find_expressions
from dragoman.coding.gatherings import singular
from dragoman.coding.lexicon import EVENT_NOUNS
from dragoman.coding.merging import HAPPENED, IN_PERSON, TO_COME, Draft, family_fits, status_fits
from dragoman.coding.timing import FARTHEST, attachment, date_of, token_at
from dragoman.language.grammar import noun_lemma
from dragoman.records import Channel, DateInterval, Precision, Status

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from dragoman.coding.scene import Scene

ECHO = 3
"""How many sentences away "the meeting" still means the one just told."""

INHERITED = 5
"""How many sentences away another contact of the same parties still lends its date."""

NARRATED = 45
"""Longest stretch, in days, that the order of a telling may span."""

_GENERIC = frozenset("event occasion gathering ceremony engagement".split())
"""Nouns that take up a contact of any channel."""

_SAME_DAY = (
    "in parallel",
    "the same day",
    "that same day",
    "same evening",
    "later in the day",
    "later that day",
    "earlier in the day",
    "earlier that day",
    "at the same time",
    "simultaneously",
    "on the sidelines",
    "hours later",
    "hours earlier",
    "minutes later",
    "shortly after",
    "shortly before",
)
_SEQUENCE = frozenset("then thus before after subsequently next later afterwards first".split())
FRESH = 3
"""How many days before publication the one day of a report may lie."""

_DAYS = frozenset("day iso weekday today yesterday".split())
_OUT_OF_THE_DAY = frozenset("has have had used repeatedly often always".split())
_NOW = frozenset({"now"})
_ELSEWHEN = frozenset("previously formerly historically ago earlier before since decades past once".split())
"""Words that take a sentence out of the article's running day."""

Tie = Callable[[Draft, list[Draft], "list[Sentence]", "Scene"], DateInterval | None]


def complete(drafts: list[Draft], sentences: list[Sentence], scene: Scene) -> None:
    """Date what the sentences around it date.

    Args:
        drafts: merged contacts in text order, changed in place.
        sentences: of the article, numbered as the drafts count them.
        scene: publication date, and what else the article decides.
    """
    for draft in drafts:
        if draft.status is Status.DENIED:
            continue
        for tie in _TIES:
            if draft.date is not None:
                break
            draft.date = tie(draft, drafts, sentences, scene)


def _by_its_noun(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """ "The event took place on Thursday"; "the Jeddah summit, which starts Saturday": the noun taken up again."""
    for number in _around(draft, len(sentences), ECHO):
        sentence = sentences[number]
        others = [
            d for d in drafts if d is not draft and d.sentence <= number <= d.last and d.date is not None
        ]
        if any(d.affiliations != draft.affiliations for d in others):
            continue
        for token in sentence:
            if takes_up(token, draft) or (
                abs(number - draft.sentence) == 1 and _names_a_side(token, draft, scene)
            ):
                date = _dated_at(token, sentence, scene, draft.status in TO_COME)
                if date is not None and _fits_status(date, draft, scene):
                    return date
    return None


def _around(draft: Draft, total: int, reach: int) -> list[int]:
    """Numbers of the sentences of a draft and of those near it, nearest first."""
    low, high = max(0, draft.sentence - reach), min(total - 1, draft.last + reach)
    own = range(draft.sentence, min(draft.last, total - 1) + 1)
    return sorted(
        range(low, high + 1),
        key=lambda n: 0 if n in own else min(abs(n - draft.sentence), abs(n - draft.last)),
    )


def takes_up(token: Token, draft: Draft) -> bool:
    """Whether a noun, definite or a name, means the contact of a draft."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = noun_lemma(token)
    definite = token.pos_ == "PROPN" or any(
        c.lower_ in {"the", "this", "that", "his", "her", "their", "its"} for c in token.lefts
    )
    if not definite:
        return False
    if lemma in _GENERIC:
        return True
    channel = EVENT_NOUNS.get(lemma)
    if channel is None or channel is Channel.MESSAGE:
        return False
    same = channel is draft.channel
    kindred = {channel, draft.channel} <= {*IN_PERSON, Channel.TALKS}
    return same or (kindred and channel is not Channel.VISIT and draft.channel is not Channel.ENVOY)


def _names_a_side(token: Token, draft: Draft, scene: Scene) -> bool:
    """ "His first stop, a visit to Egypt on Monday": beside a contact with Egypt, the same one."""
    if EVENT_NOUNS.get(noun_lemma(token)) not in IN_PERSON:
        return False
    if draft.channel not in {*IN_PERSON, Channel.TALKS, Channel.UNSPECIFIED}:
        return False
    entities = scene.authority.entities
    sides = {entities[code].name.lower() for code in draft.affiliations if code in entities}
    return any(t.pos_ == "PROPN" and t.lower_ in sides for t in token.subtree)


def _dated_at(token: Token, sentence: Sentence, scene: Scene, future: bool) -> DateInterval | None:
    """Date of a noun's own clause: closer ties than those for a contact's own sentence."""
    best = date_of(token, sentence, scene, future)
    if best is None:
        return None
    for expression in find_expressions(sentence.text):
        at = token_at(sentence, expression)
        if expression.words == best.words and at is not None and attachment(token, at) <= FARTHEST // 2:
            return best
    return None


def _fits_status(date: DateInterval, draft: Draft, scene: Scene) -> bool:
    """Whether what happened lies before publication and what is to come does not lie before it."""
    day = scene.published
    if day is None:
        return True
    if draft.status in HAPPENED:
        return date.start <= day
    return date.start >= day or date.end > day


def _same_day(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """ "In parallel", "later in the day": the day of the contact or of the date told just before."""
    if draft.status not in HAPPENED:
        return None
    text = sentences[draft.sentence].text.lower()
    if not any(cue in text for cue in _SAME_DAY):
        return None
    return _told_before(draft, drafts, sentences, scene)


def _told_before(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """The last day told up to the draft's sentence: a contact's, else any past one of the sentences before."""
    near = [
        d
        for d in drafts
        if d is not draft
        and d.date is not None
        and 0 <= draft.sentence - d.last <= ECHO
        and d.status in HAPPENED
    ]
    if near:
        return near[-1].date
    for sentence in reversed(sentences[max(0, draft.sentence - 2) : draft.sentence]):
        days = [scene.resolved(e, False) for e in find_expressions(sentence.text)]
        past = [d for d in days if d is not None and d.start == d.end]
        if past:
            return past[-1]
    return None


def _same_parties(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """Another telling of the same parties nearby: what was said at the meeting was said on its day."""
    own = {t.lower_ for t in sentences[draft.sentence]}
    if draft.again or draft.count or own & _ELSEWHEN:
        return None
    near = [
        d
        for d in drafts
        if d is not draft
        and d.date is not None
        and not d.count
        and d.affiliations >= draft.affiliations
        and min(abs(draft.sentence - d.last), abs(draft.sentence - d.sentence)) <= INHERITED
        and family_fits(d.channel, draft.channel)
        and status_fits(d.status, draft.status)
        and _fits_status(d.date, draft, scene)
    ]
    if not near:
        return None
    return min(
        near, key=lambda d: (d.affiliations != draft.affiliations, abs(draft.sentence - d.sentence))
    ).date


def _series(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """A series lasts from the first to the last of its own that the text dates."""
    several = draft.count or any(
        t.lemma_.lower() in {"series", "string", "flurry", "spate"} for t in sentences[draft.sentence]
    )
    if not several:
        return None
    days = [
        d.date
        for d in drafts
        if d is not draft
        and d.date is not None
        and d.status in HAPPENED
        and d.channel is draft.channel
        and d.affiliations & draft.affiliations
        and abs(d.sentence - draft.sentence) <= 2 * INHERITED
    ]
    return _span(days) if days else None


def _in_sequence(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """ "Then", "thus", "before": in a story told in order, between the dated contacts before and after it."""
    if draft.status not in HAPPENED or not {t.lower_ for t in sentences[draft.sentence]} & _SEQUENCE:
        return None
    dated = [d for d in drafts if d.date is not None and d.status in HAPPENED]
    earlier = [d for d in dated if 0 <= draft.sentence - d.last <= ECHO and d.sentence <= draft.sentence]
    later = [d for d in dated if 0 <= d.sentence - draft.sentence <= ECHO and d is not draft]
    if not earlier or not later or earlier[-1] is later[0]:
        return None
    first, last = earlier[-1].date, later[0].date
    if first is None or last is None or last.end < first.start or first.start > last.start:
        return None
    span = _span([first, last])
    return span if (span.end - span.start).days <= NARRATED else None


def _now(draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene) -> DateInterval | None:
    """ "Now, Iran has sent ...": from the last day told to publication."""
    if draft.status not in HAPPENED or not {t.lower_ for t in sentences[draft.sentence][:3]} & _NOW:
        return None
    told = [d.date for d in drafts if d.date is not None and d.last <= draft.sentence and d is not draft]
    if not told:
        return None
    latest = max(told, key=lambda d: d.end)
    end = scene.published if scene.published is not None and scene.published >= latest.end else latest.end
    if (end - latest.end).days > NARRATED:
        return None
    return _span([latest, latest.model_copy(update={"start": end, "end": end})])


def _before_another(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """ "Before those talks, the EU will host a meeting": from publication to the end of the other."""
    sentence, day = sentences[draft.sentence], scene.published
    if draft.status not in TO_COME or day is None:
        return None
    cue = next(
        (
            t
            for t in sentence
            if t.lower_ == "before" and t.i + 1 < sentence.end and _points_back(t.doc[t.i + 1])
        ),
        None,
    )
    if cue is None:
        return None
    ahead = [d.date for d in drafts if d.date is not None and d.last <= draft.sentence and d is not draft]
    if not ahead or ahead[-1].end < day:
        return None
    return _span([ahead[-1].model_copy(update={"start": day})])


def _points_back(token: Token) -> bool:
    return token.lower_ in {"those", "these", "that", "the"}


def _running_day(
    draft: Draft, drafts: list[Draft], sentences: list[Sentence], scene: Scene
) -> DateInterval | None:
    """The day of a report that knows only one: "on Tuesday flags flew ... he hosted Kais Saied"."""
    day, sentence = scene.published, sentences[draft.sentence]
    words = {t.lower_ for t in sentence}
    past = any(t.tag_ == "VBD" for t in sentence) and not words & _OUT_OF_THE_DAY
    if day is None or draft.status is not Status.OCCURRED or draft.count or not past or words & _ELSEWHEN:
        return None
    if any(scene.resolved(e, False) for e in find_expressions(sentence.text)):
        return None
    told: list[tuple[int, DateInterval]] = []
    for number, other in enumerate(sentences):
        for expression in find_expressions(other.text):
            interval = scene.resolved(expression, False)
            if (
                interval is not None
                and expression.kind in _DAYS
                and 0 <= (day - interval.start).days <= FRESH
            ):
                told.append((number, interval))
    near = [i for n, i in told if 0 <= draft.sentence - n <= INHERITED]
    return near[-1] if near and len({i.start for _, i in told}) == 1 else None


def _span(dates: list[DateInterval]) -> DateInterval:
    """The interval from the first to the last of some dates."""
    start, end = min(d.start for d in dates), max(d.end for d in dates)
    exact = dates[0].precision if len(dates) == 1 or start == end else Precision.DAYS
    return DateInterval(start=start, end=end, precision=exact, words=dates[0].words)


_TIES: tuple[Tie, ...] = (
    _by_its_noun,
    singular,
    _series,
    _now,
    _same_day,
    _in_sequence,
    _before_another,
    _same_parties,
    _running_day,
)
