"""A table's rows are named by names where ranks stand before them."""

from __future__ import annotations

import pytest

from assistant.corpus.builder import TextBuilder
from assistant.corpus.row_names import named_first

ROWS = [["1", "Heron", "Marsh", "212"], ["2", "Curlew", "Moor", "97"], ["3=", "Dipper", "Beck", "40"]]


@pytest.mark.parametrize("heading", ["Rank", "Pos.", "No.", "#", "Ranking (of 12)", "Position in 2024"])
def test_names_stand_before_ranks(heading: str) -> None:
    builder = TextBuilder()
    builder.table([heading, "Bird", "Habitat", "Pairs"], ROWS, caption="Table 1: Breeding birds")
    parsed = builder.finish()
    first = parsed.blocks[0]
    assert parsed.text.split("\n")[0] == f"Bird: Heron; {heading}: 1; Habitat: Marsh; Pairs: 212"
    assert (first.row, first.cells[0].column) == ("Heron", "Bird")


def test_numbers_without_a_heading_are_ranks_where_they_count_the_rows() -> None:
    names = ["", "Bird", "Pairs"]
    assert named_first(names, [["4", "Heron", "9"], ["5", "Ruff", "7"], ["6", "Teal", ""]])[0] == ["Bird", "", "Pairs"]
    assert named_first(names, [["4", "Heron", "9"], ["9", "Ruff", "7"], ["6", "Teal", ""]])[0] == names


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (["Year", "Event"], [["2019", "Flood"], ["2020", "Drought"]]),
        (["No. of pairs", "Bird"], [["3", "Heron"], ["4", "Ruff"]]),
        (["Rank", "2023", "2024"], [["1", "40", "41"], ["2", "30", "n/a"]]),
        (["Place", "River"], [["Aldham", "Tarn"], ["Borle", "Tarn"]]),
        (["Bird", "Rank"], [["Heron", "1"], ["Ruff", "2"]]),
        ([], [["12", "km"]]),
        ([], []),
    ],
)
def test_other_columns_stay_where_they_are(names: list[str], rows: list[list[str]]) -> None:
    assert named_first(names, rows) == (names, rows)
