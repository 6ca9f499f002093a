"""Which model serves: the one that embedded the stored articles, whatever the settings ask for."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding.loading import load_embedder
from index.embedding.protocol import Embedder
from index.errors import ModelError
from index.search.engine import SearchEngine
from index.store.records import EmbeddingModel
from index.store.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """The parts that embed and find; replaced as one when another model comes into service."""

    embedder: Embedder
    engine: SearchEngine


@dataclass(frozen=True, slots=True)
class InService:
    """What answers at a moment: the embedding model, and the number of the generation (0: the tail alone)."""

    model: str
    fingerprint: str
    generation: int


def embedding_model(embedder: Embedder) -> EmbeddingModel:
    """An embedder as the store names it."""
    return EmbeddingModel(embedder.name, embedder.fingerprint, embedder.dimension)


def serving_embedder(store: Store, wanted: str) -> Embedder:
    """The embedder of the articles in service; of an empty library, the wanted one.

    Where the model in service is gone or has changed, words alone find passages until `tanya reindex` has run.
    """
    edition = store.edition()
    if edition is None:
        return load_embedder(wanted)
    for name in dict.fromkeys((wanted, edition.model.name)):
        try:
            embedder = load_embedder(name)
        except ModelError as error:
            logger.warning("%s", error)
            continue
        if embedder.fingerprint == edition.model.fingerprint:
            return embedder
    logger.warning(
        "The model that embedded the articles, %s, is not to be had unchanged: passages are found by their words "
        "alone until `tanya reindex` has run.",
        edition.model.name,
    )
    return WordsOnly(edition.model)


@dataclass(frozen=True, slots=True)
class WordsOnly:
    """Stands in for a model that is not to be had: every query is the zero vector, and nothing can be added."""

    model: EmbeddingModel

    @property
    def name(self) -> str:
        """The name of the missing model."""
        return self.model.name

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the missing model."""
        return self.model.fingerprint

    @property
    def dimension(self) -> int:
        """The dimension of the stored vectors."""
        return self.model.dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Refuse.

        Raises:
            ModelError: Always.
        """
        raise ModelError(
            f"The articles were embedded by {self.model.name}, which is not to be had unchanged; run `tanya reindex` "
            "to move to the model of EMBEDDING_MODEL, then add the article again."
        )

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One zero vector a text: float32, (n, dimension)."""
        return np.zeros((len(texts), self.dimension), dtype=np.float32)
