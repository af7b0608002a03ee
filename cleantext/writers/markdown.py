"""Writes the kept parts of a document as Markdown: CommonMark, with the tables and strikethrough of GitHub.

Every character of the text that Markdown would take for markup is escaped, so that a parser gives the text back
(https://spec.commonmark.org/0.31.2, https://github.github.com/gfm).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from string import punctuation
from typing import Final
from urllib.parse import quote

import regex

from cleantext.document import Document
from cleantext.readers.linearise import MAX_NUMBER_DIGITS
from cleantext.spans import Spans
from cleantext.writers.flow import Cell, Code, Group, Part, Table, TextPart, flow, is_tight
from cleantext.writers.inline import Line, Span, spans

_ENTITY: Final = r"&(?=#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]*;)"
#: Characters that are markup anywhere in a line; an underscore only at the edge of a word.
_MARKUP: Final = regex.compile(
    rf"[\\`*\[\]~]|(?<![\p{{L}}\p{{N}}\p{{M}}])_|_(?![\p{{L}}\p{{N}}\p{{M}}])|<(?=[a-zA-Z/!?])|{_ENTITY}"
)
#: Markup at the beginning of a line: of a heading, quote or item, or the underline of a heading.
_START: Final = regex.compile(r"(?:\#{1,6}(?!\S)|>|[+-](?!\S)|=+$|[0-9]{1,9}(?=[.)](?!\S)))")
#: A line between paragraphs, below a heading or below the head of a table.
_RULE: Final = regex.compile(r"[|:\s-]*-[|:\s-]*")
_CLOSING: Final = regex.compile(r"(?<!\S)#+$")
_IN_ADDRESS: Final = regex.compile(rf"[\\()]|{_ENTITY}")
_NOT_IN_ADDRESS: Final = regex.compile(r"[\s<>`]")
#: An address that may be an autolink in angle brackets, in which nothing can be escaped.
_PLAIN_ADDRESS: Final = regex.compile(r"(?:https?|ftp)://[!-$'-;=?-\[\]-_a-{}~]+")
_BACKTICKS: Final = regex.compile(r"`+")
#: The delimiters of marks; other marks are written as HTML.
_DELIMITER: Final = "*"
_DELIMITERS: Final = {"strong": "**", "del": "~~", "em": "_"}


def markdown(document: Document, kept: Spans, *, images: bool = False) -> str:
    r"""Return what is kept of a document as Markdown.

    Links, emphasis and the like are there if the document was read with its marks. Plain text gives a paragraph for
    each block. What Markdown cannot express becomes HTML within a line (`<sub>`, `<br>` in a cell), or text.

    Args:
        document: as a reader made it, with marks.
        kept: the spans of its text that are.
        images: whether to write pictures, too, with their addresses and alternative texts.

    >>> from cleantext.readers.html import read_html
    >>> page = read_html("<h2>Tides</h2><ol start=3><li>High at <b>noon</b>.<li>Low at 6 * 3.</ol>", marks=True)
    >>> print(markdown(page, Spans.whole(page.text)))
    ## Tides
    <BLANKLINE>
    3. High at **noon**.
    4. Low at 6 \* 3.
    """
    return _parts(flow(document, kept, images=images).parts)


def _parts(parts: Iterable[Part], between: str = "\n\n") -> str:
    """Return parts with `between` between them; of lists in a row, every other one has other signs before its items."""
    written = []
    last: Part | None = None
    other = False
    for part in parts:
        other = not other and _is_list(last) and _is_list(part)
        written.append(_part(part, other))
        last = part
    return between.join(written)


def _is_list(part: Part | None) -> bool:
    return isinstance(part, Group) and part.kind == "list"


def _part(part: Part, other: bool) -> str:
    match part:
        case TextPart():
            return _text(part)
        case Code():
            fence = "`" * max(3, 1 + _longest(part.text))
            return f"{fence}{part.language}\n{part.text}\n{fence}"
        case Table():
            return _table(part)
        case Group(kind="quote"):
            return _indented(_parts(part.parts), "> ", "> ")
        case Group():
            return _list(part, other)


def _text(text: TextPart) -> str:
    pictures = " ".join(_picture(mark.target) for mark in text.pictures)
    lines = [_line(line) for line in text.lines]
    if text.kind == "heading":
        written = "#" * text.level + " " + _CLOSING.sub(r"\\\g<0>", " ".join(lines))
    else:
        written = "  \n".join(map(_begun, lines))
    return "\n\n".join(filter(None, (pictures, written)))


def _list(group: Group, other: bool) -> str:
    """Return a list; it is a loose one if one of its items has more than a line and lists."""
    items = [part for part in group.parts if isinstance(part, Group)]
    close = all(_is_close(item.parts) for item in items)
    written = []
    for item in items:
        sign = f"{min(item.number, 10**MAX_NUMBER_DIGITS - 1)}{')' if other else '.'}" if group.ordered else "-*"[other]
        content = _parts(item.parts, "\n" if close else "\n\n")
        written.append(_indented(content, f"{sign} ", " " * (len(sign) + 1)))
    return ("\n" if close else "\n\n").join(written)


def _is_close(item: Sequence[Part]) -> bool:
    """Tell whether an item needs no blank line: a line and lists, which only break into a line if they begin with 1."""
    lists = [part for part in item[1:] if isinstance(part, Group) and part.kind == "list"]
    if len(lists) < len(item) - 1 or not (is_tight(item) or _is_list(item[0])):
        return False
    return not any(part.ordered and _number(part) != 1 for part in lists)


def _number(group: Group) -> int:
    first = group.parts[0]
    return first.number if isinstance(first, Group) else 1


def _indented(text: str, first: str, others: str) -> str:
    """Return text with `first` in front of its first line and `others` in front of its other ones."""
    lines = text.split("\n")
    return "\n".join(
        [first + lines[0], *((others + line).rstrip() if not line else others + line for line in lines[1:])]
    )


def _table(table: Table) -> str:
    """Return a table; GitHub's begin with a head, so that is the first row."""
    columns = max(map(len, table.rows))
    head, *rows = [[_cell(cell) for cell in row] for row in table.rows]
    head += [""] * (columns - len(head))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * columns, *rows))


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell.lines)).replace("|", "\\|")


def _begun(line: str) -> str:
    """Return a line with what would be markup at its beginning escaped."""
    if _RULE.fullmatch(line):
        return line.replace("-", "\\-", 1)
    start = _START.match(line)
    if start is None:
        return line
    digits = start.end() if start[0].isdecimal() else 0
    return f"{line[:digits]}\\{line[digits:]}"


def _line(line: Line) -> str:
    return _inline(spans(line), "", "")


def _inline(parts: Sequence[str | Span], before: str, after: str) -> str:
    """Return parts of a line, which stand between the characters `before` and `after` ("" at its ends).

    What is marked begins and ends with punctuation, of which one is as good as another.
    """
    written: list[str] = []
    for place, part in enumerate(parts):
        if isinstance(part, str):
            written.append(_escaped(part))
            before = part[-1]
            continue
        following = parts[place + 1] if place + 1 < len(parts) else after
        span = _span(part, before, following[:1] if isinstance(following, str) else _DELIMITER)
        if span.startswith("[") and written and written[-1].endswith("!"):
            written[-1] = written[-1][:-1] + "\\!"
        written.append(span)
        before = _DELIMITER
    return "".join(written)


def _span(span: Span, before: str, after: str) -> str:
    if span.kind == "img":
        return _picture(span.target)
    text = _plain(span) if span.kind in ("code", "a") else ""
    if span.kind == "code":
        fence = "`" * (1 + _longest(text))
        space = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{space}{text}{space}{fence}"
    if span.kind == "a":
        if text == span.target and _PLAIN_ADDRESS.fullmatch(text):
            return f"<{text}>"
        return f"[{_inline(span.parts, _DELIMITER, _DELIMITER)}]({_address(span.target)})"
    inner = _inline(span.parts, _DELIMITER, _DELIMITER)
    if _holds(span.kind, inner, before, after):
        return f"{_DELIMITERS[span.kind]}{inner}{_DELIMITERS[span.kind]}"
    return f"<{span.kind}>{inner}</{span.kind}>"


def _holds(kind: str, inner: str, before: str, after: str) -> bool:
    """Tell whether a parser recognises the delimiters of emphasis, whichever characters it counts as punctuation.

    Those of underscores must stand at the edges of a word; others need a letter or digit inside or none outside.
    """
    if kind == "em":
        return _is_gap(before) and _is_gap(after)
    if kind not in _DELIMITERS:
        return False
    return (_is_gap(before) or _is_word(inner[0])) and (_is_gap(after) or _is_word(inner[-1]))


def _is_gap(char: str) -> bool:
    return not char or char.isspace() or char in punctuation or unicodedata.category(char)[0] == "P"


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _plain(part: str | Span) -> str:
    return part if isinstance(part, str) else "".join(map(_plain, part.parts))


def _picture(target: str) -> str:
    source, text = target.split("\n", 1)
    return f"![{_escaped(text)}]({_address(source)})"


def _address(address: str) -> str:
    address = _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), address)
    return _IN_ADDRESS.sub(r"\\\g<0>", address)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _longest(text: str) -> int:
    """Return the length of the longest run of backticks."""
    return max(map(len, _BACKTICKS.findall(text)), default=0)
