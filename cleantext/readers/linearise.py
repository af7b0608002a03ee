"""Builds a document from the nodes of a page, whichever parser they come from: text, blocks, elements and marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from operator import gt
from typing import Final

import regex

from cleantext.document import Block, Document, Element, Mark
from cleantext.text_class import classify

# fmt: off
#: Elements that show no text to a reader, or none that belongs to the page.
HIDING: Final = frozenset([
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "svg", "canvas", "object",
    "embed", "applet", "audio", "video", "source", "track", "iframe", "frame", "frameset", "noframes", "select",
    "datalist", "option", "optgroup", "textarea", "input", "param", "area", "map", "progress", "meter", "rp", "rt",
    "annotation", "annotation-xml", "-comment", "!doctype",
])
# fmt: on
#: What a block is whose text stands in such an element, directly or in elements that are not listed.
_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "code"),
    "blockquote": "quote",
    "p": "paragraph",
}
# fmt: off
#: Further elements that stand on lines of their own.
_BLOCKS: Final = frozenset([
    "html", "body", "address", "article", "aside", "button", "center", "details", "dialog", "dir", "div", "dl",
    "fieldset", "figure", "footer", "form", "frameset", "header", "hgroup", "legend", "main", "menu", "nav", "ol",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])
# fmt: on
#: Elements that stand on lines of their own.
_STANDING: Final = _BLOCKS.union(_KINDS)
#: Elements that stand close together; others have a blank line around them, unless they stand in an item.
_CLOSE: Final = frozenset(("li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot"))
_CELLS: Final = frozenset(("td", "th"))
# fmt: off
#: Elements that stand within a line and leave no trace in the text.
_INLINE: Final = frozenset([
    "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "mi", "mn", "mo", "mrow", "mtext", "msub", "msup", "mfrac",
    "semantics", "nobr", "output", "picture", "q", "rb", "rbc", "rtc", "ruby", "s", "samp", "slot", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
])
# fmt: on
#: Kinds that a paragraph takes over from the element around it.
_INHERITED: Final = frozenset(("item", "caption", "quote", "code"))
#: Inline elements that writers render.
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
#: Ids of the hidden elements in which React streams parts of a page, for a script to move into view.
_STREAMED: Final = "S:"
#: What a shadow root is called that a page declares in a `<template>`; the step of reading it, in `Document.steps`.
SHADOW_ROOT: Final = "shadow-root"
SHADOW_STEP: Final = "reader/shadow-root"
#: The elements of the head that say what a page is called.
TITLES: Final = 'title, meta[property="og:title"]'
#: What a page calls itself in its data that is a thread of a forum (https://schema.org/DiscussionForumPosting).
DISCUSSION: Final = "DiscussionForumPosting"
#: What a node is to a reader: an element that hides what is in it, one that stands within a line and leaves no trace,
#: or one that leaves a trace, as all do that are not listed; a text; or a formula, which may stand in an attribute.
HIDDEN, SILENT, TRACED, TEXT, FORMULA = range(5)
_ROLES: Final = {**dict.fromkeys(HIDING, HIDDEN), **dict.fromkeys(_INLINE, SILENT), "-text": TEXT, "math": FORMULA}
#: The same where links, emphasis and pictures are marked.
_MARKING_ROLES: Final = {**_ROLES, **dict.fromkeys((*_MARKED, "img"), TRACED)}
_INVISIBLE: Final = regex.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", regex.IGNORECASE)
# fmt: off
#: Class names by which style sheets of themes and frameworks hide text from all but screen readers.
_FOR_SCREEN_READERS: Final = frozenset([
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader", "screen-reader-only",
    "element-invisible", "assistive-text", "show-for-sr", "u-visually-hidden", "hidden-visually", "a11y-hidden",
    "offscreen", "off-screen",
])
# fmt: on
#: Characters of a row of cells, and elements in it, up to which it is a row of data, and not the columns of a layout.
LONGEST_ROW: Final = 1000
#: These make a block and an element of their fields, faster than the classes do.
_BLOCK: Final = partial(tuple.__new__, Block)
_ELEMENT: Final = partial(tuple.__new__, Element)
#: What stands between the cells of a row.
CELL: Final = " | "
#: Digits that a number in front of an item has at most, in Markdown as well (https://spec.commonmark.org).
LONGEST_NUMBER: Final = 9


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element with these attributes is hidden from whoever reads the page."""
    names = attributes.get("class")
    if names:
        if _is_for_screen_readers(names):
            return True
        if len(attributes) == 1:
            return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return not (attributes.get("id") or "").startswith(_STREAMED)
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and _INVISIBLE.search(style or "") is not None


@lru_cache(maxsize=1 << 14)
def _is_for_screen_readers(names: str) -> bool:
    return not _FOR_SCREEN_READERS.isdisjoint(names.lower().split())


def breaks_line(tag: str) -> bool:
    """Tell whether an element of this name ends the line before it, wherever it stands."""
    return tag in _STANDING or tag == "br"


class _Elements:
    """The elements that have text, or are cells, column by column; `firsts` and `stops` are indices of blocks."""

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
        """Return those with text, and the place of each one among them; the last place is that of no element, -1."""
        rows = zip(self.tags, self.names, self.roles, self.parents, self.firsts, self.stops, strict=True)
        if all(map(gt, self.stops, self.firsts)):
            return list(map(_ELEMENT, rows)), [*range(len(self.tags)), -1]
        elements: list[Element] = []
        places = [-1] * (len(self.tags) + 1)
        for index, (tag, names, role, parent, first, stop) in enumerate(rows):
            if stop > first:
                places[index] = len(elements)
                elements.append(Element(tag, names, role, places[parent], first, stop))
        return elements, places


#: A block that is open, with its attributes, the kind around it and the line breaks around it.
_Open = tuple[str, Mapping[str, str | None], str, int]
#: What a reader hands back where an element ends: the block, or the name of an element within a line.
Opened = _Open | str


class Linearised:
    """Takes the nodes of a page in order, and makes a document of them.

    A reader calls `open` for each element, `write` for each text, and `close` where an element ends, with what `open`
    returned for it, unless that is None. In `concealed` it counts the characters that it passes over as hidden; in
    `titles` and `steps` it notes what the document is to name (see `Document`).
    """

    def __init__(self, marks: bool = False) -> None:
        self.concealed = 0
        self.steps: tuple[str, ...] = ()
        self.titles: tuple[str, ...] = ()
        self.is_discussion = False
        self._texts: list[str] = []
        #: Of each block: kind, element, characters in links, line breaks before, and links.
        self._blocks: list[tuple[str, int, int, int, int]] = []
        self._elements = _Elements()
        self._opened: list[_Open] = []
        self._around: list[int] = []  # Elements of those that have text; they were opened before those without.
        self._current = -1
        self._kind = "paragraph"
        self._pieces: list[str] = []
        self._links = self._begun = self._linked = self._breaks = 0
        self._marking = _Marking() if marks else None

    @property
    def roles(self) -> Mapping[str, int]:
        """The role of each node by its name; one that is not listed is `TRACED`."""
        return _ROLES if self._marking is None else _MARKING_ROLES

    def write(self, text: str) -> None:
        """Add text to the line that is being read."""
        pieces = self._pieces
        if pieces or not text.isspace() or self._kind == "code":
            pieces.append(text)
            if self._links:
                self._linked += 1 if text.isspace() else len(text)

    def open(self, tag: str, attributes: Mapping[str, str | None]) -> Opened | None:
        """Begin an element; return what `close` must be given, if it must be closed."""
        if tag in _STANDING or ("-" in tag and self._stands_alone()):
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
        """End the innermost element that is open."""
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
        if len(self._around) > len(self._opened):
            element = self._around.pop()
            self._elements.stops[element] = len(self._texts)
            self._current = self._elements.parents[element]
            if tag == "tr":
                self._read_row(element)

    def document(self) -> Document:
        """Return what has been read, once all elements are closed; elements without text are left out."""
        self._flush(2)
        elements, places = self._elements.filled()
        pieces: list[str] = []
        blocks: list[Block] = []
        position = -2
        for text, (kind, element, linked, breaks, links) in zip(self._texts, self._blocks, strict=True):
            pieces += ("\n" * breaks, text)
            position += breaks if blocks else 2
            size = len(text)
            end = position + size
            link_chars = linked if linked < size else size
            words, text_class = classify(text) if kind != "code" else (text.count(" ") + 1, "code")
            blocks.append(_BLOCK((position, end, text, words, text_class, kind, link_chars, links, places[element])))
            position = end
        marks = self._marking.marks(blocks) if self._marking is not None else ()
        text = "".join(pieces[1:])
        return Document(
            text, tuple(blocks), tuple(elements), marks, self.titles, self.is_discussion, self.steps, self.concealed
        )

    def _open_block(self, tag: str, attributes: Mapping[str, str | None]) -> Opened:
        kind = self._kind
        breaks = 1 if tag in _CLOSE or kind == "item" else 2
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
            self._take_up()
        elif tag == "ol" and self._marking is not None:
            self._marking.number(attributes.get("start") or "")
        return opened

    def _take_up(self) -> None:
        """Make elements of those that are open and had no text until now."""
        around, place = self._around, len(self._texts)
        for tag, attributes, _, _ in self._opened[len(around) :]:
            self._current = self._elements.begin(tag, attributes, self._current, place)
            around.append(self._current)

    def _mark(self, tag: str, attributes: Mapping[str, str | None], marking: _Marking) -> Opened | None:
        """Begin an element within a line that writers render."""
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
        """Tell whether an element of a name that HTML does not know begins a line, and is no part of a sentence."""
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
        """Make a block of the line that has been read, if it has any text, and note the breaks that follow it."""
        found = False
        pieces = self._pieces
        if pieces:
            raw = "".join(pieces) if len(pieces) > 1 else pieces[0]
            pieces.clear()
            text = _lines_of_code(raw) if self._kind == "code" else " ".join(raw.split())
            if text:
                found = True
                if len(self._around) < len(self._opened):
                    self._take_up()
                self._texts.append(text)
                self._blocks.append((self._kind, self._current, self._linked, self._breaks or 2, self._begun))
                self._breaks = 0
                if self._marking is not None:
                    self._marking.settle(len(self._texts) - 1, text, self._kind)
            self._linked = self._begun = 0
            if self._marking is not None:
                self._marking.restart()
        if breaks > self._breaks:
            self._breaks = breaks
        return found

    def _read_row(self, row: int) -> None:
        """Make one block of the cells of a row, unless they are the columns of a layout."""
        elements = self._elements
        first = elements.firsts[row]
        texts = self._texts[first:]
        fewest = 2 if self._marking is None else 1
        inside = range(row + 1, len(elements.tags))
        # In tables within tables, each row would have to go through all that is in it.
        if len(texts) < fewest or len(inside) >= LONGEST_ROW or sum(map(len, texts)) > LONGEST_ROW:
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
        """Make one block of those from `first` on, in a row that stands in `element`."""
        linked = sum(block[2] for block in self._blocks[first:])
        links = sum(block[4] for block in self._blocks[first:])
        breaks = self._blocks[first][3]
        self._texts[first:] = [CELL.join(texts)]
        self._blocks[first:] = [("row", element, linked, breaks, links)]
        self._breaks = 1


class _Marking:
    """Keeps where links, emphasis and pictures begin and end, in characters of the block that they stand in.

    `language` is the class of the `<code>` in a `<pre>`, which names its language.
    """

    def __init__(self) -> None:
        self.language = ""
        self._open: dict[str, tuple[str, int]] = {}
        self._around: list[str] = []
        self._here: list[tuple[str, str, int, int]] = []
        self._waiting: list[tuple[str, str, int, int]] = []
        self._settled: list[tuple[int, str, str, int, int]] = []
        self._measured = self._length = 0
        self._space = False

    def begin(self, kind: str, target: str, pieces: list[str]) -> None:
        """Begin a mark behind what `pieces` hold of the block so far; in another of its kind, it is none."""
        self._around.append("" if kind in self._open else kind)
        if kind not in self._open:
            self._open[kind] = (target, self._offset(pieces))

    def end(self, pieces: list[str]) -> None:
        """End the innermost mark."""
        kind = self._around.pop()
        if kind:
            self._here.append((kind, *self._open.pop(kind), self._offset(pieces)))

    def picture(self, source: str, text: str, pieces: list[str]) -> None:
        """Note a picture with its alternative text."""
        offset = self._offset(pieces)
        source = source.replace("\n", "")
        self._here.append(("img", f"{source}\n{' '.join(text.split())}", offset, offset))

    def number(self, start: str) -> None:
        """Note the number of a list's first item, unless it is one."""
        if start.isdecimal() and len(start) <= LONGEST_NUMBER and int(start) != 1:
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

        Of each cell, `cells` tell whether it is a header, its first block, and the one behind its last. An empty cell
        stands at the beginning of the text behind it, or at the end of the last one.
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
        """Return the length of the text that the pieces make so far, white space folded."""
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
    """Return the classes, the id and the microdata property of an element; the id of a heading only repeats it."""
    names = attributes.get("class") or ""
    if (id_ := attributes.get("id")) and _KINDS.get(tag) != "heading":
        names = f"{names} {id_}"
    if property_ := attributes.get("itemprop"):
        names = f"{names} {property_}"
    return names


def _source_of(attributes: Mapping[str, str | None]) -> str:
    """Return the address of a picture: what scripts will load in place of a blank one, if there is such a thing."""
    source = attributes.get("src") or ""
    if source and not source.startswith("data:"):
        return source
    later = (attributes.get(name) for name in ("data-src", "data-lazy-src", "data-original"))
    return next(filter(None, later), source)


def _lines_of_code(raw: str) -> str:
    """Return code as it stands, without blank lines around it and without space at the end of lines."""
    return "\n".join(line.rstrip() for line in raw.replace("\0", "").splitlines()).strip("\n")
