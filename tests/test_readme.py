"""The README tells the truth: its Python runs, and its commands print what it shows."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FENCE = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)

#: Commands that install things, or belong to another folder.
ELSEWHERE = {"cd", "git", "pip", "pipx", "uv", "python3", ".ci/run", ".venv/bin/pip", ".venv/bin/python"}


def blocks(language: str) -> list[object]:
    """Return the code blocks of a language, each known by its line in the README."""
    text = README.read_text("utf-8") if README.exists() else ""
    return [
        pytest.param(match["code"], id=f"line {text.count(chr(10), 0, match.start()) + 1}")
        for match in FENCE.finditer(text)
        if match["language"] == language
    ]


def commands(code: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output shown below it."""
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        while "\\\n" in part.partition("\n")[0] + "\n":
            part = part.replace("\\\n", "", 1)
        command, _, output = part.partition("\n")
        yield command, output.rstrip("\n")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a copy of what the README's commands may read, so that what they write stays out of the tree."""
    monkeypatch.chdir(tmp_path)
    for name in ("seeds", "README.md"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        elif source.is_file():
            shutil.copy(source, tmp_path / name)
    return tmp_path


def test_there_is_a_readme_with_python_and_commands() -> None:
    assert README.is_file()
    assert blocks("python")
    assert blocks("console")


@pytest.mark.parametrize("code", blocks("python"))
def test_a_python_block_runs_and_shows_what_it_says(code: str, checkout: Path) -> None:
    if ">>> " not in code:
        exec(compile(code, str(README), "exec"), {"__name__": "__main__"})
        return
    session = doctest.DocTestParser().get_doctest(code, {}, "README.md", str(README), 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS).run(session, out=report.append)
    assert not report, "".join(report)


@pytest.mark.parametrize("code", blocks("console"))
def test_a_command_prints_what_the_readme_shows(code: str, checkout: Path) -> None:
    """What is shown is the standard output, or with it the notes on standard error that a terminal shows as well."""
    for command, shown in commands(code):
        if shlex.split(command, comments=True)[0] in ELSEWHERE:
            continue
        result = subprocess.run(
            ["bash", "-c", f'cleantext() {{ {shlex.quote(sys.executable)} -m cleantext "$@"; }}\n{command}'],
            env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "120"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        results, notes = result.stdout.rstrip("\n"), result.stderr.rstrip("\n")
        both = f"{results}\n{notes}".strip("\n")
        assert matches(results, shown) or matches(both, shown), f"$ {command}\n{both}"
        assert shown or result.returncode == 0, both


def matches(printed: str, shown: str) -> bool:
    """Tell whether a command printed what is shown, but for times and speeds; ``...`` stands for anything."""
    wanted = re.escape(shown)
    wanted = re.sub(r"\d+\\\.\d+(?=\\ (?:s|MB/s))", r"[\\d.,]+", wanted)
    return re.fullmatch(wanted.replace(r"\.\.\.", ".*?"), printed, re.DOTALL) is not None
