"""What every contender does: index the same passages, answer the same questions, print one JSON object.

Plain standard library, since it also runs in the peers' environment.
"""

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TOP_K = 20

Search = Callable[[str], Sequence[str]]
"""From a question to the ids of the found articles, best first."""

Build = Callable[[Sequence[str], Sequence[str]], Search]
"""From ids and texts, in the same order, to a search over them."""


def rows(file: Path) -> list[dict[str, str]]:
    """The JSON lines of a plain or gzipped file."""
    packed = file.suffix == ".gz"
    with (gzip.open if packed else open)(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def run(build: Build) -> None:
    """Build over the corpus of the command line, ask its questions, print the timings and what was found."""
    corpus, questions = (rows(Path(argument)) for argument in sys.argv[1:3])
    ids = [row["id"] for row in corpus]
    texts = ["\n".join(filter(None, (row["title"], row["text"]))) for row in corpus]
    started = time.perf_counter()
    search = build(ids, texts)
    build_seconds = time.perf_counter() - started
    search(questions[0]["question"])
    found, query_ms = {}, []
    for question in questions:
        started = time.perf_counter()
        hits = search(question["question"])
        query_ms.append((time.perf_counter() - started) * 1000)
        found[question["id"]] = list(dict.fromkeys(hits))
    result = {
        "passages": len(ids),
        "build_seconds": build_seconds,
        "query_ms": query_ms,
        "found": found,
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }
    print(json.dumps(result))
