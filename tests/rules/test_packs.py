"""The rule packs test themselves: what a pack says it cuts is cut, what it says it keeps is kept."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import cleantext
from cleantext.document import Element
from cleantext.judging.phrases import Lexicon
from cleantext.judging.rules import default_rules
from cleantext.patterns import check_pattern
from cleantext.readers.html import read_html
from cleantext.rulepack import Rule, _check_rule, load_default
from cleantext.rulepack_format import format_pack
from tests.rules.prose import PARAGRAPHS, PROSE, before_prose, behind_prose, within_prose

RULES = {rule.id: rule for rule in load_default()}
DOCS = Path(__file__).parents[2] / "docs" / "rule-packs.md"
FOLDER = Path(cleantext.__file__).parent / "rules"
FAMILIES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
LANGUAGES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("languages/*.toml"))}
#: The template for a new language is tested as the packs are.
TEMPLATE = re.findall(r"^```toml\n(.*?)^```$", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
TESTED = {"eo": tomllib.loads(TEMPLATE), **LANGUAGES}

for_each_family = pytest.mark.parametrize("family", FAMILIES)
for_each_language = pytest.mark.parametrize("language", TESTED)

#: A marker that needs no company, to put beside a hint.
MARKER = "This site uses Akismet to reduce spam."


def listed(wrong: Iterable[object]) -> str:
    """Return what is wrong, one on a line, as pytest would shorten a list."""
    return "\n".join(map(str, wrong))


def rules_of(family: str) -> list[Rule]:
    return [rule for rule in RULES.values() if rule.family == family]


def examples(family: str, kind: str) -> Iterator[tuple[Rule, str]]:
    """Yield each rule of a family on lines with each of its examples, which are to "strip" or to "keep"."""
    for rule in rules_of(family):
        if rule.match != "element":
            for line in getattr(rule, kind):
                yield rule, line


def tags(family: str, kind: str) -> Iterator[tuple[Rule, str]]:
    """Yield each rule of a family on elements with each of its examples, which are opening tags."""
    for rule in rules_of(family):
        if rule.match == "element":
            for tag in getattr(rule, kind):
                yield rule, tag


def wrap(tag: str, html: str) -> str:
    """Return the element that an opening tag begins; a parser knows a caption in a table only."""
    whole = f"{tag}{html}</{name_of(tag)}>"
    return f"<table>{whole}</table>" if name_of(tag) == "caption" else whole


def name_of(tag: str) -> str:
    return re.findall(r"\w+", tag)[0]


def element(tag: str) -> Element:
    """Return the element that an opening tag begins, as the reader sees it."""
    return [each for each in read_html(wrap(tag, "Text")).elements if each.tag == name_of(tag)][-1]


def matches(rule: Rule, each: Element) -> bool:
    """Tell whether an element matches this very rule; threads of forums are looked for apart from the others."""
    if rule.id == "main-content/discussion":
        return default_rules().names.is_discussion(each)
    match = default_rules().names.match(each)
    return match is not None and match.id == rule.id


def page(*html: str) -> str:
    """Return a page with something between the second and the third paragraph of its article."""
    return "".join([*(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS[:2]), *html, f"<p>{PARAGRAPHS[2]}</p>"])


#: What elements hold here: a line that no rule knows, and prose.
FRAGMENT = "What the site has to say"
SENTENCES = (
    "What the miller had to say about it filled four pages of the paper, and most of them were about his mother, who "
    "had crossed the river twice, by boat, and had seen no reason to do it a third time in the rain and on foot."
)


@cache
def lexicon_of(language: str) -> Lexicon:
    """Return a lexicon of what one language pack brings with it, and nothing else."""
    phrases = TESTED[language]["phrases"]
    return Lexicon(replace(RULES[rule], phrases={language: tuple(said)}, patterns=()) for rule, said in phrases.items())


def rules_that_see(line: str, lexicon: Lexicon) -> set[str]:
    return {match.rule.id for match in lexicon.scan([line])[0] if not match.mention}


def unseen_phrases(lexicon: Lexicon, phrases: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Return the phrases, as (rule, phrase), that their rule does not match when they are a line of their own."""
    unseen = []
    for rule, some in phrases.items():
        for phrase in some:
            line = phrase.replace("{n}", "12").replace("{any}", "two words") + ": a harbour" * RULES[rule].separator
            line += " Ida Marsh" * (RULES[rule].means == "byline")
            if rule not in rules_that_see(line, lexicon):
                unseen.append((rule, phrase))
    return unseen


def repeated(phrases: dict[str, list[str]]) -> list[tuple[str, str]]:
    counts = Counter((rule, phrase) for rule, some in phrases.items() for phrase in some)
    return [place for place, count in counts.items() if count > 1]


def changed(lines: list[str]) -> list[str]:
    """Return the lines that the default pipeline touches when they stand alone, behind prose or within it."""
    return [
        line
        for line in lines
        for document in (line, behind_prose(line), within_prose(line))
        if cleantext.clean(document) != document
    ]


@for_each_family
def test_every_strip_example_is_matched_by_its_own_rule(family: str) -> None:
    seen = {(rule.id, line): rules_that_see(line, default_rules().phrases) for rule, line in examples(family, "strip")}
    wrong = [place for place, rules in seen.items() if place[0] not in rules]
    assert not wrong, listed(wrong)


@for_each_family
def test_every_strip_example_of_a_marker_is_cut_from_around_an_article(family: str) -> None:
    left = []
    for rule, line in examples(family, "strip"):
        document = before_prose(line) if rule.where == "head" else behind_prose(line)
        if rule.strength == "marker" and (clean := cleantext.clean(document)) != PROSE:
            left.append((rule.id, clean))
    assert not left, listed(left)


@for_each_family
def test_every_strip_example_of_a_hint_is_cut_beside_a_marker(family: str) -> None:
    left = []
    for rule, line in examples(family, "strip"):
        document = before_prose(f"{MARKER}\n{line}") if rule.where == "head" else behind_prose(f"{MARKER}\n{line}")
        if rule.strength == "hint" and (clean := cleantext.clean(document)) != PROSE:
            left.append((rule.id, clean))
    assert not left, listed(left)


@for_each_family
def test_every_keep_example_is_left_whole(family: str) -> None:
    wrong = changed([line for _, line in examples(family, "keep")])
    assert not wrong, listed(wrong)


@for_each_family
def test_every_phrase_matches_its_own_rule(family: str) -> None:
    phrases = {rule.id: list(rule.phrases.get("en", ())) for rule in rules_of(family)}
    wrong = unseen_phrases(default_rules().phrases, phrases)
    assert not wrong, listed(wrong)


@for_each_family
def test_no_phrase_stands_twice_in_a_rule(family: str) -> None:
    wrong = repeated({rule.id: list(rule.phrases.get("en", ())) for rule in rules_of(family)})
    assert not wrong, listed(wrong)


@for_each_family
def test_every_opening_tag_to_strip_is_matched_by_its_own_rule(family: str) -> None:
    wrong = [(rule.id, tag) for rule, tag in tags(family, "strip") if not matches(rule, element(tag))]
    assert not wrong, listed(wrong)


@for_each_family
def test_no_opening_tag_to_keep_is_matched_by_its_own_rule_or_by_any_other(family: str) -> None:
    found = [(rule, tag, default_rules().names.match(element(tag))) for rule, tag in tags(family, "keep")]
    wrong = [(rule.id, tag, match and match.id) for rule, tag, match in found if match or matches(rule, element(tag))]
    assert not wrong, listed(wrong)


@for_each_family
def test_every_element_to_strip_is_cut_from_an_article_and_every_one_to_keep_stays(family: str) -> None:
    cut = [(rule.id, tag) for rule, tag in tags(family, "strip") if rule.family != "main-content"]
    kept = [(rule.id, tag) for rule, tag in tags(family, "keep")]
    wrong = [each for each in cut if cleantext.clean(page(wrap(each[1], FRAGMENT)), kind="html") != PROSE]
    whole = "\n\n".join([*PARAGRAPHS[:2], FRAGMENT, PARAGRAPHS[2]])
    wrong += [each for each in kept if cleantext.clean(page(wrap(each[1], FRAGMENT)), kind="html") != whole]
    assert not wrong, listed(wrong)


@for_each_family
def test_an_element_that_holds_prose_is_cut_by_a_marker_and_kept_by_a_hint(family: str) -> None:
    wrong = []
    for rule, tag in tags(family, "strip"):
        box = wrap(tag, SENTENCES)
        clean = cleantext.clean(page() + box if family == "sidebar" else page(box), kind="html")
        if (clean == PROSE) != (rule.strength == "marker" and rule.means != "consent"):
            wrong.append((rule.id, tag))
    assert not wrong, listed(wrong)


def test_an_element_called_consent_that_holds_prose_is_cut_where_it_asks_for_consent() -> None:
    asking = f"<p>This website uses cookies to improve your experience.</p><p>{SENTENCES}</p>"
    consent = [tag for family in FAMILIES for rule, tag in tags(family, "strip") if rule.means == "consent"]
    assert consent
    wrong = [tag for tag in consent if cleantext.clean(page(wrap(tag, asking)), kind="html") != PROSE]
    assert not wrong, listed(wrong)


@for_each_family
def test_every_name_matches_its_own_rule(family: str) -> None:
    names = [(rule, name) for rule in rules_of(family) for name in rule.names]
    spelled = [(rule, f'<div class="x1-{name.replace(" ", joint)}">') for rule, name in names for joint in "-_"]
    wrong = [(rule.id, tag) for rule, tag in spelled if not matches(rule, element(tag))]
    assert not wrong, listed(wrong)


@for_each_family
def test_a_rule_on_elements_has_examples_of_both_kinds(family: str) -> None:
    wrong = [rule.id for rule in rules_of(family) if rule.match == "element" and not (rule.strip and rule.keep)]
    assert not wrong, listed(wrong)


def test_no_name_stands_in_two_rules() -> None:
    rules = (rule for rule in RULES.values() if rule.id != "main-content/discussion")
    fields = ((kind, name) for rule in rules for kind in ("names", "tags", "roles") for name in getattr(rule, kind))
    wrong = [field for field, count in Counter(fields).items() if count > 1]
    assert not wrong, listed(wrong)


@for_each_family
def test_every_rule_says_what_it_is_about_and_what_it_keeps(family: str) -> None:
    wrong = [rule.id for rule in rules_of(family) if not rule.about]
    assert not wrong, listed(wrong)
    lines = [rule for rule in rules_of(family) if rule.match != "element"]
    assert not lines or list(examples(family, "keep")), "a family needs prose that talks about what it cuts"


@for_each_family
def test_a_pack_is_named_after_its_family_and_a_filter_acts_on_it(family: str) -> None:
    assert FAMILIES[family]["family"] == family
    assert family in {filter.name for filter in cleantext.Pipeline.default()}


@for_each_language
def test_every_strip_example_is_matched_by_the_phrases_of_its_language(language: str) -> None:
    lines = TESTED[language]["examples"]["strip"]
    wrong = [line for line in lines if not rules_that_see(line, lexicon_of(language))]
    assert not wrong, listed(wrong)


@for_each_language
def test_every_keep_example_of_a_language_is_left_whole(language: str) -> None:
    wrong = changed(TESTED[language]["examples"]["keep"])
    assert not wrong, listed(wrong)


@for_each_language
def test_every_phrase_of_a_language_matches_its_own_rule(language: str) -> None:
    wrong = unseen_phrases(lexicon_of(language), TESTED[language]["phrases"])
    assert not wrong, listed(wrong)


@for_each_language
def test_no_phrase_of_a_language_stands_twice_in_a_rule(language: str) -> None:
    wrong = repeated(TESTED[language]["phrases"])
    assert not wrong, listed(wrong)


@for_each_language
def test_a_language_pack_is_named_after_its_code_and_names_rules_that_exist(language: str) -> None:
    pack = TESTED[language]
    assert pack["language"] == language
    assert pack["name"].strip()
    assert set(pack["phrases"]) <= set(RULES)


@for_each_language
def test_every_phrase_of_a_language_is_one_that_a_pack_of_a_user_might_have(language: str) -> None:
    for rule in lexicon_of(language).rules:
        _check_rule(rule, f"{language}.toml: rule {rule.id!r}", measured=False)


def test_the_template_of_a_language_is_laid_out_as_packs_are() -> None:
    assert format_pack(TEMPLATE) == TEMPLATE


@for_each_language
def test_a_language_pack_has_examples_of_both_kinds(language: str) -> None:
    assert TESTED[language]["examples"]["strip"]
    assert TESTED[language]["examples"]["keep"]


def test_at_least_thirty_languages_are_there() -> None:
    assert len(LANGUAGES) >= 30
    assert set(default_rules().phrases.languages) == {"en", *LANGUAGES}


def test_the_ids_of_rules_are_unique() -> None:
    ids = [f"{pack['family']}/{rule['id']}" for pack in FAMILIES.values() for rule in pack["rule"]]
    wrong = [rule for rule, count in Counter(ids).items() if count > 1]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [pytest.param(rule.id, it, id=f"{rule.id}-{n}") for rule in RULES.values() for n, it in enumerate(rule.patterns)],
)
def test_every_pattern_takes_time_in_proportion_to_the_line(rule: str, pattern: str) -> None:
    check_pattern(pattern, rule, measured=True)
