"""Compiles rules into one lexicon and scans a document with it, once, for all filters."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex
from ahocorasick_rs import AhoCorasick, MatchKind

from cleantext.document import Block, Document, Hit
from cleantext.folding import EDGE, fold, key, numbers
from cleantext.rulepack import Rule, load_default, load_rules

#: Characters of the longest line that a whole-line rule is looked up for.
LONGEST_LINE = 160
#: Characters and words of the longest line that a phrase with open words may match.
LONGEST_OPEN, WORDS_OPEN = 90, 12
#: Words of the longest phrase that is looked for at the end of a longer line.
LONGEST_TAIL = 8
#: Characters up to which a sentence around a phrase is taken along, where no full stop ends it sooner.
REACH = 160

_SEPARATORS = tuple(":|-»>.")
_ENDS = regex.compile(r"[.!?。！？।؟]+[\"')*\]]*(?=\s|$)|[。！？।]")
_WORD = regex.compile(r"\S+")
_JUNK = " \t*:|·•-.,»«→←#Δ"


@dataclass(frozen=True, slots=True)
class _Template:
    """A whole-line phrase with words left open."""

    pattern: regex.Pattern[str]
    rule: Rule


@dataclass(frozen=True, slots=True)
class _Start:
    """The beginning of a line; `pattern` says how it goes on where the phrase leaves words open in its middle."""

    phrase: str
    pattern: regex.Pattern[str] | None
    rule: Rule


class Lexicon:
    """All rules, compiled for one scan.

    Rules that match whole lines are looked up by what the line says, rules that match its start by its first word, and
    phrases inside lines are found by an Aho-Corasick automaton over the whole folded text.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._lines: dict[str, list[Rule]] = defaultdict(list)
        self._firsts: dict[str, list[_Template]] = defaultdict(list)
        self._lasts: dict[str, list[_Template]] = defaultdict(list)
        self._starts: dict[str, list[_Start]] = defaultdict(list)
        self._patterns: list[tuple[tuple[str, ...], regex.Pattern[str], Rule]] = []
        self._inline: dict[str, Rule] = {}
        inside: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            self._add(rule, inside)
        for starts in self._starts.values():
            starts.sort(key=lambda start: -len(start.phrase))
        self._edge_words = {word for phrase in self._inline for word in (phrase.split()[0], phrase.split()[-1])}
        self._inside = list(inside.items())
        self._automaton = AhoCorasick([phrase for phrase, _ in self._inside], matchkind=MatchKind.LeftmostLongest)

    def __repr__(self) -> str:
        return f"<Lexicon of {len(self.rules)} rules in {len(self.languages)} languages>"

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of all languages that some rule has phrases in."""
        return tuple(sorted({code for rule in self.rules for code in rule.languages}))

    @property
    def fingerprint(self) -> str:
        """A digest of all rules: two lexicons with the same one judge alike."""
        return hashlib.sha256(repr(self.rules).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def scan(self, document: Document) -> dict[int, tuple[Hit, ...]]:
        """Return the hits in each block of `document`, by block index; hints are not sure yet."""
        folded = fold(document.text)
        found: dict[int, list[Hit]] = {}
        for index, block in enumerate(document.blocks):
            hits = self._scan_block(index, block, folded[block.start : block.end])
            if hits:
                found[index] = hits
        self._scan_inside(document, folded, found)
        return {index: tuple(found[index]) for index in sorted(found)}

    def _add(self, rule: Rule, inside: dict[str, list[Rule]]) -> None:
        for phrase in dict.fromkeys(phrase for phrases in rule.phrases.values() for phrase in phrases):
            folded = fold(phrase)
            if rule.match == "inside":
                if rule not in inside[folded.strip()]:
                    inside[folded.strip()].append(rule)
            elif rule.match == "start":
                self._add_start(numbers(folded.replace("{n}", "0").strip()), rule)
            elif "{any}" in folded:
                self._add_template(folded, rule)
            else:
                line = key(folded.replace("{n}", "0"))
                if line and rule not in self._lines[line]:
                    self._lines[line].append(rule)
                if rule.inline and len(line) > 2 and line not in self._inline:
                    self._inline[line] = rule
        for pattern in rule.patterns:
            self._patterns.append((rule.needles, regex.compile(pattern), rule))

    def _add_start(self, text: str, rule: Rule) -> None:
        phrase, _, rest = text.partition("{any}")
        pattern = None
        if rest:
            pattern = regex.compile(".+?".join(regex.escape(part) for part in text.split("{any}")))
        self._starts[_first_word(phrase)].append(_Start(phrase.strip(), pattern, rule))

    def _add_template(self, folded: str, rule: Rule) -> None:
        text = numbers(folded.replace("{n}", "0").strip(EDGE.replace("{", "").replace("}", "")))
        compiled = regex.compile(".+".join(regex.escape(part) for part in text.split("{any}")))
        if text.startswith("{any}"):
            self._lasts[text.split()[-1]].append(_Template(compiled, rule))
        else:
            self._firsts[_first_word(text.partition("{any}")[0].strip())].append(_Template(compiled, rule))

    def _scan_block(self, index: int, block: Block, folded: str) -> list[Hit]:
        hits: list[Hit] = []
        if len(folded) <= LONGEST_LINE:
            line = key(folded)
            rules = self._lines.get(line)
            if rules is None and line.endswith("#"):
                rules = self._lines.get(line[:-1].strip(EDGE) or line)
            for rule in rules or self._match_open(line, folded):
                hits.append(_hit(index, block.start, block.end, rule, whole=True))
        for rule in self._match_start(folded):
            hits.append(_hit(index, block.start, block.end, rule, whole=True))
        return hits or self._scan_edges(index, block, folded)

    def _match_open(self, line: str, folded: str) -> Iterator[Rule]:
        """Yield the rules of templates and patterns that the line matches."""
        if not line:
            return
        if len(line) <= LONGEST_OPEN and line.count(" ") < WORDS_OPEN and not folded.endswith("."):
            yield from self._match_templates(line)
        for needles, pattern, rule in self._patterns:
            if any(needle in folded for needle in needles) and pattern.fullmatch(folded.strip(EDGE)):
                yield rule

    def _match_templates(self, line: str) -> Iterator[Rule]:
        for template in self._firsts.get(_first_word(line), ()):
            if template.pattern.fullmatch(line):
                yield template.rule
        for template in self._lasts.get(line.rpartition(" ")[2], ()):
            if template.pattern.fullmatch(line):
                yield template.rule

    def _match_start(self, folded: str) -> Iterator[Rule]:
        bare = folded.lstrip(_BULLETS)
        starts = self._starts.get(_first_word(bare))
        if starts is None:
            first = _first_word(numbers(bare[:24]))
            starts = self._starts.get(first)
            if starts is None:
                return
        text = numbers(bare)
        seen = set()
        for start in starts:
            rule = start.rule
            if len(folded) > rule.longest or rule.id in seen or not text.startswith(start.phrase):
                continue
            rest = text[len(start.phrase) :]
            if rest and start.phrase[-1].isalnum() and rest[0].isalnum() and not _unspaced(start.phrase[-1]):
                continue
            if rule.separator and not rest.lstrip().startswith(_SEPARATORS):
                continue
            if start.pattern is not None and not start.pattern.match(text):
                continue
            seen.add(rule.id)
            yield rule

    def _scan_edges(self, index: int, block: Block, folded: str) -> list[Hit]:
        """Find whole-line phrases that stand at the end of a longer line, behind a full stop."""
        last = folded[-40:].rstrip(_JUNK).rpartition(" ")[2]
        if last not in self._edge_words:
            return []
        hits: list[Hit] = []
        end = len(folded)
        while (found := self._phrase_before(folded, end)) is not None:
            start, rule = found
            hits.insert(0, _hit(index, block.start + start, block.start + end, rule))
            end = len(folded[:start].rstrip())
        if not hits or not any(hit.marker for hit in hits) or not _ends_sentence(folded, end):
            return []
        return hits

    def _phrase_before(self, folded: str, end: int) -> tuple[int, Rule] | None:
        """Return start and rule of the longest phrase of whole words that ends at `end`, junk aside."""
        stop = len(folded[:end].rstrip(_JUNK))
        words = [match.start() for match in _WORD.finditer(folded, max(0, stop - 100), stop)]
        found = None
        for start in words[-1 : -LONGEST_TAIL - 1 : -1]:
            rule = self._inline.get(key(folded[start:stop]))
            if rule is not None and (start == 0 or folded[start - 1].isspace()):
                found = (start, rule)
        return found

    def _phrase_after(self, folded: str, start: int) -> tuple[int, Rule] | None:
        """Return end and rule of the longest phrase of whole words that begins at `start`, junk aside."""
        begin = start + len(folded[start:]) - len(folded[start : start + 400].lstrip(_JUNK)) if start < len(folded) else start
        rest = folded[start : start + 140]
        begin = start + len(rest) - len(rest.lstrip(_JUNK))
        found = None
        for count, match in enumerate(_WORD.finditer(folded, begin, begin + 120)):
            if count >= 2 * LONGEST_TAIL:
                break
            rule = self._inline.get(key(folded[begin : match.end()]))
            if rule is not None:
                found = (match.end(), rule)
        return found

    def _scan_inside(self, document: Document, folded: str, found: dict[int, list[Hit]]) -> None:
        starts = [block.start for block in document.blocks]
        for number, start, end in self._automaton.find_matches_as_indexes(folded):
            if not _bounded(folded, start, end):
                continue
            index = bisect_right(starts, start) - 1
            block = document.blocks[index]
            if index < 0 or end > block.end:
                continue
            hits = found.setdefault(index, [])
            line = folded[block.start : block.end]
            for span_start, span_end, rule in self._spread(line, start - block.start, end - block.start, number):
                whole = span_start == 0 and span_end == len(line)
                hit = _hit(index, block.start + span_start, block.start + span_end, rule, whole)
                if hit not in hits:
                    hits.append(hit)
            if not hits:
                del found[index]

    def _spread(self, line: str, start: int, end: int, number: int) -> Iterator[tuple[int, int, Rule]]:
        """Yield the spans to cut around a phrase inside a line: the whole of a note, or its sentence in a longer line."""
        rules = [rule for rule in self._inside[number][1] if rule.inline or len(line) <= rule.longest]
        if len(line) <= max((rule.longest for rule in rules), default=0):
            for rule in rules:
                yield 0, len(line), rule
            return
        if not rules:
            return
        left, right = _sentence(line, start, end)
        if left is None:
            return
        for rule in rules:
            yield left, right, rule
        while (before := self._phrase_before(line, len(line[:left].rstrip()))) is not None:
            first, rule = before
            if rule.strength == "hint" and not _ends_sentence(line, len(line[:first].rstrip())):
                break
            yield first, left, rule
            left = first
        while (after := self._phrase_after(line, right)) is not None:
            yield right, after[0], after[1]
            right = after[0]


_BULLETS = " \t*•·▪▫■□●○◦‣⁃►▶▸▹▷→»›>|+-✓✔★☆❯➜☰"


def _hit(block: int, start: int, end: int, rule: Rule, whole: bool = False) -> Hit:
    marker = rule.strength == "marker"
    return Hit(block, start, end, rule.family, rule.id, marker, marker, whole, rule.where, rule.section)


def _first_word(text: str) -> str:
    """Return the word that a phrase is looked up by: the first one, or two characters of an unspaced script."""
    if text and _unspaced(text[0]):
        return text[:2]
    word = text.split(None, 1)
    return word[0].rstrip(":|,.-") or word[0] if word else ""


def _unspaced(char: str) -> bool:
    """Tell whether a script writes no spaces between words (Thai, Lao, Khmer, Chinese, Japanese)."""
    return "\u0e00" <= char <= "\u0eff" or "\u1780" <= char <= "\u17ff" or "\u2e80" <= char <= "\ua4cf" or char >= "\uf900"


def _bounded(folded: str, start: int, end: int) -> bool:
    """Tell whether a phrase stands on word boundaries and is not quoted."""
    before = folded[start - 1] if start else "\n"
    after = folded[end] if end < len(folded) else "\n"
    if before in "\"'":
        return False
    if before.isalnum() and folded[start].isalnum() and not _unspaced(folded[start]):
        return False
    return not (after.isalnum() and folded[end - 1].isalnum() and not _unspaced(folded[end - 1]))


def _ends_sentence(folded: str, end: int) -> bool:
    """Tell whether the text before `end` is empty or ends a sentence."""
    return end == 0 or folded[:end].rstrip("\"')]* ").endswith((".", "!", "?", "。", "！", "？", "।", ":", "؟"))


def _sentence(line: str, start: int, end: int) -> tuple[int | None, int]:
    """Return the sentence around `line[start:end]`, or None where nothing near ends it."""
    window = max(0, start - REACH)
    left: int | None = window if window == 0 else None
    for match in _ENDS.finditer(line, window, start):
        left = match.end()
    stop = _ENDS.search(line, end, min(len(line), end + REACH))
    right = stop.end() if stop else len(line) if len(line) - end <= 40 else end
    if left is None:
        return None, right
    return left + len(line[left:start]) - len(line[left:start].lstrip()), right


@lru_cache(maxsize=4)
def default_lexicon(packs: Sequence[str | Path] = ()) -> Lexicon:
    """Return the lexicon of the rules that come with the package and of further packs, compiled once a process."""
    rules = list(load_default())
    for pack in packs:
        rules.extend(load_rules(pack))
    return Lexicon(rules)
