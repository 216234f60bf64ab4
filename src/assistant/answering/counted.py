"""What the number in a unit counts, beside what "how many" asks for: another thing's number is no answer to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.question import Question
from assistant.answering.units import Unit
from assistant.conflicts.counting import counted_behind, counted_in, is_plural, named_alike
from assistant.conflicts.quantities import Quantity, find_quantities
from assistant.corpus.document import Block
from assistant.indexing.lexical import content_terms, stem

_HOW_MANY = re.compile(r"\bhow many\b(?! more| fewer| less)", re.IGNORECASE)
_MORE_OF = re.compile(r"^ (?:new|further|additional|extra|other|different|main|key|relevant|major)(?= [a-z])")
"""What stands between "how many" and what is counted, and says nothing of its sort."""
_APART = {
    "company": "firms",
    "job": "people",
    "staff": "people",
    "people": "people",
    "learner": "people",
    "home": "homes",
    "site": "sites",
}
"""What is never counted by one number: 250 firms are no jobs; jobs and staff may be."""
_SORTS = {
    "people": """adults boys cleaners constables consultants councillors detectives doctors drivers farmers firefighters
        girls governors librarians midwives nurses officers paramedics pilots porters pupils rangers researchers
        scientists surgeons teachers technicians toddlers trustees volunteers wardens""",
    "homes": "apartments bungalows flats",
    "buildings": """bridges chapels churches classrooms clinics hospitals kitchens laboratories libraries mills
        museums playgrounds pools schools stations surgeries theatres toilets towers warehouses""",
    "machines": """bicycles boats buses cameras computers cranes ferries laptops lorries machines panels robots
        scanners ships tablets tractors trains trams turbines vessels""",
    "animals": "birds calves cows dogs ducks hens horses lambs otters pigs seals trees",
}
_SORT_OF = {stem(word): sort for sort, words in _SORTS.items() for word in words.split()} | _APART
"""The sort of what is counted. Of none are members, partners and tenants, who may be people, firms or schools, and what
people do or hold: "42 people arrested" are 42 arrests, 240 beds sleep as many."""
_MAY_BE_ONE = frozenset(
    map(frozenset, (("homes", "buildings"), ("sites", "buildings"), ("firms", "buildings"), ("sites", "machines")))
)
"""Sorts of which one may be called by the other: a surgery is a site, and may be a firm."""
_BASE = re.compile(r"(?:%|\bper ?cent|\bhalf|\bthirds?|\bquarters?|\d) of (?:(?:the|all|its|their|these) )*$", re.I)
_OF_THE = re.compile(r"(?:Of|Among|Out of)(?: (?:the|its|their|our|all|these|those|a total of))* ")
"""What stands before a number of which the sentence then takes a part."""
_ARE_IN = re.compile(r"^[^.;]*?\b(?:is|are|was|were|have|has|had)\b(?P<said>[^.;]*)", re.IGNORECASE)
_PAIR = re.compile(
    r"^(?: (?:is|are|was|were))?(?P<first>(?:,? [A-Za-z][\w-]*){1,5}?),? (?:and|or) "
    r"(?P<second>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)?)"
)
"""What one number counts together: "2,870 were registered nurses and midwives"."""
_IDLE = frozenset(content_terms("total different separate individual actual whole single current"))
_IRREGULAR = ("women", "men", "children")


@dataclass(frozen=True)
class Asked:
    """What "how many" asks for: the stem, or the word for all its synonyms, and the stems of the words before it."""

    counted: str
    kinds: frozenset[str]


def asked_count(question: Question) -> Asked | None:
    """Return what a question asks the number of; None where it does not ask "how many", or of several things."""
    found = list(_HOW_MANY.finditer(question.text))
    if len(found) != 1:
        return None
    behind = _MORE_OF.sub("", question.text[found[0].end() :])
    counted, kinds = counted_behind(behind)
    first = (re.findall(r"[\w-]+", behind) or [""])[0].lower()
    if not counted and first in _IRREGULAR:
        counted = stem(first)
    return Asked(counted, kinds) if counted else None


def counts_other(question: Question, unit: Unit, span: tuple[int, int]) -> bool:
    """Whether the exact answer to "how many" is the number of something else, by the unit's own words.

    Another thing ("250 businesses" for jobs), a share ("50% of the women"), what a share is taken of ("Leeds had 20% of
    the 316"), two things together ("nurses and midwives" for midwives), or a row's number of more than what is asked
    for (all companies, of the digital ones).
    """
    asked = asked_count(question)
    if asked is None:
        return False
    given = _inside(unit, span)
    if not given:
        return False
    if all(quantity.unit != "count" for quantity in given):
        return True
    own = given[0]
    if _is_base(question, unit, own) or _is_of_two(question, asked, unit, own):
        return True
    if unit.block and unit.block.cells:
        bare = not any(quantity.counted for quantity in given) and _row_counts_another(
            question, asked, unit.block, span
        )
        return bare or _is_another(asked, given) or _is_of_more(question, asked, unit, unit.block, span)
    return _is_another(asked, given) or _is_counted_elsewhere(question, asked, unit, own)


def of_asked_noun(question: Question, unit: Unit, span: tuple[int, int]) -> tuple[int, int]:
    """Return where the number stands that counts just what is asked for, where that of the span counts another thing.

    Of "2,500 doctors, 1,200 specialty doctors" the first one answers "how many doctors"; of "9,340 staff, of whom 1,115
    were doctors" the second; so does "64 qualified social workers", of "2,300 staff", for social workers, and what is
    told of the 1,900, of "of the 5,200 in care, 1,900 pay", for who pays.
    """
    asked, given = asked_count(question), _inside(unit, span)
    if asked is None or len(given) != 1 or given[0].unit != "count" or (unit.block and unit.block.cells):
        return span
    own, known = given[0], asked.kinds | {stem(word.lower()) for word in re.findall(r"[\w-]+", question.text)}
    taken = _taken_of(question, unit, own)
    if taken:
        return unit.start + taken.lead, unit.start + taken.end
    about = frozenset(content_terms(unit.candidate.passage.context))
    alike = [other for other in find_quantities(unit.text) if _counts(unit, other) == asked.counted]
    alike = [other for other in alike if other.unit == "count"]
    of_kind = [other for other in alike if asked.kinds and asked.kinds <= other.kinds]
    if len(of_kind) == 1 and own in alike and not asked.kinds & own.kinds:
        return unit.start + of_kind[0].lead, unit.start + of_kind[0].end
    direct = [other for other in alike if other.kinds <= known | about] or alike
    if len(direct) != 1 or own in direct:
        return span
    is_narrower = own.counted == asked.counted and bool(own.kinds - known - about)
    is_another = bool(own.counted) and own.counted != asked.counted and not named_alike(own.counted, question.text)
    is_kin = (own.counted in _APART and _APART.get(own.counted) == _APART.get(asked.counted)) or _are_people(asked, own)
    if is_narrower or (is_another and not is_kin):
        return unit.start + direct[0].lead, unit.start + direct[0].end
    return span


def _taken_of(question: Question, unit: Unit, own: Quantity) -> Quantity | None:
    """Return the number of those among the counted ones who do what is asked: "of the 5,200 in care, 1,900 pay".

    They do what is asked first of all, and no more: not "400 work shifts" for who works.
    """
    if not _OF_THE.fullmatch(unit.text[: own.lead]):
        return None
    later = next((other for other in find_quantities(unit.text) if other.lead > own.end), None)
    if later is None or later.unit != "count" or not unit.text[: later.lead].rstrip().endswith(","):
        return None
    told = set(content_terms(re.split(r"[,;.]\s", unit.text[later.end :])[0]))
    behind = question.text[next(_HOW_MANY.finditer(question.text)).end() :]
    noun = content_terms(behind.split()[0]) if behind.split() else []
    does = [term for term in content_terms(behind) if term not in noun][:1]
    return later if told <= set(question.terms) and set(does) & told else None


def _are_people(asked: Asked, own: Quantity) -> bool:
    """Whether people are asked for and a number's thing may be people: patients, visitors, apprentices."""
    return asked.counted == "people" and own.counted not in _APART


def _counts(unit: Unit, quantity: Quantity) -> str:
    """Return what a number counts, also behind a verb: "1,115 were doctors"."""
    if quantity.counted:
        return quantity.counted
    verb = re.match(r" (?:is|are|was|were)(?= )", unit.text[quantity.end :])
    return counted_behind(unit.text[quantity.end + verb.end() :])[0] if verb else ""


def _inside(unit: Unit, span: tuple[int, int]) -> list[Quantity]:
    first, last = span[0] - unit.start, span[1] - unit.start
    return [found for found in find_quantities(unit.text) if found.start < last and first < found.end]


def _is_another(asked: Asked, given: Sequence[Quantity]) -> bool:
    """Whether all that the numbers count is of another sort than what is asked for."""
    counted = [quantity.counted for quantity in given if quantity.counted]
    return bool(counted) and all(_are_apart(asked.counted, one) for one in counted)


def _are_apart(one: str, other: str) -> bool:
    """Whether two things are surely of two sorts, so that one number does not count both."""
    sorts = frozenset(filter(None, (_SORT_OF.get(one), _SORT_OF.get(other))))
    return len(sorts) == 2 and sorts not in _MAY_BE_ONE


def _row_counts_another(question: Question, asked: Asked, row: Block, span: tuple[int, int]) -> bool:
    """Whether the column of a bare number, or else the row's name, says that it counts another sort than is asked for.

    "Companies engaged by the centre: 137" tells nothing of its staff.
    """
    told = counted_in(row.column_at(span[0]) or "") or counted_in(row.row or "")
    sort, mine = _APART.get(told), _APART.get(asked.counted)
    return bool(sort and mine) and sort != mine and not named_alike(told, question.text)


def _is_counted_elsewhere(question: Question, asked: Asked, unit: Unit, own: Quantity) -> bool:
    """Whether a number counts something else in so many words, and another number of the unit what is asked for."""
    if not own.counted or own.counted == asked.counted or named_alike(own.counted, question.text):
        return False
    if _are_people(asked, own):
        return False
    found = find_quantities(unit.text)
    ends = [other.lead for other in found[1:]] + [len(unit.text)]
    behind = [
        re.split(r"[;.]\s", unit.text[other.end : end])[0]
        for other, end in zip(found, ends, strict=True)
        if other.start > own.start
    ]
    return any(named_alike(asked.counted, said) for said in behind)


def _is_base(question: Question, unit: Unit, own: Quantity) -> bool:
    """Whether a number is what a share is taken of, and a name of the question stands for the share."""
    before = unit.text[: own.lead]
    share = _BASE.search(before)
    if share is None or not question.names:
        return False
    behind = _ARE_IN.match(unit.text[own.end :])
    said = f"{before[: share.start()]} {behind['said'] if behind else ''}"
    return bool(question.names.intersection(content_terms(said)))


def _is_of_two(question: Question, asked: Asked, unit: Unit, own: Quantity) -> bool:
    """Whether a number counts what is asked for only together with something else in front of it."""
    pair = _PAIR.match(unit.text[own.end :])
    if pair is None:
        return False
    seconds = [counted_behind(f" {word}")[0] for word in pair["second"].split()]
    first = pair["first"].split()[-1].strip(",").lower()
    others = counted_behind(f" {first}")[0]
    if asked.counted not in seconds or not is_plural(first) or others == asked.counted:
        return False
    same = _APART.get(others) is not None and _APART.get(others) == _APART.get(asked.counted)
    return not same and not named_alike(others, question.text)


def _is_of_more(question: Question, asked: Asked, unit: Unit, row: Block, span: tuple[int, int]) -> bool:
    """Whether a cell counts what is asked for, and nothing of the table says that it is of the kind asked for."""
    column = row.column_at(span[0]) or ""
    if asked.counted not in {counted_in(column), counted_in(row.table or "")}:
        return False
    told = " ".join((unit.text, row.table or "", *row.headings, unit.candidate.passage.context))
    kinds = {term for kind in asked.kinds for term in content_terms(kind.replace("-", " "))} - _IDLE - question.names
    return bool(set(question.missing(kinds, frozenset(content_terms(told)))))
