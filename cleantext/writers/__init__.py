"""Writers: from a document and its removals to what is left, and to reports about what went."""
