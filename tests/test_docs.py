"""The docs tell the truth: every example in them runs and prints what it shows."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

#: Needs every engine; tests/engines runs it.
ELSEWHERE = "engines.md"
PAGES = sorted((Path(__file__).parents[1] / "docs").glob("*.md"))
DOCS = [path for path in PAGES if path.name != ELSEWHERE and ">>> " in path.read_text("utf-8")]


def test_there_is_a_walk_through_with_ten_lines_of_a_text_and_ten_blocks_of_a_page() -> None:
    text = (Path(__file__).parents[1] / "docs" / "how-it-decides.md").read_text("utf-8")
    assert text.count(">>> why(") == 20


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_examples_of_a_page_of_the_docs_print_what_it_shows(path: Path) -> None:
    assert doctest.testfile(str(path), module_relative=False, encoding="utf-8").failed == 0
