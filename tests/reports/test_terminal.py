"""The explanation of a document: each cut under its rule, and on request what was found and kept, with the reason."""

from __future__ import annotations

from cleantext import explain
from cleantext.reports.terminal import explanation
from tests.judging.pages import ARTICLE, OTHERS, paragraphs
from tests.rules.prose import behind_prose, within_prose

TEXT = f"{within_prose('Facebook')}\n\nShare this article"
PAGE = (
    f'<div class="c3">{paragraphs(*ARTICLE, *OTHERS[2:])}</div><div class="c2"><h4>From the town hall</h4></div>'
    '<div class="share-bar"><p>Share this article</p></div>'
)


def shown(source: str, *, kept: bool = False) -> list[str]:
    return explanation("bridge.txt", explain(source), colour=False, kept=kept).splitlines()


def test_a_cut_stands_under_its_line_and_its_rule() -> None:
    headline, *cut = shown(TEXT)
    assert headline.startswith("bridge.txt: 1 cut, 18 of ")
    assert cut == ["  line 9  share/share-this", "  - Share this article"]


def test_what_was_found_and_kept_is_shown_on_request_and_every_reason() -> None:
    assert shown(TEXT, kept=True)[1:] == [
        "  line 5  share/network: a hint without other evidence",
        "  = Facebook",
        "  line 9  share/share-this: a marker, which cuts on its own",
        "  - Share this article",
    ]


def test_where_nothing_is_cut_nothing_is_shown_but_that() -> None:
    assert shown(within_prose("Facebook")) == ["bridge.txt: nothing to cut"]


def test_the_steps_by_which_a_page_was_read_stand_below_the_headline() -> None:
    assert shown(f"<div hidden>{paragraphs(*ARTICLE)}</div>") == [
        "bridge.txt: nothing to cut",
        "  read by reader/hidden",
    ]


def test_the_element_of_a_page_that_is_cut_stands_after_the_rule() -> None:
    rules = [line for line in shown(PAGE) if line.startswith("  line ")]
    assert [line.split(maxsplit=2)[2] for line in rules] == [
        "main-content/outside  <div c2>",
        "share/element-hint  <div share-bar>",
    ]


def test_a_phrase_of_a_page_has_no_element() -> None:
    page = paragraphs(*ARTICLE, "Leave a Reply")
    assert shown(page)[1:] == ["  line 13  comment-form/leave-a-reply", "  - Leave a Reply"]


def test_lines_of_a_cut_of_several_stand_below_each_other() -> None:
    lines = shown(behind_prose("Leave a Reply\nYour email address will not be published."))
    assert lines[2] == "  - Leave a Reply"
    assert lines[-1] == "  - Your email address will not be published."
