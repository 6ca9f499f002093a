"""The table that training starts from: random directions, shared by forms of a word and by translations.

A text's mean is then a random projection of its TF-IDF vector over meanings, which both languages share. That alone
finds as much as a contrastive model trained from noise, and training refines it.
"""

from dataclasses import dataclass

import numpy as np
import Stemmer
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from tokenizers import Tokenizer

from training.alignment import Counts, align
from training.pairs import PairSet
from training.parallel import Translation

SPREAD = 0.1
"""Mean size of a number of the table: what the learning rate is set for."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the first table is mixed.

    Attributes:
        stem_share: How much of a word's direction its stem decides.
        own_share: How much of its own direction an English word keeps beside its translations'.
        least_probability: Below it a translation is noise.
    """

    stem_share: float = 0.6
    own_share: float = 0.2
    least_probability: float = 0.02
    seed: int = 7


def align_tokens(tokenizer: Tokenizer, sentences: list[Translation]) -> Counts:
    """Expected alignments between English and Indonesian tokens."""
    english = tokenizer.encode_batch_fast([s.english for s in sentences], add_special_tokens=False)
    indonesian = tokenizer.encode_batch_fast([s.indonesian for s in sentences], add_special_tokens=False)
    pairs = [(one.ids, other.ids) for one, other in zip(english, indonesian, strict=True)]
    return align(pairs, tokenizer.get_vocab_size(), tokenizer.get_vocab_size())


def first_table(
    tokenizer: Tokenizer, counts: Counts, sets: list[PairSet], dimension: int, start: Start
) -> NDArray[np.float32]:
    """float32, (vocabulary, dimension); the length of a row is how rare its token is."""
    english = english_share(counts)
    translation = probabilities(counts, start.least_probability)
    base = directions([tokenizer.id_to_token(n) for n in range(len(english))], english, dimension, start)
    mixed = base * (1 - english * (1 - start.own_share))[:, None] + (translation @ base) * english[:, None]
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True) + 1e-9
    table = mixed * rarity(tokenizer, sets, english, translation)[:, None]
    return (table * (SPREAD / table.std())).astype(np.float32)


def english_share(counts: Counts) -> NDArray[np.float64]:
    """How much of a token's use in the parallel sentences is English; a half where it is not used."""
    used = counts.sources + counts.targets
    return np.where(used > 0, counts.sources / np.maximum(used, 1e-9), 0.5)


def probabilities(counts: Counts, least: float) -> csr_matrix:
    """Translation probabilities, English tokens to Indonesian ones."""
    table = (diags(1 / np.maximum(counts.sources, 1)) @ counts.agreed).tocsr()
    table.data[table.data < least] = 0
    table.eliminate_zeros()
    return table.astype(np.float32)


def directions(
    tokens: list[str], english: NDArray[np.float64], dimension: int, start: Start
) -> NDArray[np.float32]:
    """A random direction a token, near those of the tokens with the same stem."""
    random = np.random.default_rng(start.seed)
    base = random.standard_normal((len(tokens), dimension)).astype(np.float32) / np.sqrt(dimension)
    rules = Stemmer.Stemmer("indonesian"), Stemmer.Stemmer("english")
    members: dict[tuple[bool, str], list[int]] = {}
    for number, token in enumerate(tokens):
        if token.isalpha() and len(token) > 3:
            in_english = bool(english[number] >= 0.5)
            members.setdefault((in_english, rules[in_english].stemWord(token)), []).append(number)
    for numbers in members.values():
        if len(numbers) > 1:
            shared = random.standard_normal(dimension) / np.sqrt(dimension)
            own = base[numbers] * np.sqrt(1 - start.stem_share)
            base[numbers] = own + shared * np.sqrt(start.stem_share)
    return base


def rarity(
    tokenizer: Tokenizer, sets: list[PairSet], english: NDArray[np.float64], translation: csr_matrix
) -> NDArray[np.float64]:
    """Inverse document frequency in the language of each token; English ones no rarer than what they mean."""
    of = {pairs.name: pairs for pairs in sets}
    passages = [p.right for name in ("headlines", "sentences", "qa_id", "qa_id_mt") for p in of[name].pairs]
    indonesian = document_rarity(tokenizer, passages)
    english_texts = [p.right for p in of["qa_en"].pairs] + [p.left for p in of["parallel"].pairs[::3]]
    foreign = document_rarity(tokenizer, english_texts)
    covered = np.asarray(translation.sum(axis=1)).ravel()
    meant = 1.3 * (translation @ indonesian) / np.maximum(covered, 1e-3)
    known = np.where(covered > 0.2, np.minimum(foreign, meant), foreign)
    return (1 - english) * indonesian + english * known


def document_rarity(tokenizer: Tokenizer, texts: list[str]) -> NDArray[np.float64]:
    """log(n / df) over the distinct texts."""
    distinct = list(dict.fromkeys(texts))
    frequency = np.zeros(tokenizer.get_vocab_size())
    for start in range(0, len(distinct), 10_000):
        for encoding in tokenizer.encode_batch_fast(
            distinct[start : start + 10_000], add_special_tokens=False
        ):
            frequency[np.unique(encoding.ids)] += 1
    return np.log((len(distinct) + 1) / (frequency + 1))
