"""Turns the bytes of a text file into str: byte order mark, UTF-8, the named encoding, or detection, in this order."""

from __future__ import annotations

import codecs
from typing import Final

import chardet

from cleantext.errors import CleantextError

# UTF-32 stands before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class EncodingError(CleantextError):
    """Bytes cannot be read as text; the message says at which byte, and what to do."""


def decode(data: bytes, encoding: str | None = None) -> str:
    r"""The text of a file.

    A byte order mark decides, and is dropped. Without one, bytes that are valid UTF-8 are UTF-8. What is left is read
    by `encoding`, and where none is named, by detection. Nothing is replaced or skipped, line endings stay as they are.

    Args:
        data: the whole file.
        encoding: name of a Python codec for what is not UTF-8, or None to detect it.

    Raises:
        EncodingError: the bytes do not fit the encoding, or none fits them (an image named .txt), or there is no codec
            of that name.

    >>> decode(b"caf\xe9 ferm\xe9", "cp1252")
    'café fermé'
    """
    codec = find_encoding(data, encoding)
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise EncodingError(f"not {codec}: byte 0x{byte:02x} at {error.start}; name another with --encoding") from None


def find_encoding(data: bytes, encoding: str | None = None) -> str:
    """The name of the codec by which `decode` reads `data`; arguments and errors as there."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    if encoding is not None:
        _check_codec(encoding)
        # Plain ASCII says nothing against ISO-2022-JP or UTF-16, which look like it; only beyond it can UTF-8 be told.
        return encoding if data.isascii() or _mostly_null(data) or not is_utf8(data) else "utf-8"
    if is_utf8(data) and not _mostly_null(data):
        return "utf-8"
    found = chardet.detect(data)["encoding"]
    if found is None:
        raise EncodingError("looks like no text in any encoding; name its encoding with --encoding")
    _check_codec(found)
    return found


def is_utf8(data: bytes) -> bool:
    """Whether these bytes are valid UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_null(data: bytes) -> bool:
    # English in UTF-16 without a mark is valid UTF-8 with every second character a null; a stray null is just dirt.
    return data.count(0) * 10 > len(data)


def _check_codec(name: str) -> None:
    try:
        # Decoding is the test: codecs.lookup also finds codecs that turn bytes into bytes, such as zlib.
        b"\0\0\0\0".decode(name, "replace")
    except LookupError:
        raise EncodingError(f"{name!r} is no text encoding that Python knows") from None
