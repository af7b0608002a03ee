"""What notebooks show of a document and of a pipeline: the same view as a report, escaped, without a script."""

from __future__ import annotations

import re
from html import unescape

import pytest

from cleantext import Pipeline, explain
from tests.reports.test_view import SEEDS

ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def shown(html: str, tag: str) -> list[str]:
    return [unescape(text) for text in re.findall(f"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)]


def test_cuts_are_struck_through_and_say_their_rule_and_reason() -> None:
    html = explain(f"{ARTICLE}\n\nShare this article")._repr_html_()
    assert shown(html, "del") == ["Share this article"]
    assert 'title="share/share-this: cut: a marker, which cuts on its own" tabindex="0"' in html
    assert "share 1</p>" in html


def test_what_was_found_and_kept_is_marked() -> None:
    html = explain(f"{ARTICLE}\n\nFacebook\n\n{ARTICLE}")._repr_html_()
    assert shown(html, "mark") == ["Facebook"]
    assert "share/network: kept: a hint without other evidence" in html


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_whole_text_is_there(path) -> None:  # type: ignore[no-untyped-def]
    cleaned = explain(path.read_bytes())
    html = cleaned._repr_html_()
    said = "".join(re.findall(r'<span class="said" dir="auto">(.*?)</span></div>', html, re.DOTALL))
    bare = unescape(re.sub(r'<mark class="chip".*?</mark>|<[^>]*>', "", said))
    assert "".join(bare.split()) == "".join(cleaned.document.text.split())


def test_nothing_of_a_document_becomes_markup() -> None:
    html = explain(f"{ARTICLE}\n\n{HOSTILE}\n\nLeave a Reply {HOSTILE}", kind="text")._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    page = explain(f"<p>{ARTICLE}</p><div class='share-bar'>&lt;script&gt;</div>")._repr_html_()
    assert "<script" not in page


def test_lines_have_their_numbers_and_long_stretches_are_folded() -> None:
    html = explain("\n".join(f"{ARTICLE} ({number})" for number in range(30)) + "\n3 Comments\n")._repr_html_()
    assert "<summary>26 lines kept</summary>" in html
    assert '<span class="no">31</span><span class="said" dir="auto"><del' in html


def test_an_empty_document_is_shown() -> None:
    assert "<b>0.0%</b> of 0 characters cut" in explain("")._repr_html_()


def test_a_pipeline_shows_its_filters_what_they_cut_and_their_rules() -> None:
    html = Pipeline.default().only("share", "newsletter")._repr_html_()
    assert shown(html, "b") == ["share", "newsletter"]
    assert "share and follow bars" in html


def test_a_filter_of_a_users_own_is_shown_by_its_docstring() -> None:
    class Ferries:
        """Lines about <ferries>."""

        name = "ferries"

        def __call__(self, judgement):  # type: ignore[no-untyped-def]
            return iter(())

    assert "<b>ferries</b></td><td>Lines about &lt;ferries&gt;.</td>" in Pipeline([Ferries()])._repr_html_()
