"""Lines of a site's template: they are cut where their rule may act, and corroborate nothing else.

They were learned by counting them on many pages, which, unlike a rule on a phrase, says nothing of the lines around.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.folding import line_key
from cleantext.judgement import Finding, Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.context import Found, Text
from cleantext.judging.rules import Rules
from cleantext.judging.verdicts import is_in_scope

#: Findings by the index of their block.
Findings = dict[int, list[Finding]]


def apart(found: Findings, rules: Rules) -> tuple[Findings, Findings]:
    """Return the findings of all rules but those on lines of templates, and those of these."""
    ids = rules.templates
    if not ids:
        return found, {}
    others: Findings = {}
    templates: Findings = {}
    for index, findings in found.items():
        own = [one for one in findings if one.rule in ids]
        if own:
            templates[index] = own
        if len(own) < len(findings):
            others[index] = [one for one in findings if one.rule not in ids]
    return others, templates


def judge_templates(text: Text, templates: Found) -> Iterator[Verdict]:
    """Yield a verdict on each line of a template: it goes, but where it is the title, which other pages list."""
    title = _key(text, 0) if templates and text.blocks else ""
    for place, index in enumerate(text.indices):
        for finding in templates.get(index, ()):
            if not is_in_scope(text.body, place, finding):
                yield Verdict(finding, Reason.KEPT_WRONG_PLACE)
            elif place and text.blocks[place].words >= weights.MIN_HEADLINE_WORDS and _key(text, place) in title:
                yield Verdict(finding, Reason.KEPT_HEADLINE)
            else:
                yield Verdict(finding, Reason.CUT_MARKER)


def _key(text: Text, place: int) -> str:
    return line_key(text.blocks[place].text)
