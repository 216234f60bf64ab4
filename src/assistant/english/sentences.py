"""Splits text into sentences by offsets, so that a sentence is always an exact part of the stored text."""

from __future__ import annotations

import re

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    """
    e.g i.e etc cf vs dr mr mrs ms prof st no nos fig figs vol ed eds al approx ca dept est inc ltd co pp para
    paras sec ch jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
_MAY_END = frozenset("etc inc ltd co".split())
"""Abbreviations that stand at the end of a sentence as well as inside one."""
_OPENER = re.compile(
    r"(?:The|An?|This|That|These|Those|It|Its|They|Their|We|Our|He|She|There|In|On|At|By|For|From|With|As|If|When|While"
    r"|Since|After|Before|During|But|And|However|All|Both|Each|Some|Many|Most|Other|Others)(?= [^\W_]|, )"
)
"""A word that begins a sentence and hardly ever stands behind an abbreviation or an initial with a capital."""
_JOINING_WORDS = frozenset("a an and at by for from in of on the to with".split())
_BEFORE_NAME = re.compile(r"\b(?:and|or|by|with|from)$")
"""What stands in front of a name with initials: "by J. Smith"."""
_AFTER_LETTER = re.compile(r"(?<![\w.])[A-Z0-9],? \w+$")
"""What joins two letters: "options A and B."."""
_TITLE_WORDS = 12  # longer ones are sentences that happen to be full of names
_END = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s)""")
_LAST_WORD = re.compile(r"([\w.&]+)$")
_COUNTED = re.compile(r"(?<![\w.])(?P<number>\d{1,2})$")
_CLOSERS = "\"'”’)]"


def split_sentences(text: str, *, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the offsets of the sentences in `text[start:end]`, without the white space around them.

    A boundary is closing punctuation before white space and a capital letter, digit, quotation mark or
    opening bracket, unless the word before it is an abbreviation, an initial or a section number. A common opener
    behind it tells that "Ltd.", "etc." and the like, or a capital as in "Option B.", end a sentence.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    head = start
    for match in _END.finditer(text, start, stop):
        if _is_boundary(text, head, match, stop):
            spans.append((head, match.end()))
            head = match.end()
    spans.append((head, stop))
    trimmed = [span for span in (_trim(text, *span) for span in spans) if span[0] < span[1]]
    return _join_heads(text, trimmed)


def _join_heads(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a run-in head ("Networked Data Lab (NDL).") to the sentence that it is the head of."""
    if len(spans) > 1 and _is_title(text[slice(*spans[0])]):
        return [(spans[0][0], spans[1][1]), *spans[2:]]
    return spans


def _is_title(sentence: str) -> bool:
    """Whether a sentence is a few words that all begin with a capital, a digit or a bracket, joining words aside."""
    words = sentence.split()
    return (
        2 <= len(words) <= _TITLE_WORDS
        and sentence.endswith((".", ":"))
        and all(word in _JOINING_WORDS or not word[0].islower() for word in words)
    )


def _is_boundary(text: str, head: int, match: re.Match[str], stop: int) -> bool:
    following = text[match.end() : stop].lstrip()
    if not following or following[0].islower():
        return False
    if match.group().rstrip(_CLOSERS) != ".":
        return True
    word = _LAST_WORD.search(text, head, match.start())
    if not word:
        return True
    token = word.group(1).lower()
    opens = _OPENER.match(following) is not None
    initial = len(token) == 1 and token.isalpha() and _is_initial(text, word.start(1), opens=opens)
    numbered = (
        word.start(1) == head + len(text[head : match.start()]) - len(text[head : match.start()].lstrip())
        and token.replace(".", "").isdigit()
    )
    shortened = token in _ABBREVIATIONS and not (opens and token in _MAY_END)
    return not (shortened or initial or numbered or _enumerates(text[head : match.start()]))


def _enumerates(before: str) -> bool:
    """Whether the number that a text ends with counts a thing within the sentence: "these are: 1. Roads, 2. Rail"."""
    counted = _COUNTED.search(before)
    if counted is None:
        return False
    first = counted["number"] == "1" and before[: counted.start()].rstrip().endswith((":", ";"))
    return first or re.search(rf"(?<![\w.]){int(counted['number']) - 1}\.\s", before) is not None


def _is_initial(text: str, position: int, *, opens: bool) -> bool:
    """Whether the single letter at `position` is a name's initial ("J. Smith"), not a phrase's end ("plan B.").

    Args:
        opens: whether a word that opens sentences follows: then one behind a name's word ends a phrase ("Option B.").
    """
    before = text[max(0, position - 12) : position].rstrip()
    if not text[position].isupper():
        return False
    if not before or before.endswith("."):
        return True
    joins = _BEFORE_NAME.search(before) and not _AFTER_LETTER.search(before)
    return bool(joins or before.split()[-1][:1].isupper()) and not opens


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
