"""Letters on a page of print into its lines, in the order of reading: columns by the white between them.

The page is cut where white runs across it, again and again (the X-Y cut of Nagy and Seth 1984): first into columns,
where these hold sentences, else into what stands above each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.5
_WORD_GAP = 0.18
_GUTTER = 1.0
_LEADING = 1.6
_FEWEST_LINES = 3
_COLUMN_WORDS = 2.5
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter and its box, in points; y grows upwards, `size` is the font's."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print in one column.

    Attributes:
        gap: Whether more white than usual is above it, or it begins a column.
        at: How high on the page it stands, 0 at the bottom, 1 at the top.
    """

    text: str
    size: float
    gap: bool
    at: float


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters on one base line without wide white between them."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def read_lines(glyphs: Sequence[Glyph], height: float) -> list[Line]:
    """Put a page's letters into lines, in the order of reading."""
    runs = _runs([glyph for glyph in glyphs if glyph.text.strip()])
    return [line for region in _regions(runs, 0) for line in _region_lines(region, height)]


def _runs(glyphs: Sequence[Glyph]) -> list[_Run]:
    """Join letters to runs, those on one base line from left to right."""
    runs: list[_Run] = []
    for line in _rows(glyphs):
        part: list[Glyph] = []
        for glyph in sorted(line, key=lambda g: g.left):
            if part and glyph.left - part[-1].right > _GUTTER * max(glyph.size, part[-1].size):
                runs.append(_run(part))
                part = []
            if not part or not _is_struck_twice(part[-1], glyph):
                part.append(glyph)
        if part:
            runs.append(_run(part))
    return runs


def _is_struck_twice(one: Glyph, other: Glyph) -> bool:
    """Whether a letter is printed over itself, which makes it bold."""
    return one.text == other.text and abs(one.left - other.left) < 0.1 * other.size


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Letters whose middles are about as high."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (-(g.bottom + g.top) / 2, g.left)):
        if row:
            highest = row[0]
            middle = (glyph.bottom + glyph.top) / 2
            if (
                not highest.bottom - 0.2 * highest.size < middle
                and abs(row[-1].bottom - glyph.bottom) > _SAME_LINE * glyph.size
            ):
                yield row
                row = []
        row.append(glyph)
    if row:
        yield row


def _run(part: Sequence[Glyph]) -> _Run:
    text = part[0].text
    for before, glyph in pairwise(part):
        if glyph.left - before.right > _WORD_GAP * glyph.size:
            text += " "
        text += glyph.text
    return _Run(
        text,
        min(g.left for g in part),
        min(g.bottom for g in part),
        max(g.right for g in part),
        max(g.top for g in part),
        median(g.size for g in part),
    )


def _regions(runs: list[_Run], depth: int) -> Iterator[list[_Run]]:
    """Cut runs into regions, in the order of reading."""
    if len(runs) < 2 or depth > _DEEPEST:
        yield runs
        return
    columns = _columns(runs)
    parts = columns or _bands(runs)
    if len(parts) < 2:
        yield runs
        return
    for part in parts:
        yield from _regions(part, depth + 1)


def _columns(runs: list[_Run]) -> list[list[_Run]]:
    """Cut at the widest white that runs from top to bottom; nothing where a side holds no sentences."""
    size = median(run.size for run in runs)
    best: tuple[float, float] | None = None
    reach = -1e9
    for run in sorted(runs, key=lambda r: r.left):
        if (
            reach > -1e9
            and run.left - reach > _GUTTER * size * 0.8
            and (best is None or run.left - reach > best[0])
        ):
            best = (run.left - reach, (run.left + reach) / 2)
        reach = max(reach, run.right)
    if best is None:
        return []
    sides = [[run for run in runs if run.right <= best[1]], [run for run in runs if run.left >= best[1]]]
    return sides if all(map(_holds_sentences, sides)) else []


def _holds_sentences(runs: list[_Run]) -> bool:
    heights = {round(run.bottom / max(run.size, 1)) for run in runs}
    return len(heights) >= _FEWEST_LINES and median(len(run.text.split()) for run in runs) >= _COLUMN_WORDS


def _bands(runs: list[_Run]) -> list[list[_Run]]:
    """Cut at every white across that is wider than between lines, where columns may stand under it."""
    ordered = sorted(runs, key=lambda r: -r.top)
    size = median(run.size for run in runs)
    bands: list[list[_Run]] = [[ordered[0]]]
    reach = ordered[0].bottom
    for run in ordered[1:]:
        wide = reach - run.top > 0.7 * size
        taller = abs(run.size - bands[-1][-1].size) > 0.15 * size and reach >= run.top
        if wide or taller:
            bands.append([])
            reach = run.bottom
        bands[-1].append(run)
        reach = min(reach, run.bottom)
    return bands


def _region_lines(runs: list[_Run], height: float) -> Iterator[Line]:
    """A region's runs, those side by side as one line."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda r: (-(r.bottom + r.top) / 2, r.left)):
        if rows and abs(rows[-1][0].bottom - run.bottom) <= _SAME_LINE * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    leading = median([above[0].bottom - below[0].bottom for above, below in pairwise(rows)] or [0.0])
    for place, row in enumerate(rows):
        white = rows[place - 1][0].bottom - row[0].bottom if place else 0.0
        text = " ".join(run.text for run in sorted(row, key=lambda r: r.left))
        yield Line(
            text, row[0].size, place == 0 or white > _LEADING * leading > 0, row[0].bottom / max(height, 1)
        )
