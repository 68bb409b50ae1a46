"""States, bodies and groups that a text names: which entry a name means in its grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.authority import Entity
from dragoman.actors.gazetteer import NameHit
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.named_persons import HONORIFICS, span_of
from dragoman.actors.names import to_ascii
from dragoman.actors.persons import PersonRegistry
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MODIFIER_DEPS = frozenset({"compound", "amod", "nmod", "npadvmod"})
_ARGUMENT_DEPS = frozenset("nsubj nsubjpass dobj pobj conj".split())
"""Relations of a noun that is an argument."""


def entity_mentions(doc: Doc, hits: list[NameHit], registry: PersonRegistry) -> dict[int, Mention]:
    """Every hit that is no person as a mention, by each of its tokens: what titles look states up in."""
    by_token: dict[int, Mention] = {}
    for hit in hits:
        span = span_of(doc, hit.start, hit.end)
        if span is None or _inside_person(doc, span):
            continue
        mention = entity_mention(span, hit, registry)
        if mention is not None:
            by_token.update(dict.fromkeys(range(span.start, span.end), mention))
    return by_token


def add_entities(entities: dict[int, Mention], mentions: Mentions) -> None:
    for mention in dict.fromkeys(entities.values()):
        if not any(mentions.at(i) for i in range(mention.start, mention.end)):
            mentions.add(mention)


def _inside_person(doc: Doc, span: Span) -> bool:
    """Whether a state or city name is only part of a person's name ("Jordan Smith")."""
    if span.root.ent_type_ != "PERSON":
        return False
    start, end = _recognised(doc, span.root.i)
    if end - start <= len(span):
        return False
    outside = [
        t for t in doc[start:end] if not span.start <= t.i < span.end and t.text not in {"'s", "’s", "-"}
    ]
    if span.start > start:
        return any(t.pos_ == "PROPN" and t.lower_ not in HONORIFICS for t in outside)
    return len(outside) == 1 and outside[0].pos_ == "PROPN" and span.root.dep_ == "compound"


def _recognised(doc: Doc, index: int) -> tuple[int, int]:
    """Token span of the recogniser's entity around a token; ``doc.ents`` would build them all each time."""
    start = index
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    end = index + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return start, end


def entity_mention(span: Span, hit: NameHit, registry: PersonRegistry) -> Mention | None:
    """The mention of a state, capital, body or group that a name hit stands for in its grammar."""
    authority = registry.authority
    plain = [authority.entities[t] for t in hit.targets if t in authority.entities]
    prefixed = {t[:3]: t[4:] for t in hit.targets if t[3:4] == ":"}
    root: Token = span.root
    modifies = root.dep_ in MODIFIER_DEPS or (
        root.pos_ == "ADJ" and root.dep_ not in {"nsubj", "dobj", "pobj"}
    )
    states = [e for e in plain if e.kind == "state"]
    groups = [e for e in plain if e.kind != "state"]
    if groups and not states and not ("adj" in prefixed and modifies):
        group = _group_of_the_day(groups, registry)
        form = {"seat": Form.SEAT, "outlet": Form.OUTLET}.get(group.kind, Form.GROUP)
        return _entity(span, group, form)
    if states and not ("adj" in prefixed and modifies):
        return _entity(span, states[0], Form.STATE)
    if "dem" in prefixed and not modifies and (root.tag_ in {"NNS", "NNPS"} or _plural_the(root)):
        return _entity(span, authority.entities[prefixed["dem"]], Form.DEMONYM)
    if "adj" in prefixed:
        code = prefixed["adj"]
        return _entity(span, authority.entities[code], Form.ADJECTIVE)
    if "dem" in prefixed:
        return _entity(span, authority.entities[prefixed["dem"]], Form.DEMONYM)
    if "cap" in prefixed:
        return _entity(span, authority.entities[prefixed["cap"]], Form.CAPITAL)
    return None


def _plural_the(root: Token) -> bool:
    """Whether the noun is a plural by its article alone ("the Chinese said")."""
    return any(c.lower_ == "the" for c in root.children) and root.dep_ in _ARGUMENT_DEPS


def _group_of_the_day(groups: list[Entity], registry: PersonRegistry) -> Entity:
    """Of groups that share a name, the one that existed then and whose state the article names most."""
    return max(
        groups,
        key=lambda g: (
            g.period.overlaps(registry.period),
            registry.affiliations.get(g.affiliation, 0),
            g.kind != "outlet",
        ),
    )


_KINDS = {"state": ActorKind.STATE, "igo": ActorKind.ORGANISATION, "igo_body": ActorKind.ORGANISATION, "ngo": ActorKind.ORGANISATION,
          "armed_group": ActorKind.GROUP, "people": ActorKind.GROUP, "opposition": ActorKind.GROUP, "bloc": ActorKind.GROUP,
          "party": ActorKind.GROUP}  # fmt: skip


_DESCRIBED = frozenset({"body", "opposition", "bloc", "people", "legislature", "police", "military"})
_DESCRIBING = frozenset(
    "authorities government regime officials opposition groups group factions delegation forces rebels leaders states "
    "countries nations powers troops army military police parliament fighters militants lawmakers negotiators".split()
)
"""Last words of names that describe rather than name: the text's words are the better name then."""


def _entity(span: Span, entity: Entity, form: Form) -> Mention:
    described = entity.kind in _DESCRIBED and span[-1].text in _DESCRIBING
    return Mention(
        span.start,
        span.end,
        int(span.root.i),
        form,
        to_ascii(" ".join(span.text.split())) if described else entity.name,
        entity.affiliation,
        _KINDS.get(entity.kind, ActorKind.BODY),
        None,
        entity.sector,
        0.95,
        (),
        (f"{entity.code}: {entity.name} ({entity.kind})",),
    )
