"""Coded articles in the public JSON form, one a line."""

from __future__ import annotations

import os

from dragoman.export.target import writing
from dragoman.ledger import Ledger


def export_jsonl(ledger: Ledger, target: str | os.PathLike[str]) -> int:
    """Write every article's current coding as a line of JSON, ordered by the articles' names.

    ``CodedArticle.model_validate_json`` makes an equal record of each line.

    Args:
        ledger: what to write.
        target: a file, which is replaced at the end, or ``-`` for standard output.

    Returns:
        How many lines were written.

    Raises:
        DragomanError: the file cannot be written, or the ledger cannot be read.
        BrokenPipeError: who read standard output has gone.
    """
    number = 0
    with writing(target) as stream:
        for coded in ledger.coded_articles():
            stream.write(coded.to_json() + "\n")
            number += 1
    return number
