"""Pipelines: how they are put together and taken apart, and what they tell about their cuts."""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import cleantext
from cleantext import (
    Filter,
    FilterError,
    Judgement,
    OptionError,
    Pipeline,
    Removal,
    SourceError,
    UnknownFilterError,
    clean,
    explain,
    prune,
)
from cleantext.filters import FAMILIES
from cleantext.filters.base import FamilyFilter

PAGE = """\
Skip to content

The bridge over the Alder is open again, eleven years after the flood that took the old one away.

Share this article

Walkers were the first to cross it, at seven in the morning, and by noon the queue of cars reached the church.

Related articles

A short history of ferries

Leave a Reply

Your email address will not be published. Required fields are marked *
"""
ARTICLE = """\
The bridge over the Alder is open again, eleven years after the flood that took the old one away.

Walkers were the first to cross it, at seven in the morning, and by noon the queue of cars reached the church."""


class Shouting:
    """Cuts lines in capitals."""

    name = "shouting"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        for index, block in enumerate(judgement.document.blocks):
            if block.text.isupper():
                yield judgement.removal(index, self.name, "shouting/capitals")


class Fussy:
    """Cuts one word wherever it stands, with the space before it."""

    def __init__(self, word: str, name: str = "fussy") -> None:
        self.word, self.name = word, name

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        start = judgement.document.text.find(f" {self.word}")
        if start >= 0:
            yield Removal(start, start + len(self.word) + 1, self.name, f"{self.name}/word", f" {self.word}")


def names(pipeline: Pipeline) -> list[str]:
    return [filter.name for filter in pipeline]


def test_the_default_pipeline_has_one_filter_for_each_family() -> None:
    pipeline = Pipeline.default()
    assert len(pipeline) == len(FAMILIES) == len(set(names(pipeline)))
    assert list(pipeline) == list(FAMILIES)
    assert {"comment-form", "share", "newsletter", "cookie-notice", "related-links"} <= set(names(pipeline))


def test_every_filter_of_the_default_pipeline_says_what_it_cuts() -> None:
    for filter in Pipeline.default():
        assert isinstance(filter, Filter)
        assert isinstance(filter, FamilyFilter)
        assert filter.about


def test_the_default_pipeline_cleans_a_page() -> None:
    assert Pipeline.default().clean(PAGE) == ARTICLE


def test_the_public_verbs_are_those_of_the_default_pipeline() -> None:
    assert clean(PAGE) == Pipeline.default().clean(PAGE)
    assert explain(PAGE) == Pipeline.default().explain(PAGE)


def test_without_leaves_a_filter_out_and_the_pipeline_as_it_was() -> None:
    pipeline = Pipeline.default()
    smaller = pipeline.without("share", "related-links")
    assert set(names(pipeline)) - set(names(smaller)) == {"share", "related-links"}
    assert "Share this article" in smaller.clean(PAGE)
    assert len(pipeline) == len(FAMILIES)


def test_only_keeps_the_filters_named_in_the_order_of_the_pipeline() -> None:
    pipeline = Pipeline.default().only("share", "comment-form")
    assert names(pipeline) == ["comment-form", "share"]
    assert pipeline.clean("Share this article\n\nSubscribe to our newsletter") == "Subscribe to our newsletter"


def test_without_nothing_changes_nothing_and_only_nothing_cuts_nothing() -> None:
    assert Pipeline.default().without() == Pipeline.default()
    assert list(Pipeline.default().only()) == []
    assert Pipeline.default().only().clean(PAGE) == PAGE


def test_then_adds_a_filter_at_the_end() -> None:
    pipeline = Pipeline.default().then(Shouting())
    assert names(pipeline)[-1] == "shouting"
    assert pipeline.clean(f"{ARTICLE}\n\nBUY NOW OR CRY LATER") == ARTICLE


def test_a_filter_of_ones_own_is_known_by_its_name() -> None:
    pipeline = Pipeline.default().then(Shouting())
    assert names(pipeline.only("shouting")) == ["shouting"]
    assert pipeline.without("shouting") == Pipeline.default()


def test_a_filter_of_ones_own_is_a_filter() -> None:
    assert isinstance(Shouting(), Filter)


@pytest.mark.parametrize("take", [Pipeline.without, Pipeline.only])
def test_an_unknown_filter_is_told_which_ones_there_are(take: object) -> None:
    pipeline = Pipeline([FamilyFilter("comment-form"), FamilyFilter("share")])
    with pytest.raises(UnknownFilterError) as refused:
        take(pipeline, "share", "sharebar")  # type: ignore[operator]
    assert str(refused.value) == "no filter is called 'sharebar'; there are comment-form, share"


def test_pipelines_are_equal_if_their_filters_are() -> None:
    assert Pipeline.default() == Pipeline.default()
    assert Pipeline.default().without("share").then(FamilyFilter("share")) != Pipeline.default()
    assert Pipeline([FamilyFilter("comment-form")]) == Pipeline([FamilyFilter("comment-form")])
    assert Pipeline([FamilyFilter("comment-form")]) != Pipeline([FamilyFilter("share")])
    assert Pipeline([FamilyFilter("comment-form")]) != [FamilyFilter("comment-form")]


def test_equal_pipelines_have_one_hash() -> None:
    assert hash(Pipeline.default()) == hash(Pipeline.default())
    assert len({Pipeline.default(), Pipeline.default(), Pipeline([FamilyFilter("comment-form")])}) == 2


def test_a_pipeline_shows_its_filters() -> None:
    pipeline = Pipeline([FamilyFilter("comment-form"), FamilyFilter("related-links")])
    assert repr(pipeline) == "Pipeline([FamilyFilter('comment-form'), FamilyFilter('related-links')])"


def test_a_pipeline_survives_pickle() -> None:
    pipeline = Pipeline.default().without("share").then(Shouting())
    pipeline.clean(PAGE)
    thawed = pickle.loads(pickle.dumps(pipeline.without("shouting")))
    assert thawed == pipeline.without("shouting")
    assert thawed.fingerprint == pipeline.without("shouting").fingerprint
    assert thawed.explain(PAGE) == pipeline.without("shouting").explain(PAGE)


def test_a_pipeline_stays_as_strict_as_it_was_made() -> None:
    pipeline = Pipeline.default(strictness="thorough")
    assert pipeline != Pipeline.default()
    assert pipeline == Pipeline.default(strictness="thorough")
    assert Pipeline.default().strictness == "careful"
    for other in (pipeline.without("share"), pipeline.only("share"), pickle.loads(pickle.dumps(pipeline))):
        assert other.strictness == "thorough"
    assert repr(pipeline.only("share")) == "Pipeline([FamilyFilter('share')], strictness='thorough')"
    with pytest.raises(AttributeError):
        pipeline.strictness = "careful"  # type: ignore[misc]


def test_a_strictness_that_there_is_not_is_refused() -> None:
    with pytest.raises(OptionError, match="'careful', 'thorough', not 'brutal'"):
        Pipeline.default(strictness="brutal")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="'careful', 'thorough', not None"):
        cleantext.clean(PAGE, strictness=None)  # type: ignore[arg-type]


def test_every_verb_takes_a_strictness() -> None:
    article = "\n\n".join([ARTICLE] * 6)
    doubtful = f"{article}\n\nIda Falk is a writer and editor who lives by the harbour."
    soup = BeautifulSoup("".join(f"<p>{line}</p>" for line in doubtful.split("\n\n")), "html.parser")
    answers = [
        cleantext.clean(doubtful, strictness="thorough"),
        cleantext.explain(doubtful, strictness="thorough").text,
        *cleantext.clean_many([doubtful], jobs=1, strictness="thorough"),
        *(cleaned.text for cleaned in cleantext.explain_many([doubtful], jobs=1, strictness="thorough")),
    ]
    assert answers == [article] * 4
    assert "Ida Falk" in cleantext.prune(soup).get_text()
    assert "Ida Falk" not in cleantext.prune(soup, strictness="thorough").get_text()
    with pytest.raises(OptionError, match="as strict as it was made"):
        cleantext.clean_many([doubtful], pipeline=Pipeline.default(), strictness="thorough")


def test_copies_of_a_pipeline_share_what_its_own_rules_are_compiled_to(tmp_path: Path) -> None:
    """An engine unpickles the pipeline for each of its tasks, and half a second for each would be most of its work."""
    pack = tmp_path / "stars.toml"
    pack.write_text('family = "stars"\n[[rule]]\nid = "heading"\nphrases.en = ["Your stars today"]\n')
    pickled = pickle.dumps(Pipeline.default(pack))
    assert pickle.loads(pickled).rules is pickle.loads(pickled).rules
    pack.write_text(pack.read_text().replace("stars today", "luck today"))
    assert pickle.loads(pickled).rules is not Pipeline.default(pack).rules


def test_a_pickled_pipeline_is_small_although_its_rules_are_many() -> None:
    pipeline = Pipeline.default()
    assert pipeline.rules.all
    assert pipeline.rules.phrases.rules
    assert len(pickle.dumps(pipeline)) < 5000


def test_the_fingerprint_tells_pipelines_apart() -> None:
    fingerprints = {
        Pipeline.default().fingerprint,
        Pipeline.default().without("share").fingerprint,
        Pipeline.default().only("share").fingerprint,
        Pipeline([FamilyFilter("comment-form"), FamilyFilter("share")]).fingerprint,
        Pipeline([FamilyFilter("share"), FamilyFilter("comment-form")]).fingerprint,
    }
    assert len(fingerprints) == 5
    assert Pipeline.default(strictness="thorough").fingerprint not in fingerprints
    assert Pipeline.default().fingerprint == Pipeline.default().fingerprint
    assert Pipeline.default().without("share").fingerprint == Pipeline.default().without("share").fingerprint


def test_the_fingerprint_of_a_filter_of_ones_own_is_the_same_for_each_of_its_kind() -> None:
    pipeline = Pipeline.default()
    assert pipeline.then(Shouting()).fingerprint == pipeline.then(Shouting()).fingerprint
    assert pipeline.then(Fussy("open")).fingerprint == pipeline.then(Fussy("open")).fingerprint
    assert pipeline.then(Fussy("open")).fingerprint != pipeline.then(Fussy("shut")).fingerprint


def test_every_removal_tells_where_it_was_in_the_input() -> None:
    cleaned = explain(PAGE)
    assert cleaned.text == ARTICLE
    for cut in cleaned.removals:
        assert PAGE[cut.start : cut.end] == cut.text
        assert cut.rule.startswith(f"{cut.filter}/") or "/" in cut.rule
    assert [cut.text for cut in cleaned.removals if cut.filter == "share"] == ["Share this article"]


def test_removals_are_in_order_and_do_not_overlap() -> None:
    removals = explain(PAGE).removals
    assert removals
    assert all(left.end <= right.start for left, right in pairwise(removals))


def test_offsets_count_code_points_of_the_input_whatever_stands_before_a_cut() -> None:
    page = f"\ufeff👩‍🚀\r\n{PAGE}".replace("Alder", "Ålder 🌉")
    cleaned = explain(page)
    assert all(page[cut.start : cut.end] == cut.text for cut in cleaned.removals)
    assert "Share this article" in [cut.text for cut in cleaned.removals]


def test_the_document_is_that_of_the_input() -> None:
    document = explain(PAGE).document
    assert document.text == PAGE
    assert [block.text for block in document.blocks][:2] == ["Skip to content", ARTICLE.partition("\n")[0]]


def test_cuts_of_a_later_pass_have_offsets_of_the_input() -> None:
    page = "The bridge is open, open, open and nobody who lives beside it has slept for a week."
    cleaned = Pipeline([Fussy("open,"), Fussy("nobody")]).explain(page)
    assert cleaned.text == "The bridge is open and who lives beside it has slept for a week."
    assert [(cut.text, page[cut.start : cut.end]) for cut in cleaned.removals] == [
        (" open,", " open,"),
        (" open,", " open,"),
        (" nobody", " nobody"),
    ]


def test_the_order_of_filters_decides_who_is_named_and_not_what_is_cut() -> None:
    filters = [Fussy("open", "first"), Fussy("open", "second")]
    page = "The bridge is open at last."
    forwards, backwards = Pipeline(filters).explain(page), Pipeline(filters[::-1]).explain(page)
    assert forwards.text == backwards.text == "The bridge is at last."
    assert [cut.filter for cut in forwards.removals] == ["first"]
    assert [cut.filter for cut in backwards.removals] == ["second"]


def test_the_default_filters_backwards_cut_the_same() -> None:
    assert Pipeline(reversed(FAMILIES)).clean(PAGE) == ARTICLE


def test_the_larger_of_two_overlapping_cuts_is_named_first() -> None:
    filters = [Fussy("open", "word"), Fussy("open at last", "phrase")]
    removals = Pipeline(filters).explain("The bridge is open at last, they say.").removals
    assert [(cut.filter, cut.text) for cut in removals] == [("phrase", " open at last")]


def test_an_empty_removal_is_no_removal() -> None:
    def nothing(judgement: Judgement) -> Iterator[Removal]:
        yield Removal(3, 3, "nothing", "nothing/at-all", "")

    nothing.name = "nothing"  # type: ignore[attr-defined]
    cleaned = Pipeline([nothing]).explain(ARTICLE)  # type: ignore[list-item]
    assert (cleaned.text, cleaned.removals) == (ARTICLE, ())


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\r\n"])
def test_what_holds_nothing_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert explain(text).removals == ()


@pytest.mark.parametrize("text", ["Leave a Reply", "\n\nLeave a Reply\n\n", "Share this:\nFacebook\nTwitter"])
def test_what_is_nothing_but_chrome_leaves_nothing(text: str) -> None:
    assert clean(text) == ""


def test_prose_without_chrome_stays_as_it_is() -> None:
    assert clean(ARTICLE) == ARTICLE


def test_cleaning_what_is_clean_changes_nothing() -> None:
    assert clean(clean(PAGE)) == clean(PAGE)


def test_the_fingerprint_tells_versions_of_the_code_apart(tmp_path: Path) -> None:
    package = Path(cleantext.__file__).parent
    shutil.copytree(package, tmp_path / "cleantext", ignore=shutil.ignore_patterns("__pycache__"))
    command = "import cleantext; print(cleantext.Pipeline.default().fingerprint)"

    def fingerprint() -> str:
        finished = subprocess.run(
            [sys.executable, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return finished.stdout.strip()

    assert fingerprint() == Pipeline.default().fingerprint
    module = tmp_path / "cleantext" / "text_class.py"
    module.write_text(
        module.read_text(encoding="utf-8").replace("MIN_PROSE_WORDS = 12", "MIN_PROSE_WORDS = 13"), encoding="utf-8"
    )
    assert fingerprint() != Pipeline.default().fingerprint


def test_what_is_no_filter_is_refused_and_shown() -> None:
    for wrong in (1, "share", Shouting, lambda judgement: ()):
        with pytest.raises(SourceError, match=re.escape(repr(wrong))):
            Pipeline.default().then(wrong)  # type: ignore[arg-type]


def test_prune_says_what_it_takes() -> None:
    with pytest.raises(SourceError, match=r"prune a bs4.BeautifulSoup or bs4.Tag, not str"):
        prune("<p>The bridge is open.</p>")  # type: ignore[type-var]


class Mistaken:
    """Yields what it was made with, or raises it."""

    name = "mistaken"

    def __init__(self, wrong: object) -> None:
        self.wrong = wrong

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        if isinstance(self.wrong, Exception):
            raise self.wrong
        yield self.wrong  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize(
    "wrong", [5, (0, 3), Removal(0, 4000, "mistaken", "mistaken/x", ""), Removal(-3, -1, "mistaken", "mistaken/x", "")]
)
def test_a_filter_that_yields_what_cannot_be_cut_is_named(wrong: object, kind: cleantext.Kind) -> None:
    with pytest.raises(FilterError, match=r"filter 'mistaken' yielded (5|\(0, 3\)|Removal\((0, 4000|-3, -1)\))"):
        Pipeline.default().then(Mistaken(wrong)).clean(PAGE, kind=kind)


def test_a_filter_that_raises_is_named() -> None:
    with pytest.raises(FilterError, match="filter 'mistaken' raised KeyError: 'lead'") as raised:
        Pipeline.default().then(Mistaken(KeyError("lead"))).clean(PAGE)
    assert isinstance(raised.value.__cause__, KeyError)


def test_a_url_that_is_no_text_is_told() -> None:
    for verb in (Pipeline.default().clean, Pipeline.default().explain):
        with pytest.raises(OptionError, match="url is the address of the document, or the name of its site, not 3"):
            verb("The ferry sails at noon.", url=3)  # type: ignore[arg-type]


def test_options_are_checked_before_anything_is_read() -> None:
    never_asked = Pipeline.default().then(Mistaken(AssertionError("was judged")))
    with pytest.raises(OptionError, match="to is one of 'text', 'markdown', 'html', 'json', not 'xml'"):
        never_asked.clean(PAGE, to="xml")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="kind is one of 'text', 'html', None, not 'markdown'"):
        never_asked.clean(PAGE, kind="markdown")  # type: ignore[arg-type]


def test_an_explanation_shows_itself_in_a_line() -> None:
    assert repr(explain(PAGE)) == "<Cleaned: 380 characters, 6 cuts of 158 characters>"


#: A page on which "Terms of Service" is evidence that "Send Feedback" is chrome, until it goes itself.
HINTS = """\
Contact Us
LIVE TV
LIVE TV
Every episode of the series about the harbour is shown on the night ferry.
Send Feedback
Terms of Service
The captain faces six counts of leaving the wheel (with passengers aboard) and two counts of sailing without a lamp."""


def test_cleaning_is_stable_with_one_filter_missing_and_another_added() -> None:
    pipeline = Pipeline.default().without("navigation").then(Fussy("harpoon"))
    once = pipeline.clean(HINTS)
    assert "Terms of Service" not in once
    assert pipeline.clean(once) == once
