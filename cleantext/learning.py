"""Learns boilerplate from a corpus: lines that are on many pages of one site, as a rule pack that people can read.

Pages are sampled by a hash of their content, so that the sample does not depend on their order. So memory is bounded,
parts of a corpus can be learned from separately and merged, and everything that decides about a line is counted exactly
over that sample: on how many pages it is, not counting copies of an article, where, and next to which lines.
"""

from __future__ import annotations

import json
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Final, NamedTuple, Self

import regex

from cleantext.cleaned import Cleaned
from cleantext.errors import OptionError
from cleantext.folding import line_key
from cleantext.judging import weights
from cleantext.pipeline import Pipeline, or_default
from cleantext.readers import Kind, Source
from cleantext.readers.many import located
from cleantext.rulepack import Rule, site_of
from cleantext.text_class import MIN_PROSE_WORDS, PROTECTED, classify, length_in_words

#: The family of learned rules, and so the name of the filter that cuts their findings.
FAMILY: Final = "learned"
#: Maximum pages of a site that are held; with too many sites fewer, down to the second number before sites are dropped.
MAX_PAGES, MIN_PAGES = 256, 16
#: Maximum lines of a page that are held, half of them from its end, and maximum characters of a line that is learned.
MAX_LINES, MAX_LINE_CHARS = 400, 500
#: Maximum spellings of a line that a rule lists as phrases.
_MAX_SPELLINGS: Final = 3
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
#: What no phrase of a pack may have: braces, which stand for open words, and lone surrogates.
_NOT_IN_PHRASES: Final = regex.compile(r"[{}\ud800-\udfff]")
_KEPT: Final = 4  # The flag for a kept line, added to its part in the byte that is held for each line.
HEAD, BODY, TAIL = range(3)


class Page(NamedTuple):
    """A page as it is held: its lines, joined by line breaks, and a byte for each with its part and `_KEPT`."""

    text: str
    flags: bytes

    @classmethod
    def of(cls, cleaned: Cleaned) -> Page:
        """Return the page of a cleaned document, without code and tables."""
        blocks, body = cleaned.document.blocks, cleaned.body
        spans = list(cleaned.kept)
        lines, flags, span = [], bytearray(), 0
        for index, block in enumerate(blocks):
            while span < len(spans) and spans[span].end <= block.start:
                span += 1
            if block.text_class not in PROTECTED:
                is_kept = span < len(spans) and spans[span].start < block.end
                part = HEAD if index < body.start else TAIL if index >= body.stop else BODY
                lines.append(" ".join(block.text[: MAX_LINE_CHARS + 1].split()))
                flags.append(part + _KEPT * is_kept)
        if len(lines) > MAX_LINES:
            half = MAX_LINES // 2
            lines, flags = lines[:half] + lines[-half:], flags[:half] + flags[-half:]
        return cls("\n".join(lines), bytes(flags))

    @property
    def digest(self) -> int:
        """A hash of the page."""
        data = self.text.encode("utf-8", "surrogatepass") + b"\0" + self.flags
        return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


class _Line(NamedTuple):
    """A line of a page: its normalised form (see `line_key`), its text, its part, and whether cleaning kept it."""

    key: str
    text: str
    part: int
    is_kept: bool


class BoilerplateLearner:
    r"""Learns the lines that are on many pages of a site, as rules that act only on documents of this site.

    The interface follows scikit-learn. A learner can be pickled; several may learn from parts of a corpus and be
    merged, in any order, with the same result.

    >>> ferry = "Hafan\n\nNewyddion\n\nTywydd\n\nThe {} sailed at noon, with four hundred on board and a band."
    >>> pages = [ferry.format(name) for name in ("Aurora", "Northern Star", "Lady of Kells", "Meteor", "Ida Marsh")]
    >>> learner = BoilerplateLearner().fit(pages, ["https://harbour.example/news"] * 5)
    >>> [rule.phrases["und"] for rule in learner.rules_]
    [('Hafan',), ('Newyddion',), ('Tywydd',)]
    >>> from cleantext import Pipeline
    >>> Pipeline.default(learner.rules_).clean(ferry.format("Argo"), url="https://harbour.example/news/7")
    'The Argo sailed at noon, with four hundred on board and a band.'

    Args:
        min_pages: minimum number of pages of a site with a line, not counting copies of a page, to learn it.
        min_share: minimum share of the pages of the site, from 0 to 1.
        max_pages: most pages that are held, some 13 KB each: of a site `MAX_PAGES`, fewer where there are many
            sites, and where even so there are too many, none of some sites. Which ones does not depend on the order.
        pipeline: finds the article, and what is cut already and need not be learned; None is the default one.
    """

    def __init__(
        self,
        *,
        min_pages: int = weights.MIN_LEARNED_PAGES,
        min_share: float = weights.MIN_LEARNED_SHARE,
        max_pages: int = 20_000,
        pipeline: Pipeline | None = None,
    ) -> None:
        if min_pages < 2 or not 0 <= min_share <= 1 or max_pages < 1:
            raise OptionError("min_pages is 2 and more, min_share a share from 0 to 1, and max_pages 1 and more")
        self.min_pages = min_pages
        self.min_share = min_share
        self.max_pages = max_pages
        self.pipeline = pipeline
        self._sites: dict[str, _Sample] = {}
        self._held = 0
        self._level = 0

    def __repr__(self) -> str:
        return f"<BoilerplateLearner: {self._held:,} pages of {len(self._sites):,} sites>"

    def fit(
        self, documents: Iterable[Source], sites: Iterable[str | None] | None = None, *, kind: Kind | None = None
    ) -> Self:
        """Forget everything and learn from `documents`; see `partial_fit`."""
        self._sites, self._held, self._level = {}, 0, 0
        return self.partial_fit(documents, sites, kind=kind)

    def partial_fit(
        self, documents: Iterable[Source], sites: Iterable[str | None] | None = None, *, kind: Kind | None = None
    ) -> Self:
        """Learn from further documents and return this learner.

        Args:
            documents: sources as for `clean`.
            sites: for each of them its address, or the name of its site; one whose site is None or "" teaches nothing.
                No `sites` at all says that all documents are of one site: its rules act on any document.
            kind: as for `clean`.

        Raises:
            SourceError: a document is not a source, or there are not as many sites as documents.
        """
        pipeline = or_default(self.pipeline)
        for document, site in located(documents, sites, called="sites"):
            if site or sites is None:
                self.add(Page.of(pipeline.explain(document, kind=kind)), site)
        return self

    def add(self, page: Page, site: str | None) -> None:
        """Learn from one page, which may come from another process."""
        if page.flags:
            self._take(site_of(site or ""), [(page.digest, page)])

    def merge(self, other: BoilerplateLearner) -> Self:
        """Add what another learner has learned, and return this one; the result does not depend on the order.

        Raises:
            OptionError: the other one has other parameters.
        """
        mine, others = ((one.min_pages, one.min_share, one.max_pages) for one in (self, other))
        if mine != others:
            raise OptionError(f"learners of other parameters cannot be merged: {mine} and {others}")
        if other._level > self._level:
            self._rise(other._level)
        for site, sample in other._sites.items():
            self._take(site, list(sample.pages.items()))
        return self

    @property
    def sites_(self) -> dict[str, int]:
        """The number of pages that are held of each site."""
        return {site: len(self._sites[site].pages) for site in sorted(self._sites)}

    @property
    def rules_(self) -> tuple[Rule, ...]:
        """The learned rules, by site; their `about` says on how many pages a line is, and in which part."""
        return tuple(rule for site in sorted(self._sites) for rule in self._learned(site))

    def to_pack(self) -> str:
        """Return the rules as the text of a rule pack, as `load_rules` and `--rules` read it."""
        return f"family = {_toml(FAMILY)}\n" + "".join(map(_table, self.rules_))

    def _learned(self, site: str) -> Iterator[Rule]:
        pages = [page for _, page in sorted(self._sites[site].pages.items())]
        if len(pages) >= self.min_pages:
            yield from _Evidence(site, pages).rules(self.min_pages, self.min_share)

    def _take(self, site: str, pages: Iterable[tuple[int, Page]]) -> None:
        """Put pages into the sample of their site, and make all samples smaller where they become too many."""
        if not _is_sampled(site, self._level):
            return
        sample = self._sites.setdefault(site, _Sample())
        most = _most_pages(self._level)
        for digest, page in pages:
            self._held += sample.add(digest, page, most)
        while self._held > self.max_pages:
            self._rise(self._level + 1)

    def _rise(self, level: int) -> None:
        """Hold fewer pages of each site, or of fewer sites; how many depends on the pages, not on their order."""
        self._level = level
        self._sites = {site: sample for site, sample in self._sites.items() if _is_sampled(site, level)}
        for sample in self._sites.values():
            sample.shrink(_most_pages(level))
        self._held = sum(len(sample.pages) for sample in self._sites.values())


class _Sample:
    """The pages of a site with the lowest digests, each page once: a uniform sample, in whatever order they come."""

    def __init__(self) -> None:
        self.pages: dict[int, Page] = {}
        self._digests: list[int] = []

    def add(self, digest: int, page: Page, most: int) -> int:
        """Put in a page, of at most so many; return how many there are more."""
        if digest in self.pages or (len(self._digests) >= most and digest > self._digests[-1]):
            return 0
        insort(self._digests, digest)
        self.pages[digest] = page
        size = len(self._digests)
        self.shrink(most)
        return len(self._digests) - size + 1

    def shrink(self, most: int) -> None:
        """Leave only so many."""
        for digest in self._digests[most:]:
            del self.pages[digest]
        del self._digests[most:]


def _most_pages(level: int) -> int:
    """Return the most pages of a site that are held on a level."""
    return max(MAX_PAGES >> level, MIN_PAGES)


def _is_sampled(site: str, level: int) -> bool:
    """Tell whether pages of a site are held on a level; above that where each has least, half as many sites on each."""
    fewer = level - (MAX_PAGES // MIN_PAGES).bit_length() + 1
    digest = int.from_bytes(blake2b(site.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return fewer <= 0 or digest & ((1 << fewer) - 1) == 0


class _Evidence:
    """What the pages of a site say of each line: on which articles' pages it stands, in which part, and beside what."""

    def __init__(self, site: str, pages: Sequence[Page]) -> None:
        self._site = site
        self._pages = [_lines(page) for page in pages]
        articles = find_articles(self._pages)
        self.size = len(set(articles))
        self._on: dict[str, set[int]] = defaultdict(set)
        self._in: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._is_left = set[str]()
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        for lines, article in zip(self._pages, articles, strict=True):
            for line in lines:
                self._on[line.key].add(article)
                self._in[line.key, line.part].add(article)
                self._forms[line.key][line.text] += 1
                if line.is_kept:
                    self._is_left.add(line.key)
        self._articles = articles

    def rules(self, min_pages: int, min_share: float) -> Iterator[Rule]:
        """Yield a rule for each line that is the site's."""
        least = max(min_pages, min_share * self.size)
        frequent = {key for key, on in self._on.items() if len(on) >= least and self._may_be_learned(key)}
        in_company = self._in_company(frequent)
        found = [key for key in frequent if key in self._is_left and self._is_template(key, in_company)]
        ids = set[str]()
        for key in sorted(found, key=lambda key: (-len(self._on[key]), key)):
            yield self._rule(key, ids)

    def _may_be_learned(self, key: str) -> bool:
        """Tell whether a line may be a rule's: it has letters, no number that says something of its page, and fits."""
        text = self._text(key)
        if _WORD.search(key) is None or len(text) > MAX_LINE_CHARS or _NOT_IN_PHRASES.search(text) is not None:
            return False
        if "#" not in key or not self._share_in(key, HEAD, BODY):
            return True
        forms = self._forms[key]
        is_fixed = forms[text] >= weights.MIN_LEARNED_FIXED * forms.total()
        return is_fixed and length_in_words(text) >= weights.MIN_LEARNED_WORDS

    def _in_company(self, frequent: set[str]) -> dict[tuple[str, bool], set[int]]:
        """Return the articles on whose pages a frequent line is in a run of such lines, by whether in the body."""
        company: dict[tuple[str, bool], set[int]] = defaultdict(set)
        for lines, article in zip(self._pages, self._articles, strict=True):
            start = 0
            for place in range(len(lines) + 1):
                if place < len(lines) and lines[place].key in frequent:
                    continue
                run = self._trimmed(lines[start:place])
                if len({line.key for line in run}) >= weights.MIN_LEARNED_RUN:
                    for line in run:
                        company[line.key, line.part == BODY].add(article)
                start = place + 1
        return company

    def _trimmed(self, run: Sequence[_Line]) -> Sequence[_Line]:
        """Return a run without what may be a title at its ends: short, and not on the pages of the line next to it."""

        def is_of_it(edge: _Line, inner: _Line) -> bool:
            mine, others = self._on[edge.key], self._on[inner.key]
            if length_in_words(edge.text) >= MIN_PROSE_WORDS:
                return True
            return len(mine & others) >= weights.MIN_LEARNED_ALIKE * len(mine | others)

        start, stop = 0, len(run)
        while stop - start > 1 and not is_of_it(run[start], run[start + 1]):
            start += 1
        while stop - start > 1 and not is_of_it(run[stop - 1], run[stop - 2]):
            stop -= 1
        return run[start:stop]

    def _is_template(self, key: str, in_company: Mapping[tuple[str, bool], set[int]]) -> bool:
        """Tell whether a frequent line is the site's.

        As a rule it stands in a run of such lines outside of articles. What stands alone, in an article or is prose has
        to be on most pages, and to be no label: so are the headings of recipes, and the title of a series, above.
        """
        on = len(self._on[key])
        words, text_class = classify(self._text(key))
        outside = in_company.get((key, False), set())
        is_prose = text_class == "prose"
        if not is_prose and 2 * len(outside) >= on:
            return True
        least = weights.MIN_LEARNED_SHARE_OF_PROSE if is_prose else weights.MIN_LEARNED_SHARE_ALONE
        if on <= weights.MIN_LEARNED_PAGES or on < least * self.size:
            return False
        is_alone = 2 * len(outside | in_company.get((key, True), set())) < on
        is_label = words < weights.MIN_LEARNED_WORDS or 2 * len(self._in.get((key, HEAD), ())) >= on
        return not (is_alone and is_label)

    def _share_in(self, key: str, *parts: int) -> float:
        return len(set().union(*(self._in.get((key, part), set()) for part in parts))) / len(self._on[key])

    def _text(self, key: str) -> str:
        """Return how a line is written most often."""
        return min(self._forms[key].items(), key=lambda form: (-form[1], form[0]))[0]

    def _rule(self, key: str, ids: set[str]) -> Rule:
        forms = sorted(self._forms[key].items(), key=lambda form: (-form[1], form[0]))
        count = len(self._on[key])
        where, place = "anywhere", "within and around the article"
        if self._share_in(key, BODY) < weights.MIN_LEARNED_WITHIN:
            where, place = "outside", "around the article"
            for part, only, words in ((HEAD, "head", "above the article"), (TAIL, "tail", "below the article")):
                if self._share_in(key, part) == 1 or not self._share_in(key, HEAD + TAIL - part):
                    where, place = only, words
        about = f"on {count} of {self.size} pages ({count / self.size:.0%}), {place}"
        return Rule(
            id=f"{FAMILY}/{self._id(key, ids)}",
            about=about,
            where=where,
            means="template",
            phrases={"und": (forms[0][0],)},
            strip=tuple(form for form, _ in forms[1:_MAX_SPELLINGS] if len(form) <= MAX_LINE_CHARS),
            sites=(self._site,) if self._site else (),
        )

    def _id(self, key: str, ids: set[str]) -> str:
        """Return an id that says what the line does, and is the same when it is learned again."""
        name = "-".join(_WORD.findall(key)[:6])[:40]
        name = f"{self._site}/{name}" if self._site else name
        if name in ids:
            name += "-" + blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        ids.add(name)
        return name


def _lines(page: Page) -> list[_Line]:
    lines = zip(page.text.split("\n"), page.flags, strict=True)
    return [_Line(line_key(text), text, flag % _KEPT, flag >= _KEPT) for text, flag in lines]


def find_articles(pages: Sequence[Sequence[_Line]]) -> list[int]:
    """Return for each page a number that pages of the same article share.

    Two pages are of one article where the lines that both have in their bodies make up nearly all of one body; what
    stands on more than half of the pages is the site's and does not count. Where nothing is left, they are the same.
    """
    on = Counter(key for lines in pages for key in {line.key for line in lines})
    bodies = [
        {line.key: len(line.text) for line in lines if line.part == BODY and 2 * on[line.key] <= len(pages)}
        for lines in pages
    ]
    holding: dict[str, list[int]] = defaultdict(list)
    for place, body in enumerate(bodies):
        for key in body or [""]:
            holding[key].append(place)
    shared = Counter[tuple[int, int]]()
    for key, places in holding.items():
        for first, second in combinations(places, 2):
            shared[first, second] += bodies[first].get(key, 1)
    numbers = list(range(len(pages)))
    for (first, second), size in sorted(shared.items()):
        least = min(sum(bodies[first].values()), sum(bodies[second].values()))
        if size >= weights.MIN_LEARNED_ALIKE * least and numbers[first] != numbers[second]:
            numbers = [numbers[first] if number == numbers[second] else number for number in numbers]
    return numbers


def _table(rule: Rule) -> str:
    """Return a rule as a table of TOML, with the fields that it has."""
    fields: dict[str, object] = {
        "id": rule.id.partition("/")[2],
        "about": rule.about,
        "means": rule.means,
        "where": rule.where,
        "sites": rule.sites,
        "phrases.und": rule.phrases["und"],
        "strip": rule.strip,
    }
    return "\n[[rule]]\n" + "".join(f"{name} = {_toml(value)}\n" for name, value in fields.items() if value)


def _toml(value: object) -> str:
    """Return a str, or a list of them, as TOML, whose strings are written as those of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
