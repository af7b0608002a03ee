"""Refuses patterns that could hang: each is timed on growing lines that are built to make it backtrack."""

from __future__ import annotations

from time import thread_time

import regex

from cleantext.errors import RulePackError

#: Lengths in characters of the lines that a pattern is timed on; a pack's lines are shorter than the longest.
_LENGTHS = (256, 512, 1024, 2048)
#: Seconds that one match of the longest line may take.
_LIMIT = 0.05


def check_pattern(pattern: str, place: str, measured: bool) -> None:
    """Raise `RulePackError` where `pattern` does not compile or, if `measured`, is not linear in the length of a line.

    The time is that of `fullmatch` on lines that repeat what the pattern itself is made of and then fail at the end,
    the input on which nested or overlapping quantifiers backtrack. Four times the line should take four times as long;
    a pattern is refused if it takes more than eight times as long, or if it runs into the limit.
    """
    try:
        compiled = regex.compile(pattern)
    except regex.error as error:
        raise RulePackError(f"{place}: not a valid regular expression: {error}") from error
    if not measured:
        return
    for seed in _seeds(pattern):
        times = [_seconds(compiled, seed, length, pattern) for length in _LENGTHS]
        if times[-1] >= _LIMIT or (times[-1] > 0.002 and times[-1] > 8 * times[-3]):
            shown = ", ".join(
                f"{length} characters {1000 * took:.2f} ms" for length, took in zip(_LENGTHS, times, strict=True)
            )
            raise RulePackError(
                f"{place}: backtracks badly on lines of {seed!r} repeated ({shown}); "
                "make its quantifiers possessive (a++) or give each a different thing to repeat"
            )


def slowest(pattern: str) -> float:
    """Return the seconds that one match takes of the longest line that is the worst for a pattern."""
    compiled = regex.compile(pattern)
    return max(_seconds(compiled, seed, _LENGTHS[-1], pattern) for seed in _seeds(pattern))


def _seconds(compiled: regex.Pattern[str], seed: str, length: int, pattern: str) -> float:
    # The pattern's own text after the break holds every literal that a search for required strings would miss.
    line = (seed * (length // len(seed) + 1))[:length] + "\x00" + pattern
    best = _LIMIT
    for _ in range(3):
        begin = thread_time()
        try:
            compiled.fullmatch(line, timeout=_LIMIT)
        except TimeoutError:
            return _LIMIT
        best = min(best, thread_time() - begin)
    return best


def _seeds(pattern: str) -> list[str]:
    """Return short strings that a pattern's own parts are likely to repeat over."""
    literals = regex.findall(r"[^\W_]+", regex.sub(r"\\.", " ", pattern))
    words = sorted({word.lower() for word in literals}, key=len)[:20]
    singles = sorted({char for word in words for char in word})[:40]
    return ["a", "1", " ", "-", "a ", "1 ", "a-", "ab", ".", ", ", *singles, *words, " ".join(words) or "a"]
