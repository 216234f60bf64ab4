"""What a sentence leaves open of the very thing that is asked: which one it is, or how it is paid for."""

from __future__ import annotations

import re

from assistant.answering.guards.around import with_headings
from assistant.answering.question import Question
from assistant.answering.scored import Scored
from assistant.indexing.lexical import stem

_ASKS_WHICH = re.compile(
    r"^(?:and |so |but )?(?:from |in |at |to |by |of )?(?P<asking>which|what) "
    r"(?P<noun>(?!(?:is|are|was|were)\b)[a-z][\w'’-]*)\b",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(
    r"^\W*(?:(?:in|at|from|to|by|of|with) )?(?:one|an?|another|some) (?P<words>[a-z][\w' ’-]*)\W*$"
)
"""An answer that says no more than that there is one: "one estate", "a university"."""
_SAYS_NOTHING = re.compile(
    r"^\W*(?:(?:in|at|from|to|by|of|with) )?(?:one|an?|another|some)"
    r"(?: (?:local|nearby|neighbouring|regional|national"
    r"|leading|major|large|small|new|other|single|private|different|certain))* [\w'’-]+\W*$",
    re.IGNORECASE,
)
_ASKS_FUNDING = re.compile(
    r"\bhow (?:is|are|was|were|will|would|can|could|do|does|did)\b[^?;]*?\b(?:paid for|pay for|funded|financed)\b",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"[£$€]|\b(?:\w*fund\w*|financ\w*|pa(?:y|ys|id|ying|yments?)|grants?|loans?|lev(?:y|ies)|borrow\w*|invest\w*|budgets?"
    r"|donat\w*|sponsor\w*|subsid\w*|contribut\w*|tax(?:es)?|rates|charges?|fees?|rais(?:e|ed|es|ing)|back(?:ed|ing|er|ers)"
    r"|bequests?|legac(?:y|ies)|gifts?|met|meets?|cost(?:s|ed)?|money|cash|bonds?|shares?|profits?"
    r"|proceeds|revenue|income|award(?:s|ed)?|support(?:s|ed)?|bear|bore|borne|foot(?:s|ed)?|provid\w*|cover(?:s|ed)?|free"
    r"|owner|owned|bought|buys?|expense|through|deals?|schemes?|programmes?|lottery|trusts?|foundations?|treasury"
    r"|government|councils?|private(?:ly)?|partners?|volunt\w*|commission\w*)\b",
    re.IGNORECASE,
)
"""Words by which a sentence may tell where money comes from, or that it costs none."""


def is_left_open(question: Question, entry: Scored) -> bool:
    """Whether one of several is asked for, and the exact answer says only that it is one: "which estate?", "one"."""
    asked, said = _ASKS_WHICH.search(question.text), _ONE_OF_THEM.match(entry.exact_words)
    if asked is None or said is None:
        return False
    if asked["asking"].lower() == "what" and not _SAYS_NOTHING.match(entry.exact_words):
        return False  # "a counselling service" tells what service
    return stem(asked["noun"].lower()) in {stem(word) for word in said["words"].split()}


def lacks_funding(question: Question, entry: Scored) -> bool:
    """Whether it is asked how a thing is paid for, and a unit and its heading have no word of who or what pays."""
    if not _ASKS_FUNDING.search(question.text):
        return False
    return not _OF_MONEY.search(with_headings(entry, levels=1))
