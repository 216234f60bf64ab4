"""The report of candidate conflicts, as Markdown for a person and as plain data for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from assistant.conflicts.conflict import Conflict, Origin, Reason, Side

HEADINGS = {
    Origin.told: "Differences that the documents tell of",
    Origin.found: "Differences found by comparing passages",
}
INTRODUCTIONS = {
    Origin.told: "A document sets the figures of its sources side by side.",
    Origin.found: "Two passages seem to give the same measure of the same place with different values. The program "
    "found them by their words and may be wrong: read both places.",
}
_QUOTED_WORDS = 60  # words of a sentence or row that are shown; the JSON has all of it
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown_report(conflicts: Sequence[Conflict], *, generation: str) -> str:
    """Return the report as Markdown.

    Args:
        conflicts: from `find_conflicts`.
        generation: the index that was looked through.
    """
    lines = ["# Conflicts in the evidence", "", _summary(conflicts, generation), ""]
    numbered = enumerate(conflicts, 1)
    for origin, group in groupby(numbered, key=lambda entry: entry[1].origin):
        lines += [f"## {HEADINGS[origin]}", "", INTRODUCTIONS[origin], ""]
        document = ""
        for number, conflict in group:
            first = conflict.sides[0]
            if origin is Origin.told and first.document.id != document:
                document = first.document.id
                lines += [f"### {_title(first)}", ""]
            topic = _safe(conflict.topic)
            lines += [f"{'####' if origin is Origin.told else '###'} {number}. {topic}", "", *_body(conflict), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_records(conflicts: Sequence[Conflict]) -> list[dict[str, Any]]:
    """Return the conflicts as plain data: each side with its document, locator, quote and offsets."""
    return [
        {
            "origin": conflict.origin.value,
            "topic": conflict.topic,
            "sides": [_record(side) for side in conflict.sides],
            "also": [_record(side) for side in conflict.also],
            "reasons": [
                {"text": reason.text, "from": _record(reason.side) if reason.side else None}
                for reason in conflict.reasons
            ],
        }
        for conflict in conflicts
    ]


def _summary(conflicts: Sequence[Conflict], generation: str) -> str:
    if not conflicts:
        return f"No two figures of the index {generation} seem to conflict."
    told = sum(conflict.origin is Origin.told for conflict in conflicts)
    return (
        f"{len(conflicts)} candidates in the index {generation}: {told} that the documents tell of themselves, "
        f"{len(conflicts) - told} found by comparing passages."
    )


def _body(conflict: Conflict) -> Iterator[str]:
    """Yield the lines of one conflict; versions that stand in one row share its place."""
    for _, group in groupby(conflict.sides, key=lambda side: (side.document.id, side.start)):
        sides = list(group)
        if len(sides) > 1:
            yield from (f"- {_safe(side.value)}" for side in sides)
            yield from ("", _place(sides[0]))
        else:
            yield f"- **{_safe(sides[0].value)}**: “{_safe(_shortened(sides[0].quote))}”<br>{_source(sides[0])}"
    if conflict.also and len(sides) > 1:
        yield ""
    for side in conflict.also:
        yield f"- also **{_safe(side.value)}**: “{_safe(_shortened(side.quote))}”<br>{_source(side)}"
    if conflict.reasons:
        yield from ("", "Why they may differ:", "")
        yield from (_reason(reason) for reason in conflict.reasons)


def _reason(reason: Reason) -> str:
    if reason.side is None:
        return f"- {_safe(reason.text)}"
    return f"- “{_safe(_shortened(reason.text))}” ({_source(reason.side)})"


def _source(side: Side) -> str:
    return f"{_title(side)}, {_place(side)}"


def _title(side: Side) -> str:
    source = side.document.source
    return _safe(source.title) + (f" ({source.date})" if source.date else "")


def _place(side: Side) -> str:
    return f"{_safe(side.locator.describe())} · {_safe(side.document.source.file)}"


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:_QUOTED_WORDS]) + (" …" if len(words) > _QUOTED_WORDS else "")


def _safe(text: str) -> str:
    """Return words of a document on one line, so that nothing in them is taken for Markdown or HTML."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")


def _record(side: Side) -> dict[str, Any]:
    source, locator = side.document.source, side.locator
    return {
        "document": source.id,
        "file": source.file,
        "title": source.title,
        "date": source.date,
        "locator": locator.describe(),
        "value": side.value,
        "quote": side.quote,
        "start": side.start,
        "end": side.end,
    }
