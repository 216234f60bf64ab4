"""How many follow-ups are answered rightly: dialogues over invented reports, asked with their history and written out.

Every third dialogue is kept unseen; the others may be looked at while the rules are written. With `--own` the history
holds what the assistant answered itself, as in a chat, not the short answers that were written by hand.
"""

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import machine

from assistant.assistant import Assistant
from assistant.indexing.build import build_index
from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder
from assistant.indexing.lexical import content_terms
from assistant.schema import AnswerStatus, Turn
from assistant.settings import Settings

UNSEEN = 3  # one dialogue in so many is kept unseen
_ROW = re.compile(r"[^.;:]{1,60}: [^;]+(?:; [^;:]+: [^;]+)+;?")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_INSIDE_NAME = re.compile(r"(?<!^)(?<!\. )\b[A-Z][\w'’-]+")


def markdown(dialogue: dict[str, Any]) -> str:
    """Return the passages of a dialogue as one document; rows that are apart by " / " become a table."""
    lines = [f"# {dialogue['topic']}", ""]
    for passage in dialogue["passages"]:
        lines += [f"## {passage['heading']}", ""]
        rows = [row.strip() for row in passage["passage"].split(" / ")]
        if len(rows) > 1 and all(_ROW.fullmatch(row) for row in rows):
            cells = [[cell.split(": ", 1) for cell in row.rstrip(";").split("; ")] for row in rows]
            columns = [cell[0] for cell in cells[0]]
            lines += [f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns)]
            lines += [f"| {' | '.join(cell[-1] for cell in row)} |" for row in cells]
        else:
            lines.append(passage["passage"])
        lines.append("")
    return "\n".join(lines)


def is_right(said: str, answer: str, question: str) -> bool:
    """Whether a text says what the short answer adds to the question: its figures, else its names, else its words."""
    plain, asked = said.lower().replace(",", ""), question.lower().replace(",", "")
    for pattern in (_NUMBER, _INSIDE_NAME):
        new = [found.lower().replace(",", "") for found in pattern.findall(answer)]
        new = [found for found in new if found not in asked]
        if new:
            return all(found in plain for found in new)
    wanted = set(content_terms(answer)) - set(content_terms(question))
    return bool(wanted) and 2 * len(wanted & set(content_terms(said))) >= len(wanted)


def ask_all(
    assistant: Assistant, dialogues: list[dict[str, Any]], *, written_out: bool, own: bool
) -> Iterator[tuple[bool, str, bool]]:
    """Yield for each follow-up whether its dialogue is kept unseen, its kind, and whether it was answered rightly."""
    for at, dialogue in enumerate(dialogues):
        history: list[Turn] = []
        for number, turn in enumerate(dialogue["turns"]):
            said = turn["answer"]
            if (number and turn["kind"] != "smalltalk") or own:
                question = turn["standalone"] if written_out else turn["question"]
                reply = assistant.ask(question, history=[] if written_out else history)
                said = reply.text if own else said
            if number and turn["kind"] != "smalltalk":
                answered = reply.status is AnswerStatus.answered
                right = answered and is_right(reply.text, turn["answer"], turn["standalone"])
                kind = turn["kind"] if turn["passage"] else "not in the evidence"
                yield at % UNSEEN == UNSEEN - 1, kind, right if turn["passage"] else not answered
            history.append(Turn(turn["question"], said))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/dialogues/dialogues.jsonl"))
    parser.add_argument("--own", action="store_true", help="the history holds the assistant's own answers")
    given = parser.parse_args()
    dialogues = [json.loads(line) for line in given.data.read_text(encoding="utf-8").splitlines()]
    print(machine.describe())
    with tempfile.TemporaryDirectory() as scratch:
        corpus, index = Path(scratch, "corpus"), Path(scratch, "index")
        corpus.mkdir()
        for dialogue in dialogues:
            (corpus / f"{dialogue['id']}.md").write_text(markdown(dialogue), encoding="utf-8")
        build_index(corpus, index, SentenceTransformerEmbedder, embedding_model=DEFAULT_MODEL)
        with Assistant.open(Settings(corpus=corpus, index=index)) as assistant:
            for name, written_out in (("with its history", False), ("written out", True)):
                right: dict[tuple[bool, str], list[bool]] = defaultdict(list)
                for unseen, kind, ok in ask_all(assistant, dialogues, written_out=written_out, own=given.own):
                    right[unseen, kind].append(ok)
                    if kind != "not in the evidence":
                        right[unseen, "all that are answered"].append(ok)
                for (unseen, kind), oks in sorted(right.items()):
                    part = "unseen" if unseen else "looked at"
                    print(f"{name:17}  {part:9}  {kind:22}  {sum(oks):4} of {len(oks):4}  {sum(oks) / len(oks):5.1%}")


if __name__ == "__main__":
    main()
