"""A run that would write over an input, or two outputs into one, is refused before any work begins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleantext.corpus.plan import Plan
from cleantext.errors import BatchError
from cleantext.pipeline import Format
from tests.corpus.telltale import ARTICLE


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Works in a folder with some articles."""
    for name in ("news/a.txt", "news/may/b.md", "blogs/a.txt", "c.jsonl", "photo.png", "d.html", "e.html.gz"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(ARTICLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def targets(*paths: str, out: str | None, to: Format = "text") -> dict[str, str]:
    plan = Plan(paths, out, to=to)
    plan.survey()
    return {source.name: str(source.target) for source in plan.sources()}


def test_a_folder_keeps_its_layout() -> None:
    assert targets("news", out="out") == {"news/a.txt": "out/a.txt", "news/may/b.md": "out/may/b.md"}


def test_files_go_right_into_the_folder() -> None:
    assert targets("news/a.txt", "c.jsonl", out="out") == {"news/a.txt": "out/a.txt", "c.jsonl": "out/c.jsonl"}


@pytest.mark.parametrize(
    ("out", "target"),
    [
        ("out", "out/a.txt"),
        ("out.txt", "out.txt"),
        ("clean/out.md", "clean/out.md"),
        ("o.txt/", "o.txt/a.txt"),
        ("v0.2", "v0.2/a.txt"),
        (".clean", ".clean/a.txt"),
        ("blogs", "blogs/a.txt"),
        ("old.pdf", "old.pdf/a.txt"),
    ],
)
def test_one_file_may_name_its_output(in_folder: Path, out: str, target: str) -> None:
    (in_folder / "old.pdf").mkdir()
    assert targets("news/a.txt", out=out) == {"news/a.txt": target}


@pytest.mark.parametrize(
    ("path", "to", "out", "target"),
    [
        ("d.html", "text", "out", "out/d.txt"),
        ("d.html", "html", "out", "out/d.html"),
        ("d.html", "html", "page.htm", "page.htm"),
        ("d.html", "json", "page.json", "page.json"),
        ("e.html.gz", "text", "out", "out/e.txt.gz"),
        ("e.html.gz", "markdown", "page.md", "page.md"),
        ("d.html", "text", "page.txt.zst", "page.txt.zst"),
        ("c.jsonl", "json", "out", "out/c.jsonl"),
        ("news/may/b.md", "html", "out", "out/b.html"),
        ("-", "text", "out", "out/stdin.txt"),
        ("-", "json", "out", "out/stdin.json"),
    ],
)
def test_the_output_is_named_for_its_format(path: str, to: Format, out: str, target: str) -> None:
    assert list(targets(path, out=out, to=to).values()) == [target]


def test_files_named_by_themselves_that_would_be_called_alike_are_told_apart(in_folder: Path) -> None:
    (in_folder / "d.txt").write_text(ARTICLE)
    assert targets("d.html", "d.txt", out="out") == {"d.html": "out/d.html.txt", "d.txt": "out/d.txt"}


def test_out_may_lie_inside_the_input_and_is_not_read_again(in_folder: Path) -> None:
    (in_folder / "news" / "clean").mkdir()
    (in_folder / "news" / "clean" / "old.txt").write_text(ARTICLE)
    assert list(targets("news", out="news/clean")) == ["news/a.txt", "news/may/b.md"]


def test_things_of_unknown_format_and_links_to_folders_are_counted(in_folder: Path) -> None:
    (in_folder / "circle").symlink_to(in_folder)
    survey = Plan(["."], "out").survey()
    assert (survey.files, survey.skipped) == (6, 2)


def test_pipes_and_devices_are_never_opened(in_folder: Path) -> None:
    os.mkfifo(in_folder / "news" / "pipe.txt")
    (in_folder / "news" / "zeros.jsonl").symlink_to("/dev/zero")
    plan = Plan(["news"], "out")
    assert plan.survey().skipped == 2
    assert [source.name for source in plan.sources()] == ["news/a.txt", "news/may/b.md"]
    with pytest.raises(
        BatchError, match=r"news/pipe\.txt: is no regular file; give cleantext what it holds on standard"
    ):
        Plan(["news/pipe.txt"])


@pytest.mark.parametrize(
    ("paths", "out", "message"),
    [
        (["news"], "news", "may not be or contain the input news"),
        (["news"], ".", "may not be or contain the input news"),
        (["c.jsonl"], "c.jsonl", "is an input"),
        (["c.jsonl"], ".", "is an input"),
        (["c.jsonl"], "../{name}/c.jsonl", "is an input"),
        (["blogs/a.txt", "c.jsonl"], "news", None),
        (["blogs/a.txt", "news"], "out", "would both become out/a.txt"),
        (["news", "blogs"], "out", "news/a.txt and blogs/a.txt would both become out/a.txt"),
        (["news/a.txt", "blogs/a.txt"], "out", "two inputs are called a.txt"),
        (["news", "news"], "out", "would both become out/a.txt"),
        (["news", "c.jsonl"], "news/may", None),
        (["blogs", "news"], "news", "may not be or contain the input news"),
        (["photo.png"], "out", "photo.png: unknown format; cleantext reads .txt, .md,"),
        (["missing.txt"], "out", "missing.txt: no such file or folder"),
        (["c.jsonl"], "c.csv", "c.csv: c.jsonl cannot be written in this format; let OUT end in .jsonl"),
        (
            ["d.html"],
            "d.md",
            "d.md: d.html cannot be written in this format; let OUT end in .txt, or in / for a folder, or",
        ),
        (
            ["news/a.txt"],
            "a.json",
            "let OUT end in .txt or .md, or in / for a folder, or choose another format with --to",
        ),
        (
            ["news/a.txt"],
            "result.pdf",
            "result.pdf: a.txt cannot be written in this format; let OUT end in .txt or .md",
        ),
        (["-"], "result.docx", "result.docx: stdin.txt cannot be written in this format"),
        (["news"], "all.jsonl", "all.jsonl: is called like a file, and the output needs a folder; let OUT end in /"),
        (["news/a.txt", "c.jsonl"], "all.txt", "all.txt: is called like a file"),
        (["pages", "news"], "out", "pages/a.HTML and news/a.txt would both become out/a.txt: rename one"),
        (["news", "pages"], "out", "news/a.txt and pages/a.HTML would both become out/a.txt: rename one"),
        (["pages", "blogs/a.txt"], "out", "pages/a.HTML and another input would both become out/a.txt: rename one"),
        (["d.html", "news/d.html"], "out", "two inputs are called d.html"),
        (["news"], "c.jsonl", "c.jsonl: is a file, and the output needs a folder"),
    ],
)
def test_what_may_go_wrong_is_refused(in_folder: Path, paths: list[str], out: str, message: str | None) -> None:
    out = out.format(name=in_folder.name)
    (in_folder / "pages").mkdir()
    for page in ("pages/a.HTML", "news/d.html"):
        (in_folder / page).write_text(ARTICLE)
    if message is None:
        targets(*paths, out=out)
        return
    with pytest.raises(BatchError) as caught:
        targets(*paths, out=out)
    assert message in str(caught.value)


def test_an_input_that_would_take_the_place_of_the_quarantine_is_refused(in_folder: Path) -> None:
    (in_folder / "news" / "quarantine.jsonl").write_text("")
    with pytest.raises(BatchError, match="rename this input"):
        targets("news", out="out")
