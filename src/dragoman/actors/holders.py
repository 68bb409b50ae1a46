"""Who held an office: the person of the article's day, else the office itself."""

from __future__ import annotations

from dragoman.actors.authority import Period, Term
from dragoman.actors.mentions import Form, Mention
from dragoman.actors.persons import PersonRegistry, sector_of
from dragoman.actors.titles import PARLIAMENTARY, Title, fits, plain
from dragoman.records import ActorKind

_MANY_HOLDERS = frozenset(
    "minister ambassador special_envoy spokesperson adviser official commander legislator governor".split()
)
"""Offices that a state has many holders of at once."""


def holder_mention(head: int, owner: Mention, title: Title, registry: PersonRegistry, text: str) -> Mention:
    """The person who held an office of an affiliation on the day, else the office itself."""
    affiliation = owner.affiliation or ""
    person_owned = owner.is_person
    term = None
    if not person_owned or title.office == "chief_of_staff":
        term = office_holder(affiliation, title, registry)
    if term is not None:
        known = registry.from_entry_of(term)
        return Mention(
            head, head + 1, head, Form.OFFICE, known.name, known.affiliation, ActorKind.PERSON, term.office,
            sector_of(term.office, affiliation, True, term.sector), 0.8, (), (f"{term.office} of {affiliation}: {term.person}",),
        )  # fmt: skip
    body = "" if owner.sector in {None, "GOV"} else str(owner.sector)
    return Mention(
        head, head + 1, head, Form.OFFICE, text, affiliation, ActorKind.OFFICE, title.office,
        sector_of(title.office, affiliation, not title.former, body), 0.75, (), (f"{title.office} of {affiliation}, no holder on file",),
    )  # fmt: skip


def office_holder(affiliation: str, title: Title, registry: PersonRegistry) -> Term | None:
    """The single holder of an office of an affiliation on the article's day, or None.

    A former or "then" holder is never guessed from the office alone. Where the article is not
    dated, an answer needs one and the same holder throughout the days that it may be from.
    """
    if title.former or title.then:
        return None
    authority, period = registry.authority, registry.period
    words = title.words
    terms = _by_full_title(affiliation, title, registry, period) or authority.holders(
        affiliation, None, words, period
    )
    if not terms:
        terms = _class_holders(affiliation, title, registry, period)
    if registry.dated and period.start:
        terms = [t for t in terms if t.period.covers(period.start) and (t.period.start or t.period.end)]
    people = {t.person for t in terms}
    named = [
        t for t in terms if t.person.casefold() in {k.name.casefold() for k in registry.by_name.values()}
    ]
    if len(people) > 1 and len({t.person for t in named}) == 1:
        return named[0]
    if len(people) != 1:
        return None
    if (
        not registry.dated
        and not named
        and not all(t.period.start and t.period.start <= (period.start or t.period.start) for t in terms)
    ):
        return None
    return terms[0]


def _by_full_title(affiliation: str, title: Title, registry: PersonRegistry, period: Period) -> list[Term]:
    """Holders whose own title the phrase spells out: "ambassador to Moscow", "energy minister"; those of
    the longest such title."""
    if title.office not in _MANY_HOLDERS or " " not in title.phrase:
        return []
    found: dict[int, list[Term]] = {}
    for term in registry.authority.holders(affiliation, title.office, None, period):
        length = max(
            (len(t) for spelled in term.titles if fits(t := plain(spelled), title.phrase)), default=0
        )
        if length:
            found.setdefault(length, []).append(term)
    return found[max(found)] if found else []


def _class_holders(affiliation: str, title: Title, registry: PersonRegistry, period: Period) -> list[Term]:
    holders = registry.authority.holders
    office = title.office
    if office == "leader" and " " in title.words:
        return []  # an opposition leader: only one whom the file gives that very title
    if office == "intelligence_chief" and "military" in title.phrase.split():
        # Israel's head of military intelligence is not the chief of Mossad; Turkey has one service
        terms = registry.authority.holders(affiliation, office, None, Period())
        military = [t for t in terms if any("military" in spelled.split() for spelled in t.titles)]
        if military:
            return [t for t in military if t.period.overlaps(period)]
    if office == "leader" and len(affiliation) == 3:
        office = "head_of_government" if affiliation in PARLIAMENTARY else "head_of_state"
        if affiliation == "IRN":
            return holders(affiliation, None, "president", period)
    if office in _MANY_HOLDERS:
        return [] if len(affiliation) == 3 else holders(affiliation, office, None, period)
    found = holders(affiliation, office, None, period)
    if not found and office == "head_of_government" and affiliation not in PARLIAMENTARY:
        return []
    if title.words == "president":
        return [t for t in found if "king" not in t.titles and "supreme leader" not in t.titles]
    return found
