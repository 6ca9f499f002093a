"""`python -m training.lexicon --data DIR --out DIR`: learn the lexicon (about two minutes on two cores)."""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from index.embedding.loading import load_embedder
from index.language.lexicon import read_lexicon
from index.language.passage_terms import Analyzer
from index.language.stemming import Stems
from training.lexicon.rarities import rarities
from training.lexicon.roots import Similarity, find_roots
from training.lexicon.translations import Aligned, align_words
from training.lexicon.words import WordCounts, count_words
from training.parallel import parallel_sentences
from training.rows import Licences

LEAST_PROBABILITY = 0.02
MOST_TRANSLATIONS = 6
LEAST_OCCURRENCES = 3
LEAST_NEIGHBOURS = 5


def main() -> None:
    """Learn from `--data` and write the six files into `--out`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory that holds train/")
    parser.add_argument("--out", type=Path, required=True, help="directory for the files of the lexicon")
    parser.add_argument("--open-only", action="store_true", help="learn from openly licensed rows alone")
    options = parser.parse_args()
    write_lexicon(options.data, options.out, Licences(open_only=options.open_only))


def write_lexicon(data: Path, out: Path, licences: Licences) -> None:
    """The whole recipe."""
    sentences = list(parallel_sentences(data, licences))
    counts = count_words(data, licences, sentences)
    english = counts.english_words()
    native = Counter({w: n for w, n in counts.indonesian.items() if w.isascii() and w not in english})
    surface = align_words(sentences, Stems(english, {}).english_stem, str)
    roots = find_roots(native, translation_likeness(surface), nearness(native))
    stems = Stems(english, roots)
    aligned = align_words(sentences, stems.english_stem, stems.indonesian_stem)
    out.mkdir(parents=True, exist_ok=True)
    write_lines(out / "english.txt", sorted(english))
    differing = {
        word: root for word, root in roots.items() if root != Stems(english, {}).indonesian_stem(word)
    }
    write_lines(out / "roots.txt", [f"{word} {root}" for word, root in sorted(differing.items())])
    write_lines(
        out / "compounds.txt", [f"{word} {parts}" for word, parts in sorted(compounds(counts).items())]
    )
    limits = {"least": LEAST_PROBABILITY, "most": MOST_TRANSLATIONS}
    write_entries(out / "en-id.txt", aligned.entries(**limits), aligned.counts.sources, aligned.english)
    write_entries(
        out / "id-en.txt", aligned.reverse_entries(**limits), aligned.counts.targets, aligned.indonesian
    )
    (out / "rarities.txt").touch()
    rare = rarities(data, licences, Analyzer(read_lexicon(out)))
    write_lines(out / "rarities.txt", [f"{term} {value:.1f}" for term, value in sorted(rare.items())])


def translation_likeness(aligned: Aligned) -> Similarity:
    """Cosine of what two Indonesian words translate to; None for words seen less than three times."""
    table = aligned.counts.agreed.T.tocsr()
    table.data[table.data < 0.3] = 0
    table.eliminate_zeros()
    length = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel()) + 1e-9
    number = {word: n for n, word in enumerate(aligned.indonesian) if aligned.counts.targets[n] >= 3}

    def likeness(word: str, root: str) -> float | None:
        if word not in number or root not in number:
            return None
        one, other = number[word], number[root]
        return float(table[one].multiply(table[other]).sum() / (length[one] * length[other]))

    return likeness


def nearness(counts: Counter[str]) -> Similarity:
    """Cosine of two words in the shipped embedding model."""
    known = [word for word, count in counts.items() if count >= 3]
    vectors = load_embedder("").embed_passages(known)
    row = {word: n for n, word in enumerate(known)}
    return lambda word, root: float(vectors[row[word]] @ vectors[row[root]]) if root in row else None


def compounds(counts: WordCounts) -> dict[str, str]:
    """Words that are also written as two: "ibukota" beside "ibu kota"."""
    return {
        one + two: f"{one} {two}"
        for (one, two), count in counts.neighbours.items()
        if count >= LEAST_NEIGHBOURS
        and min(len(one), len(two)) >= 3
        and counts.indonesian[one + two] >= LEAST_NEIGHBOURS
        and count * 200 > min(counts.indonesian[one], counts.indonesian[two])
    }


def write_entries(
    path: Path, entries: dict[str, list[tuple[str, float]]], occurrences: np.ndarray, order: list[str]
) -> None:
    """One word a line with its translations; names that only translate to themselves are left out."""
    number = {word: n for n, word in enumerate(order)}
    lines = [
        f"{word} {' '.join(f'{other} {probability:.2f}' for other, probability in found)}"
        for word, found in sorted(entries.items())
        if occurrences[number[word]] >= LEAST_OCCURRENCES and found[0][0] != word
    ]
    write_lines(path, lines)


def write_lines(path: Path, lines: list[str]) -> None:
    """Lines in UTF-8 with a last line end."""
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
