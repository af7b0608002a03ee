"""Adapters to the engines that people already have: each cleans a column by its engine's own means.

None of them schedules anything. What they have in common stands in `cleantext.engines.batch`; each other module needs
the library that it is called after, and says so when it is imported without it.
"""
