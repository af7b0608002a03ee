"""Composes filters: reads a document, asks each filter what should go, and writes what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, NamedTuple, TypeVar, get_args

from cleantext.cleaned import Cleaned
from cleantext.document import Document
from cleantext.errors import FilterError, OptionError, SourceError, UnknownFilterError
from cleantext.filters import FAMILIES
from cleantext.filters.base import FamilyFilter, Filter
from cleantext.judgement import Judgement, Removal, Strictness, Verdict
from cleantext.judging import Rules, judge, judge_elements, weights
from cleantext.judging.doubt import Doubt
from cleantext.judging.features import not_cut
from cleantext.judging.limits import allowed, protected, unmatched_words
from cleantext.judging.log import Log
from cleantext.judging.phrases import Match
from cleantext.judging.rules import default_rules
from cleantext.readers import Kind, Source
from cleantext.readers.remaining import remaining
from cleantext.readers.text import read_text
from cleantext.readers.trees import str_or_soup
from cleantext.rulepack import Rule, load_rules, site_of
from cleantext.spans import Span, Spans
from cleantext.writers import RENDERED, WRITERS, Format

# What reads pages is loaded where one is read.
if TYPE_CHECKING:
    from bs4 import Tag

#: The step that reads what a page hides, as `Document.steps` names it.
HIDDEN_STEP = "reader/hidden"
#: Libraries whose version may decide about an answer.
_LIBRARIES = ("ahocorasick-rs", "beautifulsoup4", "chardet", "regex", "selectolax")
Soup = TypeVar("Soup", bound="Tag")


class _Read(NamedTuple):
    """A document as it was read, and the verdicts on a page that its elements are the reason for."""

    document: Document
    elements: tuple[Verdict, ...] = ()


class _Round(NamedTuple):
    """What was decided about what was `kept` of a document until then, and what the filters want gone of that."""

    judgement: Judgement
    removals: list[Removal]
    kept: Spans


class Pipeline:
    r"""An immutable sequence of filters over one set of rules.

    >>> pipeline = Pipeline.default().without("related-links")
    >>> pipeline.clean("The bridge is open.\n\nLeave a Reply")
    'The bridge is open.'
    """

    def __init__(
        self, filters: Iterable[Filter], rules: Iterable[Rule] = (), strictness: Strictness = "careful"
    ) -> None:
        """Make a pipeline of `filters`; `rules` are a user's own, beside those that come with the package.

        Raises:
            SourceError: something is no filter.
            OptionError: `strictness` is neither "careful" nor "thorough".
        """
        self._filters = tuple(filters)
        for filter in self._filters:
            if isinstance(filter, type) or not callable(filter) or not isinstance(getattr(filter, "name", None), str):
                raise SourceError(f"a filter has a name and is called with a document, which {filter!r} is not")
        self._rules = tuple(rules)
        if strictness not in get_args(Strictness):
            raise OptionError(f"strictness is one of 'careful', 'thorough', not {strictness!r}")
        self._strictness = strictness

    @classmethod
    def default(cls, *packs: str | Path | Iterable[Rule], strictness: Strictness = "careful") -> Pipeline:
        """Return the pipeline of all filters, and a further one for each new family in the given rule packs.

        Args:
            packs: each the path of a TOML file, or what `load_rules` returned for one.
            strictness: "careful" keeps what is in doubt; "thorough" cuts it at both ends of an article: lines above its
                text, and last paragraphs that introduce the author or promote something.

        Raises:
            RulePackError: a pack cannot be used.
            OptionError: there is no such strictness.
        """
        rules = [rule for pack in packs for rule in (load_rules(pack) if isinstance(pack, str | Path) else pack)]
        known = {filter.name for filter in FAMILIES}
        families = dict.fromkeys(rule.family for rule in rules if rule.family not in known)
        return cls([*FAMILIES, *map(FamilyFilter, families)], rules, strictness)

    def without(self, *names: str) -> Pipeline:
        """Return this pipeline without the filters named; raises `UnknownFilterError` for a name it does not have."""
        self._check(names)
        return self._with(filter for filter in self if filter.name not in names)

    def only(self, *names: str) -> Pipeline:
        """Return this pipeline with only the filters named; raises `UnknownFilterError` for a name it does not have."""
        self._check(names)
        return self._with(filter for filter in self if filter.name in names)

    def then(self, filter: Filter) -> Pipeline:
        """Return this pipeline with one filter more at its end; raises `SourceError` for what is no filter."""
        return self._with((*self, filter))

    def clean(
        self,
        source: Source,
        *,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
        url: str | None = None,
    ) -> str:
        """Return the article body of `source`: its text minus what the filters cut.

        Args:
            source: plain text, a page or fragment of HTML (as str, or as bytes, whose encoding is found), or a tree
                that is read as it stands and not changed: a `bs4.BeautifulSoup` or `bs4.Tag`, an element or a tree of
                lxml or ElementTree, or a `parsel.Selector`. (All but soups are copied into one first, which takes
                longer than all else: of an unchanged page, its HTML is cleaned in a quarter of the time.)
            kind: "text" or "html" says what a str or bytes are; None auto-detects it.
            to: "text" (paragraphs between blank lines), "markdown", "html" (a fragment without scripts, styles and
                attributes other than addresses) or "json" (text, blocks, removals and metadata).
            images: whether Markdown and HTML show pictures.
            url: the address of the document, or the name of its site: rules that name this site act, too.

        Raises:
            SourceError: `source` is none of these (a `TypeError`, too).
            OptionError: `kind`, `to` or `url` is (a `ValueError`, too).
            FilterError: a filter of a user's own failed.
        """
        if to != "text":
            return self.explain(source, kind=kind, to=to, images=images, url=url).text
        check_options(kind, to)
        pipeline = self._on(url)
        *_, last = pipeline._rounds(pipeline._read(str_or_soup(source), kind))
        return last.kept.text  # What was cut and why need not be noted.

    def explain(
        self,
        source: Source,
        *,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
        url: str | None = None,
    ) -> Cleaned:
        """Return the clean text together with every removal, its filter and its rule; arguments as for `clean`."""
        check_options(kind, to)
        pipeline, source = self._on(url), str_or_soup(source)
        cleaned = pipeline._clean(pipeline._read(source, kind, marks=to in RENDERED))
        return replace(cleaned, text=WRITERS[to](source, cleaned, images)) if to != "text" else cleaned

    def prune(self, soup: Soup, *, url: str | None = None) -> Soup:
        """Return a copy of a `bs4.BeautifulSoup` or `bs4.Tag` without the chrome; the markup of the rest is the same.

        `url` is as for `clean`.

        >>> from bs4 import BeautifulSoup
        >>> html = "<nav>Home</nav><p class='lead'>The bridge is open, and all danced.</p>"
        >>> Pipeline.default().prune(BeautifulSoup(html, "html.parser"))
        <p class="lead">The bridge is open, and all danced.</p>
        """
        from bs4 import Tag

        from cleantext.readers.soup import prune_soup

        if not isinstance(soup, Tag):
            raise SourceError(
                f"prune a bs4.BeautifulSoup or bs4.Tag, not {type(soup).__name__}; a str goes to clean(…, to='html')"
            )
        pipeline = self._on(url)
        cleaned = pipeline._clean(pipeline._read(soup, "html", data=False))  # No markup holds what only data say.
        return prune_soup(soup, cleaned.kept, hidden=HIDDEN_STEP in cleaned.document.steps)

    @property
    def strictness(self) -> Strictness:
        """How much is cut: "careful" or "thorough"."""
        return self._strictness

    @cached_property
    def rules(self) -> Rules:
        """The rules that this pipeline judges by."""
        return _compiled(self._rules) if self._rules else default_rules()

    @property
    def fingerprint(self) -> str:
        """A digest of all that decides: two pipelines with the same one give the same answers, in any process.

        A filter counts by its repr, or by its class and its attributes if it has none of its own; the code by the
        sources of this package, and by the versions of the libraries that read pages and run patterns.
        """
        described = [*map(_describe, self), self.rules.fingerprint, self.strictness, _digest_of_code()]
        return hashlib.sha256("\n".join(described).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def _read(self, source: str | Tag, kind: Kind | None, marks: bool = False, data: bool = True) -> _Read:
        """Read a source as what it is, and a page with what it hides, or its data, where it shows less than that."""
        if not isinstance(source, str):
            from cleantext.readers.soup import read_soup

            shown = self._read_shown(partial(read_soup, source, marks=marks))
        elif kind == "html" or (kind is None and _is_html(source)):
            from cleantext.readers.html import read_html

            shown = self._read_shown(partial(read_html, source, marks=marks))
        else:
            return _Read(read_text(source))
        return self._read_data(source, shown, marks) if data else shown

    def _read_data(self, source: str | Tag, shown: _Read, marks: bool) -> _Read:
        """Return the article in the data of a page, where the visible text lacks much of it and has less prose."""
        from cleantext.readers.jsonld import article_body, read_body, share_in

        body = article_body(source)
        if not body or len(body) <= (prose := _left(shown, prose=True)):
            return shown
        document = read_body(body, marks=marks)
        if weights.MIN_HIDDEN_FACTOR * share_in(document.text, shown.document.text) >= 1:
            return shown
        stated = self._see(document)
        return stated if _left(stated, prose=True) > prose else shown

    def _read_shown(self, read: Callable[..., Document]) -> _Read:
        """Read a page, and again with its hidden text, which scripts may show, where that gives much more.

        That is tried only where its elements leave nearly nothing of the visible text.
        """
        shown = self._see(read())
        size, more = len(shown.document.text), weights.MIN_HIDDEN_FACTOR
        if size + shown.document.concealed > more * size and _left(shown) < weights.MAX_VISIBLE:
            whole = read(hidden=True)
            if len(whole.text) > more * size and _left(seen := self._see(whole)) > more * _left(shown):
                return seen._replace(document=replace(whole, steps=(*whole.steps, HIDDEN_STEP)))
        return shown

    def _see(self, document: Document) -> _Read:
        return _Read(document, judge_elements(document, self.rules))

    def _clean(self, read: _Read) -> Cleaned:
        """Cut what the filters ask for, and record what was cut and why."""
        document = read.document
        log = Log(document)
        cuts: list[Removal] = []
        rounds = list(self._rounds(read))
        for judgement, removals, left in rounds:
            log.add(judgement, removals, left)
            cuts.extend(_in_original(removals, left))
        first, kept = rounds[0].judgement, rounds[-1].kept
        verdicts, disjoint = log.verdicts(kept), tuple(_disjoint(cuts))
        return Cleaned(kept.text, disjoint, document, first.shape, first.body, verdicts, kept, first.evidence)

    def _rounds(self, read: _Read) -> Iterator[_Round]:
        """Cut what the filters ask for and judge what is left, in rounds, until they ask for nothing more.

        A page whose elements were judged is judged at least once more, by the words of what is left. A
        thorough pipeline first cuts all that a careful one does, and then what is in doubt.
        """
        document, elements = read
        kept, left = Spans.whole(document.text), document
        seen: dict[str, Sequence[Match]] = {}
        protected_spans: list[Span] = []
        spent, in_doubt = 0.0, False
        while True:
            spans = [(kept.offset(start), kept.offset(end)) for start, end in protected_spans]
            doubt = Doubt.about(kept) if in_doubt else None
            judgement = judge(left, self.rules, elements, seen, spans, spent, doubt)
            spans = protected(judgement.verdicts, spans)
            removals = list(allowed(self._proposed(judgement), spans))
            yield _Round(judgement, removals, kept)
            is_settled = not removals and not elements
            if is_settled and (in_doubt or self.strictness == "careful"):
                return
            in_doubt = is_settled
            spent += unmatched_words(left, judgement.verdicts)
            protected_spans = [_hull(kept.locate(start, end)) for start, end in spans]
            kept = kept.without((removal.start, removal.end) for removal in removals)
            left, elements = remaining(document, kept), ()

    def _proposed(self, judgement: Judgement) -> Iterator[Removal]:
        """Yield the removals that the filters ask for; filters of families without cuts are not called."""
        for filter in self:
            if not isinstance(filter, FamilyFilter) or judgement.cuts(filter.name):
                yield from _proposed(filter, judgement)

    def _with(self, filters: Iterable[Filter]) -> Pipeline:
        pipeline = Pipeline(filters, self._rules, self._strictness)
        if "rules" in vars(self):
            vars(pipeline)["rules"] = self.rules
        return pipeline

    def _on(self, url: str | None) -> Pipeline:
        """Return the pipeline for documents of a site: this one, unless some of its rules are for that site alone."""
        if not isinstance(url, str | None):
            raise OptionError(f"url is the address of the document, or the name of its site, not {url!r}")
        if url is None or (rules := self.rules.on(site_of(url))) is self.rules:
            return self
        pipeline = Pipeline(self._filters, self._rules, self._strictness)
        vars(pipeline)["rules"] = rules
        return pipeline

    def _check(self, names: Iterable[str]) -> None:
        known = [filter.name for filter in self]
        for name in names:
            if name not in known:
                raise UnknownFilterError(f"no filter is called {name!r}; there are {', '.join(known)}")

    def __iter__(self) -> Iterator[Filter]:
        return iter(self._filters)

    def __len__(self) -> int:
        return len(self._filters)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pipeline):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash(tuple(filter.name for filter in self))

    def __repr__(self) -> str:
        packs = f", rules={[rule.id for rule in self._rules]}" if self._rules else ""
        strictness = f", strictness={self.strictness!r}" if self.strictness != "careful" else ""
        return f"Pipeline([{', '.join(map(repr, self))}]{packs}{strictness})"

    def _repr_html_(self) -> str:
        """Return the HTML that notebooks show."""
        from cleantext.reports.notebook import pipeline_html

        return pipeline_html(self, self.rules.all)

    def __getstate__(self) -> dict[str, object]:
        return {"_filters": self._filters, "_rules": self._rules, "_strictness": self._strictness}


def check_options(kind: Kind | None, to: Format) -> None:
    """Raises OptionError for a value that is not allowed."""
    for name, value, known in (("kind", kind, (*get_args(Kind), None)), ("to", to, get_args(Format))):
        if value not in known:
            raise OptionError(f"{name} is one of {', '.join(map(repr, known))}, not {value!r}")


def _is_html(source: str) -> bool:
    """Auto-detect whether a source is HTML."""
    if "<" not in source:
        return False
    from cleantext.readers.sniff import is_html

    return is_html(source)


def or_default(pipeline: Pipeline | None, strictness: Strictness | None = None) -> Pipeline:
    """Return the pipeline that was asked for, which may be one without filters; None asks for the default one.

    Raises:
        OptionError: a strictness is asked for beside a pipeline, or there is no such strictness.
    """
    if pipeline is None:
        return Pipeline.default(strictness="careful" if strictness is None else strictness)
    if strictness is not None:
        raise OptionError("a pipeline is as strict as it was made: Pipeline.default(strictness='thorough')")
    return pipeline


def _proposed(filter: Filter, judgement: Judgement) -> Iterator[Removal]:
    """Yield the removals of a filter, without empty ones; an error in a filter is raised with its name."""
    size = len(judgement.document.text)
    try:
        for removal in filter(judgement):
            if not isinstance(removal, Removal) or not 0 <= removal.start <= removal.end <= size:
                shown = f"Removal({removal.start}, {removal.end})" if isinstance(removal, Removal) else repr(removal)
                raise FilterError(
                    f"filter {filter.name!r} yielded {shown}, and no removal of a span of the document's "
                    f"{size} characters"
                )
            if removal.start < removal.end:
                yield removal
    except FilterError:
        raise
    except Exception as error:
        raise FilterError(f"filter {filter.name!r} raised {type(error).__name__}: {error}") from error


def _left(read: _Read, prose: bool = False) -> int:
    """Return the characters of a page that its elements leave, or those of its prose."""
    left = (read.document.blocks[index] for index in not_cut(read.document, read.elements))
    return sum(len(block.text) for block in left if not prose or block.text_class == "prose")


@lru_cache(maxsize=1)
def _compiled(own: tuple[Rule, ...]) -> Rules:
    """Return user-defined rules together with the package's.

    Engines unpickle a pipeline for each task, so a worker keeps the last rules, whose phrases take a while to compile.
    """
    return default_rules().beside(own)


@cache
def _digest_of_code() -> str:
    """Return a digest of the code of this package, and of the libraries that read pages and find phrases."""
    from importlib.metadata import version

    digest = hashlib.sha256()
    package = Path(__file__).parent
    for source in sorted(package.rglob("*.py")):
        digest.update(f"{source.relative_to(package)}\n".encode() + source.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()


def _describe(filter: Filter) -> str:
    kind = filter if isinstance(filter, FunctionType) else type(filter)
    if not isinstance(filter, FunctionType) and type(filter).__repr__ is not object.__repr__:
        return repr(filter)
    return f"{kind.__module__}.{kind.__qualname__} {vars(filter)}"


def _in_original(removals: Iterable[Removal], kept: Spans) -> Iterator[Removal]:
    """Yield removals from what is kept as removals from the original text, one for each span that is cut."""
    for removal in removals:
        for start, end in kept.locate(removal.start, removal.end):
            yield removal._replace(start=start, end=end, text=kept.original[start:end])


def _hull(spans: Iterable[Span]) -> Span:
    """Return the span from the beginning of the first of some spans to the end of the last."""
    found = list(spans)
    return Span(found[0].start, found[-1].end)


def _disjoint(cuts: Iterable[Removal]) -> Iterator[Removal]:
    """Yield the cuts by position, each character once: the filter that asked for the larger span first has it."""
    position = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if cut.end > position:
            start = max(cut.start, position)
            yield cut if start == cut.start else cut._replace(start=start, text=cut.text[start - cut.start :])
            position = cut.end
