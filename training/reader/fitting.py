"""The training loop: batches of like length, bfloat16 where the processor has it, one seed, checkpoints."""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.reader.examples import Target, padded
from training.reader.network import ReaderNetwork

HIDDEN_SHARE = 0.12
SAVE_EVERY = 200


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn."""

    name: str
    peak: float
    pieces: int = 4096
    warmup: float = 0.06
    hide_words: bool = False
    null_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Batch:
    ids: Tensor
    mask: Tensor
    kinds: Tensor
    start: Tensor
    end: Tensor


def batches(items: Sequence[Target], pieces: int, chance: random.Random) -> list[list[Target]]:
    """Lists of targets of like length that hold at most `pieces` pieces after padding, in random order."""
    order = sorted(items, key=lambda item: len(item.sheet.ids) + chance.random() * 8)
    result: list[list[Target]] = [[]]
    longest = 0
    for item in order:
        longest = max(longest, len(item.sheet.ids))
        if result[-1] and longest * (len(result[-1]) + 1) > pieces:
            result.append([])
            longest = len(item.sheet.ids)
        result[-1].append(item)
    chance.shuffle(result)
    return result


def collate(items: Sequence[Target]) -> Batch:
    ids = torch.from_numpy(padded([item.sheet.ids for item in items]))
    return Batch(
        ids,
        (ids != 0).long(),
        torch.from_numpy(padded([item.sheet.kinds for item in items])),
        torch.tensor([item.start for item in items]),
        torch.tensor([item.end for item in items]),
    )


def hide(batch: Batch, mask_id: int, words: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Hide a share of the passage's pieces outside the answer: (ids with holes, places of the holes)."""
    place = torch.arange(batch.ids.shape[1])[None, :]
    answer = (place >= batch.start[:, None]) & (place <= batch.end[:, None])
    chosen = (torch.rand(batch.ids.shape, generator=generator) < HIDDEN_SHARE) & (batch.ids >= 5) & ~answer
    ids = batch.ids.clone()
    noise = torch.rand(ids.shape, generator=generator)
    ids[chosen & (noise < 0.8)] = mask_id
    random_words = torch.randint(5, words, ids.shape, generator=generator)
    ids[chosen & (noise >= 0.9)] = random_words[chosen & (noise >= 0.9)]
    return ids, chosen


def loss_of(
    network: ReaderNetwork, batch: Batch, schedule: Schedule, generator: torch.Generator
) -> dict[str, Tensor]:
    ids, chosen = batch.ids, None
    if schedule.hide_words:
        ids, chosen = hide(batch, 4, network.encoder.config.vocab_size, generator)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(ids, batch.mask, batch.kinds)
        scores = network.scores(states, batch.mask, batch.kinds)
        words = network.words(states[chosen]) if chosen is not None else None
    answered = (batch.end > 0).float()
    weight = answered + (1 - answered) * schedule.null_weight
    start = functional.cross_entropy(scores.start, batch.start, reduction="none")
    end = functional.cross_entropy(scores.end, batch.end, reduction="none")
    losses = {
        "span": ((start + end) * weight).sum() / (2 * weight.sum()),
        "answered": functional.binary_cross_entropy_with_logits(scores.answered, answered),
    }
    if words is not None and chosen is not None:
        losses["words"] = functional.cross_entropy(words.float(), batch.ids[chosen])
    return losses


WEIGHTS = {"span": 1.0, "answered": 0.5, "words": 0.5}


def fit(
    network: ReaderNetwork,
    epochs: Sequence[Callable[[], Sequence[Target]]],
    schedule: Schedule,
    *,
    steps: int,
    out: Path,
    seed: int,
    seconds: float | None = None,
    watch: Callable[[ReaderNetwork], str] | None = None,
) -> None:
    """Train for `steps` batches; the learning rate rises, then falls to nothing. Saves `out/NAME.pt` as it goes.

    With `seconds` it stops by then if it must, the learning rate falling the faster: no two such runs are the same.
    """
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    chance = random.Random(seed)
    decayed = [weight for weight in network.parameters() if weight.dim() > 1]
    plain = [weight for weight in network.parameters() if weight.dim() <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=schedule.peak,
        betas=(0.9, 0.98),
        fused=True,
    )
    network.train()
    began, averages, pieces = time.monotonic(), {}, 0
    stream = endless(epochs, schedule.pieces, chance)
    for step in range(steps):
        share = max(step / steps, (time.monotonic() - began) / seconds if seconds else 0.0)
        if share >= 1:
            break
        rate = schedule.peak * rise_and_fall(share, schedule.warmup)
        for group in optimizer.param_groups:
            group["lr"] = rate
        batch = collate(next(stream))
        losses = loss_of(network, batch, schedule, generator)
        sum(WEIGHTS[name] * loss for name, loss in losses.items()).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        pieces += int(batch.mask.sum())
        for name, loss in losses.items():
            averages[name] = 0.98 * averages.get(name, float(loss.detach())) + 0.02 * float(loss.detach())
        if (step + 1) % 25 == 0:
            spent = time.monotonic() - began
            shown = "  ".join(f"{name} {value:.3f}" for name, value in averages.items())
            print(
                f"{schedule.name} {step + 1}/{steps}  {shown}  {pieces / spent:.0f} pieces/s  {spent:.0f} s",
                flush=True,
            )
        if (step + 1) % SAVE_EVERY == 0:
            torch.save(network.state_dict(), out / f"{schedule.name}.pt")
    torch.save(network.state_dict(), out / f"{schedule.name}.pt")
    if watch is not None:
        print(f"{schedule.name}  {watch(network)}", flush=True)


def endless(
    epochs: Sequence[Callable[[], Sequence[Target]]], pieces: int, chance: random.Random
) -> Iterator[list[Target]]:
    """Batches of the first epoch, then of the next, and round again."""
    while True:
        for epoch in epochs:
            yield from batches(epoch(), pieces, chance)


def rise_and_fall(share: float, warmup: float) -> float:
    return share / warmup if share < warmup else max(0.0, (1 - share) / (1 - warmup)) + 1e-3


def batch_count(items: Sequence[Target], pieces: int) -> int:
    return math.ceil(sum(len(item.sheet.ids) for item in items) / pieces)


def seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
