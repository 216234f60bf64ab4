"""Whether the words highlighted on drawn pages are the quote: known facts on original PDFs, and milliseconds a click.

The known facts quote digests of the originals. For each fact the sentence or table row of the original that is
nearest to its words is placed on the page; what stands under the rectangles is read back from the page and compared
with the quote.
"""

import argparse
import time
from collections import Counter
from pathlib import Path

import machine
import numpy as np
import yaml
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from assistant.corpus.document import Document
from assistant.corpus.load import LoadReport, load_corpus
from assistant.english.sentences import split_sentences
from assistant.web.evidence import render_evidence
from assistant.web.evidence_pages import pages_of
from assistant.web.pdf_page import PdfPages
from assistant.web.place import Place
from assistant.web.quote_search import spell

NEAR = 60
"""Likeness (0 to 100) of a fact's words and a sentence of the original from which the one tells the other."""
SHORTEST = 20
"""Characters of the shortest stretch taken for a sentence."""
SAME_SENTENCE = 60
"""A likeness of read-back and quote (0 to 100) under this is another sentence, not a frayed edge."""


HYPHENS = "-\ue000"  # a page breaks words where the stored text does not
KINDS = ("right", "frayed", "wrong", "text view")


def units_of(document: Document) -> list[Place]:
    """Return what answers quote of a document: its sentences and its table rows."""
    places = []
    for block in document.blocks:
        spans = (
            [(block.start, block.end)]
            if block.cells
            else split_sentences(document.text, start=block.start, end=block.end)
        )
        places += [Place(document, start, end) for start, end in spans if end - start >= SHORTEST]
    return places


def nearest(units: list[Place], words: str) -> Place | None:
    """Return the sentence or row of an original that says what a fact's words say; None where none is near."""
    found = process.extractOne(
        words, [unit.quote for unit in units], scorer=fuzz.token_set_ratio, processor=default_process, score_cutoff=NEAR
    )
    return units[found[2]] if found else None


def compare(place: Place, corpus: Path, drawer: PdfPages) -> tuple[str, str]:
    """Return the outcome for a place (right, frayed, wrong, text view), and what was read back."""
    pages = pages_of(place, corpus, drawer)
    if isinstance(pages, str):
        return "text view", ""
    path = corpus / place.document.source.file
    marked = [page for page in pages if page.placed]
    reads = [
        "\n".join(drawer.read(path, page.number, page.placed.rectangles, marks=marks) for page in marked)
        for marks in (True, False)  # a quote's stored text has no marks of footnotes; its line on the page may
    ]
    block = place.document.block_at(place.start)
    quote = place.quote
    if block and block.cells and place.end <= block.end:
        text = place.document.text
        quote = " ".join(text[max(c.start, place.start) : min(c.end, place.end)] for c in block.cells)
    wanted = bare(quote)
    if wanted in [bare(read) for read in reads]:
        return "right", reads[0]
    return "frayed" if fuzz.ratio(bare(reads[0]), wanted) >= SAME_SENTENCE else "wrong", reads[0]


def is_row(place: Place) -> bool:
    """Tell whether a place is a table row."""
    block = place.document.block_at(place.start)
    return block is not None and bool(block.cells)


def bare(text: str) -> str:
    """Return a text's characters as they are compared: without white space, and without hyphens at line ends."""
    return "".join(character for character in spell(text).text if character not in HYPHENS)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--facts", type=Path, default=Path("eval/known_facts.yaml"))
    parser.add_argument("--originals", type=Path, default=Path("../shared/originals"))
    parser.add_argument("--show", action="store_true", help="Show what was not right.")
    options = parser.parse_args()
    corpus = options.originals
    documents = {Path(d.source.file).stem: d for d in load_corpus(corpus, LoadReport()) if d.pages}
    units = {name: units_of(document) for name, document in documents.items()}
    drawer = PdfPages()
    outcomes: dict[str, Counter[str]] = {"sentences": Counter(), "table rows": Counter()}
    facts, clicks = set(), []
    for fact in yaml.safe_load(options.facts.read_text(encoding="utf-8")):
        for evidence in fact.get("evidence") or []:
            place = nearest(units.get(evidence["document"], []), evidence["words"])
            if place is None:
                continue
            facts.add(fact["id"])
            outcome, read = compare(place, corpus, drawer)
            outcomes["table rows" if is_row(place) else "sentences"][outcome] += 1
            if options.show and outcome != "right":
                print(f"{fact['id']}: {outcome}\n    {place.quote!r}\n    {read!r}")
            clicks.append(click(place, corpus))
    print(machine.describe())
    print(f"{len(facts)} known facts, {len(clicks)} places in {', '.join(sorted(documents))} (original PDFs)")
    for name, counted in [*outcomes.items(), ("all", sum(outcomes.values(), Counter()))]:
        shares = ", ".join(f"{kind} {counted[kind]} ({counted[kind] / counted.total():.1%})" for kind in KINDS)
        print(f"{name}: {shares}")
    for name, values in zip(("", " of processor time"), zip(*clicks, strict=True), strict=True):
        p50, p95, p99 = np.percentile(values, [50, 95, 99])
        print(f"click to drawn page, nothing kept: median {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms{name}")


def click(place: Place, corpus: Path) -> tuple[float, float]:
    """Return the milliseconds from a click to the page's HTML and picture, passed and of processor time.

    No page and no file is kept in memory from before.
    """
    drawer = PdfPages()
    begun, worked = time.perf_counter(), time.process_time()
    render_evidence(place, corpus, drawer)
    page = place.locator.page
    if page is not None:
        drawer.draw(corpus / place.document.source.file, page)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)


if __name__ == "__main__":
    main()
