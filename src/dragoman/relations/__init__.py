"""Events in the PLOVER ontology: who did what to whom, judged by a small model over pairs of actors.

ontology    categories, modes, quad classes, and the codes of CAMEO for them
lexicon     words that decide which pairs of actors the model is asked about
sides       who in a sentence can do something or have it done to him
pairs       the pairs of a sentence, and the sentence as the model reads it
model       the model: category, mode and modality of a marked sentence
cues        words that bear a category out
acceptance  which judgements become events
drafts      events in the making, and which tellings are one
linking     the events that contacts and agreements are
events      events of articles: pairs judged, dated, attributed, merged, linked to contacts
rows        marked sentences from a table, judged row by row
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.relations.model import Judgement as Judgement
    from dragoman.relations.model import RelationModel as RelationModel

__all__ = ["Judgement", "RelationModel"]


def __getattr__(name: str) -> Any:
    """Load the model's names when they are first used: the codes of the ontology need no ONNX Runtime."""
    if name not in __all__:
        raise AttributeError(f"module 'dragoman.relations' has no attribute '{name}'")
    from dragoman.relations import model

    return getattr(model, name)
