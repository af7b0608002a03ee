"""Protects the parser against denial of service: limits nesting, attributes and repeated elements of a page.

Parsers that follow the HTML standard search the open elements at many tags, the other attributes of a tag at each of
them, and the options of a list at each of them, and in each paragraph they reopen formatting elements that were not
closed. So parsing can take time quadratic in the length of a page, though no page needs that for its readers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import islice
from typing import Final

#: Maximum depth of nested elements; the tags of deeper ones are dropped, and their text stays. Browsers stop at 512.
MAX_DEPTH: Final = 1000
#: Maximum open formatting elements of one name, such as <b>; the tags of further ones are dropped.
MAX_FORMATTING: Final = 3
#: Maximum attributes of a tag; further ones are dropped.
MAX_ATTRIBUTES: Final = 1000
#: Maximum number of elements of these names in a page: parsers search all options of a list for each of them, and add
#: the attributes of each <html> and <body> to those of the first.
MAX_COUNTS: Final = {"option": 3000, "optgroup": 3000, "html": 10, "body": 10}
#: Number of tags up to which no nesting takes half a second, so that a page is not checked for it. More than one page
#: in a hundred has ten thousand.
MANY_TAGS: Final = 20_000
#: Maximum estimated number of elements that reopened formatting makes, which cost a fraction of a second.
MANY_ELEMENTS: Final = 1_000_000

# Patterns of the parts of a tag: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
#: What HTML counts as white space: less than Unicode does, and found in two thirds of the time.
_SPACE: Final = r" \t\n\f\r"
_NAME: Final = rf"[a-zA-Z][^{_SPACE}/>]*+"


def _attribute(length: str) -> str:
    """Return the pattern of an attribute; `length` is the quantifier for its name and for a value without quotes."""
    name, value = rf"[^{_SPACE}>][^{_SPACE}/>=]{length}", rf"""(?:"[^"]*+"|'[^']*+'|[^{_SPACE}>]{length})"""
    return rf"[{_SPACE}/]*+{name}(?:[{_SPACE}]*+=[{_SPACE}]*+{value})?+"


_ATTRIBUTE: Final = _attribute("*+")
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE)
#: The same, but a long name, or long value without quotes, counts as several attributes: so that a tag without an end
#: does not make the search scan the whole page.
_BOUNDED_ATTRIBUTE: Final = _attribute("{0,100}+")
_HEAVY: Final = re.compile(rf"<[a-zA-Z](?:{_BOUNDED_ATTRIBUTE}){{{MAX_ATTRIBUTES + 1}}}")
#: Tags for `_may_be_quadratic`: those of `MAX_COUNTS`, and formatting elements unless they hold only text.
_COUNTED: Final = re.compile(
    rf"<(?:(?:[oO]pt(?:ion|group)|[hH]tml|[bB]ody)(?=[{_SPACE}/>])"
    rf"|([bB](?:ig)?|[cC]ode|[eE]m|[fF]ont|[iI]|[sS](?:mall|trike|trong)?|[tT]t|[uU])(?=[{_SPACE}/>])"
    rf"((?:{_BOUNDED_ATTRIBUTE})*+)(?![{_SPACE}/]*+>[^<]*+</\1>))"
)
_TOKEN: Final = re.compile(
    rf"<(?:!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"
    rf"|(?P<end>/?)(?P<name>{_NAME})(?P<attributes>(?:{_ATTRIBUTE})*+)(?P<slash>[{_SPACE}/]*+)(?:>|\Z))"
)
#: The end tags of elements whose content is raw text.
_ENDS: Final = {
    name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "style", "textarea", "title", "xmp")
}
_SCRIPT: Final = re.compile(rf"<!--|</script(?=[{_SPACE}/>])", re.IGNORECASE)
_COMMENT_IN_SCRIPT: Final = re.compile(rf"-->|</?script(?=[{_SPACE}/>])", re.IGNORECASE)
_SCRIPT_IN_SCRIPT: Final = re.compile(rf"-->|</script(?=[{_SPACE}/>])", re.IGNORECASE)

# How elements are built: https://html.spec.whatwg.org/multipage/parsing.html#tree-construction
# fmt: off
#: Tags that are always dropped: the parser has special rules inside them, or they only mark text within a line.
_LEFT_OUT: Final = frozenset([
    "frameset", "maction", "math", "menclose", "merror", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
    "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "plaintext", "semantics", "svg",
])
_FORMATTING: Final = frozenset(["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"])
#: Elements that cannot nest, as they have no child elements, or none of their own name.
_CHILDLESS: Final = frozenset([
    *_ENDS, "area", "base", "basefont", "bgsound", "body", "br", "caption", "col", "colgroup", "embed", "frame", "head",
    "hr", "html", "image", "img", "input", "keygen", "link", "meta", "option", "param", "script", "source", "track",
    "wbr",
])
#: Elements that cannot nest without other elements between them, so that they do not count for the depth.
_NOT_NESTING: Final = frozenset(["p", "tbody", "td", "tfoot", "th", "thead", "tr"])
#: Elements that bound every scope in the sense of the standard: an end tag closes nothing outside of them.
_SCOPE_LIMITS: Final = frozenset(["applet", "marquee", "object", "select", "table", "template"])
#: Elements whose end tag closes everything in scope up to them.
_CLOSED_IN_SCOPE: Final = frozenset([
    "address", "article", "aside", "blockquote", "button", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "header", "hgroup", "li", "listing", "main",
    "menu", "nav", "ol", "pre", "search", "section", "summary", "ul",
])
#: The special elements of the standard: the end tag of an ordinary element closes nothing outside of them.
_SPECIAL: Final = _NOT_NESTING.union(_SCOPE_LIMITS, _CLOSED_IN_SCOPE, ["noscript"]) - {"dialog"}
#: For each kind of scope, the elements that bound it; the names of the kinds follow.
_SCOPES: Final = (
    _SCOPE_LIMITS, _SPECIAL, _SCOPE_LIMITS | {"button"}, _SCOPE_LIMITS | {"ol", "ul"},
    _SPECIAL - {"address", "div", "p"}, frozenset(("table", "template")), frozenset[str](),
)
_SHUT, _SPECIALS, _BUTTON, _LIST, _ITEM, _TABLE, _NOTHING = range(7)
#: HTML elements whose start tag ends an <svg>, unless that embeds HTML.
_NOT_DRAWN: Final = frozenset([
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s",
    "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
])
_CELLS: Final = ("td", "th")
_BODIES: Final = ("tbody", "tfoot", "thead")
#: For a start tag, the elements that it closes, the inner before the outer, each with the scope to search.
_CLOSED_BY_START: Final = {
    "a": ((("a",), _SHUT),), "nobr": ((("nobr",), _SHUT),), "button": ((("button",), _SHUT),),
    **dict.fromkeys(
        (_CLOSED_IN_SCOPE | {"hr", "p", "xmp"}) - {"button", "dd", "dt", "form", "li"}, ((("p",), _BUTTON),)
    ),
    "li": ((("li",), _ITEM), (("p",), _BUTTON)),
    **dict.fromkeys(("dd", "dt"), ((("dd", "dt"), _ITEM), (("p",), _BUTTON))),
    **dict.fromkeys(_CELLS, ((_CELLS, _TABLE),)),
    "tr": ((_CELLS, _TABLE), (("tr",), _TABLE)),
    **dict.fromkeys(_BODIES, ((_CELLS, _TABLE), (("tr",), _TABLE), (_BODIES, _TABLE))),
}
#: For an end tag, the elements that it closes before its own, each with the scope to search.
_CLOSED_BY_END: Final = {
    "tr": ((_CELLS, _TABLE),),
    **dict.fromkeys(_BODIES, ((_CELLS, _TABLE), (("tr",), _TABLE))),
    "table": ((_CELLS, _TABLE), (("tr",), _TABLE), (_BODIES, _TABLE)),
}
#: For an end tag, the scope in which its element is searched; for all others this is bounded by special elements.
_END_SCOPE: Final = {
    **dict.fromkeys(_FORMATTING | _CLOSED_IN_SCOPE | _SCOPE_LIMITS | {"a", "nobr"}, _SHUT),
    **dict.fromkeys(("table", "tbody", "td", "tfoot", "th", "thead", "tr"), _TABLE),
    "li": _LIST, "p": _BUTTON, "template": _NOTHING,
}
# fmt: on
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))  # They are closed as <h1> is.
_KINDS: Final = {
    name: tuple(kind for kind, names in enumerate(_SCOPES) if name in names) for name in (*_SPECIAL, "dialog")
}


def limit_nesting(html: str) -> str:
    """Return `html` with nesting, attributes and repeated elements limited, so that parsing takes linear time.

    A page that cannot exceed the limits is returned as it is; a quick check decides that without parsing it.
    """
    tags = html.count("<")
    if tags > MANY_TAGS or _HEAVY.search(html) or _may_be_quadratic(html, tags):
        return _NestingLimiter(html).page()
    return html


def _may_be_quadratic(html: str, tags: int) -> bool:
    """Tell whether reopened formatting, or options, may cost quadratic time; of equal tags, parsers keep three open."""
    if tags * tags < 4 * MANY_ELEMENTS:
        return False
    counted = Counter(_COUNTED.findall(html))
    others = counted.pop(("", ""), 0)
    return others > MAX_COUNTS["option"] or sum(min(count, 3) for count in counted.values()) * tags > MANY_ELEMENTS


def _last_attribute(attributes: str) -> int | None:
    """Return where the last allowed attribute of a tag ends; None if it has no more than that."""
    ends = islice(_ATTRIBUTES.finditer(attributes), MAX_ATTRIBUTES - 1, MAX_ATTRIBUTES + 1)
    last = next(ends, None)
    return last.end() if last and next(ends, None) else None


def _end_of_script(html: str, position: int) -> int:
    """Return the end of a script that begins at `position`; comments in it may hold further script tags."""
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


class _NestingLimiter:
    """Goes through the tags of a page as a parser would, and drops those that exceed the limits.

    It keeps an approximation of the parser's stack of open elements. This may hold elements that the parser has closed,
    but lacks none that makes a page deep: an element is removed only where a parser certainly closes it. To make that
    decidable, everything is dropped that parsers read by special rules: comments, drawings, the tags of formulas.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._open: dict[str, list[int]] = {}  # serial numbers of the open elements, by name
        self._in_scope: tuple[list[int], ...] = tuple(
            [] for _ in _SCOPES
        )  # serial numbers of the open elements that bound each scope
        self._number = self._depth = 0
        self._left_out: Counter[str] = Counter()  # dropped start tags whose end tag has not come
        self._counts: Counter[str] = Counter()
        self._is_unclosed = False  # whether the rest of the page has an <svg> without an end

    def page(self) -> str:
        """Return the page without the dropped tags."""
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
                    position = self._after(name, position, token["slash"])
            if not stays:
                pieces.append(html[kept : token.start()])
                if pieces[-1].endswith(("<", "</")):
                    pieces.append("<!---->")  # Joining must not create a new tag.
                kept = position
            elif len(token[0]) > MAX_ATTRIBUTES and (last := _last_attribute(token["attributes"] or "")):
                pieces.append(f"{html[kept : token.start('attributes') + last]}>")
                kept = position
        return "".join([*pieces, html[kept:]]) if pieces else html

    def _after(self, name: str, position: int, slash: str) -> int:
        """Return where to go on after a start tag: after raw text and drawings, which have no tags to check."""
        if name == "script":
            return _end_of_script(self._html, position)
        if name == "svg" and not slash.endswith("/"):
            return self._after_drawing(position)
        if name not in _ENDS:
            return position
        end = _ENDS[name].search(self._html, position)
        return end.start() if end else len(self._html)

    def _after_drawing(self, position: int) -> int:
        """Return the end of an `<svg>`; once one has no end, only the tags of all further ones are dropped."""
        depth, holds_html = 1, False
        for token in () if self._is_unclosed else _TOKEN.finditer(self._html, position):
            name = (token["name"] or "").lower()
            if name == "svg" and not token["slash"].endswith("/"):
                depth += -1 if token["end"] else 1
                if not depth:
                    return token.end()
            elif name in _NOT_DRAWN and not holds_html and not token["end"]:
                return token.start()
            holds_html = holds_html or name in ("desc", "foreignobject", "title")
        self._is_unclosed = True
        return position

    def _begins(self, name: str) -> bool:
        """Tell whether a start tag may stay, and add its element to the open ones."""
        if name in _LEFT_OUT:
            return False
        if name in MAX_COUNTS:
            self._counts[name] += 1
            if self._counts[name] > MAX_COUNTS[name]:
                return False
        name = "h1" if name in _HEADINGS else name
        is_deeper = name not in _CHILDLESS and name not in _NOT_NESTING
        is_formatting = name in _FORMATTING and len(self._open.get(name, ())) >= MAX_FORMATTING
        if is_deeper and (self._depth >= MAX_DEPTH or is_formatting):
            self._left_out[name] += 1
            return False
        for names, scope in _CLOSED_BY_START.get(name, ()):
            self._close(names, scope)
        if name in _CHILDLESS or (name == "select" and self._close(("select",), _SHUT)):
            return True
        self._number += 1
        self._depth += is_deeper
        self._open.setdefault(name, []).append(self._number)
        for kind in _KINDS.get(name, ()):
            self._in_scope[kind].append(self._number)
        return True

    def _ends(self, name: str) -> bool:
        """Tell whether an end tag may stay, and remove its element from the open ones."""
        if name in _LEFT_OUT:
            return False
        name = "h1" if name in _HEADINGS else name
        if self._left_out[name]:
            self._left_out[name] -= 1
            return False
        for names, scope in _CLOSED_BY_END.get(name, ()):
            self._close(names, scope)
        self._close((name,), _END_SCOPE.get(name, _SPECIALS))
        return True

    def _close(self, names: tuple[str, ...], scope: int) -> bool:
        """Close the innermost open element of these names, if it is in scope; return whether there is one."""
        open_ = [(numbers[-1], name) for name in names if (numbers := self._open.get(name))]
        if not open_:
            return False
        number, name = max(open_)
        if self._in_scope[scope] and self._in_scope[scope][-1] > number:
            return False
        self._open[name].pop()
        self._depth -= name not in _NOT_NESTING
        for kind in _KINDS.get(name, ()):
            numbers = self._in_scope[kind]
            del numbers[bisect_left(numbers, number)]
        return True
