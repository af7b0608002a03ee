"""Apache Spark: what comes out is what plain Python gives, from frames and from SQL, also when a task fails once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from pyspark.sql.types import BinaryType, StringType, StructField, StructType

import cleantext.engines.spark
from cleantext import BoilerplateLearner, OptionError, Pipeline
from tests.engines.documents import (
    CLEAN,
    CLEAN_OF_SITES,
    LEARNED,
    NEWS,
    OF_SITES,
    REFUSING,
    SITES,
    assert_as_plain,
    few_examples,
    learned_plainly,
    new_learner,
    pages_of,
    several_bytes,
    several_texts,
    sited_pages,
)
from tests.engines.filters import TROUBLE, Once


def frame_of(spark: Any, documents: list[Any], kind: Any = None) -> Any:
    schema = StructType([StructField("text", kind or StringType())])
    return spark.createDataFrame([(document,) for document in documents], schema).coalesce(2)


@few_examples
@given(several_texts)
def test_texts_come_out_as_from_plain_python(spark: Any, documents: list[str | None]) -> None:
    rows = cleantext.engines.spark.clean(frame_of(spark, documents), pipeline=REFUSING).collect()
    assert_as_plain(documents, [row.text for row in rows], [row.text_error for row in rows])


@few_examples
@given(several_bytes)
def test_bytes_come_out_as_from_plain_python(spark: Any, documents: list[bytes | None]) -> None:
    frame = frame_of(spark, documents, BinaryType())
    rows = cleantext.engines.spark.clean(frame, "text", "clean", REFUSING).collect()
    assert_as_plain(documents, [row.clean for row in rows], [row.clean_error for row in rows])
    assert [row.text and bytes(row.text) for row in rows] == documents


@few_examples
@given(several_texts)
def test_a_function_of_a_column_gives_the_same(spark: Any, documents: list[str | None]) -> None:
    frame = frame_of(spark, documents)
    clean = cleantext.engines.spark.column_function(REFUSING)
    texts = [row.clean for row in frame.select(clean("text").alias("clean")).collect()]
    rows = cleantext.engines.spark.clean(frame, pipeline=REFUSING).collect()
    assert texts == [row.text for row in rows]


def test_sql_has_it_by_the_name_that_it_is_given(spark: Any) -> None:
    frame_of(spark, [NEWS[0], None, NEWS[1]]).createOrReplaceTempView("news")
    spark.udf.register("clean_text", cleantext.engines.spark.column_function())
    cleaned = spark.sql("SELECT clean_text(text) AS text FROM news WHERE text IS NULL OR length(clean_text(text)) > 9")
    assert [row.text for row in cleaned.collect()] == [CLEAN[0], None, CLEAN[1]]


@pytest.mark.parametrize("how", ["kill", "raise"])
def test_a_task_that_fails_is_tried_again(spark: Any, tmp_path: Path, how: str) -> None:
    mark = tmp_path / "failed"
    pipeline = Pipeline.default().then(Once(str(mark), how))
    documents = [*NEWS[:30], TROUBLE, *NEWS[30:]]
    rows = cleantext.engines.spark.clean(frame_of(spark, documents), pipeline=pipeline).collect()
    assert mark.exists()
    assert [row.text for row in rows] == [*CLEAN[:30], TROUBLE, *CLEAN[30:]]
    assert {row.text_error for row in rows} == {None}


def test_bytes_in_a_text_that_are_not_utf_8_cost_its_record_alone(spark: Any) -> None:
    frame_of(spark, [NEWS[0].encode(), b"caf\xe9 noir", None], BinaryType()).createOrReplaceTempView("raw")
    rows = cleantext.engines.spark.clean(spark.sql("SELECT CAST(text AS STRING) AS text FROM raw")).collect()
    assert [row.text for row in rows] == [CLEAN[0], None, None]
    assert [row.text_error for row in rows] == [None, "a text that is not UTF-8: byte 0xe9 at 3", None]


@pytest.mark.parametrize("large", ["true", "false"])
def test_other_columns_their_types_and_their_order_stay(spark: Any, large: str) -> None:
    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", large)
    when = datetime(2026, 11, 28, 12, tzinfo=UTC)
    rows = [(1, NEWS[0], {"a": [1.5, None]}, when, b"x"), (2, None, None, None, None)]
    frame = spark.createDataFrame(
        rows, "id int, text string, more map<string, array<double>>, at timestamp, raw binary"
    )
    cleaned = cleantext.engines.spark.clean(frame)
    assert cleaned.columns == [*frame.columns, "text_error"]
    assert cleaned.schema.fields[:-1] == frame.schema.fields
    assert cleaned.drop("text", "text_error").collect() == frame.drop("text").collect()
    assert [row.text for row in cleaned.collect()] == [CLEAN[0], None]
    into = cleantext.engines.spark.clean(frame, "raw", "text")
    assert into.columns == cleaned.columns
    assert [row.text for row in into.collect()] == ["x", None]


def test_a_frame_without_rows_has_none(spark: Any) -> None:
    assert cleantext.engines.spark.clean(frame_of(spark, [])).collect() == []


def test_what_makes_no_sense_is_refused_before_any_work(spark: Any) -> None:
    with pytest.raises(OptionError, match="no column 'body'; there is 'text'"):
        cleantext.engines.spark.clean(frame_of(spark, NEWS), "body")
    with pytest.raises(OptionError, match="kind is one of"):
        cleantext.engines.spark.clean(frame_of(spark, NEWS), kind="pdf")
    with pytest.raises(OptionError, match="to is one of"):
        cleantext.engines.spark.column_function(to="pdf")


def test_rules_of_one_site_act_on_its_records_alone(spark: Any) -> None:
    frame = spark.createDataFrame(list(zip(OF_SITES, SITES, strict=True)), "text string, page string").coalesce(1)
    rows = cleantext.engines.spark.clean(frame, pipeline=LEARNED, site="page").collect()
    assert [row.text for row in rows] == CLEAN_OF_SITES


@few_examples
@given(sited_pages)
def test_it_learns_what_plain_python_learns(spark: Any, pages: list[tuple[str | None, str | None]]) -> None:
    frame = spark.createDataFrame(pages, "page string, of string").repartition(4)
    learner = new_learner()
    assert cleantext.engines.spark.learn(frame, "page", "of", learner) is learner
    plainly = learned_plainly(pages)
    assert learner.sites_ == plainly.sites_
    assert learner.to_pack() == plainly.to_pack()


def test_it_learns_on_where_a_learner_has_learned_already(spark: Any) -> None:
    pages = pages_of("harbour.example", ["Aurora", "Meteor", "Ida Marsh"])
    learner = BoilerplateLearner().partial_fit([pages[0][0]], [pages[0][1]])
    frame = spark.createDataFrame([(text.encode(), url) for text, url in pages[1:]], "text binary, url string")
    assert cleantext.engines.spark.learn(frame, learner=learner).sites_ == {"harbour.example": 3}
    assert [rule.phrases["und"] for rule in learner.rules_] == [("Hafan harbour.example",), ("Newyddion",), ("Tywydd",)]


def test_a_frame_without_rows_teaches_nothing(spark: Any) -> None:
    assert cleantext.engines.spark.learn(frame_of(spark, []), site=None).rules_ == ()


def test_what_cannot_be_learned_from_is_refused_before_any_work(spark: Any) -> None:
    with pytest.raises(OptionError, match="no column 'body'; there is 'text'"):
        cleantext.engines.spark.learn(frame_of(spark, NEWS), "body")
    with pytest.raises(OptionError, match="kind is one of"):
        cleantext.engines.spark.learn(frame_of(spark, NEWS), kind="pdf")
