"""Office titles: which words name which office, and what they say about time.

The classes are those of ``offices.tsv``. A title in the press is matched first by its exact words
against the titles of the file ("supreme leader"), then by its class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.actors.names import fold

_F = re.IGNORECASE
_PARTS = re.compile(r"[^\w.]+")

TITLE_PATTERNS: tuple[tuple[str, str], ...] = (
    # the order matters: the more special title first
    (r"\bdeputy (?:foreign minister|minister (?:of|for) foreign affairs)|\bvice foreign minister|\b(?:under|assistant) ?secretary of state"
     r"|\bminister of state for (?:foreign|external) affairs|\bdeputy (?:us )?secretary of state", "deputy_foreign_minister"),
    (r"\bforeign (?:affairs )?minister|\bminister (?:of|for) (?:foreign|external) (?:affairs|relations)|\bexternal affairs minister"
     r"|\bforeign relations minister|\b(?:us |u\.s\. |american )?secretary of state\b|\bforeign secretary|\b(?:top|chief) diplomat|\bminister for europe and foreign affairs"
     r"|\bforeign affairs (?:secretary|chief)|\bforeign ministers\b", "foreign_minister"),
    (r"\bdefen[cs]e (?:minister|secretary|chief)|\bsecretary of defen[cs]e|\bminister (?:of|for) (?:national )?defen[cs]e"
     r"|\bpentagon (?:chief|boss)", "defence_minister"),
    (r"\binterior minister|\bminister of (?:the )?interior|\bhome (?:secretary|affairs minister|minister)", "interior_minister"),
    (r"\bfinance minister|\btreasury secretary|\bsecretary of the treasury|\bminister of finance", "finance_minister"),
    (r"\b(?:trade|commerce) (?:minister|secretary|representative)|\bminister of (?:trade|commerce)", "trade_minister"),
    (r"\bnational security advis[eo]r|\bsecurity council secretary|\bsecretary of the (?:supreme )?(?:national )?security council",
     "national_security_adviser"),
    (r"\b(?:head|chief|director|boss) of (?:[\w'’]+ ){0,3}intelligence|\b(?:intelligence|spy|security service) (?:chief|head|director|boss)"
     r"|\bspymaster|\bcia director|\bdirector of (?:the )?cia", "intelligence_chief"),
    (r"\bchief of (?:the )?(?:defen[cs]e|general) staff|\barmy chief|\bchief of (?:the )?(?:army|armed forces|military)"
     r"|\bmilitary chief|\bchairman of the joint chiefs|\bcommander[- ]in[- ]chief", "military_chief"),
    (r"\b(?:permanent representative|ambassador|envoy) to the (?:un|united nations)\b|\bun ambassador", "un_ambassador"),
    (r"\b(?:special|peace|personal) (?:presidential )?(?:envoy|representative|adviser)|\benvoy (?:for|to|on)\b|\bspecial coordinator"
     r"|\b(?:un|us|eu) (?:[\w]+ )?(?:special )?envoy|\bmediator\b", "special_envoy"),
    (r"\bambassador|\bhigh commissioner\b|\bcharg[eé] d['’]affaires|\bconsul(?:[- ]general)?\b", "ambassador"),
    (r"\bspokes(?:man|woman|person)|\bpress secretary", "spokesperson"),
    (r"\bchief of staff|\bhead of (?:[\w'’]+ )?office\b", "chief_of_staff"),
    (r"\b(?:vice[- ]president|deputy (?:president|prime minister|premier|leader)|crown prince|vice[- ]premier)\b", "deputy_leader"),
    (r"\bprime minister|\bpremier\b|\bchancellor\b|\btaoiseach|\bhead of (?:the )?government|\bchief executive\b", "head_of_government"),
    (r"\bpresident\b|\bking\b|\bqueen\b|\bemir\b|\bamir\b|\bsultan\b|\bpope\b|\bpontiff\b|\bemperor\b|\bsupreme leader|\bhead of state"
     r"|\bpresidents\b|\bcustodian of the two holy mosques", "head_of_state"),
    (r"\bsecretary[- ]general|\bun chief|\bhigh representative|\bdirector[- ]general|\bcommission (?:chief|president|chair\w*)|\bnato chief"
     r"|\bforeign policy chief", "head"),
    (r"\b(?:parliament(?:ary)? )?speaker\b", "speaker"),
    (r"\b(?:cabinet |state |senior |junior )?minister\b|\b(?:attorney|solicitor)[- ]general|\bsecretary (?:of|for)\b", "minister"),
    (r"\bgovernor\b|\bchief minister\b|\bmayor\b", "governor"),
    (r"\b(?:mp|lawmaker|senator|congress(?:man|woman)|legislator|parliamentarian)s?\b", "legislator"),
    (r"\bcommander\b|\bgeneral\b|\bgen\b|\badmiral\b|\bcolonel\b|\bbrigadier\b", "commander"),
    (r"\badvis[eo]r\b|\baide\b", "adviser"),
    (r"\b(?:opposition|party|rebel|union|militia|guerrilla|separatist|tribal|community|student|militant|church"
     r"|religious|spiritual|faction|movement) leaders?\b", "leader"),
    (r"\bleaders?\b|\bstrongman\b|\bruler\b", "leader"),
    (r"\b(?:head|chief|chair(?:man|woman|person)?|director|president) of\b|\bchairman\b|\bnegotiator\b|\bdiplomat\b|\bofficial\b|\brepresentative\b"
     r"|\bdelegate\b|\bchief\b|\bhead\b|\bdirector\b|\bcommissioner\b|\bsecretary\b|\benvoy\b|\bprince\b|\bsheikh\b", "official"),
)  # fmt: skip
"""Regular expressions over a folded title phrase and the office that they name, first match wins."""

_COMPILED = tuple((re.compile(p, _F), office) for p, office in TITLE_PATTERNS)
_FORMER = re.compile(r"\b(?:former|ex|late|then|one-time|ousted|deposed|outgoing|previous)\b", _F)
_PAST = re.compile(r"\b(?:former|ex|late|one-time|ousted|deposed|previous)\b", _F)

OFFICE_NOUNS = frozenset(
    "pope pontiff minister president chancellor premier leader king queen emir amir sultan prince secretary envoy ambassador representative diplomat counterpart chief head director commander spokesman spokeswoman spokesperson adviser advisor negotiator mediator official general pope governor senator speaker delegate chairman chairwoman chairperson commissioner taoiseach strongman mp lawmaker aide emissary monarch ruler premier coordinator attaché consul vice-president homologue opposite mayor admiral colonel legislator congressman congresswoman secretary-general spymaster boss dictator sheikh".split()
)
"""Lemmas of nouns that stand for one holder of an office (or, in the plural, several)."""

OWNERS_OF_TITLES = {"pope": "VAT", "pontiff": "VAT"}
"""Affiliation of titles that only one actor gives, whatever paper writes of them."""

COLLECTIVE_NOUNS = frozenset(
    "official authority diplomat delegation government regime administration side troop force army military ministry envoy negotiator representative team commander rebel opposition militant intelligence embassy mission parliament presidency cabinet leadership party fighter militia group bloc kingdom republic emirate country nation state council commission agency consulate junta senate congress officer insurgent guerrilla separatist faction mediator figure politician dignitary lawmaker soldier leader minister".split()
)
"""Lemmas of nouns that stand for a state, body or group once a modifier says which."""

RECIPROCAL_NOUNS = frozenset(["leader", "side", "country", "minister", "president", "party", "nation", "state", "government", "delegation", "man", "capital", "official", "neighbour", "neighbor", "power", "diplomat", "premier", "counterpart", "ally", "general", "chief", "king", "pair"])  # fmt: skip
"""Nouns that, with "two", "both" or a number, stand for actors named before."""

DOMESTIC_OFFICES = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister interior_minister finance_minister trade_minister minister "
    "deputy_leader deputy_foreign_minister governor legislator speaker military_chief national_security_adviser justice".split()
)
"""Offices that a paper names without the state where it means its own."""

PARLIAMENTARY = frozenset(
    "GBR DEU ITA IND ISR GRC PAK JPN AUS NZL CAN ESP BEL NLD NOR SWE DNK FIN IRL ISL AUT HUN POL CZE SVK SVN HRV BGR EST LVA LTU LUX MLT BGD NPL MYS SGP THA KHM ETH LBN IRQ MUS JAM TTO BRB FJI PNG SLB VUT WSM TON ALB MKD MNE XKX SRB ARM GEO MDA ROU PRT LKA BTN LSO".split()
)
"""States whose leader, for the press, is the head of government."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title phrase says: the office, its folded words, whether it is past, and all of its words in
    the plain form of :func:`plain`."""

    office: str
    words: str
    former: bool = False
    then: bool = False
    phrase: str = ""


def classify(phrase: str) -> Title | None:
    """The office that a phrase names, or None.

    Args:
        phrase: title words, with or without the state ("Turkish Foreign Minister").
    """
    folded = fold(phrase)
    for pattern, office in _COMPILED:
        match = pattern.search(folded)
        if match:
            return Title(
                office,
                match.group(0).strip(),
                bool(_PAST.search(folded)),
                bool(_FORMER.search(folded)),
                plain(folded),
            )
    return None


_FILLERS = frozenset("the a an special peace personal presidential".split())
_SAME = {"to": "for", "on": "for", "in": "for", "us": "united states", "uk": "united kingdom", "un": "united nations",
         "representative": "envoy", "defense": "defence", "labor": "labour", "spokeswoman": "spokesman",
         "spokesperson": "spokesman"}  # fmt: skip
_COUNTRY_ENVOY = re.compile(r"\b(\w+) envoy\b(?! for)")


@lru_cache(maxsize=16384)
def plain(title: str) -> str:
    """A title in the form in which two wordings of it are equal: "special envoy to Syria", "Syria envoy"
    and "peace envoy for Syria" become "envoy for syria"; folded words between single blanks."""
    kept = [
        _SAME.get(w, w)
        for w in (x.replace(".", "") for x in _PARTS.split(fold(title)))
        if w and w not in _FILLERS
    ]
    text = " ".join(kept)
    return _COUNTRY_ENVOY.sub(r"\1 envoy for \1", text)


def fits(title: str, phrase: str) -> bool:
    """Whether a title of the file, of two words at least, stands in a phrase; both plain."""
    return " " in title and f" {title} " in f" {phrase} "
