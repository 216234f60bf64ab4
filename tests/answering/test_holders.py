"""The holder of a role is named beside it: not a deputy, not a former one, not another body's."""

from __future__ import annotations

import pytest

from assistant.answering.holders import (
    asked_role,
    head_questions,
    holder,
    names_holder,
    names_somebody,
    says_who_heads,
)
from assistant.indexing.lexical import content_terms


@pytest.mark.parametrize(
    ("question", "text", "person"),
    [
        ("Who is the director of Kiln Park?", "In 2019 the director, Dr Ada Moss, spoke.", "Dr Ada Moss"),
        ("Who is the director of Kiln Park?", "In May 2024 director Ben Hale told the paper so.", "Ben Hale"),
        ("Who is Kiln Park's director?", "Ben Hale, Kiln Park director, said so.", "Ben Hale"),
        ("who's the director of Kiln Park", "Ben Hale is now the director of Kiln Park.", "Ben Hale"),
        ("who is its director? (Kiln Park)", "Ben Hale became its director in May 2024.", "Ben Hale"),
        ("Who chairs the board?", "Imani Okoro chairs the board and Ben Hale is chief executive.", "Imani Okoro"),
        ("Who chairs the board?", "The board is chaired by Imani Okoro.", "Imani Okoro"),
        ("Who is the chief executive?", "Imani Okoro chairs it, and Ben Hale is chief executive.", "Ben Hale"),
        ("Who is the director of Kiln Park?", "The former director Ada Moss praised Kiln Park.", None),
        ("Who is the director of Kiln Park?", "The deputy director Ada Moss praised Kiln Park.", None),
        ("Who is the director of Kiln Park?", "Harbour Works director Ada Moss praised Kiln Park.", None),
        ("Who is the director of Kiln Park?", "Ada Moss, director of Harbour Works, praised Kiln Park.", None),
        ("Who is the director of Kiln Park?", "The director's review counts 57 firms.", None),
        ("Who is the director of Kiln Park?", "Ada Moss, Director Planning, and Ben Hale came.", None),
        ("Who is the chief executive?", "Ada Moss, Chief Executive Officer, said so.", "Ada Moss"),
        ("Who is the leader of the council?", "Ada Moss, Leader, Labour, said so.", "Ada Moss"),
        ("Who is the director of planning?", "Ada Moss, Director Planning, and Ben Hale came.", "Ada Moss"),
        ("Who is the commissioner?", "The review was commissioned by Ada Moss.", None),
        ("Who is the head of Kiln Park?", "Quill Works left its headquarters, Harbour House, in May.", None),
        ("Who is the head of Kiln Park?", "Ben Hale heads Kiln Park.", "Ben Hale"),
        ("Who is the manager of Kiln Park?", "Kiln Park is managed by Quill Works.", None),
        ("Who is the manager of Kiln Park?", "Ben Hale manages Kiln Park.", "Ben Hale"),
        ("Who is the chair?", "The chairwoman, Ada Moss, opened it.", "Ada Moss"),
        ("Who is the head?", "Ada Moss and Ben Hale came; the latter was at headquarters.", None),
    ],
)
def test_a_person_beside_the_role_holds_it(question, text, person):
    role = asked_role(question)
    assert role is not None
    found = holder(role, text, frozenset(content_terms(question)))
    assert (text[slice(*found)] if found else None) == person


@pytest.mark.parametrize("question", ["Who was the director of Kiln Park?", "How many firms are there?", "Who has it?"])
def test_a_question_that_asks_for_no_present_holder_has_no_role(question):
    assert asked_role(question) is None


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("who runs Kiln Park", "Kiln Park"),
        ("Who is in charge of the port?", "the port"),
        ("who's running Kiln Park?", "Kiln Park"),
        ("who runs it?", ""),
        ("who's running it now? (Kiln Park)", "Kiln Park"),
        ("who is in charge of it? (Kiln Park, Crale)", "Kiln Park"),
        ("Who runs Kiln Park now?", "Kiln Park"),
        ("who leads Kiln Park at present", "Kiln Park"),
        ("Who is in charge of Kiln Park these days?", "Kiln Park"),
        ("Who chairs the board?", ""),
        ("Who ran Kiln Park?", ""),
        ("Who is in charge?", ""),
    ],
)
def test_who_runs_something_is_asked_after_its_head(question, what):
    asked = (f"who is the director of {what}?", f"who is the chief executive of {what}?") if what else ()
    assert head_questions(question) == asked


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("In May 2024 director Ben Hale told the paper so.", True),
        ("The deputy director of Kiln Park, Ben Hale, said so.", False),
        ("Kiln Park has a director.", False),
    ],
)
def test_only_a_named_holder_answers_who_runs_something(text, is_named):
    assert names_holder("who is the director of Kiln Park?", text) is is_named


@pytest.mark.parametrize(
    ("text", "names"),
    [("Ada Moss", True), ("Carr Mill", False), ("mill director, end of 2022", False), ("Moor Hub and Ada Moss", True)],
)
def test_somebody_is_named_who_is_not_in_the_question(text, names):
    assert names_somebody("Who runs Carr Mill?", text) is names


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("Who runs Moor Hub?", "Ada Moss runs Moor Hub from Crale.", True),
        ("Who is in charge of the port now?", "Ada Moss, a miller, now leads the port.", True),
        ("Who runs Moor Hub?", "The scheme is run by Kiln Works with Moor Hub as host.", False),
        ("Who runs Moor Hub?", "Ada Moss runs Carr Mill.", False),
        ("Who chairs the board?", "Ada Moss chairs the board.", False),
    ],
)
def test_a_person_is_said_to_run_something(question, text, says):
    assert says_who_heads(question, text) is says
