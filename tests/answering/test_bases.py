"""The evidence bases written for calibration, as they are in the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from assistant.answering.bases import BASES, Asked, Part, answer_span, read_bases, write_bases
from assistant.corpus.document import Parsed
from assistant.corpus.markdown import load_markdown
from assistant.evaluation.facts import load_facts

PARTS: tuple[Part, ...] = ("trained", "fitted", "tested")
REGIONS = sorted(path.name for path in BASES.glob("*/*"))
_ALIKE = 85
"""Token-sort ratio from which two questions are the same one; that of the reader's questions."""


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    return [one for part in PARTS for one in read_bases(part)]


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> dict[str, Parsed]:
    """The reports as they are written for indexing, by the id that each has in its front matter."""
    folder = tmp_path_factory.mktemp("corpus")
    write_bases(folder, *PARTS)
    loaded = [load_markdown(path.read_bytes(), file=path.name) for path in sorted(folder.glob("*/*.md"))]
    return {str(report.properties["id"]): report for report in loaded}


def test_each_region_is_of_one_part_and_has_four_reports(asked):
    regions = [{one.region for one in read_bases(part)} for part in PARTS]
    assert sorted(region for part in regions for region in part) == REGIONS
    assert len(set(REGIONS)) == len(REGIONS)
    assert regions[2] == {
        *("dunmoss", "hexley", "larchester", "pellingford"),
        *("cobblehurst", "finchampley", "morrowdale", "silverdene"),
    }
    assert all(len(set(one.reports)) == 4 for one in asked)


def test_only_the_reports_of_the_wanted_parts_are_written(tmp_path):
    write_bases(tmp_path, "tested")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        path.name for path in (BASES / "tested").iterdir()
    )


def test_reports_of_two_regions_have_ids_of_their_own(reports):
    assert list(reports) == [f"{region}-{letter}" for region in REGIONS for letter in "abcd"]


@pytest.mark.parametrize("region", REGIONS)
def test_an_answer_stands_in_one_block_of_its_report(region, asked, reports):
    of_region = [one for one in asked if one.region == region]
    assert len({one.question.lower() for one in of_region}) == len(of_region)
    for one in of_region:
        assert one.is_answerable == bool(one.answer) == (one.kind != "near_miss")
        if one.is_answerable:
            report = reports[one.document]
            texts = (report.text[block.start : block.end] for block in report.blocks)
            assert any(answer_span(text, one.answer) for text in texts), one


def test_no_question_to_fit_on_is_a_known_facts_question(asked):
    known = [fact.question.lower() for fact in load_facts(Path(__file__).parents[2] / "eval" / "known_facts.yaml")]
    own = sorted({one.question.lower() for one in asked if len(one.question.split()) >= 7})
    nearest = process.cdist(own, known, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
    assert [question for question, scores in zip(own, nearest, strict=True) if scores.max() >= _ALIKE] == []


@pytest.mark.parametrize(
    ("text", "answer", "found"),
    [
        ("Mills: 12; Town: Hull", "12", "12"),
        ("It cost £12m; more than 5%.", "£12m", "£12m"),
        ("It grew by 5%.", "5%", "5%"),
        ("Town: Hull;\nMills: 12", "hull mills: 12", "Hull;\nMills: 12"),
        ("In 2012 it burned down.", "12", None),
        ("It grew by 15%.", "5%", None),
        ("It has 1,200 staff.", "200", None),
        ("It has 12 000 staff.", "12", "12"),
    ],
)
def test_an_answer_is_found_as_words_of_its_own(text, answer, found):
    span = answer_span(text, answer)
    assert (span and text[slice(*span)]) == found
