"""What a check of authority tables says, and the lines that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding.

    Attributes:
        severity: errors make ``dragoman authority validate`` fail.
        kind: sort of finding, in words joined by hyphens.
        file: folder and table.
        line: line number, 0 for the table as a whole.
        text: what is wrong, in plain words.
        subject: what it is about, by which an exception names it.
    """

    severity: Severity
    kind: str
    file: str
    line: int
    text: str
    subject: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table with its place; ``judged`` is False for lines that are only compared with."""

    file: str
    number: int
    row: dict[str, str]
    judged: bool = True


Tables = dict[str, list[Line]]


def error(line: Line, kind: str, subject: str, text: str) -> Problem:
    """A finding that cannot be right."""
    return Problem(Severity.ERROR, kind, line.file, line.number, text, subject)


def warning(line: Line, kind: str, subject: str, text: str) -> Problem:
    """A finding that is worth a look."""
    return Problem(Severity.WARNING, kind, line.file, line.number, text, subject)


def judged(tables: Tables, *names: str) -> Iterator[Line]:
    """The lines of some tables that are not only compared with."""
    return (line for name in names for line in tables[name] if line.judged)
