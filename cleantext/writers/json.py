"""Writes what is left of a document as JSON: the text and its blocks, what was cut and why, and metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import orjson
import regex

from cleantext.document import Document, Element, Removal
from cleantext.readers.metadata import Metadata
from cleantext.writers.flow import Kept, heading_levels, kept_blocks
from cleantext.writers.reasons import Reasons
from cleantext.writers.text import joined

_SURROGATES: Final = regex.compile(r"[\ud800-\udfff]")


def to_json(
    document: Document, pieces: Sequence[tuple[int, int]], removals: Sequence[Removal], metadata: Metadata | None = None
) -> str:
    r"""Return what is kept of a document, and what is not, as a JSON object on one line.

    "text" is the kept text. "blocks" says of each part what "kind" of block it is, its "text", where that stands in the
    kept text ("start" and "end", in code points) and the "level" of a heading. "removals" are the cuts: spans of the
    text as it was read, the "filter" and the "rule" that asked for them, and the "element" of a page (its tag, names
    and role) if one was the reason. "metadata" has the fields of `Metadata`; those that are not known are null. Lone
    surrogates, which JSON in UTF-8 cannot have, become U+FFFD.

    Args:
        document: as a reader made it.
        pieces: the spans of its text that are kept, in order.
        removals: what was cut, as `Pipeline.explain` gives it.
        metadata: what is known about a page, None for plain text.

    >>> from cleantext.readers.text import read_text
    >>> cut = Removal(4, 17, "comment-form", "comment-form/leave-a-reply", "Leave a Reply")
    >>> print(to_json(read_text("One.\n\nLeave a Reply"), [(0, 4)], [cut])[:77])
    {"text":"One.","blocks":[{"kind":"paragraph","start":0,"end":4,"text":"One."}
    """
    reasons, levels = Reasons(document), heading_levels(document)
    content = {
        "text": joined(document.text, pieces),
        "blocks": [_block(kept, levels) for kept in kept_blocks(document, pieces)],
        "removals": [removal._asdict() | _reason(reasons.element(removal)) for removal in removals],
        "metadata": asdict(metadata or Metadata()),
    }
    try:
        return orjson.dumps(content).decode()
    except orjson.JSONEncodeError:
        return orjson.dumps(_encodable(content)).decode()


def _block(kept: Kept, levels: Sequence[int]) -> dict[str, Any]:
    level = {"level": levels[kept.block.element]} if kept.block.kind == "heading" else {}
    return {"kind": kept.block.kind, **level, "start": kept.start, "end": kept.end, "text": kept.text}


def _reason(element: Element | None) -> dict[str, dict[str, str]]:
    if element is None:
        return {}
    return {"element": {"tag": element.tag, "names": element.names, "role": element.role}}


def _encodable(value: Any) -> Any:
    """Return a value of lists and objects with lone surrogates in its strings replaced."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value
