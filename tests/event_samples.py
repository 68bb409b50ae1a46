"""A coder for the tests of events, a model that says what it is told, and short ways to ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dragoman.coding.coder import Coder
from dragoman.reading.text import article_of
from dragoman.records import CodedArticle, Event
from dragoman.relations.model import Judgement


class Told:
    """A model that answers by the first word of its list that a sentence holds, and keeps what it was asked.

    Args:
        answers: word to category, mode and probability.
    """

    def __init__(self, answers: dict[str, tuple[str, str | None, float]]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def judge(self, marked: Sequence[str], batch: int = 64) -> list[Judgement]:
        self.asked += marked
        return [self._answer(sentence) for sentence in marked]

    def _answer(self, sentence: str) -> Judgement:
        for word, (code, mode, probability) in self.answers.items():
            if word in sentence:
                return Judgement(code, {code: probability, "NONE": 1 - probability}, mode, "happened")
        return Judgement("NONE", {"NONE": 1.0}, None, "happened")


@lru_cache(maxsize=1)
def shipped() -> Coder:
    """The coder with the model that ships."""
    return Coder()


def told(**answers: tuple[str, str | None, float]) -> Coder:
    """A coder with a model that says what it is told."""
    return Coder(shipped().nlp, shipped().authority, Told(answers))  # type: ignore[arg-type]


def coded(text: str, coder: Coder | None = None, published: str = "2024-03-15") -> CodedArticle:
    """A text coded; by default with the model that ships."""
    article = article_of(f"published: {published}\n\n{text}\n", "text")
    return (coder or shipped()).code(article)


def line(event: Event) -> str:
    """An event in one line: "ACCUSE TUR>SYR"."""
    target = event.target.affiliation if event.target else "-"
    return f"{event.category.value} {event.source.affiliation}>{target}"


def events(text: str, coder: Coder | None = None) -> list[str]:
    """Events of a text, a line each."""
    return [line(event) for event in coded(text, coder).events]
