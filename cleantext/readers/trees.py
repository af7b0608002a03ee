"""Dispatches on the type of a source, and converts a tree of lxml, ElementTree or parsel to a soup, importing none."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from cleantext.errors import SourceError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from cleantext.readers import Source

#: The attribute `xml:lang`, as trees of XML name it.
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@runtime_checkable
class Node(Protocol):
    """An element of lxml or `xml.etree`: `text` is before its first child, `tail` after its end tag."""

    @property
    def tag(self) -> Any: ...  # noqa: D102
    @property
    def attrib(self) -> Any: ...  # noqa: D102
    @property
    def text(self) -> Any: ...  # noqa: D102
    @property
    def tail(self) -> Any: ...  # noqa: D102


@runtime_checkable
class Tree(Protocol):
    """A whole document of lxml or `xml.etree`."""

    def getroot(self) -> Any: ...  # noqa: D102


class Selector(Protocol):
    """A `parsel.Selector`, as responses of Scrapy have them: `root` is the selected node, `type` what was parsed."""

    @property
    def root(self) -> Any: ...  # noqa: D102
    @property
    def type(self) -> Any: ...  # noqa: D102


def str_or_soup(source: Source) -> str | Tag:
    """Return a source as a str or a soup, the two types that are read; a tree becomes a soup, bytes are decoded.

    Raises:
        SourceError: it has another type.

    >>> from xml.etree import ElementTree
    >>> str_or_soup(ElementTree.fromstring("<p>High at <b>noon</b>.</p>"))
    <p>High at <b>noon</b>.</p>
    """
    if isinstance(source, str):
        return source
    if isinstance(source, bytes):
        from cleantext.readers.encoding import decode

        return decode(source)
    # Imported late: only soups and trees need the library.
    from bs4 import Tag

    if isinstance(source, Tag):
        return source
    parsel = sys.modules.get("parsel")
    selected = source.root if parsel is not None and isinstance(source, parsel.Selector) else source
    if isinstance(selected, str):
        return selected
    node = selected.getroot() if isinstance(selected, Tree) else selected
    if not isinstance(node, Node):
        given = type(source).__name__
        raise SourceError(
            f"a source is str, bytes, or one tree of BeautifulSoup, lxml, ElementTree or parsel, not {given}"
        )
    return _soup_of(node)


def _soup_of(root: Node) -> BeautifulSoup:
    """Return the soup that Beautiful Soup would have made of the tags and strings of a tree."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup("", "html.parser")
    around: list[tuple[Node, str, Iterator[Node]]] = []
    children: Iterator[Node] = iter((root,))
    while True:
        node = next(children, None)
        if node is not None and isinstance(node.tag, str):
            name = node.tag.rpartition("}")[2]
            attributes = dict(node.attrib)
            if _LANGUAGE in attributes:
                attributes["xml:lang"] = attributes.pop(_LANGUAGE)
            soup.handle_starttag(name, None, None, attributes)
            if node.text:  # An empty string would become a space.
                soup.handle_data(node.text)
            around.append((node, name, children))
            children = _children(node)
            continue
        if node is None:
            if not around:
                break
            node, name, children = around.pop()
            soup.handle_endtag(name)
        elif (
            getattr(node.tag, "__name__", "") == "Entity"
        ):  # The tag of a node that is not an element is its factory function.
            soup.handle_data(unescape(node.text))
        if node is not root and node.tail:
            soup.handle_data(node.tail)
    soup.endData()
    return soup


def _children(node: Any) -> Iterator[Node]:
    """Yield the children of an element; iterating over one of `lxml.objectify` gives its siblings of the same name."""
    inside: Iterable[Node] = node.iterchildren() if hasattr(node, "iterchildren") else node
    return iter(inside)
