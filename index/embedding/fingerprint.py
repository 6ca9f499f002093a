"""The identity of a model: two models with one fingerprint give the same vectors."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint_files(files: Iterable[Path], *, extra: str = "") -> str:
    """SHA-256 (hex) over the names and bytes of `files`, in order of name, and over `extra`."""
    digest = hashlib.sha256(extra.encode())
    for path in sorted(files, key=lambda file: file.name):
        digest.update(f"\0{path.name}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()
