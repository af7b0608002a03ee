"""Cleans one column of a batch (of Arrow, or a list) for all adapters; a record that fails is null, with an error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any

from cleantext.corpus.many import Attempt
from cleantext.corpus.records import URL
from cleantext.engines.columns import check_columns, values_of
from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline, check_options, or_default
from cleantext.readers import Kind
from cleantext.writers import Format


@dataclass(frozen=True)
class ColumnCleaner:
    r"""Cleans one column of each batch; it is pickled for workers.

    Values are texts or pages, as str or bytes, and null stays null. What cannot be cleaned, be it by its type, its
    encoding or a filter that fails on it, becomes null, and the column of errors says why; there null is success.

    Attributes:
        column: the column to clean.
        into: the column for what is left; None replaces `column`. One that is there already is replaced.
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
        site: the column with the address of each record, or the name of its site, for rules that act on one site only;
            None reads none. "url" need not be there.

    Raises:
        OptionError: `kind` or `to` has a value that it cannot have.

    >>> import pyarrow
    >>> batch = pyarrow.table({"url": ["/bridge", "/ferry"], "text": ["It is open.\n\n3 Comments", None]})
    >>> ColumnCleaner(into="clean").table(batch).select(["clean", "clean_error"]).to_pylist()
    [{'clean': 'It is open.', 'clean_error': None}, {'clean': None, 'clean_error': None}]
    """

    column: str = "text"
    into: str | None = None
    pipeline: Pipeline | None = None
    kind: Kind | None = None
    to: Format = "text"
    images: bool = False
    site: str | None = URL

    def __post_init__(self) -> None:
        check_options(self.kind, self.to)

    @property
    def output_column(self) -> str:
        """The name of the column for the clean texts."""
        return self.into or self.column

    @property
    def errors(self) -> str:
        """The name of the column that says why a record could not be cleaned."""
        return f"{self.output_column}_error"

    def check(self, names: Sequence[str]) -> None:
        """Raises OptionError if `column` is none of these, or `site`, unless that is "url"."""
        check_columns(names, self.column, self.site)

    def values(
        self, values: Iterable[Any], sites: Iterable[Any] | None = None
    ) -> tuple[list[str | None], list[str | None]]:
        """The clean texts of some values, and their errors. A value that could not be read is a CleantextError."""
        clean = partial(or_default(self.pipeline).clean, kind=self.kind, to=self.to, images=self.images)
        attempt = Attempt(clean)
        texts: list[str | None] = []
        errors: list[str | None] = []
        for value, site in zip(values, repeat(None) if sites is None else sites, strict=sites is not None):
            answer = value
            if value is not None and not isinstance(value, CleantextError):
                answer = attempt(value, site if isinstance(site, str) else None)
            texts.append(None if isinstance(answer, CleantextError) else answer)
            errors.append(described(answer) if isinstance(answer, CleantextError) else None)
        return texts, errors

    def arrays(self, column: Any, sites: Any = None) -> tuple[Any, Any]:
        """The same for a `pyarrow.Array` or `pyarrow.ChunkedArray`: two arrays of a string type, large if its is."""
        import pyarrow

        texts, errors = self.values(values_of(column), None if sites is None else values_of(sites))
        kind = text_type(column.type)
        return pyarrow.array(texts, kind), pyarrow.array(errors, kind)

    def table(self, batch: Any) -> Any:
        """The same for a `pyarrow.Table` or `pyarrow.RecordBatch`: what it was, with both columns.

        Raises:
            OptionError: there is no such column.
        """
        if not batch.schema.names:  # A partition without rows may have no columns at all.
            return batch
        self.check(batch.schema.names)
        sites = batch.column(self.site) if self.site in batch.schema.names else None
        texts, errors = self.arrays(batch.column(self.column), sites)
        return _with_column(_with_column(batch, self.output_column, texts), self.errors, errors)


def described(error: CleantextError) -> str:
    """The message of an error, with lone surrogates escaped."""
    return str(error).encode("utf-8", "backslashreplace").decode()


def text_type(kind: Any) -> Any:
    """The Arrow type for the clean texts of a column: a string type stays, and what is large stays large."""
    import pyarrow
    from pyarrow import types

    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        return kind
    return pyarrow.large_string() if types.is_large_binary(kind) else pyarrow.string()


def _with_column(batch: Any, name: str, values: Any) -> Any:
    names = batch.schema.names
    if name in names:
        return batch.set_column(names.index(name), name, values)
    return batch.add_column(len(names), name, values)
