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


def test_rules_of_a_site_act_on_its_documents(news: Path) -> None:
    rule = (
        '[[rule]]\nid = "tide"\nmeans = "template"\nsites = ["harbour.example"]\nphrases.en = ["High water and low"]\n'
    )
    (news / "learned.toml").write_text(f'family = "learned"\n{rule}', "utf-8")
    rows = [
        {site: "https://harbour.example/1", "text": f"{ARTICLE}\n\nHigh water and low"} for site in ("url", "paper")
    ]
    (news / "tides.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)))
    (news / "harbour.example").mkdir()
    (news / "harbour.example" / "bridge.txt").write_text(f"{ARTICLE}\n\nHigh water and low\n", "utf-8")
    rules = ("--rules", "learned.toml")
    assert cleantext("check", "tides.jsonl", "harbour.example", *rules).stdout.splitlines() == [
        "tides.jsonl:1: line 3 of its text: learned/tide: High water and low",
        "harbour.example/bridge.txt:3: learned/tide: High water and low",
    ]
    (news / "papers.jsonl").write_bytes(orjson.dumps(rows[1]))
    assert cleantext("check", "papers.jsonl", "--site", "paper", *rules).exit_code == 1
    used = cleantext("rules", "check", "learned.toml", "--corpus", "tides.jsonl").stdout
    assert "learned/tide  1 cut in 1 document" in used
    used = cleantext("rules", "check", "learned.toml", "--corpus", "papers.jsonl", "--site", "paper").stdout
    assert "learned/tide  1 cut in 1 document" in used


def test_what_cannot_be_read_is_named_and_all_else_is_checked(news: Path) -> None:
    (news / "a" / "broken.txt").write_bytes(bytes(range(256)) * 8)
    (news / "mixed.jsonl").write_text('{"id": 1}\nnot JSON\n{"text": "Leave a Reply"}\n', "utf-8")
    result = cleantext("check", "a", "mixed.jsonl")
    assert result.exit_code == 2
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "a/bridge.txt:3",
        "a/bridge.txt:5",
        "mixed.jsonl:3",
    ]
    for told in ("a/broken.txt: looks like no text", "mixed.jsonl:1: no field 'text'", "mixed.jsonl:2: not JSON"):
        assert f"cleantext: {told}" in result.stderr
    for form in ("json", "sarif"):
        assert orjson.loads(cleantext("check", "a", "mixed.jsonl", "--format", form).stdout)
    (news / "good.toml").write_text(
        'family = "stars"\n[[rule]]\nid = "reply"\nphrases.en = ["Kelp forecast"]\n', "utf-8"
    )
    used = cleantext("rules", "check", "good.toml", "--corpus", "mixed.jsonl")
    assert (used.exit_code, "In 1 document:" in used.stdout, "mixed.jsonl:2: not JSON" in used.stderr) == (
        2,
        True,
        True,
    )


def test_thorough_finds_what_is_in_doubt_and_encoding_reads_what_is_not_utf8(news: Path) -> None:
    tail = "Ida Falk is a writer and editor who lives by the harbour."
    (news / "essay.txt").write_text("\n\n".join([*[ARTICLE] * 8, tail]) + "\n", "utf-8")
    assert tail not in cleantext("check", "essay.txt").stdout
    assert tail in cleantext("check", "essay.txt", "--thorough").stdout
    (news / "most.txt").write_bytes(f"{ARTICLE}\n\nUdostępnij na Facebooku\n".encode("utf-16-be"))
    assert "Udostępnij" in cleantext("check", "most.txt", "--encoding", "utf-16-be").stdout


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
