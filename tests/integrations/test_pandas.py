"""The accessor of pandas, against the real package."""

from __future__ import annotations

import lxml.html
import pandas as pd
import pytest
from hypothesis import given

import cleantext
import cleantext.integrations.pandas
from tests.integrations.sources import EMPTY, MOODY, PAGE, TEXT, several


@pytest.mark.parametrize("dtype", [object, "string", "category"])
@given(found=several)
def test_each_value_is_cleaned_as_it_is_alone_and_keeps_its_label(dtype: object, found: list[str]) -> None:
    given = pd.Series(found, index=[f"row {n}" for n in range(len(found))], name="text", dtype=dtype)
    given.attrs["source"] = "a.html"
    clean = given.cleantext.clean()
    assert clean.attrs == given.attrs
    assert clean.tolist() == [cleantext.clean(text) for text in found]
    assert (clean.name, clean.index.tolist()) == ("text", given.index.tolist())
    assert given.tolist() == found
    assert clean.dtype == (object if dtype == "category" else given.dtype)


@pytest.mark.parametrize("dtype", [object, "string"])
def test_what_is_missing_stays_and_labels_may_be_the_same(dtype: object) -> None:
    given = pd.Series([TEXT, None, TEXT], index=["a", "a", "b"], dtype=dtype)
    clean = given.cleantext.clean()
    assert clean.isna().tolist() == [False, True, False]
    assert clean.dropna().tolist() == [cleantext.clean(TEXT)] * 2
    assert pd.Series([None, None], dtype=dtype).cleantext.clean().isna().all()


def test_it_has_the_options_of_clean_and_of_clean_many() -> None:
    given = pd.Series([PAGE, PAGE.encode(), lxml.html.fromstring(PAGE)], dtype=object)
    assert given.cleantext.clean(kind="html", to="markdown").tolist() == ["The **ferry** sails at noon."] * 3
    assert given[:2].cleantext.clean(jobs=2).tolist() == ["The ferry sails at noon."] * 2
    assert pd.Series([TEXT]).cleantext.clean(pipeline=EMPTY).tolist() == [TEXT]
    with pytest.raises(cleantext.OptionError, match="to is one of"):
        given.cleantext.clean(to="pdf")


@pytest.mark.parametrize("value", ["[raise]", 7])
def test_a_value_that_fails_is_named_by_its_label(value: object) -> None:
    given = pd.Series([TEXT, None, value], index=["a", "b", "c"], dtype=object)
    with pytest.raises(cleantext.CleantextError, match=r"^value at 'c': "):
        given.cleantext.clean(pipeline=MOODY)
