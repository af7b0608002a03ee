"""Computes word F1, and the share of chrome removed and of content lost."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    r"""Returns the lower-cased `\w+` tokens of a text, the words that every figure counts.

    >>> words("Don't panic!")
    ['don', 't', 'panic']
    """
    return _WORD.findall(text.lower())


def word_f1(text: str, gold: str) -> float:
    """Returns the F1 of two texts' words as multisets, as WCXB computes it; 0.0 if they share no word."""
    found, wanted = Counter(words(text)), Counter(words(gold))
    shared = (found & wanted).total()
    return 2 * shared / (found.total() + wanted.total()) if shared else 0.0


def kept_lines(lines: Sequence[str], output: str) -> list[bool]:
    """Tells for each line of a document whether it stands, stripped, in the output, in order.

    Each line of the output takes the first equal line of the document that is still free. The walk goes over the
    output, because a walk over the document would give the only "Share" of the output to the "Share" above the article
    when the one below it was kept, and then count the whole article as lost.
    """
    wanted = [line.strip() for line in lines]
    kept = [False] * len(wanted)
    places: dict[str, list[int]] = {}
    for index in range(len(wanted) - 1, -1, -1):
        places.setdefault(wanted[index], []).append(index)
    position = 0
    for line in output.split("\n"):
        free = places.get(line.strip(), [])
        while free and free[-1] < position:
            free.pop()
        if line.strip() and free:
            index = free.pop()
            kept[index] = True
            position = index + 1
    return kept


@dataclass(slots=True)
class Tally:
    """Counts the words of labelled lines, and those of them that were cut."""

    chrome: int = 0
    chrome_cut: int = 0
    content: int = 0
    content_cut: int = 0

    def count(self, label: int | None, size: int, kept: bool) -> None:
        """Adds a line of `size` words."""
        if label == 0:
            self.chrome += size
            self.chrome_cut += 0 if kept else size
        elif label == 1:
            self.content += size
            self.content_cut += 0 if kept else size

    def add(self, other: "Tally") -> None:
        """Adds another tally to this one."""
        self.chrome += other.chrome
        self.chrome_cut += other.chrome_cut
        self.content += other.content
        self.content_cut += other.content_cut

    @property
    def chrome_removed(self) -> float:
        """The share of the words in chrome lines that is cut."""
        return self.chrome_cut / self.chrome if self.chrome else 0.0

    @property
    def content_lost(self) -> float:
        """The share of the words in content lines that is cut."""
        return self.content_cut / self.content if self.content else 0.0


def tally(lines: Sequence[str], labels: Sequence[int | None], output: str) -> Tally:
    """Compares a document's labelled lines with what a method left of it."""
    result = Tally()
    for line, label, kept in zip(lines, labels, kept_lines(lines, output), strict=True):
        result.count(label, len(words(line)), kept)
    return result


@dataclass(slots=True)
class Figures:
    """What one method did to the documents of one source: word F1 over all, the tally over the trusted ones."""

    documents: int = 0
    trusted: int = 0
    f1_before: float = 0.0
    f1_after: float = 0.0
    tally: Tally = field(default_factory=Tally)

    def add(self, other: "Figures") -> None:
        """Adds the figures of other documents: means stay means over all of them."""
        total = self.documents + other.documents
        for name in ("f1_before", "f1_after"):
            weighted = getattr(self, name) * self.documents + getattr(other, name) * other.documents
            setattr(self, name, weighted / total)
        self.documents = total
        self.trusted += other.trusted
        self.tally.add(other.tally)
