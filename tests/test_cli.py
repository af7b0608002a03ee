"""The command: what it prints, what it writes, and with which status it ends."""

from __future__ import annotations

import gzip
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

import cleantext as cleantext_library
from cleantext.cli import main
from cleantext.corpus.formats import FORMATS

ARTICLE = (
    "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it.\n\n"
    "“We had stopped counting,” said a resident of the café on the quay, where the old ferry used to leave.\n\n"
    "Leave a Reply\n\n"
    "Your email address will not be published. Required fields are marked *\n"
)
PARAGRAPH_BREAK = "\n\n"
CLEAN = ARTICLE.partition("\n\nLeave")[0]
PAGE = f"""<!doctype html>
<html><head><title>The bridge</title></head><body>
<nav id="top"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article>
<p>{CLEAN.replace("new bridge", "<b>new bridge</b>").replace(PARAGRAPH_BREAK, "</p><p>")}</p>
</article>
<div class="share-buttons social"><a href="#f">Facebook</a> <a href="#x">X</a></div>
</body></html>
"""


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Works in a folder with one article in a folder of news."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "bridge.txt").write_text(ARTICLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cleantext(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def script(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "cleantext", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload]


def records(*texts: object) -> bytes:
    return b"".join(orjson.dumps({"id": number, "text": text}) + b"\n" for number, text in enumerate(texts))


def test_one_file_goes_to_standard_output() -> None:
    result = cleantext("news/bridge.txt")
    assert result.exit_code == 0
    assert result.stdout.strip() == CLEAN


def test_standard_input_is_a_text() -> None:
    assert cleantext("-", stdin=ARTICLE.encode()).stdout.strip() == CLEAN


def test_a_dash_for_out_is_standard_output(in_folder: Path) -> None:
    assert cleantext("news/bridge.txt", "-o", "-").stdout.strip() == CLEAN
    assert [file.name for file in in_folder.iterdir()] == ["news"]


def test_with_field_standard_input_is_json_lines() -> None:
    result = cleantext("-", "--field", "body", stdin=b'{"body":"The bridge is open to all traffic."}\n')
    assert result.stdout == '{"body":"The bridge is open to all traffic."}\n'


def test_records_on_standard_output_name_their_failures_on_standard_error(in_folder: Path) -> None:
    (in_folder / "news.jsonl").write_bytes(records(ARTICLE, None))
    result = cleantext("news.jsonl")
    assert orjson.loads(result.stdout)["text"].strip() == CLEAN
    complaint, *_, failed, where = result.stderr.splitlines()
    assert complaint == "cleantext: news.jsonl:2: field 'text' is null, not a string"
    assert failed.startswith("1 failed, ")
    assert where == "cleantext: what failed is named above"
    assert result.exit_code == 1


def test_standard_input_may_be_a_page_by_its_looks_or_by_its_kind() -> None:
    assert cleantext("-", stdin=PAGE.encode()).stdout == CLEAN
    assert cleantext("-", stdin=PAGE.encode("utf-16")).stdout == CLEAN
    assert "<nav" in cleantext("-", "--kind", "text", stdin=PAGE.encode()).stdout
    bare = b"The bridge &amp; the quay are open to all traffic again."
    assert b"&amp;" in cleantext("-", stdin=bare).stdout_bytes
    assert cleantext("-", "--kind", "html", stdin=bare).stdout == "The bridge & the quay are open to all traffic again."


def test_thorough_cuts_what_is_in_doubt() -> None:
    article = "\n\n".join([CLEAN] * 6)
    doubtful = f"{article}\n\nIda Falk is a writer and editor who lives by the harbour."
    assert cleantext("-", stdin=doubtful.encode()).stdout == doubtful
    assert cleantext("-", "--thorough", stdin=doubtful.encode()).stdout == article


def test_a_page_is_mirrored_as_a_text_and_counted_by_its_text(in_folder: Path) -> None:
    (in_folder / "news" / "page.html").write_text(PAGE, "utf-8")
    result = cleantext("news", "-o", "out", "--only", "comment-form")
    assert result.exit_code == 0
    text = (in_folder / "out" / "page.txt").read_text("utf-8")
    assert CLEAN in text
    size = len(text.encode()) + len(ARTICLE.encode())
    assert result.stderr.startswith(f"2 documents (1 of HTML), {size} bytes of text in, ")


@pytest.mark.parametrize(
    ("to", "bold"), [("markdown", "**new bridge**"), ("html", "<strong>new bridge</strong>"), ("json", '"new bridge"')]
)
def test_a_page_and_a_record_come_out_in_the_format_asked_for(in_folder: Path, to: str, bold: str) -> None:
    (in_folder / "page.html").write_text(PAGE, "utf-8")
    (in_folder / "news.jsonl").write_bytes(records(PAGE))
    page = cleantext("page.html", "--to", to).stdout
    assert bold in page or orjson.loads(page)["text"] == CLEAN
    assert "Facebook" not in page.partition('"removals"')[0]
    record = orjson.loads(cleantext("news.jsonl", "--to", to, "--into", "article").stdout)
    assert record["text"] == PAGE
    assert record["article"] == (orjson.loads(page) if to == "json" else page)


@pytest.mark.parametrize(("to", "picture"), [("markdown", "![The bridge](b.png)"), ("html", '<img src="b.png"')])
def test_pictures_are_shown_if_they_are_asked_for(in_folder: Path, to: str, picture: str) -> None:
    page = PAGE.replace("<article>", '<article><img src="b.png" alt="The bridge">')
    (in_folder / "page.html").write_text(page, "utf-8")
    assert picture not in cleantext("page.html", "--to", to).stdout
    assert picture in cleantext("page.html", "--to", to, "--images").stdout
    written = in_folder / "out" / f"page.{'md' if to == 'markdown' else to}"
    cleantext("page.html", "-o", "out/", "--to", to)
    assert picture not in written.read_text("utf-8")
    cleantext("page.html", "-o", "out/", "--to", to, "--images")
    assert picture in written.read_text("utf-8")


def test_a_document_is_cleaned_alone_as_in_a_batch(in_folder: Path) -> None:
    (in_folder / "news" / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (in_folder / "news" / "news.jsonl").write_bytes(records(PAGE, ARTICLE))
    cleantext("news", "-o", "out", "--to", "markdown")
    page, text = (cleantext_library.clean(source, to="markdown") for source in (PAGE, ARTICLE))
    assert gzip.decompress((in_folder / "out" / "page.md.gz").read_bytes()).decode() == page
    assert cleantext("news/page.html.gz", "--to", "markdown").stdout == page
    assert (in_folder / "out" / "bridge.md").read_text("utf-8") == text
    assert (in_folder / "out" / "news.jsonl").read_bytes() == records(page, text)


def test_a_folder_is_mirrored_and_summed_up(in_folder: Path) -> None:
    result = cleantext("news", "-o", "out")
    assert result.exit_code == 0
    assert (in_folder / "out" / "bridge.txt").read_text("utf-8").strip() == CLEAN
    assert result.stdout == ""
    assert result.stderr.startswith(f"1 document, {len(ARTICLE.encode())} bytes in, ")
    assert "  comment-form  " in result.stderr
    assert " MB/s" in result.stderr


def test_the_status_tells_of_quarantined_records_also_when_all_was_done_before(in_folder: Path) -> None:
    (in_folder / "news" / "more.jsonl").write_bytes(records("One.", None))
    assert cleantext("news", "-o", "out").exit_code == 1
    again = cleantext("news", "-o", "out")
    assert again.exit_code == 1
    assert "1 quarantined" in again.stderr
    assert "2 files clean from an earlier run" in again.stderr
    assert "cleantext: what failed is in out/quarantine.jsonl" in again.stderr


def test_one_file_to_one_file_has_its_quarantine_beside_it(in_folder: Path) -> None:
    (in_folder / "news.jsonl").write_bytes(records("One.", None))
    assert cleantext("news.jsonl", "-o", "out.jsonl").exit_code == 1
    assert (in_folder / "out.jsonl").read_bytes() == records("One.")
    assert (in_folder / "out.jsonl.quarantine.jsonl").read_bytes().count(b"\n") == 1
    assert {file.name for file in in_folder.iterdir()} == {
        "news",
        "news.jsonl",
        "out.jsonl",
        "out.jsonl.quarantine.jsonl",
    }


def test_a_dry_run_writes_nothing_and_tells_the_same(in_folder: Path) -> None:
    (in_folder / "news" / "more.jsonl").write_bytes(records(ARTICLE, None))
    dry = cleantext("news", "-o", "out", "--dry-run")
    assert dry.exit_code == 1
    assert not (in_folder / "out").exists()
    assert "cleantext: news/more.jsonl:2: field 'text' is null" in dry.stderr
    assert dry.stderr.endswith("cleantext: what failed is named above\n")
    wet = cleantext("news", "-o", "out")
    assert wet.stderr.splitlines()[0] in dry.stderr.splitlines()
    again = cleantext("news", "-o", "out", "--dry-run")
    assert again.stderr.endswith("cleantext: what failed is named above\n"), "an older quarantine is not of this run"


def test_explain_shows_what_goes_and_by_which_rule() -> None:
    result = cleantext("news", "--explain")
    assert result.exit_code == 0
    assert result.stdout.startswith("news/bridge.txt: ")
    assert "comment-form/" in result.stdout
    assert "  - Your email address will not be published.\n  line 7  comment-form/required-fields\n" in result.stdout
    assert "  - Required fields are marked *\n" in result.stdout
    assert "mayor" not in result.stdout
    assert "\x1b[" not in result.stdout


def test_explain_names_the_element_of_a_page_for_which_something_goes(in_folder: Path) -> None:
    (in_folder / "page.html").write_text(PAGE.replace("social", "so\x9bcial " + "very-" * 99), "utf-8")
    lines = cleantext("page.html", "--explain", "--only", "share").stdout.splitlines()
    [rule] = [line for line in lines if "  share/" in line]
    assert rule.startswith("  line 8  share/")
    assert "  <div share-buttons so\\x9bcial very-very-" in rule
    assert len(rule) < 150
    assert lines[-1] == "  - Facebook X"


def test_explain_names_the_element_that_is_cut_and_not_the_one_that_stays(in_folder: Path) -> None:
    column = '<div class="c2"><h4>From the town hall</h4><p>The ferry goes to a museum.</p></div>'
    page = PAGE.replace("<article>", '<div class="c3">').replace("</article>", f"{3 * f'<p>{CLEAN}</p>'}</div>{column}")
    (in_folder / "page.html").write_text(page, "utf-8")
    lines = cleantext("page.html", "--explain", "--only", "main-content").stdout.splitlines()
    shown = lines.index("  - From the town hall")
    assert lines[shown - 1].endswith("  main-content/outside  <div c2>")
    assert lines[shown + 1] == "  - The ferry goes to a museum."
    assert "<div c3>" not in "".join(lines)


def test_half_a_surrogate_pair_can_be_explained_and_cut(in_folder: Path) -> None:
    line = orjson.dumps({"text": ARTICLE.replace("*", "*X")}).replace(b"X", rb"\ud83d").replace(b"bridge", rb"\udbff")
    (in_folder / "news.jsonl").write_bytes(line)
    for to in ("text", "markdown", "html"):
        result = cleantext("news.jsonl", "--explain", "--to", to, "-o", to)
        assert result.exit_code == 0
        assert "are marked *\\ud83d" in result.stdout
        assert (in_folder / to / "news.jsonl").read_bytes().count(rb"new \udbff on") == 1


def test_explain_all_shows_what_was_found_and_kept_and_each_reason(in_folder: Path) -> None:
    (in_folder / "news" / "bridge.txt").write_text(ARTICLE.replace("\n\n“We", "\n\nFacebook\n\n“We"), "utf-8")
    assert "Facebook" not in cleantext("news", "--explain").stdout
    lines = cleantext("news", "--explain=all").stdout.splitlines()
    assert lines[lines.index("  = Facebook") - 1] == "  line 3  share/network: a hint without other evidence"
    assert lines[lines.index("  - Leave a Reply") - 1].endswith(": a marker, which cuts on its own")


def test_explain_and_an_output_go_together(in_folder: Path) -> None:
    result = cleantext("news", "-o", "out", "--explain")
    assert "comment-form/" in result.stdout
    assert (in_folder / "out" / "bridge.txt").exists()


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_on_a_terminal_the_explanation_is_coloured(variables: dict[str, str], coloured: bool) -> None:
    shown = on_a_terminal("news/bridge.txt", "--explain", **variables)
    assert ("\x1b[31mYour email address" in shown) is coloured


def test_on_a_terminal_there_is_a_progress_bar(in_folder: Path) -> None:
    assert "B/s]" in on_a_terminal("news", "-o", "out")


def test_on_a_terminal_the_summary_begins_a_line(in_folder: Path) -> None:
    (in_folder / "open.txt").write_text(CLEAN, "utf-8")
    (in_folder / "ended.txt").write_text(CLEAN + "\n", "utf-8")
    for name in ("open.txt", "ended.txt"):
        assert on_a_terminal(name).replace("\r", "").startswith(f"{CLEAN}\n1 document, ")
    assert cleantext("open.txt").stdout == CLEAN


def test_in_a_pipe_there_is_none() -> None:
    assert "B/s]" not in cleantext("news", "-o", "out").stderr


def test_control_characters_of_a_text_do_not_reach_the_terminal(in_folder: Path) -> None:
    (in_folder / "evil.txt").write_text(ARTICLE.replace("*", "\x1b]0;gone\x07*"), "utf-8")
    assert "\x1b]" not in on_a_terminal("evil.txt", "--explain")


def test_standard_input_that_is_too_long_is_refused_and_nothing_else_is(in_folder: Path) -> None:
    assert cleantext("-", "--max-bytes", "5000", stdin=ARTICLE.encode()).stdout.strip() == CLEAN
    result = cleantext("-", "--max-bytes", "200", stdin=ARTICLE.encode())
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.startswith("cleantext: -: has more than 200 bytes; --max-bytes allows it more\n")
    (in_folder / "news.jsonl").write_bytes(records(ARTICLE, "The bridge is open to all traffic."))
    result = cleantext("-", "--field", "text", "--max-bytes", "200", stdin=(in_folder / "news.jsonl").read_bytes())
    assert result.stdout == '{"id":1,"text":"The bridge is open to all traffic."}\n'
    assert "cleantext: -:1: has more than 200 bytes" in result.stderr


def test_filters_are_listed_with_what_they_do() -> None:
    lines = cleantext("--list-filters").stdout.splitlines()
    assert any(line.startswith("comment-form  ") and len(line.split()) > 3 for line in lines)


def test_rules_are_listed_for_the_chosen_filters() -> None:
    lines = cleantext("--list-rules").stdout.splitlines()
    assert any(line.startswith("comment-form/") and " en" in line for line in lines)
    assert lines == sorted(lines)


def test_a_filter_can_be_left_out_or_used_alone() -> None:
    without = cleantext("news/bridge.txt", "--without", "comment-form", "--without", "comment-thread")
    assert "Your email address" in without.stdout
    assert cleantext("news/bridge.txt", "--only", "comment-form").stdout.strip() == CLEAN


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "missing.txt: no such file or folder"),
        (["news"], "several files need a place to go: name it with -o OUT"),
        ([], "name a file, a folder, or - for standard input"),
        (["news", "-o", "news"], "may not be or contain the input news"),
        (["news/bridge.txt", "-o", "news/bridge.txt"], "is an input"),
        (["news/bridge.txt", "--encoding", "klingon"], "'klingon' is no text encoding"),
        (["news/bridge.txt", "--encoding", "zlib"], "'zlib' is no text encoding"),
        (["news/bridge.txt", "--only", "no-such-filter"], "no-such-filter"),
        (["news/bridge.txt", "--rules", "missing.toml"], "missing.toml"),
        (["news", "-o", "out", "--jobs", "0"], "0 is not in the range"),
        (["news/bridge.txt", "--to", "pdf"], "'pdf' is not one of 'text', 'markdown', 'html', 'json'"),
        (["news/bridge.txt", "-o", "/proc/bridge.txt"], "journal: unable to open database file; the run keeps"),
        (["news/bridge.txt", "-o", "page.html"], "page.html: bridge.txt cannot be written in this format"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_status_2(arguments: list[str], message: str) -> None:
    result = cleantext(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_an_output_that_cannot_be_written_is_told_with_status_2(in_folder: Path) -> None:
    (in_folder / "out").mkdir()
    (in_folder / "out" / "bridge.txt").mkdir()
    result = cleantext("news", "-o", "out")
    assert result.exit_code == 2
    assert "bridge.txt" in result.stderr


def test_help_tells_the_formats_and_the_statuses() -> None:
    text = " ".join(cleantext("--help").stdout.split())
    suffixes = [suffix for form in FORMATS.values() if form.packed for suffix in form.suffixes]
    assert {".txt", ".html", ".jsonl", ".csv", ".warc"} <= {*suffixes}
    assert f"{', '.join(suffixes)}, each also with .gz or .zst" in text
    assert "130 stopped by Ctrl-C" in text


def test_ctrl_c_ends_with_130_and_the_same_command_goes_on(in_folder: Path) -> None:
    for number in range(3000):
        (in_folder / "news" / f"{number}.txt").write_text(ARTICLE, "utf-8")
    process = script("news", "-o", "out", start_new_session=True)
    while len(list((in_folder / "out").rglob("*.txt"))) < 200 and process.poll() is None:
        time.sleep(0.01)
    # As a terminal does it: every process of the group gets the signal.
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.decode().splitlines() == ["cleantext: stopped; the same command goes on from here"]
    result = cleantext("news", "-o", "out")
    assert result.exit_code == 0
    assert "3,001 documents" in result.stderr
    assert "clean from an earlier run" in result.stderr
    assert all((in_folder / "out" / f"{number}.txt").read_text("utf-8").strip() == CLEAN for number in range(3000))


def test_a_reader_that_goes_away_is_no_error_to_talk_about(in_folder: Path) -> None:
    (in_folder / "news.jsonl").write_bytes(records(*[ARTICLE] * 3000))
    process = script("news.jsonl")
    process.stdout.readline()  # type: ignore[union-attr]
    process.stdout.close()  # type: ignore[union-attr]
    errors = process.stderr.read()  # type: ignore[union-attr]
    process.wait(timeout=30)
    assert errors == b""


def on_a_terminal(*arguments: str, keyboard: bool = False, **variables: str) -> str:
    """What the command shows where standard output and error are a terminal, and standard input with `keyboard`."""
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[1]), "TERM": "xterm", **variables}
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    command = [sys.executable, "-m", "cleantext", *arguments]
    stdin = theirs if keyboard else None
    process = subprocess.Popen(command, env=environment, stdin=stdin, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # Linux says so when the last process has left the terminal.
    process.wait(timeout=30)
    os.close(ours)
    return shown.decode()


def test_explanations_are_paged_in_a_terminal(in_folder: Path) -> None:
    shown = on_a_terminal("--explain", "news", keyboard=True, PAGER="sed s/^/paged:/")
    assert "paged:  line 5  " in shown
    assert "1 document, " in shown
    assert "paged:1 document" not in shown


def test_a_reader_who_leaves_the_pager_ends_the_run(in_folder: Path) -> None:
    Path("many.jsonl").write_bytes(records(*[ARTICLE] * 300))
    shown = on_a_terminal("--explain", "many.jsonl", keyboard=True, PAGER="head -1")
    assert "many.jsonl:1\x1b[0m: 3 cuts" in shown
    assert "many.jsonl:300" not in shown
    assert "Traceback" not in shown


def test_no_pager_stands_between_the_command_and_another_program() -> None:
    assert cleantext("--explain", "news").stdout.startswith("news/bridge.txt: 3 cuts")


def test_a_report_is_written_beside_the_result(in_folder: Path) -> None:
    result = cleantext("news", "-o", "out", "--report", "report.html")
    assert result.exit_code == 0
    assert (in_folder / "out" / "bridge.txt").read_text("utf-8").strip() == CLEAN
    assert "news/bridge.txt" in (in_folder / "report.html").read_text("utf-8")


def test_a_report_alone_needs_no_place_for_results(in_folder: Path) -> None:
    result = cleantext("news", "--report", "report.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert sorted(path.name for path in in_folder.iterdir()) == ["news", "report.html"]


def test_a_report_that_cannot_be_written_is_told_before_any_work(in_folder: Path) -> None:
    (in_folder / "file").touch()
    result = cleantext("news", "-o", "out", "--report", "file/report.html")
    assert (result.exit_code, result.stderr) == (2, "cleantext: file/report.html: cannot be written: Not a directory\n")
    assert not (in_folder / "out").exists()


def test_the_help_names_every_other_command() -> None:
    shown = cleantext("--help").stdout
    for name in ("check", "diff", "learn", "rules"):
        assert re.search(rf"\b{name} (finds|compares|helps)", " ".join(shown.split())), name


def test_a_report_that_is_no_page_is_refused() -> None:
    result = cleantext("news", "-o", "out", "--report", "report.pdf")
    assert result.exit_code == 2
    assert result.stderr == "cleantext: report.pdf: a report is a page on this machine; let its name end in .html\n"
