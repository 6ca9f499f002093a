"""`python -m training.reranking --data DIR`: fit the re-ranker's weights and print them (minutes on two cores).

The meaning is scored by the embedding's first table, which no question has trained; the dev sets are scored with the
shipped model.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tokenizers import Tokenizer

from index.embedding.loading import SHIPPED, load_embedder
from index.embedding.static import StaticEmbedder
from index.embedding.token_table import TokenTable
from index.search.reranking import FEATURES, Weights
from training.dev_sets import NAMES, Recall, load_dev_set, recall
from training.embedding.contrast import Recipe
from training.embedding.initial import Start, align_tokens, first_table
from training.pairs import pair_sets
from training.parallel import parallel_sentences
from training.reranking.examples import Example, examples, training_examples
from training.rows import Licences

SHRINKAGE = 1e-3
ALIKE = FEATURES.index("alike")


def main() -> None:
    """Print the weights, and recall on the dev sets before, with the shipped and with the new weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory that holds train/ and dev/")
    parser.add_argument(
        "--only-measure", action="store_true", help="measure the shipped weights, fit nothing"
    )
    options = parser.parse_args()
    shipped = np.array([getattr(Weights(), name) for name in FEATURES])
    measured = [("shipped", shipped)]
    if not options.only_measure:
        fitted = fit(training_examples(options.data, Licences(), untrained(options.data)))
        print("\n".join(f"    {name}: float = {w:.2f}" for name, w in zip(FEATURES, fitted, strict=True)))
        measured.append(("fitted", fitted))
    for name in NAMES:
        dev = load_dev_set(options.data, name)
        found = examples(dev, dev.language, load_embedder(""))
        print(f"{name:10} fused    {recall([rank(e, -np.arange(len(e.right))) for e in found])}", flush=True)
        for label, weights in measured:
            print(f"{'':10} {label:8} {measure(found, weights)}", flush=True)


def untrained(data: Path) -> StaticEmbedder:
    """The table that the embedding's training starts from, for the shipped tokenizer."""
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    licences, recipe = Licences(), Recipe()
    counts = align_tokens(tokenizer, list(parallel_sentences(data, licences)))
    table = first_table(
        tokenizer, counts, pair_sets(data, licences), recipe.dimension, Start(seed=recipe.seed)
    )
    return StaticEmbedder("untrained", tokenizer, TokenTable.of({"embedding.weight": table}), ())


def fit(found: list[Example]) -> NDArray[np.float64]:
    """The weights under which the right passages get most of a softmax over each question's passages."""
    telling = [e for e in found if e.right.any() and not e.right.all()]
    features = np.stack([e.features for e in telling]).astype(np.float64)
    features[:, :, ALIKE] = 0  # what the trained table's closeness is worth, the untrained one cannot tell
    right = np.stack([e.right for e in telling])
    spread = features.reshape(-1, len(FEATURES)).std(axis=0) + 1e-6
    scaled = features / spread

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = scaled @ weights
        share = np.exp(scores - scores.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        hit = (share * right).sum(axis=1) + 1e-12
        slope = np.einsum("qp,qpf->f", share - share * right / hit[:, None], scaled) / len(scaled)
        return float(-np.log(hit).mean() + SHRINKAGE * weights @ weights), slope + 2 * SHRINKAGE * weights

    result = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    weights: NDArray[np.float64] = result.x / spread
    weights[ALIKE] = Weights().alike
    return weights


def measure(found: list[Example], weights: NDArray[np.float64]) -> Recall:
    """Recall over articles after the re-ranking."""
    return recall([rank(e, e.features @ weights) for e in found])


def rank(example: Example, scores: NDArray[np.floating]) -> int:
    """Rank (from 1) of the first right article."""
    seen: set[int] = set()
    for passage in np.argsort(-scores, kind="stable"):
        if example.right[passage]:
            return len(seen) + 1
        seen.add(int(example.articles[passage]))
    return 10_000


if __name__ == "__main__":
    main()
