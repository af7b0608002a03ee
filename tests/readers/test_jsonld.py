"""An article that a page holds only as data is read where the page shows less of it, and a step says so."""

from __future__ import annotations

import json
import time
from textwrap import fill

import pytest
from bs4 import BeautifulSoup

from cleantext import clean, explain, prune
from cleantext.readers.jsonld import article_body
from tests.judging.pages import ARTICLE, OTHERS, links, paragraphs

TEXTS = (*ARTICLE, *OTHERS)
TEXT = "\n\n".join(TEXTS)
MENU = f"<nav>{links('Home', 'Tides')}</nav>"


def script(body: str, kind: object = "NewsArticle") -> str:
    data = json.dumps({"@type": kind, "headline": "Tides", "articleBody": body}).replace("</", "<\\/")
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    "body",
    [TEXT, paragraphs(*TEXTS), TEXT.replace("\n\n", "\n"), "\n\n".join(fill(text, 78) for text in TEXTS)],
    ids=["text", "html", "lines", "wrapped"],
)
@pytest.mark.parametrize("shown", ["", paragraphs(ARTICLE[0])], ids=["nothing", "teaser"])
def test_an_article_is_read_of_which_the_page_shows_nothing_or_the_beginning(body: str, shown: str) -> None:
    page = f"{MENU}{script(body)}<div id='root'>{shown}</div>"
    for source in (page, page.encode(), BeautifulSoup(page, "html.parser")):
        cleaned = explain(source)
        assert cleaned.text == TEXT
        assert cleaned.document.steps == ("reader/json-ld",)


def test_its_markup_is_that_of_any_page() -> None:
    body = f"{paragraphs(*ARTICLE)}<div class='share-bar'>Share this</div><p>The <b>mayor</b> was there, and spoke.</p>"
    assert clean(f"{MENU}{script(body)}", to="markdown").endswith("\n\nThe **mayor** was there, and spoke.")


@pytest.mark.parametrize(
    "page",
    [
        f"{script(TEXT)}<article>{paragraphs(*TEXTS)}</article>",
        f"{script(' '.join(TEXTS))}<article>{'<br>'.join(TEXTS)}</article>",
        f"{script(ARTICLE[0])}<article>{paragraphs(*TEXTS)}</article>",
        f"{script(TEXT, 'Product')}<article>{paragraphs(ARTICLE[0])}</article>",
        f"<script>page = {json.dumps({'articleBody': TEXT})}</script><article>{paragraphs(ARTICLE[0])}</article>",
        f"{script('')}<article>{paragraphs(ARTICLE[0])}</article>",
    ],
    ids=["all", "all, otherwise", "more", "of goods", "of a script", "empty"],
)
def test_what_a_page_shows_is_read_otherwise(page: str) -> None:
    assert explain(page).document.steps == ()


def test_data_that_the_page_shows_nearly_all_of_are_not_read() -> None:
    assert explain(f"{script(TEXT)}{paragraphs(*TEXTS[:-1])}").document.steps == ()


def test_what_is_pruned_is_what_the_page_shows() -> None:
    soup = BeautifulSoup(f"{MENU}{script(TEXT)}<p>{ARTICLE[0]}</p>", "html.parser")
    assert str(prune(soup)) == f"{script(TEXT)}<p>{ARTICLE[0]}</p>"


@pytest.mark.parametrize("end", ["</script>", "", "</SCRIPT >"])
def test_a_script_ends_where_its_tag_does_or_the_page(end: str) -> None:
    assert article_body(f"<SCRIPT data-x type='application/ld+json'>{script(TEXT)[35:-9]}{end}") == TEXT


@pytest.mark.parametrize(
    "piece", ["<script application/ld+json", " application/ld+json", "<script ", "{", ", ", "<!--"]
)
def test_data_are_found_in_time_linear_in_the_page(piece: str) -> None:
    start = time.process_time()
    article_body(f"articleBody <script type='application/ld+json'{'>' * (piece in '{, <!--')}{piece * 100_000}")
    assert time.process_time() - start < 5
