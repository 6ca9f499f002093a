"""Write a trained table as a sentence-transformers model that the fast path reads too."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

PACKAGE = "sentence_transformers"
MODULES = (
    ("", f"{PACKAGE}.sentence_transformer.modules.static_embedding.StaticEmbedding"),
    ("1_Normalize", f"{PACKAGE}.base.modules.normalize.Normalize"),
)
CONFIG = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}


def write_model(directory: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Write weights (float16), tokenizer and the two files that name the parts."""
    directory.mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": table.astype(np.float16)}, directory / "model.safetensors")
    tokenizer.save(str(directory / "tokenizer.json"), pretty=False)
    (directory / "model.safetensors").chmod(0o644)
    modules = [
        {"idx": n, "name": str(n), "path": path, "type": kind} for n, (path, kind) in enumerate(MODULES)
    ]
    write_json(directory / "modules.json", modules)
    write_json(directory / "config_sentence_transformers.json", CONFIG)
    (directory / "1_Normalize").mkdir(exist_ok=True)
    write_json(directory / "1_Normalize" / "config.json", {})


def write_json(path: Path, value: object) -> None:
    """Write one JSON file, indented, with a last line end."""
    path.write_text(json.dumps(value, indent=2) + "\n")
