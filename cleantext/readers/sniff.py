"""Auto-detects HTML: distinguishes a page or a fragment from plain text that happens to hold angle brackets.

The thresholds were chosen on public data (see `benchmarks/`): all pages are detected as HTML, and so are 99 % of the
elements cut out of them; none of 5,336 texts that six libraries extracted from pages is.
"""

from __future__ import annotations

from typing import Final

import regex

#: Number of characters that are examined, after the comments and scripts that a source begins with.
SAMPLE_CHARS: Final = 8192
#: Maximum length in characters of these comments and scripts.
MAX_PREAMBLE_CHARS: Final = 100_000
#: Maximum characters of text for each tag of a fragment.
MAX_CHARS_PER_TAG: Final = 1000
#: Maximum share of a fragment's text that is on lines of its own outside of elements: HTML ends paragraphs by tags.
MAX_LOOSE_SHARE: Final = 0.2
#: Maximum share of a fragment's tags that are unknown, quoted or not closed, as in a text about tags.
MAX_MENTIONED_SHARE: Final = 0.2
#: Minimum number of `<br>` and `<hr>` in a fragment without any block-level element.
MIN_BREAKS: Final = 2

# fmt: off
_VOID: Final = frozenset([
    "br", "hr", "img", "input", "wbr", "link", "meta", "source", "col", "embed", "param", "base",
])
_INLINE: Final = frozenset([
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark",
    "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
])
#: Elements whose end tag is optional.
_OPTIONAL_END: Final = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "option"])
_STRUCTURE: Final = frozenset([
    "address", "article", "aside", "audio", "blockquote", "body", "button", "caption", "center", "colgroup", "dd",
    "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hgroup", "html", "iframe", "legend", "li", "main", "menu", "nav",
    "noscript", "object", "ol", "optgroup", "option", "p", "picture", "pre", "script", "section", "select", "style",
    "summary", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video",
])
# fmt: on
_KNOWN: Final = _VOID | _INLINE | _STRUCTURE
_QUOTES: Final = frozenset("\"'`“”„‘’«»‹›「」")

_PREAMBLE: Final = regex.compile(
    r"(?:[\s\ufeff\0]|ï»¿|<\?(?!php|=)[^>]*+>|<!--.*?-->|<!\[[^>]*+>|<(script|style)(?=[\s>]).*?</\1\s*+>)*+",
    regex.IGNORECASE | regex.DOTALL,
)
_PAGE: Final = regex.compile(r"<(?:!doctype\s++html5?|html|head|body)(?=[\s>])", regex.IGNORECASE)

#: What corpora and archives put before a page: HTTP headers, elements that hold a few words, and a start tag.
_HEADERS: Final = r"(?:(?:HTTP|WARC)/\d[^\n]*+\n(?:[\w-]++:[^\n]*+\n)*+\r?+\n)*+"
_AROUND_PAGE: Final = (
    r"(?:\s++|<!--(?s:.*?)-->|<(?:\?(?!php|=)|(?:base|link|meta)\s)[^>]*+>|<[a-z][^<]*+</[a-z][^<>]*+>)*+"
)
_START_TAG: Final = rf"<[a-z][^<]*>(?=\s*+<){_AROUND_PAGE}"
_DOCTYPE: Final = r"<!doctype\s++html5?(?=[\s>])[^<>]*+>"
#: A page after these. XML has no doctype in its middle, but may quote one, or have "html" inside two other elements.
_WRAPPED_PAGE: Final = regex.compile(
    rf"{_HEADERS}{_AROUND_PAGE}(?:(?:{_START_TAG})*{_DOCTYPE}|(?:{_START_TAG})?(?:<!\[CDATA\[\s*+)?(?:{_DOCTYPE}\s*+)?<html(?:\s[^<>]*+)?>)"
    rf"(?:\s++|<!--(?s:.*?)-->)*+<(?:{'|'.join(_KNOWN)})(?=[\s>])",
    regex.IGNORECASE,
)
_TAG: Final = regex.compile(
    r"""<!--(?s:.*?)(?:-->|\Z)
    |<(?P<opaque>script|style|svg|math|textarea)(?=[\s>])(?s:.*?)(?:</(?P=opaque)\s*+>|\Z)
    |<(?P<end>/?)(?P<name>[a-z][^\s/<>"'=@]*+)
     (?:\s(?P<attributes>(?:[^"'<>]|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+))?/?(?:>|\Z)""",
    regex.IGNORECASE | regex.VERBOSE,
)
_PARAGRAPHS: Final = regex.compile(r"\n\s*\n")


def is_html(source: str) -> bool:
    """Tell whether `source` is HTML: a page, or a fragment whose share of tags leaves no doubt.

    In doubt it is text: remaining tags are ugly, but paragraphs that are joined are lost. So a text about tags, with a
    listing or in Markdown is text as long as its paragraphs are separated by line breaks, and not by
    tags. XML of other kinds (feeds, drawings) is text, too. Only the beginning of the source is examined.

    >>> is_html("<p>The bridge is open.</p>"), is_html("For x < y and y > z, <b> makes it bold.")
    (True, False)
    """
    preamble = _PREAMBLE.match(source, 0, MAX_PREAMBLE_CHARS)
    start = preamble.end() if preamble else 0
    beginning = source[start : start + SAMPLE_CHARS]
    if "<" not in beginning:
        return False
    if _PAGE.match(beginning) or _WRAPPED_PAGE.match(beginning):
        return True
    return _Fragment(beginning).is_html()


class _Fragment:
    """Statistics on the beginning of a source that distinguish markup from a text about markup."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[str] = []
        self._tags = self._used = self._mentioned = self._breaks = 0
        self._structured = self._broken = False
        self._visible = self._loose = 0
        position = 0
        for tag in _TAG.finditer(text):
            self._count_text(position, tag.start())
            position = tag.end()
            self._broken = False
            if tag["name"] is not None:
                self._count_tag(tag, tag["name"].lower())
        self._count_text(position, len(text))
        self._mentioned += sum(name in _INLINE for name in self._open)

    def is_html(self) -> bool:
        """Tell whether tags are used, and not mentioned; often enough; and with the text inside elements."""
        if not self._visible:
            return self._structured
        return (
            self._used > 0
            and (self._structured or self._breaks >= MIN_BREAKS)
            and self._mentioned <= MAX_MENTIONED_SHARE * self._tags
            and self._visible <= MAX_CHARS_PER_TAG * self._tags
            and self._loose <= MAX_LOOSE_SHARE * self._visible
        )

    def _count_text(self, start: int, end: int) -> None:
        """Count the characters between two tags, and those on lines of their own outside of elements."""
        text = self._text[start:end]
        stripped = text.strip()
        if not stripped:
            return
        self._visible += len(stripped)
        if self._open:
            if "pre" not in self._open:
                self._loose += sum(map(len, _PARAGRAPHS.split(stripped)[1:]))
            return
        lines = text.split("\n")
        first = 0 if start == 0 else 1 + self._broken
        last = len(lines) if end == len(self._text) else len(lines) - 1
        self._loose += sum(len(line.strip()) for line in lines[first:last])

    def _count_tag(self, tag: regex.Match[str], name: str) -> None:
        self._tags += 1
        before, after = self._text[max(tag.start() - 1, 0) : tag.start()], self._text[tag.end() : tag.end() + 1]
        if name not in _KNOWN and "-" not in name and ":" not in name:
            self._mentioned += 1 if tag.start() else self._tags + SAMPLE_CHARS
        elif before in _QUOTES and after in _QUOTES:
            self._mentioned += 1
        elif tag["end"]:
            self._close(name)
        elif name in _VOID:
            self._used += 1
            self._broken = name in ("br", "hr")
            self._breaks += self._broken
            self._structured = self._structured or (name == "img" and "=" in (tag["attributes"] or ""))
        else:
            if name in _OPTIONAL_END and self._open[-1:] == [name] and before in ("\n", ">"):
                self._open.pop()
                self._used += 1
                self._structured = True
            self._open.append(name)
            self._structured = self._structured or tag.start() == 0 or "=" in (tag["attributes"] or "")

    def _close(self, name: str) -> None:
        """Count an element that is closed, and the inline elements in it that are not."""
        if name not in self._open:
            self._mentioned += name in _INLINE
            return
        while (last := self._open.pop()) != name:
            self._mentioned += last in _INLINE
        self._used += 1
        self._structured = self._structured or name in _STRUCTURE
