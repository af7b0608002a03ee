"""Finds the text in one record and puts the clean text in its place, leaving every other byte of the record alone."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any, Final, Protocol

import orjson

from cleantext.errors import CleantextError
from cleantext.readers import Kind
from cleantext.readers.encoding import CONTROLS, EncodingError, decode, is_utf8
from cleantext.readers.sniff import is_html


class RecordError(CleantextError):
    """A record cannot be cleaned; the message is the cause, to which the caller adds file and line."""


class Shape(Protocol):
    """How a record holds its text."""

    def text(self, raw: bytes) -> str | None:
        """The text in the record, or None if there is no record (a blank line). Raises RecordError, EncodingError."""

    def replaced(self, raw: bytes, text: str, cleaned: str) -> bytes:
        """The record with `cleaned` in place of `text`, which it holds."""


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file that is one document of a `kind`, which None tells by its looks; an undecodable byte becomes U+FFFD."""

    encoding: str | None
    kind: Kind | None

    def text(self, raw: bytes) -> str:
        """The text of the file, or its HTML; raises EncodingError."""
        text = decode(raw, self.encoding)
        if self.kind == "html":
            _check_page(text)
        elif self.kind == "text" or not is_html(text):
            _check_text(text, raw)
        return text

    def replaced(self, raw: bytes, text: str, cleaned: str) -> bytes:
        """The clean text in UTF-8."""
        return cleaned.encode("utf-8")


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A JSON object on a line; `into` is the member for the clean text, which may be `field` itself.

    With `as_json` what is to go there is JSON, and becomes an object in the object.
    """

    field: str
    into: str
    as_json: bool = False

    def text(self, raw: bytes) -> str | None:
        """The member `field`, None for a blank line; raises RecordError."""
        if not raw.strip():
            return None
        _check_utf8(raw)
        record = _parsed(raw)
        if not isinstance(record, dict):
            raise RecordError(f"not a JSON object but {_json_type(record)}")
        if self.field not in record:
            raise RecordError(f"no field {self.field!r}; there is {_some_of(list(record))}")
        text = record[self.field]
        if not isinstance(text, str):
            raise RecordError(f"field {self.field!r} is {_json_type(text)}, not a string")
        return text

    def replaced(self, raw: bytes, text: str, cleaned: str) -> bytes:
        """The line with the clean text in it: cut and joined, not written anew.

        Anew, a number beyond 64 bits or 15 digits would change, and so would spaces, escapes and doubled members.
        """
        if cleaned == text and self.into == self.field:
            return raw
        value = cleaned.encode() if self.as_json else _dumped(cleaned)
        members = _members(raw)
        # Of doubled members the last one counts, to us as to every JSON library.
        for name, start, end in reversed(members):
            if name == self.into:
                return raw[:start] + value + raw[end:]
        end = members[-1][2]
        return raw[:end] + b"," + _dumped(self.into) + b":" + value + raw[end:]


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of CSV: the text is in cell `source`, the clean text goes to `goal`, one behind the last to add a cell."""

    width: int
    source: int
    goal: int

    def text(self, raw: bytes) -> str | None:
        """The cell `source`, None for a blank line; raises RecordError."""
        if not raw.strip(b"\r\n"):
            return None
        cells = read_row(raw)
        if len(cells) != self.width:
            raise RecordError(f"the row has {len(cells)} cells, the header {self.width}")
        return cells[self.source]

    def replaced(self, raw: bytes, text: str, cleaned: str) -> bytes:
        """The row with the clean text in it; a row without anything to cut stays as it is, quotes and all."""
        if cleaned == text and self.goal == self.source:
            return raw
        return write_row(_with_cell(read_row(raw), self.goal, cleaned), like=raw)


def read_header(raw: bytes, field: str, into: str) -> tuple[CsvRow, bytes]:
    """The shape of the rows under this header, and the header of the output.

    Raises:
        RecordError: the header is no CSV, or has no column of that name.
    """
    columns = read_row(raw)
    if field not in columns:
        raise RecordError(f"no column {field!r}; there is {_some_of(columns)}")
    goal = columns.index(into) if into in columns else len(columns)
    header = raw if goal < len(columns) else write_row([*columns, into], like=raw)
    return CsvRow(len(columns), columns.index(field), goal), header


def read_row(raw: bytes) -> list[str]:
    """The cells of one row. Raises RecordError if it is not UTF-8 or not one row of CSV."""
    _check_utf8(raw)
    try:
        # Lines must end where the reader of the file saw them end, which is at \n alone.
        rows = list(csv.reader(io.StringIO(raw.decode(), newline="\n"), strict=True))
    except csv.Error as error:
        raise RecordError(f"not CSV: {error}") from None
    return rows[0] if rows else []


def write_row(cells: list[str], *, like: bytes) -> bytes:
    """The cells as a row of CSV, ended as the row `like` is."""
    ending = like[len(like.rstrip(b"\r\n")) :].decode()
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator=ending).writerow(cells)
    return row.getvalue().encode()


def _check_page(page: str) -> None:
    # Bytes make a page whatever they are. Real pages have at most one control character in a hundred thousand (2,086
    # of them were looked at), files of other kinds one in fifty at least.
    if _controls(page) > _MOST_CONTROLS * len(page):
        raise EncodingError("looks like no page, but like an image or other binary data")


def _check_text(text: str, raw: bytes) -> None:
    # What is UTF-8 is text, unless it is full of nulls; other control characters strike letters over on terminals.
    if is_utf8(raw):
        binary = text.count("\0") > _MOST_NULLS * len(text)
    else:
        binary = _controls(text) > max(_MOST_CONTROLS * len(text), 1)
    if binary:
        raise EncodingError("looks like no text in any encoding; name its encoding with --encoding")


def _controls(text: str) -> int:
    data = text.encode("utf-8", "replace")
    return len(data) - len(data.translate(None, CONTROLS))


def _with_cell(cells: list[str], goal: int, text: str) -> list[str]:
    return [*cells[:goal], text, *cells[goal + 1 :]]


def _check_utf8(raw: bytes) -> None:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        cause = f"undecodable: byte 0x{byte:02x} at {error.start} of the record does not fit the encoding of the file"
        raise RecordError(f"{cause}; if it is not UTF-8, name it with --encoding") from None


def _parsed(raw: bytes) -> Any:
    """What a line of JSON stands for. Raises RecordError.

    Most programs write NaN, Infinity, numbers beyond all bounds (1e400) and halves of surrogate pairs without a word,
    the standard library of Python among them, which reads them all as well.
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        try:
            # Digits by the thousand would take time, and are refused, as integers; all that counts is that it is one.
            return json.loads(raw.decode(), parse_int=float)
        except RecursionError:
            raise RecordError("not JSON: nested too deeply") from None
        except json.JSONDecodeError as error:
            raise RecordError(f"not JSON: {error}") from None


def _dumped(text: str) -> bytes:
    """A str as JSON; halves of surrogate pairs, which UTF-8 has no bytes for, as the escapes that they came from."""
    try:
        return orjson.dumps(text)
    except orjson.JSONEncodeError:
        return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace")


_MOST_CONTROLS: Final = 0.01
_MOST_NULLS: Final = 0.1

_STRING: Final = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_KEY: Final = re.compile(rb"[\s,]*(" + _STRING + rb")\s*:\s*")
_SCALAR: Final = re.compile(_STRING + rb"|[^\s,}\[{]+")
_NESTED: Final = re.compile(_STRING + rb"|[\[\]{}]")


def _members(raw: bytes) -> list[tuple[str, int, int]]:
    """Name, start and end of value of each member of a JSON object that `_parsed` has accepted already."""
    members = []
    at = raw.index(b"{") + 1
    while key := _KEY.match(raw, at):
        at = _value_end(raw, key.end())
        members.append((_parsed(key[1]), key.end(), at))
    return members


def _value_end(raw: bytes, start: int) -> int:
    if scalar := _SCALAR.match(raw, start):
        return scalar.end()
    depth = 0
    for token in _NESTED.finditer(raw, start):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    raise AssertionError("an object was accepted that does not end")


def _json_type(value: object) -> str:
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names.get(type(value), "an object")


def _some_of(names: list[str]) -> str:
    shown = ", ".join(map(repr, names[:8])) or "none"
    return shown + (", …" if len(names) > 8 else "")
