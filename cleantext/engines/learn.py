"""Learns boilerplate from one column of batches of Arrow: from parts of a corpus apart, in workers, then from all."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any, Final

from cleantext.cleaned import Cleaned
from cleantext.corpus.many import Attempt
from cleantext.corpus.records import URL
from cleantext.engines.columns import check_columns, values_of
from cleantext.learning import BoilerplateLearner, Page
from cleantext.pipeline import check_options, or_default
from cleantext.readers import Kind

#: The only column of what workers send: a learner of each part, pickled.
LEARNER: Final = "learner"


@dataclass(frozen=True)
class PartLearner:
    """Learns from a part of a corpus; it goes to workers by pickle.

    Attributes:
        learner: one that has learned nothing, with the parameters of the whole.
        column: the column to learn from. Null, and what cannot be cleaned, is passed over.
        site: the column with the address of each document, or the name of its site; a document that has none teaches
            nothing. None says that all are of one site: rules act on any document.
        kind: as for `cleantext.clean`.

    Raises:
        OptionError: `kind` has a value that it cannot have.

    >>> import pyarrow
    >>> batch = pyarrow.table({"text": ["The bridge is open.", None], "url": ["https://harbour.example/7", None]})
    >>> (part,) = PartLearner(BoilerplateLearner()).of_batch(batch).column(LEARNER).to_pylist()
    >>> merged(BoilerplateLearner(), [part])
    <BoilerplateLearner: 1 pages of 1 sites>
    """

    learner: BoilerplateLearner
    column: str = "text"
    site: str | None = URL
    kind: Kind | None = None

    def __post_init__(self) -> None:
        check_options(self.kind, "text")

    @classmethod
    def of(cls, learner: BoilerplateLearner, column: str, site: str | None, kind: Kind | None) -> PartLearner:
        """One with the parameters of a learner, whatever that has learned already."""
        return cls(copy(learner).fit([]), column, site, kind)

    def check(self, names: Iterable[str]) -> None:
        """Raises OptionError if a column that is to be read is none of these."""
        for column in (self.column, *([] if self.site is None else [self.site])):
            check_columns(list(names), column, None)

    def of_batch(self, batch: Any) -> Any:
        """What is learned from a `pyarrow.Table`, as a table of one row."""
        import pyarrow

        return pyarrow.Table.from_batches(self.of_batches(iter([batch])))

    def of_batches(self, batches: Iterator[Any]) -> Iterator[Any]:
        """What is learned from all `pyarrow.RecordBatch` of a part, or tables, as a batch of one row.

        Raises:
            OptionError: there is no such column.
        """
        learner = copy(self.learner).fit([])
        explain = Attempt(partial(or_default(learner.pipeline).explain, kind=self.kind))
        for batch in batches:
            for source, site in self._rows(batch):
                cleaned = explain(source)
                has_site = isinstance(site, str) and site
                if isinstance(cleaned, Cleaned) and (has_site or self.site is None):
                    learner.add(Page.of(cleaned), site if has_site else None)
        yield _row(learner)

    def merge(self, batches: Iterator[Any]) -> Iterator[Any]:
        """What all learners in some batches have learned, as one."""
        parts = (part for batch in batches for part in batch.column(LEARNER).to_pylist())
        yield _row(merged(copy(self.learner).fit([]), parts))

    def _rows(self, batch: Any) -> Iterable[tuple[Any, Any]]:
        names = batch.schema.names
        if not names:  # What engines call a part without rows may have no columns at all.
            return ()
        self.check(names)
        sites = values_of(batch.column(self.site)) if self.site in names else repeat(None)
        return zip(values_of(batch.column(self.column)), sites, strict=False)


def merged(learner: BoilerplateLearner, parts: Iterable[bytes]) -> BoilerplateLearner:
    """Return a learner after it has taken over what the pickled ones have learned."""
    for part in parts:
        learner.merge(pickle.loads(part))
    return learner


def _row(learner: BoilerplateLearner) -> Any:
    import pyarrow

    return pyarrow.record_batch({LEARNER: pyarrow.array([pickle.dumps(learner)], pyarrow.binary())})
