"""What is matched between a sequence and what is left of it is a longest common subsequence."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matching import survivors

LINES = st.lists(st.sampled_from(["Share", "Home", "It is open.", "The town danced."]), max_size=12)


def longest_by_table(before, after):
    """The length of a longest common subsequence, by the table of every textbook."""
    lengths = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for row, line in enumerate(before):
        for column, other in enumerate(after):
            best = max(lengths[row][column + 1], lengths[row + 1][column])
            lengths[row + 1][column + 1] = lengths[row][column] + 1 if line == other else best
    return lengths[-1][-1]


@given(LINES, LINES)
def test_what_is_matched_is_a_common_subsequence_and_none_is_longer(before, after):
    survived = survivors(before, after)
    matched = [line for line, survives in zip(before, survived, strict=True) if survives]
    rest = iter(after)
    assert all(line in rest for line in matched)
    assert len(matched) == longest_by_table(before, after)


def test_matches_move_up_to_the_match_that_follows_them():
    cut, left = ["of", "the", "mayor"], ["of", "the", "town", "danced"]
    assert survivors([*cut, *left, "Share"], left) == [False] * 3 + [True] * 4 + [False]


def test_thousands_of_equal_lines_are_matched_in_a_moment():
    survived = survivors(["Share", "Home"] * 2000, ["Home", "News"] * 1000)
    assert sum(survived) == 1000
