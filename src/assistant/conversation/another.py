"""A follow-up that asks of another name what was asked before: "How many did Bradford build?", "is York higher?"."""

from __future__ import annotations

import re

from assistant.conversation.leaning import leans
from assistant.conversation.name_slots import has_name_like
from assistant.conversation.names import NAMED
from assistant.conversation.pronouns import AUXILIARY
from assistant.conversation.slots import MEASURES
from assistant.conversation.years import of_all_years
from assistant.english.capitals import capitalise_places
from assistant.english.superlatives import COMPARATIVE
from assistant.indexing.lexical import content_terms

_COMPARES_ONE = re.compile(
    r"^(?:(?:and|but|so)\b[\s,]*)*how (?:does|do|did|would|is|are) "
    r"(?P<one>(?:(?!\b(?:it|they|that|this|those|these)\b)[^?]){2,40}?) compar(?:e|ing)\W*$",
    re.IGNORECASE,
)
"""Asks the same of another: "how does Bristol compare?"."""
_ASKS_A_FIGURE = re.compile(rf"\bhow\b|\b(?:{'|'.join(sorted(MEASURES))})s?\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"^(?i:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*(?:"
    rf"(?i:how (?:many|much) (?:did|does|do|has|have|had|will|would)) (?P<other>{NAMED})(?: (?P<verb>[a-z]+))?"
    rf"|(?i:what (?:did|does|do|has|have|will|would)) (?P<getting>{NAMED}) (?P<got>[a-z]+)"
    rf"|(?i:how (?:is|are|was|were|did|does|do|has|have|had|will)) (?P<faring>{NAMED}) "
    r"(?:do|does|done|doing|fare|fared|faring|look|looking|perform|performing|performed|get on|getting on)"
    rf"|(?i:{AUXILIARY}) (?P<so>(?:the )?{NAMED})"
    r"|(?i:(?:(?:do|have) (?:you|we) (?:have |got )?|(?:is|are) there )"
    r"(?:it|that|this|them|one|any|some) (?:for|in|on) )"
    rf"(?P<one>{NAMED})"
    rf"|(?i:what (?:is|are|was|were)) (?P<owns>{NAMED})['’]s?"
    rf"|(?i:has|have|had|did|does) (?P<having>{NAMED}) (?:(?:have|got|had|get) )?any"
    rf"|(?i:is|are|was|were) (?P<whose>{NAMED})['’]s? (?:any |much |a lot )?(?:{COMPARATIVE})"
    rf"|(?i:is|are|was|were|do|does|did|has|have|had) (?P<beside>{NAMED}) "
    rf"(?:(?P<doing>[a-z]+) )??(?:any |much |a lot )?(?:{COMPARATIVE})"
    rf"|(?i:(?:(?:do|have) (?:you|we) (?:have |got )?|(?:is|are) there |show me |give me |what (?:is|are|was|were) )?"
    r"(?:(?:any|some|the) )?(?:figures?|data|numbers?|statistics|stats) (?:for|on|in|from) )"
    rf"(?P<figures>(?:the )?{NAMED})"
    rf"|(?i:what (?:is|are|was|were)) (?P<of>{NAMED})['’]s? (?:total|figure|number|share|rate|score|one)"
    r")\W*$"
)
"""Asks once more, of another name: "How many did Bradford build?", "Was Bradford's higher?", "Figures for York?"."""
_SUBJECT = re.compile(rf"\b(?i:do|does|did|has|have|had|will|would) (?P<name>(?:the )?{NAMED})")
"""The name that does what is asked, behind the verb that opens the clause: "How many homes did Leeds sell to York?"."""
_WHAT_IS = re.compile(r"what(?:['’]?s| is| was| are| were)\b", re.IGNORECASE)
_TOTAL_OF_IT = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?)\b[\s,]*)*what(?:['’]?s| is| was)? (?:the )?(?P<total>(?:grand |overall )?total)\W*$",
    re.IGNORECASE,
)
_DOING = frozenset("get have do manage receive see".split())


def _says_again(verb: str, before: str) -> bool:
    terms = set(content_terms(verb))
    return bool(terms) and terms <= set(content_terms(before))


def of_another(question: str, before: str) -> str:
    """Return "what about Bristol?" for a question that asks of Bristol what the one before asked; else the question.

    Where the one before has a subject, Bristol takes its place at once: of its names it is not the last that is meant.
    """
    compared = _COMPARES_ONE.match(question)
    if compared:
        return f"what about {compared['one']}?"
    total = _TOTAL_OF_IT.match(question)
    if total and of_all_years(before, total["total"]):
        return f"and the {total['total']}?"
    asked = _OF_ANOTHER.match(capitalise_places(question).strip())
    if asked is None:
        return question
    if (asked["beside"] or asked["figures"]) and not (_ASKS_A_FIGURE.search(before) or _WHAT_IS.match(before)):
        return question
    groups = ("other", "getting", "faring", "so", "one", "owns", "having", "whose", "beside", "figures", "of")
    name = next(asked[group] for group in groups if asked[group])
    verbs = [verb for verb in (asked["verb"], asked["got"], asked["doing"]) if verb]
    again = all(verb in _DOING or _says_again(verb, before) for verb in verbs) and asked["got"] != "do"
    if not (again and has_name_like(capitalise_places(before), name)):
        return question
    of_place = asked["of"] or asked["whose"] or asked["figures"] or asked["owns"]
    subject = None if of_place or leans(before) else _SUBJECT.search(before)
    return (
        f"{before[: subject.start('name')]}{name}{before[subject.end('name') :]}" if subject else f"what about {name}?"
    )
