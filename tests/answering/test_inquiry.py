"""What a question's parts and the things that it joins are asked again."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assistant.answering.inquiry import Inquiry, points_at_answer
from assistant.answering.parts.split import Relation, split_question
from assistant.answering.quotes import Reply
from assistant.schema import AnswerStatus
from assistant.testing import open_assistant

MINUTES = """---
id: minutes
title: Minutes of Fenby parish
date: 2013
---

# Minutes of Fenby parish

Kiln Mill had 4,120 visitors in the year. Weir Mill opened in May, and the Radlow Centre has a new roof.
"""
OTHERS = {  # so that a thing that is told of alone stands apart
    f"{thing}.md": f"---\nid: {thing}\ntitle: The {thing}\n---\n\n# The {thing}\n\nThe {thing} of Weir Mill is old.\n"
    for thing in ("museum", "library", "market", "school", "theatre", "station", "garden", "pier")
}


@pytest.mark.parametrize(
    ("before", "question", "points"),
    [
        ("Which is the longest berth?", "how deep is it? (longest, berth)", True),
        ("Which quay does the Harbour Master like?", "how long is it? (Harbour Master)", True),
        ("Who chairs the board?", "what does she think of the plan? (board)", True),
        ("Which firm set up the Seed Fund?", "where was she born? (Seed Fund)", False),
        ("Who built the pier?", "where are they based? (pier)", True),
        ("Which are the longest berths?", "how deep are they? (berths)", True),
        ("Which is the longest berth?", "who runs the ferry?", False),
    ],
    ids=["a thing", "a thing beside a name", "a person", "a person behind a thing", "a body", "things", "no pronoun"],
)
def test_a_pronoun_stands_for_the_answer_of_its_kind(before, question, points):
    assert points_at_answer(question, before) is points


class Engine:
    """Answers those questions alone that name one of two months."""

    def reply(self, question, candidates):
        told = ("June" in question.text) != ("July" in question.text)
        return Reply(quotes=(), confidence=0.8 if told else 0.1, sufficient=told, closest=(), considered=())


@pytest.mark.parametrize(
    ("question", "relation"),
    [
        ("How many newts were seen in June and in July?", Relation.separate),
        ("How many newts were seen in May and in August?", Relation.none),
    ],
)
def test_each_of_two_things_is_asked_for_where_the_question_is_refused_as_a_whole(question, relation):
    names = SimpleNamespace(expand=lambda text: text, used=lambda text: ())
    retriever = SimpleNamespace(search=lambda text, documents=(): [])
    inquiry = Inquiry(question, (), (), engine=Engine(), names=names, retriever=retriever, sources=lambda: ())
    parts, replies, _ = inquiry.replies(split_question(question), lambda stage: None)
    assert parts.relation is relation
    assert [reply.sufficient for reply in replies] == ([True, True] if relation is Relation.separate else [False])


@pytest.mark.usefixtures("shared_words")
def test_what_is_told_of_one_of_two_things_alone_leaves_the_other_open(tmp_path):
    with open_assistant(tmp_path, {"minutes.md": MINUTES, **OTHERS}) as assistant:
        answer = assistant.ask("How many visitors did Kiln Mill and Weir Mill have?")
    assert answer.status is AnswerStatus.answered
    assert "4,120" in answer.text
    assert answer.unanswered == ("How many visitors did Weir Mill have?",)
