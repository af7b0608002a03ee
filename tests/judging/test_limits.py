"""What a rule of strength "keep" matches is never cut, and little goes without a finding of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cleantext import Cleaned, Judgement, Pipeline, Reason, Removal, clean
from cleantext.document import Block
from cleantext.judgement import Finding, Verdict
from cleantext.judging.limits import allowed, limit, protected
from tests.judging.pages import ARTICLE, HEADLINES, OTHERS, links, paragraphs
from tests.rules.prose import PARAGRAPHS, PROSE, before_prose, behind_prose

MOTTO = "Subscribe to the Harbour News"
PACK = """
family = "harbour"

[[rule]]
id = "motto"
about = "what its readers want to see"
strength = "keep"
phrases.en = ["Subscribe to the Harbour News"]

[[rule]]
id = "price"
match = "inside"
inline = true
longest = 20
strength = "keep"
phrases.en = ["free for sailors"]

[[rule]]
id = "box"
match = "element"
strength = "keep"
names = ["masthead motto"]
"""
WHOLE = paragraphs(*ARTICLE, *OTHERS[2:])
BOX = f'<div class="masthead-motto"><p>{MOTTO}</p></div>'
LINE = f"<p>{MOTTO}</p>"


class Greedy:
    """Cuts everything."""

    name = "greedy"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        text = judgement.document.text
        yield Removal(0, len(text), self.name, "greedy/all", text)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Return the default pipeline with the pack of the Harbour News."""
    path: Path = tmp_path_factory.mktemp("packs") / "harbour.toml"
    path.write_text(PACK, "utf-8")
    return Pipeline.default(path)


def is_kept(cleaned: Cleaned, words: str = MOTTO) -> bool:
    """Tell whether the block of these words is left whole, and what decided about it is a rule that keeps it."""
    (answer,) = cleaned.why(words)
    return answer.left == answer.text and answer.reason is Reason.KEPT_BY_RULE and words in cleaned.text


#: A paragraph of which the line is the first, as it is printed in columns.
WRAPPED = f"{MOTTO}\nand of the valley, said the poster that hung in the pilot house until the winter of the flood."


def test_a_line_stays_that_a_wrapped_paragraph_begins_with(pipeline: Pipeline) -> None:
    text = behind_prose(WRAPPED)
    cleaned = pipeline.then(Greedy()).explain(text)
    assert WRAPPED in [block.text for block in cleaned.document.blocks]
    assert cleaned.text == MOTTO
    (verdict,) = [one for one in cleaned.verdicts if one.finding.rule == "harbour/motto"]
    assert cleaned.document.text[verdict.finding.start : verdict.finding.end] == MOTTO
    assert [block.text for block in cleaned.document.blocks[verdict.finding.first : verdict.finding.stop]] == [WRAPPED]


TEXTS = {
    "a marker": behind_prose(f"{MOTTO}\n\nLeave a Reply"),
    "a section": behind_prose(f"Related articles\n\nThe mill burns\n\n{MOTTO}\n\nTenors wanted"),
    "a run of fragments": before_prose(f"Home\nNews\nSport\n{MOTTO}\nContact us\nPrivacy Policy"),
    "nothing else": MOTTO,
}
PAGES = {
    "a marker": WHOLE + "{}<p>Leave a Reply</p>",
    "an element that is called chrome": WHOLE + '<div class="related-posts"><p>More</p>{}<p>The mill burns</p></div>',
    "such an element that is all of it": WHOLE + '<div class="related-posts">{}</div>',
    "what asks for consent": '<div id="cookie-banner"><p>We use cookies.</p>{}</div>' + WHOLE,
    "what is outside the main content": '<div class="c1"><p>One</p>{}</div><div class="c3">' + WHOLE + "</div>",
    "a section": WHOLE + "<p>Related articles</p><p>The mill burns</p>{}<p>Tenors wanted</p>",
    "a list of links": f"<div>{WHOLE}<div>{links(*HEADLINES)}{{}}</div></div>",
    "a run of fragments": WHOLE + "<p>Share this article</p><p>The mill burns</p>{}<p>Leave a Reply</p>",
}


@pytest.mark.parametrize("against", TEXTS)
def test_a_line_of_a_text_stays_against(against: str, pipeline: Pipeline) -> None:
    assert MOTTO not in Pipeline.default().clean(TEXTS[against])
    assert is_kept(pipeline.explain(TEXTS[against]))


@pytest.mark.parametrize("against", PAGES)
@pytest.mark.parametrize("kept", [LINE, BOX])
def test_a_line_and_an_element_of_a_page_stay_against(kept: str, against: str, pipeline: Pipeline) -> None:
    page = PAGES[against].format(kept)
    assert MOTTO not in Pipeline.default().clean(page)
    cleaned = pipeline.explain(page)
    assert is_kept(cleaned)
    assert all(text in cleaned.text for text in ARTICLE)


@pytest.mark.parametrize("against", PAGES)
def test_what_is_around_them_goes_by_the_rule_and_for_the_reason_that_it_goes_without_them(
    against: str, pipeline: Pipeline
) -> None:
    cleaned = pipeline.explain(PAGES[against].format(LINE))
    reasons = {cleaned.verdict_on(removal).reason for removal in cleaned.removals}
    assert Reason.CUT_BY_FILTER not in reasons
    assert Reason.KEPT_NO_FILTER not in {verdict.reason for verdict in cleaned.verdicts}
    assert not {"More", "One", "The mill burns", "Tenors wanted", "Leave a Reply"} & set(cleaned.text.split("\n\n"))


def test_what_an_element_that_is_kept_holds_stays_though_rules_know_it(pipeline: Pipeline) -> None:
    inner = '<div class="share-bar"><p>Share this article</p></div><p>Leave a Reply</p>'
    page = f'{WHOLE}<div class="masthead-motto">{inner}</div><p>Leave a Reply</p>'
    assert pipeline.clean(page).endswith("Share this article\n\nLeave a Reply")
    assert pipeline.clean(page).count("Leave a Reply") == 1


def test_an_element_is_kept_whatever_else_it_is_called(pipeline: Pipeline) -> None:
    assert is_kept(
        pipeline.explain(f'{WHOLE}<footer class="related-posts masthead-motto" role="dialog">{LINE}</footer>')
    )


@pytest.mark.parametrize("source", [PROSE, f"{MOTTO}\n\n{PROSE}", f"{WHOLE}{BOX}", f"{WHOLE}{LINE}"])
def test_a_filter_that_is_code_cuts_all_but_what_is_kept(source: str, pipeline: Pipeline) -> None:
    cleaned = pipeline.then(Greedy()).explain(source)
    assert cleaned.text == (MOTTO if MOTTO in source else "")
    assert {removal.filter for removal in cleaned.removals} >= {"greedy"}


def test_a_keep_rule_that_matches_inside_a_line_protects_its_sentence(pipeline: Pipeline) -> None:
    line = f"{OTHERS[0]} Entry is free for sailors. {OTHERS[1]}"
    cleaned = pipeline.then(Greedy()).explain(f"{PROSE}\n\n{line}")
    assert cleaned.text == "Entry is free for sailors."


def test_cleaning_what_is_kept_again_keeps_it(pipeline: Pipeline) -> None:
    for text in TEXTS.values():
        once = pipeline.clean(text)
        assert pipeline.clean(once) == once


def test_without_its_filter_a_rule_of_strength_keep_has_the_last_word_all_the_same(pipeline: Pipeline) -> None:
    assert is_kept(pipeline.without("harbour").explain(TEXTS["a marker"]))


def test_soups_keep_what_pages_keep(pipeline: Pipeline) -> None:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(PAGES["an element that is called chrome"].format(BOX), "html.parser")
    assert is_kept(pipeline.explain(soup))
    assert MOTTO in pipeline.prune(soup).get_text()


# Spans ------------------------------------------------------------------------------------------------------------

BLOCKS = [Block(0, 4, "More"), Block(6, 24, "The harbour, daily"), Block(26, 40, "The mill burns")]


def finding(start: int, end: int, strength: str = "marker") -> Finding:
    return Finding(start, end, 0, 3, "related-links", "related-links/box", strength)  # type: ignore[arg-type]


def kept(start: int, end: int) -> Verdict:
    return Verdict(finding(start, end, "keep"), Reason.KEPT_BY_RULE)


def test_protected_spans_are_in_order_and_do_not_overlap() -> None:
    assert protected([kept(26, 40), kept(6, 12), kept(10, 24), kept(40, 44)]) == [(6, 24), (26, 44)]
    assert protected([Verdict(finding(0, 40), Reason.CUT_MARKER)]) == []


def test_a_cut_around_a_protected_span_becomes_two_of_whole_blocks() -> None:
    *parts, _ = limit([Verdict(finding(0, 40), Reason.CUT_ELEMENT), kept(6, 24)], [(6, 24)], BLOCKS)
    assert [(one.start, one.end, one.first, one.stop, reason) for one, reason in parts] == [
        (0, 4, 0, 1, Reason.CUT_ELEMENT),
        (6, 24, 1, 2, Reason.KEPT_BY_RULE),
        (26, 40, 2, 3, Reason.CUT_ELEMENT),
    ]


def test_a_cut_that_touches_no_protected_span_and_what_is_kept_anyway_stay_as_they_are() -> None:
    verdicts = [Verdict(finding(0, 6), Reason.CUT_MARKER), Verdict(finding(0, 40), Reason.KEPT_LONE_HINT), kept(6, 24)]
    assert list(limit(verdicts, [(6, 24)], BLOCKS)) == verdicts


def test_removals_lose_what_is_protected() -> None:
    text = "More\n\nThe harbour, daily\n\nThe mill burns"
    removals = [Removal(0, 40, "greedy", "greedy/all", text), Removal(6, 12, "greedy", "greedy/all", text[6:12])]
    assert [cut.text for cut in allowed(removals, [(6, 24)])] == ["More\n\n", "\n\nThe mill burns"]


# What goes without a finding of its own ---------------------------------------------------------------------------


def test_what_goes_with_its_section_and_with_the_fragments_beside_it_counts_once() -> None:
    said = (
        "I crossed on the old ferry every week since I was nine, and it was late on all but two of those days.",
        "My brother says that the quay will not stand another storm, whatever anybody may have decided about it.",
    )
    readers = zip(("Anna Berg", "Ivan"), said, strict=True)
    comments = [f"{name}\nMarch 3, 2021 at 4:15 pm\n{text}\nReply" for name, text in readers]
    thread = "\n".join(["3 Comments", *comments])
    assert clean(behind_prose(thread)) == PROSE


def test_a_protected_span_that_begins_before_a_cut_within_a_block_leaves_no_part_turned_around() -> None:
    parts = list(limit([Verdict(finding(30, 40), Reason.CUT_MARKER)], [(26, 34)], BLOCKS))
    assert [(one.start, one.end, reason) for one, reason in parts] == [
        (30, 34, Reason.KEPT_BY_RULE),
        (34, 40, Reason.CUT_MARKER),
    ]


BOATS = [
    f"The {bird} of {town}" for bird in ("Gull", "Tern", "Heron", "Skua") for town in ("Northby", "Eastby", "Midby")
]
FOOTER = (
    "Privacy policy",
    "© 2024 Harbour Boats",
    "Subscribe to our newsletter",
    "Share this article",
    "Leave a Reply",
)


def lines(*blocks: str) -> str:
    return "\n\n".join(blocks)


def test_a_text_without_an_article_keeps_what_it_lists_below_such_a_heading() -> None:
    listed = [*BOATS, *(f"{boat}, with sails" for boat in BOATS)]
    assert set(listed) < set(clean(lines("Boats for hire", "Latest news", *listed, *FOOTER)).split("\n"))
    assert clean(lines(*PARAGRAPHS, "Latest news", *listed, *FOOTER)) == PROSE


def test_buttons_make_no_page_of_an_article_that_lists_things() -> None:
    listed = [f"{boat}, built in {year}" for year, boat in enumerate(BOATS, start=1960)]
    behind = lines("Latest news", *(line for boat in listed for line in (boat, "Learn more")), *listed)
    assert set(listed) < set(clean(behind_prose(behind)).split("\n"))


def test_a_page_that_lists_things_keeps_them_below_a_heading_that_sites_have_over_other_articles() -> None:
    boats = [f"The boat with number {number} at the quay" for number in range(40)]
    rows = "".join(f"<div>{boat}</div>" for boat in boats)
    footer = "<p>Leave a Reply</p><p>Share this article</p><p>All rights reserved.</p>"
    lead = "<p>These are the boats of the harbour, by year and by owner.</p>"
    page = f"<html><body>{lead}<h2>Latest news</h2>{rows}{footer}</body></html>"
    assert set(boats) < set(clean(page).split("\n"))
    article = page.replace(lead, paragraphs(*ARTICLE))
    assert clean(article).split("\n\n") == list(ARTICLE)
