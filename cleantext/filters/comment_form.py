"""Comment forms: headings, fields, notes and buttons, with what stands below them."""

from __future__ import annotations

from cleantext.filters.base import SectionFilter


class CommentForm(SectionFilter):
    """Comment forms: headings, fields, notes and buttons, with what stands below them."""

    name = "comment-form"
