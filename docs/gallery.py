"""Writes gallery.md, ten of the seeds before and after cleaning, as the project's own reports show them.

`python docs/gallery.py`, from the root of the repository; a test says when that is due.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import cleantext

FOLDER = Path(__file__).parent
SEEDS = FOLDER.parent / "seeds"
#: The seeds that are shown, each with what is to be seen in it.
SHOWN = {
    "html-news-english.html": "A page of news, with menus, a cookie notice, a newsletter box and comments around it.",
    "html-forum-thread.html": "A thread of a forum: the posts are what the page is there for, and stay.",
    "html-shop-category.html": "A list of goods: here short lines with prices are the content.",
    "html-streamed-japanese.html": "A page that shows nothing before its scripts run, in Japanese.",
    "page-news-czech.txt": "The text of a whole page, in Czech, as `get_text()` gives it.",
    "news-greek-related-and-share.txt": "An article as an extractor leaves it, in Greek, with a link inside it.",
    "lines-jetpack-share-and-like.txt": "A blog, one line a block, with the buttons of WordPress below it.",
    "one-line-full-comment-form.txt": "The same kind of form, where all line breaks are lost.",
    "hard-article-about-comment-forms.txt": "An article that quotes what is cut below it.",
    "hard-recipe-baking-cookies.txt": "A recipe for cookies, of which nothing is cut.",
}
_HEAD = """<!-- Written by `python docs/gallery.py`; a test compares. -->
# Gallery

Ten of the samples in `seeds/`, as the project's reports show them: on the left the text that was read, on the right
what `cleantext.clean` gives. What is cut is struck through in the colour of its family; what a rule saw and did not cut
is underlined with dots. The rule and the reason show when the mouse or the keyboard is there.

"""
_STYLE = """<style>
.pair { display: grid; gap: 1.5rem; margin-bottom: 3rem; }
.pair { grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
.pair pre { font: inherit; margin: 0; overflow: visible; padding: 0; white-space: pre-wrap; }
</style>
"""
_REPORT_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def gallery() -> str:
    """Return the page: Markdown, in which each pair is one line of HTML."""
    pairs = [_pair(name, about) for name, about in SHOWN.items()]
    style = _REPORT_STYLE.search(cleantext.explain("")._repr_html_())
    assert style
    return _HEAD + _STYLE.replace("</style>", f"{style[1]}</style>") + "\n" + "\n".join(pairs)


def _pair(name: str, about: str) -> str:
    """Return a seed before and after cleaning."""
    cleaned = cleantext.explain((SEEDS / name).read_bytes(), kind="html" if name.endswith(".html") else "text")
    before = _REPORT_STYLE.sub("", cleaned._repr_html_()).replace("\n", "&#10;")
    # A blank line would end the element for readers of Markdown.
    after = escape(cleaned.text).replace("\n", "&#10;")
    title = name.rpartition(".")[0].replace("-", " ").removeprefix("html ").removeprefix("hard ").capitalize()
    return (
        f"## {title}\n\n{about} (`seeds/{name}`)\n\n"
        f'<div class="pair"><div>{before}</div><div><p><b>after</b></p><pre>{after}</pre></div></div>\n'
    )


if __name__ == "__main__":
    (FOLDER / "gallery.md").write_text(gallery(), encoding="utf-8")
