"""`cleantext check`: finds chrome and changes nothing; its exit status is what commits and CI go by."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from cleantext.cli import main

ROOT = Path(__file__).parents[2]
ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."


def cleantext(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture(autouse=True)
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "bridge.txt").write_text(f"{ARTICLE}\n\nShare this article\n\nLeave a Reply\n", "utf-8")
    (tmp_path / "b" / "bridge.txt").write_text(f"{ARTICLE}\n", "utf-8")
    (tmp_path / "page.html").write_text(f"<nav><a href='/'>Home</a></nav><p>{ARTICLE}</p>", "utf-8")
    rows = [{"body": ARTICLE}, {"body": f"{ARTICLE}\n\nShare this article"}]
    (tmp_path / "news.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_text_without_chrome_passes() -> None:
    result = cleantext("check", "b/bridge.txt")
    assert (result.exit_code, result.output) == (0, "")


def test_each_cut_is_told_with_its_place_and_its_rule() -> None:
    result = cleantext("check", "a/bridge.txt", "b/bridge.txt")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "a/bridge.txt:3: share/share-this: Share this article",
        "a/bridge.txt:5: comment-form/leave-a-reply: Leave a Reply",
    ]
    assert result.stderr == "2 cuts in 1 of 2 documents\n"


def test_nothing_is_written(news: Path) -> None:
    before = {path: path.read_bytes() for path in news.rglob("*") if path.is_file()}
    cleantext("check", ".", "--jobs", 2, "--field", "body")
    assert {path: path.read_bytes() for path in news.rglob("*") if path.is_file()} == before


def test_records_and_pages_say_the_line_of_their_text() -> None:
    assert (
        "news.jsonl:2: line 3 of its text: share/share-this"
        in cleantext("check", "news.jsonl", "--field", "body").stdout
    )
    assert cleantext("check", "page.html").stdout.startswith("page.html: line 1 of its text: navigation/element: Home")


def test_only_and_without_choose_the_filters() -> None:
    assert cleantext("check", "a", "--only", "newsletter").exit_code == 0
    assert "share-this" not in cleantext("check", "a", "--without", "share").stdout
    assert cleantext("check", "a", "--quiet").stdout == ""
    assert cleantext("check", "a", "--quiet").exit_code == 1


def test_json_is_a_list_of_cuts() -> None:
    assert orjson.loads(cleantext("check", "a", "--format", "json").stdout)[0] == {
        "file": "a/bridge.txt",
        "record": None,
        "line": 3,
        "family": "share",
        "rule": "share/share-this",
        "reason": "a marker, which cuts on its own",
        "text": "Share this article",
    }
    assert orjson.loads(cleantext("check", "b", "--format", "json").stdout) == []


def test_sarif_names_rules_files_and_lines() -> None:
    [run] = orjson.loads(cleantext("check", "a", "news.jsonl", "--field", "body", "--format", "sarif").stdout)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["comment-form/leave-a-reply", "share/share-this"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [(each["artifactLocation"]["uri"], each["region"]["startLine"]) for each in places] == [
        ("a/bridge.txt", 3),
        ("a/bridge.txt", 5),
        ("news.jsonl", 2),
    ]
    assert all(result["message"]["text"] for result in run["results"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "missing.txt: no such file or folder"),
        (["news.jsonl"], "news.jsonl:1: no field 'text'; there is 'body'"),
        (["a", "--rules", "missing.toml"], "missing.toml: there is no such rule pack"),
        (["a", "--only", "shares"], "no filter is called 'shares'"),
    ],
)
def test_what_cannot_be_checked_is_said_with_a_status_of_its_own(arguments: list[str], said: str) -> None:
    result = cleantext("check", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_the_hook_of_pre_commit_calls_a_command_that_there_is() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entry = re.search(r"entry: (.*)", hooks)
    assert entry
    program, *rest = entry[1].split()
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert cleantext(*rest, "b/bridge.txt").exit_code == 0
    files = re.search(r"files: (.*)", hooks)
    assert files
    assert re.search(files[1], "a/bridge.txt")
    assert not re.search(files[1], "a/bridge.py")
