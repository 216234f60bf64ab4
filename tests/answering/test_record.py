"""What is calculated from two quotes is said with one of them and cites both."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.quotes import Quote
from assistant.answering.record import number_citations
from assistant.corpus.document import Document
from assistant.evaluation.grounding import statement_faults
from assistant.passages import Passage
from assistant.retrieval import Candidate


def quoted(document: Document, words: str) -> Quote:
    start = document.text.index(words)
    end = start + len(words)
    passage = Passage(words, document.id, start, end, words, "", ((start, end),))
    return Quote(document, Candidate(0, passage, 0.0, 0.0), start, end)


def test_a_difference_of_two_quotes_cites_both(assistant):
    document = assistant.document("saltham-review")
    one, other = quoted(document, "2,400"), quoted(document, "900 square metres")
    worked = replace(other, calculated="the difference between 2,400 and 900 is 1,500", with_figure=one)
    text, statements, citations = number_citations((one, worked))
    assert [statement.citations for statement in statements] == [(1,), (2, 1)]
    assert text.endswith("[2] [1] (Calculated: the difference between 2,400 and 900 is 1,500.)")
    assert statement_faults(statements[1], citations) == []
    assert statement_faults(statements[1], citations[1:]) != []


def test_what_is_calculated_within_one_quote_cites_it_alone(assistant):
    quote = quoted(assistant.document("saltham-review"), "2,400")
    worked = replace(quote, calculated="the highest of 4 in the column “Floor”", with_figure=quote)
    assert number_citations((worked,))[1][0].citations == (1,)
