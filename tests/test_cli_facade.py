"""The façade: as short as the command line, typed, and quick to import."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from cli_samples import CALL


def test_code_a_text() -> None:
    coded = dragoman.code("Hakan Fidan telephoned Sergey Lavrov on Monday.", published="2024-03-15")
    (contact,) = coded.contacts
    assert contact.channel == "phone"
    assert contact.date is not None
    assert contact.date.start == dt.date(2024, 3, 11)


def test_code_an_article_as_read(tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(CALL)
    (article,) = dragoman.read(tmp_path)
    coded = dragoman.code(article)
    assert (coded.doc, coded.published) == ("call", dt.date(2024, 3, 15))
    with dragoman.Ledger.open(tmp_path / "t.ledger") as ledger:
        ledger.add(article, coded)
        assert ledger.contacts(between=("RUS", "TUR"))[0].contact == coded.contacts[0]


def test_an_article_keeps_its_date(tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(CALL)
    with pytest.raises(TypeError, match="has its own date"):
        dragoman.code(next(dragoman.read(tmp_path)), published="2020-01-01")


@pytest.mark.parametrize("arguments", [("",), ("A text.", "someday")])
def test_what_cannot_be_coded_is_a_reading_error(arguments: tuple[str, ...]) -> None:
    with pytest.raises(dragoman.ReadingError):
        dragoman.code(*arguments)


def test_every_name_is_there() -> None:
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None
    assert dragoman.__version__
    assert set(dragoman.__all__) <= set(dir(dragoman))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        dragoman.nonsense  # noqa: B018


def test_importing_loads_nothing_heavy() -> None:
    program = "import dragoman, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"spacy", "sqlalchemy", "pydantic", "numpy", "rich"} & set(loaded.stdout.split())
