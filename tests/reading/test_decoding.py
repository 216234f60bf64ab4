import itertools
import threading

import numpy as np
import pytest

from assistant.reading.decoding import SpanReader, pad, window_spans
from assistant.reading.encoding import Encoder, Window
from assistant.reading.protocol import Reader, ReaderInput

PASSAGES = [
    ReaderInput("Parks", "Kiln Wood was planted in 1987.\nIts boardwalk cost £230,000."),
    ReaderInput("", "Barrow Field has new lights."),
    ReaderInput("Annex > Long", " ".join(f"Line {n} is about benches." for n in range(120)) + " The gate is red."),
    ReaderInput("Empty", ""),
]


class WordModel:
    """Scores a token by its id, so that a reading depends on nothing but the words read."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, ids, mask, types):
        self.shapes.append(ids.shape)
        return (ids % 97 / 10.0).astype(np.float32), (ids % 89 / 10.0).astype(np.float32)


def reader(batch: int = 3, workers: int = 1) -> SpanReader:
    return SpanReader("words", Encoder(), WordModel(), batch=batch, workers=workers)


def test_it_is_a_reader():
    assert isinstance(reader(), Reader)


def test_spans_lie_in_the_text_and_do_not_overlap():
    for passage, reading in zip(PASSAGES[:3], reader().read("What?", PASSAGES[:3]), strict=True):
        assert 1 <= len(reading.spans) <= 5
        assert reading.spans[0] == (reading.start, reading.end, reading.margin)
        assert [m for _, _, m in reading.spans] == sorted((m for _, _, m in reading.spans), reverse=True)
        for start, end, _ in reading.spans:
            words = passage.text[start:end]
            assert words
            assert words == words.strip()
        ordered = sorted(reading.spans)
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(ordered))


def test_a_passage_without_words_answers_nothing():
    (reading,) = reader().read("What?", [PASSAGES[3]])
    assert reading.spans == ()
    assert reading.margin == float("-inf")
    assert reader().read("What?", []) == []


def test_readings_do_not_depend_on_the_batch_the_order_or_the_workers():
    together = reader(8).read("What is red?", PASSAGES)
    assert together == reader(1).read("What is red?", PASSAGES)
    assert together[::-1] == reader(2).read("What is red?", PASSAGES[::-1])
    assert together == reader(1, workers=3).read("What is red?", PASSAGES)


def test_pairs_are_each_read_for_their_own_question():
    pairs = [("What is red?", PASSAGES[0]), ("Who?", PASSAGES[1])]
    alone = [reader().read(question, [passage])[0] for question, passage in pairs]
    assert reader().read_pairs(pairs) == alone


def test_windows_of_like_length_are_padded_together():
    model = WordModel()
    SpanReader("words", Encoder(), model, batch=2).read("What is red?", PASSAGES)
    widths = [shape[1] for shape in model.shapes]
    assert widths == sorted(widths, reverse=True)
    assert all(shape[0] <= 2 for shape in model.shapes)


def test_a_fault_of_the_model_reaches_the_caller():
    def broken(ids, mask, types):
        raise RuntimeError("no memory")

    with pytest.raises(RuntimeError, match="no memory"):
        SpanReader("broken", Encoder(), broken, workers=2).read("What is red?", PASSAGES)


def test_many_threads_get_what_one_gets():
    shared, results = reader(), {}
    expected = shared.read("What is red?", PASSAGES)

    def work(number: int) -> None:
        results[number] = [shared.read("What is red?", PASSAGES) for _ in range(5)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result == expected for part in results.values() for result in part)
    assert len(results) == 6


def test_padding_is_masked_and_the_second_part_has_type_one():
    ids, mask, types = pad([Window((101, 5, 102, 7, 102), 3, 3, ((0, 1),)), Window((101, 102, 102), 2, 2, ())])
    assert ids.tolist() == [[101, 5, 102, 7, 102], [101, 102, 102, 0, 0]]
    assert mask.tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert types.tolist() == [[0, 0, 0, 1, 1], [0, 0, 1, 0, 0]]


def test_the_margin_is_the_best_span_minus_no_answer():
    window = Window((101, 5, 102, 7, 8, 9, 102), 3, 3, ((0, 2), (3, 5), (6, 9)))
    starts = np.array([1.0, 9, 9, 0.5, 4.0, 0, 9], dtype=np.float32)
    ends = np.array([2.0, 9, 9, 8.0, 0.0, 3.0, 9], dtype=np.float32)
    best = window_spans(window, starts, ends)[0]
    assert best == (0, 2, pytest.approx(8.5 - 3.0))
