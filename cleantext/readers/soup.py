"""Reads the tree that a scraper already holds, one of Beautiful Soup, and prunes a copy of it to what is kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple, TypeVar

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from cleantext.document import Document
from cleantext.readers.html import SHADOW, SUBSTITUTE, TEX
from cleantext.readers.jsonld import SCRIPTS
from cleantext.readers.linearise import (
    DISCUSSION,
    HIDING,
    SHADOW_ROOT,
    SHADOW_STEP,
    SILENT,
    TITLES,
    Linearised,
    Opened,
    breaks_line,
    is_hidden,
)
from cleantext.spans import Spans

SoupT = TypeVar("SoupT", bound=Tag)

#: Elements without which a page is none.
_FRAME: Final = frozenset(("html", "head", "body"))
_PICTURES: Final = ("img", "picture", "video", "audio", "iframe", "object", "embed", "svg")


def read_soup(node: Tag, *, marks: bool = False, hidden: bool = False) -> Document:
    """Return a soup, or the part of one below a tag, as a document: the one that `read_html` makes of such a page.

    The tree is read as it is, whichever parser built it, and is not changed. (Parsers differ: the tree that `read_html`
    reads is the one of html5lib. And a soup keeps no white space between classes, so it is one space in `names`.)

    Args:
        node: a `bs4.BeautifulSoup` or `bs4.Tag`.
        marks: whether the document also holds links, emphasis, inline code and pictures.
        hidden: whether elements count that an attribute hides from readers.

    >>> from bs4 import BeautifulSoup
    >>> soup = BeautifulSoup("<h2>Tides</h2><p>High at <b>noon</b>.<br>Low at six.", "html.parser")
    >>> [(block.kind, block.text) for block in read_soup(soup).blocks]
    [('heading', 'Tides'), ('paragraph', 'High at noon.'), ('paragraph', 'Low at six.')]
    """
    return _read(node, marks, hidden)[0]


def prune_soup(soup: SoupT, kept: Spans, *, hidden: bool = False) -> SoupT:
    """Return a copy of a soup, or of a tag, without what is not kept of its text; other markup stays as it is.

    An element goes, with all that is in it, if it has text and none of it is kept; in an element of which a part is
    kept, only the rest goes. What has no text stays where it stands: scripts, styles, pictures, comments, and what is
    hidden. So do `<html>`, `<head>` and `<body>`, the tag that is given, and a `<figure>` whose caption goes while what
    stands around it does not. An element whose text goes stays empty where the lines before and behind it would
    otherwise become one.

    Read again, the copy has the words that are kept, on the same lines. Only the cells that are left of a row may
    become one line, and the bars between them fewer; and the little that is kept of a `<noscript>` is not read.

    Args:
        soup: what was read; it is not changed.
        kept: the spans of `read_soup(soup).text` that are.
        hidden: as it was read.

    >>> from bs4 import BeautifulSoup
    >>> soup = BeautifulSoup("<h2>Tides</h2><div><p>Share this</p></div><p>High at <b>noon</b>.</p>", "html.parser")
    >>> prune_soup(soup, Spans(read_soup(soup).text, [(0, 5), (19, 32)]))
    <h2>Tides</h2><p>High at <b>noon</b>.</p>
    """
    document, strings = _read(soup, False, hidden)
    traces = _trace(document, strings, kept)
    gone = _emptied(soup, strings, traces)
    joints = _Joints(traces, gone)
    joints.walk(soup, hidden)
    return _copy(soup, gone, joints.shells, joints.texts)


def _read(node: Tag, marks: bool, hidden: bool) -> tuple[Document, list[NavigableString]]:
    """Return the document and, in order, the strings that its text is made of."""
    page = Linearised(marks)
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
            around.append(None if page.roles.get(tag) == SILENT else page.open(tag, attributes))
        elif opened := around.pop():
            page.close(opened)
    page.concealed = sum(len(tag.get_text()) for tag in concealed)
    page.is_discussion = any(DISCUSSION in script.get_text() for script in node.select(SCRIPTS)) or (
        node.select_one(f'[itemtype*="{DISCUSSION}"]') is not None
    )
    head = node.find("head")
    page.titles = tuple(filter(None, map(_title, head.select(TITLES)))) if isinstance(head, Tag) else ()
    return page.document(), strings


def _title(tag: Tag) -> str:
    """Return what an element of the head says that the page is called."""
    return " ".join((attributes_of(tag).get("content") or tag.get_text()).split())


def _visible(
    root: Tag, hidden: bool, concealed: list[Tag]
) -> Iterator[tuple[Tag | NavigableString, Mapping[str, str | None] | None]]:
    """Yield the parts of a tree that its text comes from: tags with their attributes, strings, and tags that end.

    What an attribute hides is added to `concealed`.
    """
    around: list[tuple[Tag, Iterator[object]]] = []
    substitutes = 0
    children: Iterator[object] = iter((root,))
    while True:
        part = next(children, None)
        if isinstance(part, Tag):
            name, attributes = part.name.lower(), attributes_of(part)
            if name in HIDING and not (
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
    """Return the attributes of a tag as strings: a soup holds classes as a list, and what a program put there."""
    return {
        name: value
        if value is None or isinstance(value, str)
        else " ".join(map(str, value))
        if isinstance(value, list | tuple)
        else str(value)
        for name, value in tag.attrs.items()
    }


def _is_substitute(noscript: Tag) -> bool:
    """Tell whether a `<noscript>` holds what scripts would have loaded."""
    length = 0
    for string in noscript.descendants:
        if not isinstance(string, NavigableString) or isinstance(string, PreformattedString):
            continue
        if string.parent is not None and string.parent.name not in ("script", "style"):
            length += len(string)
            if length >= SUBSTITUTE:
                return True
    return False


def _unwritten(math: Tag) -> NavigableString | None:
    """Return a formula that has no text of its own: its TeX, or else its alternative text; None if it has."""
    parents = (string.parent for string in math.strings if string.strip())
    is_written = any(parent is not None and not parent.name.startswith("annotation") for parent in parents)
    return None if is_written else _formula(math)


def _pictured(tag: Tag) -> NavigableString | None:
    """Return the formula in a hidden element beside which a picture of it stands; None if there is none."""
    inside = tag.contents[0] if tag.contents else None
    beside = tag.next_sibling
    is_pictured = isinstance(beside, Tag) and beside.name == "img"
    return _formula(inside) if is_pictured and isinstance(inside, Tag) and inside.name == "math" else None


def _formula(math: Tag) -> NavigableString | None:
    """Return a formula: the string that it is in the tree, or one that has a place in it."""
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
    """What is kept of a string that has words, and the blocks that the first and the last kept character stand in.

    `before` and `behind` tell whether white space stood before the first and behind the last of them.
    """

    kept: str
    before: bool
    behind: bool
    first: int
    last: int


def _trace(document: Document, strings: Iterable[NavigableString], spans: Spans) -> dict[int, _Trace]:
    """Return for each string that has words, by its id, what is kept of it.

    Reading only folds white space and puts bars between cells, so the other characters of the strings are those of the
    document, in order.
    """
    ink = _ink(document.text)
    kept = _kept_ink(spans)
    starts = list(accumulate((len(_ink(block.text)) for block in document.blocks), initial=0))
    traces: dict[int, _Trace] = {}
    place = 0
    for string in strings:
        own = _ink(string)
        if own:
            place = ink.index(own, place)
            flags = kept[place : place + len(own)]
            first, last = (bisect_right(starts, place + offset) - 1 for offset in (flags.find(1), flags.rfind(1)))
            code = document.blocks[bisect_right(starts, place) - 1].kind == "code"
            traces[id(string)] = _Trace(*_part(string, flags, code), first, last)
            place += len(own)
    return traces


def _ink(text: str) -> str:
    return "".join(text.split()).replace("\0", "")


def _kept_ink(spans: Spans) -> bytes:
    """Return for each character of a text that is no white space 1 if it is kept and 0 if not."""
    flags: list[bytes] = []
    text, position = spans.original, 0
    for start, end in spans:
        flags += bytes(len(_ink(text[position:start]))), b"\1" * len(_ink(text[start:end]))
        position = end
    return b"".join([*flags, bytes(len(_ink(text[position:])))])


def _part(string: str, flags: bytes, code: bool) -> tuple[str, bool, bool]:
    """Return what is kept of a string, and whether white space stood before and behind it."""
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
    """Add to a part the white space behind a cut: none if some stands before it; a line leaves no indent."""
    if code and "\n" in gap:
        while part and part[-1] in " \t":
            part.pop()
        part += gap[gap.index("\n") + (not part or part[-1] == "\n") :]
    elif part and not part[-1].isspace():
        part += gap[:1]


def _emptied(root: Tag, strings: Iterable[NavigableString], traces: Mapping[int, _Trace]) -> set[int]:
    """Return the ids of the elements that have words of which none is kept, and that no picture keeps."""
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


class _Joints:
    """Looks at what stands between the kept words of a tree, so that cutting joins neither lines nor words.

    `shells` holds the ids of elements that stay empty, as nothing else is left that ends the line between kept words of
    different blocks. `texts` holds by their ids what becomes of strings that do not stay as they are: where white space
    before them went with what was cut, they get some back.
    """

    def __init__(self, traces: Mapping[int, _Trace], gone: set[int]) -> None:
        self.shells: set[int] = set()
        self.texts: dict[int, str] = {}
        self._traces = traces
        self._gone = gone
        self._outer: Tag | None = None  # the element that goes and that the walk is in
        self._breaker: tuple[Tag, Tag] | None = None  # what ended a line since the last kept words, in such an element
        self._block = -1  # that the last kept words stand in
        self._ended = self._spaced = self._was_spaced = True  # what stands behind them: now, now, and in the original

    def walk(self, root: Tag, hidden: bool) -> None:
        """Look at the whole tree."""
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
            self._was_spaced = self._was_spaced or trace.behind
            return
        if not self._ended and trace.first != self._block and self._breaker is not None:
            self.shells.update(_path(*self._breaker))
        elif not self._ended and (self._was_spaced or trace.before) and not (self._spaced or trace.kept[0].isspace()):
            self.texts[id(string)] = f" {trace.kept}"
        self._block, self._ended, self._breaker = trace.last, False, None
        self._was_spaced, self._spaced = trace.behind, trace.kept[-1].isspace()


def _path(tag: Tag, outer: Tag) -> Iterator[int]:
    """Yield the ids of a tag and of those around it, up to `outer`."""
    while tag is not outer:
        yield id(tag)
        assert tag.parent is not None
        tag = tag.parent
    yield id(outer)


def _copy(root: SoupT, gone: set[int], shells: set[int], texts: Mapping[int, str]) -> SoupT:
    """Return a copy of a tree without the elements that are gone, or with nothing in those that stay empty."""
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
