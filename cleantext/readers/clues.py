"""Collects the sources of metadata in a page: its head, its structured data, and elements for authors and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin

import regex

from cleantext.readers import jsonld
from cleantext.readers.html import read_html
from cleantext.readers.jsonld import has_type, line

if TYPE_CHECKING:
    from bs4 import Tag
    from selectolax.lexbor import LexborNode

#: Maximum number of elements in the body that are examined, of each kind.
MAX_CLUES: Final = 200
#: Maximum length of a heading, in characters of HTML, and of a byline, in characters of text.
MAX_HEADING_CHARS: Final = 5000
MAX_BYLINE_CHARS: Final = 200
#: Number of ancestors of an element that are examined.
MAX_ANCESTORS: Final = 4

_HEAD: Final = (
    'html, title, meta, base, link[rel~="canonical"], link[rel~="license"], link[rel~="image_src"], '
    f"{jsonld.SCRIPTS}, h1, h2"
)
#: Selector of elements that may name an author or a date; only those close to the heading count.
_NAMED: Final = (
    'h1, time, [itemprop~="author"], [itemprop~="datePublished"], [property$="author"], [property$="datePublished"], '
    '[rel~="author"], [href*="/author/"], [href*="/authors/"], [class*="author" i], [class*="autor" i], '
    '[class*="auteur" i], [class*="byline" i], [class*="date" i], [class*="publish" i], [class*="posted" i]'
)
#: Selector of elements with other metadata, by attributes that have no other use.
_STATED: Final = ", ".join(
    (
        *(f'[itemprop~="{name}"]' for name in ("dateModified", "articleSection", "keywords", "description", "image")),
        '[itemprop~="license"], [itemprop~="publisher"], [property$="dateModified"], [property$="license"], '
        'a[rel~="license"], a[rel~="tag"]',
        ".dt-updated, .p-category, .p-summary, .u-photo, time.updated",
    )
)
#: The spellings of the Dublin Core prefix in names of `<meta>` elements.
_DUBLIN_CORE: Final = regex.compile(r"^dcterms?\.")
#: Classes and ids of a heading with the name of the site, and a link to its home page.
_SITE_HEADING: Final = regex.compile(r"(?<![a-z])(?:(?:site|blog)[-_]?(?:title|name)|logo|masthead)", regex.IGNORECASE)
_HOME: Final = regex.compile(r"<a\s[^>]*?href=[\"']?(?:https?://[^/\"'\s>]+/?|/)[\"'\s>]", regex.IGNORECASE)


#: Classes of elements around a picture or a comment.
_ASIDE: Final = regex.compile(
    r"(?<!\S)(?:\S*caption\S*|comments?|comment-?(?:list|body|content|meta|author|item)s?)(?!\S)", regex.IGNORECASE
)


class Clue(NamedTuple):
    """An element that may hold metadata of its page: tag, attributes, and the texts in it, each on its line."""

    tag: str
    attributes: Mapping[str, str | None]
    text: str

    def means(self, *names: str) -> bool:
        """Tell whether a property of the element, or its link relation, is one of these."""
        get = self.attributes.get
        own = " ".join(get(name) or "" for name in ("itemprop", "property", "rel"))
        return not {name.rpartition(":")[2] for name in own.split()}.isdisjoint(names)

    def has(self, *names: str) -> bool:
        """Tell whether the element has one of these as a property, link relation or class."""
        return self.means(*names) or not set((self.attributes.get("class") or "").split()).isdisjoint(names)

    @property
    def said(self) -> str:
        """The value of the element: of an attribute for machines, or else its text."""
        get = self.attributes.get
        return get("content") or get("datetime") or get("src") or self.text

    @property
    def address(self) -> str:
        """The address that the element gives, or else its text."""
        return self.attributes.get("href") or self.said


@dataclass(slots=True)
class Page:
    """The sources of metadata in a page, by where they were found.

    `metas` are the contents of `<meta>` elements by their keys (see `key_of`), `links` the addresses of `<link>`
    elements by their relation. `headings` are each with the index of the next clue in `body`. `nodes` are the objects
    of JSON-LD, and `known` those of them by id. `site_headings` name the site; `below` gives for a heading the
    one that follows it.
    """

    lang: str = ""
    title: str = ""
    base: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)
    site_headings: list[str] = field(default_factory=list)
    below: dict[str, str] = field(default_factory=dict)
    body: list[Clue] = field(default_factory=list)
    stated: list[Clue] = field(default_factory=list)
    nodes: list[Mapping[str, Any]] = field(default_factory=list)
    known: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def meta(self, *names: str) -> Iterator[str]:
        """Yield the contents of `<meta>` elements of these names."""
        return chain.from_iterable(self.metas.get(key_of(name), ()) for name in names)

    def described(self, types: regex.Pattern[str]) -> Iterator[Mapping[str, Any]]:
        """Yield the objects of JSON-LD with a type that matches."""
        return (node for node in self.nodes if has_type(node, types))

    def articles(self, *names: str) -> Iterator[Any]:
        """Yield from each article in JSON-LD, then from each page, the value of the first of `names` that it has."""
        for node in chain(self.described(jsonld.ARTICLE), self.described(jsonld.PAGE)):
            yield next((self.resolved(node[name]) for name in names if node.get(name)), None)

    def resolved(self, value: Any) -> Any:
        """Return a value of JSON-LD, with a reference by id replaced by its object."""
        if isinstance(value, list):
            return [self.resolved(inner) for inner in value if not isinstance(inner, list)] or value
        identity = value.get("@id") if isinstance(value, dict) else None
        return {**self.known[identity], **value} if isinstance(identity, str) and identity in self.known else value

    def named(self, *names: str) -> Iterator[Clue]:
        """Yield the elements of the body that have one of these names."""
        return (clue for clue in self.stated if clue.has(*names))

    def whole(self, addresses: Iterable[str]) -> Iterator[str]:
        """Yield the absolute addresses; relative ones are resolved against the base of the page."""
        for address in addresses:
            try:
                full = urljoin(self.base, address.strip())
            except ValueError:
                continue
            if full.startswith("//"):
                full = f"https:{full}"
            if _ADDRESS.match(full):
                yield full


_ADDRESS: Final = regex.compile(r"https?://[^\s/]\S*$")


def key_of(name: str) -> str:
    """Return the normalised name of a `<meta>` element, the same for all its spellings.

    >>> key_of("DCTERMS:issued"), key_of("publish_date") == key_of("publish-date")
    ('dc.issued', True)
    """
    key = name.lower().replace(":", ".").replace("-", "").replace("_", "")
    return _DUBLIN_CORE.sub("dc.", key)


def clues_of_tree(root: LexborNode) -> Page:
    """Return the sources of metadata in a page; `root` is the root of its tree."""

    def clue(node: LexborNode) -> Clue:
        tag, attributes = node.tag or "", node.attributes
        if tag == "h1":
            return _heading(attributes, node.html or "")
        return Clue(tag, attributes, "" if tag in ("html", "body") else node.text(separator="\n"))

    def inner(node: LexborNode, query: str) -> Clue | None:
        found = node.css_first(query)
        return None if found is None else clue(found)

    def clue_in_body(node: LexborNode) -> Clue | None:
        around: list[Mapping[str, str | None]] = []
        parent = node.parent
        while parent is not None and len(around) < MAX_ANCESTORS:
            around.append({**parent.attributes, "tag": parent.tag})
            parent = parent.parent
        return None if _is_aside(around) else _scoped(clue(node), partial(inner, node))

    named = (clue_in_body(node) for node in root.css(_NAMED)[:MAX_CLUES])
    stated = (_scoped(clue(node), partial(inner, node)) for node in root.css(_STATED)[:MAX_CLUES])
    return collected(map(clue, root.css(_HEAD)), filter(None, named), stated)


def clues_of_soup(soup: Tag) -> Page:
    """Return the sources of metadata in a soup, which is not changed."""
    from cleantext.readers.soup import attributes_of

    def clue(tag: Tag) -> Clue:
        name, attributes = tag.name.lower(), attributes_of(tag)
        if name == "h1":
            return _heading(attributes, str(tag))
        strings = () if name in ("html", "body") else islice(tag.strings, MAX_BYLINE_CHARS)
        return Clue(name, attributes, "\n".join(strings))

    def inner(tag: Tag, query: str) -> Clue | None:
        found = tag.select_one(query)
        return None if found is None else clue(found)

    def clue_in_body(tag: Tag) -> Clue | None:
        around = [
            {**attributes_of(parent), "tag": parent.name.lower()} for parent in islice(tag.parents, MAX_ANCESTORS)
        ]
        return None if _is_aside(around) else _scoped(clue(tag), partial(inner, tag))

    named = (clue_in_body(tag) for tag in soup.select(_NAMED, limit=MAX_CLUES))
    stated = (_scoped(clue(tag), partial(inner, tag)) for tag in soup.select(_STATED, limit=MAX_CLUES))
    return collected(map(clue, soup.select(_HEAD)), filter(None, named), stated)


def _scoped(clue: Clue, inner: Callable[[str], Clue | None]) -> Clue:
    """Return a clue with the value of a descendant, where it is an object of microdata, or has no value itself."""
    if "itemscope" not in clue.attributes and clue.said.strip():
        return clue
    found = inner('[itemprop~="url"], [itemprop~="contentUrl"]' if clue.means("image") else '[itemprop~="name"]')
    return clue if found is None else clue._replace(text=found.address if clue.means("image") else found.said)


def collected(head: Iterable[Clue], body: Iterable[Clue] = (), stated: Iterable[Clue] = ()) -> Page:
    """Return the clues of a page by kind, each in document order."""
    page = Page(stated=list(stated))
    heading = ""
    for clue in head:
        get = clue.attributes.get
        match clue.tag:
            case "html":
                page.lang = get("lang") or get("xml:lang") or ""
            case "title":
                page.title = page.title or line(clue.text)
            case "meta":
                _add_meta(page, clue)
            case "base":
                page.base = page.base or get("href") or ""
            case "link":
                for name in (get("rel") or "").lower().split():
                    page.links.setdefault(name, []).append(get("href") or "")
            case "script":
                page.nodes += jsonld.nodes(clue.text)
            case "h1" | "h2" | "h1/site":
                page.below.setdefault(heading, line(clue.text))
                heading = line(clue.text)
    for clue in body:
        if clue.tag == "h1":
            page.headings.append((len(page.body), line(clue.text)))
        elif clue.tag == _SITE_HEADING_TAG:
            page.site_headings.append(line(clue.text))
        else:
            page.body.append(clue)
    page.known = {node["@id"]: node for node in page.nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return page


def _add_meta(page: Page, clue: Clue) -> None:
    """Add the content of a `<meta>` element, under each of its names."""
    get = clue.attributes.get
    content = line(get("content") or "")
    keys = {key_of(key) for name in ("property", "name", "itemprop", "http-equiv") for key in (get(name) or "").split()}
    if "parselypage" in keys:  # An older notation: all metadata as one JSON object.
        for node in jsonld.nodes(content):
            for name, value in node.items():
                page.metas.setdefault(f"parsely{key_of(name)}", []).extend(jsonld.texts(value))
    elif content:
        for key in keys:
            page.metas.setdefault(key, []).append(content)


#: The tag of the clue for a heading that names the site.
_SITE_HEADING_TAG: Final = "h1/site"


def _heading(attributes: Mapping[str, str | None], html: str) -> Clue:
    """Return the clue for a heading, with its visible text; "" for one that is too long."""
    text = read_html(html, hidden=True).text if len(html) <= MAX_HEADING_CHARS else ""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return Clue(_SITE_HEADING_TAG if _SITE_HEADING.search(names) or _HOME.search(html) else "h1", attributes, text)


def _is_aside(around: Iterable[Mapping[str, str | None]]) -> bool:
    """Tell whether an element belongs to a picture or a comment, by its ancestors."""
    for attributes in around:
        if attributes["tag"] in ("figure", "figcaption") or (attributes.get("itemtype") or "").endswith("ImageObject"):
            return True
        if _ASIDE.search(attributes.get("class") or ""):
            return True
    return False
