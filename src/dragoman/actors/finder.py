"""Finding and resolving every mention of an actor in a parsed article.

The order matters and is the order of :func:`find_mentions`: names of the authority file, persons
by full name, persons by surname, offices and collectives built on those, plurals and pronouns
that refer back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors import coreference, dating, phrases
from dragoman.actors.authority import Authority, Period
from dragoman.actors.conflicts import find_conflict, short_conflict
from dragoman.actors.gazetteer import NameHit, find_names
from dragoman.actors.home import speaks_of
from dragoman.actors.mentions import Mentions
from dragoman.actors.named_entities import add_entities, entity_mentions
from dragoman.actors.named_persons import add_full_names, add_recognised_persons, add_surnames
from dragoman.actors.names import key
from dragoman.actors.persons import PersonRegistry
from dragoman.actors.titled import ENTITIES

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_mentions(
    doc: Doc, authority: Authority, period: Period, dated: bool, home: str | None = None
) -> Mentions:
    """All actor mentions of a document, resolved.

    Args:
        doc: parsed by :mod:`dragoman.language`.
        authority: who is who.
        period: the publication day, or the days that the article may be from.
        dated: whether ``period`` is one known day.
        home: state of the outlet, whose offices the article may name without it.

    Returns:
        Mentions in text order, with affiliation wherever text or authority tell.
    """
    registry = PersonRegistry(authority, period, dated)
    text = doc.text  # which spaCy puts together anew each time
    mentions = Mentions(text=text, words=key(text))
    hits = list(find_names(text, authority))
    _count_affiliations(hits, registry, authority)
    if home is not None and speaks_of(home, registry.affiliations, authority):
        registry.home = home
    mentions.conflict = find_conflict(authority, mentions.words, registry.affiliations, period)
    entities = entity_mentions(doc, hits, registry)
    doc.user_data[ENTITIES] = entities
    if not dated:
        registry.period = dating.narrow(doc, hits, authority, period)
        mentions.singular = short_conflict(authority, mentions.words, registry.affiliations, registry.period)
        if mentions.singular is not None:  # the offices are those of its weeks
            registry.period = dating.common(registry.period, mentions.singular.period) or registry.period
    add_full_names(doc, hits, registry, mentions)
    add_entities(entities, mentions)
    add_recognised_persons(doc, registry, mentions)
    add_surnames(doc, registry, mentions)
    phrases.add_office_phrases(doc, registry, mentions)
    mentions.ordered.sort(key=lambda m: (m.start, m.end))
    coreference.add_references(doc, registry, mentions)
    mentions.ordered.sort(key=lambda m: (m.start, m.end))
    return mentions


def _count_affiliations(hits: list[NameHit], registry: PersonRegistry, authority: Authority) -> None:
    """How often the article names each affiliation: context for surnames."""
    for hit in hits:
        for target in hit.targets:
            if target.startswith("person:"):
                codes = {t.affiliation for t in authority.persons[target[7:]].terms}
            else:
                entity = authority.entities.get(target.split(":")[-1])
                codes = {entity.affiliation} if entity else set()
            for code in codes:
                registry.affiliations[code] = registry.affiliations.get(code, 0) + 1
