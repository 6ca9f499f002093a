"""`make bench-scale`: import, memory, query times and recall as the corpus grows, as a table and a picture.

    python -m benchmarks.scale path/to/data [--sizes 1000 10000] [--docs docs] [--work DIRECTORY]

Articles are those below `path/to/data` (`dev/*_corpus.jsonl.gz`, then `train/news.jsonl.gz`), each once;
when they run out, parts of random articles are put together to new ones. Questions are those of the dev
sets. Every size runs in processes of its own: one imports and publishes, one answers. Recall is that of the
vector index against all vectors of SQL by brute force. Memory is the peak of all processes together.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.contest import rows
from index.embedding.loading import load_embedder
from index.ingest.importing import ImportLine
from index.ingest.splitting import split
from index.language.detection import detect
from index.library.facade import Library, open_library
from index.search.engine import open_engine
from index.search.generation import open_generation
from index.search.generations import Generations
from index.settings import Settings
from index.store.records import EmbeddingModel
from index.store.store import open_store
from index.types import ArticleDraft

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SAMPLE = 2_000
QUESTIONS = 450
WARMING = 50
RECALLED = 10
PARTS = 4
"""Articles of which a resampled one holds a part each."""

HEADER = (
    "| passages | import and publish | passages/s | peak memory | index on disk | open | "
    "search p50 / p95 | re-ranked p50 / p95 | memory serving | recall@10 of FAISS |",
    "|---|---|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True, slots=True)
class Point:
    """All figures of one size; seconds, milliseconds, MB, a share.

    `p50_ms` and `p95_ms` are of the search by words and meaning, the `reranked_` ones of what the library does, which
    looks at the best again.
    """

    passages: int
    build_seconds: float
    build_rss_mb: float
    index_mb: float
    open_ms: float
    p50_ms: float
    p95_ms: float
    reranked_p50_ms: float
    reranked_p95_ms: float
    serve_rss_mb: float
    recall: float


def main() -> None:
    """Measure every size, then write the table and the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    parser.add_argument("--work", type=Path, help="where the libraries are built, and stay")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        print(json.dumps(STEPS[arguments.step](arguments.data, arguments.work, arguments.sizes[0])))
        return
    points = []
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            points.append(measure(arguments.data, (arguments.work or Path(scratch)) / str(size), size))
        print(line(points[-1]), file=sys.stderr, flush=True)
    arguments.docs.mkdir(exist_ok=True)
    (arguments.docs / "scale.md").write_text("\n".join([*HEADER, *map(line, points)]) + "\n")
    (arguments.docs / "scale.json").write_text(json.dumps([asdict(p) for p in points], indent=1) + "\n")
    draw(points, arguments.docs / "scale.png")


def measure(data: Path, home: Path, size: int) -> Point:
    """Run both steps of one size, each in a fresh process."""
    figures: dict[str, float] = {}
    for step in STEPS:
        command = [sys.executable, "-m", "benchmarks.scale", str(data), "--work", str(home)]
        command += ["--sizes", str(size), "--step", step]
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        figures |= json.loads(run.stdout.splitlines()[-1])
    return Point(**figures)


def build(data: Path, home: Path, size: int) -> dict[str, float]:
    """Import about `size` passages into a fresh library, and publish them."""
    library = at(home)
    texts = articles(data)
    drafts = enumerate(islice(endless(texts), wanted(texts, size)), start=1)
    started = time.perf_counter()
    library.import_lines(ImportLine(number, draft, None) for number, draft in drafts)
    seconds = time.perf_counter() - started
    files = [file for file in home.rglob("*") if file.is_file() and "generation-" in str(file)]
    index_mb = sum(file.stat().st_size for file in files) / 1e6
    return {
        "passages": library.counts().passages,
        "build_seconds": seconds,
        "build_rss_mb": rss_mb() + processes() * rss_mb(resource.RUSAGE_CHILDREN),
        "index_mb": index_mb,
    }


def wanted(texts: list[ArticleDraft], passages: int) -> int:
    """How many articles have about so many passages."""
    real, more = (mean_passages(islice(drafts, SAMPLE)) for drafts in (texts, recombined(texts)))
    if passages <= real * len(texts):
        return round(passages / real)
    return len(texts) + round((passages - real * len(texts)) / more)


def mean_passages(drafts: Iterable[ArticleDraft]) -> float:
    return float(np.mean([len(split(draft.body)) for draft in drafts]))


def serve(data: Path, home: Path, size: int) -> dict[str, float]:
    """Answer the questions from the library that `build` left."""
    questions = dev_questions(data)
    library = at(home)
    started = time.perf_counter()
    library.search("siapa", top_k=1)
    opened = time.perf_counter() - started
    reranked = percentiles(library.search, questions)
    serving = rss_mb()
    store, embedder = open_store(settings(home).store_url), load_embedder("")
    engine = open_engine(store, embedder, settings(home).generations)
    plain = percentiles(lambda question: engine.search(question, detect(question), top_k=20), questions)
    return {
        "open_ms": opened * 1000,
        "p50_ms": plain[0],
        "p95_ms": plain[1],
        "reranked_p50_ms": reranked[0],
        "reranked_p95_ms": reranked[1],
        "serve_rss_mb": serving,
        "recall": recall(home, questions),
    }


def percentiles(search: Callable[[str], object], questions: list[str]) -> tuple[float, float]:
    """Half and 95 % of the questions are answered within so many milliseconds; each is asked once, some before."""
    for question in questions[:WARMING]:
        search(question)
    taken = []
    for question in questions[WARMING:]:
        started = time.perf_counter()
        search(question)
        taken.append((time.perf_counter() - started) * 1000)
    p50, p95 = np.percentile(taken, [50, 95])
    return float(p50), float(p95)


STEPS = {"build": build, "serve": serve}


def recall(home: Path, questions: list[str]) -> float:
    """The share of the truly nearest passages among those that the vector index finds."""
    embedder = load_embedder("")
    queries = embedder.embed_queries(questions)
    store = open_store(settings(home).store_url)
    model = EmbeddingModel(embedder.name, embedder.fingerprint, embedder.dimension)
    best_ids = np.zeros((len(queries), 0), np.int64)
    best_scores = np.zeros((len(queries), 0), np.float32)
    with store.snapshot() as snapshot:
        for batch in snapshot.vectors(model, batch=10_000):
            ids = np.hstack([best_ids, np.broadcast_to(batch.ids, (len(queries), len(batch)))])
            scores = np.hstack([best_scores, queries @ batch.vectors.T])
            kept = np.argpartition(-scores, min(RECALLED, scores.shape[1] - 1), axis=1)[:, :RECALLED]
            best_ids, best_scores = np.take_along_axis(ids, kept, 1), np.take_along_axis(scores, kept, 1)
    directories = Generations(settings(home).generations).candidates()
    if not directories:
        return 1.0  # all in the tail, which is exact
    index = open_generation(directories[0]).vectors
    found = [index.search(query, limit=RECALLED).ids.tolist() for query in queries]
    shared = [len(set(f) & set(t)) for f, t in zip(found, best_ids.tolist(), strict=True)]
    return sum(shared) / (RECALLED * len(queries))


def articles(data: Path) -> list[ArticleDraft]:
    """All articles of the data directory, mixed."""
    files = [file for file in sorted((data / "dev").glob("*_corpus.jsonl.gz")) if "_en_" not in file.name]
    corpora = [row for file in files for row in rows(file)]
    dev = [ArticleDraft(row["title"] or "", row["text"]) for row in corpora]
    news = [ArticleDraft(row["title"] or "", row["body"]) for row in rows(data / "train" / "news.jsonl.gz")]
    once = {" ".join(draft.body.split()): draft for draft in dev + news}
    found = [draft for body, draft in once.items() if body]
    return random.Random(0).sample(found, len(found))


def endless(texts: list[ArticleDraft]) -> Iterator[ArticleDraft]:
    """Every article once, then new ones."""
    yield from texts
    yield from recombined(texts)


def recombined(texts: list[ArticleDraft]) -> Iterator[ArticleDraft]:
    """New articles made of parts of random ones."""
    rng = random.Random(0)
    while True:
        chosen = rng.choices(texts, k=PARTS)
        parts = []
        for text in chosen:
            sentences = text.body.split(". ")
            start = rng.randrange(len(sentences))
            parts.append(". ".join(sentences[start : start + 6]).strip())
        body = ".\n\n".join(filter(None, parts))
        if body:
            yield ArticleDraft(chosen[0].title, body)


def dev_questions(data: Path) -> list[str]:
    """Questions of all dev sets, mixed."""
    files = sorted((data / "dev").glob("*_questions.jsonl.gz"))
    questions = [row["question"] for file in files for row in rows(file)]
    return random.Random(0).sample(questions, QUESTIONS)


def settings(home: Path) -> Settings:
    return Settings(_env_file=None, tanya_home=home, database_url="", embedding_model="")


def at(home: Path) -> Library:
    return open_library(settings(home))


def rss_mb(whose: int = resource.RUSAGE_SELF) -> float:
    return resource.getrusage(whose).ru_maxrss / 1000


def processes() -> int:
    """How many processes an import has beside its own, at most."""
    return len(os.sched_getaffinity(0))


def line(point: Point) -> str:
    """One line of the table."""
    cells = (
        f"{point.passages:,}",
        f"{point.build_seconds:,.1f} s",
        f"{point.passages / point.build_seconds:,.0f}",
        f"{point.build_rss_mb:,.0f} MB",
        f"{point.index_mb:,.1f} MB",
        f"{point.open_ms:,.0f} ms",
        f"{point.p50_ms:.1f} / {point.p95_ms:.1f} ms",
        f"{point.reranked_p50_ms:.1f} / {point.reranked_p95_ms:.1f} ms",
        f"{point.serve_rss_mb:,.0f} MB",
        f"{point.recall:.3f}",
    )
    return f"| {' | '.join(cells)} |"


def draw(points: list[Point], file: Path) -> None:
    """Four curves over the number of passages."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    sizes = [point.passages for point in points]
    figure, axes = pyplot.subplots(2, 2, figsize=(10, 7), layout="constrained")
    curves = {
        "import and publish, s": {"": [point.build_seconds for point in points]},
        "search, ms": {
            "p50": [p.p50_ms for p in points],
            "p95": [p.p95_ms for p in points],
            "re-ranked, p50": [p.reranked_p50_ms for p in points],
            "re-ranked, p95": [p.reranked_p95_ms for p in points],
        },
        "memory, MB": {
            "importing": [point.build_rss_mb for point in points],
            "serving": [point.serve_rss_mb for point in points],
        },
        "recall@10 against brute force": {"": [point.recall for point in points]},
    }
    for axis, (title, lines) in zip(axes.flat, curves.items(), strict=True):
        for label, values in lines.items():
            axis.plot(sizes, values, marker="o", label=label or None)
        axis.set(title=title, xscale="log", xlabel="passages")
        axis.set_ylim(bottom=0, top=1.05 if "recall" in title else None)
        axis.grid(alpha=0.3)
        if len(lines) > 1:
            axis.legend()
    figure.savefig(file, dpi=110)


if __name__ == "__main__":
    main()
