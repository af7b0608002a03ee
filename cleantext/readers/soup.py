"""Reads a Beautiful Soup tree, which many scrapers hold, and prunes a copy of it to what is kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, TypeVar

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from cleantext.document import Document
from cleantext.readers.html import MIN_SUBSTITUTE_CHARS, SHADOW, TEX
from cleantext.readers.jsonld import SCRIPTS
from cleantext.readers.linearise import (
    CELL,
    DISCUSSION,
    IGNORED,
    NOT_SHOWN,
    SHADOW_ROOT,
    SHADOW_STEP,
    TITLES,
    DocumentBuilder,
    Opened,
    breaks_line,
    is_hidden,
)
from cleantext.spans import Spans

SoupT = TypeVar("SoupT", bound=Tag)

#: Elements that every page must have, so that pruning never removes them.
_FRAME: Final = frozenset(("html", "head", "body"))
_PICTURES: Final = ("img", "picture", "video", "audio", "iframe", "object", "embed", "svg")


def read_soup(node: Tag, *, marks: bool = False, hidden: bool = False) -> Document:
    """Return a soup, or the part of one below a tag, as a document: the one that `read_html` makes of such a page.

    The tree is read as it is, whichever parser built it, and is not changed. (Parsers differ: the tree that `read_html`
    reads is the one of html5lib. And a soup keeps no white space between classes, so it is one space in `names`.)

    Args:
        node: a `bs4.BeautifulSoup` or `bs4.Tag`.
        marks: whether the document also holds links, emphasis, inline code and pictures.
        hidden: whether to read elements that an attribute hides from view.

    >>> from bs4 import BeautifulSoup
    >>> soup = BeautifulSoup("<h2>Tides</h2><p>High at <b>noon</b>.<br>Low at six.", "html.parser")
    >>> [(block.kind, block.text) for block in read_soup(soup).blocks]
    [('heading', 'Tides'), ('paragraph', 'High at noon.'), ('paragraph', 'Low at six.')]
    """
    return _read(node, marks, hidden)[0]


def prune_soup(soup: SoupT, kept: Spans, *, hidden: bool = False) -> SoupT:
    """Return a copy of a soup, or of a tag, without what is not kept of its text; other markup stays as it is.

    An element goes, with all that is in it, if it has text and none of it is kept; in an element of which a part is
    kept, only the rest goes. Nodes without text stay where they are: scripts, styles, pictures, comments, and what is
    hidden. So do `<html>`, `<head>` and `<body>`, the tag that is given, and a `<figure>` whose caption goes while what
    stands around it does not. An element whose text goes stays empty where the lines before and after it would
    otherwise become one.

    Read again, the copy has the words that are kept, on the same lines. Only the cells that are left of a row may
    become one line, and the bars between them fewer; and the little that is kept of a `<noscript>` is not read.

    Args:
        soup: what was read; it is not changed.
        kept: the spans of `read_soup(soup).text` that are kept.
        hidden: as in `read_soup`.

    >>> from bs4 import BeautifulSoup
    >>> soup = BeautifulSoup("<h2>Tides</h2><div><p>Share this</p></div><p>High at <b>noon</b>.</p>", "html.parser")
    >>> prune_soup(soup, Spans(read_soup(soup).text, [(0, 5), (19, 32)]))
    <h2>Tides</h2><p>High at <b>noon</b>.</p>
    """
    document, strings = _read(soup, False, hidden)
    traces = _trace(document, strings, kept)
    gone = _emptied(soup, strings, traces)
    separators = _Separators(traces, gone)
    separators.walk(soup, hidden)
    return _copy(soup, gone, separators.shells, separators.texts)


def _read(node: Tag, marks: bool, hidden: bool) -> tuple[Document, list[NavigableString]]:
    """Return the document and, in order, the strings that its text is made of."""
    page = DocumentBuilder(marks)
    strings: list[NavigableString] = []
    around: list[Opened | None] = []
    concealed: list[Tag] = []
    for part, attributes in _visible(node, hidden, concealed):
        if isinstance(part, NavigableString):
            strings.append(part)
            page.write(str(part))
        elif attributes is not None:
            tag = part.name.lower()
            if tag == "template":
                tag, page.steps = SHADOW_ROOT, (SHADOW_STEP,)
            around.append(None if page.roles.get(tag) == IGNORED else page.open(tag, attributes))
        elif opened := around.pop():
            page.close(opened)
    page.concealed = sum(len(CELL + tag.get_text(CELL, strip=True)) for tag in concealed)
    page.is_discussion = any(DISCUSSION in script.get_text() for script in node.select(SCRIPTS)) or (
        node.select_one(f'[itemtype*="{DISCUSSION}"]') is not None
    )
    head = node.find("head")
    page.titles = tuple(filter(None, map(_title, head.select(TITLES)))) if isinstance(head, Tag) else ()
    return page.document(), strings


def _title(tag: Tag) -> str:
    """Return the title of the page that an element of the head gives."""
    return " ".join((attributes_of(tag).get("content") or tag.get_text()).split())


def _visible(
    root: Tag, hidden: bool, concealed: list[Tag]
) -> Iterator[tuple[Tag | NavigableString, Mapping[str, str | None] | None]]:
    """Yield the parts of a tree that its text comes from: tags with their attributes, strings, and tags that end.

    Elements that an attribute hides are added to `concealed`.
    """
    around: list[tuple[Tag, Iterator[object]]] = []
    substitutes = 0
    children: Iterator[object] = iter((root,))
    while True:
        part = next(children, None)
        if isinstance(part, Tag):
            name, attributes = part.name.lower(), attributes_of(part)
            if name in NOT_SHOWN and not (
                (name == "noscript" and (substitutes or _is_substitute(part)))
                or (name == "template" and SHADOW in attributes)
            ):
                continue
            formula = None
            if attributes and not hidden and is_hidden(attributes):
                if not (formula := _pictured(part)):
                    concealed.append(part)
                    continue
            elif name == "math":
                formula = _unwritten(part)
            if formula:
                yield formula, None
                continue
            substitutes += name == "noscript"
            yield part, attributes
            around.append((part, children))
            children = iter(part.contents)
        elif part is not None:
            if isinstance(part, NavigableString) and not isinstance(part, PreformattedString):
                yield part, None
        elif around:
            part, children = around.pop()
            substitutes -= part.name.lower() == "noscript"
            yield part, None
        else:
            return


def attributes_of(tag: Tag) -> dict[str, str | None]:
    """Return the attributes of a tag as strings: a soup holds classes as a list, and programs may set any value."""
    return {
        name: value
        if value is None or isinstance(value, str)
        else " ".join(map(str, value))
        if isinstance(value, list | tuple)
        else str(value)
        for name, value in tag.attrs.items()
    }


def _is_substitute(noscript: Tag) -> bool:
    """Tell whether a `<noscript>` holds content that scripts would have loaded."""
    length = 0
    for string in noscript.descendants:
        if not isinstance(string, NavigableString) or isinstance(string, PreformattedString):
            continue
        if string.parent is not None and string.parent.name not in ("script", "style"):
            length += len(string)
            if length >= MIN_SUBSTITUTE_CHARS:
                return True
    return False


def _unwritten(math: Tag) -> NavigableString | None:
    """Return the TeX of a formula without visible text, or else its alternative text; None if it has visible text."""
    parents = (string.parent for string in math.strings if string.strip())
    is_written = any(parent is not None and not parent.name.startswith("annotation") for parent in parents)
    return None if is_written else _formula(math)


def _pictured(tag: Tag) -> NavigableString | None:
    """Return the formula in a hidden element that is followed by a picture of it; None if there is none."""
    inside = tag.contents[0] if tag.contents else None
    beside = tag.next_sibling
    is_pictured = isinstance(beside, Tag) and beside.name == "img"
    return _formula(inside) if is_pictured and isinstance(inside, Tag) and inside.name == "math" else None


def _formula(math: Tag) -> NavigableString | None:
    """Return a formula: the one string of the tree that holds it, or a new string with `math` as its parent."""
    annotation = math.select_one(TEX)
    strings: list[NavigableString] = []
    if annotation is not None:
        strings += (string for string in annotation.strings if string.strip())
    if len(strings) == 1:
        return strings[0]
    written = "".join(strings) or str(attributes_of(math).get("alttext") or "")
    if not written.strip():
        return None
    formula = NavigableString(written.strip())
    formula.parent = math
    return formula


class _Trace(NamedTuple):
    """What is kept of a string with words, and the blocks of its first and last kept character.

    `before` and `after` say whether there was white space before the first and after the last of these.
    """

    kept: str
    before: bool
    after: bool
    first: int
    last: int


def _trace(document: Document, strings: Iterable[NavigableString], spans: Spans) -> dict[int, _Trace]:
    """Return what is kept of each string with words, by the id of the string.

    Reading only normalises white space and puts bars between cells, so the other characters of the strings are those of
    the document, in order.
    """
    characters = _non_space(document.text)
    kept = _kept_non_space(spans)
    starts = list(accumulate((len(_non_space(block.text)) for block in document.blocks), initial=0))
    traces: dict[int, _Trace] = {}
    place = 0
    for string in strings:
        own = _non_space(string)
        if own:
            place = characters.index(own, place)
            flags = kept[place : place + len(own)]
            first, last = (bisect_right(starts, place + offset) - 1 for offset in (flags.find(1), flags.rfind(1)))
            code = document.blocks[bisect_right(starts, place) - 1].kind == "code"
            traces[id(string)] = _Trace(*_part(string, flags, code), first, last)
            place += len(own)
    return traces


def _non_space(text: str) -> str:
    return "".join(text.split()).replace("\0", "")


def _kept_non_space(spans: Spans) -> bytes:
    """Return a byte for each character of a text that is not white space: 1 if it is kept, 0 if not."""
    flags: list[bytes] = []
    text, position = spans.original, 0
    for start, end in spans:
        flags += bytes(len(_non_space(text[position:start]))), b"\1" * len(_non_space(text[start:end]))
        position = end
    return b"".join([*flags, bytes(len(_non_space(text[position:])))])


def _part(string: str, flags: bytes, code: bool) -> tuple[str, bool, bool]:
    """Return what is kept of a string, and whether white space stood before and after it."""
    if 0 not in flags:
        return string, string[0].isspace(), string[-1].isspace()
    part: list[str] = []
    gap: list[str] = []
    place = 0
    cutting = before = spaced = started = False
    for char in string:
        if char.isspace() or char == "\0":
            spaced = True
            (gap if cutting else part).append(char)
            continue
        kept = bool(flags[place])
        place += 1
        if cutting and (kept or (code and "\n" in gap)):
            _close_up(part, gap, code)
        gap.clear()
        cutting = not kept
        if kept:
            before = before if started else spaced
            started = True
            part.append(char)
            spaced = False
    _close_up(part, gap, code)
    return "".join(part) if started else "", before, spaced


def _close_up(part: list[str], gap: Sequence[str], code: bool) -> None:
    """Add the white space after a cut to a part, unless there is some before the cut; a cut line leaves no indent."""
    if code and "\n" in gap:
        while part and part[-1] in " \t":
            part.pop()
        part += gap[gap.index("\n") + (not part or part[-1] == "\n") :]
    elif part and not part[-1].isspace():
        part += gap[:1]


def _emptied(root: Tag, strings: Iterable[NavigableString], traces: Mapping[int, _Trace]) -> set[int]:
    """Return the ids of the elements that have words of which none is kept, except figures with a picture."""
    kept: set[int] = set()
    worded: set[int] = set()
    pictured: dict[int, bool] = {}
    for string in strings:
        trace = traces.get(id(string))
        if trace is None:
            continue
        marked = kept if trace.kept else worded
        tag = string.parent
        while tag is not None and tag is not root and id(tag) not in marked:
            if marked is worded and tag.name == "figure":
                if id(tag) not in pictured:
                    pictured[id(tag)] = tag.find(_PICTURES) is not None
                if pictured[id(tag)]:
                    break
            if tag.name not in _FRAME:
                marked.add(id(tag))
            tag = tag.parent
    return worded - kept


class _Separators:
    """Keeps kept words and lines of a tree apart: finds where cutting would join them.

    `shells` holds the ids of elements that stay, but empty, as nothing else would end the line between kept words of
    different blocks. `texts` holds the new text of strings that change, by id: where the white space before them was
    cut, they get a space.
    """

    def __init__(self, traces: Mapping[int, _Trace], gone: set[int]) -> None:
        self.shells: set[int] = set()
        self.texts: dict[int, str] = {}
        self._traces = traces
        self._gone = gone
        self._outer: Tag | None = None  # the outermost cut element around the current node
        self._breaker: tuple[Tag, Tag] | None = None  # the tag in it that ended the line after the last kept words
        self._block = -1  # the block of the last kept words
        self._ended = self._spaced = self._was_spaced = (
            True  # what follows these: an end of line, white space, and white space before the cuts
        )

    def walk(self, root: Tag, hidden: bool) -> None:
        """Go through the whole tree."""
        for part, attributes in _visible(root, hidden, []):
            if isinstance(part, Tag):
                if self._outer is None and id(part) in self._gone:
                    self._outer = part
                if breaks_line(part.name.lower()):
                    self._end_line(part)
                if part is self._outer and attributes is None:
                    self._outer = None
            elif trace := self._traces.get(id(part)):
                self._join(part, trace)
            else:
                self._was_spaced = True
                self._spaced = self._spaced or self._outer is None

    def _end_line(self, tag: Tag) -> None:
        if self._outer is None:
            self._ended = True
        elif self._breaker is None:
            self._breaker = tag, self._outer

    def _join(self, string: NavigableString, trace: _Trace) -> None:
        if trace.kept != string:
            self.texts[id(string)] = trace.kept
        if not trace.kept:
            self._was_spaced = self._was_spaced or trace.after
            return
        if not self._ended and trace.first != self._block and self._breaker is not None:
            self.shells.update(_path(*self._breaker))
        elif not self._ended and (self._was_spaced or trace.before) and not (self._spaced or trace.kept[0].isspace()):
            self.texts[id(string)] = f" {trace.kept}"
        self._block, self._ended, self._breaker = trace.last, False, None
        self._was_spaced, self._spaced = trace.after, trace.kept[-1].isspace()


def _path(tag: Tag, outer: Tag) -> Iterator[int]:
    """Yield the ids of a tag and its ancestors, up to `outer`."""
    while tag is not outer:
        yield id(tag)
        assert tag.parent is not None
        tag = tag.parent
    yield id(outer)


def _copy(root: SoupT, gone: set[int], shells: set[int], texts: Mapping[int, str]) -> SoupT:
    """Return a copy of a tree without the elements in `gone`; those in `shells` are emptied, but stay."""
    copy = root.copy_self()
    copy.clear()
    last: Tag | NavigableString = copy
    stack: list[tuple[Iterator[object], Tag, bool]] = [(iter(root.contents), copy, False)]
    while stack:
        children, parent, empty = stack[-1]
        child = next(children, None)
        new: Tag | NavigableString
        if child is None:
            stack.pop()
            continue
        if isinstance(child, Tag):
            is_shell = id(child) in shells
            if not is_shell and (empty or id(child) in gone):
                continue
            new = child.copy_self()
            stack.append((iter(child.contents), new, is_shell))
        elif empty or not isinstance(child, NavigableString) or texts.get(id(child)) == "":
            continue
        else:
            new = type(child)(texts.get(id(child), child))
        new.setup(parent, last)
        parent.contents.append(new)
        last = new
    return copy
