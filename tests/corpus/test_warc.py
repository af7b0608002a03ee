"""Archived pages and texts become lines of JSON, or Parquet; what an archive holds besides is counted."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import orjson
import pyarrow.parquet as pq
import pytest

import cleantext
from tests.corpus.corpora import archive, archived, names, page_of, quarantine, response, text_of, tree
from tests.corpus.telltale import ARTICLE, CLEAN, PAGE

TITLED = PAGE.replace("<html>", '<html lang="en-GB"><head><title>The bridge</title></head>')


def lines(file: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in file.read_bytes().splitlines()]


def test_a_page_becomes_a_line_with_what_is_known_of_it(corpus: Path, clean) -> None:
    (corpus / "crawl.warc").write_bytes(archive(page_of(TITLED)))
    out, totals = clean(corpus)
    assert lines(out / "crawl.jsonl") == [
        {
            "url": "https://example.org/bridge",
            "date": "2026-05-04T12:00:00Z",
            "title": "The bridge",
            "text": "\n".join(["The bridge" + CLEAN.splitlines()[0], *CLEAN.splitlines()[1:]]) + "\n",
            "language": "en-GB",
        }
    ]
    assert (totals.tally.documents, totals.tally.pages, totals.passed_over) == (1, 1, 1)


def test_an_extracted_text_is_a_text_whose_language_the_record_says(corpus: Path, clean) -> None:
    wet = archived("conversion", ARTICLE.encode(), **{"WARC-Identified-Content-Language": "eng,deu"})
    (corpus / "crawl.warc.wet.gz").write_bytes(gzip.compress(archive()) + gzip.compress(wet))
    out, totals = clean(corpus)
    [line] = lines_of(out / "crawl.warc.jsonl.gz")
    assert (line["text"], line["language"], line["title"]) == (CLEAN, "eng,deu", None)
    assert (totals.tally.documents, totals.passed_over) == (1, 1)


def lines_of(file: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]


def test_what_is_no_page_that_was_found_is_counted_and_passed_over(corpus: Path, clean) -> None:
    others = [
        archived("request", b"GET / HTTP/1.1\r\n\r\n"),
        archived("metadata", b"fetchTimeMs: 7\r\n"),
        response(b"not there", "text/html", status="404 Not Found"),
        response(b"\x89PNG", "image/png"),
        response(b"{}", ""),
    ]
    (corpus / "crawl.warc").write_bytes(archive(others[0], page_of(PAGE), *others[1:], page_of(PAGE), others[0]))
    out, totals = clean(corpus)
    assert [line["text"] for line in lines(out / "crawl.jsonl")] == [CLEAN] * 2
    assert (totals.tally.documents, totals.passed_over, totals.quarantined) == (2, 7, 0)
    _, again = clean(corpus)
    assert (again.passed_over, again.earlier) == (7, 1)


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress),
        ({"Content-Encoding": "deflate"}, zlib.compress),
        ({"Transfer-Encoding": "chunked"}, lambda data: b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)),
        ({"Content-Encoding": "gzip"}, bytes),
    ],
)
def test_what_the_server_packed_is_unpacked(corpus: Path, clean, headers, pack) -> None:
    (corpus / "crawl.warc").write_bytes(archive(response(pack(PAGE.encode()), "text/html", **headers)))
    out, _ = clean(corpus)
    assert [line["text"] for line in lines(out / "crawl.jsonl")] == [CLEAN]


@pytest.mark.parametrize("charset", ["windows-1251", "no-such-charset"])
def test_the_encoding_is_what_the_server_says_and_else_what_the_page_says(corpus: Path, clean, charset) -> None:
    page = b"<meta charset=windows-1251><p>\xcc\xfd\xf0 \xee\xf2\xea\xf0\xfb\xeb \xec\xee\xf1\xf2.</p>"
    page = page if charset == "no-such-charset" else page[page.index(b"<p>") :]
    (corpus / "crawl.warc").write_bytes(archive(response(page, f'text/html; charset="{charset}"')))
    out, _ = clean(corpus)
    assert [line["text"] for line in lines(out / "crawl.jsonl")] == ["Мэр открыл мост."]


def test_an_address_need_not_be_ascii(corpus: Path, clean) -> None:
    (corpus / "crawl.warc").write_bytes(archive(GOOD.replace(b"org/bridge", "org/brücke".encode())))
    out, _ = clean(corpus)
    assert [line["url"] for line in lines(out / "crawl.jsonl")] == ["https://example.org/brücke"]


def test_the_name_of_the_output_says_whether_it_is_parquet(corpus: Path, clean) -> None:
    (corpus / "crawl.warc.gz").write_bytes(gzip.compress(archive(page_of(PAGE), text_of(ARTICLE))))
    out, _ = clean(corpus / "crawl.warc.gz", out="crawl.parquet", stats=True, keep=("url",))
    table = pq.read_table(out)
    assert table.column_names == ["url", "text", "share_cut", "cuts"]
    assert table["text"].to_pylist() == [CLEAN, CLEAN]
    assert table["share_cut"].to_pylist()[0] > 0.3
    other, _ = clean(corpus / "crawl.warc.gz", out="all.jsonl")
    assert [list(line) for line in lines(other)] == [["url", "date", "title", "text", "language"]] * 2


def test_a_page_is_cleaned_as_the_library_cleans_it(corpus: Path, clean) -> None:
    page = f"<html><nav><a href='/'>Home</a></nav><main>{''.join(f'<p>{part}</p>' for part in ARTICLE.splitlines())}"
    (corpus / "crawl.warc").write_bytes(archive(page_of(page)))
    out, _ = clean(corpus, pipeline=cleantext.Pipeline.default())
    assert [line["text"] for line in lines(out / "crawl.jsonl")] == [cleantext.clean(page)]


GOOD = page_of(PAGE)
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
DAMAGED = {
    "a length that is too small": (archived("response", HEAD, length=5), "the length of record 3 is wrong"),
    "a length that is too large": (archived("response", HEAD, length=60), "the length of record 3 is wrong"),
    "a length beyond the file": (archived("response", HEAD, length=10**9), "the file ends inside of record 3"),
    "a length below nothing": (archived("response", b"", length=-4), "the length of record 3 is wrong"),
    "no length": (GOOD.replace(b"Content-Length", b"Content-Width"), "record 3 has no header"),
    "no WARC": (b"<html>The bridge is open.</html>\n" * 9, "record 3 has no header"),
    "a line without an end": (b"x" * 300_000, "record 3 has no header"),
    "a header without an end": (b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000, "record 3 has no header"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_archive_gives_the_records_before_the_damage(corpus: Path, clean, damage: str) -> None:
    data, cause = DAMAGED[damage]
    (corpus / "crawl.warc").write_bytes(archive(GOOD, data, GOOD))
    out, _ = clean(corpus)
    assert [line["text"] for line in lines(out / "crawl.jsonl")] == [CLEAN]
    [entry] = quarantine(out)
    assert entry["line"] == 3
    assert entry["cause"].startswith(cause)
    assert len(entry["record"]) < 70_000


def test_a_record_that_fails_costs_itself_alone(corpus: Path, clean) -> None:
    bad = [
        archived("response", b"no HTTP"),
        response(b"not brotli", "text/html", **{"Content-Encoding": "br"}),
        response(b"not gzip", "text/html", **{"Content-Encoding": "gzip, gzip"}),
        page_of("<p>" + "x" * 9000),
        response(gzip.compress(b"<p>" + b"x" * 9000), "text/html", **{"Content-Encoding": "gzip"}),
        page_of("<p>[kill]"),
    ]
    mixed = [part for one in bad for part in (one, GOOD)]
    (corpus / "crawl.warc.gz").write_bytes(gzip.compress(archive(*mixed)))
    out, _ = clean(corpus, max_bytes=4000)
    assert [line["text"] for line in lines_of(out / "crawl.jsonl.gz")] == [CLEAN] * 6
    assert [(entry["line"], entry["cause"][:24]) for entry in quarantine(out)] == [
        (2, "no HTTP header: Expected"),
        (4, "its content is br, which"),
        (6, "its content is gzip, gzi"),
        (8, "has more than 4,000 byte"),
        (10, "has more than 4,000 byte"),
        (12, "worker died (signal 9)"),
    ]


def test_a_page_that_was_packed_for_the_way_is_unpacked(corpus: Path, clean) -> None:
    page = PAGE.encode()
    packed = {"gzip": gzip.compress(page), "deflate": zlib.compress(page)}
    sent = [response(data, "text/html", **{"Content-Encoding": name}) for name, data in packed.items()]
    (corpus / "crawl.warc").write_bytes(archive(*sent))
    out, _ = clean(corpus)
    assert [line["text"] for line in lines(out / "crawl.jsonl")] == [CLEAN] * 2


def test_a_damaged_gzip_gives_the_records_before_the_damage(corpus: Path, clean) -> None:
    packed = b"".join(gzip.compress(page_of(PAGE)) for _ in range(5))
    (corpus / "crawl.warc.gz").write_bytes(packed[:-40])
    out, _ = clean(corpus)
    assert len(lines_of(out / "crawl.jsonl.gz")) == 4
    assert [entry["cause"].partition(":")[0] for entry in quarantine(out)] == ["damaged gzip"]
    assert names(out) == ["crawl.jsonl.gz", "quarantine.jsonl"]


def test_the_bytes_are_the_same_however_the_archive_is_cut(corpus: Path, clean, small_pieces) -> None:
    (corpus / "crawl.warc").write_bytes(archive(*[GOOD, archived("request", b"")] * 30))
    one, _ = clean(corpus, out="one", jobs=1)
    two, _ = clean(corpus, out="two", jobs=3)
    assert tree(one) == tree(two)
