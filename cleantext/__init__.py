r"""Takes the site out of the article: strips comment forms, share bars, menus and other chrome from text.

>>> import cleantext
>>> cleantext.clean("The bridge is open again.\n\nLeave a Reply\n\nYour email address will not be published.")
'The bridge is open again.'
"""

from __future__ import annotations

from functools import cache

from cleantext.document import Block, Document, Hit, Removal
from cleantext.errors import CleantextError, RulePackError, UnknownFilterError
from cleantext.filters.base import Filter
from cleantext.pipeline import Cleaned, Kind, Pipeline
from cleantext.rulepack import Rule, load_rules

__all__ = [
    "Block",
    "Cleaned",
    "CleantextError",
    "Document",
    "Filter",
    "Hit",
    "Pipeline",
    "Removal",
    "Rule",
    "RulePackError",
    "UnknownFilterError",
    "clean",
    "explain",
    "load_rules",
]
__version__ = "0.1.0"


@cache
def _default() -> Pipeline:
    return Pipeline.default()


def clean(source: str, *, kind: Kind | None = None) -> str:
    """Return the article body of `source` (a str of any length), cleaned by the default pipeline.

    The result is the text minus the spans that were cut; only blank lines and trailing space around a cut close up.
    `source` is plain text or HTML; `kind` says which, None tells by its looks.

    >>> clean("<nav><a href='/'>Home</a></nav><p>The bridge is open, and the town danced.</p>")
    'The bridge is open, and the town danced.'
    """
    return _default().clean(source, kind=kind)


def explain(source: str, *, kind: Kind | None = None) -> Cleaned:
    r"""Return the clean text of `source` together with every removal (span, filter, rule, text cut) and the document.

    >>> [(cut.rule, cut.text) for cut in explain("The bridge is open again.\n\n3 Comments").removals]
    [('comment-thread/heading', '3 Comments')]
    """
    return _default().explain(source, kind=kind)
