"""`python -m benchmarks.copies 0 1 3 10`: the sample's questions, answered beside near copies of every article.

A copy has another title, another dateline and another outlet's address, as agency text in several papers has.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from index.evaluation.questions import read_questions
from index.ingest.importing import read_import
from index.library import open_library
from index.settings import Settings

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
PLACES = "PALU AMBON KUPANG SERANG JAMBI MEDAN MALANG BOGOR TEGAL BLITAR".split()
OUTLETS = "Warta Suara Berita Pos Sinar Mimbar Gema Lentera Bahana Cakrawala".split()


def rows(copies: int) -> Iterator[dict[str, str]]:
    for line in (SAMPLE / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row
        for number in range(copies):
            place, outlet = PLACES[number % len(PLACES)], f"{OUTLETS[number % len(OUTLETS)]} Kita"
            yield row | {
                "id": f"{row['id']}-{number + 1}",
                "title": f"{outlet}: {row['title']}",
                "text": f"{place}, {outlet} - {row['text'].split(' - ', 1)[-1]}",
                "url": f"https://warta{number + 1}.example/{row['id']}",
            }


def answered(copies: int) -> tuple[int, int]:
    """How many questions are answered, and how many sentences are cited twice in one answer."""
    with tempfile.TemporaryDirectory() as home:
        lines = Path(home) / "articles.jsonl"
        lines.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(copies)), encoding="utf-8"
        )
        settings = Settings(  # type: ignore[call-arg]  # pydantic-settings takes what the environment would give
            _env_file=None, tanya_home=Path(home), database_url="", embedding_model="", reader_model=""
        )
        with open_library(settings) as library:
            library.import_lines(read_import(lines))
            answers = [
                library.ask(question.question)
                for question in read_questions(SAMPLE / "questions.jsonl")
                if question.answerable
            ]
    shown = [answer for answer in answers if not answer.abstained]
    quotes = [[citation.quote for citation in answer.citations] for answer in shown]
    return len(shown), sum(len(each) - len(set(each)) for each in quotes)


if __name__ == "__main__":
    for copies in map(int, sys.argv[1:] or ["0", "1", "3", "10"]):
        shown, twice = answered(copies)
        print(f"{copies:3} copies: {shown} answered, {twice} sentences cited twice", flush=True)
