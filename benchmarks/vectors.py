"""Kinds of vector index at several sizes: processor time of a search, and recall against the exact scan.

python -m benchmarks.vectors path/to/data [--sizes 2000 10000]
"""

import argparse
import time
from itertools import islice
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from benchmarks.scale import articles, dev_questions, endless
from index.embedding.loading import load_embedder
from index.ingest.splitting import split
from index.search.documents import searchable

SIZES = (2_000, 5_000, 10_000, 25_000, 40_000)
NEIGHBOURS = 60
KINDS = {
    "exact": ("Flat", 0),
    "16 bits a dimension": ("SQfp16", 0),
    "8 bits a dimension": ("SQ8", 0),
    "codes, 32 x rescored": ("PQ{codes}x4fs,Refine(SQ8)", 32),
    "codes, 16 x rescored": ("PQ{codes}x4fs,Refine(SQ8)", 16),
}


def main() -> None:
    """Print a line for every kind at every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(1)
    embedder = load_embedder("")
    queries = embedder.embed_queries(dev_questions(arguments.data))
    texts = (
        searchable(draft.title, passage.text)
        for draft in endless(articles(arguments.data))
        for passage in split(draft.body)
    )
    vectors = embedder.embed_passages(list(islice(texts, max(arguments.sizes))))
    print("| passages | index | training | search p50 | recall@10 | recall@50 |\n|---|---|---|---|---|---|")
    for size in arguments.sizes:
        measure(vectors[:size], queries)


def measure(vectors: NDArray[np.float32], queries: NDArray[np.float32]) -> None:
    """Print the lines of one size."""
    truth: list[list[int]] = []
    for name, (kind, rescored) in KINDS.items():
        index = faiss.index_factory(
            vectors.shape[1], kind.format(codes=vectors.shape[1] // 4), faiss.METRIC_INNER_PRODUCT
        )
        started = time.thread_time()
        index.train(vectors[:20_000])
        training = time.thread_time() - started
        index.add(vectors)
        if rescored:
            index.k_factor = rescored
        taken, found = [], []
        for query in queries:
            started = time.thread_time()
            _, ids = index.search(query[None, :], NEIGHBOURS)
            taken.append((time.thread_time() - started) * 1000)
            found.append(ids[0].tolist())
        truth = truth or found
        recalls = (
            np.mean([len({*f[:k]} & {*t[:k]}) / k for f, t in zip(found, truth, strict=True)])
            for k in (10, 50)
        )
        cells = (
            f"{len(vectors):,}",
            name,
            f"{training:.1f} s",
            f"{np.median(taken):.2f} ms",
            *(f"{r:.3f}" for r in recalls),
        )
        print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
