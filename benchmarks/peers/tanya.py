"""Tanya, whole: split, embed, commit durably to SQL, publish a generation; then retrieval with its re-ranking."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contest import TOP_K, Search, run
from index.ingest.drafting import draft
from index.ingest.importing import ImportLine
from index.library import open_library
from index.settings import Settings

HOME = tempfile.TemporaryDirectory(prefix="tanya-bench-")


def build(ids: Sequence[str], texts: Sequence[str]) -> Search:
    library = open_library(Settings(tanya_home=Path(HOME.name), database_url=""))
    drafts = (draft(text, title="", external_id=i) for i, text in zip(ids, texts, strict=True))
    library.import_lines(ImportLine(number, one, None) for number, one in enumerate(drafts, start=1))
    return lambda question: [str(hit.article.external_id) for hit in library.search(question, top_k=TOP_K)]


if __name__ == "__main__":
    run(build)
