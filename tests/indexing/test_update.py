"""An update copies the last generation and applies the difference: the result is what a new build would give."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from assistant.assistant import Assistant, check_index
from assistant.corpus import load
from assistant.errors import DocumentError
from assistant.indexing import build as building
from assistant.indexing.build import build_index
from assistant.indexing.check import check_generation
from assistant.indexing.generation import LEXICAL, SENTENCE_STARTS, SENTENCE_VECTORS, VECTORS
from assistant.indexing.lexical import LexicalIndex
from assistant.indexing.memory import FILE as FILES
from assistant.indexing.store import FILE, PassageStore
from assistant.testing import FAKE_MODEL, HashingEmbedder, build_sample_index, fake_settings, make_corpus

REVIEW = "saltham-review.md"


@pytest.fixture
def settings(tmp_path):
    settings = fake_settings(tmp_path)
    make_corpus(settings.corpus)
    build_sample_index(settings)
    return settings


def rewrite(settings, file, old, new):
    path = settings.corpus / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


CHANGES = {
    "first": lambda settings: make_corpus(settings.corpus, {"a.md": "# A\n\nMobile clinics in Saltham."}),
    "middle": lambda settings: make_corpus(settings.corpus, {"o.md": "# O\n\nMobile clinics in Saltham."}),
    "last": lambda settings: make_corpus(settings.corpus, {"z.md": "# Z\n\nMobile clinics in Saltham."}),
    "removed": lambda settings: (settings.corpus / "papers/clinic-paper.md").unlink(),
    "edited": lambda settings: rewrite(settings, REVIEW, "57 medical", "58 medical"),
    "renamed": lambda settings: (settings.corpus / REVIEW).rename(settings.corpus / "zz.md"),
    "dated": lambda settings: rewrite(settings, REVIEW, "date: 2024-03", "date: 2024-04"),
    "titled": lambda settings: rewrite(settings, REVIEW, "title: Saltham medical", "title: The medical"),
    "registered": lambda settings: make_corpus(
        settings.corpus, {"sources.toml": '["papers/clinic-paper.md"]\nurl = "https://example.org/paper"\n'}
    ),
    "a word that two others make": lambda settings: make_corpus(settings.corpus, {"p.md": "# P\n\nThe cleanroom."}),
    "a word gone that two others make": lambda settings: rewrite(settings, "papers/clinic-paper.md", "healthtech", "-"),
    "same text twice": lambda settings: make_corpus(
        settings.corpus, {"copy.md": (settings.corpus / REVIEW).read_text().replace("id: saltham-review\n", "")}
    ),
    "not readable": lambda settings: make_corpus(settings.corpus, {"bad.md": b"", "bad.xyz": b"x"}),
}


def content(folder, name):
    connection = sqlite3.connect(folder / name)
    tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
    rows = {table: sorted(connection.execute(f"select * from {table}")) for table in tables}
    connection.close()
    return rows


def lexical_content(folder, size):
    index = LexicalIndex.load(folder / LEXICAL, size=size)
    return index.words, index.acronyms, {term: index.scores_of(term).tolist() for term in index.terms}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_update_gives_what_a_new_build_gives(settings, tmp_path, change):
    make_corpus(settings.corpus, {"healthy.md": "# Healthy\n\nHealth tech (HT) and clean rooms, a clean room for all."})
    build_sample_index(settings)
    change(settings)
    updated = build_sample_index(settings).manifest
    whole = fake_settings(tmp_path, index=tmp_path / "whole")
    built = build_sample_index(whole).manifest
    own = {"generation", "created", "files", "checksum"}
    assert updated.model_dump(exclude=own) == built.model_dump(exclude=own)
    one, other = check_index(settings), check_index(whole)
    assert content(one, FILE) == content(other, FILE)
    assert content(one, FILES) == content(other, FILES)
    for name in (VECTORS, SENTENCE_VECTORS, SENTENCE_STARTS):
        np.testing.assert_array_equal(np.load(one / name), np.load(other / name))
    assert lexical_content(one, built.passages) == lexical_content(other, built.passages)
    assert check_generation(one) == []


def test_a_file_that_has_not_changed_is_not_parsed_again(settings, monkeypatch):
    parsed = []
    markdown = load.load_markdown
    monkeypatch.setattr(
        load, "load_markdown", lambda content, file: parsed.append(file) or markdown(content, file=file)
    )
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    build_sample_index(settings)
    assert parsed == ["added.md"]
    build_sample_index(settings, rebuild=True)
    assert len(parsed) == 5


def test_nothing_is_read_or_split_where_nothing_changed(settings, monkeypatch):
    monkeypatch.setattr(building, "load_corpus", None)
    monkeypatch.setattr(building, "make_plan", None)
    assert not build_sample_index(settings).changed


def test_a_file_that_cannot_be_read_is_not_tried_again_until_it_changes(settings, monkeypatch):
    tried = []

    def refuse(content, file):
        tried.append(file)
        raise DocumentError(file, "is nonsense", where="line 3")

    monkeypatch.setattr(load, "load_markdown", refuse)
    make_corpus(settings.corpus, {"bad.md": "x"})
    first = build_sample_index(settings).manifest
    (settings.corpus / REVIEW).unlink()
    second = build_sample_index(settings).manifest
    assert tried == ["bad.md"]
    assert first.skipped == second.skipped == (("bad.md", "line 3: is nonsense"),)
    monkeypatch.undo()
    make_corpus(settings.corpus, {"bad.md": "# Better\n\nWords."})
    assert build_sample_index(settings).manifest.skipped == ()


def test_a_file_that_changes_while_it_is_read_is_read_again(settings, monkeypatch):
    markdown = load.load_markdown

    def change(content, file):
        (settings.corpus / "added.md").write_text("# Added\n\nOther words.")
        return markdown(content, file=file)

    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    monkeypatch.setattr(load, "load_markdown", change)
    build_sample_index(settings)
    monkeypatch.undo()
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})  # as it was when its hash was taken
    assert build_sample_index(settings).changed
    assert build_sample_index(settings).changed is False


def test_another_model_embeds_everything_and_parses_nothing(settings, monkeypatch):
    monkeypatch.setattr(load, "load_markdown", None)
    other = fake_settings(settings.corpus.parent, embedding_model="other")
    report = build_sample_index(other)
    assert report.embedded == report.manifest.passages


def test_a_moved_document_is_not_embedded_again(settings):
    path = settings.corpus / "papers/clinic-paper.md"
    path.rename(settings.corpus / "clinic-paper.md")
    report = build_sample_index(settings)
    assert (report.changed, report.embedded) == (True, 0)


def test_the_final_version_of_a_draft_embeds_only_what_differs(settings):
    draft = (settings.corpus / REVIEW).read_text()
    make_corpus(settings.corpus, {"final.md": draft.replace("id: saltham-review\n", "").replace("57", "58")})
    assert build_sample_index(settings).embedded == 1


def test_many_updates_in_a_row_leave_nothing_behind(settings):
    for number in range(5):
        make_corpus(settings.corpus, {"added.md": f"# Added\n\nEdition {number} of the harbour plan."})
        build_sample_index(settings)
    store = PassageStore(check_index(settings))
    texts = [text for text in store.indexed_texts() if "harbour plan" in text]
    store.close()
    assert [text.splitlines()[-1] for text in texts] == ["Edition 4 of the harbour plan."]
    with Assistant(settings, HashingEmbedder(), None) as assistant:
        record = assistant.ask("Which edition of the harbour plan?")
    assert "Edition 4" in record.retrieved[0].text
    assert all("Edition 3" not in entry.text for entry in record.retrieved)


def test_a_damaged_generation_is_never_copied(settings):
    folder = check_index(settings)
    data = bytearray((folder / FILE).read_bytes())
    at = data.index(b"1,150 nurses")
    data[at : at + 5] = b"1,950"
    (folder / FILE).write_bytes(data)
    make_corpus(settings.corpus, {"added.md": "# Added\n\nNew words."})
    report = build_index(settings.corpus, settings.index, HashingEmbedder, embedding_model=FAKE_MODEL)
    assert report.embedded == report.manifest.passages
    store = PassageStore(check_index(settings))
    assert "1,150 nurses" in store.document("northvale-strategy").text
    store.close()
