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
#: The seeds that are shown, each with a title, and what is to be seen in it.
SHOWN = {
    "html-news-english.html": (
        "News",
        "A page with menus, a cookie notice, a newsletter box and comments around its article.",
    ),
    "html-forum-thread.html": ("A forum", "A page whose posts are what it is there for, so that they stay."),
    "html-shop-category.html": ("A shop", "A list of goods: here short lines with prices are the content."),
    "html-streamed-japanese.html": (
        "A streamed page",
        "A page that shows nothing before its scripts run, in Japanese.",
    ),
    "page-news-czech.txt": ("A whole page as text", "In Czech, as `get_text()` gives it."),
    "news-greek-related-and-share.txt": (
        "What an extractor left",
        "Paragraphs in Greek, with a link to another article among them, and more of that below.",
    ),
    "lines-jetpack-share-and-like.txt": ("One line a block", "A blog with the buttons of WordPress below its text."),
    "one-line-full-comment-form.txt": (
        "No line breaks",
        "A comment form at the end of a text that is all on one line.",
    ),
    "hard-article-about-comment-forms.txt": (
        "An article about comment forms",
        "It quotes what is cut below it.",
    ),
    "hard-recipe-baking-cookies.txt": ("A recipe for cookies", "Nothing is cut of it."),
}
_HEAD = """<!-- Written by `python docs/gallery.py`; a test compares. -->
# Gallery

Ten of the samples in `seeds/`, as the project's reports show them: the text that was read, and beside it, or below on a
narrow screen, what `cleantext.clean` gives. What is cut is struck through in the colour of its family; what a rule saw
and did not cut is underlined with dots. The rule and the reason show when the mouse or the keyboard is there.

"""
_STYLE = """<style>
.pair { display: grid; gap: 1.5rem; margin-bottom: 3rem; }
.pair { grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
</style>
"""
_REPORT_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def gallery() -> str:
    """Return the page: Markdown, in which each pair is one line of HTML."""
    pairs = [_pair(name, *told) for name, told in SHOWN.items()]
    style = _REPORT_STYLE.search(cleantext.explain("")._repr_html_())
    assert style
    return _HEAD + _STYLE.replace("</style>", f"{style[1]}</style>") + "\n" + "\n".join(pairs)


def _pair(name: str, title: str, about: str) -> str:
    """Return a seed before and after cleaning."""
    cleaned = cleantext.explain((SEEDS / name).read_bytes(), kind="html" if name.endswith(".html") else "text")
    # All is one line, as a blank one would end the element for readers of Markdown.
    before = _REPORT_STYLE.sub("", cleaned._repr_html_()).replace("\n", "&#10;")
    after = escape(cleaned.text).replace("\n", "<br>")
    return (
        f"## {title}\n\n{about} (`seeds/{name}`)\n\n"
        f'<div class="pair"><div>{before}</div><div><p><b>after</b></p><div>{after}</div></div></div>\n'
    )


if __name__ == "__main__":
    (FOLDER / "gallery.md").write_text(gallery(), encoding="utf-8")
