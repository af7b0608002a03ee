"""Classifies lines of plain text as code, table rows or headings, by their marks and by the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

import regex

from cleantext.document import Block

#: Minimum number of consecutive lines, with no blank line between them, for a run of code.
MIN_RUN_LINES = 3
#: Minimum share of lines that look like code, for a run to be code.
MIN_CODE_SHARE = 0.8
#: Maximum difference in length, in characters, between a heading and its underline.
MAX_UNDERLINE_DIFFERENCE = 3
#: Lines on each side of a line among which lines of bare signs are counted, and the minimum number of these, for code
#: with every token on a line of its own.
SIGN_WINDOW, MIN_SIGNS = 5, 4

#: The text classes that `mark_lines` assigns.
MARKED = ("code", "row", "heading")

#: Strings of which a text with listings between fences, terms of a manual, code or tables, or headings, has at least
#: one; a text without is not searched.
_FENCES = ("```", "~~~")
_DEFINED = "::"
_RUN_MARKS = ("\t", "|", "│", "┃", "{", "}", " = ", ";\n", "()", "\n$ ", "\n% ")
_HEADING_MARKS = ("# ", "==", "---", "~~~", "^^^")
#: The same for code with every token on a line of its own.
_SIGN_MARKS = ("\n(\n", "\n)\n", "\n,\n", "\n:\n", "\n=\n", '\n"\n', "\n'\n")
#: The same for listings between two rulers, as in AsciiDoc.
_RULES = ("\n----", "\n....", "\n====")
#: Any of all these, but for spaces: one search tells that a text has none, as most do.
_ANY_MARK = re.compile(
    "|".join(
        re.escape(mark.strip(" ")) for mark in (*_FENCES, _DEFINED, *_SIGN_MARKS, *_RULES, *_RUN_MARKS, *_HEADING_MARKS)
    )
)
_SIGNS = frozenset("()[]{}\"',:;=<>`")
_BRACKETS = frozenset("()[]<>")
_BORDERS = "|│┃+├┌└╠╔╚"
_FENCE = regex.compile(r"(```|~~~)[^`]*$")
_RULED = regex.compile(r"-{4,}|={4,}|\.{4,}")
#: A term of an option list, as in manuals: "--verbose::", or a word in lower case.
_TERM = regex.compile(r"[^\p{Lu}\p{Lo}].*::")
_ROW = regex.compile(r"[|│┃].*[|│┃]|[+|├┌└╠╔╚][-=+:|─━═┬┼┴┤┐┘╦╬╩╣╗╝ ]{2,}")
_UNDERLINE = regex.compile(r"([-=~^])\1{2,}")
_HEADING = regex.compile(r"#{1,6} \S|={2,5} \S")
_CODE = regex.compile(
    r"(?:[$%#>] |[@}\])]|//|/[*/]|<[/?!a-zA-Z]|--?\w|\*/"
    r"|[\w.\[\]\"'$<>-]+ ?[-:+*/|&]?=(?:\s|\S)"
    r"|[\"']?[a-z_][\w.-]*[\"']?!?:(?:\s|$)"
    r"|(?:def|class|import|from|return|for|while|var|let|const|function|public|private|void|type|enum) .*[\w({;:]$"
    r"|[\w.]+\(.*\)[;:,]?$)"
)
_CODE_ENDS = "{}[(;"
#: Marks that only code has: an assignment, a brace, a call, a prompt.
_SURELY_CODE = regex.compile(r"[{};]$|^[\w.\[\]\"'$]+ ?[-:+*/]?= ?\S|\w\(\)|^[$%] \w|^@\w+\{|[{}\[\]]")


def mark_lines(text: str, blocks: list[Block]) -> None:
    r"""Change the text class of lines that are "code", a "row" of a table or a "heading", by their marks.

    >>> from cleantext.readers.text import read_text
    >>> [block.text_class for block in read_text("Tides\n=====\n\n| Low | 6:12 |\n| High | 12:25 |").blocks]
    ['heading', 'heading', 'row', 'row']
    """
    if _ANY_MARK.search(text) is None:
        return
    classes: dict[int, str] = {}
    if _has_any(text, _FENCES):
        classes.update((index, "code") for index in _fenced(blocks))
    if _DEFINED in text:
        classes.update((index, "code") for index, block in enumerate(blocks) if _TERM.fullmatch(block.text))
    if _has_any(text, _SIGN_MARKS):
        classes.update((index, "code") for index in _tokens(blocks))
    if _has_any(text, _RULES):
        classes.update((index, "code") for index in _ruled(blocks))
    if _has_any(text, _RUN_MARKS):
        for index, text_class in _in_runs(text, blocks):
            classes.setdefault(index, text_class)
    if _has_any(text, _HEADING_MARKS):
        for index in _headings(text, blocks):
            classes.setdefault(index, "heading")
    for index, text_class in classes.items():
        if text_class == "code" or blocks[index].text_class not in ("prose", "sentence"):
            blocks[index] = blocks[index]._replace(text_class=text_class)


def _has_any(text: str, marks: Sequence[str]) -> bool:
    """Tell whether a text has any of the marks; testing for the first character of each is much faster."""
    return any(mark.strip()[:1] in text and mark in text for mark in marks)


def _fenced(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of fenced code blocks, with their fences; a fence that is not closed begins none."""
    opened = -1
    for index, block in enumerate(blocks):
        if block.text[0] in "`~" and (fence := _FENCE.match(block.text)):
            if opened < 0:
                opened, mark = index, fence[1]
            elif block.text == mark:
                yield from range(opened, index + 1)
                opened = -1


def _tokens(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of lines of code in which every token has a line of its own, as highlighted code may have.

    Among them are lines of bare signs, and not only brackets, which may enclose a count.
    """
    signs = [_SIGNS.issuperset(block.text) for block in blocks]
    sure = (sign and not _BRACKETS.issuperset(block.text) for sign, block in zip(signs, blocks, strict=True))
    before, sure_before = list(accumulate(signs, initial=0)), list(accumulate(sure, initial=0))
    for index, block in enumerate(blocks):
        first, stop = max(0, index - SIGN_WINDOW), min(len(blocks), index + SIGN_WINDOW + 1)
        is_code = before[stop] - before[first] >= MIN_SIGNS and sure_before[stop] > sure_before[first]
        if is_code and block.text_class in ("fragment", "lead", "teaser"):
            yield index


def _ruled(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of listings between two rulers, as in AsciiDoc, of which at least one line surely is code."""
    opened = -1
    for index, block in enumerate(blocks):
        if block.text[0] in "-=." and _RULED.fullmatch(block.text):
            is_closed = opened >= 0 and block.text == blocks[opened].text
            if is_closed and any(_SURELY_CODE.search(line.text) for line in blocks[opened + 1 : index]):
                yield from range(opened, index + 1)
                opened = -1
            else:
                opened = index


def _headings(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of headings that begin with a mark or are underlined, and of the underlines."""
    for index, block in enumerate(blocks):
        if block.text[0] in "#=" and _HEADING.match(block.text):
            yield index
        elif index and block.text[0] in "-=~^" and _UNDERLINE.fullmatch(block.text):
            above = blocks[index - 1]
            if (
                abs(len(above.text) - len(block.text)) <= MAX_UNDERLINE_DIFFERENCE
                and text.count("\n", above.end, block.start) == 1
            ):
                yield from (index - 1, index)


def _in_runs(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the indices of lines of tables and of code, with their classes, run by run."""
    for lines in _runs(text, blocks):
        if len(lines) > 1:
            yield from _classes_in(blocks, lines)


def _classes_in(blocks: Sequence[Block], lines: range) -> Iterator[tuple[int, str]]:
    """Yield the indices of the lines of one run that get a class, with that class."""
    classes = {index: _class_alone(blocks[index].text) for index in lines}
    for text_class, group in groupby(lines, key=classes.__getitem__):
        places = list(group)
        if text_class == "row" and len(places) > 1:
            yield from ((index, text_class) for index in places)
    code = sum(text_class == "code" for text_class in classes.values())
    is_code = len(lines) >= MIN_RUN_LINES and code >= MIN_CODE_SHARE * len(lines)
    if is_code and any(_SURELY_CODE.search(blocks[index].text) for index in lines):
        yield from ((index, "code") for index in lines)


def _class_alone(text: str) -> str:
    """Return the class that a line seems to have by itself: "row", "code" or ""."""
    if (text[0] in _BORDERS and _ROW.fullmatch(text)) or text.count("\t") > 1:
        return "row"
    return "code" if text[-1] in _CODE_ENDS or _CODE.match(text) else ""


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the ranges of lines with no blank line between them."""
    first = 0
    for index in range(1, len(blocks) + 1):
        if index == len(blocks) or text.count("\n", blocks[index - 1].end, blocks[index].start) > 1:
            yield range(first, index)
            first = index
