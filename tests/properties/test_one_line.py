"""Texts whose line breaks are lost: chrome around an article goes, and no sentence of it, whatever the last ends with.

Mutations of the code tried, and what failed for each:

- a text on one line is judged as a line: the article is what is left, on one line as on many
- segments outside of runs are classified like lines: the article is what is left
- a note inside a line takes the line: a sentence without a finding
"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cleantext import explain
from cleantext.judging.rules import default_rules
from tests.properties.checks import ink, is_subsequence
from tests.properties.strategies import NOTES, PIPELINE, VOCABULARY, is_plain_prose, sentences

#: How the last sentence of an article may end in place of its full stop, and what joins the chrome to it.
ENDS = [(None, " "), ("", " "), (")", " "), (".[3]", " "), (".»", " "), (".", ""), ("!", " "), ("…", " ")]
STOPS = ".。!?”»"
#: Rules whose lines begin a tail, those whose lines follow, and those that a head is made of.
FIRST = ("comment-form/leave-a-reply", "newsletter/subscribe", "share/share-this", "related-links/heading")
NEXT = ("comment-form/cancel-reply", "comment-form/post-comment", "comment-form/field", "legal-footer/policy-link")
HEAD = ("navigation/menu-word", "newsletter/field")
SPOKEN = [code for code in sorted(VOCABULARY) if code not in ("zh", "ja")]
_WORD = re.compile(r"\w+")


def printed(rule: str, code: str, shortest: int = 1) -> st.SearchStrategy[str]:
    """A line of a rule in a language, as it is printed: with a capital, and of so many words."""
    known = next(one for one in default_rules().all if one.id == rule).phrases[code]
    whole = (line for line in known if "{" not in line and "(" not in line and not line[0].islower())
    return st.sampled_from([line for line in whole if line[0].isalpha() and len(_WORD.findall(line)) >= shortest])


def ended(article: str, end: str | None) -> str:
    """An article with another end in place of its full stop."""
    return article if end is None else article.rstrip(STOPS) + end


@st.composite
def articles(draw: st.DrawFn, code: str) -> list[str]:
    """Sentences of an article in which no rule sees anything."""
    said = [one for one in sentences(code) if is_plain_prose(one)]
    return draw(st.lists(st.sampled_from(said), min_size=3, max_size=9, unique=True))


@st.composite
def tails(draw: st.DrawFn, code: str) -> list[str]:
    """Chrome that stands after an article."""
    first = draw(printed(draw(st.sampled_from(FIRST)), code, shortest=2))
    follow = draw(st.lists(st.sampled_from(NEXT), min_size=1, max_size=4))
    return [first, *(draw(printed(rule, code)) for rule in follow)]


@st.composite
def heads(draw: st.DrawFn, code: str) -> list[str]:
    """Chrome that stands before an article; its last line is no single word, as that may be the first of the article.

    In Arabic, without capitals, none is.
    """
    follow = [] if code == "ar" else draw(st.lists(st.sampled_from(HEAD), max_size=4))
    first = draw(printed("navigation/skip-link", code, shortest=3))
    return [*(draw(printed(rule, code)) for rule in follow), first]


@given(st.data(), st.sampled_from(SPOKEN), st.sampled_from(ENDS))
def test_what_is_left_of_one_line_is_its_article(data: st.DataObject, code: str, end: tuple[str | None, str]) -> None:
    article = ended(" ".join(data.draw(articles(code))), end[0])
    tail = " ".join(data.draw(tails(code)))
    assert PIPELINE.clean(article + end[1] + tail) == article


@given(st.data(), st.sampled_from(SPOKEN))
def test_nothing_is_left_of_the_head_of_one_line(data: st.DataObject, code: str) -> None:
    article = " ".join(data.draw(articles(code)))
    assert PIPELINE.clean(" ".join([*data.draw(heads(code)), article])) == article


@given(st.data(), st.sampled_from(SPOKEN))
def test_one_line_is_cleaned_as_many_are(data: st.DataObject, code: str) -> None:
    lines = [" ".join(data.draw(articles(code))), *data.draw(tails(code))]
    assert PIPELINE.clean(" ".join(lines)) == " ".join(PIPELINE.clean("\n\n".join(lines)).split("\n\n"))


@given(st.data(), st.sampled_from(sorted(VOCABULARY)))
def test_a_sentence_without_a_finding_is_never_cut_with_its_line(data: st.DataObject, code: str) -> None:
    said = data.draw(articles(code))
    notes = data.draw(st.lists(st.sampled_from(NOTES), min_size=1, max_size=3))
    noted = [f"{note[0].upper()}{note[1:].rstrip('.!?')}." for note in notes]
    line = " ".join(data.draw(st.permutations([*said, *noted])))
    paragraphs = data.draw(st.sampled_from(["{}", "{}\n\n{}", "{}\n\n{}\n\n{}"])).replace("{}", line)
    kept = PIPELINE.clean(paragraphs)
    assert all(sentence in kept for sentence in said)


@given(st.data(), st.sampled_from(SPOKEN), st.sampled_from(ENDS))
def test_cleaning_one_line_only_deletes_and_is_stable(
    data: st.DataObject, code: str, end: tuple[str | None, str]
) -> None:
    parts = [*data.draw(articles(code)), *data.draw(tails(code)), *data.draw(heads(code))]
    text = " ".join(data.draw(st.permutations(parts))) + (end[0] or "")
    clean = PIPELINE.clean(text)
    assert is_subsequence(ink(clean), ink(text))
    assert PIPELINE.clean(clean) == clean


def test_explain_shows_the_segments_and_why_each_was_cut() -> None:
    text = (
        "The council voted on Monday to close the tram line for the summer, which nobody had expected. "
        "Share on Facebook Etiquetas: tranvía Suscríbete a nuestro boletín"
    )
    cut = [(text[one.finding.start : one.finding.end], one.reason.name) for one in explain(text).verdicts]
    assert ("Share on Facebook", "CUT_MARKER") in cut
    assert ("Etiquetas: tranvía", "CUT_MARKER") in cut
