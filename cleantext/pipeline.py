"""Composes filters: reads a document, asks each filter what should go, and writes what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from importlib.metadata import version
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, Union, get_args

from cleantext.document import Document, Removal
from cleantext.errors import FilterError, OptionError, SourceError, UnknownFilterError
from cleantext.filters import DEFAULT
from cleantext.filters.base import Filter, PackFilter
from cleantext.layout import lay_out
from cleantext.lexicon import Lexicon, default_lexicon
from cleantext.readers.encoding import decode
from cleantext.readers.html import read_html
from cleantext.readers.metadata import read_metadata
from cleantext.readers.sniff import is_html
from cleantext.readers.text import may_wrap, read_text
from cleantext.rulepack import Rule, load_rules
from cleantext.structure import find_sections
from cleantext.vocabulary import Vocabulary, default_vocabulary
from cleantext.writers.html import html
from cleantext.writers.json import to_json
from cleantext.writers.markdown import markdown
from cleantext.writers.text import joined, kept_spans

if TYPE_CHECKING:
    from bs4 import Tag

#: Characters of visible text below which a page is read with what it hides, and how many times as much that must be.
SPARSE, HIDDEN = 1500, 1.4
#: The step that reads what a page hides, as `Document.steps` names it.
HIDDEN_STEP = "reader/hidden"
#: What a source may be said to be, and what the result may be written as.
Kind = Literal["text", "html"]
Format = Literal["text", "markdown", "html", "json"]
#: Formats that render links, emphasis and the like.
RENDERED = ("markdown", "html")
#: Libraries whose version may decide about an answer.
_LIBRARIES = ("ahocorasick-rs", "beautifulsoup4", "chardet", "regex", "selectolax")
#: What can be cleaned.
Source = Union[str, bytes, "Tag"]
Soup = TypeVar("Soup", bound="Tag")


@dataclass(frozen=True)
class Cleaned:
    """The clean text, what was cut from the input and why, and the document as it was read.

    `removals` are sorted by position and do not overlap; their offsets count code points of the input.
    """

    text: str
    removals: tuple[Removal, ...]
    document: Document

    def __repr__(self) -> str:
        cut = sum(removal.end - removal.start for removal in self.removals)
        return f"<Cleaned: {len(self.document.text):,} characters, {len(self.removals):,} cuts of {cut:,} characters>"


class _Judged(NamedTuple):
    """A document, the spans of its text that stay, and what is cut."""

    document: Document
    pieces: list[tuple[int, int]]
    removals: tuple[Removal, ...]

    @property
    def text(self) -> str:
        """What stays."""
        return joined(self.document.text, self.pieces)


class Pipeline:
    r"""An immutable sequence of filters over one lexicon of rules.

    >>> pipeline = Pipeline.default().without("related-links")
    >>> pipeline.clean("The bridge is open.\n\nLeave a Reply")
    'The bridge is open.'
    """

    def __init__(self, filters: Iterable[Filter], rules: Iterable[Rule] = ()) -> None:
        """Make a pipeline of `filters`; `rules` are a user's own, beside those that come with the package.

        Raises:
            SourceError: something is no filter.
        """
        self._filters = tuple(filters)
        for filter in self._filters:
            if isinstance(filter, type) or not callable(filter) or not isinstance(getattr(filter, "name", None), str):
                raise SourceError(f"a filter has a name and is called with a document, which {filter!r} is not")
        self._rules = tuple(rules)

    @classmethod
    def default(cls, *packs: str | Path | Iterable[Rule]) -> Pipeline:
        """Return the pipeline of all filters, and a further one for each new family in the given rule packs.

        A pack is the path of a TOML file or what `load_rules` returned for one.

        Raises:
            RulePackError: a pack cannot be used.
        """
        rules = [rule for pack in packs for rule in (load_rules(pack) if isinstance(pack, str | Path) else pack)]
        *phrases, fragments = [kind() for kind in DEFAULT]
        names = {filter.name for filter in (*phrases, fragments)}
        families = dict.fromkeys(rule.family for rule in rules if rule.family not in names)
        return cls([*phrases, *map(PackFilter, families), fragments], rules)

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

    def clean(self, source: Source, *, kind: Kind | None = None, to: Format = "text", images: bool = False) -> str:
        """Return the article body of `source`: its text minus what the filters cut.

        Args:
            source: plain text, a page or fragment of HTML (as str, or as bytes, whose encoding is found), or a
                `bs4.BeautifulSoup` or `bs4.Tag`, which is read as it stands and not changed.
            kind: "text" or "html" says what a str or bytes are; None tells by their looks.
            to: "text" (paragraphs between blank lines), "markdown", "html" (a fragment without scripts, styles and
                attributes other than addresses) or "json" (text, blocks, removals and metadata).
            images: whether Markdown and HTML show pictures.

        Raises:
            SourceError: `source` is none of these (a `TypeError`, too).
            OptionError: `kind` or `to` is (a `ValueError`, too).
            FilterError: a filter of a user's own failed.
        """
        return self.explain(source, kind=kind, to=to, images=images).text

    def explain(
        self, source: Source, *, kind: Kind | None = None, to: Format = "text", images: bool = False
    ) -> Cleaned:
        """Return the clean text together with every removal, its filter and its rule; arguments as for `clean`."""
        _check_option("kind", kind, (*get_args(Kind), None))
        _check_option("to", to, get_args(Format))
        judged = self._judge_source(source, kind, marks=to in RENDERED)
        text = judged.text if to == "text" else _written(source, judged, to, images)
        return Cleaned(text, judged.removals, judged.document)

    def prune(self, soup: Soup) -> Soup:
        """Return a copy of a `bs4.BeautifulSoup` or `bs4.Tag` without the chrome; the markup of the rest is the same.

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
        judged = self._judge_source(soup, "html")
        return prune_soup(soup, judged.pieces, hidden=HIDDEN_STEP in judged.document.steps)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The rules that this pipeline judges by."""
        return Lexicon((*default_lexicon().rules, *self._rules)) if self._rules else default_lexicon()

    @property
    def fingerprint(self) -> str:
        """A digest of filters, rules and code: two pipelines with the same one give the same answers, in any process.

        A filter counts by its repr, or by its class and its attributes if it has none of its own; the code by the
        sources of this package, and by the versions of the libraries that read pages and run patterns.
        """
        described = [*map(_describe, self), self.lexicon.fingerprint, _digest_of_code()]
        return hashlib.sha256("\n".join(described).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The rules on elements of pages that this pipeline judges by."""
        return Vocabulary(self.lexicon.rules) if self._rules else default_vocabulary()

    def _judge_source(self, source: Source, kind: Kind | None, marks: bool = False) -> _Judged:
        """Read a source as what it is, and judge it."""
        if isinstance(source, bytes):
            source = decode(source)
        if not isinstance(source, str):
            # Whoever hands over a soup has loaded its library; nobody else waits for it.
            from bs4 import Tag

            from cleantext.readers.soup import read_soup

            if not isinstance(source, Tag):
                raise SourceError(f"clean str, bytes, or a BeautifulSoup or Tag, not {type(source).__name__}")
            return self._judge_page(partial(read_soup, source, marks=marks))
        if kind is None:
            kind = "html" if is_html(source) else "text"
        if kind == "html":
            return self._judge_page(partial(read_html, source, marks=marks))
        pieces, cuts, document = self._judge(source)
        return _Judged(document, pieces, tuple(_disjoint(cuts)))

    def _judge_page(self, read: Callable[..., Document]) -> _Judged:
        """Judge a page: first its structure, then what is left as the text that it is, so that it is clean as text too.

        Where structure leaves nearly nothing of what a page shows, the page is read again with what it hides, which
        scripts may show; that stands for it if it is clearly more.
        """
        document = self._see(read())
        if len(document.text) + 2 * document.concealed > HIDDEN * len(document.text) and _kept(document) < SPARSE:
            whole = read(hidden=True)  # The line breaks in it may be as much again as what is concealed.
            if len(whole.text) > HIDDEN * len(document.text):
                whole = self._see(whole)
                if _kept(whole) > HIDDEN * _kept(document):
                    document = replace(whole, steps=(HIDDEN_STEP,))
        text = document.text
        cuts = [removal for filter in self for removal in _proposed(filter, document)]
        pieces = kept_spans(text, cuts)
        more_pieces, more_cuts, _ = self._judge(joined(text, pieces))
        cuts.extend(_in_input(text, pieces, more_cuts))
        return _Judged(document, _compose(pieces, more_pieces), tuple(_disjoint(cuts)))

    def _judge(self, text: str) -> tuple[list[tuple[int, int]], list[Removal], Document]:
        """Return the spans to keep, the cuts and the document, cutting until nothing more is found.

        Where whole blocks go, what is left is judged again without reading it anew, until nothing more is found; then
        it is, if lines now may read as one paragraph that did not, or no longer do. With filters missing, evidence
        stays that they would have cut, and may stand closer now: what a smaller pipeline leaves is read once more.
        """
        first = document = self._read(text)
        pieces = [(0, len(text))]
        cuts: list[Removal] = []
        pending: list[Removal] = []
        while True:
            removals = [removal for filter in self for removal in _proposed(filter, document)]
            cuts.extend(_in_input(text, pieces, removals))
            pending.extend(removals)
            if removals and (smaller := document.without(removals)) is not None:
                document = lay_out(smaller, smaller.hits)
                continue
            spans = kept_spans(document.text, pending) if pending else []
            if not removals and not (pending and _wraps(document, spans)):
                break
            pieces = _compose(pieces, spans)
            gone = _moved(document.evidence(removals), spans)
            document = self._read(joined(text, pieces), gone)
            pending = []
        pieces = _compose(pieces, spans) if pending else pieces
        if cuts and not {kind.name for kind in DEFAULT} <= {filter.name for filter in self}:
            more_pieces, more_cuts, _ = self._judge(joined(text, pieces))
            cuts.extend(_in_input(text, pieces, more_cuts))
            pieces = _compose(pieces, more_pieces)
        return pieces, cuts, first

    def _see(self, document: Document) -> Document:
        return replace(document, sections=find_sections(document, self.vocabulary))

    def _read(self, text: str, gone: tuple[int, ...] = ()) -> Document:
        document = replace(read_text(text), gone=gone)
        return lay_out(document, self.lexicon.scan(document))

    def _with(self, filters: Iterable[Filter]) -> Pipeline:
        pipeline = Pipeline(filters, self._rules)
        if "lexicon" in vars(self):
            vars(pipeline)["lexicon"] = self.lexicon
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
        return (self._filters, self._rules) == (other._filters, other._rules)

    def __hash__(self) -> int:
        return hash(tuple(filter.name for filter in self))

    def __repr__(self) -> str:
        packs = f", rules={[rule.id for rule in self._rules]}" if self._rules else ""
        return f"Pipeline([{', '.join(map(repr, self))}]{packs})"

    def __getstate__(self) -> dict[str, object]:
        return {"_filters": self._filters, "_rules": self._rules}


def _written(source: Source, judged: _Judged, to: Format, images: bool) -> str:
    """Return what stays in another format."""
    document, pieces = judged.document, judged.pieces
    if to == "markdown":
        return markdown(document, pieces, images=images)
    if to == "html":
        return html(document, pieces, images=images)
    metadata = read_metadata(source) if document.elements else None
    return to_json(document, pieces, judged.removals, metadata)


def _check_option(name: str, value: object, known: Iterable[object]) -> None:
    """Refuse what an option cannot be."""
    known = tuple(known)
    if value not in known:
        raise OptionError(f"{name} is one of {', '.join(map(repr, known))}, not {value!r}")


def _proposed(filter: Filter, document: Document) -> Iterator[Removal]:
    """Yield what a filter wants gone of a document, empty spans aside; a filter that fails is named."""
    try:
        for removal in filter(document):
            if not isinstance(removal, Removal) or not 0 <= removal.start <= removal.end <= len(document.text):
                shown = f"Removal({removal.start}, {removal.end})" if isinstance(removal, Removal) else repr(removal)
                raise FilterError(
                    f"filter {filter.name!r} yielded {shown}, and no removal of a span of the document's "
                    f"{len(document.text)} characters"
                )
            if removal.start < removal.end:
                yield removal
    except FilterError:
        raise
    except Exception as error:
        raise FilterError(f"filter {filter.name!r} raised {type(error).__name__}: {error}") from error


def _wraps(document: Document, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a document has wrapped paragraphs, or what is kept of it may have some."""
    return any("\n" in block.text for block in document.blocks) or may_wrap(joined(document.text, spans))


def _kept(document: Document) -> int:
    """Return the characters of a page that stand in no section."""
    gone = [False] * len(document.blocks)
    for section in document.sections:
        gone[section.first : section.stop] = [True] * (section.stop - section.first)
    return sum(len(block.text) for block, cut in zip(document.blocks, gone, strict=True) if not cut)


@cache
def _digest_of_code() -> str:
    """Return a digest of the code of this package, and of the libraries that read pages and find phrases."""
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


def _in_input(text: str, pieces: list[tuple[int, int]], removals: Iterable[Removal]) -> Iterator[Removal]:
    """Yield removals from the joined `pieces` of a text as removals from the text itself, one for each piece cut."""
    for removal in removals:
        for start, end in _compose(pieces, [(removal.start, removal.end)]):
            yield removal._replace(start=start, end=end, text=text[start:end])


def _compose(pieces: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of the joined `pieces` as spans of the text that the pieces come from; both are in order."""
    composed: list[tuple[int, int]] = []
    for start, end in spans:
        offset = 0
        for left, right in pieces:
            low, high = max(start, offset), min(end, offset + right - left)
            if low < high:
                begin, stop = left + low - offset, left + high - offset
                if composed and composed[-1][1] == begin:
                    begin = composed.pop()[0]
                composed.append((begin, stop))
            offset += right - left
            if offset >= end:
                break
    return composed


def _moved(offsets: Iterable[int], spans: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return where `offsets` into a text lie in what its kept `spans` make when they are joined; both are in order."""
    moved = []
    kept = list(spans)
    position = place = 0
    for offset in offsets:
        while place < len(kept) and kept[place][1] <= offset:
            position += kept[place][1] - kept[place][0]
            place += 1
        inside = offset - kept[place][0] if place < len(kept) else 0
        moved.append(position + max(0, inside))
    return tuple(moved)


def _disjoint(cuts: Iterable[Removal]) -> Iterator[Removal]:
    """Yield the cuts by position, each character once: the filter that asked for the larger span first has it."""
    position = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if cut.end > position:
            start = max(cut.start, position)
            yield cut if start == cut.start else cut._replace(start=start, text=cut.text[start - cut.start :])
            position = cut.end
