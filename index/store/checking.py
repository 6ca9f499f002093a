"""What must hold of an article before it is written; the database is not asked."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.errors import InputError, ModelError
from index.store.records import EmbeddingModel, PreparedArticle
from index.types import PassageDraft


def check_article(article: PreparedArticle, model: EmbeddingModel) -> None:
    """Refuse what no database could keep or no index could find.

    Raises:
        InputError: A text holds NUL or a lone surrogate.
        ModelError: The vectors are not of the model's shape, or not finite.
    """
    draft = article.draft
    check_texts([draft.title, draft.body, draft.url or "", draft.external_id or ""])
    check_passages(article.passages, article.vectors, model)


def check_passages(
    passages: Sequence[PassageDraft], vectors: NDArray[np.float32], model: EmbeddingModel
) -> None:
    """Refuse passages and vectors that do not belong together; raises as `check_article`."""
    for passage in passages:
        check_texts([passage.heading, passage.text])
    expected = (len(passages), model.dimension)
    if vectors.shape != expected:
        raise ModelError(f"The vectors must be of shape {expected}, but {model.name} gave {vectors.shape}.")
    if not np.isfinite(vectors).all():
        raise ModelError(f"{model.name} gave a vector that is not finite; check the model's files.")


def check_texts(texts: Sequence[str]) -> None:
    """Refuse NUL, which PostgreSQL cannot keep, and lone surrogates, which UTF-8 cannot."""
    for text in texts:
        if "\0" in text:
            raise InputError("A text must not hold the character NUL; clean it first.")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise InputError("A text must not hold lone surrogates; clean it first.") from None
