"""`cleantext rules`: why a line is cut, rules from what was cut by hand, and whether a pack works."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleantext import Pipeline, clean, load_rules
from cleantext.authoring.suggesting import suggest
from cleantext.authoring.trial import PARAGRAPHS, try_line
from cleantext.cli import main
from cleantext.judging.rules import default_rules

PROSE = (
    "The ferry will run all winter, the council decided on Tuesday, and the fare of two pounds will not change.",
    "Nobody on the quay had expected it, and least of all the captain, who had sold his coat to the baker.",
)
AFTER = "\n\n".join(PROSE)
BEFORE = f"""Harbour Weather Desk
{PROSE[0]} Post us your kelp by noon.

{PROSE[1]}

Your tide table for Tuesday
High water 12:30
Kelp
Share this article
"""
GOOD = """
family = "horoscope"

[[rule]]
id = "heading"
about = "the box with the star sign"
phrases.en = ["Your stars today", "Stars for {any}"]
strip = ["Your stars today"]
keep = ["Your stars today are those that your father steered by."]
"""


def rules(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, arguments)])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "before.txt").write_text(BEFORE, "utf-8")
    (tmp_path / "after.txt").write_text(AFTER, "utf-8")
    (tmp_path / "good.toml").write_text(GOOD, "utf-8")
    return tmp_path


def pack(text: str) -> str:
    Path("pack.toml").write_text(text, "utf-8")
    return "pack.toml"


class TestWhy:
    """Which rules see a line, and what becomes of it where."""

    def test_the_article_that_a_line_is_tried_in_has_no_chrome(self) -> None:
        article = "\n\n".join(PARAGRAPHS)
        assert clean(article) == article
        assert default_rules().phrases.scan(PARAGRAPHS) == [[], [], []]

    def test_a_marker_is_cut_wherever_it_stands(self) -> None:
        result = rules("why", "Share this article")
        assert result.exit_code == 0
        assert result.stdout.splitlines()[0].startswith("share/share-this  a marker on whole lines (en, ")
        assert "  inside an article: cut: a marker, which cuts on its own" in result.stdout

    def test_a_hint_is_kept_where_nothing_else_is(self) -> None:
        result = rules("why", "Facebook")
        assert "  inside an article: kept: a hint without other evidence" in result.stdout
        assert "  after an article, beside other chrome: cut: a hint beside other evidence" in result.stdout

    def test_a_part_of_a_line_is_cut_alone(self) -> None:
        line = f"{PROSE[0]} Your email address will not be published."
        assert "after an article: cut in part: " in rules("why", line).stdout

    def test_a_line_that_no_rule_sees_has_a_status_of_its_own(self) -> None:
        result = rules("why", PROSE[0])
        assert result.exit_code == 1
        assert result.stdout.splitlines()[0] == "No rule sees it."
        assert "  after an article: kept: no rule saw it" in result.stdout

    def test_a_rule_of_a_site_is_tried_on_a_document_of_that_site(self) -> None:
        rule = '[[rule]]\nid = "tide"\nsites = ["harbour.example"]\nphrases.en = ["High water and low"]\n'
        Path("learned.toml").write_text(f'family = "learned"\n{rule}', "utf-8")
        told = rules("why", "High water and low", "--rules", "learned.toml", "--site", "https://harbour.example/1")
        assert told.stdout.startswith("learned/tide  a marker on whole lines, of harbour.example (en)\n")
        Path("tides.txt").write_text(f"{PROSE[0]}\n\nHigh water and low\n", "utf-8")
        told = rules("why", "water", "--in", "tides.txt", "--rules", "learned.toml", "--site", "harbour.example")
        assert "learned/tide" in told.stdout
        assert "learned/tide" not in rules("why", "High water and low", "--rules", "learned.toml").stdout

    def test_an_opening_tag_is_tried_as_an_element(self) -> None:
        result = rules("why", '<div class="share-bar">')
        assert "  around a line: cut: an element that is called so" in result.stdout
        assert "  around prose: kept: the element holds prose, and the rule is only a hint" in result.stdout

    def test_rules_of_a_pack_are_asked_too(self) -> None:
        assert (
            "horoscope/heading  a marker on whole lines (en)"
            in rules("why", "Stars for Libra", "--rules", "good.toml").stdout
        )

    def test_a_line_is_found_in_a_document(self, folder: Path) -> None:
        result = rules("why", "Share this article", "--in", "before.txt")
        assert result.stdout == "Share this article\n  cut\n  share/share-this: a marker, which cuts on its own\n"
        missing = rules("why", "Leave a Reply", "--in", "before.txt")
        assert (missing.exit_code, missing.stderr) == (2, "cleantext: before.txt: holds no line with 'Leave a Reply'\n")

    def test_nothing_can_be_said_of_a_blank_line(self) -> None:
        assert rules("why", " ").exit_code == 2

    @pytest.mark.parametrize("line", ["<img>", "<p>", "<a href='//x'>", "%s %d", "<b class='x'>y</b>", "<tr>", "<br>"])
    def test_any_line_and_any_tag_can_be_tried(self, line: str) -> None:
        assert rules("why", line).exit_code in (0, 1)


class TestSuggest:
    """Rules from a text and what somebody left of it."""

    def test_the_rules_that_are_suggested_cut_what_was_cut_by_hand(self) -> None:
        result = rules("suggest", "before.txt", "after.txt", "--family", "harbour")
        assert result.exit_code == 0
        assert Pipeline.default(pack(result.stdout)).clean(BEFORE) == AFTER
        assert "0 of 6 lines that were cut by hand are left, and 0 that were kept are cut" in result.stderr

    def test_kinds_of_lines_become_rules_with_their_examples(self) -> None:
        found = {rule.id: rule for rule in load_rules(pack(rules("suggest", "before.txt", "after.txt").stdout))}
        tail = found["my-site/line-marker-tail"]
        assert tail.phrases["en"] == ("High water {n}:{n}", "Your tide table for Tuesday")
        assert (tail.where, tail.strength, tail.match) == ("tail", "marker", "line")
        assert tail.strip == ("High water 12:30", "Your tide table for Tuesday")
        assert tail.keep == (PROSE[0],)
        assert found["my-site/line-hint-tail"].phrases["en"] == ("Kelp",)
        assert found["my-site/line-marker-head"].phrases["en"] == ("Harbour Weather Desk",)
        assert found["my-site/inside-marker"].phrases["en"] == ("Post us your kelp by noon",)

    def test_what_rules_of_the_package_cut_is_left_out(self) -> None:
        result = rules("suggest", "before.txt", "after.txt")
        assert "# 1 of them are cut by rules of the package already." in result.stdout
        assert "Share this article" not in result.stdout

    def test_no_phrase_is_made_of_what_was_kept_as_well(self) -> None:
        found = suggest([(f"Kelp for sale\n\n{PROSE[0]}\n\nKelp for sale", f"{PROSE[0]}\n\nKelp for sale")])
        assert found.rules == {}
        assert found.doubtful == ["Kelp for sale"]

    def test_folders_are_read_by_the_names_of_their_files(self, folder: Path) -> None:
        for name, text in (("before", BEFORE), ("after", AFTER)):
            (folder / name).mkdir()
            (folder / name / ("a.html" if name == "before" else "a.txt")).write_text(text, "utf-8")
        assert "High water {n}:{n}" in rules("suggest", "before", "after").stdout

    def test_where_nothing_is_left_to_suggest_that_is_said(self, folder: Path) -> None:
        (folder / "known.txt").write_text(f"{AFTER}\n\nShare this article", "utf-8")
        result = rules("suggest", "known.txt", "after.txt")
        assert result.exit_code == 2
        assert "there is nothing to suggest" in result.stderr
        assert "give two files or two folders" in rules("suggest", ".", "after.txt").stderr

    def test_odd_signs_come_out_as_toml(self) -> None:
        Path("odd.txt").write_text(f'{AFTER}\n\nSay "kelp" \\ tide\x7f table\n', "utf-8")
        found = rules("suggest", "odd.txt", "after.txt")
        assert load_rules(pack(found.stdout))[0].strip == ('Say "kelp" \\ tide\x7f table',)


class TestCheck:
    """Whether a pack works, and what it would cut."""

    def test_a_pack_that_works_passes(self) -> None:
        result = rules("check", "good.toml")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == "good.toml: 1 rule, 2 phrases, 1 to strip and 1 to keep as examples\n"

    def test_a_pack_that_cannot_be_read_is_a_mistake_that_names_rule_and_field(self) -> None:
        result = rules("check", pack(GOOD.replace("about =", "abuot =")))
        assert result.exit_code == 1
        assert "pack.toml: rule 'horoscope/heading': unknown field 'abuot'" in result.stderr

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('strip = ["Your', 'strip = ["My', "does not see its example to strip: 'My stars today'"),
            (
                'keep = ["',
                'keep = ["Stars for Libra", "',
                "its example to keep is cut before an article: 'Stars for Libra'",
            ),
            ("about", 'where = "outside"\nstrength = "hint"\nabout', None),
        ],
    )
    def test_an_example_that_does_not_come_out_is_a_mistake(self, old: str, new: str, said: str | None) -> None:
        result = rules("check", pack(GOOD.replace(old, new, 1)))
        assert result.exit_code == (1 if said else 0)
        assert said is None or said in result.stdout

    def test_a_keep_rule_must_protect_its_examples(self) -> None:
        rule = 'family = "x"\n[[rule]]\nid = "k"\nstrength = "keep"\nphrases.en = ["Share this article"]\n'
        keeps = rule + 'keep = ["%s"]'
        assert rules("check", pack(keeps % "Share this article")).exit_code == 0
        result = rules("check", pack(keeps % "Leave a Reply"))
        assert result.exit_code == 1
        assert "does not protect its example to keep after an article: 'Leave a Reply'" in result.stdout

    def test_rules_of_the_package_that_see_the_same_are_named(self) -> None:
        phrases = '["Your stars today", "Share this article"]'
        result = rules("check", pack(GOOD.replace('["Your stars today", "Stars for {any}"]', phrases)))
        assert "note  horoscope/heading share/share-this sees 1 of 2 of its phrases, too" in result.stdout
        names = '[[rule]]\nid = "box"\nmatch = "element"\nnames = ["share bar"]\n'
        assert "sees all of its names, too" in rules("check", pack(GOOD + names)).stdout

    def test_patterns_are_timed_and_a_slow_one_is_a_mistake(self) -> None:
        examples = 'strip = ["lucky 7"]\nkeep = ["He was lucky."]\n'
        rule = f"[[rule]]\nid = 'n'\npatterns = ['%s']\nneedles = ['lucky']\n{examples}"
        good = rules("check", pack(GOOD + rule % r"lucky \d+"))
        assert good.exit_code == 0
        assert " ms for a line of 2,048 hostile characters" in good.stdout
        slow = rules("check", pack(GOOD + rule % r"(?:lucky|l|u|c|k|y| )*(?:lucky|l|u|c|k|y| )*\d+"))
        assert slow.exit_code == 1
        assert "backtracks badly" in slow.stderr

    def test_a_rule_without_examples_is_told_so(self) -> None:
        bare = rules("check", pack('family = "x"\n[[rule]]\nid = "k"\nphrases.en = ["Kelp of the day"]\n'))
        assert "has no example of a line to strip" in bare.stdout

    def test_a_corpus_shows_what_each_rule_would_cut_and_how_much_of_it_in_sentences(self, folder: Path) -> None:
        inside = '[[rule]]\nid = "post"\nmatch = "inside"\ninline = true\nphrases.en = ["Post us your kelp"]\n'
        text = pack(GOOD.replace("Stars for {any}", "High water {n}") + inside)
        result = rules("check", text, "--corpus", "before.txt", "--corpus", "after.txt")
        assert "In 2 documents:" in result.stdout
        assert "horoscope/post  1 cut in 1 document, 26 characters, 26 of them (100%) in sentences" in result.stdout
        assert "    - Post us your kelp by noon." in result.stdout
        missing = rules("check", "good.toml", "--corpus", "missing")
        assert (missing.exit_code, missing.stderr) == (2, "cleantext: missing: no such file or folder\n")

    def test_a_rule_that_cuts_nothing_says_so(self) -> None:
        assert "horoscope/heading  cuts nothing" in rules("check", "good.toml", "--corpus", "after.txt").stdout


@pytest.mark.parametrize("command", [[], ["check"], ["suggest"], ["why"]])
def test_every_help_has_examples(command: list[str]) -> None:
    shown = rules(*command, "--help").stdout
    assert "Examples:\n    cleantext rules " in shown


def test_a_line_is_tried_in_four_places() -> None:
    assert [trial.place for trial in try_line("Kelp", Pipeline.default())] == [
        "before an article",
        "inside an article",
        "after an article",
        "after an article, beside other chrome",
    ]
