"""Writes the result of cleaning as JSON: the text and its blocks, what was cut and why, and metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import orjson
import regex

from cleantext.cleaned import Cleaned
from cleantext.judgement import Removal
from cleantext.readers.metadata import Metadata
from cleantext.writers.flow import Kept, heading_levels, kept_blocks

_SURROGATES: Final = regex.compile(r"[\ud800-\udfff]")


def to_json(cleaned: Cleaned, metadata: Metadata | None = None) -> str:
    r"""Return what is kept of a source, and what is not, as a JSON object on one line.

    "text" is the kept text. "blocks" says of each part what "kind" of block it is, its "text", where that stands in the
    kept text ("start" and "end", in code points) and the "level" of a heading. "removals" are the cuts: spans of the
    text as it was read, the "filter" and the "rule" that asked for them, the "reason" (a name of `Reason`) and the
    "element" of a page (its tag, names and role) if one was cut. "steps" names how a page was read that was not read
    as it shows itself (see `Document.steps`). "metadata" has the fields of `Metadata`; those that
    are not known are null, and keywords an empty list. Lone surrogates, which JSON in UTF-8 cannot have, become U+FFFD.

    Args:
        cleaned: as `Pipeline.explain` gives it.
        metadata: what is known about a page, None for plain text.

    >>> from cleantext import explain
    >>> print(to_json(explain("One.\n\nLeave a Reply"))[:77])
    {"text":"One.","blocks":[{"kind":"paragraph","start":0,"end":4,"text":"One."}
    """
    levels = heading_levels(cleaned.document)
    content = {
        "text": cleaned.kept.text,
        "blocks": [_block(part, levels) for part in kept_blocks(cleaned.document, cleaned.kept)],
        "removals": [removal._asdict() | _reason(cleaned, removal) for removal in cleaned.removals],
        "steps": cleaned.document.steps,
        "metadata": asdict(metadata or Metadata()),
    }
    try:
        return orjson.dumps(content).decode()
    except orjson.JSONEncodeError:
        return orjson.dumps(_encodable(content)).decode()


def _block(kept: Kept, levels: Sequence[int]) -> dict[str, Any]:
    level = {"level": levels[kept.block.element]} if kept.block.kind == "heading" else {}
    return {"kind": kept.block.kind, **level, "start": kept.start, "end": kept.end, "text": kept.text}


def _reason(cleaned: Cleaned, removal: Removal) -> dict[str, Any]:
    finding, reason = cleaned.verdict_on(removal)
    if finding.element < 0:
        return {"reason": reason.name}
    element = cleaned.document.elements[finding.element]
    return {"reason": reason.name, "element": {"tag": element.tag, "names": element.names, "role": element.role}}


def _encodable(value: Any) -> Any:
    """Return a value of lists, tuples and objects with lone surrogates in its strings replaced."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list | tuple) else value
