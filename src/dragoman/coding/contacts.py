"""Contacts of one article: candidates of every sentence, judged, dated, attributed and merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.names import to_ascii
from dragoman.coding import attribution, chronology, processes, voices
from dragoman.coding.candidates import Candidate, Party
from dragoman.coding.lexicon import EVENT_NOUNS
from dragoman.coding.merging import REMOTE, TO_COME, Draft, initiator_first, join, merge, persons_clash
from dragoman.coding.nouns import noun_candidates
from dragoman.coding.places import place_of
from dragoman.coding.plausibility import doubtful, judged_pairs, overlooked
from dragoman.coding.roles import direct, settle
from dragoman.coding.scene import Scene
from dragoman.coding.status import judge
from dragoman.coding.timing import date_of
from dragoman.coding.verbs import verb_candidates
from dragoman.language.grammar import conjuncts, governor
from dragoman.records import Attribution, Channel, Contact, Participant, Role, Span, Status

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

_ACHIEVED = frozenset(
    {"verb:persuade", "verb:convince", "verb:press", "verb:pressure", "verb:reassure", "verb:remind"}
)
MAX_QUOTE = 200
"""Longest evidence string, in characters (codebook)."""


def code_contacts(doc: Doc, mentions: Mentions, scene: Scene) -> list[Contact]:
    """Contacts that a parsed article reports, in text order.

    Args:
        doc: parse of the coded parts, offsets those of the article text.
        mentions: resolved actors.
        scene: publication date, authority and whatever else the article as a whole decides.
    """
    drafts: list[Draft] = []
    for number, sentence in enumerate(doc.sents):
        candidates, fresh = found_in(sentence, number, mentions, scene)
        judged = judged_pairs(sentence, mentions, candidates, fresh)
        fresh = [d for d in fresh if not doubtful(d, judged)]
        for candidate in overlooked(sentence, candidates, judged, fresh):
            draft = _draft(candidate, number, mentions, scene)
            if draft is not None:
                fresh.append(draft)
        drafts += _within_sentence(fresh)
    merged = merge(drafts)
    for draft in merged:
        settle(draft, scene, doc)
    sentences = list(doc.sents)
    chronology.complete(merged, sentences, scene)
    voices.complete(merged, sentences, mentions, scene)
    return [_record(index, draft, doc) for index, draft in enumerate(merged, 1)]


def found_in(
    sentence: Sentence, number: int, mentions: Mentions, scene: Scene
) -> tuple[list[Candidate], list[Draft]]:
    """What the constructions find in a sentence: candidates, and the drafts of those that hold.

    Args:
        sentence: a sentence of the parsed article.
        number: its number in the article.
        mentions: resolved actors.
        scene: what the article as a whole decides.
    """
    candidates = [*verb_candidates(sentence, mentions), *noun_candidates(sentence, mentions)]
    for candidate in candidates:
        if candidate.construction.startswith("noun:"):
            processes.complete(candidate, mentions, scene)
    drafts = [d for c in candidates if (d := _draft(c, number, mentions, scene)) is not None]
    return candidates, drafts


def _draft(candidate: Candidate, number: int, mentions: Mentions, scene: Scene) -> Draft | None:
    judgement = judge(candidate)
    if judgement.status is None:
        return None
    sentence = candidate.sentence
    if candidate.construction in _ACHIEVED and judgement.status not in {Status.OCCURRED, Status.ONGOING}:
        return None  # "try to persuade" tells of an aim, not of a contact
    links = attribution.chain(candidate.trigger, sentence, mentions)
    if candidate.public and not _exchange(candidate):
        return None
    direct(candidate, mentions)
    draft = Draft(
        candidate.channel,
        judgement.status,
        candidate.parties,
        number,
        [evidence_span(candidate.trigger, sentence, candidate.parties)],
        candidate.construction,
        candidate.strength,
        date_of(candidate.trigger, sentence, scene, judgement.status in TO_COME),
        None if candidate.channel in REMOTE else place_of(candidate.trigger, sentence, mentions),
        topics_of(candidate.trigger, sentence),
        list(links),
        attribution.is_speculative(candidate.trigger, sentence),
        candidate.count,
        candidate.definite,
        any(c.lower_ in {"again", "another"} for c in candidate.trigger.children),
        last=number,
    )
    draft.status = _by_date(draft, scene)
    if (
        candidate.process
        and draft.status is Status.OCCURRED
        and draft.date is None
        and _in_the_present(candidate.trigger)
    ):
        draft.status = Status.ONGOING  # "progress in the UN-led talks in Geneva": a process goes on
    return draft


def _in_the_present(trigger: Token) -> bool:
    """Whether the clause of a trigger is told in the present tense."""
    verb = next((a for a in trigger.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    tags = {verb.tag_, *[c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]}
    return bool(tags & {"VBZ", "VBP"})


def _by_date(draft: Draft, scene: Scene) -> Status:
    """A contact told as past or going on, but dated wholly after publication, is planned."""
    date, published = draft.date, scene.published
    after = False
    if date is not None and published is not None:
        ahead = bool(set((date.words or "").lower().split()) & {"later", "next", "coming", "tomorrow"})
        after = date.start > published or (ahead and date.start >= published and date.end > published)
    return Status.PLANNED if after and draft.status in {Status.OCCURRED, Status.ONGOING} else draft.status


def _exchange(candidate: Candidate) -> bool:
    """Whether a public verb ("urged") presents an exchange: a person or body addresses a named one."""
    if _in_public(candidate):
        return False
    addressee = [p for p in candidate.parties if p.role is Role.RECIPIENT]
    speaker = [p for p in candidate.parties if p.role is not Role.RECIPIENT]
    if not addressee or not speaker:
        return False
    return all(p.mention.form is not Form.ADJECTIVE for p in addressee)


PUBLIC_WORDS = frozenset(
    "interview radio tv television tweet tweeted twitter speech statement address reporters press broadcast column op-ed programme "
    "podcast editorial conference facebook video".split()
)
"""Words that show that something was said to the public, not to the other side."""


def _in_public(candidate: Candidate) -> bool:
    """Whether what a candidate tells was said in public: the words around it say how."""
    doc, sentence = candidate.sentence.doc, candidate.sentence
    around = doc[max(0, sentence.start - 15) : min(len(doc), sentence.end + 15)]
    return any(t.lower_ in PUBLIC_WORDS for t in around)


def _within_sentence(drafts: list[Draft]) -> list[Draft]:
    """Join drafts of one sentence that tell one contact: "met Zarif for talks in Moscow"."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: -len(d.affiliations)):
        twin = next(
            (k for k in kept if draft.affiliations <= k.affiliations and _one_telling(k, draft)), None
        )
        if twin is not None and len(draft.affiliations) >= 1:
            channel = twin.channel
            join(twin, draft)
            if (
                {channel, draft.channel} & {Channel.MEETING, Channel.VISIT}
                and channel is not Channel.TALKS
                and channel is not Channel.UNSPECIFIED
            ):
                twin.channel = channel
        else:
            kept.append(draft)
    return sorted(kept, key=lambda d: d.spans[0])


def _one_telling(kept: Draft, draft: Draft) -> bool:
    if persons_clash(kept, draft):
        return False
    if kept.channel == draft.channel and kept.affiliations == draft.affiliations:
        return True
    remote = {Channel.PHONE, Channel.VIDEO, Channel.MESSAGE}
    if (
        (kept.channel in remote) != (draft.channel in remote)
        and Channel.UNSPECIFIED not in {kept.channel, draft.channel}
        and Channel.TALKS not in {kept.channel, draft.channel}
    ):
        return False
    if kept.status is not draft.status and not {kept.status, draft.status} <= {
        Status.OCCURRED,
        Status.ONGOING,
    }:
        return False
    return kept.affiliations == draft.affiliations or draft.definite or len(draft.affiliations) < 2


def evidence_span(trigger: Token, sentence: Sentence, parties: list[Party]) -> tuple[int, int]:
    """Characters of the sentence that support a record, at most :data:`MAX_QUOTE` around its trigger."""
    start, end = sentence.start_char, sentence.end_char
    text = sentence.text
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    if end - start <= MAX_QUOTE:
        return start, end
    inside = [p.mention for p in parties if sentence.start <= p.mention.start < sentence.end]
    first = min([trigger.i, *[m.start for m in inside]])
    last = max([trigger.i, *[m.end - 1 for m in inside]])
    low, high = sentence.doc[first].idx, sentence.doc[last].idx + len(sentence.doc[last])
    if high - low > MAX_QUOTE:
        low = max(low, trigger.idx - MAX_QUOTE // 2)
        high = min(high, low + MAX_QUOTE)
    for token in reversed(list(sentence.doc[sentence.start : first])):
        if high - token.idx > MAX_QUOTE:
            break
        low = token.idx
    for token in sentence.doc[last + 1 : sentence.end]:
        if token.idx + len(token) - low > MAX_QUOTE:
            break
        high = token.idx + len(token)
    return max(low, start), min(high, end)


_ABOUT = frozenset({"about", "on", "regarding", "over", "concerning"})


def topics_of(trigger: Token, sentence: Sentence) -> list[str]:
    """What a contact was about: "about X", "on X", "to discuss X", "discussed X"; at most three phrases."""
    topics: list[str] = []
    verb, _ = governor(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else (trigger, "")
    roots = [trigger] + ([verb] if verb is not None and verb.i != trigger.i else [])
    for root in roots:
        for child in root.children:
            if child.dep_ == "prep" and child.lower_ in _ABOUT:
                topics += [_topic(t) for o in child.children if o.dep_ == "pobj" for t in conjuncts(o)]
        for token in root.subtree:
            if token.lemma_.lower() in {"discuss", "address", "review", "explore"} and token.pos_ == "VERB":
                topics += [_topic(t) for o in token.children if o.dep_ == "dobj" for t in conjuncts(o)]
    return [t for t in dict.fromkeys(topics) if t][:3]


def _topic(token: Token) -> str:
    if (
        token.ent_type_ in {"DATE", "TIME"}
        or token.lemma_.lower() in EVENT_NOUNS
        or token.pos_ not in {"NOUN", "PROPN"}
    ):
        return ""
    span = token.doc[token.left_edge.i : min(token.right_edge.i + 1, token.i + 6)]
    words = " ".join(to_ascii(span.text).split())
    for article in ("the ", "a ", "an ", "its ", "their "):
        words = words.removeprefix(article)
    return words[:80].rstrip(" ,.;:")


def participant(party: Party, doc: Doc) -> Participant:
    """The public form of a party."""
    mention: Mention = party.mention
    assert mention.affiliation is not None
    return Participant(
        actor=to_ascii(mention.actor),
        affiliation=mention.affiliation,
        role=party.role,
        kind=mention.kind,
        office=mention.office,
        sector=mention.sector,
        mention=characters(doc, mention.start, mention.end),
        confidence=round(mention.confidence, 2),
    )


def characters(doc: Doc, start: int, end: int) -> Span:
    """Character span of the tokens ``start`` to ``end``."""
    last = doc[end - 1]
    return Span(start=doc[start].idx, end=last.idx + len(last))


def _record(index: int, draft: Draft, doc: Doc) -> Contact:
    sources = tuple(dict.fromkeys(a.source for a in draft.attribution if _names_other(a, draft)))
    confidence = draft.strength * (0.9 if draft.speculative else 1.0)
    return Contact(
        id=f"c{index}",
        channel=draft.channel,
        status=draft.status,
        participants=tuple(participant(p, doc) for p in initiator_first(draft.parties)),
        date=draft.date,
        topics=tuple(draft.topics[:3]),
        place=draft.place,
        sources=sources[:4],
        disputed=draft.disputed or draft.status is Status.DENIED,
        count=draft.count,
        evidence=tuple(doc.text[start:end] for start, end in draft.spans),
        spans=tuple(Span(start=start, end=end) for start, end in draft.spans),
        attribution=tuple(draft.attribution),
        speculative=draft.speculative,
        confidence=round(min(confidence, 0.97), 2),
    )


def _names_other(link: Attribution, draft: Draft) -> bool:
    """Whether a source is worth naming: everybody but the author."""
    return bool(link.source) and link.source.lower() not in {"he", "she", "they", "it", "who"}
