"""The context of findings: which of them corroborate each other, and where the article is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import regex

from cleantext.document import Block
from cleantext.judgement import Finding, Reason, Shape, Verdict
from cleantext.judging import weights
from cleantext.judging.shape import find_shape
from cleantext.judging.stretch import BUTTONS, find_stretch
from cleantext.text_class import PROTECTED, SENTENCES, ends_sentence

if TYPE_CHECKING:
    from cleantext.judging.rules import Rules

#: The text classes of labels: of menus, buttons, headlines.
_LABELS = ("fragment", "lead", "continued", "teaser", "heading")
_COLONS = ":：﹕"
_QUESTIONS = "?？;؟"
#: What numbered headings begin with: "2. Cookies", "§ 4 Rights".
_NUMBERED = regex.compile(r"(?:\d+(?:\.\d+)*[.)]|(?:§|Art\.|Article|TOP) ?\d+[.:]?) ?\p{L}")
#: A word that says what a sentence is about.
_LONG_WORD = regex.compile(r"\w{5,}")
#: A cell of a row that is a number, an amount, a time or the like.
_NUMBER_CELL = regex.compile(r"(?:^|\| )[^\p{L}\p{N}|]*+\p{N}[^\p{L}|]*+(?:\||$)")

#: Findings by the index of their block.
Found = Mapping[int, Sequence[Finding]]


class Text:
    """The blocks that are judged by their words: all of a text, or those of a page that its elements leave.

    Attributes:
        blocks: in order.
        indices: the index of each of them in the document.
        found: the findings that are evidence, by their place in `blocks`, with hints corroborated.
        headings: the findings that are none, as they are hints on a heading of the article.
        shape: the shape of the document; `evidence` gives the reasons in words.
        body: the range of places that holds the article.
        others: the ranges of further articles in the text of a whole page.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        indices: Sequence[int],
        found: Found,
        rules: Rules,
        body: range | None = None,
    ) -> None:
        """Take those of a document's blocks that `indices` name, with what `rules` have `found` in it, by index.

        Where the article stands is found, unless `body` says it.
        """
        self.blocks = [blocks[index] for index in indices]
        self.indices = indices
        self._bylines = rules.bylines
        classes = (block.text_class for block in self.blocks)
        self._first_prose = next((place for place, one in enumerate(classes) if one == "prose"), len(indices))
        self._matched = {place for place, index in enumerate(indices) if index in found}
        evidence = {
            place: kept
            for place, index in enumerate(indices)
            if index in found and (kept := [one for one in found[index] if self.is_evidence(place, one)])
        }
        self.headings = {place: evidence.pop(place) for place in _headings_of_text(self.blocks, evidence)}
        self.found = _corroborate(self.blocks, _open_sections(evidence, rules.comment_families))
        self.shape: Shape
        if body is not None:
            self.shape, self.evidence, self.body, self.others = "one line", "no line breaks", body, []
            return
        self.shape, self.evidence, stretches = find_shape(self.blocks, self.found, rules.comment_families)
        self.body, *self.others = stretches or [find_stretch(self.blocks, self.found)]

    def is_evidence(self, place: int, finding: Finding) -> bool:
        """Tell whether a finding says something of the lines around it.

        A mention does not, nor does what protects its line, an answer, or a byline below the first prose: in a list of
        books each has one.
        """
        is_misplaced = finding.rule in self._bylines and place > self._first_prose
        is_none = finding.mention or finding.strength == "keep" or is_misplaced
        return not is_none and not self.is_answer(place, finding)

    def is_answer(self, place: int, finding: Finding) -> bool:
        """Tell whether a sentence stands right below a numbered heading, or answers a question with more text below it.

        So it does in terms, minutes and lists of questions. The question has a word of what matched in it.
        """
        block = self.blocks[place]
        if not place or place - 1 in self._matched or not ends_sentence(block.text):
            return False
        above = self.blocks[place - 1]
        if above.text[-1] not in _QUESTIONS:
            return above.text_class == "fragment" and _NUMBERED.match(above.text) is not None
        said = block.text[finding.start - block.start : finding.end - block.start]
        is_last = place + 1 == len(self.blocks) or place + 1 in self._matched
        return not is_last and not _long_words(above.text).isdisjoint(_long_words(said))

    def is_byline_alone(self, place: int, finding: Finding) -> bool:
        """Tell whether a finding is a byline without other metadata or chrome right beside it."""
        return finding.rule in self._bylines and place - 1 not in self.found and place + 1 not in self.found

    @property
    def body_in_document(self) -> range:
        """The range of the document's blocks that holds the article."""
        return range(self.indices[self.body.start], self.indices[self.body.stop - 1] + 1) if self.body else range(0)

    @cached_property
    def prose(self) -> range:
        """The range of indices from the first prose to the last."""
        prose = [index for index, block in enumerate(self.blocks) if block.text_class == "prose"]
        return range(prose[0], prose[-1] + 1) if prose else range(0)

    def words_in_sentences(self, part: range) -> float:
        """Return the number of words in sentences, in the blocks of `part`."""
        return self._words_before[part.stop] - self._words_before[part.start]

    @cached_property
    def _words_before(self) -> list[float]:
        words = (block.words if block.text_class in SENTENCES else 0.0 for block in self.blocks)
        return list(accumulate(words, initial=0.0))

    @cached_property
    def is_page(self) -> bool:
        """Whether the text is a whole page, and no article with a little chrome.

        Markers of several families match in it, not counting buttons; of few only where most blocks are labels.
        """
        if len(self.blocks) < weights.MIN_PAGE_BLOCKS:
            return False
        markers = (one for found in self.found.values() for one in found if one.strength == "marker")
        families = len({one.family for one in markers} - {BUTTONS})
        if families < weights.MIN_LABELLED_FAMILIES or families >= weights.MIN_PAGE_FAMILIES:
            return families >= weights.MIN_PAGE_FAMILIES
        labels = sum(block.words <= weights.MAX_LABEL_WORDS and block.text_class in _LABELS for block in self.blocks)
        return labels >= weights.MIN_LABELS * len(self.blocks)

    def is_prose(self, place: int) -> bool:
        """Tell whether there is a block at `place` that is prose, and that no rule matched all of."""
        return (
            0 <= place < len(self.blocks)
            and self.blocks[place].text_class == "prose"
            and not any(one.whole for one in self.found.get(place, ()))
        )

    @cached_property
    def has_prose(self) -> bool:
        """Whether there is a block of prose that no rule matched all of."""
        return any(map(self.is_prose, range(len(self.blocks))))

    def is_beside_prose(self, place: int) -> bool:
        """Tell whether prose is next to a block, or next to short sentences beside it."""
        return self._reaches_prose(place, -1) or self._reaches_prose(place, 1)

    def _reaches_prose(self, place: int, step: int) -> bool:
        """Tell whether prose is next to a block on one side, past sentences that no rule matched."""
        place += step
        while self._is_said(place):
            place += step
        return self.is_prose(place)

    def _is_said(self, place: int) -> bool:
        """Tell whether a block is a short sentence that no rule matched."""
        return (
            0 <= place < len(self.blocks)
            and place not in self.found
            and self.blocks[place].text_class != "prose"
            and ends_sentence(self.blocks[place].text)
        )

    def heads_text(self, place: int) -> bool:
        """Tell whether a block is a line without a sentence between two paragraphs of prose.

        A heading of a page may have anything above it, and buttons below; a line with the marks of a heading may have
        anything below it that no rule matched.
        """
        block = self.blocks[place]
        if block.kind == "heading" and not any(one.strength == "marker" for one in self.found.get(place, ())):
            return self.is_prose(self._below_buttons(place))
        if block.text_class == "heading":
            below = place + 1
            while below < len(self.blocks) and self.blocks[below].text_class == "heading":
                below += 1
            return below < len(self.blocks) and below not in self.found
        is_between = self.is_prose(place - 1) and self.is_prose(place + 1)
        return is_between and block.text_class not in SENTENCES and not is_rule(block)

    def is_beside_row(self, place: int) -> bool:
        """Tell whether a row of a table is next to a block; a row alone may be layout."""
        return any(
            block.kind == "row"
            for block in (*self.blocks[max(0, place - 1) : place], *self.blocks[place + 1 : place + 2])
        )

    def is_record(self, place: int) -> bool:
        """Tell whether a block is a row of a table with a number in one of its cells, which no phrase matches."""
        block = self.blocks[place]
        return block.kind == "row" and self.is_beside_row(place) and _NUMBER_CELL.search(block.text) is not None

    def _below_buttons(self, place: int) -> int:
        """Return the place of the first block below one that is no button, such as "[edit]" beside a heading."""
        place += 1
        while place < len(self.blocks) and any(one.family == BUTTONS for one in self.found.get(place, ())):
            place += 1
        return place

    @property
    def ends_with_label(self) -> bool:
        """Whether the last block is a label with a colon, right below prose.

        It has few words, or is written as a title. A sentence that breaks off before its list is none, nor is an item
        or an option, which a mark begins.
        """
        if not self.is_prose(len(self.blocks) - 2):
            return False
        block = self.blocks[-1]
        if block.text_class in PROTECTED or block.text[-1] not in _COLONS or not block.text[0].isalnum():
            return False
        words = block.text.split()
        is_title = sum(word[0].isupper() for word in words) >= weights.MIN_CAPITALS * len(words)
        return block.words < weights.MIN_ANNOUNCING_WORDS or (is_title and block.words <= weights.MAX_LABEL_WORDS)

    def is_among_items(self, place: int) -> bool:
        """Tell whether a block is an item of a list between two items that no rule matched, none of them a link."""
        if not 0 < place < len(self.blocks) - 1 or self.blocks[place].kind != "item" or self.blocks[place].links:
            return False
        return all(
            self.blocks[other].kind == "item" and other not in self.found and not self.blocks[other].links
            for other in (place - 1, place + 1)
        )

    def is_led_in(self, place: int) -> bool:
        """Tell whether a block is an item of a list that a line with a colon leads in."""
        return place in self._led_in

    @cached_property
    def _led_in(self) -> frozenset[int]:
        """The places of the items of lists below lines that end in a colon and that no rule matched.

        A list goes on as it begins: with the same mark before its items, and as many line ends between them.
        """
        led: set[int] = set()
        for place, block in enumerate(self.blocks[:-1]):
            announces = block.text[-1] in _COLONS and block.words >= weights.MIN_ANNOUNCING_WORDS
            if announces and place not in self.found and place not in led:
                first = self.blocks[place + 1]
                gap = first.start - block.end
                for item in range(place + 1, len(self.blocks)):
                    above, below = self.blocks[item - 1], self.blocks[item]
                    alike = below.text[0] == first.text[0] or (below.text[0].isalnum() and first.text[0].isalnum())
                    if not alike or below.start - above.end > gap or below.text_class == "prose":
                        break
                    led.add(item)
        return frozenset(led)

    @cached_property
    def recurring(self) -> frozenset[str]:
        """The rules on lines that lead to other articles, where the article has so many that its author wrote them."""
        rules = Counter(
            rule
            for place, findings in self.found.items()
            if place in self.body
            for rule in {
                one.rule
                for one in findings
                if one.family == "related-links" and one.strength == "marker" and one.whole and not one.section
            }
        )
        return frozenset(rule for rule, count in rules.items() if count >= weights.MIN_RECURRING)

    def is_of_list(self, place: int, finding: Finding) -> bool:
        """Tell whether a finding is one of many dates, or labels of data, below the article without other evidence."""
        return (finding.rule, place) in self._listed

    @cached_property
    def _listed(self) -> frozenset[tuple[str, int]]:
        """The rules on data of a post that match so many lines below the article that these are a list, with places."""
        alone = [
            (finding.rule, place)
            for place, findings in self.found.items()
            if place >= self.body.stop
            for finding in findings
            if finding.family == "post-metadata" and finding.strength == "hint" and not finding.corroborated
        ]
        times = Counter(rule for rule, _ in alone)
        return frozenset(one for one in alone if times[one[0]] >= weights.MIN_RECURRING)

    def repeats(self, index: int) -> bool:
        """Tell whether the article has the same line as a block outside of it, such as the name of its author."""
        return self.blocks[index].text in self._lines

    @cached_property
    def _lines(self) -> frozenset[str]:
        """The lines of the article that are no prose."""
        body = (self.blocks[index] for index in self.body)
        return frozenset(block.text for block in body if block.text_class != "prose")

    @cached_property
    def in_doubt(self) -> frozenset[str]:
        """The lines of the article that are hints without other evidence: what is in doubt once is kept each time."""
        return frozenset(
            self.blocks[index].text
            for index, findings in self.found.items()
            if index in self.body and not any(finding.corroborated for finding in findings)
        )


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text.lower()))


def is_doubtful(findings: Sequence[Finding]) -> bool:
    """Tell whether more hints than markers say that a line is chrome."""
    strengths = [one.strength for one in findings]
    return strengths.count("hint") > strengths.count("marker")


def is_rule(block: Block) -> bool:
    """Tell whether a block is a line of dashes, stars or the like, without a letter or a digit."""
    return not any(map(str.isalnum, block.text))


def block_verdict(text: Text, place: int, family: str, rule: str, reason: Reason) -> Verdict:
    """Return a verdict on a whole block."""
    block, index = text.blocks[place], text.indices[place]
    return Verdict(Finding(block.start, block.end, index, index + 1, family, rule), reason)


def _headings_of_text(blocks: Sequence[Block], found: Found) -> list[int]:
    """Return the places of headings of a page above a sentence, with prose further down, that it is doubtful to cut.

    "Contact" in a menu is evidence for the labels beside it; above a sentence of the article it is its heading.
    """
    last = next((p for p in range(len(blocks) - 1, -1, -1) if blocks[p].text_class == "prose" and p not in found), 0)
    return [
        place
        for place, findings in found.items()
        if place < last
        and blocks[place].kind == "heading"
        and place + 1 not in found
        and ends_sentence(blocks[place + 1].text)
        and is_doubtful(findings)
        and not any(one.section for one in findings)
    ]


def _open_sections(found: Found, comment_families: Container[str]) -> dict[int, tuple[Finding, ...]]:
    """Return the findings; a heading of comments opens a section only if findings of comments follow it."""
    opened: dict[int, tuple[Finding, ...]] = {}
    following = 0
    for index in sorted(found, reverse=True):
        closed = following < weights.MIN_THREAD
        opened[index] = tuple(
            finding._replace(section="") if closed and finding.section == "comments" else finding
            for finding in found[index]
        )
        following += any(finding.family in comment_families for finding in found[index])
    return opened


def _corroborate(blocks: Sequence[Block], found: Found) -> dict[int, tuple[Finding, ...]]:
    """Return the findings, with the hints corroborated that are in a group with enough evidence.

    A group is a run of blocks with findings, no two more than `MAX_GAP` blocks apart and with no prose between them.
    """
    corroborated: dict[int, tuple[Finding, ...]] = {}
    group: list[int] = []
    for index in [*sorted(found), len(blocks) + weights.MAX_GAP + 1]:
        if group and (index - group[-1] > weights.MAX_GAP or _is_interrupted(blocks, group[-1], index)):
            listed = group[0] > 0 and blocks[group[0] - 1].text_class == "lead"
            sure = _is_evidence(group, found, listed)
            for member in group:
                corroborated[member] = tuple(
                    finding if finding.corroborated or not sure else finding._replace(corroborated=True)
                    for finding in found[member]
                )
            group = []
        group.append(index)
    return corroborated


def _is_interrupted(blocks: Sequence[Block], left: int, right: int) -> bool:
    """Tell whether there is prose, code or a table between two blocks."""
    return any(block.text_class in ("prose", "sentence", *PROTECTED) for block in blocks[left + 1 : right])


def _is_evidence(group: Sequence[int], found: Found, listed: bool) -> bool:
    """Tell whether a group has a marker, or is a crowd of hints: of several rules, or on consecutive lines.

    A crowd that is `listed` by the line above it, which ends in a colon, is a list of the article.
    """
    found_whole = (one for member in group for one in found[member] if one.whole and one.family != BUTTONS)
    if any(one.strength == "marker" for one in found_whole):
        return True
    if listed or len(group) < weights.MIN_CROWD:
        return False
    return group[-1] - group[0] + 1 == len(group) or len({one.rule for member in group for one in found[member]}) > 1
