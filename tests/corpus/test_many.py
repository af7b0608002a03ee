"""Many sources from Python: in order, a few at a time, in threads and in scripts without a guard."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

import cleantext
from cleantext import (
    BatchError,
    Cleaned,
    CleantextError,
    OptionError,
    Pipeline,
    Rule,
    SourceError,
    clean_files,
    clean_many,
    explain_many,
)
from cleantext.filters.base import FamilyFilter
from tests.corpus.corpora import jsonl, names, quarantine

TEXTS = [f"The ferry {number} sails at noon, and once more in the evening.\n\nLeave a Reply" for number in range(300)]
CLEAN = [text.partition("\n\n")[0] for text in TEXTS]
ROOT = Path(__file__).parents[2]


class Moody:
    """A filter that fails, or kills its process, where a text says so."""

    name = "moody"

    def __call__(self, judgement: cleantext.Judgement) -> Iterator[cleantext.Removal]:
        if "[kill]" in judgement.document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "[raise]" in judgement.document.text:
            raise ValueError("the filter cannot do this")
        return iter(())


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_order_and_are_those_of_the_library(jobs: int) -> None:
    assert list(clean_many(TEXTS, jobs=jobs)) == CLEAN
    pages = ["<nav>Home</nav><p>The <b>bridge</b> is open &amp; free.</p>", b"<p>The ferry sails.</p>"]
    assert list(clean_many(pages, jobs=jobs, to="markdown")) == [cleantext.clean(each, to="markdown") for each in pages]
    assert list(explain_many(TEXTS[:40], jobs=jobs)) == [cleantext.explain(text) for text in TEXTS[:40]]
    assert list(clean_many([], jobs=jobs)) == []


def test_a_pipeline_without_filters_is_not_taken_for_none(tmp_path: Path) -> None:
    assert list(clean_many(TEXTS[:1], jobs=1, pipeline=Pipeline([]))) == TEXTS[:1]
    assert [one.text for one in explain_many(TEXTS[:1], jobs=1, pipeline=Pipeline([]))] == TEXTS[:1]
    (tmp_path / "ferry.txt").write_text(TEXTS[0])
    clean_files(tmp_path / "ferry.txt", tmp_path / "clean.txt", pipeline=Pipeline([]), jobs=1)
    assert (tmp_path / "clean.txt").read_text() == TEXTS[0]


def test_only_some_are_taken_ahead_of_a_stream_without_an_end() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield TEXTS[0]

    answers = clean_many(endless(), jobs=2, chunk=4)
    assert [next(answers) for _ in range(10)] == [CLEAN[0]] * 10
    answers.close()
    assert taken <= 4 * (2 * 4 + 4)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_fails_raises_or_is_what_on_error_says(jobs: int) -> None:
    pipeline = Pipeline.default().then(Moody())
    mixed = [TEXTS[0], "[raise]", TEXTS[1]]
    answers = clean_many(mixed, jobs=jobs, pipeline=pipeline)
    assert next(answers) == CLEAN[0]
    with pytest.raises(CleantextError, match="filter 'moody' raised ValueError: the filter cannot do this"):
        list(answers)

    def instead(item: cleantext.Source, error: CleantextError) -> str:
        return f"{item!r}: {str(error)[:14]}"

    answers = clean_many(mixed, jobs=jobs, pipeline=pipeline, on_error=instead)
    assert list(answers) == [CLEAN[0], "'[raise]': filter 'moody'", CLEAN[1]]
    assert list(clean_many([7], jobs=jobs, on_error=instead)) == ["7: a source is st"]  # type: ignore[list-item]


@pytest.mark.parametrize("jobs", [1, 2])
def test_rules_of_a_site_act_on_its_items_alone(jobs: int) -> None:
    text = "Hafan\n\nThe ferry sails at noon, and once more in the evening."
    rule = Rule("learned/hafan", phrases={"und": ("Hafan",)}, sites=("harbour.example",))
    urls = ["https://harbour.example/7", None, "pier.example"]
    pipeline = Pipeline.default([rule])
    assert list(clean_many([text] * 3, jobs=jobs, pipeline=pipeline, urls=urls)) == [text[7:], text, text]
    answers = explain_many([text] * 3, jobs=jobs, pipeline=pipeline, urls=iter(urls))
    assert [len(cleaned.removals) for cleaned in answers] == [1, 0, 0]


def test_as_many_urls_are_asked_for_as_there_are_sources() -> None:
    for count, message in ((1, "fewer urls than sources"), (3, "more urls than sources")):
        with pytest.raises(SourceError, match=message):
            list(clean_many(TEXTS[:2], jobs=1, urls=["harbour.example"] * count))
    with pytest.raises(SourceError, match="urls are a list or a stream, one for each source, not str"):
        clean_many(TEXTS[:2], jobs=1, urls="harbour.example")


def test_an_item_that_kills_its_worker_costs_itself_alone() -> None:
    pipeline = Pipeline.default().then(Moody())
    answers = clean_many(
        [TEXTS[0], "[kill]", TEXTS[1]], jobs=2, pipeline=pipeline, on_error=lambda _, error: str(error)
    )
    assert list(answers) == [CLEAN[0], "worker died (signal 9)", CLEAN[1]]


def test_threads_have_their_own_workers() -> None:
    answers: dict[int, list[str]] = {}

    def work(number: int) -> None:
        answers[number] = list(clean_many(TEXTS[number : number + 60], jobs=2))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: CLEAN[number : number + 60] for number in range(4)}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"jobs": 0}, "jobs is at least 1, or None for all cores, not 0"),
        ({"chunk": 0}, "chunk is at least 1, not 0"),
        ({"to": "pdf"}, "to is one of 'text', 'markdown', 'html', 'json', not 'pdf'"),
        ({"kind": "page"}, "kind is one of 'text', 'html', None, not 'page'"),
    ],
)
@pytest.mark.parametrize("many", [clean_many, explain_many])
def test_options_that_make_no_sense_are_refused_at_once(many, options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        many(TEXTS, **{"jobs": 1, **options})


def test_one_text_is_not_taken_for_many_letters() -> None:
    with pytest.raises(SourceError, match="many sources are a list or a stream of them, not str; clean takes one"):
        clean_many(TEXTS[0], jobs=1)


def test_a_source_that_cannot_go_to_workers_is_named_and_needs_none() -> None:
    tree = lxml.html.fromstring("<p>The bridge is open.</p>")
    assert list(clean_many([tree], jobs=1)) == ["The bridge is open."]
    with pytest.raises(BatchError, match=r"cannot pickle 'HtmlElement' object: .* 1 job needs none"):
        list(clean_many([tree], jobs=2))


def test_what_cannot_go_to_workers_is_named() -> None:
    pipeline = Pipeline([*Pipeline.default(), FamilyFilter("share")], ())
    answers = clean_many(TEXTS, jobs=2, pipeline=pipeline.then(local_filter()))
    with pytest.raises(BatchError, match="what goes to other processes must be defined in a module; 1 job needs none"):
        next(answers)


def local_filter() -> cleantext.Filter:
    class Local:
        name = "local"

        def __call__(self, judgement: cleantext.Judgement) -> Iterator[cleantext.Removal]:
            return iter(())

    return Local()


SCRIPTS = {
    "without a guard": """
import cleantext
print("begins")
print(*cleantext.clean_many(["The bridge is open.\\n\\nLeave a Reply"] * 3, jobs=2), sep="|")
""",
    "with a filter of its own, behind a guard": """
import cleantext

class Nothing:
    name = "nothing"

    def __call__(self, judgement):
        return ()

if __name__ == "__main__":
    print("begins")
    pipeline = cleantext.Pipeline.default().then(Nothing())
    print(*cleantext.clean_many(["The bridge is open.\\n\\nLeave a Reply"] * 3, jobs=2, pipeline=pipeline), sep="|")
""",
}


@pytest.mark.parametrize("how", [*SCRIPTS, "on standard input"])
def test_scripts_run_once(tmp_path: Path, how: str) -> None:
    script = SCRIPTS.get(how, SCRIPTS["without a guard"])
    (tmp_path / "script.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "-" if how == "on standard input" else "script.py"],
        input=script,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("begins\n" + "|".join(["The bridge is open."] * 3) + "\n", "")


@pytest.mark.parametrize("how", ["in a script", "in a notebook"])
def test_a_script_that_lacks_its_guard_is_told_of_it(tmp_path: Path, how: str) -> None:
    script = SCRIPTS["with a filter of its own, behind a guard"].replace('if __name__ == "__main__":', "if True:")
    (tmp_path / "script.py").write_text(script)
    done = subprocess.run(
        [sys.executable, *(["script.py"] if how == "in a script" else ["-c", script])],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    advice = 'a script that defines a filter needs `if __name__ == "__main__":`, a notebook a module for it, or 1 job'
    assert done.stderr.splitlines()[-1].endswith(advice)


class TestCleanFiles:
    """All that the command does, from Python."""

    def test_a_folder_is_cleaned_and_told_of(self, corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (corpus / "a.txt").write_text(TEXTS[0])
        (corpus / "b.jsonl").write_bytes(jsonl(TEXTS[1], None))
        (corpus / "c.png").write_bytes(b"")
        out = corpus.parent / "out"
        seen: list[tuple[int, int]] = []
        report = clean_files(corpus, out, jobs=1, progress=lambda done, whole: seen.append((done, whole)))
        assert (out / "a.txt").read_text() == CLEAN[0]
        assert (report.documents, report.quarantined, report.skipped) == (2, 1, 1)
        assert report.quarantine == str(out / "quarantine.jsonl")
        assert report.cuts == {"comment-form": (2, 26)}
        assert len(quarantine(out)) == 1
        whole = sum(file.stat().st_size for file in corpus.iterdir())
        assert seen[0] == (0, whole)
        assert seen[-1] == (whole, whole)
        assert str(report).startswith("2 documents, 142 bytes in, 112 bytes out, ")
        assert capfd.readouterr() == ("", "")
        again = clean_files([corpus], out, jobs=1)
        assert (again.earlier, again.documents, again.bytes_now) == (2, 2, 0)

    def test_failures_and_explanations_can_be_had_without_an_output(self, corpus: Path) -> None:
        (corpus / "b.jsonl").write_bytes(jsonl(TEXTS[1], None))
        failures: list[str] = []
        explained: list[str] = []
        options = {"complain": failures.append, "explain": explained.append, "jobs": 1}
        report = clean_files(corpus / "b.jsonl", None, **options)  # type: ignore[arg-type]
        assert (report.quarantined, report.quarantine) == (1, None)
        assert failures == [f"{corpus}/b.jsonl:2: field 'text' is null, not a string"]
        assert "comment-form/leave-a-reply" in explained[0]

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"to": "pdf"}, "to is one of 'text', 'markdown', 'html', 'json', not 'pdf'"),
            ({"kind": "page"}, "kind is one of 'text', 'html', None, not 'page'"),
            ({"max_cut": 50}, "50 is no share of a document: name one from 0 to 1"),
            ({"max_bytes": 0}, "max_bytes is at least 1, not 0"),
            ({"jobs": 0}, "jobs is at least 1, or None for all cores, not 0"),
        ],
    )
    def test_options_that_make_no_sense_are_refused(
        self, corpus: Path, options: dict[str, object], message: str
    ) -> None:
        (corpus / "b.jsonl").write_bytes(jsonl(TEXTS[1]))
        with pytest.raises(OptionError, match=re.escape(message)):
            clean_files(corpus, corpus.parent / "out", **options)  # type: ignore[arg-type]
        assert not (corpus.parent / "out").exists()

    def test_one_pattern_is_a_pattern_and_no_list_of_letters(self, corpus: Path) -> None:
        (corpus / "a.txt").write_text(TEXTS[0])
        (corpus / "b.html").write_text(TEXTS[1])
        report = clean_files(corpus, corpus.parent / "out", glob="*.txt", jobs=1)
        assert (report.documents, names(corpus.parent / "out")) == (1, ["a.txt"])
        assert clean_files(corpus, corpus.parent / "more", exclude="*.txt", jobs=1).documents == 1

    def test_several_files_need_a_place_to_go(self, corpus: Path) -> None:
        with pytest.raises(BatchError, match="several files need a place to go"):
            clean_files(corpus, "-")


def test_cleaned_goes_from_process_to_process() -> None:
    [answer] = explain_many([TEXTS[0]], jobs=2)
    assert isinstance(answer, Cleaned)
    assert answer.why("Reply")[0].left == ""
