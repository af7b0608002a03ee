"""What is read as HTML, and what as text: markup in use is HTML, a text about markup is text, and so is any doubt."""

from __future__ import annotations

import pytest

from cleantext.readers.sniff import SAMPLE_CHARS, is_html

PROSE = "The harbour master had written that the river would not keep to its old bed for very much longer. " * 3

PAGES = {
    "a page": "<!DOCTYPE html>\n<html><head><title>Tides</title></head><body><p>High at noon.</p></body></html>",
    "a page of 1999": '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><HTML><BODY>High at noon.</BODY></HTML>',
    "a page without a doctype": "<html lang=en>\n<body>High at noon.",
    "a page behind a byte order mark and blank lines": "\ufeff\r\n\r\n  <!DOCTYPE html><p>High at noon.",
    "XHTML": '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n'
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>High at noon.</p></body></html>',
    "a page behind a licence": f"<!--\n{PROSE * 100}\n-->\n<html><body>High at noon.</body></html>",
    "conditional comments": '<!--[if lt IE 9]><html class="i"><![endif]-->\n<!--[if !IE]><!--><html><!--<![endif]-->',
    "conditional comments that browsers show": "<![if !IE]>\n<html><body>High at noon.</body></html>\n<![endif]>",
    "a page in an element that a corpus put around it": '<text id="https://example.org/?a=1&b=2" title="Sea > Tides">\n'
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html><body><p>High at noon.</p></body></html>',
    "one in an element without attributes": "<document>\n<html>\n<head><title>Tides</title></head><body>High.",
    "one in two elements": "<corpus><text id=12>\n\n<!doctype html>\n<p>High at noon.",
    "one behind what a corpus says of it": "<DOC>\n<DOCNO>WTX001-B01-10</DOCNO>\n<DOCHDR>\nhttps://example.org/\n"
    "Content-type: text/html\n</DOCHDR>\n<html>\n<body><p>High at noon.</p></body></html>\n</DOC>",
    "one in a section of character data": "<page><![CDATA[<!DOCTYPE html><html><body><p>High.</p></body></html>]]>",
    "one behind comments in an element": "<text id=12>\n<!-- <p> -->\n<!DOCTYPE html>\n<!-- x -->\n<html><p>High.",
    "one behind a base that an archive put there": '<text><base href="https://example.org/">\n<html><body>High.',
    "one behind processing instructions": '<?xml version="1.0"?>\n<?import namespace="x"?>\n<!DOCTYPE html>\n<html>',
    "one behind the answer of a server": "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html>\r\n<html>",
    "one behind the record of an archive": "WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html><p>",
    "one behind a null": "\0<!DOCTYPE html><html><body>High at noon.",
    "one behind a mark that was read as letters": "ï»¿<!DOCTYPE html>\n<html><body>High at noon.",
    "one whose doctype is none": "<!DOCTYPE HTML5>\n<html><body>High at noon.",
    "a page behind scripts": f"<script>if (a < b) {{ {PROSE * 100} }}</script>\n<style></style><div>High.</div>",
}

FRAGMENTS = {
    "a paragraph": "<p>High at noon.</p>",
    "a long paragraph": f"<p>{PROSE * 4}</p>",
    "a paragraph that breaks lines": "<p>High at noon.<br>Low at six.",
    "a paragraph wrapped at a column": "<div>\n<p>High water\nwas at noon,\nlow water at six.</p>\n</div>",
    "an emphasised word at the beginning": "<em>Tides</em>: high at noon, low at six.",
    "words before the paragraphs": "Hello <b>world</b>.<p>Second paragraph.</p><p>Third paragraph.</p>",
    "words before paragraphs on lines of their own": f"High at noon.\n<p>{PROSE}</p>\n<p>{PROSE}</p>\n",
    "paragraphs that are never closed": f"{PROSE[:98]}\n<p>{PROSE}\n<p>{PROSE}\n<p>{PROSE}",
    "the body of a post": f"{PROSE}<br><br>{PROSE}<br><br>{PROSE}",
    "the body of a post, with line breaks": f"{PROSE}<br />\n{PROSE}<br />\n{PROSE}",
    "a sentence with a link": 'The <a href="https://example.org/tides">tides</a> of Monday were the highest in years.',
    "what a page goes on with": 'noon.</p></div><div class="note"><p>Low at six.</p></div><ul><li>One</li><li>Two',
    "a drawing before the words": '<svg viewBox="0 0 9 9"><path d="M0 0"/></svg><div>High at noon.</div>',
    "an element of the site's own": '<tide-table day="1"><p>High at noon.</p></tide-table>',
    "elements of other names": '<fb:like></fb:like><o:p></o:p><p class="MsoNormal">High at noon.</p>',
    "a picture of many characters": f'<p><img src="data:image/png;base64,{"A" * 20_000}"></p><p>High at noon.</p>',
    "a comment in the middle": "<div>High<!-- <p> and <b> and <x> --> at noon.</div>",
    "a listing with blank lines": "<p>Run this:</p><pre>\nmake\n\nmake install\n\nexit\n</pre><p>It takes long.</p>",
}

TEXTS = {
    "nothing": "",
    "blank lines": "\n \n\t\n",
    "prose": PROSE,
    "a comparison": "If x < y and y > z then x may be anything; a<b is shorter than b>a.",
    "a condition": "For x < y and y > z, <b> makes it bold.",
    "a heart": "<3 this\n\nSo much.",
    "an arrow": "<- back | next ->\n<-- go on -->",
    "a mail": "<harbour.master@example.org> wrote:\n\n> High at noon.\n\nSo it was.",
    "addresses": "From: Ann Lee <ann@example.org>\nTo: <bob@example.org>\nSee <https://example.org/tides>.",
    "placeholders": "git clone <repo url>\ngit commit -m <message>\n\nPut your <name> and <password> there.",
    "tags in a sentence": "Use <p> for paragraphs, <b> for bold and <em> for emphasis; <br> breaks a line.",
    "quoted tags": 'The "<p>" and "</p>" tags hold a paragraph, "<ul>" and "</ul>" hold a list, `<br>` ends the line.',
    "a pair of tags in a sentence": "Write <b>noon</b> to print the word in bold type.",
    "a lesson": "How to build a page\n\nPages consist of elements. The most common one is the division.\n\n"
    '<div class="tides">\n  <p>High at noon.</p>\n</div>\n\nThe class tells the style sheet which rules apply.\n\n'
    "<h1>Tides</h1>\n\nA heading like this one stands at the top of each page, and there is only one.\n",
    "a lesson of few lines": "HTML links\nA link is made by the a element.\n"
    '<a href="https://example.org">Tides</a>\nThe address stands in the attribute href.\nThe text of the link is free.',
    "a lesson that never closes its tags": "The <div> element\n\nIt groups other elements, and means nothing.\n\n"
    "The <span> element\n\nIt marks a part of a line.\n\nBoth are closed: </div> and </span>.",
    "Markdown": "# Tides\n\nPress <kbd>Ctrl</kbd>+<kbd>C</kbd> to stop.\n\n- High at noon\n- Low at six<br>or seven\n\n"
    "See the [table](tides.html) for more, and mind the storm that is forecast for Tuesday.",
    "Markdown below a centred title": '<h1 align="center">Tides</h1>\n<p align="center"><img src="a.png"></p>\n\n'
    f"## Install\n\n{PROSE}\n\n## Use\n\n{PROSE}\n\nRun `tides --help`, which prints what <b>else</b> there is.",
    "a post whose paragraphs are lines": f"<strong>High</strong> at noon.\n\n{PROSE}\n\n<em>{PROSE}</em>\n\n{PROSE}",
    "C++": "#include <vector>\n#include <map>\n\nstd::map<int, std::vector<int>> tides;\nif (a<b && c>d) return a<c;",
    "Java": "List<String> names = new ArrayList<>();\nMap<B, I> tides;\npublic <T> T first(List<T> all) {}",
    "PHP": "<?php\necho '<p>High at noon.</p>';\n?>",
    "a component": "import React from 'react';\n\nfunction Tides() {\n  return (\n    <div>High</div>\n  );\n}\n\n"
    "export default Tides;\nconst more = () => null;\nconst evenMore = [1, 2, 3].map(String);\n",
    "a script": "const box = document.createElement('div');\nbox.innerHTML = '<b>' + tide + '</b>';\nroot.append(box);",
    "a feed": '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Tides</title><item><title>Noon</title>'
    "<description><![CDATA[<p>High at <b>noon</b>.</p><p>Low at six.</p>]]></description></item></channel></rss>",
    "a feed without a declaration": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Tides</title></feed>',
    "a drawing": '<svg xmlns="http://www.w3.org/2000/svg"><title>Tides</title><text>High at noon</text></svg>',
    "a drawing with a doctype": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1">\n<svg><a>b</a></svg>',
    "XML": '<?xml version="1.0"?>\n<article><front><article-meta><title-group><article-title>Tides</article-title>'
    "</title-group></article-meta></front><body><sec><p>High at noon.</p></sec></body></article>",
    "a feed of pages": '<rss version="2.0"><channel><item><description><![CDATA[<!DOCTYPE html><html><body><p>High at'
    " noon.</p></body></html>]]></description></item></channel></rss>",
    "a feed of pages in XML": '<feed><entry><content type="xhtml"><html><body><p>High at noon.</p></body></html>'
    "</content></entry></feed>",
    "a script that makes pages": "<?php include 'a.php'; ?>\n<!DOCTYPE html>\n<html><body><?= $tide->noon ?></body>",
    "an element that talks about doctypes": "<text id=12>\nWrite <!DOCTYPE html> first, then <html>.\n</text>",
    "a chat about pages": "<ann> <!DOCTYPE html>\n<bob> <html>\n<ann> thanks",
    "a chat about one tag": "<ann> <html> begins it\n<bob> thanks",
    "headers of a mail": "Subject: HTML\nFrom: ann@example.org\n\nA page begins with <!DOCTYPE html> and <html>.",
    "a lesson on answers of servers": "HTTP/1.1 200 OK\n\nThis line comes first, then <html> and the page.",
    "another doctype in an element": "<text id=12>\n<!DOCTYPE article>\n<article><front><para>High.</para></front>",
    "a table of tags": "<br> line break\n<hr> rule\n<p> paragraph\n<b> bold\n<i> italic\n<u> underlined\n<a> link",
    "a chat": "<ann> is it high yet\n<bob> at noon\n<ann> thanks",
    "guillemets": "<< La marea sube a mediodía >>, dijo el práctico. <<No antes>>.",
    "entities": "Tom &amp; Jerry&nbsp;&mdash; high at noon.",
    "markup behind a long text": f"{PROSE * (SAMPLE_CHARS // len(PROSE) + 1)}<p>One.</p><p>Two.</p><p>Three.</p>",
    "a comment that never ends": "<!-- high at noon\n\nLow at six.",
}


@pytest.mark.parametrize("source", PAGES.values(), ids=PAGES)
def test_a_page_is_html(source: str) -> None:
    assert is_html(source)


@pytest.mark.parametrize("source", FRAGMENTS.values(), ids=FRAGMENTS)
def test_a_fragment_whose_text_stands_in_elements_is_html(source: str) -> None:
    assert is_html(source)


@pytest.mark.parametrize("source", TEXTS.values(), ids=TEXTS)
def test_what_talks_about_tags_or_separates_paragraphs_by_lines_is_text(source: str) -> None:
    assert not is_html(source)


@pytest.mark.parametrize(
    "hostile", ["<", "<p ", "<a b='", '<a b="', "<!--", "<!-- -->", "<script>", "<svg>", "</p", "<p>x</p>\n\n"]
)
def test_only_the_beginning_counts(hostile: str) -> None:
    source = "High at noon. " + hostile * 10_000
    assert is_html(source) == is_html(source + hostile * 100_000)
