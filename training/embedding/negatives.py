"""Hard negatives: passages that lie close to a question and do not answer it (Karpukhin et al. 2020, DPR).

They are found by the table that training starts from, a TF-IDF over meanings that both languages share, so that one way
serves English questions on Indonesian text too.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.embedding.static import StaticEmbedder
from index.embedding.token_table import TokenTable
from training.pairs import Pair, PairSet

POOLS = (("qa_id", "headlines"), ("qa_id_mt",), ("qa_en_on_id", "twin_passages"), ("qa_en",))
"""Sets whose passages are looked through together. A passage in another translation is none that does not answer."""

LOOKED_AT = 40
KEPT = 8
AT_ONCE = 1000


def look_alikes(
    tokenizer: Tokenizer, table: NDArray[np.float32], sets: Sequence[PairSet]
) -> dict[str, list[list[str]]]:
    """For every pair of each set of questions its look-alikes, closest first; by the set's name.

    A look-alike comes from another text and holds none of the answers.
    """
    embedder = StaticEmbedder("first", tokenizer, TokenTable.of({"embedding.weight": table}), ())
    found: dict[str, list[list[str]]] = {}
    for names in POOLS:
        together = [pairs for pairs in sets if pairs.name in names]
        pool = {pair.right: pair.source for pairs in together for pair in pairs.pairs}
        vectors = embedder.embed_passages(list(pool))
        for pairs in together:
            if any(pair.source for pair in pairs.pairs):
                found[pairs.name] = nearest(pairs, pool, vectors, embedder)
    return found


def nearest(
    pairs: PairSet, pool: dict[str, str], vectors: NDArray[np.float32], embedder: StaticEmbedder
) -> list[list[str]]:
    """The look-alikes of each pair in a pool of texts with their sources; `vectors` are (texts, dimension)."""
    texts, sources = list(pool), list(pool.values())
    lowered = [text.lower() for text in texts]
    looked_at = min(LOOKED_AT, len(texts) - 1)
    found: list[list[str]] = []
    for start in range(0, len(pairs.pairs), AT_ONCE):
        some = pairs.pairs[start : start + AT_ONCE]
        scores = embedder.embed_queries([pair.left for pair in some]) @ vectors.T
        near = np.argpartition(-scores, looked_at, axis=1)[:, :looked_at]
        for pair, row, numbers in zip(some, scores, near, strict=True):
            order = numbers[np.argsort(-row[numbers], kind="stable")].tolist()
            found.append([texts[n] for n in order if is_wrong(pair, sources[n], lowered[n])][:KEPT])
    return found


def is_wrong(pair: Pair, source: str, lowered: str) -> bool:
    """Whether a passage of another text says none of the answers."""
    return source != pair.source and not any(answer.lower() in lowered for answer in pair.answers)
