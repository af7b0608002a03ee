"""Reading the trees of lxml, ElementTree and parsel, each as a soup of the same tree is read.

Changes to the code tried by hand, and what failed for each:

- the text behind a comment is lost: comments
- the text behind the root is read: a part of a tree
- an empty string is handed on, and becomes a space: empty strings
- objectified elements iterate over what is beside them: without an end
- names, or the attribute for the language, keep their namespace: XHTML
- entities are passed over: entities
"""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree

import lxml.html
import parsel
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, objectify

import cleantext
from tests.properties.pages import articles, markup
from tests.readers.test_soup import PAGE

XHTML = f"""<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="de"><body>
<nav><a href="/">Home</a></nav>
<p>{"Die Brücke ist wieder offen, und die Stadt tanzte darauf bis in die Nacht. " * 3}</p>
<div class="share-buttons">Teilen</div></body></html>"""
BEHIND = "The bridge is open again, and the town danced on it until the lamps went out."
TABLE = f"<table><tr><td>Monday</td><td>3 m</td></tr><tr><td>Tuesday</td><td>2 m</td></tr></table>{BEHIND}"


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


@pytest.mark.parametrize("to", ["text", "markdown", "html", "json"])
def test_a_page_comes_out_as_the_soup_of_it_does(to: cleantext.Format) -> None:
    wanted = cleantext.clean(soup(PAGE), to=to)
    root = lxml.html.document_fromstring(PAGE)
    selector = parsel.Selector(PAGE)
    for source in (root, root.getroottree(), selector, selector.xpath("/html")[0]):
        before = etree.tostring(root)
        assert cleantext.clean(source, to=to) == wanted
        assert etree.tostring(root) == before


@given(st.one_of(articles().map(lambda article: article.html), markup))
def test_any_page_comes_out_as_the_soup_of_its_tree_does(html: str) -> None:
    selector = parsel.Selector(html)
    serialised = etree.tostring(selector.root, encoding="unicode", method="html")
    assert cleantext.clean(selector) == cleantext.clean(soup(serialised))


def test_a_part_of_a_tree_is_read_without_what_stands_behind_it() -> None:
    rows = lxml.html.fragment_fromstring(TABLE, create_parent="div").find("table")
    assert rows.tail == BEHIND
    assert cleantext.clean(rows) == "Monday | 3 m\nTuesday | 2 m"
    assert cleantext.clean(parsel.Selector(TABLE).css("tr")[1]) == "Tuesday | 2 m"


def test_text_behind_comments_and_instructions_is_read_and_entities_are_what_they_stand_for() -> None:
    parser = etree.XMLParser(resolve_entities=False)
    declared = (
        '<!DOCTYPE p [<!ENTITY eacute "é">]><p>The <!-- old -->bridge<?php echo ?> of Orl&eacute;ans is <b/>open.</p>'
    )
    assert cleantext.clean(etree.fromstring(declared, parser)) == "The bridge of Orléans is open."
    assert cleantext.clean(etree.Comment("Nothing of this.")) == ""


def test_empty_strings_are_no_space() -> None:
    root = ElementTree.fromstring("<p>The bridge<b/>head is open.</p>")
    root[0].text = ""
    assert cleantext.clean(root) == "The bridgehead is open."


@pytest.mark.parametrize("parse", [etree.fromstring, ElementTree.fromstring, objectify.fromstring])
def test_xhtml_is_read_by_the_local_names_of_its_elements(parse: object) -> None:
    root = parse(XHTML)  # type: ignore[operator]
    assert cleantext.clean(root) == cleantext.clean(soup(XHTML)) != ""
    assert "Teilen" not in cleantext.clean(root)
    assert cleantext.read_metadata(root).language == "de"


def test_what_a_selector_selected_as_text_is_read_as_text() -> None:
    text = parsel.Selector("<p>The bridge is open.\n\nLeave a Reply</p>").css("p::text")[0]
    assert cleantext.clean(text) == "The bridge is open."


@pytest.mark.parametrize("source", [parsel.Selector(PAGE).css("p"), parsel.Selector('{"a": [1]}', type="json")])
def test_what_is_no_element_is_refused_by_its_type(source: object) -> None:
    with pytest.raises(cleantext.SourceError, match=rf"one tree of .* or parsel, not {type(source).__name__}$"):
        cleantext.clean(source)  # type: ignore[arg-type]


def test_a_tree_as_deep_as_a_parser_allows_is_read() -> None:
    root = deepest = etree.Element("div")
    for _ in range(20_000):
        deepest = etree.SubElement(deepest, "div")
    deepest.text = "The bridge is open."
    assert cleantext.clean(root) == "The bridge is open."


def test_trees_of_the_standard_library_are_read_where_neither_lxml_nor_parsel_is_installed() -> None:
    command = (
        "import sys; sys.modules['lxml'] = sys.modules['parsel'] = None; import cleantext;"
        "from xml.etree import ElementTree; print(cleantext.clean(ElementTree.fromstring('<p>Open.</p>')))"
    )
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert result.stdout == "Open.\n"
