"""The namespace `cleantext` of Polars' expressions; importing this module registers it."""

from __future__ import annotations

from cleantext.errors import missing
from cleantext.integrations import SourceCleaner
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    import polars as pl
except ImportError as error:
    raise missing("polars", "polars") from error


@pl.api.register_expr_namespace("cleantext")
class CleantextNamespace:
    """What `expression.cleantext` is: the cleaning of a column of texts or pages."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def clean(
        self,
        *,
        pipeline: Pipeline | None = None,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
    ) -> pl.Expr:
        """Return the expression of the clean texts of a column of strings or binary; null stays null.

        It works in lazy and streaming queries, and in one process, as every function of Python does there.

        Args:
            pipeline: what to clean with; None is the default one.
            kind: as for `cleantext.clean`.
            to: as for `cleantext.clean`.
            images: as for `cleantext.clean`.

        Raises:
            OptionError: an option has a value that it cannot have.
            CleantextError: when the query runs, a value cannot be cleaned; the message names its column and its row in
                the batch. (Versions of Polars before 2 raise a ComputeError with that message.)
        """
        cleaner = SourceCleaner(pipeline, kind, to, images)

        def cleaned(column: pl.Series) -> pl.Series:
            name = f"column {column.name!r}, row"
            texts = [
                None if value is None else cleaner.clean(value, f"{name} {row}") for row, value in enumerate(column)
            ]
            return pl.Series(column.name, texts, pl.String)

        return self._expression.map_batches(cleaned, return_dtype=pl.String, is_elementwise=True)
