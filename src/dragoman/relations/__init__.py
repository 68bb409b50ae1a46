"""What the marked actors of a sentence do to each other: PLOVER category, mode and modality by a small model."""

from dragoman.relations.model import Judgement, RelationModel

__all__ = ["Judgement", "RelationModel"]
