"""Cleaning what is clean changes nothing, for the default pipeline and for any part of it.

Mutations of the code tried, and what failed for each:

- there is one round: a page is clean after one cleaning
- filters cut nothing of some judgements: an article written as HTML is a clean page
- lines end at every kind of break, as `str.splitlines` has it: a page is clean after one cleaning
"""

from __future__ import annotations

import pytest
from hypothesis import example, given

from cleantext import Pipeline
from tests.properties.checks import Rounds
from tests.properties.pages import Article, careless_articles, pages
from tests.properties.strategies import PIPELINE, anything, composed, pipelines, sentences, sub_pipelines, texts

#: A page whose lines read as wrapped paragraphs only once some of them are cut.
WRAPPED = """كتب معلم متقاعد من الوادي في ربيع عام 1987 أن النهر لن يبقى في مجراه
القديم وقتا طويلا بعد هذه الأمطار الغزيرة. كتب معلم متقاعد من الوادي
في ربيع عام 1987 أن النهر لن يبقى في مجراه القديم وقتا طويلا بعد هذه
الأمطار الغزيرة. كتب معلم متقاعد من الوادي في ربيع عام 1987 أن النهر
لن يبقى في مجراه القديم وقتا طويلا بعد هذه الأمطار الغزيرة. Story
continues below advertisement

مشى معلم متقاعد من الوادي قبل سكة الحديد بزمن طويل أحد عشر ميلا حتى
بلغ الطاحونة وأحصى في الطريق كل نافذة مكسورة رآها. Kongsikan pendapat
anda كتب معلم متقاعد من الوادي في ربيع عام 1987 أن النهر لن يبقى في
مجراه القديم وقتا طويلا بعد هذه الأمطار الغزيرة. كتب معلم متقاعد من
الوادي في ربيع عام 1987 أن النهر لن يبقى في مجراه القديم وقتا طويلا
بعد هذه الأمطار الغزيرة. Advertisement كتب معلم متقاعد من الوادي في
ربيع عام 1987 أن النهر لن يبقى في مجراه القديم وقتا طويلا بعد هذه
الأمطار الغزيرة. Advertisement

Advertisement"""

_MILLER = "川向こうの粉屋の主人は1987年の春に、粉ひき小屋まで十一マイルの道を歩き、割れた窓をひとつ残らず数えていった。"
#: A page whose second paragraph reads as wrapped only beside the first one, which goes.
BESIDE = f"{_MILLER * 2}\n\n{_MILLER}\n{_MILLER} This is a\nsponsored post\n\n{_MILLER} Advertisement\n{_MILLER}"


@given(anything)
def test_any_text_is_clean_after_one_cleaning(text: str) -> None:
    clean = PIPELINE.clean(text)
    assert PIPELINE.clean(clean) == clean


@given(composed)
@example(WRAPPED)
@example(BESIDE)
@example('Terms of Use\n\nharbour.example/advertise">Advertise\nTerms of Use\nm-74995">Affiliate Disclosure')
def test_a_page_is_clean_after_one_cleaning(text: str) -> None:
    clean = PIPELINE.clean(text)
    assert PIPELINE.clean(clean) == clean


@given(composed, sub_pipelines)
def test_a_page_is_clean_after_one_cleaning_by_a_part_of_the_pipeline(text: str, pipeline: Pipeline) -> None:
    clean = pipeline.clean(text)
    assert pipeline.clean(clean) == clean


@given(texts, pipelines)
def test_nothing_is_left_to_cut_in_what_is_clean(text: str, pipeline: Pipeline) -> None:
    assert pipeline.explain(pipeline.clean(text)).removals == ()


# Pages ------------------------------------------------------------------------------------------------------------


@given(pages, pipelines)
def test_what_is_left_of_a_page_has_nothing_more_to_cut_where_it_stands(page: str, pipeline: Pipeline) -> None:
    cleaned, rounds = pipeline.explain(page, kind="html"), Rounds()
    pipeline.then(rounds).explain(page, kind="html")
    last = rounds.judgements[-1]
    assert last.document.text == cleaned.text
    assert not [removal for filter in pipeline for removal in filter(last)]


@given(careless_articles)
def test_an_article_written_as_html_is_a_clean_page(article: Article) -> None:
    clean = PIPELINE.clean(article.html, to="html")
    assert PIPELINE.clean(clean, kind="html", to="html") == clean


PROSE = "".join(f"<p>{sentence}</p>" for sentence in sentences("en"))
LINKS = "<ul><li><a href=/1>The mill</a></li><li><a href=/2>The weir</a></li></ul>"
CARD = (
    "<li><a href=/{0}>Part {0}</a>"
    "<p>The council met on day {0} in the rain, talked, and went home in the rain at ten o'clock.</p>"
)
#: Pages that are not clean once they are written as HTML, as what had kept something in its place is gone. Of two
#: thousand pages of the benchmarks, one in a hundred is such a page.
NOT_CLEAN = {
    "a list of links that only cards kept away from the end of the text": (
        f"{PROSE}{LINKS}<ul>{''.join(map(CARD.format, ('one', 'two', 'three')))}</ul>"
    ),
    "a title below a note that is cut as text": (
        f"<p>We may earn a commission if you buy through our links on this page.</p><h1>The river</h1>{PROSE}"
    ),
}


@pytest.mark.xfail(reason="written as HTML, a page has lost the names by which its structure was told", strict=True)
@pytest.mark.parametrize("name", NOT_CLEAN)
def test_a_page_written_as_html_is_a_clean_page(name: str) -> None:
    clean = PIPELINE.clean(NOT_CLEAN[name], to="html")
    assert PIPELINE.clean(clean, kind="html", to="html") == clean


def test_a_page_that_shows_the_source_of_a_page_is_clean_as_the_text_that_it_is() -> None:
    """Its text looks like a page, so whoever cleans it again has to say that it is none."""
    page = "<body><pre>&lt;html&gt;&lt;body&gt;&lt;p&gt;High at noon.&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;</pre></body>"
    clean = PIPELINE.clean(page)
    assert clean == "<html><body><p>High at noon.</p></body></html>"
    assert PIPELINE.clean(clean, kind="text") == clean
    assert PIPELINE.clean(clean) == "High at noon."
