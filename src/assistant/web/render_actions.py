"""What a reader can do with an answer, and why it is what it is, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assistant.feedback import MAX_REMARK_CHARACTERS
from assistant.schema import Answer, Retrieved
from assistant.web.draft import render_add
from assistant.web.exchange import Exchange
from assistant.web.place import place_url
from assistant.web.text import count_of, plain, show
from assistant.web.wording import as_text

CONSIDERED = 10
"""Passages listed under "Why this answer?": those further down have next to no score."""
_CUT = 180
"""Characters of a passage shown there."""
_SCORES = {
    "lexical": "same words",
    "dense": "same meaning",
    "sentence": "nearest sentence",
    "fused": "all three",
    "reader": "reader",
}


def render_actions(exchange: Exchange, turn: int) -> str:
    """Return the buttons under an answer, and where a sentence can be added to a verdict."""
    if exchange.answer is None:
        return ""
    kept = (
        '<button type="button" class="quiet keep" aria-disabled="true">Kept as known fact</button>'  # keeps the focus
        if exchange.kept
        else f'<button type="button" class="quiet keep" data-turn="{turn}">Keep as known fact</button>'
    )
    return (
        f'<div class="doings" role="group" aria-label="Answer {turn}">'
        f'<button type="button" class="quiet copy" data-copy="{escape(as_text(exchange.answer))}">'
        f"Copy answer with sources</button>{render_add(exchange.answer, turn)}"
        f"{_verdict(exchange, turn, 'good', 'Good')}{_verdict(exchange, turn, 'wrong', 'Wrong')}{kept}</div>"
        f"{_remark(exchange, turn)}"
    )


def render_why(answer: Answer, turn: int, texts: Mapping[str, str]) -> str:
    """Return the passages that were considered, with their scores; nothing where they are not known."""
    if not answer.retrieved:
        return ""
    items = "".join(_considered(passage, answer, texts) for passage in answer.retrieved[:CONSIDERED])
    stages = ", ".join(
        f"{name} {milliseconds / 1000:.2f} s" for name, milliseconds in answer.timings_ms.items() if name != "total"
    )
    told = f"Index {show(answer.generation)}. " if answer.generation else ""
    return (
        f'<details class="why" id="why-{turn}"><summary>Why this answer?</summary>'
        f"<p>{count_of(len(answer.retrieved), 'passage')} came nearest to the question. Each was scored by the "
        "words it shares, by its meaning and by that of its nearest sentence. The reader looked for words that answer "
        "in the most promising ones; it decides. "
        f"{told}{show(stages)}</p>"
        f'<ol class="considered">{items}</ol></details>'
    )


def _considered(passage: Retrieved, answer: Answer, texts: Mapping[str, str]) -> str:
    used = any(
        citation.document == passage.document and citation.start < passage.end and citation.end > passage.start
        for citation in answer.citations
    )
    name = f"<bdi>{show(passage.file)}</bdi>, {show(passage.locator.describe())}"
    text = texts.get(passage.document)
    if text:
        address = escape(place_url(passage.document, passage.start, passage.end, text))
        key = f"why-{passage.document}-{passage.start}"
        name = f'<a class="open" data-evidence="{escape(plain(key))}" href="{address}">{name}</a>'
    state = "in the answer" if used else "not used" if "reader" in passage.scores else "not read"
    words = plain(passage.text)
    if len(words) > _CUT:
        words = f"{words[:_CUT].rpartition(' ')[0] or words[:_CUT]} …"
    scores = " · ".join(f"{_SCORES[kind]} {score:.2f}" for kind, score in passage.scores.items() if kind in _SCORES)
    return (
        f'<li{" class=used" if used else ""}><p class="passage">{name}</p>'
        f'<p class="extract" dir="auto">{show(words)}</p>'
        f'<p class="scores"><strong>{state}</strong> · {scores}</p></li>'
    )


def _verdict(exchange: Exchange, turn: int, verdict: str, label: str) -> str:
    pressed = "true" if exchange.verdict == verdict else "false"
    return (
        f'<button type="button" class="quiet rate" data-turn="{turn}" data-verdict="{verdict}" '
        f'aria-pressed="{pressed}">{label}<span class="visually-hidden"> answer</span></button>'
    )


def _remark(exchange: Exchange, turn: int) -> str:
    if not exchange.verdict:
        return ""
    if exchange.remark:
        return '<p class="remark">Thank you. Your verdict and your sentence are kept.</p>'
    asked = "What is good about it?" if exchange.verdict == "good" else "What is wrong with it?"
    return (
        f'<div class="remark"><label for="remark-{turn}">Thank you, that is kept. {asked} (optional)</label>'
        f'<div class="line"><input type="text" id="remark-{turn}" maxlength="{MAX_REMARK_CHARACTERS}" '
        f'autocomplete="off"><button type="button" class="quiet add-remark" data-turn="{turn}">'
        "Add the sentence</button></div></div>"
    )
