"""The same name or the same text in two files: what is cited names the file, or both of them."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.schema import Filters
from assistant.testing import HashingEmbedder, build_sample_index, fake_settings, make_corpus

pytestmark = pytest.mark.usefixtures("shared_words")

QUESTION = "How many nurses does Northvale employ?"
ONE = "---\ntitle: Northvale review\ndate: 2022\n---\n\n# Northvale review\n\nNorthvale employs 1,150 nurses.\n"
OTHER = "---\ntitle: Saltham review\ndate: 2023\n---\n\n# Saltham review\n\nSaltham employs 2,310 carpenters.\n"


def opened(tmp_path, files: dict[str, str]) -> tuple[Assistant, list[tuple[str, str]]]:
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus, files)
    report = build_sample_index(settings)
    assert report.manifest.skipped == ()
    return Assistant(settings, HashingEmbedder(), None), list(report.manifest.warnings)


def test_files_of_the_same_name_in_two_folders_are_cited_apart(tmp_path):
    assistant, warnings = opened(tmp_path, {"2022/review.md": ONE, "2023/review.md": OTHER})
    with assistant:
        cited = [
            assistant.ask(question).citations[0] for question in (QUESTION, "How many carpenters does Saltham employ?")
        ]
    assert [(citation.document, citation.file) for citation in cited] == [
        ("2022-review", "2022/review.md"),
        ("2023-review", "2023/review.md"),
    ]
    assert warnings == []


def test_files_whose_paths_make_the_same_id_get_ids_of_their_own(tmp_path):
    files = {"a-b.md": ONE, "a/b.md": OTHER, "a/b.txt": "Another text, about the harbour of Kiln Bay."}
    assistant, _ = opened(tmp_path, files)
    with assistant:
        assert {entry.file: entry.id for entry in assistant.documents()} == {
            "a-b.md": "a-b-md",
            "a/b.md": "a-b",
            "a/b.txt": "a-b-txt",
        }


def test_the_same_text_twice_is_one_passage_cited_with_both_files(tmp_path):
    files = {"a/review.md": ONE, "b/copy.md": ONE.replace("2022", "2021"), "saltham.md": OTHER}
    assistant, warnings = opened(tmp_path, files)
    with assistant:
        answer = assistant.ask(QUESTION)
        (citation,) = answer.citations
        assert (citation.file, citation.locator.also_in) == ("a/review.md", ("b/copy.md",))
        assert citation.locator.describe().endswith("paragraph 1, also in b/copy.md")
        assert sum(entry.passages for entry in assistant.documents()) == 2
        assert [entry.also_in for entry in assistant.documents()] == [("b/copy.md",), ()]
        for name in ("a/review.md", "b/copy.md", "copy.md"):
            assert assistant.ask(QUESTION, filters=Filters(documents=(name,))).citations == (citation,)
    assert warnings == [("b/copy.md", "has the same text as a/review.md: indexed once, and cited with both files")]


def test_a_copy_with_the_id_of_the_first_is_no_fault(tmp_path):
    named = ONE.replace("---\ntitle", "---\nid: northvale\ntitle", 1)
    assistant, warnings = opened(tmp_path, {"a.md": named, "b.md": named})
    with assistant:
        assert [(entry.id, entry.also_in) for entry in assistant.documents()] == [("northvale", ("b.md",))]
    assert len(warnings) == 1


def test_when_the_first_of_two_copies_is_deleted_the_other_is_cited(tmp_path):
    assistant, _ = opened(tmp_path, {"a.md": ONE, "b.md": ONE})
    settings = fake_settings(tmp_path)
    with assistant:
        (settings.corpus / "a.md").unlink()
        build_sample_index(settings)
        (citation,) = assistant.ask(QUESTION).citations
    assert (citation.file, citation.locator.also_in) == ("b.md", ())
