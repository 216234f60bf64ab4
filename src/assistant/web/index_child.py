"""The child process that `indexer.py` starts: builds the index and tells of it, a line of JSON each time."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

_NICER = 5  # of 19: answers go first where both want the processor


def main(asked: str) -> None:
    """Build the index that is asked for, as JSON with `corpus`, `index`, `embedding_model` and `vector_store`."""
    if hasattr(os, "nice"):
        os.nice(_NICER)
    from assistant.errors import AssistantError
    from assistant.indexing.build import build_index
    from assistant.indexing.embedding import SentenceTransformerEmbedder

    given = json.loads(asked)
    model = str(given["embedding_model"])
    try:
        report = build_index(
            Path(given["corpus"]),
            Path(given["index"]),
            lambda: SentenceTransformerEmbedder(model),
            embedding_model=model,
            vector_store=given["vector_store"],
            progress=lambda stage, done, of: _say({"stage": stage, "done": done, "of": of}),
        )
    except AssistantError as error:
        _say({"error": str(error)})
        return
    documents, passages = len(report.manifest.documents), report.manifest.passages
    held = f"{documents:,} document{'' if documents == 1 else 's'}, {passages:,} passages"
    done = f"Done in {report.seconds:.0f} s: {held}." if report.changed else f"Nothing had changed: {held}."
    _say({"message": done, "unread": [file for file, _ in report.manifest.skipped]})


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
