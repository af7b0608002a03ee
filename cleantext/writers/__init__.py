"""The table of output formats, with the writer of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from cleantext.cleaned import Cleaned
from cleantext.readers import Source

#: The output formats.
Format = Literal["text", "markdown", "html", "json"]

#: A writer: called with the source, the result of cleaning it, and whether to show pictures; returns the output.
Writer = Callable[[Source, Cleaned, bool], str]

#: Formats that render links, emphasis and the like.
RENDERED: Final = ("markdown", "html")


# Each is imported when it is used.
def _markdown(source: Source, cleaned: Cleaned, images: bool) -> str:
    from cleantext.writers.markdown import markdown

    return markdown(cleaned.document, cleaned.kept, images=images)


def _html(source: Source, cleaned: Cleaned, images: bool) -> str:
    from cleantext.writers.html import html

    return html(cleaned.document, cleaned.kept, images=images)


def _json(source: Source, cleaned: Cleaned, images: bool) -> str:
    from cleantext.readers.metadata import read_metadata
    from cleantext.writers.json import to_json

    return to_json(cleaned, read_metadata(source) if cleaned.document.elements else None)


WRITERS: Final[dict[Format, Writer]] = {
    "text": lambda source, cleaned, images: cleaned.kept.text,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
}
