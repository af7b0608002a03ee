"""Finds what a page is called, who wrote it and when, in what the page says of itself.

Libraries for this (extruct, htmldate) take longer than all the rest of cleaning, mostly for notations that articles
hardly use; a few rules on JSON-LD, `<meta>`, microdata and bylines find nearly as much in a millisecond.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

import regex

from cleantext.errors import SourceError
from cleantext.readers.dates import iso_date
from cleantext.readers.encoding import decode
from cleantext.readers.html import parse, read_html

if TYPE_CHECKING:
    from bs4 import Tag
    from selectolax.lexbor import LexborNode

#: Elements in the body that are looked at, and those between the heading and the date of a page.
MOST_CLUES: Final = 200
NEAREST: Final = 16
#: Characters of HTML that a heading has, of a text that says when and by whom a page is, and of a name.
LONGEST_HEADING: Final = 5000
LONGEST_BYLINE: Final = 200
LONGEST_NAME: Final = 60
#: Objects within one another in JSON-LD that are looked into.
DEEPEST: Final = 6
#: Share of the words of a title that a heading has in common with it if it is the page's own: on 1,500 pages of WCXB
#: (see `benchmarks/`), headings with fewer name a site or a section.
LIKE_TITLE: Final = 0.2

_HEAD: Final = 'html, title, meta, link[rel~="canonical"], script[type="application/ld+json"]'
_BODY: Final = (
    'h1, time, [itemprop~="author"], [itemprop~="datePublished"], [rel~="author"], [href*="/author/"], '
    '[href*="/authors/"], [class*="author" i], [class*="byline" i], [class*="date" i], [class*="publish" i], '
    '[class*="posted" i]'
)
#: Names of `<meta>` elements, those that say it most surely first.
_AUTHORS: Final = ("author", "article:author", "sailthru.author", "parsely-author", "dc.creator", "dcterms.creator")
_DATES: Final = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created", "pubdate",
    "citation_publication_date", "citation_date", "sailthru.date", "parsely-pub-date", "publish_date", "publish-date",
    "date-pub", "published", "og:published_time",
)  # fmt: skip
#: Types of schema.org (https://schema.org/docs/full.html) that what one reads has, and those of what is around it.
_ARTICLE: Final = regex.compile(r"(?:Article|Posting|Report|Review|Recipe|Question|HowTo)$")
_PAGE: Final = regex.compile(r"(?:Page|CreativeWork|VideoObject|Course|Book)$")
_SITE: Final = regex.compile(r"^WebSite$")
_PRODUCT: Final = regex.compile(r"^Product")
_INNER: Final = ("@graph", "mainEntity", "mainEntityOfPage")

_ADDRESS: Final = regex.compile(r"https?://[^\s/]")
_DAY_IN_ADDRESS: Final = regex.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)/")
_LANGUAGE: Final = regex.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", regex.IGNORECASE)
_SEPARATOR: Final = regex.compile(r"\s+[|–—·•:»«/-]+\s+|\s*\|\s*")
_EDGES: Final = " |–—·•:»«/-"
_WORD: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}\p{M}]+")

#: Class names of elements that hold the name of an author and little else.
_BYLINE: Final = regex.compile(
    r"(?<![a-z])(?:by-?line|(?:the|post|entry|article)[-_]+author|authors?)[-_]*(?:name|link)?s?(?!\S)|authorName",
    regex.IGNORECASE,
)
_COMMENT: Final = regex.compile(r"comment|review|testimonial|quote", regex.IGNORECASE)
#: What stands in front of a name: "Written by", "Author:", "Von".
_BY: Final = regex.compile(
    r"(?:(?:[\p{L}-]+\s+){0,4}by\b|authors?\s*:|(?:von|par|por|door|av|af|(?-i:di))\s)[\s:]*", regex.IGNORECASE
)
#: What stands behind one on the same line.
_BEHIND: Final = regex.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|,?\s+(?:on|updated|published)\s", regex.IGNORECASE)
_NO_NAME: Final = regex.compile(
    r"https?:|www\.|@|\d{2}|[{}<>=]|^\W|^[^\s.]+(?:\.[^\s.]+){2,}$|^(?:about|view|more|read|follow|share|log|this|get|the"
    r" author)\b|^(?:admin|administrator|webmaster|editor|undefined|null|none|guest|user|authors?|contributors?)$",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself; None where it says nothing.

    Attributes:
        title: the headline, without the name of the site.
        author: one or more names, with commas between them.
        date: when it was published: a date, or date and time, of ISO 8601.
        site_name: what the site calls itself.
        language: a language tag, such as "en" or "pt-BR".
        url: the address that the page wants to be known by.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    site_name: str | None = None
    language: str | None = None
    url: str | None = None


class Clue(NamedTuple):
    """An element that may say something about its page: tag, attributes, and the texts in it, each on its line."""

    tag: str
    attributes: Mapping[str, str | None]
    text: str


def read_metadata(source: str | bytes | Tag) -> Metadata:
    """Return what a page says of itself; `source` is HTML, or a `bs4.BeautifulSoup` or `bs4.Tag`, which is not changed.

    Raises:
        SourceError: `source` is none of these (a `TypeError`, too).

    >>> read_metadata("<html lang='en'><title>Winter ferry | The Courier</title><h1>Winter ferry</h1>").title
    'Winter ferry'
    """
    if isinstance(source, bytes):
        source = decode(source)
    if not isinstance(source, str):
        # Whoever hands over a soup has loaded its library; nobody else waits for it.
        from bs4 import Tag

        if not isinstance(source, Tag):
            given = type(source).__name__
            raise SourceError(f"read the metadata of str, bytes, a BeautifulSoup or a Tag, not of {given}")
        return metadata_of_soup(source)
    root = parse(source).root
    return Metadata() if root is None else metadata_of_page(root)


def metadata_of_page(root: LexborNode) -> Metadata:
    """Return what a page says of itself; `root` is the root of its tree.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> page = '<title>High tides | The Harbour</title><meta property="og:site_name" content="The Harbour">'
    >>> metadata_of_page(LexborHTMLParser(page).root).title
    'High tides'
    """

    def clue(node: LexborNode) -> Clue:
        tag = node.tag or ""
        if tag == "h1":
            text = _heading(node.html or "")
        else:
            text = "" if tag in ("html", "body") else node.text(separator="\n")
        return Clue(tag, node.attributes, text)

    return metadata_of(map(clue, chain(root.css(_HEAD), root.css(_BODY)[:MOST_CLUES])))


def metadata_of_soup(soup: Tag) -> Metadata:
    """Return what a soup says of itself; it is not changed.

    >>> from bs4 import BeautifulSoup
    >>> metadata_of_soup(BeautifulSoup('<meta name="author" content="Ida Falk">', "html.parser")).author
    'Ida Falk'
    """
    from cleantext.readers.soup import attributes_of

    def clue(tag: Tag) -> Clue:
        name = tag.name.lower()
        attributes = attributes_of(tag)
        if name == "h1":
            return Clue(name, attributes, _heading(str(tag)))
        strings = () if name in ("html", "body") else islice(tag.strings, LONGEST_BYLINE)
        return Clue(name, attributes, "\n".join(strings))

    return metadata_of(map(clue, chain(soup.select(_HEAD), soup.select(_BODY, limit=MOST_CLUES))))


def metadata_of(clues: Iterable[Clue]) -> Metadata:
    """Return what the clues of a page say: those of its head, then those of its body, in the order of the page."""
    page = _collected(clues)
    site = _site_name(page)
    title, place = _title(page, site)
    # What stands behind the heading is likelier to be about the page than what stands before it.
    page.body = [*page.body[place : place + NEAREST], *page.body[:place]]
    return Metadata(
        title or None, _author(page, site), _date(page), site or None, _language(page), next(_addresses(page), None)
    )


@dataclass(slots=True)
class _Page:
    """What a page says, by how it says it.

    `headings` stand in front of the clue in `body` at their number; `nodes` are the objects of JSON-LD, and `names`
    those of them that have an id.
    """

    lang: str = ""
    title: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    body: list[Clue] = field(default_factory=list)
    nodes: list[Mapping[str, Any]] = field(default_factory=list)
    names: dict[str, object] = field(default_factory=dict)

    def meta(self, *names: str) -> Iterator[str]:
        """Yield the contents of `<meta>` elements of these names."""
        return chain.from_iterable(self.metas.get(name, ()) for name in names)

    def described(self, types: regex.Pattern[str]) -> Iterator[Mapping[str, Any]]:
        """Yield the objects of JSON-LD that have such a type."""
        for node in self.nodes:
            if any(isinstance(name, str) and types.search(name) for name in _listed(node.get("@type"))):
                yield node


def _collected(clues: Iterable[Clue]) -> _Page:
    page = _Page()
    for clue in clues:
        get = clue.attributes.get
        match clue.tag:
            case "html":
                page.lang = get("lang") or get("xml:lang") or ""
            case "title":
                page.title = page.title or _line(clue.text)
            case "meta":
                for key in ("property", "name", "itemprop", "http-equiv"):
                    page.metas.setdefault((get(key) or "").lower(), []).append(_line(get("content") or ""))
            case "link":
                page.links.append(get("href") or "")
            case "script":
                page.nodes += _nodes(clue.text)
            case "h1":
                page.headings.append((len(page.body), _line(clue.text)))
            case _:
                page.body.append(clue)
    for node in page.nodes:
        if isinstance(node.get("@id"), str) and "name" in node:
            page.names[node["@id"]] = node["name"]
    if any(page.described(_PRODUCT)):
        page.body = []  # The names and dates are those of customers.
    return page


def _site_name(page: _Page) -> str:
    publishers = (_listed(node.get("publisher")) for node in chain(page.described(_ARTICLE), page.described(_PAGE)))
    described = chain(chain.from_iterable(publishers), page.described(_SITE))
    names = (_name(node, page) for node in described)
    return next(filter(None, chain(page.meta("og:site_name"), names, page.meta("application-name"))), "")


def _title(page: _Page, site: str) -> tuple[str, int]:
    """Return the title of a page, and the number of the clue in its body behind the heading that says it.

    What readers see as the heading is taken, if what the page is called elsewhere has words in common with it.
    """
    host = urlsplit(next(_addresses(page), "")).hostname or ""
    sites = {_key(site), *host.split(".")[:-1]} - {""}
    headlines = (node["headline"] for node in page.described(_ARTICLE) if isinstance(node.get("headline"), str))
    named = chain(islice(map(_line, headlines), 1), page.meta("og:title", "twitter:title"), (page.title,))
    titles = [title for title in (_without_site(title, sites) for title in named) if title]
    headings = [(place, text) for place, text in page.headings if _key(text) and _key(text) not in sites]
    if not headings:
        return (titles[0] if titles else ""), 0
    shares = [max((_share(title, text) for title in titles), default=1.0) for _, text in headings]
    place, heading = headings[shares.index(max(shares))]
    if max(shares) < LIKE_TITLE:
        return titles[0], place
    # Where parts of a heading are set apart, the space between them may be missing.
    return next((title for title in titles if _key(title) == _key(heading)), _without_site(heading, sites)), place


def _author(page: _Page, site: str) -> str | None:
    """Return the authors: persons, before a site that signs for them."""
    signed = None
    for group in _author_groups(page):
        names = list(dict.fromkeys(filter(None, map(_person, group))))
        author = ", ".join(names)
        if author and _key(author) != _key(site):
            return author
        signed = signed or author
    return signed or None


def _author_groups(page: _Page) -> Iterator[list[str]]:
    """Yield what may be the names of all authors, the surest first."""
    yield from _described_authors(page, _ARTICLE)
    yield list(page.meta("citation_author"))
    yield from ([name] for name in page.meta(*_AUTHORS))
    for label, name in zip(page.meta("twitter:label1"), page.meta("twitter:data1"), strict=False):
        if label.lower() == "written by":
            yield [name]
    yield from _described_authors(page, _PAGE)
    for attribute in ("itemprop", "rel"):
        for clue in page.body:
            if "author" in (clue.attributes.get(attribute) or "").split():
                yield [clue.text]
    for clue in page.body:
        names = clue.attributes.get("class") or ""
        if _BYLINE.search(names) and not _COMMENT.search(names):
            yield [clue.text]
    yield from ([clue.text] for clue in page.body if "/author" in (clue.attributes.get("href") or ""))


def _described_authors(page: _Page, types: regex.Pattern[str]) -> Iterator[list[str]]:
    for node in page.described(types):
        yield [_name(author, page) for author in _listed(node.get("author"))]


def _date(page: _Page) -> str | None:
    dates = (iso_date(text) for text in _date_texts(page) if isinstance(text, str) and len(text) <= LONGEST_BYLINE)
    return next(filter(None, dates), None)


def _date_texts(page: _Page) -> Iterator[object]:
    """Yield what may say when a page was published, the surest first."""
    yield from (node.get("datePublished") or node.get("dateCreated") for node in page.described(_ARTICLE))
    yield from page.meta(*_DATES)
    stated = [(clue, clue.attributes.get("datetime") or clue.text) for clue in page.body]
    yield from (text for clue, text in stated if "datePublished" in (clue.attributes.get("itemprop") or ""))
    yield from (node.get("datePublished") for node in page.described(_PAGE))
    yield from (text for clue, text in stated if clue.tag == "time")
    yield from ("-".join(day.groups()) for address in _addresses(page) if (day := _DAY_IN_ADDRESS.search(address)))
    yield from (text for _, text in stated)


def _language(page: _Page) -> str | None:
    for tag in (page.lang, *page.meta("content-language", "og:locale")):
        if found := _LANGUAGE.fullmatch(tag.strip()):
            language, script, region = (part or "" for part in found.groups())
            return "-".join(filter(None, (language.lower(), script.title(), region.upper())))
    return None


def _addresses(page: _Page) -> Iterator[str]:
    return (address for address in chain(page.links, page.meta("og:url")) if _ADDRESS.match(address))


def _nodes(script: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a script of JSON-LD that describe the page; none, if it is malformed."""
    try:
        level = _listed(json.loads(script, strict=False))
    except (ValueError, RecursionError):
        return
    for _ in range(DEEPEST):
        deeper: list[object] = []
        for value in level:
            if isinstance(value, list):
                deeper += value
            elif isinstance(value, dict):
                yield value
                deeper += (value[name] for name in _INNER if name in value)
        level = deeper


def _name(value: object, page: _Page) -> str:
    """Return the name of somebody in JSON-LD, who may be a name, an object, or the id of one elsewhere."""
    if isinstance(value, dict):
        identity = value.get("@id")
        known = page.names.get(identity) if isinstance(identity, str) else None
        value = next(iter(_listed(value.get("name") or known)), None)
    return _line(value) if isinstance(value, str) else ""


def _person(text: str) -> str:
    """Return the name in a text that may say "by", and more behind it; "" if there is none."""
    text = _BY.sub("", text.strip(), count=1) if _BY.match(text.strip()) else text
    lines = [line for line in map(_line, text.split("\n")) if len(line) > 2] or [text.strip()]
    name = _BEHIND.split(lines[0], maxsplit=1)[0].strip(" ,;:")
    return name if 1 < len(name) <= LONGEST_NAME and not _NO_NAME.search(name) else ""


def _heading(html: str) -> str:
    """Return what a heading reads as; a long one is none."""
    return read_html(html, hidden=True).text if len(html) <= LONGEST_HEADING else ""


def _without_site(title: str, sites: Iterable[str]) -> str:
    """Return a title without the name of the site behind or before it; `sites` are keys."""
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and _key(parts[-1]) in sites:
        return title[: title.rindex(parts[-1])].rstrip(_EDGES)
    if len(parts) > 1 and _key(parts[0]) in sites:
        return title[len(parts[0]) :].lstrip(_EDGES)
    return title


def _share(title: str, heading: str) -> float:
    """Return the share of a title's words that are in a heading."""
    words = set(_WORD.findall(title.lower()))
    return len(words & set(_WORD.findall(heading.lower()))) / len(words) if words else 0.0


def _key(text: str) -> str:
    """Return what two texts have in common that differ only in case, spaces and punctuation."""
    return "".join(_WORD.findall(text.lower()))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _line(text: str) -> str:
    return " ".join(unescape(text).split())
