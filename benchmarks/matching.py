"""Tells which lines or words of a document are left of it, by a longest common subsequence."""

from bisect import bisect_left
from collections.abc import Sequence

Chain = tuple[int, "Chain | None"]


def survivors(before: Sequence[str], after: Sequence[str]) -> list[bool]:
    """Tells of each item of a sequence whether it belongs to a longest common subsequence with another one.

    What both begin and end with is matched first, which costs no match. The rest is matched by the algorithm of Hunt
    and Szymanski (1977), in time proportional to the pairs of equal items. Of several longest ones, the one is taken
    in which matches move up to the match that follows them, as what is left of a text stands in few long runs.

    >>> survivors(["Share", "It is open.", "Share"], ["It is open.", "Share"])
    [False, True, True]
    """
    start, shortest = 0, min(len(before), len(after))
    while start < shortest and before[start] == after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] == after[-1 - end]:
        end += 1
    between = longest_chain(before[start : len(before) - end], after[start : len(after) - end])
    positions = [*range(start), *(start + position for position in between), *range(len(before) - end, len(before))]
    survived = [False] * len(before)
    for position in closed_up(positions, before):
        survived[position] = True
    return survived


def longest_chain(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """Returns the positions in `before` of a longest common subsequence.

    >>> longest_chain("abcabba", "cbabac")
    [1, 3, 4, 6]
    """
    places: dict[str, list[int]] = {}
    for position in range(len(before) - 1, -1, -1):
        places.setdefault(before[position], []).append(position)
    ends: list[int] = []  # by length: where the subsequence of that length ends that ends first
    chains: list[Chain] = []
    for item in after:
        for position in places.get(item, ()):
            length = bisect_left(ends, position)
            chain = (position, chains[length - 1] if length else None)
            ends[length : length + 1] = [position]
            chains[length : length + 1] = [chain]
    positions = []
    last = chains[-1] if chains else None
    while last:
        position, last = last
        positions.append(position)
    return positions[::-1]


def closed_up(positions: list[int], before: Sequence[str]) -> list[int]:
    """Moves each match next to the match that follows it, where an equal item stands there.

    >>> closed_up([0, 5], ["the", "site", "and", "all", "the", "bridge"])
    [4, 5]
    """
    moved = positions[:]
    for index in range(len(moved) - 2, -1, -1):
        beside = moved[index + 1] - 1
        if before[beside] == before[moved[index]]:
            moved[index] = beside
    return moved
