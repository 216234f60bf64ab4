"""Contrasts: two passages that differ in one sentence, of which one answers a question and the other does not.

Each file of `contrasts/` belongs to the file of the same name in `questions/`. A line names a passage, the question's
number in it (from 0) and a sentence written by hand. With an `answer`, the passage does not answer the question, and
the sentence makes it do so where it is added. Without, the sentence stands in place of the one that answers, tells
something near to it, and leaves the question open. So how a question sounds tells nothing: what the passage says does.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.reading.items import find_answer, seeded
from assistant.reading.reworded import reword
from assistant.reading.text import STORED_ROW, sentence_spans

CONTRASTS = Path(__file__).parent / "contrasts"
_MARKER = re.compile(r"[-•*] ")
_BARE_MARKER = re.compile(r"(^|\n)[-•*] ?(?=\n|$)")
_EMPTY_LINES = re.compile(r"\n{2,}")
_SPACES = re.compile(r"(?<=\S) {2,}")


def contrasts_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return a file's contrasts by passage; empty where it has none.

    Args:
        name: the file's, without its ending.
    """
    path = CONTRASTS / f"{name}.jsonl"
    found: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        entry = json.loads(line)
        found.setdefault(entry["passage"], []).append(entry)
    return found


def contrasted(
    record: dict[str, Any], contrasts: Sequence[Mapping[str, Any]], reworded: Sequence[tuple[int, str]] = ()
) -> Iterator[dict[str, Any]]:
    """Yield records of one question each: the passage that answers it, and what stands `instead` of its sentence.

    Args:
        record: a passage with its questions.
        contrasts: the contrasts of the passage.
        reworded: numbers of its questions and their words said anew; each is contrasted like the question itself.

    Raises:
        ValueError: a contrast's question is not in the passage, or is one that it answers where an answer is added, or
            one that it leaves open where none is; or its sentence does not hold its answer.
    """
    for contrast in contrasts:
        number, sentence, answer = contrast["question"], contrast["sentence"], contrast.get("answer")
        question = record["questions"][number] if 0 <= number < len(record["questions"]) else None
        holds = not answer or find_answer(sentence, answer) >= 0
        if question is None or bool(question["answer"]) == bool(answer) or not holds:
            raise ValueError(
                f"Could not read a contrast of passage '{record['id']}': it has no question {number} (from 0) of that "
                f"kind, or the sentence does not hold the answer '{answer}'. Mend the line: {sentence!r}"
            )
        passage, instead = record["passage"], sentence
        if answer:
            passage, instead = add_sentence(record["kind"], passage, sentence), ""
            question = {"question": question["question"], "type": "paraphrase", "answer": answer, "sentence": sentence}
        anew = reword(record, [(place, words) for place, words in reworded if place == number])
        asked = [question, *({**question, "question": one["question"], "type": one["type"]} for one in anew)]
        for one in asked:
            type_ = "paraphrase" if answer else one["type"]
            yield {**record, "passage": passage, "questions": [{**one, "type": type_}], "instead": instead}


def add_sentence(kind: str, passage: str, sentence: str) -> str:
    """Put a sentence into a passage: a row or an item behind the last one, others between two sentences.

    Args:
        kind: `prose`, `list`, `table` or `note`; rows of a table are separated by " / ".
    """
    if kind == "table":
        return f"{passage} / {sentence}" if STORED_ROW.match(sentence) else f"{passage} / Note: {sentence}"
    if kind == "list":
        return f"{passage.rstrip()}\n{sentence}"
    places = [end for _, end in sentence_spans(passage)]
    place = seeded(f"{passage[:40]} {sentence}").choice(places)
    return f"{passage[:place]} {sentence}{passage[place:]}"


def without(text: str, sentence: str, instead: str) -> str | None:
    """Return a text with something else in place of a sentence, or None where the text does not hold it.

    Args:
        sentence: its marker of a list item may be missing in the text.
        instead: what stands there then; empty for nothing.
    """
    bare, other = (_MARKER.sub("", part, count=1) if _MARKER.match(part) else part for part in (sentence, instead))
    place = text.find(bare)
    if place < 0:
        return None
    rest = f"{text[:place].rstrip(' ') if not other and place else text[:place]}{other}{text[place + len(bare) :]}"
    return _SPACES.sub(" ", _EMPTY_LINES.sub("\n", _BARE_MARKER.sub(r"\1", rest))).strip()
