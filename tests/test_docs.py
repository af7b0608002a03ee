"""The docs tell the truth: every example in them runs and prints what it shows."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

import pytest

import cleantext
from cleantext.rulepack import CHOICES, Rule

#: Pages whose examples need engines or libraries that only a stage of CI of their own installs, which runs them.
ELSEWHERE = {"engines.md", "integrations.md"}
ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
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


#: Pages whose links to files and anchors are checked; those within docs/ by the stage `docs` of .ci/run as well.
LINKING = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md")] + PAGES
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", BLOCK.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    links = [match.groups() for match in LINK.finditer(BLOCK.sub("", page.read_text("utf-8")))]
    broken = []
    for path, anchor in links:
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(f"{path}#{anchor or ''}")
    assert broken == []


def test_no_page_of_docs_links_out_of_docs_where_its_site_has_nothing() -> None:
    assert [page.name for page in PAGES if "](../" in page.read_text("utf-8")] == []


def test_no_code_in_a_table_has_a_bar_which_readers_of_markdown_do_not_agree_on() -> None:
    rows = [(page.name, row) for page in PAGES for row in page.read_text("utf-8").splitlines() if row.startswith("|")]
    assert [(name, code) for name, row in rows for code in re.findall(r"`[^`]*`", row) if "\\|" in code] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_blocks_without_a_prompt_are_python_or_toml_that_can_be_read(page: Path) -> None:
    for language, code in BLOCK.findall(page.read_text("utf-8")):
        if language == "toml":
            tomllib.loads(code)
        elif language == "python" and ">>> " not in code:
            exec(compile(code, str(page), "exec"), {})
        else:
            assert language in {"python", "console", "sh"}, f"a block of {language or 'nothing'}, which no test runs"


def test_the_first_screen_of_the_readme_shows_what_cleaning_gives() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    before, after = (code.strip() for language, code in BLOCK.findall(readme) if language == "text")
    assert cleantext.clean(before) == after
    assert readme.index(after) < readme.index("## ")


def test_the_figures_of_the_readme_are_those_of_one_run_of_the_benchmarks() -> None:
    readme, benchmarks = ((ROOT / name).read_text("utf-8") for name in ("README.md", "benchmarks/README.md"))
    section = benchmarks.partition("## This version beside other extractors")[2].partition("\n## ")[0]
    measured, shown = rows(section), rows(readme[: readme.index("## ")])
    assert len(shown) >= 5
    for method, figures in shown.items():
        assert set(figures) <= set(measured[method]), method


def rows(text: str) -> dict[str, list[str]]:
    """Return the figures of the rows of tables, by what the row begins with."""
    found = re.findall(r"^\| ([\w, ]+) \| (.*0\.\d{4}.*) \|$", text, re.MULTILINE)
    return {method.lower().replace(",", ""): re.findall(r"0\.\d{4}", rest) for method, rest in found}
