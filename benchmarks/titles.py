"""Finds out whether a gold text begins with the page's title, which extractors may give as metadata instead."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from benchmarks.metrics import words


def without_title(gold: str, html: str) -> str | None:
    r"""Returns a gold text without its first line if that is the title of the page, and None if it isn't.

    >>> without_title("Bridge open\nThe town danced on it.", "<title>Bridge open | Harbour Courier</title>")
    'The town danced on it.'
    """
    first, _, body = gold.strip().partition("\n")
    return body.lstrip() if body.strip() and is_title(first, html) else None


def is_title(line: str, html: str) -> bool:
    """Tells whether a line's words are those of a heading of the page, or stand together in what the page is called.

    The heading is an `h1`. A page is called by its `title` and `og:title`, often with the name of the site added; a
    single word may stand there by chance, and must be all of it.
    """
    wanted = words(line)
    tree = LexborHTMLParser(html)
    names = [words(name) for name in names_of(tree)]
    if wanted in names or wanted in (words(heading.text()) for heading in tree.css("h1")):
        return bool(wanted)
    return len(wanted) > 1 and any(f" {' '.join(wanted)} " in f" {' '.join(name)} " for name in names)


def names_of(tree: LexborHTMLParser) -> Iterator[str]:
    """Yields what a page calls itself."""
    for node in tree.css("head title"):
        yield node.text()
    for node in tree.css('meta[property="og:title"]'):
        yield node.attributes.get("content") or ""
