"""Titles beside a name: "Turkish Foreign Minister Hakan Fidan", "Hakan Fidan, the Turkish foreign minister"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.mentions import Form, Mention, Mentions
from dragoman.actors.titles import Title, classify

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ENTITIES = "dragoman_entities"
"""Key of ``Doc.user_data`` under which the finder keeps states and groups by token."""

TITLE_REACH = 9
"""Tokens before or after a name within which its title stands."""

_LINKS = frozenset({"of", "for", "to", "the", "and", "'s", "’s", "-", "on", "a", "an", "in", "&"})
MODIFYING_FORMS = frozenset({Form.ADJECTIVE, Form.STATE, Form.CAPITAL, Form.GROUP, Form.SEAT})
"""Forms of a name that tell to whom an office belongs."""


def title_before(doc: Doc, start: int, mentions: Mentions) -> tuple[int, Title | None, str | None]:
    """The title that ends right before a name.

    Args:
        doc: parsed document.
        start: token index at which the name begins.
        mentions: mentions found so far, for the state in the title.

    Returns:
        Token index at which title and name begin, the title or None, the affiliation in it or None.
    """
    index = start - 1
    if index > 0 and is_polite(doc[index]) and not doc[start].is_sent_start and doc[index - 1].text == ",":
        index -= 1  # "the ambassador of Egypt, Dr Samir Borhan"
    if index >= 0 and doc[index].text == "," and not doc[start].is_sent_start:
        index -= 1
    first = end = index + 1
    while (
        index >= 0
        and end - index <= TITLE_REACH
        and not doc[index + 1].is_sent_start
        and _is_title_word(doc[index])
    ):
        first = index
        index -= 1
    while first < start and doc[first].lower_ in _LINKS:
        first += 1
    if first >= start:
        return start, None, None
    phrase = doc[first:start]
    title = classify(phrase.text)
    if title is None:
        return start, None, None
    if phrase[-1].text == "," and not any(
        t.lower_ in {"the", "its", "his", "their"} for t in doc[max(0, first - 1) : start]
    ):
        return start, None, None
    affiliation = _affiliation_within(doc, first, start, mentions)
    return first, title, affiliation


_POLITE = frozenset("mr mrs ms miss dr prof professor hon h.e madam sir dame".split())


def is_polite(token: Token) -> bool:
    """Whether a word only says that a name follows: "Mr", "Dr."."""
    return token.text[:1].isupper() and token.lower_.rstrip(".") in _POLITE


def _is_title_word(token: Token) -> bool:
    if (
        token.is_space
        or token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"}
        or (token.is_punct and token.text not in {"-", ",", "."})
    ):
        return False
    if token.text == ",":
        return False
    return (
        token.lower_ in _LINKS or token.pos_ in {"NOUN", "PROPN", "ADJ", "PART"} or token.text in {"-", "."}
    )


def _affiliation_within(doc: Doc, start: int, end: int, mentions: Mentions) -> str | None:
    """Affiliation that the words of a title name; the last adjective or owner before the office noun wins."""
    found: str | None = None
    index = start
    while index < end:
        mention = mentions.at(index) or _raw_state(doc, index)
        if mention is not None:
            before = doc[index - 1].lower_ if index > start else ""
            if mention.form in MODIFYING_FORMS or mention.form is Form.DEMONYM:
                if found is None or before not in {"to", "for", "on", "in"}:
                    found = mention.affiliation or found
            index = max(index + 1, mention.end)
        else:
            index += 1
    return found


def _raw_state(doc: Doc, index: int) -> Mention | None:
    """A state or organisation in a title before entities have been added: looked up on the spot."""
    cache: dict[int, Mention] = doc.user_data.get(ENTITIES, {})
    return cache.get(index)


def title_after(doc: Doc, end: int, mentions: Mentions) -> tuple[Title | None, str | None]:
    """The appositive title that follows a name after a comma: ", the Turkish foreign minister,".

    Returns:
        The title or None, the affiliation in it or None.
    """
    if end + 1 < len(doc) and doc[end].lower_ == "of" and not doc[end].is_sent_start:
        # "Uzra Zeya of the United States"
        return None, _affiliation_within(doc, end + 1, min(end + 4, len(doc)), mentions)
    if end + 1 >= len(doc) or doc[end].text not in {",", "-", "–", "("} or doc[end].is_sent_start:
        return None, None
    index = end + 1
    while index < len(doc) and index - end <= TITLE_REACH + 3 and not doc[index].is_sent_start:
        token = doc[index]
        if (
            (token.is_punct and token.text not in {"-", "."})
            or token.pos_ in {"VERB", "AUX", "SCONJ"}
            or token.lower_ in {"who", "and", "which"}
        ):
            break
        index += 1
    phrase = doc[end + 1 : index]
    first_noun = next((t for t in phrase if t.pos_ in {"NOUN", "PROPN", "ADJ", "DET"}), None)
    title = classify(phrase.text) if len(phrase) and first_noun is not None else None
    if title is None or any(t.ent_type_ == "PERSON" for t in phrase):
        return None, None
    return title, _affiliation_within(doc, end + 1, index, mentions)
