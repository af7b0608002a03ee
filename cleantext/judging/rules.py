"""The rules that a pipeline judges by, compiled: phrases of lines, names of elements, and what the code must know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Final

from cleantext.judging import doubt
from cleantext.judging.names import Vocabulary
from cleantext.judging.occurrences import Phrases
from cleantext.judging.phrases import Lexicon
from cleantext.rulepack import Rule, load_default

#: The rules that no pack holds, as structure alone shows what they cut, and what each cuts.
STRUCTURE: Final = {
    "main-content/outside": "what stands outside the element with nearly all of the prose, not next to it and no lead",
    "main-content/repeated": "a long text that the page has shown before, in another element",
    "related-links/link-list": "an element of a few short links, at the edges of the text, or a box of them inside",
    "related-links/cards": "elements in a row of their kind, each with a link and a little text, where they are few",
    "post-metadata/headline": "a title of the first level above the first prose",
    **doubt.RULES,
}


class Rules:
    """All rules of a pipeline; what they match by is compiled when it is first needed."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take up `rules`."""
        self.all = tuple(rules)

    def __repr__(self) -> str:
        return f"<Rules: {len(self.all)} in {len(self.phrases.languages)} languages>"

    @cached_property
    def phrases(self) -> Lexicon:
        """The rules on lines."""
        return Lexicon(self.all)

    @cached_property
    def openings(self) -> Phrases:
        """The phrases that lines begin with, for text whose lines are lost."""
        return Phrases(self.phrases)

    @cached_property
    def names(self) -> Vocabulary:
        """The rules on elements, but for those that say what is never cut."""
        return Vocabulary(rule for rule in self.all if rule.strength != "keep")

    @cached_property
    def protected_names(self) -> Vocabulary:
        """The rules on elements that say what is never cut: they have the last word, whatever else an element is."""
        return Vocabulary(rule for rule in self.all if rule.strength == "keep")

    @cached_property
    def protects_elements(self) -> bool:
        """Whether a rule on elements says that what it matches is never cut."""
        return any(rule.strength == "keep" and rule.match == "element" for rule in self.all)

    @cached_property
    def author_notes(self) -> frozenset[str]:
        """The ids of the rules whose phrases say what an author is."""
        return frozenset(rule.id for rule in self.all if rule.means == "author-note")

    @cached_property
    def notes(self) -> frozenset[str]:
        """The ids of the rules that act on a part of a longer line: a sentence of it, or a mark."""
        sentences = (rule for rule in self.all if rule.match == "inside" and rule.inline)
        marks = (rule for rule in self.all if rule.match == "mark")
        return frozenset(rule.id for rule in (*sentences, *marks))

    @cached_property
    def comment_families(self) -> frozenset[str]:
        """The families of what follows a heading of comments: those that have a rule for such a heading."""
        return frozenset(rule.family for rule in self.all if rule.section == "comments")

    @cached_property
    def protects_lines(self) -> bool:
        """Whether a rule on lines says that what it matches is never cut."""
        return any(rule.strength == "keep" and rule.match != "element" for rule in self.all)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all rules: with the same one, two pipelines judge alike."""
        return hashlib.sha256(repr(self.all).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def default_rules() -> Rules:
    """Return the rules that come with the package, compiled once a process."""
    return Rules(load_default())
