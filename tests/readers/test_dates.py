"""Dates as pages write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.readers.dates import iso_date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-09-04", "2025-09-04"),
        ("20250904", "2025-09-04"),
        ("2025-09-04T10:30:00.000Z", "2025-09-04T10:30:00+00:00"),
        ("2025-09-04 10:30:00 +0200", "2025-09-04T10:30:00+02:00"),
        ("2025-09-04T10:30", "2025-09-04T10:30:00"),
        ("2025-09-04UTC07:30:00+00:", "2025-09-04"),
        ("Thu, 04 Sep 2025 10:30:00 GMT", "2025-09-04"),
        ("2025/9/4", "2025-09-04"),
        ("2025年9月4日", "2025-09-04"),
        ("September 4, 2025", "2025-09-04"),
        ("Updated:\n Sept. 4th, 2025 at noon", "2025-09-04"),
        ("4. September 2025", "2025-09-04"),
        ("le 1er août 2025", "2025-08-01"),
        ("4 de septiembre de 2025", "2025-09-04"),
        ("4 giugno 2025", "2025-06-04"),
        ("4 września 2025", "2025-09-04"),
        ("4 сентября 2025 г.", "2025-09-04"),
        ("publicerad 4 maj 2025", "2025-05-04"),
        ("2025년 9월 4일", "2025-09-04"),
        ("1757000000", "2025-09-04T15:33:20+00:00"),
        ("1757000000000", "2025-09-04T15:33:20+00:00"),
        ("4.9.2025", "2025-09-04"),
        ("30/9/2025", "2025-09-30"),
        ("9/30/2025", "2025-09-30"),
        ("4/4/2025", "2025-04-04"),
        ("3/4/2025", None),
        ("31 February 2025", None),
        ("Chapter 4, 2025", None),
        ("1970-01-01", None),
        ("0001-01-01T00:00:00", None),
        ("99999999", None),
        ("noon", None),
        ("", None),
    ],
)
def test_dates_are_found_and_written_as_iso_8601(text: str, found: str | None) -> None:
    assert iso_date(text) == found


@given(
    st.datetimes(
        datetime(1971, 1, 1),
        datetime(2100, 12, 31),
        timezones=st.none() | st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    )
)
def test_what_is_iso_8601_stays_as_it_is(moment: datetime) -> None:
    text = moment.replace(microsecond=0).isoformat()
    assert iso_date(text) == text
    assert iso_date(moment.isoformat()) == text
    assert iso_date(moment.date().isoformat()) == moment.date().isoformat()


@given(st.text() | st.from_regex(r"\d{1,4}[-/. ]\d{1,4}[-/. ]\d{1,4}", fullmatch=True))
def test_any_text_has_a_date_or_none(text: str) -> None:
    found = iso_date(text)
    assert found is None or date.fromisoformat(found[:10])
