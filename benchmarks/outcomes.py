"""Scores what methods made of pages: of each page alone, and of pages of a set, a kind or a length, together."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.data import KINDS, Page
from benchmarks.metrics import (
    Matches,
    Score,
    Snippets,
    shingle_matches,
    shingle_score,
    snippets_found,
    word_score,
    words,
)

FIGURES = {
    "wcxb": "word F1",
    "aeb": "shingle F1",
    "trafilatura": "snippet F1",
    "dragnet": "word F1",
    "waddle": "word F1",
    "repository": "shingle F1",
}
KINDS_OF_WCXB = tuple(f"wcxb {kind}" for kind in KINDS)
GROUPS = ("wcxb", *KINDS_OF_WCXB, *(set_ for set_ in FIGURES if set_ != "wcxb"))
LENGTHS = {"under 60": 1, "60–119": 60, "120–249": 120, "250–599": 250, "600 and more": 600}
ANY_LENGTH = "all"
POOR = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one method made of one page. A method that raised made the empty text, and `failure` says why.

    `body_words` is the score against the gold text without its first line where that is the page's title.
    """

    page: Page
    method: str
    text: str
    seconds: float
    failure: str
    words: Score
    body_words: Score
    titled: bool
    shingles: Matches
    snippets: Snippets

    @property
    def f1(self) -> float:
        """The figure of the page's set, for this page alone."""
        return score([self]).f1


def score(outcomes: list[Outcome]) -> Score:
    """Returns the figure of a set for outcomes on its pages, see FIGURES."""
    match FIGURES[outcomes[0].page.set]:
        case "word F1":
            return Score.mean(outcome.words for outcome in outcomes)
        case "shingle F1":
            return shingle_score(outcome.shingles for outcome in outcomes)
        case _:
            return Snippets.sum(outcome.snippets for outcome in outcomes).score


def judge(
    page: Page, method: str, text: str, seconds: float = 0.0, failure: str = "", body: str | None = None
) -> Outcome:
    """Compares a text with what is known of the page; `body` is the gold text without the title, if it has one."""
    whole = word_score(text, page.gold)
    return Outcome(
        page,
        method,
        text,
        seconds,
        failure,
        whole,
        whole if body is None else word_score(text, body),
        body is not None,
        shingle_matches(text, page.gold),
        snippets_found(text, page.wanted, page.unwanted),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """What one method did to a group of pages of one set."""

    group: str
    method: str
    figure: str
    pages: int
    precision: float
    recall: float
    f1: float
    wanted_found: float
    unwanted_found: float
    failed: int
    milliseconds: float

    @property
    def has_snippets(self) -> bool:
        """Whether the pages of the set come with snippets."""
        return self.group.startswith(("wcxb", "trafilatura"))


def summary(group: str, outcomes: list[Outcome]) -> Summary:
    """Sums up one method's outcomes on pages of one set."""
    snippets = Snippets.sum(outcome.snippets for outcome in outcomes)
    return Summary(
        group,
        outcomes[0].method,
        FIGURES[outcomes[0].page.set],
        len(outcomes),
        *score(outcomes),
        snippets.wanted_rate,
        snippets.unwanted_rate,
        sum(bool(outcome.failure) for outcome in outcomes),
        1000 * sum(outcome.seconds for outcome in outcomes) / len(outcomes),
    )


def summaries(outcomes: Iterable[Outcome]) -> list[Summary]:
    """Sums up each method over each set, and over each kind of page in it."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        for group in groups_of(outcome.page):
            groups.setdefault((group, outcome.method), []).append(outcome)
    ranked = sorted(groups, key=lambda key: GROUPS.index(key[0]))
    return [summary(group, groups[group, method]) for group, method in ranked]


def groups_of(page: Page) -> tuple[str, ...]:
    """Returns the groups that a page counts in: its set, and its kind in that."""
    return (page.set, f"{page.set} {page.kind}") if page.kind else (page.set,)


@dataclass(frozen=True, slots=True)
class ByLength:
    """The word F1 of one method on the pages of a group whose gold text has so many words, at least one.

    `titled` counts the gold texts that begin with the page's title, `body_f1` is F1 without these titles, and `poor`
    counts the pages with an F1 (of the gold as it is) below 0.5.
    """

    group: str
    method: str
    length: str
    pages: int
    titled: int
    f1: float
    body_f1: float
    poor: int


def by_length(outcomes: Iterable[Outcome]) -> list[ByLength]:
    """Sums up each method over each group by the length of the gold text, and over all lengths."""
    parts: dict[tuple[str, str, str], list[Outcome]] = {}
    for outcome in outcomes:
        size = len(words(outcome.page.gold))
        if size:
            for group in groups_of(outcome.page):
                for length in (ANY_LENGTH, length_of(size)):
                    parts.setdefault((group, outcome.method, length), []).append(outcome)
    order = (ANY_LENGTH, *LENGTHS)
    ranked = sorted(parts, key=lambda key: (GROUPS.index(key[0]), order.index(key[2])))
    return [ByLength(*key, *length_figures(parts[key])) for key in ranked]


def length_of(size: int) -> str:
    """Returns the last of LENGTHS that a number of words, at least one, reaches.

    >>> length_of(59), length_of(60), length_of(6000)
    ('under 60', '60–119', '600 and more')
    """
    return [name for name, least in LENGTHS.items() if size >= least][-1]


def length_figures(outcomes: list[Outcome]) -> tuple[int, int, float, float, int]:
    """Returns the figures of ByLength for some outcomes of one method."""
    return (
        len(outcomes),
        sum(outcome.titled for outcome in outcomes),
        Score.mean(outcome.words for outcome in outcomes).f1,
        Score.mean(outcome.body_words for outcome in outcomes).f1,
        sum(outcome.words.f1 < POOR for outcome in outcomes),
    )
