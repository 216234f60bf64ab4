from dataclasses import replace

import numpy as np
import pytest

from assistant.reading.evaluate import area, best_threshold, score, score_by, score_polarity
from assistant.reading.protocol import Reading


def reading(item, text: str, margin: float) -> Reading:
    start = item.text.find(text)
    return Reading(start, start + len(text), margin, ((start, start + len(text), margin),))


class Settling:
    """Says yes of "open", no of "closed", surely of short sentences, and finds nothing in "sorry"."""

    def read_pairs(self, pairs):
        return [
            Reading(
                0, 4, -1.0 if "sorry" in one.text else 1.0, (), 0.9 * ("open" in one.text), 0.7 * ("closed" in one.text)
            )
            for _, one in pairs
        ]


def test_polarity_is_scored_where_it_is_said(small_items):
    plain = replace(small_items[0], question="Is it open?", type="yesno")
    texts = [
        ("It is open.", "yes"),
        ("It is closed.", "no"),
        ("It is open.", "no"),
        ("sorry open", "yes"),
        ("Who?", "open"),
    ]
    judged = [
        replace(plain, text=text, answers=((0, 2),), evidence=(0, len(text)), polarity=polarity)
        for text, polarity in texts
    ]
    missed = [
        replace(plain, text=text, answers=(), evidence=None, polarity=None)
        for text in ("The open pier. Closed.", "No.")
    ]
    found = score_polarity(Settling(), [*judged, *missed], [0.5, 0.8])
    assert (found["count"], found["near misses"]) == (5, 2)
    assert found["from 0.5"] == {"said": 75.0, "right": 66.7, "said of near misses": 50.0}
    assert found["from 0.8"] == {"said": 50.0, "right": 50.0, "said of near misses": 50.0}


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
