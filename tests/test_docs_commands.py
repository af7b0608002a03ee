"""The docs tell the truth: their commands print what they show."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_readme import FENCE, ROOT, commands, matches

#: The pages of which every command is run.
PAGES = ("reports.md", "rule-packs.md")


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_of_a_page_print_what_it_shows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown is the standard output and the notes of the last command; blocks build on those before them."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    blocks = [match for match in FENCE.finditer((ROOT / "docs" / name).read_text("utf-8")) if match[1] == "console"]
    assert blocks
    for block in blocks:
        for command, shown in commands(block["code"]):
            result = subprocess.run(
                ["bash", "-c", f'cleantext() {{ {shlex.quote(sys.executable)} -m cleantext "$@"; }}\n{command}'],
                env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "120"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=120,
            )
            results, notes = result.stdout.rstrip("\n"), result.stderr.rstrip("\n")
            both = f"{results}\n{notes}".strip("\n")
            assert matches(results, shown) or matches(both, shown), f"$ {command}\n{both}"
