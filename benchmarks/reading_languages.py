"""Which languages the shared articles, all of them English, are taken for.

python -m benchmarks.reading_languages
"""

from __future__ import annotations

from collections import Counter

from benchmarks.shared import SHARED, need
from dragoman.reading.languages import name_of
from dragoman.reading.sources import Sources


def main() -> None:
    """Print how many articles were taken for which language."""
    folders = [need(SHARED / "gold" / "articles"), need(SHARED / "corpus")]
    found = Counter(
        article.language
        for article in Sources(folders, any_language=True, refused=lambda error: print(error))
    )
    for language, count in found.most_common():
        print(f"{count:6,} {name_of(language) if language else 'too short to tell'}")


if __name__ == "__main__":
    main()
