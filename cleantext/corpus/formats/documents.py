"""Documents: a file that is one text or one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cleantext.cleaned import Cleaned
from cleantext.readers import Kind
from cleantext.readers.encoding import CONTROLS, EncodingError, decode, is_utf8
from cleantext.readers.sniff import is_html

_MOST_CONTROLS: Final = 0.01
_MOST_NULLS: Final = 0.1


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file that is one document of a `kind`; None auto-detects it. An undecodable byte becomes U+FFFD."""

    encoding: str | None
    kind: Kind | None

    def texts(self, raw: bytes) -> Sequence[str]:
        """The text of the file, or its HTML; raises EncodingError."""
        text = decode(raw, self.encoding)
        if self.kind == "html":
            check_page(text)
        elif self.kind == "text" or not is_html(text):
            _check_text(text, raw)
        return [text]

    def site(self, raw: bytes) -> None:
        """None: a document does not name its site; its folder may."""

    def replaced(self, raw: bytes, texts: Sequence[str | None], cleaned: Sequence[Cleaned | None]) -> bytes:
        """The clean text in UTF-8."""
        return b"".join(one.text.encode("utf-8") for one in cleaned if one is not None)


def check_page(page: str) -> None:
    """Raises EncodingError for binary data that is declared to be a page."""
    # Any bytes can be decoded to a page. Real pages have at most one control character in a hundred thousand (2,086
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
