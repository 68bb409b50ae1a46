"""Which judgements of the model become events.

A model that is right four times in five would fill the record with the fifth. What it says counts
where the words between the two bear it out, or where it is nearly certain; and only where the two
sides are such that one can do this to the other.
"""

from __future__ import annotations

from dragoman.coding.lexicon import EVENT_NOUNS, VERBS
from dragoman.records import ActorKind, Category, Channel
from dragoman.relations.cues import bears_out, connecting
from dragoman.relations.lexicon import THINGS
from dragoman.relations.ontology import INTRANSITIVE, MODES
from dragoman.relations.pairs import Pair
from dragoman.relations.sides import Side

BORNE_OUT = 0.5
BY_ITSELF = 0.97
ALONE = 0.55
"""Least probability of an event whose category the words between the two bear out, of any other, and of
one without a target."""

CONTACT_VERBS = frozenset(
    verb for verb, frame in VERBS.items() if frame.channel not in {Channel.UNSPECIFIED, Channel.MESSAGE}
)
"""Verbs of meeting, visiting and calling."""

TO_THINGS = frozenset(
    {Category.SANCTION, Category.MOBILIZE, Category.COERCE, Category.ASSAULT, Category.RETREAT}
)
"""Categories that are done to an actor or to things of his."""

ORGANS = frozenset({"GOV", "MIL", "COP", "SPY", None})
"""Sectors of a state's own organs."""

IN_WORDS = frozenset(
    {Category.SUPPORT, Category.ACCUSE, Category.REQUEST, Category.REJECT, Category.AGREE, Category.CONCEDE}
)
"""What a state's organs do to one another."""

FORCES = frozenset(
    "troop force soldier army military contingent unit personnel fighter missile weapon".split()
)
"""Lemmas of what is withdrawn from a territory."""

BY_THE_CODEBOOK: dict[tuple[Category, str], tuple[Category, str | None]] = {
    (Category.ACCUSE, "convict"): (Category.SANCTION, "convict"),
    (Category.ASSAULT, "cyber"): (Category.COERCE, "cyber"),
}
"""Modes that the model gives with a category to which the codebook does not count them."""


def corrected(category: Category, mode: str | None, pair: Pair) -> tuple[Category, str | None]:
    """Category and mode by the codebook, where the model keeps the borders of the data it was measured on.

    Convictions are SANCTION and cyber attacks COERCE (``docs/data-card.md``); withdrawing troops is
    RETREAT, whatever the model takes it for, for SANCTION withdraws from bodies and treaties.

    Args:
        category, mode: what the model says; the mode may be one that the category does not have.
        pair: of whom it says so.
    """
    if category is Category.SANCTION and mode == "withdraw" and FORCES.intersection(connecting(pair)):
        return Category.RETREAT, mode
    if mode is None or mode in MODES.get(category, ()):
        return category, mode
    return BY_THE_CODEBOOK.get((category, mode), (category, None))


def accepted(category: Category, mode: str | None, pair: Pair, probability: float) -> bool:
    """Whether the model is sure enough, surer where no word of the sentence bears it out, and the sides
    are such that one does this to the other.

    Args:
        category, mode: as :func:`corrected` gives them.
        pair: of whom it is said.
        probability: of the category, by the model.
    """
    if category is Category.CONSULT or (pair.target is None and category not in INTRANSITIVE):
        return False  # contacts are coded as contacts
    if category is Category.AGREE and (_to_meet(pair) or _of_one_mind(pair)):
        return False
    if pair.target is not None and not _plausible(category, mode, pair.source, pair.target):
        return False
    least = BORNE_OUT if bears_out(category, pair) else BY_ITSELF
    return probability >= (least if pair.target else max(least, ALONE))


def _to_meet(pair: Pair) -> bool:
    """Whether what is agreed on is a meeting or call, which is a contact to come."""
    return pair.trigger.lemma_.lower() in CONTACT_VERBS or any(w in EVENT_NOUNS for w in connecting(pair))


def _of_one_mind(pair: Pair) -> bool:
    """Whether somebody only shares a view: "I agree with him"."""
    children = list(pair.trigger.children)
    with_somebody = any(c.dep_ == "prep" and c.lower_ == "with" for c in children)
    to_something = any(c.dep_ == "xcomp" or c.lower_ in {"on", "to"} for c in children)
    return pair.trigger.lemma_ == "agree" and with_somebody and not to_something


def _plausible(category: Category, mode: str | None, source: Side, target: Side) -> bool:
    """What is done in deeds is done to an actor or to things of his, not to his words; and what a state's
    own organs do to one another is done in words."""
    states = {source.mention.kind, target.mention.kind} == {ActorKind.STATE}
    if states and mode == "beat":
        return False  # on a pitch
    if category in TO_THINGS and target.thing and target.thing not in THINGS:
        return False
    one, other = source.mention, target.mention
    same_state = one.affiliation == other.affiliation and {one.sector, other.sector} <= ORGANS
    return not same_state or category in IN_WORDS
