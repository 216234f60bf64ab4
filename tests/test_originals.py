"""The two original reports, as PDFs: the same questions are answered with their pages and in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from assistant.assistant import Assistant
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings, make_corpus

from .conftest import SHARED_WORDS
from .test_assistant import assert_grounded

ORIGINALS = Path(__file__).parents[2] / "shared" / "originals"
PANEL, PURSUING = "healthtech-panel-report-2020.pdf", "pursuing-excellence-2024.pdf"
REGISTER = f"""\
[[source]]
file = "{PANEL}"
title = "HealthTech: report to the Business Innovation and Growth Panel, 8 September 2020"
publisher = "West Yorkshire Combined Authority"
date = "2020-09-08"

[[source]]
file = "{PURSUING}"
title = "Pursuing excellence: an independent analysis of Leeds' research and innovation in health and care"
publisher = "Leeds Academic Health Partnership (commissioner)"
date = "2024-03"
"""

pytestmark = pytest.mark.skipif(
    not all((ORIGINALS / name).is_file() for name in (PANEL, PURSUING)),
    reason=f"the original reports are not in this checkout: put {PANEL} and {PURSUING} into {ORIGINALS}",
)


@pytest.fixture(scope="module")
def originals(tmp_path_factory) -> Iterator[Assistant]:
    settings = fake_settings(tmp_path_factory.mktemp("originals"))
    make_corpus(
        settings.corpus,
        {"sources.toml": REGISTER, **{name: (ORIGINALS / name).read_bytes() for name in (PANEL, PURSUING)}},
    )
    report = build_sample_index(settings)
    assert report.manifest.skipped == ()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.answering.answerer.load_weights", lambda reader: SHARED_WORDS)
        opened = Assistant(settings, HashingEmbedder(), None)
    with opened:
        yield opened


QUESTIONS = [
    (
        "Where does the region rank for core biopharma and digital health?",
        PANEL,
        "core biopharma (7th) and digital health (4th)",
    ),
    ("When was the Leeds Health and Social Care Hub launched?", PURSUING, "launched in July 2022"),
    ("Which country does the Propel Bootcamp participant SmartCrowding come from?", PURSUING, "SmartCrowding (Norway)"),
]


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


@pytest.mark.parametrize(("question", "file", "words"), QUESTIONS)
def test_a_question_is_answered_from_the_page_that_says_so(originals: Assistant, question, file, words):
    record = originals.ask(question)
    assert_grounded(originals, record)
    citation = next(citation for citation in record.citations if words in citation.quote)
    assert (citation.file, citation.locator.page_label is not None) == (file, True)
    assert citation.date in ("2020-09-08", "2024-03")
    reader = pypdf.PdfReader(ORIGINALS / file)
    pages = range(citation.locator.page, (citation.locator.page_end or citation.locator.page) + 1)
    printed = letters("".join(reader.pages[number - 1].extract_text() for number in pages))
    assert letters(words) in printed
    assert f"page {citation.locator.page}" in citation.locator.describe()


def test_every_page_is_read_and_listed(originals: Assistant):
    pages = {summary.file: summary.pages for summary in originals.documents()}
    assert pages == {name: len(pypdf.PdfReader(ORIGINALS / name).pages) for name in (PANEL, PURSUING)}


@pytest.mark.parametrize("file", [PANEL, PURSUING])
def test_what_another_reader_of_pdfs_finds_on_one_page_is_located_on_that_page(originals: Assistant, file):
    document = originals.document(Path(file).stem)
    pages = pypdf.PdfReader(ORIGINALS / file).pages[:12]  # enough to tell, and it takes a while
    printed = [letters(page.extract_text()) for page in pages]
    checked = 0
    for block in document.blocks:
        head = letters(document.text[block.start : block.end])[:40]
        found = [number for number, text in enumerate(printed, 1) if head in text]
        if len(found) == 1 and len(head) == 40 and document.page_at(block.start).number <= 12:
            checked += 1
            assert document.locate(block.start, block.start + 1).page == found[0]
    assert checked >= 20
