"""Choose and load an embedding model by name."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.embedding.protocol import Embedder
from index.errors import ModelError

SHIPPED = Path(__file__).parent / "model"
SHIPPED_NAMES = ("", "default")
STATIC_KINDS = (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])


@dataclass(frozen=True, slots=True)
class Module:
    """One entry of `modules.json` (sentence-transformers)."""

    type: str
    path: str


@dataclass(frozen=True, slots=True)
class Config:
    """What `config.json` says of the kind of a model (model2vec, transformers)."""

    model_type: str = ""


def load_embedder(name: str) -> Embedder:
    """The model of that name: "" or "default" for the shipped one, a directory, or a model of the hub.

    Static models run without torch; every other model goes through sentence-transformers.

    Raises:
        ModelError: The model is missing or damaged.
    """
    directory = SHIPPED if name in SHIPPED_NAMES else Path(name).expanduser()
    static = static_directory(directory)
    if static is not None:
        from index.embedding.static import load_static

        return load_static(name or "default", static)
    if name in SHIPPED_NAMES:
        raise ModelError(f"The shipped embedding model is missing from {SHIPPED}; install the package again.")

    from index.embedding.transformer import load_transformer

    return load_transformer(name, str(directory) if directory.is_dir() else name)


def static_directory(directory: Path) -> Path | None:
    """Where the weights of a static model lie, or None when `directory` holds another kind of model.

    Raises:
        ModelError: A file that names the kind of the model is damaged.
    """
    try:
        return static_module(directory) or model2vec_directory(directory)
    except (OSError, ValidationError) as error:
        raise ModelError(
            f"modules.json and config.json in {directory} do not describe a model; fetch or build it again."
        ) from error


def static_module(directory: Path) -> Path | None:
    """The directory of the one StaticEmbedding that a model consists of, a normalising module aside."""
    file = directory / "modules.json"
    if not file.is_file():
        return None
    modules = TypeAdapter(list[Module]).validate_json(file.read_bytes())
    kinds = [module.type.rsplit(".", 1)[-1] for module in modules]
    return directory / modules[0].path if kinds in STATIC_KINDS else None


def model2vec_directory(directory: Path) -> Path | None:
    """The directory itself when model2vec wrote it."""
    file = directory / "config.json"
    if not file.is_file():
        return None
    config = TypeAdapter(Config).validate_json(file.read_bytes())
    return directory if config.model_type == "model2vec" else None
