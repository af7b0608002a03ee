"""Phrases: how those of the rules, and patterns, meet the blocks of a document."""

from __future__ import annotations

import sys

import pytest

from cleantext import Finding
from cleantext.document import Document
from cleantext.judging.phrases import Lexicon, phrase_findings
from cleantext.judging.rules import Rules, default_rules
from cleantext.readers.html import read_html
from cleantext.readers.text import read_text
from cleantext.rulepack import Rule
from cleantext.tables import UNSPACED, unspaced


def rule(*phrases: str, language: str = "en", **fields: object) -> Rule:
    return Rule("harbour/rule", phrases={language: phrases}, **fields)  # type: ignore[arg-type]


def cuts(text: str, *rules: Rule) -> list[str]:
    """Return what the rules ask to cut from a text, and what is no mere mention."""
    return [text[one.start : one.end] for one in findings(read_text(text), *rules) if not one.mention]


def findings(document: Document, *rules: Rule) -> list[Finding]:
    blocks = document.blocks
    return [one for here in phrase_findings(blocks, range(len(blocks)), Lexicon(rules), {}).values() for one in here]


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "LEAVE A REPLY:",
        "• Leave a reply",
        "[leave a reply]",
        "Leave a Reply (12)",
        "» Leave a Reply »",
    ],
)
def test_a_line_rule_matches_a_whole_line_whatever_its_case_edges_and_counter(line: str) -> None:
    assert cuts(f"It is open.\n{line}\nYes.", rule("Leave a Reply")) == [line]


@pytest.mark.parametrize(
    "line", ['"Leave a reply," she said.', "Leave a reply card", "Please leave a reply", "Leave a replying machine on"]
)
def test_a_line_rule_leaves_a_longer_line(line: str) -> None:
    assert cuts(line, rule("Leave a Reply")) == []


@pytest.mark.parametrize("line", ["3 Comments", "1,204 comments", "12.5K comments", "comments", "No. 7 comments"])
def test_a_number_may_be_any_number(line: str) -> None:
    assert bool(cuts(line, rule("{n} Comments"))) == line[0].isdigit()


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("Leave a Reply to {any}", "Leave a Reply to Anna Bell"),
        ("{any} says", "Tom Becker says:"),
        ("Read {any} in the app", "Read The bridge is open in the app"),
        ("{n} thoughts on {any}", "12 thoughts on “The bridge is open”"),
        ("{any} in {any} app", "Read it in our app"),
    ],
)
def test_open_words_may_be_any_words(phrase: str, line: str) -> None:
    matched = phrase.count("{any}") < 2 or not phrase.startswith("{any}")
    assert bool(cuts(line, rule(phrase))) == (matched or line.endswith("app"))


@pytest.mark.parametrize(
    "line", ["Leave a Reply to", "Leave a Reply to Anna, the captain had said, and then he closed the door."]
)
def test_open_words_are_some_words_and_no_sentence(line: str) -> None:
    assert cuts(line, rule("Leave a Reply to {any}")) == []


def test_a_start_rule_matches_the_beginning_of_a_line() -> None:
    tags = rule("Filed under", match="start")
    assert cuts("Filed under News, Harbour", tags) == ["Filed under News, Harbour"]
    assert cuts("» Filed under News", tags) == ["» Filed under News"]
    assert cuts("It was filed under News", tags) == []
    assert cuts("Filed underground", tags) == []


def test_a_start_rule_cuts_no_line_longer_than_its_longest() -> None:
    tags = rule("Filed under", match="start", longest=30)
    assert cuts("Filed under News", tags)
    assert not cuts("Filed under News, Harbour, Bridges", tags)


@pytest.mark.parametrize("separator", [": ", " | ", " - ", " – ", " » ", ":"])
def test_a_separator_may_be_asked_for(separator: str) -> None:
    photo = rule("Photo", match="start", separator=True)
    assert cuts(f"Photo{separator}Anna Bell", photo)
    assert not cuts("Photo albums were saved", photo)


def test_an_inside_rule_takes_the_whole_of_a_short_line() -> None:
    line = "By the way, this site uses cookies, as they all do"
    assert cuts(line, rule("this site uses cookies", match="inside")) == [line]


def test_an_inside_rule_leaves_a_long_line_unless_it_is_inline() -> None:
    line = "It is open. This site uses cookies. " + "Four hundred people came to walk across it. " * 8
    assert cuts(line, rule("this site uses cookies", match="inside")) == []
    assert cuts(line, rule("this site uses cookies", match="inside", inline=True)) == ["This site uses cookies."]


@pytest.mark.parametrize("line", ['It said "this site uses cookies" on it', "in this site uses cookiesheets"])
def test_an_inside_rule_needs_whole_words_that_nobody_quotes(line: str) -> None:
    assert cuts(line, rule("this site uses cookies", match="inside")) == []


def test_an_inline_line_rule_takes_its_phrase_from_the_end_of_a_sentence() -> None:
    share = rule("Share this article", inline=True)
    assert cuts("The bridge is open again after eleven years. Share this article", share) == ["Share this article"]
    assert cuts("They asked everybody on the quay to share this article", share) == []


def test_several_phrases_at_the_end_of_a_line_are_taken_one_by_one() -> None:
    share = rule("Share this article", "Print this page", inline=True)
    line = "The bridge is open again after eleven years. Share this article Print this page"
    assert cuts(line, share) == ["Share this article", "Print this page"]


def test_a_line_is_short_by_what_it_tells_in_scripts_without_spaces() -> None:
    note = rule("this site uses cookies", match="inside", longest=300)
    latin, wide = "Four hundred came to walk across. " * 4, "四百人が橋を歩いて渡りに来た。" * 9
    assert len(wide) <= len(latin)
    assert cuts(f"{latin}This site uses cookies. {latin}", note) == ["This site uses cookies."]
    assert cuts(f"{wide}This site uses cookies. {wide}", note) == []


def test_phrases_before_and_behind_a_note_inside_a_line_are_cut_without_the_space_around_them() -> None:
    note = rule("this site uses cookies", match="inside", inline=True)
    share = rule("Share this article", "Print this page", inline=True)
    long = "Four hundred people came to walk across it. " * 8
    line = f"{long}Share this article. This site uses cookies. Print this page. {long}"
    assert sorted(cuts(line, note, share)) == ["Print this page.", "Share this article.", "This site uses cookies."]


def test_a_phrase_behind_a_note_with_which_a_sentence_begins_stays() -> None:
    note, share = rule("this site uses cookies", match="inside", inline=True), rule("Print this page", inline=True)
    line = "The bridge is open. This site uses cookies. Print this page and take it with you to the quay on Monday."
    assert cuts(line, note, share) == ["This site uses cookies."]


def test_a_pattern_matches_a_whole_folded_line() -> None:
    date = Rule("harbour/date", patterns=(r"march \d{1,2}, \d{4}",), needles=("march",))
    assert cuts("March 3, 2021", date) == ["March 3, 2021"]
    assert cuts("On March 3, 2021, it was closed", date) == []


def test_unspaced_scripts_need_no_word_boundaries() -> None:
    assert cuts("コメントを残す", rule("コメントを残す", language="ja")) == ["コメントを残す"]
    assert cuts("写真：朝日新聞", rule("写真", match="start", separator=True, language="ja")) == ["写真：朝日新聞"]
    assert cuts("当サイトはクッキーを使用しています", rule("クッキーを使用して", match="inside", language="ja"))


def test_the_pattern_of_unspaced_characters_tells_what_the_function_tells() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    assert UNSPACED.findall(characters) == list(filter(unspaced, characters))


def test_a_finding_says_which_rule_it_is_of_and_what_that_rule_is() -> None:
    reply = rule("Leave a Reply", where="tail", section="comments")
    assert findings(read_text("It is open.\n\nLeave a Reply"), reply) == [
        Finding(13, 26, 1, 2, "harbour", "harbour/rule", "marker", True, "tail", "comments", True)
    ]
    (hint,) = findings(read_text("Name *"), rule("Name", strength="hint"))
    assert (hint.strength, hint.corroborated) == ("hint", False)


@pytest.mark.parametrize(
    ("line", "mention"),
    [
        ("It said “this site uses cookies” on it", "quoted"),
        ('He had read "that this site uses cookies" on it', "quoted"),
        ("This site uses cookies, which the baker of the lower town had painted on it in white letters.", "told"),
        ("This site uses cookies.", ""),
    ],
)
def test_a_finding_says_whether_somebody_tells_of_the_phrase(line: str, mention: str) -> None:
    found = findings(read_text(line), rule("this site uses cookies", match="inside", inline=True))
    assert [one.mention for one in found] == [mention]


def test_nothing_is_found_in_code_nor_in_blocks_that_are_not_searched() -> None:
    page = read_html("<p>Share this</p><pre><code>Share this</code></pre><p>Share this</p>")
    lexicon = Lexicon([rule("Share this")])
    assert sorted(phrase_findings(page.blocks, range(3), lexicon, {})) == [0, 2]
    assert sorted(phrase_findings(page.blocks, [1, 2], lexicon, {})) == [2]


def test_a_text_is_scanned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon, seen, scanned = Lexicon([rule("Share this")]), {}, []
    scan = lexicon.scan
    monkeypatch.setattr(lexicon, "scan", lambda texts: scanned.extend(texts) or scan(texts))
    for text in ("Share this\n\nIt is open.\n\nShare this", "It is open.\n\nIt rained.\n\nShare this"):
        blocks = read_text(text).blocks
        assert len(phrase_findings(blocks, range(3), lexicon, seen)) == text.count("Share this")
    assert scanned == ["Share this", "It is open.", "It rained."]


def test_all_rules_that_know_a_line_see_it() -> None:
    first, second = Rule("a/one", phrases={"en": ("Share",)}), Rule("b/two", phrases={"en": ("share",)})
    assert [one.rule for one in findings(read_text("Share"), first, second)] == ["a/one", "b/two"]


@pytest.mark.parametrize("text", ["", "\n\n", "\x00", "\ud800", "İ" * 50, "****", "0" * 500, "(" * 500, "{any}", "…"])
def test_whatever_stands_there_is_scanned(text: str) -> None:
    blocks = read_text(text).blocks
    phrase_findings(blocks, range(len(blocks)), default_rules().phrases, {})


def test_a_lexicon_knows_its_languages() -> None:
    lexicon = Lexicon([rule("Share"), rule("Teilen", language="de")])
    assert lexicon.languages == ("de", "en")
    assert repr(lexicon) == "<Lexicon of 2 rules in 2 languages>"


def test_the_fingerprint_is_that_of_the_rules() -> None:
    assert Rules([rule("Share")]).fingerprint == Rules([rule("Share")]).fingerprint
    assert Rules([rule("Share")]).fingerprint != Rules([rule("Share", strength="hint")]).fingerprint


def test_the_default_rules_are_compiled_once() -> None:
    assert default_rules().phrases is default_rules().phrases
