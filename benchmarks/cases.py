"""Counts how many of the cases and of the seeds come out right, and the words that the others lose and leave."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.metrics import words
from cleantext import clean

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Document:
    """A text, or the bytes or text of a page, and what must be left of it."""

    source: str | bytes
    wanted: str


@dataclass(frozen=True, slots=True)
class Count:
    """The documents that come out right, and the words of the others that are missing and that are too many."""

    right: int
    words_lost: int
    words_left: int


def load_cases(folder: Path = ROOT / "tests" / "cases") -> Iterator[Document]:
    """Yields the cases, known failures among them."""
    for file in sorted(folder.glob("*.json")):
        for case in json.loads(file.read_text(encoding="utf-8")):
            yield Document("\n".join(case["text"]), "\n".join(case["clean"]))


def load_seeds(folder: Path = ROOT / "seeds") -> Iterator[Document]:
    """Yields the seeds."""
    for target in sorted(folder.glob("*.clean.txt")):
        page, text = (folder / target.name.replace(".clean.txt", suffix) for suffix in (".html", ".txt"))
        wanted = target.read_bytes().decode("utf-8")
        yield Document(page.read_bytes() if page.exists() else text.read_bytes().decode("utf-8"), wanted)


def count(documents: Iterable[Document]) -> Count:
    """Cleans the documents, and compares what is left of each with what must be."""
    right = lost = left = 0
    for document in documents:
        found = clean(document.source)
        missing, extra = difference(document.wanted, found)
        right, lost, left = right + (found == document.wanted), lost + missing, left + extra
    return Count(right, lost, left)


def difference(wanted: str, found: str) -> tuple[int, int]:
    """Returns how many words are missing and how many are too many, in the order in which they stand.

    >>> difference("The pool is open. They clapped.", "Share The pool is open.")
    (2, 1)
    >>> difference("誰も泳がなかった。", "")
    (8, 0)
    """
    changes = SequenceMatcher(None, words(wanted), words(found), autojunk=False).get_opcodes()
    changed = [(to_a - a, to_b - b) for tag, a, to_a, b, to_b in changes if tag != "equal"]
    return sum(lost for lost, _ in changed), sum(left for _, left in changed)


def figures() -> dict[str, float]:
    """Returns the counts of the cases by name, such as "cases/words lost"."""
    return named("cases", count(load_cases()))


def seed_figures() -> dict[str, float]:
    """Returns the counts of the seeds by name."""
    return named("seeds", count(load_seeds()))


def named(group: str, found: Count) -> dict[str, float]:
    """Returns counts by name."""
    return {
        f"{group}/right": found.right,
        f"{group}/words lost": found.words_lost,
        f"{group}/words left": found.words_left,
    }
