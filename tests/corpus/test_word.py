from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.corpus.document import Parsed
from assistant.corpus.word import load_word
from assistant.errors import DocumentError


def data_of(document: Docx) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def load(build: Callable[[Docx], object]) -> Parsed:
    document = docx.Document()
    build(document)
    return load_word(data_of(document), file="a.docx")


def blocks(parsed: Parsed) -> list[tuple[str, str]]:
    return [(b.kind.value, parsed.text[b.start : b.end]) for b in parsed.blocks]


def test_headings_come_from_styles_and_outline_levels() -> None:
    def build(document: Docx) -> None:
        document.add_heading("3 Funding", 1)
        own = document.add_paragraph("3.2 Grants")
        own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
        document.add_paragraph("They are paid in May.")

    parsed = load(build)
    assert parsed.blocks[2].headings == ("3 Funding", "3.2 Grants")
    assert parsed.blocks[2].section == "3.2"
    assert parsed.properties["title"] == "3 Funding"


def test_the_title_stands_above_the_headings() -> None:
    def build(document: Docx) -> None:
        document.add_heading("Growth", 0)
        document.add_heading("Funding", 1)
        document.add_paragraph("Text.")

    assert load(build).blocks[2].headings == ("Growth", "Funding")


def test_lists_get_the_numbers_that_word_draws() -> None:
    def build(document: Docx) -> None:
        document.add_paragraph("We aim:")
        for text, style in (("grow", "List Bullet"), ("in Leeds", "List Bullet 2"), ("a", "List Number")):
            document.add_paragraph(text, style=style)
        document.add_paragraph("b", style="List Number")

    parsed = load(build)
    assert [text for _, text in blocks(parsed)] == ["We aim:", "grow", "in Leeds", "1. a", "2. b"]
    assert [b.level for b in parsed.blocks] == [0, 1, 2, 1, 1]


def test_a_first_row_names_the_columns_and_merged_cells_count_for_all_they_span() -> None:
    def build(document: Docx) -> None:
        document.add_paragraph("Table 1: Jobs", style="Caption")
        table = document.add_table(3, 3)
        for row, texts in enumerate((("Region", "2019", "2020"), ("Leeds", "1", "2"), ("", "3", "4"))):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        document.add_paragraph("After.")

    parsed = load(build)
    assert [text for _, text in blocks(parsed)] == [
        "Table 1: Jobs",
        "Region: Leeds; 2019: 1; 2020: 2",
        "Region: Leeds; 2019: 3; 2020: 4",
        "After.",
    ]
    assert parsed.blocks[1].table == "Table 1: Jobs"
    assert parsed.blocks[1].row == "Leeds"


def with_table(rows: list[list[str]], merged: list[tuple[int, int, int, int]]) -> Callable[[Docx], None]:
    def build(document: Docx) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for row, column, last_row, last_column in merged:
            table.cell(row, column).merge(table.cell(last_row, last_column))
        for number, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text:
                    table.cell(number, column).text = text

    return build


@pytest.mark.parametrize(
    ("rows", "merged", "first"),
    [
        (
            [["Ward", "Inside", "", "Depth"], ["", "Homes", "Shops", ""], ["Eastgate", "97", "38", "1.10"]],
            [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)],
            "Ward: Eastgate; Inside Homes: 97; Inside Shops: 38; Depth: 1.10",
        ),
        (
            [["", "2023", ""], ["Service", "£m", "%"], ["Roads", "44.0", "15"]],
            [(0, 1, 0, 2)],
            "Service: Roads; 2023 £m: 44.0; 2023 %: 15",
        ),
        (
            [["Ward", "Homes", "Shops"], ["Eastgate", "97", "38"], ["", "12", "5"]],
            [(1, 0, 2, 0)],
            "Ward: Eastgate; Homes: 97; Shops: 38",
        ),
        (
            [["Role", "People", ""], ["Chair", "Ann Lee", "Leeds"], ["Clerk", "Bo Day", "York"]],
            [(0, 1, 0, 2)],
            "Role: Chair; People: Ann Lee; People: Leeds",
        ),
        (
            [["Health", "Fund doctors"], ["", "Train nurses"], ["Skills", "Build a college"]],
            [(0, 0, 1, 0)],
            "Health: Health; Fund doctors: Train nurses",
        ),
    ],
    ids=["names reach down", "names span columns", "merged in the body", "words below", "no names"],
)
def test_a_second_row_of_names_counts_as_such_without_a_mark(
    rows: list[list[str]], merged: list[tuple[int, int, int, int]], first: str
) -> None:
    assert blocks(load(with_table(rows, merged)))[0] == ("table_row", first)


def test_a_caption_between_two_tables_is_that_of_the_second() -> None:
    def build(document: Docx) -> None:
        for caption in ("Table 2: Firms", "Jobs fell."):
            table = document.add_table(2, 2)
            for cell, text in zip(table._cells, ("Region", "2019", "Leeds", "1"), strict=True):
                cell.text = text
            document.add_paragraph(caption)

    assert [b.table or "" for b in load(build).blocks if b.kind == "table_row"] == ["", "Table 2: Firms"]


def test_a_frame_of_one_cell_is_read_as_text() -> None:
    parsed = load(lambda document: document.add_table(1, 1).cell(0, 0).add_paragraph("In a box."))
    assert blocks(parsed) == [("paragraph", "In a box.")]


FOOTNOTES = (
    f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Office for National Statistics.</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


def with_notes(data: bytes, which: str = "footnote") -> bytes:
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{which}s+xml"
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{which}s"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"</Types>", f'<Override PartName="/word/{which}s.xml" ContentType="{kind}"/></Types>'.encode()
                )
            if name == "word/_rels/document.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rId99" Type="{relation}" Target="{which}s.xml"/></Relationships>'.encode(),
                )
            new.writestr(name, content)
        new.writestr(f"word/{which}s.xml", FOOTNOTES.replace("footnote", which))
    return out.getvalue()


def test_a_footnote_is_a_note_after_its_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("There are 250 companies")
    paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    paragraph.add_run(" in the region.")
    document.add_paragraph("Next.")
    parsed = load_word(with_notes(data_of(document)), file="a.docx")
    assert blocks(parsed) == [
        ("paragraph", "There are 250 companies in the region."),
        ("note", "Office for National Statistics."),
        ("paragraph", "Next."),
    ]


def test_an_endnote_stands_at_the_end_and_belongs_to_the_section_of_its_mark() -> None:
    document = docx.Document()
    document.add_heading("1 Firms", 1)
    paragraph = document.add_paragraph("There are 250 companies.")
    paragraph.add_run()._r.append(parse_xml(f'<w:endnoteReference {nsdecls("w")} w:id="2"/>'))
    document.add_heading("2 Jobs", 1)
    document.add_paragraph("Next.")
    parsed = load_word(with_notes(data_of(document), "endnote"), file="a.docx")
    assert blocks(parsed)[-1] == ("note", "Office for National Statistics.")
    assert (parsed.blocks[-1].headings, parsed.blocks[-1].paragraph) == (("1 Firms",), None)


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    def build(document: Docx) -> None:
        paragraph = document.add_paragraph("It costs ")
        for tag, inner, text in (("del", "delText", "£5m"), ("ins", "t", "£6m")):
            xml = f"<w:{tag} {nsdecls('w')}><w:r><w:{inner}>{text}</w:{inner}></w:r></w:{tag}>"
            paragraph._p.append(parse_xml(xml))

    assert load(build).text == "It costs £6m"


def test_a_raised_number_is_a_note_or_a_unit() -> None:
    def build(document: Docx) -> None:
        paragraph = document.add_paragraph("There are 250 companies")
        paragraph.add_run("3").font.superscript = True
        paragraph.add_run(" on 5 km")
        paragraph.add_run("2").font.superscript = True

    assert load(build).text == "There are 250 companies on 5 km²"


def test_text_in_content_controls_is_read() -> None:
    def build(document: Docx) -> None:
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        document.element.body.insert(0, parse_xml(control))

    assert load(build).text == "Inside."


def test_entries_of_the_contents_are_left_out() -> None:
    def build(document: Docx) -> None:
        style = document.styles.add_style("TOC 1", 1)
        style.element.find(qn("w:name")).set(qn("w:val"), "toc 1")
        document.add_paragraph("Funding 3", style=style)
        document.add_paragraph("Text.")

    assert load(build).text == "Text."


def test_properties_come_from_the_file() -> None:
    def build(document: Docx) -> None:
        core = document.core_properties
        core.title, core.author = "Plan for Growth", "Leeds City Council"
        core.modified = datetime.datetime(2024, 3, 15)
        document.add_paragraph("Text.")

    assert load(build).properties == {
        "title": "Plan for Growth",
        "publisher": "Leeds City Council",
        "made": "2024-03-15",
    }


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", r"is an old Word file \(.doc\). Save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (b"no zip at all", "is not a readable Word document"),
        (data_of(docx.Document())[:500], "is not a readable Word document"),
        (data_of(docx.Document()), "holds no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        load_word(data, file="a.docx")
