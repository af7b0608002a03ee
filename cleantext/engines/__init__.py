"""Adapters to engines for distributed data: each cleans a column with the engine's own parallelism.

None of them schedules anything. What they have in common is in `cleantext.engines.batch`; each other module needs
the library that it is called after, and says so when it is imported without it.
"""
