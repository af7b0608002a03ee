"""Adapters to the engines that people already have: each cleans a column by its engine's own means.

None of them schedules anything. What they have in common stands in `cleantext.engines.batch`; each other module needs
the library that it is called after, and says so when it is imported without it.
"""

from __future__ import annotations


def missing(engine: str) -> ImportError:
    """The error of an adapter that lacks its library; the extra that brings it is called as the adapter is."""
    return ImportError(
        f"cleantext.engines.{engine} needs what is not installed: pip install 'cleantext-articles[{engine}]'"
    )
