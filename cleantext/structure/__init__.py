"""Finds the main content of a page, and the sections of it that are chrome, by its elements.

In this order: elements that are called chrome (`names`), unless they hold much of the prose; texts that a page shows
twice; everything outside the innermost element that holds nearly all prose which is left (`body`); and inside it,
lists of links, cards of other articles and headings that head nothing any more (`clutter`).

The thresholds were chosen by the mean figures of the development pages (see `benchmarks/README.md`), each among a few
values, and are round: between neighbouring values the figures differ by a thousandth or two.
"""

from __future__ import annotations

from typing import Final

from cleantext.document import Document, Section
from cleantext.structure.body import cut_outside, find_body
from cleantext.structure.clutter import cut_clutter, cut_repeated
from cleantext.structure.names import cut_named
from cleantext.structure.page import Page
from cleantext.vocabulary import Vocabulary

#: The rules that no pack holds, as structure alone shows what they cut, and what each cuts.
RULES: Final = {
    "main-content/outside": "what stands outside the element with nearly all of the prose, not next to it and no lead",
    "main-content/repeated": "a long text that the page has shown before, in another element",
    "related-links/link-list": "an element of a few short links, at the edges of the text, or a box of them inside",
    "related-links/cards": "elements in a row of their kind, each with a link and a little text, where they are few",
    "post-metadata/headline": "a title of the first level above the first prose",
}


def find_sections(document: Document, vocabulary: Vocabulary) -> tuple[Section, ...]:
    """Return the sections of a page that are chrome by its structure, in the order in which they were found.

    A block may stand in several; what is in none of them is the main content, as far as structure tells.
    """
    page = Page(document)
    if page.elements:
        bodies = cut_named(page, vocabulary)
        cut_repeated(page)
        body = find_body(page, bodies)
        cut_outside(page, body)
        cut_clutter(page, body)
    return tuple(page.sections)
