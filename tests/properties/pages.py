"""Pages that properties draw: articles in the themes of several systems, in ten languages, and HTML as bad as it gets.

`articles` are pages of which it is known what must stay and what must go. `broken` are such pages with their tags
deleted, doubled, swapped and cut short; `markup` is tags and text in any order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

from tests.properties.strategies import VOCABULARY, anything, chrome, languages, paragraphs, sentences
from tests.writers.pages import sources as hostile

# Themes -----------------------------------------------------------------------------------------------------------

#: What stands around an article: kinds of boxes.
AROUND = ("cookies", "menu", "breadcrumbs", "byline", "share", "tags", "author", "related", "comments", "form")
BELOW = ("sidebar", "newsletter", "footer")


@dataclass(frozen=True)
class Theme:
    """How a system builds its pages: the elements around an article, and what it calls its boxes."""

    name: str
    outer: Sequence[str]
    content: Sequence[str]
    boxes: Mapping[str, str]
    heading: str = "h3"


THEMES = (
    Theme(
        "WordPress",
        [
            '<div id="page" class="site">',
            '<main id="primary" class="site-main">',
            '<article id="post-42" class="post-42 post type-post has-post-thumbnail category-news tag-related">',
        ],
        ['<div class="entry-content">'],
        {
            "cookies": '<div id="cookie-law-info-bar">',
            "menu": '<header id="masthead" class="site-header">',
            "breadcrumbs": '<p id="breadcrumbs">',
            "byline": '<div class="entry-meta">',
            "share": '<div class="sharedaddy sd-sharing-enabled">',
            "tags": '<footer class="entry-footer">',
            "author": '<div class="author-box">',
            "related": '<div id="jp-relatedposts" class="jp-relatedposts">',
            "comments": '<div id="comments" class="comments-area">',
            "form": '<div id="respond" class="comment-respond">',
            "sidebar": '<aside id="secondary" class="widget-area">',
            "newsletter": '<section class="widget_mc4wp_form_widget newsletter">',
            "footer": '<footer id="colophon" class="site-footer">',
        },
    ),
    Theme(
        "Drupal",
        [
            '<div class="dialog-off-canvas-main-canvas page">',
            '<div class="layout-content region-content">',
            '<article about="/node/42" class="node node--type-article no-sidebars">',
        ],
        ['<div class="node__content">', '<div class="field field--name-body text-formatted" property="schema:text">'],
        {
            "cookies": '<div class="eu-cookie-compliance">',
            "menu": '<nav role="navigation" id="block-main-menu">',
            "breadcrumbs": '<div class="block-breadcrumbs breadcrumb">',
            "byline": '<div class="node__submitted byline">',
            "share": '<div class="block-sharing">',
            "tags": '<div class="field--name-field-tags tags">',
            "author": '<div class="author-profile">',
            "related": '<div class="views-element related">',
            "comments": '<section class="field--name-comment comment-wrapper">',
            "form": '<form class="comment-form">',
            "sidebar": '<div class="region-sidebar sidebar">',
            "newsletter": '<div class="block-newsletter">',
            "footer": '<footer class="region-footer">',
        },
        heading="h2",
    ),
    Theme(
        "CSS modules",
        ['<div id="__next">', '<div class="css-1k2j3h">', '<div class="ArticlePage__layout--x1">'],
        ['<div class="ArticleText__wrap--q7">'],
        {
            "cookies": '<div class="CookieBanner__root--a1">',
            "menu": '<div class="GlobalNav__list--b2">',
            "breadcrumbs": '<div class="Breadcrumbs__wrap--c3">',
            "byline": '<div class="Byline__author--d4">',
            "share": '<div class="ShareBar__root--e5">',
            "tags": '<div class="TagList__root--f6">',
            "author": '<div class="AuthorBio__root--g7">',
            "related": '<div class="RelatedPosts__grid--h8">',
            "comments": '<div class="CommentList__root--i9">',
            "form": '<div class="CommentForm__root--j1">',
            "sidebar": '<div class="PageLayout__sidebar--k2">',
            "newsletter": '<div class="NewsletterBox__root--m3">',
            "footer": '<div class="SiteFooter__root--n4">',
        },
    ),
    Theme(
        "Blogger",
        ['<div class="main section" id="main">', '<div class="blog-posts hfeed">', '<div class="post hentry">'],
        ['<div class="post-body" id="post-body-1234567890123456789" itemprop="description articleBody">'],
        {
            "cookies": '<div class="cookie-choices-info">',
            "menu": '<ul class="menu tabs">',
            "breadcrumbs": '<div class="breadcrumbs">',
            "byline": '<div class="post-info">',
            "share": '<div class="post-share-buttons">',
            "tags": '<div class="post-footer">',
            "author": '<div class="author-profile">',
            "related": '<div class="related-posts">',
            "comments": '<div class="comments" id="comments">',
            "form": '<div class="comment-form">',
            "sidebar": '<div class="column-right-inner sidebar">',
            "newsletter": '<div class="newsletter widget FollowByEmail">',
            "footer": '<div class="footer-outer footer">',
        },
        heading="h4",
    ),
    Theme(
        "semantic, without names",
        ["<main>", "<article>"],
        ["<section>"],
        {
            "cookies": '<div role="dialog">',
            "menu": "<nav>",
            "breadcrumbs": "<nav>",
            "byline": '<div itemprop="datePublished">',
            "share": '<div role="toolbar">',
            "tags": "<footer>",
            "author": '<section role="complementary">',
            "related": '<section role="complementary">',
            "comments": '<section id="comments">',
            "form": "<form>",
            "sidebar": "<aside>",
            "newsletter": "<form>",
            "footer": "<footer>",
        },
    ),
)
#: Pages that call nothing by its name.
NAMELESS = (
    Theme("div soup", ["<div>", "<div>", "<div>"], ["<div>"], dict.fromkeys((*AROUND, *BELOW), "<div>")),
    Theme(
        "tables", ["<table>", "<tr>", "<td>"], ["<table>", "<tr>", "<td>"], dict.fromkeys((*AROUND, *BELOW), "<div>")
    ),
)

# Chrome -----------------------------------------------------------------------------------------------------------

#: By language: what menus lead to, and the headings of the other articles, the comments, the letters and the author.
LABELS: dict[str, tuple[Sequence[str], str, str, str, str]] = {
    "en": (("Home", "Politics", "Sport", "Tides and weather"), "More from the harbour", "Readers say", "Letters", "By"),
    "de": (("Startseite", "Politik", "Sport", "Pegel und Wetter"), "Mehr vom Hafen", "Leser meinen", "Briefe", "Von"),
    "fr": (("Accueil", "Politique", "Sport", "Marées"), "Encore du port", "Les lecteurs", "La lettre", "Par"),
    "es": (("Inicio", "Política", "Deportes", "Mareas"), "Más del puerto", "Dicen los lectores", "Cartas", "Por"),
    "ru": (("Главная", "Политика", "Спорт", "Погода"), "Ещё о порте", "Читатели пишут", "Письма", "Автор"),
    "el": (("Αρχική", "Πολιτική", "Αθλητικά", "Καιρός"), "Από το λιμάνι", "Οι αναγνώστες", "Γράμματα", "Του"),
    "tr": (("Ana sayfa", "Siyaset", "Spor", "Hava"), "Limandan", "Okurlar", "Mektuplar", "Yazan"),
    "ar": (("الرئيسية", "السياسة", "الرياضة", "الطقس"), "من الميناء", "القراء", "رسائل", "بقلم"),
    "zh": (("首页", "政治", "体育", "天气"), "港口新闻", "读者来信", "邮件", "记者"),
    "ja": (("ホーム", "政治", "スポーツ", "天気"), "港から", "読者の声", "便り", "文"),
}
assert LABELS.keys() == VOCABULARY.keys()
NAMES = ("Anna Berg", "the_miller", "Ivan K.")


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li><a href=/{number}>{line}</a></li>' for number, line in enumerate(lines))}</ul>"


def _box(kind: str, language: str, said: Sequence[str], heading: str) -> str:
    """Return what a box of a kind holds; `said` are sentences that nothing else on the page says."""
    menu, related, comments, letters, by = LABELS[language]
    links = _list([line[:40] for line in said[:3]])
    title = f"<{heading}>{{}}</{heading}>"
    thread = (f"<div><b>{n}</b> <i>3.4.</i><p>{line}</p></div>" for n, line in zip(NAMES, said, strict=False))
    return {
        "cookies": f"<p>{said[0][:60]}</p><button>OK</button>",
        "menu": _list(menu),
        "breadcrumbs": f"<a href=/>{menu[0]}</a> » <a href=/1>{menu[1]}</a>",
        "byline": f"{by} <a href=/anna>Anna Berg</a> <time>3.4.</time>",
        "share": _list(("Facebook", "WhatsApp", "Mail")),
        "tags": f"<a href=/a>{menu[1]}</a>, <a href=/b>{menu[2]}</a>",
        "author": f"<b>Anna Berg</b> {said[0][:70]}",
        "related": title.format(related) + links,
        "comments": title.format(comments) + "".join(thread),
        "form": f"<label>{menu[0]}</label><input><textarea></textarea><button>{letters}</button>",
        "sidebar": title.format(related) + links,
        "newsletter": f"{title.format(letters)}{said[0][:60]}<input><button>OK</button>",
        "footer": f"{_list(menu)}<p>© 2024 The Harbour News</p>",
    }[kind]


# Articles ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Article:
    """A page with the lines of its article, which are the same in every theme."""

    html: str
    lines: tuple[str, ...]


_BLOCKS = ("p", "p", "p", "p", "blockquote", "h2", "list", "div")


def _block(kind: str, text: str) -> str:
    if kind == "list":
        return f"<ul><li>{text}</li></ul>"
    return f"<{kind}>{text}</{kind}>"


def _wrapped(opening: Sequence[str], content: str) -> str:
    ends = (f"</{re.findall(r'[a-z]+', tag)[0]}>" for tag in reversed(opening))
    return "".join([*opening, content, *ends])


def around(tag: str, content: str) -> str:
    """Return the element that an opening tag begins."""
    return _wrapped([tag], content)


@st.composite
def articles(draw: st.DrawFn, themes: Sequence[Theme] = THEMES) -> Article:
    """A page with an article in one of the themes, among the boxes that it has."""
    theme, language = draw(st.sampled_from(themes)), draw(languages)
    prose = draw(st.lists(paragraphs(language, shortest=3), min_size=4, max_size=7, unique=True))
    kinds = [draw(st.sampled_from(_BLOCKS)) for _ in prose[2:]]
    body = [_block("p", escape(text)) for text in prose[:2]]
    lines = list(prose[:2])
    for kind, text in zip(kinds, prose[2:], strict=True):
        if kind == "h2":
            body.append("<h2>A river that will not stay</h2>")
            lines.append("A river that will not stay")
        body.append(_block("p" if kind == "h2" else kind, escape(text)))
        lines.append(text)
    said = draw(st.permutations([line for line in sentences(language) if not any(line in text for text in prose)]))
    boxes = {kind: around(theme.boxes[kind], _box(kind, language, said, theme.heading)) for kind in theme.boxes}
    shown = draw(st.sets(st.sampled_from(sorted(boxes)))) if draw(st.booleans()) else set(boxes)
    inside = draw(st.sampled_from(("", "share", "related", "newsletter"))) if shown else ""
    if inside in shown:
        body.insert(draw(st.integers(1, len(body) - 1)), boxes[inside])
        shown = shown - {inside}
    content = _wrapped(theme.content, "\n".join(body))
    above = [boxes[kind] for kind in AROUND[:3] if kind in shown]
    head = ["<h1>The bridge is open</h1>", *(boxes[kind] for kind in AROUND[3:4] if kind in shown)]
    below = [boxes[kind] for kind in AROUND[4:] if kind in shown]
    rest = [boxes[kind] for kind in BELOW if kind in shown]
    page = "\n".join([*above, _wrapped(theme.outer, "\n".join([*head, content, *below])), *rest])
    return Article(f"<!DOCTYPE html><html><head><title>T</title></head><body>{page}</body></html>", tuple(lines))


# Bad HTML ---------------------------------------------------------------------------------------------------------

#: Slips that change nothing for a reader: what they replace, and by what.
SLIPS = (
    ("</p>", ""), ("</li>", ""), ("</p>", "</p></p>"), ("<p>", "<p><b><i></b></i>"), ("<p>", "<P CLASS=x>"),
    ("</body></html>", ""), ("<p>", "\n  <p>\n  "), ("</p>", "&nbsp;</p>"), ("</p>", "<!-- > --></p>"),
    ("</h2>", "</h2><br>"), ('"', "'"), ("<p>", "<p><span style='x'>"), ("<div", "<DIV"), (" ", "\n"),
    ("<ul>", "<ul>\n"), ("</article>", ""), ("</li>", "<span></li>"), ("<p>", "<p data-x=\"<p>\">"),
)  # fmt: skip


def slipped(article: Article, slips: Sequence[tuple[str, str]]) -> Article:
    html = article.html
    for old, new in slips:
        html = html.replace(old, new)
    return Article(html, article.lines)


careless_articles = st.builds(slipped, articles(), st.lists(st.sampled_from(SLIPS), max_size=3, unique=True))
_STRAY = (
    "</div>", "</p>", "<div>", "<p>", "<table>", "</table>", "<td>", "<b>", "</b>", "<a href=x>", "</a>", "&", "<",
    "<ul>", "<li>", "<section hidden>", "<!--", "-->", "<select>", "<pre>", "<svg>", "<form>", "x", "</body>",
)  # fmt: skip
Edit = tuple[str, int, str]


def edited(html: str, edits: Sequence[Edit], stop: int) -> str:
    """Return a page with its tags deleted, doubled, swapped and added, and cut short."""
    parts = re.split(r"(<[^>]*>)", html)
    for what, place, stray in edits:
        index = place % len(parts)
        if what == "delete":
            parts[index] = ""
        elif what == "double":
            parts[index] *= 2
        elif what == "swap":
            parts[index - 1], parts[index] = parts[index], parts[index - 1]
        else:
            parts.insert(index, stray)
    return "".join(parts)[: stop or None]


_edits = st.tuples(
    st.sampled_from(("delete", "double", "swap", "add")), st.integers(0, 10_000), st.sampled_from(_STRAY)
)
broken = st.builds(
    edited,
    articles().map(lambda article: article.html),
    st.lists(_edits, max_size=8),
    st.one_of(st.just(0), st.just(0), st.integers(1, 6000)),
)

# Any markup -------------------------------------------------------------------------------------------------------

_NAMED = st.sampled_from([tag for theme in THEMES for tag in (*theme.outer, *theme.content, *theme.boxes.values())])
_ENDS = st.sampled_from(("</div>", "</article>", "</section>", "</nav>", "</aside>", "</footer>", "</p>", "</ul>"))
_PARTS = st.sampled_from(("<p>", "<p>", "<li>", "<h1>", "<h2>", "<ul>", "<br>", "<td>", "<tr>", "<table>", "<pre>"))
_SAID = languages.flatmap(lambda code: st.sampled_from(sentences(code))).map(escape)
#: Elements as sites call them, prose and the lines that rules know, in any order.
markup = st.lists(st.one_of(_NAMED, _ENDS, _PARTS, _SAID, _SAID, chrome().map(escape)), max_size=30).map("".join)
#: All that may be given as a page.
pages = st.one_of(articles().map(lambda article: article.html), broken, markup, hostile, anything)
