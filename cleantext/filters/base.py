"""The protocol of filters, and the filter of a family of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from cleantext.judgement import Judgement, Removal


@runtime_checkable
class Filter(Protocol):
    r"""Anything with a name that is called with a judgement and yields removals.

    A filter never edits text. It may ask for any span of `judgement.document.text`, each with the id of the rule that
    says why.

    >>> from cleantext import Pipeline, Removal
    >>> class Shouting:
    ...     name = "shouting"
    ...     def __call__(self, judgement):
    ...         for index, block in enumerate(judgement.document.blocks):
    ...             if block.text.isupper():
    ...                 yield judgement.removal(index, self.name, "shouting/capitals")
    >>> Pipeline.default().then(Shouting()).clean("BUY NOW OR CRY LATER\n\nThe bridge opened on Monday.")
    'The bridge opened on Monday.'
    """

    @property
    def name(self) -> str:
        """The name of the filter in `Pipeline.without` and `Pipeline.only`."""
        ...

    def __call__(self, judgement: Judgement, /) -> Iterable[Removal]:
        """Yield the removals that the filter proposes for `judgement.document`."""
        ...


@dataclass(frozen=True)
class FamilyFilter:
    """Cuts the findings of one family that were decided as cuts; `about` describes the family."""

    name: str
    about: str = ""

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        """Yield a removal for each finding of the family that was decided as a cut."""
        text = judgement.document.text
        for found in judgement.cuts(self.name):
            yield Removal(found.start, found.end, self.name, found.rule, text[found.start : found.end])

    def __repr__(self) -> str:
        return f"FamilyFilter({self.name!r})"
