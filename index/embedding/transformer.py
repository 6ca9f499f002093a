"""Any sentence-transformers model: prompts, pooling and truncation as the model itself declares them."""

import hashlib
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.static import normalised
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
PASSAGE_PROMPTS = ("passage", "document")


class TransformerEmbedder:
    """A sentence-transformers model behind the protocol; one thread embeds at a time.

    Its tokenizer changes its truncation while it runs: threads sharing it would fail ("Already borrowed").
    """

    def __init__(self, name: str, model: "SentenceTransformer", fingerprint: str, dimension: int) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self._model = model
        self._lock = Lock()

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, float32 (n, dimension), L2-normalised; blank texts have zero vectors."""
        return self._embed(texts, first_prompt(self._model.prompts, PASSAGE_PROMPTS))

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of queries, shaped and normalised like those of passages."""
        return self._embed(texts, first_prompt(self._model.prompts, ("query",)))

    def _embed(self, texts: Sequence[str], prompt: str | None) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        rows = [row for row, text in enumerate(texts) if text.strip()]
        if rows:
            with self._lock:
                encoded = self._model.encode(
                    [texts[row] for row in rows],
                    prompt=prompt,
                    batch_size=BATCH,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
            vectors[rows] = encoded
        return normalised(vectors)


def first_prompt(prompts: Mapping[str, str | None], names: Sequence[str]) -> str | None:
    """The first non-empty prompt among `names`."""
    return next((prompts[name] for name in names if prompts.get(name)), None)


def load_transformer(name: str, location: str) -> TransformerEmbedder:
    """Load a model from `location`, a directory or a hub name, on the GPU when there is one.

    The E5 family was trained with prompts that its older checkpoints do not declare; they are added.

    Raises:
        ModelError: The model cannot be found or read.
    """
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(location)
    except Exception as error:  # the hub, its files and torch raise errors of many unrelated kinds
        raise ModelError(
            f"The embedding model '{name}' cannot be loaded ({first_line(error)}); name a directory that "
            "holds a sentence-transformers model, or a model of the hub while online."
        ) from error
    model.float()
    model.eval()
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts = dict(E5_PROMPTS)
    dimension = model.get_embedding_dimension()
    if dimension is None:
        raise ModelError(f"The embedding model '{name}' does not state its dimension; choose another model.")
    return TransformerEmbedder(name, model, fingerprint_model(model), dimension)


def fingerprint_model(model: "SentenceTransformer") -> str:
    """SHA-256 (hex) over weights, modules, tokenizer, prompts and length limit."""
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(tensor.cpu().numpy()).data)
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", model.tokenizer)
    for part in (str(model), tokenizer.to_str(), sorted(model.prompts.items()), model.max_seq_length):
        digest.update(repr(part).encode())
    return digest.hexdigest()


def first_line(error: Exception) -> str:
    """The first line of an error's text: the rest is for developers."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
