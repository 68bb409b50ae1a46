"""Finding and resolving every mention of an actor in a parsed article.

The order matters and is the order of :func:`find_mentions`: names of the authority file, persons
by full name, persons by surname, offices and collectives built on those, plurals and pronouns
that refer back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors import coreference, dating, phrases
from dragoman.actors.authority import Authority, Entity, Period
from dragoman.actors.conflicts import find_conflict, short_conflict
from dragoman.actors.gazetteer import NameHit, find_names
from dragoman.actors.home import speaks_of
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import fold, key
from dragoman.actors.persons import KnownPerson, PersonRegistry, sector_of
from dragoman.actors.titles import DOMESTIC_OFFICES, Title, classify
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MODIFIER_DEPS = frozenset({"compound", "amod", "nmod", "npadvmod"})
HONORIFICS = frozenset(
    "mr mrs ms dr sir lord lady dame prof professor sheikh sheikha shaikh gen general lt lieutenant col colonel maj major brig brigadier adm admiral capt captain rev president premier prime minister chancellor king queen prince princess crown sultan emir pope senator sen rep secretary ambassador foreign pm hon honourable ayatollah hojatoleslam imam marshal field".split()
)
SENTENCE_STARTERS = frozenset(["the", "a", "an", "this", "that", "these", "those", "in", "on", "at", "as", "but", "and", "for", "with", "after", "before", "when", "while", "if", "it", "he", "she", "they", "we"])  # fmt: skip


_ARGUMENT_DEPS = frozenset("nsubj nsubjpass dobj pobj conj".split())
"""Relations of a noun that is an argument."""


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
    mentions = Mentions(words=key(doc.text))
    hits = list(find_names(doc.text, authority))
    _count_affiliations(hits, registry, authority)
    if home is not None and speaks_of(home, registry.affiliations, authority):
        registry.home = home
    mentions.conflict = find_conflict(authority, mentions.words, registry.affiliations, period)
    entities = _entity_mentions(doc, hits, registry)
    doc.user_data[phrases.ENTITIES] = entities
    if not dated:
        registry.period = dating.narrow(doc, hits, authority, period)
        mentions.singular = short_conflict(authority, mentions.words, registry.affiliations, registry.period)
    _add_full_names(doc, hits, registry, mentions)
    _add_entities(entities, mentions)
    _add_recognised_persons(doc, registry, mentions)
    _add_surnames(doc, registry, mentions)
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


def _span(doc: Doc, start: int, end: int) -> Span | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span if span is not None and len(span) else None


def _add_full_names(doc: Doc, hits: list[NameHit], registry: PersonRegistry, mentions: Mentions) -> None:
    for hit in hits:
        person = _person_target(hit, registry)
        span = _span(doc, hit.start, hit.end) if person else None
        if span is None or person is None:
            continue
        known = registry.from_entry(person)
        _add_person(doc, span, known, registry, mentions)


def _person_target(hit: NameHit, registry: PersonRegistry) -> str | None:
    """The person that a full-name hit means: of namesakes the one in office nearest to the day."""
    persons = [t[7:] for t in hit.targets if t.startswith("person:")]
    if not persons or (hit.words < 2 and len(hit.targets) > len(persons)):
        return None
    if len(persons) == 1:
        return persons[0]
    day = registry.period.start

    def distance(name: str) -> int:
        terms = registry.authority.persons[name].terms
        return min((t.period.distance(day) if day else 0) for t in terms) if terms else 10**6

    return min(
        persons,
        key=lambda n: (
            distance(n),
            -sum(registry.affiliations.get(t.affiliation, 0) for t in registry.authority.persons[n].terms),
        ),
    )


def _add_person(
    doc: Doc, span: Span, known: KnownPerson, registry: PersonRegistry, mentions: Mentions
) -> None:
    """Add a person mention, widened by the title beside the name, which also informs the registry."""
    start, title, title_affiliation = phrases.title_before(doc, span.start, mentions)
    _, after_title, after_affiliation = phrases.title_after(doc, span.end, mentions, registry)
    office = title or after_title
    affiliation = title_affiliation or after_affiliation
    if (
        affiliation is None
        and known.affiliation is None
        and office is not None
        and office.office in DOMESTIC_OFFICES
    ):
        affiliation = registry.home  # "Interior Minister Mazen Faraya" in a Jordanian paper
    if known.entry is None:
        registry.inform(known, affiliation, office.office if office else None)
    elif affiliation and known.affiliation != affiliation:
        _follow_title(known, affiliation, office, registry)
    actor_kind = ActorKind.PERSON
    mentions.add(
        Mention(
            start,
            span.end,
            _head(span),
            Form.NAME,
            known.name,
            known.affiliation,
            actor_kind,
            known.office,
            known.sector,
            known.confidence,
            (),
            known.why,
        )
    )


def _head(span: Span) -> int:
    """Index of the token by which the rest of the sentence governs the span."""
    return int(span.root.i)


def _follow_title(
    known: KnownPerson, affiliation: str, office: Title | None, registry: PersonRegistry
) -> None:
    """Where the text's title fits another term of the person than the assumed one, use that term."""
    if known.entry is None:
        return
    for term in known.entry.terms:
        if term.affiliation == affiliation and (office is None or office.office in {term.office, "official"}):
            known.affiliation, known.office = term.affiliation, term.office
            current = (office is None or not office.former) and term.period.overlaps(registry.period)
            known.sector = sector_of(term.office, term.affiliation, current, term.sector)
            known.why = (*known.why, f"title in text: {term.office} of {affiliation}")
            return


def _entity_mentions(doc: Doc, hits: list[NameHit], registry: PersonRegistry) -> dict[int, Mention]:
    """Every hit that is no person as a mention, by each of its tokens: what titles look states up in."""
    by_token: dict[int, Mention] = {}
    for hit in hits:
        span = _span(doc, hit.start, hit.end)
        if span is None or _inside_person(doc, span):
            continue
        mention = entity_mention(span, hit, registry)
        if mention is not None:
            by_token.update(dict.fromkeys(range(span.start, span.end), mention))
    return by_token


def _add_entities(entities: dict[int, Mention], mentions: Mentions) -> None:
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


def _entity(span: Span, entity: Entity, form: Form) -> Mention:
    return Mention(
        span.start,
        span.end,
        _head(span),
        form,
        entity.name,
        entity.affiliation,
        _KINDS.get(entity.kind, ActorKind.BODY),
        None,
        entity.sector,
        0.95,
        (),
        (f"{entity.code}: {entity.name} ({entity.kind})",),
    )


def _add_recognised_persons(doc: Doc, registry: PersonRegistry, mentions: Mentions) -> None:
    """Persons that only the entity recogniser knows: full names introduce, single names refer."""
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        start, end = ent.start, ent.end
        while start < end and (
            doc[start].lower_.strip(".") in HONORIFICS or not doc[start].text[:1].isalpha()
        ):
            start += 1
        while end > start and (
            doc[end - 1].lower_ in {"'s", "’s", "’", "'"} or doc[end - 1].is_punct or doc[end - 1].is_space
        ):
            end -= 1
        while start < end and (inside := mentions.at(start)) is not None and not inside.is_person:
            start = inside.end  # "Bangladesh Li Jiming": the recogniser ran the title's state into the name
        if end - start < 2 or any(mentions.at(i) for i in range(start, end)):
            continue
        span = doc[start:end]
        if not span.text[0].isupper() or any(t.is_space or t.like_num for t in span) or classify(span.text):
            continue
        known = registry.introduce(span.text, None, None, 0.75)
        _add_person(doc, span, known, registry, mentions)


def _add_surnames(doc: Doc, registry: PersonRegistry, mentions: Mentions) -> None:
    """Surnames alone ("Lavrov"), and title plus surname ("President Mohamud")."""
    index = 0
    while index < len(doc):
        token = doc[index]
        if mentions.at(index) is not None or not _may_be_surname(token):
            index += 1
            continue
        titled = _titled_stranger(doc, index, mentions)
        if titled is not None:
            _add_person(doc, titled, registry.introduce(titled.text, None, None, 0.7), registry, mentions)
            index = titled.end
            continue
        length, known = _longest_surname(doc, index, registry, mentions)
        if known is not None:
            _add_person(doc, doc[index : index + length], known, registry, mentions)
        index += length
    return


def _titled_stranger(doc: Doc, index: int, mentions: Mentions) -> Span | None:
    """A capitalised name of two to four words right after a title that nothing else recognised."""
    end = index
    while (
        end < len(doc)
        and end - index < 5
        and _name_word(doc[end])
        and mentions.at(end) is None
        and (end == index or not doc[end].is_sent_start)
    ):
        end += 1
    if end - index < 2 or end - index > 4:
        return None
    _, title, affiliation = phrases.title_before(doc, index, mentions)
    if title is None or classify(doc[index:end].text) is not None:
        return None
    if affiliation is None and title.office not in DOMESTIC_OFFICES:
        return None
    return doc[index:end]


def _name_word(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.pos_ in {"PROPN", "NOUN", "ADJ"}
        and (token.is_alpha or "-" in token.text)
        and token.lower_ not in HONORIFICS
    )


def _may_be_surname(token: Token) -> bool:
    if not token.text[:1].isupper() and token.lower_ not in {"de", "al", "el", "bin", "von", "van"}:
        return False
    if token.is_sent_start and token.pos_ not in {"PROPN", "NOUN"}:
        return False
    return token.is_alpha or "-" in token.text


def _longest_surname(
    doc: Doc, index: int, registry: PersonRegistry, mentions: Mentions
) -> tuple[int, KnownPerson | None]:
    for length in (4, 3, 2, 1):
        if index + length > len(doc) or any(mentions.at(i) for i in range(index, index + length)):
            continue
        span = doc[index : index + length]
        if not span[-1].text[:1].isupper() or (
            length > 1 and span[0].is_sent_start and span[0].lower_ in SENTENCE_STARTERS
        ):
            continue
        _, title, title_affiliation = phrases.title_before(doc, index, mentions)
        surname = key(span.text)
        if _name_continues(doc, index, index + length):
            continue
        known = registry.by_surname_key(surname, title_affiliation)
        if known is not None and title_affiliation is None:
            known = _not_a_namesake(doc, index + length, known, registry, mentions)
        if known is None:
            continue
        if length == 1 and title is None and not _looks_like_name(span[0], known):
            continue
        return length, known
    return 1, None


def _not_a_namesake(
    doc: Doc, end: int, known: KnownPerson, registry: PersonRegistry, mentions: Mentions
) -> KnownPerson | None:
    """The person of a surname, unless the title after it is of a state in which he or she held none:
    "Castro, the U.S. Secretary of Housing" is another Castro, who is looked for there."""
    _, title, affiliation = phrases.title_after(doc, end, mentions, registry)
    if title is None or affiliation is None or known.entry is None or known.name in doc.text:
        return known
    if any(t.affiliation == affiliation for t in known.entry.terms):
        return known
    surname = doc[end - 1].text
    return registry.by_surname_key(key(surname), affiliation, strict=True) or registry.introduce(
        surname, affiliation, title.office, 0.6
    )


def _name_continues(doc: Doc, start: int, end: int) -> bool:
    """Whether the surname is a part of some longer capitalised name that nobody knows."""
    after = doc[end] if end < len(doc) else None
    if (
        after is not None
        and after.pos_ == "PROPN"
        and after.text[:1].isupper()
        and not after.is_sent_start
        and after.text not in {"’s", "'s"}
    ):
        return True
    before = doc[start - 1] if start else None
    return bool(
        before is not None
        and before.pos_ == "PROPN"
        and before.text[:1].isupper()
        and fold(before.text) not in HONORIFICS
        and classify(before.text) is None
        and not before.is_sent_start
        and before.ent_type_ == "PERSON"
    )


def _looks_like_name(token: Token, known: KnownPerson) -> bool:
    """A capitalised noun that is not sentence-initial by chance; common words need the parser's PROPN."""
    if token.pos_ == "PROPN":
        return token.ent_type_ not in {"DATE", "TIME", "MONEY", "LANGUAGE"}
    return (
        token.text[0].isupper()
        and not token.is_sent_start
        and token.ent_type_ in {"PERSON", "NORP", "ORG", "GPE"}
        and bool(known)
    )
