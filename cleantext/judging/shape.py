"""What a document looks like as a whole: an article with little around it, or the text of a whole page."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

from cleantext.document import Block
from cleantext.folding import EDGE, fold
from cleantext.judgement import Finding, Shape
from cleantext.judging import weights
from cleantext.judging.stretch import find_articles, is_label
from cleantext.text_class import PROTECTED, SENTENCES

#: The classes of text that neither the title of a page nor a headline has.
_NO_TITLES: Final = (*SENTENCES, *PROTECTED)


def find_shape(
    blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], comment_families: Container[str]
) -> tuple[Shape, str, Sequence[range]]:
    """Return the shape of a document, the evidence for it in words, and the articles of a whole page, the best first.

    A text is a whole page where it has two of these: a menu before its article, in whatever language; one after it; a
    first line, the title of the page, that has the headline in it which stands above the article; lines of many rules
    outside of the article. A menu is a run of labels: a few words each, as in
    title case, without a sentence, a number or a colon. Headings, ingredients, rows of tables, options of a manual and
    verse are no such runs, or stand inside of prose.
    """
    if blocks and blocks[0].element >= 0:
        return "page", "", ()
    menus, headlines = list(_menus(blocks)), list(_headlines(blocks))
    if not menus and not headlines:
        return "article", "", ()
    articles = find_articles(blocks, found, headlines)
    if not articles or not _has_enough_prose(blocks, found, articles[0], comment_families):
        return "article", "", ()
    before = sum(len(menu) for menu in menus if menu.stop <= articles[0].start)
    after = sum(len(menu) for menu in menus if menu.start >= articles[0].stop)
    is_titled = any(
        place <= articles[0].start + weights.SUPPORT_BLOCKS and len(blocks[place].text) < len(blocks[0].text)
        for place in headlines
    )
    rules = {finding.rule for place in found if place not in articles[0] for finding in found[place]}
    signs = [before > 0, after > 0, is_titled]
    least = weights.MIN_TITLED_RULES if is_titled else weights.MIN_PAGE_RULES
    is_page = any(signs) and sum(signs) + (len(rules) >= least) >= weights.MIN_PAGE_SIGNS
    if not is_page:
        return "article", "", ()
    evidence = f"menus of {before} lines before the article and of {after} after it, and {len(rules)} rules beside it"
    return "whole page", evidence + (", below its title" if is_titled else ""), articles


def _headlines(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of lines that the first line is, or contains beside such words as the name of the site."""
    if not blocks or blocks[0].text_class in _NO_TITLES or "\n" in blocks[0].text:
        return
    title, most = _normalised(blocks[0]), len(blocks[0].text)
    least = weights.MIN_HEADLINE_SHARE * len(title)
    for place, block in enumerate(blocks[1:], start=1):
        has_length = least <= len(block.text) <= most and block.words >= weights.MIN_HEADLINE_WORDS
        if has_length and block.text_class not in _NO_TITLES:
            words = _normalised(block)
            if least <= len(words) and words in title:
                yield place


def _normalised(block: Block) -> str:
    """Return a line normalised for comparison: without case, extra spaces and the marks around it."""
    return " ".join(fold(block.text).strip(EDGE).split())


def _menus(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the runs of labels that are long enough for a menu."""
    start = 0
    for place in range(len(blocks) + 1):
        if place == len(blocks) or not is_label(blocks[place]):
            if place - start >= weights.MIN_MENU:
                yield range(start, place)
            start = place + 1


def _has_enough_prose(
    blocks: Sequence[Block],
    found: Mapping[int, Sequence[Finding]],
    article: range,
    comment_families: Container[str],
) -> bool:
    """Tell whether an article has enough words in sentences, absolutely and compared to those outside of it.

    Otherwise the document is a listing, of goods or of other articles. Comments below the article may be of any length.
    """
    inside = outside = 0.0
    for place, block in enumerate(blocks):
        if place >= article.stop and any(one.whole and one.family in comment_families for one in found.get(place, ())):
            break
        if block.text_class in SENTENCES:
            if place in article:
                inside += block.words
            elif place not in found:
                outside += block.words
    return inside >= weights.MIN_PAGE_ARTICLE and outside <= weights.MAX_PROSE_BESIDE * inside
