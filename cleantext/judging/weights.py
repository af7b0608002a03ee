"""The thresholds and weights that decide what is content: every number, with its meaning, unit and source.

`python -m benchmarks.ablation` measures each: what the figures are without it. The table stands in
`benchmarks/README.md`. Numbers were chosen by the mean figures of the development data, each among a few round values.
"""

from __future__ import annotations

from typing import Final

# Prose on a page (`judging.features`) ----------------------------------------------------------------------------

#: Minimum characters of a block for it to count as prose; a shorter one is a label.
MIN_PROSE: Final = 25
#: Minimum characters of a block without a full stop at its end for it to count as prose in full.
MIN_UNENDED_PROSE: Final = 80
#: Factor for the characters of a shorter block without a full stop.
UNENDED_FACTOR: Final = 0.2
#: Factor for the characters of table rows and code.
TABULAR_FACTOR: Final = 0.3
#: Maximum mean word length, in characters, for ASCII text to count as prose; longer words are keys and codes.
MAX_WORD_LENGTH: Final = 30

# Elements named as chrome (`judging.vocabulary`, `judging.names`) ------------------------------------------

#: Minimum words of a heading that the name of an element repeats without its others, to be a name made of the heading.
MIN_REPEATED_WORDS: Final = 3
#: Maximum share of the page's prose in the elements that one rule matches, for these to be cut.
MAX_NAMED_SHARE: Final = 0.4
#: Minimum characters of prose outside of comments, footers and menus, for these to be cut.
MIN_REST: Final = 250
#: Minimum characters of any text outside of footers and menus, for these to be cut: a shop may have no other prose.
MIN_REST_OF_ANY_KIND: Final = 1000
#: Minimum hints of consent in an element named as a consent notice, for it to be one if it has no marker.
MIN_CONSENT_HINTS: Final = 2
#: Minimum characters of elements that are named as items of listings are, for the page to be a listing.
MIN_LISTING: Final = 400
#: Maximum share of an element's characters that are prose, for a hint to cut it.
MAX_HINTED_PROSE: Final = 0.4
#: Maximum blocks, characters, and share of the page's prose, of a caption of prose, for a hint to cut it.
MAX_CAPTION_BLOCKS: Final = 2
MAX_CAPTION: Final = 400
MAX_CAPTION_SHARE: Final = 0.15
#: Maximum prose of the elements beside the article that one rule matches, as a multiple of the article's, for these to
#: be cut: with 4 instead of 10, the figures of waddle and dragnet are .003 and .004 lower.
MAX_BESIDE_FACTOR: Final = 10.0
#: Minimum share of a page's prose in comments, and in an element that is named a thread, for the page to be a thread.
MIN_COMMENTS_SHARE: Final = 0.3
MIN_THREAD_SHARE: Final = 0.75

# Comments without telling names (`judging.threads`) ---------------------------------------------------------------

#: Minimum share of sibling elements with a date, and of those without a headline, for them to be comments.
MIN_DATED_SHARE: Final = 0.7
#: Maximum words of a line with the date and author of a comment, and of a name.
MAX_DATE_LINE: Final = 15
MAX_NAME_WORDS: Final = 5
#: Minimum number of equal short lines on a forum page, and their minimum share of its posts, for these to be controls.
MIN_CONTROLS: Final = 4
MIN_POSTS_SHARE: Final = 0.5

# The element that holds the article (`judging.body`) -------------------------------------------------------------

#: Number of blocks on each side in which other prose supports a block of prose; for text and pages.
SUPPORT_BLOCKS: Final = 3
#: Factor for prose without any support; full support is 1; for text and pages.
UNSUPPORTED_FACTOR: Final = 0.4
#: Characters of prose within `SUPPORT_BLOCKS` that are full support on a page.
FULL_SUPPORT: Final = 300
#: Factors for prose in elements that are named the body of an article, and in cards.
IN_BODY_FACTOR: Final = 4.0
IN_CARDS_FACTOR: Final = 0.15
#: Minimum number of sibling elements of a kind, minimum share that look like a card, and maximum characters of one, for
#: them to be cards.
MIN_CARDS: Final = 3
MIN_ALIKE_SHARE: Final = 0.7
MAX_CARD: Final = 900
#: Minimum share of an element's prose in one child, for the search for the main content to descend into that child.
MIN_DOMINANT_SHARE: Final = 0.86
#: Maximum prose of all siblings of its kind with that child, as a multiple of its own; with more it is one of several.
MAX_SIBLINGS_PROSE: Final = 1.05
#: Minimum number of sections beside each other, each with a heading of the same level and some prose, to be the parts
#: of one text (with two, pages of articles lose: boxes beside them have headings, too).
MIN_SECTIONS: Final = 3
#: Minimum share of the prose in the `<article>` around the only title, or else in what alone is called the body of the
#: article, right below a heading, for the search to begin there.
MIN_TITLED_SHARE: Final = 0.25
#: Minimum characters of prose, or minimum share of the text that is left, for an element to be an article.
MIN_ARTICLE: Final = 500
MIN_ARTICLE_SHARE: Final = 0.25
#: Without an article: minimum share of the text in `<main>` for this to be the main content, or else in any element.
MIN_MAIN_SHARE: Final = 0.5
MIN_BROAD_SHARE: Final = 0.9
#: Minimum number of elements of one kind with a price in each, for them to be goods on offer.
MIN_OFFERS: Final = 8
#: Number of blocks before the main content in which a title is searched, and minimum characters of a lead below it.
LEAD_BLOCKS: Final = 25
MIN_LEAD: Final = 50
#: Minimum characters without links below the title of a page with hardly any prose, for them to be a post.
MIN_POST: Final = 10
#: Minimum characters of prose of a block right beside the main content, for it to belong to that.
MIN_ADJACENT: Final = 30

# Clutter inside the main content (`judging.clutter`) -------------------------------------------------------------

#: Minimum characters of a text in another element, or of an element for another size of screen, for its repetition to
#: be cut.
MIN_REPEATED: Final = 80
#: Minimum link density (share of characters in links) of a list of links, and its maximum mean characters per block.
MIN_LINK_DENSITY: Final = 0.5
MAX_LINK: Final = 150
#: Maximum characters outside of links, such as " | ", for each link of a block, for it to be only links.
MAX_SEPARATOR: Final = 4
#: Minimum characters of prose of the first and last block of the text; lists of links between these stay.
MIN_TEXT: Final = 80
#: Maximum share of the main content in lists of links, for these to be cut; with more, the page is about them.
MAX_LINK_LIST_SHARE: Final = 0.25
#: Maximum share of the prose of the main content in cards of other articles, for these to be cut.
MAX_CARDS_SHARE: Final = 0.05
#: Minimum characters of a line ending in a colon, for the list below it to be part of the text.
MIN_ANNOUNCING: Final = 40

# Hidden text (`pipeline`) ----------------------------------------------------------------------------------------

#: Maximum characters that `judge_elements` leaves of a page, for it to be read again with its hidden text; and how many
#: times as much that must give. Article text in structured data must be so many times what the page shows of it.
MAX_VISIBLE: Final = 1500
MIN_HIDDEN_FACTOR: Final = 1.4

# Phrases in lines (`judging.phrases`) ----------------------------------------------------------------------------

#: Maximum characters of a line, for rules on whole lines to be looked up.
MAX_LINE: Final = 160
#: Maximum characters of a line, for a phrase with open words to match it, and maximum number of these words.
MAX_OPEN_LINE: Final = 110
MAX_OPEN_WORDS: Final = 10
#: Minimum characters of a line, for phrases to be searched after the last full stop in it.
MIN_TAILED: Final = 20
#: Minimum number of consecutive words that are phrases each, for a bar of links.
MIN_BAR: Final = 3
#: Maximum words of a phrase that is searched at the end of a longer line.
MAX_TAIL_WORDS: Final = 10
#: Maximum characters by which a phrase is extended to its sentence, on each side.
MAX_SENTENCE: Final = 160
#: Minimum words after a phrase and a comma, and before a phrase, for its sentence to be one about it ("told").
MIN_MENTION_AFTER: Final = 8
MIN_MENTION_BEFORE: Final = 17
#: Maximum words before a notice in its sentence; and where there are more, minimum share of the sentence that it
#: covers.
MAX_NOTICE_BEFORE: Final = 2
MIN_NOTICE: Final = 0.6
#: Minimum words of a phrase at the beginning of a line, for all of the line to be a notice.
MIN_PHRASE: Final = 5

# The text of a whole page (`judging.shape`, `judging.stretch`) --------------------------------------------------------

#: Maximum words of a label, and minimum number of consecutive lines that are labels, for a menu.
MAX_LABEL_WORDS: Final = 8
MIN_MENU: Final = 8
#: Minimum number of signs of a whole page: a menu before the article, one after it, its title above it, many rules.
MIN_PAGE_SIGNS: Final = 2
#: Minimum number of rules that match outside of the article, for this to be such a sign; and where there is a title.
MIN_PAGE_RULES: Final = 5
MIN_TITLED_RULES: Final = 4
#: Minimum share of the title of a page, in characters, that is the headline of its article.
MIN_HEADLINE_SHARE: Final = 0.33
#: Factor for the score of a stretch of text below such a headline, and its minimum score, in words.
HEADLINE_FACTOR: Final = 4.0
MIN_HEADLINED: Final = 15.0
#: Minimum words in sentences of the article of a whole page; and maximum outside of it, as a multiple of these.
MIN_PAGE_ARTICLE: Final = 30
MAX_PROSE_BESIDE: Final = 2
#: Penalty of a fragment on a whole page, in words.
PAGE_FRAGMENT_PENALTY: Final = 1.0
#: Maximum words of a paragraph without another right beside it, for it to count less, as teasers of other articles
#: stand below their headlines; and factor for its score: with 1, html_text of waddle is .007 lower, that of aeb .006.
MAX_ALONE: Final = 35
ALONE_FACTOR: Final = 0.4
#: Minimum score of a stretch, as a share of that of the best one, for it to be another article of the page.
MIN_OTHER_ARTICLE: Final = 0.5

# Segments of texts whose lines are lost (`judging.segments`) ------------------------------------------------------

#: Minimum characters (in terms of Latin script) of a text of one block, for its line breaks to be lost.
MIN_ONE_LINE: Final = 150
#: Minimum mean characters per block of a text of several blocks, for its line breaks to be lost.
MIN_RUN_TOGETHER: Final = 1500
#: Minimum characters of a phrase in a script without spaces, for it to be found inside a longer run of characters.
MIN_UNSPACED: Final = 4
#: Score of a phrase of several words in a run of phrases, in words: of a marker, and of a hint; single words have half.
MARKER_VALUE: Final = 8.0
HINT_VALUE: Final = 3.0
#: Penalty of a word between two phrases of a run, in words: of a sentence with its full stop, and of any other.
SENTENCE_WORD_COST: Final = 1.0
LOOSE_WORD_COST: Final = 0.4
#: Divisor of the penalty of other words below a heading of other articles or of comments.
SECTION_DISCOUNT: Final = 5
#: Maximum words of a sentence; longer text without a full stop is a row of headlines.
MAX_SENTENCE_WORDS: Final = 30

# Evidence for hints (`judging.context`) --------------------------------------------------------------------------

#: Maximum distance in blocks between two findings of one group.
MAX_GAP: Final = 2
#: Minimum blocks with hints in a group, for these to corroborate each other.
MIN_CROWD: Final = 3
#: Minimum number of findings of comments below a heading of comments, for this to open a section.
MIN_THREAD: Final = 2
#: Maximum words in sentences of a section of related articles, as a multiple of those of the article.
MAX_RELATED: Final = 2
#: Number of last paragraphs of prose in which a note on the author is searched; and blocks around it in which a finding
#: corroborates it.
AUTHOR_PARAGRAPHS: Final = 5
AUTHOR_NEAR: Final = 4

# The stretch of blocks that holds the article (`judging.stretch`) ------------------------------------------------

#: Minimum words of prose before a heading of comments, for this to end the article.
MIN_BEFORE_COMMENTS: Final = 80
#: Penalties in words: of a block that a rule matched, and of a fragment that none matched.
MATCHED_PENALTY: Final = 20.0
FRAGMENT_PENALTY: Final = 0.2
#: Score in words of a line that continues a sentence, as in text with each text node on a line.
CONTINUED_SCORE: Final = 8.0
#: Factor for the words of a line that leads in the next (it ends in a colon or comma), and maximum words that count;
#: and factor for the words of a short sentence.
LEAD_WORD_FACTOR: Final = 1.75
MAX_LEAD_WORDS: Final = 10
SENTENCE_FACTOR: Final = 0.2
#: Words of prose for each of `SUPPORT_BLOCKS` that are full support in a text.
FULL_SUPPORT_WORDS: Final = 20
#: Minimum number of rules that match before or after the best stretch, for this part to be chrome although it has more
#: words in sentences.
MIN_MENU_RULES: Final = 4
#: Minimum number of rules that match after the best stretch, for this part to be chrome, and no listing, although it
#: has more words.
MIN_TAIL_RULES: Final = 6

# Fragments before and after the article (`judging.clutter`) ------------------------------------------------------

#: Minimum number of lines with findings in the head or tail, for its fragments next to the article to be cut.
MIN_EVIDENCE: Final = 2
#: Maximum other lines of the head or tail for each line with a finding; with more, it is a list of the article.
MAX_SPARSE_LINES: Final = 15
#: Maximum paragraphs of prose without a finding before or after the article; with more, it goes on there, on a page if
#: they say more than it. (Of the gold texts of pages that are no articles 1,100 words more stay than without; with none
#: allowed, 1,250, and then .5 points less of the chrome around articles goes, which are single notes there.)
MAX_PARAGRAPHS: Final = 1
#: Maximum number of fragments between the article and the first finding, for these to be cut, too.
MAX_UNMATCHED_LINES: Final = 8
#: Minimum number of blocks that break off with an ellipsis, for a part to be a list of other articles.
MIN_TEASERS: Final = 2
#: Minimum words of a headline, and maximum number of lines between it and the article.
MIN_HEADLINE_WORDS: Final = 3
MAX_BYLINES: Final = 6

# What is in doubt at the ends of an article (`judging.doubt`) -----------------------------------------------------

#: Minimum words of prose in a text, and their minimum share of its words, for anything to be in doubt there: without
#: these, 2.0 % of the gold texts of dragnet and 7.9 % of those of pages that are no articles lose over 5 %, with them
#: 1.0 and 5.5 %, and the mean share of chrome that goes is .02 smaller.
MIN_DOUBTED_PROSE: Final = 150
MIN_DOUBTED_SHARE: Final = 0.7
#: Minimum number of words of notes on authors in a paragraph that introduces somebody, for it to be cut: of the last
#: paragraphs of the development residue, one of them lost 1,270 words of content, and two 371.
MIN_BIOGRAPHY: Final = 2
#: Maximum words of a paragraph that begins as a call to the reader, for it to be one: longer ones are half of the
#: content that all of them lose, and a twentieth of the chrome.
MAX_CALL: Final = 34
#: Maximum words of a line without a sentence among notes or at the end, and maximum number of consecutive such lines.
MAX_CLOSING_LABEL: Final = 14
MAX_CLOSING_LABELS: Final = 3
#: Maximum words of a line with an address in it, for it to be cut.
MAX_ADDRESS: Final = 11

# Do no harm (`judging.limits`) -----------------------------------------------------------------------------------

#: Minimum share of a sentence beside the article that markers cover, for them to cut it.
MIN_COVERED: Final = 0.5
#: Maximum share that a short phrase counts for which a sentence begins with, and goes on in words of its own.
MAX_BEGUN: Final = 0.45
#: The same for a sentence inside a longer paragraph, which is cut by itself.
MIN_COVERED_WITHIN: Final = 0.25
#: Minimum share of the words of a sentence that are in the rule's phrases and examples, for all of it to be a notice.
MIN_NOTICE_WORD_SHARE: Final = 0.8
#: Minimum number of lines of the article that link to others, such as "Read more: …", for these to be its author's.
MIN_RECURRING: Final = 3
#: Minimum words of a line ending in a colon, for it to lead in the list below it; a shorter one is a label.
MIN_ANNOUNCING_WORDS: Final = 4
#: Minimum share of capitalised words, for a longer line with a colon at the end of a text to be a label: of the
#: lines that go so from what extractors leave of the development pages, 7 of 10 are chrome, and without it 18 of 29.
MIN_CAPITALS: Final = 0.66
#: Minimum blocks of a whole page, which has no such limits; minimum families with a marker in it; the same where most
#: blocks are labels, of at most `MAX_LABEL_WORDS` words; and the minimum share of these.
MIN_PAGE_BLOCKS: Final = 30
MIN_PAGE_FAMILIES: Final = 4
MIN_LABELLED_FAMILIES: Final = 2
MIN_LABELS: Final = 0.6
#: Maximum words that are cut from an article without a finding of their own, or share of what stays, whichever is more.
MAX_UNMATCHED: Final = 60
MAX_UNMATCHED_SHARE: Final = 0.1

# What is learned from a corpus (`cleantext.learning`) -------------------------------------------------------------

#: Minimum number of pages with a line, not counting copies of an article, and minimum share of the site's pages.
MIN_LEARNED_PAGES: Final = 3
MIN_LEARNED_SHARE: Final = 0.25
#: Minimum number of consecutive such lines outside of the article, as in a menu; a title is a single line.
MIN_LEARNED_RUN: Final = 3
#: Minimum share of the pages for a single line or one in the article, and for prose; and minimum words of the former.
MIN_LEARNED_SHARE_ALONE: Final = 0.6
MIN_LEARNED_SHARE_OF_PROSE: Final = 0.8
MIN_LEARNED_WORDS: Final = 4
#: Minimum share of the occurrences of a line with numbers, above or in an article, that have the same numbers.
MIN_LEARNED_FIXED: Final = 0.8
#: Minimum share of its pages on which a line is inside the article, as it is found, for its rule to act there.
MIN_LEARNED_WITHIN: Final = 0.2
#: Minimum overlap of the shorter body of two pages with the other, for them to be copies of one article; and of the
#: pages of two adjacent lines, for the outer one to belong to the run, and not to be a title below a menu.
MIN_LEARNED_ALIKE: Final = 0.8
