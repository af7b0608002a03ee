"""Checks a rule pack: whether its examples come out, which of its rules others cover, and what it would cut where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, NamedTuple

import regex

from cleantext.authoring.trial import Trial, try_line
from cleantext.corpus.cuts import Found
from cleantext.judging.rules import default_rules
from cleantext.patterns import slowest
from cleantext.pipeline import Pipeline
from cleantext.readers.html import read_html
from cleantext.rulepack import Rule, load_rules

#: Cuts of a rule in a corpus that are shown.
_SHOWN: Final = 5


class Remark(NamedTuple):
    """A remark on a rule: a mistake, with which the pack should not be used, or a note."""

    kind: Literal["mistake", "note"]
    rule: str
    text: str


@dataclass(slots=True)
class Use:
    """What a rule would cut in a corpus: cuts and characters, those of them from sentences, documents, and samples."""

    cuts: int = 0
    characters: int = 0
    in_prose: int = 0
    documents: int = 0
    samples: list[str] = field(default_factory=list)


def check_pack(path: str | Path) -> Iterator[Remark]:
    """Yield remarks on the rules of a pack.

    Raises:
        RulePackError: the pack cannot be used at all.
    """
    pipeline = Pipeline.default(path)
    for rule in load_rules(path):
        yield from _failed_examples(rule, pipeline)
        if not rule.strip or not rule.keep:
            kind = "an element" if rule.match == "element" else "a line"
            yield Remark("note", rule.id, f"has no example of {kind} to {'keep' if rule.strip else 'strip'}")
        yield from _covered(rule)
        if rule.patterns:
            worst = max(map(slowest, rule.patterns))
            yield Remark("note", rule.id, f"takes at most {1000 * worst:.2f} ms for a line of 2,048 hostile characters")


def _failed_examples(rule: Rule, pipeline: Pipeline) -> Iterator[Remark]:
    """Yield the examples that do not come out as the rule says."""
    if rule.strength != "keep":
        for line in rule.strip:
            trials = list(try_line(line, pipeline))
            if not any(verdict.finding.rule == rule.id for trial in trials for verdict in trial.verdicts):
                yield Remark("mistake", rule.id, f"does not see its example to strip: {line!r}")
            elif not any(one.is_cut for trial in trials for one in trial.verdicts):
                best = _by_rule(rule, trials)
                yield Remark("mistake", rule.id, f"its example to strip is kept everywhere ({best}): {line!r}")
    for line in rule.keep:
        for trial in try_line(line, pipeline):
            cut = [one for one in trial.verdicts if one.is_cut and one.finding.rule == rule.id]
            if cut and rule.strength != "keep":
                yield Remark("mistake", rule.id, f"its example to keep is cut {trial.place}: {line!r}")
                break
            if rule.strength == "keep" and not trial.left:
                yield Remark("mistake", rule.id, f"does not protect its example to keep {trial.place}: {line!r}")
                break


def _by_rule(rule: Rule, trials: Iterable[Trial]) -> str:
    """Return why a rule cut nothing, in the last place in which it saw something."""
    reasons = [one.reason.value for trial in trials for one in trial.verdicts if one.finding.rule == rule.id]
    return reasons[-1] if reasons else "nothing was found"


def _covered(rule: Rule) -> Iterator[Remark]:
    """Yield which rules of the package see what a rule is made of."""
    covering: Counter[str] = Counter()
    parts = _parts(rule)
    for part in parts:
        covering.update(_seen_by(part, rule.match == "element") - {rule.id})
    for other, count in covering.most_common(3):
        every = "all" if count == len(parts) else f"{count} of {len(parts)}"
        noun = "names" if rule.match == "element" else "phrases"
        yield Remark("note", rule.id, f"{other} sees {every} of its {noun}, too")


def _parts(rule: Rule) -> list[str]:
    """Return lines that the phrases of a rule match, or opening tags that its names, tags and roles do."""
    if rule.match == "element":
        tags = [f'<div class="{name.replace(" ", "-")}">' for name in rule.names]
        return [*tags, *(f"<{tag}>" for tag in rule.tags), *(f'<div role="{role}">' for role in rule.roles)]
    phrases = [phrase for some in rule.phrases.values() for phrase in some]
    return [regex.sub(r"\{any\}", "two words", phrase.replace("{n}", "12")) for phrase in phrases]


def _seen_by(part: str, is_element: bool) -> set[str]:
    if is_element:
        tag = regex.findall(r"\w+", part)[0]
        elements = [each for each in read_html(f"{part}Text</{tag}>").elements if each.tag == tag]
        match = default_rules().names.match(elements[-1]) if elements else None
        return set() if match is None else {match.id}
    return {match.rule.id for match in default_rules().phrases.scan([part])[0] if not match.mention}


def use_in_corpus(found: Iterable[Found], rules: Iterable[str]) -> tuple[int, dict[str, Use]]:
    """Return the number of documents, and what each of some rules would cut in them."""
    uses = {rule: Use() for rule in rules}
    documents = 0
    for one in found:
        documents += 1
        touched = set()
        for cut in one.cuts:
            if (use := uses.get(cut.rule)) is None:
                continue
            use.cuts += 1
            use.characters += len(cut.text)
            use.in_prose += len(cut.text) * cut.in_prose
            touched.add(cut.rule)
            said = " ".join(cut.text.split())
            if said not in use.samples and len(use.samples) < _SHOWN:
                use.samples.append(said)
        for rule in touched:
            uses[rule].documents += 1
    return documents, uses
