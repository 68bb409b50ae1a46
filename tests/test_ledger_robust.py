"""What can go wrong: kills, several programs at once, full disks, foreign files, hostile text."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from dragoman.article import Article
from dragoman.errors import LedgerError
from dragoman.ledger import AddResult, Ledger, RefusedArticleError
from dragoman.records import ActorKind, Attribution, CodedArticle, Contact, Participant, Role, Span
from ledger_samples import LAVROV, ZARIF, harbour, numbered, report, small_corpus, story

HERE = Path(__file__).parent

ADDER = """
import sys
sys.path.insert(0, sys.argv[1])
from ledger_samples import numbered
from dragoman.ledger import Ledger

def told(pairs):
    for index, pair in enumerate(pairs):
        print(index, flush=True)
        yield pair

with Ledger.open(sys.argv[2]) as ledger:
    ledger.add_many(told(numbered(int(sys.argv[4]))[int(sys.argv[3]):]))
"""


def adder(file: Path, first: int, last: int) -> subprocess.Popen[str]:
    """Another program that adds articles ``first`` to ``last`` and says when it begins each."""
    command = [sys.executable, "-c", ADDER, str(HERE), str(file), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def content(ledger: Ledger) -> object:
    """All that a ledger holds but the moments of adding."""
    return (
        list(ledger.coded_articles()),
        [ledger.article(coded.doc) for coded in ledger.coded_articles()],
        [stored.id for stored in ledger.contacts()],
        ledger.counts(),
    )


def assert_sound(file: Path) -> None:
    """SQLite and the full-text index find nothing wrong with the file."""
    with sqlite3.connect(file) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
        plain.execute("INSERT INTO documents_fts(documents_fts) VALUES ('integrity-check')")


def assert_one_line(error: pytest.ExceptionInfo[LedgerError], *words: str) -> None:
    line = str(error.value)
    assert "\n" not in line
    assert all(word in line for word in words), line


def test_a_kill_leaves_whole_articles_and_adding_again_the_same_ledger(tmp_path: Path) -> None:
    pairs = numbered(120)
    with Ledger.open(tmp_path / "whole.db") as whole:
        whole.add_many(pairs)
        expected = content(whole)
    file = tmp_path / "killed.db"
    for moment in (3, 30, 70):
        program = adder(file, 0, 120)
        assert program.stdout is not None
        for line in program.stdout:
            if int(line) == moment:
                break
        program.send_signal(signal.SIGKILL)
        assert program.wait() == -signal.SIGKILL
        program.stdout.close()
        with Ledger.open(file) as ledger:
            coded = list(ledger.coded_articles())
            assert coded == [coding for _, coding in pairs[: len(coded)]]
            assert moment <= len(coded) < 120
            assert ledger.counts().documents == ledger.counts().contacts == len(coded)
    with Ledger.open(file) as ledger:
        ledger.add_many(pairs)
        assert content(ledger) == expected
    assert_sound(file)


def test_two_programs_add_at_the_same_time(tmp_path: Path) -> None:
    file = tmp_path / "shared.db"
    programs = [adder(file, 0, 60), adder(file, 20, 80)]
    for program in programs:
        program.communicate(timeout=120)
    assert [program.returncode for program in programs] == [0, 0]
    with Ledger.open(tmp_path / "alone.db") as alone, Ledger.open(file) as shared:
        alone.add_many(numbered(80))
        assert content(shared) == content(alone)
        assert shared.counts().copies == 0
    assert_sound(file)


def test_a_reader_sees_one_state_while_another_writes(tmp_path: Path) -> None:
    pairs = small_corpus()
    with Ledger.open(tmp_path / "t.db") as reading, Ledger.open(tmp_path / "t.db") as writing:
        writing.add_many(pairs[:2])
        contacts = reading.iter_contacts()
        first = next(contacts)
        writing.add_many(pairs[2:])
        assert [first.article.doc, *(stored.article.doc for stored in contacts)] == ["call", "trio"]
        assert len(reading.contacts()) == 4


@contextmanager
def pages_at_most(number: int) -> Iterator[None]:
    """Let SQLite think that the disk ends after so many pages."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {number}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_a_full_disk_keeps_what_was_stored(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    with Ledger.open(file) as ledger:
        ledger.add(*harbour())
        before = content(ledger)
    pages = file.stat().st_size // 4096
    text = "Zarif called. " * 20_000
    large = story("large", text, report(text, "Zarif", (ZARIF, LAVROV)))
    with pages_at_most(pages + 2), Ledger.open(file) as ledger:
        with pytest.raises(LedgerError) as error:
            ledger.add(*large)
        assert_one_line(error, "t.db", "database or disk is full")
        assert content(ledger) == before
    with Ledger.open(file) as ledger:
        assert content(ledger) == before
        assert ledger.add(*large) is AddResult.ADDED
    assert_sound(file)


def test_a_disk_too_full_for_a_new_ledger_leaves_no_half_of_one(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    with pages_at_most(9), pytest.raises(LedgerError) as error:
        Ledger.open(file)
    assert_one_line(error, "t.db", "disk is full")
    with Ledger.open(file) as ledger:
        ledger.add(*harbour())


def test_a_locked_ledger_is_told_and_works_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    with Ledger.open(file, wait=0.05) as ledger:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError) as error:
            ledger.add(*harbour())
        assert_one_line(error, "t.db", "database is locked")
        assert ledger.contacts() == []
        other.execute("ROLLBACK")
        other.close()
        assert ledger.add(*harbour()) is AddResult.ADDED


def test_a_new_file_that_another_program_locks(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerError) as error:
        Ledger.open(file, wait=0.05)
    assert_one_line(error, "t.db", "database is locked")
    other.close()


@pytest.mark.parametrize("data", [b"This is no database.\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(data)
    with pytest.raises(LedgerError) as error:
        Ledger.open(file)
    assert_one_line(error, "notes.txt", "not a ledger")
    assert file.read_bytes() == data
    assert os.listdir(tmp_path) == ["notes.txt"]


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as plain:
        plain.execute("CREATE TABLE documents (id INTEGER)")
    before = file.read_bytes()
    with pytest.raises(LedgerError) as error:
        Ledger.open(file)
    assert_one_line(error, "other.db", "not a ledger of Dragoman")
    assert file.read_bytes() == before


def test_a_damaged_ledger_is_told(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    with Ledger.open(file) as ledger:
        ledger.add_many(numbered(20))
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(data)
    with pytest.raises(LedgerError) as error, Ledger.open(file) as ledger:
        ledger.contacts()
    assert_one_line(error, "t.db", "damaged")


def test_a_missing_ledger_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"typo\.db: there is no ledger here"):
        Ledger.open(tmp_path / "typo.db", create=False)
    assert os.listdir(tmp_path) == []


def test_folders_that_take_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for target in (tmp_path, tmp_path / "file" / "t.db", Path("/proc/t.db"), "a\0b", ""):
        with pytest.raises(LedgerError) as error:
            Ledger.open(target)
        assert_one_line(error, "opened")


def test_an_unwritable_folder_and_an_unwritable_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    with Ledger.open(folder / "t.db") as ledger:
        ledger.add(*harbour())
    folder.chmod(0o555)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("root may write everywhere")
        with pytest.raises(LedgerError) as error:
            Ledger.open(folder / "new.db")
        assert_one_line(error, "new.db", "cannot be opened")
        with pytest.raises(LedgerError) as error, Ledger.open(folder / "t.db") as ledger:
            ledger.add(*small_corpus()[0])
        assert_one_line(error, "t.db")
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://me:secret@host/talks", "SQLite files only"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        (":memory:", "needs a file"),
        ("nonsense://", "SQLite files only"),
        ("a b://c", "not the address of a database"),
    ],
)
def test_addresses_that_mean_no_file(address: str, words: str) -> None:
    with pytest.raises(LedgerError) as error:
        Ledger.open(address)
    assert_one_line(error, words)
    assert "secret" not in str(error.value)


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=30)
SENDABLE = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("hostile") / "t.db") as ledger:
        yield ledger


@settings(max_examples=80, deadline=None)
@given(text=ANYTHING, doc=ANYTHING, title=ANYTHING, origin=ANYTHING)
def test_any_article_is_stored_or_refused(
    shared: Ledger, text: str, doc: str, title: str, origin: str
) -> None:
    article = Article(doc, text, title=title, origin=origin)
    before = shared.counts().documents
    storable = not re.search("[\0\ud800-\udfff]", text + doc + title + origin)
    try:
        coded = CodedArticle(coder="c", doc=doc, title=title)
    except ValueError:
        # pydantic takes no lone surrogates; whatever stands for them, the article is refused
        coded = CodedArticle(coder="c", doc="?", title="?")
    if not storable:
        with pytest.raises(RefusedArticleError) as error:
            shared.add(article, coded)
        assert str(error.value).encode().isascii()
        assert shared.counts().documents == before
    elif shared.add(article, coded) is not AddResult.UNCHANGED:
        assert shared.coded(article.digest) == coded
        assert shared.article(article.digest) == article


@settings(max_examples=60, deadline=None)
@given(
    quote=SENDABLE,
    names=st.lists(SENDABLE, min_size=1, max_size=4),
    number=SENDABLE,
    words=SENDABLE,
    affiliation=SENDABLE,
)
def test_any_record_is_stored_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    quote: str,
    names: list[str],
    number: str,
    words: str,
    affiliation: str,
) -> None:
    contact = Contact.model_validate(
        {
            "id": number,
            "evidence": [quote],
            "spans": [Span(start=4, end=4 + len(quote))],
            "channel": "phone",
            "status": "occurred",
            "participants": [
                Participant(
                    actor=name, affiliation=affiliation, role=Role.HOST, kind=ActorKind.STATE, office=words
                )
                for name in names
            ],
            "attribution": [Attribution(source=words, cue=words)],
            "topics": names[:3],
            "place": words,
        }
    )
    pair = story("doc", f"say {quote}", contact)
    with Ledger.open(tmp_path_factory.mktemp("one") / "t.db") as ledger:
        try:
            ledger.add(*pair)
        except RefusedArticleError:
            assert "\0" in "".join([quote, number, words, affiliation, *names])
            assert ledger.counts().documents == 0
        else:
            (stored,) = ledger.contacts()
            assert stored.contact == contact
            assert ledger.show(stored.id).record == contact


def test_huge_names_and_texts(tmp_path: Path) -> None:
    text = "Zarif called. " * 70_000
    huge = Participant(actor="Ö" * 300_000, affiliation="X" * 40, office="o" * 300_000)
    pair = story("d" * 300_000, text, report(text, text, (huge, ZARIF), number="c" * 10_000))
    with Ledger.open(tmp_path / "t.db") as ledger:
        ledger.add(*pair)
        assert ledger.coded(pair[0].digest) == pair[1]
        (stored,) = ledger.contacts(actor="o" * 1000)
        assert ledger.show(stored.id).record == pair[1].contacts[0]
