import pytest

from assistant.reading.text import exact_match, model_text, normalise_answer, sentence_spans, token_f1


def test_a_newline_becomes_one_slash_so_that_offsets_hold():
    assert model_text("Aims:\nmore jobs\n\nEnd") == "Aims:/more jobs//End"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened in May. It cost £2.5 million.", ["It opened in May.", "It cost £2.5 million."]),
        ("Dr. Shah chairs it. He said so.", ["Dr. Shah chairs it.", "He said so."]),
        ("The U.S. Navy came, e.g. In May.", ["The U.S. Navy came, e.g. In May."]),
        ("We will:\n- open beds;\n- hire staff.", ["We will:", "- open beds;", "- hire staff."]),
        ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
        ("No stop at all", ["No stop at all"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_items_and_rows_are_found_with_their_place(text, expected):
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


@pytest.mark.parametrize(
    ("prediction", "answers", "f1", "em"),
    [
        ("The £2.3 million", ["£2.3 million"], 1.0, 1.0),
        ("64 beds", ["64 step-down beds"], 0.8, 0.0),
        ("", [], 1.0, 1.0),
        ("something", [], 0.0, 0.0),
        ("north", ["south"], 0.0, 0.0),
        ("May", ["June", "may."], 1.0, 1.0),
    ],
)
def test_answers_are_compared_as_squad_does(prediction, answers, f1, em):
    assert token_f1(prediction, answers) == pytest.approx(f1)
    assert exact_match(prediction, answers) == em


def test_case_punctuation_and_articles_do_not_count():
    assert normalise_answer("  The Leeds-City   Region, (a) ") == "leedscity region"
