"""The evidence behind a citation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.corpus.document import Block, BlockKind, Cell, Document, Page, Source
from assistant.schema import NOT_ORIGINAL
from assistant.web.evidence import (
    render_document_page,
    render_evidence,
)
from assistant.web.evidence_pages import NOT_DRAWN, NOT_PLACED
from assistant.web.evidence_text import render_section
from assistant.web.pdf_page import PdfPages
from assistant.web.place import Place, file_of, find_place

from .conftest import WritePdf
from .fakes import HOSTILE, SENTENCE, make_document
from .test_render import Markup, assert_harmless


def place_of(document: Document, quote: str) -> Place:
    start = document.text.index(quote)
    return Place(document, start, start + len(quote))


def test_a_place_is_found_only_in_the_text_that_was_cited(panel: Document) -> None:
    known = panel.text_sha256[:12]
    assert find_place(panel, 0, 5, known) == Place(panel, 0, 5)
    assert find_place(panel, 0, 5, "0" * 12) is None
    assert find_place(panel, 0, 5, "") is None
    assert find_place(panel, 5, 5, known) is None
    assert find_place(panel, 0, len(panel.text) + 1, known) is None


def test_the_section_shows_the_quote_marked_among_its_neighbours(panel: Document) -> None:
    html = render_section(place_of(panel, SENTENCE))
    assert f"<mark>{SENTENCE}</mark>" in html
    assert "It met four times." in html
    assert "The sector" in html


def test_a_table_row_is_shown_in_its_table_with_the_cells_marked(panel: Document) -> None:
    html = render_section(place_of(panel, "Place: Leeds; Companies: 120"))
    assert '<th scope="col">Companies</th>' in html
    assert '<tr class="cited"><td><mark>Leeds</mark></td><td><mark>120</mark></td></tr>' in html
    assert "<tr><td>Bradford</td><td>45</td></tr>" in html
    assert "<caption>Table 1: Companies</caption>" in html


def test_the_head_tells_title_publisher_date_and_place(panel: Document, tmp_path: Path) -> None:
    text = Markup(render_evidence(place_of(panel, SENTENCE), tmp_path, PdfPages())).text
    for part in ("Panel report", "The Panel · 8 September 2020", "The sector, paragraph 1"):
        assert part in text
    assert NOT_ORIGINAL not in text


def test_a_digest_says_so_above_its_words_and_leads_to_the_original(tmp_path: Path) -> None:
    document = make_document([SENTENCE], form="digest", url="https://example.org/report?a=1&b=2")
    html = render_evidence(place_of(document, SENTENCE), tmp_path, PdfPages())
    assert "Digest of: The Panel · 8 September 2020" in Markup(html).text
    assert f"{NOT_ORIGINAL}. The original is the authority." in html
    assert 'href="https://example.org/report?a=1&amp;b=2"' in html


def test_a_long_section_is_cut_around_the_quote() -> None:
    document = make_document([f"Paragraph number {n}." for n in range(200)])
    text = Markup(render_section(place_of(document, "Paragraph number 100."))).text
    assert "Paragraph number 99." in text
    assert "Paragraph number 20." not in text
    assert "The section begins further up." in text
    assert "The section goes on." in text


def test_a_quote_over_several_blocks_is_marked_in_each(panel: Document) -> None:
    html = render_section(place_of(panel, "in 2020.\n\nIt met"))
    assert "<mark>in 2020.</mark>" in html
    assert "<mark>It met</mark>" in html


def test_hostile_documents_are_shown_as_text(tmp_path: Path) -> None:
    document = make_document([HOSTILE], title=HOSTILE, heading=HOSTILE, rows=[(HOSTILE, HOSTILE)])
    document = replace(document, source=replace(document.source, publisher=HOSTILE, date=HOSTILE))
    for quote in (HOSTILE, f"Place: {HOSTILE}"):
        start = document.text.rindex(quote)
        html = render_evidence(Place(document, start, start + len(quote)), tmp_path, PdfPages())
        assert_harmless(html)
        assert "<script>window.hacked=1</script>" in Markup(html).text
    page = render_document_page(HOSTILE, "")
    assert "<script" not in page
    assert "<img" not in page


def pdf_document(text: str, file: str, pages: tuple[Page, ...] = (Page(0, 1, "i"),)) -> Document:
    return Document(Source("p", file, "A PDF"), text, (Block(BlockKind.paragraph, 0, len(text)),), pages)


@pytest.mark.parametrize("file", ["../outside.pdf", "missing.pdf", "note.txt"])
def test_a_page_is_drawn_only_from_a_pdf_inside_the_corpus(tmp_path: Path, file: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "outside.pdf").write_bytes(b"%PDF-1.4")
    (corpus / "note.txt").write_text("text")
    document = pdf_document("Some words.", file)
    if file != "note.txt":
        assert file_of(document, corpus) is None
    html = render_evidence(place_of(document, "Some words."), corpus, PdfPages())
    assert NOT_DRAWN in html
    assert "<mark>Some words.</mark>" in html


def test_a_link_out_of_the_corpus_is_not_followed(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "outside.pdf").write_bytes(b"%PDF-1.4")
    (corpus / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    assert file_of(pdf_document("Words.", "link.pdf"), corpus) is None


def test_a_damaged_pdf_falls_back_to_the_text(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    html = render_evidence(place_of(pdf_document("Some words.", "bad.pdf"), "Some words."), tmp_path, PdfPages())
    assert NOT_DRAWN in html


def test_a_quote_on_a_drawn_page_is_highlighted_and_other_words_never(tmp_path: Path, make_pdf: WritePdf) -> None:
    make_pdf(tmp_path / "a.pdf", ["The panel counted 250 companies.", "It met four times."])
    document = pdf_document("The panel counted 250 companies. It met five times.", "a.pdf")
    html = render_evidence(place_of(document, "The panel counted 250 companies."), tmp_path, PdfPages())
    assert html.count('class="box"') == 1
    assert "Page 1 of the file, printed i" in html
    changed = render_evidence(place_of(document, "It met five times."), tmp_path, PdfPages())
    assert 'class="box"' not in changed
    assert NOT_PLACED in changed
    assert "<mark>It met five times.</mark>" in changed


def test_a_table_row_of_a_pdf_is_placed_by_the_words_of_its_cells(tmp_path: Path, make_pdf: WritePdf) -> None:
    make_pdf(tmp_path / "a.pdf", ["Place   Companies", "Leeds   120", "Bradford   45"])
    text = "Place: Leeds; Companies: 120"
    row = Block(
        BlockKind.table_row,
        0,
        len(text),
        table="",
        row="Leeds",
        cells=(Cell("Place", 7, 12), Cell("Companies", 25, 28)),
    )
    document = Document(Source("p", "a.pdf", "A PDF"), text, (row,), (Page(0, 1, "1"),))
    html = render_evidence(Place(document, 0, len(text)), tmp_path, PdfPages())
    assert html.count('class="box"') == 1
    assert NOT_PLACED in render_evidence(
        Place(replace(document, text=text.replace("120", "121")), 0, len(text)), tmp_path, PdfPages()
    )


def test_a_drawn_page_has_the_quote_as_text_as_well(tmp_path: Path, make_pdf: WritePdf) -> None:
    make_pdf(tmp_path / "a.pdf", ["Some words here."])
    html = render_evidence(
        place_of(pdf_document("Some words here.", "a.pdf"), "Some words here."), tmp_path, PdfPages()
    )
    assert "<mark>Some words here.</mark>" in html
