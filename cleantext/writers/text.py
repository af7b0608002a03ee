"""Writes what is left of a text: the input minus the removed spans, with blank lines closed up around each cut."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Removal


def kept_spans(text: str, removals: Iterable[Removal]) -> list[tuple[int, int]]:
    r"""Return the spans of `text` that stay, in order: joined, they are the clean text.

    Where a whole line goes, the larger of the two breaks around it stays; where a part of a line goes, the space before
    it stays; where the end of a line goes and the beginning of the next, they stay two lines; at the beginning and at
    the end of the text nothing blank is left of a cut. The indent of a kept line stays.

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
        if spans and left == position:  # The cut before this one has left its line break.
            position = right
            continue
        if spans:
            spans.append(_separator(text, left, start, end, right))
        position = max(right if spans and not _starts_line(text, end, right) else _indent(text, end, right), end)
    spans.append((position, len(text)))
    return [(start, end) for start, end in spans if start < end]


def joined(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the spans of a text as one."""
    return "".join(text[start:end] for start, end in spans)


def _merged(text: str, removals: Iterable[Removal]) -> list[tuple[int, int]]:
    """Return the removed spans without overlaps; with only white space between them they become one.

    But the end of a line and the beginning of the next stay two, if something is left of both lines.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted((removal.start, removal.end) for removal in removals):
        if start < end:
            if spans and (start <= spans[-1][1] or _is_gap(text[spans[-1][1] : start])):
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
    merged = spans[:1]
    for start, end in spans[1:]:
        first, stop = merged[-1]
        if text[stop:start].isspace() and not (_goes_on(text, end) and _is_begun(text, first)):
            merged[-1] = (first, end)
        else:
            merged.append((start, end))
    return merged


def _is_gap(between: str) -> bool:
    return between.isspace() and "\n" not in between


def _is_begun(text: str, position: int) -> bool:
    """Tell whether a line has anything before `position`."""
    return bool(text[text.rfind("\n", 0, position) + 1 : position].strip())


def _goes_on(text: str, position: int) -> bool:
    """Tell whether a line has anything behind `position`."""
    stop = text.find("\n", position)
    return bool(text[position : stop if stop >= 0 else len(text)].strip())


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
