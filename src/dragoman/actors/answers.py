"""What ``dragoman actor`` is asked and what it answers."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from dragoman.records import ActorKind


@dataclass(frozen=True, slots=True)
class Query:
    """A phrase with what helps to understand it."""

    text: str
    context: str | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """What a phrase was resolved to.

    Attributes:
        text: the phrase.
        actor: usual name, or None where the phrase means no actor.
        affiliation: code of a state or group, or None.
        sector: PLOVER sector, or None.
        office: office class held on the day, or None.
        kind: sort of actor.
        confidence: 0 to 1.
        why: the entries and rules used.
        members: the single actors that a plural stands for.
        state: code of the state that the affiliation is or belongs to, or None.
    """

    text: str
    actor: str | None = None
    affiliation: str | None = None
    sector: str | None = None
    office: str | None = None
    kind: ActorKind | None = None
    confidence: float = 0.0
    why: tuple[str, ...] = ()
    members: tuple[ResolvedActor, ...] = field(default=())
    state: str | None = None

    def to_json(self) -> str:
        """One line of JSON; members only where there are several."""
        return json.dumps(self._plain(), ensure_ascii=False)

    def _plain(self) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "text": self.text,
            "actor": self.actor,
            "affiliation": self.affiliation,
            "sector": self.sector,
            "office": self.office,
            "state": self.state,
            "kind": self.kind.value if self.kind else None,
            "confidence": self.confidence,
            "why": list(self.why),
        }
        if self.members:
            fields["members"] = [m._plain() for m in self.members]
        return fields
