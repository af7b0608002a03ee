"""The spans of a text that are kept: closes the gaps that cuts leave, and maps offsets to the original text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A part of a text, from offset `start` up to, but not including, `end`."""

    start: int
    end: int


class Spans:
    r"""The spans of a text that are kept, in order, without overlaps or empty spans.

    >>> spans = Spans.whole("One.\n\nLeave a Reply\n\n  Two.").without([(6, 19)])
    >>> spans.text, list(spans)
    ('One.\n\n  Two.', [Span(start=0, end=6), Span(start=21, end=27)])
    >>> list(spans.locate(6, 12)), spans.offset(21)
    ([Span(start=21, end=27)], 6)
    """

    def __init__(self, original: str, spans: Iterable[tuple[int, int]], gap: str = "") -> None:
        """Keep `spans` of the text `original`; `gap` separates them once they are joined."""
        self.original = original
        self._spans = tuple(Span(start, end) for start, end in spans)
        self._starts = [start for start, _ in self._spans]
        self._places = list(accumulate((end - start + len(gap) for start, end in self._spans), initial=0))
        self.text = gap.join([original[start:end] for start, end in self._spans])

    @classmethod
    def whole(cls, text: str) -> Spans:
        """Return all of a text."""
        return cls(text, [(0, len(text))] if text else [])

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def without(self, cuts: Iterable[tuple[int, int]]) -> Spans:
        """Return what is left when spans of `text` are cut, too; `kept_spans` says how gaps close."""
        kept: list[Span] = []
        for start, end in kept_spans(self.text, cuts):
            for span in self.locate(start, end):
                first = kept.pop().start if kept and kept[-1].end == span.start else span.start
                kept.append(Span(first, span.end))
        return Spans(self.original, kept)

    def locate(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans of the original that `text[start:end]` comes from."""
        for index in range(max(0, bisect_right(self._places, start) - 1), len(self._spans)):
            place, span = self._places[index], self._spans[index]
            if place >= end:
                return
            low, high = max(start, place), min(end, place + span.end - span.start)
            if low < high:
                yield Span(span.start + low - place, span.start + high - place)

    def offset(self, offset: int) -> int:
        """Return the offset in `text` for one in the original; if that is cut, the end of the kept span before it."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return 0
        span = self._spans[index]
        return self._places[index] + min(offset, span.end) - span.start


def kept_spans(text: str, cuts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    r"""Return the spans of `text` that stay when `cuts` are removed, in order: joined, they are the clean text.

    Where a whole line is cut, the larger of the two breaks around it stays; where a part of a line is cut, the space
    before it; where the end of a line and the beginning of the next are cut, they stay two lines; at the beginning and
    end of the text no white space stays beside a cut. The indent of a kept line stays.

    >>> text = "One.\n\nLeave a Reply\n\n  Two."
    >>> [text[start:end] for start, end in kept_spans(text, [(6, 19)])]
    ['One.', '\n\n', '  Two.']
    """
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in _merged(text, cuts):
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


def _merged(text: str, cuts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the removed spans without overlaps; those with only white space between them are merged.

    The end of a line and the beginning of the next are not merged, if something is left of both lines.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted(cuts):
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
    """Tell whether a line has anything after `position`."""
    stop = text.find("\n", position)
    return bool(text[position : stop if stop >= 0 else len(text)].strip())


def _separator(text: str, left: int, start: int, end: int, right: int) -> tuple[int, int]:
    """Return the span of the white space that stays between the text before a cut and the text after it."""
    before, after = text[left:start], text[end:right]
    if "\n" not in before and "\n" not in after:
        return (left, start) if before else (end, right)
    if before.count("\n") >= after.count("\n"):
        return left, left + before.rindex("\n") + 1
    return end, end + after.rindex("\n") + 1


def _starts_line(text: str, end: int, right: int) -> bool:
    return "\n" in text[end:right]


def _indent(text: str, end: int, right: int) -> int:
    """Return the beginning of the line with `right` in it, after a cut that ends at `end`."""
    return end + text[end:right].rindex("\n") + 1 if "\n" in text[end:right] else right
