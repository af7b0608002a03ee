"""Adapters to engines for distributed data: each cleans a column with the engine's own parallelism.

None of them schedules anything. What they have in common is in `cleantext.engines.batch`; each other module needs
the library that it is called after, and says so when it is imported without it.
"""

from __future__ import annotations


def missing(engine: str) -> ImportError:
    """The error for an adapter whose library is missing; the extra that installs it has the adapter's name."""
    return ImportError(
        f"cleantext.engines.{engine} needs what is not installed: pip install 'cleantext-articles[{engine}]'"
    )
