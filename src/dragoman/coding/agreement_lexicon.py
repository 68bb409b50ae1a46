"""Words that say how an agreement stands: verbs, nouns over it, adjectives before it."""

from __future__ import annotations

from dragoman.records import AgreementStatus

S = AgreementStatus

VERB_STATUS: dict[str, AgreementStatus] = {
    **dict.fromkeys("rip tear violate breach break flout ignore undermine shatter torpedo wreck sabotage renege betray contravene disregard circumvent".split(), S.VIOLATED),
    **dict.fromkeys("fail collapse unravel falter crumble founder derail".split(), S.FAILED),
    **dict.fromkeys("reject refuse oppose rebuff decline spurn dismiss veto snub shun resist".split(), S.REJECTED),
    **dict.fromkeys("pull back expire end lapse terminate scrap abandon quit withdraw leave exit renounce abrogate suspend cancel annul revoke repudiate ditch axe dump freeze restore".split(), S.ENDED),
    **dict.fromkeys("hold observe respect maintain implement comply honour honor uphold remain fulfil fulfill adhere abide extend prolong enforce stick keep preserve salvage".split(), S.HOLDING),
    **dict.fromkeys("reach sign agree broker announce strike conclude clinch secure seal negotiate finalise finalize declare establish ratify approve win enter initial forge mediate cement make sponsor adopt ink complete accept endorse welcome hail".split(), S.REACHED),
    **dict.fromkeys("eye thrash propose seek demand urge want call suggest offer push discuss consider request achieve hope plan work try need draft revive renegotiate pursue await explore".split(), S.PROPOSED),
}  # fmt: skip
"""What a verb says of the agreement that it has for its object (or passive subject)."""

SUBJECT_STATUS: dict[str, AgreementStatus] = {
    **dict.fromkeys("fail collapse unravel falter crumble founder shatter fray dissolve".split(), S.FAILED),
    **dict.fromkeys("expire end lapse terminate".split(), S.ENDED),
    **dict.fromkeys("hold remain endure survive last stand".split(), S.HOLDING),
}
"""What a verb says of the agreement that is its active subject; of others it says nothing."""

PARTICLES: dict[tuple[str, str], AgreementStatus] = {
    ("break", "down"): S.FAILED,
    ("break", "off"): S.ENDED,
    ("fall", "apart"): S.FAILED,
    ("fall", "through"): S.FAILED,
    ("call", "off"): S.ENDED,
    ("call", "for"): S.PROPOSED,
    ("back", "out"): S.FAILED,
    ("put", "forward"): S.PROPOSED,
    ("turn", "down"): S.REJECTED,
    ("rule", "out"): S.REJECTED,
    ("vote", "down"): S.REJECTED,
    ("rip", "up"): S.VIOLATED,
    ("carry", "out"): S.HOLDING,
    ("sign", "up"): S.REACHED,
    ("come", "into"): S.HOLDING,
    ("enter", "into"): S.REACHED,
    ("live", "up"): S.HOLDING,
    ("hold", "off"): S.PROPOSED,
}
"""Verbs whose particle decides."""

ONLY_WITH_PARTICLE = frozenset("back call come live turn carry pull stick hold work push".split())
"""Verbs that speak of an agreement as object only with a preposition to it or a particle."""

STRONG = frozenset({S.VIOLATED, S.FAILED, S.ENDED, S.REJECTED})

PROSPECTIVE = frozenset("proposed possible potential draft planned prospective eventual".split())
WISHED = frozenset("renewed lasting future permanent comprehensive immediate final".split())
BROKEN = {
    **dict.fromkeys("failed collapsed broken shattered ill-fated doomed stillborn stalled".split(), S.FAILED),
    **dict.fromkeys("violated much-violated oft-violated".split(), S.VIOLATED),
    **dict.fromkeys("expired defunct abandoned scrapped lapsed cancelled canceled".split(), S.ENDED),
}
AHEAD = frozenset("imminent close near possible likely unlikely reach sight ready making works table cards horizon offing pipeline discussion negotiation consideration".split())  # fmt: skip
"""What a deal is, or is in, that is not made yet."""
TOWARDS = frozenset("towards toward until till pending without".split())
ACCEPTING = frozenset("sign agree accept approve enter endorse adopt initial".split())
"""Verbs whose negation is a refusal, others' is not ("did not announce a deal")."""
RECENT = frozenset("new recent latest nascent fresh landmark historic".split())
STANDING = frozenset("existing current ongoing longstanding long-standing".split())
SEEKING = frozenset(
    "call proposal need hope demand attempt effort talk negotiation chance prospect plan appeal work bid push discussion idea suggestion possibility notion offer request draft deadlock".split()
)
NOUN_STATUS: dict[str, AgreementStatus] = {
    **dict.fromkeys("violation breach infringement torpedoing".split(), S.VIOLATED),
    **dict.fromkeys("collapse failure breakdown unraveling unravelling demise".split(), S.FAILED),
    **dict.fromkeys("withdrawal exit abandonment termination suspension cancellation expiry expiration end pullout abrogation".split(), S.ENDED),
    **dict.fromkeys("rejection refusal".split(), S.REJECTED),
    **dict.fromkeys("signing conclusion announcement ratification adoption signature completion".split(), S.REACHED),
}  # fmt: skip
"""What a noun over the agreement says ("the collapse of the truce", "its withdrawal from the treaty")."""

IN_FORCE_NOUNS = frozenset("implementation commitment term provision compliance adherence obligation guarantor framework extension anniversary year article".split())  # fmt: skip
IN_FORCE_PREPOSITIONS = (
    "in line with",
    "accordance with",
    "pursuant to",
    "according to",
    "compliance with",
    "thanks to",
)
PROVIDING = frozenset("allow require provide stipulate govern ban oblige guarantee cover give call commit bind prohibit permit benefit entitle remain".split())  # fmt: skip
"""What an agreement in force does, in the present tense."""
REFUSING = frozenset("refuse decline reject".split())
ACHIEVING = frozenset("manage help succeed".split())
ALLEGING = frozenset("believe allege claim blame suspect".split())
ALLEGATIONS = frozenset("criticism allegation claim charge objection".split())
DECIDING = frozenset(
    "decide announce declare say decision confirm order announcement tell vow pledge".split()
)
UNCOMMITTED = frozenset(
    "those who anyone anybody many some critics supporters lawmakers protesters opponents".split()
)

LINKING: dict[AgreementStatus, frozenset[str]] = {
    S.VIOLATED: frozenset("on".split()),
    S.FAILED: frozenset("on of from".split()),
    S.REJECTED: frozenset("to against".split()),
    S.ENDED: frozenset("from of out".split()),
    S.HOLDING: frozenset("to by with on in".split()),
    S.REACHED: frozenset("to on into upon".split()),
    S.PROPOSED: frozenset("for on about over to towards toward into".split()),
}
"""Prepositions by which a verb of that meaning governs an agreement; by others it says nothing of it."""
