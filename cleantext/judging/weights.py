"""Every number that decides what is content, with its unit and its meaning.

`python -m benchmarks.ablation` measures each: what the figures are without it. The table stands in
`benchmarks/README.md`. Numbers were chosen by the mean figures of the development data, each among a few round values.
"""

from __future__ import annotations

from typing import Final

# Prose on a page (`judging.features`) ----------------------------------------------------------------------------

#: Minimum characters of a block that count as prose; fewer are a label.
MIN_PROSE: Final = 25
#: Minimum characters of a block that count as prose in full although no full stop ends it.
MIN_UNENDED_PROSE: Final = 80
#: What a character of a shorter block without a full stop counts.
UNENDED: Final = 0.2
#: What a character of a row of a table, or of code, counts.
TABULAR: Final = 0.3
#: Maximum mean length, in characters a word, of ASCII text that counts as prose; longer words are keys and codes.
MAX_WORD_LENGTH: Final = 30

# Elements that are called chrome (`judging.names`) ---------------------------------------------------------------

#: Maximum share of the page's prose that elements of one name may hold and still be cut.
MAX_NAMED_SHARE: Final = 0.4
#: Minimum characters of prose that must stand outside of comments, footers and menus for these to be cut.
MIN_REST: Final = 250
#: The same for footers and menus, in characters of any kind: a shop may have no prose but theirs.
MIN_REST_OF_ANY_KIND: Final = 1000
#: Minimum phrases of consent, but no marker among them, by which an element that is called so asks for it.
MIN_CONSENT_HINTS: Final = 2
#: Minimum characters of elements named as parts of listings call their items, from which they are a listing.
MIN_LISTING: Final = 400
#: Maximum share of an element's characters that are prose where a hint cuts it.
MAX_HINTED_PROSE: Final = 0.4
#: A caption of prose that a hint cuts: maximum blocks, characters, and share of the page's prose.
MAX_CAPTION_BLOCKS: Final = 2
MAX_CAPTION: Final = 400
MAX_CAPTION_SHARE: Final = 0.15
#: Maximum prose of elements of one rule beside the article that go, as a multiple of its own: with 4 instead of 10, the
#: figures of waddle and dragnet are .003 and .004 lower.
MAX_BESIDE: Final = 10.0
#: Minimum share of a page's prose in comments for it to be a thread, and in an element that is called one.
MIN_DISCUSSED: Final = 0.3
MIN_THREAD_SHARE: Final = 0.75

# Comments that nothing is called (`judging.threads`) ---------------------------------------------------------------

#: Minimum share of the elements of a row that say when they were written, and that are no teasers with a headline.
MIN_DATED: Final = 0.7
#: Maximum words of a line that says when and by whom, and of a name.
MAX_DATE_LINE: Final = 15
MAX_NAME: Final = 5
#: Minimum short lines that are alike on the page of a forum for them to be its controls, and their minimum share of
#: its posts.
MIN_CONTROLS: Final = 4
MIN_OF_POSTS: Final = 0.5

# The element that holds the article (`judging.body`) -------------------------------------------------------------

#: Blocks on each side in which prose supports prose; for text as for pages.
NEAR: Final = 3
#: What prose counts that has no prose near it, of what it counts with full support; for text as for pages.
UNSUPPORTED: Final = 0.4
#: Characters of prose nearby that are full support on a page.
FULL_SUPPORT: Final = 300
#: What prose counts in elements that are called the body of an article, and in cards.
IN_BODY: Final = 4.0
IN_CARDS: Final = 0.15
#: Cards are elements of one kind in a row: minimum number, minimum share that look like one, maximum characters of one.
MIN_CARDS: Final = 3
MIN_ALIKE_CARDS: Final = 0.7
MAX_CARD: Final = 900
#: Minimum share of an element's prose that one child must hold to stand for it.
MIN_DOMINANT: Final = 0.86
#: Maximum prose of all children of its kind, as a multiple of its own; with more it is one of several.
MAX_KIN: Final = 1.05
#: Minimum share, and characters, of prose in the `<article>` around the only title for the search to begin there.
MIN_TITLED_SHARE: Final = 0.25
MIN_TITLED: Final = 500
#: An article has at least this many characters of prose, or this share of the text that is left.
MIN_ARTICLE: Final = 500
MIN_ARTICLE_SHARE: Final = 0.25
#: Else the main content is the `<main>` with at least this share of the text, or what holds this share of it.
MIN_MAIN_SHARE: Final = 0.5
MIN_BROAD_SHARE: Final = 0.9
#: Minimum number of elements of one kind with a price in each that are goods on offer.
MIN_OFFERS: Final = 8
#: Blocks before the main content in which a title is looked for, and minimum characters of a lead between the two.
LEAD_BLOCKS: Final = 25
MIN_LEAD: Final = 50
#: Minimum characters of prose of a block right beside the main content that belongs to it.
MIN_ADJACENT: Final = 30

# Clutter inside the main content (`judging.clutter`) -------------------------------------------------------------

#: Minimum characters of a text that is cut where the page shows it a second time, in another element.
MIN_REPEATED: Final = 80
#: Minimum link density (share of characters in links) of a list of links, and its maximum mean characters a block.
MIN_LINK_DENSITY: Final = 0.5
MAX_LINK: Final = 150
#: Maximum characters of a block for each link in it that stand in none, such as " | ", where it is nothing but links.
MAX_SEPARATOR: Final = 4
#: Minimum characters of prose of a block that the text begins and ends with; lists of links inside it stay.
MIN_TEXT: Final = 80
#: Maximum share of the main content in lists of links; with more they are what the page is about.
MAX_LISTED: Final = 0.25
#: Maximum share of the prose of the main content in cards of other articles; with more they are its own.
MAX_CARDED: Final = 0.05
#: Minimum characters of a line ending in a colon that makes the list below it part of the text.
MIN_ANNOUNCING: Final = 40

# Hidden text (`pipeline`) ----------------------------------------------------------------------------------------

#: Maximum characters that structure leaves of a page that is read again with what it hides, and how many times as much
#: that must then be; an article that a page holds as data must be so many times what the page shows of it.
MAX_SPARSE: Final = 1500
MIN_HIDDEN: Final = 1.4

# Phrases in lines (`judging.phrases`) ----------------------------------------------------------------------------

#: Maximum characters of a line that a whole-line rule is looked up for.
MAX_LINE: Final = 160
#: Maximum characters of a line that a phrase with open words matches, and maximum words that are open.
MAX_OPEN_LINE: Final = 110
MAX_OPEN_WORDS: Final = 10
#: Minimum characters of a line in which phrases after a full stop at its end are looked for.
MIN_TAILED: Final = 20
#: Minimum single words in a row, each a phrase, that are a bar of links.
MIN_BAR: Final = 3
#: Maximum words of a phrase that is looked for at the end of a longer line.
MAX_TAIL_WORDS: Final = 10
#: Maximum characters on each side to which a phrase extends to its sentence.
MAX_SENTENCE: Final = 160
#: Minimum words after a phrase and a comma, and before a phrase in its sentence, that make it something that is told.
MIN_TOLD_AFTER: Final = 8
MIN_TOLD_BEFORE: Final = 17
#: Maximum words before a notice in its sentence, and minimum share of the sentence that it is if there are more.
MAX_NOTICE_BEFORE: Final = 2
MIN_NOTICE: Final = 0.6
#: Minimum words of the beginning of a line that makes all of it a notice, however it goes on.
MIN_PHRASE: Final = 5

# The text of a whole page (`judging.shape`, `judging.body`) --------------------------------------------------------

#: Maximum words of a label, and minimum labels on lines in a row that are a menu.
MAX_LABEL_WORDS: Final = 8
MIN_MENU: Final = 8
#: Signs of a whole page that it has at least: a menu before the article, one after it, its title above it, many rules.
MIN_PAGE_SIGNS: Final = 2
#: Minimum rules that match outside of the article for them to be such a sign, and beside a title.
MIN_PAGE_RULES: Final = 5
MIN_TITLED_RULES: Final = 4
#: Minimum share of the title of a page that the headline in it is.
MIN_HEADLINE_SHARE: Final = 0.33
#: What a stretch of text below such a headline counts, as a multiple of its sum, and minimum sum of it in words.
HEADED: Final = 4.0
MIN_HEADED: Final = 15.0
#: Minimum words in sentences of the article of a whole page, and maximum of those outside of it, as a multiple.
MIN_PAGE_ARTICLE: Final = 30
MAX_TOLD_BESIDE: Final = 2
#: What a fragment takes away, in words, on a whole page.
PAGE_FRAGMENT: Final = 1.0
#: Minimum sum of a stretch that is another article of the page, as a share of what the best one counts.
MIN_OTHER_ARTICLE: Final = 0.5

# Segments of texts whose lines are lost (`judging.segments`) ------------------------------------------------------

#: Minimum characters (as of Latin script) of a text of one line whose line breaks are lost; a shorter one is a line.
MIN_ONE_LINE: Final = 150
#: Minimum characters a block of a text of several blocks whose lines are lost.
MIN_RUN_TOGETHER: Final = 1500
#: Minimum characters of a phrase without spaces that stands in a row of such characters.
MIN_UNSPACED: Final = 4
#: What a phrase of several words counts for a run of phrases, in words: a marker, and a hint; a single word half.
MARKER_VALUE: Final = 8.0
HINT_VALUE: Final = 3.0
#: What a word between two phrases takes away from a run: one of a sentence with its full stop, and any other.
TOLD_COST: Final = 1.0
LOOSE_COST: Final = 0.4
#: By how much less loose words weigh below a heading of other articles or of comments.
SECTION_DISCOUNT: Final = 5
#: Maximum words of a sentence; what goes on for longer without a full stop is headlines in a row.
MAX_SENTENCE_WORDS: Final = 30

# Evidence for hints (`judging.context`) --------------------------------------------------------------------------

#: Maximum blocks between two findings of one group.
MAX_GAP: Final = 2
#: Minimum blocks with hints in a group that are evidence for each other.
MIN_CROWD: Final = 3
#: Minimum findings of comments that follow a heading of comments which opens a section.
MIN_THREAD: Final = 2
#: Maximum words in sentences of a section of related articles, as a multiple of those of the article.
MAX_RELATED: Final = 2
#: Last paragraphs of prose in which a note on the author is looked for, and blocks beside it that may be chrome.
AUTHOR_PARAGRAPHS: Final = 5
AUTHOR_NEAR: Final = 4

# The stretch of blocks that holds the article (`judging.body`) ---------------------------------------------------

#: Words of prose after which a heading of comments ends the article.
MIN_BEFORE_COMMENTS: Final = 80
#: What blocks take away, in words: one that a rule matched, and a fragment that none did.
PENALTY: Final = 20.0
FRAGMENT: Final = 0.2
#: What a line counts that goes on in the middle of a sentence, in words (one text node a line).
CONTINUED: Final = 8.0
#: What a word counts in a line that leads to the next, and maximum such words; and in a short sentence.
LEADING: Final = 1.75
MAX_LEADING: Final = 10
SHORT: Final = 0.2
#: Words of prose nearby, for each of `NEAR` blocks, that are full support in a text.
FULL_SUPPORT_WORDS: Final = 20
#: Minimum rules that match before or after the best stretch for it not to be the article's where more is told in it.
MIN_VARIED: Final = 4
#: Minimum rules that match in what is longer than the article and before it, for it not to be a listing.
MIN_DIVERSE: Final = 6

# Fragments before and after the article (`judging.clutter`) ------------------------------------------------------

#: Minimum lines with findings in the head or the tail for its fragments next to the article to go.
MIN_EVIDENCE: Final = 2
#: Maximum lines for each line with a finding; with more, the part is a list of the article's own.
MAX_SPARSE_LINES: Final = 15
#: Maximum fragments next to the article that go although no rule matched in or beyond them.
MAX_UNSUPPORTED: Final = 8
#: Minimum blocks that break off by which a list of other articles is known.
MIN_TEASERS: Final = 2
#: Minimum words of a headline, and maximum lines between it and the article.
MIN_HEADLINE_WORDS: Final = 3
MAX_BYLINES: Final = 6

# What is in doubt at the ends of an article (`judging.doubt`) -----------------------------------------------------

#: Minimum words of notes on authors in a paragraph that introduces somebody: of the last paragraphs of the development
#: residue, one of them lost 1,270 words of content, and two 371.
MIN_BIOGRAPHY: Final = 2
#: Maximum words of a paragraph that is a call to the reader because it begins so: longer ones are half of the content
#: that all of them lose, and a twentieth of the chrome.
MAX_CALL: Final = 34
#: Maximum words of a line without a sentence among notes, or at the end, and maximum such lines in a row.
MAX_CLOSING_LABEL: Final = 14
MAX_CLOSING_LABELS: Final = 3
#: Maximum words of a line that is an address because it has one.
MAX_ADDRESS: Final = 11

# Do no harm (`judging.limits`) -----------------------------------------------------------------------------------

#: Minimum share of a sentence beside the article that markers cover where they cut it.
MIN_COVERED: Final = 0.5
#: The same for a sentence of a longer paragraph, which goes by itself.
MIN_COVERED_WITHIN: Final = 0.25
#: Minimum share of a sentence in words of a rule's phrases and examples that makes all of it such a notice.
MIN_USUAL: Final = 0.8
#: Minimum lines of the article that lead to others, as "Read more: …" does, for them to be its author's.
MIN_RECURRING: Final = 3
#: Minimum words of a line ending in a colon that leads in the list below it; fewer are a label.
MIN_ANNOUNCING_WORDS: Final = 4
#: Minimum share of words in upper case for a line of more words with a colon at the end of a text to be a label: of the
#: lines that go so from what extractors leave of the development pages, 7 of 10 are chrome, and without it 18 of 29.
MIN_CAPITALS: Final = 0.66
#: Minimum blocks of a whole page, which has no such limits, and minimum families of which markers match in it: in any,
#: and in one of whose blocks this share are labels, of at most `MAX_LABEL_WORDS` words.
MIN_PAGE_BLOCKS: Final = 30
MIN_PAGE_FAMILIES: Final = 4
MIN_LABELLED_FAMILIES: Final = 2
MIN_LABELS: Final = 0.6
#: Maximum words that go from an article without a finding of their own, or share of what stays, whichever is more.
MAX_UNMATCHED: Final = 60
MAX_UNMATCHED_SHARE: Final = 0.1

# What is learned from a corpus (`cleantext.learning`) -------------------------------------------------------------

#: Minimum pages of a site that a line stands on, copies of an article aside, and minimum share of the site's pages.
MIN_LEARNED_PAGES: Final = 3
MIN_LEARNED_SHARE: Final = 0.25
#: Minimum lines in a row outside of the article, all of them on so many pages, as in a menu; a title stands alone.
MIN_LEARNED_RUN: Final = 3
#: Minimum share of the pages for a line that stands alone or in the article, and for prose; and minimum words of one
#: that stands alone.
MIN_LEARNED_SHARE_ALONE: Final = 0.6
MIN_LEARNED_SHARE_OF_PROSE: Final = 0.8
MIN_LEARNED_WORDS: Final = 4
#: Minimum share of the times that a line with numbers stands above or in an article with the same ones.
MIN_LEARNED_FIXED: Final = 0.8
#: Minimum share of its pages on which a line stands in what is found to be the article, for its rule to act there.
MIN_LEARNED_WITHIN: Final = 0.2
#: Minimum share that is alike: of the shorter body of two pages, for them to be copies of one article; and of the pages
#: of two lines beside each other, for the outer one to be of the run, and no title below a menu.
MIN_LEARNED_ALIKE: Final = 0.8
