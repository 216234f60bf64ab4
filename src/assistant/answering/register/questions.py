"""The forms of questions about documents. Strict: what they do not match is left to the evidence."""

from __future__ import annotations

import re

from assistant.english.dates import MONTH_NAMES, YEAR_DIGITS

_DOCUMENTS = r"(?:documents?|reports?|papers?|publications?|sources?)"
NOUN = re.compile(
    r"\b(?:document|report|paper|publication|review|article|study|analysis|audit|strategy|plan|digest|survey|register|"
    r"bulletin|prospectus|file|pdf|page|audit|framework|letter|memorand(?:um|a)|briefing|guidance|handbook|statement|"
    r"manifesto|statistic|assessment|evaluation|policy|policie|account|minute|brief|profile)s?\b",
    re.IGNORECASE,
)
_LEAD = r"^(?:(?:and|but|so|ok(?:ay)?|please|hi|hello|(?:can|could) you tell me|do you know|tell me)[\s,]+)*"
_WHICH = r"(?:what|which)"
PUBLISHED = re.compile(
    rf"{_LEAD}(?:when|(?:in |on )?{_WHICH} (?:year|month|date)) (?:(?:was|were|is) (?P<what>.+?) "
    r"(?:first )?(?:published|issued|released|dated|written)"
    r"|did (?P<by>.+?) (?:first )?(?:publish|issue|release) (?P<what2>.+?))[\s?.!]*$",
    re.IGNORECASE,
)
DATED = re.compile(
    rf"{_LEAD}(?:what(?: is|['’]s) the (?:publication )?date of (?P<a>.+?)|how (?:recent|old|up to date) is (?P<b>.+?)"
    rf"|{_WHICH} (?:year|date) is (?P<c>.+?) from)[\s?.!]*$",
    re.IGNORECASE,
)
WHO = re.compile(
    rf"{_LEAD}(?:who (?P<verb>wrote|authored|published|issued|released) (?P<a>.+?)"
    r"|who (?:is|was|are|were) (?P<b>.+?) (?P<verb2>written|authored|published|issued|released) by"
    r"|(?:who(?: is|['’]s| are)|what is) the (?P<verb3>authors?|publishers?) of (?P<c>.+?))[\s?.!]*$",
    re.IGNORECASE,
)
PAGES = re.compile(
    rf"{_LEAD}(?:how many pages (?:has|have|does|do|are (?:there )?in|is) (?P<a>.+?)(?: (?:have|got|contain|run to))?"
    r"|how long is (?P<b>(?:the|this|that) .*\b(?:report|document|paper|publication|study|pdf|file)))[\s?.!]*$",
    re.IGNORECASE,
)
PLACE = re.compile(
    rf"{_LEAD}(?:(?:on |in )?{_WHICH} (?:page|section)(?: number)? "
    r"(?:is|has|can i find|do i find|shows?|contains?|holds?)|where (?:is|can i find|do i find))"
    r" (?:the )?(?P<label>(?:table|figure|box|chart|appendix|annex) [a-z]?\.?\d*(?:\.\d+)*[a-z]?)"
    r"(?: (?:of|in|from) (?P<of>.+?))?(?: on| in| printed| shown| located)?[\s?.!]*$",
    re.IGNORECASE,
)
_HELD = r"(?: (?:do )?(?:you have|in here|in the (?:evidence|evidence base|corpus|index)|here|is there|there is))?"
_BY = r"(?:written by|published by|issued by|authored by|by)"
_WAY = r"latest|newest|most recent|oldest|earliest"
LATEST = re.compile(
    rf"{_LEAD}(?:(?:{_WHICH}(?: is|['’]s| are)? )?(?:the |your )?(?:very )?(?P<way>{_WAY}) {_DOCUMENTS}{_HELD}"
    rf"(?: (?:{_BY} (?P<by>.+?)|(?:from|of) (?P<body>.+?)|(?:about|on) (?P<about>.+?)))?"
    rf"|{_WHICH}(?: of the| of your)? {_DOCUMENTS} (?:is|are) (?:the )?(?:very )?(?P<way2>{_WAY}))[\s?.!]*$",
    re.IGNORECASE,
)
_SHOWN = rf"(?:(?:{_WHICH}(?: are| is| were)?|list|show(?: me)?|find|any|all) )*(?:the )?"
OF_DATE = re.compile(
    rf"{_LEAD}{_SHOWN}{_DOCUMENTS} "
    r"(?:(?:are|were|is|was|do you have|have you(?: got)?|are there|you have) )?"
    r"(?:(?:published|issued|released|dated|written|from|in|of) )+"
    rf"(?P<date>(?:(?:{MONTH_NAMES}) )?{YEAR_DIGITS})[\s?.!]*$",
    re.IGNORECASE,
)
BY = re.compile(
    rf"{_LEAD}{_SHOWN}{_DOCUMENTS} "
    rf"(?:(?:are|were|is|was|do you have|have you(?: got)?|are there|you have) )?{_BY} (?P<by>.+?)[\s?.!]*$",
    re.IGNORECASE,
)
TITLE = re.compile(
    rf"{_LEAD}what(?: is|['’]s| was| are) the (?:titles?|names?) of (?P<what>(?:the |your )?{_DOCUMENTS}"
    rf"(?: {_BY} (?P<by>.+?)| (?:about|on) (?P<about>.+?))?|(?:the )?.+? {_DOCUMENTS})[\s?.!]*$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    rf"{_LEAD}{_WHICH} {_DOCUMENTS} (?:(?:are|is|do you have|have you(?: got)?|are there) )?"
    r"(?:about|on|cover(?:ing)?|covers|concern(?:ing)?|deals? with|dealing with) (?P<about>.+?)[\s?.!]*$",
    re.IGNORECASE,
)
