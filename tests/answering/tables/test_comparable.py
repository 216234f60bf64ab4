"""Which rows of a table are compared and added up: none that holds others, is no part of the whole, or has not been."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.tables.computed import compute
from assistant.answering.tables.extremes import asked_extreme, is_ruled_out
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown

AREAS = """Area;Claimants;Claimant rate (%)
Yorkshire and The Humber;141,200;4.1
West Yorkshire;71,300;4.8
Leeds;24,500;4.6
Bradford;21,400;6.1
Kirklees;12,200;4.3
Calderdale;6,100;4.7
Wakefield;7,100;3.2"""
NATION = "Area;Claimants\nLeeds;24,500\nBradford;21,400\nKirklees;12,200\nEngland;1,500,000"
BEDS = "Year;Care home beds;Visits\n2020;1,200;10\n2021;1,180;20\n2022;1,150;30\n2023;1,145;35"
CITIES = "City;Population 2011;Population 2021\nLeeds;751,500;812,000\nYork;198,000;202,800\nHull;256,400;267,000"
SECTORS = "Sector;2005;2022\nTransport;2,000;1,400\nIndustry;1,000;600\nHomes;500;400"
SCHOOLS = "School;Attendance (%)\nAbbey;91.2\nBeck;88.4\nCross;94.9\nDale;89.0\nTarget;96.0"
TAX = "Band;Council tax\nA;£1,200\nB;£1,400\nC;£1,600\nD;£1,800"
GROUPS = "Group;Claimants\nMen;14,000\nWomen;10,500\nAged 16-24;5,000\nAged 25-49;12,500\nAged 50+;7,000"
STAGES = "Stage;Bids\nBids received;1,200\nBids approved;800\nBids refused;250\nBids withdrawn;60"
ARROWS = "District;Change in jobs\nLeeds;3.2% ▲\nBradford;5.1% ▼\nWakefield;1.0% ▲"
LIBRARIES = """Library;Year;Visits
Armley;2022;90,000
Beeston;2022;30,000
Central;2022;60,000
Armley;2023;10,000
Beeston;2023;55,000
Central;2023;70,000"""
CRIMES = "Year;Crimes\n2021;14,000\n2022;13,000\n2023;12,500\n2024 (to September);9,100"
FORECAST = "District;2018;2023;2033\nLeeds;100;140;150\nBradford;100;110;190\nHull;100;120;130"
PLACES = "District;Schools;Businesses\nLeeds;280;30,000\nBradford;210;18,000\nKirklees;170;15,000"
JOBLESS = """District;Unemployed;Unemployment rate (%)
Leeds;20,000;4.0
Bradford;18,000;7.0
Kirklees;9,000;4.2"""
GROWTH = "Region;GVA growth (%)\nNorth;1.2\nSouth;2.4\nWest;0.7"
WITHHELD = "School;Exclusions\nAbbey;12\nBeck;30\nCross;7\nDale;[c]"
WAITS = "Trust;Treated within 62 days (%)\nLeeds;58.1\nAiredale;79.0\nMid Yorks;70.2"
PEERS = """Authority;Population
Newcastle;300,100
Gateshead;196,200
Sunderland;274,200
Northumberland;320,600"""
ROOMS = "Room type;Rooms\nStandard;120\nSuperior;60\nDeluxe;25\nSuite;8"
SPENDING = "Year;Planned spending (£m)\n2022/23;30\n2023/24;42\n2024/25;55\n2025/26;80\n2026/27;61"
EMPLOYERS = "Employer;Jobs\nKiln Ltd;4,100\nCrale Docks;2,000\nPern Mill;900\nOthers;9,000"
BUSES = "Route;Frequency (minutes)\n1;10\n72;8\nX84;30\n508;60"
SEATS = "Party;Seats\nLabour;50\nConservative;25\nLiberal;15\nGreen;10"
REASONS = "Reason (choose more than one);Respondents\nCost;410\nTime;380\nDistance;420"
OUTCOMES = "Outcome;Applications\nApproved;820\nRefused;110\nWithdrawn;60"
CREATED = "Year;Jobs created\n2021;100\n2022;120\n2023;90"
YEARS_APART = """Library;Year;Visits
Armley;2022/23;90
Beeston;2022/23;30
Central;2022/23;60
Armley;2023/24;10
Beeston;2023/24;55
Central;2023/24;70"""
CRIME = "District;Crimes;Population\nLeeds;90,000;800,000\nBradford;70,000;540,000\nHull;40,000;260,000"
GAPS = "Town;Pay gap (£);Firms\nSaltham;900;4\nPern;300;7\nCrale;500;9"
RIVALS = "District;GVA\nLeeds;28\nBradford;12\nManchester;45\nSheffield;14"


def opened(table: str, title: str = "Figures of 2024") -> tuple[Document, list]:
    head, *lines = (f"| {' | '.join(line.split(';'))} |" for line in table.splitlines())
    rule = "|" + " --- |" * (head.count("|") - 1)
    parsed = load_markdown("\n".join([f"# {title}", "", head, rule, *lines, ""]).encode(), file="t.md")
    document = Document(Source("t", "t.md", title, date="2024-06"), parsed.text, parsed.blocks)
    return document, [block for block in document.blocks if block.kind is BlockKind.table_row]


def said(question: str, table: str, title: str = "Figures of 2024") -> str | None:
    document, rows = opened(table, title)
    found = compute(analyse_question(question), document, rows[0])
    if found is None:
        return None
    answer = (
        document.text[found.answer.start : found.answer.end]
        if found.answer
        else ", ".join(row.row or "" for row in found.rows)
    )
    return f"{answer}: {found.calculated}"


@pytest.mark.parametrize(
    ("question", "table", "expected"),
    [
        ("Which area has the most claimants?", AREAS, "Leeds: the highest of 5 rows under “Claimants”"),
        (
            "Which two areas have the highest claimant rate?",
            AREAS,
            "Bradford, Calderdale: the two highest of 5 rows under “Claimant rate (%)”",
        ),
        (
            "Where does Leeds rank for the claimant rate?",
            AREAS,
            "4.6: the third highest of 5 rows under “Claimant rate (%)”",
        ),
        ("Which school has the highest attendance?", SCHOOLS, "Cross: the highest of 4 rows under “Attendance (%)”"),
        (
            "Which school has the highest attendance rate?",
            SCHOOLS,
            "Cross: the highest of 4 rows under “Attendance (%)”",
        ),
        ("Which town has the narrowest pay gap?", GAPS, "Pern: the lowest of 3 rows under “Pay gap (£)”"),
        ("Which room type has the most rooms?", ROOMS, "Standard: the highest of 4 rows under “Rooms”"),
        (
            "Which year has the highest planned spending?",
            SPENDING,
            "2025/26: the highest of 5 rows under “Planned spending (£m)”",
        ),
        ("Which employer has the most jobs?", EMPLOYERS, "Kiln Ltd: the highest of 3 rows under “Jobs”"),
        ("Which library had the most visits in 2023/24?", YEARS_APART, "Central: the highest of 3 rows under “Visits”"),
        ("Name the school with the lowest attendance", SCHOOLS, "Beck: the lowest of 4 rows under “Attendance (%)”"),
        ("Which year had the fewest crimes?", CRIMES, "2023: the lowest of 3 rows under “Crimes”"),
        ("Which library had the most visits in 2023?", LIBRARIES, "Central: the highest of 3 rows under “Visits”"),
        (
            "Which district has grown the most since 2018?",
            FORECAST,
            "Leeds: the biggest rise of 3 rows from “2018” to “2023”",
        ),
        (
            "Which district had the largest increase in jobs?",
            ARROWS,
            "Leeds: the highest of 3 rows under “Change in jobs”",
        ),
        (
            "Which district had the biggest fall in jobs?",
            ARROWS,
            "Bradford: the lowest of 3 rows under “Change in jobs”",
        ),
        ("Which region had the lowest GVA growth?", GROWTH, "West: the lowest of 3 rows under “GVA growth (%)”"),
        ("Which school has the most exclusions?", WITHHELD, "Beck: the highest of 3 rows under “Exclusions”"),
    ],
)
def test_rows_of_one_kind_and_time_are_compared(question, table, expected):
    assert said(question, table) == expected


@pytest.mark.parametrize(
    ("question", "table"),
    [
        ("What is the total number of claimants?", AREAS),  # an area holds the others
        ("What is the total number of claimants in Leeds and West Yorkshire?", AREAS),
        ("How many claimants are there in West Yorkshire?", NATION),  # England is not that
        ("How many claimants are there?", NATION),
        ("What is the total number of care home beds?", BEDS),  # the same beds year after year
        ("What was the total population of Leeds in 2011 and 2021?", CITIES),
        ("What were total transport emissions in 2005 and 2022?", SECTORS),  # those of each, perhaps
        ("How much is council tax in total?", TAX),  # nobody pays all of the bands
        ("How many claimants are there in total?", GROUPS),  # counted twice
        ("What is the total number of bids?", STAGES),
        ("Which trust has the longest waits?", WAITS),  # a share within them tells nothing of that
        ("Which authority has the largest population?", PEERS),  # Northumberland may be one of them, or hold them
        ("Which route has the highest frequency?", BUSES),  # every eight minutes, or every hour
        ("How many respondents were there in total?", REASONS),
        ("Which library had the most visits?", LIBRARIES),  # in several rows each
        ("Which district has the largest schools?", PLACES),  # not how many
        ("Which district has the strongest businesses?", PLACES),
        ("Which district has the highest unemployment?", JOBLESS),  # by number or by rate
        ("Which West Yorkshire district has the highest GVA?", RIVALS),  # not all rows are
        ("What is the total GVA in West Yorkshire?", RIVALS),
    ],
)
def test_nothing_is_computed_over_rows_of_several_kinds_or_times(question, table):
    title = "Figures of West Yorkshire 2024" if table is RIVALS or table is NATION else "Figures of 2024"
    assert said(question, table, title) is None


@pytest.mark.parametrize(
    ("question", "table", "expected"),
    [
        (
            "What is the total number of visits?",
            BEDS,
            "2020, 2021, 2022, 2023: the sum of all rows under “Visits” is 95",
        ),
        (
            "How many applications were there in total?",
            OUTCOMES,
            "Approved, Refused, Withdrawn: the sum of all rows under “Applications” is 990",
        ),
        (
            "How many jobs were created in total?",
            CREATED,
            "2021, 2022, 2023: the sum of all rows under “Jobs created” is 310",
        ),
        (
            "What were the transport emissions in 2005 and 2022 together?",
            SECTORS,
            "Transport: the sum of “2005” and “2022” for “Transport” is 3,400",
        ),
    ],
)
def test_what_happens_in_each_of_several_times_is_added_up(question, table, expected):
    assert said(question, table, "Visits and emissions") == expected


def test_no_row_of_a_long_table_is_ruled_out_by_another_year():
    document, rows = opened(LIBRARIES)

    def left(text: str) -> list[str]:
        question = analyse_question(text)
        asked = asked_extreme(question)
        assert asked is not None
        return [document.text[row.start : row.end] for row in rows if not is_ruled_out(question, asked, document, row)]

    assert len(left("Which library had the most visits?")) == len(rows)
    assert [row.count("2023") for row in left("Which library had the most visits in 2023?")] == [1]


@pytest.mark.parametrize(
    ("question", "table", "row"),
    [
        ("Which party won the most seats?", SEATS, "Labour"),  # the sum of the others by chance
        ("Which authority has the largest population?", PEERS, "Northumberland"),
        ("Which district has the highest crime rate?", CRIME, "Hull"),  # no column gives it
    ],
)
def test_a_row_that_may_be_meant_is_not_ruled_out(question, table, row):
    document, rows = opened(table)
    asked = analyse_question(question)
    extreme = asked_extreme(asked)
    assert extreme is not None
    assert row in [one.row for one in rows if not is_ruled_out(asked, extreme, document, one)]
