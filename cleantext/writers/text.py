"""Writes what is left of a text: the input minus the removed spans, with blank lines closed up around each cut."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Removal


def kept_spans(text: str, removals: Iterable[Removal]) -> list[tuple[int, int]]:
    r"""Return the spans of `text` that stay, in order: joined, they are the clean text.

    Where a whole line goes, the larger of the two breaks around it stays; where a part of a line goes, the space before
    it stays; at the beginning and at the end of the text nothing blank is left of a cut. The indent of a kept line
    stays.

    >>> text = "One.\n\nLeave a Reply\n\n  Two."
    >>> [text[start:end] for start, end in kept_spans(text, [Removal(6, 19, "f", "f/r", "Leave a Reply")])]
    ['One.', '\n\n', '  Two.']
    """
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in _merged(text, removals):
        left, right = start, end
        while left > position and text[left - 1].isspace():
            left -= 1
        while right < len(text) and text[right].isspace():
            right += 1
        if left > position:
            spans.append((position, left))
        if right == len(text):
            return spans
        if spans:
            spans.append(_separator(text, left, start, end, right))
        position = max(right if spans and not _starts_line(text, end, right) else _indent(text, end, right), end)
    spans.append((position, len(text)))
    return [(start, end) for start, end in spans if start < end]


def _merged(text: str, removals: Iterable[Removal]) -> list[tuple[int, int]]:
    """Return the removed spans without overlaps; spans with only white space between them become one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((removal.start, removal.end) for removal in removals):
        if start >= end:
            continue
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _separator(text: str, left: int, start: int, end: int, right: int) -> tuple[int, int]:
    """Return the span of the white space that stays between what stands before a cut and what stands behind it."""
    before, after = text[left:start], text[end:right]
    if "\n" not in before and "\n" not in after:
        return (left, start) if before else (end, right)
    if before.count("\n") >= after.count("\n"):
        return left, left + before.rindex("\n") + 1
    return end, end + after.rindex("\n") + 1


def _starts_line(text: str, end: int, right: int) -> bool:
    return "\n" in text[end:right]


def _indent(text: str, end: int, right: int) -> int:
    """Return where the line begins that stands at `right`, behind a cut that ends at `end`."""
    return end + text[end:right].rindex("\n") + 1 if "\n" in text[end:right] else right
