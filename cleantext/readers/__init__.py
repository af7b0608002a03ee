"""Readers: from what a scraper brings home to a `Document`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Union

if TYPE_CHECKING:
    from bs4 import Tag

    from cleantext.readers.trees import Node, Selector, Tree

#: What a source may be said to be.
Kind = Literal["text", "html"]
#: What can be cleaned.
Source = Union[str, bytes, "Tag", "Node", "Tree", "Selector"]
