"""Reads columns of a batch of Arrow: whether they are there, and their values, of which one may be unreadable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cleantext.corpus.records import URL, some_of
from cleantext.errors import OptionError, SourceError


def check_columns(names: Sequence[str], column: str, site: str | None) -> None:
    """Raises OptionError if a column is none of these, or the one with sites, unless that is "url"."""
    for name in (column, *([site] if site not in (None, URL) else [])):
        if name not in names:
            raise OptionError(f"no column {name!r}; there is {some_of(names)}")


def values_of(column: Any) -> list[Any]:
    """The values of an array of Arrow; one that could not be read is a CleantextError."""
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:  # Arrow does not look into the texts that it is given.
        return list(_values_one_by_one(column))
    return values


def _values_one_by_one(column: Any) -> Iterator[Any]:
    for scalar in column:
        try:
            yield scalar.as_py()
        except UnicodeDecodeError as error:
            yield SourceError(f"a text that is not UTF-8: byte 0x{error.object[error.start]:02x} at {error.start}")
