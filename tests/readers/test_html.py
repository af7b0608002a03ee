"""Reading a page: shadow roots that it declares, formulas, and what readers see beside the words."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup

from cleantext import explain, prune
from cleantext.document import Document
from cleantext.readers.html import read_html, with_shadow_roots
from cleantext.readers.soup import read_soup

ROOT = '<template shadowrootmode="open">'


def read(html: str) -> Document:
    """Read a page, by both readers."""
    document = read_html(html)
    soup = read_soup(BeautifulSoup(html, "html.parser"))
    assert (soup.text, soup.steps) == (document.text, document.steps)
    return document


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<x-a>{ROOT}<p>High at noon.</p></template></x-a><p>Low at six.", "High at noon.\n\nLow at six."),
        (f"<x-a>{ROOT}<x-b>{ROOT}<p>High.</p></template></x-b><p>Low.</p></template></x-a>", "High.\n\nLow."),
        (f"<x-a>{ROOT}<template><p>No.</p></template><p>High.</p></template></x-a>", "High."),
        (f"<!-- {ROOT} --><x-a>{ROOT}<p>High.</p></template></x-a>", "High."),
        (f"<script>var a = '</template>{ROOT}'</script><x-a>{ROOT}<p>High.</p></template></x-a>", "High."),
        (
            f"</template><x-a>{ROOT.upper().replace('SHADOWROOTMODE', 'shadowrootmode')}<p>High.</p></TEMPLATE></x-a>",
            "High.",
        ),
    ],
)
def test_a_shadow_root_that_a_page_declares_is_read(html: str, text: str) -> None:
    document = read(html)
    assert document.text == text
    assert document.steps == ("reader/shadow-root",)
    assert explain(html).document.steps == ("reader/shadow-root",)


@pytest.mark.parametrize(
    "html",
    [
        "<template><p>No.</p></template><p>High.",
        f"<template><p>No.</p>{ROOT}<p>Nor this.</p></template></template><p>High.",
        f"<!-- {ROOT}<p>No.</p></template> --><p>High.",
        '<p data-shadowrootmode="open">High.',
    ],
)
def test_other_templates_are_not(html: str) -> None:
    document = read(html)
    assert document.text == "High."
    assert document.steps == ()


def test_pages_without_a_root_are_not_touched() -> None:
    html = "<template><p>No.</p></template><p>The shadowrootmode of a template."
    assert with_shadow_roots(html) is html


@pytest.mark.parametrize("piece", [ROOT, "<template ", "<!--", "<script>", "</template>", "<template shadowrootmode "])
def test_shadow_roots_are_found_in_time_linear_in_the_page(piece: str) -> None:
    start = time.process_time()
    with_shadow_roots(f"{ROOT}{piece * 200_000}")
    assert time.process_time() - start < 5


def test_a_shadow_root_is_pruned_as_other_elements_are() -> None:
    html = f"<x-a>{ROOT}<p>High at noon.</p><p>Share this article</p></template></x-a>"
    assert str(prune(BeautifulSoup(html, "html.parser"))) == f"<x-a>{ROOT}<p>High at noon.</p></template></x-a>"


WRITTEN = "<semantics>{}<annotation encoding='application/x-tex'>E=mc^2</annotation></semantics>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (f"<math>{WRITTEN.format('')}</math>", "E=mc^2"),
        ("<math alttext='E=mc^2'></math>", "E=mc^2"),
        (f"<math alttext='no'>{WRITTEN.format('<mrow> </mrow>')}</math>", "E=mc^2"),
        (f"<math alttext='no'>{WRITTEN.format('<mi>E</mi><mo>=</mo><mi>m</mi>')}</math>", "E=m"),
        ("<math><annotation encoding='text/plain'>no</annotation></math>", ""),
        ("<span style='display:none'><math alttext='E=mc^2'><mi>E</mi></math></span><img src=e.svg>", "E=mc^2"),
        ("<span style='display:none'><math alttext='no'><mi>E</mi></math></span>", ""),
        ("<span style='display:none'>no</span><img src=e.svg>", ""),
    ],
)
def test_a_formula_is_read_as_it_is_shown_or_else_as_it_is_written(formula: str, text: str) -> None:
    assert read(f"<p>So {formula} holds.").text == " ".join(f"So {text} holds.".split())


def test_a_formula_is_pruned_with_its_words_and_kept_with_them() -> None:
    kept = f"<p>So <math>{WRITTEN.format('').replace(chr(39), chr(34))}</math> holds, as everybody knows by now.</p>"
    other = '<p>Then <math alttext="a"></math> too, and nobody was surprised by it at all.</p>'
    soup = BeautifulSoup(f'{kept}{other}<div class="share-bar">Share <math alttext="b"></math></div>', "html.parser")
    assert str(prune(soup)) == f"{kept}{other}"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>に住む。", "東京に住む。"),
        ("The tide<sup><a href='#n1'>[1]</a></sup> was high.", "The tide[1] was high."),
        ("The tide <a role='doc-noteref' href='#n1'>*</a> was high.", "The tide * was high."),
        ("<details><summary>When?</summary>High at noon.</details>", "When?\n\nHigh at noon."),
    ],
)
def test_readings_of_characters_are_no_words_and_marks_of_notes_and_details_are(html: str, text: str) -> None:
    assert read(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>High at noon.<hr>Low at six.</div>", "High at noon.\n\nLow at six."),
        ("<ul><li>High<hr>Low</li></ul>", "High\nLow"),
        ("<table><tr><td>High<hr>Low</td></tr></table>", "High\n\nLow"),
    ],
)
def test_a_rule_across_a_page_parts_what_stands_above_and_below_it(html: str, text: str) -> None:
    assert read(html).text == text


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('role="tabpanel" hidden', "High at noon.\n\nLow at six."),
        ('role="region" aria-labelledby="question" style="display: none"', "High at noon.\n\nLow at six."),
        ('aria-labelledby="question" aria-hidden="true"', "High at noon.\n\nLow at six."),
        ('role="dialog" aria-labelledby="title" hidden', "High at noon."),
        ('class="modal" tabindex="-1" aria-labelledby="title" aria-hidden="true"', "High at noon."),
        ('role="menu" aria-labelledby="button" aria-hidden="true"', "High at noon."),
        ("hidden", "High at noon."),
    ],
)
def test_a_hidden_panel_that_a_click_shows_is_read_and_no_other_hidden_element(attributes: str, text: str) -> None:
    assert read(f"<p>High at noon.</p><div {attributes}>Low at six.</div>").text == text
