"""Elements that are called chrome are cut, unless they hold the page; threads of forums keep their comments."""

from __future__ import annotations

import pytest

from cleantext.judgement import Verdict
from cleantext.judging.features import Cuts, Features
from cleantext.judging.names import Bodies, judge_names
from cleantext.judging.rules import default_rules
from cleantext.judging.vocabulary import named_elements
from cleantext.readers.html import read_html
from tests.judging.pages import ARTICLE, OTHERS, cuts, left, paragraphs, see

PAGE = paragraphs(*ARTICLE)
NOTICE = "<p>We use cookies to improve your experience.</p>"
WHOLE = list(ARTICLE)


def comments(*texts: str, list_class: str = "comment-list") -> str:
    return f'<ol class="{list_class}">' + "".join(f"<li><p>{text}</p></li>" for text in texts) + "</ol>"


def named(html: str) -> tuple[Features, list[Verdict], Bodies]:
    """Return a page's measures, and what is decided about its elements by what they are called alone."""
    document = read_html(html)
    features, vocabulary = Features(document), default_rules().names
    return features, *judge_names(features, vocabulary, named_elements(document, vocabulary, default_rules().phrases))


# Markers and hints ------------------------------------------------------------------------------------------------


def test_an_element_that_a_marker_names_is_cut_with_all_that_it_holds() -> None:
    box = f'<div class="related-posts"><h3>More</h3><div>{paragraphs(OTHERS[0])}</div></div>'
    assert left(PAGE + box) == left(box + PAGE) == WHOLE
    assert cuts(PAGE + box) == [("related-links/element", "More"), ("related-links/element", OTHERS[0])]


def test_an_element_that_a_hint_names_is_cut_where_it_holds_little_prose() -> None:
    assert cuts(f'{PAGE}<div class="popular">What others read</div>') == [
        ("related-links/element-hint", "What others read")
    ]


def test_an_element_that_a_hint_names_stays_where_it_holds_prose() -> None:
    page = f'{paragraphs(*ARTICLE[:3])}<div class="popular">{paragraphs(OTHERS[0])}</div>{paragraphs(*ARTICLE[3:])}'
    assert left(page) == [*ARTICLE[:3], OTHERS[0], *ARTICLE[3:]]


@pytest.mark.parametrize(
    "page",
    [
        f'{{}}<p class="article-disclaimer">{OTHERS[0]}</p>',
        f'{{}}<ol class="bottom-disclaimer__list"><li>{OTHERS[0]}</li><li>{OTHERS[1]}</li></ol>',
        f'<section class="finePrint"><div><p>{OTHERS[0]}</p></div></section>{{}}',
    ],
)
def test_small_print_is_cut_though_it_is_prose(page: str) -> None:
    assert left(page.format(PAGE)) == WHOLE
    assert left(page.format("")) != []


def test_a_box_with_a_heading_is_no_caption_though_it_is_called_after_its_picture() -> None:
    box = "<div class='hero-image'><h2>The ferry</h2><p>Noon, and no later</p></div>"
    page = f"<div>{paragraphs(*ARTICLE[:3])}{box}{paragraphs(*ARTICLE[3:])}</div>"
    assert left(page) == [*ARTICLE[:3], "The ferry", "Noon, and no later", *ARTICLE[3:]]
    assert left(page.replace("h2", "p")) == WHOLE


def test_a_column_with_the_title_and_most_of_the_text_is_the_main_one() -> None:
    goods = "".join(f"<li><a href='/{n}'>Oar of ash wood, number {n}</a> <b>{n} pounds</b></li>" for n in range(30))
    column = f"<h1>Oars</h1><ul>{goods}</ul>"
    menu = "<div class='left-col'><ul><li><a href='/sails'>Sails</a></li></ul></div>"
    page = f"<body><p>Boats and more</p>{menu}<div class='right-col'>{{}}</div></body>"
    assert len(left(page.format(column))) >= 30
    assert "Oar of ash wood, number 7 7 pounds" not in left(page.format(column.replace("h1", "h2")))


def test_the_role_says_more_than_the_names_and_those_say_more_than_the_tag() -> None:
    text = "What others read"
    assert cuts(f'{PAGE}<nav class="related-posts">{text}</nav>') == [("related-links/element", text)]
    assert cuts(f'{PAGE}<nav class="related-posts" role="dialog">{text}</nav>') == [("overlay/element", text)]
    assert cuts(f"{PAGE}<nav>{text}</nav>") == [("navigation/element", text)]


def test_the_outermost_element_that_is_named_is_the_reason_to_cut_what_is_in_it() -> None:
    page = f'{PAGE}<footer><div class="newsletter">Letters from the harbour</div></footer>'
    assert cuts(page) == [("legal-footer/element", "Letters from the harbour")]
    assert [verdict.finding.rule for verdict in see(page)[1]] == ["legal-footer/element"]


def test_a_hint_that_does_not_act_leaves_the_elements_in_it_to_be_judged() -> None:
    aside = f"<aside>{paragraphs(OTHERS[0])}<nav>The harbour in pictures</nav></aside>"
    page = paragraphs(*ARTICLE[:3]) + aside + paragraphs(*ARTICLE[3:])
    assert cuts(page) == [("navigation/element", "The harbour in pictures")]


@pytest.mark.parametrize(
    "name", ["has-sidebar", "no-comments", "category-share", "has-post-thumbnail", "why-a-sidebar-is-no-place-for-news"]
)
def test_a_name_of_what_is_beside_an_element_or_of_what_it_is_about_cuts_nothing(name: str) -> None:
    page = f'{paragraphs(*ARTICLE[:3])}<div class="{name}">It rained.</div>{paragraphs(*ARTICLE[3:])}'
    assert left(page) == [*ARTICLE[:3], "It rained.", *ARTICLE[3:]]


@pytest.mark.parametrize("tag", ['body class="sidebar"', 'main id="comments"'])
def test_the_frame_of_a_page_is_not_judged_by_its_names(tag: str) -> None:
    assert left(f"<{tag}><p>It rained.</p>{paragraphs(*ARTICLE[:1])}</{tag.split()[0]}>") == ["It rained.", ARTICLE[0]]


def test_the_parts_of_a_table_are_not_judged_by_their_names() -> None:
    table = '<table><tr class="author"><td class="author">Becker</td><td>Captain</td></tr></table>'
    page = paragraphs(*ARTICLE[:3]) + table + paragraphs(*ARTICLE[3:])
    assert left(page) == [*ARTICLE[:3], "Becker | Captain", *ARTICLE[3:]]


# What holds the page stays ----------------------------------------------------------------------------------------


def test_an_element_with_most_of_the_prose_stays_whatever_it_is_called() -> None:
    assert left(f'<div class="newsletter">{PAGE}</div>') == WHOLE
    assert left(f'<div class="newsletter">{PAGE}</div>{paragraphs(*OTHERS[:2])}')[:6] == WHOLE


def test_an_element_with_less_than_two_fifths_of_the_prose_is_cut() -> None:
    page = f'{paragraphs(*ARTICLE[:4])}<div class="newsletter">{paragraphs(*OTHERS[:2])}</div>'
    assert left(page) == list(ARTICLE[:4])


def test_elements_that_match_one_rule_stay_where_together_they_hold_the_page() -> None:
    letters = [f'<div class="newsletter-{number}">{paragraphs(text)}</div>' for number, text in enumerate(ARTICLE)]
    assert left("".join(letters)) == WHOLE


def test_elements_of_such_a_rule_without_prose_are_cut_all_the_same() -> None:
    letters = [f'<div class="newsletter-{number}">{paragraphs(text)}</div>' for number, text in enumerate(ARTICLE)]
    assert cuts("".join(letters) + '<div class="newsletter-form">Your address</div>') == [
        ("newsletter/element", "Your address")
    ]


@pytest.mark.parametrize("tag", ["footer", "nav", "dialog"])
def test_a_frame_is_one_however_much_it_holds(tag: str) -> None:
    assert left(f"{paragraphs(*ARTICLE[:2])}<{tag}>{paragraphs(*OTHERS)}</{tag}>") == list(ARTICLE[:2])


@pytest.mark.parametrize("tag", ["footer", "nav", "dialog"])
def test_a_frame_stays_where_hardly_any_prose_is_outside_of_it(tag: str) -> None:
    assert left(f"<{tag}>{PAGE}</{tag}>") == WHOLE
    assert left(f"<p>It rained on the mayor and on the band.</p><{tag}>{PAGE}</{tag}>")[-6:] == WHOLE


def test_listings_count_in_full_for_what_an_element_holds() -> None:
    listing = "for ferry in harbour:\n    ferry.cross(river)\n" * 12
    page = f'<p>{ARTICLE[0]}</p><div class="promo"><pre>{listing}</pre></div><p>{ARTICLE[1]}</p>'
    assert left(page) == [ARTICLE[0], listing.strip(), ARTICLE[1]]


# Captions ---------------------------------------------------------------------------------------------------------


def test_what_a_figure_says_is_cut_as_its_caption() -> None:
    caption = "The ferry at its last crossing, seen from the tower of the church on the far bank."
    page = paragraphs(*ARTICLE[:3]) + f'<div class="photo"><p>{caption}</p></div>' + paragraphs(*ARTICLE[3:])
    assert cuts(page) == [("credits/element-hint", caption)]


@pytest.mark.parametrize(
    "texts",
    [
        OTHERS[:3],
        [f"The ferry at its crossing number {number} of the year." for number in range(3)],
        [" ".join(OTHERS[:3])],
    ],
)
def test_prose_that_is_too_much_for_a_caption_stays(texts: list[str]) -> None:
    page = paragraphs(*ARTICLE) + f'<div class="photo">{paragraphs(*texts)}</div>' + paragraphs(*ARTICLE[::-1])
    assert left(page) == [*ARTICLE, *texts, *ARTICLE[::-1]]


def test_on_a_short_page_a_picture_with_its_text_is_the_page() -> None:
    page = f'<div class="photo"><p>{ARTICLE[0]}</p></div><p>{ARTICLE[1]}</p>'
    assert left(page) == list(ARTICLE[:2])


# Comments and threads ---------------------------------------------------------------------------------------------


def test_an_article_loses_its_comments_however_long_they_are() -> None:
    assert left(paragraphs(*ARTICLE[:2]) + comments(*OTHERS)) == list(ARTICLE[:2])
    assert left(PAGE + comments(*OTHERS, *OTHERS)) == WHOLE


def test_a_page_of_nothing_but_comments_keeps_them() -> None:
    assert left(comments(*OTHERS)) == list(OTHERS)
    assert left("<p>It rained on the mayor and on the band.</p>" + comments(*OTHERS))[-6:] == list(OTHERS)
    assert left("".join(f'<div class="comment"><p>{text}</p></div>' for text in OTHERS)) == list(OTHERS)


@pytest.mark.parametrize(
    "around", ['div class="forum-topic"', 'div id="phpbb"', 'section class="question-page"', 'div class="discussion"']
)
def test_a_thread_of_a_forum_keeps_its_comments(around: str) -> None:
    page = f"<{around}>{paragraphs(*ARTICLE[:2])}{comments(*OTHERS[:3])}</{around.split()[0]}>"
    assert left(page) == [*ARTICLE[:2], *OTHERS[:3]]


def test_comments_that_are_called_answers_are_a_thread() -> None:
    page = f"{paragraphs(*ARTICLE[:2])}{comments(*OTHERS[:3], list_class='comment-list answers')}"
    assert left(page) == [*ARTICLE[:2], *OTHERS[:3]]


@pytest.mark.parametrize(
    ("answers", "remarks"),
    [
        ('div id="answers"', '<ul class="comments-list"><li class="comment"><p>{}</p></li></ul>'),
        ('section class="question-answers"', '<div class="comments"><p>{}</p></div>'),
        ('ol class="qa-answers"', '<div class="commentlist"><div class="comment"><p>{}</p></div></div>'),
    ],
)
def test_remarks_on_answers_are_no_thread_however_many_they_are(answers: str, remarks: str) -> None:
    said = "".join(
        f"<div class='answer'><p>{answer}</p>{remarks.format(remark)}{remarks.format(remark + ' Or so.')}</div>"
        for answer, remark in zip(ARTICLE[1:], OTHERS, strict=False)
    )
    page = f"<div class='question'><p>{ARTICLE[0]}</p></div><{answers}>{said}</{answers.split()[0]}>"
    assert left(page) == list(ARTICLE)


def test_a_small_box_that_is_called_a_forum_makes_no_thread_of_a_page() -> None:
    page = f'<div class="forum">Latest in the forum</div>{paragraphs(*ARTICLE[:2])}{comments(*OTHERS[:3])}'
    assert left(page)[-2:] == list(ARTICLE[:2])


def test_an_article_in_a_forum_with_few_comments_loses_them() -> None:
    assert left(f'<div class="forum-topic">{PAGE}{comments(OTHERS[0])}</div>') == WHOLE


def test_a_thread_loses_its_other_chrome() -> None:
    page = f'<div class="forum-topic">{paragraphs(*ARTICLE[:2])}{comments(*OTHERS[:3])}<nav>Page 2 of 7</nav></div>'
    assert cuts(page) == [("navigation/element", "Page 2 of 7")]


# What is never the page -------------------------------------------------------------------------------------------


def test_what_asks_for_consent_is_cut_however_much_it_holds() -> None:
    consent = f'<div id="onetrust-consent-sdk">{NOTICE}{PAGE}</div>'
    assert left(f"{consent}<p>It rained.</p>") == ["It rained."]


def test_what_is_called_consent_and_asks_for_none_is_the_page() -> None:
    assert left(f'<div id="onetrust-consent-sdk">{PAGE}</div><p>Rain tomorrow</p>') == WHOLE


def test_the_prose_of_what_asks_for_consent_is_not_weighed_against_other_elements() -> None:
    consent = f'<div id="cookie-banner">{NOTICE}{PAGE}</div>'
    thread = f'<div class="comments">{paragraphs(*OTHERS[:3])}</div>'
    assert left(f"{consent}{thread}") == list(OTHERS[:3])


def test_the_footer_of_a_page_with_much_else_is_cut_though_nothing_else_is_prose() -> None:
    footer = f"<footer>{paragraphs(OTHERS[0])}</footer>"
    goods = [f"Copper kettle no. {number}, of two litres" for number in range(40)]
    assert left("".join(f"<div>{each}</div>" for each in goods) + footer) == goods
    assert left("".join(f"<div>{each}</div>" for each in goods[:5]) + footer) == [*goods[:5], OTHERS[0]]


# Bodies -----------------------------------------------------------------------------------------------------------


def test_the_elements_that_are_called_the_body_of_an_article_are_found_and_not_cut() -> None:
    html = f'<nav>Home</nav><div class="entry-content">{PAGE}<div class="share-bar">Share</div></div>'
    features, verdicts, bodies = named(html)
    assert [body.names for body in bodies.articles] == ["entry-content"]
    cuts = Cuts(features.blocks)
    cuts.extend(verdicts)
    assert cuts.rules == ["navigation/element", *[""] * 6, "share/element-hint"]


def test_the_elements_that_are_called_answers_are_found() -> None:
    html = f'<div class="question">{paragraphs(ARTICLE[0])}</div><div id="answers">{paragraphs(*OTHERS)}</div>'
    features, verdicts, bodies = named(html)
    assert [features.elements[place].names.strip() for place in bodies.answers] == ["answers"]
    assert not any(verdict.is_cut for verdict in verdicts)


# Names of items ---------------------------------------------------------------------------------------------------


def items(name: str, count: int) -> str:
    """A list whose items are called something that stands beside articles, each with a word or two and no sentence."""
    boats = ("Skiff with two oars", "Punt for the marsh", "Eight with a cox", "Coracle of hide")
    return "".join(f'<div class="{name}">{boats[i % 4]}, number {i}</div>' for i in range(count))


@pytest.mark.parametrize("name", ["caption", "eyebrow", "promo", "related", "teaser", "photo-box"])
def test_items_that_hold_more_text_than_all_the_rest_are_the_page(name: str) -> None:
    page = f"<nav>Home</nav><p>Boats that are for sale on the lower quay.</p>{items(name, 30)}"
    assert len(left(page)) == 31


@pytest.mark.parametrize(("name", "count"), [("caption", 8), ("related", 8), ("sidebar", 30), ("comment-list", 30)])
def test_what_holds_less_and_what_is_no_name_of_items_is_cut(name: str, count: int) -> None:
    page = f"<nav>Home</nav><p>{ARTICLE[0]}</p>{items(name, count)}<p>{ARTICLE[1]}</p>"
    assert left(page) == list(ARTICLE[:2])


def test_items_of_an_article_that_hold_less_than_it_are_cut() -> None:
    assert left(f"{paragraphs(*ARTICLE)}{items('related', 20)}") == list(ARTICLE)


@pytest.mark.parametrize(
    "box", ["<figcaption>{}</figcaption>", "<dd class='wp-caption-dd'>{}</dd>", "<p class='caption'>{}</p>"]
)
def test_one_caption_below_many_pictures_is_no_list_of_items(box: str) -> None:
    credit = box.format("Front page courtesy of the Museum of the River")
    pictures = f"<figure><img src=1.jpg>{credit}</figure>" * 30
    assert left(f"<div>{paragraphs(*ARTICLE[:5])}{pictures}<p>{ARTICLE[5]}</p></div>") == list(ARTICLE)


# A short article beside larger columns ----------------------------------------------------------------------------

SHORT = ARTICLE[0]
COLUMNS = [
    '<div id="sidebar" class="sidebar">{}</div>',
    '<div class="related-posts">{}</div>',
    '<div class="widget-area">{}</div>',
    '<div id="comments"><div class="comment">{}</div></div>',
    "<footer>{}</footer>",
]
ARTICLES = [
    '<div class="post"><h1>Bridge</h1><div class="entry-content">{}</div></div>',
    '<h1>Bridge</h1><div itemprop="articleBody">{}</div>',
    "<article><h1>Bridge</h1>{}</article>",
]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("article", ARTICLES)
def test_a_column_that_holds_more_than_a_short_article_goes_where_the_article_is_known(
    article: str, column: str
) -> None:
    page = article.format(paragraphs(SHORT)) + column.format(paragraphs(*OTHERS[:3]))
    assert left(page) == [SHORT]


def test_a_column_that_holds_many_times_more_than_what_is_called_the_body_stays() -> None:
    note = "<p>Prices were right on the day on which we wrote this, and may have changed.</p>"
    page = f'<div class="sidebar">{PAGE}{paragraphs(*OTHERS)}</div><div class="entry-content">{note}</div>'
    assert set(WHOLE) < set(left(page))


def test_a_column_beside_one_of_several_bodies_stays() -> None:
    bodies = "".join(f'<div class="entry-content">{paragraphs(text)}</div>' for text in ARTICLE[:2])
    page = f'{bodies}<div class="sidebar">{paragraphs(*OTHERS)}</div>'
    assert set(OTHERS) < set(left(page))


def test_a_lead_above_the_body_stays_whatever_a_hint_calls_it() -> None:
    page = f'<h1>Bridge</h1><div class="teaser">{paragraphs(OTHERS[0])}</div><div class="entry-content">{PAGE}</div>'
    assert left(page) == [OTHERS[0], *WHOLE]


def test_a_post_of_a_few_words_is_the_body_where_nothing_else_but_a_footer_has_prose() -> None:
    footer = "<footer><p>© 2026 Harbour Courier, the paper of the coast. All rights reserved.</p></footer>"
    page = f'<article><h1>Ferry</h1><div class="entry-content"><p>Closed on Monday.</p></div></article>{footer}'
    assert "Closed on Monday." in left(page)


def test_a_cell_that_is_called_a_comment_goes_and_one_that_is_called_anything_else_stays() -> None:
    table = '<table><tr><td class="{}">{}</td></tr></table>'
    comment, note = table.format("coment", OTHERS[0]), table.format("related-posts", OTHERS[1])
    assert left(f'<h1>Bridge</h1><div class="entry-content">{PAGE}{note}</div>{comment}') == [*WHOLE, OTHERS[1]]


# A page that says what it is called, or where its content stands ---------------------------------------------------

CALLED = "<head><title>Ferry to run all winter | Harbour Courier</title></head>"
TITLED = f"<div><h1>Ferry to run all winter</h1>{paragraphs(SHORT)}</div>"


@pytest.mark.parametrize("name", ["sidebar", "promo-bar", "modal", "newsletter-signup"])
def test_boxes_that_are_never_an_article_go_from_beside_the_heading_that_the_page_is_called_after(name: str) -> None:
    box = f'<div class="{name}">{paragraphs(*OTHERS[:4])}</div>'
    assert left(CALLED + TITLED + box) == left(CALLED + box + TITLED) == [SHORT]
    assert set(OTHERS[:4]) < set(left(TITLED + box))


def test_what_may_be_a_part_of_the_article_stays_beside_such_a_heading() -> None:
    box = f'<div class="author">{paragraphs(*OTHERS[:4])}</div>'
    assert set(OTHERS[:4]) < set(left(CALLED + TITLED + box))


def test_a_bar_outside_of_the_main_content_goes_however_little_of_that_is_prose() -> None:
    terms = [f"Step {number}: choose one" for number in range(60)]
    bar = f'<div class="promo-bar">{paragraphs(*OTHERS[:4])}</div>'
    steps = "".join(f"<div>{text}</div>" for text in terms)
    assert left(f"{bar}<main>{steps}</main>") == terms
    assert set(OTHERS[:4]) <= set(left(f"{bar}<div>{steps}</div>"))


# Sections and notes of documentation -------------------------------------------------------------------------------

DOCUMENTED = "<section id='mills'><h2>Mills</h2>" + paragraphs(*ARTICLE[:3]) + "</section>"


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("handling-related-bugs", "4.2. Handling related bugs"),
        ("share-of-the-millers", "The share of the millers, then and now"),
        ("biography", "Biography"),
    ],
)
def test_a_section_that_is_named_after_its_heading_stays(name: str, heading: str) -> None:
    section = f"<section id='{name}'><h2>{heading}</h2>{paragraphs(OTHERS[0])}</section>"
    assert OTHERS[0] in left(f"<div>{DOCUMENTED}{section}</div>")


@pytest.mark.parametrize(("name", "heading"), [("related-posts", "Related posts"), ("also-like", "You may also like")])
def test_a_box_whose_heading_is_chrome_goes_though_it_is_named_after_it(name: str, heading: str) -> None:
    box = f"<section id='{name}'><h2>{heading}</h2>{paragraphs(OTHERS[0])}</section>"
    assert OTHERS[0] not in left(f"<div>{DOCUMENTED}{paragraphs(*ARTICLE[3:])}{box}</div>")


def test_notes_right_below_the_text_stay_and_those_of_something_else_go() -> None:
    notes = "<div class='footnotes-segment'><h4>Footnotes</h4><p>See page 3.</p></div>"
    assert "See page 3." in left(f"<div class='top'>{PAGE}</div>{notes}")
    tool = "<div><h4>Quotes</h4><p>Wheat 3.20</p></div>"
    assert "See page 3." not in left(f"<div class='top'>{PAGE}</div>{tool}{notes}")


@pytest.mark.parametrize("name", ["sidebar", "sidebarblock"])
def test_what_is_called_a_column_between_paragraphs_of_the_text_is_a_box_in_it(name: str) -> None:
    box = f"<div class='{name}'><h4>Herons</h4>{paragraphs(OTHERS[0])}</div>"
    assert OTHERS[0] in left(f"<div>{paragraphs(*ARTICLE[:3])}{box}{paragraphs(*ARTICLE[3:])}</div>")
    assert OTHERS[0] not in left(f"<div>{paragraphs(*ARTICLE)}</div>{box}")


def test_what_is_called_metadata_and_tells_a_story_stays() -> None:
    assert set(OTHERS[:3]) <= set(left(f"{PAGE}<div class='timestamp'>{paragraphs(*OTHERS[:3])}</div>{PAGE}"))
    assert "Noon" not in left(f"{PAGE}<div class='timestamp'><p>Noon</p></div>")


def test_the_signature_of_a_function_is_nobodys() -> None:
    page = f"{PAGE}<p class='func_signature'>sail ( berth text ) returns integer</p>{PAGE}"
    assert "sail ( berth text ) returns integer" in left(page)
