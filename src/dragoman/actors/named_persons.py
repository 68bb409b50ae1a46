"""Persons that a text names: by full name, by what the recogniser finds, by surname or title and surname."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors import agents
from dragoman.actors.gazetteer import NameHit
from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import fold, key, to_ascii
from dragoman.actors.persons import KnownPerson, PersonRegistry, sector_of
from dragoman.actors.titled import is_polite, title_after, title_before
from dragoman.actors.titles import DOMESTIC_OFFICES, OFFICE_NOUNS, Title, classify
from dragoman.language.grammar import noun_lemma
from dragoman.records import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

HONORIFICS = frozenset(
    "mr mrs ms dr sir lord lady dame prof professor sheikh sheikha shaikh gen general lt lieutenant col colonel maj major brig brigadier adm admiral capt captain rev president premier prime minister chancellor king queen prince princess crown sultan emir pope senator sen rep secretary ambassador foreign pm hon honourable ayatollah hojatoleslam imam marshal field".split()
)
SENTENCE_STARTERS = frozenset(["the", "a", "an", "this", "that", "these", "those", "in", "on", "at", "as", "but", "and", "for", "with", "after", "before", "when", "while", "if", "it", "he", "she", "they", "we"])  # fmt: skip


def span_of(doc: Doc, start: int, end: int) -> Span | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span if span is not None and len(span) else None


def add_full_names(doc: Doc, hits: list[NameHit], registry: PersonRegistry, mentions: Mentions) -> None:
    for hit in hits:
        person = _person_target(hit, registry)
        span = span_of(doc, hit.start, hit.end) if person else None
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
    start, title, title_affiliation = title_before(doc, span.start, mentions)
    after_title, after_affiliation = title_after(doc, span.end, mentions)
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
            int(span.root.i),
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


def add_recognised_persons(doc: Doc, registry: PersonRegistry, mentions: Mentions) -> None:
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
        end = next((i for i in range(start + 1, end) if doc[i].lower_ in {"and", "&"}), end)
        start = _from_polite_word(doc, start, mentions)
        if _names_a_portfolio(doc, start):
            continue
        if end - start > 2 and doc[start].is_sent_start and agents.is_noun(doc[start].lower_):
            start += 1  # "Gangster Dawood Ibrahim": the recogniser took a noun into the name
        if end - start < 2 or any(mentions.at(i) for i in range(start, end)):
            continue
        span = doc[start:end]
        if not span.text[0].isupper() or any(t.is_space or t.like_num for t in span) or classify(span.text):
            continue
        known = registry.introduce(span.text, None, None, 0.75)
        _add_person(doc, span, known, registry, mentions)


def _from_polite_word(doc: Doc, start: int, mentions: Mentions) -> int:
    """Start of a name of which the recogniser left out the first words: "Mr Godfred Yeboah Dame"."""
    for back in (1, 2):
        first = start - back
        if first < 1 or not _name_word(doc[first]) or mentions.at(first) is not None:
            return start
        if is_polite(doc[first - 1]):
            return first
    return start


def add_surnames(doc: Doc, registry: PersonRegistry, mentions: Mentions) -> None:
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
    """A capitalised name of two to four words right after a title or "Mr" that nothing else recognised."""
    end = index
    while (
        end < len(doc)
        and end - index < 5
        and _name_word(doc[end])
        and mentions.at(end) is None
        and (end == index or not doc[end].is_sent_start)
    ):
        end += 1
    if end - index < 2 or end - index > 4 or _names_a_portfolio(doc, index):
        return None
    if classify(doc[index:end].text) is not None:
        return None
    if index and is_polite(doc[index - 1]) and not doc[index].is_sent_start:
        return doc[index:end]
    _, title, affiliation = title_before(doc, index, mentions)
    if title is None:
        # "Alemayehu Tegenu, Ethiopia's minister of water"
        title, affiliation = title_after(doc, end, mentions)
        known_words = any(agents.is_noun(t.lower_) for t in doc[index:end])
        return (
            doc[index:end]
            if title and affiliation and title.office != "official" and not known_words
            else None
        )
    if affiliation is None and title.office not in DOMESTIC_OFFICES:
        return None
    return doc[index:end]


def _names_a_portfolio(doc: Doc, start: int) -> bool:
    """Whether capitalised words say what a minister is of: "Deputy Minister of International Relations"."""
    return start > 1 and doc[start - 1].lower_ in {"of", "for"} and noun_lemma(doc[start - 2]) in OFFICE_NOUNS


def _name_word(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.pos_ in {"PROPN", "NOUN", "ADJ"}
        and _all_letters(token)
        and token.lower_ not in HONORIFICS
    )


def _may_be_surname(token: Token) -> bool:
    if not token.text[:1].isupper() and token.lower_ not in {"de", "al", "el", "bin", "von", "van"}:
        return False
    if token.is_sent_start and token.pos_ not in {"PROPN", "NOUN"} and token.ent_type_ != "PERSON":
        return False
    return _all_letters(token)


def _all_letters(token: Token) -> bool:
    return token.is_alpha or token.text.translate(_WITHIN_NAMES).isalpha()


_WITHIN_NAMES = {ord(mark): None for mark in "-'’ʼ`."}
"""What may stand within a name: "Al-Sabah", "Alya'a"."""


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
        _, title, title_affiliation = title_before(doc, index, mentions)
        surname = key(span.text)
        if _name_continues(doc, index, index + length):
            continue
        known = registry.by_surname_key(surname, title_affiliation, office=title.office if title else None)
        if known is not None and title_affiliation is None:
            known = _not_a_namesake(doc, index + length, known, registry, mentions)
        if known is None and length == 1 and index and is_polite(doc[index - 1]):
            known = registry.by_given_name(surname[0]) if surname else None
        if known is None:
            continue
        if length == 1 and title is None and not _looks_like_name(span[0], known, mentions):
            continue
        return length, known
    return 1, None


def _not_a_namesake(
    doc: Doc, end: int, known: KnownPerson, registry: PersonRegistry, mentions: Mentions
) -> KnownPerson | None:
    """The person of a surname, unless the title after it is of a state in which he or she held none:
    "Castro, the U.S. Secretary of Housing" is another Castro, who is looked for there."""
    title, affiliation = title_after(doc, end, mentions)
    if title is None or affiliation is None or known.entry is None or known.name in mentions.text:
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


def _looks_like_name(token: Token, known: KnownPerson, mentions: Mentions) -> bool:
    """A capitalised noun that is not sentence-initial by chance; common words need the parser's PROPN."""
    if token.pos_ == "PROPN":
        return token.ent_type_ not in {"DATE", "TIME", "MONEY", "LANGUAGE"} or _not_a_month(
            token, known, mentions
        )
    return (
        token.text[0].isupper()
        and (not token.is_sent_start or token.ent_type_ == "PERSON")
        and token.ent_type_ in {"PERSON", "NORP", "ORG", "GPE"}
        and bool(known)
    )


_BEFORE_MONTHS = frozenset(
    "in by since until till before after from during last next this of through and for early late mid".split()
)


def _not_a_month(token: Token, known: KnownPerson, mentions: Mentions) -> bool:
    """Whether a word that the recogniser takes for a month is a person of the article after all: "met May",
    "called on May to act", with Theresa May named in full elsewhere."""
    doc = token.doc
    if known.name not in to_ascii(mentions.text) or token.ent_type_ != "DATE":
        return False
    beside = [doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(doc)]
    if any(t.like_num or t.ent_type_ == "DATE" for t in beside):
        return False
    return token.i == 0 or doc[token.i - 1].lower_ not in _BEFORE_MONTHS
