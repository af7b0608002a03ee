"""The errors that cleantext raises; their messages name what is wrong, and what to do about it."""

from __future__ import annotations


class CleantextError(Exception):
    """Base of every error that cleantext raises on purpose."""


class RulePackError(CleantextError):
    """A rule pack cannot be used; the message names file, rule and field, and says what to do."""


class UnknownFilterError(CleantextError):
    """A pipeline does not have a filter of this name; the message lists those that it has."""


class FilterError(CleantextError):
    """A user-defined filter raised an error, or yielded something that cannot be cut; the message names the filter."""


class OptionError(CleantextError, ValueError):
    """An option such as `to` or `kind` has a value that it cannot have; the message lists those that it can."""


class BatchError(CleantextError):
    """A run cannot start or continue; the message names the file and says what to do. No input is lost."""


class SourceError(CleantextError, TypeError):
    """A source or filter has a type that cannot be used; the message says what can be."""


def missing(library: str, extra: str) -> ImportError:
    """Return the error for a library that is not installed, with what installs it."""
    return ImportError(f"this needs {installing(library, extra)}")


def installing(library: str, extra: str) -> str:
    """Return the name of a library, and the command that installs it as an extra."""
    return f"{library}: pip install 'cleantext-articles[{extra}]'"
