"""Makes a hostile page harmless: takes out what would cost a parser time or memory beyond all measure.

Parsers that follow the HTML standard look through the open elements for many a tag, through the attributes of a tag for
each of them, through the options of a list for each of them, and in each paragraph they open anew the formatting that
was not closed. So the cost of a page can grow with the square of its length, though no page needs that for its readers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import islice
from typing import Final

#: Open elements within one another from which further ones are left out; their text stays. Browsers stop at 512.
DEEPEST: Final = 1000
#: Open formatting elements of a kind, such as <b>, from which further ones are left out.
MOST_FORMATTING: Final = 3
#: Attributes of a tag from which further ones are left out.
MOST_ATTRIBUTES: Final = 1000
#: Elements of which a page has a number at most: parsers look through all options of a list for each of them, and add
#: the attributes of each <html> and <body> to those of the first.
MOST: Final = {"option": 3000, "optgroup": 3000, "html": 10, "body": 10}
#: Tags up to which no nesting takes half a second; more than one page in a hundred has ten thousand.
MANY_TAGS: Final = 20_000
#: Elements that may come of formatting which is opened anew, up to which they cost a fraction of a second.
MANY_ELEMENTS: Final = 1_000_000

# What stands in a tag: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
_NAME: Final = r"[a-zA-Z][^\s/>]*+"


def _attribute(length: str) -> str:
    """Return the pattern of an attribute; `length` bounds its name, and its value if no quotation marks are around."""
    return rf"""[\s/]*+[^\s>][^\s/>=]{length}(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]{length}))?+"""


_ATTRIBUTE: Final = _attribute("*+")
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE)
#: The same, but a name or value without quotation marks that is long counts as several: so no tag that does not end
#: makes the search for others go through the whole page.
_PIECE: Final = _attribute("{0,100}+")
_HEAVY: Final = re.compile(rf"<[a-zA-Z](?:{_PIECE}){{{MOST_ATTRIBUTES + 1}}}")
#: Tags that are counted first: of `MOST`, and of formatting, but for what ends without another tag in it.
_COUNTED: Final = re.compile(
    r"<(?:(?:[oO]pt(?:ion|group)|[hH]tml|[bB]ody)(?=[\s/>])"
    r"|([bB](?:ig)?|[cC]ode|[eE]m|[fF]ont|[iI]|[sS](?:mall|trike|trong)?|[tT]t|[uU])(?=[\s/>])"
    rf"((?:{_PIECE})*+)(?![\s/]*+>[^<]*+</\1>))"
)
_TOKEN: Final = re.compile(
    rf"<(?:!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"
    rf"|(?P<end>/?)(?P<name>{_NAME})(?P<attributes>(?:{_ATTRIBUTE})*+)(?P<slash>[\s/]*+)(?:>|\Z))"
)
#: The end tags of elements whose content is no markup.
_ENDS: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "style", "textarea", "title", "xmp")
}
_SCRIPT: Final = re.compile(r"<!--|</script(?=[\s/>])", re.IGNORECASE)
_COMMENT_IN_SCRIPT: Final = re.compile(r"-->|</?script(?=[\s/>])", re.IGNORECASE)
_SCRIPT_IN_SCRIPT: Final = re.compile(r"-->|</script(?=[\s/>])", re.IGNORECASE)

# How elements are built: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
# fmt: off
#: Tags that are left out: rules of their own hold behind them, or they stand for nothing but text within a line.
_LEFT_OUT: Final = frozenset([
    "frameset", "maction", "math", "menclose", "merror", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
    "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "plaintext", "semantics", "svg",
])
_FORMATTING: Final = frozenset(["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"])
#: Elements that have no content, or none in which the same stands again.
_EMPTY: Final = frozenset([
    *_ENDS, "area", "base", "basefont", "bgsound", "body", "br", "caption", "col", "colgroup", "embed", "frame", "head",
    "hr", "html", "image", "img", "input", "keygen", "link", "meta", "option", "param", "script", "source", "track",
    "wbr",
])
#: Elements that are only as deep as others around them.
_SHALLOW: Final = frozenset(["p", "tbody", "td", "tfoot", "th", "thead", "tr"])
#: Elements that no end of another one reaches across.
_SHUTTING: Final = frozenset(["applet", "marquee", "object", "select", "table", "template"])
#: Elements whose end reaches across all others.
_REACHING: Final = frozenset([
    "address", "article", "aside", "blockquote", "button", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "header", "hgroup", "li", "listing", "main",
    "menu", "nav", "ol", "pre", "search", "section", "summary", "ul",
])
#: Elements that the end of other ones does not reach across.
_SPECIAL: Final = _SHALLOW.union(_SHUTTING, _REACHING, ["noscript"]) - {"dialog"}
#: Kinds of elements that ends do not reach across.
_BARRIERS: Final = (
    _SHUTTING, _SPECIAL, _SHUTTING | {"button"}, _SHUTTING | {"ol", "ul"}, _SPECIAL - {"address", "div", "p"},
    frozenset(("table", "template")), frozenset[str](),
)
_SHUT, _SPECIALS, _BUTTON, _LIST, _ITEM, _TABLE, _NOTHING = range(7)
#: Elements before which a drawing ends, unless it holds HTML.
_NOT_DRAWN: Final = frozenset([
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s",
    "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
])
_CELLS: Final = ("td", "th")
_BODIES: Final = ("tbody", "tfoot", "thead")
#: What ends before an element begins, the inner before the outer, and what that does not reach across.
_ENDED: Final = {
    "a": ((("a",), _SHUT),), "nobr": ((("nobr",), _SHUT),), "button": ((("button",), _SHUT),),
    **dict.fromkeys((_REACHING | {"hr", "p", "xmp"}) - {"button", "dd", "dt", "form", "li"}, ((("p",), _BUTTON),)),
    "li": ((("li",), _ITEM), (("p",), _BUTTON)),
    **dict.fromkeys(("dd", "dt"), ((("dd", "dt"), _ITEM), (("p",), _BUTTON))),
    **dict.fromkeys(_CELLS, ((_CELLS, _TABLE),)),
    "tr": ((_CELLS, _TABLE), (("tr",), _TABLE)),
    **dict.fromkeys(_BODIES, ((_CELLS, _TABLE), (("tr",), _TABLE), (_BODIES, _TABLE))),
}
#: What ends before an element ends.
_ENDED_WITH: Final = {
    "tr": ((_CELLS, _TABLE),),
    **dict.fromkeys(_BODIES, ((_CELLS, _TABLE), (("tr",), _TABLE))),
    "table": ((_CELLS, _TABLE), (("tr",), _TABLE), (_BODIES, _TABLE)),
}
#: What the end of an element does not reach across; that of any other one reaches across none that is special.
_REACH: Final = {
    **dict.fromkeys(_FORMATTING | _REACHING | _SHUTTING | {"a", "nobr"}, _SHUT),
    **dict.fromkeys(("table", "tbody", "td", "tfoot", "th", "thead", "tr"), _TABLE),
    "li": _LIST, "p": _BUTTON, "template": _NOTHING,
}
# fmt: on
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))  # They are ended like the first.
_KINDS: Final = {
    name: tuple(kind for kind, names in enumerate(_BARRIERS) if name in names) for name in (*_SPECIAL, "dialog")
}


def harmless(html: str) -> str:
    """Return `html` without what no page has for a reader: thousands of elements in one another, or attributes of one.

    A page that has nothing of the kind is returned as it is; whether it may have is told without parsing it.
    """
    tags = html.count("<")
    if tags > MANY_TAGS or _HEAVY.search(html) or _may_multiply(html, tags):
        return _Tamed(html).page()
    return html


def _may_multiply(html: str, tags: int) -> bool:
    """Tell whether formatting that is opened anew, or options, may cost much; of equal tags, three are open at most."""
    if tags * tags < 4 * MANY_ELEMENTS:
        return False
    counted = Counter(_COUNTED.findall(html))
    others = counted.pop(("", ""), 0)
    return others > MOST["option"] or sum(min(count, 3) for count in counted.values()) * tags > MANY_ELEMENTS


def _last_attribute(attributes: str) -> int | None:
    """Return where the last attribute ends that a tag may have, None if it has no more than that."""
    ends = islice(_ATTRIBUTES.finditer(attributes), MOST_ATTRIBUTES - 1, MOST_ATTRIBUTES + 1)
    last = next(ends, None)
    return last.end() if last and next(ends, None) else None


def _end_of_script(html: str, position: int) -> int:
    """Return where a script ends that begins at `position`, and that may hold others in comments."""
    sought = _SCRIPT
    while found := sought.search(html, position):
        position = found.end()
        if found[0] == "<!--":
            sought = _COMMENT_IN_SCRIPT
            position -= 2
        elif found[0] == "-->":
            sought = _SCRIPT
        elif sought is _SCRIPT_IN_SCRIPT:
            sought = _COMMENT_IN_SCRIPT
        elif found[0][1] == "/":
            return found.start()
        else:
            sought = _SCRIPT_IN_SCRIPT
    return len(html)


class _Tamed:
    """Goes through the tags of a page as a parser would, and leaves out those that are too many.

    What is open is kept in a rough likeness of a parser's stack. It may hold elements that a parser has closed, but
    lacks none that makes a page deep: an element is taken out only where a parser closes it, if it was open. So that
    this can be told, what parsers read by rules of its own is left out: comments, drawings, the tags of formulas.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._open: dict[str, list[int]] = {}  # numbers of the open elements, by name
        self._barriers: tuple[list[int], ...] = tuple([] for _ in _BARRIERS)  # numbers of those of a kind
        self._number = self._depth = 0
        self._left_out: Counter[str] = Counter()  # elements left out that have not ended
        self._seen: Counter[str] = Counter()
        self._endless = False  # whether drawings are

    def page(self) -> str:
        """Return what is left of the page."""
        html, position, kept = self._html, 0, 0
        pieces: list[str] = []
        while token := _TOKEN.search(html, position):
            position = token.end()
            if token["name"] is None:
                stays = token[0][:9].lower() == "<!doctype"
            else:
                name = token["name"].lower()
                stays = self._ends(name) if token["end"] else self._begins(name)
                if not token["end"]:
                    position = self._behind(name, position, token["slash"])
            if not stays:
                pieces.append(html[kept : token.start()])
                if pieces[-1].endswith(("<", "</")):
                    pieces.append("<!---->")  # What was no tag must not become one.
                kept = position
            elif len(token[0]) > MOST_ATTRIBUTES and (last := _last_attribute(token["attributes"] or "")):
                pieces.append(f"{html[kept : token.start('attributes') + last]}>")
                kept = position
        return "".join([*pieces, html[kept:]]) if pieces else html

    def _behind(self, name: str, position: int, slash: str) -> int:
        """Return where the page goes on behind what is no markup, or is left out, in an element that begins."""
        if name == "script":
            return _end_of_script(self._html, position)
        if name == "svg" and not slash.endswith("/"):
            return self._behind_drawing(position)
        if name not in _ENDS:
            return position
        end = _ENDS[name].search(self._html, position)
        return end.start() if end else len(self._html)

    def _behind_drawing(self, position: int) -> int:
        """Return where the page goes on behind an `<svg>`; where none of them ends any more, only the tags go."""
        depth, holds_html = 1, False
        for token in () if self._endless else _TOKEN.finditer(self._html, position):
            name = (token["name"] or "").lower()
            if name == "svg" and not token["slash"].endswith("/"):
                depth += -1 if token["end"] else 1
                if not depth:
                    return token.end()
            elif name in _NOT_DRAWN and not holds_html and not token["end"]:
                return token.start()
            holds_html = holds_html or name in ("desc", "foreignobject", "title")
        self._endless = True
        return position

    def _begins(self, name: str) -> bool:
        """Tell whether the start of an element may stay, and note that it is open."""
        if name in _LEFT_OUT:
            return False
        if name in MOST:
            self._seen[name] += 1
            if self._seen[name] > MOST[name]:
                return False
        name = "h1" if name in _HEADINGS else name
        is_deeper = name not in _EMPTY and name not in _SHALLOW
        is_formatting = name in _FORMATTING and len(self._open.get(name, ())) >= MOST_FORMATTING
        if is_deeper and (self._depth >= DEEPEST or is_formatting):
            self._left_out[name] += 1
            return False
        for names, barrier in _ENDED.get(name, ()):
            self._close(names, barrier)
        if name in _EMPTY or (name == "select" and self._close(("select",), _SHUT)):
            return True
        self._number += 1
        self._depth += is_deeper
        self._open.setdefault(name, []).append(self._number)
        for kind in _KINDS.get(name, ()):
            self._barriers[kind].append(self._number)
        return True

    def _ends(self, name: str) -> bool:
        """Tell whether the end of an element may stay, and note that it is no longer open."""
        if name in _LEFT_OUT:
            return False
        name = "h1" if name in _HEADINGS else name
        if self._left_out[name]:
            self._left_out[name] -= 1
            return False
        for names, barrier in _ENDED_WITH.get(name, ()):
            self._close(names, barrier)
        self._close((name,), _REACH.get(name, _SPECIALS))
        return True

    def _close(self, names: tuple[str, ...], barrier: int) -> bool:
        """Take out the innermost element of these names, unless it is out of reach; return whether there is one."""
        open_ = [(numbers[-1], name) for name in names if (numbers := self._open.get(name))]
        if not open_:
            return False
        number, name = max(open_)
        if self._barriers[barrier] and self._barriers[barrier][-1] > number:
            return False
        self._open[name].pop()
        self._depth -= name not in _SHALLOW
        for kind in _KINDS.get(name, ()):
            numbers = self._barriers[kind]
            del numbers[bisect_left(numbers, number)]
        return True
