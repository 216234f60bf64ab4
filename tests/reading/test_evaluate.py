import numpy as np
import pytest

from assistant.reading.evaluate import area, best_threshold, score, score_by
from assistant.reading.protocol import Reading


def reading(item, text: str, margin: float) -> Reading:
    start = item.text.find(text)
    return Reading(start, start + len(text), margin, ((start, start + len(text), margin),))


def test_scores_tell_answered_from_refused(small_items):
    items = [small_items[0], small_items[1], small_items[8], small_items[9]]
    readings = [
        reading(items[0], "May 2019", 4.0),
        reading(items[1], "£1.2 million", -1.0),
        reading(items[2], "May 2019", -2.0),
        reading(items[3], "1987", 2.0),
    ]
    found = score(items, readings, 0.0)
    assert (found.count, found.answerable) == (4, 2)
    assert (found.span_f1, found.has_f1, found.no_answer, found.f1, found.em) == (100.0, 50.0, 50.0, 50.0, 50.0)
    assert found.auc == 75.0
    assert score(items, readings).f1 == 75.0
    assert set(score_by(lambda item: item.type, items, readings, 0.0)) == {"direct", "nearmiss"}


@pytest.mark.parametrize(
    ("has", "expected"),
    [([1, 1, 0, 0], 2.5), ([0, 0, 0, 0], 4.0), ([1, 1, 1, 1], 0.0)],
)
def test_the_best_threshold_lies_between_right_and_wrong(has, expected):
    present = np.array(has, dtype=bool)
    assert best_threshold(np.array([4.0, 3.0, 2.0, 1.0]), present.astype(float), present) == expected


def test_the_area_counts_ties_half():
    assert area(np.array([1.0, 2.0]), np.array([1.0, 0.0])) == 87.5
    assert np.isnan(area(np.array([]), np.array([1.0])))
