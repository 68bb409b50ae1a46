"""Fuzzing of the readers with atheris (libFuzzer), outside the tests.

    pip install atheris
    python -m benchmarks.fuzz_reading FOLDER -max_total_time=3600 -timeout=5

FOLDER is filled with good files first; what libFuzzer finds new is added to it. A crash, or an input
that takes more than five seconds, stops the run and is written beside it: fix it, and keep the input in
``tests/data/reading_cases``, which the tests read.

The first byte of an input chooses the reader. An exception is a finding where Dragoman's own code raised
it; those of the parsers are told as refusals by the process that runs them.
"""

from __future__ import annotations

import io
import sys
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dragoman.reading", "dragoman.article"]):
    from dragoman.article import RawPage
    from dragoman.errors import DragomanError
    from dragoman.reading.assembling import assembled
    from dragoman.reading.charset import text_of
    from dragoman.reading.copies import bands_of, body_of, compare
    from dragoman.reading.csvtables import read_table
    from dragoman.reading.extract.items import ExtractionError
    from dragoman.reading.extract.worker import extract
    from dragoman.reading.forms import form_of
    from dragoman.reading.jsonlines import read_document, read_lines
    from dragoman.reading.text import read_bytes
    from dragoman.reading.web.client import address

READERS = "thpfeljcau"
"""First letters of: text, html, pdf, feed, entries, lines, JSON document, CSV, charset, address (u)."""


def one(data: bytes) -> None:
    """Read an input by the reader that its first byte chooses."""
    if not data:
        return
    reader, data = READERS[data[0] % len(READERS)], data[1:]
    try:
        _read(reader, data)
    except (DragomanError, ExtractionError) as error:
        if "\n" in str(error):
            raise AssertionError("an error of more than one line") from error
    except (RecursionError, MemoryError):
        return
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        if "dragoman" in last.filename:
            raise


def _read(reader: str, data: bytes) -> None:
    form_of(data[:4096], "")
    if reader == "t":
        article = read_bytes(data, "a", "a")
        bands_of(body_of(article))
        compare(body_of(article), body_of(article))
    elif reader in "hpfe":
        form = {"h": "html", "p": "pdf", "f": "feed", "e": "entries"}[reader]
        items = extract(form, data, None, None)
        if form != "entries":
            list(assembled(items, RawPage(data, form, "a", "a")))
    elif reader == "l":
        list(read_lines(io.BytesIO(data), "a", "a", refused=lambda _: None))
    elif reader == "j":
        list(read_document(data, "a", "a", refused=lambda _: None))
    elif reader == "c":
        list(read_table(io.BytesIO(data), "a", "a", refused=lambda _: None))
    elif reader == "a":
        text_of(data, None)
    else:
        address(data.decode("latin-1"))


def fill(folder: Path) -> None:
    """Put a good file for each reader into a folder."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from pdf_sample import pdf
    from web_site import CALLS, feed, page

    head = '<meta property="article:published_time" content="2024-03-14T09:00:00Z">'
    text = f"published: 2024-03-14\n\nTitle\n\nBy A Writer\n\nMUSCAT, March 14 (Reuters) — {CALLS[0]}\n\n{CALLS[1]}".encode()
    good = {
        "t": text,
        "h": page("Ministers speak", *CALLS, head=head),
        "p": pdf([list(CALLS)], "Statement", "D:20240314"),
        "f": feed([("A", "http://a.example/1", "Thu, 14 Mar 2024 10:00:00 GMT")]),
        "l": b'{"text": "The minister called.", "date": "2024-03-14", "source": "Courier"}\n',
        "j": b'[{"text": "The minister called.", "published": "2024-03-14"}]',
        "c": b'date,text,source\n2024-03-14,"The minister called.",Courier\n',
        "a": "<meta charset=windows-1251><p>Порт</p>".encode("cp1251"),
        "u": b"https://user@b\xc3\xbccher.example:8080/a b?q=1#x",
    }
    good["e"] = good["f"]
    folder.mkdir(parents=True, exist_ok=True)
    for reader, data in good.items():
        (folder / f"good-{reader}").write_bytes(bytes([READERS.index(reader)]) + data)


if __name__ == "__main__":
    corpus = Path(sys.argv[1])
    fill(corpus)
    for file in corpus.glob("good-*"):
        one(file.read_bytes())  # libraries are loaded before the clock runs
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
