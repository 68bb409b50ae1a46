"""Events of articles: who did what to whom, with the model that ships and with one that says what it is told."""

from __future__ import annotations

import pytest

from dragoman.coding.coder import Coder
from dragoman.reading.text import article_of
from dragoman.records import Category, Modality
from dragoman.relations import events as coding
from dragoman.relations.ontology import MODES, QUAD
from event_samples import Told, coded, events, line, shipped, told

SENTENCES = [
    # an active verb and its object
    ("China's foreign ministry condemned the US decision on Friday.", "ACCUSE CHN>USA"),
    ("Iran has threatened Israel with a missile strike.", "THREATEN IRN>ISR"),
    ("Russia expelled two British diplomats.", "SANCTION RUS>GBR"),
    ("Germany rejected the Polish proposal for a common air force.", "REJECT DEU>POL"),
    # what is done to things of an actor
    ("Turkish jets bombed Kurdish positions in northern Iraq.", "ASSAULT TUR>KURDS"),
    # a deed that is a noun
    ("The price of wheat rose again after Russia's attack on Ukraine.", "ASSAULT RUS>UKR"),
    # the object of an object
    ("The European Union approved 50 billion euros in aid for Ukraine.", "AID EU>UKR"),
    ("Australia voiced support for Fiji.", "SUPPORT AUS>FJI"),
    # two owners of one thing
    ("Japanese and Philippine warships held a joint exercise.", "COOPERATE JPN>PHL"),
    # passive
    ("Indonesia was urged by Australia to release the fishermen.", "REQUEST AUS>IDN"),
    # actors without a name
    ("Kenyan police fired tear gas at protesters in Nairobi.", "ASSAULT KEN>KEN"),
    # nobody to whom it is done
    ("Iran's foreign minister resigned on Monday.", "RETREAT IRN>-"),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_has_its_event(text: str, expected: str) -> None:
    assert expected in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "Japan and Brazil are among the largest importers of cobalt.",
        "The rain that fell on Kenya will reach Uganda on Thursday.",
        "Scotland beat France in the final. The striker scored two goals before half-time in the stadium, and the "
        "coach praised the goalkeeper and the team's defenders after the match.",
    ],
)
def test_actors_who_do_nothing_to_each_other_have_none(text: str) -> None:
    assert events(text) == []


def test_an_event_says_all_that_the_sentence_says() -> None:
    article = coded(
        "Moscow, the foreign ministry of Estonia said, expelled two Latvian diplomats on Tuesday."
    )
    (event,) = [e for e in article.events if e.category is Category.SANCTION]
    assert (event.source.affiliation, event.source.sector) == ("RUS", "GOV")
    assert event.target is not None
    assert event.target.affiliation == "LVA"
    assert (event.mode, event.quad, event.modality) == ("expel", 4, Modality.HAPPENED)
    assert event.date is not None
    assert event.date.start.isoformat() == "2024-03-12"
    assert [link.affiliation for link in event.attribution] == ["EST"]
    (span,) = event.spans
    assert event.evidence[0].startswith("Moscow")
    assert span.end - span.start == len(event.evidence[0])
    assert 0.5 < event.confidence <= 0.97


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Germany will deliver forty armoured vehicles to Ukraine.", Modality.WILL),
        ("Saudi Arabia has not threatened Iran.", Modality.DID_NOT),
        ("Iran might attack Israel, American officials said.", Modality.MAY),
    ],
)
def test_what_has_not_happened_says_so(text: str, modality: Modality) -> None:
    assert [event.modality for event in coded(text).events] == [modality]


def test_a_contact_is_one_event_and_what_is_said_in_it_another() -> None:
    article = coded(
        "Hakan Fidan telephoned Sergey Lavrov on Monday and urged Russia to extend the grain deal."
    )
    (contact,) = article.contacts
    call, request = article.events
    assert (line(call), call.mode, call.contact) == ("CONSULT TUR>RUS", "phone", contact.id)
    assert (line(request), request.contact) == ("REQUEST TUR>RUS", contact.id)
    assert call.date == contact.date


def test_an_agreement_reached_is_one_event() -> None:
    article = coded("Ethiopia and Somalia signed a defence pact in Ankara.")
    (agreement,) = article.agreements
    (event,) = article.events
    assert (line(event), event.agreement) == ("AGREE ETH>SOM", agreement.id)


def test_tellings_of_one_event_are_one_record() -> None:
    text = (
        "Turkey condemned the Syrian decision on Friday.\n\nThe harbour was quiet.\n\n"
        "In the evening the Turkish government condemned Syria once more."
    )
    coder = told(condemned=("ACCUSE", "disapprove", 0.9))
    (event,) = coded(text, coder).events
    assert line(event) == "ACCUSE TUR>SYR"
    assert len(event.spans) == 2
    assert event.source.actor != "Turkey"  # the more telling of the two


def test_two_ministers_are_two_sources() -> None:
    text = "Hakan Fidan condemned Syria.\n\nRecep Tayyip Erdogan condemned Syria."
    coder = told(condemned=("ACCUSE", "disapprove", 0.9))
    assert [e.source.actor for e in coded(text, coder).events] == ["Hakan Fidan", "Recep Tayyip Erdogan"]


def test_only_pairs_that_a_predicate_connects_are_asked_about() -> None:
    model = Told({})
    coder = Coder(shipped().nlp, shipped().authority, model)  # type: ignore[arg-type]
    coded("Egypt, whose wheat is from Romania, accused Ethiopia while Sudan was silent.", coder)
    assert model.asked == [
        "<s>Egypt</s>, whose wheat is from Romania, accused <t>Ethiopia</t> while Sudan was silent."
    ]


def test_a_pronoun_is_read_as_whom_it_stands_for() -> None:
    model = Told({})
    coder = Coder(shipped().nlp, shipped().authority, model)  # type: ignore[arg-type]
    coded("Sergey Lavrov spoke in Moscow.\n\nThen he accused Norway.", coder)
    assert model.asked == ["Then <s>Sergei Lavrov</s> accused <t>Norway</t>."]


@pytest.mark.parametrize(("probability", "found"), [(0.49, False), (0.51, True)])
def test_a_word_that_bears_it_out_makes_less_enough(probability: float, found: bool) -> None:
    coder = told(accused=("ACCUSE", "allege", probability))
    assert bool(events("Egypt accused Ethiopia.", coder)) is found


@pytest.mark.parametrize(("probability", "found"), [(0.96, False), (0.98, True)])
def test_without_such_a_word_the_model_must_be_sure(probability: float, found: bool) -> None:
    coder = told(painted=("ACCUSE", "allege", probability))
    assert bool(events("Egypt painted Ethiopia in black.", coder)) is found


def test_what_the_model_alone_takes_for_a_contact_is_left_out() -> None:
    coder = told(accused=("CONSULT", "visit", 0.99))
    assert [e for e in coded("Egypt painted Ethiopia in black.", coder).events if e.contact is None] == []


def test_deeds_are_not_done_to_words() -> None:
    coder = told(blocked=("COERCE", "seize", 0.99))
    assert events("Egypt blocked Ethiopia's proposal.", coder) == []
    assert events("Egypt blocked Ethiopia's exports.", coder) == ["COERCE EGY>ETH"]


def test_withdrawing_troops_is_no_sanction() -> None:
    coder = told(withdrew=("SANCTION", "withdraw", 0.9))
    assert events("France withdrew its troops from Niger.", coder) == ["RETREAT FRA>NER"]
    assert events("Russia withdrew from the Council of Europe.", coder) == ["SANCTION RUS>COE"]


def test_an_article_is_asked_about_up_to_a_limit() -> None:
    model = Told({})
    coder = Coder(shipped().nlp, shipped().authority, model)  # type: ignore[arg-type]
    states = "Egypt Ethiopia Sudan Kenya Uganda Rwanda Burundi Tanzania Zambia Malawi".split()
    text = "\n\n".join(f"{a} accused {b}." for a in states for b in states if a != b)
    coded(text, coder)
    assert len(model.asked) == coding.MOST_OF_ARTICLE


def test_many_articles_are_judged_together_as_one_by_one() -> None:
    texts = [text for text, _ in SENTENCES]
    articles = [article_of(f"published: 2024-03-15\n\n{text}\n", f"t{n}") for n, text in enumerate(texts)]
    together = list(shipped().pipe(articles))
    assert together == [shipped().code(article) for article in articles]


def test_without_events_the_model_is_not_loaded() -> None:
    coder = Coder(shipped().nlp, shipped().authority, events=False)
    assert coder.model is None
    assert coded(SENTENCES[0][0], coder).events == ()


def test_every_mode_and_class_is_that_of_its_category() -> None:
    for text, _ in SENTENCES:
        for event in coded(text).events:
            assert event.quad == QUAD[event.category]
            assert event.mode is None or event.mode in MODES[event.category]
