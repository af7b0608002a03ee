r"""Takes the site out of the article: strips comment forms, share bars, menus and other chrome from HTML and text.

>>> import cleantext
>>> cleantext.clean("The bridge is open again.\n\nLeave a Reply\n\nYour email address will not be published.")
'The bridge is open again.'
>>> cleantext.clean("<nav><a href='/'>Home</a></nav><main><p>The bridge is open again.</p></main>")
'The bridge is open again.'
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.cleaned import Answer, Cleaned
    from cleantext.corpus.many import clean_many, explain_many
    from cleantext.corpus.run import Report, clean_files
    from cleantext.document import Block, Document, Element, Mark
    from cleantext.errors import (
        BatchError,
        CleantextError,
        FilterError,
        OptionError,
        RulePackError,
        SourceError,
        UnknownFilterError,
    )
    from cleantext.filters.base import Filter
    from cleantext.judgement import Finding, Judgement, Reason, Removal, Strictness, Verdict
    from cleantext.learning import BoilerplateLearner
    from cleantext.pipeline import Pipeline, Soup
    from cleantext.readers import Kind, Source
    from cleantext.readers.metadata import Metadata, read_metadata
    from cleantext.rulepack import Rule, load_rules
    from cleantext.spans import Span, Spans
    from cleantext.writers import Format

__all__ = [
    "Answer",
    "BatchError",
    "Block",
    "BoilerplateLearner",
    "Cleaned",
    "CleantextError",
    "Document",
    "Element",
    "Filter",
    "FilterError",
    "Finding",
    "Format",
    "Judgement",
    "Kind",
    "Mark",
    "Metadata",
    "OptionError",
    "Pipeline",
    "Reason",
    "Removal",
    "Report",
    "Rule",
    "RulePackError",
    "Source",
    "SourceError",
    "Span",
    "Spans",
    "Strictness",
    "UnknownFilterError",
    "Verdict",
    "clean",
    "clean_files",
    "clean_many",
    "explain",
    "explain_many",
    "load_rules",
    "prune",
    "read_metadata",
]
__version__ = "0.3.0.dev0"


#: The modules of the names above that are not defined here; each is loaded when something of it is asked for.
_MODULES = {
    "cleaned": ("Answer", "Cleaned"),
    "corpus.many": ("clean_many", "explain_many"),
    "corpus.run": ("Report", "clean_files"),
    "document": ("Block", "Document", "Element", "Mark"),
    "errors": (
        *("BatchError", "CleantextError", "FilterError", "OptionError", "RulePackError", "SourceError"),
        "UnknownFilterError",
    ),
    "filters.base": ("Filter",),
    "judgement": ("Finding", "Judgement", "Reason", "Removal", "Strictness", "Verdict"),
    "learning": ("BoilerplateLearner",),
    "pipeline": ("Pipeline", "Soup"),
    "readers": ("Kind", "Source"),
    "readers.metadata": ("Metadata", "read_metadata"),
    "rulepack": ("Rule", "load_rules"),
    "spans": ("Span", "Spans"),
    "writers": ("Format",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load what is asked for: whoever cleans a text does not wait for what reads pages or runs batches."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


@cache
def _default(strictness: Strictness) -> Pipeline:
    from cleantext.pipeline import Pipeline

    return Pipeline.default(strictness=strictness)


def clean(
    source: Source,
    *,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    strictness: Strictness = "careful",
) -> str:
    """Return the article body of `source`, cleaned by the default pipeline.

    `source` is plain text, HTML (str or bytes), a `bs4.BeautifulSoup` or `bs4.Tag`, an element of lxml or ElementTree,
    or a `parsel.Selector`; `kind` says "text" or "html" where a str or bytes should not be auto-detected. The
    result is the text minus the spans that were cut (only blank lines and trailing space around a cut close up), or
    that in another format: `to` may be "markdown", "html" or "json", and `images` keeps the pictures. `strictness` is
    "careful", or "thorough" for cutting also what is in doubt at both ends of an article.

    >>> clean("<nav><a href='/'>Home</a></nav><p>The bridge is open, and the <b>town</b> danced.</p>", to="markdown")
    'The bridge is open, and the **town** danced.'
    """
    return _default(strictness).clean(source, kind=kind, to=to, images=images)


def explain(
    source: Source,
    *,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    strictness: Strictness = "careful",
) -> Cleaned:
    r"""Return the clean text of `source` with every removal, the document, and why.

    >>> [(cut.rule, cut.text) for cut in explain("The bridge is open again.\n\n3 Comments").removals]
    [('comment-thread/heading', '3 Comments')]
    """
    return _default(strictness).explain(source, kind=kind, to=to, images=images)


def prune(soup: Soup, *, strictness: Strictness = "careful") -> Soup:
    """Return a copy of a `bs4.BeautifulSoup` or `bs4.Tag` without the chrome; the markup of the rest is the same.

    >>> from bs4 import BeautifulSoup
    >>> prune(BeautifulSoup("<p id='a'>The bridge is open.</p><div class='share-bar'>Tweet</div>", "html.parser"))
    <p id="a">The bridge is open.</p>
    """
    return _default(strictness).prune(soup)
