"""Slots: where a question has a label, limit, phrase or subject like a fragment's, which takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.conversation.holders import is_role
from assistant.conversation.names import ARTICLE, NAMED, is_plain
from assistant.english.dates import YEAR_DIGITS
from assistant.english.numbers import numbers, ordinals
from assistant.english.places import named_places
from assistant.english.spelling import english_words
from assistant.indexing.lexical import STOP_WORDS

_SUBJECT = re.compile(
    r"\b(for|in|on|at|by|with|of|to|from|about)\s+((?P<article>the )?[a-z][\w-]*(?: [a-z][\w-]*){0,3}?)"
    r"(?=\s+(?:in|at|by|from|for|of|on|to|with|per|each|every|during|under|over|since|about|after|before|until)\b|[?,.]|$)"
)
_HEADED = re.compile(
    r"^(?:(?:and|but|so)\b[\s,]*)?(?P<asking>who|what)(?:['’]s| is| are| was| were) (?:the )?"
    r"(?P<head>(?:(?!of\b|at\b|for\b|in\b)[a-z][\w’'-]* )+)(?:of|at|for|in) ",
    re.IGNORECASE,
)
"""What is asked, and of what: "What are the findings of the review?"."""
_ASPECTS = frozenset(
    """
    actions advantages aims benefits causes challenges charges conclusions conditions consequences costs criteria dates
    disadvantages duties effects fees figures findings goals hours limits objectives opportunities outcomes outputs
    powers prices priorities problems proposals purposes reasons recommendations requirements responsibilities results
    risks rules strengths targets terms themes times values weaknesses
    """.split()
)
"""What there is of a plan, a report or a body, and seldom asked about by itself."""
_LABEL = rf"(?:[A-Z]{{0,2}}\d{{1,3}}[A-Za-z]?|[A-Z]|{numbers(1, 10)})"
LABELLED = re.compile(rf"(?:the )?(?:(?P<kind>[A-Za-z]{{3,}}) )?(?P<label>{_LABEL})")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
MEASURES = frozenset(
    """
    age aim amount area average budget capacity cost date deadline depth duration figure funding headcount height income
    length number percentage population price profit proportion purpose rate reason result revenue share size spending
    target total turnover value weight width
    """.split()
)
"""What is asked of a thing, in a fragment: "and the cost?" names another measure, not another thing."""
_SHORT_MEASURES = frozenset("BCR CAGR EBIT EBITDA FDI FTE GDP GVA NPV ROCE ROI".split())
"""The same by their first letters: no bodies."""
_IS_VERB = re.compile(r"\b(?:do|does|did|will|would|could|can) (?!\w+ the\b)[^?]*[a-z] $", re.IGNORECASE)
"""Before a word that is a verb here: "What did the bridge cost?"."""
TIMES = frozenset({"year", "month", "week", "day", "quarter", "winter", "summer", "spring", "autumn", "time"})
"""Nouns that say when: "last year" is no other kind of what "a year" was."""
_AMOUNT = r"[£$€]?\d[\d,.]*(?:s\b| ?(?:million|thousand|per cent|%|years?|k?m\b|k?g\b|ha\b|metres?|miles|hectares))?"
BOUND = re.compile(
    r"(?<![\w/.,–-])(?:aged )?(?:"
    r"(?:under|over|above|below|at least|at most|up to|(?:more|less|fewer|younger|older) than)"
    rf"[ -](?:the age of )?{_AMOUNT}|{_AMOUNT} (?:or|and) (?:over|above|more|older|under|less|younger|below)|"
    rf"(?!{YEAR_DIGITS})\d{{1,3}}(?:\+| ?(?:to|–|-) ?\d{{1,3}}))(?:[ -]years?(?:[ -]olds?)?|s)?(?![\w/])",
    re.IGNORECASE,
)
"""A limit or a band of figures: "over 65" is of the kind of "under 16"."""
SELECTED = re.compile(
    rf"(?:the )?(?P<which>{ordinals(1, 10)}|last|other|former|latter|"
    r"rest|remaining|next)(?: (?:one|ones|two|three|four|few))?(?: of (?:them|those|these))?",
    re.IGNORECASE,
)
"""One of several that were named: it takes the place of another such one, and of nothing else."""
_NEIGHBOUR = re.compile(
    r"(?:the )?(?:(?P<way>next|following|previous|preceding|prior) (?P<kind>[a-z]{3,})"
    r"|(?P<kind2>[a-z]{3,}) (?P<way2>before|after)(?: (?:that|it))?)",
    re.IGNORECASE,
)
"""The one beside a numbered one: "the round before"."""
_ORDINAL = re.compile(rf"\b(?:{ordinals(1, 10)}|last)\b", re.IGNORECASE)
_OTHER_OF_TWO = {"first": "second", "second": "first"}
_IRREGULAR = frozenset("men women children people staff police".split())
_ADVERBS = frozenset(
    "afterwards always besides downwards nowadays onwards perhaps sometimes upwards whereabouts".split()
)
_RARE = 50  # times in the speller's dictionary: of words with no more, many are names ("Siemens")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_AREAS = frozenset(
    """
    area block border bridge building camp centre corner cross dale district dock down estate fall farm fen field garden
    gate height highland hill hospital island isle lake land lowland marsh meadow midland mill moor oak parish park plot
    quay region room sand school site spring square station street town unit valley village ward way well wold wood zone
    """.split()
)
"""What places are called by, also more than one of them: "Cross Gates", "Ward 7"."""
_FOR_OF = {"for": "of", "of": "for"}
"""Prepositions that say the same: "the budget of the museum", "and for the library?"."""
_INDEFINITE = re.compile(r"\ban? (?!year|month|week|day)[a-z]", re.IGNORECASE)
"""One of a kind, for which a plural may stand as well: "visited a library?" ... "and leisure centres?"."""
_GENERIC_BEFORE = frozenset(
    "of in for on at about many do does did are were all some by with from most more to".split()
)
"""Words after which the words in front of a plural noun are of its phrase ("many active members")."""


def move_label(before: str, fragment: str) -> str | None:
    """Return the earlier question about the label beside its own: for "round 3", "the round before" is round 2."""
    asked = _NEIGHBOUR.fullmatch(fragment)
    if asked is None:
        return None
    label = re.search(rf"\b({asked['kind'] or asked['kind2']} )(\d{{1,3}})(?![\w/%])", before, re.IGNORECASE)
    by = 1 if (asked["way"] or asked["way2"]).lower() in {"next", "following", "after"} else -1
    return f"{before[: label.start(2)]}{int(label.group(2)) + by}{before[label.end() :]}" if label else None


def replace_selected(before: str, fragment: str) -> str | None:
    """Return the earlier question with its ordinal word replaced by the fragment's."""
    asked = SELECTED.fullmatch(fragment)
    found = _ORDINAL.search(before)
    if asked is None or found is None:
        return None
    which = asked["which"].lower()
    if which == "other":
        which = _OTHER_OF_TWO.get(found.group().lower(), which)
    return f"{before[: found.start()]}{which}{before[found.end() :]}"


def bound_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return where the earlier question has a limit or a band, if the fragment is one."""
    found = BOUND.search(before) if BOUND.fullmatch(fragment) else None
    return found.span() if found else None


def subject_span(before: str, preposition: str, fragment: str) -> tuple[int, int] | None:
    """Return what stands after the same preposition, or the last with such an article after "for", "of" or any.

    Where the fragment is another thing of the kind that is asked for ("the findings of the review"), that gives way.
    """
    if preposition:
        return _after(before, preposition, fragment)
    headed = _HEADED.match(before.partition(" (")[0]) if re.match("the [a-z]", fragment) else None
    is_head = _head_given_way(headed, fragment) if headed else False
    if headed and is_head is not False:
        return (headed.start("head"), headed.end("head") - 1) if is_head else None
    subjects = list(_SUBJECT.finditer(before))
    last = _last([match for match in subjects if match.group(1).lower() == "for"])
    if last or is_measure(fragment):
        return last
    if not fragment.lower().startswith("the "):
        return None
    alike = [match for match in subjects if match["article"]]
    return _last([match for match in alike if match.group(1).lower() == "of"]) or _last(alike)


def _head_given_way(asked: re.Match[str], fragment: str) -> bool | None:
    """Whether what the earlier question asks for gives way to a fragment, not what it is asked of; None for neither.

    "The recommendations" may be beside the findings of a review, and "the architect" beside the manager of a site. Of
    two plain plurals it cannot be told what is meant.
    """
    other, head = fragment.split()[-1].lower(), asked["head"].split()[-1].lower()
    if asked["asking"].lower() == "who":
        return is_role(other) and is_role(head)
    if not (is_plural(other) and is_plural(head)):
        return False
    if (other in _ASPECTS) == (head in _ASPECTS):
        return True if other in _ASPECTS else None
    return other in _ASPECTS


def _after(before: str, preposition: str, fragment: str) -> tuple[int, int] | None:
    """Return what stands last after a preposition, or with an article after the one that says the same."""
    subjects = list(_SUBJECT.finditer(before))
    same = [match.span(2) for match in subjects if match.group(1).lower() == preposition]
    named = re.finditer(rf"\b{preposition} (?:the )?({NAMED})", before)
    same += [match.span(1) for match in named if not named_places(match.group(1))]
    other = _FOR_OF.get(preposition) if fragment.lower().startswith("the ") else None
    alike = [match.span(2) for match in subjects if match.group(1).lower() == other and match["article"]]
    return max(same or alike, default=None)


def measure_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return where the earlier question has what it asks of a thing, if the fragment is such a measure too."""
    said = ARTICLE.sub("", fragment)
    if said.lower() not in MEASURES and said not in _SHORT_MEASURES:
        return None
    main = before.partition(" (")[0]
    words = [word.span() for word in WORD.finditer(main) if word.group() in MEASURES | _SHORT_MEASURES]
    return words[0] if len(words) == 1 and not _IS_VERB.search(main[: words[0][0]]) else None


def is_measure(fragment: str) -> bool:
    """Whether a fragment names what is asked of a thing ("the cost"), not another thing."""
    words = fragment.split()
    return bool(words) and (words[-1].lower() in MEASURES or fragment in _SHORT_MEASURES)


def _last(matches: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    return matches[-1].span(2) if matches else None


def plural_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return the one plural noun without an article for which a fragment's may stand ("labs" for "small occupiers").

    Where there are two, what is counted stays: of "How many visits did parks have?" the parks give way.
    """
    words = fragment.split()
    is_kind = all(WORD.fullmatch(word) and word.islower() for word in words) and is_plural(words[-1])
    is_kind = is_kind and words[-1] not in _ADVERBS
    if len(words) > 2 or not (is_kind or are_several(fragment)):
        return None
    if any(word in STOP_WORDS for word in words) or words[-1].removesuffix("s") in TIMES:
        return None
    main = before.partition(" (")[0]
    found = [] if _INDEFINITE.search(main) else list(_plurals(main))
    if len(found) > 1:
        found = [span for span in found if not before[: span[0]].lower().endswith("how many ")]
    return found[0] if len(found) == 1 else None


def _plurals(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has plural nouns without an article, with the word that belongs to each."""
    words = list(WORD.finditer(text))
    for at, word in enumerate(words[1:], 1):
        front = words[at - 1].group().lower()
        if not is_plural(word.group()) or front in {"the", "a", "an"} or text[word.start() - 1] != " ":
            continue
        if word.group()[0].isupper() and (front != "of" or not _is_kind_with_capital(word.group())):
            continue
        if front in _GENERIC_BEFORE or front in {"which", "what"}:
            yield word.span()
        else:
            first = _first_of_phrase(words, at)
            if first < at and words[first - 1].group().lower() in _GENERIC_BEFORE:
                yield words[first].start(), word.end()


def _is_kind_with_capital(word: str) -> bool:
    """Whether a plural with a capital is of a kind ("GPs", "Nurses"), and no name of a place or a body ("Wales")."""
    return bool(_ACRONYMS.fullmatch(word)) or (is_plain(word) and english_words()[word.lower()] > _RARE)


def _first_of_phrase(words: Sequence[re.Match[str]], last: int) -> int:
    """Return which word a noun's phrase begins with, of the two before it: "share of digital health jobs"."""
    first = last
    while first > max(1, last - 2) and words[first - 1].group().lower() not in STOP_WORDS:
        first -= 1
    return first


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    if word in _IRREGULAR:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in STOP_WORDS


def are_several(name: str) -> bool:
    """Whether words with capitals name several of a kind ("GPs", "T Levels", "Social Workers"), and no area."""
    words = name.split()
    if _ACRONYMS.fullmatch(words[-1]):
        return True
    last = words[-1].lower()
    plain = all(word.isupper() or is_plain(word) for word in words)
    return plain and is_plural(last) and last.removesuffix("s") not in _AREAS and not named_places(name)


def is_label(name: str) -> bool:
    """Whether words with capitals are a label of a kind ("Band D", "Level 3"), and that of no area ("Zone 2")."""
    labelled = LABELLED.fullmatch(name)
    return bool(labelled and labelled["kind"]) and name.split()[-2].lower() not in _AREAS


def label_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return where the earlier question has a label as the fragment is one: "band C" for "band D", "C1" for "C2"."""
    wanted = LABELLED.fullmatch(fragment)
    if wanted is None:
        return None
    if wanted["kind"]:
        found = re.search(rf"\b{re.escape(wanted['kind'])} {_LABEL}(?![\w/-])", before, re.IGNORECASE)
        return found.span() if found else None
    shape = _shape(wanted["label"])
    labels = (match for match in re.finditer(rf"(?<=[a-z] )\b{_LABEL}(?![\w/’'-])", before))
    return next((match.span() for match in labels if _shape(match.group()) == shape), None)


def _shape(label: str) -> str:
    """Return what kind of label it is: letters and digits without their value."""
    return re.sub(r"\d+", "9", re.sub(r"[A-Z]", "A", label))
