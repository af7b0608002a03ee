"""Builds a `Document` from the nodes of a page in document order, whichever parser they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import gt
from typing import Final

import regex

from cleantext.document import Block, Document, Element, Mark, new_block, new_element
from cleantext.text_class import classify

# fmt: off
#: Elements whose content is not visible text of the page.
NOT_SHOWN: Final = frozenset([
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "svg", "canvas", "object",
    "embed", "applet", "audio", "video", "source", "track", "iframe", "frame", "frameset", "noframes", "select",
    "datalist", "option", "optgroup", "textarea", "input", "param", "area", "map", "progress", "meter", "rp", "rt",
    "annotation", "annotation-xml", "-comment", "!doctype",
])
# fmt: on
#: The kind of the blocks in an element: of its own text, and of the text in descendants that are not listed.
_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    "blockquote": "quote",
    "p": "paragraph",
}
# fmt: off
#: Further block-level elements, which have no kind of their own.
_OTHER_BLOCKS: Final = frozenset([
    "html", "body", "address", "article", "aside", "button", "center", "details", "dialog", "dir", "div", "dl",
    "fieldset", "figure", "footer", "form", "frameset", "header", "hgroup", "hr", "legend", "main", "menu", "nav", "ol",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])
# fmt: on
#: Block-level elements: they begin and end a line.
_BLOCK_LEVEL: Final = _OTHER_BLOCKS.union(_KINDS)
#: Block-level elements with no blank line around them; others have one, unless they are inside a list item.
_TIGHT: Final = frozenset(("li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot"))
_CELLS: Final = frozenset(("td", "th"))
# fmt: off
#: Inline elements, which leave no trace in the document.
_INLINE: Final = frozenset([
    "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "mi", "mn", "mo", "mrow", "mtext", "msub", "msup", "mfrac",
    "semantics", "nobr", "output", "picture", "q", "rb", "rbc", "rtc", "ruby", "s", "samp", "slot", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
])
# fmt: on
#: Kinds that a paragraph inherits from the element around it.
_INHERITED: Final = frozenset(("item", "caption", "quote", "code"))
#: Inline elements that writers render, and the kind of their `Mark`.
_MARKED: Final = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "sub": "sub",
    "sup": "sup",
    "del": "del",
    "s": "del",
}
#: Prefix of the ids of hidden elements in which React streams parts of a page, which a script moves into view.
_STREAMED: Final = "S:"
#: The tag of a declarative shadow root (a `<template>` in the page) once it is read, and its step in `Document.steps`.
SHADOW_ROOT: Final = "shadow-root"
SHADOW_STEP: Final = "reader/shadow-root"
#: Selector of the elements of the head that hold the title of a page.
TITLES: Final = 'title, meta[property="og:title"]'
#: The type of schema.org that marks a page as a forum thread (https://schema.org/DiscussionForumPosting).
DISCUSSION: Final = "DiscussionForumPosting"
#: The role of a node while a page is read: an element that is skipped with its content, an inline element that is
#: ignored, one that is tracked (as are all that are not listed), a text, or a formula, which may be in an attribute.
SKIPPED, IGNORED, TRACKED, TEXT_NODE, FORMULA = range(5)
_ROLES: Final = {
    **dict.fromkeys(NOT_SHOWN, SKIPPED),
    **dict.fromkeys(_INLINE, IGNORED),
    "-text": TEXT_NODE,
    "math": FORMULA,
}
#: The roles where links, emphasis and pictures are wanted as marks, too.
_MARKING_ROLES: Final = {**_ROLES, **dict.fromkeys((*_MARKED, "img"), TRACKED)}
#: Attributes that may hide an element, beside its class names.
_HIDING: Final = frozenset(("hidden", "aria-hidden", "style"))
#: Roles of panels, which a click shows.
_PANELS: Final = frozenset(("tabpanel", "region"))
_INVISIBLE: Final = regex.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", regex.IGNORECASE)
# fmt: off
#: Class names with which themes and frameworks hide text from all but screen readers.
_FOR_SCREEN_READERS: Final = frozenset([
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader", "screen-reader-only",
    "element-invisible", "assistive-text", "show-for-sr", "u-visually-hidden", "hidden-visually", "a11y-hidden",
    "offscreen", "off-screen",
])
# fmt: on
#: Maximum characters of a table row, and maximum elements in it, for a row of data; a larger one is page layout.
MAX_ROW: Final = 1000
#: The separator between the cells of a row; it is longer than the line breaks between two blocks.
CELL: Final = " | "
#: Maximum digits of the number of a list item, as in Markdown (https://spec.commonmark.org).
MAX_NUMBER_DIGITS: Final = 9


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element with these attributes is hidden from view, and no panel that a click shows."""
    names = attributes.get("class")
    if names and _is_for_screen_readers(names):
        return True
    if _HIDING.isdisjoint(attributes) or _is_panel(attributes):
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return not (attributes.get("id") or "").startswith(_STREAMED)
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and _INVISIBLE.search(style or "") is not None


def _is_panel(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether a click on what an element is labelled by shows it: a tab, or a question above its answer.

    (https://www.w3.org/WAI/ARIA/apg/patterns: tabs and accordions.) Dialogues and menus have roles of their own, or at
    least take the focus, as those of Bootstrap do (https://getbootstrap.com/docs/5.3/components/modal/).
    """
    role = attributes.get("role")
    return role in _PANELS or (not role and "aria-labelledby" in attributes and "tabindex" not in attributes)


@lru_cache(maxsize=1 << 14)
def _is_for_screen_readers(names: str) -> bool:
    return not _FOR_SCREEN_READERS.isdisjoint(names.lower().split())


def breaks_line(tag: str) -> bool:
    """Tell whether an element of this name always begins a new line."""
    return tag in _BLOCK_LEVEL or tag == "br"


class _Elements:
    """The elements that have text, or are cells, as one list for each field; `firsts` and `stops` are block indices."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.names: list[str] = []
        self.roles: list[str] = []
        self.parents: list[int] = []
        self.firsts: list[int] = []
        self.stops: list[int] = []

    def begin(self, tag: str, attributes: Mapping[str, str | None], parent: int, first: int) -> int:
        """Add an element that begins before the block `first`, and return its index."""
        self.tags.append(tag)
        self.names.append(_names(attributes, tag) if attributes else "")
        self.roles.append(attributes.get("role") or "" if attributes else "")
        self.parents.append(parent)
        self.firsts.append(first)
        self.stops.append(first)
        return len(self.tags) - 1

    def filled(self) -> tuple[list[Element], list[int]]:
        """Return the elements with text, and for each element its index among them, or -1; the last item is -1, too."""
        rows = zip(self.tags, self.names, self.roles, self.parents, self.firsts, self.stops, strict=True)
        if all(map(gt, self.stops, self.firsts)):
            return list(map(new_element, rows)), [*range(len(self.tags)), -1]
        elements: list[Element] = []
        places = [-1] * (len(self.tags) + 1)
        for index, (tag, names, role, parent, first, stop) in enumerate(rows):
            if stop > first:
                places[index] = len(elements)
                elements.append(new_element((tag, names, role, places[parent], first, stop)))
        return elements, places


#: An open block-level element: its tag, its attributes, the kind to restore after it, and the line breaks around it.
_Open = tuple[str, Mapping[str, str | None], str, int]
#: What `DocumentBuilder.open` returns and `close` takes: a block-level element, or the tag of an inline one.
Opened = _Open | str


class DocumentBuilder:
    """Builds a document from the nodes of a page, which it is given in document order.

    A reader calls `open` for each element, `write` for each text, and `close` where an element ends, with what `open`
    returned for it, unless that is None. The reader also sets `concealed`, `titles`, `is_discussion` and `steps`, which
    are passed on to the document.
    """

    def __init__(self, marks: bool = False) -> None:
        self.concealed = 0
        self.steps: tuple[str, ...] = ()
        self.titles: tuple[str, ...] = ()
        self.is_discussion = False
        self._block_texts: list[str] = []
        #: For each block: kind, element, characters in links, line breaks before it, and number of links.
        self._blocks: list[tuple[str, int, int, int, int]] = []
        self._elements = _Elements()
        self._opened: list[_Open] = []
        self._ancestors: list[
            int
        ] = []  # Indices of the open elements that have text; the rest of `_opened` has none yet.
        self._innermost = -1
        self._kind = "paragraph"
        self._pieces: list[str] = []
        self._links = self._begun = self._linked = self._breaks = 0
        self._marking = _Marking() if marks else None

    @property
    def roles(self) -> Mapping[str, int]:
        """The role of each node by its tag; one that is not listed is `TRACKED`."""
        return _ROLES if self._marking is None else _MARKING_ROLES

    def write(self, text: str) -> None:
        """Add text to the current line."""
        pieces = self._pieces
        if pieces or not text.isspace() or self._kind == "code":
            pieces.append(text)
            if self._links:
                self._linked += 1 if text.isspace() else len(text)

    def open(self, tag: str, attributes: Mapping[str, str | None]) -> Opened | None:
        """Open an element; return the argument for `close`, or None if it need not be closed."""
        if tag in _BLOCK_LEVEL or ("-" in tag and self._stands_alone()):
            if self._kind != "code":
                return self._open_block(tag, attributes)
            self._end_line_of_code()
        elif tag == "a":
            self._links += 1
            self._begun += 1
            if self._marking is not None:
                self._marking.begin("a", attributes.get("href") or "", self._pieces)
            return tag
        elif tag == "br":
            self._break()
        elif self._marking is not None and "-" not in tag:
            return self._mark(tag, attributes, self._marking)
        return None

    def close(self, opened: Opened) -> None:
        """Close the innermost open element."""
        if isinstance(opened, str):
            if opened == "a":
                self._links -= 1
            if self._marking is not None:
                self._marking.end(self._pieces)
            return
        tag, _, kind, breaks = opened
        if self._pieces:
            self._flush(breaks)
        elif breaks > self._breaks:
            self._breaks = breaks
        self._kind = kind
        self._opened.pop()
        if len(self._ancestors) > len(self._opened):
            element = self._ancestors.pop()
            self._elements.stops[element] = len(self._block_texts)
            self._innermost = self._elements.parents[element]
            if tag == "tr":
                self._read_row(element)

    def document(self) -> Document:
        """Return the document, once all elements are closed; elements without text are left out."""
        self._flush(2)
        elements, places = self._elements.filled()
        pieces: list[str] = []
        blocks: list[Block] = []
        position = -2
        for text, (kind, element, linked, breaks, links) in zip(self._block_texts, self._blocks, strict=True):
            pieces += ("\n" * breaks, text)
            position += breaks if blocks else 2
            size = len(text)
            end = position + size
            link_chars = linked if linked < size else size
            words, text_class = classify(text) if kind != "code" else (text.count(" ") + 1, "code")
            blocks.append(new_block((position, end, text, words, text_class, kind, link_chars, links, places[element])))
            position = end
        marks = self._marking.marks(blocks) if self._marking is not None else ()
        text = "".join(pieces[1:])
        return Document(
            text, tuple(blocks), tuple(elements), marks, self.titles, self.is_discussion, self.steps, self.concealed
        )

    def _open_block(self, tag: str, attributes: Mapping[str, str | None]) -> Opened:
        kind = self._kind
        breaks = 1 if tag in _TIGHT or kind == "item" else 2
        if self._pieces:
            self._flush(breaks)
        elif breaks > self._breaks:
            self._breaks = breaks
        opened = (tag, attributes, kind, breaks)
        self._opened.append(opened)
        if tag in _KINDS:
            own = _KINDS[tag]
            if own != "paragraph" or kind not in _INHERITED:
                self._kind = own
        elif tag in _CELLS:
            self._begin_elements()
        elif tag == "ol" and self._marking is not None:
            self._marking.number(attributes.get("start") or "")
        return opened

    def _begin_elements(self) -> None:
        """Add the open elements that had no text until now to the elements of the document."""
        around, place = self._ancestors, len(self._block_texts)
        for tag, attributes, _, _ in self._opened[len(around) :]:
            self._innermost = self._elements.begin(tag, attributes, self._innermost, place)
            around.append(self._innermost)

    def _mark(self, tag: str, attributes: Mapping[str, str | None], marking: _Marking) -> Opened | None:
        """Open an inline element that writers render."""
        if tag == "img":
            if self._kind != "code":
                marking.picture(_source_of(attributes), attributes.get("alt") or "", self._pieces)
            return None
        if self._kind == "code" or tag not in _MARKED:
            if tag == "code":
                marking.language = marking.language or attributes.get("class") or ""
            return None
        marking.begin(_MARKED[tag], "", self._pieces)
        return tag

    def _stands_alone(self) -> bool:
        """Tell whether a custom element is block-level here: it begins a line, and is not inside a sentence."""
        if self._kind in ("heading", "code") or self._links:
            return False
        if self._opened and self._opened[-1][0] == "p":
            return False
        return not any(piece and not piece.isspace() for piece in self._pieces)

    def _break(self) -> None:
        """End a line within a block; two breaks with nothing between them end a paragraph."""
        if self._kind == "code":
            self._pieces.append("\n")
            return
        if self._flush(0):
            self._breaks = 1
        elif self._blocks:
            self._breaks = min(self._breaks + 1, 2)

    def _end_line_of_code(self) -> None:
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self._pieces.append("\n")

    def _flush(self, breaks: int) -> bool:
        """Make a block of the current line, if it has any text, and note the line breaks that follow it."""
        found = False
        pieces = self._pieces
        if pieces:
            raw = "".join(pieces) if len(pieces) > 1 else pieces[0]
            pieces.clear()
            text = _lines_of_code(raw) if self._kind == "code" else " ".join(raw.split())
            if text:
                found = True
                if len(self._ancestors) < len(self._opened):
                    self._begin_elements()
                self._block_texts.append(text)
                self._blocks.append((self._kind, self._innermost, self._linked, self._breaks or 2, self._begun))
                self._breaks = 0
                if self._marking is not None:
                    self._marking.settle(len(self._block_texts) - 1, text, self._kind)
            self._linked = self._begun = 0
            if self._marking is not None:
                self._marking.restart()
        if breaks > self._breaks:
            self._breaks = breaks
        return found

    def _read_row(self, row: int) -> None:
        """Join the cells of a row to one block, unless the row is page layout."""
        elements = self._elements
        first = elements.firsts[row]
        texts = self._block_texts[first:]
        fewest = 2 if self._marking is None else 1
        inside = range(row + 1, len(elements.tags))
        # A limit on elements keeps this linear for tables nested in tables.
        if len(texts) < fewest or len(inside) >= MAX_ROW or sum(map(len, texts)) > MAX_ROW:
            return
        cells = [index for index in inside if elements.tags[index] in _CELLS]
        filled = sum(elements.stops[cell] > elements.firsts[cell] for cell in cells)
        joined = 2 <= len(texts) <= filled and not any("\n" in text for text in texts)
        if self._marking is not None:
            own = [
                (elements.tags[cell] == "th", elements.firsts[cell], elements.stops[cell])
                for cell in cells
                if elements.parents[cell] == row
            ]
            self._marking.divide(first, texts, own, joined)
        if joined:
            self._join(first, texts, elements.parents[cells[0]])
            elements.stops[row] = first + 1
            elements.firsts[row + 1 :] = elements.stops[row + 1 :] = [first] * len(inside)

    def _join(self, first: int, texts: Sequence[str], element: int) -> None:
        """Join the blocks from `first` on to one row in `element`."""
        linked = sum(block[2] for block in self._blocks[first:])
        links = sum(block[4] for block in self._blocks[first:])
        breaks = self._blocks[first][3]
        self._block_texts[first:] = [CELL.join(texts)]
        self._blocks[first:] = [("row", element, linked, breaks, links)]
        self._breaks = 1


class _Marking:
    """Records where links, emphasis and pictures begin and end, as offsets into their block.

    `language` is the class of the `<code>` in a `<pre>`, which names the language of the code.
    """

    def __init__(self) -> None:
        self.language = ""
        self._open: dict[str, tuple[str, int]] = {}
        self._ancestors: list[str] = []
        self._here: list[tuple[str, str, int, int]] = []
        self._waiting: list[tuple[str, str, int, int]] = []
        self._settled: list[tuple[int, str, str, int, int]] = []
        self._measured = self._length = 0
        self._space = False

    def begin(self, kind: str, target: str, pieces: list[str]) -> None:
        """Begin a mark after the text in `pieces`, the block so far; one inside another of its kind is ignored."""
        self._ancestors.append("" if kind in self._open else kind)
        if kind not in self._open:
            self._open[kind] = (target, self._offset(pieces))

    def end(self, pieces: list[str]) -> None:
        """End the innermost mark."""
        kind = self._ancestors.pop()
        if kind:
            self._here.append((kind, *self._open.pop(kind), self._offset(pieces)))

    def picture(self, source: str, text: str, pieces: list[str]) -> None:
        """Note a picture with its alternative text."""
        offset = self._offset(pieces)
        source = source.replace("\n", "")
        self._here.append(("img", f"{source}\n{' '.join(text.split())}", offset, offset))

    def number(self, start: str) -> None:
        """Note the number of a list's first item, unless it is one."""
        if start.isdecimal() and len(start) <= MAX_NUMBER_DIGITS and int(start) != 1:
            self._here.append(("ol", str(int(start)), 0, 0))

    def settle(self, block: int, text: str, kind: str) -> None:
        """Give the marks of the line to a block; those that are still open go on in the next one."""
        if kind == "code":
            self._settled.append((block, "code", self.language, 0, len(text)))
            self.language = ""
        else:
            still = [(kind, target, start, len(text)) for kind, (target, start) in self._open.items()]
            for mark in (*self._waiting, *self._here, *still):
                self._settle(block, text, *mark)
            self._waiting.clear()
            self._here.clear()

    def _settle(self, block: int, text: str, kind: str, target: str, start: int, end: int) -> None:
        """Give a mark to a block, without the space around what it marks; pictures and numbers have no text."""
        start, end = min(start, len(text)), min(end, len(text))
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end or kind in ("img", "ol"):
            self._settled.append((block, kind, target, start, end))

    def restart(self) -> None:
        """Begin a new line; what had no line to stand in waits for this one."""
        self._waiting += [(kind, target, 0, 0) for kind, target, _, _ in self._here if kind in ("img", "ol")]
        self._here.clear()
        self._open = {kind: (target, 0) for kind, (target, _) in self._open.items()}
        self._measured = self._length = 0
        self._space = False

    def divide(self, first: int, texts: Sequence[str], cells: Sequence[tuple[bool, int, int]], joined: bool) -> None:
        """Mark the cells of a row that begins with the block `first`: all, if its texts are joined, or the empty ones.

        Of each cell, `cells` tell whether it is a header, its first block, and the one after its last. An empty cell
        is at the beginning of the text after it, or at the end of the last one.
        """
        empty = Counter(begin for _, begin, stop in cells if begin == stop)
        headers = {place for header, begin, stop in cells if header for place in range(begin, stop)}
        offsets = list(accumulate((len(text) + len(CELL) for text in texts), initial=0))
        if joined:
            self._join(first, offsets)
        for place, text in enumerate(texts, first):
            block, start = (first, offsets[place - first]) if joined else (place, 0)
            end = start + len(text)
            self._settled += [(block, "td", "", start, start)] * empty[place]
            if joined:
                self._settled.append((block, "th" if place in headers else "td", "", start, end))
        self._settled += [(block, "td", "", end, end)] * empty[first + len(texts)]

    def _join(self, first: int, offsets: Sequence[int]) -> None:
        """Move the marks of the blocks from `first` on, which become one, to where their texts begin."""
        moved: list[tuple[int, str, str, int, int]] = []
        while self._settled and self._settled[-1][0] >= first:
            block, kind, target, start, end = self._settled.pop()
            if kind not in ("td", "th"):  # of a table within the cell
                offset = offsets[block - first]
                moved.append((first, kind, target, start + offset, end + offset))
        self._settled += reversed(moved)

    def marks(self, blocks: Sequence[Block]) -> tuple[Mark, ...]:
        """Return all marks, by position in the text, the outer before the inner."""
        found = [
            Mark(blocks[block].start + start, blocks[block].start + end, kind, target)
            for block, kind, target, start, end in self._settled
        ]
        return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end)))

    def _offset(self, pieces: list[str]) -> int:
        """Return the length of the text that the pieces make so far, with white space normalised."""
        for piece in pieces[self._measured :]:
            words = " ".join(piece.split())
            if words:
                if self._length and (self._space or piece[0].isspace()):
                    self._length += 1
                self._length += len(words)
                self._space = piece[-1].isspace()
            elif piece:
                self._space = True
        self._measured = len(pieces)
        return self._length


def _names(attributes: Mapping[str, str | None], tag: str) -> str:
    """Return classes, id and microdata property of an element; not the id of a heading, which only repeats its text."""
    names = attributes.get("class") or ""
    if (id_ := attributes.get("id")) and _KINDS.get(tag) != "heading":
        names = f"{names} {id_}"
    if property_ := attributes.get("itemprop"):
        names = f"{names} {property_}"
    return names


def _source_of(attributes: Mapping[str, str | None]) -> str:
    """Return the address of a picture, also one that is loaded lazily, by a script."""
    source = attributes.get("src") or ""
    if source and not source.startswith("data:"):
        return source
    later = (attributes.get(name) for name in ("data-src", "data-lazy-src", "data-original"))
    return next(filter(None, later), source)


def _lines_of_code(raw: str) -> str:
    """Return code without blank lines around it, and without white space at the end of lines."""
    return "\n".join(line.rstrip() for line in raw.replace("\0", "").splitlines()).strip("\n")
