"""How likely it is that a sentence tells of a contact between two of its actors.

Method: logistic regression over the features of :mod:`dragoman.coding.pairs` and of what the
constructions found for the pair, fitted by ``training/contacts/fit.py`` on articles that we annotated by
the codebook. It has two uses: a construction's find that is unlikely is dropped, and a likely pair that no
construction found becomes a candidate of its own. The weights are a plain table, feature and weight.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from dragoman.coding.candidates import Candidate
from dragoman.coding.lexicon import EVENT_NOUNS, VERBS
from dragoman.coding.noun_channels import channel_of_noun
from dragoman.coding.pairs import ActorPair, pairs_of
from dragoman.language.grammar import subjects
from dragoman.records import Channel, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from dragoman.actors.mentions import Mention, Mentions
    from dragoman.coding.merging import Draft

WEIGHTS = "contact_weights.tsv"
BIAS = "(bias)"
LIKELY = 0.45
"""From which probability a pair that no construction found becomes a candidate."""
UNLIKELY = 0.2
"""Below which probability the find of a construction is dropped."""
SOME = 0.3
"""From which probability a further actor joins a likely pair."""
LEARNED = "learned"
"""Name of the construction of candidates that only the classifier found."""


@cache
def weights() -> dict[str, float]:
    """The shipped weights, by feature."""
    table = resources.files("dragoman.data").joinpath(WEIGHTS).read_text(encoding="utf-8")
    rows = (line.rsplit("\t", 1) for line in table.splitlines() if line)
    return {name: float(weight) for name, weight in rows}


def probability(features: Iterable[str]) -> float:
    """Probability of a contact, by the features that hold."""
    known = weights()
    score = known[BIAS] + sum(known.get(f, 0.0) for f in set(features))
    return 1.0 / (1.0 + math.exp(-score))


def found_features(
    codes: frozenset[str], candidates: Iterable[Candidate], drafts: Iterable[Draft]
) -> list[str]:
    """Features that tell what the constructions made of a pair."""
    features: list[str] = []
    candidate = next((c for c in candidates if codes <= c.affiliations), None)
    if candidate is not None:
        features += ["candidate", f"candidate={candidate.construction}"]
    elif (half := half_found(codes, candidates)) is not None:
        features += ["half", f"half={half.construction}"]
    draft = next((d for d in drafts if codes <= d.affiliations), None)
    if draft is not None:
        features += [
            "found",
            f"found={draft.construction}",
            f"status={draft.status}",
            f"channel={draft.channel}",
            f"strength={draft.strength:.1f}",
        ]
    return features


def half_found(codes: frozenset[str], candidates: Iterable[Candidate]) -> Candidate | None:
    """A candidate for which the constructions found one side of a pair alone ("talks with Algeria")."""
    return next((c for c in candidates if len(c.affiliations) == 1 and c.affiliations <= codes), None)


def judged_pairs(
    sentence: Sentence, mentions: Mentions, candidates: list[Candidate], drafts: list[Draft]
) -> list[tuple[float, ActorPair]]:
    """The pairs of a sentence with their probabilities, the likeliest first."""
    judged = []
    for pair in pairs_of(sentence, mentions):
        features = [*pair.features, *found_features(pair.codes, candidates, drafts)]
        judged.append((probability(features), pair))
    return sorted(judged, key=lambda j: -j[0])


def doubtful(draft: Draft, judged: list[tuple[float, ActorPair]]) -> bool:
    """Whether every pair of a draft that the sentence mentions is unlikely (False where it mentions none)."""
    own = [p for p, pair in judged if pair.codes <= draft.affiliations]
    return bool(own) and max(own) < UNLIKELY


def likelihood(draft: Draft, judged: list[tuple[float, ActorPair]]) -> float | None:
    """Probability of the likeliest pair of a draft, None where the sentence mentions no pair of it."""
    return max((p for p, pair in judged if pair.codes <= draft.affiliations), default=None)


def overlooked(
    sentence: Sentence,
    candidates: list[Candidate],
    judged: list[tuple[float, ActorPair]],
    drafts: list[Draft],
) -> list[Candidate]:
    """Candidates for the likely pairs that no construction found, several actors of one telling together.

    Args:
        sentence: the sentence.
        candidates: what the constructions found, whether it held or not.
        judged: its pairs with their probabilities, the likeliest first.
        drafts: the finds that held.
    """
    chance = {pair.codes: p for p, pair in judged}
    taken = [d.affiliations for d in drafts]
    found: list[Candidate] = []
    for p, pair in judged:
        if p < LIKELY or any(pair.codes <= t for t in taken):
            continue
        candidate = _candidate(sentence, pair, p, half_found(pair.codes, candidates))
        if candidate is None:
            continue
        for _, other in judged:
            new = other.codes - candidate.affiliations
            joins = len(new) == 1 and all(
                chance.get(frozenset({code, *new}), 0.0) >= SOME for code in candidate.affiliations
            )
            if joins:
                candidate.add_mention(_of(other, next(iter(new))), Role.PARTICIPANT)
        taken.append(candidate.affiliations)
        found.append(candidate)
    return found


def _candidate(sentence: Sentence, pair: ActorPair, p: float, half: Candidate | None) -> Candidate | None:
    """The candidate of a likely pair: the half that a construction found, completed, or one of its own."""
    if half is not None:
        whole = replace(half, parties=list(half.parties), construction=LEARNED, strength=p)
        whole.add_mention(_of(pair, next(iter(pair.codes - half.affiliations))), Role.PARTICIPANT)
        return whole
    if pair.meeting is None:
        return None
    candidate = Candidate(pair.meeting, sentence, channel_of(pair.meeting), LEARNED, strength=p)
    first, second = _roles(pair)
    candidate.add_mention(pair.first, first)
    candidate.add_mention(pair.second, second)
    return candidate


def _of(pair: ActorPair, code: str) -> Mention:
    """The mention of a pair that has a given affiliation."""
    single = [m for end in (pair.first, pair.second) for m in end.expand() if m.affiliation == code]
    return single[0] if single else pair.second


NEARBY = 12
"""How many tokens from its trigger an event noun may stand to give a learned candidate its channel."""


def channel_of(trigger: Token) -> Channel:
    """Channel of a telling by the event noun nearest to its trigger, else by its verb."""
    nouns = [t for t in trigger.sent if t.pos_ == "NOUN" and t.lemma_.lower() in EVENT_NOUNS]
    nearest = min(nouns, key=lambda t: abs(t.i - trigger.i), default=None)
    if nearest is not None and abs(nearest.i - trigger.i) <= NEARBY:
        channel = channel_of_noun(nearest, nearest.lemma_.lower())
        if channel is not None:
            return channel
    if trigger.pos_ == "VERB" and trigger.lemma_.lower() in VERBS:
        return VERBS[trigger.lemma_.lower()].channel
    return Channel.UNSPECIFIED


def _roles(pair: ActorPair) -> tuple[Role, Role]:
    """The subject of an active verb acts on the other."""
    meeting = pair.meeting
    if meeting is None or meeting.pos_ != "VERB" or meeting.tag_ == "VBN":
        return Role.PARTICIPANT, Role.PARTICIPANT
    own = {t.i for t in subjects(meeting)}
    if any(pair.first.start <= i < pair.first.end for i in own):
        return Role.INITIATOR, Role.RECIPIENT
    return Role.PARTICIPANT, Role.PARTICIPANT
