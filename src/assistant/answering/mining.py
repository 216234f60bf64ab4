"""Finds hard passages for the reader to learn from: `python -m assistant.answering.mining --output FILE`.

Each question of the evidence bases that the reader is trained on is asked of its region's reports, as a question is
asked of the program, and the reader that there is reads what is retrieved. What it holds likeliest though it does not
answer is what it has most to learn from (hard negative mining). The file is read by `assistant.reading.train --mined`.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.answering.bases import Asked, answer_span, open_bases, read_bases
from assistant.answering.prospects import Prospect, find_prospects, input_for
from assistant.answering.question import analyse_question
from assistant.answering.weights import Logistic, load_weights
from assistant.reading.protocol import Reader, ReaderInput, Reading
from assistant.reading.select import select_reader
from assistant.retrieval import OpenIndex

logger = logging.getLogger(__name__)

READ = 10
"""Passages that are retrieved and read for a question: 97 % of the answers of the regions are among as many."""
KEPT = 4
"""Passages kept that do not answer a question, the likeliest ones."""


def mine(index: OpenIndex, reader: Reader, ranker: Logistic, asked: Sequence[Asked]) -> Iterator[dict[str, Any]]:
    """Yield for each question the passage that answers it and the likeliest ones that do not, as the reader saw them.

    Left out are questions whose answer is not retrieved, and passages of which it is not told whether they answer:
    those that hold the same words as the answer elsewhere. A near miss has an empty `answer`.

    Args:
        index: over the reports of all the regions.
        reader: says which passages look likeliest.
        ranker: of the reader's weights; what is read is worked out as for an answer.
    """
    for number, item in enumerate(asked, 1):
        question = analyse_question(item.question)
        candidates = index.retriever.search(item.question, documents=item.reports)
        prospects = find_prospects(
            question, candidates, document=index.store.document, weight=index.lexical.weight, ranker=ranker
        )
        inputs = [input_for(question, prospect) for prospect in prospects]
        read = list(zip(prospects, inputs, reader.read(item.question, inputs), strict=True))
        record = _mined(item, sorted(read, key=lambda one: -one[2].margin))
        if record:
            yield record
        if number % 200 == 0:
            logger.info("%d of %d questions", number, len(asked))


def _mined(item: Asked, read: Sequence[tuple[Prospect, ReaderInput, Reading]]) -> dict[str, Any] | None:
    """Return the record of a question from what was read for it, the likeliest passage first; None without any."""
    learnt: dict[str, Any] | None = None
    wrong: list[dict[str, Any]] = []
    for prospect, passage, _ in read:
        span = answer_span(passage.text, item.answer) if item.is_answerable else None
        if span is None:
            wrong.append({"context": passage.context, "text": passage.text})
        elif learnt is None and prospect.candidate.passage.document == item.document:
            learnt = {"context": passage.context, "text": passage.text, "answer": span}
    if not item.is_answerable and wrong:
        learnt = {**wrong[0], "answer": None}
    return {"region": item.region, "question": item.question, **learnt, "wrong": wrong[:KEPT]} if learnt else None


def main() -> None:
    """Mine, write."""
    parser = argparse.ArgumentParser(description="Find hard passages for the reader to learn from.")
    parser.add_argument("--reader", default="default", help="as ASSISTANT_READER")
    parser.add_argument("--every", type=int, default=1, help="take one question in so many: a quick look")
    parser.add_argument("--output", type=Path, required=True, help="file to write, a question a line")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logging.getLogger(__name__).setLevel(logging.INFO)
    reader = select_reader(options.reader)
    if reader is None:
        parser.error("mining needs a reader; 'none' is none")
    with tempfile.TemporaryDirectory() as scratch:
        index = open_bases(Path(scratch), "trained", count=READ)
        asked = [*read_bases("trained")][:: options.every]
        with options.output.open("w", encoding="utf-8") as file:
            for record in mine(index, reader, load_weights(reader.name).unit, asked):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        index.close()


if __name__ == "__main__":
    main()
