"""A locator reads as a person would say it."""

from __future__ import annotations

import pytest

from assistant.schema import Locator

PLACES = [
    ({}, "whole document"),
    ({"page": 3, "page_label": "3"}, "page 3"),
    ({"page": 34, "page_label": "32"}, "page 34 (printed 32)"),
    ({"page": 5, "page_label": ""}, "page 5"),
    (
        {"page": 4, "page_label": "iv", "page_end": 5, "page_end_label": "1"},
        "pages 4 and 5 (printed iv and 1)",
    ),
    ({"page": 4, "page_label": "4", "page_end": 5, "page_end_label": "5"}, "pages 4 and 5"),
    ({"heading": "Part > 3.2 Funding", "section": "3.2", "paragraph": 2}, "3.2 Funding, paragraph 2"),
    ({"heading": "2 Information", "section": "2.5", "paragraph": 5}, "2 Information, paragraph 2.5"),
    ({"heading": "3.2 Funding > Loans", "section": "3.2", "paragraph": 2}, "Loans, paragraph 2"),
    ({"heading": "3.2 Funding > Loans", "section": "3.2", "table": "", "row": "Leeds"}, 'Loans, table, row "Leeds"'),
    ({"heading": "2 Funding > Loans", "section": "2.5", "paragraph": 2}, "Loans, paragraph 2.5"),
    ({"heading": "2.51 Funding > Loans", "section": "2.5", "paragraph": 2}, "Loans, paragraph 2.5"),
    ({"heading": "A. Funding > Loans", "section": "A", "paragraph": 2}, "Loans, paragraph 2"),
    ({"section": "2.5", "paragraph": 5}, "paragraph 2.5"),
    ({"paragraph": 4}, "paragraph 4"),
    ({"paragraph": 4, "ocr": 0.938}, "paragraph 4, read from a scan (OCR, 94% sure)"),
    ({"paragraph": 4, "also_in": ("a.pdf", "b.pdf")}, "paragraph 4, also in a.pdf and b.pdf"),
    ({"heading": "Funding", "table": "Table 3.4: Grants by year", "row": "Leeds"}, 'Funding, Table 3.4, row "Leeds"'),
    ({"heading": "Funding", "table": "", "row": "Leeds"}, 'Funding, table, row "Leeds"'),
    (
        {"page": 2, "page_label": "2", "heading": "A > B", "table": "Table 1.", "row": ""},
        "page 2, B, Table 1",
    ),
]


@pytest.mark.parametrize(("fields", "words"), PLACES)
def test_a_place_is_described(fields, words):
    assert Locator(**fields).describe() == words
