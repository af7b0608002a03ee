"""The page on engines tells the truth: each section runs in a process of its own, as whoever copies it runs it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "engines.md"
SECTIONS = [section for section in re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE) if ">>> " in section]


def test_there_is_a_section_with_an_example_for_each_engine() -> None:
    assert len(SECTIONS) == 5


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.partition("\n")[0])
def test_the_examples_of_a_section_print_what_it_shows(section: str, tmp_path: Path) -> None:
    (tmp_path / "section.md").write_text(section, "utf-8")
    command = [sys.executable, "-m", "doctest", str(tmp_path / "section.md")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Failed example" not in result.stdout
