"""What answers can be narrowed by: options that several verbs share, as one value.

A verb takes a :class:`ContactChoice` or an :class:`EventChoice` as a parameter, and
:func:`with_options` gives the command line an option for each of its fields.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

import typer

from dragoman.cli.options import Since, Until
from dragoman.records import Category, Channel, Modality, Status

Between = Annotated[
    tuple[str, str] | None,
    typer.Option(
        metavar="CODE CODE",
        help="Both take part; codes or names of states and groups (RUS TUR).",
        show_default=False,
    ),
]
Actor = Annotated[
    str | None, typer.Option(metavar="NAME", help="Takes part; a part of a name, or a code (Lavrov, UN).")
]
InText = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="The article holds these words.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
OfChannel = Annotated[
    list[Channel] | None, typer.Option("--channel", help="By this channel; may be given again.")
]
OfStatus = Annotated[
    list[Status] | None, typer.Option("--status", help="With this status; may be given again.")
]
OfCategory = Annotated[
    list[Category] | None,
    typer.Option("--category", case_sensitive=False, help="Of this PLOVER category; may be given again."),
]
OfMode = Annotated[
    list[str] | None,
    typer.Option("--mode", metavar="MODE", help="With this PLOVER mode (arrest, phone); may be given again."),
]
OfModality = Annotated[
    list[Modality] | None,
    typer.Option("--modality", help="Whether it took place, as the text presents it; may be given again."),
]
OfQuad = Annotated[
    list[int] | None,
    typer.Option(
        "--quad",
        min=1,
        max=4,
        metavar="1-4",
        help="Of this quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict.",
    ),
]
OfSource = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Who does it.")]
OfTarget = Annotated[str | None, typer.Option("--target", metavar="NAME", help="To whom it is done.")]


@dataclass(frozen=True, slots=True)
class Choice:
    """Filters that contacts and events share."""

    between: Between = None
    actor: Actor = None
    since: Since = None
    until: Until = None
    text: InText = None

    def asked(self) -> dict[str, Any]:
        """The filters as a query of the ledger takes them, names of states turned into codes."""
        from dragoman.terminal.words import affiliation_code

        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        if self.between:
            values["between"] = tuple(affiliation_code(name) for name in self.between)
        return values


@dataclass(frozen=True, slots=True)
class ContactChoice(Choice):
    """Filters of contacts."""

    channel: OfChannel = None
    status: OfStatus = None


@dataclass(frozen=True, slots=True)
class EventChoice(Choice):
    """Filters of events."""

    source: OfSource = None
    target: OfTarget = None
    category: OfCategory = None
    mode: OfMode = None
    modality: OfModality = None
    quad: OfQuad = None


def with_options(verb: Callable[..., None]) -> Callable[..., None]:
    """A verb of the command line whose parameters of a dataclass become one option per field.

    Args:
        verb: a function of which some parameters are annotated with a dataclass of options.
    """
    own = inspect.signature(verb, eval_str=True)
    given: list[inspect.Parameter] = []
    bundles: dict[str, type[Any]] = {}
    for parameter in own.parameters.values():
        bundle = parameter.annotation
        if not dataclasses.is_dataclass(bundle):
            given.append(parameter)
            continue
        assert isinstance(bundle, type)
        bundles[parameter.name] = bundle
        hints = get_type_hints(bundle, include_extras=True)
        given += [
            parameter.replace(name=field.name, annotation=hints[field.name], default=field.default)
            for field in dataclasses.fields(bundle)
        ]

    @functools.wraps(verb)
    def command(**values: Any) -> None:
        for name, bundle in bundles.items():
            fields = [field.name for field in dataclasses.fields(bundle)]
            values[name] = bundle(**{field: values.pop(field) for field in fields})
        verb(**values)

    command.__signature__ = own.replace(parameters=given)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in given}
    return command
