"""Computes the figures: F1 of words, shingles and snippets, and the share of chrome removed and of content lost."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from benchmarks.matching import survivors

WORD = re.compile(r"\w+")
_UNSPACED = (
    "\u0e00-\u0e7f"  # Thai
    "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"  # Hangul
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_COUNTED = re.compile(rf"[^\W{_UNSPACED}]+|(?!\W)[{_UNSPACED}]")


def words(text: str) -> list[str]:
    r"""Returns the words that every figure counts: lower-cased `\w+` tokens, in scripts without spaces the characters.

    >>> words("Don't panic!"), words("iPhone 15を発表")
    (['don', 't', 'panic'], ['iphone', '15', 'を', '発', '表'])
    """
    return _COUNTED.findall(text.lower())


class Score(NamedTuple):
    """Precision, recall and F1. A mean of F1 over pages isn't the F1 of the means, so all three are kept."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, precision: float, recall: float) -> "Score":
        """Returns a score with the harmonic mean of the two as F1.

        >>> Score.of(1.0, 0.5)
        Score(precision=1.0, recall=0.5, f1=0.6666666666666666)
        """
        total = precision + recall
        return cls(precision, recall, 2 * precision * recall / total if total else 0.0)

    @classmethod
    def mean(cls, scores: Iterable["Score"]) -> "Score":
        """Returns the mean of each figure."""
        columns = list(zip(*scores, strict=True))
        return cls(*(sum(column) / len(column) for column in columns))


def word_score(text: str, gold: str) -> Score:
    """Returns precision, recall and F1 of two texts' words as multisets, as WCXB does; all 0.0 if they share none.

    >>> word_score("Share The bridge opens", "The bridge opens in May.").precision
    0.75
    """
    found, wanted = Counter(words(text)), Counter(words(gold))
    shared = (found & wanted).total()
    return Score.of(shared / found.total(), shared / wanted.total()) if shared else Score(0.0, 0.0, 0.0)


def word_f1(text: str, gold: str) -> float:
    """Returns the F1 of two texts' words; it is 0.0 if they share none.

    >>> word_f1("the bridge the bridge", "the bridge")
    0.6666666666666666
    """
    return word_score(text, gold).f1


class Matches(NamedTuple):
    """The shingles of one page that are right, that are too many, and that are missing, as shares of the three."""

    right: float
    extra: float
    missing: float


_SHINGLE = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Counts the runs of four words, in upper and lower case; a text with fewer words is one run, even without any.

    >>> list(shingles("The bridge opens in May."))
    [('The', 'bridge', 'opens', 'in'), ('bridge', 'opens', 'in', 'May')]
    >>> list(shingles("")), list(shingles("Share"))
    ([()], [('Share',)])
    """
    tokens = WORD.findall(text)
    return Counter(tuple(tokens[start : start + _SHINGLE]) for start in range(max(1, len(tokens) - _SHINGLE + 1)))


def shingle_matches(text: str, gold: str) -> Matches:
    """Compares two texts' shingles as multisets.

    >>> shingle_matches("The bridge opens in May. Share", "The bridge opens in May.")
    Matches(right=0.6666666666666666, extra=0.3333333333333333, missing=0.0)
    """
    found, wanted = shingles(text), shingles(gold)
    parts = (found & wanted).total(), (found - wanted).total(), (wanted - found).total()
    return Matches(*(part / sum(parts) for part in parts))


def shingle_score(pages: Iterable[Matches]) -> Score:
    """Returns means of precision and of recall over pages, and F1 of the two, as article-extraction-benchmark does.

    Its evaluation leaves out pages without any shingle, of which there are none, see `shingles`.

    >>> shingle_score([Matches(1.0, 0.0, 0.0), Matches(0.0, 0.5, 0.5)])
    Score(precision=0.5, recall=0.5, f1=0.5)
    """
    pages = list(pages)
    precision = sum(page.right / (page.right + page.extra) for page in pages) / len(pages)
    recall = sum(page.right / (page.right + page.missing) for page in pages) / len(pages)
    return Score.of(precision, recall)


class Snippets(NamedTuple):
    """Counts of the snippets of one or more pages that are wanted, and that are not, and of those that were found."""

    wanted: int = 0
    wanted_found: int = 0
    unwanted: int = 0
    unwanted_found: int = 0

    @classmethod
    def sum(cls, pages: Iterable["Snippets"]) -> "Snippets":
        """Returns the counts over pages."""
        return cls(*map(sum, zip(cls(), *pages, strict=True)))

    @property
    def score(self) -> Score:
        """Precision and recall as in trafilatura's evaluation: what is unwanted and found is a false positive.

        >>> Snippets(wanted=4, wanted_found=3, unwanted=3, unwanted_found=1).score
        Score(precision=0.75, recall=0.75, f1=0.75)
        """
        found = self.wanted_found + self.unwanted_found
        return Score.of(self.wanted_found / found if found else 0.0, self.wanted_rate)

    @property
    def wanted_rate(self) -> float:
        """The share of the wanted snippets that were found."""
        return self.wanted_found / self.wanted if self.wanted else 0.0

    @property
    def unwanted_rate(self) -> float:
        """The share of the unwanted snippets that were found."""
        return self.unwanted_found / self.unwanted if self.unwanted else 0.0


def snippets_found(text: str, wanted: Sequence[str], unwanted: Sequence[str]) -> Snippets:
    r"""Counts the snippets that stand in a text, character for character.

    >>> snippets_found("The bridge opens in May.\nShare", ["The bridge", "see you there"], ["Share"])
    Snippets(wanted=2, wanted_found=1, unwanted=1, unwanted_found=1)
    """
    found = [sum(snippet in text for snippet in snippets) for snippets in (wanted, unwanted)]
    return Snippets(len(wanted), found[0], len(unwanted), found[1])


def kept_lines(lines: Sequence[str], output: str) -> list[bool]:
    """Tells for each line of a document whether it stands, stripped, in the output, in order.

    Lines are matched by a longest common subsequence. A walk that gives each line the next equal one goes wrong where
    lines repeat: it would give the only "Share" of the output to the "Share" above the article when the one below it
    was kept, and then count the whole article as lost. Blank lines are matched by nothing.
    """
    stripped = [line.strip() for line in lines]
    survived = iter(survivors(list(filter(None, stripped)), list(filter(None, map(str.strip, output.split("\n"))))))
    return [bool(line) and next(survived) for line in stripped]


def kept_words(lines: Sequence[str], output: str) -> list[int]:
    """Counts for each line of a document the words of it that stand in the output, in order, with their case.

    This is for documents whose lines were joined into one: all of the words are matched with those of the output by a
    longest common subsequence, and then shared out to the lines that they came from.

    >>> kept_words(["Share this", "The bridge is open."], "The bridge is open.")
    [0, 4]
    """
    tokens = [_COUNTED.findall(line) for line in lines]
    survived = iter(survivors(list(chain.from_iterable(tokens)), _COUNTED.findall(output)))
    return [sum(islice(survived, len(line))) for line in tokens]


CAP = 150
LEAST_CHROME = 3
MUCH = 0.05


@dataclass(slots=True)
class Tally:
    """Counts the words of labelled lines, and those of them that were cut."""

    chrome: float = 0
    chrome_cut: float = 0
    content: float = 0
    content_cut: float = 0

    def count(self, label: int | None, size: int, cut: int) -> None:
        """Adds a line of `size` words, of which `cut` were cut."""
        if label == 0:
            self.chrome += size
            self.chrome_cut += cut
        elif label == 1:
            self.content += size
            self.content_cut += cut

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


def tally(lines: Sequence[str], labels: Sequence[int | None], output: str, flat: bool = False) -> Tally:
    """Compares a document's labelled lines with what a method left of it; of a flat document, word by word."""
    sizes = [len(_COUNTED.findall(line)) for line in lines]
    if flat:
        kept = kept_words(lines, output)
    else:
        kept = [size * stays for size, stays in zip(sizes, kept_lines(lines, output), strict=True)]
    result = Tally()
    for label, size, left in zip(labels, sizes, kept, strict=True):
        result.count(label, size, size - left)
    return result


@dataclass(slots=True)
class Figures:
    """What one method did to the documents of one source: word F1 over all, the rest over the trusted ones.

    `chrome` is the tally's chrome with each document capped at 150 words of it, so that no page makes the figure.
    `macro` sums the shares of chrome removed over the `macro_documents`, those with 3 words of chrome or more.
    `losing` counts the documents that lose over 5 % of their content, of the `content_documents` that have any.
    """

    documents: int = 0
    trusted: int = 0
    f1_before: float = 0.0
    f1_after: float = 0.0
    tally: Tally = field(default_factory=Tally)
    capped: Tally = field(default_factory=Tally)
    macro: float = 0.0
    macro_documents: int = 0
    content_documents: int = 0
    losing: int = 0

    @classmethod
    def of(cls, f1_before: float, f1_after: float, found: Tally | None) -> "Figures":
        """Returns the figures of one document; its tally is None if it isn't trusted."""
        if found is None:
            return cls(1, 0, f1_before, f1_after)
        weight = min(1.0, CAP / found.chrome) if found.chrome else 0.0
        has_chrome = found.chrome >= LEAST_CHROME
        return cls(
            1,
            1,
            f1_before,
            f1_after,
            found,
            Tally(weight * found.chrome, weight * found.chrome_cut, found.content, found.content_cut),
            found.chrome_removed if has_chrome else 0.0,
            int(has_chrome),
            int(found.content > 0),
            int(found.content_lost > MUCH),
        )

    def add(self, other: "Figures") -> None:
        """Adds the figures of other documents: means stay means over all of them."""
        total = self.documents + other.documents
        for name in ("f1_before", "f1_after"):
            weighted = getattr(self, name) * self.documents + getattr(other, name) * other.documents
            setattr(self, name, weighted / total)
        for name in ("documents", "trusted", "macro", "macro_documents", "content_documents", "losing"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.tally.add(other.tally)
        self.capped.add(other.capped)

    @property
    def macro_removed(self) -> float:
        """The mean over documents of the share of chrome removed."""
        return self.macro / self.macro_documents if self.macro_documents else 0.0
