"""What rules say of elements by their classes, ids, roles and tags: a vocabulary, and the elements that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from cleantext.document import Document, Element
from cleantext.judgement import Finding, Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.phrases import Lexicon
from cleantext.rulepack import WORDS_OF_NAME, Rule

#: Prefixes of the classes in which WordPress gives the taxonomy of a post; such a name matches only as a whole
#: ("tag-list").
_TAXONOMY_PREFIX: Final = re.compile(r"(?:product_)?(?:category|tag|cat|term|topic|status|format|type|object)[-_]")
_SMALL: Final = r"[^\W\d_A-Z]"
#: A word of a name: letters without adjacent digits, as bundlers append them; an ASCII capital begins a new word.
_WORD: Final = re.compile(
    rf"(?<![0-9])(?:(?<!{_SMALL}){_SMALL}++|[A-Z]{_SMALL}++|[A-Z]+(?!{_SMALL}))(?![0-9]*+{_SMALL})"
)
#: A part of a name of letters and digits, such as "mc4wp".
_NUMBERED: Final = re.compile(r"(?<![^\W_])[^\W\d_]++[0-9][^\W_]*+")
#: Maximum words of a name that is matched; longer ones repeat a heading.
MAX_NAME_TOKENS: Final = 5
#: Words that negate the words after them: the element has such a thing, or lacks it, but is none ("has-post-image");
#: MathJax names elements with a context menu "CtxtMenu", and documentation those of functions "func_signature".
# fmt: off
_NEGATING: Final = frozenset([
    "has", "no", "with", "without", "not", "non", "is", "show", "hide", "enable", "disable", "hidden", "ctxt", "func",
    "function", "method",
])
# fmt: on
#: Maximum number of distinct names whose match is cached.
_CACHE_SIZE: Final = 1 << 16
#: Elements whose names are not matched: they hold the whole page, or a table.
_NOT_JUDGED: Final = frozenset(("html", "body", "main", "table", "tbody", "thead", "tr"))
#: Table cells: they may be a comment of a thread that is laid out as a table, but no other chrome.
_CELLS: Final = frozenset(("td", "th"))
#: Elements that say in a figure or a quotation what that is; and the kinds of blocks that make a figure one of text.
_NOTES: Final = frozenset(("figcaption", "footer"))
_TEXT_IN_FIGURES: Final = frozenset(("quote", "row", "code"))
#: What rules mean by names of what is no chrome.
_CONTENT: Final = frozenset(("body", "text", "post", "answers", "accordion", "notes"))


class Vocabulary:
    """An index of the rules on elements, by class and id names, roles and tags."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._tags: dict[str, Rule] = {}
        self._roles: dict[str, Rule] = {}
        self._names: dict[str, Rule] = {}
        self._discussions: dict[str, Rule] = {}
        for rule in rules:
            if rule.means == "discussion":
                self._discussions.update(dict.fromkeys(rule.names, rule))
            elif rule.match == "element":
                self._tags.update(dict.fromkeys(rule.tags, rule))
                self._roles.update(dict.fromkeys(rule.roles, rule))
                self._names.update(dict.fromkeys(rule.names, rule))
        self._first_words = frozenset(phrase.partition(" ")[0] for phrase in (*self._names, *self._discussions))
        self._named = lru_cache(maxsize=_CACHE_SIZE)(self._find_named)
        self._called = lru_cache(maxsize=_CACHE_SIZE)(self._find_called)

    def match(self, element: Element) -> Rule | None:
        """Return the rule that an element matches, or None; its role takes precedence, then its names, then its tag."""
        if element.role and (rule := self._roles.get(element.role)) is not None:
            return rule
        if element.names and (rule := self._named(element.names)) is not None:
            return rule
        return self._tags.get(element.tag)

    def is_discussion(self, element: Element) -> bool:
        """Tell whether an element is called a thread of a forum, or a part of one."""
        phrases = (phrase for name in element.names.split() for phrase in _phrases(name, self._first_words))
        return any(phrase in self._discussions for phrase in phrases)

    def _find_named(self, names: str) -> Rule | None:
        rules = list(filter(None, map(self._called, names.split())))
        return next((rule for rule in rules if rule.means == "post"), rules[0] if rules else None)

    def _find_called(self, name: str) -> Rule | None:
        return next(
            (self._names[phrase] for phrase in _phrases(name, self._first_words) if phrase in self._names), None
        )


def _phrases(name: str, first_words: frozenset[str]) -> Iterator[str]:
    """Yield the n-grams of the words of a class name that begin with one of `first_words`, the longest first.

    >>> list(_phrases("post-relatedItems", frozenset(("post", "related", "items"))))
    ['post related items', 'post related', 'related items', 'post', 'related', 'items']
    >>> list(_phrases("tag-share", frozenset(("share",)))), list(_phrases("is-share", frozenset(("share",))))
    (['tag share'], [])
    >>> list(_phrases("what-a-share-of-all-this-2", frozenset(("share",))))
    []
    """
    if "[" in name or "(" in name:
        return
    words = [word.lower() for word in _WORD.findall(name)]
    if _TAXONOMY_PREFIX.match(name):
        yield " ".join(words)
        return
    yield from map(str.lower, _NUMBERED.findall(name))
    if len(words) > MAX_NAME_TOKENS or first_words.isdisjoint(words):
        return
    starts = [start for start, word in enumerate(words) if word in first_words and _NEGATING.isdisjoint(words[:start])]
    for length in range(min(WORDS_OF_NAME, len(words)), 0, -1):
        for start in starts:
            run = words[start : start + length]
            if len(run) == length and ("embed" in run or "embed" not in words):
                yield " ".join(run)


class NamedElement(NamedTuple):
    """An element that a rule matches by its names, role or tag; `place` is its index."""

    place: int
    element: Element
    rule: Rule


def named_elements(document: Document, vocabulary: Vocabulary, phrases: Lexicon) -> list[NamedElement]:
    """Return the elements that a rule matches by their names, role or tag."""
    return [
        NamedElement(index, element, rule)
        for index, element in enumerate(document.elements)
        if element.tag not in _NOT_JUDGED
        and (rule := vocabulary.match(element)) is not None
        and (element.tag not in _CELLS or rule.means == "comments")
        and not (element.tag in _NOTES and _is_of_text(document, element))
        and (rule.means in _CONTENT or not _is_called_after_heading(document, element, vocabulary, phrases))
    ]


def _is_called_after_heading(document: Document, element: Element, vocabulary: Vocabulary, phrases: Lexicon) -> bool:
    """Tell whether a rule matches an element only by a name that repeats the heading which it begins with.

    Documentation names its sections so: "handling-related-bugs". A heading that is a phrase of chrome says what the
    element is, as its name does: "Related posts".
    """
    if element.first == element.stop or document.blocks[element.first].kind != "heading":
        return False
    heading = document.blocks[element.first].text
    rest = element._replace(names=" ".join(name for name in element.names.split() if not _repeats(name, heading)))
    if rest.names == element.names or vocabulary.match(rest) is not None:
        return False
    return not any(match.whole for match in phrases.scan([heading])[0])


@lru_cache(maxsize=_CACHE_SIZE)
def _repeats(name: str, heading: str) -> bool:
    """Tell whether a name has the words of a heading: all of them, or three and more.

    >>> _repeats("related-bugs", "4.2. Related bugs"), _repeats("related-bugs", "Bugs, and related bugs")
    (True, False)
    """
    words, said = (" ".join(map(str.lower, _WORD.findall(text))) for text in (name, heading))
    return words == said or (words.count(" ") >= weights.MIN_REPEATED_WORDS - 1 and words in said)


def _is_of_text(document: Document, element: Element) -> bool:
    """Tell whether a caption or a footer is that of a quotation, a table or code, and of no picture or page."""
    around = element.parent
    while around >= 0 and (tag := document.elements[around].tag) not in ("figure", "blockquote"):
        around = document.elements[around].parent
    if around < 0 or tag == "blockquote":
        return around >= 0
    figure = document.elements[around]
    return any(block.kind in _TEXT_IN_FIGURES for block in document.blocks[figure.first : figure.stop])


def protected_elements(document: Document, vocabulary: Vocabulary) -> Iterator[Verdict]:
    """Yield a verdict for each element of a page that rules of strength "keep" match."""
    for index, element in enumerate(document.elements):
        if element.first < element.stop and (rule := vocabulary.match(element)) is not None:
            first, last = document.blocks[element.first], document.blocks[element.stop - 1]
            blocks = element.first, element.stop
            found = Finding(first.start, last.end, *blocks, rule.family, rule.id, rule.strength, element=index)
            yield Verdict(found, Reason.KEPT_BY_RULE)
