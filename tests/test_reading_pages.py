"""Pages, statements, feeds and tables: what is the article, what is not, in which encoding and language."""

from __future__ import annotations

import datetime as dt
import io
import json
import time
from pathlib import Path
from textwrap import wrap

import pytest

from cli_samples import run
from dragoman.article import Article, DateClue, PartKind, RawPage
from dragoman.errors import ForeignLanguageError, ReadingError
from dragoman.reading.assembling import articles_of
from dragoman.reading.charset import text_of
from dragoman.reading.extract.guard import Extractor
from dragoman.reading.sources import Sources
from pdf_sample import pdf
from web_site import CALLS, feed, page

COMMENTS = (
    '<div id="comments" class="comments"><h3>2 comments</h3><div class="comment"><p>lol they called my uncle !!'
    "</p></div><div class='comment'><p>What about the sardines, I ask you??</p></div></div>"
)
HEAD = (
    '<meta property="og:site_name" content="Gulf Courier"><meta name="author" content="Lina Haddad">'
    '<meta property="article:published_time" content="2024-03-14T09:00:00Z">'
    '<link rel="canonical" href="https://courier.example/2024/03/14/harbour-talks">'
)
RUSSIAN = (
    "Министр иностранных дел Турции Хакан Фидан провел телефонный разговор с министром иностранных дел "
    "России Сергеем Лавровым, сообщило министерство в Анкаре. Стороны обсудили открытие порта."
)


def read_page(data: bytes, form: str = "html", **known: object) -> Article:
    (article,) = articles_of(RawPage(data, form, "a", f"a.{form}", **known))
    return article


def texts(article: Article, kind: PartKind) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.kind is kind]


def one_line(error: Exception) -> None:
    """Errors are told in one line."""
    assert "\n" not in str(error)


def read_all(*paths: Path | str, **options: object) -> tuple[list[Article], list[ReadingError]]:
    refused: list[ReadingError] = []
    return list(Sources(paths, refused=refused.append, **options)), refused


def test_a_page_is_taken_apart() -> None:
    caption = "<figure><img src=x.jpg><figcaption>Ministers in Muscat (Photo: Reuters)</figcaption></figure>"
    article = read_page(
        page(
            "Harbour talks resume",
            f"MUSCAT, March 14 (Reuters) - {CALLS[0]}",
            *CALLS[1:],
            "Read more: Harbour closed for a third week",
            "This article was amended on 15 March 2024. An earlier version misstated the day of the call.",
            head=HEAD,
            after=caption + COMMENTS,
        )
    )
    assert (article.title, article.source) == ("Harbour talks resume", "Gulf Courier")
    assert article.url == "https://courier.example/2024/03/14/harbour-talks"
    assert article.published == dt.date(2024, 3, 14)
    assert {clue.origin for clue in article.clues} == {
        "address",
        "metadata: article:published_time",
        "dateline",
    }
    assert texts(article, PartKind.HEADLINE) == ["Harbour talks resume"]
    assert texts(article, PartKind.BYLINE) == ["Lina Haddad"]
    assert texts(article, PartKind.DATELINE) == ["MUSCAT, March 14 (Reuters) -"]
    assert texts(article, PartKind.BODY) == list(CALLS)
    assert texts(article, PartKind.FURNITURE) == ["Read more: Harbour closed for a third week"]
    assert len(texts(article, PartKind.CORRECTION)) == 1
    assert texts(article, PartKind.CAPTION) == ["Ministers in Muscat (Photo: Reuters)"]
    assert any("my uncle" in comment for comment in texts(article, PartKind.COMMENT))
    for furniture in ("Sport", "Terms of use", "Copyright"):
        assert furniture not in article.text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1251"),  # a page that was saved again and kept its old declaration
        ("utf-8", None),
        ("windows-1251", "windows-1251"),
        ("windows-1251", None),
        ("koi8-r", "koi8-r"),
        ("koi8-r", None),
        ("utf-16", None),
    ],
)
def test_encodings_declared_and_not(encoding: str, declared: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    data = f"<html><head>{meta}<title>Порт</title></head><body><p>{RUSSIAN}</p></body></html>".encode(
        encoding
    )
    assert RUSSIAN in text_of(data)[0]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "cp1252", "iso-8859-15"])
def test_western_encodings_without_a_declaration(encoding: str) -> None:
    text = "The minister, Josep Borrell, met Señor Albares in Cádiz; the café was closed. " * 5
    assert "Señor Albares in Cádiz" in text_of(text.encode(encoding))[0]


def test_the_server_outweighs_the_page_and_codecs_that_are_none_are_ignored() -> None:
    data = '<meta charset="windows-1251"><p>Привет</p>'.encode("koi8-r")
    assert "Привет" in text_of(data, "koi8-r")[0]
    assert text_of("<meta charset=rot13><p>é".encode("cp1252"))[1] != "rot13"


def test_other_languages_are_listed_and_left(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Порт\n\n{RUSSIAN}\n")
    (tmp_path / "b.html").write_bytes(page("Ministers speak by telephone", *CALLS))
    articles, refused = read_all(tmp_path)
    assert [article.doc for article in articles] == ["b"]
    assert articles[0].language == "en"
    assert isinstance(refused[0], ForeignLanguageError)
    assert str(refused[0]) == f"{tmp_path / 'a.txt'}: in Russian (ru), not in English: left"
    result = run("add", tmp_path, "--ledger", tmp_path / "t.ledger")
    assert result.exit_code == 0
    assert "1 added, 1 left (1 Russian)" in result.stdout
    assert [a.language for a in read_all(tmp_path, any_language=True)[0]] == ["ru", "en"]


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_plain_text_in_a_legacy_encoding_is_told_by_its_language(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(f"Порт\n\n{RUSSIAN}\n".encode(encoding))
    _, (error,) = read_all(tmp_path)
    assert "in Russian (ru), not in English: left" in error.reason


LIVE = [
    ("2024-03-14T10:42:00Z", "10.42", "Fidan telephones Lavrov", CALLS[0]),
    ("2024-03-14T09:15:00Z", "09.15", "Talks to resume", CALLS[1]),
    ("2024-03-13T18:00:00Z", "Wed 18.00", "Moscow confirms", CALLS[2]),
]


def test_entries_of_a_live_blog_are_dated_by_their_own_stamps() -> None:
    blocks = "".join(
        f'<article class="block"><time datetime="{moment}">{shown}</time><h2>{title}</h2><p>{text}</p></article>'
        for moment, shown, title, text in LIVE
    )
    head = '<meta property="article:published_time" content="2024-03-14T06:00:00Z">'
    data = f"<html><head><title>Harbour talks – live</title>{head}</head><body><div class=liveblog>{blocks}</div></body></html>"
    found = list(
        articles_of(RawPage(data.encode(), "html", "live", "live.html", url="https://a.example/live"))
    )
    assert [a.doc for a in found] == ["live-e1", "live-e2", "live-e3"]
    assert [a.published for a in found] == [dt.date(2024, 3, day) for day in (14, 14, 13)]
    assert texts(found[2], PartKind.STAMP) == ["Wed 18.00"]
    assert texts(found[2], PartKind.BODY) == [CALLS[2]]
    assert found[2].url == "https://a.example/live#entry-3"


def test_live_blogs_in_metadata() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": title, "datePublished": moment, "articleBody": f"<p>{text}</p>"}
        for moment, _, title, text in LIVE
    ]
    script = json.dumps(
        {"@context": "https://schema.org", "@type": "LiveBlogPosting", "liveBlogUpdate": updates}
    )
    data = page("Harbour talks", *CALLS, head=f'<script type="application/ld+json">{script}</script>')
    found = list(articles_of(RawPage(data, "html", "live", "live.html")))
    assert [a.published for a in found] == [dt.date(2024, 3, day) for day in (14, 14, 13)]
    assert [texts(a, PartKind.BODY) for a in found] == [[text] for _, _, _, text in LIVE]


def test_stamps_and_corrections_in_plain_text_are_not_coded(tmp_path: Path) -> None:
    text = f"Harbour talks\n\n10.42 GMT\n\n{CALLS[0]}\n\nUpdated at 11.20am\n\n{CALLS[1]}\n\nCorrection: it was Tuesday.\n"
    (tmp_path / "a.txt").write_text(text)
    (article,), _ = read_all(tmp_path / "a.txt")
    assert texts(article, PartKind.STAMP) == ["10.42 GMT", "Updated at 11.20am"]
    assert texts(article, PartKind.CORRECTION) == ["Correction: it was Tuesday."]
    assert texts(article, PartKind.BODY) == [CALLS[0], CALLS[1]]


def test_a_live_blog_in_plain_text_is_dated_by_its_stamps(tmp_path: Path) -> None:
    file = tmp_path / "live.txt"
    stamps = ("14 March 2024, 10.42 GMT", "09.15", "Wednesday, 13 March 2024 18:00")
    entries = "\n\n".join(f"{stamp}\n\n{text}" for stamp, text in zip(stamps, CALLS, strict=True))
    file.write_text(f"Harbour talks – live\n\n{entries}\n")
    articles, refused = read_all(file)
    assert [(a.doc, str(a.published)) for a in articles] == [
        ("live-e1", "2024-03-14"),
        ("live-e2", "2024-03-14"),
        ("live-e3", "2024-03-13"),
    ]
    assert [texts(a, PartKind.BODY) for a in articles] == [[text] for text in CALLS]
    assert [texts(a, PartKind.STAMP) for a in articles] == [[stamp] for stamp in stamps]
    assert refused == []


def test_a_statement_in_pdf() -> None:
    lines = [
        "The Minister of Foreign Affairs telephoned his counterpart in Muscat on Wed-",
        "nesday to discuss the reopening of the harbour, which has been closed since",
        "January.",
        "",
        "Both ministers agreed to meet before the end of the month.",
    ]
    texts_of_pages = (lines, wrap(CALLS[1], 75), wrap(CALLS[2], 75))
    pages = [
        ["Ministry of Foreign Affairs", *page_lines, f"Page {number}"]
        for number, page_lines in enumerate(texts_of_pages, 1)
    ]
    article = read_page(pdf(pages, "Statement on the harbour", "D:20240314093000Z"), "pdf")
    assert article.title == "Statement on the harbour"
    assert article.published == dt.date(2024, 3, 14)
    body = texts(article, PartKind.BODY)
    assert body[0] == (
        "The Minister of Foreign Affairs telephoned his counterpart in Muscat on Wednesday to discuss the "
        "reopening of the harbour, which has been closed since January."
    )
    assert "Ministry of Foreign Affairs" not in body


@pytest.mark.parametrize(
    ("data", "form", "reason"),
    [
        (b"%PDF-1.4 nothing", "pdf", "a broken PDF"),
        (pdf([[]]), "pdf", "no text layer in this PDF"),
        (b"%PDF-1.7\n" + b"\x00" * 1000, "pdf", "a broken PDF"),
        (b"<rss", "feed", "neither RSS nor Atom"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", "feed", "the feed is empty"),
        (b"<html></html>", "html", "the page is empty"),
        (b"   ", "html", "the file is empty"),
        (b"\x00\x01\x02\x03" * 100, "html", "no"),
        (b"<p>" + b"x" * 10_000_001, "html", "more than the 10,000,000"),
        (feed([("A", "http://a.example/1", "")]), "feed", "a feed of 1 links without articles"),
    ],
)
def test_what_holds_no_article_is_told_in_one_line(data: bytes, form: str, reason: str) -> None:
    with pytest.raises(ReadingError) as told:
        read_page(data, form)
    assert reason in told.value.reason
    assert "\n" not in str(told.value)


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (str(n - 1).encode() if n > 1 else b"") * 50)
        for n in range(1, 12)
    )
    + b']><rss version="2.0"><channel><title>&a11;</title><item><title>x</title>'
    b"<description>The minister met &a11; in town on Monday, a spokesman said.</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (LAUGHS, "feed"),
        (b"<div>" * 150_000, "html"),
        (
            b"<p>"
            + b"<b><i>" * 100_000
            + b"The minister met the other minister in Muscat on Monday, he said.",
            "html",
        ),
        (b"<table><tr><td>" * 60_000, "html"),
        (b"<a href=x>word</a> " * 40_000, "html"),
        (b"<time datetime=2024-01-01></time><div class=live>" * 20_000, "html"),
        ("“".encode() * 300_000, "html"),
        (b"%PDF-1.4\n" + b"1 0 obj<</Length 2 0 R>>stream\n" * 30_000, "pdf"),
        (b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script>", "html"),
        (b"<p>" + b"January 1, " * 80_000, "html"),
    ],
    ids=["laughs", "deep", "deep inline", "tables", "links", "times", "quotes", "streams", "json", "dates"],
)
def test_nothing_takes_long(data: bytes, form: str) -> None:
    assert len(data) < 1_000_000
    articles = articles_of(RawPage(data, form, "a", "a"))
    began = time.monotonic()
    try:
        for article in articles:
            assert len(article.text) < 1_000_000
    except ReadingError as error:
        one_line(error)
    assert time.monotonic() - began < 8  # five, and the start of another process


def test_a_page_that_hangs_is_given_up_and_the_next_one_is_read() -> None:
    using = Extractor(seconds=0.001)
    slow = page("Slow", *CALLS * 1500)
    try:
        with pytest.raises(ReadingError, match="took more than"):
            list(articles_of(RawPage(slow, "html", "slow", "slow.html"), using))
        using.seconds = 20.0
        (article,) = articles_of(RawPage(page("Next", *CALLS), "html", "next", "next.html"), using)
    finally:
        using.close()
    assert article.title == "Next"


def test_an_extracting_process_that_dies_is_started_again() -> None:
    using = Extractor()
    data = page("Next", *CALLS)
    try:
        list(articles_of(RawPage(data, "html", "a", "a.html"), using))
        assert using._process is not None
        using._process.kill()
        using._process.wait()
        (article,) = articles_of(RawPage(data, "html", "a", "a.html"), using)
    finally:
        using.close()
    assert article.title == "Next"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("date,text,source", f'2024-03-14,"{CALLS[0]}",Gulf Courier'),
        ("Date;Source;Text;Id", f'20240314;Gulf Courier;"{CALLS[0]}";t-1'),
        (
            "SQLDATE\tSOURCEURL\tSOURCECOMMONNAME\tTEXT",
            f"20240314\thttp://a.example/1\tGulf Courier\t{CALLS[0]}",
        ),
        (
            "seendate,url,outlet,body,title",
            f'20240314T103000Z,http://a.example/1,Gulf Courier,"{CALLS[0]}",A call',
        ),
    ],
)
def test_tables_with_named_columns(tmp_path: Path, head: str, rows: str) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(f"\ufeff{head}\n{rows}\n".encode())
    (article,), refused = read_all(file)
    assert (article.published, article.source) == (dt.date(2024, 3, 14), "Gulf Courier")
    assert article.text == CALLS[0]
    assert article.doc in {"t-1"}
    assert refused == []


def test_rows_that_are_no_articles_are_told_and_the_next_is_read(tmp_path: Path) -> None:
    good = f'2024-03-14,"{CALLS[0]}\n\n{CALLS[1]}",Courier'
    file = tmp_path / "t.csv"
    file.write_text(f"date,text,source\n{good}\nsoonish,Text.,x\n\n2024-03-14,,x\n{good}\n")
    articles, refused = read_all(file)
    assert [article.doc for article in articles] == ["t-1", "t-5"]
    assert articles[0].text == f"{CALLS[0]}\n\n{CALLS[1]}"
    assert [error.reason.partition(";")[0] for error in refused] == [
        "'soonish' is no date",
        "the text is empty",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("url,date\nhttp://a.example,2024-01-01\n", "its addresses can be read by: dragoman fetch"),
        ("a,b\n1,2\n", "names no column with a text"),
        ("", "names no column with a text"),
    ],
)
def test_tables_without_texts(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(content)
    articles, (error,) = read_all(file)
    assert articles == []
    assert reason in error.reason


def test_json_records_of_other_programs(tmp_path: Path) -> None:
    file = tmp_path / "n.jsonl"
    file.write_text(
        json.dumps({"date": "20240314", "body": CALLS[0], "outlet": "Courier", "headline": "A call"})
    )
    (article,), _ = read_all(file)
    assert (article.published, article.source, article.title) == (dt.date(2024, 3, 14), "Courier", "A call")


def test_a_feed_with_whole_articles(tmp_path: Path) -> None:
    entry = "".join(f"<p>{text}</p>" for text in CALLS).replace("<", "&lt;").replace(">", "&gt;")
    (tmp_path / "f.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Gulf Courier</title><entry><title>A call</title>'
        '<link href="http://a.example/1"/><published>2024-03-14T10:00:00Z</published>'
        f'<content type="html">{entry}</content></entry></feed>'
    )
    (article,), refused = read_all(tmp_path)
    assert (article.title, article.source, article.url) == ("A call", "Gulf Courier", "http://a.example/1")
    assert article.published == dt.date(2024, 3, 14)
    assert texts(article, PartKind.BODY) == list(CALLS)
    assert refused == []


def test_a_mixed_folder_and_standard_input(tmp_path: Path) -> None:
    data = page("Ministers speak", *CALLS, head=HEAD)
    (tmp_path / "a.html").write_bytes(data)
    (tmp_path / "b.pdf").write_bytes(pdf([list(CALLS)], "A statement"))
    (tmp_path / "c.csv").write_text(f'date,text\n2024-03-14,"{CALLS[0]}"\n')
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": CALLS[0]}))
    (tmp_path / "e.txt").write_text(CALLS[0])
    (tmp_path / "f.html").write_bytes(b"<html><body><a href=x>menu</a></body></html>")
    articles, refused = read_all(tmp_path)
    assert [article.doc for article in articles] == ["a", "b", "c-1", "d-1", "e"]
    assert [error.where for error in refused] == [str(tmp_path / "f.html")]
    (article,) = Sources(["-"], stdin=io.BytesIO(data))
    assert (article.doc, article.title) == ("stdin", "Ministers speak")


def test_reading_shows_what_was_taken_as_what(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page("Harbour talks resume", *CALLS, head=HEAD, after=COMMENTS))
    shown = run("reading", file).stdout
    for words in (
        "HTML page",
        "Gulf Courier",
        "English (en)",
        "2024-03-14 by",
        "headline ┆ Harbour",
        "body ┃ The Turkish",
    ):
        assert words in shown
    assert "comment ┆ lol they called" in shown
    value = json.loads(run("reading", file, "--json").stdout)
    assert [part["text"] for part in value["parts"] if part["coded"]] == list(CALLS)
    assert value["published"] == "2024-03-14"
    assert value["form"] == "html"


def test_contradicting_dates_are_warned_of() -> None:
    body = ("Thursday, 14 March 2024", *CALLS)
    head = '<meta property="article:published_time" content="2019-01-02T09:00:00Z">'
    article = read_page(page("Ministers speak", *body, head=head), url="http://a.example/2024/03/14/x")
    assert article.published == dt.date(2024, 3, 14)
    assert any("metadata: article:published_time says 2019-01-02" in warning for warning in article.warnings)


def test_a_date_that_rests_on_little_is_warned_of_or_not_taken() -> None:
    changed = (DateClue(dt.date(2024, 3, 14), "Last-Modified of the server", 0.2),)
    article = read_page(page("Ministers speak", *CALLS), clues=changed)
    assert article.published is None
    assert article.warnings == (
        "no publication date: Last-Modified of the server says 2024-03-14, which alone is too often wrong",
    )
    head = "<script>var published = '1999-01-01';</script>"
    assert read_page(page("Ministers speak", *CALLS, head=head)).published is None
    marked = read_page(page("Ministers speak", "<span class='date'>14/03/2024</span>", *CALLS))
    assert marked.published == dt.date(2024, 3, 14)
    assert marked.warnings == (
        "the publication date rests on markup of the page (htmldate) alone, which is often wrong",
    )


def test_weekdays_that_fit_no_year_nearby_are_warned_of() -> None:
    article = read_page(page("Ministers speak", f"On Monday, March 14, {CALLS[0]}", *CALLS[1:], head=HEAD))
    assert any("the year 2024 may be wrong" in warning for warning in article.warnings)


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.reading.extract import guard

    (tmp_path / "a.html").write_bytes(page("A", *CALLS))
    monkeypatch.setattr(guard, "find_spec", lambda name: None if name == "trafilatura" else True)
    monkeypatch.setattr(guard.extractor(), "_process", None)
    _, (error,) = read_all(tmp_path)
    assert "need trafilatura: pip install 'dragoman[reading]'" in error.reason
