"""The report can be read by an officer and by a program, and nothing in a document acts as markup in it."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from assistant.cli import app
from assistant.conflicts.conflict import Conflict, Origin, Reason, Side
from assistant.conflicts.report import as_records, markdown_report
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.testing import FAKE_MODEL, build_sample_index, fake_settings, make_corpus

TEXT = "# Review\n\nIt lets 2,400 <b>square</b> metres.\n\nIt lets 3,100 square metres [now](http://x.example).\n"
PARSED = load_markdown(TEXT.encode(), file="one.md")
DOCUMENT = Document(Source("one", "one.md", "Review *of* space", date="2024-03"), PARSED.text, PARSED.blocks)
SIDES = tuple(
    Side(DOCUMENT, block.start, block.end, value)
    for block, value in zip(PARSED.blocks[1:], ("2,400", "3,100"), strict=True)
)
FOUND = Conflict(Origin.found, "space | area", SIDES, (Reason("The one is a bound."), Reason("It says so.", SIDES[0])))


def test_the_report_gives_both_sentences_with_source_date_and_place():
    report = markdown_report([FOUND], generation="g1")
    assert "1 candidates in the index g1" in report
    assert "- **2,400**: “It lets 2,400" in report
    assert "Review \\*of\\* space (2024-03), Review, paragraph 2 · one.md" in report
    assert "- The one is a bound." in report


def test_markup_in_a_document_is_shown_as_it_is_written():
    side = Side(Document(DOCUMENT.source, "<b>1</b> `a` [x](y) & | #", DOCUMENT.blocks), 0, 25, "1")
    shown = markdown_report([Conflict(Origin.found, "<i>", (side, SIDES[0]))], generation="g")
    assert "<b>" not in shown.replace("\\<b\\>", "")
    assert "\\[x\\](y) &amp; \\| \\#" in shown
    assert "### 1. \\<i\\>" in shown


def test_an_index_without_conflicts_is_said_to_have_none():
    assert "No two figures of the index g seem to conflict." in markdown_report([], generation="g")


def test_records_hold_the_exact_words_and_their_offsets():
    (record,) = as_records([FOUND])
    assert record["origin"] == "found"
    for side in record["sides"]:
        assert side["quote"] == DOCUMENT.text[side["start"] : side["end"]]
    assert [reason["from"] is None for reason in record["reasons"]] == [True, False]


def test_the_command_writes_a_file_and_prints_json(tmp_path, monkeypatch):
    settings = fake_settings(tmp_path)
    make_corpus(
        settings.corpus,
        {
            f"{name}.md": f"---\ntitle: {name}\n---\n\n# {name}\n\nThe Harbour Works in Saltham lets {area} of space.\n"
            for name, area in (("one", "2,400 square metres"), ("two", "3,100 square metres"))
        },
    )
    build_sample_index(settings)
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", FAKE_MODEL)
    output = tmp_path / "conflicts.md"
    words = ["conflicts", "--index", str(settings.index), "--json", "--output", str(output)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    (record,) = json.loads(result.stdout)
    assert {side["value"] for side in record["sides"]} == {"2,400 square metres", "3,100 square metres"}
    assert output.read_text(encoding="utf-8").startswith("# Conflicts in the evidence")
