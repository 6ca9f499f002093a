"""`python -m training.embedding.plain --out DIR`: the shipped model as a sentence-transformers model in float32."""

import argparse
from pathlib import Path

from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.embedding.loading import SHIPPED
from index.embedding.token_table import TokenTable
from training.embedding.export import write_plain


def main() -> None:
    """Write the model to `--out`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="directory for the model")
    write_shipped(parser.parse_args().out)


def write_shipped(directory: Path) -> None:
    """Write the shipped model, its int8 rows multiplied out."""
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    write_plain(directory, tokenizer, TokenTable.of(load_file(SHIPPED / "model.safetensors")).plain())


if __name__ == "__main__":
    main()
