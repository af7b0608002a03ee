"""Links to other articles: related, recommended, most read, latest."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.filters.base import SectionFilter

#: How many times the words in sentences of the article a section may hold, with all that follows it: where more is
#: told behind the article than in it, that is what the page is about, as on the front page of a newspaper.
MORE = 2


class RelatedLinks(SectionFilter):
    """Links to other articles: related, recommended, most read, latest."""

    name = "related-links"

    def goes_on(self, document: Document, part: range) -> bool:
        """Tell whether a section holds all of `part`, the rest of the document: not if that tells more by far."""
        return document.words_in_sentences(part) <= MORE * document.words_in_sentences(document.body)
