"""The program: its verbs, and how a run ends when something goes wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman.cli import asking, authority, coding, giving, reading, relations, web
from dragoman.cli.run import tell
from dragoman.errors import DragomanError
from dragoman.terminal.console import survive_narrow_encodings

INTERRUPTED = 130
CLOSED_PIPE = 141
"""Exit codes that a shell gives to a program ended by Ctrl-C or by a closed pipe."""


class Verbs(TyperGroup):
    """The verbs. A path in the place of a verb means ``code``; every error ends in one line.

    Typer keeps its context class private, hence the ``Any``.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put ``code`` in front of what is not a verb but can only be meant for it."""
        if args and args[0] not in self.commands and _means_code(args, set(self.commands)):
            args = ["code", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the verb; tell what went wrong in one line and set the exit code."""
        survive_narrow_encodings()
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a full disk or a closed pipe shows here at the latest
            return result
        except KeyboardInterrupt:
            tell("interrupted; what was stored stays stored")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(CLOSED_PIPE) from None
        except DragomanError as error:
            tell(str(error))
            raise typer.Exit(1) from error
        except OSError as error:
            tell(f"cannot write the results: {error.strerror or error}")
            _drop_output()
            raise typer.Exit(1) from error


def _means_code(args: list[str], verbs: set[str]) -> bool:
    """Whether the arguments are those of ``code`` without the verb: a path, options before it or not."""
    first = args[0]
    if first.startswith("-") and first != "-":
        return first in {"--json", "--published", "--quiet", "-q"} and not verbs.intersection(args)
    return first == "-" or Path(first).exists() or os.sep in first or bool(Path(first).suffix)


def _drop_output() -> None:
    """Let Python's own flush at the end of the program write nowhere, quietly."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # standard output is no file, as in a test
        return


app = typer.Typer(
    name="dragoman",
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback(epilog="Example: dragoman FILE shows the contacts that an article reports.")
def dragoman(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and stop."),
    ] = False,
) -> None:
    """Read news articles and keep an evidence-linked record of diplomacy: who contacted whom, when, how,
    about what, and according to whom."""


coding.register(app)
reading.register(app)
web.register(app)
asking.register(app)
giving.register(app)
relations.register(app)
authority.register(app)
