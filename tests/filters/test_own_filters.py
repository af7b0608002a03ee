"""Filters of a user's own, in a few lines: what they can say of a document."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext import Judgement, Pipeline, Reason, Removal
from tests.judging.pages import ARTICLE, paragraphs
from tests.rules.prose import PROSE

MORE = "More about the bridge: the captain's last crossing"


class TeasersInText:
    """Cuts lines that begin with "More about", but only in elements of the class "story-text"."""

    name = "teasers"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        for element in judgement.document.elements:
            if "story-text" in element.names.split():
                for index in range(element.first, element.stop):
                    if judgement.document.blocks[index].text.startswith("More about"):
                        yield judgement.removal(index, self.name, "teasers/more-about")


class Shares:
    """Cuts what rules of the share family found and judging kept, in elements of the class "wide"."""

    name = "shares"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        wide = [one for one in judgement.document.elements if "wide" in one.names.split()]
        for finding, reason in judgement.verdicts:
            is_wide = any(element.first <= finding.first < element.stop for element in wide)
            if finding.family == "share" and is_wide and not reason.is_cut:
                yield judgement.removal(finding.first, self.name, "shares/wide")


def page(where: str) -> str:
    return f'<div class="{where}">{paragraphs(*ARTICLE[:3], MORE, *ARTICLE[3:])}</div>'


def test_a_filter_cuts_a_phrase_inside_an_element_of_a_class() -> None:
    pipeline = Pipeline.default().then(TeasersInText())
    assert MORE in Pipeline.default().clean(page("story-text"))
    assert pipeline.clean(page("story-text")) == "\n\n".join(ARTICLE)
    assert MORE in pipeline.clean(page("story"))
    assert MORE in pipeline.clean(f"{PROSE}\n\n{MORE}\n\n{PROSE}")


def test_what_it_cuts_has_its_rule_and_a_reason() -> None:
    cleaned = Pipeline.default().then(TeasersInText()).explain(page("story-text"))
    assert [(cut.filter, cut.rule, cut.text) for cut in cleaned.removals] == [("teasers", "teasers/more-about", MORE)]
    (answer,) = cleaned.why(MORE)
    assert (answer.left, answer.reason) == ("", Reason.CUT_BY_FILTER)


def test_a_filter_sees_what_rules_found_and_why_it_was_kept() -> None:
    html = f'<div class="wide">{paragraphs(*ARTICLE[:3], "Facebook", *ARTICLE[3:])}</div>'
    assert "Facebook" in Pipeline.default().clean(html)
    assert "Facebook" not in Pipeline.default().then(Shares()).clean(html)
    assert "Facebook" in Pipeline.default().then(Shares()).clean(html.replace("wide", "narrow"))


class LastLine:
    """Cuts the last line of a document if it says where it was printed."""

    name = "last-line"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        last = len(judgement.document.blocks) - 1
        if last >= 0 and judgement.document.blocks[last].text.startswith("Set in type"):
            yield judgement.removal(last, self.name, "last-line/printed")


def test_a_filter_is_asked_again_about_what_elements_leave() -> None:
    printed = "Set in type by the old press of the harbour office."
    html = f"<article>{paragraphs(*ARTICLE, printed)}</article><footer><p>Contact us by post.</p></footer>"
    assert Pipeline.default().clean(html) == "\n\n".join([*ARTICLE, printed])
    assert Pipeline.default().then(LastLine()).clean(html) == "\n\n".join(ARTICLE)
