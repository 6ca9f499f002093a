"""`python -m training.embedding --data DIR --out DIR`: train the embedding model (10 to 40 minutes on two cores)."""

import argparse
import time
from pathlib import Path

import torch

from index.embedding.static import load_static
from training.dev_sets import NAMES, load_dev_set, recall_of
from training.embedding.contrast import Recipe, TokenisedSet, train_table
from training.embedding.export import write_compact
from training.embedding.initial import Start, align_tokens, first_table
from training.embedding.negatives import look_alikes
from training.embedding.tokenizer import train_tokenizer
from training.pairs import PairSet, pair_sets
from training.parallel import parallel_sentences
from training.rows import Licences


def main() -> None:
    """Train on `--data` and write the model to `--out`; figures on the dev sets go to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory that holds train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="directory for the model")
    parser.add_argument("--open-only", action="store_true", help="learn from openly licensed rows alone")
    parser.add_argument("--epochs", type=float, default=Recipe().epochs)
    parser.add_argument("--learning-rate", type=float, default=Recipe().learning_rate)
    options = parser.parse_args()
    recipe = Recipe(epochs=options.epochs, learning_rate=options.learning_rate)
    train(options.data, options.out, Licences(open_only=options.open_only), recipe)
    report(options.data, options.out)


def train(data: Path, out: Path, licences: Licences, recipe: Recipe) -> None:
    """The whole recipe: pairs, tokenizer, alignment, first table, contrastive training."""
    began = time.monotonic()
    sets = pair_sets(data, licences)
    tokenizer = train_tokenizer(distinct_texts(sets), recipe.vocabulary)
    print(f"tokenizer of {tokenizer.get_vocab_size()} tokens, {time.monotonic() - began:.0f} s", flush=True)
    counts = align_tokens(tokenizer, list(parallel_sentences(data, licences)))
    table = first_table(tokenizer, counts, sets, recipe.dimension, Start(seed=recipe.seed))
    print(f"tokens aligned, {time.monotonic() - began:.0f} s", flush=True)
    alike = look_alikes(tokenizer, table, sets)
    print(f"look-alikes found, {time.monotonic() - began:.0f} s", flush=True)
    tokenised = [
        TokenisedSet.of(tokenizer, pairs, recipe.max_tokens, alike.get(pairs.name, ()))
        for pairs in sets
        if pairs.pairs
    ]
    write_compact(out, tokenizer, train_table(tokenised, torch.from_numpy(table), recipe))


def distinct_texts(sets: list[PairSet]) -> list[str]:
    """Every text once, in order."""
    return list(dict.fromkeys(text for s in sets for pair in s.pairs for text in (pair.left, pair.right)))


def report(data: Path, model: Path) -> None:
    """Print recall on the dev sets by the model alone."""
    embedder = load_static("trained", model)
    for name in NAMES:
        dev = load_dev_set(data, name)
        scores = embedder.embed_queries(dev.questions) @ embedder.embed_passages(dev.passages).T
        print(f"{name:10} {recall_of(scores, dev)}", flush=True)


if __name__ == "__main__":
    main()
