"""What all tests share: a small index, settings that the machine cannot change, and no network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.weights import Logistic, Weights
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.testing import HashingEmbedder, fake_settings, network_blocked, open_assistant

ROOT = Path(__file__).parents[1]
SHARED_WORDS = Weights(
    reader="none",
    unit=Logistic(
        -4.0, {"unit_cover": 8.0, "passage_cover": 1.0, "dense": 1.0, "type_misfits": -2.0, "years_missing": -4.0}
    ),
    answer=Logistic(-4.0, {"unit_cover": 6.0, "passage_cover": 4.0, "years_missing": -4.0}),
    threshold=0.5,
)
"""Ranks and decides by shared words: the fitted weights change with every training, these tests should not."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with network_blocked():
        yield


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep `ASSISTANT_…` variables and a `.env` file of the machine out of the tests."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample corpus in `corpus` and its index in `index`; tests only read it."""
    folder = tmp_path_factory.mktemp("sample")
    open_assistant(folder).close()
    return folder


@pytest.fixture(scope="session")
def sample_settings(sample_folder: Path) -> Settings:
    return fake_settings(sample_folder)


@pytest.fixture(scope="session")
def assistant(sample_settings: Settings) -> Iterator[Assistant]:
    """Return an assistant over the sample corpus: the fake embedder, no reader model, weights that stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.answering.answerer.load_weights", lambda reader: SHARED_WORDS)
        opened = Assistant(sample_settings, HashingEmbedder(), None)
    with opened:
        yield opened


@pytest.fixture
def shared_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every assistant that is opened choose by shared words."""
    monkeypatch.setattr("assistant.answering.answerer.load_weights", lambda reader: SHARED_WORDS)


@pytest.fixture(scope="session")
def real_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings for the real corpus, indexed once with the real embedding model, and the reader that ships."""
    from assistant.indexing.build import build_index
    from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder

    index = tmp_path_factory.mktemp("real")
    build_index(ROOT / "corpus", index, SentenceTransformerEmbedder, embedding_model=DEFAULT_MODEL)
    return Settings(corpus=ROOT / "corpus", index=index)
