"""The date of publication that stands on the first page."""

from __future__ import annotations

import pytest

from assistant.corpus.front import date_on_front
from assistant.corpus.title_page import TitlePage


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("Annual Report 2023/24\nYear ended 31 March 2024\nPublished 18 July 2024", "2024-07-18"),
        ("Stock Review\nReport KB/24/03 · March 2024\nDr Ada Moss", "2024-03"),
        ("Published September 2024. Period covered: 1 April 2023 to 31 March 2024 unless stated.", "2024-09"),
        ("Open Doors\nSaltham Council\nAdopted by Cabinet, 14 May 2024", "2024-05-14"),
        ("# Grants, 2019–2023\n\nQuill Research\n29 February 2024", "2024-02-29"),
        ("The Mill\nMarch 2021\nDate: 8 September 2020", "2020-09-08"),
        ("Sept. 2024", "2024-09"),
        ("**Date:** 8th September 2020", "2020-09-08"),
        ("Issued: March 12, 2020", "2020-03-12"),
        ("Issued: 12/03/2020", "2020-03-12"),
        ("2020-03-12", "2020-03-12"),
        ("© Crown copyright 2024", "2024"),
        ("The Mill\n2019", "2019"),
        ("© Mill 2023\nMay 2024", "2024-05"),
        ("Crale Combined Authority, Growth and Skills Committee, 12 November 2024, Agenda item 9", "2024-11-12"),
        (
            "Final report by Quill to Crale Combined Authority Authors: Ada Moss and Bo Hale 16 December 2024",
            "2024-12-16",
        ),
        (
            "Date of meeting: 14 November 2024 Agenda item: 7 Title: Home care and reablement Report of: Ada Moss",
            "2024-11-14",
        ),
        ("This plan replaces the version dated 4 March 2019\nJune 2024", "2024-06"),
        ("Inspection dates: 14 and 15 May 2024 Published 2 July 2024", "2024-07-02"),
        ("Compiled by Ada Moss, Crale Council. Last updated 2 May 2025.", "2025-05-02"),
    ],
)
def test_the_date_of_publication_is_read_from_the_first_lines(lines, date):
    assert date_on_front(lines) == date


def test_behind_the_first_section_only_a_line_that_says_what_its_date_is_counts():
    first, body = "Phase 2 Business Case\nCrale Council\n", "Ask for a report in June 2025\n2019\n"
    page = TitlePage("Phase 2 Business Case", "", ("Crale Council",), 22, len(first))
    assert date_on_front(first + body, page) == ""
    assert date_on_front(first + body) == "2025-06"
    assert date_on_front(f"{first}{body}The plan was published on 3 May 2021.", page) == ""
    assert date_on_front(f"{first}{body}Published 3 May 2024", page) == "2024-05-03"


def test_the_date_of_an_event_in_the_title_comes_last():
    text = "Flood investigation, 26 December 2015\nCrale Council\n{}\n"
    page = TitlePage("Flood investigation, 26 December 2015", "", ("Crale Council",), 37, 200)
    assert date_on_front(text.format("April 2017"), page) == "2017-04"
    assert date_on_front(text.format(""), page) == "2015-12-26"


@pytest.mark.parametrize(
    "lines",
    [
        "Year ended 31 March 2024",
        "1 April 2023 to 31 March 2024",
        "Report for the period to the end of March 2024",
        "Next review: March 2027",
        "The strategy was first issued in May 2019",
        "14–16 May 2024",
        "Minutes of the Growth and Skills Committees of 12 November 2024 and of 3 May 2025 taken together as one",
        "Comments by 5 May 2024",
        "Published 31/02/2024",
        "Published May 2094",
        "Plan 2024–2029",
        "The fair of 12 May 2020 was held in the presence of the mayor and of many others who came there.",
        "\n".join(["A line of the text."] * 40 + ["Published 18 July 2024"]),
        "",
    ],
)
def test_another_date_than_that_of_publication_is_none(lines):
    assert date_on_front(lines) == ""
