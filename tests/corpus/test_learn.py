"""The command that learns: from every format, by the site that records name, and what goes wrong is told."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from unittest.mock import ANY

import pytest
from click.testing import CliRunner, Result

from cleantext import BatchError, Pipeline, load_rules
from cleantext.cli import main
from cleantext.corpus.learn import learn_files
from tests.corpus.corpora import archive, page_of
from tests.test_learning import FOOTER, articles, page

ADDRESS = "https://www.cwrsyharbwr.example/{}"
HOST = "cwrsyharbwr.example"
PAGES = [page(article) for article in articles(4)]
CLEAN = ["\n\n".join(article) for article in articles(4)]


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def cleantext(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def jsonl(name: str = "url", value: str = ADDRESS) -> str:
    return "".join(
        json.dumps({name: value.format(number), "text": text}, ensure_ascii=False) + "\n"
        for number, text in enumerate(PAGES)
    )


def learned(*arguments: str, sites: tuple[str, ...] = (HOST,)) -> None:
    """Learn, and see that what was learned is that of these sites."""
    result = cleantext("learn", *arguments, "-o", "learned.toml", "--jobs", "1", "-q")
    assert (result.exit_code, result.stderr) == (0, "")
    rules = load_rules("learned.toml")
    assert set(FOOTER) <= {phrase for rule in rules for phrase in rule.phrases["und"]}
    assert {rule.sites for rule in rules} == {sites}


def test_what_is_learned_from_a_corpus_cleans_it() -> None:
    Path("news.jsonl").write_text(jsonl(), "utf-8")
    learned("news.jsonl")
    result = cleantext("news.jsonl", "-o", "out.jsonl", "--rules", "learned.toml", "--jobs", "1", "-q")
    assert result.exit_code == 0
    assert [json.loads(line)["text"] for line in Path("out.jsonl").read_text("utf-8").splitlines()] == CLEAN


def test_records_of_other_sites_are_left_alone() -> None:
    Path("news.jsonl").write_text(jsonl(), "utf-8")
    learned("news.jsonl")
    Path("other.jsonl").write_text(jsonl(value="https://valley.example/{}"), "utf-8")
    cleantext("other.jsonl", "-o", "out.jsonl", "--rules", "learned.toml", "--jobs", "1", "-q")
    texts = [json.loads(line)["text"] for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert texts == [Pipeline.default().clean(text) for text in PAGES]


def test_a_member_names_the_site() -> None:
    Path("news.jsonl").write_text(jsonl("paper", "Cwrs yr Harbwr"), "utf-8")
    learned("news.jsonl", "--site", "paper", sites=("Cwrs yr Harbwr",))
    cleantext("news.jsonl", "-o", "out.jsonl", "--rules", "learned.toml", "--site", "paper", "--jobs", "1", "-q")
    assert [json.loads(line)["text"] for line in Path("out.jsonl").read_text("utf-8").splitlines()] == CLEAN


def test_rows_and_columns_name_the_site() -> None:
    with open("news.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["url", "text"])
        rows.writerows((ADDRESS.format(number), text) for number, text in enumerate(PAGES))
    learned("news.csv")
    cleantext("news.csv", "-o", "out.csv", "--rules", "learned.toml", "--jobs", "1", "-q")
    with open("out.csv", encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == CLEAN


@pytest.mark.parametrize("column", ["url", "paper"])
def test_columns_of_parquet_name_the_site(column: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"text": PAGES, column: [ADDRESS.format(number) for number in range(4)]})
    parquet.write_table(table, "news.parquet")
    named = [] if column == "url" else ["--site", column]
    learned("news.parquet", *named)
    cleantext("news.parquet", "-o", "out.parquet", "--rules", "learned.toml", *named, "--jobs", "1", "-q")
    out = parquet.read_table("out.parquet")
    assert out["text"].to_pylist() == CLEAN
    assert out[column].to_pylist() == table[column].to_pylist()


def test_archived_pages_are_of_the_host_that_they_come_from() -> None:
    pytest.importorskip("warcio")
    pages = ["<html><body><div>" + "".join(f"<p>{line}</p>" for line in text.split("\n\n")) for text in PAGES]
    Path("crawl.warc").write_bytes(archive(*map(page_of, pages)))
    learned("crawl.warc", sites=("example.org",))
    cleantext("crawl.warc", "-o", "out.jsonl", "--rules", "learned.toml", "--jobs", "1", "-q")
    assert [json.loads(line)["text"] for line in Path("out.jsonl").read_text("utf-8").splitlines()] == CLEAN


def test_files_are_of_the_folder_that_they_lie_in() -> None:
    Path("harbour").mkdir()
    for number, text in enumerate(PAGES):
        Path("harbour", f"{number}.txt").write_text(text, "utf-8")
    learned("harbour", sites=("harbour",))
    cleantext("harbour", "-o", "out", "--rules", "learned.toml", "--jobs", "1", "-q")
    assert [Path("out", f"{number}.txt").read_text("utf-8") for number in range(4)] == CLEAN


def test_of_one_site_rules_act_on_any_document() -> None:
    Path("news.jsonl").write_text(jsonl(), "utf-8")
    learned("news.jsonl", "--one-site", sites=())
    assert Pipeline.default("learned.toml").clean(PAGES[0]) == CLEAN[0]


@pytest.mark.parametrize("url", [{}, {"url": None}, {"url": ""}])
def test_records_that_say_no_site_teach_no_rules_for_the_others(url: dict[str, str | None]) -> None:
    unknown = "".join(json.dumps({**url, "text": text}) + "\n" for text in PAGES)
    Path("news.jsonl").write_text(unknown, "utf-8")
    result = cleantext("learn", "news.jsonl", "-o", "learned.toml", "--jobs", "1", "-q")
    assert result.exit_code == 2
    assert "4 documents without a site were passed over: name its member with --site, or take" in result.stderr
    assert not Path("learned.toml").exists()
    Path("news.jsonl").write_text(unknown + jsonl(), "utf-8")
    result = cleantext("learn", "news.jsonl", "-o", "learned.toml", "--jobs", "1", "-q")
    assert result.exit_code == 1
    assert {rule.sites for rule in load_rules("learned.toml")} == {(HOST,)}


def test_a_place_that_cannot_be_written_is_told_before_any_work() -> None:
    Path("news.jsonl").write_text(jsonl() + "no JSON\n", "utf-8")
    Path("folder").mkdir()
    result = cleantext("learn", "news.jsonl", "-o", "folder")
    assert (result.exit_code, result.stderr) == (2, "cleantext: folder: cannot be written: Is a directory\n")
    Path("file").touch()
    result = cleantext("learn", "news.jsonl", "-o", "file/learned.toml")
    assert (result.exit_code, result.stderr) == (
        2,
        "cleantext: file/learned.toml: cannot be written: Not a directory\n",
    )


def test_the_pack_goes_to_standard_output_without_a_file() -> None:
    result = cleantext("learn", "-", "--input-format", "jsonl", "-q", "--jobs", "1", stdin=jsonl())
    assert result.exit_code == 0
    assert result.stdout.startswith('family = "learned"\n\n[[rule]]\n')


def test_a_record_that_cannot_be_read_is_named_and_the_others_are_learned_from() -> None:
    Path("news.jsonl").write_text(jsonl() + '{"url": "https://valley.example/", "body": "Noon."}\n', "utf-8")
    result = cleantext("learn", "news.jsonl", "-o", "learned.toml", "--jobs", "1")
    assert result.exit_code == 1
    assert "news.jsonl:5: no field 'text'; there is 'url', 'body'" in result.stderr
    assert load_rules("learned.toml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.jsonl",), "nowhere.jsonl: no such file or folder"),
        (("news.jsonl", "--site", "paper"), "news.jsonl:1: no field 'paper'; there is 'url', 'text'"),
        (("news.jsonl", "--min-pages", "1"), "1 is not in the range x>=2"),
        ((), "Missing argument"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(arguments: tuple[str, ...], message: str) -> None:
    Path("news.jsonl").write_text(jsonl(), "utf-8")
    result = cleantext("learn", *arguments, "-o", "learned.toml", "--jobs", "1")
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path("learned.toml").exists()


def test_a_corpus_that_teaches_nothing_makes_no_pack() -> None:
    Path("one.txt").write_text(PAGES[0], "utf-8")
    result = cleantext("learn", "one.txt", "-o", "learned.toml", "--jobs", "1")
    assert result.exit_code == 2
    assert "nothing was learned from 1 page of 1 site" in result.stderr
    assert not Path("learned.toml").exists()


def test_what_it_came_to_is_told() -> None:
    Path("news.jsonl").write_text(jsonl(), "utf-8")
    result = cleantext("learn", "news.jsonl", "-o", "learned.toml", "--jobs", "1")
    assert f"{len(load_rules('learned.toml'))} rules for 1 of 1 site\n" in result.stderr


def test_the_library_tells_progress_and_wrong_use() -> None:
    Path("news.jsonl").write_text(jsonl(), "utf-8")
    told: list[tuple[int, int]] = []
    learn_files("news.jsonl", jobs=1, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (ANY, Path("news.jsonl").stat().st_size)
    with pytest.raises(BatchError, match="nothing to learn from"):
        learn_files([])
