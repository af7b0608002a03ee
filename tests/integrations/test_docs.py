"""The page of the docs on integrations tells the truth, and each example in it is no longer than five lines."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "integrations.md"


def test_the_examples_print_what_the_page_shows() -> None:
    assert doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8") == (0, 29)


def test_each_example_has_at_most_five_lines() -> None:
    blocks = PAGE.read_text("utf-8").split("```python\n")[1:]
    assert len(blocks) == 8
    for block in blocks:
        assert sum(line.startswith((">>> ", "... ")) for line in block.partition("```")[0].splitlines()) <= 5
