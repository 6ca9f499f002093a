"""How rare each term is: its inverse document frequency over passages of the training texts."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.language.passage_terms import Analyzer
from training.dev_sets import windows
from training.rows import Licences, training_rows

LEAST_PASSAGES = 8


def rarities(data: Path, licences: Licences, analyzer: Analyzer) -> dict[str, float]:
    """The inverse document frequency of every term that stands in at least `LEAST_PASSAGES` passages."""
    counts: Counter[str] = Counter()
    passages = 0
    for passage in _passages(data, licences):
        counts.update(set(analyzer.terms(passage)))
        passages += 1
    return {t: math.log(passages / n) for t, n in counts.items() if n >= LEAST_PASSAGES and t.isalpha()}


def _passages(data: Path, licences: Licences) -> Iterator[str]:
    for row in training_rows(data, "news", licences):
        yield from windows(row["body"])
    for name in ("qa_id", "qa_en_on_id", "qa_en"):
        contexts = dict.fromkeys(row["context"] for row in training_rows(data, name, licences))
        for context in contexts:
            yield from windows(context)
