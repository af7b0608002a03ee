"""JSON Lines: an object on each line; only the strings that are cleaned change, and every other byte stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import orjson

from cleantext.cleaned import Cleaned
from cleantext.corpus.records import (
    BARE,
    STATS,
    URL,
    InputOptions,
    Place,
    Position,
    Record,
    RecordError,
    RecordFormat,
    Records,
    some_of,
    stats_of,
)
from cleantext.corpus.streams import Stream, cut_into_records, open_stream


@contextmanager
def open_lines(path: Place | None, compression: str, options: InputOptions, target: str) -> Iterator[Records]:
    """Opens a file of JSON Lines."""
    with open_stream(path, compression) as stream:
        yield JsonLines(stream, options, stream.text(options.encoding)[1])


class JsonLines:
    """An open file of JSON Lines."""

    def __init__(self, stream: Stream, options: InputOptions, pieces: Iterator[bytes]) -> None:
        self.record_format: RecordFormat = JsonObject.of(options, as_json=options.to == "json")
        self.layout = BARE
        self._stream = stream
        self._pieces = pieces
        self._max_bytes = options.max_bytes

    @property
    def at(self) -> int:
        """Bytes of the file that have been read."""
        return self._stream.at

    def records(self, start: Position) -> Iterator[Record]:
        """The lines from a position on."""
        return cut_into_records(self._pieces, lambda part: part.endswith(b"\n"), start, self._max_bytes)


@dataclass(frozen=True, slots=True)
class JsonObject:
    """A JSON object with texts in `fields`; the clean ones go to `output_fields`, which may be the same.

    With `as_json` a clean text is JSON, and is inserted as an object. With `nullable` a text may be null, and stays
    null. `keep`, `stats` and `where` (its `site`) are those of `InputOptions`.
    """

    fields: tuple[str, ...]
    output_fields: tuple[str, ...]
    keep: tuple[str, ...] | None = None
    stats: bool = False
    as_json: bool = False
    nullable: bool = False
    where: str | None = None

    @classmethod
    def of(cls, options: InputOptions, **more: bool) -> JsonObject:
        """The record format for some input options."""
        return cls(options.fields, options.output_fields, options.keep, options.stats, where=options.site, **more)

    def texts(self, raw: bytes) -> Sequence[str | None]:
        """The values of `fields`; empty for a blank line. Raises RecordError."""
        if not raw.strip():
            return ()
        check_utf8(raw)
        record = parsed(raw)
        if not isinstance(record, dict):
            raise RecordError(f"not a JSON object but {json_type(record)}")
        return [self._text(record, field) for field in self.fields]

    def _text(self, record: dict[str, Any], field: str) -> str | None:
        text = member(record, field)
        if not isinstance(text, str) and not (text is None and self.nullable):
            raise RecordError(f"field {field!r} is {json_type(text)}, not a string")
        return text

    def site(self, raw: bytes) -> str | None:
        """The value of the member `where`. Raises RecordError."""
        if self.where is None:
            return None
        record = parsed(raw)
        if self.where == URL and URL not in record:
            return None
        site = member(record, self.where)
        if not isinstance(site, str) and site is not None:
            raise RecordError(f"field {self.where!r} is {json_type(site)}, not a string")
        return site

    def replaced(self, raw: bytes, texts: Sequence[str | None], cleaned: Sequence[Cleaned | None]) -> bytes:
        """The line with the clean texts spliced in.

        Serialising it again would change numbers beyond 64 bits or 15 digits, spaces, escapes and duplicate members.
        """
        values: dict[str, bytes] = {}
        for field, output_field, text, one in zip(self.fields, self.output_fields, texts, cleaned, strict=True):
            if one is None:
                if output_field != field or self.keep is not None:
                    values[output_field] = b"null"
            elif one.text != text or output_field != field or self.keep is not None:
                values[output_field] = one.text.encode() if self.as_json else dumped(one.text)
        if self.stats:
            values |= zip(STATS, map(orjson.dumps, stats_of(cleaned)), strict=True)
        if self.keep is not None:
            return _object(self._kept(raw, self.keep) | values) + raw[len(raw.rstrip()) :]
        for name, value in values.items():
            raw = _with_member(raw, name, value)
        return raw

    def _kept(self, raw: bytes, names: Sequence[str]) -> dict[str, bytes]:
        record = parsed(raw)
        paths = {name: _path(record, name) for name in names}
        return {name: raw[slice(*_span(raw, path))] for name, path in paths.items() if path is not None}


def member(record: dict[str, Any], field: str) -> Any:
    """The value of a member of an object; "a.b" is the member b of the member a. Raises RecordError."""
    path = _path(record, field)
    if path is None:
        raise RecordError(f"no field {field!r}; there is {some_of(list(record))}")
    value: Any = record
    for name in path:
        value = value[name]
    return value


def check_utf8(raw: bytes) -> None:
    """Raises RecordError for what is not UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        cause = f"undecodable: byte 0x{byte:02x} at {error.start} of the record does not fit the encoding of the file"
        raise RecordError(f"{cause}; if it is not UTF-8, name it with --encoding") from None


def parsed(raw: bytes) -> Any:
    """The value that some JSON stands for. Raises RecordError.

    NaN, Infinity, numbers out of range (1e400) and lone surrogates are accepted: most programs write them without a
    warning, the standard library of Python among them.
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        try:
            # Thousands of digits are slow to parse as an int, and refused; the value of a number does not matter here.
            return json.loads(raw.decode(), parse_int=float)
        except RecursionError:
            raise RecordError("not JSON: nested too deeply") from None
        except json.JSONDecodeError as error:
            raise RecordError(f"not JSON: {error}") from None


def dumped(text: str) -> bytes:
    """A str as JSON; lone surrogates, which UTF-8 cannot encode, become escapes."""
    try:
        return orjson.dumps(text)
    except orjson.JSONEncodeError:
        return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace")


def json_type(value: object) -> str:
    """The type of a value of JSON, in words."""
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names.get(type(value), "an object")


def _path(record: dict[str, Any], field: str) -> tuple[str, ...] | None:
    """The names that lead to a member, from the outermost object inward; a name with dots may also be one name."""
    if field in record:
        return (field,)
    at = field.find(".")
    while at >= 0:
        inner = record.get(field[:at])
        if isinstance(inner, dict) and (rest := _path(inner, field[at + 1 :])) is not None:
            return field[:at], *rest
        at = field.find(".", at + 1)
    return None


def _with_member(raw: bytes, name: str, value: bytes) -> bytes:
    """An object with a member replaced, or added at its end."""
    record = parsed(raw)
    path = _path(record, name)
    if path is not None:
        start, end = _span(raw, path)
        return raw[:start] + value + raw[end:]
    above, _, last = name.rpartition(".")
    outer = _path(record, above) if above else None
    at = raw.index(b"{") if outer is None else _span(raw, outer)[0]
    if outer is None or raw[at : at + 1] != b"{":
        at, last = raw.index(b"{"), name
    members = _members(raw, at)
    end = members[-1][2] if members else at + 1
    return raw[:end] + (b"," if members else b"") + dumped(last) + b":" + value + raw[end:]


def _span(raw: bytes, path: Sequence[str]) -> tuple[int, int]:
    """Start and end of the value of an existing member."""
    start, end = raw.index(b"{"), len(raw)
    for step in path:
        # Of duplicate members the last one counts, as in every JSON library.
        start, end = next((at, to) for name, at, to in reversed(_members(raw, start)) if name == step)
    return start, end


def _object(members: dict[str, bytes]) -> bytes:
    return b"{" + b",".join(dumped(name) + b":" + value for name, value in members.items()) + b"}"


_STRING: Final = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_KEY: Final = re.compile(rb"[\s,]*(" + _STRING + rb")\s*:\s*")
_SCALAR: Final = re.compile(_STRING + rb"|[^\s,}\[{]+")
_NESTED: Final = re.compile(_STRING + rb"|[\[\]{}]")


def _members(raw: bytes, start: int) -> list[tuple[str, int, int]]:
    """Name, start and end of value of each member of a JSON object that `parsed` has accepted already."""
    members = []
    at = start + 1
    while key := _KEY.match(raw, at):
        at = _value_end(raw, key.end())
        members.append((parsed(key[1]), key.end(), at))
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
