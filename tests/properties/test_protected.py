"""What is protected stays, whatever else a pipeline does: code, and what a rule of strength "keep" matches.

Code goes only with an element around it. Nothing takes what a rule of strength "keep" matched, no other rule and no
filter, however careless.

Mutations of the code tried, and what failed for each:

- phrases are looked for in code, fragments or sections take it: code among chrome
- an element that a rule keeps goes with the box around it, or its strength is lost: an element that a rule keeps
- what is protected is forgotten after the first round, or filters are not limited: a line, and an element, that a rule
  keeps
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaned, Filter, Judgement, Pipeline, Removal, Rule
from cleantext.judging.phrases import Lexicon, phrase_findings
from cleantext.judging.weights import MAX_LINE
from tests.properties.pages import Article, around, articles, pages
from tests.properties.strategies import (
    FRAGMENTS,
    NAMES,
    PIPELINE,
    Composed,
    chrome,
    documents,
    languages,
    lay,
    lines_of,
    sentences,
)
from tests.properties.test_deletes_only import careless

# Code -------------------------------------------------------------------------------------------------------------


@st.composite
def listings(draw: st.DrawFn) -> str:
    """A listing whose lines are those that rules know, as where a page shows how to write a share bar."""
    lines = draw(st.lists(st.one_of(chrome(), st.sampled_from(FRAGMENTS)), min_size=1, max_size=6))
    return "\n".join(lines)


@st.composite
def pages_with_code(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A page without named boxes, of prose, chrome and code in any order, and its listings."""
    language = draw(languages)
    said = st.sampled_from(sentences(language)).map(lambda text: f"<p>{escape(text)}</p>")
    known = chrome().map(lambda line: f"<p>{escape(line)}</p>")
    code = draw(st.lists(listings(), min_size=1, max_size=3))
    around = draw(st.lists(st.one_of(said, said, known), min_size=6, max_size=16))
    for listing in code:
        around.insert(draw(st.integers(0, len(around))), f"<pre>{escape(listing)}</pre>")
    return f"<main>{''.join(around)}</main>", code


def cut_blocks(cleaned: Cleaned) -> set[int]:
    """Return the indices of the blocks that a removal takes something from."""
    return {
        index
        for index, block in enumerate(cleaned.document.blocks)
        if any(cut.start < block.end and block.start < cut.end for cut in cleaned.removals)
    }


@given(pages_with_code())
def test_code_among_chrome_stays_as_it_is(case: tuple[str, list[str]]) -> None:
    cleaned = PIPELINE.explain(case[0], kind="html")
    assert not [index for index in cut_blocks(cleaned) if cleaned.document.blocks[index].kind == "code"]


@given(pages)
def test_code_goes_only_with_an_element_around_it(page: str) -> None:
    cleaned = PIPELINE.explain(page, kind="html")
    blocks, elements = cleaned.document.blocks, cleaned.document.elements
    for index in cut_blocks(cleaned):
        if blocks[index].kind == "code":
            gone = [one.finding for one in cleaned.verdicts if one.is_cut and one.finding.element >= 0]
            around = [one for one in gone if one.first <= index < one.stop]
            assert any(elements[one.element].first <= index < elements[one.element].stop for one in around)


# Rules that keep --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CutsAll:
    """Cuts every block, or from the first to the last at once."""

    at_once: bool
    name: str = "all"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        text, blocks = judgement.document.text, judgement.document.blocks
        if self.at_once and blocks:
            yield Removal(0, len(text), self.name, "all/at-once", text)
        for index in range(len(blocks)):
            yield judgement.removal(index, self.name, "all/each")


filters = st.one_of(careless, st.builds(CutsAll, st.booleans()).map(lambda one: [one]), st.just([]))
names = st.lists(st.sampled_from(NAMES), unique=True)
#: Boxes with a name that a rule keeps, some of which are called something else, too.
BOXES = ("<div class='{}'>", "<nav id='{}'>", "<div class='sidebar {}'>", "<div role='dialog' class='{}'>")

#: Lines of chrome that a user's rule keeps.
KEPT_LINES = tuple(line for line in lines_of() if len(line) <= MAX_LINE and "{" not in line)[::20]
KEEPS_LINES = Rule("own/lines", strength="keep", phrases={"en": KEPT_LINES})
KEPT_NAMES = ("harbour-note", "share-buttons", "related", "comment-respond")
KEEPS_ELEMENTS = Rule(
    "own/boxes", strength="keep", match="element", names=tuple(name.replace("-", " ") for name in KEPT_NAMES)
)


def keeping(rule: Rule) -> Pipeline:
    """Return the default pipeline with a rule more, compiled, which takes a while; pipelines made of it share that."""
    pipeline = Pipeline.default([rule])
    assert rule in pipeline.rules.all
    return pipeline


LINES, ELEMENTS = keeping(KEEPS_LINES), keeping(KEEPS_ELEMENTS)


def changed(pipeline: Pipeline, without: Iterable[str], filters: Iterable[Filter]) -> Pipeline:
    """Return a pipeline without some of its filters, and with others."""
    pipeline = pipeline.without(*without)
    for filter in filters:
        pipeline = pipeline.then(filter)
    return pipeline


@given(documents(), st.lists(st.sampled_from(KEPT_LINES), min_size=1, max_size=3), st.data(), names, filters)
def test_a_line_that_a_rule_keeps_stays_whatever_else_is_in_the_pipeline(
    document: Composed, kept: list[str], data: st.DataObject, without: list[str], filters: list[Filter]
) -> None:
    lines = list(document.lines)
    for line in kept:
        lines.insert(data.draw(st.integers(0, len(lines))), line)
    text = lay(lines, data.draw(st.sampled_from(("blank lines", "lines", "page", "indented"))))
    cleaned = changed(LINES, without, filters).explain(text, kind="text")
    blocks = cleaned.document.blocks
    seen = phrase_findings(blocks, range(len(blocks)), Lexicon([KEEPS_LINES]), {})
    # One that stands where a wrapped paragraph might go on over it is no line of its own.
    assert {*kept} & {block.text for block in blocks} <= {blocks[index].text for index in seen}
    assert not cut_blocks(cleaned) & {*seen}


@given(articles(), st.sampled_from(KEPT_NAMES), st.data(), names, filters)
def test_an_element_that_a_rule_keeps_stays_whatever_else_is_in_the_pipeline(
    article: Article, name: str, data: st.DataObject, without: list[str], filters: list[Filter]
) -> None:
    html = article.html
    place = data.draw(st.sampled_from([place for place in range(len(html)) if html.startswith("<p>", place)]))
    inside = data.draw(st.lists(chrome().map(escape), min_size=1, max_size=4))
    box = around(data.draw(st.sampled_from(BOXES)).format(name), "".join(f"<p>{line}</p>" for line in inside))
    cleaned = changed(ELEMENTS, without, filters).explain(html[:place] + box + html[place:], kind="html")
    kept = [element for element in cleaned.document.elements if name in element.names.split()]
    assert kept
    assert not cut_blocks(cleaned) & {index for element in kept for index in range(element.first, element.stop)}
