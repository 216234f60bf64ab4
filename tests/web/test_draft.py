"""The button that puts an answer into the draft, and the piece it carries."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

from assistant.corpus.document import Document
from assistant.web.draft import render_add
from assistant.web.wording import NO_ANSWER, as_text

from .fakes import HOSTILE, SENTENCE, answer_with, cite, no_answer


def piece_of(html: str) -> dict[str, str]:
    return dict(json.loads(unescape(html.split('data-piece="')[1].split('"')[0])))


def test_a_piece_is_what_copying_gives_in_its_parts(panel: Document) -> None:
    answer = answer_with("How many companies?", cite(panel, SENTENCE), exact="250")
    piece = piece_of(render_add(answer, 1))
    assert list(piece) == ["question", "answer", "sources", "generation"]
    whole = f"Question: {piece['question']}\n\n{piece['answer']}\n\nSources\n{piece['sources']}"
    assert whole == as_text(answer)
    assert piece["generation"] == "g1"


def test_a_piece_of_an_abstention_has_no_sources(panel: Document) -> None:
    piece = piece_of(render_add(no_answer("Weather?", cite(panel, SENTENCE)), 1))
    assert (piece["answer"], piece["sources"]) == (NO_ANSWER, "")


def test_a_piece_holds_nothing_hidden(panel: Document) -> None:
    answer = replace(answer_with(HOSTILE, cite(panel, SENTENCE)), statements=(), text=HOSTILE)
    html = render_add(answer, 1)
    assert html.isascii()
    assert not any(hidden in json.dumps(piece_of(html)) for hidden in ("\\u202e", "\\u200b", "\\x1b", "\\u001b"))
