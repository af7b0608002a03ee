"""Pages that writers must cope with: tags in any order, addresses and texts that are up to no good, and any cuts."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from cleantext.document import Document
from cleantext.readers.html import read_html
from cleantext.readers.text import read_text
from cleantext.spans import Spans

# fmt: off
_BLOCKS = (
    "p", "div", "h1", "h2", "h3", "ul", "ol", "ol start=7", "li", "dl", "dt", "dd", "blockquote", "pre",
    "pre class=brush:js", "table", "tr", "td", "th", "caption", "figure", "figcaption", "section", "main",
)
_INLINE = ("b", "strong", "i", "em", "code", "code class=language-python", "sub", "sup", "del", "span")
_ADDRESSES = (
    "https://tides.example/a_b?day=1&high=*", "/tides (1).html", "//tides.example", "tides.html#noon", "#noon", "",
    "mailto:harbour@tides.example", "tel:+49", "javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)", "\x01javascript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)",
    "&amp;#106;avascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "blob:x", "x:y",
    "https://tides.example/\"onclick=alert(1)//", "https://tides.example/`|\\<>)", "\u00a0javascript:alert(1)",
    "view-source:javascript:alert(1)", "feed:javascript:alert(1)", "\\javascript:alert(1)", "?javascript:alert(1)",
)
_TEXTS = (
    "High at noon.", "low at six", "Tides", "a", " ", "\n", "\n\n  ", " b ", "1986. A good year", "- tides", "+", "---",
    "# Tides", "Tides #", "> said she", "===", "* * *", "snake_case_names", "_tides_", "2 * 3 * 4", "`x` ``y``", "é",
    "![x](y)", "[tides](javascript:alert(1))", "[1]: https://tides.example", "| a | b |", "--- | ---", "a | b", "\\",
    "\\*", "~~~", "~5", "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b onclick=x&gt;", "x &lt; y", "&amp;amp;", "&",
    "&amp;#42;", "!", "「潮」", "潮汐", "“Tides”", "€5", "😀", "&nbsp;", "&#8232;", "\u200b", "1)", "x\0y", "    code",
    "https://tides.example/a_b", "\tx", "</",
)
_HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<style>p{}</style>",
    "<iframe src=javascript:alert(1)>", "<math><mtext><img src=1 onerror=alert(1)></mtext></math>", "<!-- noon -->",
    "<p onclick=alert(1)>", "<a href=x onmouseover=alert(1)>", "<b style=color:red id=x>", "<form action=javascript:x>",
    "<noscript><p title='</noscript><img onerror=x>'>", "<template><p>x</template>", "<textarea><p>", "<title><b>",
    "<button>Go</button>", "<base href=javascript:x>", "<x-tide>high</x-tide>", "<br>", "<br>", "<hr>", "<wbr>",
    "<table><tr><th>Day<th>High<tr><td>Mon<td>noon<br>six<tr><td><td>all week</table>", "<ul><li>a<li>b</ul>",
    "<table><tr><td>a<td>b</table>",
)
# fmt: on


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "&#39;") + "'"


_TAGS = st.sampled_from(_BLOCKS * 2 + _INLINE).flatmap(
    lambda tag: st.sampled_from((f"<{tag}>", f"<{tag}>", f"</{tag.split()[0]}>"))
)
_LINKS = st.sampled_from(_ADDRESSES).map(lambda address: f"<a href={_quoted(address)}>") | st.just("</a>")
_IMAGES = st.builds(
    lambda source, text: f"<img src={_quoted(source)} alt={_quoted(text)}>",
    st.sampled_from(_ADDRESSES),
    st.sampled_from(_TEXTS),
)
_LETTERS = st.text(st.characters(codec="utf-8"), max_size=6).map(lambda text: text.replace("<", "&lt;"))
_WORDS = st.sampled_from(_TEXTS) | _LETTERS

#: HTML as bad as it gets.
sources = st.lists(_TAGS | _WORDS | _WORDS | _LINKS | _IMAGES | st.sampled_from(_HOSTILE), max_size=40).map("".join)
#: Pages, read with their marks.
pages = sources.map(lambda source: read_html(source, marks=True))
#: Plain texts.
texts = (
    st.lists(st.sampled_from(_TEXTS) | st.text(st.characters(codec="utf-8")), max_size=8).map("\n".join).map(read_text)
)


def page(source: str) -> Document:
    return read_html(source, marks=True)


def whole(document: Document) -> Spans:
    return Spans.whole(document.text)


def uncut(source: str) -> tuple[Document, Spans]:
    """Return a page with all that is kept of it: everything."""
    document = page(source)
    return document, whole(document)


def without(document: Document, *gone: str) -> Spans:
    """Return what is kept of a document without the first of each string in `gone`."""
    starts = [document.text.index(text) for text in gone]
    return whole(document).without((start, start + len(text)) for start, text in zip(starts, gone, strict=True))


def words(text: str) -> list[str]:
    """Return the words of a text; what separates the cells of a row is none."""
    return text.replace("\0", "\ufffd").replace("|", " ").split()


@st.composite
def cut_documents(draw: st.DrawFn, documents: st.SearchStrategy[Document] = pages) -> tuple[Document, Spans]:
    """Draw a document and the spans of it that are left when runs of blocks and words within a block go."""
    document = draw(documents)
    cuts: list[tuple[int, int]] = []
    if document.blocks:
        indices = st.integers(0, len(document.blocks) - 1)
        for one, other in draw(st.lists(st.tuples(indices, indices).map(sorted), max_size=2)):
            cuts.append((document.blocks[one].start, document.blocks[other].end))
        for block in draw(st.lists(st.sampled_from(document.blocks), max_size=2)):
            found = st.sampled_from([word.span() for word in re.finditer(r"\S+", block.text)])
            first, last = draw(st.tuples(found, found).map(sorted))
            cuts.append((block.start + first[0], block.start + last[1]))
    return document, whole(document).without(cuts)
