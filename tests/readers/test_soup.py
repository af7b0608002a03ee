"""Reading a soup that somebody else parsed, and pruning a copy of it to what is kept of its text."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Comment, Tag

from cleantext.document import Document
from cleantext.readers.html import read_html
from cleantext.readers.soup import prune_soup, read_soup
from cleantext.spans import Spans

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Tides</title><script>var tide = "<p>high</p>";</script></head>
<body class="home  page" id="top">
<!-- the header --><header role="banner"><nav><ul><li><a href="/">Home</a></li><li>Sea</li></ul></nav></header>
<main><article itemprop="articleBody"><h1 id="t">High <em>water</em></h1>
<p>The bridge is open.<br>The <b>town</b> danced on it, says the
<a href="/mayor" rel="external nofollow">mayor</a>.</p>
<blockquote><p>“No boats.”</p></blockquote>
<pre>tide = 3
  if tide:
</pre>
<figure><img src="a.jpg" alt="A bridge"><figcaption>The bridge. Photo: AP</figcaption></figure>
<table><tbody><tr><th>Day</th><th>Height</th></tr><tr><td>Monday</td><td>3 m</td></tr></tbody></table>
<p hidden>Not for you.</p><div style="display: none">Nor this.</div><span aria-hidden="true">Nor this.</span>
<p class="sr-only">Skip.</p><noscript>Please enable JavaScript.</noscript>
<p>So <math alttext="h=1"></math> holds.</p>
<tide-table><template shadowrootmode="open"><p>Monday</p></template></tide-table></article></main>
<aside class="related"><h2>Read more</h2><a href="/2">A storm</a><script>count()</script></aside>
<footer>© 2024<style>p { color: red }</style></footer>
</body></html>
"""
PARSERS = [
    parser
    for parser in ("html.parser", "lxml", "html5lib")
    if parser == "html.parser" or importlib.util.find_spec(parser)
]

needs_lxml = pytest.mark.skipif("lxml" not in PARSERS, reason="lxml is not installed")


def soup_of(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def folded(document: Document) -> Document:
    """Fold the white space between classes, which a soup does not keep."""
    elements = tuple(element._replace(names=" ".join(element.names.split())) for element in document.elements)
    return replace(document, elements=elements)


def lines_of(node: Tag) -> list[str]:
    return [block.text for block in read_soup(node).blocks]


def without(node: Tag, *chrome: str) -> Tag:
    """Prune what is cut when each of these lines or words is cut once, as the pipeline cuts."""
    text = read_soup(node).text
    cuts = [(start := text.index(words), start + len(words)) for words in chrome]
    return prune_soup(node, Spans.whole(text).without(cuts))


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("hidden", [False, True])
def test_a_soup_is_the_same_document_as_its_page(parser: str, hidden: bool) -> None:
    document = read_soup(BeautifulSoup(PAGE, parser), marks=True, hidden=hidden)
    assert folded(document) == folded(read_html(PAGE, marks=True, hidden=hidden))


def test_a_fragment_has_no_elements_but_its_own() -> None:
    document = read_soup(soup_of("<div class='a b'><p>High at noon.</p></div>"))
    assert [(element.tag, element.names) for element in document.elements] == [("div", "a b"), ("p", "")]


def test_a_part_of_a_page_is_read_from_its_tag_on() -> None:
    article = soup_of(PAGE).article
    assert article is not None
    document = read_soup(article)
    assert document.elements[0].names.strip() == "articleBody"
    assert (document.blocks[0].text, document.blocks[-1].text) == ("High water", "Monday")


def test_comments_and_other_things_that_are_no_text_are_not_read() -> None:
    soup = soup_of("<!DOCTYPE html><?php x ?><p>High<!-- low --> at<![CDATA[ six ]]> noon.</p>")
    soup.append(Comment("the end"))
    assert lines_of(soup) == ["High at noon."]


def test_a_noscript_counts_if_it_holds_the_article() -> None:
    assert lines_of(soup_of("<p>High.</p><noscript>Enable scripts.</noscript>")) == ["High."]
    article = "<p>The town danced.</p>" * 30
    assert len(lines_of(soup_of(f"<p>High.</p><noscript>{article}</noscript>"))) == 31


@needs_lxml
def test_xhtml_is_read_by_an_xml_parser_too() -> None:
    xhtml = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><div class="a b"><p>High &amp; low.</p>'
    )
    soup = BeautifulSoup(f"{xhtml}<script>//<![CDATA[\ncount()\n//]]></script></div></body></html>", "xml")
    assert lines_of(soup) == ["High & low."]
    assert read_soup(soup).elements[2].names == "a b"


def test_attributes_that_a_program_set_are_read_as_strings() -> None:
    soup = soup_of("<p>High.</p><p>Low.</p>")
    first, second = soup.find_all("p")
    first.attrs = {"id": 7, "class": ("a", "b"), "role": None}
    second["hidden"] = ""
    document = read_soup(soup)
    assert [(element.names, element.role) for element in document.elements] == [("a b 7", "")]


def test_a_soup_may_be_deeper_than_python_recurses() -> None:
    soup = soup_of("<p>High.</p>")
    tag: Tag = soup
    for _ in range(20_000):
        child = soup.new_tag("div")
        child.setup(tag, tag)
        tag.contents.append(child)
        tag = child
    tag.string = "Low."
    assert lines_of(soup) == ["High.", "Low."]
    assert lines_of(without(soup, "High.")) == ["Low."]


# Pruning ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parser", PARSERS)
def test_what_is_kept_whole_is_the_same_soup(parser: str) -> None:
    soup = BeautifulSoup(PAGE, parser)
    pruned = prune_soup(soup, Spans.whole(read_soup(soup).text))
    assert (str(pruned), type(pruned)) == (str(soup), BeautifulSoup)
    assert pruned is not soup


def test_an_element_whose_text_goes_goes_with_all_that_is_in_it() -> None:
    pruned = str(without(soup_of(PAGE), "Read more\n\nA storm", "Home\nSea"))
    assert "<aside" not in pruned
    assert "count()" not in pruned
    assert "<header" not in pruned


def test_the_rest_of_the_markup_stays_as_it_is() -> None:
    rest = PAGE.replace('<aside class="related"><h2>Read more</h2><a href="/2">A storm</a>', "<aside class='related'>")
    rest = rest.replace("<script>count()</script></aside>", "</aside>").replace("<aside class='related'></aside>\n", "")
    pruned = str(without(soup_of(PAGE), "Read more\n\nA storm"))
    assert pruned.replace("\n\n", "\n") == str(soup_of(rest)).replace("\n\n", "\n")


def test_what_has_no_text_stays_where_it_is() -> None:
    html = '<p>High.</p><img src="a.jpg"/><script>count()</script><!-- x --><hr/><div hidden="">Low.</div><p>Share</p>'
    assert str(without(soup_of(html), "Share")) == html.removesuffix("<p>Share</p>")


def test_the_soup_that_is_given_is_not_changed() -> None:
    soup = soup_of(PAGE)
    pruned = without(soup, "Read more", "Photo: AP")
    assert str(soup) == str(soup_of(PAGE))
    body, copy = soup.body, pruned.find("body")
    assert isinstance(copy, Tag)
    assert body is not None
    copy["class"] = "other"
    assert body["class"] == ["home", "page"]


def test_a_sentence_that_goes_leaves_the_rest_of_its_line() -> None:
    soup = soup_of("<p>High at noon. <b>Share this.</b> Low at <i>six</i>. Subscribe now.</p>")
    assert str(without(soup, "Share this.", "Subscribe now.")) == "<p>High at noon.  Low at <i>six</i>. </p>"


def test_a_sentence_may_go_out_of_one_string() -> None:
    assert (
        str(without(soup_of("<p>High at noon. Share this. Low at six.</p>"), "Share this."))
        == "<p>High at noon. Low at six.</p>"
    )


@pytest.mark.parametrize(
    ("html", "cut", "left"),
    [
        ("High at <i>noon. Share</i> this. Low.", "Share this.", "High at <i>noon. </i> Low."),
        ("High<a> share </a>at noon.", "share", "High at noon."),
        ("High <div>Share</div> low.", "Share", "High <div></div> low."),
        (
            "High <span class='x'><div id='s'>Share<img/></div></span> low.",
            "Share",
            '<span class="x"><div id="s"></div></span>',
        ),
        ("High<br/>Share<br/>low.", "Share", "High<br/><br/>low."),
        ("<p>High</p><div>Share</div><p>low.</p>", "Share", "<p>High</p><p>low.</p>"),
        ("High <span>Share <br/></span> low.", "Share", "High <span><br/></span> low."),
    ],
)
def test_neither_lines_nor_words_run_together_where_something_goes(html: str, cut: str, left: str) -> None:
    soup = soup_of(html)
    pruned = without(soup, cut)
    assert left in str(pruned)
    kept = "\n".join(lines_of(soup)).replace(cut, "")
    assert lines_of(pruned) == [" ".join(line.split()) for line in kept.split("\n") if line.strip()]


def test_the_lines_of_a_listing_stay_lines() -> None:
    soup = soup_of("<pre>def tide():\n    share()\n    return 3\n\ncopy()\n  paste()</pre>")
    assert str(without(soup, "share()", "copy()")) == "<pre>def tide():\n    return 3\n\n  paste()</pre>"


def test_a_picture_outlives_its_credit_but_not_the_list_it_stands_in() -> None:
    figure = '<figure><img src="a.jpg"/><figcaption>Photo: AP</figcaption></figure>'
    assert str(without(soup_of(f"<p>High.</p><div>{figure}</div>"), "Photo: AP")) == (
        '<p>High.</p><div><figure><img src="a.jpg"/></figure></div>'
    )
    card = soup_of(f"<p>High.</p><div>{figure}<h3>A storm</h3></div>")
    assert str(without(card, "Photo: AP\n\nA storm")) == "<p>High.</p>"


def test_where_nothing_is_kept_the_frame_of_the_page_is_left() -> None:
    soup = soup_of("<html><head><title>Tides</title></head><body><div><p>Share</p></div><p>More</p></body></html>")
    assert (
        str(prune_soup(soup, Spans(read_soup(soup).text, [])))
        == "<html><head><title>Tides</title></head><body></body></html>"
    )
    article = soup_of("<article><p>Share</p></article>").article
    assert article is not None
    assert str(prune_soup(article, Spans(read_soup(article).text, []))) == "<article></article>"


def test_a_part_of_a_page_is_pruned_to_a_part() -> None:
    soup = soup_of(PAGE)
    article = soup.article
    assert article is not None
    pruned = without(article, "The bridge. Photo: AP")
    assert isinstance(pruned, Tag)
    assert (pruned.name, pruned.parent, article.parent is None) == ("article", None, False)
    assert lines_of(pruned) == [line for line in lines_of(article) if line != "The bridge. Photo: AP"]


def test_hidden_text_can_be_pruned_where_it_is_read() -> None:
    soup = soup_of("<p>High.</p><p hidden>Share</p><p hidden>Low.</p>")
    document = read_soup(soup, hidden=True)
    assert document.text == "High.\n\nShare\n\nLow."
    assert (
        str(prune_soup(soup, Spans(document.text, [(0, 7), (14, 18)]), hidden=True))
        == '<p>High.</p><p hidden="">Low.</p>'
    )


@pytest.mark.parametrize("parser", PARSERS)
def test_the_copy_can_be_searched_and_changed_like_any_soup(parser: str) -> None:
    pruned = without(BeautifulSoup(PAGE, parser), "Read more\n\nA storm", "Home\nSea", "The bridge is open.")
    everything = list(pruned.descendants)
    assert all(after.previous_element is before for before, after in pairwise(everything))
    assert all(child.parent is tag for tag in pruned.find_all(True) for child in tag.contents)
    footer = pruned.find("footer")
    assert isinstance(footer, Tag)
    assert footer.find_previous("article") is pruned.find("article")
    footer.decompose()
    assert lines_of(pruned)[-1] == "Monday"
