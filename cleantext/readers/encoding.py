"""Turns bytes into str: those of a text file, which must fit an encoding, and those of a page, which are always read.

For both, a byte order mark comes before valid UTF-8, and that before what an encoding is said to be, and detection.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

import chardet
import regex

from cleantext.errors import CleantextError

# UTF-32 stands before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: By Python's name for what a page declares, the codec that browsers read it by (https://encoding.spec.whatwg.org):
#: names of small encodings stand for larger ones, and what declares UTF-16 in ASCII is UTF-8.
_CODECS: Final = {
    **{name: name for name in ("cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "iso2022_kr")},
    **{name: name for name in (f"cp{page}" for page in range(1250, 1259))},
    **{name: name for name in (f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16))},
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    **dict.fromkeys(("iso8859-11", "tis-620", "cp874"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "cp950", "big5hkscs"), "cp950"),
    **dict.fromkeys(("shift_jis", "cp932"), "cp932"),
    **dict.fromkeys(("euc_jp", "euc_jis_2004"), "euc_jis_2004"),
    **dict.fromkeys(("iso2022_jp", "iso2022_jp_ext"), "iso2022_jp_ext"),
    **dict.fromkeys(("euc_kr", "cp949"), "cp949"),
}
#: Names on the web for encodings that Python knows by others, without "x-" in front.
_LABELS: Final = {
    "sjis": "cp932",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "gb_2312-80": "gb18030",
    "cn-big5": "big5",
    "iso-8859-8-i": "iso8859-8",
    "iso88591": "cp1252",
    "user-defined": "cp1252",
}
#: Codecs of several bytes a character, a few of which may happen to be valid UTF-8.
_MULTIBYTE: Final = frozenset(["gb18030", "cp950", "cp932", "euc_jis_2004", "cp949"])
#: What announces the codecs whose bytes are all ASCII.
_ESCAPES: Final = ((b"\x1b$B", "iso2022_jp_ext"), (b"\x1b$@", "iso2022_jp_ext"), (b"\x1b$)C", "iso2022_kr"))
#: Bytes at the beginning of a page in which its encoding is declared, if anywhere.
_DECLARED_WITHIN: Final = 65_536
#: Characters beyond ASCII from which a page that is valid UTF-8 is no other encoding by chance; for eight of GBK, the
#: chance is one in a thousand million.
_ENOUGH: Final = 8
#: Characters beyond ASCII for each broken byte in a page that still is UTF-8.
_MOSTLY: Final = 4
#: Share of characters that a codec may fail to read in a page that declares it.
_BROKEN: Final = 0.01
#: Bytes of text beyond ASCII by which an encoding is detected.
_SAMPLE: Final = 50_000

_META: Final = regex.compile(rb"<!--.*?(?:-->|\Z)|<meta\s([^>]*+)", regex.IGNORECASE | regex.DOTALL)
_CHARSET: Final = regex.compile(rb"(?:^|[\s;\"'])charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", regex.IGNORECASE)
_XML: Final = regex.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]+)", regex.IGNORECASE)
_MARKUP: Final = regex.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style)(?=[\s>]).*?(?:</\1|\Z)|<[a-z/!?][^>]*+>?", regex.IGNORECASE | regex.DOTALL
)
#: Three Latin letters or signs beyond ASCII in a row, all different, which other alphabets leave; and no characters.
_GARBLED: Final = regex.compile(r"(?:([\u00a1-\u02af])(?!\1)){3,}|[\ufffd\x80-\x9f]+")
#: Russian encodings mistaken for one another swap capitals and small letters.
_CAPITALS: Final = regex.compile(r"[А-ЯЁ]")
_SMALL: Final = regex.compile(r"[а-яё]")


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


def decode_html(data: bytes, encoding: str | None = None) -> str:
    r"""The text of a page, whatever its bytes are; what cannot be read becomes U+FFFD.

    A byte order mark decides, and then whether the bytes are UTF-8, or nearly. What is left is read by `encoding`, by
    what the page declares or by detection: by the first of them that fits, since servers name other encodings than
    pages do, and pages are copied from one into the other.

    Args:
        data: the whole page.
        encoding: name of the encoding from elsewhere, such as the server's answer, or None.

    Raises:
        EncodingError: there is no codec named `encoding`.

    >>> decode_html(b"<meta charset=iso-8859-1><p>\x93Caf\xe9\x94")
    '<meta charset=iso-8859-1><p>“Café”'
    """
    named = None if encoding is None else _named(encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _decode_other(data, named)
    beyond = len(data) - len(text)
    if not beyond and b"\x1b" in data:
        return _unescaped(data) or text
    if 0 < beyond < _ENOUGH and (declared := named or _declared(data)) in _MULTIBYTE:
        other = data.decode(declared, "replace")
        return text if "\ufffd" in other else other
    return text


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
    except (LookupError, ValueError):
        raise EncodingError(f"{name!r} is no text encoding that Python knows") from None


def _named(encoding: str) -> str:
    """Return the codec for an encoding that was named from elsewhere."""
    codec = _codec(encoding)
    if codec is None:
        _check_codec(encoding)
        return encoding
    return codec


def _codec(label: str) -> str | None:
    """Return the codec by which browsers read what pages call `label`, None for UTF-8 and what is no encoding."""
    label = label.strip().lower().removeprefix("x-")
    try:
        return _CODECS.get(codecs.lookup(_LABELS.get(label, label)).name)
    except (LookupError, ValueError):
        return None


def _declared(data: bytes) -> str | None:
    """Return the codec for what a page declares; None for UTF-8, for what is no encoding and for no declaration."""
    head = data[:_DECLARED_WITHIN]
    if xml := _XML.match(head):
        return _codec(xml[1].decode("latin-1"))
    for meta in _META.finditer(head):
        if meta[1] and (charset := _CHARSET.search(meta[1])):
            return _codec(charset[1].decode("latin-1"))
    return None


def _wide(data: bytes) -> str | None:
    """Return the codec of a page in UTF-16 without a mark: every second byte of its markup is null."""
    head = data[:1024]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if (even + odd) * 4 < len(head) or not head:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _unescaped(data: bytes) -> str | None:
    """Return the text of a page in which escape sequences switch to Japanese or Korean, None if none does."""
    for escape, codec in _ESCAPES:
        if escape in data:
            return data.decode(codec, "replace")
    return None


def _decode_other(data: bytes, named: str | None) -> str:
    """Return the text of a page that is not valid UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if len(text) - len(text.encode("ascii", "ignore")) - broken > _MOSTLY * broken:
        return text
    best, least = text, float("inf")
    for codec in _candidates(data, named):
        text = data.decode(codec, "replace")
        if "\ufffd" in text and codec == "cp950":
            text = data.decode("big5hkscs", "replace")
        share = _misread(text)
        if share < _BROKEN:
            return text
        if share < least:
            best, least = text, share
    return best


def _candidates(data: bytes, named: str | None) -> Iterator[str]:
    """Yield codecs that a page may be in, the likeliest first."""
    if named is not None:
        yield named
    if (declared := _declared(data)) is not None:
        yield declared
    found = chardet.detect(_sample(data))["encoding"]
    if found and (codec := _codec(found)):
        yield codec
    yield "cp1252"


def _sample(data: bytes) -> bytes:
    """Return lines of a page that go beyond ASCII, without markup, whose declaration would be believed."""
    lines = _MARKUP.sub(b" ", data[: 20 * _SAMPLE]).splitlines()
    return b"\n".join(line.strip() for line in lines if not line.isascii())[:_SAMPLE] or data[:_SAMPLE]


def _misread(text: str) -> float:
    """Return the share of the characters beyond ASCII in a text that no language would put there."""
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    wrong = sum(run.end() - run.start() for run in _GARBLED.finditer(text))
    capitals, small = len(_CAPITALS.findall(text)), len(_SMALL.findall(text))
    if capitals > small:
        wrong += capitals - small
    return wrong / beyond if beyond else 0.0
