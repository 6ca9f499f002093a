"""`make bench`: every contender on the same passages and questions, as a Markdown table.

python -m benchmarks.compare CORPUS QUESTIONS --peers-python .venv-peers/bin/python [--readme README.md]
"""

import argparse
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.contest import rows
from index.evaluation.ranking_metrics import Ranked, ranking_figures

CONTENDERS = {
    "tanya": "**Tanya**",
    "minilm_faiss": "MiniLM + FAISS by hand",
    "langchain_faiss": "LangChain, MiniLM + FAISS",
    "txtai_dense": "txtai, dense",
    "txtai_hybrid": "txtai, hybrid (BM25 + MiniLM)",
}
HEADER = (
    "| | R@1 | R@5 | MRR@10 | articles/s in | query p50 | peak memory |",
    "|---|---|---|---|---|---|---|",
)
MARKS = ("<!-- bench -->", "<!-- /bench -->")


def main() -> None:
    """Run the contest and print, or write into the README, its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--peers-python", type=Path, required=True)
    parser.add_argument("--readme", type=Path)
    arguments = parser.parse_args()
    table = [*HEADER]
    for module, name in CONTENDERS.items():
        python = Path(sys.executable) if module == "tanya" else arguments.peers_python
        table.append(
            row(name, contend(module, python, arguments.corpus, arguments.questions), arguments.questions)
        )
        print(table[-1], file=sys.stderr, flush=True)
    text = "\n".join(table)
    print(text)
    if arguments.readme:
        write_between_marks(arguments.readme, text)


def contend(module: str, python: Path, corpus: Path, questions: Path) -> dict[str, object]:
    """Run one contender in a process of its own."""
    command = [str(python), "-m", f"benchmarks.peers.{module}", str(corpus), str(questions)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{module} failed:\n{run.stderr[-2000:]}")
    return json.loads(run.stdout.splitlines()[-1])


def row(name: str, result: dict, questions: Path) -> str:
    """One line of the table."""
    rankings = [
        Ranked(question["id"], tuple(question["article_ids"]), tuple(result["found"][question["id"]]))
        for question in rows(questions)
        if question["answerable"]
    ]
    figures = ranking_figures(rankings)
    return (
        f"| {name} | {figures.recall_at_1:.2f} | {figures.recall_at_5:.2f} | {figures.mrr_at_10:.2f} "
        f"| {result['passages'] / result['build_seconds']:,.0f} | {statistics.median(result['query_ms']):.1f} ms "
        f"| {result['peak_rss_mb']:,.0f} MB |"
    )


def write_between_marks(readme: Path, table: str) -> None:
    """Replace what stands between the README's marks."""
    start, end = MARKS
    text = readme.read_text(encoding="utf-8")
    pattern = re.compile(f"(?<={re.escape(start)}\n).*?(?={re.escape(end)})", re.DOTALL)
    if not pattern.search(text):
        sys.exit(f"{readme} has no {start} … {end} to write the table into.")
    readme.write_text(pattern.sub(lambda _: f"{table}\n", text), encoding="utf-8")


if __name__ == "__main__":
    main()
