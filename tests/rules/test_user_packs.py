"""Packs of a user's own: a good one works like those of the package, a wrong one says what is wrong with it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from cleantext import Pipeline, Rule, RulePackError, UnknownFilterError, load_rules
from cleantext.filters.base import FamilyFilter
from tests.judging.pages import ARTICLE, OTHERS, paragraphs
from tests.rules.prose import PARAGRAPHS, PROSE, behind_prose, within_prose

Write = Callable[[str], Path]

HOROSCOPE = """
family = "horoscope"

[[rule]]
id = "heading"
about = "the box with the reader's star sign, which the Harbour News prints under every article"
phrases.en = ["Your stars today", "Stars for {any}"]
phrases.de = ["Ihr Horoskop"]
strip = ["Your stars today"]
keep = ["Your stars today are those that your father steered by."]

[[rule]]
id = "lucky-number"
strength = "hint"
patterns = ['lucky numbers?:? \\d+']
needles = ["lucky number"]
"""
READERS_LETTERS = """
family = "share"

[[rule]]
id = "letters"
match = "inside"
phrases.en = ["Send your letters to the editor by pigeon"]
"""
#: What the Harbour News calls the elements that hold its horoscope, and the tide of the day.
HARBOUR_THEME = """
family = "horoscope"

[[rule]]
id = "box"
about = "the box with the reader's star sign"
match = "element"
names = ["star sign", "horoscope", "hn2024"]
roles = ["note"]
strip = ['<div class="hn-starSign">']
keep = ['<div class="no-horoscope">']

[[rule]]
id = "tide"
match = "element"
strength = "hint"
tags = ["tide-table"]
names = ["tide"]
"""
#: What the Harbour News calls the text of an article, and what it says of those who write it.
STORY = """
family = "main-content"

[[rule]]
id = "story"
match = "element"
means = "body"
names = ["harbour log"]
"""
ROWERS = """
family = "author-box"

[[rule]]
id = "rower"
match = "inside"
means = "author-note"
strength = "hint"
longest = 900
phrases.en = ["is at the oars of the paper"]
"""
LOST_PROPERTY = """
family = "share"

[[rule]]
id = "lost-property"
match = "element"
names = ["lost property"]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Write:
    """Return a function that writes a pack to a file and returns its path."""

    def write(text: str) -> Path:
        path = tmp_path / "harbour.toml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def stars(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Return the default pipeline with the pack of horoscopes, from a file that is gone by now."""
    path = tmp_path_factory.mktemp("packs") / "stars.toml"
    path.write_text(HOROSCOPE, "utf-8")
    pipeline = Pipeline.default(path)
    path.unlink()
    return pipeline


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Return the default pipeline with the rules on elements of the Harbour News, from a file that is gone by now."""
    path = tmp_path_factory.mktemp("packs") / "theme.toml"
    path.write_text(HARBOUR_THEME, "utf-8")
    pipeline = Pipeline.default(path)
    path.unlink()
    return pipeline


def page(box: str) -> str:
    """Return a page that has a box between the second and the third paragraph of its article."""
    first, second, third = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"<article>{first}{second}{box}{third}</article>"


def refusal(path: Path) -> str:
    """Return the message with which a pack is refused; it always names the file."""
    with pytest.raises(RulePackError) as refused:
        load_rules(path)
    message = str(refused.value)
    assert str(path) in message
    return message


def rule_refusal(pack: Write, fields: str) -> str:
    """Return the message with which a pack with one rule is refused; it always names the rule."""
    message = refusal(pack(f'family = "horoscope"\n[[rule]]\nid = "heading"\n{fields}\n'))
    assert "'horoscope/heading'" in message
    return message


def test_a_pack_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    assert "there is no such rule pack; give the path of a TOML file" in refusal(tmp_path / "harbour.toml")


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    assert "give the path of a TOML file" in refusal(tmp_path)


def test_a_pack_that_is_not_utf_8_is_to_be_saved_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_bytes('family = "café"'.encode("latin-1"))
    assert "at byte 13); save the pack as UTF-8" in refusal(path)


def test_bad_toml_is_shown_with_its_line(pack: Write) -> None:
    message = refusal(pack('family = "horoscope"\n[[rule]\nid = "heading"'))
    assert "not valid TOML" in message
    assert "line 2" in message


@pytest.mark.parametrize("family", ["", "family = 12", 'family = ""', 'family = "stars/today"'])
def test_a_pack_needs_a_family(pack: Write, family: str) -> None:
    message = refusal(pack(f'{family}\n[[rule]]\nid = "heading"\nphrases.en = ["Your stars today"]'))
    assert "field 'family' must be a word such as \"comment-form\"" in message


def test_an_unknown_field_of_a_pack_is_named(pack: Write) -> None:
    message = refusal(pack(f'language = "en"\n{HOROSCOPE}'))
    assert "unknown field 'language'; a pack has 'family' and [[rule]] tables" in message


@pytest.mark.parametrize("tables", ["", "rule = []", 'rule = "heading"'])
def test_a_pack_needs_rules(pack: Write, tables: str) -> None:
    assert "a pack needs at least one" in refusal(pack(f'family = "horoscope"\n{tables}'))


@pytest.mark.parametrize("table", ['phrases.en = ["Your stars today"]', "id = 3", 'id = ""'])
def test_every_rule_needs_an_id(pack: Write, table: str) -> None:
    message = refusal(pack(f'family = "horoscope"\n[[rule]]\n{table}'))
    assert "every [[rule]] needs an 'id' such as \"leave-a-reply\"" in message


def test_two_rules_with_one_id_are_refused(pack: Write) -> None:
    rule = '[[rule]]\nid = "heading"\nphrases.en = ["Your stars today"]\n'
    message = refusal(pack(f'family = "horoscope"\n{rule}{rule}'))
    assert "rule 'horoscope/heading' stands there twice; give each an id of its own" in message


def test_an_unknown_field_of_a_rule_is_named_beside_those_that_there_are(pack: Write) -> None:
    message = rule_refusal(pack, 'phrase = ["Your stars today"]')
    assert "unknown field 'phrase'; the fields are id, about, match" in message


@pytest.mark.parametrize(
    ("field", "wrong", "choices"),
    [
        ("match", "end", "line, start, inside, mark, element"),
        ("strength", "certain", "marker, hint, keep"),
        ("where", "footer", "anywhere, head, tail, outside"),
        ("section", "stars", "comments, related, author"),
        ("means", "stars", "comments, item, caption, author-note, byline, template"),
    ],
)
def test_a_wrong_choice_is_shown_the_right_ones(pack: Write, field: str, wrong: str, choices: str) -> None:
    message = rule_refusal(pack, f'{field} = "{wrong}"\nphrases.en = ["Your stars today"]')
    assert f"field '{field}' must be one of " in message
    assert message.endswith(f"{choices}, not '{wrong}'")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ('phrases.en = "Your stars today"', "field 'phrases.en' must be a list of strings, not 'Your stars today'"),
        ("phrases.en = [12]", "field 'phrases.en' must be a list of strings, not [12]"),
        ('phrases = ["Your stars today"]', "field 'phrases' must be phrases.LANGUAGE = [...]"),
        ('phrases.en = ["Your stars"]\nkeep = 1', "field 'keep' must be a list of strings, not 1"),
        ('phrases.en = ["Your stars"]\ninline = "yes"', "field 'inline' must be true or false, not 'yes'"),
        ('phrases.en = ["Your stars"]\nseparator = 1', "field 'separator' must be true or false, not 1"),
        ('phrases.en = ["Your stars"]\nlongest = "long"', "field 'longest' must be a number of characters, not 'long'"),
        ('phrases.en = ["Your stars"]\nlongest = 0', "field 'longest' must be a number of characters, not 0"),
        ('phrases.en = ["Your stars"]\nlongest = true', "field 'longest' must be a number of characters, not True"),
        ('phrases.en = ["Your stars"]\nmatch = ["line"]', "field 'match' must be one of line, start, inside"),
        ('phrases.en = ["Your stars"]\nabout = 7', "field 'about' must be a string, not 7"),
    ],
)
def test_a_wrong_type_is_told_the_right_one(pack: Write, fields: str, told: str) -> None:
    assert told in rule_refusal(pack, fields)


@pytest.mark.parametrize("fields", ["", "phrases.en = []", "patterns = []"])
def test_a_rule_that_could_never_match_is_refused(pack: Write, fields: str) -> None:
    assert "has neither 'phrases' nor 'patterns', so it can never match; give it one" in rule_refusal(pack, fields)


@pytest.mark.parametrize(
    ("phrase", "match", "told"),
    [
        ("Stars for {name}", "line", "unknown placeholder; there are {n} (a number) and {any} (any words)"),
        ("Stars for {any", "line", "unknown placeholder"),
        ("{n} {any}", "line", "has no letter, so it would match anything; add words"),
        ("* * *", "line", "has no letter"),
        ("", "line", "has no letter"),
        ("Stars for {any}", "inside", 'placeholders do not work with match = "inside"; give the words alone'),
        ("{any} stars {any}", "line", "needs a literal word at its beginning or at its end"),
        ("{any} stars", "start", 'match = "start" needs a literal word at the beginning'),
    ],
)
def test_a_phrase_that_cannot_work_is_shown(pack: Write, phrase: str, match: str, told: str) -> None:
    message = rule_refusal(pack, f'match = "{match}"\nphrases.en = ["{phrase}"]')
    assert f"phrase '{phrase}' (en): " in message
    assert told in message


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (r"patterns = ['lucky \d+']", "field 'patterns' needs 'needles'"),
        ("patterns = ['lucky']\nneedles = ['lucky']", "is for lines with numbers (\\d); give words as 'phrases'"),
        (
            "match = 'start'\npatterns = ['\\d']\nneedles = ['1']",
            "field 'patterns' needs match = \"line\", not 'start'",
        ),
    ],
)
def test_a_pattern_needs_what_makes_it_fast(pack: Write, fields: str, told: str) -> None:
    assert told in rule_refusal(pack, fields)


def test_a_bad_regular_expression_is_shown_with_its_error(pack: Write) -> None:
    message = rule_refusal(pack, r"patterns = ['lucky (\d+']" + '\nneedles = ["lucky"]')
    assert r"pattern 'lucky (\\d+': not a valid regular expression: missing )" in message


@pytest.mark.parametrize(
    "pattern", [r"(\d+)+x", r"(\d|\d\d)+x", r"(\d*)*x", r"(?:\d+ ?)+x", r"(?:lucky ?)*(?:lucky ?)*(?:lucky ?)*\d"]
)
def test_a_pattern_that_backtracks_is_refused_with_the_measurement(pack: Write, pattern: str) -> None:
    message = rule_refusal(pack, f"patterns = ['{pattern}']\nneedles = ['lucky']")
    assert "backtracks badly on lines of " in message
    assert "2048 characters " in message
    assert " ms" in message
    assert "make its quantifiers possessive (a++)" in message


@pytest.mark.parametrize("pattern", [r"\d++x", r"lucky numbers?:? \d+", r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"])
def test_a_pattern_that_is_linear_is_taken(pack: Write, pattern: str) -> None:
    rules = load_rules(pack(f"family = 'horoscope'\n[[rule]]\nid = 'x'\npatterns = ['{pattern}']\nneedles = ['1']"))
    assert rules[0].patterns == (pattern,)


def test_what_a_pack_says_is_what_load_rules_returns(pack: Write) -> None:
    heading, number = load_rules(pack(HOROSCOPE))
    assert heading.id == "horoscope/heading"
    assert heading.family == number.family == "horoscope"
    assert heading.languages == ("en", "de")
    assert heading.phrases["en"] == ("Your stars today", "Stars for {any}")
    assert (heading.match, heading.strength, heading.where, heading.section) == ("line", "marker", "anywhere", "")
    assert heading.strip == ("Your stars today",)
    assert number.strength == "hint"


def test_a_path_may_be_a_string(pack: Write) -> None:
    path = pack(HOROSCOPE)
    assert load_rules(str(path)) == load_rules(path)


def test_a_pack_may_be_given_by_its_path_or_by_its_rules(pack: Write, stars: Pipeline) -> None:
    path = pack(HOROSCOPE)
    assert Pipeline.default(path) == Pipeline.default(str(path)) == Pipeline.default(load_rules(path)) == stars


@pytest.mark.parametrize("line", ["Your stars today", "STARS FOR ANNA", "- Ihr Horoskop -", "» Your stars today «"])
def test_a_pack_works_in_the_default_pipeline(stars: Pipeline, line: str) -> None:
    assert Pipeline.default().clean(behind_prose(line)) == behind_prose(line)
    assert stars.clean(behind_prose(line)) == PROSE


def test_a_pack_keeps_what_it_says_it_keeps(stars: Pipeline) -> None:
    letter = behind_prose("Your stars today are those that your father steered by.")
    assert stars.clean(letter) == letter


def test_a_hint_of_a_pack_cuts_beside_its_marker(stars: Pipeline) -> None:
    cleaned = stars.explain(behind_prose("Your stars today\nLucky numbers: 12"))
    assert cleaned.text == PROSE
    assert [(cut.filter, cut.rule) for cut in cleaned.removals] == [
        ("horoscope", "horoscope/heading"),
        ("horoscope", "horoscope/lucky-number"),
    ]


def test_a_new_family_has_a_filter_of_its_own(stars: Pipeline) -> None:
    document = behind_prose("Your stars today")
    assert FamilyFilter("horoscope") in list(stars)
    assert [filter.name for filter in stars.only("horoscope")] == ["horoscope"]
    assert stars.only("horoscope").clean(document) == PROSE
    assert stars.without("horoscope").clean(document) == document
    assert stars.without("horoscope").then(FamilyFilter("horoscope")).clean(document) == PROSE


def test_a_family_is_unknown_without_its_pack() -> None:
    with pytest.raises(UnknownFilterError, match="horoscope"):
        Pipeline.default().without("horoscope")


def test_rules_for_a_family_of_the_package_act_through_its_filter(pack: Write) -> None:
    pipeline = Pipeline.default(pack(READERS_LETTERS))
    document = behind_prose("Send your letters to the editor by pigeon.")
    assert [filter.name for filter in pipeline] == [filter.name for filter in Pipeline.default()]
    assert pipeline.clean(document) == PROSE
    assert pipeline.without("share").clean(document) == document
    assert [(cut.filter, cut.rule) for cut in pipeline.explain(document).removals] == [("share", "share/letters")]


def test_two_packs_work_side_by_side(pack: Write) -> None:
    stars, letters = load_rules(pack(HOROSCOPE)), load_rules(pack(READERS_LETTERS))
    document = behind_prose("Your stars today\n\nSend your letters to the editor by pigeon.")
    assert Pipeline.default(stars, letters).clean(document) == PROSE


def test_a_pipeline_with_a_pack_survives_pickle_without_the_file(stars: Pipeline) -> None:
    thawed = pickle.loads(pickle.dumps(stars))
    assert thawed == stars
    assert thawed.fingerprint == stars.fingerprint
    assert thawed.clean(behind_prose("Your stars today")) == PROSE


def test_a_pack_changes_the_fingerprint(pack: Write, stars: Pipeline) -> None:
    assert stars.fingerprint != Pipeline.default().fingerprint
    weekly = Pipeline.default(pack(HOROSCOPE.replace("Your stars today", "Your stars this week")))
    assert stars.fingerprint != weekly.fingerprint


def test_the_rules_of_a_pack_are_shown_by_the_pipeline(stars: Pipeline) -> None:
    assert "FamilyFilter('horoscope')" in repr(stars)
    assert "horoscope/lucky-number" in repr(stars)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("", "has neither 'names' nor 'tags' nor 'roles', so it can never match; give it one"),
        ("names = []\ntags = []", "has neither 'names' nor 'tags' nor 'roles'"),
        ('names = ["starSign"]', "name 'starSign' must be one to three words in lower case, with spaces between"),
        ('names = ["the sign of stars"]', "name 'the sign of stars' must be one to three words"),
        ('names = ["star-sign"]', "name 'star-sign' must be one to three words in lower case, with spaces between"),
        ('names = ["star  sign"]', "name 'star  sign' must be one to three words in lower case, with spaces between"),
        ('names = [".stars"]', "name '.stars' must be one to three words in lower case, with spaces between"),
        ('names = ["2stars"]', "name '2stars' must be one to three words in lower case, with spaces between"),
        ('names = ["星座"]', "name '星座' must be one to three words in lower case, with spaces between"),
        ('names = [""]', "name '' must be one to three words in lower case, with spaces between"),
        ('names = "stars"', "field 'names' must be a list of strings, not 'stars'"),
        ("tags = [1]", "field 'tags' must be a list of strings, not [1]"),
        ('tags = ["Aside"]', "'Aside' must be the word alone, in lower case, such as \"aside\""),
        ('tags = ["<aside>"]', "'<aside>' must be the word alone, in lower case"),
        ('roles = ["NOTE"]', "'NOTE' must be the word alone, in lower case"),
        (
            'names = ["stars"]\nphrases.en = ["Your stars"]',
            "field 'phrases' is for rules on lines, not for match = \"el",
        ),
        (
            "names = ['stars']\npatterns = ['\\d']",
            "field 'patterns' is for rules on lines, not for match = \"element\"",
        ),
        ('names = ["stars"]\nwhere = "tail"', "field 'where' is for rules on lines, not for match = \"element\""),
        (
            'names = ["stars"]\nsection = "related"',
            "field 'section' is for rules on lines, not for match = \"element\"",
        ),
    ],
)
def test_a_rule_on_elements_that_cannot_work_is_shown(pack: Write, fields: str, told: str) -> None:
    assert told in rule_refusal(pack, f'match = "element"\n{fields}')


@pytest.mark.parametrize("field", ["names", "tags", "roles"])
def test_a_rule_on_lines_has_no_names_of_elements(pack: Write, field: str) -> None:
    message = rule_refusal(pack, f'{field} = ["aside"]\nphrases.en = ["Your stars today"]')
    assert f"field '{field}' is for rules on elements, not for match = \"line\"" in message


def test_what_a_pack_says_of_elements_is_what_load_rules_returns(pack: Write) -> None:
    box, tide = load_rules(pack(HARBOUR_THEME))
    assert (box.id, box.family, box.match, box.strength) == ("horoscope/box", "horoscope", "element", "marker")
    assert (box.names, box.tags, box.roles) == (("star sign", "horoscope", "hn2024"), (), ("note",))
    assert box.strip == ('<div class="hn-starSign">',)
    assert (box.means, tide.means) == ("", "")
    assert (tide.strength, tide.tags, tide.languages) == ("hint", ("tide-table",), ())


@pytest.mark.parametrize(
    "tag",
    [
        '<div class="star-sign">',
        '<div class="hn-starSign__box--x7">',
        '<section id="horoscope">',
        '<div class="hn2024">',
        '<div role="note">',
        "<tide-table>",
        '<div class="tide">',
    ],
)
def test_an_element_of_a_pack_is_cut_by_its_own_filter_and_rule(theme: Pipeline, tag: str) -> None:
    html = page(f"{tag}The Ram: stay at home</{tag[1:].split()[0].rstrip('>')}>")
    assert Pipeline.default().clean(html) == within_prose("The Ram: stay at home")
    cleaned = theme.explain(html)
    rule = "horoscope/tide" if "tide" in tag else "horoscope/box"
    assert cleaned.text == PROSE
    assert [(cut.filter, cut.rule, cut.text) for cut in cleaned.removals] == [
        ("horoscope", rule, "The Ram: stay at home")
    ]


@pytest.mark.parametrize("tag", ['<div class="no-horoscope">', '<div class="seastars">', '<div class="tide">'])
def test_an_element_that_is_not_so_called_or_that_a_hint_finds_telling_stays(theme: Pipeline, tag: str) -> None:
    told = "The tide came in at four, as it had every day that week, and took the sandbags with it."
    assert theme.clean(page(f"{tag}<p>{told}</p></div>")) == within_prose(told)


def test_a_rule_on_elements_does_nothing_to_text(theme: Pipeline) -> None:
    assert theme.clean(within_prose("Horoscope")) == within_prose("Horoscope")


def test_elements_of_a_new_family_stay_without_its_filter(theme: Pipeline) -> None:
    html = page('<div class="horoscope">The Ram: stay at home</div>')
    assert theme.without("horoscope").clean(html) == within_prose("The Ram: stay at home")
    assert theme.only("horoscope").clean(html) == PROSE


def test_elements_for_a_family_of_the_package_are_cut_by_its_filter(pack: Write) -> None:
    pipeline = Pipeline.default(pack(LOST_PROPERTY))
    cleaned = pipeline.explain(page('<div id="lost-property">One glove, blue</div>'))
    assert cleaned.text == PROSE
    assert [(cut.filter, cut.rule) for cut in cleaned.removals] == [("share", "share/lost-property")]


def test_rules_of_the_package_on_elements_work_beside_those_of_a_pack(theme: Pipeline) -> None:
    html = page('<div class="horoscope">The Ram: stay at home</div><div class="related-posts">The mill burns</div>')
    assert theme.clean(html) == PROSE


def test_a_pipeline_with_elements_of_a_pack_survives_pickle(theme: Pipeline) -> None:
    thawed = pickle.loads(pickle.dumps(theme))
    html = page('<div class="horoscope">The Ram: stay at home</div>')
    assert thawed == theme
    assert thawed.fingerprint == theme.fingerprint
    assert thawed.explain(html) == theme.explain(html)


def test_a_name_of_an_element_changes_the_fingerprint(pack: Write, theme: Pipeline) -> None:
    other = Pipeline.default(pack(HARBOUR_THEME.replace('"horoscope", "hn', '"zodiac", "hn')))
    assert other.fingerprint != theme.fingerprint


def test_what_a_rule_of_a_pack_means_is_what_load_rules_returns(pack: Write) -> None:
    (story,) = load_rules(pack(STORY))
    assert (story.id, story.means, story.names) == ("main-content/story", "body", ("harbour log",))


def test_an_element_that_means_the_body_of_an_article_is_weighed_as_one(pack: Write) -> None:
    story, other = (
        f'<div class="{name}"><h4>In the harbour</h4>{paragraphs(*texts)}</div>'
        for name, texts in (("hn-harbourLog", ARTICLE[:3]), ("hn-archive", OTHERS[:2]))
    )
    assert OTHERS[0] in Pipeline.default().clean(story + other)
    assert Pipeline.default(pack(STORY)).clean(story + other) == "\n\n".join(["In the harbour", *ARTICLE[:3]])


def test_elements_that_mean_a_discussion_make_a_page_of_comments_a_thread(pack: Write) -> None:
    comments = f'<ol class="comment-list">{paragraphs(*OTHERS[:3])}</ol>'
    page = f'<div class="hn-towpath">{paragraphs(*ARTICLE[:2])}{comments}</div>'
    towpath = STORY.replace('"body"', '"discussion"').replace("harbour log", "towpath")
    assert OTHERS[0] not in Pipeline.default().clean(page)
    assert OTHERS[0] in Pipeline.default(pack(towpath)).clean(page)


def test_a_phrase_that_means_a_note_on_the_author_cuts_the_paragraph_that_introduces_him(pack: Write) -> None:
    note = "Tom Becker is at the oars of the paper and was born on the far bank, in the house beside his mother's mill."
    text = f"Tom Becker was there\n\n{PROSE}\n\n{note}"
    assert note in Pipeline.default().clean(text)
    cleaned = Pipeline.default(pack(ROWERS)).explain(text)
    assert [(cut.rule, cut.text) for cut in cleaned.removals][-1:] == [("author-box/rower", note)]


def test_a_rule_of_a_pack_that_keeps_is_no_filter_and_cuts_nothing(pack: Write) -> None:
    keeping = Pipeline.default(pack(HOROSCOPE.replace('id = "heading"', 'id = "heading"\nstrength = "keep"')))
    assert keeping.clean(behind_prose("Your stars today")) == behind_prose("Your stars today")
    assert keeping.clean(behind_prose("Share this article\nYour stars today")) == behind_prose("Your stars today")


TIDES = """
family = "tides"

[[rule]]
id = "today"
sites = ["harbour.example", "the coast"]
phrases.cy = ["Y llanw heddiw", "Llanw uchel {n}:{n}"]

[[rule]]
id = "box"
match = "element"
sites = ["harbour.example"]
names = ["llanw"]
"""


@pytest.mark.parametrize("url", ["http://www.Harbour.example/news/1", "harbour.example", "the coast"])
def test_a_rule_of_a_site_acts_where_cleaning_is_told_the_site(pack: Write, url: str) -> None:
    pipeline = Pipeline.default(pack(TIDES))
    text = f"{PROSE}\n\nY llanw heddiw\n\nLlanw uchel 7:15"
    assert pipeline.clean(text) == text
    assert pipeline.clean(text, url="https://valley.example/") == text
    assert pipeline.clean(text, url=url) == PROSE
    assert pipeline.explain(text, url=url).text == PROSE


def test_a_rule_on_elements_may_be_for_one_site(pack: Write) -> None:
    pipeline = Pipeline.default(pack(TIDES))
    box = page('<div class="llanw"><p>Y mae’r môr yn uchel.</p></div>')
    assert "môr" in pipeline.clean(box, kind="html")
    assert "môr" in pipeline.clean(box, kind="html", url="the coast")
    assert "môr" not in pipeline.clean(box, kind="html", url="https://harbour.example/")


def test_a_site_may_have_what_it_is_never_to_lose(pack: Write) -> None:
    path = pack(
        'family = "tides"\n[[rule]]\nid = "reply"\nstrength = "keep"\nsites = ["the coast"]\n'
        'phrases.en = ["Leave a Reply"]\n'
    )
    text = f"{PROSE}\n\nLeave a Reply"
    assert Pipeline.default(path).clean(text) == PROSE
    assert Pipeline.default(path).clean(text, url="the coast") == text


def test_rules_of_many_sites_are_held_compiled_for_a_few(pack: Write) -> None:
    pipeline = Pipeline.default(
        Rule(id=f"tides/{n}", phrases={"cy": ("Y llanw heddiw",)}, sites=(f"{n}.example",)) for n in range(200)
    )
    text = f"{PROSE}\n\nY llanw heddiw"
    assert {pipeline.clean(text, url=f"https://{n}.example/") for n in (*range(200), 0)} == {PROSE}


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('sites = "the coast"\nphrases.cy = ["Llanw"]', "field 'sites' must be a list of strings"),
        ('sites = ["www.harbour.example/"]\nphrases.cy = ["Llanw"]', ""),
        ('sites = ["https://harbour.example/"]\nphrases.cy = ["Llanw"]', "should be 'harbour.example'"),
        ('sites = [""]\nphrases.cy = ["Llanw"]', "should be 'a name'"),
        (
            'sites = ["the coast"]\nmatch = "inside"\nphrases.cy = ["Llanw"]',
            "'sites' is for phrases that are whole lines",
        ),
        ('sites = ["the coast"]\nphrases.cy = ["Llanw {any}"]', "'sites' is for phrases that are whole lines"),
        ('means = "template"\nstrength = "hint"\nphrases.cy = ["Llanw"]', 'means = "template" is for lines that go'),
        ('means = "template"\nmatch = "element"\nnames = ["llanw"]', 'means = "template" is for lines that go'),
        ('means = "template"\nmatch = "start"\nphrases.cy = ["Llanw"]', 'means = "template" is for phrases that are'),
    ],
)
def test_what_a_rule_of_a_site_cannot_have_is_refused(pack: Write, rule: str, message: str) -> None:
    path = pack(f'family = "tides"\n[[rule]]\nid = "today"\n{rule}\n')
    if message:
        assert message in refusal(path)
    else:
        assert load_rules(path)
