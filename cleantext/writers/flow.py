"""The tree of parts that Markdown and HTML are written from: kept blocks in their lists, quotes and tables."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from typing import Final, NamedTuple

import regex

from cleantext.document import Block, Document, Element, Mark
from cleantext.readers.linearise import CELL, MAX_ROW
from cleantext.spans import Spans
from cleantext.writers.inline import INLINE, Line, rendered

#: Maximum depth of nested lists and quotes; deeper content is put into the innermost of these.
MAX_NESTING: Final = 12
#: Number of elements, from a `<pre>` outward, whose class may name its language: those that highlighters add.
MAX_ANCESTORS: Final = 4
#: Maximum blocks in a row of data; a row with more is page layout.
MAX_ROW_BLOCKS: Final = 100

_LISTS: Final = frozenset(("ul", "ol", "menu", "dir", "dl"))
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Class names with the language of a listing: of Prism and highlight.js, SyntaxHighlighter, MediaWiki, GitHub
#: and Sphinx.
_LANGUAGE: Final = regex.compile(
    r"(?<!\S)(?:lang(?:uage)?-|brush:\s*|mw-highlight-lang-|highlight-(?:source-|text-)?)([a-zA-Z][\w+#.-]*)",
    regex.ASCII,
)
_NO_LANGUAGE: Final = frozenset(("default", "none", "text", "plain", "plaintext", "txt", "auto", "notranslate"))


class Kept(NamedTuple):
    """What is kept of a block: `text`, from `start` up to `end` in the kept text."""

    block: Block
    start: int
    end: int
    text: str


@dataclass(slots=True)
class TextPart:
    """A "paragraph", "heading" or "caption": its lines, none where only pictures stay, and the pictures before it."""

    kind: str
    level: int
    lines: list[Line]
    pictures: list[Mark]


class Code(NamedTuple):
    """A block of code, and the name of its language, "" if that is unknown."""

    text: str
    language: str


class Cell(NamedTuple):
    """A cell of a table, which may be empty."""

    header: bool
    lines: tuple[Line, ...]


class Table(NamedTuple):
    """Rows of cells; they need not have the same number of them."""

    rows: list[list[Cell]]


@dataclass(slots=True, eq=False)
class Group:
    """A container of parts: the "page", a "list" (which contains items only), an "item" or a "quote"."""

    kind: str
    outer: Group | None = None
    ordered: bool = False
    number: int = 1
    depth: int = 0
    attached: bool = False
    parts: list[Part] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Append a part to the group."""
        group = self
        while group.outer is not None and not group.attached:
            group.attached = True
            group.outer.parts.append(group)
            group = group.outer
        self.parts.append(part)


Part = Group | TextPart | Code | Table


def kept_blocks(document: Document, kept: Spans) -> Iterator[Kept]:
    """Yield the kept part of each block that has one, without the white space around it."""
    text, offset = kept.text, kept.offset
    for block in document.blocks:
        start, end = offset(block.start), offset(block.end)
        part = text[start:end]
        bare = part.strip()
        if bare:
            first = part.index(bare[0])
            if block.kind == "code":
                first = part.rfind("\n", 0, first) + 1
            start, end = start + first, start + len(part.rstrip())
            yield Kept(block, start, end, text[start:end])


def flow(document: Document, kept: Spans, *, images: bool = False) -> Group:
    """Return what is kept of a document as a tree of parts.

    `kept` are the spans of the document's text that are; pictures are left out unless `images` is set.
    A table that is only page layout is ignored: its content becomes parts like any other.

    >>> from cleantext.readers.html import read_html
    >>> page = read_html("<ul><li>High at noon.<li>Low at six.</ul>")
    >>> [item.parts[0].lines[0].text for item in flow(page, Spans(page.text, [(0, 13)])).parts[0].parts]
    ['High at noon.']
    """
    return _Flow(document, kept, images).page


def heading_levels(document: Document) -> list[int]:
    """Return, for each element of a document, the level of the innermost heading around it, from 1 to 6, or 0."""
    levels: list[int] = []
    for element in document.elements:
        outer = levels[element.parent] if element.parent >= 0 else 0
        levels.append(int(element.tag[1]) if element.tag in _HEADINGS else outer)
    return levels


def is_tight(item: Sequence[Part]) -> bool:
    """Tell whether an item begins with its only paragraph."""
    first, *others = item
    if not isinstance(first, TextPart) or first.kind != "paragraph" or first.pictures:
        return False
    return not any(isinstance(part, TextPart) and part.kind == "paragraph" for part in others)


class _Marks:
    """An index of marks by position."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = list(marks)
        self._starts = [mark.start for mark in self._marks]

    def within(self, start: int, end: int) -> list[Mark]:
        """Return the marks that begin between the offsets `start` and `end`."""
        return self._marks[bisect_left(self._starts, start) : bisect_right(self._starts, end)]


class _Place(NamedTuple):
    """The context of an element: its group, and the indices of the table, row and cell around it."""

    group: Group
    table: int = -1
    row: int = -1
    cell: int = -1


class _Places:
    """The contexts of a document's elements, in order; the last item is that of text outside of elements."""

    def __init__(self, document: Document, page: Group) -> None:
        self.places: list[_Place] = []
        self._last: dict[Group, tuple[Group, int]] = {}
        self._strays: dict[int, tuple[Group, int]] = {}
        self._starts = [block.start for block in document.blocks]
        self._numbers = {mark.start: int(mark.target) for mark in document.marks if mark.kind == "ol"}
        nowhere = _Place(page)
        for index, element in enumerate(document.elements):
            outer = self.places[element.parent] if element.parent >= 0 else nowhere
            self.places.append(self._place(index, element, outer))
        self.places.append(nowhere)

    def _place(self, index: int, element: Element, outer: _Place) -> _Place:
        tag = element.tag
        if tag in _LISTS:
            return outer._replace(group=self._list(element, outer.group))
        if tag in ("li", "dt", "dd"):
            return outer._replace(group=self._item(element, outer.group))
        if tag == "blockquote":
            return outer._replace(group=self._nested("quote", element, outer.group))
        if tag == "table":
            return outer._replace(table=index, row=-1, cell=-1)
        if tag == "tr" and outer.table >= 0:
            return outer._replace(row=index, cell=-1)
        if tag in ("td", "th") and outer.row == element.parent >= 0:
            return outer._replace(cell=index)
        return outer

    def _nested(self, kind: str, element: Element, outer: Group) -> Group:
        """Return a new group in `outer`, or in an item of it if it is a list; `outer` itself if that is too deep."""
        if outer.kind == "list":
            outer = self._item_before(element, outer) or self._next_item(element, outer)
        return Group(kind, outer, depth=outer.depth + 1) if outer.depth < MAX_NESTING else outer

    def _list(self, element: Element, outer: Group) -> Group:
        group = self._nested("list", element, outer)
        if element.tag == "ol" and group.kind == "list":
            group.ordered = True
            if element.first < element.stop:
                group.number = self._numbers.pop(self._starts[element.first], 1)
        return group

    def _item(self, element: Element, outer: Group) -> Group:
        """Return the group of an item; the description of a term belongs to the item of the term."""
        if outer.kind != "list":
            group, stop = self._strays.get(element.parent, (outer, -1))
            outer = group if stop == element.first else self._nested("list", element, outer)
            self._strays[element.parent] = (outer, element.stop)
            if outer.kind != "list":
                return outer
        before = self._item_before(element, outer) if element.tag == "dd" else None
        return before or self._next_item(element, outer)

    def _item_before(self, element: Element, group: Group) -> Group | None:
        """Return the item of a list that ends where an element begins, which now belongs to it."""
        item, stop = self._last.get(group, (None, -1))
        if item is not None and stop == element.first:
            self._last[group] = (item, element.stop)
            return item
        return None

    def _next_item(self, element: Element, group: Group) -> Group:
        last, _ = self._last.get(group, (None, -1))
        number = group.number if last is None else last.number + 1
        item = Group("item", group, number=number, depth=group.depth)
        self._last[group] = (item, element.stop)
        return item


class _Row(NamedTuple):
    """The kept blocks of a table row, and its cells; no cells if it is page layout, or not a row."""

    table: int
    cells: list[Cell]
    blocks: list[Kept]


class _Flow:
    """Builds the tree of parts of a document, block by block."""

    def __init__(self, document: Document, kept: Spans, images: bool) -> None:
        self.page = Group("page")
        self._document = document
        self._text = kept.text.replace("\0", "\ufffd")
        self._offset = kept.offset
        cells = ("td", "th")
        self._cell_marks = _Marks(mark for mark in document.marks if mark.kind in cells)
        self._marks = _Marks(mark for mark in rendered(document.marks, images) if mark.kind not in cells)
        self._places = _Places(document, self.page).places
        self._levels = heading_levels(document)
        self._last: tuple[TextPart, Kept] | None = None
        blocks = list(kept_blocks(document, kept))
        if images:
            blocks = sorted([*blocks, *self._figures(blocks)], key=lambda kept: kept.block.start)
        rows = groupby(blocks, lambda kept: self._places[kept.block.element].row)
        for table, some in groupby((self._row(row, list(blocks)) for row, blocks in rows), lambda row: row.table):
            self._add_rows(table, list(some))

    def _figures(self, kept: Sequence[Kept]) -> Iterator[Kept]:
        """Yield a block without text for each figure of whose caption nothing is kept, where what is around it is."""
        blocks, elements = self._document.blocks, self._document.elements
        stays = {one.block.start for one in kept}
        before = list(accumulate((block.start in stays for block in blocks), initial=0))
        for index, element in enumerate(elements):
            is_captioned = element.tag == "figure" and element.parent >= 0 and element.first < element.stop
            if is_captioned and self._places[index].row < 0:
                around = elements[element.parent]
                if before[element.first] == before[element.stop] and before[around.first] < before[around.stop]:
                    caption = blocks[element.first]._replace(end=blocks[element.stop - 1].end)
                    yield Kept(caption, 0, 0, "")

    def _add_rows(self, table: int, rows: list[_Row]) -> None:
        """Add the rows of a table, as a table unless no row has several cells, or it is one row of several lines."""
        filled = max(sum(bool(cell.lines) for cell in row.cells) for row in rows)
        if filled > 1 and (len(rows) > 1 or rows[0].blocks[0].block.kind == "row"):
            _inside(self._places[table].group).add(Table([row.cells for row in rows]))
            self._last = None
            return
        for row in rows:
            for kept in row.blocks:
                self._add_block(kept)

    def _add_block(self, kept: Kept) -> None:
        block, place = kept.block, self._places[kept.block.element]
        if block.kind == "code":
            lines = [line.rstrip() for line in self._text[kept.start : kept.end].splitlines()]
            _inside(place.group).add(Code("\n".join(lines).strip("\n"), self._language(block)))
            self._last = None
            return
        line = self._line(block.start, block.end)
        if not kept.text:
            if line.marks:
                _inside(place.group).add(TextPart("paragraph", 0, [], list(line.marks)))
            self._last = None
            return
        if self._last is not None and self._goes_on(self._last[1], kept):
            text = self._last[0]
            text.lines.append(line)
        else:
            pictures = [mark for mark in line.marks if mark.kind == "img" and mark.end == 0]
            line = Line(line.text, tuple(mark for mark in line.marks if mark.kind != "img" or mark.end))
            kind = block.kind if block.kind in ("heading", "caption") else "paragraph"
            text = TextPart(kind, self._levels[block.element] if kind == "heading" else 0, [line], pictures)
            _inside(place.group).add(text)
        self._last = (text, kept)

    def _goes_on(self, last: Kept, kept: Kept) -> bool:
        """Tell whether a block is a further line of the same element as the last one."""
        same = last.block.element == kept.block.element >= 0 and last.block.kind == kept.block.kind != "row"
        return same and self._text.count("\n", last.end, kept.start) == 1

    def _row(self, row: int, blocks: list[Kept]) -> _Row:
        cells = self._cells(row, blocks) if row >= 0 else []
        return _Row(self._places[row].table if cells else -1, cells, blocks)

    def _cells(self, row: int, blocks: list[Kept]) -> list[Cell]:
        """Return the cells of a row of which these blocks are kept, none if the row only lays out the page."""
        if blocks[0].block.kind == "row":
            cells = self._joined_cells(blocks[0].block)
            return cells if any(cell.lines for cell in cells) else []
        element = self._document.elements[row]
        if sum(len(kept.text) for kept in blocks) > MAX_ROW or element.stop - element.first > MAX_ROW_BLOCKS:
            return []
        if any(kept.block.kind in ("code", "heading") for kept in blocks):
            return []
        lines: dict[int, list[Line]] = {}
        for kept in blocks:
            cell = self._places[kept.block.element].cell
            lines.setdefault(cell, []).append(self._line(kept.block.start, kept.block.end))
        if len(lines) == len(blocks) > 1:  # the reader would have joined these, had nothing been cut
            return [_cell(False, *(line for some in lines.values() for line in some))]
        return [] if -1 in lines else self._separate_cells(row, lines)

    def _separate_cells(self, row: int, lines: Mapping[int, Sequence[Line]]) -> list[Cell]:
        """Return the cells of a row of which the reader joined no blocks: those with `lines`, and the empty ones."""
        cells: list[Cell] = []
        last = -1
        element = self._document.elements[row]
        for block in self._document.blocks[element.first : element.stop]:
            place = self._places[block.element]
            if place.row != row:  # of a table within a cell
                continue
            empty = [mark.start for mark in self._cell_marks.within(block.start, block.end)]
            cells += [_cell(False)] * empty.count(block.start)
            if place.cell != last:
                cells.append(_cell(self._document.elements[place.cell].tag == "th", *lines.get(place.cell, ())))
                last = place.cell
            cells += [_cell(False)] * empty.count(block.end)
        return cells

    def _joined_cells(self, block: Block) -> list[Cell]:
        """Return the cells that the reader joined in a block: as it marked them, or as they are separated."""
        marks = sorted(self._cell_marks.within(block.start, block.end))
        if not marks:
            ends = accumulate((len(text) + len(CELL) for text in block.text.split(CELL)), initial=block.start)
            marks = [Mark(start, end - len(CELL), "td") for start, end in pairwise(ends)]
        filled = ((mark, [self._line(mark.start, mark.end)] if mark.start < mark.end else []) for mark in marks)
        return [_cell(mark.kind == "th", *lines) for mark, lines in filled]

    def _line(self, start: int, end: int) -> Line:
        """Return what is kept of a span of the document as a line."""
        first = self._offset(start)
        text = self._text[first : self._offset(end)]
        words = Spans(text, _words(text), gap=" ")
        folded = words.text
        marks = []
        for mark in self._marks.within(start, end):
            left, right = (words.offset(self._offset(offset) - first) for offset in (mark.start, mark.end))
            if mark.kind == "img":
                left -= left > 0 and folded[left - 1] == " "
                marks.append(mark._replace(start=left, end=left))
            elif mark.kind in INLINE and left < right:
                left += folded[left] == " "
                right -= folded[right - 1] == " "
                marks += [mark._replace(start=left, end=right)] if left < right else []
        return Line(folded, tuple(marks))

    def _language(self, block: Block) -> str:
        """Return the language of a block of code, as its classes or those of the elements close around it name it."""
        names = [mark.target for mark in self._marks.within(block.start, block.end) if mark.kind == "code"]
        index = block.element
        while index >= 0 and len(names) <= MAX_ANCESTORS:
            element = self._document.elements[index]
            names.append(element.names)
            index = element.parent
        found = (name for some in names for name in _LANGUAGE.findall(some) if name.lower() not in _NO_LANGUAGE)
        return next(found, "")


def _cell(header: bool, *lines: Line) -> Cell:
    """Return a cell with those of the lines that have text; an empty one is no header."""
    filled = tuple(line for line in lines if line.text)
    return Cell(header and bool(filled), filled)


def _inside(group: Group) -> Group:
    """Return the group to put a part in: in a list, that is an item of its own."""
    return Group("item", group, number=len(group.parts) + 1, depth=group.depth) if group.kind == "list" else group


def _words(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of a text, as separated by white space."""
    found = []
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        found.append((start, end))
    return found
