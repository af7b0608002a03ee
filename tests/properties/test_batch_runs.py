"""Whatever breaks a batch run off, and however often, it ends with the bytes of one uninterrupted run.

A machine makes up corpora, changes them, and breaks runs off: by Ctrl-C, by kill -9, and by a power cut, which also
takes what was not yet forced to disk. Each run is a forked process that dies for good at its n-th step, a step being
any write, fsync, rename or note in the journal.

Changes to the code tried by hand, and what failed for each, in this machine unless a test is named:

- `PartialFile` does not cut the partial file when a run is taken up: the result differs
- no fsync before the rename: a file at its place is not whole after a power cut
- the journal is committed before the output is on disk: the result differs
- the journal trusts a partial file that is shorter than it says: the result differs
- every run that is taken up begins anew in the journal: quarantine lines missing
- blocks do not begin where they would in an uninterrupted run: other gzip members
- gzip members hold the time: the result differs
- the stamp leaves out the fingerprint of pipeline and options: a run with another pipeline leaves old files
- the stamp leaves out time and size of the input: a changed input is not done again
- finished files are not passed over: totals differ (test_resume.py), and the quarantine
- the quarantine is appended to rather than written anew: lines doubled
- the journal is not written anew at the end: journals differ

Two changes slip through this machine too often, and have tests of their own: an output written in place
(tests/corpus/test_atomic.py), and failures of an older state of a file that are kept (tests/corpus/test_resume.py). One
slips through everything, because it changes no result: failures committed before the progress that goes with them.
What the machine found: SQLite left a journal of its own in OUT after a kill in the very last steps.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cleantext.cleaned import Cleaned
from cleantext.corpus import atomic, feed, journal, pool, sinks
from cleantext.corpus.plan import Plan
from cleantext.corpus.records import InputOptions
from cleantext.corpus.run import run
from cleantext.document import Document
from cleantext.judgement import Removal
from cleantext.readers import Kind
from cleantext.spans import Spans
from cleantext.writers import Format
from tests.corpus.corpora import archived, page_of, text_of

BROKEN_OFF = 77

GOOD_TEXTS = [
    "The mayor opened the new bridge on Tuesday, after eleven years of argument.\nLeave a Reply\n",
    "Leave a Reply\nYour email address will not be published.\n",
    "“We had stopped counting,” said a resident of the café.",
    "",
]
LINES = [
    *(orjson.dumps({"id": 10, "text": text}) + b"\n" for text in GOOD_TEXTS),
    b'{"text": null}\n',
    b'{"body": "no text"}\n',
    b'{"text": "broken',
    b"\n",
    b'{"text": "caf\xe9"}\n',
]
ELEMENTS = [*(line.strip() for line in LINES if line.strip() and b"broken" not in line), b"7", b'{"text" 8}']
HOLLOW = archived("response", b"no HTTP")
ROWS = [b"1,Nothing to cut here.\n", b'2,"The bridge\nLeave a Reply\nis ""open"""\r\n', b"3\n", b'4,"a" b\n', b"\n"]


def page(text: str) -> bytes:
    """A page of HTML with this text."""
    return f"<html><body><p>{text}</p></body></html>".encode()


def listed(elements: list[bytes]) -> bytes:
    """A JSON list."""
    return b"[" + b" ,\n".join(elements) + b"]"


def parquet_file(texts: list[str | None]) -> bytes:
    """Parquet with these texts four times over, in groups of seven rows."""
    file = io.BytesIO()
    pq.write_table(pa.table({"id": range(32), "text": texts * 4}), file, row_group_size=7)
    return file.getvalue()


def long_lists(items: list[bytes]) -> st.SearchStrategy[bytes]:
    """Items in a row, enough of them for several blocks; left to itself Hypothesis would hardly ever fill one."""
    return st.lists(st.sampled_from(items), min_size=8, max_size=8).map(lambda some: b"".join(some * 4))


bodies = {
    "text": st.sampled_from([text.encode() for text in GOOD_TEXTS] + [b"\0" * 40, "Río\n".encode("utf-16")]),
    "page": st.sampled_from([page(text) for text in GOOD_TEXTS] + [b"", b"\0" * 40]),
    "lines": long_lists(LINES),
    "rows": long_lists(ROWS).map(lambda rows: b"id,text\n" + rows),
    "elements": st.lists(st.sampled_from(ELEMENTS), min_size=8, max_size=8).map(lambda some: listed(some * 4)),
    "column": st.lists(st.sampled_from([*GOOD_TEXTS, None, "[raise]"]), min_size=8, max_size=8).map(parquet_file),
    "archive": long_lists([*map(page_of, GOOD_TEXTS), *map(text_of, GOOD_TEXTS), archived("request", b""), HOLLOW]),
}


def cut_short(kind: str) -> st.SearchStrategy[bytes]:
    """Files of a kind, some of which end early."""
    return bodies[kind] | bodies[kind].map(lambda data: data[:-9])


packed_pages = bodies["page"].map(lambda data: gzip.compress(data, mtime=0))
gzipped = bodies["lines"].map(lambda data: gzip.compress(data, mtime=0))
kinds = [
    st.tuples(st.sampled_from(["a.txt", "sub/b.md", "c.txt"]), bodies["text"]),
    # What becomes of "c.html" would be called as what becomes of "c.txt", which may come earlier, later or not at all.
    st.tuples(st.sampled_from(["c.html", "sub/d.htm"]), bodies["page"]),
    st.tuples(st.sampled_from(["c.html.gz", "d.xhtml.gz"]), packed_pages | packed_pages.map(lambda data: data[:-9])),
    st.tuples(st.sampled_from(["a.jsonl", "sub/b.jsonl"]), bodies["lines"]),
    st.tuples(st.just("c.jsonl.gz"), gzipped | gzipped.map(lambda data: data[:-9])),
    st.tuples(st.just("sub/c.jsonl.zst"), bodies["lines"].map(zstandard.compress)),
    st.tuples(st.sampled_from(["e.csv", "sub/f.csv"]), bodies["rows"]),
    st.tuples(st.sampled_from(["g.json", "sub/h.json"]), cut_short("elements")),
    st.tuples(st.just("sub/m.json"), cut_short("lines")),
    st.tuples(st.sampled_from(["i.parquet", "sub/j.parquet"]), cut_short("column")),
    st.tuples(st.just("k.warc"), cut_short("archive")),
    st.tuples(st.just("sub/l.warc.gz"), bodies["archive"].map(lambda it: gzip.compress(it, mtime=0))),
]
# How far through the steps of a whole run, and what happens then.
breaks = st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(["ctrl-c", "kill -9", "power cut"]))


@dataclass(frozen=True)
class CutsLines:
    """A pipeline that cuts the lines that begin in a certain way, and the tags of pages."""

    beginning: str

    @property
    def fingerprint(self) -> str:
        return self.beginning

    def explain(self, source: str, *, kind: Kind | None = None, to: Format = "text", images: bool = False) -> Cleaned:
        if source == "[raise]":
            raise ValueError("the filter cannot do this")
        text = re.sub("<[^>]*>", "", source) if kind == "html" else source
        pattern = re.compile(f"^{self.beginning}.*\n?", re.MULTILINE)
        removals = [Removal(m.start(), m.end(), "comment-form", "comment-form/x", m[0]) for m in pattern.finditer(text)]
        left = pattern.sub("", text)
        written = left if to == "text" else f"[{to}] {left}"
        return Cleaned(written, tuple(removals), Document(text, ()), "article", range(0), (), Spans.whole(left))


class BatchRuns(RuleBasedStateMachine):
    """A corpus, an OUT that runs into it may leave half done, and what OUT must become."""

    def __init__(self) -> None:
        super().__init__()
        # In memory, where that can be: so much is forced to disk here that a disk would take most of the time.
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="cleantext-runs-", dir=memory if memory.is_dir() else None))
        self.corpus, self.out = self.folder / "corpus", self.folder / "out"
        self.corpus.mkdir()
        self.pipeline = CutsLines("Leave a")
        self.to: Format = "text"
        self.clock = 1_700_000_000
        self.outputs_so_far: dict[str, set[bytes]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(files=st.tuples(*kinds), to=st.sampled_from(["text", "html"]))
    def begin(self, files: tuple[tuple[str, bytes], ...], to: Format) -> None:
        self.to = to
        for name, data in files:
            self._put(name, data)
        self._expect()

    @rule(file=st.none() | st.one_of(kinds))
    def change_a_file_or_the_pipeline(self, file: tuple[str, bytes] | None) -> None:
        if file is None:
            self.pipeline = CutsLines("Your" if self.pipeline.beginning == "Leave a" else "Leave a")
        else:
            self._put(*file)
        self._expect()

    @rule(breaks=st.lists(breaks, min_size=1, max_size=2))
    def break_runs_off(self, breaks: list[tuple[float, str]]) -> None:
        for where, how in breaks:
            self._break_off(1 + int(where * self.steps), how)
            self.files_at_their_places_are_whole()

    @rule(breaks=st.lists(breaks, max_size=2))
    def run_to_the_end(self, breaks: list[tuple[float, str]]) -> None:
        self.break_runs_off(breaks)
        assert in_process(lambda: self._run(self.out, None)) == 0
        assert tree(self.out) == self.expected

    @invariant()
    def files_at_their_places_are_whole(self) -> None:
        for name, data in tree(self.out).items():
            if not Path(name).name.startswith(".") and name != "quarantine.jsonl":
                assert data in self.outputs_so_far[name], f"{name} is not whole"

    def _break_off(self, step: int, how: str) -> None:
        synced = self.folder / "synced"
        synced.write_bytes(b"")
        before = sizes(self.out)
        in_process(lambda: self._run(self.out, Fault(step, how, synced)))
        if how == "power cut":
            lose_what_was_not_synced(self.out, before, synced)

    def _put(self, name: str, data: bytes) -> None:
        path = self.corpus / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        # Two changes within one tick of the clock would look like none.
        self.clock += 1
        os.utime(path, (self.clock, self.clock))

    def _expect(self) -> None:
        fresh, counter = self.folder / "fresh", Fault(0, "none", self.folder / "steps")
        assert in_process(lambda: self._run(fresh, counter)) == 0
        self.steps = counter.synced.stat().st_size
        counter.synced.unlink()
        self.expected = tree(fresh)
        shutil.rmtree(fresh)
        for name, data in self.expected.items():
            self.outputs_so_far.setdefault(name, set()).add(data)

    def _run(self, out: Path, fault: Fault | None) -> None:
        feed.BATCH_BYTES, feed.CHECKPOINT_BYTES = 150, 450
        # A worker would be lost with the rest, and takes a tenth of a second to start.
        sys.modules["cleantext.corpus.run"]._pool = lambda plan, cleaner, jobs: pool.InProcess(cleaner)
        if fault is not None:
            fault.install()
        plan = Plan([str(self.corpus)], str(out), to=self.to)
        plan.survey()
        run(plan, self.pipeline, InputOptions(to=self.to))  # type: ignore[arg-type]  # it has all that a run asks of a pipeline


@dataclass
class Fault:
    """Ends the process at its n-th step, and writes down what was forced to disk before; "none" counts the steps."""

    step: int
    how: str
    synced: Path

    def install(self) -> None:
        for place, name in (
            (os, "fsync"),
            (os, "replace"),
            (atomic, "_create"),
            (atomic.PartialFile, "append"),
            (journal.Journal, "begin"),
            (journal.Journal, "fail"),
            (journal.Journal, "note"),
            (journal.Journal, "commit"),
            (journal.Journal, "seal"),
            (sinks.FileSink, "finish"),
        ):
            setattr(place, name, self._counted(getattr(place, name), note_sync=name == "fsync"))

    def _counted(self, function: Callable[..., Any], *, note_sync: bool) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self._step()
            result = function(*args, **kwargs)
            if note_sync:
                self._note_sync(args[0])
            return result

        return counted

    def _step(self) -> None:
        self.step -= 1
        if self.how == "none":
            with self.synced.open("ab") as file:
                file.write(b".")
        if self.step == 0:
            if self.how == "ctrl-c":
                raise KeyboardInterrupt
            os.kill(os.getpid(), signal.SIGKILL)

    def _note_sync(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if self.how == "none":
            return
        with self.synced.open("ab") as file:
            file.write(b"%d %d\n" % (status.st_ino, status.st_size))


def sizes(folder: Path) -> dict[int, int]:
    """The size of every file below a folder, by inode."""
    return {file.stat().st_ino: file.stat().st_size for file in folder.rglob("*") if file.is_file()}


def lose_what_was_not_synced(out: Path, before: dict[int, int], synced: Path) -> None:
    """Cuts every file in OUT to what must be on disk: what was forced there, or lay there before the run.

    The journal is left to SQLite, which syncs by itself.
    """
    safe = before | dict(tuple(map(int, line.split())) for line in synced.read_bytes().splitlines())
    for file in out.rglob("*"):
        if file.is_file() and ".cleantext.journal" not in file.name:
            os.truncate(file, min(safe.get(file.stat().st_ino, 0), file.stat().st_size))


def in_process(work: Callable[[], None]) -> int:
    """Does the work in a fork of this process, and gives its exit status; nothing is tidied up when it is killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except KeyboardInterrupt:
            os._exit(BROKEN_OFF)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, BROKEN_OFF, -signal.SIGKILL)
    return status


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


BatchRuns.TestCase.settings = settings(
    max_examples=60, stateful_step_count=5, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBatchRuns = BatchRuns.TestCase
