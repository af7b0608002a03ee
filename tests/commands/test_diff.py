"""`cleantext diff`: two outputs of a corpus side by side, as text, as JSON and as a page."""

from __future__ import annotations

from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from cleantext import Pipeline, clean_files
from cleantext.cli import main

ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."
TEXTS = {"bridge.txt": f"{ARTICLE}\n\nShare this article\n\nLeave a Reply\n", "noon.txt": f"{ARTICLE}\n"}


def cleantext(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "news").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "news" / name).write_text(text, "utf-8")
    with (tmp_path / "news.jsonl").open("wb") as file:
        for name, text in TEXTS.items():
            file.write(orjson.dumps({"url": name, "meta": {"text": text}}) + b"\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(source: str, out: str, *without: str, **options: object) -> None:
    clean_files(source, out, pipeline=Pipeline.default().without(*without), jobs=1, **options)  # type: ignore[arg-type]


def test_it_shows_what_is_newly_cut_and_newly_kept_and_by_which_rule(corpus: Path) -> None:
    run("news", "before", "comment-form", to="json")
    run("news", "after", "share", to="json")
    result = cleantext("diff", "before", "after")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "bridge.json",
        "  line 3  comment-form/leave-a-reply",
        "  - Leave a Reply",
        "  line 3  share/share-this",
        "  + Share this article",
        "",
        "1 of 2 documents changed: 1 line newly cut, 1 newly kept",
        "  newly cut   comment-form/leave-a-reply                      1 line         13 characters  in 1 document",
        "  newly kept  share/share-this                                1 line         18 characters  in 1 document",
    ]


def test_outputs_that_are_the_same_have_no_changes(corpus: Path) -> None:
    run("news", "before")
    result = cleantext("diff", "before", "before")
    assert (result.exit_code, result.stdout) == (0, "0 of 2 documents changed: 0 lines newly cut, 0 newly kept\n")


def test_plain_outputs_tell_the_lines_and_no_rule(corpus: Path) -> None:
    run("news", "before", "share")
    run("news", "after")
    result = cleantext("diff", "before", "after")
    assert "bridge.txt\n  line 3\n  - Share this article\n" in result.stdout
    assert "by a rule that the output does not name" in result.stdout


@pytest.mark.parametrize("to", ["json", "text"])
def test_records_are_compared_by_their_field(corpus: Path, to: str) -> None:
    run("news.jsonl", "before.jsonl", "share", field="meta.text", to=to)
    run("news.jsonl", "after.jsonl", field="meta.text", to=to)
    result = cleantext("diff", "before.jsonl", "after.jsonl", "--field", "meta.text")
    assert result.stdout.startswith("after.jsonl:1\n  line 3")
    assert "  - Share this article" in result.stdout


def test_records_of_which_one_side_lacks_some_are_paired_by_a_key(corpus: Path) -> None:
    run("news.jsonl", "before.jsonl", field="meta.text")
    lines = (corpus / "before.jsonl").read_bytes().splitlines(keepends=True)
    (corpus / "after.jsonl").write_bytes(lines[1])
    refused = cleantext("diff", "before.jsonl", "after.jsonl", "--field", "meta.text")
    assert refused.exit_code == 2
    assert "2 records in the older output and 1 in the newer cannot be paired by their order" in refused.stderr
    result = cleantext("diff", "before.jsonl", "after.jsonl", "--field", "meta.text", "--key", "url")
    assert result.exit_code == 1
    assert result.stdout.startswith("0 of 1 document changed")
    assert "1 document only in before.jsonl: after.jsonl:1" in result.stdout


def test_a_key_that_two_records_share_is_refused(corpus: Path) -> None:
    (corpus / "a.jsonl").write_bytes(b'{"id": 1, "text": "Noon."}\n{"id": 1, "text": "Evening."}\n')
    (corpus / "b.jsonl").write_bytes(b'{"id": 1, "text": "Noon."}\n{"id": 2, "text": "Evening."}\n')
    refused = cleantext("diff", "a.jsonl", "b.jsonl", "--key", "id")
    assert refused.exit_code == 2
    assert "another record has the same id" in refused.stderr


def test_files_that_only_one_folder_has_are_named(corpus: Path) -> None:
    run("news", "before")
    run("news", "after", glob="b*")
    result = cleantext("diff", "before", "after")
    assert result.exit_code == 1
    assert "1 document only in before: noon.txt" in result.stdout


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_tables_are_compared(corpus: Path, suffix: str) -> None:
    rows = {"text": list(TEXTS.values())}
    if suffix == "parquet":
        pq.write_table(pa.table(rows), corpus / "news.parquet")
    else:
        quoted = "".join(f'"{text}"\n' for text in rows["text"])
        (corpus / "news.csv").write_text(f"text\n{quoted}", "utf-8")
    run(f"news.{suffix}", f"before.{suffix}", "share")
    run(f"news.{suffix}", f"after.{suffix}")
    result = cleantext("diff", f"before.{suffix}", f"after.{suffix}")
    assert "1 of 2 documents changed: 1 line newly cut" in result.stdout


def test_json_says_the_same(corpus: Path) -> None:
    run("news", "before", "share", to="json")
    run("news", "after", to="json")
    found = orjson.loads(cleantext("diff", "before", "after", "--format", "json").stdout)
    change = {"kind": "newly cut", "line": 3, "rule": "share/share-this", "text": "Share this article"}
    assert found["changes"] == [{"document": "bridge.json", "changes": [change]}]
    count = {"kind": "newly cut", "rule": "share/share-this", "lines": 1, "characters": 18, "documents": 1}
    assert (found["documents"], found["changed"], found["rules"]) == (2, 1, [count])
    assert orjson.loads(cleantext("diff", "before", "before", "--format", "json").stdout)["changes"] == []


def test_a_page_shows_the_changes(corpus: Path) -> None:
    run("news", "before", "share", to="json")
    run("news", "after", to="json")
    cleantext("diff", "before", "after", "--report", "diff.html", "--quiet")
    page = (corpus / "diff.html").read_text("utf-8")
    assert "<strong>1</strong> of 2 documents changed." in page
    assert '"newly cut"' in page


def test_what_cannot_be_compared_is_said(corpus: Path) -> None:
    run("news", "before")
    assert "compare two files or two folders" in cleantext("diff", "before", "news.jsonl").stderr
    (corpus / "broken.jsonl").write_bytes(b'{"text": "Noon."}\n{"text\n')
    refused = cleantext("diff", "broken.jsonl", "broken.jsonl")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("cleantext: broken.jsonl:2: not JSON")
    assert "let its name end in .html" in cleantext("diff", "before", "before", "--report", "diff.pdf").stderr


def test_the_help_has_examples() -> None:
    assert "cleantext diff before after" in cleantext("diff", "--help").stdout
