"""The few errors that cleantext raises, each naming the place that is wrong and what to do about it."""

from __future__ import annotations


class CleantextError(Exception):
    """Base of every error that cleantext raises on purpose."""


class RulePackError(CleantextError):
    """A rule pack cannot be used; the message names file, rule and field, and says what to do."""


class UnknownFilterError(CleantextError):
    """A pipeline was asked for a filter it does not have; the message lists the names that it does have."""
