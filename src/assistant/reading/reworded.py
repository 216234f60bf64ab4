"""The questions of `questions/` that were said once more in quite other words, in `rewordings/`.

Each file there belongs to the file of the same name in `questions/`; a line names the passage, the question's number
in it (from 0) and its new words. A rewording asks for the same answer, or is as little answered, and is in the split
of its passage.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REWORDINGS = Path(__file__).parent / "rewordings"


def reworded_questions(name: str) -> dict[str, list[tuple[int, str]]]:
    """Return a file's rewordings: by passage, the number of the question in it (from 0) and its new words.

    Args:
        name: the file's, without its ending.
    """
    path = REWORDINGS / f"{name}.jsonl"
    found: dict[str, list[tuple[int, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        entry = json.loads(line)
        found.setdefault(entry["passage"], []).append((entry["question"], entry["words"]))
    return found


def reword(record: dict[str, Any], reworded: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """Return the questions of a passage that were said anew, in their new words; what was direct is so no longer.

    Raises:
        ValueError: a rewording is of a question that the passage does not have.
    """
    said = []
    for number, words in reworded:
        if number >= len(record["questions"]):
            raise ValueError(
                f"Could not read a rewording of passage '{record['id']}': it has no question {number} (from 0), "
                f"but {len(record['questions'])}. Put the number of the question that is said anew: {words!r}"
            )
        question = record["questions"][number]
        type_ = "paraphrase" if question["type"] == "direct" else question["type"]
        said.append({**question, "question": words, "type": type_})
    return said
