"""txtai, hybrid, with all-MiniLM-L6-v2."""

from collections.abc import Sequence

from txtai import Embeddings

from benchmarks.contest import TOP_K, Search, run
from benchmarks.peers.minilm_faiss import MODEL


def build(ids: Sequence[str], texts: Sequence[str]) -> Search:
    embeddings = Embeddings(path=MODEL, hybrid=True, gpu=False)
    embeddings.index(zip(ids, texts, strict=True))
    return lambda question: [hit[0] for hit in embeddings.search(question, TOP_K)]


if __name__ == "__main__":
    run(build)
