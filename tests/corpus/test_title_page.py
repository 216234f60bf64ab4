"""What stands on a document's title page in front of its first section."""

from __future__ import annotations

import pytest

from assistant.corpus.builder import TextBuilder
from assistant.corpus.document import Parsed
from assistant.corpus.register import Metadata, describe_source
from assistant.corpus.title_page import read_title_page
from assistant.passages import split_document
from assistant.testing import open_assistant


def parsed(*blocks: str) -> Parsed:
    """Return what these blocks add up to: headings begin with their marks, items with a hyphen."""
    builder = TextBuilder()
    for block in blocks:
        level = len(block) - len(block.lstrip("#"))
        if level:
            builder.heading(block[level:], level)
        elif block.startswith("- "):
            builder.list_item(block[2:])
        else:
            builder.paragraph(block)
    return builder.finish()


def test_title_subtitle_and_lines_end_at_the_first_section():
    document = parsed(
        "# Open Shore", "### Strategy of the Crale Trust, 2024 to 2029", "Crale Trust (CT)", "## Aims", "One."
    )
    page = read_title_page(document.text, document.blocks)
    assert (page.title, page.subtitle) == ("Open Shore", "Strategy of the Crale Trust, 2024 to 2029")
    assert page.full_title == "Open Shore: Strategy of the Crale Trust, 2024 to 2029"
    assert page.lines == ("Crale Trust (CT)",)
    assert document.text[page.end :].startswith("Aims")


def test_a_title_in_the_register_is_not_completed():
    document = parsed("# Open Shore", "### Strategy of the Crale Trust", "## Aims", "One.", "## Means", "Two.")
    page = read_title_page(document.text, document.blocks)
    known = {"heading": page.title, "text": document.text, "page": page}
    given, _ = describe_source("a.md", {}, Metadata(title="Open Shore"), has_front_matter=True, **known)
    found, _ = describe_source("a.md", {}, None, has_front_matter=True, **known)
    assert (given.title, found.title) == ("Open Shore", "Open Shore: Strategy of the Crale Trust")


def test_further_headings_that_no_section_is_like_are_lines():
    document = parsed(
        "# Growing", "## Strategy 2024", "## Crale County Council", "Adopted in May", "### Foreword", "One."
    )
    page = read_title_page(document.text, document.blocks)
    assert page.full_title == "Growing: Strategy 2024"
    assert page.lines == ("Crale County Council", "Adopted in May")


@pytest.mark.parametrize(
    "blocks",
    [
        ("# Open Shore", "## Aims", "One.", "## Means", "Two."),  # a section like the others
        ("# Open Shore", "### Summary", "One.", "## Means", "Two."),
        ("# Open Shore", "### 1. Aims", "One.", "## Means", "Two."),
        ("# Open Shore", "## Aims", "One."),  # the only section
        ("# Open Shore", "One."),
    ],
)
def test_a_section_is_no_subtitle(blocks):
    document = parsed(*blocks)
    page = read_title_page(document.text, document.blocks)
    assert (page.subtitle, page.full_title) == ("", "Open Shore")


def test_lines_end_at_a_long_paragraph_or_a_list():
    long = "The trust looks after the shore. " * 10
    document = parsed("# Open Shore", "Crale Trust", long, "Written by Ada Moss", "## Aims")
    assert read_title_page(document.text, document.blocks).lines == ("Crale Trust",)
    document = parsed("# Open Shore", "Crale Trust", "- a", "Written by Ada Moss", "## Aims")
    assert read_title_page(document.text, document.blocks).lines == ("Crale Trust",)


def test_a_text_without_a_title_has_lines_alone():
    document = parsed("Report to: the Board", "Date: 8 September 2020", "# 1 Purpose", "One.")
    page = read_title_page(document.text, document.blocks)
    assert (page.title, page.lines) == ("", ("Report to: the Board", "Date: 8 September 2020"))


def test_what_has_nothing_has_no_title_page():
    page = read_title_page("", ())
    assert (page.title, page.full_title, page.lines, page.start, page.end) == ("", "", (), 0, 0)


def test_a_document_that_nobody_gave_a_title_is_called_by_title_and_subtitle(tmp_path):
    text = (
        "# Open Shore\n\n### Strategy of the Crale Trust\n\n## Aims\n\nThe pier will be mended.\n\n## Means\n\nMoney."
    )
    given = f'---\ntitle: "Open Shore"\n---\n\n{text.replace("pier", "jetty")}'
    with open_assistant(tmp_path, {"a.md": text, "b.md": given}) as assistant:
        assert [assistant.document(id).source.title for id in ("a", "b")] == [
            "Open Shore: Strategy of the Crale Trust",
            "Open Shore",
        ]
        passage = next(
            one for one in split_document(assistant.document("a")) if "pier" in one.text
        )  # neither is repeated with its headings
        assert passage.context == "Open Shore: Strategy of the Crale Trust\nAims"


@pytest.mark.parametrize(
    ("blocks", "title", "subtitle"),
    [
        (("# 2024 Annual Report", "Crale Trust", "## A", "One."), "2024 Annual Report", ""),
        (("# Summary of responses on buses", "Crale Trust", "## A", "One."), "Summary of responses on buses", ""),
        (("# Summary", "One.", "## A", "Two."), "", ""),
        (("# 1. Purpose", "One.", "# 2. Means", "Two."), "", ""),
        (("# Annual report", "### Welcome from the Chair", "Hello.", "## A", "One."), "Annual report", ""),
        (("# Annual report", "### Moving house", f"{'In June 2019 we moved. ' * 20}", "## A"), "Annual report", ""),
        (("# Shore", "### Our plan", f"{'In June 2019 we moved. ' * 20}", "## A"), "Shore", "Our plan"),
        (("Crale Council", "# Open Shore", "May 2024", "## A", "One."), "Open Shore", ""),
        (("The shore is long.", "# Open Shore", "May 2024", "## A", "One."), "", ""),
    ],
)
def test_what_is_a_title_and_what_a_section(blocks, title, subtitle):
    document = parsed(*blocks)
    page = read_title_page(document.text, document.blocks)
    assert (page.title, page.subtitle) == (title, subtitle)
