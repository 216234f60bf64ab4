"""An assistant over the sample corpus, or another, with any reader."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.testing import HashingEmbedder

from ..conftest import SHARED_WORDS


@pytest.fixture
def open_with(sample_settings, monkeypatch):
    monkeypatch.setattr("assistant.answering.answerer.load_weights", lambda reader: SHARED_WORDS)
    opened = []

    def open_reader(reader, settings=sample_settings) -> Assistant:
        opened.append(Assistant(settings, HashingEmbedder(), reader))
        return opened[-1]

    yield open_reader
    for assistant in opened:
        assistant.close()
