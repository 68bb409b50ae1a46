"""The state that a group belongs to: PLOVER's country of a party, a gang, a movement with a code of its own."""

from __future__ import annotations

from collections import Counter

from dragoman.actors import agents
from dragoman.actors.authority import Authority, Entity
from dragoman.actors.names import fold, key

STATELESS = frozenset({"igo", "igo_body", "bloc"})
"""Kinds of entries that belong to no single state."""

LEAST_SHARE = 0.6
"""How many of the state offices of a group's officers must be of one state for it to count."""


class States:
    """Answers which state a group belongs to, each code worked out once.

    Args:
        authority: who is who.
    """

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._known: dict[str, str | None] = {}

    def of(self, code: str | None) -> str | None:
        """Code of the state of an affiliation, or None where it has none or the file does not tell."""
        if code is None:
            return None
        if code not in self._known:
            self._known[code] = self._find(code)
        return self._known[code]

    def _find(self, code: str) -> str | None:
        entity = self._authority.entities.get(code)
        if entity is not None and self._is_state(entity.affiliation):
            return entity.affiliation
        if self._is_state(code):
            return code
        if code in self._authority.homes:
            return self._authority.homes[code]
        prefix = code.partition("_")[0]
        if prefix != code and self._is_state(prefix):
            return prefix
        if entity is None or entity.kind in STATELESS:
            return None
        return self._by_name(entity) or self._by_officers(code)

    def _is_state(self, code: str) -> bool:
        entity = self._authority.entities.get(code)
        return entity is not None and entity.kind == "state"

    def _by_name(self, entity: Entity) -> str | None:
        """The one state that the group's name speaks of: "Democratic Party of Kosovo"."""
        words = key(entity.name)
        found = {
            state
            for start in range(len(words))
            for end in range(start + 1, min(start + 4, len(words)) + 1)
            if (state := self._named(words[start:end])) is not None
        }
        return found.pop() if len(found) == 1 else None

    def _named(self, words: tuple[str, ...]) -> str | None:
        plain = next((t for t in self._authority.names.get(words, ()) if self._is_state(t)), None)
        return plain or agents.state_of(words, self._authority)

    def _by_officers(self, code: str) -> str | None:
        """The state in whose offices the group's officers also were: the leader of a party, minister later."""
        officers = {t.person for t in self._authority.by_affiliation.get(code, ())}
        offices = Counter(
            term.affiliation
            for name in officers
            for term in self._authority.persons[fold(name)].terms
            if self._is_state(term.affiliation)
        )
        if not offices:
            return None
        state, number = offices.most_common(1)[0]
        return state if number >= LEAST_SHARE * offices.total() else None
