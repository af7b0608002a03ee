"""The page of a report: one file without any address, in which documents are data and never markup."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import orjson
import pytest

import cleantext
from cleantext import BatchError, Pipeline
from cleantext.filters import FAMILIES
from cleantext.reports.gathering import Gathering, seen
from cleantext.reports.page import fitted, hue, run_page
from cleantext.reports.view import runs_of, size_of, view_of

ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."
HOSTILE = "</script><!--<script><img src=x onerror=alert(1)> & \u2028 ]]> @policy@"


class Parts(HTMLParser):
    """The elements of a page, and what its scripts and styles hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.held: dict[str, str] = {}
        self.policy = ""
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self._in = values.get("id") or tag if tag in ("script", "style") else ""
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.held[self._in] = self.held.get(self._in, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._in = ""


def page_of(*texts: tuple[str, str]) -> str:
    gathering = Gathering()
    for name, text in texts:
        gathering.add(seen(view_of(name, cleantext.explain(text))))
    return run_page(gathering, source=HOSTILE)


def test_what_documents_and_names_hold_stays_text() -> None:
    tame = Parts(page_of(("bridge.txt", f"{ARTICLE}\n\nShare this article")))
    page = Parts(page_of((HOSTILE, f"{ARTICLE}\n\n{HOSTILE}\n\nShare this article")))
    assert page.tags == tame.tags
    [document] = orjson.loads(page.held["data"])["documents"]
    assert document[0] == HOSTILE
    assert HOSTILE in document[-1][0][0]


def test_the_policy_allows_the_script_and_the_style_of_the_page_and_nothing_else() -> None:
    page = Parts(page_of(("bridge.txt", ARTICLE)))
    for name in ("script", "style"):
        digest = b64encode(sha256(page.held[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in page.policy
    assert page.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in page.policy


def test_the_page_names_no_address() -> None:
    assert re.findall(r"https?:|@import|\burl\(", page_of(("a.txt", ARTICLE))) == []


def test_a_run_without_documents_has_a_report() -> None:
    data = orjson.loads(Parts(page_of()).held["data"])
    assert data["documents"] == []
    assert sum(count for _, count, _ in data["bins"]) == 0


def test_short_documents_stay_whole_where_long_ones_are_clipped() -> None:
    short, long = runs_of(ARTICLE, []), runs_of(f"{ARTICLE}\n" * 100, [])
    clipped = fitted([short, long, long], 6_000)
    assert clipped[0] == short
    assert sum(map(size_of, clipped)) <= 6_000
    assert fitted([short, long]) == [short, long]


def test_every_family_has_a_hue_of_its_own_and_keeps_it() -> None:
    hues = [hue(filter.name) for filter in FAMILIES]
    assert len(set(hues)) == len(FAMILIES)
    assert hue("horoscope") == hue("horoscope")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    lines = [{"title": "Share this", "text": f"{ARTICLE}\n\nShare this article"}, {"title": "B", "text": ARTICLE}]
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.jsonl").write_bytes(b"\n".join(map(orjson.dumps, lines)) + b'\n{"broken\n')
    (tmp_path / "news" / "b.txt").write_text(f"{ARTICLE}\n\n3 Comments", "utf-8")
    return tmp_path / "news"


def shown(report: Path) -> dict[str, object]:
    found: dict[str, object] = orjson.loads(Parts(report.read_text("utf-8")).held["data"])
    return found


def test_the_report_of_a_run_is_the_same_with_any_number_of_workers(news: Path) -> None:
    reports = []
    for jobs in (1, 2):
        cleantext.clean_files(news, news.with_name(f"out-{jobs}"), jobs=jobs, report=news.with_name(f"{jobs}.html"))
        reports.append(news.with_name(f"{jobs}.html").read_bytes())
    assert reports[0] == reports[1]
    names = [Path(name).name for name, *_ in shown(news.with_name("1.html"))["documents"]]  # type: ignore[attr-defined]
    assert names == ["a.jsonl:1", "a.jsonl:2", "b.txt"]
    assert "<b>1</b> could not be cleaned" in reports[0].decode()


def test_texts_of_several_fields_are_documents_of_their_own(news: Path) -> None:
    cleantext.clean_files(news, None, field=["title", "text"], report=news.with_name("r.html"), dry_run=True)
    names = [Path(name).name for name, *_ in shown(news.with_name("r.html"))["documents"]]  # type: ignore[attr-defined]
    assert names == ["a.jsonl:1 (title)", "a.jsonl:1 (text)", "a.jsonl:2 (title)", "a.jsonl:2 (text)", "b.txt"]


def test_what_an_earlier_run_did_is_said_and_not_shown(news: Path) -> None:
    out, report = news.with_name("out"), news.with_name("r.html")
    cleantext.clean_files(news, out)
    (news / "b.txt").write_text(f"{ARTICLE} \n\n3 Comments", "utf-8")
    cleantext.clean_files(news, out, report=report)
    assert [Path(name).name for name, *_ in shown(report)["documents"]] == ["b.txt"]  # type: ignore[attr-defined]
    assert "2 documents had been cleaned by an earlier run" in report.read_text("utf-8")


def test_a_report_changes_nothing_of_the_output_and_is_made_without_one(news: Path) -> None:
    plain, reported = news.with_name("plain"), news.with_name("reported")
    cleantext.clean_files(news, plain)
    cleantext.clean_files(news, reported, report=news.with_name("r.html"))
    for path in plain.iterdir():
        if path.suffix in (".txt", ".jsonl"):
            assert path.read_bytes() == (reported / path.name).read_bytes()
    cleantext.clean_files(news, None, report=news.with_name("alone.html"))
    assert news.with_name("alone.html").read_bytes() == news.with_name("r.html").read_bytes()


@pytest.mark.parametrize("place", ["report.txt", "news/report.html", "out/report.html"])
def test_a_place_at_which_a_report_would_be_taken_for_something_else_is_refused(news: Path, place: str) -> None:
    with pytest.raises(BatchError, match=place.rpartition("/")[2]):
        cleantext.clean_files(news, news.with_name("out"), report=news.parent / place)
    assert not (news.parent / place).exists()


def test_filters_of_a_users_own_are_shown_by_their_names(tmp_path: Path) -> None:
    class Ferries:
        name = "ferries"

        def __call__(self, judgement):  # type: ignore[no-untyped-def]
            for index, block in enumerate(judgement.document.blocks):
                if block.text.startswith("The ferry"):
                    yield judgement.removal(index, "ferries", "ferries/first")

    gathering = Gathering()
    cleaned = Pipeline([Ferries()]).explain(f"The ferry is late.\n\n{ARTICLE}")
    gathering.add(seen(view_of("a.txt", cleaned)))
    data = orjson.loads(Parts(run_page(gathering, source="a.txt")).held["data"])
    assert [row[0] for row in data["families"]] == ["ferries"]
    assert data["notes"] == [["ferries/first", 0, "cut", "asked for by a filter that is code"]]


def test_a_document_names_the_rules_of_findings_that_are_clipped_too() -> None:
    text = "\n".join(
        [ARTICLE, *(f"{ARTICLE} ({number})\n\nShare this article" for number in range(2000)), "3 Comments"]
    )
    data = orjson.loads(Parts(page_of(("long.txt", text))).held["data"])
    [*_, seen_in_it, runs] = data["documents"][0]
    shown_notes = {note for run in runs for note in run[1 if isinstance(run[0], str) else 2 :]}
    assert shown_notes < set(seen_in_it)
    assert "comment-thread/heading" in {data["notes"][note][0] for note in seen_in_it}
