"""What a page says of itself: title, author, date, site, language, address and more, wherever they are said."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cleantext.readers.clues import Clue, collected
from cleantext.readers.metadata import Metadata, metadata_of, metadata_of_page, metadata_of_soup, read_metadata
from tests.writers.pages import sources

ARTICLE = {
    "@type": ["Article", "NewsArticle"],
    "headline": "High tides &amp; low",
    "author": [{"@id": "#ida"}, {"@type": "Person", "name": "Bo Lind"}],
    "datePublished": "2025-09-04T10:00:00Z",
}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Harbour", "publisher": {"@id": "#harbour"}},
        ARTICLE,
        {"@type": "Person", "@id": "#ida", "name": "Ida Falk"},
    ],
}


def said(html: str) -> Metadata:
    """Return what a page says, to both readers."""
    root = LexborHTMLParser(html).root
    assert root is not None
    result = metadata_of_page(root)
    assert metadata_of_soup(BeautifulSoup(html, "html.parser")) == result
    return result


#: Heads of pages in the notations that there are, each with all that it says.
HEADS = json.loads(Path(__file__).with_name("heads.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("head", HEADS, ids=[head["name"] for head in HEADS])
def test_what_a_head_says_is_read_in_whatever_notation(head: dict[str, Any]) -> None:
    result = asdict(said("\n".join(head["html"])))
    known = {name: list(value) if name == "keywords" else value for name, value in result.items() if value}
    assert known == head["expected"]


def linked(content: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(content)}</script>'


def test_everything_can_be_said_in_the_head() -> None:
    html = """
        <html lang="en_gb"><title>High tides - The Harbour</title><link rel="canonical" href="https://harbour.example/high">
        <meta property="og:site_name" content="The Harbour"><meta name="author" content="Ida Falk">
        <meta property="article:published_time" content="2025-09-04T10:00:00+02:00">
    """
    assert said(html) == Metadata(
        "High tides", "Ida Falk", "2025-09-04T10:00:00+02:00", "The Harbour", "en-GB", "https://harbour.example/high"
    )


def test_json_ld_names_authors_by_their_ids_and_in_lists() -> None:
    result = said(linked(GRAPH))
    assert result.title == "High tides & low"
    assert result.author == "Ida Falk, Bo Lind"
    assert result.date == "2025-09-04T10:00:00+00:00"
    assert result.site_name == "The Harbour"


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "null",
        "[]",
        '"Article"',
        '{"@type": 5}',
        '{"@graph": {"@graph": 1}}',
        '{"@type": "Article", "author": {"@id": [1], "name": {}}}',
        "[" * 100_000,
        "1" * 10_000,
    ],
    ids=range(10),
)
def test_json_ld_that_is_broken_says_nothing(broken: str) -> None:
    assert metadata_of(collected([Clue("script", {}, broken)])) == Metadata()


def test_json_ld_of_another_article_far_inside_is_not_of_the_page() -> None:
    review = {"@type": "Review", "author": "A. Customer", "datePublished": "2020-01-01"}
    page = {"@type": "WebPage", "mainEntity": {"@type": "Thing", "review": [review]}}
    assert said(linked(page)) == Metadata()


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>High tides | The Harbour</title><h1>High tides</h1>", "High tides"),
        (
            "<meta property=og:site_name content=Harbour><title>High tides</title><h1>Harbour</h1><h1>Tides</h1>",
            "Tides",
        ),
        ("<title>High tides – Harbour</title><link rel=canonical href=https://www.harbour.example/a>", "High tides"),
        ("<title>High tides</title><h1><a href=/><img alt=x></a></h1>", "High tides"),
        ("<title>High tides and low</title><h1>Opening hours</h1>", "High tides and low"),
        ("<h1>High<br>tides</h1>", "High tides"),
        ("<title>High tides</title><h1><span>H</span>igh <b>tides</b></h1>", "High tides"),
        ("<title>x</title><meta property=og:title content='High  tides'>", "High tides"),
        ("<title>高潮の時間</title><h1>高潮の時間について</h1>", "高潮の時間について"),
        ("<p>High tides", None),
    ],
)
def test_the_title_is_the_heading_that_says_it(html: str, title: str | None) -> None:
    assert said(html).title == title


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ("<meta name=author content='By Ida Falk'>", "Ida Falk"),
        ("<meta name=author content=https://facebook.com/ida><a rel=author href=/x>Ida Falk</a>", "Ida Falk"),
        (
            "<meta name=citation_author content='Ida Falk'><meta name=citation_author content='Bo Lind'>",
            "Ida Falk, Bo Lind",
        ),
        ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ida Falk'>", "Ida Falk"),
        ("<div itemprop=author itemscope><span itemprop=name>Ida Falk</span> <p>Harbour master</div>", "Ida Falk"),
        ("<p class='post-author'><span>By</span> <a>Ida Falk</a> • 4 min read</p>", "Ida Falk"),
        ("<p class=byline>Text and photos by Ida Falk | Tides</p>", "Ida Falk"),
        ("<p class=byline>Von Ida Falk</p>", "Ida Falk"),
        ("<p class=author-name><i>IF</i><b>Ida Falk</b></p>", "Ida Falk"),
        ("<p>By <a href=/authors/ida>Ida Falk</a>", "Ida Falk"),
        ("<p class=comment-author>Bo Lind", None),
        ("<meta name=author content=admin><a rel=author href=/x>View all posts</a>", None),
        ("<meta name=author content='The Harbour'><meta property=og:site_name content='The Harbour'>", "The Harbour"),
        (
            "<meta name=author content='The Harbour'><meta property=og:site_name content='The Harbour'>"
            "<p class=byline>Ida Falk",
            "Ida Falk",
        ),
    ],
)
def test_authors_are_persons_or_else_the_site(html: str, author: str | None) -> None:
    assert said(html).author == author


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ("<meta itemprop=datePublished content=2025-09-04>", "2025-09-04"),
        ("<meta name=date content='September 4, 2025'>", "2025-09-04"),
        ("<time itemprop=datePublished datetime=2025-09-04T10:00>yesterday</time>", "2025-09-04T10:00:00"),
        ("<time datetime=2020-01-01></time><h1>High tides</h1><time datetime=2025-09-04></time>", "2025-09-04"),
        ("<p class=post-date>Updated: 4 September 2025", "2025-09-04"),
        ("<link rel=canonical href=https://harbour.example/2025/09/04/high>", "2025-09-04"),
        ("<meta property=article:modified_time content=2025-09-04>", None),
        ("<time itemprop=dateModified datetime=2025-09-04>", None),
        ("<p class=date-picker>3/4/2025", None),
    ],
)
def test_the_date_is_when_the_page_was_published(html: str, date: str | None) -> None:
    assert said(html).date == date


def test_customers_of_a_product_are_not_its_authors() -> None:
    html = linked({"@type": "Product"}) + "<h1>Boat</h1><p class=author>Bo Lind</p><time datetime=2025-09-04></time>"
    assert said(html) == Metadata(title="Boat")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("de", "de"), ("PT_br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("es-419", "es-419"), ("x", None)],
)
def test_languages_are_written_as_tags(tag: str, language: str | None) -> None:
    assert said(f"<html lang='{tag}'>").language == language
    assert said(f"<meta property=og:locale content='{tag}'>").language == language


def test_an_address_that_is_not_whole_is_none() -> None:
    assert said("<link rel=canonical href=/high>").url is None
    assert (
        said("<link rel=canonical href=/high><meta property=og:url content=https://a.example/>").url
        == "https://a.example/"
    )


@given(sources)
def test_any_page_is_read(html: str) -> None:
    root = LexborHTMLParser(html).root
    assert root is None or isinstance(metadata_of_page(root), Metadata)
    assert isinstance(metadata_of_soup(BeautifulSoup(html, "html.parser")), Metadata)


_VALUES = st.recursive(
    st.none() | st.integers() | st.text() | st.sampled_from(("Article", "WebPage", "#ida", "Ida Falk")),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (
                    "@type",
                    "@id",
                    "@graph",
                    "author",
                    "name",
                    "headline",
                    "datePublished",
                    "publisher",
                    "image",
                    "keywords",
                    "license",
                )
            ),
            inside,
            max_size=4,
        )
    ),
)


@given(_VALUES)
def test_json_ld_of_any_shape_is_read(value: object) -> None:
    assert isinstance(metadata_of(collected([Clue("script", {}, json.dumps(value))])), Metadata)


@pytest.mark.parametrize("source", [None, 5, ["<p>"], bytearray(b"<p>"), Path("page.html"), object()])
def test_what_is_no_page_is_refused_by_its_type_and_with_what_is_taken(source: object) -> None:
    with pytest.raises(TypeError, match=f"^a source is str, bytes, .* not {type(source).__name__}$"):
        read_metadata(source)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [None, 5, True])
def test_attributes_that_a_program_set_to_no_strings_are_read(value: object) -> None:
    soup = BeautifulSoup(
        '<meta name="author" content="Ida Falk"><h1>Tides</h1><p class="date">High.</p>', "html.parser"
    )
    for tag in soup.find_all():
        tag["id"] = tag["width"] = value  # type: ignore[assignment]
    assert read_metadata(soup) == Metadata("Tides", "Ida Falk")
