"""Decodes any bytes of a page or text to a str.

The encoding is that of a byte order mark; or UTF-8, if the bytes mostly are; or the one that is named or declared; or
the one that is detected. Undecodable bytes become U+FFFD, the replacement character; nothing is skipped.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category

import regex

from cleantext.errors import CleantextError

# UTF-32 is before UTF-16, as its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: The codec with which browsers read a page (https://encoding.spec.whatwg.org), by Python's name for the declared
#: encoding: small encodings are read as the larger ones around them, and a page that declares UTF-16 in ASCII is UTF-8.
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
#: Labels of encodings on the web that Python does not know, without their prefix "x-".
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
#: Multibyte codecs, in which a few characters may be valid UTF-8 by chance.
_MULTIBYTE: Final = frozenset(["gb18030", "cp950", "cp932", "euc_jis_2004", "cp949"])
#: Escape sequences of the codecs that use only ASCII bytes.
_ESCAPES: Final = ((b"\x1b$B", "iso2022_jp_ext"), (b"\x1b$@", "iso2022_jp_ext"), (b"\x1b$)C", "iso2022_kr"))
#: Number of bytes at the beginning of a page in which a declaration is looked for.
_DECLARATION_BYTES: Final = 65_536
#: Minimum non-ASCII characters of valid UTF-8 that cannot be another encoding by chance; for eight characters of GBK,
#: the probability is one in a thousand million.
_MIN_UTF8_CHARS: Final = 8
#: Number of valid characters inside broken runs of bytes that weigh as much as one in a whole run. Of texts of 40 to
#: 100 characters in 50 other encodings, two in 150,000 pass for UTF-8; of those of 16, one in 3,000; of 40 in
#: UTF-8 with a stray byte 99.4 % do, and of longer ones all.
_BROKEN_RUN_FACTOR: Final = 4
#: Maximum share of misread characters for a codec to be accepted.
_MAX_MISREAD_SHARE: Final = 0.01
#: Number of bytes of non-ASCII lines by which an encoding is detected.
_SAMPLE_BYTES: Final = 50_000
#: Number of bytes at the beginning by which UTF-16 and UTF-32 without a byte order mark are detected.
_WIDE_SAMPLE_BYTES: Final = 1024
#: Minimum share of them that are control characters, and that are not printable ASCII, for such a text.
_MIN_CONTROLS: Final = 0.005
_MIN_UNPRINTABLE: Final = 0.1
#: Minimum share of letters of alphabets, spaces and commas among its characters.
_MIN_LETTERS: Final = 0.03
_MIN_LETTERS_IF_ASCII: Final = 0.5
#: Maximum share of its characters that are invalid or control characters.
_MAX_WRONG_SHARE: Final = 0.1

#: Control characters that are rare in texts and pages.
CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_PRINTABLE: Final = bytes([*b"\t\n\r", *range(32, 127)])
#: The first code point after the alphabets, and the kana and punctuation of Chinese and Japanese.
_PAST_ALPHABETS: Final = "\u1100"
_KANA_AND_COMMAS: Final = frozenset(map(chr, [*range(0x3000, 0x3100), 0xFF0C]))

_CHARACTER: Final = (
    rb"(?:[\xc2-\xdf]|\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f]|\xf0[\x90-\xbf][\x80-\xbf]"
    rb"|[\xf1-\xf3][\x80-\xbf][\x80-\xbf]|\xf4[\x80-\x8f][\x80-\xbf])[\x80-\xbf]"
)
#: The first byte of a letter that is neither Latin nor a mark on one, which no language writes beside ASCII letters.
_FOREIGN: Final = rb"(?:\xc8(?![\x98-\x9b])|[\xc9-\xcb\xcd-\xdf])"
#: A run of bytes beyond ASCII that is UTF-8. For a pattern that looks for a byte or character beyond ASCII first, the
#: standard library is fifteen times as fast.
_WHOLE: Final = re.compile(
    rb"(?=[\x80-\xff])(?<![\x80-\xff])(?!(?<=[A-Za-z])" + _FOREIGN + rb"|" + _FOREIGN + rb"[\x80-\xff]*[A-Za-z])"
    rb"(?:" + _CHARACTER + rb")++(?![\x80-\xff])"
)
_SURROGATE: Final = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
#: Continuation bytes of UTF-8, of which a cut inside a character leaves at most three.
_CONTINUING: Final = bytes(range(0x80, 0xC0))
_MAX_CUT_BYTES: Final = 3

_META: Final = regex.compile(rb"<!--.*?(?:-->|\Z)|<meta\s([^>]*+)", regex.IGNORECASE | regex.DOTALL)
_CHARSET: Final = regex.compile(rb"(?:^|[\s;\"'])charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", regex.IGNORECASE)
_XML: Final = regex.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]+)", regex.IGNORECASE)
_MARKUP: Final = regex.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style)(?=[\s>]).*?(?:</\1|\Z)|<[a-z/!?][^>]*+>?", regex.IGNORECASE | regex.DOTALL
)
#: Three Latin letters or signs beyond ASCII in a row, all different, which other alphabets leave; signs and capitals
#: within words, which the encodings of DOS and of the Macintosh leave; and no characters.
_GARBLED: Final = re.compile(
    r"(?=[^\x00-\x7f])(?:(?:([\u00a1-\u02af])(?!\1)){3,}|[‚„†‡ˆ‰‹“˜›ŠŒŽŸ¡-¦¬¯¿](?<=[a-z].)(?=[a-z])|[\ufffd\x80-\x9f]+)"
)
#: Russian encodings mistaken for one another swap capitals and small letters.
_CAPITALS: Final = regex.compile(r"[А-ЯЁ]")
_SMALL: Final = regex.compile(r"[а-яё]")


class EncodingError(CleantextError):
    """An encoding is unknown, or bytes are not text; the message says what to do."""


def decode(data: bytes, encoding: str | None = None) -> str:
    r"""The text of a page or a text file, whatever its bytes are; what cannot be read becomes U+FFFD.

    A byte order mark decides, and is dropped. Without one, bytes that are UTF-8, or mostly so, are UTF-8, however few
    they are: a stray byte, or a cut inside a character, makes no other encoding of them. What is left is read by
    `encoding`, by what the bytes declare as HTML or XML, or by detection: by the first of them that fits, since servers
    name other encodings than pages do, and pages are copied from one into the other. Line endings stay as they are.

    Args:
        data: the whole page or text.
        encoding: name of the encoding from elsewhere, such as the server's answer, or None.

    Raises:
        EncodingError: there is no codec named `encoding`.

    >>> decode(b"<meta charset=iso-8859-1><p>\x93Caf\xe9\x94")
    '<meta charset=iso-8859-1><p>“Café”'
    >>> decode(b"Die Br\xc3\xbccke ist offen.\x92")
    'Die Brücke ist offen.\ufffd'
    """
    return _read(data, encoding)[1]


def find_encoding(data: bytes, encoding: str | None = None) -> str:
    """The name of the codec by which `decode` reads `data`; arguments and errors as there."""
    return _read(data, encoding)[0]


def is_utf8(data: bytes) -> bool:
    """Whether these bytes are valid UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read(data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the codec of some bytes, and their text."""
    named = None if encoding is None else _named(encoding)
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec, data.decode(codec, "replace").lstrip("\ufeff")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _read_other(data, named)
    beyond = len(data) - len(text)
    if not beyond:
        return _read_ascii(data, text, named)
    return (beyond < _MIN_UTF8_CHARS and _read_multibyte(data, named)) or ("utf-8", text)


def _read_ascii(data: bytes, text: str, named: str | None) -> tuple[str, str]:
    """Return codec and text of bytes that are all ASCII, which may be encodings that look like it."""
    if wide := _wide(data):
        return wide, data.decode(wide, "replace")
    if b"\x1b" in data and (unescaped := _unescaped(data)):
        return unescaped
    if named is None or codecs.lookup(named).name.startswith(("utf-16", "utf-32")):
        return "utf-8", text
    return named, data.decode(named, "replace")


def _read_multibyte(data: bytes, named: str | None) -> tuple[str, str] | None:
    """Return codec and text of bytes that may be UTF-8 by chance; None if no other encoding is named or declared."""
    codec = named or _declared(data)
    if codec not in _MULTIBYTE:
        return None
    text = data.decode(codec, "replace")
    return None if "\ufffd" in text else (codec, text)


def _check_codec(name: str) -> None:
    try:
        # Decoding is the test: codecs.lookup also finds codecs that turn bytes into bytes, such as zlib.
        b"\0\0\0\0".decode(name, "replace")
    except (LookupError, ValueError):
        raise EncodingError(f"{name!r} is no text encoding that Python knows") from None


def _named(encoding: str) -> str:
    """Return the codec for an encoding that the caller named."""
    codec = _codec(encoding)
    if codec is None:
        _check_codec(encoding)
        return encoding
    return codec


def _codec(label: str) -> str | None:
    """Return the codec with which browsers read an encoding label; None for UTF-8 and for unknown labels."""
    label = label.strip().lower().removeprefix("x-")
    try:
        return _CODECS.get(codecs.lookup(_LABELS.get(label, label)).name)
    except (LookupError, ValueError):
        return None


def _declared(data: bytes) -> str | None:
    """Return the codec for the encoding that a page declares; None for UTF-8, an unknown label or no declaration."""
    head = data[:_DECLARATION_BYTES]
    if xml := _XML.match(head):
        return _codec(xml[1].decode("latin-1"))
    for meta in _META.finditer(head):
        if meta[1] and (charset := _CHARSET.search(meta[1])):
            return _codec(charset[1].decode("latin-1"))
    return None


def _wide(data: bytes) -> str | None:
    """Return the codec of a text in UTF-16 or UTF-32 without a byte order mark; None if it is in neither.

    Its single bytes include nulls or other control characters. Decoded, it has hardly any of these, and is mostly
    letters of alphabets, or has spaces and commas between Chinese or Korean characters.
    """
    head = data[:_WIDE_SAMPLE_BYTES]
    if len(head) - len(head.translate(None, CONTROLS)) <= _MIN_CONTROLS * len(head):
        return None
    if len(head.translate(None, _PRINTABLE)) < _MIN_UNPRINTABLE * len(head):
        return None
    # In bytes that are all ASCII there is hardly a character of Chinese or Korean.
    best, most = None, _MIN_LETTERS_IF_ASCII if data.isascii() else _MIN_LETTERS
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = codecs.getincrementaldecoder(codec)("replace").decode(head)
        wrong = sum(char == "\ufffd" or (category(char)[0] == "C" and char not in "\t\n\r") for char in text)
        likely = sum(char < _PAST_ALPHABETS or char in _KANA_AND_COMMAS for char in text) - wrong
        if wrong <= _MAX_WRONG_SHARE * len(text) and likely > most * len(text):
            best, most = codec, likely / len(text)
    return best


def _unescaped(data: bytes) -> tuple[str, str] | None:
    """Return codec and text of bytes with escape sequences for Japanese or Korean; None if there are none."""
    for escape, codec in _ESCAPES:
        if escape in data:
            return codec, data.decode(codec, "replace")
    return None


def _read_other(data: bytes, named: str | None) -> tuple[str, str]:
    """Return codec and text of bytes that are not valid UTF-8."""
    text = data.decode("utf-8", "replace")
    if valid := _mostly_utf8(data, text):
        return (valid < _MIN_UTF8_CHARS and _read_multibyte(data, named)) or ("utf-8", text)
    if wide := _wide(data):
        return wide, data.decode(wide, "replace")
    best, least = ("utf-8", text), float("inf")
    for codec in _candidates(data, named):
        text = data.decode(codec, "replace")
        if "\ufffd" in text and codec == "cp950":
            codec, text = "big5hkscs", data.decode("big5hkscs", "replace")
        share = _misread(text)
        if share < _MAX_MISREAD_SHARE:
            return codec, text
        if share < least:
            best, least = (codec, text), share
    return best


def _mostly_utf8(data: bytes, text: str) -> int:
    """Return how many characters beyond ASCII `text`, the bytes as UTF-8, has; 0 if too many are broken to be UTF-8.

    In UTF-8 with stray bytes, most runs of non-ASCII bytes are whole. Other encodings are valid UTF-8 only here and
    there by chance, inside broken runs. What is left of a character at a cut counts as one broken byte, and so does an
    encoded surrogate, which some programs write for characters beyond 16 bits.
    """
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    valid = len(text) - len(text.encode("ascii", "ignore")) - broken
    broken -= 2 * len(_SURROGATE.findall(data))
    if 1 < (cut := len(data) - len(data.lstrip(_CONTINUING))) <= _MAX_CUT_BYTES:
        broken -= cut - 1
    if valid < broken:
        return 0
    if valid < _BROKEN_RUN_FACTOR * broken:
        _, end = codecs.utf_8_decode(data, "replace", False)
        whole = len(b"".join(_WHOLE.findall(data[:end].lstrip(_CONTINUING))).decode())
        if whole + (valid - whole) / _BROKEN_RUN_FACTOR < broken:
            return 0
    return valid


def _detected(data: bytes) -> str | None:
    """Return the name of the detected encoding; those of mainframes are excluded."""
    import chardet  # Imported late: few bytes need it.

    eras = chardet.EncodingEra.ALL & ~chardet.EncodingEra.MAINFRAME
    return chardet.detect(_sample(data), encoding_era=eras)["encoding"]


def _candidates(data: bytes, named: str | None) -> Iterator[str]:
    """Yield the codecs to try, the likeliest first."""
    if named is not None:
        yield named
    if (declared := _declared(data)) is not None:
        yield declared
    found = _detected(data)
    codec = _codec(found) if found else None
    if codec is not None:
        yield codec
    yield "cp1252"
    # What is declared is an encoding of the web, and so is what replaces it where it does not fit.
    if found and codec is None and named is None and declared is None:
        yield found


def _sample(data: bytes) -> bytes:
    """Return the non-ASCII lines of a page, without markup, as chardet would trust a declaration in it."""
    lines = _MARKUP.sub(b" ", data[: 20 * _SAMPLE_BYTES]).splitlines()
    return b"\n".join(line.strip() for line in lines if not line.isascii())[:_SAMPLE_BYTES] or data[:_SAMPLE_BYTES]


def _misread(text: str) -> float:
    """Return the share of the non-ASCII characters of a text that are implausible in any language."""
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    wrong = sum(run.end() - run.start() for run in _GARBLED.finditer(text))
    capitals, small = len(_CAPITALS.findall(text)), len(_SMALL.findall(text))
    if capitals > small:
        wrong += capitals - small
    return wrong / beyond if beyond else 0.0
