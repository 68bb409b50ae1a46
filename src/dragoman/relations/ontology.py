"""The PLOVER ontology: what goes together with each category, and what older codes say for it.

The categories, their definitions and their modes are those of the PLOVER codebook (Open Event Data
Alliance; Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023); ``docs/events.md`` has them in
full. The codebook gives no scale of intensity, so events carry none.
"""

from __future__ import annotations

from dragoman.records import Category, Modality, Status

QUAD_CLASSES = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
"""The four classes of Duval and Thompson (1980) in PLOVER's numbering."""

QUAD: dict[Category, int] = {
    **dict.fromkeys((Category.AGREE, Category.CONSULT, Category.SUPPORT, Category.CONCEDE), 1),
    **dict.fromkeys((Category.COOPERATE, Category.AID, Category.RETREAT), 2),
    **dict.fromkeys((Category.REQUEST, Category.ACCUSE, Category.REJECT, Category.THREATEN), 3),
    **dict.fromkeys(
        (Category.PROTEST, Category.SANCTION, Category.MOBILIZE, Category.COERCE, Category.ASSAULT), 4
    ),
}
"""Quad class of each category."""

MODES: dict[Category, tuple[str, ...]] = {
    category: tuple(modes.split())
    for category, modes in {
        Category.CONSULT: "visit third-party multilateral phone",
        Category.RETREAT: "withdraw release return disarm ceasefire access resign",
        Category.REQUEST: "assist change yield meet",
        Category.ACCUSE: "disapprove investigate allege",
        Category.REJECT: "assist change yield meet",
        Category.THREATEN: "restrict ban arrest relations rights expel territory violence",
        Category.PROTEST: "demo riot strike hunger boycott obstruct",
        Category.SANCTION: "convict expel withdraw discontinue",
        Category.MOBILIZE: "troops weapons police militia",
        Category.COERCE: "seize restrict ban censor curfew arrest deport withhold misinformation cyber",
        Category.ASSAULT: "abduct beat torture execute sexual assassinate destroy primitive firearms explosives "
        "suicide-attack aerial drone heavy-weapons crowd-control cleansing massacre unconventional",
    }.items()
}
"""Modes of the categories that have them."""

INTRANSITIVE = frozenset(
    {
        Category.PROTEST,
        Category.MOBILIZE,
        Category.RETREAT,
        Category.ASSAULT,
        Category.COERCE,
        Category.CONCEDE,
    }
)
"""Categories of which news tells without a target: "thousands marched", "the army has withdrawn"."""

MUTUAL = frozenset({Category.AGREE, Category.CONSULT, Category.COOPERATE})
"""Categories in which source and target do the same: told either way round, an event is one."""

MODALITY_OF_STATUS: dict[Status, Modality] = {
    Status.OCCURRED: Modality.HAPPENED,
    Status.ONGOING: Modality.HAPPENED,
    Status.PLANNED: Modality.WILL,
    Status.PROPOSED: Modality.MAY,
    Status.CANCELLED: Modality.DID_NOT,
    Status.REFUSED: Modality.DID_NOT,
    Status.DENIED: Modality.DID_NOT,
}
"""Modality of the event that a contact is, by the contact's status."""

CAMEO_ROOT: dict[Category, str] = {
    Category.REQUEST: "02",
    Category.AGREE: "03",
    Category.CONSULT: "04",
    Category.SUPPORT: "05",
    Category.COOPERATE: "06",
    Category.AID: "07",
    Category.CONCEDE: "08",
    Category.RETREAT: "08",
    Category.ACCUSE: "11",
    Category.REJECT: "12",
    Category.THREATEN: "13",
    Category.PROTEST: "14",
    Category.MOBILIZE: "15",
    Category.SANCTION: "16",
    Category.COERCE: "17",
    Category.ASSAULT: "18",
}
"""CAMEO root code of each category: the way back of the crosswalk in PLOVER's manual."""

CAMEO_ROOT_OF_MODE: dict[tuple[Category, str], str] = {
    (Category.REQUEST, "change"): "10",  # demand
    (Category.REQUEST, "yield"): "10",
    (Category.ACCUSE, "investigate"): "09",  # investigate
    (Category.SANCTION, "convict"): "17",  # CAMEO 173: arrest, detain, or charge with legal action
    (Category.ASSAULT, "crowd-control"): "17",  # CAMEO 175: tactics of violent repression
    (Category.ASSAULT, "destroy"): "17",  # CAMEO 171: seize or damage property
    (Category.ASSAULT, "firearms"): "19",  # CAMEO 193: fight with small arms
    (Category.ASSAULT, "heavy-weapons"): "19",  # CAMEO 194: artillery and tanks
    (Category.ASSAULT, "aerial"): "19",  # CAMEO 195: aerial weapons
    (Category.ASSAULT, "drone"): "19",
    (Category.ASSAULT, "massacre"): "20",  # CAMEO 202: mass killings
    (Category.ASSAULT, "cleansing"): "20",  # CAMEO 203: ethnic cleansing
    (Category.ASSAULT, "unconventional"): "20",  # CAMEO 204: weapons of mass destruction
}
"""Where the mode of an event says which of CAMEO's finer roots it is."""


def cameo_root(category: Category, mode: str | None) -> str:
    """The two-digit CAMEO root code of an event (``docs/events.md`` has the table with its reasons).

    Args:
        category: of PLOVER.
        mode: its mode, or None.
    """
    return CAMEO_ROOT_OF_MODE.get((category, mode or ""), CAMEO_ROOT[category])
