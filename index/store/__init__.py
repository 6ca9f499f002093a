"""The store: SQL is the only truth. Other rooms import from here; rows and sessions stay inside."""

from index.store.records import (
    Change,
    Counts,
    Edition,
    EmbeddingModel,
    PreparedArticle,
    ResplitArticle,
    StoredPassage,
    VectorBatch,
)
from index.store.store import Snapshot, Store, open_store

__all__ = [
    "Change",
    "Counts",
    "Edition",
    "EmbeddingModel",
    "PreparedArticle",
    "ResplitArticle",
    "Snapshot",
    "Store",
    "StoredPassage",
    "VectorBatch",
    "open_store",
]
