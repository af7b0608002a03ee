"""What a document looks like as a whole."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.judgement import Shape


def find_shape(document: Document) -> Shape:
    """Return "page" for what has elements, and "article" for text."""
    return "page" if document.elements else "article"
