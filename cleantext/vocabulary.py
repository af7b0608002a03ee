"""Compiles the rules on elements, and tells which of them an element of a page matches by its tag, role and names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import regex

from cleantext.document import Element
from cleantext.rulepack import WORDS_OF_NAME, Rule, load_default

#: Names that say what an article is about, and not what the element is: those that WordPress gives to posts.
_ABOUT = regex.compile(r"(?<!\S)(?:category|tag|cat|term|author|topic|status|format|type|object)[-_]\S*")
_WORD = regex.compile(r"\p{Lu}?[\p{Ll}]+|\p{Lu}+(?!\p{Ll})|\d+")
#: Distinct combinations of names that are remembered.
_REMEMBERED = 1 << 16


class Vocabulary:
    """The words of classes, ids and roles by which sites call their chrome."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._tags: dict[str, Rule] = {}
        self._roles: dict[str, Rule] = {}
        self._names: dict[str, Rule] = {}
        for rule in rules:
            if rule.match == "element":
                self._tags.update(dict.fromkeys(rule.tags, rule))
                self._roles.update(dict.fromkeys(rule.roles, rule))
                self._names.update(dict.fromkeys(rule.names, rule))
        self._named = lru_cache(maxsize=_REMEMBERED)(self._find_named)

    def match(self, element: Element) -> Rule | None:
        """Return the rule that an element matches, or None; its role says most, then its names, then its tag."""
        if element.role and (rule := self._roles.get(element.role)) is not None:
            return rule
        if element.names and (rule := self._named(element.names)) is not None:
            return rule
        return self._tags.get(element.tag)

    def _find_named(self, names: str) -> Rule | None:
        said = words_of(names)
        for length in range(min(WORDS_OF_NAME, len(said)), 0, -1):
            for start in range(len(said) - length + 1):
                rule = self._names.get(" ".join(said[start : start + length]))
                if rule is not None:
                    return rule
        return None


def words_of(names: str) -> list[str]:
    """Return the words that names consist of, in lower case.

    >>> words_of("post-related relatedPosts__Grid-sc-1a2b")
    ['post', 'related', 'related', 'posts', 'grid', 'sc', '1', 'a', '2', 'b']
    """
    if "-" in names:
        names = _ABOUT.sub("", names)
    return [word.lower() for word in _WORD.findall(names)]


@cache
def default_vocabulary() -> Vocabulary:
    """Return the vocabulary of the rules that come with the package, compiled once a process."""
    return Vocabulary(load_default())
