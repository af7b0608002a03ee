"""What filters are called with: the findings of a document, what was decided about each, and removals of blocks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleantext import Finding, Judgement, Pipeline, Reason, Removal, Verdict
from cleantext.filters import FAMILIES
from cleantext.filters.base import FamilyFilter
from cleantext.readers.text import read_text
from tests.judging.pages import ARTICLE, OTHERS, paragraphs
from tests.rules.prose import PROSE

TEXT = f"{PROSE}\n\nShare this\nFacebook\nLeave a Reply\nTweet"


class Witness:
    """Cuts nothing, and remembers what it was called with."""

    name = "witness"

    def __init__(self) -> None:
        self.seen: list[Judgement] = []

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        self.seen.append(judgement)
        return iter(())


def judged(source: str) -> Judgement:
    """Return what a filter sees first of a source."""
    witness = Witness()
    Pipeline.default().then(witness).clean(source)
    return witness.seen[0]


def test_the_cuts_of_a_family_are_in_the_order_of_the_text() -> None:
    judgement = judged(TEXT)
    shares = [judgement.document.text[one.start : one.end] for one in judgement.cuts("share")]
    assert shares == ["Share this", "Facebook", "Tweet"]
    assert judgement.cuts("horoscope") == ()


def test_a_filter_of_a_family_asks_for_what_was_decided_as_its_cuts() -> None:
    judgement = judged(TEXT)
    for filter in FAMILIES:
        removals = list(filter(judgement))
        assert [(cut.start, cut.end, cut.rule) for cut in removals] == [
            (one.start, one.end, one.rule) for one in judgement.cuts(filter.name)
        ]
        assert all(cut.text == TEXT[cut.start : cut.end] for cut in removals)


def test_what_was_decided_to_be_kept_is_a_finding_and_no_cut() -> None:
    kept = Verdict(Finding(0, 5, 0, 1, "share", "share/network", "hint"), Reason.KEPT_LONE_HINT)
    cut = Verdict(Finding(7, 12, 1, 2, "share", "share/share-this"), Reason.CUT_MARKER)
    judgement = Judgement(read_text("Tweet\n\nShare"), "article", range(0), (kept, cut))
    assert judgement.findings == (kept.finding, cut.finding)
    assert list(judgement.cuts("share")) == [cut.finding]
    assert [removal.text for removal in FamilyFilter("share")(judgement)] == ["Share"]


def test_a_filter_sees_elements_phrases_and_the_body_of_a_page_at_once() -> None:
    judgement = judged(f"<nav>Home</nav>{paragraphs(*ARTICLE, *OTHERS[2:])}<p>Share this article</p>")
    assert judgement.shape == "page"
    assert {"navigation/element", "share/share-this"} <= {finding.rule for finding in judgement.findings}
    assert [judgement.document.blocks[index].text for index in judgement.body] == [*ARTICLE, *OTHERS[2:]]
    assert {"nav", "p"} <= {element.tag for element in judgement.document.elements}


def test_a_filter_sees_a_text_as_an_article_with_its_body() -> None:
    judgement = judged(TEXT)
    assert (judgement.shape, judgement.body) == ("article", range(3))


@pytest.mark.parametrize("index", range(3))
def test_a_removal_is_of_a_whole_block(index: int) -> None:
    judgement = judged(TEXT)
    block = judgement.document.blocks[index]
    assert judgement.removal(index, "ours", "ours/rule") == Removal(
        block.start, block.end, "ours", "ours/rule", block.text
    )
