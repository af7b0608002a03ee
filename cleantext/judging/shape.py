"""What a document looks like as a whole: an article with little around it, or the text of a whole page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleantext.document import Block
from cleantext.judgement import Finding, Shape
from cleantext.judging import weights
from cleantext.judging.body import find_articles, is_label
from cleantext.text_class import SENTENCES


def find_shape(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]]) -> tuple[Shape, str, Sequence[range]]:
    """Return the shape of a document, the evidence for it in words, and the articles of a whole page, the best first.

    A text is a whole page where a menu stands before its article and another after it, in whatever language; or one
    menu, and lines of many rules outside of the article. A menu is a run of labels: a few words each, as in title case,
    without a sentence, a number or a colon. Headings, ingredients, rows of tables, options of a manual and verse are no
    such runs, or stand inside of what is told.
    """
    if blocks and blocks[0].element >= 0:
        return "page", "", ()
    menus = list(_menus(blocks))
    if not menus:
        return "article", "", ()
    articles = find_articles(blocks, found)
    if not articles or not _is_told(blocks, found, articles[0]):
        return "article", "", ()
    before = sum(len(menu) for menu in menus if menu.stop <= articles[0].start)
    after = sum(len(menu) for menu in menus if menu.start >= articles[0].stop)
    rules = {finding.rule for place in found if place not in articles[0] for finding in found[place]}
    if not (before and after) and not ((before or after) and len(rules) >= weights.MIN_PAGE_RULES):
        return "article", "", ()
    evidence = f"menus of {before} lines before the article and of {after} after it, and {len(rules)} rules beside it"
    return "whole page", evidence, articles


def _menus(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the runs of labels that are long enough for a menu."""
    start = 0
    for place in range(len(blocks) + 1):
        if place == len(blocks) or not is_label(blocks[place]):
            if place - start >= weights.MIN_MENU:
                yield range(start, place)
            start = place + 1


def _is_told(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], article: range) -> bool:
    """Tell whether an article has enough words in sentences, by themselves and beside those outside of it.

    Else the document is a listing, of goods or of other articles.
    """
    inside = outside = 0.0
    for place, block in enumerate(blocks):
        if block.text_class in SENTENCES:
            if place in article:
                inside += block.words
            elif place not in found:
                outside += block.words
    return inside >= weights.MIN_PAGE_ARTICLE and outside <= weights.MAX_TOLD_BESIDE * inside
