"""How much of invented pages, printed to PDF by Chromium with random designs, is read whole.

Four kinds: text in columns with boxes, quotations, lists and tables; the same in columns no further apart than words of
a justified line; tables of text, such as plans of action; tables with heads over several columns. Their words are
sentences of the corpus, their figures are drawn by lot.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import machine

from assistant.corpus.load import LoadReport, load_corpus
from assistant.corpus.pdf import load_pdf
from assistant.english.sentences import split_sentences

CORPUS = Path(__file__).parents[1] / "corpus"
NAMES = (
    "General needs|Supported housing|Older people|Fenby|Radlow valley|Skelder and district|Engineering|Software|"
    "Health and social care|Repairs in last 12 months|Public transport|Walking and cycling|Small firms|Universities"
).split("|")
MEASURES = "2021/22|2022/23|2023/24|Jobs|Firms|Turnover (£m)|Change|Share|Target|Actual|Men|Women".split("|")
HEADINGS = "Where we are now|What we found|Money and people|Our plans for next year|Who does what".split("|")
TEXT_HEADS = "What we will do|Progress|Why it matters|Response".split("|")
SHORT_HEADS = {"Lead": ["WYCA", "Director of Place"], "By when": ["March 2025", "Ongoing"], "Score": ["12", "9"]}
GROUPS = [("Plan", "Outcome"), ("Children", "Adults"), ("Rented homes", "Shared ownership"), ("Men", "Women")]
BORDERS = {"grid": "border:.5pt solid #777", "lines": "border-bottom:.5pt solid #888"}
CLOSE_GAPS = (7, 9, 11)
FONTS = ["Arial", "Liberation Serif", "DejaVu Sans"]


@dataclass
class Page:
    """A page of HTML, and what is read from it where all is read rightly.

    Attributes:
        paragraphs: texts of its paragraphs, headings and items.
        tables: of each table the texts of its rows.
    """

    html: str = ""
    css: str = ""
    paragraphs: list[str] = field(default_factory=list)
    tables: list[list[str]] = field(default_factory=list)

    def text(self, words: str, tag: str = "p") -> None:
        """Add a paragraph, a heading or an item."""
        self.paragraphs.append(words)
        self.html += f"<{tag}>{escape(words)}</{tag}>"

    def table(self, heads: str, columns: list[str], rows: list[list[str]], cell: Callable[[int, int], str]) -> None:
        """Add a table with the HTML of its heads; `cell` gives the style of a cell by its row and column."""
        body = "".join(
            "<tr>" + "".join(f'<td style="{cell(y, x)}">{escape(text)}</td>' for x, text in enumerate(row)) + "</tr>"
            for y, row in enumerate(rows)
        )
        self.html += f"<table>{heads}{body}</table>"
        self.tables.append(
            [
                "; ".join(f"{name}: {text}" if name else text for name, text in zip(columns, row, strict=True))
                for row in rows
            ]
        )


def sentences() -> list[str]:
    """Return the plain sentences of the corpus."""
    found = [
        document.text[start:end]
        for document in load_corpus(CORPUS, LoadReport())
        for start, end in split_sentences(document.text)
    ]
    plain = [text for text in found if 50 < len(text) < 200 and re.fullmatch(r"[A-Z][\w ,'£%()-]+[a-z]{3}\.", text)]
    return list(dict.fromkeys(plain))


def figure(lot: random.Random) -> str:
    """Return a figure as it may stand in a cell."""
    return lot.choice([f"{lot.randint(100, 9999):,}", f"{lot.uniform(1, 99):.1f}", f"{lot.randint(1, 99)}%"])


def head_row(names: list[str], style: str) -> str:
    """Return a row of heads."""
    return "<tr>" + "".join(f'<th style="{style}">{escape(name)}</th>' for name in names) + "</tr>"


def in_columns(lot: random.Random, texts: Iterator[str], gaps: Sequence[int] = (12, 16, 20, 26)) -> Page:
    """Return text in two or three columns, with boxes, quotations, lists, and tables in one column and over all.

    `gaps` are those between the columns, in points, of which one is drawn.
    """
    page, count = Page(), lot.choice([2, 2, 3])
    size = lot.choice([8, 8.5] if count == 3 else [8.5, 9, 10])
    page.css = (
        f".flow{{column-count:{count};column-gap:{lot.choice(gaps)}pt;"
        f"text-align:{lot.choice(['left', 'justify'])}}}"
        f"body{{font:{size}pt/{lot.choice([1.2, 1.4])} {lot.choice(FONTS)}}}"
        f"p{{margin:0 0 7pt}} h2{{font-size:{lot.choice([size + 1, 13])}pt;margin:8pt 0 3pt;text-align:left}}"
        "table{border-collapse:collapse;break-inside:avoid;margin-bottom:8pt;text-align:left} td,th{padding:2pt 4pt}"
        ".full{column-span:all} .full table{width:100%} .box{background:#e8f3e8;padding:6pt;break-inside:avoid}"
        f"blockquote{{font-size:{size + 3}pt;margin:6pt 10pt;break-inside:avoid;text-align:left}}"
    )
    page.text(" ".join(next(texts) for _ in range(2)))
    page.html += '<div class="flow">'
    for _ in range(4):
        page.text(lot.choice(HEADINGS), "h2")
        page.text(" ".join(next(texts) for _ in range(lot.randint(1, 4))))
        for part in lot.sample(["table", "full", "box", "quote", "list"], 2):
            _add_part(page, part if part != "table" or count == 2 else "list", lot, texts)
            page.text(" ".join(next(texts) for _ in range(2)))
    page.html += "</div>"
    return page


def in_close_columns(lot: random.Random, texts: Iterator[str]) -> Page:
    """Return text in columns close to each other."""
    return in_columns(lot, texts, CLOSE_GAPS)


def _add_part(page: Page, part: str, lot: random.Random, texts: Iterator[str]) -> None:
    if part in ("table", "full"):
        columns = ["Area", *lot.sample(MEASURES, 2 if part == "table" else lot.randint(3, 5))]
        rows = [[name, *(figure(lot) for _ in columns[1:])] for name in lot.sample(NAMES, lot.randint(3, 6))]
        border, align = BORDERS.get(lot.choice(["grid", "lines", "none"]), ""), lot.choice(["left", "right", "center"])
        page.html += f'<div class="{part}">'
        page.text(f"Table {len(page.tables) + 1}: {lot.choice(['Homes', 'Jobs', 'Results'])} by area")
        page.table(
            head_row(columns, f"{border};text-align:{align}").replace(f"text-align:{align}", "text-align:left", 1),
            columns,
            rows,
            lambda _, x: f"{border};text-align:{align if x else 'left'}",
        )
        page.html += "</div>"
        return
    start, end = {"box": ('<div class="box">', "</div>"), "list": ("<ul>", "</ul>")}.get(part, ("", ""))
    page.html += start
    for _ in range(3 if part == "list" else 1):
        page.text(next(texts), {"quote": "blockquote", "list": "li"}.get(part, "p"))
    page.html += end


def of_text(lot: random.Random, texts: Iterator[str]) -> Page:
    """Return a page with a table of text, parted by lines, by shading or not at all."""
    short = lot.sample(sorted(SHORT_HEADS), lot.choice([0, 1, 2]))
    columns = ["Theme", *lot.sample(TEXT_HEADS, lot.choice([1, 1, 2])), *short]
    style = lot.choice(["grid", "lines", "lines", "shaded head", "every other row", "none"])
    rows = [
        [
            name,
            *(next(texts) for _ in columns[1 : len(columns) - len(short)]),
            *(lot.choice(SHORT_HEADS[h]) for h in short),
        ]
        for name in lot.sample(NAMES, lot.randint(3, 5))
    ]
    border = BORDERS.get("lines" if style == "shaded head" else style, "")
    size, place = lot.choice([8, 9, 10]), lot.choice(["top", "top", "middle"])
    page = Page(
        css=f"body{{font:{size + 1}pt/1.35 {lot.choice(FONTS)}}} table{{border-collapse:collapse;font-size:{size}pt}}"
        f"td,th{{text-align:left;vertical-align:{place};padding:{lot.choice([2, 4, 5])}pt}}"
        f"td{{width:{lot.choice([20, 30])}%}}"
    )
    page.text(" ".join(next(texts) for _ in range(3)))
    page.table(
        head_row(columns, f"{border};{'background:#135;color:#fff' if 'shaded' in style or 'every' in style else ''}"),
        columns,
        rows,
        lambda y, _: f"{border};{'background:#eee' if style == 'every other row' and not y % 2 else ''}",
    )
    page.text(" ".join(next(texts) for _ in range(3)))
    return page


def with_groups(lot: random.Random, texts: Iterator[str]) -> Page:
    """Return a page with a table whose heads stand over several columns each."""
    groups, names = lot.choice(GROUPS), lot.sample(MEASURES[:3] if lot.random() < 0.5 else MEASURES[3:9], 2)
    columns = ["Area", *(f"{group} {name}" for group in groups for name in names)]
    rows = [[name, *(figure(lot) for _ in columns[1:])] for name in lot.sample(NAMES, lot.randint(3, 6))]
    border = BORDERS.get(lot.choice(["grid", "lines", "none"]), "")
    align, over = lot.choice(["left", "right", "center"]), lot.choice(["left", "center"])
    page = Page(
        css="body{font:10pt/1.35 Arial} td,th{padding:3pt 6pt}"
        f"table{{border-collapse:collapse;width:{lot.choice(['100%', '80%', 'auto'])};font-size:9pt}}"
    )
    page.text(" ".join(next(texts) for _ in range(3)))
    spans = "".join(f'<th colspan="2" style="{border};text-align:{over}">{group}</th>' for group in groups)
    below = "".join(f'<th style="{border};text-align:{align}">{escape(name)}</th>' for _ in groups for name in names)
    heads = f'<tr><th style="{border}"></th>{spans}</tr><tr><th style="{border};text-align:left">Area</th>{below}</tr>'
    page.table(heads, columns, rows, lambda _, x: f"{border};text-align:{align if x else 'left'}")
    page.text(" ".join(next(texts) for _ in range(3)))
    return page


def printed(page: Page, folder: Path, chromium: str) -> bytes:
    """Return the page as a PDF."""
    source, target = folder / "page.html", folder / "page.pdf"
    style = f"@page{{size:A4;margin:18mm}} {page.css}"
    source.write_text(f'<html lang="en"><meta charset="utf-8"><style>{style}</style>{page.html}</html>', "utf-8")
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return target.read_bytes()


def count_read(page: Page, data: bytes, found: Counter[str]) -> None:
    """Count the paragraphs and tables of a page, and those that came out whole."""
    parsed = load_pdf(data, file="page.pdf")
    read = {_bare(parsed.text[block.start : block.end]) for block in parsed.blocks}
    found["paragraphs"] += len(page.paragraphs)
    found["paragraphs whole"] += sum(_bare(text) in read for text in page.paragraphs)
    found["tables"] += len(page.tables)
    found["tables whole"] += sum(all(_bare(row) in read for row in rows) for rows in page.tables)


def _bare(text: str) -> str:
    """Return a text without spaces and hyphens, which the end of a line may have changed."""
    return re.sub(r"[\s\u00ad-]+", "", text)


KINDS = {
    "columns": in_columns,
    "close columns": in_close_columns,
    "tables of text": of_text,
    "heads over columns": with_groups,
}


def main() -> None:
    """Print how much of each kind of page was read whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome") or "chromium")
    options = parser.parse_args()
    plain = sentences()
    print(machine.describe())
    print(f"{options.pages} pages of each kind, seed {options.seed}, {len(plain)} sentences")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in KINDS.items():
            lot, found = random.Random(options.seed), Counter[str]()
            for _ in range(options.pages):
                page = make(lot, iter(lot.sample(plain, len(plain))))
                count_read(page, printed(page, Path(folder), options.chromium), found)
            whole = [f"{found[f'{kind} whole']} of {found[kind]} {kind}" for kind in ("paragraphs", "tables")]
            print(f"{name:20} read whole: {', '.join(whole)}")


if __name__ == "__main__":
    main()
