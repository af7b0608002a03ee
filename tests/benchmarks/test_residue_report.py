"""Results are pooled and cuts are traced to rules as the tables and the report say."""

from dataclasses import dataclass

from benchmarks.data import Residue
from benchmarks.metrics import Figures, Tally
from benchmarks.report import folded, rules_by_line
from benchmarks.residue import groups_of, measure_all, named, render


@dataclass
class Cut:
    start: int
    end: int
    rule: str


def test_a_cut_is_told_of_every_line_that_it_overlaps():
    lines = ["The bridge opens in May.", "", "Leave a Reply", "Name *", "See you there."]
    start = len("\n".join(lines[:2])) + 1
    end = start + len("Leave a Reply\nName *\n")
    cuts = [Cut(start, end, "comment-form/leave-a-reply")]
    hit = ("comment-form/leave-a-reply",)
    assert rules_by_line(lines, cuts) == [(), (), hit, hit, ()]


def test_two_cuts_in_one_line_are_both_told():
    cuts = [Cut(0, 5, "share/share"), Cut(6, 11, "share/tweet")]
    assert rules_by_line(["Share Tweet"], cuts) == [("share/share", "share/tweet")]


PARAGRAPH = "The council voted for the bridge, and the town danced on it until the lamps went out."


def document(set_, source, lines=(PARAGRAPH, "", "Share this on Facebook"), **more):
    labels = tuple(0 if line.startswith("Share") else 1 if line else None for line in lines)
    return Residue(set_, source, "0001", True, lines, labels, PARAGRAPH, **more)


def test_a_document_counts_in_the_pool_in_its_set_in_its_source_and_in_its_language():
    assert list(groups_of(document("aeb", "readability"))) == [
        ("wcxb and aeb pooled", "light"),
        ("by set", "aeb light"),
        ("by source", "aeb.readability"),
    ]
    assert list(groups_of(document("waddle", "html_text", lang="Greek"))) == [
        ("by set", "waddle html_text"),
        ("by language", "waddle html_text Greek"),
    ]
    assert list(groups_of(document("wcxb", "trafilatura", flat=True))) == [
        ("wcxb and aeb pooled", "flat"),
        ("by set", "wcxb flat"),
    ]


def test_a_flat_document_is_given_without_its_line_breaks():
    assert document("aeb", "readability", flat=True).text == f"{PARAGRAPH} Share this on Facebook"


def test_methods_are_measured_on_every_group_and_a_flat_document_word_by_word():
    documents = [document("aeb", "trafilatura"), document("aeb", "trafilatura", flat=True)]
    results = measure_all(documents, ("keep everything", "C4"), workers=1)
    assert list(results)[:2] == [
        ("wcxb and aeb pooled", "light", "keep everything"),
        ("wcxb and aeb pooled", "light", "C4"),
    ]
    light, flat = (results["wcxb and aeb pooled", form, "C4"] for form in ("light", "flat"))
    assert (light.tally, light.f1_after) == (Tally(4, 4, 17, 0), 1.0)
    assert (flat.tally, flat.losing) == (Tally(4, 4, 17, 17), 1)
    assert results["wcxb and aeb pooled", "flat", "keep everything"].tally == Tally(4, 0, 17, 0)


def test_a_group_without_labels_has_a_word_f1_and_no_other_figure():
    assert named(Figures.of(0.5, 0.7, None)) == {"word F1": 0.7}
    row = render({("by language", "waddle light Chinese", "C4"): Figures.of(0.5, 0.7, None)}).splitlines()[2]
    assert row == "| waddle light Chinese | 1 | 0 | C4 |  | |  | 0 |  |  | 0.5000 | 0.7000 |"


def test_only_long_runs_of_kept_content_are_folded():
    assert folded(["a", "b", "c"]) == ["a", "b", "c"]
    assert folded(["a", "b", "c", "d"]) == ["a", "   … 2 lines of content kept …", "d"]
