"""`python -m training.lexicon.tuning --data DIR`: recall of BM25 on the dev sets as each weight changes."""

import argparse
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path

from index.language.expansion import Expander, Weights
from index.language.lexicon import load_lexicon
from index.language.passage_terms import Analyzer
from training.bm25 import Bm25
from training.dev_sets import NAMES, DevSet, Recall, load_dev_set, recall_of

FACTORS = (0.0, 0.5, 2.0)


def main() -> None:
    """Print one line for the shipped weights and one for each change of one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory that holds dev/")
    data = parser.parse_args().data
    lexicon = load_lexicon()
    analyzer = Analyzer(lexicon)
    dev_sets = [load_dev_set(data, name) for name in NAMES]
    indexes = [Bm25([analyzer.terms(passage) for passage in dev.passages]) for dev in dev_sets]
    for name, weights in variants(Weights()):
        changed = Expander(analyzer, lexicon, weights)
        figures = [measure(changed, dev, bm25) for dev, bm25 in zip(dev_sets, indexes, strict=True)]
        table = "  ".join(
            f"{d.name} {r.at_1:.3f}/{r.at_5:.3f}" for d, r in zip(dev_sets, figures, strict=True)
        )
        print(f"{name:24} {table}", flush=True)


def variants(shipped: Weights) -> Iterable[tuple[str, Weights]]:
    """The weights as shipped, then each of them changed alone."""
    yield "shipped", shipped
    for field in fields(shipped):
        for factor in FACTORS:
            value = getattr(shipped, field.name) * factor
            yield f"{field.name} {value:.2f}", replace(shipped, **{field.name: value})


def measure(expander: Expander, dev: DevSet, bm25: Bm25) -> Recall:
    """Recall of a dev set by its words alone."""
    queries = [{t.term: t.weight for t in expander.query_terms(q, dev.language)} for q in dev.questions]
    return recall_of(bm25.scores(queries), dev)


if __name__ == "__main__":
    main()
