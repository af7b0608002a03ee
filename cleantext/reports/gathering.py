"""Aggregates documents for a report: counts of all, and views of a sample and of the outliers."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final, NamedTuple

from cleantext.reports.view import View

#: Documents that are sampled, and outliers of each kind: what a page of three megabytes can show.
SAMPLE: Final = 1000
OUTLIERS: Final = 25
#: Bins of the distribution: nothing, then each twentieth, and everything.
BINS: Final = 22


class Seen(NamedTuple):
    """The counts of a document, and its view packed as bytes, which is unpacked only if it is shown."""

    name: str
    characters: int
    cut: int
    share: float
    is_empty: bool
    uses: tuple[tuple[str, str, int, int], ...]
    packed: bytes


def seen(view: View) -> Seen:
    """Return what a worker hands on of a view."""
    uses = tuple(map(tuple, view.uses))
    return Seen(view.name, view.characters, view.cut, view.share, view.is_empty, uses, view.packed())  # type: ignore[arg-type]


@dataclass(slots=True)
class Count:
    """What one rule, or family, did in all documents."""

    cuts: int = 0
    characters: int = 0
    documents: int = 0


class Chosen(NamedTuple):
    """A document that a report shows: its place among all, its view, and why: "sample", "most", "empty", "nothing"."""

    place: int
    view: View
    why: tuple[str, ...]


@dataclass(slots=True)
class Gathering:
    """Counts documents one by one, and keeps few: memory does not grow with their number.

    Which are sampled depends on their names alone: those whose digests are the smallest. So it is the same sample in
    any order, with any number of workers. The outliers are those that lost most, the largest that came out empty, and
    the largest that lost nothing.

    Attributes:
        documents: how many there were.
        characters: in their texts; and `cut`, in what was cut of them.
        empty: how many came out empty.
        bins: how many lost nothing, up to a twentieth, …, and everything.
        families, rules: what each did; of rules by family and id.
    """

    documents: int = 0
    characters: int = 0
    cut: int = 0
    empty: int = 0
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    families: dict[str, Count] = field(default_factory=dict)
    rules: dict[tuple[str, str], Count] = field(default_factory=dict)
    _kept: dict[str, list[tuple[tuple[float, ...], int, bytes]]] = field(default_factory=dict)

    def add(self, one: Seen) -> None:
        """Add a document."""
        place = self.documents
        self.documents += 1
        self.characters += one.characters
        self.cut += one.cut
        self.empty += one.is_empty
        self.bins[bin_of(one.share)] += 1
        for family in {family for family, *_ in one.uses}:
            self.families.setdefault(family, Count()).documents += 1
        for family, rule, cuts, characters in one.uses:
            count = self.rules.setdefault((family, rule), Count())
            count.documents += 1
            for each in (count, self.families[family]):
                each.cuts += cuts
                each.characters += characters
        digest = int.from_bytes(blake2b(one.name.encode(), digest_size=8).digest())
        self._keep("sample", SAMPLE, (-float(digest), -place), place, one)
        if one.is_empty:
            self._keep("empty", OUTLIERS, (one.characters, -place), place, one)
        elif one.cut:
            self._keep("most", OUTLIERS, (one.share, one.cut, -place), place, one)
        elif one.characters:
            self._keep("nothing", OUTLIERS, (one.characters, -place), place, one)

    def chosen(self) -> Iterator[Chosen]:
        """Yield the documents that are shown, in their order."""
        why: dict[int, list[str]] = {}
        packed: dict[int, bytes] = {}
        for kind, kept in self._kept.items():
            for _, place, view in kept:
                why.setdefault(place, []).append(kind)
                packed[place] = view
        for place in sorted(packed):
            yield Chosen(place, View.unpacked(packed[place]), tuple(why[place]))

    def _keep(self, kind: str, most: int, rank: tuple[float, ...], place: int, one: Seen) -> None:
        """Keep the view of a document if its rank is among the highest of a kind."""
        kept = self._kept.setdefault(kind, [])
        if len(kept) < most:
            heapq.heappush(kept, (rank, place, one.packed))
        elif rank > kept[0][0]:
            heapq.heapreplace(kept, (rank, place, one.packed))


def bin_of(share: float) -> int:
    """Return the bin of a share that was cut.

    >>> [bin_of(share) for share in (0, 0.001, 0.05, 0.0501, 0.999, 1)]
    [0, 1, 1, 2, 20, 21]
    """
    if share in (0, 1):
        return (BINS - 1) * int(share)
    return max(1, -int(-share * (BINS - 2) // 1))
