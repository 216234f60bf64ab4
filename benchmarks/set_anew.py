"""How much of the evidence base is read whole when other programs have set it as PDF.

Its Markdown and Word files are set by pandoc with LaTeX, LibreOffice and WeasyPrint, in one and in two columns. Of each
the sentences of its paragraphs and items are counted that stand whole in what is read of the PDF, and the rows of its
tables that are read as they stand in the file. A program that is missing is left out.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import machine
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.corpus.document import BlockKind, Document
from assistant.corpus.load import LoadReport, load_corpus
from assistant.corpus.pdf import load_pdf
from assistant.english.sentences import split_sentences

LEAST_WORDS = 6  # of a sentence that is counted
STYLE = "body{font:10.5pt/1.4 serif} table{border-collapse:collapse;width:100%} td,th{border-bottom:.5pt solid #999}"
TWO = "@page{margin:2cm} body{columns:2;column-gap:1em;text-align:justify} h1{column-span:all}" + STYLE


def run(*command: str | Path) -> bool:
    """Run a program without its words; return whether it did what it should."""
    return subprocess.run(list(map(str, command)), capture_output=True, check=False).returncode == 0


def reader_of(file: Path) -> str:
    """Return what pandoc calls the format of a file."""
    return "docx" if file.suffix == ".docx" else "markdown-tex_math_dollars-raw_tex-raw_html"


def with_latex(file: Path, folder: Path, *, columns: int) -> None:
    """Set a file with LaTeX; in two columns its tables stand over both."""
    tex = folder / "page.tex"
    classes = ["-V", "classoption=twocolumn"] if columns == 2 else []
    run("pandoc", "-s", "-f", reader_of(file), "-t", "latex", file, "-o", tex, "-V", "geometry:margin=2cm", *classes)
    text = re.sub(r"\\includegraphics.*", "", tex.read_text("utf-8"))
    if columns == 2:
        text = text.replace(r"\begin{longtable}[]", r"\begin{table*}[t]\footnotesize\begin{tabular}")
        text = text.replace(r"\end{longtable}", r"\end{tabular}\end{table*}")
        text = re.sub(r"\\end(?:first|last)?(?:head|foot)\n|\\noalign\{\}", "", text)
    tex.write_text(text, "utf-8")
    run("pdflatex", "-interaction=nonstopmode", f"-output-directory={folder}", tex)


def with_libreoffice(file: Path, folder: Path, *, columns: int) -> None:
    """Set a file with LibreOffice, justified, with a header and a footer."""
    word = folder / "page.docx"
    run("pandoc", "-f", reader_of(file), file, "-o", word)
    document = docx.Document(str(word))
    for section in document.sections:
        sides = section._sectPr.find(qn("w:cols"))
        if sides is None:
            sides = OxmlElement("w:cols")
            section._sectPr.append(sides)
        sides.set(qn("w:num"), str(columns))
        sides.set(qn("w:space"), "360")
        section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Annual report", "Confidential"
    document.save(str(word))
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, word)


def with_weasyprint(file: Path, folder: Path, *, columns: int) -> None:
    """Set a file with WeasyPrint; two columns stand close to each other, their lines justified."""
    page, style = folder / "page.html", folder / "page.css"
    run("pandoc", "-s", "-f", reader_of(file), file, "-o", page, "--metadata", f"title={file.stem}")
    html = re.sub(r"<style>.*?</style>", "", page.read_text("utf-8"), flags=re.DOTALL)
    page.write_text(html, "utf-8")
    style.write_text(TWO if columns == 2 else STYLE, "utf-8")
    run("weasyprint", "-s", style, page, folder / "page.pdf")


SETTERS: dict[str, Callable[..., None]] = {
    "pdflatex": with_latex,
    "soffice": with_libreoffice,
    "weasyprint": with_weasyprint,
}


def bare(text: str) -> str:
    """Return a text without spaces, signs and hyphens, which the setting may have changed."""
    return re.sub(r"\W+", "", text.lower())


def count_read(source: Document, data: bytes, found: Counter[str]) -> None:
    """Count the sentences and rows of a document, and those that are read whole from its PDF."""
    parsed = load_pdf(data, file="page.pdf")
    read = bare(parsed.text)
    blocks = [(block.kind, source.text[block.start : block.end]) for block in source.blocks]
    rows = {bare(parsed.text[one.start : one.end]) for one in parsed.blocks if one.kind is BlockKind.table_row}
    for kind, text in blocks:
        if kind is BlockKind.table_row:
            found["rows"] += 1
            found["rows whole"] += bare(text) in rows
        elif kind in (BlockKind.paragraph, BlockKind.list_item):
            sentences = [text[start:end] for start, end in split_sentences(text)]
            long = [sentence for sentence in sentences if len(sentence.split()) >= LEAST_WORDS]
            found["sentences"] += len(long)
            found["sentences whole"] += sum(bare(sentence) in read for sentence in long)


def main() -> None:
    """Print for each program and number of columns how much is read whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[1] / "corpus")
    options = parser.parse_args()
    sources = [one for one in load_corpus(options.corpus, LoadReport()) if one.source.file.endswith((".md", ".docx"))]
    print(machine.describe())
    print(f"{len(sources)} documents of {options.corpus.name}")
    for program, set_with in SETTERS.items():
        for columns in (1, 2):
            if not shutil.which(program) or not shutil.which("pandoc"):
                print(f"{program}: not here")
                break
            found = Counter[str]()
            for source in sources:
                with tempfile.TemporaryDirectory() as folder:
                    set_with(options.corpus / source.source.file, Path(folder), columns=columns)
                    pdf = Path(folder) / "page.pdf"
                    if pdf.exists():
                        count_read(source, pdf.read_bytes(), found)
            whole = [f"{found[f'{kind} whole']} of {found[kind]} {kind}" for kind in ("sentences", "rows")]
            print(f"{program}, columns {columns}: read whole {', '.join(whole)}")


if __name__ == "__main__":
    main()
