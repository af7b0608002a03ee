"""What a reader makes of a source, without any policy: text and blocks, and the elements and marks of a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple


class Block(NamedTuple):
    """A line of plain text (or a hard-wrapped paragraph), or a paragraph, heading, list item or table row of a page.

    `start` and `end` are code-point offsets into `Document.text`; `text` is that slice. `words` is its length in
    words, and `text_class` the class of its text (see `cleantext.text_class`). `kind` names what the block is:
    "paragraph" (all plain text), "heading", "item", "row" (of a table, cells joined), "caption", "quote" or "code".
    `link_chars` counts the characters inside links, `links` the links that begin in the block, and `element` is the
    index in `Document.elements` of the innermost element around it, -1 for plain text, which has neither.
    """

    start: int
    end: int
    text: str
    words: float = 0
    text_class: str = "fragment"
    kind: str = "paragraph"
    link_chars: int = 0
    links: int = 0
    element: int = -1


class Element(NamedTuple):
    """A block-level element of a page.

    `names` holds its classes, id and microdata property, separated by spaces; `role` is its ARIA role. `parent` is the
    index of the element around it, -1 for the root. Its text is the blocks from index `first` up to, but not
    including, `stop`.
    """

    tag: str
    names: str
    role: str
    parent: int
    first: int
    stop: int


class Mark(NamedTuple):
    """Inline markup of a part of a page's text, or a picture, for writers that render it.

    `kind` is "a", "strong", "em", "code", "sub", "sup", "del" or "img"; `target` is the address of a link, or address
    and alternative text of a picture, on two lines. A picture is an empty span.
    """

    start: int
    end: int
    kind: str
    target: str = ""


#: Constructors of a block and of an element from a tuple of all their fields, in half the time that the classes take.
new_block: Final = partial(tuple.__new__, Block)
new_element: Final = partial(tuple.__new__, Element)


@dataclass(frozen=True)
class Document:
    """A source as it was read.

    Attributes:
        text: the whole text; for plain text it is the input itself, character for character.
        blocks: the parts of it, in order.
        elements, marks: of a page.
        titles: the titles of a page, as given in `<title>` and `og:title`.
        is_discussion: whether the structured data of a page declare it a forum thread.
        steps: how a page was read beyond its visible text, such as "reader/hidden"; empty if it was not.
        concealed: maximum number of characters that reading what attributes hide would add to the text of a page.
    """

    text: str
    blocks: tuple[Block, ...]
    elements: tuple[Element, ...] = ()
    marks: tuple[Mark, ...] = ()
    titles: tuple[str, ...] = ()
    is_discussion: bool = False
    steps: tuple[str, ...] = ()
    concealed: int = field(default=0, compare=False)  # Parsers differ about white space.
