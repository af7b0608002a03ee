"""Inside the main content go texts shown twice, lists of links, cards, the title and headings of what has been cut."""

from __future__ import annotations

import pytest

import cleantext
from tests.judging.pages import ARTICLE, HEADLINES, OTHERS, cuts, left, links, paragraphs

WHOLE = [*ARTICLE, *OTHERS[2:]]
FIRST, LAST = paragraphs(*WHOLE[:5]), paragraphs(*WHOLE[5:])


# Texts shown twice ------------------------------------------------------------------------------------------------


def test_a_long_text_that_a_page_shows_again_in_another_element_is_cut_there() -> None:
    page = f"<div>{FIRST}</div><div><blockquote>{WHOLE[1]}</blockquote></div><div>{LAST}</div>"
    assert left(page) == WHOLE
    assert cuts(page) == [("main-content/repeated", WHOLE[1])]


@pytest.mark.parametrize("heading", ["", "<h4>The bridge is open</h4>"])
@pytest.mark.parametrize("place", [0, 1, len(WHOLE) - 1])
def test_of_a_text_that_stands_outside_of_the_article_first_the_copy_in_it_stays(place: int, heading: str) -> None:
    preview = f"<div class='card'>{heading}<div><p>{WHOLE[place]}</p><p>Send this to a friend</p></div></div>"
    page = f"<div>{preview}<div><a href='/'>Home</a></div></div><main><div>{FIRST}{LAST}</div></main>"
    assert left(page) == WHOLE


def test_what_the_entries_of_a_reference_say_of_several_things_stays() -> None:
    entry = "<dl class='function'><dt>ferry.{}()</dt><dd><p>{}</p><p>{}</p></dd></dl>"
    entries = "".join(entry.format(name, text, WHOLE[1]) for name, text in zip("abc", OTHERS, strict=False))
    assert left(f"<div>{FIRST}{LAST}</div>{entries}".replace(f"<p>{WHOLE[1]}</p>", "", 1)).count(WHOLE[1]) == 3


def test_what_is_shown_twice_for_two_sizes_of_screen_goes_once() -> None:
    again = f"<div class='text'>{FIRST}</div>"
    assert left(f"{again}{again}<div class='text'>{LAST}</div>") == WHOLE


def test_a_refrain_stays() -> None:
    page = f"{FIRST}<p>{WHOLE[1]}</p>{LAST}"
    assert left(page) == [*WHOLE[:5], WHOLE[1], *WHOLE[5:]]


def test_a_short_line_may_stand_in_two_places() -> None:
    page = f"<div>{FIRST}<p>It rained all day.</p></div><div><p>It rained all day.</p>{LAST}</div>"
    assert left(page).count("It rained all day.") == 2


def test_a_listing_may_stand_in_two_places() -> None:
    listing = "for ferry in harbour: ferry.cross(river, by=the_captain, before=noon, with_lorries=False)"
    page = f"<div>{FIRST}<pre>{listing}</pre></div><div><pre>{listing}</pre>{LAST}</div>"
    assert left(page).count(listing) == 2


def test_what_is_cut_already_is_not_the_first_time_that_a_text_is_shown() -> None:
    page = f"<div class='newsletter'><p>{WHOLE[1]}</p></div><div>{FIRST}</div><div>{LAST}</div>"
    assert left(page) == WHOLE


ROPE = ("Three strands of hemp", "Twelve metres, and no knots", "Tarred by hand in April", "It floats")
SEIL = ("Drei Litzen aus Hanf", "Zwölf Meter und kein Knoten", "Im April von Hand geteert", "Es schwimmt nicht lange")
CORDE = ("Trois torons de chanvre", "Douze mètres, sans nœud", "Goudronnée à la main en avril", "Elle flotte un peu")


@pytest.mark.parametrize(
    ("names", "other", "lines"),
    [
        ("hidden-md-up", "hidden-md-down", ROPE),
        ("d-none d-md-block", "d-md-none", SEIL),
        ("specs-mobile", "specs", CORDE),
        ("specsDesktop", "specsMobile", ROPE),
        ("show-for-large", "hide-for-large", SEIL),
    ],
)
def test_what_is_shown_twice_for_two_sizes_of_screen_is_cut_once(
    names: str, other: str, lines: tuple[str, ...]
) -> None:
    def listed(names: str) -> str:
        return f"<div class='{names}'><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul></div>"

    page = f"<div>{FIRST}{listed(names)}{listed(other)}{LAST}</div>"
    assert left(page) == [*WHOLE[:5], *lines, *WHOLE[5:]]
    assert left(page.replace(lines[0], f"{lines[0]}!", 1)).count(lines[1]) == 2


@pytest.mark.parametrize(
    ("names", "other"),
    [("verse", "chorus"), ("verse small", "chorus small"), ("", ""), ("mobilehome", "smallcaps"), ("a-1", "a-2")],
)
def test_what_is_said_twice_on_one_screen_stays(names: str, other: str) -> None:
    lines = paragraphs(*ROPE)
    assert left(f"<div>{FIRST}<div class='{names}'>{lines}</div><div class='{other}'>{lines}</div>{LAST}</div>") == [
        *WHOLE[:5],
        *ROPE,
        *ROPE,
        *WHOLE[5:],
    ]


def test_the_rows_of_a_table_may_be_shown_twice() -> None:
    table = "".join(f"<tr><td>{line}</td><td>hemp</td></tr>" for line in ROPE)
    page = f"<div>{FIRST}<table class='d-none'>{table}</table><table class='d-block'>{table}</table>{LAST}</div>"
    assert left(page).count(f"{ROPE[0]} | hemp") == 2


# Lists of links ---------------------------------------------------------------------------------------------------


def test_lists_of_links_at_the_edges_of_the_text_are_cut() -> None:
    page = f"<div>{links(*HEADLINES)}{FIRST}{LAST}{links(*HEADLINES[:3])}</div>"
    assert left(page) == WHOLE
    assert {rule for rule, _ in cuts(page)} == {"related-links/link-list"}


def test_a_list_of_links_within_the_text_stays() -> None:
    assert left(f"<div>{FIRST}{links(*HEADLINES)}{LAST}</div>") == [*WHOLE[:5], *HEADLINES, *WHOLE[5:]]


@pytest.mark.parametrize("tag", ["div", "section", "article"])
def test_a_box_of_links_within_the_text_is_cut(tag: str) -> None:
    assert left(f"<div>{FIRST}<{tag}>{links(*HEADLINES)}</{tag}>{LAST}</div>") == WHOLE


def test_a_list_of_which_less_than_half_is_links_stays() -> None:
    sources = "".join(f"<li>{text[:60]}, see <a href=/>the archive</a></li>" for text in OTHERS[:2])
    assert len(left(f"<div>{FIRST}{LAST}<ul>{sources}</ul></div>")) == len(WHOLE) + 2


def test_a_list_of_long_links_stays() -> None:
    long = [f"{text[:160]}" for text in OTHERS[:2]]
    assert left(f"<div>{FIRST}{LAST}{links(*long)}</div>") == [*WHOLE, *long]


def test_a_heading_that_links_to_itself_is_no_list() -> None:
    heading = '<section><h2><a href="#piers">The piers</a></h2></section>'
    assert left(f"{paragraphs(*ARTICLE[:3])}{heading}{paragraphs(*ARTICLE[3:])}") == [
        *ARTICLE[:3],
        "The piers",
        *ARTICLE[3:],
    ]


def test_a_paragraph_that_is_a_link_is_no_list() -> None:
    line = "The council's plans for the old ferry"
    assert left(f'<div>{FIRST}{LAST}<p><a href="/plans">{line}</a></p></div>') == [*WHOLE, line]


def test_a_list_that_a_line_with_a_colon_announces_stays() -> None:
    told = "Four of these, the captain said, were true, and he had them from her:"
    page = f"<div>{FIRST}{LAST}<p>{told}</p>{links(*HEADLINES)}<div>{links(*HEADLINES[:2])}</div></div>"
    assert left(page) == [*WHOLE, told, *HEADLINES]


@pytest.mark.parametrize("above", ["<p>The same day:</p>", f"<h2>{'All that was said of the ferry ' * 2}:</h2>"])
def test_a_heading_or_a_word_or_two_announce_no_list(above: str) -> None:
    assert not set(HEADLINES) & set(left(f"<div>{FIRST}{LAST}{above}{links(*HEADLINES)}</div>"))


def test_lists_stay_where_they_are_a_quarter_of_the_page() -> None:
    names = [f"{name}, part {number}" for number in range(1, 12) for name in HEADLINES]
    page = f"<div><p>{ARTICLE[0]}</p><div>{links(*names)}</div><p>{ARTICLE[1]}</p></div>"
    assert left(page) == [ARTICLE[0], *names, ARTICLE[1]]


def test_a_page_without_prose_keeps_its_lists() -> None:
    assert left(links(*HEADLINES)) == list(HEADLINES)


# Cards ------------------------------------------------------------------------------------------------------------


def cards(*texts: str) -> str:
    titles = ("The old ferry", "Boats of the valley", "The mill burns", "A heron", "Tenors wanted", "Lock gates")
    shown = zip(titles, texts, strict=False)
    return "".join(f'<div class="item"><a href="/">{title}</a><p>{text}</p></div>' for title, text in shown)


def test_cards_in_an_article_are_cut() -> None:
    row = cards("It can be had for the asking.", "Every third one floats still.", "No one has forgotten the smell.")
    assert left(f"<div>{FIRST}{row}{LAST}</div>") == WHOLE
    assert {rule for rule, _ in cuts(f"<div>{FIRST}{row}{LAST}</div>")} == {"related-links/cards"}


def test_cards_that_are_a_fifth_of_the_prose_are_what_the_page_is_about() -> None:
    page = f"<div><p>{ARTICLE[0]}</p>{cards(*OTHERS)}</div>"
    assert [text for text in OTHERS if text in left(page)] == list(OTHERS)


def test_two_boxes_are_no_row_of_cards() -> None:
    row = cards("It can be had for the asking.", "Every third one floats still.")
    assert "Every third one floats still." in left(f"<div>{FIRST}{row}{LAST}</div>")


# Titles -----------------------------------------------------------------------------------------------------------


def test_the_title_above_the_text_is_cut() -> None:
    page = f"<div><h1>A bridge for the valley</h1>{FIRST}{LAST}</div>"
    assert cuts(page) == [("post-metadata/headline", "A bridge for the valley")]


def test_the_title_in_the_main_element_is_cut_below_prose_that_stands_before_that() -> None:
    notice = paragraphs(OTHERS[0], OTHERS[1], OTHERS[2])
    title = "<h1>A bridge for the valley</h1>"
    page = f"<div>{notice}</div><main>{title}{paragraphs(*ARTICLE)}</main>"
    assert left(page) == [*OTHERS[:3], *ARTICLE]
    assert left(page.replace("main>", "div>")) == [*OTHERS[:3], "A bridge for the valley", *ARTICLE]


def test_a_title_below_the_first_prose_stays() -> None:
    page = f"<div><p>{WHOLE[0]}</p><h1>A bridge for the valley</h1>{paragraphs(*WHOLE[1:])}</div>"
    assert left(page) == [WHOLE[0], "A bridge for the valley", *WHOLE[1:]]


def test_a_heading_of_the_second_level_is_no_title() -> None:
    assert left(f"<div><h2>A bridge for the valley</h2>{FIRST}{LAST}</div>")[0] == "A bridge for the valley"


# Headings of what was cut -----------------------------------------------------------------------------------------

BOX = "What others read"


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        ("related-posts", "related-links/element"),
        ("comments", "comment-thread/element"),
        ("newsletter", "newsletter/element"),
        ("sharedaddy", "share/element"),
        ("author-box", "author-box/element"),
    ],
)
def test_a_heading_goes_with_the_box_below_it(names: str, rule: str) -> None:
    page = f'<div>{FIRST}<h3>Read on</h3><div class="{names}">{BOX}</div><h3>The ferry</h3>{LAST}</div>'
    assert cuts(page) == [(rule, "Read on"), (rule, BOX)]


def test_a_heading_at_the_end_goes_with_the_box_below_it() -> None:
    page = f'<div>{FIRST}{LAST}<h3>Read on</h3><div class="related-posts">{BOX}</div></div>'
    assert left(page) == WHOLE


def test_headings_above_one_another_go_with_the_box_below_them() -> None:
    page = f'<div>{FIRST}{LAST}<h2>More</h2><h3>Read on</h3><div class="related-posts">{BOX}</div></div>'
    assert left(page) == WHOLE


def test_a_heading_with_the_mark_of_a_wiki_goes_with_the_box_below_it() -> None:
    mark = "<span>[<a href='/edit'>edit</a>]</span>"
    page = f'<div>{FIRST}{LAST}<div><h2>Sources</h2>{mark}</div><div class="reflist">{BOX}</div></div>'
    assert left(page) == [*WHOLE, "[edit]"]
    assert cleantext.clean(f"<html><body>{page}</body></html>").split("\n\n") == WHOLE


def test_a_heading_with_text_between_it_and_the_next_one_stays() -> None:
    page = f'<div>{FIRST}<h3>The ferry</h3><div class="related-posts">{BOX}</div>{LAST}</div>'
    assert left(page) == [*WHOLE[:5], "The ferry", *WHOLE[5:]]


def test_a_heading_of_what_belongs_to_the_article_stays() -> None:
    figure = '<figure class="wp-caption"><figcaption>The ferry at noon</figcaption></figure>'
    page = f"<div>{FIRST}<h3>The ferry in pictures</h3>{figure}<h3>The mill</h3>{LAST}</div>"
    assert left(page) == [*WHOLE[:5], "The ferry in pictures", "The mill", *WHOLE[5:]]


def test_a_heading_with_nothing_below_it_at_all_stays() -> None:
    assert left(f"<div>{FIRST}{LAST}<h3>To be continued</h3></div>") == [*WHOLE, "To be continued"]


# Rows of links ----------------------------------------------------------------------------------------------------

ROW = " | ".join(f'<a href="/{name}">{name}</a>' for name in HEADLINES * 2)
PAGES = " ".join(f'<a href="?page={number}">{number}.</a>' for number in range(1, 4))


@pytest.mark.parametrize("row", [f"<p>{ROW}</p>", f"<div>{ROW}</div>", f"<p>{PAGES}</p>"])
def test_a_row_of_links_goes_inside_the_text_and_after_it(row: str) -> None:
    first, *rest = ARTICLE
    assert left(paragraphs(first) + row + paragraphs(*rest)) == left(paragraphs(*ARTICLE) + row) == list(ARTICLE)


@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_paragraph_that_thanks_many_with_a_link_to_each_stays(tag: str) -> None:
    thanks = f"<{tag}>We thank all who wrote to us about the bridge in the autumn, which were {ROW}</{tag}>"
    assert len(left(paragraphs(*ARTICLE) + thanks)) == len(ARTICLE) + 1


# Lines between paragraphs -----------------------------------------------------------------------------------------

PLANS = ("Day ticket", "Twelve crossings", "Season ticket")
BUTTONS_BETWEEN = "<p>Share this article</p><p>Subscribe to our newsletter</p><p>Download our app</p>"


@pytest.mark.parametrize(
    "plans",
    [
        "".join(f"<p>{plan}</p>" for plan in PLANS),
        "<ul>" + "".join(f"<li>{plan}</li>" for plan in PLANS) + "</ul>",
        "".join(f"<div><div>{plan}</div></div>" for plan in PLANS),
    ],
)
def test_lines_below_the_first_prose_of_a_page_are_no_chrome_above_the_article(plans: str) -> None:
    page = f"<p>Home of the ferry</p>{paragraphs(OTHERS[0])}{plans}{BUTTONS_BETWEEN}{FIRST}{LAST}"
    clean = cleantext.clean(page)
    assert all(plan in clean for plan in PLANS)
    assert "Share this article" not in clean
    above = page.replace(paragraphs(OTHERS[0]), "").replace("</p>", "</p><p>Log in</p>", 1)
    assert not any(plan in cleantext.clean(above) for plan in PLANS[:-1])


# Fragments before and after the article ---------------------------------------------------------------------------

LABELS = ["The east pier", "Two euros", "The old captain"]


@pytest.mark.parametrize("is_below", [True, False])
def test_lines_beside_an_article_stay_where_paragraphs_of_it_go_on_among_them(is_below: bool) -> None:
    told = [OTHERS[0].split(". ")[0], OTHERS[1].split(". ")[0]]
    notes = ["Advertisement", "Photo: Getty Images", "Share this article"]

    def clean(*paragraphs: str) -> list[str]:
        beside = [notes[0], notes[1], LABELS[0], *paragraphs[:1], notes[2], LABELS[1], *paragraphs[1:], LABELS[2]]
        lines = [*ARTICLE, *beside] if is_below else [*beside, notes[0], *ARTICLE]
        return cleantext.clean("\n\n".join(lines)).split("\n\n")

    said = [f"{one.rstrip('.')}." for one in told]
    assert set(clean(*said)) >= {*said, *LABELS}
    assert not set(clean(said[0])) & set(LABELS[:2])


def test_on_a_page_paragraphs_among_lines_below_the_article_may_be_teasers() -> None:
    told = [f"{other.split('. ')[0].rstrip('.')}." for other in OTHERS[:2]]
    notes = ["Advertisement", "Photo: Getty Images", "Share this article"]
    lines = [*ARTICLE, notes[0], notes[1], LABELS[0], told[0], notes[2], LABELS[1], told[1], LABELS[2]]
    assert set(cleantext.clean("\n\n".join(lines)).split("\n\n")) >= {*ARTICLE, *LABELS}
    left_of_page = cleantext.clean(paragraphs(*lines)).split("\n\n")
    assert set(left_of_page) >= set(ARTICLE)
    assert not set(left_of_page) & set(LABELS)


def test_on_a_page_they_stay_where_the_paragraphs_among_them_say_more_than_the_article() -> None:
    notes = ["Share this article", "Share on Facebook", "Facebook", "Tweet this", "Reply", "Home"]
    others = ["Home", "Mail", "Version", "Application", "Updated November 19, 2021", "Posted in News"]
    names = ("Fern", "Ivy", "Palm", "Lily", "Sage", "Aloe")
    rows = [
        paragraphs(note, other, f"{name} pier", text)
        for note, other, name, text in zip(notes, others, names, OTHERS, strict=False)
    ]

    def piers(*rows: str) -> int:
        return cleantext.clean(f"<div>{paragraphs(*ARTICLE[:3])}{''.join(rows)}</div>").count(" pier")

    assert piers(*rows) == len(names)
    assert piers(*rows[:2]) < 2
