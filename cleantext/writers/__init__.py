"""The table of formats: how each writes what is left of a source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from cleantext.cleaned import Cleaned
from cleantext.readers import Source
from cleantext.readers.metadata import read_metadata
from cleantext.writers.html import html
from cleantext.writers.json import to_json
from cleantext.writers.markdown import markdown

#: What the result may be written as.
Format = Literal["text", "markdown", "html", "json"]

#: Writes what is left: called with the source, what cleaning it gave, and whether pictures are shown.
Writer = Callable[[Source, Cleaned, bool], str]

#: Formats that render links, emphasis and the like.
RENDERED: Final = ("markdown", "html")


def _json(source: Source, cleaned: Cleaned, images: bool) -> str:
    return to_json(cleaned, read_metadata(source) if cleaned.document.elements else None)


WRITERS: Final[dict[Format, Writer]] = {
    "text": lambda source, cleaned, images: cleaned.kept.text,
    "markdown": lambda source, cleaned, images: markdown(cleaned.document, cleaned.kept, images=images),
    "html": lambda source, cleaned, images: html(cleaned.document, cleaned.kept, images=images),
    "json": _json,
}
