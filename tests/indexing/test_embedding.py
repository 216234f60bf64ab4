"""The embedding model comes from its Python package; another is named, never downloaded."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import ModelError
from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder, model_path


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def test_the_default_models_weights_are_in_a_package():
    assert (model_path(DEFAULT_MODEL) / "model.safetensors").is_file()


def test_vectors_are_of_unit_length_and_near_where_the_meaning_is(embedder):
    vectors = embedder.embed(
        ["The hospital hired nurses.", "A clinic recruited medical staff.", "The stock market fell."]
    )
    assert vectors.shape == (3, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    assert (embedder.name, bool(embedder.revision)) == (DEFAULT_MODEL, True)


@pytest.mark.parametrize("name", ["no-such-model", "/no/such/folder"])
def test_a_model_that_is_not_here_is_named_with_what_to_do(name):
    with pytest.raises(ModelError) as raised:
        SentenceTransformerEmbedder(name)
    assert str(raised.value).startswith(f"The embedding model '{name}' cannot be loaded (")
    assert str(raised.value).endswith(
        "Set ASSISTANT_EMBEDDING_MODEL to 'all-MiniLM-L6-v2' or to a folder with a sentence-transformers model."
    )


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceTransformerEmbedder(str(tmp_path))
