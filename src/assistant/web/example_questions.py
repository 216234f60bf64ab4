"""Questions made from sentences that plainly answer them, each with the place of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.corpus.document import BlockKind, Document
from assistant.english.numbers import numbers

_MAX_CHARACTERS = 95
_OF_A_KIND = 14

_ABOUT = r"(?:(?:over|about|around|almost|nearly|more than|some|up to|at least|a further) )?"
_SUBJECT = r"(?P<subject>(?:The )?[A-Z0-9][\w&’'@./-]*(?: [\w&’'@./-]+){0,7}?)"
_THINGS = r"(?P<things>(?:[a-z][\w-]+ ){0,2}(?:[a-z][\w-]+s|people))"
_COUNT = rf"(?:\d[\d,]*|{numbers(2, 12)})"
_MONEY = r"[£$€]\d[\d.,]* ?(?:m|bn|k|million|billion|trillion)?\b"

_DEFINED = re.compile(
    rf"^{_SUBJECT} (?P<short>\([A-Z][A-Za-z&]{{1,9}}\) )?(?P<verb>is|are) (?:a|an|the|one of the) [a-z]"
)
_DATED = re.compile(
    rf"^{_SUBJECT} (?P<verb>was|were) "
    r"(?P<done>announced|launched|opened|established|founded|created|signed|published|approved|designated|"
    r"set up|completed) "
    r"(?:in|on) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}\b"
)
_COUNTED = re.compile(
    rf"^{_SUBJECT} (?P<verb>has|employs|hosts|supports|covers|includes|trains|represents|funds|serves) "
    rf"{_ABOUT}{_COUNT} {_THINGS}\b"
)
_COUNTED_IN = re.compile(
    rf"\b{_ABOUT}\d[\d,]{{2,}} {_THINGS}\b[^.;,]{{0,30}}? in "
    r"(?P<place>[A-Z][a-z]+(?: (?:and the |of )?[A-Z][a-z]+){0,3})\b"
)
_PAID = re.compile(
    rf"^{_SUBJECT} (?P<done>received|invested|raised|secured|committed|attracted|won|spent|contributed) "
    rf"{_ABOUT}{_MONEY}"
)
_WORTH = re.compile(rf"^{_SUBJECT} (?P<verb>is|was) (?:worth )?{_ABOUT}{_MONEY}")
_DONE_BY = re.compile(
    rf"^{_SUBJECT} (?:is|are|was|were) "
    r"(?P<done>led|chaired|run|hosted|funded|delivered|owned|managed|commissioned) by (?:the )?[A-Z]"
)

_BASE = {
    "has": "have", "employs": "employ", "hosts": "host", "supports": "support", "covers": "cover",
    "includes": "include", "trains": "train", "represents": "represent", "funds": "fund", "serves": "serve",
    "received": "receive", "invested": "invest", "raised": "raise", "secured": "secure", "committed": "commit",
    "attracted": "attract", "won": "win", "spent": "spend", "contributed": "contribute",
}  # fmt: skip
_PRESENT = {
    "led": "leads", "chaired": "chairs", "run": "runs", "hosted": "hosts", "funded": "funds", "delivered": "delivers",
    "owned": "owns", "managed": "manages", "commissioned": "commissions",
}  # fmt: skip
_VAGUE = re.compile(
    r"^(?:The )?(?:it|this|these|that|those|they|he|she|there|both|each|all|one|another|other|others|some|such|"
    r"same|most|many|"
    r"page|pages|report|document|source|sources|digest|corpus|figure|figures|table|note|section|chapter|annex|appendix|"
    r"aim|idea|total|rest|latter|former|next|first|second|third|last|main|key|"
    r"by|in|at|of|for|from|to|as|on|and|or|if|when|while|since|after|before|with)\b",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?:the )?[A-Z0-9][\w&@./-]*(?: (?:[A-Z0-9][\w&@./-]*|of|for|and|the|in|on|&))*")
_NO_NAME = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|says|said|that|which|who|itself|themselves)\b|"
    r"[’']s? |[ .]\d+$"
)
_BROKEN_OFF = re.compile(r"\b(?:and|or|but|of|in|at|to|for|from|by|with|on|as|the|a|an)$", re.IGNORECASE)
_UNCOUNTED = re.compile(
    r"\b(?:years|months|weeks|days|hours|times|ways|cases|parts|areas|points|pages|others|assets|lines|"
    r"and|or|but|because|have|has|had|is|are|was|were|their|its|per|of|to|by|with|from|more|less|million|billion)\b"
)

_SENTENCE = re.compile(r"[A-Z0-9].*?(?:[.!?](?=\s+[A-Z])|$)", re.DOTALL)


@dataclass(frozen=True)
class Candidate:
    """A question, and the sentence of the evidence that should answer it."""

    question: str
    document: str
    start: int
    end: int


def candidates(documents: Sequence[Document]) -> Iterator[Candidate]:
    """Yield questions made from sentences; kinds of question and documents take turns."""
    columns = []
    for kind in (_defined, _counted_in, _dated, _paid, _done_by, _counted):
        made = (
            [found for sentence in _sentences(document) if (found := _candidate(kind, sentence))]
            for document in documents
        )
        columns.append(_take_turns(list(made))[:_OF_A_KIND])
    seen: set[str] = set()
    for candidate in _take_turns(columns):
        if candidate.question.casefold() not in seen:
            seen.add(candidate.question.casefold())
            yield candidate


@dataclass(frozen=True)
class _Sentence:
    text: str
    document: str
    start: int


def _candidate(kind: Callable[[str], str | None], sentence: _Sentence) -> Candidate | None:
    question = kind(sentence.text)
    if not question or len(question) > _MAX_CHARACTERS:
        return None
    return Candidate(question, sentence.document, sentence.start, sentence.start + len(sentence.text))


def _sentences(document: Document) -> Iterator[_Sentence]:
    for block in document.blocks:
        if block.kind is BlockKind.paragraph:
            for match in _SENTENCE.finditer(document.text, block.start, block.end):
                yield _Sentence(match[0], document.id, match.start())


def _take_turns(columns: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    return [item for row in zip_longest(*columns) for item in row if item]


def _subject(words: str) -> str | None:
    """Return a sentence's subject as it stands inside a question; None where it means nothing on its own."""
    if _VAGUE.match(words) or _NO_NAME.search(words) or not re.search(r"[A-Z]", words.removeprefix("The ")):
        return None
    if _BROKEN_OFF.search(words):
        return None
    return "the " + words[4:] if words.startswith("The ") else words


def _counted(sentence: str) -> str | None:
    match = _COUNTED.match(sentence)
    subject = _subject(match["subject"]) if match else None
    if not match or not subject or _UNCOUNTED.search(match["things"]):
        return None
    return f"How many {match['things']} does {subject} {_BASE[match['verb']]}?"


def _counted_in(sentence: str) -> str | None:
    match = _COUNTED_IN.search(sentence)
    if not match or _UNCOUNTED.search(match["things"]):
        return None
    return f"How many {match['things']} are there in {match['place']}?"


def _defined(sentence: str) -> str | None:
    match = _DEFINED.match(sentence)
    subject = _subject(match["subject"]) if match else None
    if subject and not _PROPER.fullmatch(subject):
        return None
    return f"What {match['verb']} {subject} {match['short'] or ''}".rstrip() + "?" if match and subject else None


def _dated(sentence: str) -> str | None:
    match = _DATED.match(sentence)
    subject = _subject(match["subject"]) if match else None
    return f"When {match['verb']} {subject} {match['done']}?" if match and subject else None


def _paid(sentence: str) -> str | None:
    match = _PAID.match(sentence) or _WORTH.match(sentence)
    subject = _subject(match["subject"]) if match else None
    if not match or not subject:
        return None
    done = match.groupdict().get("done")
    return f"How much did {subject} {_BASE[done]}?" if done else f"How much {match['verb']} {subject}?"


def _done_by(sentence: str) -> str | None:
    match = _DONE_BY.match(sentence)
    subject = _subject(match["subject"]) if match else None
    return f"Who {_PRESENT[match['done']]} {subject}?" if match and subject else None
