"""Answers that readers keep as candidates for known facts: appended to a file, to be reviewed by people."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import UsageError
from assistant.schema import Answer, AnswerStatus

CANDIDATES = Path("eval/candidates.yaml")
MAX_BYTES = 1_000_000
"""A file of that size holds about a thousand candidates: nobody has looked at it for long."""
_HEAD = (
    "# Candidates for known facts, kept by readers of the chat. Review each: correct its answer, say what a right\n"
    "# answer must include, then move it to known_facts.yaml. The fields are described in README.md.\n"
)
_LOCK = threading.Lock()


def candidate_of(answer: Answer) -> dict[str, Any]:
    """Return an answer as a candidate for a known fact, in the form of `known_facts.yaml`."""
    answered = answer.status is AnswerStatus.answered
    exact = [[statement.text[slice(*statement.exact)]] for statement in answer.statements if statement.exact]
    question = answer.standalone_question or answer.question
    identity = hashlib.sha256(f"{question}\n{answer.text}".encode()).hexdigest()[:10]
    missing = {"why_unanswerable": "Kept by a reader; say what is missing.", "trap": "near_miss"}
    return {
        "id": f"candidate-{identity}",
        "kind": "fact" if answered else "unanswerable",
        "audience": "officer",
        "question": question,
        "answer": " ".join(statement.text for statement in answer.statements) if answered else "",
        "must_include": exact if answered else [],
        "evidence": [
            {"document": citation.document, "locator": citation.locator.describe(), "words": citation.quote}
            for citation in answer.citations
        ],
        **({} if answered else missing),
    }


def keep_candidate(path: Path, answer: Answer) -> bool:
    """Append an answer to a file of candidates; return False where it is there already.

    Raises:
        UsageError: the file is full, or cannot be written.
    """
    candidate = candidate_of(answer)
    with _LOCK:  # two readers at once
        try:
            known = path.read_text(encoding="utf-8") if path.exists() else ""
            if f"id: {candidate['id']}\n" in known:
                return False
            if len(known.encode("utf-8")) > MAX_BYTES:
                raise UsageError("The file of candidates is full. Review some first: see eval/README.md.")
            item = yaml.safe_dump([candidate], allow_unicode=True, sort_keys=False, width=110)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as stream:
                stream.write(("" if known else _HEAD) + "\n" + item)
        except OSError as error:
            raise UsageError(f"The candidate could not be kept in '{path}': {error.strerror}.") from error
    return True
