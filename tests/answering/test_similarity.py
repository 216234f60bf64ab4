"""The reader without a model finds the sentence that shares the question's rare words."""

from __future__ import annotations

import pytest

from assistant.answering.similarity import SimilarityReader
from assistant.reading.protocol import Reader, ReaderInput

PASSAGE = "The port opened in 1987. It employs 40 people.\nmobile clinics\nYear: 2022; Grants: 19"


@pytest.fixture
def reader() -> SimilarityReader:
    return SimilarityReader(lambda term: 1.0)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did the port open?", "The port opened in 1987."),
        ("How many people does it employ?", "It employs 40 people."),
        ("Which clinics are mobile?", "mobile clinics"),
        ("How many grants in the year 2022?", "Year: 2022; Grants: 19"),
    ],
)
def test_the_sentence_with_the_words_is_best(reader, question, words):
    (reading,) = reader.read(question, [ReaderInput("Title", PASSAGE)])
    assert PASSAGE[reading.start : reading.end] == words
    assert reading.spans[0] == (reading.start, reading.end, reading.margin)
    assert [span[2] for span in reading.spans] == sorted((span[2] for span in reading.spans), reverse=True)


def test_readings_come_in_the_order_of_the_passages(reader):
    texts = ["Nothing here.", "The port opened.", "Port."]
    readings = reader.read("the port", [ReaderInput("", text) for text in texts])
    assert len(readings) == 3
    assert readings[0].margin < readings[1].margin


@pytest.mark.parametrize(("question", "text"), [("", "Words."), ("?", ""), ("port", ""), ("中文", "中文")])
def test_odd_input_is_read_without_a_fault(reader, question, text):
    (reading,) = reader.read(question, [ReaderInput("", text)])
    assert 0 <= reading.start <= reading.end <= len(text)


def test_it_is_a_reader(reader):
    assert isinstance(reader, Reader)
