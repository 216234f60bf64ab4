from dataclasses import replace

from assistant.reading.benchmark import rank, score_contrasts, score_removed
from assistant.reading.reader import OnnxReader


def test_passages_of_one_file_are_ranked_for_its_questions(small_items):
    found = rank(OnnxReader.load(), [small_items])
    assert set(found) == {
        "count", "among_20", "first_bm25", "first_margin", "first_both", "right_answer", "auc_best_margin",
    }  # fmt: skip
    assert found["among_20"] == 100.0
    assert found["right_answer"] >= 75.0


def test_the_passage_with_its_evidence_has_the_higher_margin(small_items):
    longer = [
        type(item)(**{**item.__dict__, "text": item.text + " It is said to be a fine place."}) for item in small_items
    ]
    found = score_removed(OnnxReader.load(), longer)
    assert found["direct"]["count"] >= 4
    assert found["direct"]["paired"] >= 75.0


def test_the_passage_that_answers_has_the_higher_margin_than_its_contrast(small_items):
    answered = [item for item in small_items if item.answers]
    told = [replace(item, instead="Nobody has said a word of it.") for item in answered]
    added = [replace(item, instead="") for item in answered]
    found = score_contrasts(OnnxReader.load(), [*told, *added])
    assert {kind: scores["count"] for kind, scores in found.items()} == {"added": 8, "in place": 8}
    assert all(scores["paired"] >= 75.0 for scores in found.values())
