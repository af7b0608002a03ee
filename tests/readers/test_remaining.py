"""What is left of a document once something is cut of it: a text read again, or the page with fewer blocks."""

from __future__ import annotations

import pytest

from cleantext.document import Document
from cleantext.readers.html import read_html
from cleantext.readers.remaining import remaining
from cleantext.readers.text import read_text
from cleantext.spans import Spans

TEXT = "The bridge is open.\n\nShare this article\n\nThe town danced on it until four. Read more"
PAGE = """<nav><ul><li><a href="/">Home</a></li><li><a href="/tides">Tides of the week</a></li></ul></nav>
<article><h2>The bridge</h2><p>The bridge is open.</p><div class="share"><p>Share this</p></div>
<p>The town danced on it, says the <a href="/mayor">mayor</a>. Read more</p><pre>tide = 3
# Read on
high = 12</pre></article>"""


def left(document: Document, *gone: str) -> Document:
    """Return what is left of a document without the first of each of some strings."""
    starts = [document.text.index(text) for text in gone]
    cuts = [(start, start + len(text)) for start, text in zip(starts, gone, strict=True)]
    return remaining(document, Spans.whole(document.text).without(cuts))


@pytest.mark.parametrize("gone", [(), ("Share this article",), ("Share this article", " Read more"), (TEXT,)])
def test_what_is_left_of_a_text_is_that_text_as_it_is_read(gone: tuple[str, ...]) -> None:
    document = left(read_text(TEXT), *gone)
    assert document == read_text(document.text)
    assert not any(text in document.text for text in gone)


@pytest.mark.parametrize(
    "gone", [(), ("Home",), ("Home\nTides of the week",), ("Share this",), (" Read more",), ("Home", "# Read on")]
)
def test_the_blocks_that_are_left_of_a_page_are_spans_of_the_text_that_is_left(gone: tuple[str, ...]) -> None:
    document = left(read_html(PAGE), *gone)
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    assert not any(text in document.text for text in gone)


def test_without_a_block_the_other_blocks_are_what_they_were() -> None:
    page = read_html(PAGE)
    document = left(page, "Share this")
    kept = [block for block in page.blocks if block.text != "Share this"]
    assert [block._replace(start=0, end=0, element=0) for block in document.blocks] == [
        block._replace(start=0, end=0, element=0) for block in kept
    ]


def test_an_element_goes_with_the_last_of_its_blocks() -> None:
    tags = [element.tag for element in left(read_html(PAGE), "Home\nTides of the week", "Share this").elements]
    assert tags == ["html", "body", "article", "h2", "p", "p", "pre"]
    assert "nav" in [element.tag for element in left(read_html(PAGE), "Home").elements]


def test_the_elements_that_are_left_know_their_parents_and_their_blocks() -> None:
    document = left(read_html(PAGE), "Home\nTides of the week", "Share this")
    texts = {
        element.tag: [block.text for block in document.blocks[element.first : element.stop]]
        for element in document.elements
    }
    assert texts["article"] == [block.text for block in document.blocks]
    assert texts["h2"] == ["The bridge"]
    parents = [document.elements[element.parent].tag for element in document.elements if element.tag in ("h2", "pre")]
    assert parents == ["article", "article"]
    assert [document.elements[block.element].tag for block in document.blocks] == ["h2", "p", "p", "pre"]


def test_what_is_left_of_a_block_is_classified_again() -> None:
    page = read_html(f"<p>Share this on every network that you are on: {'The town danced on it until four. ' * 2}</p>")
    assert page.blocks[0].text_class == "prose"
    block = left(page, "Share this on every network that you are on: The town danced on it until four. ").blocks[0]
    assert (block.text, block.words, block.text_class) == ("The town danced on it until four.", 7, "sentence")


def test_a_link_is_no_longer_than_what_is_left_of_its_block() -> None:
    page = read_html('<p><a href="/mayor">The mayor of the lower town</a> sang.</p>')
    assert left(page, "The mayor of the lower town").blocks[0].link_chars == len("sang.")


def test_code_stays_code_where_a_line_of_it_goes() -> None:
    block = left(read_html(PAGE), "# Read on").blocks[-1]
    assert (block.text, block.kind, block.text_class) == (
        "tide = 3\nhigh = 12",
        "code",
        read_html(PAGE).blocks[-1].text_class,
    )
