"""What of records is read and written, which files are, and what of standard input, as options say."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from cleantext.cli import main
from tests.corpus.corpora import archive, jsonl, page_of, quarantine, tree
from tests.corpus.telltale import ARTICLE, CLEAN, PAGE, TellTale

HALF = "The bridge is open.\nLeave a Reply\n"


def cleantext(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin)


class TestFields:
    """Several fields, those of objects in objects, and what of the others is kept."""

    def test_a_member_of_a_member_is_cleaned_in_its_place(self, corpus: Path, clean) -> None:
        line = orjson.dumps({"meta": {"n": [1], "text": ARTICLE, "x": {}}, "text": "Share this: not me\n"}) + b"\n"
        (corpus / "news.jsonl").write_bytes(line)
        out, _ = clean(corpus, fields=("meta.text",))
        assert only_public(out) == line.replace(orjson.dumps(ARTICLE), orjson.dumps(CLEAN))

    def test_a_name_with_a_dot_may_be_one_name(self, corpus: Path, clean) -> None:
        line = orjson.dumps({"meta.text": ARTICLE, "meta": {"text": ARTICLE}}) + b"\n"
        (corpus / "news.jsonl").write_bytes(line)
        out, _ = clean(corpus, fields=("meta.text",))
        assert orjson.loads(only_public(out)) == {"meta.text": CLEAN, "meta": {"text": ARTICLE}}

    def test_several_fields_are_cleaned_each_by_itself(self, corpus: Path, clean) -> None:
        (corpus / "news.jsonl").write_bytes(orjson.dumps({"a": ARTICLE, "b": HALF}) + b"\n")
        (corpus / "news.csv").write_text(f'a,b\n"{ARTICLE}","{HALF}"\n')
        out, totals = clean(corpus, fields=("a", "b"), into=("c", "d"))
        wanted = {"a": ARTICLE, "b": HALF, "c": CLEAN, "d": "The bridge is open.\n"}
        assert orjson.loads((out / "news.jsonl").read_bytes()) == wanted
        assert list(csv.DictReader(io.StringIO((out / "news.csv").read_text("utf-8")))) == [wanted]
        assert totals.tally.documents == 4

    def test_into_may_lie_in_the_object_of_the_text(self, corpus: Path, clean) -> None:
        (corpus / "news.jsonl").write_bytes(orjson.dumps({"meta": {"text": ARTICLE}, "n": 1}) + b"\n")
        out, _ = clean(corpus, fields=("meta.text",), into=("meta.clean",))
        assert orjson.loads(only_public(out)) == {"meta": {"text": ARTICLE, "clean": CLEAN}, "n": 1}

    def test_keep_names_what_goes_into_the_result(self, corpus: Path, clean) -> None:
        line = b'{"id": 1e2, "text": TEXT, "url": "a", "meta": {"by": [ "Ida" ]}}\n'
        (corpus / "news.jsonl").write_bytes(line.replace(b"TEXT", orjson.dumps(ARTICLE)))
        (corpus / "news.csv").write_text(f'id,text,url\n7,"{ARTICLE}",a\n')
        out, _ = clean(corpus, keep=("url", "id"))
        assert (out / "news.jsonl").read_bytes() == b'{"url":"a","id":1e2,"text":' + orjson.dumps(CLEAN) + b"}\n"
        assert (out / "news.csv").read_text("utf-8") == f'url,id,text\na,7,"{CLEAN}"\n'
        out, _ = clean(corpus / "news.jsonl", keep=("meta.by", "no such"), out="b")
        assert only_public(out) == b'{"meta.by":[ "Ida" ],"text":' + orjson.dumps(CLEAN) + b"}\n"

    def test_stats_tell_what_was_cut(self, corpus: Path, clean) -> None:
        (corpus / "news.jsonl").write_bytes(jsonl(ARTICLE, "Noon."))
        (corpus / "news.csv").write_text(f'text\n"{ARTICLE}"\n')
        (corpus / "news.json").write_bytes(orjson.dumps([{"text": ARTICLE}]))
        out, _ = clean(corpus, stats=True)
        cuts, share = {"comment-form": 2, "share-bar": 1}, round(TellTale().explain(ARTICLE).share_cut, 4)
        first, second = map(orjson.loads, (out / "news.jsonl").read_bytes().splitlines())
        assert first == {"id": 0, "text": CLEAN, "share_cut": share, "cuts": cuts}
        assert second == {"id": 1, "text": "Noon.", "share_cut": 0.0, "cuts": {}}
        assert orjson.loads((out / "news.json").read_bytes()) == [{"text": CLEAN, "share_cut": share, "cuts": cuts}]
        [row] = csv.DictReader(io.StringIO((out / "news.csv").read_text("utf-8")))
        assert (row["share_cut"], orjson.loads(row["cuts"])) == (str(share), cuts)

    def test_what_would_lose_too_much_is_quarantined(self, corpus: Path, clean) -> None:
        (corpus / "a.txt").write_text(ARTICLE)
        (corpus / "b.jsonl").write_bytes(jsonl(HALF, ARTICLE, CLEAN))
        out, totals = clean(corpus, max_cut=0.405)
        assert (out / "a.txt").read_text() == CLEAN
        assert (out / "b.jsonl").read_bytes() == jsonl("", CLEAN, CLEAN).split(b"\n", 1)[1]
        [entry] = quarantine(out)
        share = TellTale().explain(HALF).share_cut
        assert entry["cause"] == f"{share:.1%} of it would be cut, and --max-cut allows 40.5%"
        assert totals.quarantined == 1


def only_public(out: Path) -> bytes:
    """What is in an output, or in the one file of a folder of outputs."""
    if out.is_file():
        return out.read_bytes()
    [file] = [file for file in out.iterdir() if not file.name.startswith(".")]
    return file.read_bytes()


class TestJsonLists:
    """A list of objects is read one by one, and written with each element on a line of its own."""

    @pytest.mark.parametrize("indent", [None, orjson.OPT_INDENT_2])
    def test_elements_keep_their_bytes(self, corpus: Path, clean, small_pieces, indent) -> None:
        texts = [{"text": f'{n} "[]{{}}\\\\ é {ARTICLE}', "n": [{"a": "]"}]} for n in range(40)]
        (corpus / "news.json").write_bytes(orjson.dumps(texts, option=indent))
        out, totals = clean(corpus)
        got = orjson.loads((out / "news.json").read_bytes())
        assert [each["n"] for each in got] == [text["n"] for text in texts]
        assert [each["text"] for each in got] == [TellTale().explain(text["text"]).text for text in texts]
        assert (out / "news.json").read_bytes().startswith(b"[\n{")
        assert totals.tally.documents == 40

    @pytest.mark.parametrize("data", [b"[]", b" [ ] \n"])
    def test_an_empty_list_stays_one(self, corpus: Path, clean, data: bytes) -> None:
        (corpus / "news.json").write_bytes(data)
        out, totals = clean(corpus)
        assert orjson.loads((out / "news.json").read_bytes()) == []
        assert totals.quarantined == 0

    def test_elements_that_fail_are_named_by_their_number(self, corpus: Path, clean, small_pieces) -> None:
        good = orjson.dumps({"text": CLEAN})
        bad = [b'{"text": 7}', b'"text"', b"[1, [2]]", b"null", b'{"text": "caf\xe9"}', b'{"text" "x"}', b"nul"]
        (corpus / "news.json.gz").write_bytes(gzip.compress(b"[" + b",".join([*bad, good]) + b"]"))
        out, _ = clean(corpus)
        assert orjson.loads(gzip.decompress((out / "news.json.gz").read_bytes())) == [{"text": CLEAN}]
        assert [entry["line"] for entry in quarantine(out)] == [1, 2, 3, 4, 5, 6, 7]
        assert [entry["record"].encode("latin-1", "replace") for entry in quarantine(out)][:4] == bad[:4]

    @pytest.mark.parametrize(
        ("data", "line", "cause"),
        [
            (b"", None, "not a JSON list: there is nothing"),
            (b'{"text": "x"}\n', None, "not a JSON list, as it begins with {"),
            (b'[GOOD, GOOD {"text": "x"}]', 3, "not JSON: { after an element"),
            (b"[GOOD, GOOD] []", 3, "not JSON: [ after the list"),
            (b"[GOOD, GOOD, ]", 3, "not JSON: ] instead of an element"),
            (b"[GOOD, GOOD,, GOOD]", 3, "not JSON: , instead of an element"),
            (b"[GOOD, GOOD", 3, "the file ends inside its list"),
            (b'[GOOD, GOOD, {"text": "Th', 3, "the file ends inside its list"),
        ],
    )
    def test_what_is_no_list_gives_the_elements_before(self, corpus: Path, clean, data, line, cause) -> None:
        (corpus / "news.json").write_bytes(data.replace(b"GOOD", orjson.dumps({"text": CLEAN})))
        out, _ = clean(corpus)
        [entry] = quarantine(out)
        assert (entry["line"], entry["cause"].partition(";")[0]) == (line, cause)
        assert (out / "news.json").exists() == (line is not None)
        if line is not None:
            assert orjson.loads((out / "news.json").read_bytes()) == [{"text": CLEAN}] * 2

    def test_an_element_that_is_too_long_costs_itself_alone(self, corpus: Path, clean) -> None:
        (corpus / "news.json").write_bytes(orjson.dumps([{"text": CLEAN}, {"text": "x" * 900_000}, {"text": CLEAN}]))
        out, _ = clean(corpus, max_bytes=5000)
        assert orjson.loads((out / "news.json").read_bytes()) == [{"text": CLEAN}] * 2
        assert [(entry["line"], len(entry["record"])) for entry in quarantine(out)] == [(2, 1000)]


class TestDelimiters:
    """What stands between cells is found by the columns that are asked for, or named."""

    @pytest.mark.parametrize("delimiter", list(",;|\t"))
    def test_it_is_found_in_the_header(self, corpus: Path, clean, delimiter: str) -> None:
        rows = [["id", "text", "a,b;c"], ["1", ARTICLE, f"x{delimiter}y"]]
        (corpus / "news.csv").write_bytes(delimited(rows, delimiter))
        out, totals = clean(corpus)
        assert (out / "news.csv").read_bytes() == delimited([rows[0], ["1", CLEAN, f"x{delimiter}y"]], delimiter)
        assert totals.quarantined == 0

    def test_a_file_of_tabs_has_tabs(self, corpus: Path, clean) -> None:
        (corpus / "news.tsv").write_bytes(delimited([["id", "text"], ["1", ARTICLE]], "\t"))
        out, _ = clean(corpus)
        assert (out / "news.tsv").read_bytes() == delimited([["id", "text"], ["1", CLEAN]], "\t")

    def test_it_may_be_named(self, corpus: Path, clean) -> None:
        (corpus / "news.csv").write_bytes(delimited([["text", "id"], [ARTICLE, "1"]], "^"))
        out, _ = clean(corpus, delimiter="^")
        assert (out / "news.csv").read_bytes() == delimited([["text", "id"], [CLEAN, "1"]], "^")


def delimited(rows: list[list[str]], delimiter: str) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


class TestWhichFiles:
    """Names that say nothing, patterns, addresses, shards."""

    @pytest.mark.parametrize("name", ["noext", "page.php", "page.html?id=3", "read.me"])
    def test_the_format_of_a_name_that_says_nothing_can_be_named(self, corpus: Path, name: str) -> None:
        (corpus / name).write_text("<p>The bridge &amp; the quay are open again.</p>")
        assert cleantext(corpus / name).exit_code == 2
        options = ("--input-format", "document", "--kind", "html")
        assert cleantext(corpus / name, *options).stdout == "The bridge & the quay are open again."
        out = corpus.parent / "out"
        assert cleantext(corpus, "-o", out, *options).exit_code == 0
        assert (out / f"{name}.txt").read_text() == "The bridge & the quay are open again."

    def test_lines_under_another_name_are_lines(self, corpus: Path) -> None:
        (corpus / "dump").write_bytes(jsonl("The bridge is open to all."))
        (corpus / "note.txt").write_text("The ferry sails at noon.")
        out = corpus.parent / "out"
        assert cleantext(corpus, "-o", out, "--input-format", "jsonl").exit_code == 0
        assert (out / "dump.jsonl").read_bytes() == jsonl("The bridge is open to all.")
        assert (out / "note.txt").read_text() == "The ferry sails at noon."

    def test_patterns_say_which_files_of_a_folder_are_read(self, corpus: Path) -> None:
        for name in ("a.txt", "b.html", "drafts/c.txt", "may/d.txt", "may/e.png"):
            (corpus / name).parent.mkdir(exist_ok=True)
            (corpus / name).write_text("The bridge is open to all.")
        out = corpus.parent / "out"
        result = cleantext(corpus, "-o", out, "--glob", "*.txt", "--glob", "*.png", "--exclude", "drafts/*")
        assert sorted(name for name in tree(out) if not name.startswith(".")) == ["a.txt", "may/d.txt"]
        assert "1 other file skipped" in result.stderr

    def test_an_address_is_not_fetched(self) -> None:
        result = cleantext("https://example.org/bridge.html")
        assert result.exit_code == 2
        assert "https://example.org/bridge.html: cleantext does not fetch" in result.stderr

    def test_shards_stay_shards(self, corpus: Path, clean) -> None:
        for number in range(3):
            (corpus / f"part-{number:05}.jsonl").write_bytes(jsonl(ARTICLE, number=number))
            pq.write_table(pa.table({"text": [ARTICLE]}), corpus / f"part-{number:05}.parquet")
        out, _ = clean(corpus)
        for number in range(3):
            assert (out / f"part-{number:05}.jsonl").read_bytes() == jsonl(CLEAN, number=number)
            assert pq.read_table(out / f"part-{number:05}.parquet")["text"].to_pylist() == [CLEAN]

    def test_a_folder_without_any_of_its_libraries_is_no_matter(self, corpus: Path, clean, monkeypatch) -> None:
        from cleantext.corpus import plan

        plan._missing_library.cache_clear()
        monkeypatch.setattr(plan, "find_spec", lambda name: None)
        (corpus / "news.jsonl").write_bytes(jsonl(ARTICLE))
        out, _ = clean(corpus)
        assert (out / "news.jsonl").exists()
        plan._missing_library.cache_clear()


class TestStandardInput:
    """It may be of any format, compressed or not."""

    TEXT = "The bridge is open to all."

    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    @pytest.mark.parametrize("name", ["document", "jsonl", "json", "csv", "tsv", "warc"])
    def test_in_any_format(self, name: str, pack) -> None:
        data = {
            "document": self.TEXT.encode(),
            "jsonl": jsonl(self.TEXT),
            "json": b"[\n" + jsonl(self.TEXT).rstrip() + b"\n]\n",
            "csv": delimited([["text", "id"], [self.TEXT, "1"]], ";"),
            "tsv": delimited([["text", "id"], [self.TEXT, "1"]], "\t"),
            "warc": archive(page_of(f"<p>{self.TEXT}</p>")),
        }[name]
        result = cleantext("-", "--input-format", name, stdin=pack(data))
        assert result.exit_code == 0, result.output
        if name == "warc":
            assert orjson.loads(result.stdout)["text"] == self.TEXT
        else:
            assert result.stdout_bytes == data

    def test_parquet(self, tmp_path: Path) -> None:
        pq.write_table(pa.table({"text": [self.TEXT, None]}), tmp_path / "a.parquet")
        result = cleantext("-", "--input-format", "parquet", stdin=(tmp_path / "a.parquet").read_bytes())
        assert result.exit_code == 0, result.output
        assert pq.read_table(io.BytesIO(result.stdout_bytes))["text"].to_pylist() == [self.TEXT, None]
        result = cleantext("-", "--input-format", "parquet", "-o", tmp_path / "b.parquet", stdin=b"no Parquet")
        assert (result.exit_code, (tmp_path / "b.parquet").exists()) == (1, False)

    def test_an_archive_to_a_file(self, tmp_path: Path) -> None:
        data = archive(page_of(PAGE))
        assert cleantext("-", "--input-format", "warc", "-o", tmp_path / "a.jsonl", stdin=data).exit_code == 0
        assert orjson.loads((tmp_path / "a.jsonl").read_bytes())["url"] == "https://example.org/bridge"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--field", "a", "--field", "b", "--into", "c"], "2 fields go into 1: name one for each, or none"),
        (["--field", "a", "--field", "a"], "two clean texts would go into one field: a, a"),
        (["--delimiter", ";;"], "';;' is no delimiter"),
        (["--max-cut", "50"], "50.0 is not in the range"),
        (["--input-format", "pdf"], "'pdf' is not one of 'document', 'jsonl'"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: list[str], message: str) -> None:
    result = cleantext("-", *options, stdin=b"")
    assert result.exit_code == 2
    assert message in result.stderr


def test_quiet_is_quiet_but_for_failures(corpus: Path) -> None:
    (corpus / "news.jsonl").write_bytes(jsonl("The bridge is open to all.", None))
    result = cleantext(corpus / "news.jsonl", "-q")
    assert result.stdout_bytes == jsonl("The bridge is open to all.")
    assert result.stderr == f"cleantext: {corpus}/news.jsonl:2: field 'text' is null, not a string\n"
    assert cleantext(corpus, "-o", corpus.parent / "out", "-q").stderr == ""


def test_a_path_that_is_called_like_a_command_is_given_as_a_path(corpus: Path, monkeypatch) -> None:
    monkeypatch.chdir(corpus)
    (corpus / "clean").write_text("The bridge is open to all.")
    assert cleantext("clean").exit_code == 2
    assert cleantext("./clean", "--input-format", "document").stdout == "The bridge is open to all."
    assert cleantext("clean", "./clean", "--input-format", "document").stdout == "The bridge is open to all."


def test_shells_complete_options_and_their_values() -> None:
    words = {"COMP_WORDS": "cleantext --inp", "COMP_CWORD": "1", "_CLEANTEXT_COMPLETE": "bash_complete"}
    assert "plain,--input-format" in CliRunner().invoke(main, [], env=words, prog_name="cleantext").stdout
    words |= {"COMP_WORDS": "cleantext --input-format p", "COMP_CWORD": "2"}
    assert "plain,parquet" in CliRunner().invoke(main, [], env=words, prog_name="cleantext").stdout
