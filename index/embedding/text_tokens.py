"""The tokens of texts: word by word and remembered, where a tokenizer looks at one word at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers

from index.embedding.word_pieces import WordPieces

Tokens = NDArray[np.unsignedinteger]
"""The numbers of a text's tokens, (n,)."""

REMEMBERED = 250_000
"""Words after which those not met since are forgotten: about 40 MB, and up to twice that."""

LONGEST = 40
"""Characters of a written word that is worth remembering."""

_NO_BLANKS_FOR_ALL = ("\x1c", "\x1d", "\x1e", "\x1f")
"""Python parts words at these, tokenizers do not."""

_OPENING, _CLOSING = frozenset("(\"'“‘"), frozenset(".,;:!?)\"'”’")
_BY_CHARACTER = frozenset(["NFC", "NFD", "NFKC", "NFKD", "StripAccents", "Lowercase", "BertNormalizer"])
_ONE_WORD = re.compile(r"\[[A-Za-z]+\]")
_ONE_CHARACTER = re.compile(r"\[[^\s\\\[\]^-]+\]")


class TextTokens(Protocol):
    """Texts in, tokens out; safe to share between threads."""

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text, without those that mark its beginning and end."""


class WholeTexts:
    """Hands every text to the tokenizer as it is."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """See `TextTokens`."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.array(encoding.ids, np.uint32) for encoding in encodings]


class SingleWords:
    """Remembers the tokens of every written word: a fifth of the tokenizer's time, the same tokens.

    For tokenizers of which `parts_at_blanks` holds.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._whole = WholeTexts(tokenizer)
        self._type = np.uint16 if tokenizer.get_vocab_size() <= 1 << 16 else np.uint32
        self._known = _Remembered(WordPieces(tokenizer, tokenizer.model), self._type)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """See `TextTokens`."""
        return [self._of_text(text) for text in texts]

    def _of_text(self, text: str) -> Tokens:
        for mark in _NO_BLANKS_FOR_ALL:
            if mark in text:
                return self._whole.tokens([text])[0]
        return np.frombuffer(b"".join(map(self._known.__getitem__, text.split())), self._type)


class _Remembered(dict[str, bytes]):
    """From a written word to the bytes of its tokens' numbers; a word that is missing is read."""

    def __init__(self, pieces: WordPieces, number: type[np.unsignedinteger]) -> None:
        super().__init__()
        self._pieces = pieces
        self._number = number
        self._older: dict[str, bytes] = {}

    def __missing__(self, word: str) -> bytes:
        if len(word) > LONGEST:
            return self._read(word)
        found = self._older.get(word) or self._parted(word)
        if len(self) >= REMEMBERED:
            self._older = dict(self)
            self.clear()
        self[word] = found
        return found

    def _parted(self, word: str) -> bytes:
        """Punctuation around a word is a token each; less it, most words are known."""
        if len(word) > 1 and word[-1] in _CLOSING:
            return self[word[:-1]] + self[word[-1]]
        if len(word) > 1 and word[0] in _OPENING:
            return self[word[0]] + self[word[1:]]
        return self._read(word)

    def _read(self, word: str) -> bytes:
        return np.array(self._pieces.tokens(word), self._number).tobytes()


@dataclass(frozen=True, slots=True)
class _Normalizer:
    """A step of normalisation, as the tokenizer's file describes it."""

    type: str
    normalizers: tuple["_Normalizer", ...] = ()
    pattern: dict[str, str] = field(default_factory=dict)


def text_tokens(tokenizer: Tokenizer) -> TextTokens:
    """The fastest way to this tokenizer's tokens."""
    return SingleWords(tokenizer) if parts_at_blanks(tokenizer) else WholeTexts(tokenizer)


def parts_at_blanks(tokenizer: Tokenizer) -> bool:
    """Whether a text's tokens are those of its blank-separated words, each and the marks around it taken alone.

    So it is for BERT's way of parting words, after a normalisation that looks at single characters, as long as no
    special token holds a blank or such a mark.
    """
    if tokenizer.truncation or not isinstance(tokenizer.model, models.WordPiece):
        return False
    parting = isinstance(tokenizer.pre_tokenizer, pre_tokenizers.BertPreTokenizer)
    return parting and _keeps_to_characters(tokenizer) and all(map(_is_apart, _special(tokenizer)))


def _special(tokenizer: Tokenizer) -> list[AddedToken]:
    return list(tokenizer.get_added_tokens_decoder().values())


def _is_apart(special: AddedToken) -> bool:
    """Whether a special token is found inside a word as it is found inside a text."""
    leans = special.single_word or special.lstrip or special.rstrip or special.normalized
    return not leans and _ONE_WORD.fullmatch(special.content) is not None


def _keeps_to_characters(tokenizer: Tokenizer) -> bool:
    if tokenizer.normalizer is None:
        return True
    chosen = TypeAdapter(_Normalizer).validate_json(tokenizer.normalizer.__getstate__())
    return all(_keeps_to_character(part) for part in chosen.normalizers or [chosen])


def _keeps_to_character(part: "_Normalizer") -> bool:
    if part.type == "Replace":
        return _ONE_CHARACTER.fullmatch(part.pattern.get("Regex", "")) is not None
    return part.type in _BY_CHARACTER
