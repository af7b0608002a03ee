"""Scores what methods made of pages: of each page alone, and of the pages of a set, or of one kind, together."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.data import KINDS, Page
from benchmarks.metrics import Matches, Score, Snippets, shingle_matches, shingle_score, snippets_found, word_score

FIGURES = {"wcxb": "word F1", "aeb": "shingle F1", "trafilatura": "snippet F1", "repository": "shingle F1"}
GROUPS = ("wcxb", *(f"wcxb {kind}" for kind in KINDS), "aeb", "trafilatura", "repository")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one method made of one page. A method that raised made the empty text, and `failure` says why."""

    page: Page
    method: str
    text: str
    seconds: float
    failure: str
    words: Score
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


def judge(page: Page, method: str, text: str, seconds: float = 0.0, failure: str = "") -> Outcome:
    """Compares a text with what is known of the page."""
    return Outcome(
        page,
        method,
        text,
        seconds,
        failure,
        word_score(text, page.gold),
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
