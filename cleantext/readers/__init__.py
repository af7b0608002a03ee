"""Readers: each turns a source, as a scraper delivers it, into a `Document`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Union

if TYPE_CHECKING:
    from bs4 import Tag

    from cleantext.readers.trees import Node, Selector, Tree

#: The kinds of source; where none is named, it is auto-detected.
Kind = Literal["text", "html"]
#: The types of source that can be cleaned.
Source = Union[str, bytes, "Tag", "Node", "Tree", "Selector"]
