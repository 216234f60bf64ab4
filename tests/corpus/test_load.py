"""The corpus folder is read document by document; what cannot be read is named and the rest goes on."""

from __future__ import annotations

import os

import pytest

from assistant.corpus.document import Document
from assistant.corpus.load import LoadReport, find_files, load_corpus
from assistant.errors import CorpusError, RegisterError
from assistant.testing import SAMPLE_CORPUS, make_corpus

GOOD = "---\ntitle: Good\ndate: 2024\n---\nWords of the good document."


def load(corpus) -> tuple[list[Document], LoadReport]:
    report = LoadReport()
    return list(load_corpus(corpus, report)), report


def test_documents_come_in_the_order_of_their_paths_without_hidden_files(tmp_path):
    make_corpus(tmp_path, SAMPLE_CORPUS)
    make_corpus(tmp_path, {".hidden.md": "no", ".git/config.md": "no", "README.md": "no", "papers/readme.md": "no"})
    make_corpus(tmp_path, {"papers/~$clinic.docx": "no", "Thumbs.db": "no", "papers/desktop.ini": "no"})
    documents, report = load(tmp_path)
    assert [document.source.file for document in documents] == [
        "northvale-strategy.md",
        "papers/clinic-paper.md",
        "saltham-review.md",
    ]
    assert [document.id for document in documents] == ["northvale-strategy", "papers-clinic-paper", "saltham-review"]
    assert (report.skipped, report.warnings) == ([], [])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bad.md", b"", "is empty (0 bytes)"),
        ("bad.md", b"  \n\n", "holds no text"),
        ("bad.md", b"---\ntitle: only fields\n---\n", "holds no text"),
        ("bad.md", b"\x00\x01\x02", "is not text, though its name says Markdown. Save it as UTF-8 text"),
        ("bad.md", b"---\ntitle: [\n---\nWords", "line 3: the front matter cannot be read"),
        (
            "bad.md",
            b"---\ntitle: T\ndate: 2024-13-45\n---\nWords",
            "line 3: field 'date': '2024-13-45' is not a date. Write 2024, 2024-03 or 2024-03-15",
        ),
        ("bad.xyz", b"Words", "'.xyz' files are not read. Save it as Markdown, PDF, Word, HTML or text"),
        ("Makefile", b"all:", "'Makefile' files are not read"),
        ("zgood.md", GOOD.encode() + b" And more.", "its id 'good' is taken by good.md. Give one of them another id"),
    ],
)
def test_a_file_that_cannot_be_read_is_skipped_with_the_reason(tmp_path, name, content, reason):
    if b"title: Good" in content:
        content = content.replace(b"title: Good", b"title: Good\nid: good")
    make_corpus(tmp_path, {"good.md": GOOD, name: content, "znext.md": "# Next\n\nMore words."})
    documents, report = load(tmp_path)
    assert [document.source.file for document in documents] == ["good.md", "znext.md"]
    ((file, said),) = report.skipped
    assert file == name
    assert said.startswith(reason)


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
def test_a_link_that_leaves_the_corpus_is_not_followed(tmp_path):
    corpus = make_corpus(tmp_path / "corpus", {"good.md": GOOD})
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n\nNot for the index.")
    outside = make_corpus(tmp_path / "outside", {"also.md": "# Also secret\n\nNot this."})
    (corpus / "link.md").symlink_to(secret)
    (corpus / "folder.md").symlink_to(outside, target_is_directory=True)
    (corpus / "broken.md").symlink_to(tmp_path / "nothing.md")
    documents, report = load(corpus)
    assert [document.source.file for document in documents] == ["good.md"]
    assert [file for file, _ in report.skipped] == ["broken.md", "folder.md", "link.md"]
    assert {reason for _, reason in report.skipped} == {
        "leads out of the corpus folder. Copy the document itself into it"
    }


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
def test_a_link_inside_the_corpus_is_read_once(tmp_path):
    make_corpus(tmp_path, {"good.md": GOOD})
    (tmp_path / "link.md").symlink_to(tmp_path / "good.md")
    (tmp_path / "nowhere.md").symlink_to(tmp_path / "nothing.md")
    documents, report = load(tmp_path)
    assert [document.source.file for document in documents] == ["good.md"]
    assert [file for file, _ in report.skipped] == ["nowhere.md"]
    assert report.copies == {"good": ["link.md"]}


def test_documents_without_title_or_date_are_read_with_warnings(tmp_path):
    make_corpus(tmp_path, {"plain.md": "Some words."})
    (document,), report = load(tmp_path)
    assert (document.source.title, document.source.date) == ("plain", "")
    assert [(file, problem.message.split(":")[0]) for file, problem in report.warnings] == [
        ("plain.md", "no title is known"),
        ("plain.md", "no date is known"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The lighthouse plan\n\nSome words.", "The lighthouse plan"),
        ("## A part\n\nSome words.", "plan"),
        ("Some words.\n\n# A later part\n\nMore.", "plan"),
        ("---\ntitle: Given\n---\n# The lighthouse plan\n\nSome words.", "Given"),
    ],
)
def test_markdown_is_called_by_the_heading_that_it_begins_with(tmp_path, text, title):
    make_corpus(tmp_path, {"plan.md": text})
    (document,), _ = load(tmp_path)
    assert document.source.title == title


def test_the_register_wins_over_the_first_heading(tmp_path):
    entries = '[[source]]\nfile = "plan.md"\ntitle = "Registered"\ndate = "2020"\n'
    make_corpus(tmp_path, {"plan.md": "# The lighthouse plan\n\nSome words.", "sources.toml": entries})
    (document,), _ = load(tmp_path)
    assert document.source.title == "Registered"


def test_the_register_describes_files_and_its_leftovers_are_warned_of(tmp_path):
    entries = '[[source]]\nfile = "a.md"\ntitle = "A"\ndate = "2020"\n[[source]]\nfile = "gone.pdf"\n'
    make_corpus(tmp_path, {"a.md": "Some words.", "sources.toml": entries})
    (document,), report = load(tmp_path)
    assert (document.source.title, document.source.date) == ("A", "2020")
    assert [(file, problem.message) for file, problem in report.warnings] == [
        ("sources.toml", "names 'gone.pdf', which is not in the corpus")
    ]


def test_a_malformed_register_stops_the_walk(tmp_path):
    make_corpus(tmp_path, {"a.md": "Some words.", "sources.toml": "[[source]\n"})
    with pytest.raises(RegisterError, match=r"sources.toml: cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_corpus_that_is_no_folder_is_refused(tmp_path, kind):
    corpus = tmp_path / "corpus"
    if kind == "file":
        corpus.write_text("Words.")
    with pytest.raises(CorpusError) as raised:
        find_files(corpus)
    assert str(raised.value) == (
        f"There is no corpus folder at '{corpus}'. Name another with --corpus, or make it and put documents in it."
    )


def test_an_empty_folder_has_no_documents(tmp_path):
    assert load(tmp_path) == ([], LoadReport())


def test_file_names_are_data(tmp_path):
    make_corpus(tmp_path, {"$(touch x) & 'q'; [red].md": "Some words.", "ünï %s {0}.md": "Other words."})
    documents, _ = load(tmp_path)
    assert [document.source.title for document in documents] == ["$(touch x) & 'q'; [red]", "ünï %s {0}"]
