"""The sentence that says why, quoted behind one that says only what."""

from __future__ import annotations

import pytest

from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.answering.reasons import lacks_reason, with_reason
from assistant.corpus.document import Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

WHAT, REASON, REST = "Loans at Saltham fell again in 2023.", "The branch lost its roof in a storm.", "It has 3 staff."


def quotes_of(text: str, *sentences: str) -> tuple[Quote, ...]:
    parsed = load_markdown(f"# Libraries\n\n{text}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Libraries"), parsed.text, parsed.blocks)
    candidate = Candidate(0, split_document(document)[0], 0.0, 0.0)
    starts = [document.text.index(sentence) for sentence in sentences]
    spans = [(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    return tuple(Quote(document, candidate, *span, exact=span) for span in spans)


def said(question: str, text: str, *sentences: str) -> list[str]:
    found = with_reason(analyse_question(question), quotes_of(text, *sentences))
    return [quote.document.text[quote.start : quote.end] for quote in found]


def test_the_sentence_behind_one_that_says_only_what_is_quoted_with_it_and_nothing_is_in_bold():
    text = f"{WHAT} {REASON} {REST}"
    assert said("Why did loans fall at Saltham?", text, WHAT, REASON) == [f"{WHAT} {REASON}"]
    (quote, *_) = with_reason(analyse_question("Why did loans fall at Saltham?"), quotes_of(text, WHAT))
    assert quote.exact is None


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("When did loans fall at Saltham?", WHAT),
        ("Why did loans fall at Saltham?", "Loans at Saltham fell because of the storm."),
        ("Why did the ferry stop running at Saltham?", WHAT),
    ],
    ids=["not why", "a reason is there", "something else"],
)
def test_any_other_sentence_stands_alone(question, what):
    assert said(question, f"{what} {REASON}", what) == [what]


def test_the_last_sentence_of_a_paragraph_stands_alone():
    assert said("Why did loans fall at Saltham?", f"{REASON} {WHAT}\n\n{REST}", WHAT) == [WHAT]


def test_under_a_heading_that_asks_why_any_sentence_may_say_so():
    (quote,) = quotes_of(f"## Why loans fell at Saltham\n\n{WHAT}", WHAT)
    assert not lacks_reason(analyse_question("Why did loans fall at Saltham?"), quote)


def test_an_item_that_says_what_happened_is_no_reason():
    (quote,) = quotes_of(f"Three things:\n\n- {WHAT}\n- {REST}", WHAT)
    assert lacks_reason(analyse_question("Why did loans fall at Saltham?"), quote)
    assert with_reason(analyse_question("Why did loans fall at Saltham?"), [quote]) == (quote,)


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("Loans at Saltham fell, for reasons set out in section 3.", True),
        ("The reasons are given below.", True),
        ("Section 4 explains why loans fell at Saltham.", True),
        ("Loans at Saltham fell for two reasons: the storm and the flood.", False),
        ("Loans at Saltham fell for reasons of cost.", False),
    ],
)
def test_where_the_reason_stands_is_no_reason(sentence, lacks):
    (quote,) = quotes_of(f"{sentence} {REASON}", sentence)
    assert lacks_reason(analyse_question("Why did loans fall at Saltham?"), quote) is lacks


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (f"{REASON} {WHAT}\n\n{REST}", True),
        (f"{WHAT} {REASON}", False),
        ("Loans at Saltham fell again in 2023 because the roof leaked.", False),
        ("Loans at Saltham, which has had a branch since May 1990, fell again in 2023.", True),
    ],
    ids=["nothing behind", "a sentence behind", "a reason in it", "a date is no reason"],
)
def test_what_happened_alone_is_no_reason(text, lacks):
    sentence = next(one for one in (WHAT, text) if one in text)
    (quote,) = quotes_of(text, sentence)
    assert lacks_reason(analyse_question("Why did loans fall at Saltham?"), quote) is lacks
    assert not lacks_reason(analyse_question("When did loans fall at Saltham?"), quote)
