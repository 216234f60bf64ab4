"""Of a question of several parts, those about the documents are answered from the register, the others from them."""

from __future__ import annotations

import pytest

from assistant.schema import AnswerStatus

NEWEST = "“Saltham medical technology review”"


@pytest.mark.parametrize(
    ("question", "said", "engine"),
    [
        ("Which report is the latest and when was it published?", [NEWEST, "March 2024"], "register"),
        (
            "Who published the Northvale strategy and how many nurses does Northvale employ?",
            ["Northvale Council", "1,150"],
            "extractive",
        ),
        (
            "How many nurses does Northvale employ and who published the Northvale strategy?",
            ["1,150", "Northvale Council"],
            "extractive",
        ),
    ],
)
def test_each_part_is_answered_from_where_its_answer_is(assistant, question, said, engine):
    answer = assistant.ask(question)
    texts = [statement.text for statement in answer.statements]
    assert answer.engine == engine
    assert said[0] in texts[0]
    assert said[1] in texts[-1]
    assert [number for statement in answer.statements for number in statement.citations] == [
        citation.number for citation in answer.citations
    ]
    assert [citation.number for citation in answer.citations] == list(range(1, len(texts) + 1))
    assert answer.unanswered == ()
    assert all(f"{text} [{number}]" in answer.text for number, text in enumerate(texts, 1))


def test_a_part_that_the_evidence_does_not_answer_is_named_beside_the_registers(assistant):
    answer = assistant.ask(
        "When was the Northvale strategy published, and how many pilots does Quarrington airport license?"
    )
    assert answer.status is AnswerStatus.answered
    assert [statement.text.rsplit(" ", 4)[-3:] for statement in answer.statements] == [["2", "November", "2022."]]
    assert answer.unanswered == ("how many pilots does Quarrington airport license?",)
    assert answer.text.endswith(f"Not found in the evidence: {answer.unanswered[0]}")
    assert answer.closest == ()
