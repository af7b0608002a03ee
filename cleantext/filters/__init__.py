"""One file for each family of site chrome, and the order in which they are asked."""

from __future__ import annotations

from cleantext.filters.advertisement import Advertisement
from cleantext.filters.app_promotion import AppPromotion
from cleantext.filters.author_box import AuthorBox
from cleantext.filters.base import Filter
from cleantext.filters.comment_form import CommentForm
from cleantext.filters.comment_thread import CommentThread
from cleantext.filters.controls import Controls
from cleantext.filters.cookie_notice import CookieNotice
from cleantext.filters.credits import Credits
from cleantext.filters.fragments import Fragments
from cleantext.filters.legal_footer import LegalFooter
from cleantext.filters.main_content import MainContent
from cleantext.filters.navigation import Navigation
from cleantext.filters.newsletter import NewsletterBox
from cleantext.filters.overlay import Overlays
from cleantext.filters.paywall import Paywall
from cleantext.filters.player import PlayerNotice
from cleantext.filters.post_metadata import PostMetadata
from cleantext.filters.related_links import RelatedLinks
from cleantext.filters.share import ShareBar
from cleantext.filters.sidebar import Sidebars

#: The filters of the default pipeline. The order decides only who is named where several ask for the same span.
DEFAULT: tuple[type[Filter], ...] = (
    CommentForm,
    CommentThread,
    ShareBar,
    NewsletterBox,
    CookieNotice,
    Navigation,
    RelatedLinks,
    PostMetadata,
    Advertisement,
    Paywall,
    LegalFooter,
    AppPromotion,
    Credits,
    AuthorBox,
    PlayerNotice,
    Overlays,
    Sidebars,
    Controls,
    MainContent,
    Fragments,
)
