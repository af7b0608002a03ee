"""Reports of what was cut and why: in the terminal, as one page for a run or a comparison, and in notebooks."""
