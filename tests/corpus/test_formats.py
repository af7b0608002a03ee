"""Every format comes out as it went in, but for the text."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import orjson
import pytest
import zstandard

import cleantext
from cleantext.readers.encoding import is_utf8
from tests.corpus.corpora import jsonl, names, quarantine, unpacked
from tests.corpus.telltale import ARTICLE, CLEAN, PAGE, rendered

PACKED = {
    "news.jsonl": bytes,
    "news.jsonl.gz": gzip.compress,
    "news.jsonl.zst": zstandard.compress,
}
BROWN = b"<html><meta charset=windows-1251><p>\xcc\xfd\xf0 \xee\xf2\xea\xf0\xfb\xeb \xec\xee\xf1\xf2.</p>"


def test_a_folder_is_mirrored_and_other_files_are_left_alone(corpus: Path, clean) -> None:
    (corpus / "2024" / "may").mkdir(parents=True)
    (corpus / "2024" / "may" / "bridge.txt").write_text(ARTICLE)
    (corpus / "notes.md").write_text("# Bridge\n\n" + ARTICLE)
    (corpus / "photo.png").write_bytes(b"\x89PNG")
    out, totals = clean(corpus)
    assert (out / "2024" / "may" / "bridge.txt").read_text() == CLEAN
    assert (out / "notes.md").read_text() == "# Bridge\n\n" + CLEAN
    assert not (out / "photo.png").exists()
    assert totals.tally.documents == 2
    assert totals.tally.cuts == {"share-bar": (2, 58), "comment-form": (4, 170)}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", ""])
def test_line_endings_of_a_text_are_kept(corpus: Path, clean, ending: str) -> None:
    text = f"One river.{ending}Two bridges.{ending}".encode()
    (corpus / "river.txt").write_bytes(text)
    out, _ = clean(corpus)
    assert (out / "river.txt").read_bytes() == text


@pytest.mark.parametrize("name", PACKED)
def test_records_keep_their_order_and_their_other_fields(corpus: Path, clean, name: str) -> None:
    (corpus / name).write_bytes(PACKED[name](jsonl(*[ARTICLE] * 700, url="https://example.org/bridge")))
    out, totals = clean(corpus)
    assert unpacked(out / name) == jsonl(*[CLEAN] * 700, url="https://example.org/bridge")
    assert totals.tally.documents == 700


def test_every_byte_outside_of_the_text_is_kept(corpus: Path, clean) -> None:
    line = (
        rb'{ "id": 123456789012345678901234567890, "price":1.10, "n": 0.1234567890123456789, "text" : "TEXT", '
        rb'"author":"Ren\u00e9e \/ \"text\": ", "nested": {"text": ["Share this: not me", {}]}, "id":null}  '
    )
    text = orjson.dumps(ARTICLE)[1:-1]
    cleaned = orjson.dumps(CLEAN)[1:-1]
    (corpus / "odd.jsonl").write_bytes(line.replace(b"TEXT", text) + b"\r\n")
    out, _ = clean(corpus)
    assert (out / "odd.jsonl").read_bytes() == line.replace(b"TEXT", cleaned) + b"\r\n"


@pytest.mark.parametrize(
    "value",
    ["NaN", "[NaN, {}]", '{"a": -Infinity}', "1e400", "1" * 5000, r'"half \ud83d of a pair"', r'{"\udc00": "\ud800"}'],
)
def test_what_lenient_programs_write_in_other_members_costs_no_record_and_is_kept(
    corpus: Path, clean, value: str
) -> None:
    line = f'{{"score": {value}, "text": TEXT, "more": {value}, "\\udbff": 1}}\n'
    (corpus / "news.jsonl").write_text(line.replace("TEXT", orjson.dumps(ARTICLE).decode()))
    out, totals = clean(corpus)
    assert totals.quarantined == 0
    assert (out / "news.jsonl").read_text() == line.replace("TEXT", orjson.dumps(CLEAN).decode())


def test_half_a_surrogate_pair_in_a_text_stays_the_escape_that_it_was(corpus: Path, clean) -> None:
    line = orjson.dumps({"text": "The café \U0001f600.\n" + ARTICLE}).replace("\U0001f600".encode(), rb"\ud83d") + b"\n"
    (corpus / "news.jsonl").write_bytes(line)
    out, totals = clean(corpus)
    assert totals.quarantined == 0
    assert (out / "news.jsonl").read_bytes() == line.replace(orjson.dumps(ARTICLE)[1:-1], orjson.dumps(CLEAN)[1:-1])


def test_a_record_with_nothing_to_cut_is_kept_byte_for_byte(corpus: Path, clean) -> None:
    lines = b'{"text": "Caf\\u00e9 \\u2014 closed.", "n": 1e2}\n{"text":"", "a": []}'
    (corpus / "plain.jsonl").write_bytes(lines)
    out, _ = clean(corpus)
    assert (out / "plain.jsonl").read_bytes() == lines


def test_into_keeps_the_original_and_overwrites_an_older_result(corpus: Path, clean) -> None:
    first, second = {"text": ARTICLE, "n": 1}, {"clean_text": {"old": [1, "}"]}, "text": ARTICLE}
    (corpus / "two.jsonl").write_bytes(orjson.dumps(first) + b"\n" + orjson.dumps(second) + b"\n")
    out, _ = clean(corpus, into=("clean_text",))
    one, two = map(orjson.loads, (out / "two.jsonl").read_bytes().splitlines())
    assert list(one.items()) == [("text", ARTICLE), ("n", 1), ("clean_text", CLEAN)]
    assert list(two.items()) == [("clean_text", CLEAN), ("text", ARTICLE)]


def test_blank_lines_stay_and_count_as_no_records(corpus: Path, clean) -> None:
    (corpus / "gaps.jsonl").write_bytes(b'\n{"text":"One."}\n  \r\n\n{"text":"Two."}\n\n')
    out, totals = clean(corpus)
    assert (out / "gaps.jsonl").read_bytes() == b'\n{"text":"One."}\n  \r\n\n{"text":"Two."}\n\n'
    assert totals.tally.documents == 2
    assert quarantine(out) == []


@pytest.mark.parametrize("name", [*PACKED, "news.csv", "news.txt", "news.html"])
def test_an_empty_file_gives_an_empty_file(corpus: Path, clean, name: str) -> None:
    (corpus / name).write_bytes(PACKED.get(name, bytes)(b""))
    out, totals = clean(corpus)
    assert unpacked(out / name.replace("html", "txt")) == b""
    assert totals.quarantined == 0


def test_quotes_and_line_ends_in_csv_cells_survive(corpus: Path, clean) -> None:
    rows = [["id", "text", "title"], ["1", ARTICLE, 'He said "no",\ntwice'], ["2", "Nothing here.", ""]]
    (corpus / "news.csv").write_bytes(as_csv(rows, "\r\n"))
    out, _ = clean(corpus)
    rows[1][1] = CLEAN
    assert (out / "news.csv").read_bytes() == as_csv(rows, "\r\n")


def test_into_adds_a_column_to_csv(corpus: Path, clean) -> None:
    (corpus / "news.csv").write_bytes(as_csv([["text", "id"], [ARTICLE, "7"], ["", "8"]], "\n"))
    out, _ = clean(corpus, into=("clean_text",))
    wanted = [["text", "id", "clean_text"], [ARTICLE, "7", CLEAN], ["", "8", ""]]
    assert (out / "news.csv").read_bytes() == as_csv(wanted, "\n")


def test_a_cell_of_a_megabyte_is_no_trouble(corpus: Path, clean) -> None:
    (corpus / "long.csv").write_bytes(as_csv([["text"], [ARTICLE * 4000]], "\n"))
    out, _ = clean(corpus)
    assert (out / "long.csv").read_bytes() == as_csv([["text"], [CLEAN * 4000]], "\n")


def test_a_compressed_output_is_the_same_bytes_every_time_and_one_frame(corpus: Path, clean, small_pieces) -> None:
    for name in ("news.jsonl.gz", "news.jsonl.zst"):
        (corpus / name).write_bytes(PACKED[name](jsonl(*[ARTICLE] * 60)))
    one, _ = clean(corpus, out="one", jobs=1)
    two, _ = clean(corpus, out="two", jobs=3)
    for name in ("news.jsonl.gz", "news.jsonl.zst"):
        assert unpacked(one / name) == jsonl(*[CLEAN] * 60)
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_the_suffix_of_an_output_file_says_how_to_compress_it(corpus: Path, clean) -> None:
    (corpus / "news.jsonl.gz").write_bytes(gzip.compress(jsonl(ARTICLE)))
    out, _ = clean(corpus / "news.jsonl.gz", out="clean.jsonl.zst")
    assert unpacked(out) == jsonl(CLEAN)
    assert sorted(file.name for file in out.parent.iterdir()) == ["clean.jsonl.zst", "corpus"]


def test_documents_and_csv_may_be_compressed_as_well(corpus: Path, clean) -> None:
    (corpus / "bridge.txt.gz").write_bytes(gzip.compress(ARTICLE.encode()))
    (corpus / "notes.md.zst").write_bytes(zstandard.compress(ARTICLE.encode()))
    (corpus / "news.csv.gz").write_bytes(gzip.compress(as_csv([["text"], [ARTICLE]], "\n")))
    out, totals = clean(corpus)
    assert unpacked(out / "bridge.txt.gz") == unpacked(out / "notes.md.zst") == CLEAN.encode()
    assert unpacked(out / "news.csv.gz") == as_csv([["text"], [CLEAN]], "\n")
    assert totals.tally.documents == 3


class TestPages:
    """Files named as pages are pages; what has no such name is told by its looks, or by the kind that is named."""

    @pytest.mark.parametrize("name", ["bridge.html", "bridge.htm", "bridge.xhtml", "BRIDGE.HTML"])
    def test_a_page_becomes_a_text(self, corpus: Path, clean, name: str) -> None:
        (corpus / "may").mkdir()
        (corpus / "may" / name).write_text(PAGE)
        out, totals = clean(corpus)
        [text] = (out / "may").iterdir()
        assert (text.name.lower(), text.read_text()) == ("bridge.txt", CLEAN)
        assert (totals.tally.documents, totals.tally.pages) == (1, 1)

    def test_a_compressed_page_becomes_a_compressed_text(self, corpus: Path, clean) -> None:
        (corpus / "bridge.html.gz").write_bytes(gzip.compress(PAGE.encode()))
        (corpus / "quay.htm.zst").write_bytes(zstandard.compress(PAGE.encode()))
        one, _ = clean(corpus, out="one")
        two, _ = clean(corpus, out="two")
        for name in ("bridge.txt.gz", "quay.txt.zst"):
            assert unpacked(one / name) == CLEAN.encode()
            assert (one / name).read_bytes() == (two / name).read_bytes()

    @pytest.mark.parametrize(("to", "suffix"), [("markdown", "md"), ("html", "html"), ("json", "json")])
    def test_every_document_comes_out_in_the_format_asked_for(self, corpus: Path, clean, to, suffix: str) -> None:
        (corpus / "bridge.xhtml").write_text(PAGE)
        (corpus / "quay.txt").write_text(ARTICLE)
        (corpus / "ferry.html.gz").write_bytes(gzip.compress(PAGE.encode()))
        out, totals = clean(corpus, to=to)
        assert names(out) == [f"bridge.{suffix}", f"ferry.{suffix}.gz", f"quay.{suffix}"]
        for name in names(out):
            assert unpacked(out / name).decode() == rendered(CLEAN, to)
        assert totals.tally.bytes_out == 3 * len(CLEAN.encode()), "markup is not counted"

    def test_markdown_is_not_made_markdown_twice(self, corpus: Path, clean) -> None:
        (corpus / "notes.md").write_text("# Bridge\n\n" + ARTICLE)
        out, _ = clean(corpus, to="markdown")
        assert (out / "notes.md").read_text() == "# Bridge\n\n" + CLEAN

    def test_neither_of_two_files_that_would_be_called_alike_is_lost(self, corpus: Path, clean) -> None:
        (corpus / "bridge.txt").write_text("Extracted by others.")
        for name in ("bridge.html", "bridge.htm", "quay.html", "quay.html.txt", "quay.txt"):
            (corpus / name).write_text(f"<p>{name}</p>")
        out, _ = clean(corpus)
        assert {name: (out / name).read_text() for name in names(out)} == {
            "bridge.txt": "Extracted by others.",
            "bridge.html.txt": "bridge.html",
            "bridge.htm.txt": "bridge.htm",
            "quay.html.html.txt": "quay.html",
            "quay.html.txt": "quay.html.txt",
            "quay.txt": "quay.txt",
        }

    def test_a_page_is_read_as_it_declares_or_as_it_is_said_to_be(self, corpus: Path, clean) -> None:
        (corpus / "declared.html").write_bytes(BROWN)
        (corpus / "unsaid.html").write_bytes("<p>Das Café ist zu: 5 €</p>".encode("iso8859-15"))
        (corpus / "wide.html").write_bytes("<p>Мэр открыл мост.</p>".encode("utf-16"))
        out, _ = clean(corpus, encoding="iso8859-15")
        assert (out / "declared.txt").read_text("utf-8") == (out / "wide.txt").read_text("utf-8") == "Мэр открыл мост."
        assert (out / "unsaid.txt").read_text("utf-8") == "Das Café ist zu: 5 €"

    def test_each_record_is_told_by_its_looks(self, corpus: Path, clean) -> None:
        (corpus / "news.jsonl").write_bytes(jsonl(PAGE, ARTICLE, "Write <p> for a paragraph."))
        (corpus / "news.csv").write_bytes(as_csv([["id", "text"], ["1", PAGE], ["2", ARTICLE]], "\n"))
        out, totals = clean(corpus, into=("article",))
        first, second, third = map(orjson.loads, (out / "news.jsonl").read_bytes().splitlines())
        assert (first["text"], first["article"]) == (PAGE, CLEAN)
        assert second["article"] == CLEAN
        assert third["article"] == "Write <p> for a paragraph."
        assert (out / "news.csv").read_bytes() == as_csv(
            [["id", "text", "article"], ["1", PAGE, CLEAN], ["2", ARTICLE, CLEAN]], "\n"
        )
        assert (totals.tally.documents, totals.tally.pages) == (5, 2)

    def test_a_kind_that_is_named_goes_before_looks_but_not_before_the_name_of_a_file(self, corpus, clean) -> None:
        for name in ("a.txt", "b.md", "c.html"):
            (corpus / name).write_text("<p>The bridge is open.</p>")
        (corpus / "d.jsonl").write_bytes(jsonl("<p>The bridge is open.</p>"))
        kinds = {}
        for kind in (None, "text", "html"):
            out, _ = clean(corpus, kind=kind)
            kinds[kind] = [name[0] for name in names(out) if b"<p>" not in (out / name).read_bytes()]
        assert kinds == {None: ["a", "c", "d"], "text": ["c"], "html": ["a", "c", "d"]}

    def test_a_page_without_the_name_of_one_is_read_as_it_declares(self, corpus: Path, clean) -> None:
        (corpus / "page.txt").write_bytes(BROWN)
        out, _ = clean(corpus)
        assert (out / "page.txt").read_text("utf-8") == "Мэр открыл мост."

    def test_json_becomes_an_object_in_json_and_text_in_csv(self, corpus: Path, clean) -> None:
        (corpus / "news.jsonl").write_bytes(jsonl(PAGE))
        (corpus / "news.csv").write_bytes(as_csv([["text"], [PAGE]], "\n"))
        out, _ = clean(corpus, into=("article",), to="json")
        assert orjson.loads((out / "news.jsonl").read_bytes())["article"] == {"text": CLEAN}
        rows = list(csv.reader(io.StringIO((out / "news.csv").read_text("utf-8"))))
        assert orjson.loads(rows[1][1]) == {"text": CLEAN}

    def test_what_is_counted_is_the_text_and_for_the_speed_the_page(self, corpus: Path, clean) -> None:
        (corpus / "bridge.html").write_text(PAGE)
        _, totals = clean(corpus)
        assert (totals.tally.bytes_in, totals.tally.bytes_out) == (len(ARTICLE.encode()), len(CLEAN.encode()))
        assert totals.bytes_now == len(PAGE.encode())


class TestEncodings:
    """What is not UTF-8 is read all the same, and written as UTF-8."""

    def test_a_mark_is_dropped(self, corpus: Path, clean) -> None:
        for codec in ("utf-8-sig", "utf-16", "utf-32"):
            (corpus / f"{codec}.txt").write_bytes(ARTICLE.encode(codec))
            (corpus / f"{codec}.jsonl").write_bytes(jsonl(ARTICLE, ARTICLE).decode().encode(codec))
        out, totals = clean(corpus)
        assert totals.quarantined == 0
        for codec in ("utf-8-sig", "utf-16", "utf-32"):
            assert (out / f"{codec}.txt").read_text("utf-8") == CLEAN
            assert (out / f"{codec}.jsonl").read_bytes() == jsonl(CLEAN, CLEAN)

    def test_the_encoding_of_a_text_is_detected(self, corpus: Path, clean) -> None:
        spanish = (
            "El alcalde de Málaga anunció ayer la construcción de un nuevo puente: «la obra más importante del año».\n"
        )
        russian = "Мэр города объявил вчера о строительстве нового моста через реку.\n"
        (corpus / "es.txt").write_bytes(spanish.encode("cp1252"))
        (corpus / "ru.txt").write_bytes(russian.encode("cp1251"))
        (corpus / "ru.csv").write_bytes(("id,text\n" + f"1,{russian}" * 3).encode("koi8-r"))
        out, _ = clean(corpus)
        assert (out / "es.txt").read_text("utf-8") == spanish
        assert (out / "ru.txt").read_text("utf-8") == russian
        assert (out / "ru.csv").read_text("utf-8") == "id,text\n" + f"1,{russian}" * 3

    def test_a_named_encoding_is_for_what_is_not_utf8(self, corpus: Path, clean) -> None:
        (corpus / "old.txt").write_bytes("Das Café ist zu: 5 €".encode("iso8859-15"))
        (corpus / "new.txt").write_bytes("Das Café ist zu: 5 €".encode())
        (corpus / "old.jsonl").write_bytes('{"text":"Das Café ist zu: 5 €"}\n'.encode("iso8859-15"))
        out, _ = clean(corpus, encoding="iso8859-15")
        assert (out / "old.txt").read_text("utf-8") == (out / "new.txt").read_text("utf-8") == "Das Café ist zu: 5 €"
        assert (out / "old.jsonl").read_text("utf-8") == '{"text":"Das Café ist zu: 5 €"}\n'

    def test_the_bytes_of_a_text_are_read_as_the_library_reads_them(self, corpus: Path, clean) -> None:
        texts = {
            "stray": b"Die Br\xc3\xbccke ist offen, und alle tanzten.\x92",
            "cut": "Die Brücke ist offen, und alle grüßten.".encode()[:37],
            "null": "Die Brücke ist offen.\0".encode(),
            "null-and-stray": "Die Brücke\0 ist offen.".encode() + b"\x92",
            "old": "Die Brücke\0 ist offen.".encode("cp1252"),
            "bold": b"N\bNA\bAM\bME\bE",
            "dos": "Die Brücke über die Straße ist für Fußgänger geöffnet.".encode("cp850"),
            "wide": "Мэр открыл мост.".encode("utf-16-be"),
        }
        for name, data in texts.items():
            (corpus / f"{name}.txt").write_bytes(data)
        out, totals = clean(corpus)
        assert totals.quarantined == 0
        assert {name: (out / f"{name}.txt").read_bytes().decode() for name in texts} == {
            name: cleantext.clean(data) for name, data in texts.items()
        }
        assert (out / "stray.txt").read_text("utf-8") == "Die Brücke ist offen, und alle tanzten.\ufffd"
        assert (out / "old.txt").read_text("utf-8") == "Die Brücke\0 ist offen."

    @pytest.mark.parametrize("name", [None, "cp1252"])
    def test_a_null_and_a_bad_byte_in_a_file_of_records_spoil_their_records_alone(
        self, corpus: Path, clean, name: str | None
    ) -> None:
        good = jsonl("Die Brücke ist offen, und alle tanzten.", "Город открыл мост.")
        (corpus / "news.jsonl").write_bytes(good + b'{"text": "caf\xe9\0"}\n' + good)
        (corpus / "news.csv").write_bytes("text\nDie Brücke\nГород\n".encode() + b"caf\xe9\0\nNoon\n")
        out, totals = clean(corpus, encoding=name)
        assert (out / "news.jsonl").read_bytes() == good * 2
        assert (out / "news.csv").read_bytes() == "text\nDie Brücke\nГород\nNoon\n".encode()
        assert totals.quarantined == 2

    def test_records_that_do_not_fit_the_encoding_that_is_named_fail(self, corpus: Path, clean) -> None:
        (corpus / "news.jsonl").write_bytes(jsonl("Noon.") + b'{"text": "caf\xe9"}\n' + jsonl("Six."))
        out, totals = clean(corpus, encoding="UTF8")
        assert (out / "news.jsonl").read_bytes() == jsonl("Noon.") + jsonl("Six.")
        assert totals.quarantined == 1

    def test_a_line_that_is_utf_8_by_chance_leaves_a_file_in_its_encoding(self, corpus: Path, clean) -> None:
        lines = jsonl("港务长在春天就写道，这条河不会在旧河床里停留太久。", "隆隆", "镇上的人都不相信他的话。")
        assert is_utf8(jsonl("隆隆").decode().encode("gb18030"))
        (corpus / "news.jsonl").write_bytes(lines.decode().encode("gb18030"))
        out, _ = clean(corpus)
        assert (out / "news.jsonl").read_bytes() == lines


def as_csv(rows: list[list[str]], ending: str) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=ending).writerows(rows)
    return file.getvalue().encode()
