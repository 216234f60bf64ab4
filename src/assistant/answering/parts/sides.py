"""Comparisons: the two sides of a question, each asked for without the other."""

from __future__ import annotations

import re

from assistant.answering.parts.measured import compares_nothing, how_great, sides_by_measure
from assistant.answering.parts.side import NAME, YEARS, Side
from assistant.answering.parts.subjects import ASKING, ASKING_WHETHER
from assistant.answering.tables.cells import ASKS_CHANGE
from assistant.answering.tables.superlatives import superlative_of
from assistant.conversation.holders import own_part
from assistant.english.dates import YEAR_OR_SPAN, is_month
from assistant.english.places import is_place, named_places
from assistant.indexing.lexical import content_terms

_SIDE = rf"(?:{NAME}|{YEAR_OR_SPAN}(?![\w/–-]))"
_EITHER = re.compile(
    rf"(?P<one>{_SIDE}),? (?P<joint>or|versus|vs?\.?|against|compared (?:with|to))(?: in| that of| with)? "
    rf"(?P<other>{_SIDE})"
)
_BOTH = re.compile(rf"\b(?:between|both|[Cc]ompare) (?P<one>{_SIDE}) (?:and|with|to) (?P<other>{_SIDE})")
_ENDS_IN_AUXILIARY = re.compile(r"\b(?:do|does|did|is|are|was|were|can|could|will|would|should) $", re.IGNORECASE)
_COMPARED = (
    r"differ\w*|gaps?|compar\w*|contrasts?|ratio|balance|more|fewer|less|better|worse"
    r"|(?:larg|high|bigg|great|small|low|strong|fast)er"
)
_DIFFERS = re.compile(rf"\b(?:{_COMPARED}|var(?:y|ies|ied)|spread|split|divided?|distributed|shared)\b", re.IGNORECASE)
"""Compares what stands between two names; "what was signed between Leeds and Nashville?" asks of both as one."""
_IS_EXTREME = re.compile(
    r"\b(?:most|least|best|worst|(?:larg|high|bigg|great|small|low|strong|fast)est)\b", re.IGNORECASE
)
"""Compares "both" of two; "the fastest train between Leeds and York" is one that runs between them."""
_ASKS_WHY = re.compile(r"(?:(?:and|so|but) )?(?:why|how come)\b", re.IGNORECASE)
"""Asks for a reason, which is of both sides."""
_THIRD = re.compile(r"(?:^|(?<= ))[A-Z][\w&'’-]*, $")
"""A name before two that are joined by "or": there are three to choose from."""
_ASKS_TO_COMPARE = re.compile(
    rf"\b(?:{_COMPARED}|far(?:e|es|ed|ing)|perform\w*|rank\w*|stack\w* up|measur\w+ up|doing)\b", re.IGNORECASE
)
_LISTED = re.compile(
    r"^(?P<before>.*: )(?P<one>[^\s,:?][^,:?]*?) (?P<joint>or|versus|vs?\.?|against) (?P<other>[^,:?]+)\?*$"
)
_OPPOSES = re.compile(r"v\.?|against")
"""May name who is against whom, in court or in a match, rather than two to compare."""
_CONTEST = re.compile(
    r"\b(?:case|court|lawsuit|judges?|judge?ment|ruling|ruled|verdict|decided|match|derby)\b", re.IGNORECASE
)
"""Speaks of a court or a match."""
_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_ASKS = re.compile(rf"(?:{ASKING}|{ASKING_WHETHER})", re.IGNORECASE)
_HOW_FAR = re.compile(
    rf"^(?P<before>.*?)\b[Hh]ow far (?:behind|ahead of) (?P<other>{NAME}) (?:is|are|was|were) (?P<one>{NAME})"
    r"(?P<rest>[^?]*)"
)
_ONE_OF = r"(?:(?:(?:that|those|the ones?) (?:of|in|for|at) (?:the )?)|(?:in|for|at) )?"
_AGAINST = re.compile(
    rf"\b(?<!other )(?<!rather )(?:(?:behind|ahead of|than|against|compared? (?:with|to)|outdo) {_ONE_OF}"
    rf"(?P<other>{NAME})(?![\w’'-])(?! and [A-Z])"
    rf"|(?:than|compared? (?:with|to)) (?P<area>the {NAME})(?= (?:in|by|on|for|at|during|over|since|between)\b|\W*$|,))"
)
"""No side is what a name only tells more of: "than the UK average"."""
_THAN_IN = re.compile(r"(?:than|compared (?:with|to)) (?:in|for|at) ")
_ASKS_WHETHER = re.compile(ASKING_WHETHER, re.IGNORECASE)
_LEADS = re.compile(rf"(?:\bfar|\b(?i:is|are|was|were) {NAME}(?: (?:still|now|well|lagging))?) $")
"""What stands before "behind" and "ahead of" where they compare, and name neither a reason nor a time."""
_THAN_HERE = re.compile(
    rf"(?<!other )(?<!rather )\b(?:than|compared? (?:with|to)) (?:in )?(?P<other>(?:the )?{NAME})"
    r"(?= (?:in|by|on|for|at|during|over|since|between)\b|\W*$|,)"
)
_HERE = re.compile(
    r"\b(?:(?:(?:a?round|over) )?here|locally|(?:in|across|within) (?:our|this|the) (?:region|area|city|county)"
    r"(?! (?:region|of|centre|council)))\b",
    re.IGNORECASE,
)
"""A side that is where the asker is, and so has no name."""
_BESIDE = re.compile(r"than|against|compare", re.IGNORECASE)
"""What stands between two sides of which the second could stand where the first does."""
_PLACED = re.compile(r"behind|ahead", re.IGNORECASE)
_HOW_MANY_MORE = re.compile(r"\b(how (?:many|much)) (?:more|fewer|less)\b", re.IGNORECASE)
_KIND = (
    r"(?:(?:un)?paid|wholetime|on-call|retained|full-time|part-time|permanent|temporary|public|private|urban|rural"
    r"|male|female|small|large|primary|secondary|local|national|foreign|overseas|domestic|international|indoor|outdoor"
    r"|junior|senior|academic|clinical|un?planned|voluntary|compulsory|old|new)"
)
"""What tells one kind of a thing from another; "more accurate or reliable figures" are not of two kinds."""
_MANY = (
    r"(?!(?:less|others|gas|news|details|examples|facts|figures)\b)"
    r"(?:[a-z][\w-]*s|(?:wo)?men|people|children|staff)"
)
"""A word for many."""
_MORE_OF = re.compile(
    r"^(?:(?:and|so|but) )?(?P<verb>(?:are|were) there|(?:do|does|did) (?:we|they|you|it|(?:the )?[A-Z][\w-]*) have"
    r"|(?:has|have|had) (?:we|they|you|it|(?:the )?[A-Z][\w-]*)) (?:more|fewer) "
    rf"(?:(?P<one>{_KIND}) or (?:more |fewer )?(?P<other>{_KIND})(?P<noun> {_MANY})"
    rf"|(?P<first>{_MANY}) or (?:more |fewer )?(?P<second>{_MANY}))\b(?P<rest>(?!.*\bthan\b)[^?]*)\?*$",
    re.IGNORECASE,
)
"""Asks of which of two kinds there are more: "are there more men or women among the staff?"."""
_WHICH_MORE = re.compile(
    r"^(?:which|who|where)(?: of (?:them|the two|these))? (?P<verb>\w+) (?:the )?"
    r"(?:more|fewer|less|most|fewest|least|(?:high|low|larg|bigg|small|great|long|short)(?:er|est)) "
    r"(?P<measure>[^:?]+?)(?:[:,] ?| )$",
    re.IGNORECASE,
)
_HAVING = frozenset("has have had is are was were gets get got".split())
"""Verbs that say nothing of what is asked: of "who had more patents" the patents are."""
_THAT_COMPARES = re.compile(
    r"^(?P<first>.+?)[,;?]? (?:and )?how (?:does|do|did) (?:that|this|it|those|these|they) compare (?:with|to|against) "
    rf"(?:(?:that|those) (?:of|in|for) )?(?P<other>{_SIDE})(?:['’]s?)?\s*\??$",
    re.IGNORECASE,
)
"""Asks of one side and then of another: "..., and how does that compare with Bristol?"."""
_GENITIVE = re.compile(r"['’]s?$")
_OPENERS = frozenset("how what which who whose when where why is are was were do does did has have had can i".split())


def sides_of(text: str) -> tuple[Side, Side] | None:
    """Return the two sides that a question compares; None if it compares none, or does not say by what."""
    if _ASKS_WHY.match(text):
        return _against(text)
    if compares_nothing(text):
        return None
    measured = sides_by_measure(text)
    if measured:
        return measured
    listed = _LISTED.match(text)
    if listed and not _is_question(listed["one"]) and _are_compared(text, *listed.group("one", "joint", "other")):
        one, other = (Side(_of_side(listed["before"], listed[side], "?"), listed[side]) for side in ("one", "other"))
        return one, other
    is_of_most = superlative_of(text) is not None
    for match in (*_EITHER.finditer(text), *_BOTH.finditer(text)):
        if is_of_most and match.re is _BOTH and YEARS.fullmatch(match["one"]):
            continue  # the years of "which grew most between 2019 and 2023" are its period
        if match.re is _EITHER and match["joint"] == "or" and _THIRD.search(text[: match.start()]):
            continue
        if match.re is _EITHER and match["joint"] == "or" and _is_which_of_two(text, match.end()):
            continue
        differs = _DIFFERS.search(text) or (YEARS.fullmatch(match["one"]) and ASKS_CHANGE.search(text))
        is_extreme = _IS_EXTREME.search(text) and not match.group().startswith("between")
        if not (differs or is_extreme) and _of_both_as_one(text[: match.start()], match.group()):
            continue
        front, name = opener_and_name(match["one"])
        beside = match["other"]
        start, end = own_part(name, beside)
        front, name = f"{front}{name[:start]}", name[start:end]
        if match.re is _EITHER and not _are_compared(text, name, match["joint"], beside):
            continue
        if name and bool(YEARS.fullmatch(name)) == bool(YEARS.fullmatch(beside)) and name != beside:
            before, after = text[: match.start()] + front, text[match.end() :]
            is_period = match.re is _BOTH and bool(YEARS.fullmatch(name))
            one, other = (Side(_of_side(before, side, after), "" if is_period else side) for side in (name, beside))
            return one, other
    return _more_of(text) or _how_far(text) or _against(text) or _than_here(text)


def _is_which_of_two(text: str, end: int) -> bool:
    """Whether a question ends on two things of which one is so: "is the office in Leeds or York?"; one fact tells both.

    Args:
        end: where the second one ends.
    """
    return bool(_ASKS_WHETHER.match(text)) and not _DIFFERS.search(text) and not re.search(r"\w", text[end:])


def _of_both_as_one(before: str, joined: str) -> bool:
    """Whether two names are joined that something is of together: "signed between Leeds and York", "passed both".

    Args:
        before: the question up to there; of "did both Leeds and York" each does something.
    """
    return joined.startswith("between") or (joined.startswith("both") and not _ENDS_IN_AUXILIARY.search(before))


def _is_question(side: str) -> bool:
    """Whether a side would be a question: "the money: is it won or a goal?" has no sides."""
    return bool(_ASKS.match(side))


def _are_compared(text: str, one: str, joint: str, other: str) -> bool:
    """Whether a question compares what it joins: "rents in Leeds v York", not "the fine in Smith v Jones".

    "Smith v Jones" is the name of a case, and so is "Smith vs Jones" where a court or a match is spoken of. With "v" or
    "against" two names are compared where the question asks for it, as are years, places, and things without a capital.
    """
    if not joint.startswith("v") and joint != "against":
        return True
    if not one[:1].isupper() or not other[:1].isupper():
        return True  # years, or things
    if _CONTEST.search(text):
        return False
    if not _OPPOSES.fullmatch(joint) or (is_place(one) and is_place(other)):
        return True
    return bool(_ASKS_TO_COMPARE.search(text)) and not _THAN.search(text)  # what is "more than" is compared with that


def opener_and_name(capitals: str) -> tuple[str, str]:
    """Return the word that opens a question, with the space behind it, and the name: of "Did Leeds" both apart."""
    opener, _, rest = capitals.partition(" ")
    return (f"{opener} ", rest) if opener.lower() in _OPENERS else ("", capitals)


def sides_in_turn(text: str) -> tuple[Side, Side] | None:
    """Return the sides of "How large is Leeds, and how does that compare with Bristol?"; None if it has none."""
    match = _THAT_COMPARES.match(text)
    if match is None or match["other"][0].islower():
        return None
    first, other = match["first"].rstrip(" ,;?"), match["other"]
    own = [found for found in re.finditer(_SIDE, first) if found.start() and _is_alike(found.group(), other)]
    if len(own) != 1:
        return None
    start, end = own_part(own[0].group(), other)
    said = own[0].group()[start:end]
    name, genitive = _GENITIVE.sub("", said), "'s" if _GENITIVE.search(said) else ""
    changed = f"{first[: own[0].start() + start]}{other}{genitive}{first[own[0].start() + end :]}?"
    return Side(f"{first}?", name), Side(changed, other)


def _is_alike(name: str, other: str) -> bool:
    """Whether two sides are two years, two places or two other names."""
    if YEARS.fullmatch(name) or YEARS.fullmatch(other):
        return bool(YEARS.fullmatch(name) and YEARS.fullmatch(other)) and len(name) == len(other)
    return bool(named_places(name)) == bool(named_places(other))


def _of_side(before: str, name: str, after: str) -> str:
    """Return the question of one side; "Which had more patents: Leeds?" asks for the patents of Leeds."""
    which = _WHICH_MORE.match(before)
    if which and not after.strip(" ?"):
        verb = "" if which["verb"].lower() in _HAVING else f"{which['verb']} "
        return f"{name}: {verb}{which['measure']}?"
    return f"{before}{name}{after}"


def _more_of(text: str) -> tuple[Side, Side] | None:
    """Return the sides of "Are there more men or women among the staff?": how many there are of each."""
    match = _MORE_OF.match(text)
    if match is None:
        return None
    verb, noun = match["verb"][0].lower() + match["verb"][1:], match["noun"] or ""
    one, other = (
        Side(f"How many {kind}{noun} {verb}{match['rest']}?", kind)
        for kind in (match["one"] or match["first"], match["other"] or match["second"])
    )
    return one, other


def _how_far(text: str) -> tuple[Side, Side] | None:
    """Return the sides of "how far behind Bristol is Leeds on patents?": what is asked of each is its patents."""
    match = _HOW_FAR.match(text)
    if match is None or not content_terms(match["before"] + match["rest"]):
        return None
    one, other = (Side(f"{match['before']}{match[side]}{match['rest']}?", match[side]) for side in ("one", "other"))
    return one, other


def _against(text: str) -> tuple[Side, Side] | None:
    """Return the sides of "How many more patents has Leeds than Bristol?"."""
    against = _AGAINST.search(text)
    if against is None or (_PLACED.match(against.group()) and not _LEADS.search(text[: against.start()])):
        return None
    other = against["other"] or against["area"]
    joint = against.group().partition(" ")[0].lower()
    own = [m for m in re.finditer(NAME, text) if m.group().lower() not in _OPENERS and m.start() != 0]
    own = [m for m in own if not against.start() <= m.start() < against.end()]
    is_reason = _ASKS_WHY.match(text) and not _PLACED.match(against.group())
    if is_reason or (_ASKS_WHETHER.match(text) and _THAN_IN.match(against.group())):
        return None
    if len(own) != 1 or is_month(other) or not _are_compared(text, own[0].group(), joint, other):
        return None
    name, other = _like(own[0].group(), other), _GENITIVE.sub("", other)
    if _BESIDE.match(against.group()):
        rest = how_great(_HOW_MANY_MORE.sub(r"\1", _without(text, *against.span())))
        return Side(rest, name), Side(rest.replace(name, other, 1), other)
    return (
        Side(_without(text, *against.span("other")), own[0].group()),
        Side(_without(text, *own[0].span()), other),
    )


def _like(own: str, other: str) -> str:
    """Return what of a name the other side stands for: of "Leeds Health Centre", beside a place, "Leeds"."""
    places = [" ".join(words) for words in named_places(own)] if named_places(other) else []
    found = re.search(re.escape(places[0]), own, re.IGNORECASE) if len(places) == 1 else None
    return found.group() if found else own


def _than_here(text: str) -> tuple[Side, Side] | None:
    """Return the sides of "How many more jobs are there here than in Bristol?"; the first has no name."""
    here, than = _HERE.search(text), _THAN_HERE.search(text)
    if here is None or than is None or not named_places(than["other"]):
        return None
    asked = _HOW_MANY_MORE.sub(r"\1", _without(text, *than.span()))
    there = f"in {than['other']}"
    return Side(asked, ""), Side(_HERE.sub(lambda _: there, asked, count=1), than["other"].removeprefix("the "))


def _without(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start].rstrip()} {text[end:].lstrip()}".split()).replace(" ?", "?")
