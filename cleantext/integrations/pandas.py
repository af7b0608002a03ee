"""The accessor `cleantext` of pandas' series; importing this module registers it."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.corpus.many import clean_many
from cleantext.errors import BatchError, CleantextError, missing
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    import pandas as pd
except ImportError as error:
    raise missing("pandas", "pandas") from error


@pd.api.extensions.register_series_accessor("cleantext")
class CleantextAccessor:
    """What `series.cleantext` is: the cleaning of a series of texts, pages or trees."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def clean(
        self,
        *,
        pipeline: Pipeline | None = None,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
        jobs: int | None = 1,
    ) -> pd.Series:
        """Return the clean texts, with the same index, name and attributes; what is missing stays as it is.

        Strings of pandas come out as the same type of strings, anything else as objects.

        Args:
            pipeline: what to clean with; None is the default one.
            kind: as for `cleantext.clean`.
            to: as for `cleantext.clean`.
            images: as for `cleantext.clean`.
            jobs: number of worker processes, as for `cleantext.clean_many`: None is all cores, 1 is this process.

        Raises:
            CleantextError: a value cannot be cleaned; it is named by its label in the index.
            OptionError: an option has a value that it cannot have.
        """
        series, present = self._series, self._series.notna()
        sources = series[present]
        texts = clean_many(sources.array, pipeline=pipeline, kind=kind, to=to, images=images, jobs=jobs)
        named = _named(texts, sources.index)
        values = [next(named) if is_present else value for value, is_present in zip(series, present, strict=True)]
        dtype = series.dtype if pd.api.types.is_string_dtype(series.dtype) else object
        return pd.Series(values, series.index, dtype).__finalize__(series)


def _named(texts: Iterator[str], labels: pd.Index) -> Iterator[str]:
    """Yield the texts; an error names the label of the one that it concerns."""
    for label in labels:
        try:
            yield next(texts)
        except BatchError:
            raise
        except CleantextError as error:
            raise CleantextError(f"value at {label!r}: {error}") from error
