"""`make bench-scale`: import, memory, query times and recall as the corpus grows, as a table and a picture.

    python -m benchmarks.scale path/to/data [--sizes 1000 10000] [--docs docs] [--work DIRECTORY]

Articles are those below `path/to/data` (`dev/*_corpus.jsonl.gz`, then `train/news.jsonl.gz`), each once;
when they run out, parts of random articles are put together to new ones. Questions are those of the dev
sets. Every size runs in processes of its own: one imports and publishes, one answers. Recall is that of the
vector index against all vectors of SQL by brute force.

Memory of an import is the greatest sum of the proportional set sizes (PSS: a page that several processes share counts
once) of the importing process and all that it started, looked at every half second from outside. The articles are
written to a file before, and read from it as they are imported, so that only the library's own memory counts. Where
the system tells no PSS, resident sizes are not put in its place: the figure is then 0. Memory of answering is the
peak of its one process as the system reports it.
"""

import argparse
import json
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
LOOK_S = 0.5
"""Seconds between two looks at the memory of an import."""

ARTICLES = "articles.jsonl"

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
    build_mb: float
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
    home.mkdir(parents=True, exist_ok=True)
    write(articles(data), size, home / ARTICLES)
    for step in STEPS:
        command = [sys.executable, "-m", "benchmarks.scale", str(data), "--work", str(home)]
        command += ["--sizes", str(size), "--step", step]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        peak = peak_mb(process)
        if process.returncode:
            sys.exit(f"The step {step} ended with {process.returncode}.")
        assert process.stdout is not None
        figures |= json.loads(process.stdout.read().splitlines()[-1])
        if step == "build":
            figures["build_mb"] = peak
    return Point(**figures)


def write(texts: list[ArticleDraft], size: int, file: Path) -> None:
    """Write articles of about `size` passages to a file, one a line."""
    with file.open("w", encoding="utf-8") as lines:
        for draft in islice(endless(texts), wanted(texts, size)):
            lines.write(json.dumps([draft.title, draft.body]) + "\n")


def written(file: Path) -> Iterator[ImportLine]:
    """The articles of a file that `write` wrote, read as they are asked for."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield ImportLine(number, ArticleDraft(*json.loads(line)), None)


def peak_mb(process: subprocess.Popen[str]) -> float:
    """Wait for a process that writes little; the most memory that it and its descendants had together."""
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(pss_mb, family(process.pid))))
        time.sleep(LOOK_S)
    return peak


def family(pid: int) -> Iterator[int]:
    """A process and all that descend from it and still run."""
    yield pid
    try:
        children = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:  # it ended meanwhile
        return
    for child in " ".join(children).split():
        yield from family(int(child))


def pss_mb(pid: int) -> float:
    """The proportional set size of a process, 0 where there is no telling."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def build(data: Path, home: Path, size: int) -> dict[str, float]:
    """Import the articles that `write` left in a fresh library, and publish them."""
    library = at(home)
    started = time.perf_counter()
    library.import_lines(written(home / ARTICLES))
    seconds = time.perf_counter() - started
    files = [file for file in home.rglob("*") if file.is_file() and "generation-" in str(file)]
    index_mb = sum(file.stat().st_size for file in files) / 1e6
    return {
        "passages": library.counts().passages,
        "build_seconds": seconds,
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
    serving = peak_rss_mb()
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


def peak_rss_mb() -> float:
    """The most that this process has held; `ru_maxrss` would also count the process that started it, before exec."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    (peak,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / 1e6


def line(point: Point) -> str:
    """One line of the table."""
    cells = (
        f"{point.passages:,}",
        f"{point.build_seconds:,.1f} s",
        f"{point.passages / point.build_seconds:,.0f}",
        f"{point.build_mb:,.0f} MB",
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
            "importing": [point.build_mb for point in points],
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
