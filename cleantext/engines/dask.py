"""Cleans a column of a data frame of Dask, partition by partition."""

from __future__ import annotations

from functools import partial

from cleantext.corpus.records import URL
from cleantext.engines.batch import ColumnCleaner
from cleantext.errors import missing
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    import pandas
    from dask.dataframe import DataFrame
except ImportError as error:
    raise missing("dask", "dask") from error


def clean(
    frame: DataFrame,
    column: str = "text",
    into: str | None = None,
    pipeline: Pipeline | None = None,
    *,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    site: str | None = URL,
) -> DataFrame:
    r"""Return a data frame with the clean text of each row, computed when it is asked for (`map_partitions`).

    Cleaning is Python, so that threads do not make it faster: use processes, or a cluster.

    Args:
        frame: of texts or pages, as str or bytes.
        column: the column to clean; what is missing stays so.
        into: the column for what is left; None replaces `column`. One that is there already is replaced. What cannot
            be cleaned is missing, and the column of this name with the suffix "_error" says why.
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
        site: the column with the address of each record, or the name of its site, for rules that act on one site only;
            None reads none. "url" need not be there.

    Raises:
        OptionError: there is no such column, or `kind` or `to` has a value that it cannot have.

    >>> import pandas
    >>> from dask.dataframe import from_pandas
    >>> pages = from_pandas(pandas.DataFrame({"text": ["The bridge is open.\n\nLeave a Reply"]}), npartitions=1)
    >>> clean(pages).compute()["text"].tolist()
    ['The bridge is open.']
    """
    cleaner = ColumnCleaner(column, into, pipeline, kind, to, images, site)
    cleaner.check(list(frame.columns))
    clean_partition = partial(_clean_partition, cleaner)
    return frame.map_partitions(clean_partition, meta=clean_partition(frame._meta))


def _clean_partition(cleaner: ColumnCleaner, frame: pandas.DataFrame) -> pandas.DataFrame:
    """One partition with both columns; texts have the type that they had, or object where there were bytes."""
    column = frame[cleaner.column]
    texts, errors = cleaner.values(
        (None if is_missing else value for value, is_missing in zip(column, column.isna(), strict=True)),
        frame[cleaner.site] if cleaner.site in frame.columns else None,
    )
    dtype = column.dtype if isinstance(column.dtype, pandas.StringDtype) else object
    return frame.assign(
        **{cleaner.output_column: pandas.array(texts, dtype=dtype), cleaner.errors: pandas.array(errors, dtype=dtype)}
    )
