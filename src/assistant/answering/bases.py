"""The evidence bases that the weights are fitted on: four invented reports of a region each, and questions on them.

The reports of a region share places, bodies and measures, so that what one of them says is easily taken for what
another is asked. Half of the questions look as if the evidence answered them, and nothing does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

BASES = Path(__file__).with_name("bases")
"""A folder for each region: Markdown reports, and `questions.jsonl`."""
TESTED = frozenset(("dunmoss", "hexley", "larchester", "pellingford"))
"""The regions that nothing is fitted on; drawn by hand, one of each of four authors, before anything was measured."""


@dataclass(frozen=True)
class Asked:
    """A question of an evidence base; `document` and `answer` are empty where nothing answers it.

    Attributes:
        reports: ids of all the reports of its region.
        document: id of the one that answers it.
        answer: words of that report within one sentence, list item or row, which a right unit holds.
    """

    region: str
    reports: tuple[str, ...]
    question: str
    document: str
    answer: str
    kind: str

    @property
    def is_answerable(self) -> bool:
        """Whether the evidence answers it."""
        return bool(self.document)


def write_bases(folder: Path) -> None:
    """Write each region's reports into a folder of its own, with ids that tell the regions apart."""
    for report in sorted(BASES.glob("*/*.md")):
        target = folder / report.parent.name / report.name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = report.read_text(encoding="utf-8")
        target.write_text(text.replace("---\n", f'---\nid: "{_id(report)}"\n', 1), encoding="utf-8")


def read_bases(part: Literal["fitted", "tested"]) -> Iterator[Asked]:
    """Yield the questions on the regions that are fitted on, or on those that are not."""
    for path in sorted(BASES.glob("*/questions.jsonl")):
        region = path.parent
        if (region.name in TESTED) is not (part == "tested"):
            continue
        reports = tuple(_id(report) for report in sorted(region.glob("*.md")))
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            document = f"{region.name}-{record['document']}" if record["answer"] else ""
            yield Asked(region.name, reports, record["question"], document, record["answer"], record["kind"])


def holds_answer(text: str, answer: str) -> bool:
    """Whether a text holds an answer as words of its own: "12" is not in "2012"."""
    return bool(re.search(rf"(?<![\w.,]){re.escape(_squash(answer))}(?!\w)", _squash(text)))


def _id(report: Path) -> str:
    return f"{report.parent.name}-{report.stem}"


def _squash(text: str) -> str:
    return re.sub(r"[\s;/]+", " ", text).strip().lower()
