"""What a question names and a passage does not give is told."""

from __future__ import annotations

import pytest

from assistant.answering.gaps import not_named
from assistant.schema import Citation, Locator

CITATION = Citation(
    number=1,
    document="hospitals",
    file="hospitals.md",
    title="New hospitals in Leeds",
    publisher="NHS England",
    date="2024-05",
    locator=Locator(heading="Maintenance > Backlog"),
    quote="The backlog stood at £650m in 2025.",
    start=0,
    end=35,
    passage="The backlog stood at £650m in 2025. Research and development (R&D) goes on.",
    text_sha256="0" * 64,
)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How big is the backlog at Bradford Royal Infirmary?", ("Bradford Royal Infirmary",)),
        ("How big is the backlog in Leeds?", ()),
        ("How big was the Leeds backlog in 2019?", ("2019",)),
        ("How big was the backlog in 2024, says NHS England?", ()),
        ("Compare the backlog with that of York and of Hull", ("York", "Hull")),
        ("Maintenance in York: how much in 2019 and 2025?", ("York", "2019")),
        ("What of Research & Development?", ()),
        ("Is it more than Bristol's or Leeds' backlog?", ("Bristol",)),
        ("how big is the backlog at bradford royal infirmary", ()),
        ("Is the backlog high?", ()),
        ("Norvane backlog in 2025?", ("Norvane",)),
        ("Backlog in 2025?", ()),
        ("How big was the backlog in FY2019?", ("2019",)),
        ("How big is the backlog of Propel@YH?", ("Propel@YH",)),
    ],
)
def test_names_and_years_that_the_passage_does_not_give_are_told(question, missing):
    assert not_named(question, CITATION) == missing
