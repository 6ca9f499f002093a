"""What the project's own search finds for the training questions, in the corpus that answers each of them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.ingest.importing import read_import
from index.library import Library, open_library
from index.settings import Settings
from training.network.examples import SPAN_SETS, Hit
from training.rows import Licences, read_lines, training_rows

NEWS = "news"
DEPTH = 20


class Corpora:
    """The corpora that are searched, each imported once, and what was found, each question asked once.

    Everything is kept below one directory, so that a stopped run goes on where it was.
    """

    def __init__(self, data: Path, newsroom: Path, licences: Licences, work: Path) -> None:
        self._data = data
        self._newsroom = newsroom
        self._licences = licences
        self._work = work

    def contexts(self, name: str) -> dict[str, str]:
        """The texts of a public set by the ids under which they were imported."""
        texts = dict.fromkeys(row["context"] for row in training_rows(self._data, name, self._licences))
        return {f"c{number}": text for number, text in enumerate(texts)}

    def found(self, name: str) -> dict[str, list[Hit]]:
        """For each question of the newsroom (`NEWS`) or of a public set: article, start, end, score; best first."""
        path = self._work / f"hits-{name}.jsonl"
        if not path.exists():
            with self._library(name) as library:
                aside = path.with_suffix(".new")
                with aside.open("w", encoding="utf-8") as out:
                    for number, question in self._questions(name):
                        hits = [
                            (hit.article.external_id, hit.passage.start, hit.passage.end, round(hit.score, 4))
                            for hit in library.search(question, top_k=DEPTH)
                        ]
                        out.write(json.dumps({"id": number, "hits": hits}) + "\n")
                aside.replace(path)
        return {row["id"]: [Hit(*hit) for hit in row["hits"]] for row in read_lines(path)}

    def _questions(self, name: str) -> Iterator[tuple[str, str]]:
        rows: Iterable[Mapping[str, str]] = (
            read_lines(self._newsroom / "train.jsonl")
            if name == NEWS
            else (row for row in training_rows(self._data, name, self._licences) if row["answerable"])
        )
        return ((row["id"], row["question"]) for row in rows)

    def _articles(self, name: str) -> Iterator[dict[str, str]]:
        if name != NEWS:
            for number, text in self.contexts(name).items():
                yield {"id": number, "title": "", "text": text}
            return
        for row in training_rows(self._data, NEWS, self._licences):
            line = {"id": row["id"], "title": row["title"], "text": row["body"]}
            if (row.get("url") or "").startswith("http"):
                line["url"] = row["url"].strip()
            yield line

    @contextmanager
    def _library(self, name: str) -> Iterator[Library]:
        lines = self._work / f"{name}.jsonl"
        with lines.open("w", encoding="utf-8") as out:
            for article in self._articles(name):
                out.write(json.dumps(article, ensure_ascii=False) + "\n")
        home = self._work / f"home-{name}"
        settings = Settings(  # type: ignore[call-arg]  # pydantic-settings takes what the environment would give
            _env_file=None, tanya_home=home, database_url="", embedding_model="", reader_model=""
        )
        with open_library(settings) as library:
            library.import_lines(read_import(lines))
            yield library


def searched_sets() -> tuple[str, ...]:
    """The public sets whose look-alikes serve: those in Indonesian. English SQuAD has its own."""
    return tuple(name for name in SPAN_SETS if name != "qa_en")
