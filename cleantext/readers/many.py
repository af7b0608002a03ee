"""Pairs many sources with their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

from cleantext.errors import SourceError
from cleantext.readers import Source


def located(
    sources: Iterable[Source], addresses: Iterable[str | None] | None, *, called: str = "urls"
) -> Iterator[tuple[Source, str | None]]:
    """Return each of many sources with its address, or the name of its site: None for each where no `addresses` are.

    Raises:
        SourceError: one of both is a single str or bytes; or, as they are gone through, one ends before the other.
    """
    if isinstance(sources, str | bytes):
        raise SourceError(f"many sources are a list or a stream of them, not {type(sources).__name__}; clean takes one")
    if isinstance(addresses, str | bytes):
        raise SourceError(f"{called} are a list or a stream, one for each source, not {type(addresses).__name__}")
    return zip(sources, repeat(None)) if addresses is None else _paired(sources, addresses, called)


def _paired(
    sources: Iterable[Source], addresses: Iterable[str | None], called: str
) -> Iterator[tuple[Source, str | None]]:
    remaining = iter(addresses)
    for source in sources:
        try:
            address = next(remaining)
        except StopIteration:
            raise SourceError(f"there are fewer {called} than sources; give one for each") from None
        yield source, address
    for _ in remaining:
        raise SourceError(f"there are more {called} than sources; give one for each")
