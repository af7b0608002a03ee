"""Reads rule packs: TOML files of phrases and patterns that say what site chrome looks like."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import regex

from cleantext.errors import RulePackError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from cleantext.judgement import Strength

#: The choices of the fields that have some.
CHOICES = {
    "match": ("line", "start", "inside", "mark", "element"),
    "strength": ("marker", "hint", "keep"),
    "where": ("anywhere", "head", "tail", "outside"),
    "section": ("", "comments", "related", "author"),
    "means": (
        "",
        "body",
        "text",
        "post",
        "discussion",
        "answers",
        "accordion",
        "notes",
        "consent",
        "comments",
        "item",
        "caption",
        "author-note",
        "byline",
        "template",
    ),
}

#: What packs of signs have words of: what tells a note among the last paragraphs of an article, and where it stands.
SIGNS: Final = {
    "call": "begins a paragraph that calls on the reader",
    "introduction": "begins a paragraph on somebody, without a name",
    "predicate": "follows the name that a paragraph on somebody begins with",
    "biography": "stands in paragraphs on authors: what they are and do",
    "note": "stands in notes on a text, its rights and its money",
}

#: Words of the longest name that an "element" rule may have.
WORDS_OF_NAME = 3
_LISTS = ("patterns", "needles", "names", "tags", "roles", "strip", "keep", "sites")
#: Fields that say something of elements, and of lines.
_OF_ELEMENTS: Final = ("names", "tags", "roles")
_OF_LINES: Final = ("phrases", "patterns", "needles", "where", "section", "longest", "separator", "inline")
#: What names of elements are made of: words of letters, or one with digits in it, such as "mc4wp".
_NAME: Final = rf"[\p{{Ll}}]+(?: [\p{{Ll}}]+){{0,{WORDS_OF_NAME - 1}}}|\p{{Ll}}+[0-9][\p{{Ll}}0-9]*"
_TAG: Final = r"[a-z][a-z0-9-]*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of text that sites print around articles, in all languages that a pack has it in.

    `id` is "family/name". `phrases` maps a language code to phrases; `patterns` are regular expressions over the folded
    line (see `cleantext.folding`). `match` says where they match: the whole "line", its "start", or "inside" it; a
    "mark" is cut alone, anywhere in a line.
    A "marker" cuts on its own, a "hint" only beside other evidence or outside the article, and what a "keep" rule
    matches is never cut. `where` says in which part of a document the rule may act; `section` names the section that a
    matching line opens; `means` is the role of the rule in the algorithm (see below). `longest` is the maximum length,
    in characters, of a line that a "start" or "inside" rule cuts; with `separator` a phrase must be followed by
    one (":", "|", "–"). `inline` lets a rule cut a part of a longer line: the sentence that the phrase is "inside", or
    the "line" rule's phrase itself, at the end. `strip` and `keep` are the rule's examples.
    A rule with `sites` acts only on documents of these, where the caller names the site (see `site_of`).

    A rule that matches an "element" of a page has `names`, the words of classes, ids and microdata that say what the
    element is ("related posts" is "related-posts", "relatedPosts" and "related posts"), `tags` and ARIA `roles`. Its
    examples are opening tags.

    `means` is "body" (the element holds the body of an article), "text" (it holds the text of a page of any kind),
    "post" (it is a post, whose other names say what it is about), "discussion" (pages are threads where elements are
    called so), "answers" (to a question that stands beside them), "accordion" (what opens on a click is part of the
    text), "notes" (on the text: a part of it, too), "consent" (never the page, however much it holds, if it says so),
    "comments" (of readers: the page, if it is a thread),
    "item" (listings call their items so), "caption" (of a picture, and may be short prose), "author-note" (phrases
    that say what somebody is: they act on a last paragraph that introduces the author), "byline" (words that only a
    name makes a byline: "By Ida Marsh" is one, "By the sea" is not) or "template" (whole lines that a site prints on
    many pages: they go, but say nothing of the lines beside them).
    """

    id: str
    about: str = ""
    match: str = "line"
    strength: Strength = "marker"
    where: str = "anywhere"
    section: str = ""
    means: str = ""
    longest: int = 240
    separator: bool = False
    inline: bool = False
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    needles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def family(self) -> str:
        """The part of the id before the slash; a filter of the same name acts on it."""
        return self.id.partition("/")[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that the rule has phrases in."""
        return tuple(self.phrases)


class PackedPhrases(Mapping[str, tuple[str, ...]]):
    """The phrases of a rule by language, serialised with `marshal`; they are unpacked on first use."""

    def __init__(self, packed: bytes) -> None:
        """Take a dict that `marshal` has serialised."""
        self._packed = packed

    @cached_property
    def _phrases(self) -> dict[str, tuple[str, ...]]:
        unpacked: dict[str, tuple[str, ...]] = marshal.loads(self._packed)
        return unpacked

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return self._phrases[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases)

    def __repr__(self) -> str:
        return repr(self._phrases)


def load_default() -> tuple[Rule, ...]:
    """Return the rules that come with the package: the families, with the phrases of every language pack."""
    folder = package_folder() / "rules"
    rules: dict[str, Rule] = {}
    for entry in packs_in(folder):
        for rule in _read_family(_parse(entry), entry.name):
            rules[rule.id] = rule
    for entry in packs_in(folder / "languages"):
        _add_language(rules, _parse(entry), entry.name)
    return tuple(rules.values())


def load_signs() -> dict[str, tuple[str, ...]]:
    """Return the words of each sign, in all languages."""
    words: dict[str, list[str]] = {sign: [] for sign in SIGNS}
    for entry in packs_in(package_folder() / "rules" / "signs"):
        for sign, said in _parse(entry)["phrases"].items():
            if sign not in words:
                raise RulePackError(f"{entry.name}: there is no sign {sign!r}; there are {', '.join(SIGNS)}")
            words[sign] += _strings(said, f"{entry.name}: sign {sign!r}", "phrases")
    return {sign: tuple(sorted(set(said))) for sign, said in words.items()}


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """Return the rules of a pack of your own.

    The pack has the format of those in ``cleantext/rules``: a `family` and `[[rule]]` tables.

    Raises:
        RulePackError: the file cannot be read, or a field is wrong; the message names file, rule and field.
    """
    source = Path(path)
    if not source.is_file():
        raise RulePackError(f"{source}: there is no such rule pack; give the path of a TOML file")
    return _read_family(_parse(source), str(path), measured=True)


def site_of(address: str) -> str:
    """Return the name of a site as rules have it: the host of an address, without "www."; else the words themselves.

    >>> site_of("https://www.Harbour-Courier.example:443/news/1"), site_of("letters from the coast")
    ('harbour-courier.example', 'letters from the coast')
    """
    address = address.strip()
    if "//" not in address:
        return address
    try:
        host = urlsplit(address).hostname
    except ValueError:  # Crawls hold addresses that are none.
        host = None
    return host.removeprefix("www.") if host else address


def package_folder() -> Traversable:
    """Return the folder of this package, which may stand in an archive."""
    folder = Path(__file__).parent
    if folder.is_dir():
        return folder
    from importlib.resources import files

    return files("cleantext")


def packs_in(folder: Traversable) -> list[Traversable]:
    """Return the rule packs in a folder, by name."""
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)


def _parse(entry: Traversable) -> dict[str, Any]:
    import tomllib  # The rules that come with the package are compiled when it is built.

    try:
        return tomllib.loads(entry.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        cause = f"{error.reason} at byte {error.start}"
        raise RulePackError(f"{entry}: not UTF-8 ({cause}); save the pack as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise RulePackError(f"{entry}: not valid TOML: {error}") from error


def _read_family(pack: Mapping[str, Any], name: str, measured: bool = False) -> tuple[Rule, ...]:
    family = pack.get("family")
    if not isinstance(family, str) or not family or "/" in family:
        raise RulePackError(f"{name}: field 'family' must be a word such as \"comment-form\", not {family!r}")
    unknown = pack.keys() - {"family", "rule"}
    if unknown:
        raise RulePackError(f"{name}: unknown field {sorted(unknown)[0]!r}; a pack has 'family' and [[rule]] tables")
    tables = pack.get("rule", [])
    if not isinstance(tables, list) or not tables:
        raise RulePackError(f"{name}: no [[rule]] table; a pack needs at least one")
    rules = [_read_rule(family, table, name, measured) for table in tables]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RulePackError(f"{name}: rule {rule.id!r} stands there twice; give each an id of its own")
        seen.add(rule.id)
    return tuple(rules)


def _read_rule(family: str, table: object, name: str, measured: bool) -> Rule:
    if not isinstance(table, dict) or not isinstance(table.get("id"), str) or not table["id"]:
        raise RulePackError(f"{name}: every [[rule]] needs an 'id' such as \"leave-a-reply\"")
    rule_id = f"{family}/{table['id']}"
    place = f"{name}: rule {rule_id!r}"
    known = Rule.__dataclass_fields__
    for key, value in table.items():
        if key not in known:
            raise RulePackError(f"{place}: unknown field {key!r}; the fields are {', '.join(known)}")
        if key in CHOICES and value not in CHOICES[key]:
            raise RulePackError(f"{place}: field {key!r} must be one of {', '.join(CHOICES[key])}, not {value!r}")
    fields: dict[str, Any] = {key: value for key, value in table.items() if key in CHOICES or key == "about"}
    if not isinstance(table.get("about", ""), str):
        raise RulePackError(f"{place}: field 'about' must be a string, not {table['about']!r}")
    fields |= {key: _flag(table, key, place) for key in ("separator", "inline")}
    fields |= {key: _strings(table.get(key, []), place, key) for key in _LISTS}
    if "longest" in table:
        if type(table["longest"]) is not int or table["longest"] < 1:
            raise RulePackError(f"{place}: field 'longest' must be a number of characters, not {table['longest']!r}")
        fields["longest"] = table["longest"]
    _check_fields(table, place)
    phrases = table.get("phrases", {})
    if not isinstance(phrases, dict):
        raise RulePackError(f"{place}: field 'phrases' must be phrases.LANGUAGE = [...], as phrases.en = [\"Share\"]")
    rule = Rule(
        id=rule_id,
        phrases={code: _strings(value, place, f"phrases.{code}") for code, value in phrases.items()},
        **fields,
    )
    _check_rule(rule, place, measured)
    return rule


def _check_fields(table: Mapping[str, Any], place: str) -> None:
    """Refuse fields that say nothing of what a rule matches."""
    match = table.get("match", "line")
    for key in _OF_LINES if match == "element" else _OF_ELEMENTS:
        if key in table:
            kind = "lines" if match == "element" else "elements"
            raise RulePackError(f'{place}: field {key!r} is for rules on {kind}, not for match = "{match}"')


def _check_rule(rule: Rule, place: str, measured: bool) -> None:
    is_template = rule.means == "template"
    if rule.sites or is_template:
        _check_lines(rule, "'sites'" if rule.sites else 'means = "template"', place)
    for site in rule.sites:
        if not site or site_of(site) != site:
            raise RulePackError(f"{place}: site {site!r} should be {site_of(site) or 'a name'!r}")
    if is_template and (rule.match != "line" or rule.strength != "marker" or rule.section):
        raise RulePackError(f'{place}: means = "template" is for lines that go, and open no section')
    if rule.match == "element":
        _check_element_rule(rule, place)
        return
    if not rule.patterns and not any(rule.phrases.values()):
        raise RulePackError(f"{place}: has neither 'phrases' nor 'patterns', so it can never match; give it one")
    if rule.patterns and rule.match != "line":
        raise RulePackError(f"{place}: field 'patterns' needs match = \"line\", not {rule.match!r}")
    if rule.patterns and not rule.needles:
        raise RulePackError(
            f"{place}: field 'patterns' needs 'needles': literal strings, one of which stands in every match"
        )
    if any("\\d" not in pattern for pattern in rule.patterns):
        raise RulePackError(f"{place}: field 'patterns' is for lines with numbers (\\d); give words as 'phrases'")
    for code, phrases in rule.phrases.items():
        for phrase in phrases:
            _check_phrase(phrase, rule.match, f"{place}: phrase {phrase!r} ({code})")
    if rule.patterns:
        from cleantext.patterns import check_pattern
    for pattern in rule.patterns:
        check_pattern(pattern, f"{place}: pattern {pattern!r}", measured)


def _check_lines(rule: Rule, field: str, place: str) -> None:
    """Refuse what is not looked for on the documents of one site: nothing but whole lines, and elements, is."""
    is_open = any("{any}" in phrase for phrases in rule.phrases.values() for phrase in phrases)
    if rule.match not in ("line", "element") or rule.patterns or rule.inline or is_open:
        raise RulePackError(f"{place}: {field} is for phrases that are whole lines, without {{any}}, and for elements")


def _check_element_rule(rule: Rule, place: str) -> None:
    if not (rule.names or rule.tags or rule.roles):
        raise RulePackError(f"{place}: has neither 'names' nor 'tags' nor 'roles', so it can never match; give it one")
    for name in rule.names:
        if not regex.fullmatch(_NAME, name):
            raise RulePackError(f"{place}: name {name!r} must be one to three words in lower case, with spaces between")
    for word in (*rule.tags, *rule.roles):
        if not regex.fullmatch(_TAG, word):
            raise RulePackError(f'{place}: {word!r} must be the word alone, in lower case, such as "aside"')


def _check_phrase(phrase: str, match: str, place: str) -> None:
    literal = phrase.replace("{n}", "").replace("{any}", "")
    if "{" in literal or "}" in literal:
        raise RulePackError(f"{place}: unknown placeholder; there are {{n}} (a number) and {{any}} (any words)")
    if not any(char.isalpha() or char == "©" for char in literal):
        raise RulePackError(f"{place}: has no letter, so it would match anything; add words")
    if match in ("inside", "mark") and literal != phrase:
        raise RulePackError(f'{place}: placeholders do not work with match = "{match}"; give the words alone')
    if match == "start" and phrase.startswith("{any}"):
        raise RulePackError(f'{place}: match = "start" needs a literal word at the beginning')
    if match == "line" and phrase.startswith("{any}") and phrase.endswith("{any}"):
        raise RulePackError(f"{place}: needs a literal word at its beginning or at its end")


def _add_language(rules: dict[str, Rule], pack: Mapping[str, Any], name: str) -> None:
    """Add the phrases of one language; that they are well formed is tested, not checked at every start."""
    code = pack["language"]
    for rule_id, phrases in pack["phrases"].items():
        if rule_id not in rules:
            raise RulePackError(f"{name}: there is no rule {rule_id!r}; the ids stand in the packs of the families")
        rule = rules[rule_id]
        found = _strings(phrases, f"{name}: rule {rule_id!r}", "phrases")
        rules[rule_id] = replace(rule, phrases={**rule.phrases, code: found})


def _flag(table: Mapping[str, Any], key: str, place: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise RulePackError(f"{place}: field {key!r} must be true or false, not {value!r}")
    return value


def _strings(value: object, place: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise RulePackError(f"{place}: field {key!r} must be a list of strings, not {value!r}")
    return tuple(value)
