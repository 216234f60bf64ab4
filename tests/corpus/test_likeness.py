"""Documents that are nearly the same are told, with how alike they are; others are not."""

from __future__ import annotations

import random

import pytest

from assistant.corpus.document import Document, Source
from assistant.corpus.likeness import Likeness
from assistant.corpus.load import LoadReport, load_corpus
from assistant.testing import SAMPLE_CORPUS, make_corpus

WORDS = [f"word{number}" for number in range(3000)]


def text(seed: int, length: int = 2000) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def changed(original: str, share: float) -> str:
    """Return the text with this share of its words replaced."""
    chance = random.Random(1)
    return " ".join("changed" if chance.random() < share else word for word in original.split())


def warnings(**texts: str) -> list[tuple[str, str]]:
    likeness = Likeness()
    for name, content in texts.items():
        likeness.add(Document(Source(name, f"{name}.md", name), content, ()))
    return [(file, problem.message) for file, problem in likeness.warnings()]


def test_a_draft_and_its_final_are_named_with_how_alike_they_are():
    ((file, message),) = warnings(draft=text(1), other=text(2), final=changed(text(1), 0.05))
    assert file == "final.md"
    assert message.startswith("is nearly the same as draft.md: about 6")  # 0.95^4 / (2 - 0.95^4) = 69 %
    assert message.endswith("of their wording is shared. If one is a draft of the other, remove it: both are cited")


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (text(1), text(2), False),
        (text(1), changed(text(1), 0.02), True),
        (text(1), changed(text(1), 0.4), False),
        (text(1), text(1) + " " + text(2, 1000), True),  # the final has a chapter more
        (text(1), text(1, 2000)[:3000], False),  # an extract is no draft
        (text(1, 30), text(1, 30), True),
        (text(1, 3), text(1, 3), False),  # too short to tell
        ("", "", False),
    ],
)
def test_what_is_told(one, other, told):
    assert bool(warnings(one=one, other=other)) is told


def test_each_of_several_drafts_is_told_once_with_the_one_most_like_it():
    first = text(1)
    found = warnings(a=first, b=changed(first, 0.05), c=changed(first, 0.06))
    assert [(file, message.split(":")[0]) for file, message in found] == [
        ("b.md", "is nearly the same as a.md"),
        ("c.md", "is nearly the same as b.md"),
    ]


def test_the_same_share_is_told_every_time():
    assert warnings(a=text(1), b=changed(text(1), 0.05)) == warnings(a=text(1), b=changed(text(1), 0.05))


def test_a_corpus_with_a_draft_and_its_final_is_warned_of(tmp_path):
    final = SAMPLE_CORPUS["northvale-strategy.md"]
    draft = final.replace("1,150 nurses", "1,100 nurses").replace("id: northvale-strategy\n", "")
    make_corpus(tmp_path, {**SAMPLE_CORPUS, "drafts/northvale-strategy.md": draft})
    report = LoadReport()
    assert len(list(load_corpus(tmp_path, report))) == len(SAMPLE_CORPUS) + 1
    ((file, problem),) = report.warnings
    assert file == "northvale-strategy.md"
    assert "is nearly the same as drafts/northvale-strategy.md: about " in problem.message
