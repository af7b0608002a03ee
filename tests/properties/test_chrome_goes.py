"""What rules know does go: a whole comment form behind an article, and a marker however it is spelled.

Mutations of the code tried, and what failed for each:

- the body is found without a look at findings: the comment forms, the readers' comments
- the heading of the comments does not end the article, or sections are not cut: the readers' comments
- folding forgets curly quotes, full-width marks or no-break spaces: a rule sees its line, a note in every spelling
- a number behind a line is not left out: a counter behind a line
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from itertools import accumulate

from hypothesis import assume, given
from hypothesis import strategies as st

from cleantext import Rule
from cleantext.judging import weights
from cleantext.readers.text import read_text
from tests.properties.checks import stand_in_order
from tests.properties.pages import NAMELESS, Article, articles, careless_articles
from tests.properties.strategies import (
    LEXICON,
    PIPELINE,
    RULES,
    VOCABULARY,
    findings_in,
    languages,
    lay,
    lines_of,
    paragraphs,
    rules,
)

#: The parts of the form that WordPress prints, top to bottom.
FORM = (
    ("comment-form/leave-a-reply", "{}"),
    ("comment-form/cancel-reply", "{}"),
    ("comment-form/email-not-published", "{}."),
    ("comment-form/required-fields", "{} *"),
    ("comment-form/field", "{} *"),
    ("comment-form/field", "{} *"),
    ("comment-form/field", "{}"),
    ("comment-form/save-my-name", "{}."),
    ("comment-form/notify-me", "{}."),
    ("comment-form/post-comment", "{}"),
    ("comment-form/spam-protection", "{}."),
)
#: Languages that say enough of the form.
SPOKEN = [
    code
    for code in LEXICON.languages
    if all(
        RULES[f"comment-form/{name}"].phrases.get(code) for name in ("leave-a-reply", "email-not-published", "field")
    )
]


def plain(rule: Rule, code: str) -> list[str]:
    return [phrase for phrase in rule.phrases.get(code, ()) if "{" not in phrase]


@st.composite
def comment_forms(draw: st.DrawFn) -> list[str]:
    """The form in the words of one language, without the parts that its pack does not know."""
    code = draw(st.sampled_from(SPOKEN))
    parts = [(plain(RULES[name], code), pattern) for name, pattern in FORM]
    return [pattern.format(draw(st.sampled_from(phrases))) for phrases, pattern in parts if phrases]


#: Headings of comments, such as "12 Comments", and what one reader says: a name, a date, prose and a link.
THREADS = [
    line for line in lines_of("comment-thread") if any(found.section == "comments" for found in findings_in(line))
]
comments = languages.flatmap(
    lambda code: st.tuples(
        st.sampled_from(["Anna Berg", "the_miller", "Ivan"]),
        st.just("March 3, 2021 at 4:15 pm"),
        paragraphs(code, shortest=1, longest=2),
        st.just("Reply"),
    ).map(list)
)


def words_in(lines: Iterable[str]) -> float:
    return sum(block.words for line in lines for block in read_text(line).blocks)


def within_budget(thread: list[list[str]], prose: list[str]) -> list[list[str]]:
    """Return as many of the first comments as may go without a finding of their own: names, dates and what they say."""
    budget = max(weights.MAX_UNMATCHED, weights.MAX_UNMATCHED_SHARE * words_in(prose))
    sizes = accumulate(words_in((name, date, said)) for name, date, said, _ in thread)
    return [comment for comment, size in zip(thread, sizes, strict=True) if size <= budget]


prose_of_articles = languages.flatmap(lambda code: st.lists(paragraphs(code), min_size=3, max_size=6))
#: Prose of so many words that a tenth of them are some comments.
long_prose = languages.flatmap(lambda code: st.lists(paragraphs(code, shortest=4, longest=5), min_size=8, max_size=12))


@given(prose_of_articles, comment_forms())
def test_nothing_is_left_of_a_comment_form_behind_an_article(prose: list[str], form: list[str]) -> None:
    assert PIPELINE.clean(lay([*prose, *form], "blank lines")) == lay(prose, "blank lines")


@given(prose_of_articles, comment_forms())
def test_nothing_is_left_of_a_comment_form_whose_lines_stand_close(prose: list[str], form: list[str]) -> None:
    text = lay(prose, "blank lines") + "\n\n" + lay(form, "lines")
    assert PIPELINE.clean(text) == lay(prose, "blank lines")


@given(prose_of_articles, st.data())
def test_the_comment_form_of_wordpress_goes_in_every_spelling(prose: list[str], data: st.DataObject) -> None:
    form = [
        "Leave a Reply",
        "Cancel reply",
        "Your email address will not be published. Required fields are marked *",
        "Comment *",
        "Name *",
        "Email *",
        "Website",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Post Comment",
    ]
    spelled = [data.draw(st.sampled_from(SPELLINGS))(line) for line in form]
    assert PIPELINE.clean(lay([*prose, *spelled], "blank lines")) == lay(prose, "blank lines")


@given(
    long_prose,
    st.sampled_from(THREADS),
    st.lists(comments, min_size=2, max_size=5),
    st.sampled_from(["lines", "page"]),
)
def test_nothing_is_left_of_the_readers_comments_behind_an_article(
    prose: list[str], heading: str, thread: list[list[str]], shape: str
) -> None:
    thread = within_budget(thread, prose)
    assume(len(thread) > 1)
    behind = [heading, *(line for comment in thread for line in comment)]
    assert PIPELINE.clean(lay(prose, "blank lines") + "\n\n" + lay(behind, shape)) == lay(prose, "blank lines")


def _upper(phrase: str) -> str:
    """Return a phrase in capitals, or as it is where capitals are not the same letters (ß, İ)."""
    return phrase.upper() if phrase.upper().lower() == phrase.lower() else phrase


def _lower(phrase: str) -> str:
    """Return a phrase in small letters, or as it is where one of them is two (İ)."""
    return phrase.lower() if len(phrase.lower()) == len(phrase) else phrase


def replacing(marks: str, variants: str) -> list[Callable[[str], str]]:
    """Return the spellings that have a variant for each of the marks, one spelling for each variant."""
    return [partial(_translated, marks=marks, variant=variant) for variant in variants]


def _translated(phrase: str, marks: str, variant: str) -> str:
    return phrase.translate(str.maketrans(dict.fromkeys(marks, variant)))


WIDE = zip("'\"-*.:()!?,/@|", "＇＂－＊．：（）！？，／＠｜", strict=True)
#: Ways to write a phrase that mean the same: letters, marks and spaces, and what stands around it.
LETTERS: list[Callable[[str], str]] = [
    _upper,
    _lower,
    *replacing("'’", "'‘’ʼ′"),
    *replacing('"“”„', '"“”„'),
    *replacing("-–", "-‐‑–—−"),
    *replacing(" ", "\u00a0\u202f\u2009\u3000"),
    *(spell for mark, wide in WIDE for spell in replacing(mark, wide)),
    *replacing("0123456789", "7٣५"),
]
AROUND = [
    "{}:",
    "{} *",
    "{} »",
    "• {}",
    "» {}",
    "👇 {} 👇",
    "[{}]",
    "（{}）",
    "{}：",
    "\t{}\t\r",
    "\u200e{}\ufeff",
    "{}…",
    "- {} -",
]
SPELLINGS = [*LETTERS, *(pattern.format for pattern in AROUND)]
MARKERS = {
    match: [
        (rule, phrase)
        for rule in rules(match=match, strength="marker")
        for phrases in rule.phrases.values()
        for phrase in phrases
        if "{" not in phrase and len(phrase) > 2
    ]
    for match in ("line", "inside")
}


@cache
def changed(match: str, number: int) -> list[tuple[Rule, str, str]]:
    """The markers that a spelling changes, each with how it is spelled then."""
    spelled = ((rule, phrase, SPELLINGS[number](phrase)) for rule, phrase in MARKERS[match])
    return [(rule, phrase, line) for rule, phrase, line in spelled if line != phrase]


def spellings(match: str, count: int) -> st.SearchStrategy[tuple[Rule, str, str]]:
    numbers = st.sampled_from([number for number in range(count) if changed(match, number)])
    return numbers.flatmap(lambda number: st.sampled_from(changed(match, number)))


@given(st.sampled_from(MARKERS["line"]))
def test_a_rule_sees_its_line_in_every_spelling(marker: tuple[Rule, str]) -> None:
    rule, phrase = marker
    assert all(rule.id in {found.rule for found in findings_in(spell(phrase))} for spell in SPELLINGS)


@given(prose_of_articles, spellings("line", len(SPELLINGS)))
def test_a_line_that_a_marker_knows_goes_in_every_spelling(prose: list[str], marker: tuple[Rule, str, str]) -> None:
    rule, _, line = marker
    text = lay([line, *prose] if rule.where == "head" else [*prose, line], "blank lines")
    assert PIPELINE.clean(text) == lay(prose, "blank lines")


@given(prose_of_articles, spellings("inside", len(LETTERS)))
def test_a_note_that_a_marker_knows_goes_in_every_spelling(prose: list[str], marker: tuple[Rule, str, str]) -> None:
    rule, _, note = marker
    text = lay([f"{note}.", *prose] if rule.where == "head" else [*prose, f"{note}."], "blank lines")
    assert PIPELINE.clean(text) == lay(prose, "blank lines")


@given(st.sampled_from(sorted(VOCABULARY)), st.data())
def test_a_counter_behind_a_line_changes_nothing_about_it(code: str, data: st.DataObject) -> None:
    rule, phrase = data.draw(st.sampled_from(MARKERS["line"]))
    prose = data.draw(st.lists(paragraphs(code), min_size=3, max_size=4))
    line = f"{phrase} ({data.draw(st.integers(0, 99999))})"
    text = lay([line, *prose] if rule.where == "head" else [*prose, line], "blank lines")
    assert PIPELINE.clean(text) == lay(prose, "blank lines")


# Pages ------------------------------------------------------------------------------------------------------------


def lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))


@given(articles())
def test_what_is_left_of_a_page_is_its_article(article: Article) -> None:
    assert lines(PIPELINE.clean(article.html)) == article.lines


@given(careless_articles)
def test_what_is_left_of_a_careless_page_is_its_article(article: Article) -> None:
    assert lines(PIPELINE.clean(article.html)) == article.lines


@given(articles(NAMELESS))
def test_the_article_of_a_page_that_names_nothing_stays_whole(article: Article) -> None:
    assert stand_in_order(article.lines, lines(PIPELINE.clean(article.html)))
