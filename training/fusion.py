"""`python -m training.fusion --data DIR`: recall on the dev sets as words and meaning share the score."""

import argparse
from pathlib import Path

import numpy as np

from index.embedding.loading import load_embedder
from index.language.analysis import query_terms, terms
from training.bm25 import Bm25
from training.dev_sets import NAMES, load_dev_set, recall_of

SHARES = (1.0, 0.8, 0.7, 0.6, 0.5, 0.0)


def main() -> None:
    """Print recall for each share of the words; 1 is the words alone, 0 the meaning alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory that holds dev/")
    data = parser.parse_args().data
    embedder = load_embedder("")
    for name in NAMES:
        dev = load_dev_set(data, name)
        queries = [{t.term: t.weight for t in query_terms(q, dev.language)} for q in dev.questions]
        lexical = Bm25([terms(passage) for passage in dev.passages]).scores(queries)
        dense = np.maximum(embedder.embed_queries(dev.questions) @ embedder.embed_passages(dev.passages).T, 0)
        lexical /= np.maximum(lexical.max(axis=1, keepdims=True), 1e-9)
        dense /= np.maximum(dense.max(axis=1, keepdims=True), 1e-9)
        for share in SHARES:
            print(
                f"{name:10} {share:.1f}  {recall_of(share * lexical + (1 - share) * dense, dev)}", flush=True
            )


if __name__ == "__main__":
    main()
