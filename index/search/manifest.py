"""What a generation says about itself: what it holds, of which versions, and the checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.errors import GenerationError

FORMAT = 1
"""Generations of another format are not read but built again."""

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Content:
    """What a generation was made of; one that is not of the content in service is never searched.

    Attributes:
        edition: The edition of the articles: one splitter, one embedding model.
        model: The fingerprint of the embedding model.
        dimension: Length of its vectors.
        splitter: The version of the splitter that made the passages.
        analysis: The version of the analysis that made the terms.
    """

    edition: int
    model: str
    dimension: int
    splitter: str
    analysis: str


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file of the generation, by its path below it with forward slashes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A passage of the generation by a hash of its text, which gives away a generation of another library."""

    passage_id: int
    sha256: str


@dataclass(frozen=True, slots=True)
class GenerationInfo:
    """A generation as its manifest describes it.

    Attributes:
        number: Ascending; the directory is named by it.
        passages: How many passages both indexes hold.
        terms: How many terms all passages have together.
        last_passage: The greatest passage id in it; greater ones are in the tail.
        last_change: The last change of SQL that it contains.
    """

    number: int
    format: int
    content: Content
    passages: int
    terms: int
    last_passage: int
    last_change: int
    built_at: str
    witnesses: tuple[Witness, ...]
    files: tuple[FileDigest, ...]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The manifest file: the description and the checksum of its text."""

    sha256: str
    generation: GenerationInfo


_ADAPTER = TypeAdapter(_Sealed)


def manifest_bytes(info: GenerationInfo) -> bytes:
    """The manifest file of a generation."""
    description = asdict(info)
    sealed = {"sha256": _checksum(description), "generation": description}
    return (json.dumps(sealed, indent=1) + "\n").encode()


def read_manifest(directory: Path) -> GenerationInfo:
    """The description in a generation's directory, which every single byte of the file must confirm.

    Raises:
        GenerationError: The manifest is missing, damaged, of another format or of another generation.
    """
    path = directory / MANIFEST
    try:
        if not path.is_file():
            raise FileNotFoundError(path)
        content = path.read_bytes()
        info = _ADAPTER.validate_json(content, strict=True).generation
    except (OSError, ValidationError) as error:
        raise GenerationError(f"The manifest {path} is missing or damaged.") from error
    if manifest_bytes(info) != content:
        raise GenerationError(f"The manifest {path} is damaged: its checksum does not fit.")
    if info.format != FORMAT:
        raise GenerationError(f"The generation {directory.name} has format {info.format}, not {FORMAT}.")
    if directory.name != generation_name(info.number):
        raise GenerationError(f"The generation {directory.name} holds the manifest of number {info.number}.")
    return info


def generation_name(number: int) -> str:
    """The name of a generation's directory."""
    return f"generation-{number:08}"


def digest(root: Path, path: Path) -> FileDigest:
    """Describe a file below `root` by what its bytes are now."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FileDigest(path.relative_to(root).as_posix(), path.stat().st_size, sha256)


def verify(directory: Path, info: GenerationInfo) -> None:
    """Compare every file of a generation with its checksum.

    Raises:
        GenerationError: A file is missing, or not the one that was written.
    """
    for wanted in info.files:
        path = directory / wanted.path
        try:
            if not path.is_file():
                raise FileNotFoundError(path)
            found = digest(directory, path)
        except OSError as error:
            raise GenerationError(f"The index file {path} is missing or cannot be read.") from error
        if found != wanted:
            raise GenerationError(f"The index file {path} is damaged: its checksum does not fit.")


def _checksum(description: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(description, sort_keys=True).encode()).hexdigest()
