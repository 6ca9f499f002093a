"""Word embeddings for our vocabulary made from those of an English model.

An Indonesian word starts as the mean of its English translations, so that the trained layers understand Indonesian
word by word from the first step (after WECHSEL, Minixhofer et al. 2022, with IBM model 1 in place of aligned vectors).
"""

from collections import Counter

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.reader.translation import Translations

BEST = 3
SHARPNESS = 1.5


def transplant(
    new: Tokenizer,
    old: Tokenizer,
    vectors: NDArray[np.float32],
    translations: Translations,
    sentences: list[tuple[list[str], list[str]]],
) -> NDArray[np.float32]:
    """float32, (new vocabulary, width). A word of both languages lies between its two meanings, by its counts."""
    indonesian = Counter(word for source, _ in sentences for word in source)
    english = Counter(word for _, target in sentences for word in target)
    table = np.empty((new.get_vocab_size(), vectors.shape[1]), np.float32)
    for piece, number in new.get_vocab().items():
        own = spelled(piece, old, vectors)
        options = translations.of.get(piece, [])[:BEST]
        if not options:
            table[number] = own
            continue
        meaning = blend([(spelled(word, old, vectors), chance**SHARPNESS) for word, chance in options])
        table[number] = blend([(own, english[piece] + 0.01), (meaning, indonesian[piece])])
    return table


def spelled(piece: str, old: Tokenizer, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The old vector of a piece, or the mean over the old pieces that spell it."""
    number = old.token_to_id(piece)
    if number is not None:
        return vectors[number]
    if piece.startswith("##"):
        ids = list(old.encode("a" + piece[2:], add_special_tokens=False).ids)
    else:
        ids = old.encode(piece, add_special_tokens=False).ids
    return blend([(vectors[i], 1.0) for i in ids]) if ids else vectors[old.token_to_id("[UNK]")]


def blend(parts: list[tuple[NDArray[np.float32], float]]) -> NDArray[np.float32]:
    """Weighted mean, as long as its parts are on average."""
    total = sum(weight for _, weight in parts)
    mean = sum(vector * np.float32(weight / total) for vector, weight in parts)
    length = sum(float(np.linalg.norm(vector)) * weight / total for vector, weight in parts)
    return np.asarray(mean * (length / max(float(np.linalg.norm(mean)), 1e-6)), np.float32)
