"""Every document in seeds/ becomes exactly the clean text that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleantext

FOLDER = Path(__file__).parents[1] / "seeds"
PAGES = sorted(FOLDER.glob("*.html"))
SEEDS = sorted([*PAGES, *(path for path in FOLDER.glob("*.txt") if not path.name.endswith(".clean.txt"))])


def read(path: Path) -> str:
    """Return a file's text with its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_becomes_its_clean_text(seed: Path) -> None:
    source = seed.read_bytes() if seed in PAGES else read(seed)
    assert cleantext.clean(source) == read(seed.with_suffix(".clean.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_the_clean_text_of_a_seed_stays_as_it_is(seed: Path) -> None:
    clean = read(seed.with_suffix(".clean.txt"))
    assert cleantext.clean(clean) == clean


def test_every_clean_text_belongs_to_a_seed() -> None:
    clean = {path.name.removesuffix(".clean.txt") for path in FOLDER.glob("*.clean.txt")}
    assert clean == {path.stem for path in SEEDS}


def test_there_are_at_least_forty_seeds_and_some_of_them_are_pages() -> None:
    assert len(SEEDS) >= 45
    assert len(PAGES) >= 5
