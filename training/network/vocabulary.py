"""The tokenizer: the encoder's own Unigram pieces, without those that Indonesian and English news never use."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

from training.network.packed_weights import PackedWeights
from training.rows import Licences, training_rows

OPENING, PADDING, CLOSING, UNKNOWN = 0, 1, 2, 3
SPECIAL = 4


def tokenizer_of(pieces: Iterable[tuple[str, float]]) -> Tokenizer:
    """A tokenizer of these pieces; the first four are `<s>`, `<pad>`, `</s>`, `<unk>`."""
    tokenizer = Tokenizer(models.Unigram([(piece, score) for piece, score in pieces], unk_id=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def used_pieces(weights: PackedWeights, texts: Iterable[str], most: int) -> list[int]:
    """The special pieces, every single character that the texts hold, and the pieces used most; ascending."""
    tokenizer = tokenizer_of(weights.pieces)
    counts: Counter[int] = Counter()
    characters: set[str] = set()
    for batch in batches_of(texts, 512):
        for tokens in tokenizer.encode_batch(batch, add_special_tokens=False):
            counts.update(tokens.ids)
        for text in batch:
            characters.update(text)
    single = {number for number, (piece, _) in enumerate(weights.pieces) if piece.lstrip("▁") in characters}
    kept = set(range(SPECIAL)) | single
    for number, _ in counts.most_common():
        if len(kept) >= most:
            break
        kept.add(number)
    return sorted(kept)


def batches_of(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def vocabulary_texts(data: Path, licences: Licences) -> Iterator[str]:
    """What the pieces are counted over: news, questions with their contexts, parallel sentences."""
    for row in training_rows(data, "news", licences):
        yield f"{row['title']} {row['body']}"
    for name in ("qa_id", "qa_en", "qa_id_mt", "qa_en_on_id"):
        for row in training_rows(data, name, licences):
            yield f"{row['question']} {row['context']}"
    for row in training_rows(data, "parallel", licences):
        yield f"{row['id']} {row['en']}"
