import json
from pathlib import Path

import numpy as np
import pytest

from index.embedding.loading import load_embedder
from index.errors import ModelError

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", "passage", ":", "banjir", "gempa", "jakarta", "siapa"]


@pytest.fixture(scope="module")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of one small BERT layer with random weights, built offline."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertConfig, BertModel, BertTokenizerFast

    directory = tmp_path_factory.mktemp("tiny")
    (directory / "vocab.txt").write_text("\n".join(WORDS))
    tokenizer = BertTokenizerFast(vocab=str(directory / "vocab.txt"), model_max_length=16)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=16,
    )
    BertModel(config).save_pretrained(directory / "bert")
    tokenizer.save_pretrained(directory / "bert")
    transformer = Transformer(str(directory / "bert"))
    pooling = Pooling(transformer.get_embedding_dimension())
    model = SentenceTransformer(modules=[transformer, pooling], device="cpu")
    model.save(str(directory / "model"))
    return directory / "model"


def with_prompts(model: Path, target: Path, prompts: dict[str, str]) -> Path:
    import shutil

    shutil.copytree(model, target)
    file = target / "config_sentence_transformers.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "prompts": prompts}))
    return target


def test_vectors_are_the_models_own_normalised(tiny_transformer: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["banjir jakarta", "gempa", "siapa gempa jakarta banjir"]
    embedder = load_embedder(str(tiny_transformer))
    expected = SentenceTransformer(str(tiny_transformer), device="cpu").encode(
        texts, normalize_embeddings=True
    )
    np.testing.assert_allclose(embedder.embed_passages(texts), expected, atol=1e-5)
    assert embedder.dimension == 16


def test_a_long_text_is_truncated(tiny_transformer: Path) -> None:
    embedder = load_embedder(str(tiny_transformer))
    long, longer = embedder.embed_passages(["banjir " * 14, "banjir " * 400])
    np.testing.assert_allclose(long, longer, atol=1e-5)


def test_blank_texts_have_zero_vectors(tiny_transformer: Path) -> None:
    vectors = load_embedder(str(tiny_transformer)).embed_queries(["", "banjir", " "])
    np.testing.assert_array_equal(vectors[[0, 2]], np.zeros((2, 16)))
    assert np.linalg.norm(vectors[1]) == pytest.approx(1, abs=1e-5)


def test_queries_and_passages_get_their_prompts(tiny_transformer: Path, tmp_path: Path) -> None:
    plain = load_embedder(str(tiny_transformer))
    prompts = {"query": "query : ", "passage": "passage : "}
    prompted = load_embedder(str(with_prompts(tiny_transformer, tmp_path / "model", prompts)))
    np.testing.assert_allclose(
        prompted.embed_queries(["banjir"]), plain.embed_queries(["query : banjir"]), atol=1e-5
    )
    np.testing.assert_allclose(
        prompted.embed_passages(["banjir"]), plain.embed_queries(["passage : banjir"]), atol=1e-5
    )
    assert prompted.fingerprint != plain.fingerprint


def test_e5_models_without_declared_prompts_get_theirs(tiny_transformer: Path, tmp_path: Path) -> None:
    plain = load_embedder(str(tiny_transformer))
    e5 = load_embedder(str(with_prompts(tiny_transformer, tmp_path / "multilingual-e5-tiny", {})))
    np.testing.assert_allclose(
        e5.embed_queries(["banjir"]), plain.embed_queries(["query: banjir"]), atol=1e-5
    )


def test_an_unknown_model_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_embedder(str(tmp_path / "nothing-here"))
