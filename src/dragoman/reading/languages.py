"""Which language an article is in, by py3langid: a model of 97 languages that comes with the package.

Marco Lui and Timothy Baldwin, "langid.py: An Off-the-shelf Language Identification Tool" (ACL 2012);
py3langid is its maintained successor.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.article import CODED_PARTS, Article
from dragoman.errors import ForeignLanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 1000
"""Characters of the body that are looked at."""

ENOUGH_LETTERS = 120
"""Letters from which the model's word is taken for a text in Latin letters."""

FEW_LETTERS = 20
"""Letters that are enough where most of them are not Latin."""

SURE = 0.95
"""Probability from which another language than English is believed."""


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """ISO 639-1 code of a text's language, None where there is too little of it to tell.

    Args:
        text: the body; its first :data:`SAMPLE` characters are looked at.
    """
    sample = text[:SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    foreign_script = latin < 0.4 * len(letters)
    if len(letters) < (FEW_LETTERS if foreign_script else ENOUGH_LETTERS):
        return None
    code, probability = _model().classify(sample)
    return str(code) if code == "en" or foreign_script or probability >= SURE else None


def body_of(article: Article) -> str:
    """The coded parts of an article, as much of them as language detection needs."""
    if not article.parts:
        return article.text[:SAMPLE]
    pieces: list[str] = []
    length = 0
    for part in article.parts:
        if part.kind in CODED_PARTS:
            pieces.append(article.text[part.start : part.end])
            length += part.end - part.start
            if length > SAMPLE:
                break
    return "\n".join(pieces)


def name_of(code: str) -> str:
    """A language's English name, the code itself where it has none."""
    import pycountry

    found = pycountry.languages.get(alpha_2=code)
    return str(found.name).partition(" (")[0] if found is not None else code


def must_be_english(article: Article) -> None:
    """Refuse an article in another language.

    Raises:
        ForeignLanguageError: it is in one; where that cannot be told, the article passes.
    """
    if article.language not in {None, "en"}:
        code = str(article.language)
        raise ForeignLanguageError(article.origin or article.doc, code, name_of(code))
