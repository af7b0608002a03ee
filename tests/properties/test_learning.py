"""Learners are merged in any order with one result, and a pipeline with learned rules keeps every guarantee.

Mutations of the code tried, and what failed for each:

- the sample keeps the pages that came first: the order of pages
- `merge` keeps its own level: merging is commutative
- a page that is held is held once more: a page learned from twice
- rules that name sites act on any document: learned rules do not act elsewhere
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

import lxml.html
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import BoilerplateLearner, Pipeline, Reason
from cleantext.learning import Page
from cleantext.pipeline import Strictness
from tests.properties.checks import cut_places, ink, without_removals
from tests.test_learning import FOOTER, MENU, NOTE, PARAGRAPHS, SITE, articles, page

SITES = ("harbour.example", "valley.example", "")
#: Lines of which pages are made: some stand on many of them.
LINES = (*MENU[:3], *FOOTER[:3], NOTE, "Serves 4", "12 sylw", *(line[:80] for line in PARAGRAPHS[:12]))


@st.composite
def held_pages(draw: st.DrawFn) -> tuple[str, Page]:
    """A page as a learner holds it, with its site."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
    flags = draw(st.lists(st.sampled_from(range(8)).filter(lambda flag: flag % 4 < 3), min_size=8, max_size=8))
    return draw(st.sampled_from(SITES)), Page("\n".join(lines), bytes(flags[: len(lines)]))


@pytest.fixture(scope="module", autouse=True)
def small_samples() -> Iterator[None]:
    """Hold so few pages of a site that samples of few pages are samples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cleantext.learning.MAX_PAGES", 8)
        patch.setattr("cleantext.learning.MIN_PAGES", 2)
        yield


corpora = st.lists(held_pages(), max_size=30)
#: So few pages that samples become smaller, and sites are left out; or enough.
limits = st.sampled_from((3, 8, 12, 1000))


def learner(corpus: Sequence[tuple[str, Page]], most: int) -> BoilerplateLearner:
    made = BoilerplateLearner(max_pages=most, min_share=0.1)
    for site, held in corpus:
        made.add(held, site)
    return made


def said(made: BoilerplateLearner) -> tuple[object, ...]:
    held = {site: sorted(sample.pages.items()) for site, sample in made._sites.items()}
    return held, made.sites_, made.rules_, made.to_pack()


@given(corpora, limits, st.randoms(use_true_random=False))
def test_the_order_of_pages_does_not_matter(corpus: list[tuple[str, Page]], most: int, random) -> None:
    other = list(corpus)
    random.shuffle(other)
    assert said(learner(corpus, most)) == said(learner(other, most))


@given(corpora, limits)
def test_a_page_learned_from_twice_counts_once(corpus: list[tuple[str, Page]], most: int) -> None:
    assert said(learner([*corpus, *corpus], most)) == said(learner(corpus, most))


@given(corpora, corpora, limits)
def test_merging_is_commutative(first: list[tuple[str, Page]], second: list[tuple[str, Page]], most: int) -> None:
    one = learner(first, most).merge(learner(second, most))
    other = learner(second, most).merge(learner(first, most))
    assert said(one) == said(other) == said(learner([*first, *second], most))


@given(corpora, corpora, corpora, limits)
def test_merging_is_associative(
    first: list[tuple[str, Page]], second: list[tuple[str, Page]], third: list[tuple[str, Page]], most: int
) -> None:
    left = learner(first, most).merge(learner(second, most)).merge(learner(third, most))
    right = learner(first, most).merge(learner(second, most).merge(learner(third, most)))
    assert said(left) == said(right)


@given(corpora, corpora, limits)
def test_the_learner_that_is_merged_stays_as_it_was(
    first: list[tuple[str, Page]], second: list[tuple[str, Page]], most: int
) -> None:
    other = learner(second, most)
    before = said(other)
    learner(first, most).merge(other)
    assert said(other) == before


@pytest.fixture(scope="module")
def pipelines() -> dict[Strictness, Pipeline]:
    """The pipelines of each strictness with what ten pages of a site teach."""
    pages = [page([first, NOTE, second]) for first, second in articles(10)]
    rules = BoilerplateLearner().fit(pages, [SITE] * 10).rules_
    return {strictness: Pipeline.default(rules, strictness=strictness) for strictness in get_args(Strictness)}


@pytest.fixture(scope="module")
def pipeline(pipelines: dict[Strictness, Pipeline]) -> Pipeline:
    """The careful one, which is the default."""
    return pipelines["careful"]


#: What stands in doubt where it ends an article.
CLOSING = (
    "Ida Falk is a writer and editor who lives by the harbour.",
    "Ready to sail? Book your seat on the next boat.",
)
lines = st.lists(st.sampled_from((*LINES, *CLOSING, "Leave a Reply", "Share this", "", "")), max_size=24)
documents = lines.flatmap(lambda parts: st.sampled_from(("\n", " ")).map(lambda end: end.join(parts)))
strictnesses = st.sampled_from(get_args(Strictness))


@given(documents, strictnesses)
@settings(max_examples=120)
def test_learned_rules_keep_the_guarantees(
    pipelines: dict[Strictness, Pipeline], text: str, strictness: Strictness
) -> None:
    pipeline = pipelines[strictness]
    cleaned = pipeline.explain(text, kind="text", url=SITE)
    assert "".join(without_removals(text, cleaned.removals).split()) == "".join(cleaned.text.split())
    assert pipeline.clean(text, kind="text", url=SITE) == cleaned.text
    assert pipeline.clean(cleaned.text, kind="text", url=SITE) == cleaned.text
    for removal in cleaned.removals:
        verdict = cleaned.verdict_on(removal)
        assert verdict.is_cut
        assert removal.filter != "learned" or verdict.reason is Reason.CUT_MARKER


@given(documents)
@settings(max_examples=60)
def test_a_thorough_pipeline_with_learned_rules_keeps_nothing_that_a_careful_one_cuts(
    pipelines: dict[Strictness, Pipeline], text: str
) -> None:
    careful, thorough = (
        cut_places(text, pipelines[one].explain(text, kind="text", url=SITE).removals)
        for one in ("careful", "thorough")
    )
    assert careful <= thorough


@given(lines, strictnesses)
@settings(max_examples=60)
def test_a_page_is_cleaned_by_learned_rules_as_its_tree_is(
    pipelines: dict[Strictness, Pipeline], parts: list[str], strictness: Strictness
) -> None:
    html = "<html><body><main>" + "".join(f"<p>{part}</p>" for part in parts) + "</main></body></html>"
    trees = BeautifulSoup(html, "html.parser"), lxml.html.document_fromstring(html)
    cleaned = pipelines[strictness].explain(html, kind="html", url=SITE)
    assert ink(without_removals(cleaned.document.text, cleaned.removals)) == ink(cleaned.text)
    assert cut_places(cleaned.document.text, pipelines["careful"].explain(html, kind="html", url=SITE).removals) <= (
        cut_places(cleaned.document.text, cleaned.removals)
    )
    assert [pipelines[strictness].clean(tree, url=SITE) for tree in trees] == [cleaned.text] * 2


@given(documents, st.sampled_from((None, "https://valley.example/", "the coast")))
@settings(max_examples=60)
def test_learned_rules_do_not_act_elsewhere(pipeline: Pipeline, text: str, url: str | None) -> None:
    assert pipeline.explain(text, kind="text", url=url) == Pipeline.default().explain(text, kind="text")
