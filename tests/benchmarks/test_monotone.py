"""A filter is blamed for a line that goes without it and stays with it, and for nothing else."""

from benchmarks.monotone import broken_by

PROSE = (
    "The harbour master had written in the spring of 1987 that the river would not keep to its bed for much longer. "
    "A retired teacher from the valley walked the eleven miles to the mill and counted every broken window on the way."
)
LOG_IN = "Du måste logga in för att kommentera. "


def test_a_filter_that_cuts_the_evidence_beside_a_line_is_blamed_for_it() -> None:
    text = "\n\n".join([PROSE, f"Παρόμοιες αναρτήσεις. {LOG_IN * 8}", "12 March"])
    assert broken_by(text) == {"related-links": "12 March"}


def test_no_filter_is_blamed_where_each_cuts_what_it_knows() -> None:
    assert broken_by("\n\n".join([PROSE, "Leave a Reply", "Related Posts", "Filed under: Rivers", "12 March"])) == {}
