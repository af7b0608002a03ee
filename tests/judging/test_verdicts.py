"""A heading of related articles behind the text takes what follows, unless that is what the page tells."""

from __future__ import annotations

import cleantext
from tests.judging.pages import ARTICLE, OTHERS

ENDED = "\n\n".join([*ARTICLE, "Related articles", "The mill burns", "Tenors wanted"])


def test_a_section_behind_the_article_goes_on_to_the_end() -> None:
    assert cleantext.clean(ENDED) == "\n\n".join(ARTICLE)
    assert cleantext.clean(f"{ENDED}\n\n{OTHERS[0]}\n\nThe lock gates close") == "\n\n".join(ARTICLE)


def test_a_section_that_would_tell_more_than_the_article_by_far_holds_only_the_lines_that_follow() -> None:
    teasers = [text for other in (*OTHERS, *ARTICLE[1:]) for text in (other.split()[1].title(), "Sponsored", other)]
    page = "\n\n".join([ARTICLE[0], "Related articles", "The mill burns", "Tenors wanted", *teasers])
    clean = cleantext.clean(page)
    assert all(other in clean for other in OTHERS)
    assert "The mill burns" not in clean
