"""What is known about a source comes from its front matter, then sources.toml, then its own properties."""

from __future__ import annotations

import datetime

import pytest

from assistant.corpus.register import Metadata, describe_source, make_id, read_register
from assistant.errors import RegisterError
from assistant.testing import make_corpus

ENTRY = Metadata(title="Registered", publisher="Registered press", date="2023", kind="report")
OWN = {"title": "Own", "date": "2024-03", "geography": "Leeds, West Yorkshire"}


def test_front_matter_wins_over_the_register_and_the_register_fills_its_gaps():
    source, problems = describe_source("a.md", OWN, ENTRY, has_front_matter=True)
    assert (source.title, source.date, source.publisher, source.kind) == (
        "Own",
        "2024-03",
        "Registered press",
        "report",
    )
    assert source.geography == ("Leeds", "West Yorkshire")
    assert problems == ()


def test_the_register_wins_over_a_files_own_properties():
    source, _ = describe_source("a.pdf", {**OWN, "publisher": "A scanner"}, ENTRY, has_front_matter=False)
    assert (source.title, source.date, source.publisher) == ("Registered", "2023", "Registered press")
    assert source.geography == ("Leeds", "West Yorkshire")


def test_what_is_not_known_is_warned_of():
    source, problems = describe_source("folder/Some File.pdf", {}, None, has_front_matter=False)
    assert (source.id, source.title, source.date) == ("folder-some-file", "Some File", "")
    assert [problem.message.split(":")[0] for problem in problems] == ["no title is known", "no date is known"]


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-03", "2024-03"),
        (datetime.date(2024, 3, 15), "2024-03-15"),
        (datetime.datetime(2024, 3, 15, 10, 30), "2024-03-15"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_date_is_kept_as_exactly_as_it_is_known(date, kept):
    source, _ = describe_source("a.md", {"title": "T", "date": date}, None, has_front_matter=True)
    assert source.date == kept


@pytest.mark.parametrize("date", ["March 2024", "2024-13", "2024-02-45", "15/03/2024", "24", ["2024"]])
def test_a_bad_date_is_named_with_its_line_and_field(date):
    with pytest.raises(RegisterError) as raised:
        describe_source("a.md", {"date": date}, None, has_front_matter=True, lines={"title": 2, "date": 4})
    assert str(raised.value).startswith("a.md, line 4: field 'date': ")
    assert "is not a date. Write 2024, 2024-03 or 2024-03-15" in str(raised.value)


@pytest.mark.parametrize(
    ("field", "value"), [("title", ["a", "b"]), ("publisher", {"name": "x"}), ("geography", 5), ("id", [1])]
)
def test_a_field_of_the_wrong_shape_is_named(field, value):
    with pytest.raises(RegisterError, match=rf"a.md, line 3: field '{field}"):
        describe_source("a.md", {field: value}, None, has_front_matter=True, lines={field: 3})


def test_a_files_own_bad_properties_are_not_a_fault():
    source, _ = describe_source("a.pdf", {"title": "T", "date": "D:2024"}, None, has_front_matter=False)
    assert (source.title, source.date) == ("a", "")


MADE = {"title": "T", "made": "2025-01-02"}


@pytest.mark.parametrize(
    ("properties", "entry", "date", "is_warned"),
    [
        (MADE, None, "2024-07-18", False),
        (MADE, ENTRY, "2023", False),
        ({"title": "T", "date": "2022"}, None, "2022", False),
    ],
    ids=["from its first lines", "as registered", "as its page says"],
)
def test_a_date_that_the_text_says_goes_before_when_the_file_was_made(properties, entry, date, is_warned):
    text = "Annual Report\nPublished 18 July 2024"
    source, problems = describe_source("a.pdf", properties, entry, has_front_matter=False, text=text)
    assert (source.date, bool(problems)) == (date, is_warned)


def test_when_the_file_was_made_is_warned_of():
    source, (problem,) = describe_source("a.pdf", MADE, None, has_front_matter=False, text="Annual Report")
    assert source.date == "2025-01-02"
    assert "is when the file was made" in problem.message


def test_unknown_fields_are_left_alone():
    source, _ = describe_source("a.md", {**OWN, "sources": ["x"], "author": "y"}, None, has_front_matter=True)
    assert source.title == "Own"


def test_fields_are_normalised():
    source, _ = describe_source("a.md", {"title": " A\u200b\n title "}, None, has_front_matter=True)
    assert source.title == "A title"


@pytest.mark.parametrize(
    ("file", "id"),
    [
        ("a.md", "a"),
        ("Folder/An Annual Review (2024).pdf", "folder-an-annual-review-2024"),
        ("v1.2-final.md", "v1-2-final"),
        ("отчёт.md", "document"),
        ("x" * 300 + ".md", "x" * 80),
    ],
)
def test_an_id_is_made_from_the_path(file, id):
    assert make_id(file) == id


def test_the_register_is_read_by_file(tmp_path):
    make_corpus(
        tmp_path,
        {"sources.toml": '[[source]]\nfile = "reports/a.pdf"\ntitle = "A"\ndate = 2024-03-15\ngeography = ["Leeds"]\n'},
    )
    register = read_register(tmp_path)
    assert list(register) == ["reports/a.pdf"]
    assert (register["reports/a.pdf"].date, register["reports/a.pdf"].geography) == ("2024-03-15", ("Leeds",))


def test_no_register_is_an_empty_one(tmp_path):
    assert read_register(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[source]]\nfile = "a.pdf"\ntitle = \n', "sources.toml: cannot be read: Invalid value (at line 3"),
        (b"[[source]]\nfile = '\xff'", "sources.toml: cannot be read: "),
        ('[source]\nfile = "a.pdf"\n', "sources.toml: each source stands under a line '[[source]]'"),
        ('[[source]]\ntitle = "A"\n', "sources.toml, line 1, source 1: field 'file': "),
        (
            '[[source]]\nfile = "a.pdf"\n\n[[source]]\nfile = "b.pdf"\ndate = "May"\n',
            "sources.toml, line 6, source 2: field 'date': 'May' is not a date. Write 2024, 2024-03 or 2024-03-15",
        ),
        ('source = ["a.pdf"]\n', "sources.toml, line 1, source 1: "),
    ],
    ids=["no value", "not UTF-8", "one bracket", "no file", "bad date", "not a table"],
)
def test_a_bad_register_is_named_with_its_line(tmp_path, content, message):
    make_corpus(tmp_path, {"sources.toml": content})
    with pytest.raises(RegisterError) as raised:
        read_register(tmp_path)
    assert str(raised.value).startswith(message)
