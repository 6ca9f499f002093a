"""The reader's word pieces: one lower-cased WordPiece vocabulary for Indonesian and English."""

from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from training.rows import Licences, training_rows

SIZE = 30_000
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
QUESTION_SETS = ("qa_id", "qa_id_mt", "qa_en", "qa_en_on_id")


def indonesian_texts(data: Path, licences: Licences) -> Iterator[str]:
    for row in training_rows(data, "news", licences):
        yield f"{row['title']} {row['body']}"
    for row in training_rows(data, "parallel", licences):
        if row["kind"] != "mined":
            yield row["id"]
    yield from question_texts(data, licences, ("qa_id", "qa_id_mt"))


def english_texts(data: Path, licences: Licences) -> Iterator[str]:
    for row in training_rows(data, "parallel", licences):
        if row["kind"] != "mined":
            yield row["en"]
    yield from question_texts(data, licences, ("qa_en",))


def question_texts(data: Path, licences: Licences, names: tuple[str, ...]) -> Iterator[str]:
    contexts: set[str] = set()
    for name in names:
        for row in training_rows(data, name, licences):
            yield row["question"]
            if row["context"] not in contexts:
                contexts.add(row["context"])
                yield row["context"]


def train_tokenizer(data: Path, licences: Licences) -> Tokenizer:
    """Word pieces learnt from every allowed training text; English questions and contexts count three times."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=40))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=SIZE,
        special_tokens=list(SPECIAL),
        limit_alphabet=300,
        min_frequency=4,
        show_progress=False,
    )
    tokenizer.train_from_iterator(corpus(data, licences), trainer)
    return tokenizer


def corpus(data: Path, licences: Licences) -> Iterator[str]:
    yield from indonesian_texts(data, licences)
    for _ in range(3):
        yield from english_texts(data, licences)
