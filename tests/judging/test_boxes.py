"""What an element is called is a hint about a box beside the article: the article stays, whatever its box is called."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleantext import clean, explain
from cleantext.judgement import Reason
from cleantext.rulepack import Rule, load_default

TITLE = "<h1>Winter ferry to run until March</h1>"
ARTICLE = (
    "The ferry between the islands will run all winter this year, the council decided on Tuesday.",
    "Until now the boat stopped in November, and the people of the outer island had to go round by the long bridge.",
    "The extra crossings will cost two million crowns, which the council wants to save on the old harbour wall.",
    "Not everyone was pleased. The owner of the small airfield said that he would lose half of his passengers.",
    "The first boat leaves on the first of December at seven, and whoever is on the quay may ride free.",
)
LETTERS = (
    "I have crossed on that ship every week since I was nine, and it was late on all but two of those days.",
    "My brother says that the quay will not stand another storm, whatever anybody may have decided about it.",
    "Why does nobody ever ask the people of the mainland what they think about a winter without a crossing?",
    "A reader wrote to tell us that the ships of the seventies were faster, and that they smelled better too.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in ARTICLE)
BESIDE = (
    '<div id="comments" class="comments"><h3>Comments</h3><ol class="comment-list">'
    + "".join(f'<li class="comment"><b>Anna</b><p>{text}</p></li>' for text in LETTERS)
    + '</ol></div><div class="sidebar"><h4><a href="/1">Older news</a></h4>'
    + "".join(f"<p>{text[:-1]}, and so it is.</p>" for text in LETTERS)
    + '</div><footer class="site-footer"><p>© 2026 Harbour Courier. All rights reserved.</p></footer>'
)
#: Columns and comments with several times the prose of the article.
MORE_BESIDE = BESIDE.replace(
    "</ol>", "".join(f"<li><p>{text} ({n})</p></li>" for n in "123" for text in LETTERS) + "</ol>"
)
MORE_BESIDE += '<div class="second">' + "".join(f"<p>{text} [{n}]</p>" for n in "12" for text in LETTERS) + "</div>"
NOTICE = "<p>We use cookies to improve your experience, and our partners do so, too.</p><button>Accept all</button>"


def page(article: str, beside: str = BESIDE) -> str:
    header = (
        '<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>'
    )
    body = f'{header}</header><div class="layout">{article}</div>{beside}'
    return f'<!DOCTYPE html><html lang="en"><body>{body}</body></html>'


def lost(article: str, beside: str = BESIDE) -> list[str]:
    """Return the paragraphs of the article that a page loses."""
    left = clean(page(article, beside))
    return [text for text in ARTICLE if text not in left]


RULES = [rule for rule in load_default() if rule.match == "element"]


def called(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield tags, and attributes, by which an element is called what a rule knows."""
    yield from (("div", f'role="{role}"') for role in rule.roles)
    for name in rule.names:
        hyphenated = name.replace(" ", "-")
        yield from (("div", f'{key}="{hyphenated}"') for key in ("class", "id", "itemprop"))
        yield "section", f'class="post-12 entry-{hyphenated}-wrap"'


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    "article",
    [
        pytest.param(f"<{{0}} {{1}}>{TITLE}{PARAGRAPHS}</{{0}}>", id="around title and text"),
        pytest.param(f"<div>{TITLE}<{{0}} {{1}}>{PARAGRAPHS}</{{0}}></div>", id="around the text"),
        pytest.param(f'<{{0}} {{1}}><div class="entry-content">{PARAGRAPHS}</div></{{0}}>', id="around a body"),
        pytest.param(f"<div>{TITLE}{PARAGRAPHS.replace('<p>', '<p {1}>')}</div>", id="of each paragraph"),
    ],
)
@pytest.mark.parametrize("beside", [BESIDE, MORE_BESIDE], ids=["beside less", "beside more"])
def test_an_article_stays_whatever_the_element_around_it_is_called(rule: Rule, article: str, beside: str) -> None:
    gone = {names for tag, names in called(rule) if lost(article.format(tag, names), beside)}
    assert gone == set()


@pytest.mark.parametrize("tag", ["aside", "form", "footer", "header", "nav", "dialog open"])
def test_an_article_with_its_title_stays_whatever_element_it_is(tag: str) -> None:
    assert lost(f"<{tag}>{TITLE}{PARAGRAPHS}</{tag.split()[0]}>") == []


@pytest.mark.parametrize("names", ["post hentry cookies author-sarah", "post-9 type-post status-publish tag-links ads"])
def test_the_other_names_of_a_post_say_what_it_is_about(names: str) -> None:
    others = "".join(f"<div><p>{text}</p></div>" for text in (*LETTERS, *LETTERS[::-1]))
    left = clean(page(f'<div class="{names}"><p>{ARTICLE[0]}</p><p>{ARTICLE[1]}</p></div>{others}'))
    assert ARTICLE[0] in left
    assert ARTICLE[1] in left


def test_boxes_beside_the_article_go_all_the_same() -> None:
    left = clean(page(f"<article>{TITLE}{PARAGRAPHS}</article>"))
    assert left.split("\n\n") == list(ARTICLE)


# Consent ----------------------------------------------------------------------------------------------------------


def test_what_is_called_consent_goes_where_it_says_so_however_much_it_holds() -> None:
    notice = NOTICE + "".join(f"<p>{text}</p>" for text in (*LETTERS, *LETTERS))
    left = clean(page(f'<div id="cookie-banner">{notice}</div><div>{TITLE}<p>{ARTICLE[0]}</p></div>', beside=""))
    assert left == ARTICLE[0]


def test_what_is_called_consent_and_says_nothing_of_it_stays() -> None:
    paragraphs = PARAGRAPHS.replace("<p>", '<p class="gdpr-note">', 2)
    assert lost(f"<article>{TITLE}{paragraphs}</article>") == []


# Comments ---------------------------------------------------------------------------------------------------------


def test_a_paragraph_is_no_thread_of_comments() -> None:
    paragraphs = PARAGRAPHS.replace("<p>", '<p class="comment-paragraph">', 2)
    assert lost(f"<article>{TITLE}{paragraphs}</article>") == []


# What is left of a page -------------------------------------------------------------------------------------------


def test_what_holds_the_last_prose_of_a_page_is_kept_with_its_reason() -> None:
    html = page(f'<div class="comments">{PARAGRAPHS}</div>')
    cleaned = explain(html)
    reasons = {verdict.reason for answer in cleaned.why(ARTICLE[1]) for verdict in answer.verdicts}
    assert Reason.KEPT_HOLDS_PAGE in reasons
    assert lost(f'<div class="comments">{PARAGRAPHS}</div>') == []


def test_what_holds_the_title_and_prose_is_kept_with_its_reason() -> None:
    cleaned = explain(page(f'<div class="sidebar">{TITLE}{PARAGRAPHS}</div>'))
    reasons = {verdict.reason for answer in cleaned.why(ARTICLE[1]) for verdict in answer.verdicts}
    assert Reason.KEPT_HOLDS_ARTICLE in reasons


def test_what_follows_the_title_is_kept_with_its_reason() -> None:
    cleaned = explain(page(f'{TITLE}<div class="sidebar">{PARAGRAPHS}</div>', MORE_BESIDE))
    reasons = {verdict.reason for answer in cleaned.why(ARTICLE[1]) for verdict in answer.verdicts}
    assert Reason.KEPT_BELOW_TITLE in reasons


def test_a_box_below_the_title_that_holds_little_of_the_page_goes() -> None:
    box = f'<div class="author-bio"><p>{LETTERS[0]} {LETTERS[1]}</p><p>{LETTERS[2]}</p></div>'
    assert LETTERS[0] not in clean(page(f"{TITLE}{box}{PARAGRAPHS}{PARAGRAPHS.replace(',', ';')}", beside=""))


def test_a_short_post_loses_its_longer_thread() -> None:
    assert clean(page(f"<div>{TITLE}<p>{ARTICLE[0]}</p></div>")) != ""
    assert LETTERS[0] not in clean(page(f"<div>{TITLE}<p>{ARTICLE[0]} {ARTICLE[1]} {ARTICLE[2]}</p></div>"))


# Notes, captions and formulas -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["alert", "status"])
def test_a_note_inside_the_text_is_no_overlay(role: str) -> None:
    note = f'<div role="{role}"><p>{LETTERS[0]}</p></div>'
    paragraphs = PARAGRAPHS.replace("</p>", f"</p>{note}", 1)
    assert LETTERS[0] in clean(page(f"<article>{TITLE}{paragraphs}</article>"))


def test_the_rows_of_a_table_before_the_text_stay_and_a_row_alone_is_layout() -> None:
    rows = ("<tr><td>Built</td><td>1974</td></tr>", "<tr><td>Length</td><td>31 m</td></tr>")
    for table, kept in ((rows, True), (rows[:1], False)):
        box = f"<p>Share this article</p><p>Print</p><table>{''.join(table)}</table><p>Photos of the boats</p>"
        assert ("Built | 1974" in clean(page(f"<main>{box}{PARAGRAPHS}</main>"))) is kept


def test_a_heading_above_prose_stays_though_menus_have_such_words() -> None:
    marked = "<p>Share this article</p><h2>History</h2><span>[<a href='/edit'>edit</a>]</span>"
    body = PARAGRAPHS.replace("</p>", f"</p>{marked}", 1)
    left = clean(page(f"<main>{body}<h2>Contact</h2><p>Share this article</p></main>"))
    assert "History" in left
    assert "[edit]" not in left
    assert "Contact" not in left


@pytest.mark.parametrize("names", ["image-with-text", "product-gallery", "row img-right", "caption-tile"])
def test_a_box_with_a_picture_and_a_section_with_its_heading_is_no_caption(names: str) -> None:
    box = f'<div class="{names}"><h3>By night</h3><p>It runs then, too.</p></div>'
    assert "It runs then, too." in clean(page(f"<div>{TITLE}{PARAGRAPHS}{box}{PARAGRAPHS.replace(',', ';')}</div>"))
    line = box.replace("<h3>By night</h3>", "")
    assert "It runs then, too." not in clean(
        page(f"<div>{TITLE}{PARAGRAPHS}{line}{PARAGRAPHS.replace(',', ';')}</div>")
    )


def test_a_link_with_its_picture_and_headline_goes_as_a_picture() -> None:
    teaser = '<div class="image-box"><h3>The mill burns</h3><a href="/mill">Read how it began</a></div>'
    assert "mill burns" not in clean(page(f"<div>{TITLE}{PARAGRAPHS}{teaser}{PARAGRAPHS.replace(',', ';')}</div>"))


def test_rows_of_a_table_stay_where_another_has_the_same() -> None:
    row = "<tr><td>Ferry to the outer island, summer timetable</td><td>on every weekday but not on holidays</td></tr>"
    table = f"<table><tr><td>Line</td><td>Sails</td></tr>{row}<tr><td>Bus</td><td>daily</td></tr></table>"
    left = clean(page(f"<div>{TITLE}{PARAGRAPHS}<div>{table}</div><h3>By bus</h3><div>{table}</div></div>"))
    assert left.count("summer timetable") == 2


def test_the_caption_of_a_table_stays_and_that_of_a_picture_goes() -> None:
    table = "<table><caption>Passengers by year</caption><tr><td>2024</td><td>9,120</td></tr></table>"
    figure = "<figure><figcaption>The ferry at the quay</figcaption></figure>"
    left = clean(page(f"<article>{TITLE}{PARAGRAPHS.replace('</p>', f'</p>{table}{figure}', 1)}</article>"))
    assert "Passengers by year" in left
    assert "The ferry at the quay" not in left


def test_a_formula_with_a_menu_of_its_own_is_no_menu() -> None:
    formula = '<div class="MathJax CtxtMenu_Attached_0">v = 12 s</div>'
    left = clean(page(f"<article>{TITLE}{PARAGRAPHS.replace('</p>', f'</p>{formula}', 1)}</article>"))
    assert "v = 12 s" in left


# Steps ------------------------------------------------------------------------------------------------------------


def test_a_step_of_a_list_that_is_a_link_stays() -> None:
    steps = ("<p>Open the valve.</p>", '<a href="/boats">Find your boat</a>', "<p>Press the button.</p>")
    items = "".join(f'<li><div class="step">{step}</div></li>' for step in steps)
    article = f"<article>{TITLE}{PARAGRAPHS.replace('</p>', f'</p><ol>{items}</ol>', 1)}</article>"
    assert "Find your boat" in clean(page(article))
