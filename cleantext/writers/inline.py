"""Inline content of a line: texts with links and emphasis around them, pictures, and the check of addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

import regex

from cleantext.document import Mark

#: Marks of text within a line, the outer before the inner where they begin and end together.
INLINE: Final = {kind: place for place, kind in enumerate(("a", "strong", "em", "del", "sub", "sup", "code"))}
_SCHEMES: Final = frozenset(("http", "https", "mailto", "tel", "ftp"))
_SCHEME: Final = regex.compile(r"([^/?#:]*):")
_CONTROLS: Final = regex.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Line(NamedTuple):
    """A line of text with white space normalised, and its marks, with offsets into this text."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Span:
    """A marked part of a line, with texts and further spans inside; a picture ("img") has none."""

    kind: str
    target: str
    parts: list[str | Span] = field(default_factory=list)


class _Key(NamedTuple):
    """One kind of mark that characters may have, such as emphasis, or one link."""

    kind: str
    target: str


class _Run(NamedTuple):
    """A text or picture, and the marks around all of it, in the order of `INLINE`."""

    keys: tuple[_Key, ...]
    part: str | Span


def spans(line: Line) -> list[str | Span]:
    """Return a line as texts and spans, which nest.

    They follow from what each character is, however marks were nested: two of a kind that touch become one, and so do
    two with only a space between them. So whoever reads the result and writes it again gets the same.

    >>> spans(Line("High at noon.", (Mark(8, 12, "strong"),)))
    ['High at ', Span(kind='strong', target='', parts=['noon']), '.']
    """
    parts: list[str | Span] = []
    around: list[tuple[_Key, Span]] = []
    runs = _runs(line)
    for run, ends in zip(runs, _ends(runs), strict=True):
        stay = next((place for place, (key, _) in enumerate(around) if key not in run.keys), len(around))
        del around[stay:]
        begun = [key for key, _ in around]
        for key in sorted((key for key in run.keys if key not in begun), key=lambda key: -ends[key]):
            span = Span(*key)
            (around[-1][1].parts if around else parts).append(span)
            around.append((key, span))
        inside = around[-1][1].parts if around else parts
        if inside and isinstance(inside[-1], str) and isinstance(run.part, str):
            inside[-1] += run.part
        else:
            inside.append(run.part)
    return parts


def rendered(marks: Iterable[Mark], images: bool) -> Iterator[Mark]:
    """Yield the marks that writers render: links only to a safe address, and so for pictures, if these are wanted."""
    for mark in marks:
        if mark.kind == "a":
            if address := safe_address(mark.target):
                yield mark._replace(target=address)
        elif mark.kind == "img":
            source, text = mark.target.split("\n", 1)
            if images and (address := safe_address(source)):
                yield mark._replace(target=f"{address}\n{text}")
        else:
            yield mark


def safe_address(address: str) -> str:
    r"""Return the address of a link or picture if it is one that a reader can follow without harm, or "".

    Only a few schemes are, and addresses without one, which are relative. Control characters, which browsers overlook
    in front of an address and some within (https://url.spec.whatwg.org), are left out before a scheme is looked for. An
    address within the page leads nowhere, as elements lose their ids.

    >>> safe_address(" /tides?day=1"), safe_address("java\tscript:alert(1)")
    ('/tides?day=1', '')
    """
    address = _CONTROLS.sub("", address).strip()
    scheme = _SCHEME.match(address)
    if address.startswith("#") or (scheme is not None and scheme[1].lower() not in _SCHEMES):
        return ""
    return address


def _runs(line: Line) -> list[_Run]:
    """Return the texts of a line between the ends of marks, and the pictures."""
    pictures: dict[int, list[Span]] = {}
    for mark in line.marks:
        if mark.kind == "img":
            pictures.setdefault(mark.start, []).append(Span(mark.kind, mark.target))
    bounds = sorted({0, len(line.text), *(offset for mark in line.marks for offset in mark[:2])})
    texts = [line.text[start:end] for start, end in pairwise(bounds)]
    keys = [(), *_keys(line, bounds), ()]  # none before the line, and none after it
    for place in range(1, len(texts) - 1):
        if texts[place] == " ":
            keys[place + 1] = _shared(keys[place], keys[place + 2])
    runs: list[_Run] = []
    for place, offset in enumerate(bounds):
        runs += (_Run(_shared(keys[place], keys[place + 1]), picture) for picture in pictures.get(offset, ()))
        runs += (_Run(keys[place + 1], text) for text in texts[place : place + 1])
    return runs


def _keys(line: Line, bounds: Sequence[int]) -> Iterator[tuple[_Key, ...]]:
    """Yield what the text between two bounds is, for each pair of them."""
    waiting = sorted((mark for mark in line.marks if mark.kind in INLINE), key=lambda mark: -mark.start)
    around: list[Mark] = []
    for start, _ in pairwise(bounds):
        around = [mark for mark in around if mark.end > start]
        while waiting and waiting[-1].start <= start:
            around.append(waiting.pop())
        found = {mark.kind: _Key(mark.kind, mark.target) for mark in reversed(around)}
        yield tuple(sorted(found.values(), key=lambda key: INLINE[key.kind]))


def _shared(one: Sequence[_Key], other: Sequence[_Key]) -> tuple[_Key, ...]:
    return tuple(key for key in one if key in other)


def _ends(runs: Sequence[_Run]) -> list[dict[_Key, int]]:
    """Return, for each run, the last of the runs from there on that are all the same in one way, for each of them."""
    ends: list[dict[_Key, int]] = []
    for place in range(len(runs) - 1, -1, -1):
        following = ends[-1] if ends else {}
        ends.append({key: following.get(key, place) for key in runs[place].keys})
    return ends[::-1]
