"""Comments that nothing is called go from below an article, and stay where the page is a thread of a forum."""

from __future__ import annotations

import pytest

from tests.judging.pages import ARTICLE, OTHERS, cuts, left, paragraphs

TITLE = "The bridge is open"
HEAD = f"<head><title>{TITLE} | Harbour Courier</title></head>"
POST = f"<h2>{TITLE}</h2><div>{paragraphs(*ARTICLE[:3])}</div>"
WHOLE = list(ARTICLE[:3])
NAMES = ("Ida Marsh", "Olav", "A reader")
#: Ways in which sites show when and by whom a comment was written: inside of it, or on the line below.
INSIDE = [
    '<div class="w3 n{0}"><div>{1} [2012-01-0{0} 00:03]</div><div><p>{2}</p></div><p>odpowiedz</p></div>',
    "<table class=acom><tr><td><div>{1} 6 Января 2012 14:05:2{0}</div><div>{2}</div></td></tr></table>",
    '<div id="c11577{0}"><p>{2}</p></div><p class="p9">Posted by: {1} at October 2{0}, 2012 02:30 PM</p>',
    "<div class=x><span>{1}</span><div>{0}/12/2012</div><div>at noon, 3.{0}2.12</div><div>{2}</div></div>",
]


def row(shape: str, texts: tuple[str, ...] = OTHERS[:3], names: tuple[str, ...] = NAMES) -> str:
    posts = (shape.format(place, *said) for place, said in enumerate(zip(names, texts, strict=True), start=1))
    return f"<div class=q>{''.join(posts)}</div>"


@pytest.mark.parametrize("shape", INSIDE)
def test_comments_of_any_name_go_from_below_the_article_that_the_page_is_called_after(shape: str) -> None:
    page = HEAD + POST + row(shape)
    assert left(page)[-3:] == WHOLE
    assert {rule for rule, _ in cuts(page)} >= {"comment-thread/row"}


def test_the_replies_to_a_comment_go_with_it_however_few_they_are() -> None:
    page = HEAD + POST + row('<div class="opt {0}"><p>{1}, 1{0} May 2012</p><p>{2}</p></div>')
    when = "Olav, 17 May 2012"
    reply = f'<section><div><div class="opt 7">{paragraphs(when, OTHERS[3])}</div></div></section>'
    assert ("comment-thread/row", OTHERS[3]) in cuts(page + reply)
    assert ("comment-thread/row", OTHERS[3]) not in cuts(page + reply.replace("opt", "map"))
    assert ("comment-thread/row", OTHERS[3]) not in cuts(page + reply.replace("17 May 2012", "at last"))


@pytest.mark.parametrize("version", ["_0.9.12-1", "-1.12.20", " 2.10.14-rc1", " v1.10.11"])
def test_entries_with_numbers_of_versions_are_no_comments(version: str) -> None:
    page = HEAD + POST + row(f'<div class="listitem"><p>ferry-{{1}}{version}.zip</p><p>{{2}}</p></div>')
    assert set(OTHERS[:3]) < set(left(page))


def test_a_page_that_is_called_after_no_heading_keeps_them() -> None:
    assert set(OTHERS[:3]) < set(left(POST + row(INSIDE[0])))


@pytest.mark.parametrize(
    "page",
    [
        f"<head><title>{TITLE} - Harbour Forum</title></head>{POST}{row(INSIDE[0])}",
        f'{HEAD}<div class="topic">{POST}{row(INSIDE[0])}</div>',
        f'{HEAD}<div itemtype="https://schema.org/DiscussionForumPosting">{POST}</div>{row(INSIDE[0])}',
    ],
)
def test_the_replies_of_a_forum_stay(page: str) -> None:
    assert set(OTHERS[:3]) < set(left(page))


def test_where_hardly_anything_stands_above_a_row_it_is_the_page() -> None:
    page = f"{HEAD}<h2>{TITLE}</h2><p>{ARTICLE[0][:60]}.</p>{row(INSIDE[0])}"
    assert set(OTHERS[:3]) < set(left(page))


@pytest.mark.parametrize(
    "shape",
    [
        "<div class=e><h3>On 1{0} May 2012</h3><p>{2}</p></div>",  # Entries of a chronicle.
        "<div class=e><p>14:3{0}</p><p>{2}</p></div>",  # Entries of a live report.
        "<p>{2}</p>",
    ],
)
def test_entries_with_headlines_or_without_names_stay(shape: str) -> None:
    assert set(OTHERS[:3]) <= set(left(HEAD + POST + row(shape)))


def test_paragraphs_between_quotes_that_say_when_stay() -> None:
    quote = '<div class="embed"><blockquote>{}</blockquote><p>— {} (@{}) November 1{}, 2019</p></div>'
    quotes = [quote.format(text, name, name, day) for day, (text, name) in enumerate(zip(OTHERS, NAMES, strict=False))]
    inside = "".join(quotes[place % 3] + f"<p>{text}</p>" for place, text in enumerate(ARTICLE))
    assert set(ARTICLE) < set(left(f"{HEAD}<h2>{TITLE}</h2><div>{paragraphs(*ARTICLE[:3])}{inside}</div>"))


# What stands in every post of a forum -----------------------------------------------------------------------------

BUTTONS = "<p>#{0}</p><p>{1}</p><p>Beiträge: {0}12</p><p>{2}</p><p>Antworten</p><p>1{0} May 2012, 14:03</p>"
POSTERS = ("Ida", "Olav", "Signe", "Per", "Marit")


def posts(title: str) -> str:
    said = zip(POSTERS, OTHERS, strict=False)
    shown = "".join(f"<div>{BUTTONS.format(place, *one)}</div>" for place, one in enumerate(said, start=1))
    return f"<head><title>{title}</title></head><div>{shown}</div>"


def test_what_stands_in_every_post_of_a_forum_goes_and_names_days_and_posts_stay() -> None:
    shown = left(posts("Old ferries - Fährforum"))
    assert not {"Antworten", "#1", "Beiträge: 112"} & set(shown)
    assert {*POSTERS, *OTHERS[:5], "11 May 2012, 14:03"} <= set(shown)


def test_what_stands_in_every_part_of_any_other_page_stays() -> None:
    assert {"Antworten", "#1", "Beiträge: 112"} <= set(left(posts("Old ferries")))


def test_what_a_few_of_many_posts_begin_with_stays() -> None:
    said = [*OTHERS, *ARTICLE]
    greeted = "".join(
        f"<div>{'<p>Hello all</p>' if n < 4 else ''}<p>{t}</p><p>Quote</p></div>" for n, t in enumerate(said)
    )
    shown = left(f"<head><title>Old ferries - Fährforum</title></head><div>{greeted}</div>")
    assert "Hello all" in shown
    assert "Quote" not in shown
