"""Finds dates in the metadata of pages, and normalises them to ISO 8601."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

import regex

#: First and last year of a plausible date; others are placeholders.
EARLIEST: Final = 1600
LATEST: Final = 2100

_NAMES: Final = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου "
    "δεκεμβρίου",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
)
_NUMBERED: Final = [(name, number) for names in _NAMES for number, name in enumerate(names.split(), 1)]
#: Months by their full names in these languages, and by the first three or four letters where these are unambiguous.
_SHORT: Final = {(name[:letters], number) for letters in (3, 4) for name, number in _NUMBERED}
_TIMES: Final = Counter(letters for letters, _ in _SHORT)
_MONTHS: Final = {letters: number for letters, number in _SHORT if _TIMES[letters] == 1} | dict(_NUMBERED)

_ISO: Final = regex.compile(
    r"\d{4}-?\d\d-?\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", regex.IGNORECASE
)
_SECONDS: Final = regex.compile(r"1\d{9}(?:\d{3})?")
_YEAR_FIRST: Final = regex.compile(
    r"(?<!\d)(?P<year>\d{4})(?:[-/.]|[年년]\s?)(?P<month>\d{1,2})(?:[-/.]|[月월]\s?)(?P<day>\d{1,2})(?!\d)"
)
_DAY_FIRST: Final = regex.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s?(?:de\s|of\s)?(?P<month>\p{L}{3,})\.?,?\s(?:de\s)?(?P<year>\d{4})(?!\d)",
    regex.IGNORECASE,
)
_MONTH_FIRST: Final = regex.compile(
    r"(?P<month>\p{L}{3,})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})(?!\d)", regex.IGNORECASE
)
_DOTTED: Final = regex.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)")
_SLASHED: Final = regex.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})(?![\d/])")


def iso_date(text: str) -> str | None:
    """Return the first date in a short text, with its time if that is written as ISO 8601 has it, or None.

    Months may be numbers, or names in fourteen languages of Europe. Where both of two numbers may be the month, as in
    3/4/2025, there is no guess. Ten or thirteen digits are seconds or milliseconds since 1970.

    >>> iso_date("2025-09-04T10:30:00Z"), iso_date("Updated: Sept. 4th, 2025 by Ida"), iso_date("3/4/2025")
    ('2025-09-04T10:30:00+00:00', '2025-09-04', None)
    """
    text = " ".join(text.split())
    if _ISO.fullmatch(text):
        return _moment(text)
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    return next(filter(None, (_day(*numbers) for numbers in _numbers(text))), None)


def _moment(text: str) -> str | None:
    """Return a date, or date and time, of ISO 8601 in its usual form."""
    try:
        if len(text) <= len("2025-09-04"):
            found = date.fromisoformat(text)
            return _day(found.year, found.month, found.day)
        moment = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return _day(moment.year, moment.month, moment.day) and moment.replace(microsecond=0).isoformat()


def _numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the dates in a text, as year, month and day."""
    for pattern in (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST, _DOTTED):
        for found in pattern.finditer(text):
            month = found["month"].lower()
            yield int(found["year"]), int(month) if month.isdecimal() else _MONTHS.get(month, 0), int(found["day"])
    for found in _SLASHED.finditer(text):
        one, other, year = int(found["one"]), int(found["other"]), int(found["year"])
        if one > 12 or one == other:
            yield year, other, one
        elif other > 12:
            yield year, one, other


def _day(year: int, month: int, day: int) -> str | None:
    """Return a date in ISO 8601; None if there is no such date, or it is implausible."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if EARLIEST <= year <= LATEST and found != date(1970, 1, 1) else None
