"""Articles made up for the tests of the ledger and the exports, coded by hand."""

from __future__ import annotations

import datetime as dt

from dragoman.article import Article, DateClue, Part, PartKind
from dragoman.records import (
    Absence,
    AbsenceKind,
    ActorKind,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Attribution,
    Channel,
    CodedArticle,
    Contact,
    DateInterval,
    Event,
    Participant,
    Precision,
    Role,
    Span,
    Stance,
    Status,
)

CODER = "dragoman 0.1.0"
Pair = tuple[Article, CodedArticle]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start=start, end=start + len(quote))


def interval(first: str, last: str | None = None, words: str | None = None) -> DateInterval:
    precision = Precision.DAY if last is None else Precision.DAYS
    return DateInterval(start=day(first), end=day(last or first), precision=precision, words=words)


def person(name: str, affiliation: str, role: Role = Role.PARTICIPANT) -> Participant:
    return Participant(actor=name, affiliation=affiliation, role=role, kind=ActorKind.PERSON)


def report(
    text: str,
    quote: str,
    participants: tuple[Participant, ...],
    *,
    number: str = "c1",
    channel: Channel = Channel.PHONE,
    status: Status = Status.OCCURRED,
    date: DateInterval | None = None,
) -> Contact:
    return Contact(
        id=number,
        evidence=(quote,),
        spans=(span(text, quote),),
        channel=channel,
        status=status,
        participants=participants,
        date=date,
    )


def story(
    doc: str,
    text: str,
    *contacts: Contact,
    published: str | None = None,
    coder: str = CODER,
    origin: str | None = None,
    agreements: tuple[Agreement, ...] = (),
    absences: tuple[Absence, ...] = (),
) -> Pair:
    date = day(published) if published else None
    article = Article(doc, text, published=date, origin=origin)
    coded = CodedArticle(
        coder=coder,
        doc=doc,
        published=date,
        contacts=contacts,
        agreements=agreements,
        absences=absences,
    )
    return article, coded


HARBOUR = """\
Envoys agree on Kessel harbour

BRATISLAVA, 9 March 2021 (Danube Wire)

Slovak Foreign Minister Ivan Korčok telephoned his Hungarian counterpart Péter Szijjártó on Monday. \
Mr. Korčok asked for calm; Szijjártó, officials said, "promised nothing".

Poland was not invited. Austria brokered a truce between the two harbour towns, which held on Tuesday.
"""


def harbour() -> Pair:
    """An article that uses every field of every record."""
    text = HARBOUR
    call = "Ivan Korčok telephoned his Hungarian counterpart Péter Szijjártó on Monday."
    korcok = Participant(
        actor="Ivan Korcok",
        affiliation="SVK",
        role=Role.INITIATOR,
        kind=ActorKind.PERSON,
        office="foreign minister",
        sector="GOV",
        mention=span(text, "Ivan Korčok"),
        confidence=0.9,
    )
    szijjarto = Participant(
        actor="Peter Szijjarto",
        affiliation="HUN",
        role=Role.RECIPIENT,
        kind=ActorKind.PERSON,
        office="foreign minister",
        mention=span(text, "Péter Szijjártó"),
    )
    sources = (
        Attribution(
            source="officials",
            affiliation="HUN",
            cue="said",
            stance=Stance.CLAIMS,
            mention=span(text, "officials"),
        ),
        Attribution(source="Danube Wire", cue="(Danube Wire)"),
    )
    contact = Contact(
        id="c1",
        evidence=(call, "Mr. Korčok asked for calm"),
        spans=(span(text, call), span(text, "Mr. Korčok asked for calm")),
        attribution=sources,
        speculative=True,
        confidence=0.75,
        channel=Channel.PHONE,
        status=Status.OCCURRED,
        participants=(korcok, szijjarto),
        date=interval("2021-03-08", words="on Monday"),
        topics=("calm", "Kessel harbour"),
        place="Bratislava",
        sources=("officials",),
        disputed=True,
        count=2,
    )
    truce = "Austria brokered a truce between the two harbour towns, which held on Tuesday."
    agreement = Agreement(
        id="a1",
        evidence=(truce,),
        spans=(span(text, truce),),
        kind=AgreementKind.CEASEFIRE,
        status=AgreementStatus.HOLDING,
        parties=("SVK", "HUN"),
        brokers=("AUT",),
        date=interval("2021-03-09", "2021-03-10"),
    )
    absence = Absence(
        id="x1",
        evidence=("Poland was not invited.",),
        spans=(span(text, "Poland was not invited."),),
        actor="Poland",
        affiliation="POL",
        kind=AbsenceKind.NOT_INVITED,
        contacts=("c1",),
    )
    event = Event(
        id="e1",
        evidence=("asked for calm",),
        spans=(span(text, "asked for calm"),),
        category="REQUEST",
        mode="de-escalation",
        source=korcok,
        target=szijjarto,
        quad=1,
        date=interval("2021-03-08"),
        contact="c1",
        agreement="a1",
    )
    published = day("2021-03-09")
    starts = [text.index(word) for word in ("Envoys", "BRATISLAVA", "Slovak", "Poland")]
    ends = [start - 2 for start in starts[1:]] + [len(text) - 1]
    kinds = (PartKind.HEADLINE, PartKind.DATELINE, PartKind.BODY, PartKind.BODY)
    shared = {
        "doc": "harbour",
        "published": published,
        "title": "Envoys agree on Kessel harbour",
        "source": "Danube Wire",
        "url": "https://danube.example/harbour",
        "warnings": ("The weekday does not fit the date.",),
    }
    article = Article(
        text=text,
        parts=tuple(map(Part, kinds, starts, ends)),
        clues=(DateClue(published, "the dateline", 0.8),),
        origin="in/harbour.txt",
        **shared,  # type: ignore[arg-type]
    )
    coded = CodedArticle(
        coder=CODER,
        contacts=(contact,),
        agreements=(agreement,),
        events=(event, event.model_copy(update={"id": "e2", "target": None, "date": None})),
        absences=(absence,),
        **shared,
    )
    return article, coded


LAVROV = person("Sergei Lavrov", "RUS", Role.INITIATOR)
CAVUSOGLU = person("Mevlüt Çavuşoğlu", "TUR", Role.RECIPIENT)
ZARIF = person("Javad Zarif", "IRN")


def small_corpus() -> list[Pair]:
    """Four articles whose contacts differ in everything that can be asked for."""
    call = "Lavrov rang Çavuşoğlu on 2 May about the grain corridor."
    trio = "The three ministers meet in Sochi between 20 and 25 May."
    rumour = "Zarif may write to Ankara one day, a columnist thinks."
    refusal = "Ankara refused to receive the Russian delegation."
    left_out = "Washington was kept in the dark about the grain corridor."
    return [
        story(
            "call",
            call,
            report(call, call, (LAVROV, CAVUSOGLU), date=interval("2022-05-02")),
            published="2022-05-03",
        ),
        story(
            "trio",
            trio,
            report(
                trio,
                trio,
                (LAVROV, CAVUSOGLU, ZARIF),
                channel=Channel.MEETING,
                status=Status.PLANNED,
                date=interval("2022-05-20", "2022-05-25"),
            ),
            published="2022-05-10",
        ),
        story(
            "rumour",
            rumour,
            report(
                rumour,
                rumour,
                (ZARIF, person("Ankara", "TUR")),
                channel=Channel.MESSAGE,
                status=Status.PROPOSED,
            ),
        ),
        story(
            "refusal",
            refusal + "\n\n" + left_out,
            report(
                refusal,
                refusal,
                (person("Turkey", "TUR"), person("Russian delegation", "RUS")),
                channel=Channel.VISIT,
                status=Status.REFUSED,
            ),
            published="2021-11-30",
            absences=(
                Absence(
                    id="x1",
                    evidence=(left_out,),
                    spans=(span(refusal + "\n\n" + left_out, left_out),),
                    actor="Washington",
                    affiliation="USA",
                    kind=AbsenceKind.INFORMED_LATE,
                ),
            ),
        ),
    ]


def numbered(count: int) -> list[Pair]:
    """Many short articles with one call each, all different."""
    pairs = []
    for index in range(count):
        text = f"Minister {index} of Ruritania telephoned the regent of Graustark."
        sides = (person(f"Minister {index}", "RURI", Role.INITIATOR), person("The regent", "GRAU"))
        pairs.append(story(f"wire-{index:04}", text, report(text, text, sides), published="2020-02-29"))
    return pairs
