"""Markdown becomes plain text with its structure kept; what is not Markdown's stays text."""

from __future__ import annotations

import pytest

from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.errors import DocumentError, RegisterError


def read(text: str | bytes) -> Document:
    parsed = load_markdown(text.encode() if isinstance(text, str) else text, file="a.md")
    return Document(Source("a", "a.md", "A"), parsed.text, parsed.blocks)


def shapes(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, document.text[block.start : block.end]) for block in document.blocks]


CASES = {
    "headings of both styles": (
        "One\n===\n\n## Two ##\n\nWords.",
        [("heading", 1, "One"), ("heading", 2, "Two"), ("paragraph", 0, "Words.")],
    ),
    "a paragraph over several lines": ("One\ntwo  \nthree.", [("paragraph", 0, "One two three.")]),
    "emphasis, links, pictures and code": (
        "A **bold** [link](https://example.org/x) and ![a map](map.png), `code` too.",
        [("paragraph", 0, "A bold link and a map, code too.")],
    ),
    "entities and escapes": (r"5 &lt; 6 &amp; 7 \* 8", [("paragraph", 0, "5 < 6 & 7 * 8")]),
    "a list with its lead-in": (
        "Three measures:\n\n- one\n- two\n\nAfter.",
        [
            ("paragraph", 0, "Three measures:"),
            ("list_item", 1, "one"),
            ("list_item", 1, "two"),
            ("paragraph", 0, "After."),
        ],
    ),
    "an ordered list keeps its numbers": (
        "3. three\n4. four",
        [("list_item", 1, "3. three"), ("list_item", 1, "4. four")],
    ),
    "nested lists": (
        "- a\n  - b\n    1. c\n  - d\n- e",
        [
            ("list_item", 1, "a"),
            ("list_item", 2, "b"),
            ("list_item", 3, "1. c"),
            ("list_item", 2, "d"),
            ("list_item", 1, "e"),
        ],
    ),
    "an item of two paragraphs is one item": ("- a\n\n  b\n- c", [("list_item", 1, "a b"), ("list_item", 1, "c")]),
    "words after a nested list stay with their item": (
        "- a\n  - b\n\n  more of a\n",
        [("list_item", 1, "a"), ("list_item", 2, "b"), ("list_item", 1, "more of a")],
    ),
    "a quotation": ("> Quoted words.\n\nPlain.", [("paragraph", 0, "Quoted words."), ("paragraph", 0, "Plain.")]),
    "a rule separates and says nothing": ("One.\n\n---\n\nTwo.", [("paragraph", 0, "One."), ("paragraph", 0, "Two.")]),
    "code": ("```\nx = 1\n```", [("paragraph", 0, "x = 1")]),
    "footnotes": (
        "Words.[^1]\n\n[^1]: A note.\n[^b]: Another\nover two lines.",
        [("paragraph", 0, "Words."), ("note", 0, "1 A note."), ("note", 0, "Another over two lines.")],
    ),
    "a footnote that is an address": (
        "Words.[^1]\n\n[^1]: https://example.org/report",
        [("paragraph", 0, "Words."), ("note", 0, "1 https://example.org/report")],
    ),
    "marks of footnotes": (
        "# Head[^a]\n\nOne.[^a] Two [^b], three.[^a][^b]\n\n- item[^b]\n\n[^a]: A.\n[^b]: B.",
        [
            ("heading", 1, "Head"),
            ("paragraph", 0, "One. Two, three."),
            ("list_item", 1, "item"),
            ("note", 0, "A."),
            ("note", 0, "B."),
        ],
    ),
    "what only looks like the mark of a footnote": (
        "Not `[^a]`, not [^c].\n\n[^a]: A.",
        [("paragraph", 0, "Not [^a], not [^c]."), ("note", 0, "A.")],
    ),
    "a footnote of two paragraphs": (
        "Words.[^1]\n\n[^1]: A note.\n\n    It goes on.\n\nMore.",
        [("paragraph", 0, "Words."), ("note", 0, "1 A note."), ("note", 0, "It goes on."), ("paragraph", 0, "More.")],
    ),
    "markup inside a paragraph": (
        'A <b>bold</b> m<sup>2</sup><br>of <span class="x">land</span>, p <0.05, a <b and c> d, <beam>.',
        [("paragraph", 0, "A bold m² of land, p <0.05, a <b and c> d, <beam>.")],
    ),
    "a block of HTML is read as on a web page": (
        "# Reports\n\n<h4>August 2024</h4>\n\n* Costs: £710\n\n<div style='display:none'>hidden</div>\n\n"
        "<table><tr><th>Town</th><th>Jobs</th></tr><tr><td>Crale</td><td>31</td></tr></table>\n\n"
        "<script>alert(1)</script>\n\n<!-- hidden -->\n\n<ol>\n<li>One</li>\n</ol>",
        [
            ("heading", 1, "Reports"),
            ("heading", 4, "August 2024"),
            ("list_item", 1, "Costs: £710"),
            ("table_row", 0, "Town: Crale; Jobs: 31"),
            ("list_item", 1, "1. One"),
        ],
    ),
    "raised figures": (
        "In 2023<sup>2</sup> it was 10<sup>6</sup> t on the 5<sup>th</sup>.",
        [("paragraph", 0, "In 2023 it was 10⁶ t on the 5th.")],
    ),
    "blocks inside a line": (
        "Homes: <ul><li>30</li><li>40</li></ul>",
        [("paragraph", 0, "Homes: 30 40")],
    ),
    "what stands between marks for a web page": (
        "{{< callout >}}Homes rose to 300.{{< /callout >}}\n\nThe set is {#12}",
        [("paragraph", 0, "{{< callout >}}Homes rose to 300.{{< /callout >}}"), ("paragraph", 0, "The set is {#12}")],
    ),
    "HTML in a list": ("* One\n\n  <p>Two <i>three</i></p>", [("list_item", 1, "One Two three")]),
    "lines for what makes a web page of it": (
        '{: .wide}\n{:start="2"}\n2. Two\n\n{% include chart.html %}\n\n{{< figure src="a.png" >}}\n\n'
        "## Costs {#costs}\n\nA set {1, 2} of {costs}.",
        [("list_item", 1, "2. Two"), ("heading", 2, "Costs"), ("paragraph", 0, "A set {1, 2} of {costs}.")],
    ),
    "a heading without a space": (
        "##01 Summary\n\n#1 in the region",
        [("heading", 2, "01 Summary"), ("paragraph", 0, "#1 in the region")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_markdown_becomes_blocks(text, expected):
    assert shapes(read(text)) == expected


def test_a_footnote_belongs_to_the_section_of_its_mark():
    document = read("# 1 Why\n\nA.[^1]\n\n# 2 How[^2]\n\nB.\n\n# 3 When\n\nC.\n\n[^1]: One.\n[^2]: Two.\n[^3]: Three.")
    notes = [block for block in document.blocks if block.kind is BlockKind.note]
    assert [note.headings for note in notes] == [("1 Why",), ("2 How",), ("3 When",)]
    assert [document.locate(note.start, note.end).describe() for note in notes] == [
        "1 Why",
        "2 How",
        "3 When, paragraph 2",
    ]


TABLE = "| Year | Grants |\n| --- | --- |\n| 2021 | 14 |\n| 2022 | **19** |\n"


def test_a_table_has_a_row_a_line_with_column_names_and_its_caption():
    document = read(f"Table 1: Grants\n\n{TABLE}")
    assert document.text == "Table 1: Grants\n\nYear: 2021; Grants: 14\nYear: 2022; Grants: 19"
    rows = [block for block in document.blocks if block.kind is BlockKind.table_row]
    assert [(row.table, row.row) for row in rows] == [("Table 1: Grants", "2021"), ("Table 1: Grants", "2022")]
    assert document.locate(rows[1].start, rows[1].end).describe() == 'Table 1, row "2022"'


@pytest.mark.parametrize(
    "between",
    ["Plain words that are no caption.\n\n", "## A heading\n\n", "- an item\n\n", f"{TABLE}\n"],
    ids=["paragraph", "heading", "list", "another table"],
)
def test_a_caption_belongs_to_the_table_right_after_it(between):
    document = read(f"Table 1: Grants\n\n{between}{TABLE}")
    last = [block for block in document.blocks if block.kind is BlockKind.table_row][-1]
    assert last.table == ""


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        (f"{TABLE}\nTable 1: Grants\n\nText.", ["Table 1: Grants"]),
        (f"{TABLE}Table 1: Grants\n\nText.", ["Table 1: Grants"]),
        (f"{TABLE}\n*Table 1: Grants*\n\n{TABLE}", ["", "Table 1: Grants"]),
        (f"Figure 1: Map\n\n{TABLE}\nTable 1: Grants\n", ["Table 1: Grants"]),
        (f"### Table 1: Grants\n\n{TABLE}\nText.", ["Table 1: Grants"]),
        (f"{TABLE}\nTable 1 shows the grants.\n", [""]),
    ],
    ids=["below", "right below", "between two tables", "below a picture's", "heading", "sentence"],
)
def test_a_caption_may_stand_below_its_table_or_be_a_heading(text, captions):
    rows = [block for block in read(text).blocks if block.kind is BlockKind.table_row]
    assert [row.table or "" for row in rows[::2]] == captions
    assert len(rows) == 2 * len(captions)


def test_an_empty_cell_is_left_out():
    assert read("| A | B |\n|---|---|\n| | 2 |\n| 3 | |").text == "B: 2\nA: 3"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf# Head", "Head"),
        ("Café, £3".encode(), "Café, £3"),
        ("Café, £3 – “so”".encode("cp1252"), "Café, £3 – “so”"),
        (b"One\r\ntwo\r\n\r\nThree", "One two\n\nThree"),
        (b"One\rtwo", "One two"),
        ("\ufeff---\ntitle: T\n---\nWords.".encode(), "Words."),
        ("zero\u200bwidth \u202eand back".encode(), "zerowidth and back"),
        (b"", ""),
    ],
    ids=[
        "byte order mark",
        "UTF-8",
        "cp1252",
        "Windows lines",
        "old Mac lines",
        "mark and fields",
        "invisible",
        "nothing",
    ],
)
def test_bytes_are_decoded_and_normalised(data, text):
    assert read(data).text == text


def test_front_matter_is_kept_apart():
    parsed = load_markdown(b"---\ntitle: A title\ngeography: [Leeds, York]\n---\n\nWords.", file="a.md")
    assert parsed.text == "Words."
    assert parsed.properties == {"title": "A title", "geography": ["Leeds", "York"]}


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("---\n---\nWords.", "Words."),
        ("---\n# only a comment\n---\nWords.", "Words."),
        ("---\n\nWords after a rule.\n\n---\n\nMore.", "Words after a rule.\n\nMore."),
        ("Words.\n\n---\ntitle: not at the top\n---\n", "Words.\n\ntitle: not at the top"),
    ],
)
def test_a_rule_is_not_front_matter(text, stored):
    parsed = load_markdown(text.encode(), file="a.md")
    assert parsed.text == stored
    assert parsed.properties == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: T\nWords.", "a.md, line 1: the front matter has no closing line '---'"),
        ("---\ntitle: T\nkind: [report\n---\n", "a.md, line 4: the front matter cannot be read"),
        ("---\ntitle: T\ndate: 2024: 3\n---\n", "a.md, line 3: the front matter cannot be read"),
        ("---\ntitle: a\n\tb: c\n---\n", "a.md, line 3: the front matter cannot be read"),
        ("---\nx: !!python/object/apply:os.getcwd []\n---\n", "a.md, line 2: the front matter cannot be read"),
        ("---\n- a\n- b\n---\n", "a.md, line 2: the front matter is not a list of 'field: value' lines"),
        ("---\ntitle T\n---\n", "a.md, line 2: the front matter is not a list of 'field: value' lines"),
        ("---\nx: " + "[" * 5000 + "\n---\n", "a.md, line 1: the front matter cannot be read"),
    ],
    ids=["not closed", "bracket", "two colons", "tab", "a command", "a list", "no colon", "nested"],
)
def test_front_matter_that_cannot_be_read_is_named_with_its_line(text, message):
    with pytest.raises(RegisterError) as raised:
        load_markdown(text.encode(), file="a.md")
    assert str(raised.value).startswith(message)


def test_deep_nesting_is_read_without_a_fault():
    assert "deep" in read("\n".join(f"{'  ' * level}- deep {level}" for level in range(60))).text
    assert read("> " * 3000 + "deep") is not None
    assert read("*" * 20000) is not None
    assert read("[" * 5000) is not None


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Words.".encode("utf-16")])
def test_what_is_not_text_is_refused(data):
    with pytest.raises(DocumentError, match=r"a\.md: is not text"):
        load_markdown(data, file="a.md")


def test_dates_are_kept_as_they_are_written():
    parsed = load_markdown(b"---\ntitle: T\ndate: 2024-13-45\n---\nWords.", file="a.md")
    assert parsed.properties["date"] == "2024-13-45"
    assert parsed.lines == {"title": 2, "date": 3}
