"""Named processes: who sits at "the Astana talks" or "the Normandy format" where the text does not say.

The tables (``processes.tsv``) give parties and mediators with their periods. A process only speaks
where the article names at least one of its parties, so that "the Geneva talks" of one war do not
stand for those of another.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.authority import Authority, Period, Process
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import fold, words
from dragoman.coding.candidates import Candidate
from dragoman.coding.scene import Scene
from dragoman.records import ActorKind, Channel, Role

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

_WINDOW = 7
"""Tokens around the trigger within which the name of a process is sought."""


def complete(candidate: Candidate, mentions: Mentions, scene: Scene) -> None:
    """Add the parties of a named process to a candidate that has fewer than two sides.

    Args:
        candidate: an event noun ("talks", "negotiations", "process").
        mentions: actors of the article.
        scene: authority and period.
    """
    sides = {p.mention.affiliation for p in candidate.parties if p.role is not Role.INTERMEDIARY}
    if len(sides) >= 2:
        return
    named = {m.affiliation for m in mentions.ordered if m.affiliation}
    conflict = mentions.conflict  # "peace talks" are between the sides of the war that the article is about
    process = _find(candidate, scene.authority, scene.period, named)
    if (
        process is None
        and conflict is not None
        and _peace(candidate, mentions.words)
        and named.issuperset(conflict.parties)
    ):
        process = replace(conflict, mediators=())  # who mediates is only known from the text
    if process is None or not sides <= {*process.parties, *process.mediators}:
        return
    index = candidate.trigger.i
    for code in process.parties:
        candidate.add_mention(_party(code, index, scene.authority), Role.PARTICIPANT)
    for code in process.mediators:
        candidate.add_mention(_party(code, index, scene.authority), Role.INTERMEDIARY)
    candidate.channel = (
        Channel.TALKS if candidate.channel in {Channel.MEETING, Channel.UNSPECIFIED} else candidate.channel
    )
    candidate.process = True
    candidate.strength = min(candidate.strength, 0.7)


def _peace(candidate: Candidate, vocabulary: tuple[str, ...]) -> bool:
    """Whether talks are peace talks by their own words, or are led by a mediator alone."""
    noun = candidate.trigger
    if noun.lemma_.lower() not in {"talk", "negotiation", "process", "round", "dialogue"}:
        return False
    words = {t.lower_ for t in noun.subtree if abs(t.i - noun.i) < 8}
    mediated = any(p.role is Role.INTERMEDIARY or p.mention.affiliation == "UN" for p in candidate.parties)
    if noun.lemma_.lower() == "round" or words & {"round", "rounds"}:
        mediated = mediated or {"peace", "talks"} <= set(vocabulary)
    return mediated or bool(words & {"peace", "ceasefire", "truce", "intra-afghan"})


def _find(candidate: Candidate, authority: Authority, period: Period, named: set[str]) -> Process | None:
    """The process whose name stands around the trigger, existed then, and has most parties in the article."""
    sentence: Sentence = candidate.sentence
    first = max(sentence.start, candidate.trigger.i - _WINDOW)
    last = min(sentence.end, candidate.trigger.i + _WINDOW)
    text = sentence.doc[first:last].text
    keys = [fold(text[s:e]).replace(".", "") for s, e in words(text)]
    found: list[tuple[int, int, Process]] = []
    for start in range(len(keys)):
        for length in range(1, min(6, len(keys) - start) + 1):
            for process in authority.processes.get(tuple(keys[start : start + length]), ()):
                shared = len(named & set(process.parties))
                if process.period.overlaps(period) and shared:
                    found.append((shared, length, process))
    if not found:
        return None
    return max(found, key=lambda f: f[:2])[2]


def _party(code: str, index: int, authority: Authority) -> Mention:
    entity = authority.entities.get(code)
    kind = ActorKind.STATE if entity is not None and entity.kind == "state" else ActorKind.GROUP
    name = entity.name if entity is not None else code
    sector = entity.sector if entity is not None else None
    return Mention(index, index + 1, index, Form.STATE, name, code, kind, None, sector, 0.6, (), ("process",))
