"""Cleans a column of datasets of Hugging Face: a function for `Dataset.map(…, batched=True)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cleantext.corpus.records import URL
from cleantext.engines.batch import ColumnCleaner
from cleantext.errors import missing
from cleantext.pipeline import Pipeline, or_default
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from datasets.formatting.formatting import LazyBatch
except ImportError as error:
    raise missing("datasets", "datasets") from error


def cleaner(
    column: str = "text",
    into: str | None = None,
    pipeline: Pipeline | None = None,
    *,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    site: str | None = URL,
) -> Callable[[Any], Any]:
    r"""Return a function for `dataset.map(…, batched=True)`, also of a stream and with `num_proc`.

    The cache of `map` knows a function of another pipeline, or of another version of the rules, for another one.

    Args:
        column: the column to clean, of texts or pages, as strings or binary; null stays null.
        into: the column for what is left; None replaces `column`. One that is there already is replaced. What cannot
            be cleaned is null, and the column of this name with the suffix "_error" says why.
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
        site: the column with the address of each record, or the name of its site, for rules that act on one site only;
            None reads none. "url" need not be there.

    Raises:
        OptionError: `kind` or `to` has a value that it cannot have; by `map`, there is no such column.

    >>> from datasets import Dataset
    >>> pages = Dataset.from_dict({"text": ["The bridge is open.\n\nLeave a Reply"]})
    >>> pages.map(cleaner(), batched=True)[0]
    {'text': 'The bridge is open.', 'text_error': None}
    """
    fingerprint = or_default(pipeline).fingerprint
    return _Cleaner(column, into, pipeline, kind, to, images, site, fingerprint)


@dataclass(frozen=True)
class _Cleaner(ColumnCleaner):
    """The function for `map`, which hashes it with all its attributes for its cache.

    Attributes:
        fingerprint: that of the pipeline, which tells versions of rules and code apart.
    """

    fingerprint: str = ""

    def __call__(self, batch: Any) -> Any:
        """The batch with both columns."""
        if isinstance(batch, LazyBatch):
            # A table gives the type of a column without any value, which `map` would otherwise infer to be null, and
            # then fail on the first error.
            batch = batch.pa_table
        if hasattr(batch, "schema"):
            return self.table(batch)
        self.check(list(batch))
        texts, errors = self.values(batch[self.column], batch.get(self.site))
        return {self.output_column: texts, self.errors: errors}
