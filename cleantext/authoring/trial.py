"""Tries a line in several places of an article, as its place decides which rules may act on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from cleantext.cleaned import Cleaned
from cleantext.judgement import Reason, Verdict
from cleantext.pipeline import Pipeline

#: An article in which no rule sees anything.
PARAGRAPHS: Final = (
    "The lighthouse at the end of the mole was painted again last week, for the first time since the war, and the "
    "three men who did it had to wait eleven days for a morning without wind.",
    "They used the old colours, white and a red that nobody mixes any more. The painter who knew how to had left the "
    "recipe to his daughter, who teaches chemistry in the next town and had kept it in a drawer.",
    "On the last evening the keeper lit the lamp two hours early, so that everybody on the beach could see what they "
    "had done, and the fishermen who came home late said that it had never looked so far away.",
)
#: Chrome that is cut anywhere, to corroborate a hint.
_COMPANY: Final = "This site uses Akismet to reduce spam."
_TAG: Final = regex.compile(r"<([a-z][a-z0-9]*)\b[^>]*>")
_FRAGMENT: Final = "What the site has to say"


class Trial(NamedTuple):
    """The result for a line in one place.

    Attributes:
        place: where it stands, in words.
        left: what is left of it; "" if it is cut.
        verdicts: what was decided about everything that was seen in it.
        reason: of the verdict that decided, or why nothing was found.
    """

    place: str
    left: str
    verdicts: tuple[Verdict, ...]
    reason: Reason


def try_line(line: str, pipeline: Pipeline, site: str | None = None) -> Iterator[Trial]:
    """Yield what becomes of a line before, inside and after an article, and beside other chrome.

    An opening tag is tried as an element, around a line and around prose. `site` is the site of the article.

    >>> [trial.left for trial in try_line("Share this article", Pipeline.default())]
    ['', '', '', '']
    """
    if _TAG.fullmatch(line.strip()):
        yield from _try_element(line.strip(), pipeline, site)
        return
    first, second, third = PARAGRAPHS
    for place, parts, index in (
        ("before an article", (line, *PARAGRAPHS), 0),
        ("inside an article", (first, second, line, third), 2),
        ("after an article", (*PARAGRAPHS, line), 3),
        ("after an article, beside other chrome", (*PARAGRAPHS, _COMPANY, line), 4),
    ):
        start = sum(len(part) + 2 for part in parts[:index])
        cleaned = pipeline.explain("\n\n".join(parts), kind="text", url=site)
        yield _trial(place, cleaned, start, start + len(line))


def _try_element(tag: str, pipeline: Pipeline, site: str | None) -> Iterator[Trial]:
    match = _TAG.match(tag)
    assert match is not None
    box = f"{tag}%s</{match[1]}>"
    first, second, third = (f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    for place, inner in (("around a line", _FRAGMENT), ("around prose", PARAGRAPHS[1])):
        said = f"<p>{inner}</p>" if match[1] in ("div", "section", "aside", "article") else inner
        page = first + box % said + (second if inner == _FRAGMENT else "") + third
        cleaned = pipeline.explain(page, kind="html", url=site)
        start = cleaned.document.text.index(inner)
        yield _trial(place, cleaned, start, start + len(inner))


def _trial(place: str, cleaned: Cleaned, start: int, end: int) -> Trial:
    seen = [one for one in cleaned.verdicts if one.finding.start < end and start < one.finding.end]
    seen.sort(key=lambda one: (not one.is_cut, one.finding.start - one.finding.end))
    left = cleaned.kept.text[cleaned.kept.offset(start) : cleaned.kept.offset(end)].strip()
    return Trial(place, left, tuple(seen), seen[0].reason if seen else Reason.KEPT_NO_FINDING)
