"""Cleaning what is clean changes nothing, for the default pipeline and for any part of it.

Mutations of the code tried, and what failed for each:

- there is no second pass: a page is clean after one cleaning, nothing is left to cut
- lines end at every kind of break, as `str.splitlines` has it: a page is clean after one cleaning
"""

from __future__ import annotations

from hypothesis import example, given

from cleantext import Pipeline
from tests.properties.strategies import PIPELINE, anything, composed, pipelines, sub_pipelines, texts

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


@given(anything)
def test_any_text_is_clean_after_one_cleaning(text: str) -> None:
    clean = PIPELINE.clean(text)
    assert PIPELINE.clean(clean) == clean


@given(composed)
@example(WRAPPED)
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
