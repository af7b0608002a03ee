"""The table of families of site chrome, one filter for each, in the order in which a pipeline calls them."""

from __future__ import annotations

from cleantext.filters.base import FamilyFilter

#: The filters of the default pipeline. The order decides only who is named where several ask for the same span.
FAMILIES: tuple[FamilyFilter, ...] = (
    FamilyFilter("comment-form", "comment forms: headings, fields, notes and buttons, with what is below them"),
    FamilyFilter("comment-thread", "readers' comments: their heading, their controls, and the thread itself"),
    FamilyFilter("share", "share and follow bars"),
    FamilyFilter("newsletter", "newsletter and subscription boxes, with their small print"),
    FamilyFilter("cookie-notice", "cookie banners and consent dialogues"),
    FamilyFilter("navigation", "skip links, menus, breadcrumbs, pagination, tables of contents, links to the top"),
    FamilyFilter("related-links", "links to other articles: related, recommended, most read, latest"),
    FamilyFilter("post-metadata", "tags, categories, dates, reading times and counters"),
    FamilyFilter("advertisement", "labels of advertising space and notes about sponsors"),
    FamilyFilter("paywall", "prompts to subscribe, register or log in"),
    FamilyFilter("legal-footer", "copyright, terms, notes on reproduction, credits of themes and hosts"),
    FamilyFilter("app-promotion", "invitations to install an app or to allow notifications"),
    FamilyFilter("credits", "credits of photos and wires on lines of their own"),
    FamilyFilter("author-box", "boxes about the author, and lines that say how to reach him or her"),
    FamilyFilter("player", "notices of scripts, players and loaders"),
    FamilyFilter("overlay", "what is laid over a page: dialogs, pop-ups, tooltips"),
    FamilyFilter("sidebar", "columns beside the text"),
    FamilyFilter("controls", "buttons and what else is there to be clicked"),
    FamilyFilter("main-content", "what is outside the main content of a page, and texts that it shows twice"),
    FamilyFilter("fragments", "lines without sentences before and after the article, among lines that rules matched"),
)
