"""Contrastive training of a table of token vectors (multiple negatives ranking over nested dimensions)."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.pairs import PairSet


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a run is made of. Times are for two CPU cores."""

    vocabulary: int = 40_000
    dimension: int = 512
    nested: tuple[int, ...] = (512, 256)
    batch: int = 1024
    epochs: float = 1.5
    learning_rate: float = 0.003
    warm_up: float = 0.05
    scale: float = 20.0
    max_tokens: int = 200
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as token ids: text i is `ids[offsets[i] : offsets[i + 1]]`."""

    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, tokenizer: Tokenizer, texts: list[str], max_tokens: int) -> "Bags":
        ids: list[NDArray[np.int32]] = []
        lengths: list[int] = []
        for start in range(0, len(texts), 10_000):
            for encoding in tokenizer.encode_batch_fast(
                texts[start : start + 10_000], add_special_tokens=False
            ):
                tokens = np.array(encoding.ids[:max_tokens] or [0], np.int32)
                ids.append(tokens)
                lengths.append(len(tokens))
        return cls(np.concatenate(ids), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))

    def take(self, rows: NDArray[np.int64], device: str) -> tuple[Tensor, Tensor]:
        starts, ends = self.offsets[rows], self.offsets[rows + 1]
        lengths = ends - starts
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        index = np.repeat(starts - offsets, lengths) + np.arange(lengths.sum())
        return torch.from_numpy(self.ids[index].astype(np.int64)).to(device), torch.from_numpy(offsets).to(
            device
        )


@dataclass(frozen=True, slots=True)
class TokenisedSet:
    name: str
    left: Bags
    right: Bags
    rights: NDArray[np.int64]
    wrongs: list[list[int]]
    weight: float

    @classmethod
    def of(
        cls,
        tokenizer: Tokenizer,
        pairs: PairSet,
        max_tokens: int,
        look_alikes: Sequence[Sequence[str]] = (),
    ) -> "TokenisedSet":
        numbers: dict[str, int] = {}
        rights = [numbers.setdefault(pair.right, len(numbers)) for pair in pairs.pairs]
        wrongs = [[numbers.setdefault(text, len(numbers)) for text in texts] for texts in look_alikes]
        left = Bags.of(tokenizer, [pair.left for pair in pairs.pairs], max_tokens)
        right = Bags.of(tokenizer, list(numbers), max_tokens)
        return cls(pairs.name, left, right, np.array(rights), wrongs, pairs.weight)

    def opposite(self, rows: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        """The texts that the pairs `rows` choose among: their own, in order, then a look-alike of each that has one."""
        wrong = [
            int(chance.choice(self.wrongs[row])) for row in (rows if self.wrongs else ()) if self.wrongs[row]
        ]
        return np.concatenate([self.rights[rows], np.array(wrong, np.int64)])


def batches(sets: list[TokenisedSet], recipe: Recipe) -> list[tuple[int, NDArray[np.int64]]]:
    """The whole run's batches, shuffled: (set, its pairs), each set as often as its weight says."""
    shuffle = np.random.default_rng(recipe.seed)
    plan: list[tuple[int, NDArray[np.int64]]] = []
    for number, pairs in enumerate(sets):
        wanted = max(1, round(len(pairs.rights) * pairs.weight * recipe.epochs / recipe.batch))
        stream = np.concatenate(
            [
                shuffle.permutation(len(pairs.rights))
                for _ in range(1 + wanted * recipe.batch // len(pairs.rights))
            ]
        )
        plan += [(number, stream[i * recipe.batch : (i + 1) * recipe.batch]) for i in range(wanted)]
    random.Random(recipe.seed).shuffle(plan)
    return plan


def nested_loss(left: Tensor, right: Tensor, same: Tensor, recipe: Recipe) -> Tensor:
    """Symmetric softmax over the batch, for each nested dimension; pairs that share a text are no negatives.

    The first rows of `right` belong to those of `left`, one by one; any more are negatives of all.
    """
    target = torch.arange(len(left), device=left.device)
    total = left.new_zeros(())
    for dimension in recipe.nested:
        scores = (
            recipe.scale
            * functional.normalize(left[:, :dimension])
            @ functional.normalize(right[:, :dimension]).T
        )
        scores = scores.masked_fill(same, -1e4)
        back = scores[:, : len(left)].T
        total = total + functional.cross_entropy(scores, target) + functional.cross_entropy(back, target)
    return total / (2 * len(recipe.nested))


def train_table(sets: list[TokenisedSet], initial: Tensor, recipe: Recipe) -> NDArray[np.float32]:
    """The trained table, float32 (vocabulary, dimension)."""
    torch.manual_seed(recipe.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    table = nn.EmbeddingBag.from_pretrained(initial.clone(), freeze=False, mode="mean").to(device)
    optimizer = torch.optim.Adam(table.parameters(), lr=recipe.learning_rate, betas=(0.9, 0.99))
    plan = batches(sets, recipe)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        recipe.learning_rate,
        total_steps=len(plan) + 1,
        pct_start=recipe.warm_up,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    chance = np.random.default_rng(recipe.seed)
    began, recent = time.monotonic(), 0.0
    for step, (number, rows) in enumerate(plan):
        pairs = sets[number]
        right_rows = pairs.opposite(rows, chance)
        left, right = table(*pairs.left.take(rows, device)), table(*pairs.right.take(right_rows, device))
        numbers = torch.from_numpy(right_rows).to(device)
        same = numbers[: len(rows), None] == numbers[None, :]
        same.fill_diagonal_(False)
        loss = nested_loss(left, right, same, recipe)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        recent += loss.item()
        if step % 50 == 49:
            print(
                f"step {step + 1}/{len(plan)}  loss {recent / 50:.3f}  {time.monotonic() - began:.0f} s",
                flush=True,
            )
            recent = 0.0
    return table.weight.detach().cpu().numpy()
