"""Readers: from what a scraper brings home to a `Document`."""
