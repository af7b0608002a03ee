"""The docs tell the truth: every example in them runs and prints what it shows."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from cleantext.rulepack import CHOICES, Rule

#: Pages whose examples need engines or libraries that only a stage of CI of their own installs, which runs them.
ELSEWHERE = {"engines.md", "integrations.md"}
PAGES = sorted((Path(__file__).parents[1] / "docs").glob("*.md"))
DOCS = [path for path in PAGES if path.name not in ELSEWHERE and ">>> " in path.read_text("utf-8")]


def test_there_is_a_walk_through_with_ten_lines_of_a_text_and_ten_blocks_of_a_page() -> None:
    text = (Path(__file__).parents[1] / "docs" / "how-it-decides.md").read_text("utf-8")
    assert text.count(">>> why(") == 20


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_examples_of_a_page_of_the_docs_print_what_it_shows(path: Path) -> None:
    assert doctest.testfile(str(path), module_relative=False, encoding="utf-8").failed == 0


def test_the_page_on_rule_packs_names_every_field_and_every_choice() -> None:
    text = (Path(__file__).parents[1] / "docs" / "rule-packs.md").read_text("utf-8")
    fields = set(Rule.__dataclass_fields__) - {"phrases"}
    assert {field for field in fields if f"`{field}`" not in text} == set()
    choices = {choice for some in CHOICES.values() for choice in some if choice}
    assert {choice for choice in choices if f'"{choice}"' not in text and f"**{choice}**" not in text} == set()


def test_the_files_that_contributing_names_are_there() -> None:
    root = Path(__file__).parents[1]
    named = re.findall(
        r"(?:cleantext|tests|docs|benchmarks)/[\w/.-]+\.(?:py|toml|json|md)",
        (root / "CONTRIBUTING.md").read_text("utf-8"),
    )
    assert len(named) > 20
    coming = re.compile(r"NAME|CODE|FAMILY")
    assert [path for path in named if not coming.search(path) and not (root / path).is_file()] == []
