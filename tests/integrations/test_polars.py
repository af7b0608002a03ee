"""The namespace of Polars, against the real package."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given

import cleantext
import cleantext.integrations.polars
from tests.integrations.sources import EMPTY, MOODY, PAGE, TEXT, several


@given(several)
def test_each_value_is_cleaned_as_it_is_alone(found: list[str]) -> None:
    frame = pl.DataFrame({"n": range(len(found)), "text": found}, schema={"n": pl.Int64, "text": pl.String})
    wanted = [cleantext.clean(text) for text in found]
    clean = frame.with_columns(pl.col("text").cleantext.clean())
    assert (clean["text"].to_list(), clean["n"].to_list()) == (wanted, list(range(len(found))))
    assert frame.lazy().select(pl.col("text").cleantext.clean()).collect()["text"].to_list() == wanted


def test_null_stays_null_and_binary_is_decoded() -> None:
    frame = pl.DataFrame({"text": [TEXT, None], "page": [None, PAGE.encode("utf-16")]})
    clean = frame.select(pl.col("text").cleantext.clean(), pl.col("page").cleantext.clean())
    assert clean.rows() == [(cleantext.clean(TEXT), None), (None, "The ferry sails at noon.")]
    assert clean.schema == {"text": pl.String, "page": pl.String}


def test_it_has_the_options_of_clean() -> None:
    frame = pl.DataFrame({"page": [PAGE], "text": [TEXT]})
    column = pl.col("page").cleantext.clean(kind="html", to="markdown")
    assert frame.select(column).item() == "The **ferry** sails at noon."
    assert frame.select(pl.col("text").cleantext.clean(pipeline=EMPTY)).item() == TEXT
    with pytest.raises(cleantext.OptionError, match="to is one of"):
        pl.col("page").cleantext.clean(to="pdf")


@pytest.mark.parametrize(("column", "cause"), [("text", "filter 'moody' raised"), ("n", "a source is str, bytes")])
def test_a_value_that_fails_is_named_by_its_column_and_row(column: str, cause: str) -> None:
    frame = pl.DataFrame({"text": [TEXT, "[raise]"], "n": [None, 7]})
    with pytest.raises(
        (cleantext.CleantextError, pl.exceptions.ComputeError), match=f"column '{column}', row 1: {cause}"
    ):
        frame.select(pl.col(column).cleantext.clean(pipeline=MOODY))
