"""Words that bear a category out, for the pairs about which the model is not sure by itself.

A verb with a particle is written with an underscore ("call_up"). The words were gathered from the
codebook's definitions and from the predicates between the marked actors of the training sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.language.grammar import OBJECT_DEPS, noun_lemma
from dragoman.records import Category

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.relations.pairs import Pair

CUES: dict[Category, frozenset[str]] = {
    category: frozenset(words.split())
    for category, words in {
        Category.AGREE: "agree agreement offer invite invitation accept willing willingness ready readiness commit commitment pledge promise "
        "deal accord sign_up consent prepared vow undertake cooperate",
        Category.SUPPORT: "welcome ratify thank support approve approval praise back endorse endorsement defend applaud recognise recognize "
        "recognition hail commend voice congratulate bless backing reaffirm side favour favor sign pact treaty laud backer salute cheer "
        "solidarity backed",
        Category.CONCEDE: "promise undertake pledge truce ceasefire assure assurance amnesty apologise apologize apology concession concede "
        "give_in relent ease lift",
        Category.COOPERATE: "share sharing extradite extradition exchange swap drill exercise export import trade cooperation cooperate "
        "partner partnership collaborate sell buy purchase resume reopen patrol joint work coordinate coordination join",
        Category.AID: "provide send aid assistance assist help donate donation supply deliver train grant loan lend fund finance relief arm rescue "
        "asylum subsidise subsidize supply_to debt forgive equip shelter bail_out sponsor airlift write_off",
        Category.RETREAT: "withdraw withdrawal retreat release free pardon surrender resign resignation pull_out pull disarm allow "
        "hand_over hand_back give_back vacate evacuate step_down amnesty lift ease lay_down give_up stand_down ceasefire",
        Category.REQUEST: "ask demand urge call appeal request beg plead plea want seek press implore insist pressure urging order lobby "
        "petition apply require instruct exhort",
        Category.ACCUSE: "accuse accusation condemn condemnation criticise criticize criticism blame denounce denunciation investigate "
        "investigation inquiry probe sue lawsuit charge indict indictment allege allegation deplore complain complaint rebuke censure decry "
        "slam blast lambast castigate lash protest prosecute challenge oppose disapprove deride decry lodge "
        "summon chide scold admonish berate fault",
        Category.REJECT: "reject rejection refuse refusal turn_down decline dismiss veto spurn rebuff snub ignore defy rule_out oppose deny "
        "resist disregard throw_out scoff block overrule",
        Category.THREATEN: "threaten threat warn warning vow ultimatum caution swear deadline",
        Category.PROTEST: "protest boycott march strike demonstrate demonstration rally riot walkout picket hunger blockade sit-in "
        "protester walk_out occupy picketing besiege",
        Category.SANCTION: "expel expulsion suspend suspension sanction sever break_off convict sentence withdraw recall cut cut_off freeze "
        "blacklist downgrade embargo discontinue terminate cancel halt oust sack dismiss fine impeach find revoke ban tariff",
        Category.MOBILIZE: "deploy deployment mobilise mobilize mobilisation mobilization mass amass call_up reinforce station alert scramble "
        "test move patrol build-up buildup missile reservist troop drill",
        Category.COERCE: "arrest detain detention ban deport deportation seize confiscate raid search curfew outlaw bar impose seal seal_off "
        "censor block jail imprison hold repress crackdown crack_down hack shut shut_down restrict besiege siege blockade impound expel "
        "sanction oppress persecute persecution occupy occupation suppress evict",
        Category.ASSAULT: "attack kill bomb bombing bombard bombardment shell shelling shoot strike airstrike raid kidnap abduct abduction "
        "torture execute execution storm invade invasion fire assault ambush wound injure murder assassinate assassination beat rape "
        "fight fighting clash war offensive destroy massacre genocide killing target hit battle burn capture shoot_down shot crush missile "
        "pound oust defeat besiege incursion aggression rocket stab",
    }.items()
}  # fmt: skip
"""Lemmas that go with each category, of verbs, of their objects and of nouns between the two sides."""

SAID: dict[str, Category] = {
    **dict.fromkeys("urge ask request demand implore beg press appeal exhort call_on call_upon".split(), Category.REQUEST),
    **dict.fromkeys("accuse criticise criticize condemn denounce blame rebuke reproach chide".split(), Category.ACCUSE),
    **dict.fromkeys("thank congratulate praise commend applaud".split(), Category.SUPPORT),
    **dict.fromkeys("threaten warn caution".split(), Category.THREATEN),
}  # fmt: skip
"""What is said to the other side in a contact, by the verb alone: the model hears the call before the words in it."""

MOST_STEPS = 8
"""Heads above a word that are climbed on the way to the trigger."""


def bears_out(category: Category, pair: Pair) -> bool:
    """Whether the words that connect a pair go with a category.

    Args:
        category: what the model says.
        pair: with the trigger that connects the two.
    """
    cues = CUES.get(category, frozenset())
    return any(word in cues for word in connecting(pair))


def said_to(pair: Pair) -> tuple[Category, Token] | None:
    """What a source says to a target whom he is in contact with, and the verb ("telephoned and urged him")."""
    for verb in (pair.trigger, *pair.more):
        lemma = verb.lemma_.lower()
        prepositions = [c.lower_ for c in verb.children if c.dep_ == "prep"]
        for words in (lemma, *(f"{lemma}_{preposition}" for preposition in prepositions)):
            if verb.pos_ == "VERB" and words in SAID:
                return SAID[words], verb
    return None


def connecting(pair: Pair) -> Iterator[str]:
    """Lemmas of the trigger, its objects and particles, the verbs that it hangs on, and of what lies
    between the trigger and the target."""
    trigger = pair.trigger
    yield from _with_objects(trigger)
    above = trigger
    while above.dep_ == "xcomp" and above.head.i != above.i and not _has_object(above.head):
        above = above.head  # "threatened to attack"
        yield from _with_objects(above)
    if pair.target is None:
        return
    step = trigger.doc[pair.target.mention.head]
    for _ in range(MOST_STEPS):
        step = step.head
        if step.i == trigger.i or step.head.i == step.i:
            return
        if step.pos_ in {"NOUN", "PROPN"}:
            yield noun_lemma(step)


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in OBJECT_DEPS for child in verb.children)


def _with_objects(word: Token) -> Iterator[str]:
    lemma = noun_lemma(word)
    yield lemma
    for child in word.children:
        if child.dep_ == "prt":
            yield f"{lemma}_{child.lower_}"
        elif child.dep_ == "prep" and word.pos_ == "VERB" and child.lower_ in {"on", "to", "into", "under"}:
            yield from (noun_lemma(o) for o in child.children if o.dep_ == "pobj")  # "went on strike"
        elif child.dep_ == "advcl" and child.tag_ == "VB":  # "wrote to the union to complain"
            yield noun_lemma(child)
        elif child.dep_ in OBJECT_DEPS or child.dep_ in {"acomp", "attr", "compound", "amod"}:
            yield noun_lemma(child)
