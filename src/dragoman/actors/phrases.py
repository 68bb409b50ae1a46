"""Offices and collectives without a name: "the Turkish foreign minister", "US officials", "his Armenian
counterpart", "the head of Rouhani's office"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.conflicts import side_of
from dragoman.actors.holders import holder_mention
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import to_ascii
from dragoman.actors.persons import PersonRegistry
from dragoman.actors.titled import MODIFYING_FORMS, TITLE_REACH
from dragoman.actors.titles import (
    COLLECTIVE_NOUNS,
    OFFICE_NOUNS,
    OWNERS_OF_TITLES,
    RECIPROCAL_NOUNS,
    Title,
    classify,
)
from dragoman.language.grammar import noun_lemma
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DOMESTIC_COLLECTIVES = frozenset(
    {"government", "official", "authority", "administration", "ministry", "cabinet"}
)
_PHRASE_PREPOSITIONS = frozenset({"of", "for", "to", "from", "in"})
_OWNING_PREPOSITIONS = frozenset({"of", "from", "for", "in"})


_STANCES = frozenset({"pro", "anti", "non"})
_JOINED = frozenset(
    "backed made born led funded trained supported speaking occupied held controlled style allied aligned "
    "linked sponsored armed brokered built supplied run mediated owned friendly era financed imposed".split()
)
"""What a hyphen joins to a name that is not the actor's own."""

_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
"""Parts of speech of the head of an office or collective."""

_ARMED = frozenset("fighter militant guerrilla separatist force militia army".split())
"""Nouns for the armed part of a people."""

_ONE_EACH = frozenset(
    "ministry government embassy parliament presidency army president premier king cabinet".split()
)
"""Nouns of which every state has one: "the Turkish and Iranian ministries" are one of each."""

LONGEST_LIST = 48
"""Tokens over which the owners of one plural noun may be listed."""


def add_office_phrases(doc: Doc, registry: PersonRegistry, mentions: Mentions) -> None:
    """Add a mention for every office or collective noun that no name covers."""
    for token in doc:
        if token.pos_ not in _NAMING or mentions.at(token.i) is not None:
            continue
        lemma = noun_lemma(token)
        if token.dep_ == "compound" and token.head.i == token.i + 1 and token.head.pos_ in {"NOUN", "PROPN"}:
            continue
        if lemma in OFFICE_NOUNS or lemma in COLLECTIVE_NOUNS or _charge_d_affaires(doc, token):
            mention = _phrase_mention(doc, token, lemma, registry, mentions)
            if mention is not None:
                mentions.add(mention)


def _charge_d_affaires(doc: Doc, token: Token) -> bool:
    return (
        token.lower_ in {"charge", "chargé"}
        and token.i + 1 < len(doc)
        and doc[token.i + 1].lower_.startswith(("d'", "d’"))
    )


def _phrase_mention(
    doc: Doc, head: Token, lemma: str, registry: PersonRegistry, mentions: Mentions
) -> Mention | None:
    start, end = phrase_bounds(doc, head, mentions)
    owners = _owners(doc, head, lemma, start, end, mentions)
    plural = head.tag_ in {"NNS", "NNPS"} or lemma != head.lower_
    text = actor_words(doc, head, start, end, mentions)
    if lemma == "counterpart" or lemma == "homologue":
        return None
    if not owners and lemma in OWNERS_OF_TITLES:
        owners = [state_owner(head.i, OWNERS_OF_TITLES[lemma], registry)]
    if not owners and registry.home and lemma in _DOMESTIC_COLLECTIVES:
        owners = [home_owner(head.i, registry)]
    if not owners and (side := side_of(mentions.conflict, lemma, registry.authority)) is not None:
        owners = [state_owner(head.i, side, registry)]
    if not owners:
        return None
    title = classify(doc[start:end].text) if lemma in OFFICE_NOUNS | {"charge", "chargé"} else None
    if title is not None and title.office not in {"official"} and (not plural or len(owners) > 1):
        members = tuple(
            holder_mention(head.i, o, title, registry, _share(doc, head, lemma, o, owners, text))
            for o in owners
        )
        if len(members) == 1:
            return members[0].at(start, end, head.i, Form.OFFICE)
        return _plural(start, end, head.i, members, text)
    members = tuple(
        _collective(head.i, o, _share(doc, head, lemma, o, owners, text), lemma, title) for o in owners
    )
    if len(members) == 1:
        return members[0].at(start, end, head.i, Form.COLLECTIVE)
    return _plural(start, end, head.i, members, text)


def is_stance(doc: Doc, start: int, end: int) -> bool:
    """Whether a name only says whom the actor is for, against or helped by: "pro-Russian", "Iran-backed"."""
    before = doc[start - 2 : start].text.lower() if start > 1 else ""
    if before.endswith("-") and before.rstrip("- ") in _STANCES:
        return True
    if start and doc[start - 1].lower_.rstrip("-") in _STANCES:
        return True
    after = doc[end : end + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ in _JOINED


def home_owner(head: int, registry: PersonRegistry) -> Mention:
    """The home state as the owner of an office or collective that names none."""
    return state_owner(head, registry.home or "", registry)


def state_owner(head: int, code: str, registry: PersonRegistry) -> Mention:
    """A state or group that the context gives as owner."""
    entity = registry.authority.entities.get(code)
    name, sector = (entity.name, entity.sector) if entity is not None else (code, None)
    return Mention(
        head, head + 1, head, Form.STATE, name, code, ActorKind.STATE, None, sector, 0.6, (), ("context",)
    )


def actor_words(doc: Doc, head: Token, start: int, end: int, mentions: Mentions) -> str:
    """The phrase as an actor's name: without article, and without its "of" phrase where the owner stands before."""
    owned_before = any((m := mentions.at(i)) is not None and m.affiliation for i in range(start, head.i))
    first = start
    while first < head.i and doc[first].lower_ in {
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "some",
        "several",
    }:
        first += 1
    last = head.i + 1 if owned_before else end
    while last > head.i + 1 and (doc[last - 1].is_punct or doc[last - 1].pos_ in {"CCONJ", "ADP"}):
        last -= 1
    return to_ascii(" ".join(doc[first:last].text.split()))


def _share(doc: Doc, head: Token, lemma: str, owner: Mention, owners: list[Mention], text: str) -> str:
    """What one of several owners is called: "Turkish officials" of "Russian and Turkish officials", "leaders
    of Egypt" of "leaders of Jordan and Egypt"; the whole phrase where there is one owner."""
    if len(owners) < 2:
        return text
    surface = doc[owner.start : owner.end].text
    before = [o.end for o in owners if o.start < head.i]
    if owner.start > head.i:
        if before:  # "Iraqi officials in Baghdad and Erbil"
            return to_ascii(f"{text} {doc[head.i + 1].text} {surface}")
        tail = _nouns_from(doc, max(o.end for o in owners)) if owner.form is Form.ADJECTIVE else []
        return to_ascii(
            " ".join([head.text, "of the", surface, *tail]) if tail else f"{head.text} of {owner.actor}"
        )
    noun = lemma if lemma in _ONE_EACH else head.text
    return to_ascii(" ".join([surface, *doc[max(before) : head.i].text.split(), noun]))


def _nouns_from(doc: Doc, index: int) -> list[str]:
    """The nouns that follow a coordinated adjective, what every state has one of in the singular."""
    found: list[str] = []
    while index < len(doc) and doc[index].pos_ in {"NOUN", "PROPN"}:
        lemma = noun_lemma(doc[index])
        one = lemma.capitalize() if doc[index].text[:1].isupper() else lemma
        found.append(one if lemma in _ONE_EACH else doc[index].text)
        index += 1
    return found


def _plural(start: int, end: int, head: int, members: tuple[Mention, ...], text: str) -> Mention:
    return Mention(
        start, end, head, Form.PLURAL, text, None, ActorKind.GROUP, members=members, confidence=0.85
    )


def _collective(head: int, owner: Mention, text: str, lemma: str, title: Title | None) -> Mention:
    sector = owner.sector
    if lemma in {"troop", "force", "army", "military", "soldier", "fighter"} and owner.sector == "GOV":
        sector = "MIL"
    if lemma in {"rebel", "insurgent"} or (lemma in _ARMED and owner.sector in {"CVL", "REL"}):
        sector = "REB"
    kind = ActorKind.BODY
    office = title.office if title and title.office != "official" else None
    return Mention(
        head,
        head + 1,
        head,
        Form.COLLECTIVE,
        text,
        owner.affiliation,
        kind,
        office,
        sector,
        0.85,
        (),
        (f"{lemma} of {owner.affiliation}",),
    )


def phrase_bounds(doc: Doc, head: Token, mentions: Mentions) -> tuple[int, int]:
    """Token span of the noun phrase around an office noun: its modifiers and one "of" phrase."""
    start = head.i
    sent_start = head.sent.start
    while start > sent_start and head.i - start < TITLE_REACH + 3:
        token = doc[start - 1]
        if _coordinates_owners(doc, start - 1, mentions):
            start -= 1
            continue
        if token.is_space or token.pos_ == "CCONJ":
            break
        if token.pos_ in {"VERB", "AUX", "ADP", "SCONJ", "PRON"} and token.tag_ not in {"PRP$", "VBN", "VBG"}:
            break
        if token.is_punct and token.text not in {"-", "’", "'"}:
            break
        if not (head.is_ancestor(token) or token.pos_ == "DET" or mentions.at(start - 1) is not None):
            break
        start -= 1
    while start < head.i and (doc[start].is_punct or doc[start].pos_ == "CCONJ"):
        start += 1
    return start, max(_phrase_end(doc, head), _list_end(doc, head, mentions))


def _list_end(doc: Doc, head: Token, mentions: Mentions) -> int:
    """End of a list of states or bodies after "leaders of": however long, where nothing else stands in it."""
    index = head.i + 1
    if head.tag_ not in {"NNS", "NNPS"} or index >= len(doc) or doc[index].lower_ != "of":
        return 0
    end, index = 0, index + 1
    while index < min(len(doc), head.i + LONGEST_LIST):
        mention = mentions.at(index)
        if mention is not None and mention.form in MODIFYING_FORMS:
            index = end = mention.end
        elif doc[index].lower_ in {"the", ",", "and", "as", "well"}:
            index += 1
        else:
            break
    return end


def _phrase_end(doc: Doc, head: Token) -> int:
    """End of the phrase: the head, or its "of" phrase up to punctuation or a clause."""
    end = head.i + 1
    prep = next(
        (c for c in head.children if c.dep_ == "prep" and c.i == end and c.lower_ in _PHRASE_PREPOSITIONS),
        None,
    )
    if prep is None:
        return end
    last = prep.right_edge.i
    for token in doc[prep.i + 1 : last + 1]:
        if (token.is_punct and token.text not in {"-", "’", "'", ","}) or token.dep_ in {"relcl", "acl"}:
            last = token.i - 1
            break
    return min(last + 1, head.i + TITLE_REACH)


def _coordinates_owners(doc: Doc, index: int, mentions: Mentions) -> bool:
    """Whether a comma or "and" parts the owners of one noun ("Russian, Turkish and Iranian")."""
    if doc[index].text != "," and doc[index].pos_ != "CCONJ":
        return False
    before = mentions.at(index - 1) if index else None
    after = doc[index + 1] if index + 1 < len(doc) else None
    if before is None or before.form not in MODIFYING_FORMS or after is None:
        return False
    return after.pos_ == "CCONJ" or mentions.at(index + 1) is not None


def _owners(doc: Doc, head: Token, lemma: str, start: int, end: int, mentions: Mentions) -> list[Mention]:
    """States, groups or persons that the phrase names as those whose office or collective it is."""
    owners: list[Mention] = []
    index = start
    while index < end:
        mention = mentions.at(index)
        if mention is None or mention.affiliation is None or is_stance(doc, mention.start, mention.end):
            index += 1
            continue
        if index < head.i:
            if mention.form in MODIFYING_FORMS or mention.form is Form.NAME or mention.form is Form.DEMONYM:
                owners.append(mention)
        elif (
            owners
            and doc[index - 1].tag_ == "POS"
            and owners[-1].end == index - 1
            and mention.form is Form.GROUP
        ):
            owners[-1] = mention  # "the director of Colombia's DAS"
        elif _owning(doc[index - 1], lemma) or doc[index - 1].lower_ in {"the", ",", "and"}:
            before = doc[index - 2 if doc[index - 1].lower_ == "the" else index - 1].lower_
            if not owners or before in {",", "and"}:
                if mention.form is not Form.OUTLET:
                    owners.append(mention)
        index = max(index + 1, mention.end)
    unique: list[Mention] = []
    for owner in owners:
        if all(o.affiliation != owner.affiliation for o in unique):
            unique.append(owner)
    return unique


def _owning(preposition: Token, lemma: str) -> bool:
    """ "Officials in Baghdad" are Iraqi; "rival groups in Saudi Arabia" need not be Saudi."""
    if preposition.lower_ == "in":
        return lemma in {
            "official",
            "authority",
            "government",
            "leader",
            "minister",
            "diplomat",
            "administration",
        }
    return preposition.lower_ in _OWNING_PREPOSITIONS


def is_reciprocal(token: Token) -> bool:
    """Whether a plural noun refers back to several actors named before ("the two leaders", "both sides")."""
    if token.tag_ not in {"NNS", "NNPS"} or noun_lemma(token) not in RECIPROCAL_NOUNS:
        return False
    return any(c.lower_ in {"two", "both", "three", "four", "the", "these", "their"} for c in token.children)
