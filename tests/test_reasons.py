"""Each reason for which something is cut or kept, with a document in which it is the one that decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from cleantext import Judgement, Pipeline, Reason, Removal, Rule
from tests.judging.pages import ARTICLE, HEADLINES, OTHERS, links, paragraphs
from tests.rules.prose import ARTICLE as LONG
from tests.rules.prose import PARAGRAPHS, PROSE, before_prose, behind_prose, within_prose

WHOLE = [*ARTICLE, *OTHERS[2:]]
FIRST, LAST = paragraphs(*WHOLE[:5]), paragraphs(*WHOLE[5:])
STORY = "The captain is a writer for the log of the harbour."
NOTE = "Ida Falk is a member of the harbour board and was born on the far bank, in the house beside the mill."
MENU = "\n".join(("Town Hall", "Parishes", "Courts", "Schools", "Harbour", "Letters", "Obituaries", "Crossword"))
NETWORKS = ("Facebook", "Reddit", "LinkedIn")
CARD = '<div class="item"><a href="/">{}</a><p>{}</p></div>'
CARDS = "".join(
    CARD.format(*shown)
    for shown in [
        ("The old ferry", "It can be had for the asking."),
        ("Boats of the valley", "Every third one floats still."),
        ("The mill burns", "No one has forgotten the smell."),
    ]
)
BOATS = "".join(f'<div class="related">Skiff of two oars, number {number}</div>' for number in range(30))
COMMENTS = '<ol class="comment-list">' + "".join(f"<li><p>{text}</p></li>" for text in OTHERS[:3]) + "</ol>"
THREAD = "".join(
    f"<div class='w'><p>{name}, 2 May 2012</p><p>{text}</p></div>" for name, text in zip("ABC", OTHERS, strict=False)
)


def offers(judgement: Judgement) -> Iterator[Removal]:
    """Cut lines in capitals."""
    for index, block in enumerate(judgement.document.blocks):
        if block.text.isupper():
            yield judgement.removal(index, "offers", "offers/capitals")


offers.name = "offers"  # type: ignore[attr-defined]
DEFAULT = Pipeline.default()
THOROUGH = Pipeline.default(strictness="thorough")
WITH_OFFERS = DEFAULT.then(offers)  # type: ignore[arg-type]
KEEPING = Pipeline.default([Rule("ours/reply", strength="keep", phrases={"en": ("Leave a Reply",)})])


class Example(NamedTuple):
    """A document, words of a block (the last that has them), the rule that saw it, and the pipeline that judges."""

    source: str
    words: str
    rule: str
    pipeline: Pipeline = DEFAULT


EXAMPLES = {
    Reason.CUT_MARKER: Example(behind_prose("Leave a Reply"), "Reply", "comment-form/leave-a-reply"),
    Reason.CUT_CORROBORATED: Example(
        behind_prose("Share this article\nFacebook\n\nThe end."), "Facebook", "share/network"
    ),
    Reason.CUT_BEYOND_PROSE: Example(behind_prose("Facebook"), "Facebook", "share/network"),
    Reason.CUT_IN_SECTION: Example(
        behind_prose("Related articles\n\nThe mill burns"), "The mill", "related-links/heading"
    ),
    Reason.CUT_ELEMENT: Example(
        paragraphs(*WHOLE) + '<div class="related-posts">What others read</div>', "others read", "related-links/element"
    ),
    Reason.CUT_OUTSIDE_MAIN: Example(
        f'<div class="c1">The harbour, daily</div><div class="c3">{FIRST}{LAST}</div>', "daily", "main-content/outside"
    ),
    Reason.CUT_REPEATED: Example(
        f"<div>{FIRST}{LAST}</div><div><blockquote>{WHOLE[1]} </blockquote><p>{OTHERS[0]}</p></div>",
        WHOLE[1],
        "main-content/repeated",
    ),
    Reason.CUT_LINK_LIST: Example(
        f"<div>{FIRST}{LAST}{links(*HEADLINES)}</div>", "Tenors wanted", "related-links/link-list"
    ),
    Reason.CUT_CARD: Example(f"<div>{FIRST}{CARDS}{LAST}</div>", "Every third", "related-links/cards"),
    Reason.CUT_THREAD: Example(
        f"<title>A bridge for the valley</title><h1>A bridge for the valley</h1><div>{FIRST}</div>{THREAD}",
        OTHERS[0],
        "comment-thread/row",
    ),
    Reason.CUT_IN_EVERY_POST: Example(
        "<title>The old ferry - Harbour forum</title><div>"
        + "".join(f"<div><p>{text}</p><p>Antworten</p></div>" for text in OTHERS)
        + "</div>",
        "Antworten",
        "comment-thread/in-every-post",
    ),
    Reason.CUT_HEADLINE: Example(
        f"<div><h1>A bridge for the valley</h1>{FIRST}{LAST}</div>", "A bridge for", "post-metadata/headline"
    ),
    Reason.CUT_EMPTY_HEADING: Example(
        f'<div>{FIRST}{LAST}<h3>Read on</h3><div class="related-posts">What others read</div></div>',
        "Read on",
        "related-links/element",
    ),
    Reason.CUT_AUTHOR_NOTE: Example(f"Ida Falk\n\n{PROSE}\n\n{NOTE}", "is a member", "author-box/profession"),
    Reason.CUT_LABELS_NOTHING: Example(behind_prose("More Top Reads From the Valley:"), "Top Reads", "fragments/label"),
    Reason.CUT_IN_DOUBT: Example(
        f"{LONG}\n\nReady to sail? Book your seat today.", "Ready", "advertisement/closing", THOROUGH
    ),
    Reason.CUT_AMONG_CHROME: Example(
        behind_prose("Share this article\n\nThe mill burns\n\nLeave a Reply"), "The mill", "fragments/tail"
    ),
    Reason.CUT_IN_MENU: Example(f"{MENU}\n\n{PROSE}\n\n{MENU}", "Parishes", "fragments/menu"),
    Reason.CUT_BY_FILTER: Example(within_prose("BUY NOW OR CRY LATER"), "BUY", "offers/capitals", WITH_OFFERS),
    Reason.KEPT_LONE_HINT: Example(within_prose("Facebook"), "Facebook", "share/network"),
    Reason.KEPT_WRONG_PLACE: Example(within_prose("Comments"), "Comments", "comment-thread/heading"),
    Reason.KEPT_QUOTED: Example(
        within_prose("“This site uses cookies”, said the baker's door."), "baker", "cookie-notice/notice"
    ),
    Reason.KEPT_IN_SENTENCE: Example(
        within_prose("This site uses cookies, which the baker of the lower town had painted on it in white letters."),
        "baker",
        "cookie-notice/notice",
    ),
    Reason.KEPT_IN_DOUBT: Example(
        "\n\n".join((*(text for pair in zip(PARAGRAPHS, NETWORKS, strict=True) for text in pair), PROSE, *NETWORKS)),
        "Facebook",
        "share/network",
    ),
    Reason.KEPT_REPEATED: Example(f"{within_prose('Facebook')}\n\nFacebook", "Facebook", "share/network"),
    Reason.KEPT_HEADLINE: Example(
        f"Home\nNews\nContact us\nA bridge for the valley\n\n{PROSE}", "A bridge", "fragments/head"
    ),
    Reason.KEPT_SENTENCE: Example(
        behind_prose("It rained.\n\nShare this article\n\nLeave a Reply"), "It rained", "fragments/tail"
    ),
    Reason.KEPT_ANSWER: Example(
        behind_prose("Do you use cookies?\n\nWe use cookies to improve your experience.\n\nThat is all."),
        "improve your experience",
        "cookie-notice/notice",
    ),
    Reason.KEPT_ITEM: Example(
        behind_prose("The clerk asked for these:\n- A stamp\n- A coin\n\nShare this article\n\nLeave a Reply"),
        "A coin",
        "fragments/tail",
    ),
    Reason.KEPT_RECURRING: Example(
        "\n\n".join((*(f"{text}\n\nRead more: The mill burns" for text in PARAGRAPHS), PROSE)),
        "Read more",
        "related-links/inline-link",
    ),
    Reason.KEPT_HEADING: Example(within_prose("Gallery"), "Gallery", "credits/photo-line"),
    Reason.KEPT_TOO_MUCH: Example(
        behind_prose("\n\n".join(["Related posts", *(f"How bridge number {n} was built" for n in range(80))])),
        "number 7 ",
        "related-links/heading",
    ),
    Reason.KEPT_TABLE: Example(
        behind_prose("Share this article\n\n| noon | 4.1 metres |\n\nLeave a Reply"), "noon |", "fragments/tail"
    ),
    Reason.KEPT_IN_CODE: Example(
        f"{paragraphs(*ARTICLE)}<p>Share this article</p><pre>tide = 3</pre><p>Leave a Reply</p>",
        "tide = 3",
        "fragments/tail",
    ),
    Reason.KEPT_STORY: Example(before_prose(STORY), STORY, "author-box/profession"),
    Reason.KEPT_HOLDS_PROSE: Example(
        f'{FIRST}<div class="popular">{paragraphs(OTHERS[0])}</div>{LAST}', OTHERS[0], "related-links/element-hint"
    ),
    Reason.KEPT_HOLDS_PAGE: Example(f'<div class="newsletter">{FIRST}</div>', WHOLE[0], "newsletter/element"),
    Reason.KEPT_HOLDS_ARTICLE: Example(
        f'<div class="sidebar"><h1>A bridge for the valley</h1>{FIRST}</div>{LAST}', WHOLE[1], "sidebar/element"
    ),
    Reason.KEPT_HOLDS_SECTION: Example(
        f'{FIRST}<div class="image-with-text"><h3>The band</h3><p>Nobody had rehearsed.</p></div>{LAST}',
        "rehearsed",
        "credits/element-hint",
    ),
    Reason.KEPT_BELOW_TITLE: Example(
        f'<h1>A bridge for the valley</h1><div class="sidebar">{paragraphs(*WHOLE[:3])}</div>{paragraphs(*WHOLE[3:])}',
        WHOLE[1],
        "sidebar/element",
    ),
    Reason.KEPT_IS_LISTING: Example(f"{paragraphs(*ARTICLE[:2])}{BOATS}", "number 12", "related-links/element"),
    Reason.KEPT_IS_THREAD: Example(
        f'<div class="forum-topic">{paragraphs(*ARTICLE[:2])}{COMMENTS}</div>', OTHERS[1], "comment-thread/element"
    ),
    Reason.KEPT_LISTED: Example(links(*HEADLINES), "Tenors wanted", "related-links/link-list"),
    Reason.KEPT_BY_RULE: Example(behind_prose("Leave a Reply"), "Reply", "comment-form/leave-a-reply", KEEPING),
    Reason.KEPT_NO_FILTER: Example(
        behind_prose("Share this article"), "Share", "share/share-this", DEFAULT.without("share")
    ),
    Reason.KEPT_NO_FINDING: Example(PROSE, "ferry made", ""),
}


@pytest.mark.parametrize("reason", Reason, ids=lambda reason: reason.name)
def test_a_reason_decides(reason: Reason) -> None:
    example = EXAMPLES[reason]
    *_, answer = example.pipeline.explain(example.source).why(example.words)
    assert answer.reason is reason
    assert answer.left == ("" if reason.is_cut else answer.text)
    rules = [verdict.finding.rule for verdict in answer.verdicts if verdict.reason is reason]
    assert example.rule in rules or not (example.rule or answer.verdicts)


def test_a_reason_is_of_a_cut_or_of_what_is_kept_and_says_so_in_words() -> None:
    for reason in Reason:
        assert reason.name.startswith("CUT_" if reason.is_cut else "KEPT_")
        assert " " in reason.value or reason is Reason.KEPT_IN_CODE
    assert len({reason.value for reason in Reason}) == len(Reason)
