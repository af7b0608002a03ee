"""Builds a document from the nodes of a page, whichever parser they come from: text, blocks, elements and marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import Final

import regex

from cleantext.document import Block, Document, Element, Mark

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
#: Elements in which white space counts.
CODE: Final = frozenset(name for name, kind in _KINDS.items() if kind == "code")
#: Elements that stand close together; others have a blank line around them, unless they stand in an item.
_CLOSE: Final = frozenset(("li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot"))
_CELLS: Final = frozenset(("td", "th"))
# fmt: off
#: Elements that stand within a line and leave no trace in the text.
_INLINE: Final = frozenset([
    "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "math", "mi", "mn", "mo", "mrow", "mtext", "msub", "msup", "mfrac",
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
#: What an element is to a reader: it hides what is in it; it stands within a line and leaves no trace; it leaves one;
#: it stands on lines of its own; or it leaves a trace and has no end.
HIDDEN, SILENT, TRACED, STANDING, VOID = range(5)
_ROLES: Final = {
    **dict.fromkeys(HIDING, HIDDEN),
    **dict.fromkeys(_INLINE, SILENT),
    **dict.fromkeys(_STANDING, STANDING),
    "br": VOID,
}
#: The same where links, emphasis and pictures are marked.
_MARKING_ROLES: Final = {**_ROLES, **dict.fromkeys(_MARKED, TRACED), "img": VOID}
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


class _Element:
    """An element with text, or a cell; `first` and `stop` are indices of blocks."""

    __slots__ = ("first", "names", "parent", "role", "stop", "tag")

    def __init__(self, tag: str, names: str, role: str, parent: int, first: int) -> None:
        self.tag = tag
        self.names = names
        self.role = role
        self.parent = parent
        self.first = self.stop = first


class _Open:
    """An element that is being read; `kind` is what stood around it, `element` is there once it has text."""

    __slots__ = ("attributes", "element", "kind", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str | None], kind: str) -> None:
        self.tag = tag
        self.attributes = attributes
        self.kind = kind
        self.element: _Element | None = None


class Linearised:
    """Takes the nodes of a page in order, and makes a document of them.

    A reader calls `open` for each element, `write` for each text, and `close` where an element ends for which `open`
    returned true. They only take notes, in `events`: the text of a node, the name and attributes of an element that
    begins, None where one ends. `document` reads the notes in one go.
    """

    def __init__(self, marks: bool = False) -> None:
        self.events: list[str | tuple[str, Mapping[str, str | None]] | None] = []
        self._texts: list[str] = []
        self._blocks: list[tuple[str, int, int, int]] = []  # kind, element, characters in links, line breaks before
        self._elements: list[_Element] = []
        self._around: list[_Open | str] = []
        self._textless: list[_Open] = []
        self._current = -1
        self._kind = "paragraph"
        self._pieces: list[str] = []
        self._links = self._linked = self._breaks = 0
        self._marking = _Marking() if marks else None

    def write(self, text: str) -> None:
        """Add text to the line that is being read."""
        self.events.append(text)

    def open(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Begin an element; return whether it must be closed."""
        role = self.roles.get(tag, TRACED)
        if role == SILENT:
            return False
        self.events.append((tag, attributes))
        return role != VOID

    def close(self) -> None:
        """End the innermost element that is open."""
        self.events.append(None)

    @property
    def roles(self) -> Mapping[str, int]:
        """The role of each element by its name; one that is not listed is `TRACED`."""
        return _ROLES if self._marking is None else _MARKING_ROLES

    def document(self) -> Document:
        """Return what has been read, once all elements are closed; elements without text are left out."""
        self.take()
        self._flush(2)
        elements: list[Element] = []
        places = [-1] * (len(self._elements) + 1)  # The last one is that of no element, -1.
        for index, each in enumerate(self._elements):
            if each.stop > each.first:
                places[index] = len(elements)
                elements.append(Element(each.tag, each.names, each.role, places[each.parent], each.first, each.stop))
        pieces: list[str] = []
        blocks: list[Block] = []
        position = -2
        for text, (kind, element, linked, breaks) in zip(self._texts, self._blocks, strict=True):
            pieces += ("\n" * breaks, text)
            position += breaks if blocks else 2
            size = len(text)
            end = position + size
            link_chars = linked if linked < size else size
            blocks.append(Block(position, end, text, text.count(" ") + 1, "", kind, link_chars, places[element]))
            position = end
        marks = self._marking.marks(blocks) if self._marking is not None else ()
        return Document("".join(pieces[1:]), tuple(blocks), elements=tuple(elements), marks=marks)

    def take(self) -> None:
        """Go through the notes, and throw them away: a reader of a large page has it done now and then."""
        write, pieces, around = self._pieces.append, self._pieces, self._around
        for event in self.events:
            if event.__class__ is str:
                if not pieces and self._kind != "code" and event.isspace():
                    continue
                write(event)
                if self._links:
                    self._linked += 1 if event.isspace() else len(event)
            elif event is None:
                ended = around.pop()
                if isinstance(ended, str):
                    self._end(ended)
                    continue
                breaks = 1 if ended.tag in _CLOSE or ended.kind == "item" else 2
                if pieces:
                    self._flush(breaks)
                elif breaks > self._breaks:
                    self._breaks = breaks
                self._kind = ended.kind
                if ended.element is None:
                    self._textless.pop()
                else:
                    self._close(ended.element)
            else:
                self._open(*event)
        self.events.clear()

    def _open(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Begin an element that leaves a trace."""
        if tag in _STANDING or ("-" in tag and self._stands_alone()):
            if self._kind == "code":
                self._end_line_of_code()
                self._around.append("")
            else:
                self._open_block(tag, attributes)
        elif tag == "a":
            self._links += 1
            self._around.append("a")
            if self._marking is not None:
                self._marking.begin("a", attributes.get("href") or "", self._pieces)
        elif tag == "br":
            self._break()
        elif self._marking is None or "-" in tag:
            self._around.append("")
        else:
            self._mark(tag, attributes, self._marking)

    def _mark(self, tag: str, attributes: Mapping[str, str | None], marking: _Marking) -> None:
        """Begin an element within a line that writers render."""
        if tag == "img":
            if self._kind != "code":
                marking.picture(_source_of(attributes), attributes.get("alt") or "", self._pieces)
            return
        if self._kind == "code" or tag not in _MARKED:
            if tag == "code":
                marking.language = marking.language or attributes.get("class") or ""
            self._around.append("")
            return
        self._around.append(tag)
        marking.begin(_MARKED[tag], "", self._pieces)

    def _end(self, tag: str) -> None:
        """End an element within a line."""
        if tag == "a":
            self._links -= 1
        if tag and self._marking is not None:
            self._marking.end(self._pieces)

    def _close(self, element: _Element) -> None:
        element.stop = len(self._texts)
        self._current = element.parent
        if element.tag == "tr":
            self._read_row(element)

    def _open_block(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        kind = self._kind
        breaks = 1 if tag in _CLOSE or kind == "item" else 2
        if self._pieces:
            self._flush(breaks)
        elif breaks > self._breaks:
            self._breaks = breaks
        opened = _Open(tag, attributes, kind)
        self._around.append(opened)
        self._textless.append(opened)
        if tag in _KINDS:
            own = _KINDS[tag]
            if own != "paragraph" or kind not in _INHERITED:
                self._kind = own
        elif tag in _CELLS:
            self._take_up()
        elif tag == "ol" and self._marking is not None:
            self._marking.number(attributes.get("start") or "")

    def _take_up(self) -> None:
        """Make elements of those that are open and had no text until now."""
        for opened in self._textless:
            tag, attributes = opened.tag, opened.attributes
            names = role = ""
            if attributes:
                names = _names(attributes, tag)
                role = attributes.get("role") or ""
            opened.element = _Element(tag, names, role, self._current, len(self._texts))
            self._current = len(self._elements)
            self._elements.append(opened.element)
        self._textless.clear()

    def _stands_alone(self) -> bool:
        """Tell whether an element of a name that HTML does not know begins a line, and is no part of a sentence."""
        if self._kind in ("heading", "code") or self._links:
            return False
        if next((opened.tag for opened in reversed(self._around) if isinstance(opened, _Open)), "") == "p":
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
                if self._textless:
                    self._take_up()
                self._texts.append(text)
                self._blocks.append((self._kind, self._current, self._linked, self._breaks or 2))
                self._breaks = 0
                if self._marking is not None:
                    self._marking.settle(len(self._texts) - 1, text, self._kind)
            self._linked = 0
            if self._marking is not None:
                self._marking.restart()
        if breaks > self._breaks:
            self._breaks = breaks
        return found

    def _read_row(self, row: _Element) -> None:
        """Make one block of the cells of a row, unless they are the columns of a layout."""
        texts = self._texts[row.first : row.stop]
        fewest = 2 if self._marking is None else 1
        if len(texts) < fewest or sum(map(len, texts)) > LONGEST_ROW:
            return
        inside: list[_Element] = []
        for element in islice(reversed(self._elements), LONGEST_ROW):
            if element is row:
                break
            inside.append(element)
        else:  # In tables within tables, each row would have to go through all that is in it.
            return
        cells = [element for element in reversed(inside) if element.tag in ("td", "th")]
        filled = sum(cell.stop > cell.first for cell in cells)
        joined = 2 <= len(texts) <= filled and not any("\n" in text for text in texts)
        if self._marking is not None:
            own = [cell for cell in cells if self._elements[cell.parent] is row]
            self._marking.divide(row.first, texts, own, joined)
        if joined:
            self._join(row, texts, cells[0].parent)
            for element in inside:
                element.first = element.stop = row.first

    def _join(self, row: _Element, texts: Sequence[str], element: int) -> None:
        """Make one block of the blocks in a row, which stands in `element`."""
        linked = sum(block[2] for block in self._blocks[row.first : row.stop])
        breaks = self._blocks[row.first][3]
        self._texts[row.first :] = [CELL.join(texts)]
        self._blocks[row.first :] = [("row", element, linked, breaks)]
        row.stop = row.first + 1
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

    def divide(self, first: int, texts: Sequence[str], cells: Sequence[_Element], joined: bool) -> None:
        """Mark the cells of a row that begins with the block `first`: all, if its texts are joined, or the empty ones.

        An empty cell stands at the beginning of the text behind it, or at the end of the last one.
        """
        empty = Counter(cell.first for cell in cells if cell.first == cell.stop)
        headers = {place for cell in cells if cell.tag == "th" for place in range(cell.first, cell.stop)}
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
