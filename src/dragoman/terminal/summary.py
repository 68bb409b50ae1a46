"""What a ledger holds after a run, and what to do with it next."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from dragoman.ledger.results import Counts, StoredContact
from dragoman.terminal import words
from dragoman.terminal.safe import one_line

DEFAULT_LEDGER = "dragoman.ledger"


def summary(
    done: Mapping[str, int], counts: Counts, file: str, example: StoredContact | None
) -> RenderableType:
    """The closing lines of ``add``.

    Args:
        done: what happened to the articles and to how many.
        counts: what the ledger holds now.
        file: the ledger.
        example: some contact of the ledger, for the commands that come next.
    """
    shown = [f"{number} {what}" for what, number in done.items() if number] or ["nothing to add"]
    lines = [Text.assemble(("Articles: ", "bold"), ", ".join(shown))]
    held = [
        counted(counts.contacts, "contact"),
        counted(counts.agreements, "agreement"),
        counted(counts.events, "event"),
        counted(counts.absences, "absence"),
    ]
    if counts.repeats:
        copies = "copy" if counts.repeats == 1 else "copies"
        held.append(f"{counts.repeats:,} {copies} set aside")
    days = f", {counts.first_day} to {counts.last_day}" if counts.first_day and counts.last_day else ""
    where = f"{counted(counts.documents, 'article')}{days}"
    name = one_line(file)
    lines.append(Text.assemble(("Ledger:   ", "bold"), f"{name}: {', '.join(held)} in {where}"))
    if example is not None:
        lines.append(Text.assemble(("Next:     ", "bold"), f"\n{' ' * 10}".join(_next(example, file))))
    return Group(*lines)


def _next(example: StoredContact, file: str) -> list[str]:
    """Commands that show something, whatever is in the ledger."""
    option = "" if file == DEFAULT_LEDGER else f" --ledger {shlex.quote(one_line(file))}"
    codes = list(dict.fromkeys(p.affiliation for p in words.in_order(example.contact)))
    commands = [f"dragoman timeline{option}", f"dragoman show {one_line(example.id)}{option}"]
    if len(codes) > 1:
        commands.insert(1, f"dragoman contacts --between {codes[0]} {codes[1]}{option}")
    return commands


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 contact", "3 contacts"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
