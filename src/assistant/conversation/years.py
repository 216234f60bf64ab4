"""Years in a conversation: "two years later" is counted from the year that was talked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.english.dates import MONTH_NAMES, YEAR_DIGITS, YEAR_OR_SPAN, with_whole_months
from assistant.english.numbers import NUMBERS
from assistant.schema import Turn

YEAR = re.compile(
    rf"(?:(?<=\b[Ff][Yy])|(?<![£$€.,\d])\b)(?P<first>{YEAR_DIGITS})"
    r"(?!\d|s\b|%|[.,]\d)(?:(?P<joint>[/–-])(?P<last>\d{4}|\d\d)\b)?"
)
"""A year, or a financial year of two; also in "FY2023"."""
YEARS = re.compile(rf"\b{YEAR_OR_SPAN}(?:(?:,|,? and|,? or) {YEAR_OR_SPAN})+(?![\w%])")
"""Several years, one after the other: "2021 and 2022"."""
_WRITTEN_YEAR = re.compile(
    rf"\b[Ff][Yy] ?['’]?(?:(?P<whole>{YEAR_DIGITS})|(?P<short>[0-4]\d))(?=[EFA]?\b)[EFA]?"
    rf"|\b(?P<told>{YEAR_DIGITS})[EFA]\b"
)
"""A year as accounts write it: "FY23", "FY 2023", and, expected, forecast or actual, "2023E"."""
_PLAIN = rf"{YEAR_DIGITS}(?:[/–-]\d{{2,4}})?"
_TIME = rf"(?:(?:\d{{1,2}} )?(?:{MONTH_NAMES}) )?{_PLAIN}"
DATED = re.compile(
    r"\b(?:in|for|during|since|at|of|by|from)\s+(?:the )?(?:(?:financial |fiscal )?year |FY ?)?$", re.IGNORECASE
)
"""What stands before a year that says when."""
WITHIN = re.compile(r"\b(?:in|during)\s+(?:the )?(?:(?:financial |fiscal )?year |FY ?)?$", re.IGNORECASE)
"""What stands before a year that is a time by itself, no end of a span."""
_COUNTED = re.compile(r"\b(?:than|least|most|over|under|about|around|nearly|almost|some|up to)\s+$", re.IGNORECASE)
"""What stands before a number that is no year: "more than 2000 homes"."""
_THE = re.compile(r"\b(?:the|all|its|their|our|these|those)\s+$", re.IGNORECASE)
_OF_THE = re.compile(rf"\bof(?: all)? {_THE.pattern}", re.IGNORECASE)
_WITHIN_THE = re.compile(rf"\b(?:in|for|during|since|at|by|from|to) {_THE.pattern}", re.IGNORECASE)
_PLURAL = re.compile(r"\s(?:[a-z-]+ )?(?:[a-z]{2,}[^isu\W]s|people|children|women|men|staff)\b")
_ROUND = 50
"""What a number that is no year is a multiple of where only that tells: "of the 2000 pupils", "of the 2019 grants"."""
_ROUND_YEARS = frozenset({2050})
"""Round numbers that are mostly years: "the 2050 targets"."""
_SHORT_FY = re.compile(r"\b(?P<fy>[Ff][Yy])(?=[0-4]\d\b)")
"""A financial year typed short, "FY23": written out where one that is whole was talked about."""
_DISTANCE = re.compile(
    r"\b(?:in )?(?:the )?(?:(?P<count>a couple of|\w+)? ?\b(?P<unit>year|decade)s? "
    r"(?P<way>before|earlier|previously|back|prior|later|afterwards?|after|on)"
    r"|(?P<next>following|next|subsequent|previous|preceding|prior) year)(?: (?:from )?that| after)?"
    r"(?=\s*(?:[?.,;!]|$))",
    re.IGNORECASE,
)
_BACK = frozenset("before earlier previously back previous preceding prior".split())
_COUNTS = {"a": 1, "an": 1, "the": 1, "a couple of": 2} | {word: number for number, word in enumerate(NUMBERS[1:11], 1)}
_DIGITS = 4  # of a distance in years, fewer than this
_UNITS = {"year": 1, "decade": 10}
_COMPARES = re.compile(
    r"\b(?:than|compared?|against|change[ds]?|difference|as (?:many|much|high|low))\b", re.IGNORECASE
)
"""Where two years are compared, both are wanted: the distance is no other name for one of them."""
_SPANS = re.compile(r"\b(?:since|between|until)\b", re.IGNORECASE)
PERIOD = re.compile(
    rf"\b(?:(?:from|between) {_TIME} (?:to|and|until) {_TIME}|"
    rf"(?:by|until|before|after|up to|since) (?:the year )?{_TIME})",
    re.IGNORECASE,
)
"""More or less than a year, which the preposition says: "by 2030", "from 2015 to 2018"."""
_NOW = re.compile(
    r"\b(?:(?:in|over|during|within|for) the (?:past|last) (?:\w+ )?(?:year|month|decade)s?|"
    r"(?:this|last|next) (?:financial )?year|(?:right )?now|today|currently|at present)\b",
    re.IGNORECASE,
)
"""A time counted from today, of which a question with a year says nothing."""
_PRESENT = re.compile(
    r"\b(?:current|present|latest) (?=[a-z])|(?<=\w) ?\b(?:right now|now|today|currently|at present)\b", re.I
)
"""Says that a question is of the time it is asked in."""
_DATED_YEAR = re.compile(rf"\b(?:in|for|during)\s+(?:the year )?{YEAR.pattern}", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:(?:the|a) )?(?:(?:grand|overall|combined) )?total(?: (?:number|figure|amount|sum))?|(?:in )?all|in total"
    r"|overall|altogether|(?:(?:the )?total )?(?:(?:over|across|for|in) )?all (?:of )?(?:the )?years(?: together)?",
    re.IGNORECASE,
)
_COUNTS_A_THING = re.compile(r"\bhow (?:many|much)\b|\b(?:number|amount) of\b", re.IGNORECASE)
_PART = re.compile(rf"\b(?:in|for|at|by|among|from|with|on|to) (?:the )?(?=\w{{2}})(?!{YEAR_DIGITS})\w+")
_TODAYS = re.compile(r"next year", re.IGNORECASE)
"""Without an article, it is counted from today."""
_SHORT_YEARS = re.compile(
    r"(?P<front>(?:^|\(|\b(?:in|for|during|since|vs\.?|versus|from|to|by|of|and|FY|years?)\s)\W*)"
    r"(?P<first>[0-4]\d)(?P<joint>[/–-])(?P<last>\d\d)(?=[\s?.,;!)]*(?:$|and\b|to\b|vs\b|please\b|instead\b|\)))",
    re.IGNORECASE,
)
"""A financial year typed short, "23-24": what ends a question or stands in brackets."""
_CENTURY_LEFT_OUT = re.compile(r"(?<=\b(?:in|of|by) )['’](?=[0-4]\d\b)", re.IGNORECASE)
_BARE_SPAN = re.compile(
    rf"(?P<front>\W*(?:(?:and|but|so|what about|how about)\s+)*)(?:from )?(?P<first>{YEAR_DIGITS})"
    rf"(?: (?:to|until|till) (?P<last>{YEAR_DIGITS})| onwards?)(?P<end>\W*)",
    re.IGNORECASE,
)
_MAY_BE_AGES = re.compile(r"(?!(?:in|during|since|FY|years?)\b).*\b[01]\d[–-]", re.IGNORECASE)
"""Two ages of the young one after the other, "for 16-17", unless a word before them says that they are years."""
_OF_YEARS = re.compile(
    r"\b(?:year|annual\w*|budget\w*|spen[dt]\w*|turnover|surplus|deficit|precept|outturn|accounts)\b", re.IGNORECASE
)
"""Speaks of what is so in a year."""
_TOPIC = re.compile(r"\s\([^()]*\)(?=\??$)")


def place_of_year(text: str) -> re.Match[str] | None:
    """Return the year that says when, after a preposition, rather than one in a title; else the first."""
    years = [year for year in YEAR.finditer(text) if not _counts(text, year)]
    dated = [year for year in years if DATED.search(text[: year.start()])]
    apart = [year for year in dated if not _OF_THE.search(text[: year.start()])]
    return next(iter(apart or dated or years), None)


def _counts(text: str, year: re.Match[str]) -> bool:
    """Whether a number that looks like a year counts something: "more than 2000 homes", "of the 2000 pupils"."""
    before = text[: year.start()]
    if _COUNTED.search(before):
        return True
    is_round = not year["last"] and int(year["first"]) % _ROUND == 0
    is_whole = _THE.search(before) and not _WITHIN_THE.search(before)
    return bool(is_round and is_whole and _PLURAL.match(text, year.end()))


def without_counts(text: str) -> str:
    """Return a text without its round numbers that are written like years, and count: "the 2000 homes"."""
    for year in reversed(list(YEAR.finditer(text))):
        is_year = int(year["first"]) in _ROUND_YEARS or int(year["first"]) % _ROUND
        if not is_year and _counts(text, year) and _PLURAL.match(text, year.end()):
            text = f"{text[: year.start()]} {text[year.end() :]}"
    return text


def with_plain_years(text: str) -> str:
    """Return a text with the years that accounts write in their own way as they are written elsewhere: "FY23"."""
    return _WRITTEN_YEAR.sub(lambda found: found["whole"] or found["told"] or f"20{found['short']}", text)


def name_period(question: str, typed: str) -> str | None:
    """Return a question of another span of years; None if what was typed says nothing else or names none."""
    period = PERIOD.search(typed)
    if period is None:
        return None
    place = PERIOD.search(question) or _DATED_YEAR.search(question) or _NOW.search(question)
    if place is None:
        return with_phrase(question, period.group())
    return f"{question[: place.start()]}{period.group()}{question[place.end() :]}"


def with_year(question: str, year: str, *, bare: bool) -> str:
    """Return a question with another year in the place of its own or of a time counted from today, else at its end.

    Args:
        bare: whether the year was typed without "in": "by March 2030" then becomes "by" the other one.
    """
    span = PERIOD.search(question)
    inside = list(YEAR.finditer(question, *span.span())) if span and bare else []
    place = inside[0] if len(inside) == 1 else span or place_of_year(question) or _NOW.search(question)
    if place is None:
        return with_phrase(without_now(question), f"in {year}")
    said = year if place.re is YEAR else f"in {year}"
    return f"{question[: place.start()]}{said}{question[place.end() :]}"


def without_now(question: str) -> str:
    """Return a question without the words that say that it is of the time it is asked in."""
    return _PRESENT.sub("", question)


def name_time(question: str, fragment: str) -> str | None:
    """Return a question of another time counted from today ("last year", "now"); None if the fragment is none."""
    if not _NOW.fullmatch(fragment):
        return None
    place = _NOW.search(question) or _DATED_YEAR.search(question)
    return (
        f"{question[: place.start()]}{fragment}{question[place.end() :]}" if place else with_phrase(question, fragment)
    )


def of_all_years(question: str, fragment: str) -> str | None:
    """Return a question of a year's count for all years ("and in total?"); None if a fragment does not ask for that.

    Where the question counts a part of something ("in construction"), the total may be that of the whole: None too.
    """
    main = question.partition(" (")[0]
    year = _DATED_YEAR.search(main)
    if year is None or not _TOTAL.fullmatch(fragment) or not _COUNTS_A_THING.search(main):
        return None
    rest = f"{main[: year.start()]}{main[year.end() :]}"
    if any(part[0].split()[-1].islower() for part in _PART.finditer(rest)):
        return None
    return f"{question[: year.start()]}in total{question[year.end() :]}"


def counts_from_a_year(question: str) -> bool:
    """Whether a question says when by a distance from a year that it does not name ("a year later")."""
    distance = _DISTANCE.search(question)
    if distance is None or _TODAYS.fullmatch(distance.group()):
        return False
    return bool(_years(distance)) and not (YEAR.search(question) or compares(question) or _SPANS.search(question))


def compares(question: str) -> bool:
    """Whether a question compares, so that a year in it is not the one that it is about."""
    return bool(_COMPARES.search(question))


def with_whole_years(question: str, turns: Sequence[Turn] = ()) -> str:
    """Return a question with its short financial years written out: "and in 23-24?".

    What may be ages ("for 16-17?") are years where this question, or one before it, speaks of years.

    Args:
        question: as typed.
        turns: earlier turns, theirs written out.
    """
    question = _whole_span(_CENTURY_LEFT_OUT.sub("20", with_whole_months(question)))
    if turns and YEAR.search(turns[-1].question):
        question = _SHORT_FY.sub(r"\g<fy>20", question)
    asked = [question, *(turn.question for turn in turns)]
    says_years = _OF_YEARS.search(question) or any(map(YEAR.search, asked))

    def whole(match: re.Match[str]) -> str:
        typed = match.group()
        follow = int(match["last"]) == int(match["first"]) + 1
        are_years = follow and (says_years or not _MAY_BE_AGES.match(typed))
        return f"{match['front']}20{typed.removeprefix(match['front'])}" if are_years else typed

    return _SHORT_YEARS.sub(whole, question)


def _whole_span(question: str) -> str:
    """Return a follow-up that is nothing but a span of years with the words that say so: "2019 to 2022?"."""
    span = _BARE_SPAN.fullmatch(question)
    if span is None:
        return question
    said = f"from {span['first']} to {span['last']}" if span["last"] else f"since {span['first']}"
    return f"{span['front']}{said}{span['end']}"


def is_distance(fragment: str) -> bool:
    """Whether a fragment is nothing but a distance from a year: "two years later"."""
    return bool(_DISTANCE.fullmatch(fragment))


def move_year(before: str, fragment: str, answer: str) -> str | None:
    """Return the earlier question with its year moved as far as a fragment says ("two years later").

    Where the question names no year but its answer is of one alone, the distance is counted from this.

    Returns:
        None if the fragment is no distance, or there is no year to count from.
    """
    distance = _DISTANCE.fullmatch(fragment)
    if distance is None or not _years(distance) or PERIOD.search(before):
        return None
    year = place_of_year(before)
    if year:
        return f"{before[: year.start()]}{_shifted(year, _years(distance))}{before[year.end() :]}"
    told = _only_year(answer)
    return with_phrase(before, f"in {_shifted(told, _years(distance))}") if told else None


def name_year(question: str, before: str, answer: str) -> str:
    """Return a question with the year it means instead of a distance: "How many came the year after?"."""
    distance = _DISTANCE.search(question)
    year = place_of_year(before) or _only_year(answer)
    if distance is None or year is None or not counts_from_a_year(question):
        return question
    front, moved = question[: distance.start()], _shifted(year, _years(distance))
    return f"{front}{moved if DATED.search(front) else f'in {moved}'}{question[distance.end() :]}"


def with_phrase(question: str, phrase: str) -> str:
    """Return a question with a phrase at its end, before the brackets that say what it is about."""
    asked = question.rstrip()
    topic = _TOPIC.search(asked)
    main = asked[: topic.start()] if topic else asked
    return f"{main.rstrip(' ?.!')} {phrase}?{topic.group() if topic else ''}"


def _only_year(answer: str) -> re.Match[str] | None:
    """Return the year of an answer that names no other."""
    years = list(YEAR.finditer(answer))
    return years[0] if len({year.group() for year in years}) == 1 else None


def _years(distance: re.Match[str]) -> int:
    """Return by how many years a distance moves, 0 if it does not say ("several years later")."""
    count = (distance["count"] or "one").lower()
    years = _COUNTS.get(count, int(count) if count.isdecimal() and len(count) < _DIGITS else 0)
    years *= _UNITS[(distance["unit"] or "year").lower()]
    return -years if (distance["way"] or distance["next"]).lower() in _BACK else years


def _shifted(year: re.Match[str], by: int) -> str:
    """Return a year so many later; of a financial year both halves ("2021/22" is "2022/23")."""
    first = str(int(year["first"]) + by)
    if not year["last"]:
        return first
    size = len(year["last"])
    return f"{first}{year['joint']}{(int(year['last']) + by) % 10**size:0{size}d}"
