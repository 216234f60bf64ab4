"""Facts from a spreadsheet."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.errors import EvaluationError
from assistant.evaluation.facts import load_facts
from assistant.evaluation.importing import append_facts, dump_facts, import_facts

HEADER = (
    "id,kind,audience,question,answer,must_include,must_not_include,"
    "evidence_document,evidence_locator,evidence_words,smoke"
)
ROW = (
    'hq,figure,officer,"How many, roughly?",More than 250.,250 | two hundred; companies,520; 25,'
    'review,1,"250 companies",yes'
)


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "facts.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_row_is_a_fact(tmp_path: Path) -> None:
    fact = import_facts(csv_file(tmp_path, f"{HEADER}\n{ROW}\n\n"))[0]
    assert fact.question == "How many, roughly?"
    assert fact.must_include == (("250", "two hundred"), ("companies",))
    assert fact.must_not_include == ("520", "25")
    assert fact.evidence[0].words == "250 companies"
    assert fact.smoke


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_excel_saves_is_read(tmp_path: Path, encoding: str) -> None:
    text = (
        f"{HEADER}\n{ROW}\n".replace("More than 250.", "£250 – café")
        .replace(",", ";")
        .replace("How many;", "How many,")
    )
    text = text.replace("250 | two hundred; companies;520; 25", "250;520")
    assert import_facts(csv_file(tmp_path, text, encoding))[0].answer == "£250 – café"


def test_numbered_columns_make_several_pieces(tmp_path: Path) -> None:
    header = f"{HEADER},Evidence 2 document,evidence_2_words,history_question,history_answer,history_2_question"
    fact = import_facts(csv_file(tmp_path, f"{header}\n{ROW},other,25 companies,Where?,Leeds,And?\n"))[0]
    assert [piece.document for piece in fact.evidence] == ["review", "other"]
    assert [turn.question for turn in fact.history] == ["Where?", "And?"]


def test_excel_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEADER.split(",")])
    sheet.append(
        ["hq", "figure", "officer", "How many?", datetime.date(2024, 3, 8), 250.0, None, "review", 1, 0.25, True]
    )
    sheet.cell(row=2, column=10).number_format = "0%"
    path = tmp_path / "facts.xlsx"
    book.save(path)
    fact = import_facts(path)[0]
    assert fact.answer == "8 March 2024"
    assert fact.must_include == (("250",),)
    assert fact.evidence[0].words == "25%"
    assert fact.smoke


def test_facts_are_added_and_what_was_there_stays(tmp_path: Path) -> None:
    facts = import_facts(csv_file(tmp_path, f"{HEADER}\n{ROW}\n"))
    target = tmp_path / "known.yaml"
    append_facts(target, facts)
    target.write_text("# mine: do not touch\n" + target.read_text(encoding="utf-8"), encoding="utf-8")
    before = target.read_text(encoding="utf-8")
    second = import_facts(csv_file(tmp_path, f"{HEADER}\n{ROW.replace('hq', 'hq-2', 1)}\n"))
    append_facts(target, second)
    assert target.read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    assert [fact.id for fact in load_facts(target)] == ["hq", "hq-2"]
    with pytest.raises(EvaluationError, match="hq-2 taken already"):
        append_facts(target, second)


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    tricky = ROW.replace("More than 250.", '"yes: ""no"" # [x] - £5"').replace("520; 25", "012; 1e3")
    facts = import_facts(csv_file(tmp_path, f"{HEADER}\n{tricky}\n"))
    target = tmp_path / "known.yaml"
    target.write_text(dump_facts(facts), encoding="utf-8")
    assert [fact.model_dump() for fact in load_facts(target)] == [fact.model_dump() for fact in facts]


FAULTS = [
    (f"{HEADER}\n", "holds no facts"),
    ("", "holds no facts"),
    (f"{HEADER},colour\n{ROW},red\n", "column 12: there is no field 'colour'"),
    (f"{HEADER},id\n{ROW},b\n", "column 12: 'id' is there twice"),
    (f"{HEADER}\n{ROW.replace('figure', 'figur', 1)}\n", "row 2, column 'kind'"),
    (f"{HEADER}\n{ROW}\n{ROW}\n", "is in more than one row"),
    (f"{HEADER}\n{ROW.replace('review', '', 1)}\n", "row 2, column 'evidence_document'"),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_a_fault_names_row_and_column(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        import_facts(csv_file(tmp_path, text))
    assert expected in str(raised.value)
    assert "facts.csv" in str(raised.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "facts.xlsx"
    broken.write_bytes(b"not a spreadsheet")
    for path, expected in (
        (broken, "Could not read"),
        (tmp_path / "a.ods", "neither"),
        (tmp_path / "a.csv", r"There is no file '.*a.csv'. Name the spreadsheet"),
    ):
        with pytest.raises(EvaluationError, match=expected):
            import_facts(path)
