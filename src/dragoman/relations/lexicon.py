"""Words that decide which pairs of actors the model is asked about, and in which articles it is not asked.

They choose candidates only: what happens between two actors the model says.
"""

from __future__ import annotations

AGENTS = frozenset(
    "police policeman policewoman officer soldier troop force army military navy militia militant rebel insurgent fighter gunman guerrilla "
    "separatist jihadist jihadi terrorist extremist islamist paramilitary peacekeeper commando airman marine coastguard guard protester "
    "protestor demonstrator activist dissident campaigner striker unionist union worker teacher opposition lawmaker parliament parliamentarian "
    "legislator senate congress court judge prosecutor tribunal journalist reporter civilian villager resident refugee migrant settler "
    "prisoner hostage detainee government authority regime junta ministry minister president official administration cabinet "
    "crowd supporter loyalist".split()
)
"""Lemmas of nouns that stand for a political actor without a name."""

CROWDS = frozenset(
    "people thousand hundred dozen student farmer doctor nurse driver resident citizen woman youth miner employee staff teacher worker "
    "trader taxi trucker pensioner villager lawyer relative family mother".split()
)
"""Lemmas of nouns that stand for a political actor where they are the subject of a protest."""

PROTESTING = frozenset("protest march rally demonstrate strike riot picket chant clash".split())
"""Lemmas of verbs of protest."""

PROTEST_NOUNS = frozenset("strike street protest rally demonstration sit-in walkout".split())
"""Lemmas of what a protest is held, staged, gone on or taken to."""

DOMESTIC = frozenset(
    "police policeman policewoman court judge prosecutor tribunal parliament parliamentarian lawmaker legislator senate congress government "
    "opposition protester protestor demonstrator union unionist teacher cabinet army military authority".split()
)
"""Those of them that without a word on their state are of the state of the paper."""

MACHINES = frozenset(
    "jet warplane plane aircraft helicopter drone missile rocket artillery tank warship ship vessel submarine gunboat shell bomber "
    "airstrike strike raid bombardment shelling bombing attack sanction patrol convoy boat frigate destroyer carrier".split()
)
"""Lemmas of nouns that act for whom their modifier names: "Turkish jets", "Russian shelling"."""

DEEDS = frozenset(
    "abduction accusation agreement aggression aid airstrike annexation appeal approval arrest assault assassination assistance assurance "
    "attack backing ban blockade bombardment bombing boycott call campaign ceasefire clash commitment complaint concession condemnation "
    "confrontation cooperation coup crackdown criticism deal delivery demand denunciation deployment deportation detention donation drill "
    "embargo endorsement execution exercise expulsion fighting fire genocide grant guarantee help hostility incursion interference "
    "intervention invasion investigation killing lawsuit loan mobilisation mobilization murder objection occupation offensive offer "
    "operation opposition pact partnership persecution plea pledge pressure probe promise protest provocation pullout raid refusal "
    "rejection release repression request reprisal retaliation retreat sanction seizure shelling shipment siege strike support suspension "
    "tariff threat treaty ultimatum violence visit war warning withdrawal".split()
)
"""Lemmas of nouns that name a deed of one actor to another ("Israel's attack on Gaza")."""

FAVOURS = frozenset(
    "support aid assistance help backing cooperation agreement pact guarantee endorsement".split()
)
"""Those of them that are done to one against another: who is named after "against" is not their target."""

EXPRESSED = frozenset(
    "support appreciation commitment readiness solidarity condolence gratitude greeting sympathy stance keenness thanks satisfaction "
    "willingness desire interest determination eagerness hope concern".split()
)
"""Lemmas of nouns that a speaker expresses for somebody: whose they are is he himself ("voiced Jordan's support for Iraq")."""

LEAVING = frozenset(
    "withdrawal retreat pullout exit departure evacuation expulsion release deportation".split()
)
"""Those of them whose "of" phrase leaves, or is made to leave, the place of their "from" phrase."""

ALONE = frozenset(
    "protest march rally demonstrate strike riot mobilise mobilize deploy withdraw retreat surrender resign amass disarm pull advance "
    "invade attack shell bomb patrol".split()
)
"""Lemmas of verbs that tell of an event without naming to whom it is done."""

DONE_ALONE = frozenset(
    "protest march rally demonstration strike riot mobilisation mobilization deployment withdrawal retreat missile rocket drill exercise "
    "curfew emergency reservist troop force checkpoint ceasefire truce walkout sit-in boycott airstrike".split()
)
"""Lemmas of nouns whose holding, firing or declaring is such an event ("tested a missile", "imposed a curfew")."""

PLAIN = frozenset(
    "say tell report add note state think believe know see hear find show remember read learn feel mean understand guess quote "
    "describe explain write recall ask wonder be have do become remain seem appear include like look remark stress underscore underline "
    "emphasise emphasize point reiterate affirm indicate mention declare announce confirm reveal comment conclude decide expect hope "
    "suggest speculate acknowledge admit observe tweet predict".split()
)
"""Verbs whose clause tells of other things than what the speaker does to those in it."""

WITHOUT_OBJECTS = frozenset(
    "be have do become remain seem appear include involve contain follow watch see know mean accord".split()
)
"""Verbs that tell of no deed at all."""

WHERE_AND_WHEN = frozenset(
    "in near during after before since until amid despite following like unlike including inside outside within throughout across along "
    "among as per than because through via around behind beyond besides except under alongside according".split()
)
"""Prepositions that do not bring in one to whom something is done."""

ON_WHOSE_BEHALF = frozenset(
    "order behalf request invitation instruction part basis advice direction behest help occasion sideline margin guise name eve "
    "wake light face case lack absence number thousand hundred dozen".split()
)
"""Nouns whose "of" phrase says for whom or when something is done, not to whom."""

THINGS = MACHINES | frozenset(
    "base airbase airport port airspace territory soil enclave city town village border embassy consulate position target site facility "
    "convoy headquarters stronghold camp hospital school infrastructure fleet outpost capital oil gas export import good asset company "
    "bank economy refinery diplomat citizen national airline website network reactor checkpoint boat trawler tanker province region area".split()
)
"""Nouns for things of an actor to which deeds are done that harm or help it ("a Russian jet")."""

TOGETHER = frozenset(
    "agree sign hold launch begin resume clash exchange fight conclude reach announce conduct stage start strike finalise finalize "
    "ratify cooperate trade normalise normalize restore sever cut seal".split()
)
"""Verbs whose subjects may do it to each other ("Ankara and Moscow signed")."""

SPORTS = frozenset(
    "goal goals goalkeeper striker midfielder defender winger coach league cup match matches tournament team-mate teammate wicket wickets "
    "innings batsman batter bowler cricket football footballer rugby tennis basketball golf hockey olympic olympics medal medals semi-final "
    "semifinal quarter-final quarterfinal final finals champion champions championship championships stadium penalty kick-off halftime "
    "scored score scorer squad fixture qualifier fifa uefa icc premiership athlete athletes sprint marathon race races rider podium "
    "grand prix set-piece playoffs season runs overs referee club clubs transfer player players grandslam wimbledon".split()
)
"""Words of sports pages."""

SPORTS_SHARE = 0.012
"""Share of an article's words from which it is of the sports pages, where states attack and defend on a pitch."""
