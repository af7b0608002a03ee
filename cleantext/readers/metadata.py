"""Reads the metadata of a page: title, authors, dates, description and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import regex

from cleantext.readers import jsonld
from cleantext.readers.clues import MAX_BYLINE_CHARS, Page, clues_of_soup, clues_of_tree
from cleantext.readers.dates import iso_date
from cleantext.readers.html import parse
from cleantext.readers.jsonld import has_type, line, listed, texts
from cleantext.readers.trees import str_or_soup

if TYPE_CHECKING:
    from bs4 import Tag
    from selectolax.lexbor import LexborNode

    from cleantext.readers import Source

#: Maximum number of clues between the heading and the date of a page.
MAX_DISTANCE: Final = 16
#: Maximum characters of a name.
MAX_NAME_CHARS: Final = 60
#: Minimum share of the words of a title in a heading, for this to be that of the page: on 1,500 pages of WCXB
#: (see `benchmarks/`), headings with fewer name a site or a section.
MIN_TITLE_SHARE: Final = 0.2

# Names of `<meta>` elements by what they say, those that say it most surely first: Open Graph, Dublin Core, the tags
# that journals and archives give to search engines, and those of services that count readers.
_TITLES: Final = (
    "og:title",
    "parsely-title",
    "dc:title",
    "citation_title",
    "eprints.title",
    "sailthru.title",
    "ArticleTitle",
    "twitter:title",
)
_AUTHORS: Final = (
    "citation_author",
    "eprints.creators_name",
    "author",
    "article:author",
    "parsely-author",
    "parsely-authors",
    "sailthru.author",
    "dc:creator",
    "articleAuthor",
    "cXenseParse:author",
)
#: Those of them that put the last name first.
_LAST_NAME_FIRST: Final = ("citation_author", "eprints.creators_name", "dc:creator")
_DATES: Final = (
    "article:published_time",
    "datePublished",
    "date",
    "dc:date",
    "dc:date.issued",
    "dc:issued",
    "dc:created",
    "pubdate",
    "citation_publication_date",
    "citation_date",
    "eprints.date",
    "prism.publicationDate",
    "sailthru.date",
    "parsely-pub-date",
    "publish-date",
    "date-pub",
    "published",
    "og:published_time",
    "cXenseParse:recs:publishtime",
)
_MODIFIED: Final = (
    "article:modified_time",
    "dateModified",
    "og:updated_time",
    "dc:modified",
    "dc:date.modified",
    "last-modified",
    "lastmod",
    "revised",
)
_SITES: Final = ("application-name", "dc:publisher", "citation_journal_title", "prism.publicationName", "SiteName")
_DESCRIPTIONS: Final = (
    "og:description",
    "dc:description",
    "dc:abstract",
    "eprints.abstract",
    "sailthru.description",
    "description",
    "twitter:description",
)
_KEYWORDS: Final = (
    "article:tag",
    "parsely-tags",
    "sailthru.tags",
    "news_keywords",
    "citation_keywords",
    "eprints.keywords",
    "dc:subject",
    "keywords",
)
_IMAGES: Final = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "parsely-image-url",
    "sailthru.image.full",
    "twitter:image",
    "twitter:image:src",
    "image",
)
_SECTIONS: Final = ("article:section", "parsely-section", "prism.section", "articleSection", "ColumnName")
_LICENSES: Final = ("dc:license", "license")
_LANGUAGES: Final = ("content-language", "og:locale", "dc:language", "citation_language", "inLanguage")
_URLS: Final = ("og:url", "parsely-link", "citation_abstract_html_url")

_DAY_IN_ADDRESS: Final = regex.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)/")
_LANGUAGE: Final = regex.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", regex.IGNORECASE)
_SEPARATOR: Final = regex.compile(r"\s+[|–—·•:»«/-]+\s+|\s*+[|｜_]\s*+")
_PARTS: Final = regex.compile(rf"{_SEPARATOR.pattern}|:\s+")
_EDGES: Final = " |｜_–—·•:»«/-"
_WORD: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}\p{M}]+")

#: Class names of elements that hold the name of an author and little else.
_BYLINE: Final = regex.compile(
    r"(?<![a-z])(?:by-?line|(?:the|post|entry|article)[-_]+author|aut(?:h?ors?|eurs?|ore))[-_]*(?:name|link)?s?(?!\S)|authorName",
    regex.IGNORECASE,
)
_COMMENT: Final = regex.compile(r"comment|review|testimonial|quote", regex.IGNORECASE)
#: Words before a name: "Written by", "Author:", "Von".
_BY: Final = regex.compile(
    r"(?:(?:[\p{L}-]+\s+){0,4}by\b|(?:authors?|autore?s?|autor(?:in)?|auteurs?|автор|текст|tekst|作者|記者|文)\s*[:：]"
    r"|(?:von|par|por|door|av|af|(?-i:di))\s)[\s:]*",
    regex.IGNORECASE,
)
#: Separators after a name on the same line.
_AFTER_NAME: Final = regex.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|,?\s+(?:on|updated|published)\s", regex.IGNORECASE)
_NO_NAME: Final = regex.compile(
    r"https?:|www\.|@|\d{2}|[{}<>=]|^\W|^[^\s.]+(?:\.[^\s.]+){2,}$"
    r"|^(?:photo|photos|foto|fotos|image|picture|bild|illustration|credit|about|view|more|read|follow|share|log|this|get"
    r"|the author)\b"
    r"|^(?:admin|administrator|webmaster|editor|undefined|null|none|guest|user|authors?|contributors?|updated|via)$",
    regex.IGNORECASE,
)
#: Agencies that papers take their reports from, and what a staff signs as; they are named where no person is.
_STAFF_NAMES: Final = (
    r"(?:the\s)?associated press|ap|afp|agence france-presse|reuters|bloomberg(?:\snews)?|dpa|apa|sda|keystone-sda|epd"
    r"|kna|sid|efe|europa press|ansa|adnkronos|lusa|anp|belga|pap|čtk|mti|tass|тасс|интерфакс|риа новости|ukrinform"
    r"|укринформ|xinhua|新华社|新華社|kyodo|共同通信(?:社)?|時事通信(?:社)?|yonhap|연합뉴스|anadolu(?:\sagency|\sajansı)?|ntb|tt|ritzau|stt"
    r"|pti|ani|ians|upi|pa(?:\smedia)?|press association|(?:la\s)?rédaction|(?:die\s)?redaktion|redactie|redaktionen"
    r"|redakcja|redacción|redação|(?:la\s)?redazione|редакция|редакція|編集部|编辑部|staff|agenc(?:y|ies)|agencias"
    r"|(?:news|web|online)\s?desk|newsroom"
)
_STAFF: Final = regex.compile(_STAFF_NAMES, regex.IGNORECASE)
#: The agency or the position of a person, after the name.
_STAFF_AFTER_NAME: Final = regex.compile(
    rf"\s*[,/(]\s*(?:{_STAFF_NAMES}|(?:[\p{{L}}-]+\s){{0,2}}(?:writer|reporter|correspondent|editor|columnist))\)?$",
    regex.IGNORECASE,
)
_PERSON: Final = regex.compile(r"\bPerson$")
_SIGNERS: Final = regex.compile(r"(?:Organization|Corporation|WebSite|Brand)$")
_BETWEEN_KEYWORDS: Final = regex.compile(r"[,;，；、]")
_LICENSE: Final = regex.compile(r"https?:|licen[cs]|creative commons|\bCC[ -]|\bCC0\b|public domain", regex.IGNORECASE)


@dataclass(frozen=True)
class Metadata:
    """The metadata of a page; None for what it does not say.

    Attributes:
        title: the headline, without the name of the site.
        author: one or more names, with commas between them: of persons, or else of the agency or site that signs.
        date: when it was published: a date, or date and time, of ISO 8601.
        site_name: what the site calls itself.
        language: a language tag, such as "en" or "pt-BR".
        url: the address that the page wants to be known by.
        description: a sentence or two on what it is about.
        keywords: what it is filed under, in the order of the page; none, where it says nothing.
        image: the address of the picture that stands for it.
        section: the part of the site that it is in.
        modified: when it was last changed, written as `date` is.
        license: the address or the name of the licence that it is under.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    site_name: str | None = None
    language: str | None = None
    url: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    image: str | None = None
    section: str | None = None
    modified: str | None = None
    license: str | None = None


def read_metadata(source: Source) -> Metadata:
    """Return what a page says of itself; `source` is HTML, or a tree as `clean` takes it, which is not changed.

    It is said in JSON-LD, Open Graph, Dublin Core, microdata, RDFa, microformats, and the `<meta>` elements of journals
    and services; and else in headings, bylines and addresses. (Why no library does this is said in
    docs/dependencies.md.)

    Raises:
        SourceError: `source` is none of these (a `TypeError`, too).

    >>> read_metadata("<html lang='en'><title>Winter ferry | The Courier</title><h1>Winter ferry</h1>").title
    'Winter ferry'
    """
    page = str_or_soup(source)
    if not isinstance(page, str):
        return metadata_of_soup(page)
    root = parse(page).root
    return Metadata() if root is None else metadata_of_page(root)


def metadata_of_page(root: LexborNode) -> Metadata:
    """Return what a page says of itself; `root` is the root of its tree.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> page = '<title>High tides | The Harbour</title><meta property="og:site_name" content="The Harbour">'
    >>> metadata_of_page(LexborHTMLParser(page).root).title
    'High tides'
    """
    return metadata_of(clues_of_tree(root))


def metadata_of_soup(soup: Tag) -> Metadata:
    """Return what a soup says of itself; it is not changed.

    >>> from bs4 import BeautifulSoup
    >>> metadata_of_soup(BeautifulSoup('<meta name="author" content="Ida Falk">', "html.parser")).author
    'Ida Falk'
    """
    return metadata_of(clues_of_soup(soup))


def metadata_of(page: Page) -> Metadata:
    """Return what the clues of a page say."""
    if any(page.described(jsonld.PRODUCT)):
        page.body = []  # The names and dates are those of customers.
    url = _first(page.whole(_addresses(page)))
    page.base = page.base or url or ""
    site = _site_name(page)
    title, place = _title(page, site, url or "")
    site = site or _site_in(page.title, title)
    # Clues after the heading are likelier to be about the page than those before it.
    page.body = [*page.body[place : place + MAX_DISTANCE], *page.body[:place]]
    return Metadata(
        title=title or None,
        author=_author(page, site),
        date=_first(_dates(_date_texts(page))),
        site_name=site or None,
        language=_first(_languages(page)),
        url=url,
        description=_first(_descriptions(page)),
        keywords=_keywords(page),
        image=_first(page.whole(_images(page))),
        section=_first(_sections(page)),
        modified=_first(_dates(_modified_texts(page))),
        license=_first(_licenses(page)),
    )


def _site_name(page: Page) -> str:
    publishers = texts([node.get("publisher") and page.resolved(node["publisher"]) for node in _articles(page)], "name")
    sites = (node.get("isPartOf") for node in _articles(page))
    around = (site for site in sites if isinstance(site, dict) and has_type(site, jsonld.SITE))
    described = chain(publishers, texts([*page.described(jsonld.SITE), *around], "name"))
    stated = (line(clue.text) for clue in page.named("publisher"))
    return _first(chain(page.meta("og:site_name"), described, page.meta(*_SITES), stated)) or ""


def _articles(page: Page) -> list[Any]:
    return [*page.described(jsonld.ARTICLE), *page.described(jsonld.PAGE)]


def _site_in(named: str, title: str) -> str:
    """Return the name of the site that stands beside the title in what the page is named; "" if there is none."""
    parts = _PARTS.split(named)
    if len(parts) > 1 and _key(parts[0]) == _key(title):
        return parts[-1].strip(_EDGES)
    return parts[0].strip(_EDGES) if len(parts) > 1 and _key(parts[-1]) == _key(title) else ""


def _title(page: Page, site: str, url: str) -> tuple[str, int]:
    """Return the title of a page, and the index of the first clue in its body after the heading with it.

    What readers see as the heading is taken, if what the page is called elsewhere has words in common with it.
    """
    host = urlsplit(url).hostname or ""
    sites = {_key(site), *host.split(".")[:-1], *map(_key, page.site_headings)} - {""}
    headlines = texts([node.get("headline") for node in page.described(jsonld.ARTICLE)])
    declared = [*islice(headlines, 1), *page.meta(*_TITLES)]
    titles = [title for title in (_without_site(title, sites) for title in (*declared, page.title)) if title]
    headings = [(place, text) for place, text in page.headings if _key(text) and _key(text) not in sites]
    if not headings:
        below = (_below(text, page) for text in chain(page.site_headings, (text for _, text in page.headings)))
        return _first(chain(titles if declared else below, titles)) or "", 0
    shares = [max((_share(title, text) for title in titles), default=1.0) for _, text in headings]
    place, heading = headings[shares.index(max(shares))]
    if max(shares) < MIN_TITLE_SHARE:
        return titles[0], place
    if _key(heading) not in map(_key, declared) and (other := _below(heading, page)) and _key(other) not in sites:
        return other, place
    # Where parts of a heading are set apart, the space between them may be missing.
    return next((title for title in titles if _key(title) == _key(heading)), _without_site(heading, sites)), place


def _below(heading: str, page: Page) -> str:
    """Return the heading below one that is the site's: between them, they are what the page is named."""
    below = page.below.get(heading, "")
    parts = [_key(part) for part in _PARTS.split(page.title)]
    return below if _key(heading) != _key(below) and _key(heading) in parts and _key(below) in parts else ""


def _author(page: Page, site: str) -> str | None:
    """Return the authors: persons, before the agency or the site that signs for them."""
    signed = None
    for group in _author_groups(page):
        names = {name: is_person for name, is_person in group if name}
        persons = [name for name, is_person in names.items() if is_person and _key(name) != _key(site)]
        if persons:
            return ", ".join(persons)
        signed = signed or ", ".join(names)
    return signed or None


def _author_groups(page: Page) -> Iterator[list[tuple[str, bool]]]:
    """Yield what may be the names of all authors, and whether each is a person, the surest first."""
    yield from _described_authors(page, jsonld.ARTICLE)
    for meta in _AUTHORS:
        names = page.meta(meta)
        yield list(map(_person, map(_first_name_first, names) if meta in _LAST_NAME_FIRST else names))
    for label, name in zip(page.meta("twitter:label1"), page.meta("twitter:data1"), strict=False):
        if label.lower() == "written by":
            yield [_person(name)]
    yield from _described_authors(page, jsonld.PAGE)
    yield from ([_person(clue.attributes.get("content") or clue.text)] for clue in page.body if clue.means("author"))
    for clue in page.body:
        classes = clue.attributes.get("class") or ""
        if _BYLINE.search(classes) and not _COMMENT.search(classes):
            yield [_person(clue.text)]
    yield from ([_person(clue.text)] for clue in page.body if "/author" in (clue.attributes.get("href") or ""))


def _described_authors(page: Page, types: regex.Pattern[str]) -> Iterator[list[tuple[str, bool]]]:
    for node in page.described(types):
        group: list[tuple[str, bool]] = []
        for author in listed(page.resolved(node.get("author"))):
            is_person = not isinstance(author, dict) or has_type(author, _PERSON) or not has_type(author, _SIGNERS)
            for name in islice(texts(author, "name"), 1):
                found, may_be = _person(name)
                group.append((found, may_be and is_person))
        yield group


def _first_name_first(name: str) -> str:
    """Return a name that may have its last name and a comma first as it is said; more than one name is left alone."""
    last, _, first = name.partition(", ")
    return f"{first} {last}" if first and "," not in first and min(last.count(" "), first.count(" ")) == 0 else name


def _person(text: str) -> tuple[str, bool]:
    """Return the name in a text that may have "by" before and more text after it, and whether it is a person's."""
    text = text.strip()
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    lines = [part for part in map(line, text.split("\n")) if len(part) > 2] or [text]
    name = _AFTER_NAME.split(lines[0], maxsplit=1)[0].strip(" ,;:")
    if _STAFF.fullmatch(name):
        return name, False
    name = _STAFF_AFTER_NAME.sub("", name).strip(" ,;:")
    return (name, True) if 1 < len(name) <= MAX_NAME_CHARS and not _NO_NAME.search(name) else ("", False)


def _date_texts(page: Page) -> Iterator[str]:
    """Yield what may say when a page was published, the surest first."""
    for node in page.described(jsonld.ARTICLE):
        yield from texts(node.get("datePublished") or node.get("dateCreated"))
    yield from page.meta(*_DATES)
    body = [clue for clue in page.body if not clue.has("dateModified", "dt-updated")]
    # Themes of blogs call the time of a change so, and one that is both the time of publication, too.
    body.sort(key=lambda clue: clue.has("updated") and not clue.has("published"))
    stated = [(clue, clue.attributes.get("datetime") or clue.attributes.get("content") or clue.text) for clue in body]
    yield from (text for clue, text in stated if clue.has("datePublished", "dt-published"))
    for node in page.described(jsonld.PAGE):
        yield from texts(node.get("datePublished") or node.get("uploadDate"))
    yield from (text for clue, text in stated if clue.tag == "time")
    addresses = page.whole(_addresses(page))
    yield from ("-".join(day.groups()) for address in addresses if (day := _DAY_IN_ADDRESS.search(address)))
    yield from (text for _, text in stated)


def _modified_texts(page: Page) -> Iterator[str]:
    yield from texts([node.get("dateModified") for node in page.described(jsonld.ARTICLE)])
    yield from page.meta(*_MODIFIED)
    yield from (clue.said for clue in page.named("dateModified", "dt-updated", "updated"))
    yield from texts([node.get("dateModified") for node in page.described(jsonld.PAGE)])


def _dates(found: Iterable[str]) -> Iterator[str | None]:
    return (iso_date(text) for text in found if len(text) <= MAX_BYLINE_CHARS)


def _languages(page: Page) -> Iterator[str]:
    described = texts([node.get("inLanguage") for node in _articles(page)], "alternateName", "name")
    for tag in chain((page.lang,), page.meta(*_LANGUAGES), described):
        if found := _LANGUAGE.fullmatch(tag.strip()):
            language, script, region = (part or "" for part in found.groups())
            yield "-".join(filter(None, (language.lower(), script.title(), region.upper())))


def _descriptions(page: Page) -> Iterator[str]:
    yield from texts([node.get("description") for node in page.described(jsonld.ARTICLE)])
    yield from page.meta(*_DESCRIPTIONS)
    yield from texts([node.get("description") for node in page.described(jsonld.PAGE)])
    yield from (line(clue.said) for clue in page.named("description", "p-summary"))


def _keywords(page: Page) -> tuple[str, ...]:
    """Return the keywords of the first that names any."""
    described = texts([node.get("keywords") for node in page.described(jsonld.ARTICLE)], "name")
    metas = (page.meta(name) for name in _KEYWORDS)
    stated = (line(clue.said) for clue in page.named("keywords", "tag", "p-category"))
    for group in (described, *metas, stated):
        words = (word.strip() for text in group for word in _BETWEEN_KEYWORDS.split(text))
        if found := {word.lower(): word for word in words if word}:
            return tuple(found.values())
    return ()


def _images(page: Page) -> Iterator[str]:
    yield from texts(list(page.articles("image", "thumbnailUrl")), "url", "contentUrl", "@id")
    yield from page.meta(*_IMAGES)
    yield from page.links.get("image_src", ())
    yield from (clue.address for clue in page.named("image", "u-photo"))


def _sections(page: Page) -> Iterator[str]:
    yield from texts([node.get("articleSection") for node in page.described(jsonld.ARTICLE)], "name")
    yield from page.meta(*_SECTIONS)
    yield from (line(clue.said) for clue in page.named("articleSection"))


def _licenses(page: Page) -> Iterator[str]:
    yield from page.links.get("license", ())
    yield from texts(list(page.articles("license")), "url", "@id", "name")
    yield from page.meta(*_LICENSES)
    yield from (rights for rights in page.meta("dc:rights") if _LICENSE.search(rights))
    yield from (line(clue.address) for clue in page.named("license"))


def _addresses(page: Page) -> Iterator[str]:
    yield from page.links.get("canonical", ())
    yield from page.meta(*_URLS)
    for node in page.described(jsonld.ARTICLE):
        yield from islice(texts(node.get("mainEntityOfPage"), "@id"), 1)
        yield from islice(texts(node.get("url"), "@id"), 1)


def _first(found: Iterable[str | None]) -> str | None:
    return next(filter(None, found), None)


def _without_site(title: str, sites: Iterable[str]) -> str:
    """Return a title without the name of the site after or before it; `sites` are keys."""
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
