"""JSON files: a list of objects, of which one is held at a time; or JSON Lines, which often have this suffix, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from cleantext.corpus.formats.jsonl import JsonLines, JsonObject, parsed
from cleantext.corpus.records import (
    BrokenFileError,
    InputOptions,
    Layout,
    Place,
    Position,
    Record,
    RecordError,
    Records,
)
from cleantext.corpus.streams import RecordBuffer, Stream, open_stream


@contextmanager
def open_json(path: Place | None, compression: str, options: InputOptions, target: str) -> Iterator[Records]:
    """Opens a JSON list, or JSON lines."""
    with open_stream(path, compression) as stream:
        beginning, pieces = stream.text(options.encoding)
        yield JsonLines(stream, options, pieces) if _has_lines(beginning) else JsonList(stream, options, pieces)


def _has_lines(beginning: bytes) -> bool:
    """Whether a file is JSON Lines, by its first lines, some of which may be damaged."""
    beginning = beginning.strip()
    # The first line may be longer than this sample.
    return beginning.startswith(b"{") and (b"\n" not in beginning or any(map(_is_object, beginning.split(b"\n"))))


def _is_object(line: bytes) -> bool:
    try:
        return line.startswith(b"{") and isinstance(parsed(line), dict)
    except (RecordError, UnicodeDecodeError):
        return False


class JsonList:
    """An open JSON list; in the output, each element begins on a line of its own."""

    def __init__(self, stream: Stream, options: InputOptions, pieces: Iterator[bytes]) -> None:
        self.record_format = JsonObject.of(options, as_json=options.to == "json")
        self.layout = Layout(b"[\n", b",\n", b"\n]\n")
        self._stream = stream
        self._options = options
        self._pieces = pieces

    @property
    def at(self) -> int:
        """Bytes of the file that have been read."""
        return self._stream.at

    def records(self, start: Position) -> Iterator[Record]:
        """The elements from a position on.

        Raises:
            RecordError: the file is not a list.
        """
        element = RecordBuffer(Position(0, 1), self._options.max_bytes)
        scanner = _Scanner()
        try:
            for piece in self._pieces:
                for part, ends in scanner.parts(piece):
                    element.add(part)
                    if ends and (record := element.take()).line >= start.line:
                        yield record
            scanner.check_end()
        except BrokenFileError as error:
            raise BrokenFileError(error.cause, element.take().raw) from error


#: The transitions between elements: a pattern for each state, whose matching group names the next state. An element
#: begins where none matches.
_OUTSIDE: Final = {
    "start": re.compile(rb"(?P<opened>\[)"),
    "opened": re.compile(rb"(?P<end>\])"),
    "element": re.compile(rb"(?P<comma>,)|(?P<end>\])"),
    "comma": re.compile(rb"(?!)"),
    "end": re.compile(rb"(?!)"),
}
_SPACE: Final = re.compile(rb"[ \t\r\n]*+")
#: The bytes that matter inside an element: in a string, in an object or list, and in a number or word.
_STRING: Final = re.compile(rb'[^"\\]*+(["\\])')
_NESTED: Final = re.compile(rb'[^"\[\]{}]*+(["\[\]{}])')
_WORD: Final = re.compile(rb"[^,\]\s]*+([,\]\s])")
_DEPTHS: Final = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


class _Scanner:
    """Finds where the elements of a list end; it does not check what is inside an element."""

    def __init__(self) -> None:
        self._place = "start"
        self._inside = ""  # "string", "escape", "nested" or "word"; empty between elements
        self._depth = 0

    def parts(self, piece: bytes) -> Iterator[tuple[bytes, bool]]:
        """The parts of elements in a piece of the file, and whether each ends its element."""
        at = start = 0
        while at < len(piece):
            if not self._inside:
                at = start = self._skip(piece, at)
                continue
            at, ends = self._advance(piece, at)
            if ends:
                yield piece[start:at], True
                self._inside, self._place, start = "", "element", at
        if self._inside:
            yield piece[start:], False

    def check_end(self) -> None:
        """Raises RecordError if there was no list at all, and BrokenFileError if it did not end."""
        if self._place == "start" and not self._inside:
            raise RecordError("no JSON list: there is nothing")
        if self._place != "end":
            raise BrokenFileError("the file ends inside its list")

    def _skip(self, piece: bytes, at: int) -> int:
        """The place after white space and one sign between elements, or where an element begins."""
        space = _SPACE.match(piece, at)
        at = space.end() if space else at
        if at == len(piece):
            return at
        if sign := _OUTSIDE[self._place].match(piece, at):
            self._place = sign.lastgroup or self._place
            return sign.end()
        found = piece[at : at + 1].decode("ascii", "backslashreplace")
        if self._place == "start":
            raise RecordError(f"no JSON list, which begins with [, and no JSON lines: it begins with {found}")
        if self._place in ("end", "element"):
            raise BrokenFileError(f"not JSON: {found} after {'the list' if self._place == 'end' else 'an element'}")
        if found in ",]}":
            raise BrokenFileError(f"not JSON: {found} instead of an element")
        self._inside = "nested" if found in '{["' else "word"
        return at

    def _advance(self, piece: bytes, at: int) -> tuple[int, bool]:
        """Advance inside an element: the place after it, or the end of the piece, and whether it ends there."""
        if self._inside == "escape":
            self._inside = "string"
            return at + 1, False
        pattern = {"string": _STRING, "nested": _NESTED, "word": _WORD}[self._inside]
        sign = pattern.match(piece, at)
        if sign is None:
            return len(piece), False
        if self._inside == "word":
            return sign.start(1), True
        if self._inside == "string":
            self._inside = "escape" if sign[1] == b"\\" else "nested"
            return sign.end(), sign[1] == b'"' and self._depth == 0
        if sign[1] == b'"':
            self._inside = "string"
            return sign.end(), False
        self._depth += _DEPTHS[sign[1]]
        return sign.end(), self._depth <= 0
