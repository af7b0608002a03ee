"""A record that fails goes to the quarantine with its file, line and cause, and costs nothing else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import zstandard

from tests.corpus.corpora import jsonl, names, quarantine, tree, unpacked
from tests.corpus.telltale import ARTICLE, CLEAN, PAGE

GOOD = jsonl(CLEAN)

BAD_LINES = {
    "broken JSON": (b'{"text": "The mayor', "not JSON: "),
    "a word that is no JSON": (b'{"text": "x", "n": NaN, "m": None}', "not JSON: Expecting value: line 1 column 30"),
    "half an escape": (b'{"text": "x", "n": "\\ud8"}', "not JSON: "),
    "too deep": (b"[" * 100_000, "not JSON: nested too deeply"),
    "no object": (b'["text"]', "not a JSON object but a list"),
    "no such field": (b'{"body": "x", "title": "y"}', "no field 'text'; there is 'body', 'title'"),
    "null": (b'{"text": null}', "field 'text' is null, not a string"),
    "an endless number": (b'{"text": ' + b"7" * 5000 + b"}", "field 'text' is a number, not a string"),
    "no number": (b'{"text": NaN}', "field 'text' is a number, not a string"),
    "a number": (b'{"text": 7}', "field 'text' is a number, not a string"),
    "not UTF-8": (b'{"text": "caf\xe9"}', "undecodable: byte 0xe9 at 13 of the record"),
    "an error of a filter": (b'{"text": "[raise]"}', "ValueError: the filter cannot do this"),
    "a worker that is killed": (b'{"text": "[kill]"}', "worker died (signal 9)"),
    "a worker that ends": (b'{"text": "[exit]"}', "worker died (exit status 3)"),
}


@pytest.mark.parametrize("kind", BAD_LINES)
def test_a_bad_line_costs_only_itself(corpus: Path, clean, kind: str) -> None:
    bad, cause = BAD_LINES[kind]
    (corpus / "news.jsonl").write_bytes(GOOD + GOOD + bad + b"\n" + GOOD)
    out, totals = clean(corpus)
    assert (out / "news.jsonl").read_bytes() == GOOD * 3
    [entry] = quarantine(out)
    assert (entry["file"], entry["line"]) == (str(corpus / "news.jsonl"), 3)
    assert entry["cause"].startswith(cause)
    assert entry["record"] == bad.decode("utf-8", "backslashreplace") + "\n"
    assert totals.quarantined == 1


def test_bad_rows_of_csv_cost_only_themselves(corpus: Path, clean) -> None:
    (corpus / "news.csv").write_bytes(b'id,text\n1,One.\n2\n3,"a" b\n\n4,"two\nlines"\n5,caf\xe9\n6,x,y\n7,Last.\n')
    out, _ = clean(corpus)
    assert (out / "news.csv").read_bytes() == b'id,text\n1,One.\n\n4,"two\nlines"\n7,Last.\n'
    assert [(entry["line"], entry["cause"].partition(":")[0]) for entry in quarantine(out)] == [
        (3, "the row has 1 cells, the header 2"),
        (4, "not CSV"),
        (8, "undecodable"),
        (9, "the row has 3 cells, the header 2"),
    ]


def test_a_quote_that_is_never_closed_is_kept_in_the_quarantine_with_all_it_swallowed(corpus: Path, clean) -> None:
    (corpus / "news.csv").write_bytes(b'id,text\n1,One.\n2,"Two\n3,Three\n')
    out, _ = clean(corpus)
    assert (out / "news.csv").read_bytes() == b"id,text\n1,One.\n"
    [entry] = quarantine(out)
    assert (entry["line"], entry["record"]) == (3, '2,"Two\n3,Three\n')


def test_a_csv_without_the_column_has_no_output_and_a_clear_cause(corpus: Path, clean) -> None:
    (corpus / "news.csv").write_text("id,body\n1,One.\n")
    out, _ = clean(corpus)
    assert not (out / "news.csv").exists()
    [entry] = quarantine(out)
    assert entry["cause"] == "no column 'text'; there is 'id', 'body'"


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress)])
def test_a_truncated_file_gives_the_records_before_the_break(corpus: Path, clean, suffix: str, pack) -> None:
    whole = b"".join(jsonl(f"{CLEAN} {number**7:x}") for number in range(3000))
    (corpus / f"news.jsonl.{suffix}").write_bytes(pack(whole)[:-20000])
    out, _ = clean(corpus, out="out")
    plain, _ = clean(corpus / f"news.jsonl.{suffix}", out="plain.jsonl")
    saved = plain.read_bytes()
    assert len(saved) > 1000
    assert whole.startswith(saved)
    [entry] = quarantine(out)
    assert entry["line"] == saved.count(b"\n") + 1
    assert entry["cause"].startswith("damaged ")
    assert whole.startswith(saved + entry["record"].encode())


def test_what_is_not_compressed_in_spite_of_its_name_is_damaged(corpus: Path, clean) -> None:
    (corpus / "a.jsonl.gz").write_bytes(GOOD)
    (corpus / "b.jsonl.zst").write_bytes(GOOD)
    (corpus / "c.csv.gz").write_bytes(b"id,text\n1,One.\n")
    out, _ = clean(corpus)
    causes = [entry["cause"].partition(":")[0] for entry in quarantine(out)]
    assert causes == ["damaged gzip", "damaged zstd", "damaged gzip"]


def test_a_file_that_is_no_text_is_named(corpus: Path, clean) -> None:
    (corpus / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (corpus / "bridge.txt").write_text(ARTICLE)
    out, totals = clean(corpus)
    assert sorted(tree(out)) == [".cleantext.journal", "bridge.txt", "quarantine.jsonl"]
    [entry] = quarantine(out)
    assert entry == {
        "file": str(corpus / "photo.txt"),
        "line": None,
        "cause": "looks like no text in any encoding; name its encoding with --encoding",
        "record": None,
    }
    assert totals.quarantined == 1


def test_a_page_that_is_none_is_named(corpus: Path, clean) -> None:
    (corpus / "bridge.html").write_text(PAGE)
    (corpus / "photo.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9)
    (corpus / "packed.htm").write_bytes(gzip.compress(PAGE.encode()))
    (corpus / "zeros.html").write_bytes(b"\0" * 5000)
    out, totals = clean(corpus)
    assert names(out) == ["bridge.txt", "quarantine.jsonl"]
    assert [Path(entry["file"]).name for entry in quarantine(out)] == ["packed.htm", "photo.html", "zeros.html"]
    for entry in quarantine(out):
        assert entry["cause"] == "looks like no page, but like an image or other binary data"
    assert totals.quarantined == 3


def test_a_page_with_a_stray_null_is_a_page(corpus: Path, clean) -> None:
    (corpus / "bridge.html").write_text(PAGE * 5 + "\0")
    _, totals = clean(corpus)
    assert totals.quarantined == 0


@pytest.mark.parametrize(
    ("kind", "suffix", "pack"), [("gzip", "gz", gzip.compress), ("zstd", "zst", zstandard.compress)]
)
def test_a_damaged_page_gives_no_half_of_a_text(corpus: Path, clean, kind: str, suffix: str, pack) -> None:
    (corpus / f"bridge.html.{suffix}").write_bytes(pack(PAGE.encode())[:-20])
    (corpus / f"quay.html.{suffix}").write_bytes(PAGE.encode())
    out, totals = clean(corpus)
    assert names(out) == ["quarantine.jsonl"]
    assert [entry["cause"].partition(":")[0] for entry in quarantine(out)] == [f"damaged {kind}"] * 2
    assert totals.quarantined == 2


def test_a_page_that_kills_its_worker_costs_only_itself(corpus: Path, clean) -> None:
    for name in ("a", "c"):
        (corpus / f"{name}.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (corpus / "b.html").write_text("<p>[kill]</p>")
    out, _ = clean(corpus)
    assert names(out) == ["a.txt.gz", "c.txt.gz", "quarantine.jsonl"]
    assert [entry["cause"] for entry in quarantine(out)] == ["worker died (signal 9)"]


class TestMaxBytes:
    """What has more bytes than allowed costs only itself, and is held and kept only in part."""

    ALLOWED = 2000
    LONG = "And so on, and so on. " * 9000
    SHOWN = 1000

    @pytest.mark.parametrize("name", ["news.jsonl", "news.jsonl.gz", "news.jsonl.zst"])
    def test_a_line(self, corpus: Path, clean, small_pieces, name: str) -> None:
        pack = {"gz": gzip.compress, "zst": zstandard.compress}.get(name.rpartition(".")[2], bytes)
        (corpus / name).write_bytes(pack(GOOD * 9 + jsonl(self.LONG) + GOOD * 9))
        out, totals = clean(corpus, max_bytes=self.ALLOWED)
        assert unpacked(out / name) == GOOD * 18
        [entry] = quarantine(out)
        assert entry["line"] == 10
        assert entry["cause"] == "has more than 2,000 bytes; --max-bytes allows it more"
        assert entry["record"] == jsonl(self.LONG).decode()[: self.SHOWN]
        assert totals.quarantined == 1

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_a_row_of_many_lines_and_quotes(self, corpus: Path, clean, ending: str) -> None:
        cell = (self.LONG + '""so on"",' + ending) * 3
        rows = ["id,text", "1,One.", f'2,"{cell}",', f'3,"{cell}"', "4,Four.", '5,"Five, ""six""."', ""]
        (corpus / "news.csv").write_text(ending.join(rows), newline="")
        out, _ = clean(corpus, max_bytes=self.ALLOWED)
        assert (out / "news.csv").read_bytes().decode() == ending.join([*rows[:2], *rows[4:]])
        assert [(entry["line"], len(entry["record"])) for entry in quarantine(out)] == [(3, 1000), (7, 1000)]

    def test_a_cell_of_more_than_64_mib_costs_no_row_after_it(self, corpus: Path, clean) -> None:
        line = b"And so on, and so on, until the page is full.\n"
        long = b'2,"' + line * ((1 << 26) // len(line) + 9) + b'"\n'
        (corpus / "news.csv").write_bytes(b"id,text\n1,One.\n" + long + b"3,Three.\n4,Four.\n")
        out, _ = clean(corpus)
        assert (out / "news.csv").read_bytes() == b"id,text\n1,One.\n3,Three.\n4,Four.\n"
        [entry] = quarantine(out)
        assert (entry["line"], entry["cause"][:31]) == (3, "has more than 67,108,864 bytes;")

    def test_a_header(self, corpus: Path, clean) -> None:
        (corpus / "news.csv").write_text(f"text,{self.LONG}\n")
        out, _ = clean(corpus, max_bytes=self.ALLOWED)
        assert not (out / "news.csv").exists()
        [entry] = quarantine(out)
        assert entry["cause"].startswith("has more than 2,000 bytes")

    def test_a_file(self, corpus: Path, clean) -> None:
        (corpus / "a.txt").write_text(ARTICLE)
        (corpus / "b.txt.gz").write_bytes(gzip.compress(self.LONG.encode()))
        (corpus / "c.html").write_text(self.LONG)
        out, totals = clean(corpus, max_bytes=self.ALLOWED)
        assert names(out) == ["a.txt", "quarantine.jsonl"]
        assert [entry["record"] for entry in quarantine(out)] == [None, None]
        assert totals.quarantined == 2

    def test_with_more_allowed_it_is_cleaned(self, corpus: Path, clean) -> None:
        (corpus / "news.jsonl").write_bytes(jsonl(self.LONG))
        clean(corpus, max_bytes=self.ALLOWED)
        out, totals = clean(corpus)
        assert (out / "news.jsonl").read_bytes() == jsonl(self.LONG)
        assert (totals.quarantined, totals.earlier) == (0, 0)


def test_a_link_to_nowhere_is_named_and_tried_again(corpus: Path, clean, tmp_path: Path) -> None:
    (corpus / "gone.txt").symlink_to(tmp_path / "later.txt")
    out, _ = clean(corpus)
    assert quarantine(out)[0]["cause"] == "cannot be read: No such file or directory"
    (tmp_path / "later.txt").write_text(ARTICLE)
    out, _ = clean(corpus)
    assert (out / "gone.txt").read_text() == CLEAN
    assert not (out / "quarantine.jsonl").exists()


def test_the_quarantine_is_in_the_order_of_the_files(corpus: Path, clean) -> None:
    for name in ("b.jsonl", "a.jsonl", "c.txt"):
        (corpus / name).write_bytes(b"[1]\n[2]\n" if name.endswith("l") else b"[raise]")
    out, _ = clean(corpus, jobs=3)
    assert [(Path(entry["file"]).name, entry["line"]) for entry in quarantine(out)] == [
        ("a.jsonl", 1),
        ("a.jsonl", 2),
        ("b.jsonl", 1),
        ("b.jsonl", 2),
        ("c.txt", None),
    ]


def test_failures_all_over_a_long_file_are_all_kept(corpus: Path, clean, small_pieces) -> None:
    (corpus / "news.jsonl").write_bytes((GOOD * 3 + b"no JSON\n") * 40)
    out, totals = clean(corpus)
    assert (out / "news.jsonl").read_bytes() == GOOD * 120
    assert [entry["line"] for entry in quarantine(out)] == list(range(4, 161, 4))
    assert totals.quarantined == 40
