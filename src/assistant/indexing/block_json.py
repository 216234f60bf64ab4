"""The JSON in which blocks and pages are stored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from assistant.corpus.document import Block, BlockKind, Cell, Page, PageState

_LEFT_OUT = (None, "", (), 0)  # values of a block that are its defaults


def encode_blocks(blocks: Iterable[Block]) -> str:
    """Return blocks as JSON, without values that are the defaults."""
    return json.dumps(
        [
            {key: value for key, value in asdict(block).items() if value not in _LEFT_OUT or key in ("table", "ocr")}
            for block in blocks
        ]
    )


def decode_blocks(encoded: str) -> tuple[Block, ...]:
    """Return what `encode_blocks` was given."""
    return tuple(_block(fields) for fields in json.loads(encoded))


def encode_pages(pages: Iterable[Page]) -> str:
    """Return pages as JSON."""
    return json.dumps([(page.start, page.number, page.label, page.state) for page in pages])


def decode_pages(encoded: str) -> tuple[Page, ...]:
    """Return what `encode_pages` was given."""
    return tuple(_page(*fields) for fields in json.loads(encoded))


def _page(start: int, number: int, label: str, state: str = PageState.text) -> Page:
    return Page(start, number, label, PageState(state))


def _block(fields: dict[str, Any]) -> Block:
    given = {
        **fields,
        "kind": BlockKind(fields["kind"]),
        "headings": tuple(fields.get("headings", ())),
        "cells": tuple(Cell(**cell) for cell in fields.get("cells", ())),
    }
    return Block(**{"start": 0, "end": 0, **given})
