"""Results are pooled and cuts are traced to rules as the tables and the report say."""

from dataclasses import dataclass

from benchmarks.metrics import Figures, Tally
from benchmarks.report import folded, rules_by_line
from benchmarks.residue import pooled


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


def test_means_of_pooled_sources_are_means_over_documents():
    results = {
        ("wcxb.trafilatura", "C4"): Figures(3, 2, 0.9, 0.8, Tally(10, 5, 100, 10)),
        ("aeb.readability", "C4"): Figures(1, 1, 0.5, 0.4, Tally(10, 10, 100, 0)),
        ("aeb.html_text", "C4"): Figures(1, 1, 0.5, 0.4, Tally(10, 0, 100, 0)),
    }
    groups = pooled(results)
    assert list(groups) == [("light", "C4"), ("html_text", "C4")]
    light = groups["light", "C4"]
    assert (light.documents, light.trusted, light.tally) == (4, 3, Tally(20, 15, 200, 10))
    assert round(light.f1_before, 6) == 0.8
    assert round(light.f1_after, 6) == 0.7


def test_only_long_runs_of_kept_content_are_folded():
    assert folded(["a", "b", "c"]) == ["a", "b", "c"]
    assert folded(["a", "b", "c", "d"]) == ["a", "   … 2 lines of content kept …", "d"]
