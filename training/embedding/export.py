"""Write a trained table as a model directory: compact as it is shipped, or plain for sentence-transformers."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from training.embedding.card import CARD

PACKAGE = "sentence_transformers"
MODULES = (
    ("", f"{PACKAGE}.sentence_transformer.modules.static_embedding.StaticEmbedding"),
    ("1_Normalize", f"{PACKAGE}.base.modules.normalize.Normalize"),
)
SENTENCE_CONFIG = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}


def write_compact(directory: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Write the table as model2vec does: int8 rows with a factor each. Recall is the same to a tenth of a point."""
    factors = (np.abs(table).max(axis=1) / 127 + 1e-12).astype(np.float32)
    rows = np.rint(table / factors[:, None]).astype(np.int8)
    write_parts(directory, tokenizer, {"embeddings": rows, "weights": factors})
    config = {"model_type": "model2vec", "normalize": True, "hidden_dim": table.shape[1]}
    write_json(directory / "config.json", config)
    (directory / "README.md").write_text(CARD, "utf-8")


def write_plain(directory: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Write the table in float32 as a sentence-transformers model."""
    write_parts(directory, tokenizer, {"embedding.weight": table})
    modules = [
        {"idx": n, "name": str(n), "path": path, "type": kind} for n, (path, kind) in enumerate(MODULES)
    ]
    write_json(directory / "modules.json", modules)
    write_json(directory / "config_sentence_transformers.json", SENTENCE_CONFIG)
    (directory / "1_Normalize").mkdir(exist_ok=True)
    write_json(directory / "1_Normalize" / "config.json", {})


def write_parts(directory: Path, tokenizer: Tokenizer, tensors: dict[str, NDArray[np.generic]]) -> None:
    """Write weights and tokenizer."""
    directory.mkdir(parents=True, exist_ok=True)
    save_file(tensors, directory / "model.safetensors")
    (directory / "model.safetensors").chmod(0o644)
    tokenizer.save(str(directory / "tokenizer.json"), pretty=False)


def write_json(path: Path, value: object) -> None:
    """Write one JSON file, indented, with a last line end."""
    path.write_text(json.dumps(value, indent=2) + "\n", "utf-8")
