"""The rules that a pipeline judges by, compiled: phrases of lines, names of elements, and what the code must know."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Final

from cleantext.compiled import default_openings, default_packs, default_tables, source_digest
from cleantext.judging import doubt
from cleantext.judging.occurrences import Phrases
from cleantext.judging.phrases import Lexicon
from cleantext.judging.vocabulary import Vocabulary
from cleantext.rulepack import Rule
from cleantext.tables import openings, tabulate

#: The rules that no pack holds, as structure alone shows what they cut, and what each cuts.
STRUCTURE: Final = {
    "main-content/outside": "what stands outside the element with nearly all of the prose, not next to it and no lead",
    "main-content/repeated": "a long text that the page has shown before, in another element",
    "comment-thread/row": "elements in a row below the article, each with a line that says when and by whom",
    "comment-thread/in-every-post": "short lines of a forum that are alike but for one number, as buttons are",
    "related-links/link-list": "an element of a few short links, at the edges of the text, or a box of them inside",
    "related-links/cards": "elements in a row of their kind, each with a link and a little text, where they are few",
    "post-metadata/headline": "a title of the first level above the first prose",
    **doubt.RULES,
}
#: Sites whose rules are kept compiled: documents of one site mostly come in a row.
_SITES_AT_HAND: Final = 64


class Rules:
    """All rules of a pipeline; what they match by is compiled when it is first needed.

    Those that name sites act only in what `on` returns for one of these.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take up `rules`."""
        self.all = tuple(rules)
        self._of_all_sites: Rules | None = None
        self._acting = tuple(rule for rule in self.all if not rule.sites)
        self._at_hand: OrderedDict[str, Rules] = OrderedDict()

    def beside(self, rules: Iterable[Rule]) -> Rules:
        """Return these rules with further ones."""
        return _Extended(self, rules)

    def __repr__(self) -> str:
        return f"<Rules: {len(self.all)} in {len(self.phrases.languages)} languages>"

    def on(self, site: str) -> Rules:
        """Return the rules that act on documents of a site: these, and its own beside them, if it has some."""
        own = self._by_site.get(site)
        if own is None:
            return self
        if (rules := self._at_hand.pop(site, None)) is None:
            rules = Rules(self.all)
            rules._of_all_sites, rules._acting = self, (*self._acting, *own)
            if len(self._at_hand) >= _SITES_AT_HAND:
                self._at_hand.popitem(last=False)
        self._at_hand[site] = rules
        return rules

    @property
    def name_sites(self) -> bool:
        """Whether some rule is for documents of some sites alone."""
        return bool(self._by_site)

    @cached_property
    def _by_site(self) -> dict[str, list[Rule]]:
        by_site: dict[str, list[Rule]] = {}
        for rule in self.all:
            for site in rule.sites:
                by_site.setdefault(site, []).append(rule)
        return by_site

    @cached_property
    def phrases(self) -> Lexicon:
        """The rules on lines."""
        if self._of_all_sites is not None:
            return self._of_all_sites.phrases.with_lines(rule for rule in self._acting if rule.sites)
        templates = [rule for rule in self._acting if rule.means == "template"]
        lexicon = self._lexicon([rule for rule in self._acting if rule.means != "template"])
        return lexicon.with_lines(templates) if templates else lexicon

    def _lexicon(self, rules: Sequence[Rule]) -> Lexicon:
        """Return the lexicon of those rules that are compiled."""
        return Lexicon(rules)

    @cached_property
    def openings(self) -> Phrases:
        """The phrases that lines begin with, for text whose lines are lost."""
        return Phrases(self.phrases, self.said) if self._of_all_sites is None else self._of_all_sites.openings

    @cached_property
    def said(self) -> Mapping[str, tuple[bytes, ...]]:
        """What lines begin with by the rules, as `cleantext.tables.openings` returns it."""
        return openings(self.phrases.rules)

    @cached_property
    def names(self) -> Vocabulary:
        """The rules on elements, but for those that say what is never cut."""
        return Vocabulary(rule for rule in self._acting if rule.strength != "keep")

    @cached_property
    def protected_names(self) -> Vocabulary:
        """The rules on elements that say what is never cut: they have the last word, whatever else an element is."""
        return Vocabulary(rule for rule in self._acting if rule.strength == "keep")

    @cached_property
    def protects_elements(self) -> bool:
        """Whether a rule on elements says that what it matches is never cut."""
        return any(rule.strength == "keep" and rule.match == "element" for rule in self._acting)

    @cached_property
    def templates(self) -> frozenset[str]:
        """The ids of the rules on lines of a site's templates, which are evidence of nothing but themselves."""
        return frozenset(rule.id for rule in self._acting if rule.means == "template")

    @cached_property
    def author_notes(self) -> frozenset[str]:
        """The ids of the rules whose phrases say what an author is."""
        return frozenset(rule.id for rule in self._acting if rule.means == "author-note")

    @cached_property
    def bylines(self) -> frozenset[str]:
        """The ids of the rules whose phrases make a byline of the name that follows."""
        return frozenset(rule.id for rule in self._acting if rule.means == "byline")

    @cached_property
    def notes(self) -> frozenset[str]:
        """The ids of the rules that act on a part of a longer line: a sentence of it, or a mark."""
        sentences = (rule for rule in self._acting if rule.match == "inside" and rule.inline)
        marks = (rule for rule in self._acting if rule.match == "mark")
        return frozenset(rule.id for rule in (*sentences, *marks))

    @cached_property
    def comment_families(self) -> frozenset[str]:
        """The families of what follows a heading of comments: those that have a rule for such a heading."""
        return frozenset(rule.family for rule in self._acting if rule.section == "comments")

    @cached_property
    def protects_lines(self) -> bool:
        """Whether a rule on lines says that what it matches is never cut."""
        return any(rule.strength == "keep" and rule.match != "element" for rule in self._acting)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all rules: with the same one, two pipelines judge alike."""
        return hashlib.sha256(repr(self.all).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Default(Rules):
    """The rules that come with the package, which are compiled when it is built."""

    def __init__(self) -> None:
        super().__init__(default_packs())

    def _lexicon(self, rules: Sequence[Rule]) -> Lexicon:
        return Lexicon(rules, default_tables())

    @cached_property
    def said(self) -> Mapping[str, tuple[bytes, ...]]:
        return default_openings()

    @cached_property
    def fingerprint(self) -> str:
        return source_digest().hex()[:16]


class _Extended(Rules):
    """Some rules and further ones: what is compiled of the former is not compiled again."""

    def __init__(self, known: Rules, rules: Iterable[Rule]) -> None:
        super().__init__((*known.all, *rules))
        self._known = known

    def _lexicon(self, rules: Sequence[Rule]) -> Lexicon:
        return Lexicon(rules, tabulate(rules, self._known.phrases.tables, len(self._known.all)))

    @cached_property
    def said(self) -> Mapping[str, tuple[bytes, ...]]:
        said = dict(self._known.said)
        for word, packed in openings(self.phrases.rules, len(self._known.all)).items():
            said[word] = (*said.get(word, ()), *packed)
        return said

    @cached_property
    def fingerprint(self) -> str:
        own = Rules(self.all[len(self._known.all) :])
        return hashlib.sha256(f"{self._known.fingerprint} {own.fingerprint}".encode()).hexdigest()[:16]


@cache
def default_rules() -> Rules:
    """Return the rules that come with the package, which each process loads once."""
    return _Default()
