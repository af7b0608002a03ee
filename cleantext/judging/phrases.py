"""Phrases: finds those of the rules on lines in the blocks of a document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from copy import copy
from functools import cache, cached_property
from itertools import accumulate, islice
from typing import NamedTuple

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from cleantext.document import Block
from cleantext.folding import EDGE, fold, key, line_key, numbers
from cleantext.judgement import Finding
from cleantext.judging import weights
from cleantext.rulepack import Rule
from cleantext.tables import (
    BULLETS,
    JUNK,
    Start,
    Tables,
    Template,
    closing,
    has_other_script,
    joins,
    last_word,
    opening,
    tabulate,
    unspaced,
)
from cleantext.text_class import PROTECTED, latin_length

#: Characters of a text that are looked through for phrases at a time.
PIECE = 1 << 20

SEPARATORS = tuple(":|»>")
#: Full stops of all scripts, with what closes around them: quotation marks, brackets, the number of a note.
ENDS = regex.compile(
    r"(?:[.!?؟۔։።፧]|(?<=\p{Greek});)+(?:[\"')*\]»›”]|\[\w{1,3}\]|[⁰¹²³⁴-⁹])*(?=\s|$)|[。！？।॥]+[”』」）]*"
)
#: What ends no sentence although a full stop follows: initials (X is a network) and a few titles.
SHORTENED = regex.compile(r"(?<![^\W_])(?:(?!x)\p{L}|(?:\p{L}\.)+\p{L}|mr|mrs|ms|dr|st|prof|gen|sen|rep|gov)$")
_STOPS = ".。।۔"
_QUESTIONS = frozenset("?;؟፧")
_WORD = regex.compile(r"\S+")
_BAR = regex.compile(r" *[|·•/»›>,∙⋅] *| [-–—] ")
#: The rest of a byline: a name of two to four words, and no more in lower case than "and" before another name.
_NAMES = regex.compile(
    r"[:\s]*(?:\p{Lu}[\w'’.-]*\s){1,3}\p{Lu}[\w'’.-]*(?:(?:\s*[,|•·/&–—(-]| \p{Ll}{1,3} (?=\p{Lu})).*)?"
)
_MAY_BE_BAR = re.compile("[|·•/»›>,∙⋅–—-]")


class Match(NamedTuple):
    """A rule that matched in a text: `text[start:end]` is what it asks to cut.

    `whole` is true where that is all of the text; `mention` is "quoted" or "told" where the words are none of the
    site's, as they stand in quotation marks or in a sentence that tells about them. `covers` is the share of its
    sentence that the phrase is.
    """

    start: int
    end: int
    rule: Rule
    whole: bool = False
    mention: str = ""
    covers: float = 1.0


#: What was found in a text that was scanned before.
Seen = MutableMapping[str, Sequence[Match]]


def phrase_findings(
    blocks: Sequence[Block], indices: Iterable[int], lexicon: Lexicon, seen: Seen
) -> dict[int, list[Finding]]:
    """Return the findings of phrases in those of the `blocks` that `indices` name, by index.

    There are none in code, nor in tables of a text, whose cells are the article's words.

    Hints are not corroborated yet. A text is scanned once: `seen` keeps what was found in each.
    """
    searched = [index for index in indices if blocks[index].text_class not in PROTECTED]
    new = [text for text in dict.fromkeys([blocks[index].text for index in searched]) if text not in seen]
    seen.update(zip(new, lexicon.scan(new), strict=True))
    return {
        index: list(_findings(index, blocks[index].start, matches))
        for index in searched
        if (matches := seen[blocks[index].text])
    }


def _findings(index: int, offset: int, matches: Sequence[Match]) -> Iterator[Finding]:
    """Yield the matches in a block as findings; a hint about a part of it is evidence beside a marker there.

    A mark in brackets is evidence of nothing but itself.
    """
    markers = (one for one in matches if one.rule.strength == "marker" and one.rule.match != "mark")
    marked = any(not one.mention for one in markers)
    for match in matches:
        yield _finding(index, offset, match, marked)


def _finding(index: int, offset: int, match: Match, marked: bool) -> Finding:
    """Return a match as a finding; `marked` tells whether a marker matched in its block."""
    rule = match.rule
    corroborated = rule.strength == "marker" or (marked and not match.whole)
    return Finding(
        offset + match.start,
        offset + match.end,
        index,
        index + 1,
        rule.family,
        rule.id,
        rule.strength,
        match.whole,
        rule.where,
        rule.section,
        corroborated,
        match.mention,
        match.covers,
    )


class Lexicon:
    """All rules, compiled for one scan.

    Rules that match whole lines are looked up by what the line says, rules that match its start by its first word, and
    phrases inside lines are found by an Aho-Corasick automaton over the whole folded text.
    """

    def __init__(self, rules: Iterable[Rule], tables: Tables | None = None) -> None:
        """Take `rules`, with the `tables` of all of them, which are made where they are not given."""
        self.rules = tuple(rules)
        self.tables = tables = tabulate(self.rules) if tables is None else tables
        self._own: dict[str, list[Rule]] = {}  # Of one site, beside those of all.
        self._longest_own = 0
        self._vocabulary: dict[str, set[str]] = {}  # Of rules that had to be asked for it.
        self._openings = tables.starts.keys() | tables.firsts.keys()
        longest = (rule.longest for rule in self.rules if rule.match == "start")
        self._longest_opened = max((weights.MAX_LINE, *longest))
        # An automaton of all phrases takes five times as long to make as one of those that a text in ASCII may hold.
        self._ascii = _Automaton(phrase for phrase in tables.inside if phrase.isascii())
        self._latin = _Automaton(phrase for phrase in tables.inside if phrase not in tables.other)
        self._other = _Automaton(tables.other)

    @cached_property
    def _patterns(self) -> list[tuple[regex.Pattern[str], Rule]]:
        """The patterns of each rule that has some."""
        patterned = [rule for rule in self.rules if rule.patterns]
        return [(regex.compile("|".join(f"(?:{one})" for one in rule.patterns)), rule) for rule in patterned]

    def __repr__(self) -> str:
        return f"<Lexicon of {len(self.rules)} rules in {len(self.languages)} languages>"

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of all languages that some rule has phrases in."""
        return tuple(sorted({code for rule in self.rules for code in rule.languages}))

    def with_lines(self, rules: Iterable[Rule]) -> Lexicon:
        """Return a lexicon that shares all with this one, and has further rules whose phrases are whole lines.

        Of whatever length a line is: they were learned from such lines, or written for one site.
        """
        more = copy(self)
        own = tuple(rule for rule in rules if rule.match == "line")
        more.rules, more._own = (*self.rules, *own), dict(self._own)
        for rule in own:
            for line in {line_key(phrase) for phrases in rule.phrases.values() for phrase in phrases}:
                more._own[line] = [*more._own.get(line, ()), rule]
        # Spaces, marks and numbers are longer in lines than in what they say.
        more._longest_own = max(weights.MAX_LINE, 2 * max(map(len, more._own))) if more._own else 0
        return more

    def scan(self, texts: Sequence[str]) -> list[list[Match]]:
        """Return the matches in each of the texts, none of which is empty; line ends inside them count as spaces."""
        if not texts:
            return []
        folded = fold("\n".join([text.replace("\n", " ") if "\n" in text else text for text in texts]))
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        found = [self._match_line(line, text) for line, text in zip(folded.split("\n"), texts, strict=True)]
        self._scan_inside(texts, folded, starts, found)
        return found

    def notes(self, folded: str) -> Iterator[tuple[int, int, bool]]:
        """Yield the phrases inside lines that stand in a folded text: start, end, and whether one is a marker."""
        for start, end in self._matches(folded):
            rules = self._rules_inside(folded[start:end])
            if rules[0].match != "mark" and _bounded(folded, start, end):
                yield start, end, any(rule.strength == "marker" for rule in rules)

    @staticmethod
    def is_mention(folded: str, floor: int, start: int, end: int) -> bool:
        """Tell whether a phrase is none of the site's own words, in a sentence that begins at `floor`."""
        return _mention(folded, floor, start, end, is_inner=True) != ""

    def _match_line(self, line: str, text: str) -> list[Match]:
        """Return the matches in the folded line of a `text`, but for those of phrases inside it."""
        length = len(line)
        found: list[Match] = []
        bare = line.lstrip(BULLETS) if line[0] in BULLETS else line
        word = opening(bare) if length <= self._longest_opened else ""
        opens = word in self._openings
        if length <= weights.MAX_LINE and (rules := self._match_said(line, opens)):
            found = [Match(0, length, rule, whole=True) for rule in rules]
        if opens and (starts := self.tables.starts.get(word)):
            begun = self._match_start(bare, text, starts)
            found += [Match(0, length, rule, whole=True, covers=share) for rule, share in begun]
        if not found and length > weights.MIN_TAILED and _is_unended(line) and last_word(line) in self.tables.ends:
            found = self._scan_end(line)
        if length <= self._longest_own and (own := self._own.get(key(line))):
            found = [*(Match(0, length, rule, whole=True) for rule in own), *found]
        return found

    def _match_said(self, line: str, opens: bool) -> list[Rule]:
        """Return the rules that match a whole line by what it says; `opens` tells whether some begin as it does."""
        said = key(line)
        if said in self.tables.lines:
            return self._rules_of(said)
        last, lasts = said[said.rfind(" ") + 1 :], self.tables.lasts
        rules: list[Rule] = []
        if opens or "#" in said or last in lasts or last[-1:] in lasts:
            rules = self._match_open(said, line)
        return rules or (self._match_bar(said) if last in self.tables.bar_ends and " " in said else [])

    def _rules_of(self, said: str) -> list[Rule]:
        """Return the rules of a whole line that says this."""
        return [self.rules[number] for number in self.tables.lines.get(said, ())]

    def _rules_inside(self, phrase: str) -> list[Rule]:
        """Return the rules of a phrase inside lines."""
        return [self.rules[number] for number in self.tables.inside[phrase]]

    def _inline_rule(self, said: str) -> Rule | None:
        """Return the first rule that lets a whole-line phrase of three letters or more end a longer line."""
        return next((rule for rule in self._rules_of(said) if rule.inline), None) if len(said) > 2 else None

    def _match_open(self, said: str, line: str) -> list[Rule]:
        """Return the rules that a line matches but for a number at its end, by words left open, or by a pattern."""
        rules = []
        if "#" in said:
            if said[-1] == "#" and (counted := self._rules_of(said[:-1].strip(EDGE))):
                return counted
            for pattern, rule in self._patterns:
                may_match = len(line) <= rule.longest and any(needle in line for needle in rule.needles)
                if may_match and pattern.fullmatch(line.strip(EDGE)):
                    rules.append(rule)
        if len(said) <= weights.MAX_OPEN_LINE and _is_unended(line):
            tables = self.tables
            for template in (*tables.firsts.get(opening(said), ()), *tables.lasts.get(closing(said), ())):
                if _has_template(said, template):
                    rules.append(self.rules[template[-1]])
        return rules

    def _match_bar(self, said: str) -> list[Rule]:
        """Return the rules of a line that is nothing but phrases with marks between them, or single words in a row."""
        parts = [part.strip(EDGE) for part in _BAR.split(said)] if _MAY_BE_BAR.search(said) else []
        is_row = len(parts) < 2
        if is_row:
            parts = said.split()
        rules = []
        for part in filter(None, parts):
            if part not in self.tables.lines:
                return []
            rules.append(self._rules_of(part)[0])
        # A name has "de" or "of" as a part, such as that of a town.
        is_name = is_row and 0 < sum(len(part) == 2 for part in parts) < len(parts)
        return [] if is_name or (is_row and len(parts) < weights.MIN_BAR) else rules

    def _match_start(self, bare: str, whole: str, starts: Iterable[Start]) -> Iterator[tuple[Rule, float]]:
        """Yield the rules that have one of the `starts` of a `whole` line, bullets aside, and what that covers."""
        text = numbers(bare)
        seen = set()
        for phrase, pattern, number in starts:
            if not text.startswith(phrase):
                continue
            rule = self.rules[number]
            if len(whole) > rule.longest or rule.id in seen:
                continue
            rest = text[len(phrase) :]
            if rest and joins(phrase[-1]) and joins(rest[0]) and not unspaced(phrase[-1]):
                continue
            if rule.separator and not rest.startswith(" - ") and not rest.lstrip().startswith(SEPARATORS):
                continue
            if pattern and not _compiled(pattern).match(text):
                continue
            if rule.means == "byline" and not _NAMES.fullmatch(whole, len(whole) - len(bare) + len(phrase)):
                continue
            seen.add(rule.id)
            is_long = phrase.count(" ") + 1 >= weights.MIN_PHRASE
            is_telling = pattern != "" or (is_long and not rest.startswith(","))
            is_telling = is_telling or self._notice_share(rule, text) >= weights.MIN_NOTICE_WORD_SHARE
            most = weights.MAX_BEGUN if text[-1] in _STOPS else 1.0
            yield rule, 1.0 if is_telling else min(most, len(phrase) / len(text))

    def _scan_end(self, folded: str) -> list[Match]:
        """Find whole-line phrases that stand at the end of a longer line, after a full stop."""
        if not ENDS.search(folded, max(0, len(folded) - 100), len(folded) - 2):
            return []
        matches: list[Match] = []
        end = len(folded)
        while (found := self._phrase_before(folded, end)) is not None:
            start, rule = found
            matches.insert(0, Match(start, end, rule))
            end = before_space(folded, start)
        if not any(match.rule.strength == "marker" for match in matches) or not _ends_sentence(folded, end):
            return []
        return matches

    def _phrase_before(self, folded: str, end: int) -> tuple[int, Rule] | None:
        """Return start and rule of the longest phrase of whole words that ends at `end`, junk aside."""
        before = folded[max(0, end - 100) : end].rstrip(JUNK)
        words = before.split()[-weights.MAX_TAIL_WORDS :]
        for count in self.tables.ends.get(words[-1] if words else "", ()):
            phrase = key(" ".join(words[-count:]))
            if count <= len(words) and (rule := self._inline_rule(phrase)) is not None:
                start = before.rfind(words[-count], 0, len(before) - len(" ".join(words[-count:])) + len(words[-count]))
                return end - len(folded[max(0, end - 100) : end]) + start, rule
        return None

    def _phrase_after(self, folded: str, start: int) -> tuple[int, Rule] | None:
        """Return end and rule of the longest phrase of whole words that begins at `start`, junk aside."""
        rest = folded[start : start + 140]
        begin = start + len(rest) - len(rest.lstrip(JUNK))
        words = [
            match.end() for match in islice(_WORD.finditer(folded, begin, begin + 120), 2 * weights.MAX_TAIL_WORDS)
        ]
        if not words or folded[begin : words[0]].rstrip(JUNK) not in self.tables.begins:
            return None
        for end in reversed(words):
            if (rule := self._inline_rule(key(folded[begin:end]))) is not None:
                return end, rule
        return None

    def _scan_inside(self, texts: Sequence[str], folded: str, starts: Sequence[int], found: list[list[Match]]) -> None:
        """Add the matches of phrases inside lines; the automaton yields them in the order of the text."""
        line, last, covered, noted = "", -1, 0, set[str]()
        for start, end in self._matches(folded):
            if not _bounded(folded, start, end):
                continue
            index = bisect_right(starts, start) - 1
            first = starts[index]
            if index != last:
                line, last, covered, noted = folded[first : starts[index + 1] - 1], index, 0, set()
            phrase = folded[start:end]
            rule = self.rules[self.tables.inside[phrase][0]]
            if rule.match == "mark":
                whole = end - start == len(line.strip())
                found[index].append(Match(start - first, end - first, rule, whole))
                continue
            if end - first <= covered and found[index]:
                if not found[index][-1].mention:  # Of a sentence that one phrase takes, another covers more.
                    share = found[index][-1].covers + _share(folded, first, start, end)
                    found[index][-1] = found[index][-1]._replace(covers=min(1.0, share))
                continue
            is_inner = phrase in self.tables.inner
            mention = _mention(folded, first + covered, start, end, is_inner)
            if mention == "told" and self._phrase_before(line, before_space(line, start - first)) is not None:
                mention = ""  # What stands before it in its sentence are the site's own words, too.
            if mention:
                found[index].append(Match(start - first, end - first, rule, False, mention))
                continue
            for left, right, rule in self._spread(texts[index], line, start - first, end - first, covered):
                whole = left == 0 and right == len(line)
                if not whole or rule.id not in noted:
                    is_credit = rule.means == "caption" and not _is_lower_at(texts[index], end - first)
                    covers = 1.0 if is_credit else self._covered(rule, folded, first, start, end)
                    found[index].append(Match(left, right, rule, whole, covers=covers))
                if whole:
                    noted.add(rule.id)
                covered = max(covered, right)

    def _covered(self, rule: Rule, folded: str, floor: int, start: int, end: int) -> float:
        """Return the share of its sentence that a phrase is; all of it where the rest is what such notices say."""
        began, ended = _sentence_around(folded, floor, start, end)
        if self._notice_share(rule, folded[began:ended]) >= weights.MIN_NOTICE_WORD_SHARE:
            return 1.0
        before = "" if rule.family in _NAMING else folded[began:start]
        is_framed = (
            before.count(" ") > weights.MAX_NOTICE_BEFORE and self._notice_share(rule, before) < weights.MIN_COVERED
        )
        if is_framed and self._phrase_before(before, before_space(before, len(before))) is None:
            return 0.0  # A notice begins its sentence, or else with what such notices say.
        return _share(folded, floor, start, end)

    def _notice_share(self, rule: Rule, said: str) -> float:
        """Return the share of something said that is in words that phrases and examples of a rule have."""
        words = [word.strip(EDGE) for word in said.split()]
        known = self._vocabulary.get(rule.id)
        if known is None:
            phrases = (phrase for phrases in rule.phrases.values() for phrase in phrases)
            known = {word.strip(EDGE) for word in fold(" ".join([*phrases, *rule.strip])).split()}
            self._vocabulary[rule.id] = known
        usual = sum(len(word) for word in words if word in known)
        return usual / max(1, sum(map(len, words)))

    def _matches(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of phrases inside lines, from the left, the longest of those that overlap.

        A long text goes in pieces: for what it finds, an automaton needs a multiple of the memory of what it is given.
        No phrase goes over lines.
        """
        start = 0
        while start < len(folded):
            end = folded.rfind("\n", start, start + PIECE) + 1 if len(folded) - start > PIECE else len(folded)
            if end <= start:
                end = folded.find("\n", start + PIECE) + 1 or len(folded)
            piece = folded[start:end]
            found = (self._ascii if piece.isascii() else self._latin).find(piece)
            other = self._other.find(piece) if has_other_script(piece) else []
            for _, left, right in _leftmost_longest([*found, *other]) if other else found:
                yield start + left, start + right
            start = end

    def _spread(self, text: str, line: str, start: int, end: int, covered: int) -> Iterator[tuple[int, int, Rule]]:
        """Yield the spans to cut around a phrase inside a line: its sentence, and what phrases stand beside that.

        The credit of a picture takes the one sentence before it, which is the caption; and what ends a line takes the
        one question before it, as in "Did you like it? Share it with your friends!".
        `covered` is where the spans end that earlier phrases of the line have taken.
        """
        length = latin_length(line)
        rules = [rule for rule in self._rules_inside(line[start:end]) if rule.inline or length <= rule.longest]
        if not rules or end <= covered:
            return
        left, right = _sentence(text, line, start, end, covered)
        if left is None:
            return
        bare = left
        while bare and line[bare - 1] in EDGE:
            bare -= 1
        leads_in = any(rule.means == "caption" for rule in rules) or not _QUESTIONS.isdisjoint(line[bare:left])
        is_begun = not bare or (leads_in and ENDS.search(line, 0, bare) is None)
        if is_begun and all(line[place] in EDGE for place in range(right, len(line))):
            left, right = 0, len(line)
        for rule in rules:
            yield left, right, rule
        if all(rule.strength == "hint" for rule in rules):
            return
        while (before := self._phrase_before(line, before_space(line, left))) is not None and before[0] >= covered:
            first, rule = before
            if rule.strength == "hint" and not _ends_sentence(line, before_space(line, first)):
                break
            yield first, before_space(line, left), rule
            left = first
        following = []
        while (after := self._phrase_after(line, right)) is not None:
            following.append((after_space(line, right), after[0], after[1]))
            right = after[0]
        while following and right < len(line) and not _ends_sentence(line, right):
            right = following.pop()[0]  # A sentence goes on there that begins with such a word.
        yield from following


class _Automaton:
    """Finds phrases in folded text; it is made when a text first needs it."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(phrases)

    @cached_property
    def _made(self) -> AhoCorasick:
        return AhoCorasick(self._phrases, matchkind=MatchKind.LeftmostLongest)

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Return the phrases in a text from the left, the longest of those that overlap, as numbers and spans."""
        return self._made.find_matches_as_indexes(folded)


def _leftmost_longest(found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield those of several automata's phrases that one would have found: the leftmost, and the longest of them."""
    reached = 0
    for one in sorted(found, key=lambda one: (one[1], -one[2])):
        if one[1] >= reached:
            yield one
            reached = one[2]


def _is_lower_at(text: str, place: int) -> bool:
    """Tell whether the next word at a place is in lower case, where a credit has a name."""
    words = text[place:].split(None, 1)
    return words != [] and words[0].islower()


def _is_unended(line: str) -> bool:
    """Tell whether no full stop ends a folded line; an ellipsis is none."""
    return line[-1] not in _STOPS or line.endswith("...")


#: Families whose notices may begin with anybody's name.
_NAMING = frozenset(("author-box", "credits"))


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


def _has_template(said: str, template: Template) -> bool:
    """Tell whether a line says the phrase of a template with something in the open places."""
    prefix, suffix, pattern, _ = template
    if not said.startswith(prefix) or not said.endswith(suffix):
        return False
    left_open = said[len(prefix) : len(said) - len(suffix)]
    if not left_open or left_open.count(" ") >= weights.MAX_OPEN_WORDS:
        return False
    return not pattern or _compiled(pattern).fullmatch(said) is not None


def _bounded(folded: str, start: int, end: int) -> bool:
    """Tell whether a phrase stands on word boundaries."""
    before = folded[start - 1] if start else "\n"
    after = folded[end] if end < len(folded) else "\n"
    if joins(before) and joins(folded[start]) and not unspaced(folded[start]):
        return False
    return not (joins(after) and joins(folded[end - 1]) and not unspaced(folded[end - 1]))


def _mention(folded: str, floor: int, start: int, end: int, is_inner: bool) -> str:
    """Return "quoted" or "told" where a phrase is none of the site's own words, and else "".

    Its sentence does not begin before `floor`; a phrase that `is_inner` stands inside its sentence as a rule.
    """
    if (start and folded[start - 1] in "\"'«‹「『") or _is_quoted(folded, start):
        return "quoted"
    return "told" if _is_mentioned_in_sentence(folded, floor, start, end, is_inner) else ""


def _is_quoted(folded: str, start: int) -> bool:
    """Tell whether a quotation is open before `start` in its line."""
    begin = folded.rfind("\n", max(0, start - 400), start) + 1
    return (begin > 0 or start <= 400) and folded.count('"', begin, start) % 2 == 1


def _is_mentioned_in_sentence(folded: str, floor: int, start: int, end: int, is_inner: bool) -> bool:
    """Tell whether somebody tells of a phrase: more is said in its sentence, after it or before it.

    A notice begins its sentence, or is most of it, unless its phrase is written in lower case, as in "affiliate links".
    """
    began, ended = _sentence_around(folded, floor, start, end)
    before = (start - began) / 2 if unspaced(folded[start]) else folded.count(" ", began, start)
    if before > weights.MIN_MENTION_BEFORE:
        return True
    if not is_inner and before > weights.MAX_NOTICE_BEFORE and end - start < weights.MIN_NOTICE * (ended - began):
        return folded[ended - 1 : ended] in _STOPS
    return folded[end : end + 1] == "," and folded.count(" ", end, ended) >= weights.MIN_MENTION_AFTER


def _share(folded: str, floor: int, start: int, end: int) -> float:
    """Return the share of its sentence that a phrase is."""
    began, ended = _sentence_around(folded, floor, start, end)
    return min(1.0, (end - start) / len(folded[began:ended].strip()))


def _sentence_around(folded: str, floor: int, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentence, or of what is near in its line, that a phrase stands in."""
    began = max(floor, start - weights.MAX_SENTENCE)
    began = max(began, folded.rfind("\n", began, start) + 1)
    for match in ENDS.finditer(folded, began, start):
        began = match.end()
    limit = folded.find("\n", end, end + weights.MAX_SENTENCE)
    limit = min(len(folded), end + weights.MAX_SENTENCE) if limit < 0 else limit
    stop = ENDS.search(folded, end, limit)
    return began, stop.end() if stop else limit


def _ends_sentence(folded: str, end: int) -> bool:
    """Tell whether the text before `end` is empty or ends a sentence."""
    return end == 0 or folded[max(0, end - 40) : end].rstrip("\"')]*»›” ").endswith(tuple(".!?。！？।॥:؟۔։።"))


def is_shortened(text: str, folded: str, end: int) -> bool:
    """Tell whether a full stop at `end` stands after an initial or a title, in upper case."""
    if folded[end] != "." or (end >= 5 and folded[end - 5 : end].isalpha()):  # No title is as long as that.
        return False
    found = SHORTENED.search(folded, max(0, end - 12), end)
    return found is not None and text[found.start()].isupper()


def before_space(folded: str, end: int) -> int:
    """Return where the text ends that stands before `end`, white space left out."""
    while end > 0 and folded[end - 1].isspace():
        end -= 1
    return end


def after_space(folded: str, start: int) -> int:
    """Return where the text begins that stands after `start`, white space left out."""
    while start < len(folded) and folded[start].isspace():
        start += 1
    return start


def _sentence(text: str, line: str, start: int, end: int, covered: int) -> tuple[int | None, int]:
    """Return the sentence around `line[start:end]`, or None where nothing near begins it.

    What earlier phrases covered ends a sentence as a full stop does.
    """
    window = max(0, start - weights.MAX_SENTENCE, min(covered, start))
    left: int | None = window if window == 0 or covered >= window else None
    for match in ENDS.finditer(line, window, start):
        if not is_shortened(text, line, match.start()):
            left = match.end()
    stops = ENDS.finditer(line, end, min(len(line), end + weights.MAX_SENTENCE))
    stop = next((match for match in stops if not is_shortened(text, line, match.start())), None)
    right = stop.end() if stop else len(line) if len(line) - end <= 40 else end
    if left is None:
        return None, right
    return left + len(line[left:start]) - len(line[left:start].lstrip()), right
