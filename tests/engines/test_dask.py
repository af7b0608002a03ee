"""Dask: what comes out is what plain Python gives, from two processes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import dask
import pandas
import pytest
from dask.dataframe import DataFrame, from_pandas
from hypothesis import given

from cleantext import OptionError
from cleantext.engines.dask import clean
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
    several_bytes,
    several_texts,
)


@pytest.fixture(scope="module")
def workers() -> Iterator[Executor]:
    """Two processes, which Dask would else start for each computation."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        yield pool


def frame_of(documents: list[Any], dtype: Any = None) -> DataFrame:
    frame = pandas.DataFrame({"text": pandas.array(documents, dtype=dtype), "url": "/ferry"})
    with dask.config.set({"dataframe.convert-string": dtype is None}):  # Else Dask makes text of bytes and of numbers.
        return from_pandas(frame, npartitions=2)


def values_of(column: pandas.Series) -> list[Any]:
    return [None if missing else value for value, missing in zip(column, column.isna(), strict=True)]


@few_examples
@given(several_texts)
def test_texts_come_out_as_from_plain_python(workers: Executor, documents: list[str | None]) -> None:
    cleaned = clean(frame_of(documents), pipeline=REFUSING).compute(scheduler="processes", pool=workers)
    assert_as_plain(documents, values_of(cleaned["text"]), values_of(cleaned["text_error"]))


@few_examples
@given(several_bytes)
def test_bytes_come_out_as_from_plain_python(documents: list[bytes | None]) -> None:
    cleaned = clean(frame_of(documents, object), "text", "clean", REFUSING).compute(
        scheduler="processes", num_workers=2
    )
    assert_as_plain(documents, values_of(cleaned["clean"]), values_of(cleaned["clean_error"]))
    assert values_of(cleaned["text"]) == documents


def test_other_columns_types_and_order_stay_as_is_said_beforehand() -> None:
    frame = frame_of(NEWS)
    cleaned = clean(frame)
    assert list(cleaned.columns) == ["text", "url", "text_error"]
    computed = cleaned.compute()
    assert list(computed.dtypes) == list(cleaned.dtypes)
    assert computed["text"].dtype == frame["text"].dtype
    assert computed["text"].tolist() == CLEAN
    assert computed["url"].tolist() == ["/ferry"] * len(NEWS)


def test_what_is_no_text_costs_its_record_alone() -> None:
    cleaned = clean(frame_of([NEWS[0], 7, b"<p>The bridge is open.</p>", float("nan")], object)).compute()
    assert values_of(cleaned["text"]) == [CLEAN[0], None, "The bridge is open.", None]
    assert ["not int" in (error or "") for error in values_of(cleaned["text_error"])] == [False, True, False, False]


def test_what_makes_no_sense_is_refused_before_any_work() -> None:
    with pytest.raises(OptionError, match="no column 'body'; there is 'text', 'url'"):
        clean(frame_of(NEWS), "body")
    with pytest.raises(OptionError, match="to is one of"):
        clean(frame_of(NEWS), to="pdf")


def test_rules_of_one_site_act_on_its_records_alone() -> None:
    frame = from_pandas(pandas.DataFrame({"text": OF_SITES, "url": SITES}), npartitions=1)
    assert clean(frame, pipeline=LEARNED).compute()["text"].tolist() == CLEAN_OF_SITES
