"""The extractors that cleantext is measured against on pages, each a function from HTML to the text that it takes.

Each is used as its documentation shows, with its defaults but for what is said here. None touches the network. What a
method needs is imported by it, so that a library which isn't installed takes only its own method out of a run.
"""

import logging
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

Extractor = Callable[[str], str]


def cleantext(html: str) -> str:
    """Applies the default pipeline of cleantext."""
    from cleantext import clean

    return clean(html, kind="html")


def trafilatura(html: str) -> str:
    """Applies trafilatura with its defaults: its own algorithm, readability and jusText as fallbacks, comments kept."""
    from trafilatura import extract

    return extract(html) or ""


def trafilatura_without_comments(html: str) -> str:
    """Applies trafilatura without the readers' comments, as its own evaluation does."""
    from trafilatura import extract

    return extract(html, include_comments=False) or ""


def trafilatura_fast(html: str) -> str:
    """Applies trafilatura without its fallbacks."""
    from trafilatura import extract

    return extract(html, fast=True) or ""


def trafilatura_precise(html: str) -> str:
    """Applies trafilatura where it is to prefer less text, and right."""
    from trafilatura import extract

    return extract(html, favor_precision=True) or ""


def resiliparse(html: str) -> str:
    """Applies the main-content mode of Resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=True)


def readability(html: str) -> str:
    """Applies readability-lxml, and takes the text of its summary, a paragraph a line."""
    from readability import Document

    return text_of(Document(html).summary(html_partial=True))


def justext(html: str) -> str:
    """Applies jusText with the stoplist of the language that the page declares, or of English."""
    from justext import justext as classify

    paragraphs = classify(html, _stoplist(declared_language(html)))
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def newspaper4k(html: str) -> str:
    """Applies newspaper4k, which reads the language from the page and else takes English, without fetching images."""
    from newspaper import Article

    article = Article("", fetch_images=False)
    article.download(input_html=html)
    return article.parse().text


def goose3(html: str) -> str:
    """Applies goose3, which reads the language from the page and else takes English."""
    return _goose().extract(raw_html=html).cleaned_text


def boilerpy3(html: str) -> str:
    """Applies the ArticleExtractor of boilerpy3, which goes on where its parser stumbles."""
    from boilerpy3.extractors import ArticleExtractor

    return ArticleExtractor(raise_on_failure=False).get_content(html)


@cache
def _goose() -> Any:
    from goose3 import Goose

    return Goose()


_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([a-z]+)", re.IGNORECASE)
_STOPLISTS = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ko": "Korean",
    "nb": "Norwegian_Bokmal",
    "nl": "Dutch",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
}


def declared_language(html: str) -> str:
    """Returns the language of the `lang` attribute of a page, "" without one.

    >>> declared_language('<!doctype html><html class="no-js" lang="de-AT">')
    'de'
    """
    language = _LANGUAGE.search(html, 0, 10_000)
    return language[1].lower() if language else ""


@cache
def _stoplist(language: str) -> frozenset[str]:
    from justext import get_stoplist

    return get_stoplist(_STOPLISTS.get(language, "English"))


_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|r[bpt]|ruby|s|samp|small|span|strike"
    "|strong|su[bp]|time|tt|u|var|wbr"
)


def text_of(html: str) -> str:
    """Returns the text of a piece of HTML, with a line break before and after whatever isn't inline.

    >>> text_of("<div><p>The <b>bridge</b> opens<br>in May.</p>See you there.</div>")
    'The bridge opens\\nin May.\\nSee you there.'
    """
    from lxml.html import fragment_fromstring

    parts: list[str] = []
    _collect(fragment_fromstring(html, create_parent=True), parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\0"))
    return "\n".join(filter(None, lines))


def _collect(element: Any, parts: list[str]) -> None:
    if not isinstance(element.tag, str):  # a comment
        return
    edge = "" if _INLINE.fullmatch(element.tag) else "\0"
    parts += (edge, element.text or "")
    for child in element:
        _collect(child, parts)
        parts.append(child.tail or "")
    parts.append(edge)


METHODS: dict[str, Extractor] = {
    "cleantext": cleantext,
    "trafilatura": trafilatura,
    "trafilatura no comments": trafilatura_without_comments,
    "trafilatura fast": trafilatura_fast,
    "trafilatura precision": trafilatura_precise,
    "resiliparse": resiliparse,
    "readability": readability,
    "jusText": justext,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "boilerpy3": boilerpy3,
}

_TRIAL = "<html><body><article><h1>News</h1>" + "<p>The bridge is open, and the town danced on it.</p>" * 9


def usable(names: Iterable[str]) -> Iterator[str]:
    """Yields the methods whose libraries are installed, each after a first run; stderr says which are left out."""
    for name in names:
        try:
            METHODS[name](_TRIAL)
        except ImportError as error:
            print(f"{name} is left out: {error}; benchmarks/README.md says what to install", file=sys.stderr)
        else:
            yield name


def silence() -> None:
    """Stops libraries from logging and warning about pages that they cannot make sense of."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
