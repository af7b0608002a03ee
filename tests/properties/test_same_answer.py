"""One document has one answer: alone or after others, from a copy of the pipeline, in another process.

Mutations of the code tried, and what failed for each:

- a filter counts its calls and acts on the count: the order of documents
- a filter acts on the hash of a string: a fresh process
- pickling drops the last filter: a pickled pipeline
- what was found in a text before is not found again: a document judged again
- the fingerprint leaves out the filters: one fingerprint only for the same filters
"""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

import cleantext
from cleantext import Cleaned, Document, Pipeline
from cleantext.judging import judge, judge_elements
from cleantext.judging.phrases import Match
from cleantext.readers.html import read_html
from cleantext.readers.soup import read_soup
from cleantext.readers.text import read_text
from tests.properties.checks import folded
from tests.properties.pages import Article, articles, broken, careless_articles, pages
from tests.properties.strategies import NAMES, PIPELINE, composed, pipelines, texts

#: What a fresh process does: it cleans the texts that it is given, from the last to the first.
ELSEWHERE = """
import json, sys, cleantext
texts = json.load(sys.stdin)
cleaned = [cleantext.explain(text) for text in reversed(texts)]
answers = [[each.text, [list(removal) for removal in each.removals]] for each in reversed(cleaned)]
json.dump([cleantext.Pipeline.default().fingerprint, answers], sys.stdout)
"""


def answer(cleaned: Cleaned) -> tuple[object, ...]:
    return cleaned.text, cleaned.removals, cleaned.verdicts, cleaned.body


@given(texts, pipelines)
def test_a_pickled_pipeline_answers_as_the_pipeline_does(text: str, pipeline: Pipeline) -> None:
    copy = pickle.loads(pickle.dumps(pipeline))
    assert copy == pipeline
    assert copy.fingerprint == pipeline.fingerprint
    assert answer(copy.explain(text)) == answer(pipeline.explain(text))


@given(st.one_of(texts.map(read_text), pages.map(read_html)))
def test_a_document_judged_again_has_the_same_judgement(document: Document) -> None:
    elements = judge_elements(document, PIPELINE.rules)
    seen: dict[str, Sequence[Match]] = {}
    first = judge(document, PIPELINE.rules, elements, seen)
    assert judge_elements(document, PIPELINE.rules) == elements
    assert judge(document, PIPELINE.rules, elements, seen) == first
    assert judge(document, PIPELINE.rules, elements, {}) == first


@given(st.lists(texts, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_no_answer(several: list[str], chance: random.Random) -> None:
    pipeline = Pipeline.default()
    before = {text: answer(pipeline.explain(text)) for text in several}
    chance.shuffle(several)
    assert {text: answer(pipeline.explain(text)) for text in several} == before


@given(texts)
def test_the_functions_of_the_module_answer_as_the_default_pipeline_does(text: str) -> None:
    pipeline = Pipeline.default()
    assert cleantext.clean(text) == pipeline.clean(text) == pipeline.explain(text).text
    assert answer(cleantext.explain(text)) == answer(pipeline.explain(text))


@given(texts, st.permutations(NAMES))
def test_the_order_of_filters_changes_no_text(text: str, names: list[str]) -> None:
    filters = {filter.name: filter for filter in PIPELINE}
    assert Pipeline(filters[name] for name in names).clean(text) == PIPELINE.clean(text)


@given(pipelines, pipelines)
def test_pipelines_have_one_fingerprint_only_if_they_have_the_same_filters(one: Pipeline, other: Pipeline) -> None:
    assert (one.fingerprint == other.fingerprint) == ([f.name for f in one] == [f.name for f in other])


@settings(max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(composed, texts, broken), min_size=30, max_size=60))
def test_a_fresh_process_gives_the_same_answers(batch: list[str]) -> None:
    folder = str(Path(cleantext.__file__).parents[1])
    finished = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=json.dumps(batch),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": folder, "PYTHONHASHSEED": "7"},
    )
    fingerprint, answers = json.loads(finished.stdout)
    assert fingerprint == Pipeline.default().fingerprint
    for text, (clean, removals) in zip(batch, answers, strict=True):
        cleaned = cleantext.explain(text)
        assert clean == cleaned.text
        assert removals == [list(removal) for removal in cleaned.removals]


# Pages ------------------------------------------------------------------------------------------------------------


@given(pages, pipelines)
def test_a_pickled_pipeline_answers_for_pages_as_the_pipeline_does(page: str, pipeline: Pipeline) -> None:
    copy = pickle.loads(pickle.dumps(pipeline))
    assert copy.explain(page, kind="html") == pipeline.explain(page, kind="html")


@given(st.lists(pages, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_pages_changes_no_answer(several: list[str], chance: random.Random) -> None:
    pipeline = Pipeline.default()
    before = {page: answer(pipeline.explain(page, kind="html")) for page in several}
    chance.shuffle(several)
    assert {page: answer(pipeline.explain(page, kind="html")) for page in several} == before


@given(pages, st.permutations(NAMES))
def test_the_order_of_filters_changes_no_text_of_a_page(page: str, names: list[str]) -> None:
    filters = {filter.name: filter for filter in PIPELINE}
    assert Pipeline(filters[name] for name in names).clean(page, kind="html") == PIPELINE.clean(page, kind="html")


@given(articles(), pipelines)
def test_a_page_is_told_to_be_one_by_its_looks(article: Article, pipeline: Pipeline) -> None:
    assert pipeline.explain(article.html) == pipeline.explain(article.html, kind="html")


@given(articles(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1251", "cp1253", "cp1254", "cp932")))
def test_the_bytes_of_a_page_have_the_answer_that_its_text_has(article: Article, encoding: str) -> None:
    page = article.html.replace("<head>", f"<head><meta charset={encoding}>")
    try:
        data = page.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    assert answer(PIPELINE.explain(data)) == answer(PIPELINE.explain(page))


@pytest.mark.parametrize("parser", ["html5lib", "lxml", "html.parser"])
@given(st.one_of(careless_articles.map(lambda article: article.html), broken), pipelines)
def test_a_soup_has_the_answer_of_its_page_where_parsers_agree(parser: str, page: str, pipeline: Pipeline) -> None:
    pytest.importorskip(parser)
    soup = BeautifulSoup(page, parser)
    read, shown = read_soup(soup, marks=True), read_html(page, marks=True)
    assume(folded(read) == folded(shown) and read.titles == shown.titles)
    assert answer(pipeline.explain(soup)) == answer(pipeline.explain(page, kind="html"))
    assert pipeline.clean(soup, to="html") == pipeline.clean(page, kind="html", to="html")


@pytest.mark.parametrize("parser", ["html5lib", "lxml", "html.parser"])
@given(articles())
def test_parsers_agree_on_pages_that_are_well_formed(parser: str, article: Article) -> None:
    pytest.importorskip(parser)
    assert answer(PIPELINE.explain(BeautifulSoup(article.html, parser))) == answer(PIPELINE.explain(article.html))


@pytest.mark.parametrize("parser", ["html5lib", "html.parser"])
@given(broken, pipelines)
def test_a_pruned_soup_holds_the_lines_of_the_clean_text(parser: str, page: str, pipeline: Pipeline) -> None:
    pytest.importorskip(parser)
    soup = BeautifulSoup(page, parser)
    cleaned = pipeline.explain(soup)
    pruned = read_soup(pipeline.prune(soup), hidden="reader/hidden" in cleaned.document.steps)
    assert pruned.text.split() == cleaned.text.split()
