"""Do no harm: little goes without a finding of its own, and sentences of the article stay wherever they stand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline, Reason, Rule
from cleantext.judgement import Strength
from cleantext.judging import weights
from cleantext.readers.text import read_text
from tests.properties.strategies import (
    FRAGMENTS,
    PIPELINE,
    RULES,
    SHORT,
    chrome,
    languages,
    lay,
    paragraphs,
    spoken,
)

STAY = json.loads((Path(__file__).parents[1] / "stay.json").read_text("utf-8"))
#: By language: who says or reads a notice, and what more is said of it.
TOLD = {
    "en": "The old ferryman used to tell the children that {} was the first thing he ever read on a screen.",
    "de": "Der alte Fährmann erzählte den Kindern gern, dass {} das Erste war, was er je auf einem Schirm las.",
    "fr": "Le vieux passeur racontait aux enfants que {} était la première chose qu'il avait lue sur un écran.",
    "es": "El viejo barquero contaba a los niños que {} fue lo primero que había leído en una pantalla.",
    "pt": "O velho barqueiro contava às crianças que {} foi a primeira coisa que ele leu numa tela.",
    "it": "Il vecchio traghettatore raccontava ai bambini che {} era la prima cosa che aveva letto su uno schermo.",
    "nl": "De oude veerman vertelde de kinderen graag dat {} het eerste was wat hij ooit op een scherm las.",
    "pl": "Stary przewoźnik opowiadał dzieciom, że {} to było pierwsze, co kiedykolwiek przeczytał na ekranie.",
    "ru": "Старый паромщик рассказывал детям, что {} было первым, что он когда-либо прочитал на экране.",
    "sv": "Den gamle färjkarlen berättade för barnen att {} var det första som han någonsin läste på en skärm.",
    "tr": "Yaşlı kayıkçı çocuklara {} sözünün bir ekranda okuduğu ilk şey olduğunu anlatmayı çok severdi.",
}
#: The rules on notices: what they match is a part of a sentence.
NOTICES = [
    rule
    for rule in RULES.values()
    if rule.match == "inside" and rule.strength == "marker" and rule.family in ("comment-form", "cookie-notice")
]


@st.composite
def told(draw: st.DrawFn) -> tuple[str, str]:
    """A language, and a sentence of it that tells about a notice."""
    language = draw(st.sampled_from(sorted(TOLD)))
    rule = draw(st.sampled_from([rule for rule in NOTICES if rule.phrases.get(language)]))
    phrase = spoken(draw(st.sampled_from(rule.phrases[language]))).strip()
    return language, TOLD[language].format(phrase[0].lower() + phrase[1:])


@st.composite
def articles_with_chrome(draw: st.DrawFn) -> list[str]:
    """Prose with lines of chrome and of menus before it, among it and after it; too few for a whole page."""
    language = draw(languages)
    line = st.one_of(chrome(), chrome(), st.sampled_from(FRAGMENTS + SHORT))
    lines = draw(st.lists(line, max_size=8))
    for paragraph in draw(st.lists(paragraphs(language), min_size=1, max_size=5)):
        lines += [paragraph, *draw(st.lists(line, max_size=1))]
    return (lines + draw(st.lists(line, max_size=14)))[: weights.MIN_PAGE_BLOCKS - 1]


@cache
def with_own_rule(strength: Strength, section: str) -> Pipeline:
    """The pipeline with a rule of a user's own for words that menus and headlines have, which may open a section."""
    words = {word for word in FRAGMENTS + SHORT if word.strip(" |—*")}
    rule = Rule("ours/word", strength=strength, section=section, phrases={"en": tuple(sorted(words))})
    return Pipeline.default([rule])


own_pipelines = st.builds(
    with_own_rule, st.sampled_from(["marker", "hint"]), st.sampled_from(["", "related", "comments"])
)


@given(
    articles_with_chrome(),
    st.one_of(st.just(PIPELINE), own_pipelines),
    st.sampled_from(["blank lines", "lines", "page"]),
)
def test_what_goes_without_a_finding_of_its_own_is_a_small_part(
    lines: list[str], pipeline: Pipeline, shape: str
) -> None:
    cleaned = pipeline.explain(lay(lines, shape), kind="text")
    if cleaned.shape != "article":
        return
    unmatched = (Reason.CUT_IN_SECTION, Reason.CUT_AMONG_CHROME)
    matched = {one.finding.first for one in cleaned.verdicts if one.is_cut and one.reason not in unmatched}
    gone = {one.finding.first for one in cleaned.verdicts if one.reason in unmatched} - matched
    words = sum(cleaned.document.blocks[place].words for place in gone)
    stays = sum(block.words for block in read_text(cleaned.text).blocks)
    # What stays may go yet in a later round, by a finding of its own.
    all_words = stays + sum(cleaned.document.blocks[place].words for place in matched)
    assert words <= max(weights.MAX_UNMATCHED, weights.MAX_UNMATCHED_SHARE * all_words) + 1


@given(told(), st.data())
def test_a_sentence_that_tells_about_chrome_stays(said: tuple[str, str], data: st.DataObject) -> None:
    language, sentence = said
    prose = STAY["article"][language]
    place = data.draw(st.integers(0, 3))
    before, after = (data.draw(st.lists(chrome(opening=False), max_size=3)) for _ in range(2))
    document = [*before, *prose[:place], sentence, *prose[place:], *after]
    assert sentence in PIPELINE.clean(lay(document, "blank lines"), kind="text").split("\n")


@given(st.sampled_from(sorted(STAY["closings"])), st.data())
def test_a_closing_sentence_stays_whatever_chrome_follows(language: str, data: st.DataObject) -> None:
    closing = data.draw(st.sampled_from(STAY["closings"][language]))
    prose = STAY["article"][language]
    behind = data.draw(st.lists(chrome(), max_size=8))
    shape = data.draw(st.sampled_from(["blank lines", "lines"]))
    document = lay([*prose, closing, *behind], shape)
    assert closing in PIPELINE.clean(document, kind="text").split("\n")


#: Names that pages give to boxes of chrome, and tags.
NAMES = ("cookie-notice", "newsletter", "sidebar", "comments", "related-posts", "share-bar", "author-box", "ad", "post")
TAGS = ("div", "section", "aside", "article", "main", "footer", "form")


@given(
    languages.flatmap(lambda code: st.lists(paragraphs(code, shortest=4), min_size=2, max_size=4)),
    st.lists(chrome(), max_size=6),
    st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(NAMES)), max_size=3),
)
def test_what_holds_prose_never_comes_out_empty(
    prose: list[str], around: list[str], boxes: list[tuple[str, str]]
) -> None:
    text = lay([*around, *prose, *around], "blank lines")
    page = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
    for tag, name in boxes:
        page = f'<{tag} class="{name}">{page}</{tag}>'
    page = f"<html><body>{page}{''.join(f'<p>{line}</p>' for line in around)}</body></html>"
    assert PIPELINE.clean(text, kind="text")
    assert PIPELINE.clean(page, kind="html")
    assert PIPELINE.clean(BeautifulSoup(page, "html.parser"))
