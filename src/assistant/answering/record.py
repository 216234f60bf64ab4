"""From the engine's quotes to numbered citations and the text a person reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.answering.quotes import Quote, overlap
from assistant.corpus.document import Document
from assistant.retrieval import Candidate
from assistant.schema import GOES_ON, NOT_FOUND, OMITTED, Citation, Retrieved, Statement

_NEAR_CONTEXT = 1200
"""Characters from the sentence that explains a quote to the quote's passage, up to which the citation shows both: about
two hundred words, set by hand."""


def number_citations(quotes: Sequence[Quote]) -> tuple[str, tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the answer's text with `[1]` markers, its statements and its citations, in the order of the quotes."""
    statements, citations = [], []
    for number, quote in enumerate(quotes, 1):
        citation = _cite(number, quote)
        citations.append(citation)
        text, exact = _said(quote)
        context = quote.document.text[slice(*quote.context)] if quote.context else ""
        numbers = (number, *_worked_out_from(quote, number, quotes))
        statements.append(Statement(text, numbers, exact, context, quote.calculated))
    return as_text(statements), tuple(statements), tuple(citations)


def _worked_out_from(quote: Quote, number: int, quotes: Sequence[Quote]) -> list[int]:
    """Return the numbers of the other quotes that hold a figure of what is calculated with a quote."""
    figure = quote.with_figure
    return [at for at, other in enumerate(quotes, 1) if at != number and figure and overlap(other, figure)]


def _said(quote: Quote) -> tuple[str, tuple[int, int] | None]:
    """Return a quote's words, or those of its parts that are said, and where the exact answer stands in them.

    Of a list that is too long to be quoted whole, the last line says that it goes on.
    """
    text, exact = "", None
    for start, end in quote.shown or ((quote.start, quote.end),):
        text += OMITTED if text else ""
        if quote.exact and start <= quote.exact[0] and quote.exact[1] <= end:
            exact = (len(text) + quote.exact[0] - start, len(text) + quote.exact[1] - start)
        text += quote.document.text[start:end]
    return text + GOES_ON * quote.goes_on, exact


def considered(
    candidates: Sequence[tuple[Candidate, float | None]], document: Callable[[str], Document]
) -> tuple[Retrieved, ...]:
    """Return the candidates as the record shows them, in their order; an unread one has no score of the reader."""
    return tuple(
        _retrieved(candidate, margin, document(candidate.passage.document)) for candidate, margin in candidates
    )


def _retrieved(candidate: Candidate, margin: float | None, document: Document) -> Retrieved:
    passage = candidate.passage
    scores = {name: getattr(candidate, name) for name in ("lexical", "dense", "sentence", "fused")}
    if margin is not None:
        scores["reader"] = margin
    return Retrieved(
        document=document.id,
        file=document.source.file,
        locator=document.locate(passage.start, passage.end),
        start=passage.start,
        end=passage.end,
        text=passage.text,
        scores={name: round(value, 4) for name, value in scores.items()},
    )


def as_text(statements: Sequence[Statement], *, calculations: bool = True) -> str:
    """Return what a person reads: each statement with the markers of its citations, and what was calculated from it."""
    return "\n\n".join(
        f"{statement.text} {' '.join(f'[{number}]' for number in statement.citations)}"
        + (f" (Calculated: {statement.calculated}.)" if calculations and statement.calculated else "")
        for statement in statements
    )


def with_gaps(text: str, unanswered: Sequence[str]) -> str:
    """Return the answer's text with the parts of the question that it leaves open said in plain words."""
    return "\n\n".join([text, *(f"{NOT_FOUND} {question}" for question in unanswered)])


def _cite(number: int, quote: Quote) -> Citation:
    passage = quote.candidate.passage
    start, end = quote.around or (passage.start, passage.end)
    around = (min(start, quote.start), max(end, quote.end))
    if quote.context and 0 <= around[0] - quote.context[0] <= _NEAR_CONTEXT:
        around = (quote.context[0], around[1])
    return cite(number, quote.document, (quote.start, quote.end), around)


def cite(number: int, document: Document, span: tuple[int, int], around: tuple[int, int]) -> Citation:
    """Cite the words at `span`, with those at `around` for their surroundings."""
    source = document.source
    return Citation(
        number=number,
        document=document.id,
        file=source.file,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        locator=document.locate(*span),
        quote=document.text[slice(*span)],
        start=span[0],
        end=span[1],
        passage=document.text[slice(*around)],
        text_sha256=document.text_sha256,
        form=source.form,
        url=source.url,
    )
