"""BM25 exactly as tantivy computes it, so that passages outside its index get comparable scores.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). Lengths are rounded
to one byte, as Lucene and tantivy store them.
"""

import math

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75


def idf(passages: int, holding: int) -> float:
    """How much a term tells that `holding` of `passages` passages contain."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def saturation(
    frequencies: NDArray[np.float32], lengths: NDArray[np.float32], average: float
) -> NDArray[np.float32]:
    """The part of a term's score that its frequency in a passage decides, 0..K1 + 1.

    Args:
        frequencies: How often the term stands in each passage.
        lengths: Each passage's `stored_lengths`, in terms.
        average: The average length of all passages, in terms.
    """
    norms = K1 * (1 - B + B * lengths / average)
    return ((K1 + 1) * frequencies / (frequencies + norms)).astype(np.float32)


def stored_lengths(lengths: NDArray[np.int64]) -> NDArray[np.float32]:
    """Each length rounded down to one that a byte can name: exact to 40, then in steps of 12 % at most."""
    return LENGTHS[np.searchsorted(LENGTHS, lengths, side="right") - 1]


def _length(code: int) -> int:
    """The length that a byte names: 0..24 itself, above that three bits of mantissa and a shift."""
    if code < 24:
        return code
    mantissa, shift = (code - 24) & 7, (code - 24) // 8 - 1
    return 24 + (mantissa if shift < 0 else (mantissa | 8) << shift)


LENGTHS: NDArray[np.float32] = np.array([_length(code) for code in range(256)], np.float32)
