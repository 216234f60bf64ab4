"""Comparisons: the two sides of a question, each asked for alone, and what may stand beside what in their answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from assistant.answering.figures import Figure, only_figure
from assistant.answering.parts.subjects import ASKING, AUXILIARY
from assistant.answering.question import YEAR, names_period, periods_in
from assistant.answering.quotes import Quote, Reply, joined_spans, overlap
from assistant.answering.tables.cells import table_rows, written
from assistant.answering.tables.superlatives import superlative_of
from assistant.answering.tables.turns import asks_turn
from assistant.answering.tables.units import with_unit
from assistant.corpus.document import Block, BlockKind, same_table
from assistant.english.places import named_places
from assistant.indexing.lexical import analyse, content_terms
from assistant.retrieval import Candidate

NAME = r"[A-Z][\w&'’@-]*(?:(?: of| and the| the| for|) [A-Z][\w&'’@-]*)*"
_SIDE = rf"(?:{NAME}|(?:19|20)\d\d)"
YEARS = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?")
"""A side that is a year, or a financial one."""
_EITHER = re.compile(
    rf"(?P<one>{_SIDE}),? (?:or|versus|vs?\.?|against|compared (?:with|to)|rather than)(?: in| that of| with)? "
    rf"(?P<other>{_SIDE})"
)
_BOTH = re.compile(rf"\b(?:between|both|compare) (?P<one>{_SIDE}) (?:and|with|to) (?P<other>{_SIDE})")
_DIFFERS = re.compile(
    r"\b(?:differ\w*|gaps?|compar\w*|contrasts?|var(?:y|ies|ied)|spread|split|divided?|distributed|shared|ratio|balance"
    r"|more|fewer|less|most|least|best|better|worse|worst|(?:larg|high|bigg|great|small|low|strong|fast)(?:er|est))\b",
    re.IGNORECASE,
)
"""Compares what stands between two names; "what was signed between Leeds and Nashville?" asks of both as one."""
_LISTED = re.compile(r"^(?P<before>.*: )(?P<one>[^\s,:?][^,:?]*?) (?:or|versus|vs?\.?|against) (?P<other>[^,:?]+)\?*$")
_ASKS = re.compile(rf"(?:{ASKING}|{AUXILIARY})", re.IGNORECASE)
_HOW_FAR = re.compile(
    rf"^(?P<before>.*?)\b[Hh]ow far (?:behind|ahead of) (?P<other>{NAME}) (?:is|are|was|were) (?P<one>{NAME})"
    r"(?P<rest>[^?]*)"
)
_ONE_OF = r"(?:(?:that|those|the ones?) (?:of|in|for|at) (?:the )?)?"
_AGAINST = re.compile(
    rf"\b(?:(?:behind|ahead of|than|against|compared? (?:with|to)|outdo) {_ONE_OF}(?P<other>{NAME})"
    r"(?![\w’'-])(?! and [A-Z])"
    rf"|(?:than|compared? (?:with|to)) (?P<area>the {NAME})(?= (?:in|by|on|for|at|during|over|since|between)\b|\W*$|,))"
)
"""No side is what a name only tells more of: "than the UK average"."""
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
_HOW_MANY_MORE = re.compile(r"\b(how (?:many|much)) (?:more|fewer|less)\b", re.IGNORECASE)
_WHICH_MORE = re.compile(
    r"^(?:which|who|where)(?: of (?:them|the two|these))? \w+ (?:the )?"
    r"(?:more|fewer|less|most|fewest|least|(?:high|low|larg|bigg|small|great|long|short)(?:er|est)) "
    r"(?P<measure>[^:?]+?)(?:[:,] ?| )$",
    re.IGNORECASE,
)
_THAT_COMPARES = re.compile(
    r"^(?P<first>.+?)[,;?]? (?:and )?how (?:does|do|did) (?:that|this|it|those|these|they) compare (?:with|to|against) "
    rf"(?:(?:that|those) (?:of|in|for) )?(?P<other>{_SIDE})(?:['’]s?)?\s*\??$",
    re.IGNORECASE,
)
"""Asks of one side and then of another: "..., and how does that compare with Bristol?"."""
_GENITIVE = re.compile(r"['’]s?$")
_AND = re.compile(r" and (?:the )?")
_OPENERS = frozenset("how what which who whose when where why is are was were do does did has have had can i".split())


class Side(NamedTuple):
    """One side of a comparison: how it is asked for without the other, and its name; "" for the end of a period."""

    question: str
    name: str


def sides_of(text: str) -> tuple[Side, Side] | None:
    """Return the two sides that a question compares; None if it compares none."""
    listed = _LISTED.match(text)
    if listed and not _ASKS.match(listed["one"]):  # "the money: is it won or a goal?" has no sides
        one, other = (Side(_of_side(listed["before"], listed[side], "?"), listed[side]) for side in ("one", "other"))
        return one, other
    asked = superlative_of(text)
    both = () if asked and asks_turn(asked) else _BOTH.finditer(text)  # the years of "which grew most" are its period
    for match in (*_EITHER.finditer(text), *both):
        if match.group().startswith("between") and not YEAR.fullmatch(match["one"]) and not _DIFFERS.search(text):
            continue
        opener, _, rest = match["one"].partition(" ")
        front, name = (f"{opener} ", rest) if opener.lower() in _OPENERS else ("", match["one"])
        beside = match["other"]
        if name and bool(YEAR.fullmatch(name)) == bool(YEAR.fullmatch(beside)) and name != beside:
            before, after = text[: match.start()] + front, text[match.end() :]
            is_period = match.re is _BOTH and bool(YEAR.fullmatch(name))
            one, other = (Side(_of_side(before, side, after), "" if is_period else side) for side in (name, beside))
            return one, other
    return _how_far(text) or _against(text) or _than_here(text)


def sides_in_turn(text: str) -> tuple[Side, Side] | None:
    """Return the sides of "How large is Leeds, and how does that compare with Bristol?"; None if it has none."""
    match = _THAT_COMPARES.match(text)
    if match is None or match["other"][0].islower():
        return None
    first, other = match["first"].rstrip(" ,;?"), match["other"]
    own = [found for found in re.finditer(_SIDE, first) if found.start() and _is_alike(found.group(), other)]
    if len(own) != 1 or re.match(r"[/–-]\d", first[own[0].end() :]):  # a half of 2021/22
        return None
    said = own[0].group()
    name, genitive = _GENITIVE.sub("", said), "'s" if _GENITIVE.search(said) else ""
    changed = f"{first[: own[0].start()]}{other}{genitive}{first[own[0].end() :]}?"
    return Side(f"{first}?", name), Side(changed, other)


def _is_alike(name: str, other: str) -> bool:
    """Whether two sides are two years, two places or two other names."""
    if YEAR.fullmatch(name) or YEAR.fullmatch(other):
        return bool(YEAR.fullmatch(name) and YEAR.fullmatch(other))
    return bool(named_places(name)) == bool(named_places(other))


def _of_side(before: str, name: str, after: str) -> str:
    """Return the question of one side; "Which had more patents: Leeds?" asks for the patents of Leeds."""
    which = _WHICH_MORE.match(before)
    if which and not after.strip(" ?"):
        return f"{name}: {which['measure']}?"
    return f"{before}{name}{after}"


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
    if against is None:
        return None
    other = against["other"] or against["area"]
    own = [m for m in re.finditer(NAME, text) if m.group().lower() not in _OPENERS and m.start() != 0]
    own = [m for m in own if not against.start() <= m.start() < against.end()]
    if len(own) != 1:
        return None
    name, other = _like(own[0].group(), other), _GENITIVE.sub("", other)
    if _BESIDE.match(against.group()):
        rest = _HOW_MANY_MORE.sub(r"\1", _without(text, *against.span()))
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


def compared(names: Sequence[str], replies: Sequence[Reply]) -> list[Reply]:
    """Return the replies to the two sides with only what may be compared; a reply of which nothing is left is refused.

    What names neither side is left out, and so is money beside a share or a number: it is of another measure. Where
    the surer side is read off its row of a table that has a row for the other one, that row answers the other; so does
    the other side's table for the surer one, if that is read off a row that is not of it. Beside two rows of one table,
    or one sentence that gives both, nothing else is shown.
    """
    kept = [_naming(names, reply) for reply in replies]
    order = (0, 1) if kept[0].confidence >= kept[1].confidence else (1, 0)
    if not kept[order[0]].sufficient:
        order = order[::-1]
    lead, less = (kept[at] for at in order)
    if not lead.sufficient:
        return kept
    beside = _row_of_other(names[order[0]], names[order[1]], lead, less)
    if beside:
        kept[order[1]] = replace(less, quotes=(beside,), sufficient=True, confidence=lead.confidence, best=beside)
    elif (
        less.sufficient
        and _is_another_row(names[order[0]], lead.quotes[0])
        and (beside := _row_of_other(names[order[1]], names[order[0]], less, lead))
    ):
        kept[order[0]] = replace(lead, quotes=(beside,), confidence=less.confidence, best=beside)
        lead = kept[order[0]]
    first = [reply.quotes[:1] for reply in kept if reply.quotes]
    if len(first) > 1 and _stand_together(*(quote for (quote,) in first)):
        return [_with_quotes(reply, reply.quotes[:1]) for reply in kept]
    measured = next((figure for quote in lead.quotes[:1] if (figure := _figure(quote))), None)
    return [_of_measure(measured, reply) for reply in kept] if measured else kept


def _stand_together(one: Quote, other: Quote) -> bool:
    """Whether two quotes are one sentence, or rows of one table."""
    first, second = one.document.block_at(one.start), other.document.block_at(other.start)
    if one.document.id != other.document.id or first is None or second is None:
        return False
    return overlap(one, other) or (bool(first.cells) and same_table(first, second))


def side_missing(name: str, quotes: Sequence[Quote]) -> bool:
    """Whether no quote speaks of a side that is a name or a year; one typed without a capital may be in other words."""
    return is_name(name) and not any(_names(name, quote) for quote in quotes)


def is_name(side: str) -> bool:
    """Whether a side is a name or a year; an acronym may stand in its long form, and is not taken for one."""
    return bool(YEARS.fullmatch(side)) or (bool(re.match("(?:the )?[A-Z]", side)) and not side.isupper())


def _naming(names: Sequence[str], reply: Reply) -> Reply:
    """Return a reply without the quotes that speak of neither side."""
    if not reply.sufficient or not all(map(is_name, names)):
        return reply
    return _with_quotes(reply, [quote for quote in reply.quotes if any(_names(name, quote) for name in names)])


def _with_quotes(reply: Reply, quotes: Sequence[Quote]) -> Reply:
    return replace(reply, quotes=tuple(quotes), sufficient=reply.sufficient and bool(quotes))


def _names(name: str, quote: Quote) -> bool:
    """Whether a quote, its headings or its document's title and places hold all words of a name, or of one of two."""
    document, block = quote.document, quote.document.block_at(quote.start)
    source = document.source
    spans = [(quote.start, quote.end), *([quote.context] if quote.context else [])]
    headings = (*block.headings, block.table or "") if block else ()
    said = [*(document.text[start:end] for start, end in spans), *headings, source.title, *source.geography]
    if YEARS.fullmatch(name):
        return all(names_period(" ".join((*said, source.date)), period) for period in periods_in(name))
    held = set(analyse(" ".join(said)))
    return any(set(content_terms(part)) <= held for part in _AND.split(name))


def _row_of_other(own: str, other: str, lead: Reply, less: Reply) -> Quote | None:
    """Return the row of the other side in the table that the surer side is read off, unless its reply is from there.

    The same cell answers: where the surer side has an exact answer, the one in its column.
    """
    quote = lead.quotes[0]
    row = quote.document.block_at(quote.start)
    if row is None or row.kind is not BlockKind.table_row or row.end < quote.end or not _is_row_of(own, row):
        return None
    if any(_in_table(shown, quote, row) for shown in less.quotes[:1]):
        return None
    beside = _only_row_of(other, table_rows(quote.document, row))
    candidate = _holding(beside, quote, chain(lead.considered, less.considered)) if beside else None
    if beside is None or candidate is None:
        return None
    at = next((cell.column for cell in row.cells if quote.exact and cell.start <= quote.exact[0] < cell.end), None)
    cell = next((cell for cell in beside.cells if cell.column == at), None)
    shown = joined_spans([written(one) for one in (beside.cells[0], cell)]) if cell and quote.shown else ()
    exact = (cell.start, cell.end) if cell else None
    return with_unit(Quote(quote.document, candidate, beside.start, beside.end, exact=exact, shown=shown))


def _is_another_row(name: str, quote: Quote) -> bool:
    """Whether a quote is a row of a table, and not that of a side."""
    row = quote.document.block_at(quote.start)
    return row is not None and row.kind is BlockKind.table_row and not _is_row_of(name, row)


def _is_row_of(name: str, row: Block) -> bool:
    """Whether a row's name holds all words of a side: "feasibility studies and industrial research" is of the first."""
    terms = set(content_terms(name))
    return bool(terms) and terms <= set(content_terms(row.row or ""))


def _only_row_of(name: str, rows: Sequence[Block]) -> Block | None:
    """Return the row that has a side for its name; else the only one whose name holds it."""
    holding = [row for row in rows if _is_row_of(name, row)]
    exact = [row for row in holding if len(set(content_terms(row.row or ""))) == len(set(content_terms(name)))]
    found = exact[:1] or holding
    return found[0] if len(found) == 1 else None


def _in_table(quote: Quote, other: Quote, row: Block) -> bool:
    block = quote.document.block_at(quote.start)
    return block is not None and quote.document.id == other.document.id and same_table(block, row)


def _holding(row: Block, quote: Quote, considered: chain[tuple[Candidate, float | None]]) -> Candidate | None:
    """Return the retrieved passage that holds a row: none is cited that was not read."""
    for candidate, _ in considered:
        passage = candidate.passage
        if passage.document == quote.document.id and passage.start <= row.start and row.end <= passage.end:
            return candidate
    return None


def _of_measure(measured: Figure, reply: Reply) -> Reply:
    """Return a reply without the quotes whose exact answer is a figure of another kind."""
    return _with_quotes(
        reply, [quote for quote in reply.quotes if (found := _figure(quote)) is None or _alike(found, measured)]
    )


def _figure(quote: Quote) -> Figure | None:
    """Return the one figure of a quote's exact answer, with the unit that its column names."""
    if quote.exact is None:
        return None
    found = only_figure(quote.document.text[slice(*quote.exact)])
    block = quote.document.block_at(quote.start)
    cells = block.cells if block else ()
    column = next((cell.column for cell in cells if cell.start <= quote.exact[0] < cell.end), "")
    if found is None or found.currency or found.unit == "%" or not column:
        return found
    currency, percent = re.search(r"[£$€]", column), "%" in column or "per cent" in column.lower()
    return replace(found, currency=currency.group() if currency else "", unit="%" if percent else found.unit)


def _alike(one: Figure, other: Figure) -> bool:
    """Whether both are money, both shares, or both numbers."""
    return (one.currency, one.unit.startswith(("%", "percent"))) == (
        other.currency,
        other.unit.startswith(("%", "percent")),
    )
