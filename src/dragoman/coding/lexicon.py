"""The words of contact: verbs with their frames, nouns with their channels.

Each entry is a fact about English, wide on purpose; nothing here comes from one article. Classes
follow the codebook's channels.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Channel, Role

P, I, R, H = Role.PARTICIPANT, Role.INITIATOR, Role.RECIPIENT, Role.HOST  # noqa: E741


@dataclass(frozen=True, slots=True)
class Frame:
    """How a verb names a contact.

    Attributes:
        channel: channel if nothing in the sentence says otherwise.
        subject, other: roles of subject and of object or prepositional argument.
        takes_object: whether the other party may be the direct object.
        prepositions: prepositions that bring in the other party.
        reciprocal: whether a plural subject alone suffices ("the two leaders met").
        public: whether the verb is as often said to the public, so that only a named political
            actor as object counts ("urged Russia").
        person_needed: whether one side must be a person, body or office rather than a bare state.
    """

    channel: Channel
    subject: Role = P
    other: Role = P
    takes_object: bool = True
    prepositions: tuple[str, ...] = ()
    reciprocal: bool = False
    public: bool = False
    person_needed: bool = False


_PHONE = Frame(Channel.PHONE, I, R)
_TALK = Frame(Channel.UNSPECIFIED, P, P, False, ("with", "to"), reciprocal=True)
_ADDRESS = Frame(Channel.UNSPECIFIED, I, R)
_PUBLIC = Frame(Channel.UNSPECIFIED, I, R, public=True)
_TRAVEL = Frame(Channel.VISIT, I, H, False, ("to", "in", "for"), person_needed=True)

VERBS: dict[str, Frame] = {
    "call": _PHONE, "phone": _PHONE, "telephone": _PHONE, "ring": _PHONE,
    "meet": Frame(Channel.MEETING, P, P, True, ("with",), reciprocal=True),
    "speak": _TALK, "talk": _TALK, "converse": _TALK, "confer": _TALK, "communicate": _TALK, "liaise": _TALK,
    "consult": Frame(Channel.UNSPECIFIED, P, P, True, ("with",), reciprocal=True),
    "negotiate": Frame(Channel.TALKS, P, P, True, ("with",), reciprocal=True),
    "discuss": Frame(Channel.UNSPECIFIED, P, P, False, ("with",), reciprocal=True),
    "visit": Frame(Channel.VISIT, I, H, person_needed=True),
    "tour": Frame(Channel.VISIT, I, H, person_needed=True),
    "travel": _TRAVEL, "fly": _TRAVEL, "arrive": _TRAVEL, "land": _TRAVEL, "head": _TRAVEL, "go": _TRAVEL, "jet": _TRAVEL,
    "host": Frame(Channel.MEETING, H, P), "receive": Frame(Channel.MEETING, H, P, person_needed=True),
    "welcome": Frame(Channel.MEETING, H, P, person_needed=True),
    "summon": Frame(Channel.MEETING, I, R, person_needed=True),
    "tell": _ADDRESS, "inform": _ADDRESS, "brief": _ADDRESS, "notify": _ADDRESS, "assure": _ADDRESS, "reassure": _ADDRESS,
    "remind": _ADDRESS, "persuade": _ADDRESS, "convince": _ADDRESS, "advise": _ADDRESS, "lobby": _ADDRESS, "approach": _ADDRESS,
    "contact": _ADDRESS, "congratulate": _ADDRESS,
    "ask": _PUBLIC, "urge": _PUBLIC, "press": _PUBLIC, "pressure": _PUBLIC, "implore": _PUBLIC, "beg": _PUBLIC, "engage": Frame(Channel.UNSPECIFIED, I, R, True, ("with",)),
    "promise": _ADDRESS, "instruct": _ADDRESS, "caution": _ADDRESS, "push": _PUBLIC, "warn": _PUBLIC,
    "plead": Frame(Channel.UNSPECIFIED, I, R, False, ("with",)),
    "write": Frame(Channel.MESSAGE, I, R, False, ("to",)),
    "coordinate": Frame(Channel.UNSPECIFIED, P, P, False, ("with",), reciprocal=True),
    "sit": Frame(Channel.MEETING, P, P, False, ("with",)),
    "dine": Frame(Channel.MEETING, P, P, False, ("with",)),
    "explain": Frame(Channel.UNSPECIFIED, I, R, False, ("to",)), "complain": Frame(Channel.UNSPECIFIED, I, R, False, ("to",)),
    "protest": Frame(Channel.UNSPECIFIED, I, R, False, ("to",)),
    "see": Frame(Channel.MEETING, P, P, person_needed=True),
    "gather": Frame(Channel.MEETING, P, P, False, ("with",), reciprocal=True),
    "join": Frame(Channel.VIDEO, P, P),
    "bring": Frame(Channel.MEETING, H, P),
    "tip": Frame(Channel.UNSPECIFIED, I, R), "alert": _ADDRESS,
    "reach": Frame(Channel.UNSPECIFIED, I, R, False, ("to",)),
}  # fmt: skip

EVENT_NOUNS: dict[str, Channel] = {
    "call": Channel.PHONE, "phonecall": Channel.PHONE, "teleconference": Channel.PHONE, "videoconference": Channel.VIDEO,
    "meeting": Channel.MEETING, "encounter": Channel.MEETING, "audience": Channel.MEETING, "gathering": Channel.MEETING, "retreat": Channel.MEETING,
    "sit-down": Channel.MEETING, "lunch": Channel.MEETING, "dinner": Channel.MEETING, "breakfast": Channel.MEETING, "session": Channel.MEETING,
    "conference": Channel.MEETING, "forum": Channel.MEETING,
    "summit": Channel.SUMMIT,
    "visit": Channel.VISIT, "trip": Channel.VISIT, "tour": Channel.VISIT,
    "talk": Channel.TALKS, "negotiation": Channel.TALKS, "dialogue": Channel.TALKS, "consultation": Channel.TALKS, "parley": Channel.TALKS,
    "discussion": Channel.TALKS, "round": Channel.TALKS, "mediation": Channel.TALKS, "diplomacy": Channel.TALKS,
    "letter": Channel.MESSAGE, "message": Channel.MESSAGE, "note": Channel.MESSAGE, "missive": Channel.MESSAGE, "telegram": Channel.MESSAGE,
    "cable": Channel.MESSAGE, "memo": Channel.MESSAGE,
    "conversation": Channel.UNSPECIFIED, "chat": Channel.UNSPECIFIED, "contact": Channel.UNSPECIFIED, "exchange": Channel.UNSPECIFIED, "communication": Channel.UNSPECIFIED,
}  # fmt: skip
"""Nouns of contact and their channel where nothing else in the phrase decides it."""

DIRECTED_NOUNS = frozenset(
    {
        "call",
        "phonecall",
        "visit",
        "trip",
        "tour",
        "letter",
        "message",
        "note",
        "missive",
        "telegram",
        "cable",
    }
)
"""Nouns whose owner is the initiator and whose "to" phrase the recipient or host."""

LIGHT_VERBS = frozenset(
    "hold have make attend host receive conduct begin start open resume join lead chair convene arrange schedule plan cancel postpone "
    "skip boycott leave propose request offer demand want seek refuse reject conclude end finish complete enter launch organise "
    "organize pay stage continue suspend place take exchange send write deliver get include see break call agree resume participate "
    "engage welcome sponsor mediate facilitate broker oversee require undertake wrap delay announce accept decline reconvene continue".split()
)
"""Verbs whose subject takes part in the event noun that is their object."""

HOST_VERBS = frozenset(
    "host convene organise organize chair sponsor stage mediate facilitate broker oversee arrange".split()
)
MEDIATING = frozenset("sponsor mediate facilitate broker oversee".split())

MESSAGE_NOUNS = frozenset(
    "letter message note missive telegram cable memo communique congratulation condolence greeting invitation".split()
)
ENVOY_NOUNS = frozenset(
    "envoy delegation emissary mission team delegate representative minister ambassador official negotiator mediator".split()
)
SENDING = frozenset("send dispatch".split())
CONVEYING = frozenset(
    "leave convey deliver relay hand pass transmit send forward present submit carry".split()
)

PHONE_WORDS = frozenset("phone telephone phonecall telephonic telephonically".split())
VIDEO_WORDS = frozenset(
    "video videoconference video-link videolink virtual virtually zoom online teleconference".split()
)
PHONE_COMPOUNDS = frozenset("phone telephone conference hotline".split())

NOT_A_CONTACT = frozenset(
    "press news media trade cabinet board party wartime history peer small table pep school market closing hospital home family".split()
)
"""Modifiers that make an event noun something else ("press conference", "cabinet meeting")."""
