"""Mentions: stretches of a parsed text that stand for political actors, resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dragoman.actors.authority import Process
from dragoman.records import ActorKind


class Form(StrEnum):
    """By what sort of words an actor is mentioned."""

    NAME = "name"
    OFFICE = "office"
    COLLECTIVE = "collective"
    STATE = "state"
    CAPITAL = "capital"
    SEAT = "seat"
    GROUP = "group"
    DEMONYM = "demonym"
    ADJECTIVE = "adjective"
    PRONOUN = "pronoun"
    PLURAL = "plural"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor.

    Attributes:
        start, end: token span in the document, end exclusive.
        head: index of the head token.
        form: the sort of words.
        actor: usual full name, else the phrase.
        affiliation: code, or None where the text does not tell.
        kind, office, sector: as in the records.
        members: for a plural that stands for several actors, each of them.
        why: the entries and rules used, for ``dragoman actor``.
    """

    start: int
    end: int
    head: int
    form: Form
    actor: str
    affiliation: str | None
    kind: ActorKind
    office: str | None = None
    sector: str | None = None
    confidence: float = 1.0
    members: tuple[Mention, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether the mention stands for one identified person."""
        return self.kind is ActorKind.PERSON

    def expand(self) -> tuple[Mention, ...]:
        """The single actors that the mention stands for."""
        return self.members or (self,)

    def at(self, start: int, end: int, head: int, form: Form) -> Mention:
        """The same actor mentioned elsewhere in another form."""
        return replace(self, start=start, end=end, head=head, form=form)


@dataclass(slots=True)
class Mentions:
    """All mentions of a document, in order, with the token cover, the text and its folded words, its war,
    and the short war that alone fixes its year (``singular``)."""

    ordered: list[Mention] = field(default_factory=list)
    by_token: dict[int, Mention] = field(default_factory=dict)
    text: str = ""
    words: tuple[str, ...] = ()
    conflict: Process | None = None
    singular: Process | None = None

    def add(self, mention: Mention) -> None:
        """Insert a mention; its tokens now belong to it."""
        for index in range(mention.start, mention.end):
            previous = self.by_token.get(index)
            if previous is not None and previous in self.ordered:
                self.ordered.remove(previous)
                for other in range(previous.start, previous.end):
                    if self.by_token.get(other) is previous:
                        del self.by_token[other]
            self.by_token[index] = mention
        self.ordered.append(mention)

    def at(self, token: int) -> Mention | None:
        """The mention that covers a token index."""
        return self.by_token.get(token)

    def between(self, start: int, end: int) -> Iterator[Mention]:
        """Distinct mentions that begin in ``[start, end)``, in text order."""
        last: Mention | None = None
        for index in range(start, end):
            mention = self.by_token.get(index)
            if mention is not None and mention is not last and mention.start == index:
                yield mention
            last = mention or last
