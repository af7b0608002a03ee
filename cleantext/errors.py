"""The few errors that cleantext raises, each naming the place that is wrong and what to do about it."""

from __future__ import annotations


class CleantextError(Exception):
    """Base of every error that cleantext raises on purpose."""


class RulePackError(CleantextError):
    """A rule pack cannot be used; the message names file, rule and field, and says what to do."""


class UnknownFilterError(CleantextError):
    """A pipeline was asked for a filter it does not have; the message lists the names that it does have."""


class FilterError(CleantextError):
    """A filter of a user's own raised, or yielded something that cannot be cut; the message names the filter."""


class OptionError(CleantextError, ValueError):
    """An option such as `to` or `kind` has a value that it cannot have; the message lists those that it can."""


class BatchError(CleantextError):
    """A run cannot start or go on; the message names the file and says what to do. No input is lost by it."""


class SourceError(CleantextError, TypeError):
    """Something was handed over that cannot be read, or used as a filter; the message says what can be."""


def missing(library: str, extra: str) -> ImportError:
    """Return the error for a library that is not installed, with what installs it."""
    return ImportError(f"this needs {library}: pip install 'cleantext-articles[{extra}]'")
