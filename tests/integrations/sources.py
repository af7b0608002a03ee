"""What the adapters are tried on: texts and pages that any library can hold, and a pipeline that fails on some."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from cleantext import Judgement, Pipeline, Removal
from tests.properties.pages import pages
from tests.properties.strategies import composed, texts

TEXT = "The bridge is open again, and the town danced on it until the lamps went out.\n\nLeave a Reply"
PAGE = "<nav><a href='/'>Home</a></nav><main><p>The <b>ferry</b> sails at noon.</p></main>"


def can_be_encoded(text: str) -> bool:
    """Whether a text has no lone surrogates, which no library but Python's own holds."""
    return not any("\ud800" <= sign < "\ue000" for sign in text)


#: Several documents; those that are empty, too.
several = st.lists(st.one_of(texts, composed, pages).filter(can_be_encoded), max_size=4)


class Moody:
    """A filter that fails where a text tells it to."""

    name = "moody"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        """Raise, or want nothing."""
        if "[raise]" in judgement.document.text:
            raise ValueError("the filter cannot do this")
        return iter(())


MOODY = Pipeline.default().then(Moody())
EMPTY = Pipeline([])
