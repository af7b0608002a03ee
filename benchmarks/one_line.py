"""Measures texts whose line breaks are lost: articles on one line, with chrome of the rule packs' languages around."""

import argparse
import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import GOLD_FIELD, read_jsonl
from benchmarks.matching import survivors
from benchmarks.options import add_data_option
from cleantext import clean
from cleantext.rulepack import Rule, load_default

#: Texts of the set.
COUNT = 300
#: Minimum words of an article, and of its first and last paragraph: titles and credits that golds hold are left out.
MIN_ARTICLE, MIN_PARAGRAPH = 60, 12
#: Maximum characters of an article.
MAX_ARTICLE = 12_000
#: The codes of the languages that the chrome is in, unless that of the article is known.
LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "fi", "pl", "cs", "ro", "hu", "tr", "ru", "uk", "el", "ar", "hi",
    "id", "vi", "ko", "ja", "zh", "th",
)  # fmt: skip
_KNOWN = {"Chinese": "zh", "English": "en", "Greek": "el", "Polish": "pl", "Russian": "ru"}
#: What the awkward third of the articles ends with in place of a full stop, and what joins the chrome to it.
ENDS = (("", " "), (")", " "), (".[3]", " "), (".»", " "), (".", ""), ("!", " "), ("…", " "))
_STOP = re.compile(r"[.!?。！？।؟۔…\"'”’»)\]]+$")

#: Groups that a tail is made of, in order: how often one is drawn, its rules, and what follows a phrase of each.
_TAIL: tuple[tuple[float, tuple[tuple[str, str], ...]], ...] = (
    (0.5, (("share/share-this", ""), ("share/network", ""), ("share/network", ""))),
    (0.5, (("post-metadata/tags", "tags"),)),
    (0.25, (("related-links/inline-link", "headline"),)),
    (0.35, (("navigation/previous-next", "headline"),)),
    (0.4, (("newsletter/subscribe", ""), ("newsletter/field", ""), ("newsletter/consent", "."))),
    (0.25, (("related-links/heading", "headline"),)),
    (0.4, (
        ("comment-form/leave-a-reply", ""), ("comment-form/email-not-published", "."),
        ("comment-form/required-fields", "*"), ("comment-form/field", "*"), ("comment-form/save-my-name", "."),
        ("comment-form/post-comment", ""),
    )),
    (0.3, (("share/follow-us-line", ""), ("share/network", ""))),
    (0.4, (("legal-footer/policy-link", ""), ("legal-footer/rights", "."), ("legal-footer/credits", ""))),
)  # fmt: skip
_HEAD = (
    ("navigation/skip-link", ""), ("navigation/menu-marker", ""), ("navigation/menu-word", ""),
    ("navigation/menu-word", ""), ("paywall/prompt-line", ""), ("newsletter/field", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Joined:
    """A text on one line: `head`, `article` and `tail`, and how the article ends, "" for with its own full stop."""

    id: str
    language: str
    head: str
    article: str
    tail: str
    end: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.head + self.article + self.tail


def articles(data: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yields id, language ("" if it is not known) and paragraphs of every gold article that is long enough."""
    for name, field in GOLD_FIELD.items():
        for record in read_jsonl(data / f"{name}-dev.jsonl.gz"):
            if record.get("kind", "article") != "article":
                continue
            lines = [" ".join(line.split()) for line in record[field].split("\n") if line.strip()]
            while lines and not _is_paragraph(lines[0]):
                lines.pop(0)
            while lines and not _is_paragraph(lines[-1]):
                lines.pop()
            size = sum(map(len, lines))
            language = _KNOWN.get(record.get("lang", ""), "")
            if size <= MAX_ARTICLE and _words(" ".join(lines)) >= MIN_ARTICLE:
                yield f"{name} {record['id']}", language, lines


def compose(data: Path, count: int = COUNT) -> list[Joined]:
    """Returns the texts, the same in every run: articles by a hash of their ids, and chrome by chance from a seed."""
    found = sorted(articles(data), key=lambda article: zlib.crc32(article[0].encode()))
    rules = {rule.id: rule for rule in load_default()}
    texts = []
    for index, (id_, known, lines) in enumerate(found[:count]):
        chance = random.Random(id_)
        language = known or LANGUAGES[index % len(LANGUAGES)]
        others = [other for other in found if other[1] == known and other[0] != id_]
        headlines = [_headline(chance.choice(others)[2][0]) for _ in range(4)]
        tags = [word.lower() for word in re.findall(r"\w{5,12}", lines[0])][:20] or ["bridge"]
        tail = _chrome(chance, rules, language, tags, headlines)
        head = []
        if chance.random() < 0.4:
            drawn = sorted(chance.sample(range(len(_HEAD)), 4))
            head = [_phrase(chance, rules[_HEAD[place][0]], language, tags) for place in drawn]
        article, end, joint = " ".join(lines), "", " "
        if index % 3 == 2:
            end, joint = chance.choice(ENDS)
            article = _STOP.sub("", article) + end
            end = end or "nothing"
        front = " ".join(filter(None, head))
        texts.append(Joined(id_, language, f"{front} " if front else "", article, joint + " ".join(tail), end))
    return texts


def _headline(paragraph: str) -> str:
    """Returns the first words of a paragraph, up to a comma."""
    words = paragraph.split()
    start = " ".join(words[:7]) if len(words) > 7 else paragraph[:14]
    return re.split(r"[,.;:，。；：]", start + ".")[0]


def _chrome(
    chance: random.Random, rules: dict[str, Rule], language: str, tags: Sequence[str], headlines: Sequence[str]
) -> list[str]:
    """Returns a tail of two groups of chrome or more, as the phrases of a language say them."""
    tail: list[str] = []
    groups = 0
    while groups < 2:
        tail, groups = [], 0
        for share, parts in _TAIL:
            if chance.random() >= share:
                continue
            groups += 1
            for rule, after in parts:
                phrase = _phrase(chance, rules[rule], language, tags)
                if not phrase:
                    continue
                if after == "tags":
                    phrase = f"{phrase.rstrip(':')}: {', '.join(chance.sample(tags, min(2, len(tags))))}"
                elif after == "headline":
                    colon = ":" if rules[rule].separator and not phrase.endswith(":") else ""
                    phrase = f"{phrase}{colon} {chance.choice(headlines)}"
                elif phrase[-1:].isalpha():
                    phrase += after
                tail.append(phrase)
    return tail


def _phrase(chance: random.Random, rule: Rule, language: str, tags: Sequence[str]) -> str:
    """Returns a phrase of a rule as a page prints it, "" where the language has none; networks are the same in all."""
    phrases = rule.phrases.get(language) or (rule.phrases["en"][:12] if rule.id == "share/network" else ())
    if not phrases:
        return ""
    return chance.choice(phrases).replace("{n}", "12").replace("{any}", chance.choice(tags).capitalize())


def _words(text: str) -> float:
    """Returns the length of a text in words, two characters being one in scripts without spaces."""
    return max(len(text.split()), len(re.findall(r"[\u0e00-\u0eff\u2e80-\ua4cf]", text)) / 2)


def _is_paragraph(line: str) -> bool:
    return _words(line) >= MIN_PARAGRAPH and _STOP.search(line) is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: whether exactly the article is left, and the characters of words lost and left."""

    joined: Joined
    output: str
    exact: bool
    lost: int
    article: int
    left: int
    chrome: int


def measure(joined: Joined) -> Outcome:
    """Cleans one text, and compares its words with those of its article, by a longest common subsequence."""
    output = clean(joined.text, kind="text")
    parts = [_tokens(part) for part in (joined.head, joined.article, joined.tail)]
    kept = survivors([word for part in parts for word in part], _tokens(output))
    first, stop = len(parts[0]), len(parts[0]) + len(parts[1])
    lost = sum(len(word) for word, stays in zip(parts[1], kept[first:stop], strict=True) if not stays)
    around = zip(parts[0] + parts[2], kept[:first] + kept[stop:], strict=True)
    left = sum(len(word) for word, stays in around if stays)
    sizes = [sum(map(len, part)) for part in parts]
    exact = output.strip() == joined.article.strip()
    return Outcome(joined, output, exact, lost, sizes[1], left, sizes[0] + sizes[2])


def _tokens(text: str) -> list[str]:
    """Returns words and marks, in scripts without spaces the characters."""
    return re.findall(r"[\u0e00-\u0eff\u2e80-\ua4cf]|[^\W\u0e00-\u0eff\u2e80-\ua4cf]+|[^\w\s]", text)


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Returns the shares: texts exactly right, characters of article lost, characters of chrome left."""
    return {
        "exact": sum(outcome.exact for outcome in outcomes) / len(outcomes),
        "article lost": sum(outcome.lost for outcome in outcomes) / sum(outcome.article for outcome in outcomes),
        "chrome left": sum(outcome.left for outcome in outcomes) / sum(outcome.chrome for outcome in outcomes),
    }


def figures(data: Path, workers: int = 1) -> dict[str, float]:
    """Returns every figure by its name, such as "one_line/exact"."""
    del workers  # A few seconds.
    return {f"one_line/{name}": value for name, value in summary([measure(text) for text in compose(data)]).items()}


def table(outcomes: Sequence[Outcome]) -> str:
    """Renders the figures in Markdown: of all texts, by how the article ends, and by language."""
    groups: dict[str, list[Outcome]] = {"all": list(outcomes)}
    for outcome in outcomes:
        groups.setdefault("plain ends" if not outcome.joined.end else "awkward ends", []).append(outcome)
    for outcome in sorted(outcomes, key=lambda outcome: outcome.joined.language):
        groups.setdefault(outcome.joined.language, []).append(outcome)
    rows = ["| texts | n | exact | article lost | chrome left |", "| --- | --: | --: | --: | --: |"]
    for name, group in groups.items():
        shares = summary(group)
        rows.append(
            f"| {name} | {len(group)} | {shares['exact']:.1%} | {shares['article lost']:.2%} "
            f"| {shares['chrome left']:.1%} |"
        )
    return "\n".join(rows)


def write_wrong(outcomes: Iterable[Outcome], path: Path) -> None:
    """Writes the texts that are not exactly right: where the article ends, and what is left there."""
    parts = []
    for outcome in outcomes:
        if not outcome.exact:
            text = outcome.joined
            parts.append(
                f"== {text.id} {text.language} {text.end!r}: {outcome.lost} lost, {outcome.left} left\n"
                f"head: {text.head}\narticle: {text.article[:80]} … {text.article[-120:]}\ntail: {text.tail}\n"
                f"output: {outcome.output[:160]} … {outcome.output[-260:]}"
            )
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def main() -> None:
    """Measures, and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.one_line", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--count", type=int, default=COUNT, metavar="N", help=f"texts (default: {COUNT})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--wrong", type=Path, metavar="FILE", help="write the texts that are not exactly right")
    options = parser.parse_args()
    outcomes = [measure(text) for text in compose(options.data, options.count)]
    print(table(outcomes))
    if options.json:
        options.json.write_text(json.dumps(summary(outcomes), indent=1) + "\n", encoding="utf-8")
    if options.wrong:
        write_wrong(outcomes, options.wrong)


if __name__ == "__main__":
    main()
