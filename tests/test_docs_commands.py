"""The docs tell the truth: their commands run, and print what is shown below them."""

from __future__ import annotations

import gzip
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.corpora import archived, jsonl
from tests.test_readme import ELSEWHERE, FENCE, ROOT, commands, matches

BLOCKS = {
    page: [match for match in FENCE.finditer(page.read_text("utf-8")) if match["language"] in {"console", "sh"}]
    for page in sorted((ROOT / "docs").glob("*.md"))
}
#: What needs a bucket of somebody's.
ADDRESS = "s3://"
SHIPS = ["Aurora", "Northern Star", "Lady of Kells", "Meteor", "Ida Marsh", "Good Intent"]
PAGE = (
    "<nav>Hafan</nav><p>Newyddion</p><p>Tywydd</p><p>Cymuned</p>"
    "<p>The {} sailed at noon, with four hundred on board and a band on the upper deck.</p>"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the docs name: the seeds, a crawl of one site, records and pages."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "cleantext" / "rules", tmp_path / "cleantext" / "rules")
    pages = [PAGE.format(ship).encode() for ship in SHIPS]
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(gzip.compress(fetched(page)) for page in pages))
    records = jsonl("The ferry sails at noon.\n\nLeave a Reply", title="Winter ferry", meta={"body": "It is open."})
    (tmp_path / "news.jsonl").write_bytes(records)
    (tmp_path / "part-00000.jsonl.gz").write_bytes(gzip.compress(records))
    for name in ("dump/aurora.html", "dump/drafts/meteor.html", "pages/aurora.php", "pages/meteor"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(pages[0])
    return tmp_path


def fetched(page: bytes) -> bytes:
    """A record of WARC with a page of the crawl."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return archived("response", head + page)


@pytest.mark.parametrize("page", [page for page, blocks in BLOCKS.items() if blocks], ids=lambda page: page.name)
def test_the_commands_of_a_page_print_what_it_shows(page: Path, folder: Path) -> None:
    """What is shown is the standard output, or that and the notes. Commands build on those of blocks before them.

    Where a block shows nothing below any of its commands, they only have to succeed.
    """
    for block in BLOCKS[page]:
        is_silent = block["language"] == "sh" or not any(shown for _, shown in commands(block["code"]))
        for command, shown in told(block["language"], block["code"]):
            if shlex.split(command, comments=True)[0] in ELSEWHERE or ADDRESS in command:
                continue
            result = run(command)
            results, notes = result.stdout.rstrip("\n"), result.stderr.rstrip("\n")
            both = f"{results}\n{notes}".strip("\n")
            if is_silent:
                assert result.returncode == 0, f"$ {command}\n{both}"
            else:
                assert matches(results, shown) or matches(both, shown), f"$ {command}\n{both}"


def told(language: str, code: str) -> list[tuple[str, str]]:
    """Return the commands of a block with what is shown below each; a script shows nothing."""
    return list(commands(code)) if language == "console" else [(line, "") for line in code.splitlines() if line]


def run(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell does that finds this Python, and cleantext."""
    python = shlex.quote(sys.executable)
    return subprocess.run(
        ["bash", "-c", f'python() {{ {python} "$@"; }}\ncleantext() {{ python -m cleantext "$@"; }}\n{command}'],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "120"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
