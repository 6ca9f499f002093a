import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from index.embedding.loading import load_embedder
from index.embedding.static import load_static
from index.errors import ModelError

WORDS = ["[UNK]", "banjir", "flood", "gempa", "jakarta"]
TABLE = np.array([[0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3]], np.float32)


def write_tokenizer(directory: Path) -> None:
    tokenizer = Tokenizer(
        models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(directory / "tokenizer.json"))


@pytest.fixture
def sentence_transformers_model(tmp_path: Path) -> Path:
    write_tokenizer(tmp_path)
    save_file({"embedding.weight": TABLE}, tmp_path / "model.safetensors")
    kind = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
    (tmp_path / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "path": "", "type": kind}]))
    return tmp_path


@pytest.fixture
def model2vec_model(tmp_path: Path) -> Path:
    write_tokenizer(tmp_path)
    rows = np.array([[0, 0, 0], [127, 0, 0], [0, 127, 0], [0, 0, 127]], np.int8)
    tensors = {
        "embeddings": rows,
        "mapping": np.array([0, 1, 1, 2, 3]),
        "weights": np.array([1, 1, 1, 2, 3], np.float32) / 127,
    }
    save_file(tensors, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "model2vec", "normalize": True}))
    return tmp_path


def test_a_vector_is_the_normalised_mean_of_the_token_vectors(sentence_transformers_model: Path) -> None:
    vectors = load_embedder(str(sentence_transformers_model)).embed_passages(["banjir jakarta", "gempa"])
    expected = np.array([[1, 0, 3], [0, 1, 0]]) / np.array([[np.sqrt(10)], [1]])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-6)


def test_a_text_without_a_token_has_the_zero_vector(sentence_transformers_model: Path) -> None:
    vectors = load_embedder(str(sentence_transformers_model)).embed_passages(["", "  ", "flood"])
    np.testing.assert_array_equal(vectors, [[0, 0, 0], [0, 0, 0], [1, 0, 0]])


def test_no_texts_give_no_vectors(sentence_transformers_model: Path) -> None:
    assert load_embedder(str(sentence_transformers_model)).embed_passages([]).shape == (0, 3)


def test_a_compact_model2vec_model_means_the_same_table(model2vec_model: Path) -> None:
    vectors = load_embedder(str(model2vec_model)).embed_passages(["banjir jakarta", "flood jakarta"])
    np.testing.assert_allclose(vectors, np.array([[1, 0, 3], [1, 0, 3]]) / np.sqrt(10), atol=1e-6)


def test_many_texts_keep_their_order_over_batches(sentence_transformers_model: Path) -> None:
    texts = ["banjir", "gempa", "jakarta"] * 700
    vectors = load_embedder(str(sentence_transformers_model)).embed_passages(texts)
    np.testing.assert_array_equal(vectors, np.tile(np.eye(3), (700, 1)))


def test_the_fingerprint_follows_the_weights(sentence_transformers_model: Path) -> None:
    before = load_embedder(str(sentence_transformers_model)).fingerprint
    assert before == load_embedder(str(sentence_transformers_model)).fingerprint
    save_file({"embedding.weight": TABLE + 1}, sentence_transformers_model / "model.safetensors")
    assert before != load_embedder(str(sentence_transformers_model)).fingerprint


def test_weights_that_do_not_fit_the_tokenizer_are_refused(sentence_transformers_model: Path) -> None:
    save_file({"embedding.weight": TABLE[:3]}, sentence_transformers_model / "model.safetensors")
    with pytest.raises(ModelError, match="3 vectors for 5 tokens"):
        load_embedder(str(sentence_transformers_model))


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
def test_a_missing_file_is_named(sentence_transformers_model: Path, file: str) -> None:
    (sentence_transformers_model / file).unlink()
    with pytest.raises(ModelError, match=f"lacks the file {file}"):
        load_embedder(str(sentence_transformers_model))


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_damaged_file_is_refused(sentence_transformers_model: Path, file: str) -> None:
    path = sentence_transformers_model / file
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(ModelError):
        load_embedder(str(sentence_transformers_model))


def test_threads_share_one_model(sentence_transformers_model: Path) -> None:
    embedder = load_embedder(str(sentence_transformers_model))
    texts = [["banjir", "gempa jakarta"] * 50] * 64
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(embedder.embed_passages, texts))
    for vectors in results:
        np.testing.assert_array_equal(vectors, results[0])


def test_closeness_takes_the_nearest_token_of_a_stretch(sentence_transformers_model: Path) -> None:
    embedder = load_static("test", sentence_transformers_model)
    near, half, apart, none = embedder.closeness(
        "flood gempa", ["gempa banjir", "gempa", "gempa " + "jakarta " * 60 + "banjir", ""]
    )
    assert near == pytest.approx(1)
    assert half == pytest.approx(2 / 3)
    assert apart == pytest.approx(2 / 3)
    assert none == 0
