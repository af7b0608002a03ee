"""The main content is the innermost element with nearly all prose; what stands outside of it goes, but for its lead."""

from __future__ import annotations

import pytest

from cleantext.judging.body import find_body
from cleantext.judging.features import Cuts, Features
from cleantext.judging.names import judge_names
from cleantext.judging.rules import default_rules
from cleantext.judging.vocabulary import named_elements
from cleantext.readers.html import read_html
from tests.judging.pages import ARTICLE, HEADLINES, OTHERS, cuts, left, links, paragraphs

#: An article long enough that a paragraph or two beside it are not a tenth of the page.
WHOLE = [*ARTICLE, *OTHERS[2:], *ARTICLE[::-1]]
PAGE = paragraphs(*WHOLE)
OUTSIDE = "main-content/outside"
#: A column beside the article that nothing calls one.
COLUMN = f'<div class="c2"><h4>From the town hall</h4><p>{OTHERS[0]}</p></div>'


def body_of(html: str) -> str:
    """Return the id or the tag of the main content."""
    document = read_html(html)
    features, vocabulary = Features(document), default_rules().names
    named, bodies = judge_names(features, vocabulary, named_elements(document, vocabulary, default_rules().phrases))
    cuts = Cuts(document.blocks)
    cuts.extend(named)
    element = document.elements[find_body(features, cuts.rules, bodies).place]
    return element.names.strip() or element.tag


# Where prose stands -----------------------------------------------------------------------------------------------


def test_the_main_content_is_the_innermost_element_that_holds_nearly_all_prose() -> None:
    assert body_of(f'<div id="a"><div id="b"><div id="c">{PAGE}</div></div><p>It rained.</p></div>') == "c"


def test_answers_are_never_the_main_content_without_their_question() -> None:
    question = f'<div id="question">{paragraphs(ARTICLE[0])}</div>'
    assert body_of(f'<div id="a">{question}<div id="answers">{PAGE}</div></div>') == "a"
    assert body_of(f'<div id="a">{question}<div id="b">{PAGE}</div></div>') == "b"


def test_a_paragraph_and_a_list_are_never_the_main_content() -> None:
    assert body_of(f'<div id="a"><p id="b">{" ".join(ARTICLE)}</p></div>') == "a"
    assert body_of(f'<div id="a"><ul id="b"><li id="c">{" ".join(ARTICLE)}</li></ul></div>') == "a"
    assert body_of(f'<div id="a"><blockquote id="b">{PAGE}</blockquote></div>') == "a"


def test_what_stands_outside_the_main_content_is_cut() -> None:
    page = f'<div class="c1">The harbour, daily</div><div class="c3">{PAGE}</div>{COLUMN}'
    assert cuts(page) == [(OUTSIDE, "The harbour, daily"), (OUTSIDE, "From the town hall"), (OUTSIDE, OTHERS[0])]


def test_an_element_with_too_little_of_the_prose_is_not_the_main_content() -> None:
    two = f'<div id="a"><div id="b">{paragraphs(*ARTICLE[:3])}</div><div id="c">{paragraphs(*ARTICLE[3:])}</div></div>'
    assert body_of(two) == "a"
    assert left(two) == list(ARTICLE)


def test_what_is_cut_by_its_name_counts_for_nothing() -> None:
    page = f'<div id="a">{PAGE}</div><div class="comment-list">{paragraphs(*OTHERS)}</div>'
    assert body_of(page) == "a"


def test_one_of_several_elements_of_its_kind_is_not_the_main_content() -> None:
    second = f"<h2>The ferry</h2><p>{OTHERS[0]}</p>"
    chapters = f'<section class="chapter">{PAGE}</section><section class="chapter">{second}</section>'
    assert left(chapters) == [*WHOLE, "The ferry", OTHERS[0]]
    assert left(chapters.replace('class="chapter"', 'class="notes"', 1)) == WHOLE


@pytest.mark.parametrize("tag", ["section", "div", "article"])
@pytest.mark.parametrize("level", [2, 3])
def test_one_of_several_sections_with_headings_of_one_level_is_not_the_main_content(tag: str, level: int) -> None:
    section = f"<{tag} id='{{0}}'><h{level}>About {{0}}</h{level}>{{1}}</{tag}>"
    long, *short = (
        section.format(*said)
        for said in (
            ("a", PAGE),
            ("b", "<p>A toll of two euros is asked of every lorry.</p>"),
            ("c", "<p>By night it is closed to those of forty tons.</p>"),
        )
    )
    text = f"<div id='text'>{long}{{}}</div><div><h4>News</h4><p>It snowed.</p></div>"
    assert body_of(text.format("".join(short))) == "text"
    assert body_of(text.format(short[0])) == "a"


def test_names_with_numbers_make_no_kind() -> None:
    posts = f'<div class="post-12">{PAGE}</div><div class="post-13"><h2>The ferry</h2><p>{OTHERS[0]}</p></div>'
    assert left(posts) == WHOLE
    assert left(posts.replace("post-", "post post-")) == [*WHOLE, "The ferry", OTHERS[0]]
    assert left(f"<div>{PAGE}</div><div><h2>The ferry</h2><p>{OTHERS[0]}</p></div>") == WHOLE


def test_prose_without_company_counts_for_less() -> None:
    notes = [f'<div class="n{n}"><h4>{n}</h4><ul><li>1</li><li>2</li></ul><p>{OTHERS[n]}</p></div>' for n in range(2)]
    page = f'<div id="a">{paragraphs(*ARTICLE)}</div>{"".join(notes)}'
    assert body_of(page) == "a"
    assert body_of(page.replace("<h4>0</h4><ul><li>1</li><li>2</li></ul>", "")) != "a"


def test_prose_in_an_element_that_is_called_the_body_counts_for_more() -> None:
    page = (
        f'<div id="a"><div class="c3">{paragraphs(*ARTICLE[:3])}</div><div id="b">{paragraphs(*OTHERS[:2])}</div></div>'
    )
    assert body_of(page) == "a"
    assert body_of(page.replace("c3", "entry-content")) == "entry-content"


# Cards ------------------------------------------------------------------------------------------------------------


def cards(count: int, times: int = 1) -> str:
    texts = (f"{HEADLINES[n % 4]}: {' '.join([OTHERS[n]] * times)}" for n in range(count))
    return "".join(
        f'<div class="c4"><h3><a href="/{n}">{OTHERS[n][:40]}</a></h3><p>{text}</p></div>'
        for n, text in enumerate(texts)
    )


def test_cards_of_other_articles_count_for_little() -> None:
    page = f'<div id="a">{PAGE}</div><div id="b">{cards(6)}</div>'
    assert body_of(page) == "a"
    assert left(page) == WHOLE


def test_two_elements_are_no_row_of_cards() -> None:
    assert body_of(f'<div id="a">{paragraphs(*ARTICLE)}</div><div id="b">{cards(2)}</div>') == "body"


def test_elements_without_a_link_or_with_much_text_are_no_cards() -> None:
    page = f'<div id="a">{PAGE}</div><div id="b">{cards(6)}</div>'
    assert body_of(page.replace("<a ", "<b ").replace("</a>", "</b>")) == "body"
    assert body_of(f'<div id="a">{PAGE}</div><div id="b">{cards(3, times=5)}</div>') == "body"


# Titles and leads -------------------------------------------------------------------------------------------------


def test_the_article_around_the_only_title_is_the_one() -> None:
    another = f'<article id="other"><h2>The old ferry</h2>{paragraphs(*OTHERS)}</article>'
    page = f'<article id="this"><h1>A bridge</h1>{paragraphs(*ARTICLE[:3])}</article>{another}'
    assert body_of(page) == "this"
    assert left(page) == list(ARTICLE[:3])


@pytest.mark.parametrize("title", ["<h1>A bridge</h1><h1>And a ferry</h1>", "<h2>A bridge</h2>", ""])
def test_two_titles_and_none_tell_nothing(title: str) -> None:
    another = f'<article id="other"><h2>The old ferry</h2>{paragraphs(*OTHERS)}</article>'
    page = f'<article id="this">{title}{paragraphs(*ARTICLE[:3])}</article>{another}'
    assert body_of(page) not in ("this", "other")


def test_a_title_above_a_line_or_two_tells_nothing() -> None:
    stub = f'<article id="this"><h1>A bridge</h1><p>{ARTICLE[0]}</p></article>'
    assert body_of(f'{stub}<div id="a">{paragraphs(*OTHERS, *ARTICLE[1:])}</div>') == "a"


def test_a_title_above_less_than_a_quarter_of_the_prose_tells_nothing() -> None:
    summary = f'<article id="this"><h1>A bridge</h1>{paragraphs(*ARTICLE[:3])}</article>'
    assert body_of(f'{summary}<div class="entry-content">{paragraphs(*OTHERS, *ARTICLE)}</div>') == "body"


def test_a_title_that_is_cut_with_the_head_of_the_page_is_none() -> None:
    head = '<header class="site-header"><h1>The Harbour News</h1></header>'
    article = f'<article id="this"><h1>A bridge</h1>{paragraphs(*ARTICLE[:3])}</article>'
    assert body_of(f'{head}{article}<div class="c2">{paragraphs(*OTHERS)}</div>') == "this"


def test_a_lead_between_the_title_and_the_main_content_stays() -> None:
    lead = "After eleven years of argument the town has a bridge, and a ferry that nobody knows what to do with."
    head = f'<div class="c1"><h1>A bridge</h1><div><p>{lead}</p></div><div>In pictures</div></div>'
    page = f'<div class="c0">The harbour, daily</div>{head}<div class="c3">{PAGE}</div>'
    assert left(page) == [lead, *WHOLE]
    assert [text for rule, text in cuts(page) if rule == OUTSIDE] == ["The harbour, daily", "A bridge", "In pictures"]


def test_the_heading_of_a_column_is_not_the_title_above_a_lead() -> None:
    lead = "After eleven years of argument the town has a bridge, and a ferry that nobody knows what to do with."
    contents = '<nav class="sidebar"><h2>In this article</h2><ul><li>The piers</li></ul></nav>'
    page = f'<div class="c1"><h1>A bridge</h1><div><p>{lead}</p></div></div>{contents}<div class="c3">{PAGE}</div>'
    assert left(page) == [lead, *WHOLE]


def test_what_stands_under_no_title_is_no_lead() -> None:
    lead = "After eleven years of argument the town has a bridge, and a ferry that nobody knows what to do with."
    assert (
        left(f'<div class="c1"><b>A bridge</b><div><p>{lead}</p></div><div>Photos</div></div><div>{PAGE}</div>')
        == WHOLE
    )


def test_items_and_short_lines_under_the_title_are_no_lead() -> None:
    item = "A ferry that nobody knows what to do with, and a bridge that most of the town had not asked for."
    head = f"<h1>A bridge</h1><ul><li>{item}</li></ul><p>It rained all day long.</p><div>Photos</div>"
    assert left(f'<div class="c1">{head}</div><div>{PAGE}</div>') == WHOLE


def test_a_lead_is_not_looked_for_far_above() -> None:
    lead = "After eleven years of argument the town has a bridge, and a ferry that nobody knows what to do with."
    between = "".join(f"<div>Photo {number}</div>" for number in range(30))
    page = f'<div class="c1"><h1>A bridge</h1><p>{lead}</p>{between}</div><div class="c3">{PAGE}</div>'
    assert left(page) == WHOLE


# Beside the main content ------------------------------------------------------------------------------------------


def test_prose_right_beside_the_main_content_goes_on_with_it() -> None:
    first = ["It began with a lorry that could not stop.", "It ended, in a way, with a brass band."]
    last = ["The ferry is still for sale, they say.", "So is its captain, as he likes to say himself."]
    page = f'<div id="a">{paragraphs(*first)}<div id="b">{PAGE}</div>{paragraphs(*last)}</div>'
    assert body_of(page) == "b"
    assert left(page) == [*first, *WHOLE, *last]


def test_prose_behind_something_else_does_not() -> None:
    body = f'<div>Photos</div><div id="b">{PAGE}</div><div>Photos</div>'
    page = f'<div id="a"><p>{OTHERS[0]}</p>{body}<p>{OTHERS[1]}</p></div>'
    assert body_of(page) == "b"
    assert left(page) == WHOLE


def test_prose_behind_what_is_cut_by_its_name_does_not() -> None:
    box = f'<div class="newsletter"><p>{OTHERS[0]}</p></div>'
    before, behind = "It began with a lorry that could not stop.", "The ferry is still for sale, and its captain."
    page = f'<div id="a"><p>{before}</p>{box}<div id="b">{PAGE}</div>{box}<p>{behind}</p></div>'
    assert body_of(page) == "b"
    assert left(page) == WHOLE


# Pages that are no articles ---------------------------------------------------------------------------------------


def test_a_page_of_links_keeps_its_main_element() -> None:
    names = [f"{name}, part {number}" for number in range(1, 12) for name in HEADLINES]
    page = f'<div class="c0">The harbour, daily</div><main>{links(*names)}</main>{COLUMN}'
    assert left(page) == names


def test_a_page_of_links_without_a_main_element_keeps_what_holds_nearly_all_text() -> None:
    names = [f"{name}, part {number}" for number in range(1, 12) for name in HEADLINES]
    body = f"{links(*names[:22])}{links(*names[22:])}<div><p>It rained on the mayor and on the band.</p></div>"
    page = f'<div class="c0">The harbour, daily</div><div id="a">{body}</div>'
    assert body_of(page) == "a"
    assert left(page) == [*names, "It rained on the mayor and on the band."]


def test_a_main_element_with_little_of_the_text_is_not_the_page() -> None:
    names = [f"{name}, part {number}" for number in range(1, 12) for name in HEADLINES]
    main = "<main><p>It rained on the mayor and on the band.</p></main>"
    assert body_of(f'{main}<div id="a">{links(*names[:22])}{links(*names[22:])}</div>') == "a"


def test_an_article_among_many_links_is_one_if_it_tells_enough() -> None:
    names = [f"{name}, part {number}" for number in range(1, 40) for name in HEADLINES]
    page = f'<div id="a">{paragraphs(*ARTICLE[:4])}</div><div id="b">{links(*names)}</div>'
    assert body_of(page) == "a"
    assert body_of(page.replace(paragraphs(*ARTICLE[2:4]), "")) != "a"


def test_a_short_article_is_one_where_it_is_most_of_the_page() -> None:
    page = f'<div class="c0">The harbour, daily</div><div id="a"><p>{ARTICLE[0]}</p></div>'
    assert body_of(page) == "a"


SCROLLED = (("A bridge for the valley", ARTICLE), ("The mill burns", OTHERS), ("Tenors wanted", OTHERS[::-1]))


def scrolled(*told: tuple[str, tuple[str, ...]], tag: str = "article") -> str:
    """Return a page that is called after the first of some articles, one below the other."""
    articles = (f'<{tag} class="story"><h1>{title}</h1>{paragraphs(*texts)}</{tag}>' for title, texts in told)
    return f"<title>{told[0][0]} | The Courier</title><main>{''.join(articles)}</main>"


def test_articles_that_a_page_appends_below_its_own_are_cut() -> None:
    assert left(scrolled(*SCROLLED)) == list(ARTICLE)


@pytest.mark.parametrize(
    "page",
    [
        scrolled(*SCROLLED, tag="section"),
        scrolled(*SCROLLED).replace("<title>A bridge for the valley", "<title>News"),
        scrolled(*((f"Re: {SCROLLED[0][0]}" if n else title, told) for n, (title, told) in enumerate(SCROLLED))),
        scrolled(SCROLLED[0], ("The mill burns", OTHERS[:1])),
    ],
    ids=["sections of an article", "a page of news", "replies", "a note"],
)
def test_other_boxes_of_a_kind_below_the_one_with_the_title_stay(page: str) -> None:
    assert OTHERS[0] in left(page)


ABOUT = "Ida Marsh draws whatever rolls, and sells it by the metre to anybody who asks."
ASIDE = f"<div class='about'><p>{ABOUT}</p><p>Prints and frames</p></div>"
POSTS = (
    (
        "The ball that rolls uphill",
        "Seen at the fair",
        "<div class='entry'><h2>{}</h2><img src=ball.jpg><p>{}</p></div>",
    ),
    ("Der Ball, der bergauf rollt", "Gezeichnet von Ida", "<article><h1>{}</h1><figure></figure>{}</article>"),
    ("Le ballon qui monte", "Vu à la foire", "<table><tr><td><h3>{}</h3><div>{}</div></td></tr></table>"),
)


@pytest.mark.parametrize(("title", "line", "post"), POSTS, ids=["en", "de", "fr"])
def test_a_picture_with_a_line_below_the_title_of_the_page_is_the_article(title: str, line: str, post: str) -> None:
    shown = left(f"<title>{title} | The Courier</title>{ASIDE}<div class='c1'>{post.format(title, line)}</div>")
    assert shown[-1] == line
    assert ABOUT not in shown


@pytest.mark.parametrize(("title", "line", "post"), POSTS, ids=["en", "de", "fr"])
def test_a_line_below_the_title_is_no_article_where_there_is_much_else(title: str, line: str, post: str) -> None:
    beside = links(*(f"{name}, part {number}" for number in range(1, 16) for name in HEADLINES))
    page = f"<title>{title} | The Courier</title>{{}}<div class='c1'>{post.format(title, line)}</div>"
    assert ARTICLE[0] in left(page.format(paragraphs(*ARTICLE)))
    assert HEADLINES[0] + ", part 1" in left(page.format(f"<div>{beside}</div>"))
    assert ABOUT in left(f"{ASIDE}{post.format(title, line)}")  # The page is called after nothing.


@pytest.mark.parametrize("html", ["", "<div></div>", "<nav>Home</nav>", "<img src=bridge.jpg>"])
def test_a_page_without_text_has_nothing_to_cut_but_chrome(html: str) -> None:
    assert left(html) == []


def goods(count: int, price: str) -> str:
    """A row of goods as a shop lists them: each with its name, what is in it, and a price."""
    text = f"<p>Hemp of three strands, by the metre</p><p>{price}</p>"
    return "".join(f'<div class="g"><a href="/{i}">Rope number {i}</a>{text}</div>' for i in range(count))


@pytest.mark.parametrize("price", ["$12.50", "12,50 €", "129 kr", "EUR 12.50"])
def test_goods_that_hold_more_than_the_text_beside_them_are_kept(price: str) -> None:
    page = f'<div class="c1">{paragraphs(*ARTICLE)}</div><div class="c2">{goods(60, price)}</div>'
    assert left(page).count(price) == 60
    assert ARTICLE[0] in left(page)


@pytest.mark.parametrize(("count", "price"), [(60, "12.50"), (60, "Krater 12"), (7, "$12.50" * 60), (20, "$12.50")])
def test_what_is_no_goods_or_less_than_the_text_is_cut_beside_it(count: int, price: str) -> None:
    page = f'<div class="c1">{paragraphs(*ARTICLE)}</div><div class="c2">{goods(count, price)}</div>'
    assert left(page) == list(ARTICLE)


@pytest.mark.parametrize(
    ("around", "price"), [("div", "$12.50"), ("section", "129 kr"), ("article", "12,50 €")], ids=["en", "sv", "fr"]
)
def test_what_a_shop_tells_outside_of_its_main_element_stays_with_its_goods(around: str, price: str) -> None:
    page = f"<main>{goods(60, price)}</main><p>Cart (0)</p><{around}>{paragraphs(*ARTICLE)}</{around}>"
    assert left(page).count(price) == 60
    assert left(page)[-len(ARTICLE) :] == list(ARTICLE)


def test_a_short_article_that_is_called_one_is_the_main_content_beside_lists_of_anything() -> None:
    teasers = "".join(f"<li><span>{index}:30 PM</span> {headline}</li>" for index, headline in enumerate(HEADLINES * 5))
    post = f'<div class="post"><div class="post-body">{paragraphs(ARTICLE[0])}</div></div>'
    page = f"<div>{post}<div><ul>{teasers}</ul></div></div>"
    assert left(page) == [ARTICLE[0]]
    assert len(left(page.replace("post-body", "box"))) > 1


#: A post of one sentence, whose lines are parted, and a longer line in a list beside it.
POST = "<p>You can see the bridge in its new<br>coat of paint from the upper ferry<br>stage, says the harbour blog.</p>"
NOTE = "Click on a photograph in the gallery to read who took it, and on which of the two banks."


def post(below: str = "", body: str = "entry-content") -> str:
    """A blog's page: a long list of its subjects with a note in it, and a post of a sentence with its heading."""
    subjects = links(*(f"{name} ({number})" for number in range(12) for name in HEADLINES))
    note = f"<ul><li><a href='/g'>Gallery</a></li><li>{NOTE}</li></ul>"
    entry = f'<h3>A new coat of paint</h3><div class="{body}">{POST}</div>'
    return f'<div><div class="a">{subjects}{note}</div><div class="b"><div class="c">{entry}{below}</div></div></div>'


def test_a_sentence_that_is_called_the_body_below_its_heading_is_the_article_beside_lists() -> None:
    assert " ".join(left(post())) == " ".join(POST[3:-4].split("<br>"))
    assert NOTE in left(post(body="box"))


def test_what_stands_below_the_body_in_the_box_of_its_heading_tells_that_it_is_a_part() -> None:
    assert ARTICLE[0] in left(post(below=f"<h4>How it came about</h4>{paragraphs(ARTICLE[0])}"))


def test_prose_in_what_alone_is_called_the_body_stays_though_it_is_not_beside_the_rest() -> None:
    intro = f"<div><p>{OTHERS[1]}</p></div><div>At a glance</div>"
    page = f'<div><div class="entry-content">{intro}<div>{paragraphs(*ARTICLE)}</div></div></div>'
    assert left(page) == [OTHERS[1], *ARTICLE]
    assert left(page.replace("entry-content", "box")) == list(ARTICLE)
