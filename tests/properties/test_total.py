"""Any str has an answer, and its cost grows with the length of the input and no faster.

Cost is counted, not timed: the lines of cleantext that run, the characters that slices and strips of the text copy, and
the passes over the document.

Mutations of the code tried, and what failed for each:

- folding leaves İ to `str.lower`, or writes ß as ss: folding changes no offset
- folding leaves lone surrogates: a text with lone surrogates
- the writer copies the rest of the text at each cut: the text that is copied
- a section is proposed again for each heading in it: the code that runs
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import Pipeline, pipeline
from cleantext.folding import fold
from cleantext.judging import phrases
from cleantext.writers import Format
from tests.properties.checks import Rounds
from tests.properties.pages import articles, broken, pages
from tests.properties.strategies import ODD, PIPELINE, chrome, composed, pipelines, texts

PACKAGE = str(Path(cleantext.__file__).parent)
#: What four times the input may cost: four times as much, and a little for what comes once.
FOURFOLD = 5.0
#: Passes over any document that a property here has seen, and some more.
PASSES = 8

PROSE = "On day {} of the storm the harbour master wrote that the river would not keep to its old bed for very long."


NOTE = "Your email address will not be published"


def _prose(count: int) -> list[str]:
    return [PROSE.format(number) for number in range(count)]


def _after_each(count: int, chrome: str) -> list[str]:
    return [line + chrome for line in _prose(count)]


#: Inputs that grow: by name, how a text of size n is made.
GROWING: dict[str, Callable[[int], str]] = {
    "an article": lambda n: "\n\n".join(_prose(n)),
    "an article in one line": lambda n: " ".join(_prose(n)),
    "a label after each paragraph": lambda n: "\n\n".join(_after_each(n, "\n\nAdvertisement")),
    "a label after each sentence of a line": lambda n: " ".join(_after_each(n, " Advertisement.")),
    "a note after each sentence of a line": lambda n: " ".join(_after_each(n, f" {NOTE}.")),
    "a note in each line": lambda n: "\n".join(PROSE + line for line in _after_each(n, f"{PROSE} {NOTE}.")),
    "a form after each paragraph": lambda n: "\n\n".join(_after_each(n, "\n\nLeave a Reply\n\nName *\n\nEmail *")),
    "a section after each paragraph": lambda n: "\n\n".join(_after_each(n, "\n\nRelated Articles\n\nThe mill")),
    "a section before each paragraph": lambda n: "\n".join(["Related Articles\nThe mill"] * n + _prose(4)),
    "sections only": lambda n: "\n".join(["Related Articles", "Leave a Reply"] * n),
    "one phrase in one line": lambda n: "Leave a Reply " * n,
    "one note in one line": lambda n: f"{NOTE}. " * n,
    "one note in one line without full stops": lambda n: f"{NOTE} " * n,
    "one note in one line behind prose": lambda n: PROSE + f" {NOTE}." * n,
    "phrases in phrases": lambda n: PROSE + " Leave a" * n + " Reply" * n,
    "notes in notes": lambda n: PROSE * 3 + " Your email address will not" * n + " be published." * n,
    "half a phrase": lambda n: "Leave a " * n,
    "hints in a chain": lambda n: PROSE + "\n" + "\n".join(["Name", "x", "y"] * n),
    "hints that labels hold apart": lambda n: PROSE + "\n" + "\n".join(["Name", "x", "Advertisement", "x", "y"] * n),
    "short lines": lambda n: "ab\n" * (10 * n),
    "numbered lines": lambda n: "".join(f"Name {number}\n" for number in range(10 * n)),
    "words": lambda n: "word " * (50 * n),
    "full stops": lambda n: ". " * (50 * n),
    "numbers": lambda n: "1 " * (50 * n),
    "white space in one line": lambda n: "a" + " " * (100 * n) + "b",
    "blank lines": lambda n: "\n" * (50 * n) + "Leave a Reply" + "\n" * (50 * n),
    "bullets": lambda n: "• " * (50 * n) + "Leave a Reply",
    "brackets": lambda n: "(" * (50 * n) + "Leave a Reply" + ")" * (50 * n),
    "teasers": lambda n: "\n".join([*_prose(3), *(line[:-1] + "…" for line in _prose(n))]),
    "authors": lambda n: "\n".join(f"Anna Berg is a reporter who covers the river. {line}" for line in _prose(n)),
}


class Weighed(str):
    """A str that counts the characters which slices and strips of it copy."""

    copied: ClassVar[int] = 0

    def __getitem__(self, key: Any) -> str:
        return self._weigh(super().__getitem__(key))

    def strip(self, *args: Any) -> str:
        return self._weigh(super().strip(*args))

    def lstrip(self, *args: Any) -> str:
        return self._weigh(super().lstrip(*args))

    def rstrip(self, *args: Any) -> str:
        return self._weigh(super().rstrip(*args))

    def _weigh(self, text: str) -> str:
        Weighed.copied += len(text)
        return Weighed(text)


def lines_run(text: str, kind: Any = "text") -> int:
    """Return the number of lines of cleantext's code that run to clean `text`."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        PIPELINE.clean(text, kind=kind)
    finally:
        sys.settrace(before)
    return count


def characters_copied(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the number of characters that slices and strips of the text and of its folded form copy."""
    read = pipeline.read_text
    with monkeypatch.context() as patch:
        patch.setattr(phrases, "fold", lambda text: Weighed(fold(str(text))))
        patch.setattr(pipeline, "read_text", lambda text: replace(read(text), text=Weighed(text)))
        Weighed.copied = 0
        PIPELINE.clean(text)
    return Weighed.copied


@given(texts, pipelines)
def test_any_text_has_an_answer(text: str, pipeline: Pipeline) -> None:
    assert type(pipeline.clean(text)) is str


@given(st.lists(st.one_of(st.characters(categories=["Cs"]), chrome()), max_size=6).map("".join))
def test_a_text_with_lone_surrogates_has_an_answer(text: str) -> None:
    assert type(PIPELINE.clean(text)) is str


@given(texts)
def test_folding_changes_no_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_changes_no_offset_for_any_character_of_unicode() -> None:
    for start in range(0, sys.maxunicode + 1, 16):
        assert len(fold("".join(map(chr, range(start, start + 16))))) == 16


@given(st.text(alphabet=st.sampled_from(ODD)), st.text(alphabet=st.sampled_from(ODD)))
def test_folding_two_lines_is_folding_each(one: str, other: str) -> None:
    assert fold(f"{one}\n{other}") == f"{fold(one)}\n{fold(other)}"


@pytest.mark.parametrize("name", GROWING)
def test_the_code_that_runs_grows_with_the_text(name: str) -> None:
    make = GROWING[name]
    PIPELINE.clean(make(2))
    small, large = lines_run(make(32)), lines_run(make(128))
    assert large <= FOURFOLD * small + 1000, f"{small} lines of code at 32, {large} at 128"


@pytest.mark.parametrize("name", GROWING)
def test_the_text_that_is_copied_grows_with_the_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make = GROWING[name]
    small, large = (characters_copied(make(n), monkeypatch) for n in (64, 256))
    assert large <= FOURFOLD * small + 1000, f"{small} characters copied at 64, {large} at 256"


@pytest.mark.parametrize("name", GROWING)
def test_the_passes_over_a_document_do_not_grow_with_it(name: str) -> None:
    rounds = Rounds()
    PIPELINE.then(rounds).clean(GROWING[name](128))
    assert len(rounds.judgements) <= PASSES


@given(composed)
def test_a_page_is_passed_over_a_few_times(text: str) -> None:
    rounds = Rounds()
    PIPELINE.then(rounds).clean(text)
    assert len(rounds.judgements) <= PASSES


def test_large_texts_have_an_answer() -> None:
    assert PIPELINE.clean("ab\n" * 100_000) == "ab\n" * 100_000
    assert PIPELINE.clean("word " * 200_000) == "word " * 200_000
    assert PIPELINE.clean(f"{NOTE}. " * 1000) == ""


# Pages ------------------------------------------------------------------------------------------------------------

#: Pages that grow: by name, how a page of size n is made.
GROWING_PAGES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "".join(f"<p>{line}</p>" for line in _prose(n)),
    "paragraphs in elements of their own": lambda n: "".join(f"<div><p>{line}</p></div>" for line in _prose(n)),
    "elements in one another": lambda n: "".join(f"<div><p>{line}</p>" for line in _prose(n)),
    "boxes that have a name": lambda n: "".join(f"<div class=related><p>{line}</p></div>" for line in _prose(n)),
    "boxes in one another": lambda n: "".join(f"<div class='share popular'>{line}" for line in _prose(n)),
    "comments in one another": lambda n: "".join(f"<div class='comment topic'><p>{line}</p>" for line in _prose(n)),
    "bodies in one another": lambda n: "".join(f"<div class=entry-content><p>{line}</p>" for line in _prose(n)),
    "articles with titles in one another": lambda n: "<h1>x</h1>" + "".join(f"<article>{p}" for p in _prose(n)),
    "cards": lambda n: "".join(f"<div class=item><a href=/>Tides</a><p>{line}</p></div>" for line in _prose(n)),
    "cards in cards": lambda n: "<li><a href=/>Tides</a><ul>" * n + "".join(f"<li>{line}" for line in _prose(n)),
    "lists of links": lambda n: "<p>x</p><ul><li><a href=/>Tides</a></ul>" * n,
    "lists in one another": lambda n: "<ul><li><a href=/>Tides</a>" * n,
    "headings": lambda n: "<h2>Tides</h2>" * n + "<div class=related>Tides</div>" * n,
    "titles": lambda n: "<h1>Tides</h1>" * n + PROSE,
    "one text again and again": lambda n: f"<div><p>{PROSE}</p></div>" * n,
    "rows": lambda n: "<table>" + "<tr><td>Noon<td>3 m" * n,
    "tables in one another": lambda n: "<table><tr><td>Noon<td>3 m" * min(n, 40),
    "names": lambda n: f"<div class='{' '.join(f'tide-{number}-related' for number in range(n))}'>x</div>",
    "text that is hidden": lambda n: "".join(f"<div hidden><p>{line}</p></div>" for line in _prose(n)),
}
FORMATS = get_args(Format)


@given(pages, pipelines, st.sampled_from(FORMATS), st.booleans())
def test_any_text_has_an_answer_as_a_page(page: str, pipeline: Pipeline, to: Any, images: bool) -> None:
    assert type(pipeline.clean(page, kind="html", to=to, images=images)) is str


@given(st.text(alphabet=st.characters(categories=["Cs", "Cc", "Lu"]), max_size=20), st.sampled_from(FORMATS))
def test_a_page_with_lone_surrogates_and_controls_has_an_answer(text: str, to: Any) -> None:
    assert type(PIPELINE.clean(f"<p class='{text}'>{text}</p>", kind="html", to=to)) is str


#: What bytes may begin with or claim to be.
CLAIMS = (
    b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, b"<meta charset=utf-16>",
    b"<meta charset=shift_jis>", b"<meta charset=iso-2022-kr>", b"<meta charset=hz>", b"<meta charset=base64>",
    b"<?xml encoding='utf-7'?>", b"<meta charset='\xff\x00'>", b"\x1b$B", b"<meta charset=unicode-escape>",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "shift_jis", "gb18030", "iso2022_jp")


@given(st.sampled_from(CLAIMS), st.binary(max_size=200), st.sampled_from((None, "text", "html")))
def test_any_bytes_have_an_answer(claim: bytes, data: bytes, kind: Any) -> None:
    assert type(PIPELINE.clean(claim + data, kind=kind)) is str


@given(st.sampled_from(CLAIMS), st.one_of(broken, texts), st.sampled_from(ENCODINGS), st.integers(0, 3))
def test_the_bytes_of_any_page_have_an_answer(claim: bytes, page: str, encoding: str, lost: int) -> None:
    data = claim + page.encode(encoding, "replace")[lost:]
    assert type(PIPELINE.clean(data)) is str


@pytest.mark.parametrize("name", GROWING_PAGES)
def test_the_code_that_runs_grows_with_the_page(name: str) -> None:
    make = GROWING_PAGES[name]
    PIPELINE.clean(make(2), kind="html")
    small, large = lines_run(make(32), "html"), lines_run(make(128), "html")
    assert large <= FOURFOLD * small + 1000, f"{small} lines of code at 32, {large} at 128"


@given(articles())
def test_a_page_of_elements_is_passed_over_a_few_times(article: Any) -> None:
    rounds = Rounds()
    PIPELINE.then(rounds).clean(article.html)
    assert len(rounds.judgements) <= PASSES
