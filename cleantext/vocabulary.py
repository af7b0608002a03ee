"""Compiles the rules on elements, and tells which of them an element of a page matches by its tag, role and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from cleantext.document import Element
from cleantext.rulepack import WORDS_OF_NAME, Rule, load_default

#: What names begin with by which WordPress says what a post is about: they count only as a whole ("tag-list").
_ABOUT: Final = re.compile(r"(?:product_)?(?:category|tag|cat|term|topic|status|format|type|object)[-_]")
_SMALL: Final = r"[^\W\d_A-Z]"
#: A word of a name: letters that no digit touches, as in what bundlers make of names; capitals of ASCII begin one.
_WORD: Final = re.compile(
    rf"(?<![0-9])(?:(?<!{_SMALL}){_SMALL}++|[A-Z]{_SMALL}++|[A-Z]+(?!{_SMALL}))(?![0-9]*+{_SMALL})"
)
#: Part of a name that letters and digits make together, as "mc4wp".
_NUMBERED: Final = re.compile(r"(?<![^\W_])[^\W\d_]++[0-9][^\W_]*+")
#: Words of the longest name that says what an element is; longer ones repeat a heading.
LONGEST_NAME: Final = 5
#: Words in front that say that something is beside the element, or missing, and not that it is one ("has-post-image").
_BESIDE: Final = frozenset(
    ("has", "no", "with", "without", "not", "non", "is", "show", "hide", "enable", "disable", "hidden")
)
#: Distinct combinations of names that are remembered.
_REMEMBERED: Final = 1 << 16


class Vocabulary:
    """The words of classes, ids and roles by which sites call their chrome."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._tags: dict[str, Rule] = {}
        self._roles: dict[str, Rule] = {}
        self._names: dict[str, Rule] = {}
        self._discussions: dict[str, Rule] = {}
        for rule in rules:
            if rule.id == "main-content/discussion":
                self._discussions.update(dict.fromkeys(rule.names, rule))
            elif rule.match == "element":
                self._tags.update(dict.fromkeys(rule.tags, rule))
                self._roles.update(dict.fromkeys(rule.roles, rule))
                self._names.update(dict.fromkeys(rule.names, rule))
        self._begins = frozenset(phrase.partition(" ")[0] for phrase in (*self._names, *self._discussions))
        self._named = lru_cache(maxsize=_REMEMBERED)(self._find_named)
        self._called = lru_cache(maxsize=_REMEMBERED)(self._find_called)

    def match(self, element: Element) -> Rule | None:
        """Return the rule that an element matches, or None; its role says most, then its names, then its tag."""
        if element.role and (rule := self._roles.get(element.role)) is not None:
            return rule
        if element.names and (rule := self._named(element.names)) is not None:
            return rule
        return self._tags.get(element.tag)

    def is_discussion(self, element: Element) -> bool:
        """Tell whether an element is called a thread of a forum, or a part of one."""
        phrases = (phrase for name in element.names.split() for phrase in _phrases(name, self._begins))
        return any(phrase in self._discussions for phrase in phrases)

    def _find_named(self, names: str) -> Rule | None:
        return next(filter(None, map(self._called, names.split())), None)

    def _find_called(self, name: str) -> Rule | None:
        return next((self._names[phrase] for phrase in _phrases(name, self._begins) if phrase in self._names), None)


def _phrases(name: str, begins: frozenset[str]) -> Iterator[str]:
    """Yield what a name may say that an element is: runs of its words that begin with one of `begins`, longest first.

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
    if _ABOUT.match(name):
        yield " ".join(words)
        return
    yield from map(str.lower, _NUMBERED.findall(name))
    if len(words) > LONGEST_NAME or begins.isdisjoint(words):
        return
    starts = [start for start, word in enumerate(words) if word in begins and _BESIDE.isdisjoint(words[:start])]
    for length in range(min(WORDS_OF_NAME, len(words)), 0, -1):
        for start in starts:
            run = words[start : start + length]
            if len(run) == length and ("embed" in run or "embed" not in words):
                yield " ".join(run)


@cache
def default_vocabulary() -> Vocabulary:
    """Return the vocabulary of the rules that come with the package, compiled once a process."""
    return Vocabulary(load_default())
