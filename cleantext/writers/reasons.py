"""Tells by which element of a page each removal came about."""

from __future__ import annotations

from bisect import bisect_right

from cleantext.document import Document, Element, Removal, Section


class Reasons:
    """Knows the sections of a page, and the element that showed each."""

    def __init__(self, document: Document) -> None:
        """Sort the sections of `document` by what cuts them; a text has none."""
        self._document = document
        self._sections: dict[tuple[str, str], list[Section]] = {}
        for section in sorted(document.sections):
            self._sections.setdefault((section.family, section.rule), []).append(section)

    def element(self, removal: Removal) -> Element | None:
        """Return the element of the section that a removal stands in, or None if it is not for a section that it goes.

        >>> from cleantext.pipeline import Pipeline
        >>> cleaned = Pipeline.default().explain("<nav>Home</nav><p>The bridge is open, and all danced.</p>")
        >>> Reasons(cleaned.document).element(cleaned.removals[0]).tag
        'nav'
        """
        sections = self._sections.get((removal.filter, removal.rule), [])
        blocks = self._document.blocks
        place = bisect_right(sections, removal.start, key=lambda section: blocks[section.first].start)
        if place == 0:
            return None
        section = sections[place - 1]
        if section.element < 0 or removal.start >= blocks[section.stop - 1].end:
            return None
        return self._document.elements[section.element]
