"""Cleans a column of a data frame of Apache Spark, or learns from it, in its Python workers; or cleans from its SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from cleantext.corpus.records import URL
from cleantext.engines.batch import ColumnCleaner
from cleantext.engines.learn import LEARNER, PartLearner, merged
from cleantext.errors import missing
from cleantext.learning import BoilerplateLearner
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    import pyarrow
    from pyspark.sql import Column, DataFrame
    from pyspark.sql.types import BinaryType, StringType, StructField, StructType
except ImportError as error:
    raise missing("pyspark", "spark") from error


def clean(
    df: DataFrame,
    column: str = "text",
    into: str | None = None,
    pipeline: Pipeline | None = None,
    *,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    site: str | None = URL,
) -> DataFrame:
    r"""Return a data frame with the clean text of each row, computed when it is asked for (`mapInArrow`).

    A task that fails is Spark's affair, which tries it again.

    Args:
        df: of texts or pages, as strings or binary.
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
        OptionError: there is no such column, or `kind` or `to` has a value that it cannot have.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> pages = spark.createDataFrame([("The bridge is open.\n\nLeave a Reply",)], ["text"])
    >>> clean(pages).collect()
    [Row(text='The bridge is open.', text_error=None)]
    """
    cleaner = ColumnCleaner(column, into, pipeline, kind, to, images, site)
    cleaner.check(df.columns)
    fields = {field.name: field for field in df.schema.fields}
    for name in (cleaner.output_column, cleaner.errors):
        fields[name] = StructField(name, StringType())
    return df.mapInArrow(partial(_batches, cleaner), StructType(list(fields.values())))


def column_function(
    pipeline: Pipeline | None = None, *, kind: Kind | None = None, to: Format = "text", images: bool = False
) -> Callable[[Column | str], Column]:
    r"""Return a function of a column that gives the clean text of each value, null for what cannot be cleaned.

    It is for expressions, and for SQL once it has a name there. `clean` also says why something is null.

    Args:
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.

    Raises:
        OptionError: `kind` or `to` has a value that it cannot have.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> _ = spark.udf.register("clean_text", column_function())
    >>> spark.sql("SELECT clean_text('The bridge is open.\n\nLeave a Reply') AS text").collect()
    [Row(text='The bridge is open.')]
    """
    from pyspark.sql.functions import arrow_udf  # Spark has had it since 4.1.

    cleaner = ColumnCleaner(pipeline=pipeline, kind=kind, to=to, images=images)
    function: Callable[[Column | str], Column] = arrow_udf(_texts(cleaner), StringType())
    return function


def learn(
    df: DataFrame,
    column: str = "text",
    site: str | None = URL,
    learner: BoilerplateLearner | None = None,
    *,
    kind: Kind | None = None,
) -> BoilerplateLearner:
    r"""Learn boilerplate from a data frame, at once, and return the learner: partitions apart, which one task merges.

    The result is that of `BoilerplateLearner.partial_fit`, whatever the order and the number of the partitions.

    Args:
        df: of texts or pages, as strings or binary.
        column: the column to learn from. Null, and what cannot be cleaned, is passed over.
        site: the column with the address of each row, or the name of its site; one that has none teaches nothing. None
            says that all are of one site: rules act on any document.
        learner: what learns on, and is returned; None is a new one. Its pipeline finds the articles.
        kind: as for `cleantext.clean`.

    Raises:
        OptionError: there is no such column, or `kind` has a value that it cannot have.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> page = "Hafan\n\nNewyddion\n\nTywydd\n\nThe {} sailed at noon."
    >>> pages = spark.createDataFrame([(page.format(ship),) for ship in ("Aurora", "Meteor", "Ida Marsh")], ["text"])
    >>> [rule.phrases["und"] for rule in learn(pages, site=None).rules_]
    [('Hafan',), ('Newyddion',), ('Tywydd',)]
    """
    learner = learner or BoilerplateLearner()
    part = PartLearner.of(learner, column, site, kind)
    part.check(df.columns)
    schema = StructType([StructField(LEARNER, BinaryType())])
    learners = df.mapInArrow(part.of_batches, schema).repartition(1).mapInArrow(part.merge, schema)
    return merged(learner, (row[LEARNER] for row in learners.collect()))


def _batches(cleaner: ColumnCleaner, batches: Iterator[Any]) -> Iterator[Any]:
    return map(cleaner.table, batches)


def _texts(cleaner: ColumnCleaner) -> Callable[[pyarrow.Array], pyarrow.Array]:
    def clean_text(column: pyarrow.Array) -> pyarrow.Array:  # By these types Spark knows how to call it.
        return cleaner.arrays(column)[0]

    return clean_text
