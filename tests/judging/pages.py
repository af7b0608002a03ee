"""Pages in a few lines, to see what judging makes of them: an article, and what sites put around it."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.judgement import Verdict
from cleantext.judging import judge_elements
from cleantext.judging.features import not_cut
from cleantext.judging.rules import default_rules
from cleantext.readers.html import read_html

#: An article, some two hundred characters a paragraph.
ARTICLE = (
    "The mayor opened the new bridge on Tuesday morning, after eleven years of argument about who should pay for it "
    "and whether anybody on the far side of the river wanted to be reached at all.",
    "Four hundred people had come to walk across before the first lorry did. They carried folding chairs, thermos "
    "flasks and in one case a brass band's worth of instruments, and they stopped in the middle to look down.",
    "The old ferry made its last run at noon. Its captain, who had crossed the river some ninety thousand times, tied "
    "the boat to the quay, took off his cap and said that he would learn to drive.",
    "On the far bank the innkeeper had hung flags from her windows, and taken them in again when it began to rain. She "
    "had voted against the bridge three times, and expected to sell a great deal of soup.",
    "The engineers say that the piers will stand for a hundred years if the river keeps to its bed. The fishermen say "
    "that the river has never kept to anything, and that a hundred years is not so long.",
    "By evening the chairs were folded and the band had gone home. A single lorry crossed, empty, and its driver "
    "leaned on the horn from one bank to the other, so that nobody could say he had not been there.",
)
#: Prose that is not the article's: of other articles, of notes and of readers.
OTHERS = (
    "The council wants to sell the old ferry to a museum in the capital, which would have to take it apart and carry "
    "it there on eleven lorries; the captain has said that he will not be watching.",
    "A survey of the valley found that two in three households own a boat, and that one in five of the boats would "
    "float, which the harbour master called a better share than he had been afraid of.",
    "The mill on the far bank burned for two days in the spring, and nobody who lived there then has forgotten the "
    "smell of the flour, or the sound that the great wheel made when it fell into the race.",
    "Readers who walked the old towpath this summer have sent us more than forty photographs of herons, most of them "
    "of the same heron, which stands on the third post below the weir and does not mind.",
    "The choir of the lower town is looking for tenors who can read music and do not mind the cold, as the church has "
    "had no heating since the flood and the vicar believes that singing is warmer than talking.",
    "Work on the lock gates begins in the autumn and will last until the swallows are back, so that barges have to "
    "unload above the weir and carry their freight around it on carts, as they did in the old days.",
)


def paragraphs(*texts: str) -> str:
    """Return paragraphs as a page has them."""
    return "".join(f"<p>{text}</p>\n" for text in texts)


def links(*names: str) -> str:
    """Return a list of links."""
    return "".join(
        ["<ul>", *(f"<li><a href='/{number}'>{name}</a></li>" for number, name in enumerate(names)), "</ul>"]
    )


#: Headlines of other articles.
HEADLINES = ("The mill burns", "A heron is seen below the weir", "Tenors wanted", "Lock gates to close in autumn")


def see(html: str) -> tuple[Document, tuple[Verdict, ...]]:
    """Return a page and the verdicts that its elements are the reason for."""
    document = read_html(html)
    return document, judge_elements(document, default_rules())


def kept_by(html: str, rule: str) -> list[str]:
    """Return the names of the reasons for which findings of a rule in a page's elements are kept."""
    _, verdicts = see(html)
    return [verdict.reason.name for verdict in verdicts if verdict.finding.rule == rule and not verdict.is_cut]


def cuts(html: str) -> list[tuple[str, str]]:
    """Return each block of a page that its elements cut, with the rule that cut it first."""
    document, verdicts = see(html)
    rules: dict[int, str] = {}
    for finding in (verdict.finding for verdict in verdicts if verdict.is_cut):
        for index in range(finding.first, finding.stop):
            rules.setdefault(index, finding.rule)
    return [(rules[index], document.blocks[index].text) for index in sorted(rules)]


def left(html: str) -> list[str]:
    """Return the texts of the blocks that its elements leave of a page, in order."""
    document, verdicts = see(html)
    return [document.blocks[index].text for index in not_cut(document, verdicts)]
