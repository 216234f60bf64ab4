from __future__ import annotations

import pytest

from assistant.corpus.document import Parsed
from assistant.corpus.html import load_html
from assistant.errors import DocumentError


def load(body: str, *, head: str = "", encoding: str = "utf-8") -> Parsed:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return load_html(page.encode(encoding), file="a.html")


def blocks(parsed: Parsed) -> list[tuple[str, str]]:
    return [(b.kind.value, parsed.text[b.start : b.end]) for b in parsed.blocks]


LONG = "The region has many firms that make devices for the health service and sell them abroad. " * 4


def test_only_the_main_content_is_kept() -> None:
    parsed = load(
        "<header>Site name</header><nav>Home</nav><div class='cookie-banner'>We use cookies</div>"
        f"<main><h1>Growth</h1><p>{LONG}</p><aside role='complementary'>Related</aside></main><footer>Contact</footer>"
    )
    assert blocks(parsed) == [("heading", "Growth"), ("paragraph", LONG.strip())]


def test_a_page_without_a_main_element_is_read_without_its_furniture() -> None:
    parsed = load("<header>Site</header><nav>Home</nav><h1>Growth</h1><p>Short text.</p><footer>Contact</footer>")
    assert blocks(parsed) == [("heading", "Growth"), ("paragraph", "Short text.")]


def test_scripts_styles_and_hidden_text_are_dropped() -> None:
    parsed = load(
        "<script>alert('x')</script><style>p {}</style><p>Shown.</p><p hidden>no</p><p style='display: none'>no</p>"
        "<p aria-hidden='true'>no</p><template><p>no</p></template><!-- no -->"
    )
    assert parsed.text == "Shown."


def test_headings_give_the_path_of_what_follows() -> None:
    parsed = load("<h1>Growth</h1><h2>3.2 Funding</h2><p>Text.</p><h2>Skills</h2><p>More.</p>")
    assert parsed.blocks[2].headings == ("Growth", "3.2 Funding")
    assert parsed.blocks[2].section == "3.2"
    assert parsed.blocks[4].headings == ("Growth", "Skills")


def test_text_outside_paragraphs_is_kept_in_its_place() -> None:
    parsed = load("<div>Loose <b>bold</b> text<p>Inside.</p>after<br>it<br><br>and apart</div>")
    assert [text for _, text in blocks(parsed)] == ["Loose bold text", "Inside.", "after it", "and apart"]


def test_lists_keep_levels_and_numbers() -> None:
    parsed = load(
        "<ul><li>one<ul><li>deeper</li></ul></li><li><p>two</p></li></ul><ol start='3'><li>c</li><li>d</li></ol>"
    )
    assert blocks(parsed) == [(("list_item"), text) for text in ("one", "deeper", "two", "3. c", "4. d")]
    assert [b.level for b in parsed.blocks] == [1, 2, 1, 1, 1]


def test_tables_become_rows_with_spanning_heads_and_caption() -> None:
    parsed = load(
        "<table><caption>Table 1 Jobs</caption><thead><tr><th rowspan=2>Region</th><th colspan=2>Jobs</th></tr>"
        "<tr><th>2019</th><th>2020</th></tr></thead><tbody><tr><td rowspan=2>Leeds</td><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr></tbody></table>"
    )
    assert [text for _, text in blocks(parsed)] == [
        "Table 1 Jobs",
        "Region: Leeds; Jobs 2019: 1; Jobs 2020: 2",
        "Region: Leeds; Jobs 2019: 3; Jobs 2020: 4",
    ]
    assert parsed.blocks[1].table == "Table 1 Jobs"


TABLE = "<table><tr><th>Region</th><th>2019</th></tr><tr><td>Leeds</td><td>1</td></tr></table>"


@pytest.mark.parametrize(
    ("body", "captions"),
    [
        (f"<p class=cap><b>Table 1:</b> Jobs</p>{TABLE}", ["Table 1: Jobs"]),
        (f"<h3>Table 1. Jobs</h3><div>{TABLE}</div><p>Text.</p>", ["Table 1. Jobs"]),
        (f"<div>{TABLE}</div> <!-- --> <p>Table 1: Jobs</p><p>Text.</p>", ["Table 1: Jobs"]),
        (f"<figure>{TABLE}<figcaption>Table 1: Jobs</figcaption></figure>", ["Table 1: Jobs"]),
        (f"<p>Figure 1: Jobs</p>{TABLE}<p>Table 1: Jobs</p>", ["Table 1: Jobs"]),
        (f"{TABLE}<p>Table 2: Jobs</p>{TABLE}", ["", "Table 2: Jobs"]),
        (f"<p>Table 1: Jobs</p><p>Text.</p>{TABLE}<p>Text.</p><p>Table 2: Jobs</p>", [""]),
        (f"<p>Table 1 shows the jobs.</p>{TABLE}", [""]),
        (f"<p>Table 1: Jobs</p>{TABLE}{TABLE}", ["Table 1: Jobs", ""]),
    ],
)
def test_a_text_beside_a_table_that_reads_like_a_caption_is_its_caption(body: str, captions: list[str]) -> None:
    rows = [b for b in load(body).blocks if b.kind == "table_row"]
    assert [row.table or "" for row in rows] == captions


def test_a_table_for_layout_is_read_as_text() -> None:
    parsed = load("<table role='presentation'><tr><td><h2>Left</h2><p>Text.</p></td><td>Right</td></tr></table>")
    assert blocks(parsed) == [("heading", "Left"), ("paragraph", "Text."), ("paragraph", "Right")]


def test_numbers_of_notes_are_left_out_and_notes_are_notes() -> None:
    parsed = load(
        "<p>There are 250 companies<sup><a href='#1'>3</a></sup> on 5 km<sup>2</sup>, the 7<sup>th</sup> most.</p>"
        "<section class='footnotes'><ol><li>Office for National Statistics.</li></ol></section>"
    )
    assert blocks(parsed) == [
        ("paragraph", "There are 250 companies on 5 km², the 7th most."),
        ("note", "Office for National Statistics."),
    ]


NOTED = (
    "<h1>Insurance</h1><h2>Premiums</h2><p>It costs £135 million<sup>{mark}</sup> a year.</p>"
    "<h2>The wall</h2><p>It is long.</p>{note}"
)


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<a href='#n1'>1</a>", "<p id='n1'><small>It was £180 million.</small></p>"),
        ("<a href='#n1'>[footnote 1]</a>", "<ol><li id='n1'><p>It was £180 million. <a href='#r1'>↩</a></p></li></ol>"),
        ("<a href='#n1'>*</a>", "<div class='footnotes'><p><a name='n1'></a>It was £180 million.</p></div>"),
        (
            "<a href='#n1'>1</a>",
            "<ul><li id='n1'>It was £180 million. <a role='doc-backlink' href='#r'>Back</a></li></ul>",
        ),
    ],
    ids=["a paragraph", "an item", "a name at its head", "a link back"],
)
def test_a_note_belongs_to_the_section_of_its_mark(mark: str, note: str) -> None:
    parsed = load(NOTED.format(mark=mark, note=note))
    assert ("paragraph", "It costs £135 million a year.") in blocks(parsed)
    assert blocks(parsed)[-1] == ("note", "It was £180 million.")
    assert parsed.blocks[-1].headings == ("Insurance", "Premiums")
    assert parsed.blocks[-1].paragraph is None


def test_a_section_that_a_raised_link_leads_to_is_no_note() -> None:
    parsed = load("<h1>A</h1><p>Text<sup><a href='#b'>1</a></sup>.</p><section id='b'><h2>B</h2><p>More.</p></section>")
    assert blocks(parsed)[-1] == ("paragraph", "More.")
    assert parsed.blocks[-1].headings == ("A", "B")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Flood cover: a guide | Vale Forum", "Flood cover: a guide"),
        ("FLOOD COVER: A GUIDE · Help · Vale Forum", "Flood cover: a guide"),
        ("Flood cover: a guide - The Vale Press", "Flood cover: a guide"),
        ("Flood cover: a guide - answers to tenants", "Flood cover: a guide - answers to tenants"),
        ("Flood cover: a guide | 2023", "Flood cover: a guide | 2023"),
        ("Vale News | Flood cover", "Vale News | Flood cover"),
        ("Another title | Vale Forum", "Another title | Vale Forum"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title: str, expected: str) -> None:
    body = "<header><h1>Vale News</h1></header><h1>Flood cover: a guide</h1><p>Text.</p><h1>Flood cover</h1>"
    head = f"<meta name='author' content='The Vale Press'><title>{title}</title>"
    assert load(body, head=head).properties["title"] == expected


def test_properties_come_from_the_head_and_the_browser() -> None:
    parsed = load(
        "<!-- saved from url=(0028)https://www.gov.uk/report/1 --><p>Text.</p>",
        head="<title>Growth &amp; skills</title><meta property='og:site_name' content='GOV.UK'>"
        "<meta property='article:published_time' content='2024-03-15T10:00:00Z'>",
    )
    assert parsed.properties == {
        "title": "Growth & skills",
        "publisher": "GOV.UK",
        "date": "2024-03-15",
        "url": "https://www.gov.uk/report/1",
    }


def test_the_sites_name_in_a_title_is_its_publisher_where_the_page_names_none() -> None:
    parsed = load("<h1>Changes to bins</h1><p>Text.</p>", head="<title>Changes to bins | Ashby Vale Council</title>")
    assert parsed.properties == {"title": "Changes to bins", "publisher": "Ashby Vale Council"}


@pytest.mark.parametrize(
    ("head", "encoding"),
    [("", "utf-8"), ("", "cp1252"), ("<meta charset='iso-8859-1'>", "cp1252"), ("<meta charset='utf-8'>", "utf-8")],
)
def test_pounds_survive_the_encoding(head: str, encoding: str) -> None:
    assert load("<p>It cost £60m – “so much”.</p>", head=head, encoding=encoding).text == "It cost £60m – “so much”."


@pytest.mark.parametrize(("data", "reason"), [(b" ", "is empty"), (b"<script>x</script>", "holds no text")])
def test_a_page_without_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        load_html(data, file="a.html")


def test_very_deep_nesting_is_survived() -> None:
    assert "end" not in load("<p>start</p>" + "<div>" * 3000 + "<p>end</p>").text
