"""A scorer that cannot fail is worthless: each planted fault is found, for its own reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.corpus.document import Document
from assistant.evaluation.facts import KnownFact
from assistant.evaluation.scoring import Score, citation_quality, score, score_error
from assistant.schema import Answer, AnswerStatus, Statement

from .conftest import answer_with, cite, refusal

MakeFact = Callable[..., KnownFact]
GOLD = "The region has more than 250 companies headquartered locally."
YEAR = "In 2024 they employed 16,000 people."


def scored(fact: KnownFact, answer: Answer) -> Score:
    return score(fact, answer)


def test_a_right_answer_passes(make_fact: MakeFact, review: Document) -> None:
    result = scored(make_fact(), answer_with(cite(review, GOLD)))
    assert result.passed
    assert result.reasons == ()
    assert (result.citation_recall, result.citation_precision) == (1.0, 1.0)
    assert result.words == 9


def test_a_wrong_figure_is_wrong_and_not_grounded(make_fact: MakeFact, review: Document) -> None:
    said = GOLD.replace("250", "520")
    result = scored(make_fact(), answer_with(cite(review, GOLD), said=said))
    assert "does not say 250" in result.right.reason
    assert "'520' is in no quote" in result.grounded.reason
    assert result.citation_recall == 0


def test_a_figure_inside_another_is_not_right(make_fact: MakeFact, review: Document) -> None:
    fact = make_fact(must_include=[["16"]])
    result = scored(fact, answer_with(cite(review, YEAR)))
    assert result.right.passed is False


def test_a_swapped_year_is_not_grounded(make_fact: MakeFact, review: Document) -> None:
    fact = make_fact(
        must_include=[["16,000"], ["2024"]], evidence=[{"document": "review", "words": "employed 16,000 people"}]
    )
    result = scored(fact, answer_with(cite(review, YEAR), said=YEAR.replace("2024", "2020")))
    assert "does not say 2024" in result.right.reason
    assert "'2020' is in no quote" in result.grounded.reason


def test_a_month_of_another_year_is_not_grounded(review: Document, make_fact: MakeFact) -> None:
    quote = cite(review, "The review was published in March 2024 by the Review Board.")
    said = "The review was published in May 2024 by the Review Board."
    assert "'May 2024' is in no quote" in scored(make_fact(), answer_with(quote, said=said)).grounded.reason


def test_a_quote_from_another_passage_does_not_cite(make_fact: MakeFact, review: Document) -> None:
    quote = cite(review, "Leeds ranks 7th for core biopharma and 4th for digital health.")
    result = scored(make_fact(), answer_with(quote, said="There are companies there, ranked 7th and 4th."))
    assert "no citation holds the evidence" in result.cited.reason
    assert "review, 2 Ranks" in result.cited.reason


def test_a_quote_from_another_document_does_not_cite(make_fact: MakeFact, other: Document, review: Document) -> None:
    quote = cite(other, "Bradford has 25 companies.", passage=GOLD + " Bradford has 25 companies.")
    assert scored(make_fact(), answer_with(quote)).cited.passed is False


def test_a_citation_number_out_of_range_is_not_grounded(make_fact: MakeFact, review: Document) -> None:
    answer = answer_with(cite(review, GOLD))
    beyond = replace(answer, statements=(Statement(GOLD, (1, 4)),), text=f"{GOLD} [4]")
    result = scored(make_fact(), beyond)
    assert "a statement cites [4]; there are 1 citations" in result.grounded.reason
    assert "the text cites [4]" in result.grounded.reason
    assert result.citation_recall == 0


def test_an_uncited_statement_is_not_grounded(make_fact: MakeFact, review: Document) -> None:
    answer = replace(answer_with(cite(review, GOLD)), statements=(Statement(GOLD, ()),))
    assert "is not cited" in scored(make_fact(), answer).grounded.reason


def test_an_empty_answer_is_wrong(make_fact: MakeFact) -> None:
    result = scored(make_fact(), answer_with(text="  "))
    assert result.right.reason == "empty answer"
    assert result.cited.reason == "no citation"
    assert "no statement" in result.grounded.reason


def test_an_answer_that_repeats_the_question_is_wrong(make_fact: MakeFact, review: Document) -> None:
    fact = make_fact(question="Are more than 250 companies headquartered locally?")
    repeated = "Are more than 250 companies headquartered locally? [1]"
    result = scored(fact, answer_with(cite(review, GOLD), said=repeated[:-4], text=repeated))
    assert result.right.reason == "only repeats the question"
    shuffled = "More than 250 companies are headquartered locally. [1]"
    assert scored(fact, answer_with(cite(review, GOLD), text=shuffled)).right.passed is False


def test_words_of_the_question_do_not_count_as_said(make_fact: MakeFact, review: Document) -> None:
    fact = make_fact(question="Are there 250 companies?")
    text = "Are there 250 companies? Opinions differ among the founders. [1]"
    assert "does not say 250" in scored(fact, answer_with(cite(review, GOLD), text=text)).right.reason


def test_a_refusal_with_the_answer_in_it_is_wrong(make_fact: MakeFact, review: Document) -> None:
    refused = refusal("I cannot find it, but it may be 250.")
    assert scored(make_fact(), refused).right.reason.endswith("yet its text holds the answer")
    both = answer_with(cite(review, GOLD), text=f"I cannot find that in the evidence. {GOLD} [1]")
    assert "refuses ('cannot find') and answers at once" in scored(make_fact(), both).right.reason


def test_a_refusal_quoted_from_the_evidence_is_no_refusal(make_fact: MakeFact, review: Document) -> None:
    quote = f"{GOLD} The board does not know why."
    answer = answer_with(replace(cite(review, GOLD), quote=quote, passage=quote))
    assert scored(make_fact(), answer).right.passed


def test_an_answer_that_dumps_the_whole_passage_is_wrong(make_fact: MakeFact, review: Document) -> None:
    block = next(block for block in review.blocks if "250" in review.text[block.start : block.end])
    result = scored(make_fact(), answer_with(cite(review, review.text[block.start : block.end])))
    assert "too many words: it repeats a whole passage" in result.right.reason


def test_a_list_may_be_quoted_whole(make_fact: MakeFact, review: Document) -> None:
    block = next(block for block in review.blocks if "250" in review.text[block.start : block.end])
    fact = make_fact(kind="list")
    assert scored(fact, answer_with(cite(review, review.text[block.start : block.end]))).right.passed


def test_a_very_long_answer_is_wrong(make_fact: MakeFact, review: Document) -> None:
    long = answer_with(cite(review, GOLD), text=f"{GOLD} [1] " + "and so on " * 40)
    result = scored(make_fact(), long)
    assert "too many words (129; at most 100)" in result.right.reason
    assert (
        "words stand outside the statements" not in scored(make_fact(), answer_with(cite(review, GOLD))).grounded.reason
    )


def test_uncited_words_around_the_statements_are_not_grounded(make_fact: MakeFact, review: Document) -> None:
    sermon = " ".join(f"word{chr(97 + number % 26)}" for number in range(40))
    answer = answer_with(cite(review, GOLD), text=f"{GOLD} [1] {sermon} in 1999")
    reason = scored(make_fact(), answer).grounded.reason
    assert "stand outside the statements" in reason
    assert "'1999' is said outside the statements" in reason


def test_the_sources_title_and_date_may_be_said(make_fact: MakeFact, review: Document) -> None:
    answer = answer_with(cite(review, GOLD), text=f"Review (March 2024): {GOLD} [1]")
    assert scored(make_fact(), answer).grounded.passed


def test_a_word_that_must_not_be_said_is_wrong(make_fact: MakeFact, review: Document) -> None:
    result = scored(make_fact(must_not_include=["locally"]), answer_with(cite(review, GOLD)))
    assert result.right.reason == "says 'locally'"


def test_an_inexact_quote_is_not_grounded(make_fact: MakeFact, review: Document) -> None:
    result = score(make_fact(), answer_with(cite(review, GOLD)), quote_faults=["quote [1] is not review[0:5]"])
    assert result.grounded.passed is False
    assert result.quote_faults == ("quote [1] is not review[0:5]",)


def test_a_quote_outside_its_passage_is_not_grounded(make_fact: MakeFact, review: Document) -> None:
    answer = answer_with(cite(review, GOLD, passage="Something else."))
    assert "quote [1] is not in the passage" in scored(make_fact(), answer).grounded.reason


def test_refusing_an_answerable_question_is_wrong(make_fact: MakeFact) -> None:
    result = scored(make_fact(), refusal())
    assert result.right.reason == "refused (insufficient_evidence)"
    assert result.abstained.passed is False
    assert result.cited.passed is None
    assert result.citation_recall is None


def test_a_model_error_is_wrong(make_fact: MakeFact, make_unanswerable: MakeFact) -> None:
    broken = answer_with(status=AnswerStatus.model_error, text="")
    assert scored(make_fact(), broken).right.passed is False
    assert scored(make_unanswerable(), broken).abstained.passed is False
    assert not score_error("ValueError: x").passed


def test_abstaining_on_an_unanswerable_question_passes(make_unanswerable: MakeFact) -> None:
    result = scored(make_unanswerable(), refusal())
    assert result.passed
    assert result.right.passed is None


def test_answering_an_unanswerable_question_is_wrong(make_unanswerable: MakeFact, review: Document) -> None:
    result = scored(make_unanswerable(), answer_with(cite(review, GOLD)))
    assert result.abstained.reason == "answered what the evidence does not answer"
    assert result.right.passed is False


def test_an_abstention_that_answers_all_the_same_is_wrong(make_unanswerable: MakeFact, review: Document) -> None:
    leaky = refusal("The evidence does not say, but it was 250.")
    assert "its text gives figures" in scored(make_unanswerable(), leaky).abstained.reason
    citing = replace(answer_with(cite(review, GOLD)), status=AnswerStatus.insufficient_evidence, text="")
    assert "yet gives 1 statements" in scored(make_unanswerable(), citing).abstained.reason


def test_a_false_premise_may_be_refused_or_put_right(make_unanswerable: MakeFact, review: Document) -> None:
    fact = make_unanswerable(trap="false_premise", may_include=[["250"]])
    assert scored(fact, refusal()).passed
    assert scored(fact, answer_with(cite(review, GOLD))).passed
    wrong = scored(fact, answer_with(cite(review, YEAR)))
    assert "does not say 250" in wrong.abstained.reason


def test_a_comparison_needs_all_its_evidence(make_fact: MakeFact, review: Document, other: Document) -> None:
    places = [
        {"document": "review", "words": "more than 250 companies"},
        {"document": "other", "words": "25 companies"},
    ]
    fact = make_fact(kind="comparison", evidence=places, must_include=[["250"], ["25"]])
    one, two = cite(review, GOLD), cite(other, "Bradford has 25 companies.", number=2)
    assert scored(fact, answer_with(one, two)).passed
    assert "evidence of other" in scored(fact, answer_with(one)).cited.reason
    assert scored(make_fact(evidence=places), answer_with(one)).cited.passed


def test_evidence_that_says_both_sides_is_enough_for_a_conflict(make_fact: MakeFact, review: Document) -> None:
    rank = "Leeds ranks 7th for core biopharma and 4th for digital health."
    places = [{"document": "review", "words": rank}, {"document": "other", "words": "25 companies"}]
    fact = make_fact(kind="conflict", evidence=places, must_include=[["7th"], ["4th"]])
    assert scored(fact, answer_with(cite(review, rank))).cited.passed


def test_a_table_row_is_cited_by_its_cells(make_fact: MakeFact, review: Document) -> None:
    row = "Edition: 2020; Businesses: 6,330; Turnover: £88.9bn"
    fact = make_fact(kind="table", must_include=[["6,330"]], evidence=[{"document": "review", "words": "2020 | 6,330"}])
    assert scored(fact, answer_with(cite(review, row))).passed
    wrong_row = "Edition: 2019; Businesses: 6,300; Turnover: £80.7bn"
    assert scored(fact, answer_with(cite(review, wrong_row))).cited.passed is False


def test_a_calculated_figure_shows_its_working(make_fact: MakeFact, review: Document) -> None:
    rank = "Leeds ranks 7th for core biopharma and 4th for digital health."
    statement = Statement("Leeds is 3 places better.", (1,), calculated="7th to 4th: 3")
    answer = replace(answer_with(cite(review, rank)), statements=(statement,), text="Leeds is 3 places better. [1]")
    assert scored(make_fact(), answer).grounded.passed
    invented = replace(answer, statements=(replace(statement, calculated="9th to 6th: 3"),))
    assert "the calculation uses figures" in scored(make_fact(), invented).grounded.reason


def test_a_citation_that_adds_nothing_lowers_precision(review: Document) -> None:
    one, two = cite(review, GOLD), cite(review, "Leeds ranks 7th for core biopharma", number=2)
    answer = replace(answer_with(one, two), statements=(Statement(GOLD, (1, 2)),))
    assert citation_quality(answer) == (1.0, 0.5)


def test_a_name_that_no_quote_holds_lowers_recall(review: Document) -> None:
    answer = answer_with(cite(review, GOLD), said="The region, with Sheffield, has more than 250 companies.")
    assert citation_quality(answer) == (0.0, 0.0)


@pytest.mark.parametrize("kind", ["figure", "fact", "who", "definition", "messy", "other_words"])
def test_every_kind_can_fail(kind: str, make_fact: MakeFact, review: Document) -> None:
    assert not scored(make_fact(kind=kind), answer_with(cite(review, YEAR))).passed
