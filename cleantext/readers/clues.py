"""Collects from a page what may say something about it: its head, its data, and the elements that are named for it."""

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

#: Elements in the body that are looked at, of each kind.
MOST_CLUES: Final = 200
#: Characters of HTML that a heading has, and of a text that says when and by whom a page is.
LONGEST_HEADING: Final = 5000
LONGEST_BYLINE: Final = 200
#: Elements around one that are looked at.
AROUND: Final = 4

_HEAD: Final = (
    'html, title, meta, base, link[rel~="canonical"], link[rel~="license"], link[rel~="image_src"], '
    f"{jsonld.SCRIPTS}, h1, h2"
)
#: Elements that may name an author or a day; of these the ones close to the heading count.
_NAMED: Final = (
    'h1, time, [itemprop~="author"], [itemprop~="datePublished"], [property$="author"], [property$="datePublished"], '
    '[rel~="author"], [href*="/author/"], [href*="/authors/"], [class*="author" i], [class*="autor" i], '
    '[class*="auteur" i], [class*="byline" i], [class*="date" i], [class*="publish" i], [class*="posted" i]'
)
#: Elements that say something else about the page, by attributes that have no other use.
_STATED: Final = ", ".join(
    (
        *(f'[itemprop~="{name}"]' for name in ("dateModified", "articleSection", "keywords", "description", "image")),
        '[itemprop~="license"], [itemprop~="publisher"], [property$="dateModified"], [property$="license"], '
        'a[rel~="license"], a[rel~="tag"]',
        ".dt-updated, .p-category, .p-summary, .u-photo, time.updated",
    )
)
#: Prefixes of `<meta>` that mean the same.
_DUBLIN_CORE: Final = regex.compile(r"^dcterms?\.")
#: Names of the element around the name of a site, and a link to its first page.
_SITE_HEADING: Final = regex.compile(r"(?<![a-z])(?:(?:site|blog)[-_]?(?:title|name)|logo|masthead)", regex.IGNORECASE)
_HOME: Final = regex.compile(r"<a\s[^>]*?href=[\"']?(?:https?://[^/\"'\s>]+/?|/)[\"'\s>]", regex.IGNORECASE)


#: A class of what is around a picture or a comment.
_ASIDE: Final = regex.compile(
    r"(?<!\S)(?:\S*caption\S*|comments?|comment-?(?:list|body|content|meta|author|item)s?)(?!\S)", regex.IGNORECASE
)


class Clue(NamedTuple):
    """An element that may say something about its page: tag, attributes, and the texts in it, each on its line."""

    tag: str
    attributes: Mapping[str, str | None]
    text: str

    def means(self, *names: str) -> bool:
        """Tell whether a property of the element, or the meaning of a link, is one of these."""
        get = self.attributes.get
        own = " ".join(get(name) or "" for name in ("itemprop", "property", "rel"))
        return not {name.rpartition(":")[2] for name in own.split()}.isdisjoint(names)

    def has(self, *names: str) -> bool:
        """Tell whether the element means one of these, or has such a class."""
        return self.means(*names) or not set((self.attributes.get("class") or "").split()).isdisjoint(names)

    @property
    def said(self) -> str:
        """What the element says: in an attribute for machines, or in its text."""
        get = self.attributes.get
        return get("content") or get("datetime") or get("src") or self.text

    @property
    def address(self) -> str:
        """The address that the element gives, or else its text."""
        return self.attributes.get("href") or self.said


@dataclass(slots=True)
class Page:
    """What a page says, by how it says it.

    `metas` are the contents of `<meta>` elements by their keys (see `key_of`), `links` the addresses of `<link>`
    elements by their meaning. `headings` stand in front of the clue in `body` at their number. `nodes` are the objects
    of JSON-LD, and `known` those of them that have an id. `site_headings` name the site; `below` holds the heading that
    follows another.
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
        """Yield the objects of JSON-LD that have such a type."""
        return (node for node in self.nodes if has_type(node, types))

    def articles(self, *names: str) -> Iterator[Any]:
        """Yield what the articles in JSON-LD say, then what the pages do, under the first of `names` that each has."""
        for node in chain(self.described(jsonld.ARTICLE), self.described(jsonld.PAGE)):
            yield next((self.resolved(node[name]) for name in names if node.get(name)), None)

    def resolved(self, value: Any) -> Any:
        """Return a value of JSON-LD, with the object in place of one that is only its id."""
        if isinstance(value, list):
            return [self.resolved(inner) for inner in value if not isinstance(inner, list)] or value
        identity = value.get("@id") if isinstance(value, dict) else None
        return {**self.known[identity], **value} if isinstance(identity, str) and identity in self.known else value

    def named(self, *names: str) -> Iterator[Clue]:
        """Yield the elements of the body that are named so."""
        return (clue for clue in self.stated if clue.has(*names))

    def whole(self, addresses: Iterable[str]) -> Iterator[str]:
        """Yield addresses that are whole, or that the base of the page makes so."""
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
    """Return the key of a `<meta>` element: what its name and its spellings have in common.

    >>> key_of("DCTERMS:issued"), key_of("publish_date") == key_of("publish-date")
    ('dc.issued', True)
    """
    key = name.lower().replace(":", ".").replace("-", "").replace("_", "")
    return _DUBLIN_CORE.sub("dc.", key)


def clues_of_tree(root: LexborNode) -> Page:
    """Return what a page says; `root` is the root of its tree."""

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
        while parent is not None and len(around) < AROUND:
            around.append({**parent.attributes, "tag": parent.tag})
            parent = parent.parent
        return None if _is_aside(around) else _scoped(clue(node), partial(inner, node))

    named = (clue_in_body(node) for node in root.css(_NAMED)[:MOST_CLUES])
    stated = (_scoped(clue(node), partial(inner, node)) for node in root.css(_STATED)[:MOST_CLUES])
    return collected(map(clue, root.css(_HEAD)), filter(None, named), stated)


def clues_of_soup(soup: Tag) -> Page:
    """Return what a soup says; it is not changed."""
    from cleantext.readers.soup import attributes_of

    def clue(tag: Tag) -> Clue:
        name, attributes = tag.name.lower(), attributes_of(tag)
        if name == "h1":
            return _heading(attributes, str(tag))
        strings = () if name in ("html", "body") else islice(tag.strings, LONGEST_BYLINE)
        return Clue(name, attributes, "\n".join(strings))

    def inner(tag: Tag, query: str) -> Clue | None:
        found = tag.select_one(query)
        return None if found is None else clue(found)

    def clue_in_body(tag: Tag) -> Clue | None:
        around = [{**attributes_of(parent), "tag": parent.name.lower()} for parent in islice(tag.parents, AROUND)]
        return None if _is_aside(around) else _scoped(clue(tag), partial(inner, tag))

    named = (clue_in_body(tag) for tag in soup.select(_NAMED, limit=MOST_CLUES))
    stated = (_scoped(clue(tag), partial(inner, tag)) for tag in soup.select(_STATED, limit=MOST_CLUES))
    return collected(map(clue, soup.select(_HEAD)), filter(None, named), stated)


def _scoped(clue: Clue, inner: Callable[[str], Clue | None]) -> Clue:
    """Return a clue with what it says further inside, where it is an object of microdata, or says nothing itself."""
    if "itemscope" not in clue.attributes and clue.said.strip():
        return clue
    found = inner('[itemprop~="url"], [itemprop~="contentUrl"]' if clue.means("image") else '[itemprop~="name"]')
    return clue if found is None else clue._replace(text=found.address if clue.means("image") else found.said)


def collected(head: Iterable[Clue], body: Iterable[Clue] = (), stated: Iterable[Clue] = ()) -> Page:
    """Return what the clues of a page say, those of each kind in the order of the page."""
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
        elif clue.tag == _NO_HEADING:
            page.site_headings.append(line(clue.text))
        else:
            page.body.append(clue)
    page.known = {node["@id"]: node for node in page.nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return page


def _add_meta(page: Page, clue: Clue) -> None:
    """Add what a `<meta>` element says, under each of the names that it has."""
    get = clue.attributes.get
    content = line(get("content") or "")
    keys = {key_of(key) for name in ("property", "name", "itemprop", "http-equiv") for key in (get(name) or "").split()}
    if "parselypage" in keys:  # An older notation: all that the others say, as one object.
        for node in jsonld.nodes(content):
            for name, value in node.items():
                page.metas.setdefault(f"parsely{key_of(name)}", []).extend(jsonld.texts(value))
    elif content:
        for key in keys:
            page.metas.setdefault(key, []).append(content)


#: The tag of a clue for a heading that names the site.
_NO_HEADING: Final = "h1/site"


def _heading(attributes: Mapping[str, str | None], html: str) -> Clue:
    """Return the clue that a heading is: what it reads as; a long one is none."""
    text = read_html(html, hidden=True).text if len(html) <= LONGEST_HEADING else ""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return Clue(_NO_HEADING if _SITE_HEADING.search(names) or _HOME.search(html) else "h1", attributes, text)


def _is_aside(around: Iterable[Mapping[str, str | None]]) -> bool:
    """Tell whether an element is about a picture or a comment, by those around it."""
    for attributes in around:
        if attributes["tag"] in ("figure", "figcaption") or (attributes.get("itemtype") or "").endswith("ImageObject"):
            return True
        if _ASIDE.search(attributes.get("class") or ""):
            return True
    return False
