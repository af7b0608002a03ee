"""Cleans a column of a dataset of Ray Data, by batches of Arrow, in Ray's own tasks."""

from __future__ import annotations

from cleantext.corpus.records import URL
from cleantext.engines import missing
from cleantext.engines.batch import ColumnCleaner
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from ray.data import Dataset
except ImportError as error:
    raise missing("ray") from error


def clean(
    dataset: Dataset,
    column: str = "text",
    into: str | None = None,
    pipeline: Pipeline | None = None,
    *,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    site: str | None = URL,
) -> Dataset:
    r"""Return a dataset with the clean text of each record, computed when it is asked for.

    A worker that dies is Ray's affair, which does its tasks again. A column that is not there is found out by them.

    Args:
        dataset: of texts or pages, as str or bytes.
        column: the column to clean; null stays null.
        into: the column for what is left; None replaces `column`. One that is there already is replaced. What cannot
            be cleaned is null, and the column of this name with the suffix "_error" says why.
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
        site: the column with the address of each record, or the name of its site, for rules that act on one site only;
            None reads none. "url" need not be there.

    Raises:
        OptionError: `kind` or `to` has a value that it cannot have.

    >>> import ray
    >>> pages = ray.data.from_items([{"text": "The bridge is open.\n\nLeave a Reply"}])
    >>> clean(pages).take_all()
    [{'text': 'The bridge is open.', 'text_error': None}]
    """
    cleaner = ColumnCleaner(column, into, pipeline, kind, to, images, site)
    return dataset.map_batches(cleaner.table, batch_format="pyarrow")
