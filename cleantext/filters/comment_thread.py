"""Readers' comments: their heading, their controls, and the thread itself."""

from __future__ import annotations

from cleantext.filters.base import SectionFilter


class CommentThread(SectionFilter):
    """Readers' comments: their heading, their controls, and the thread itself."""

    name = "comment-thread"
