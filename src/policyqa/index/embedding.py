"""Embedding models: text -> unit vectors, by sentence-transformers, or read directly where the model is a table."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from policyqa.chinese.fold import fold_text
from policyqa.errors import ModelError
from policyqa.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Purpose = Literal["index", "question"]
Vectors = npt.NDArray[np.float32]

BUNDLED_FOLDER = Path(__file__).parents[1] / "model"
"""The embedding model inside the package, a sentence-transformers folder."""

_BATCH = 256
_HEAD_CHARS = 64
_UNKNOWN_PIECES = ("[UNK]", "<unk>")


class Encoder(Protocol):
    """Turns texts into vectors that are compared by their inner product."""

    @property
    def name(self) -> str:
        """What an index records of its model; encoders of one name give comparable vectors."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: shape (n, dimension), each row of length 1, zero for empty or wholly unknown text."""


def load_encoder(model: str = BUNDLED_MODEL, threads: int = 1, purpose: Purpose = "question") -> Encoder:
    """Load the bundled model, a sentence-transformers folder, or a sentence-transformers name.

    For "index" every model goes through `SentenceTransformer`. For "question" a static model's files are read
    directly, which gives the same vectors in 0.2 s instead of the 8 s that importing sentence_transformers takes.
    A model's own query and document prompts are used. Texts are folded and lower-cased before any model sees them.
    No network is used unless the person has set HF_HUB_OFFLINE=0. A model that is not on this machine, is damaged or
    could only be read by unpickling is a `ModelError`.

    Args:
        model: "bundled", a folder, or a name as on the Hugging Face hub.
        threads: how many threads torch may use in this process.
        purpose: whether passages are embedded to be found, or questions to find them.

    Returns:
        The encoder; it may be shared by threads.

    Raises:
        ValueError: `threads` is less than 1.
    """
    if threads < 1:
        raise ValueError(f"threads must be at least 1, not {threads}")
    folder = BUNDLED_FOLDER if model == BUNDLED_MODEL else Path(model)
    if model == BUNDLED_MODEL or folder.is_dir():
        _require_safetensors(folder)
    name = f"{BUNDLED_MODEL}:{_weights_hash(folder)}" if model == BUNDLED_MODEL else model
    if purpose == "question" and _is_plain_table(folder):
        return _load_table(name, folder)
    return _load_transformer(name, str(folder) if folder.is_dir() else model, threads, purpose)


def prepare(text: str) -> str:
    """Fold and lower-case: traditional, full-width and capital forms embed like the plain ones."""
    return fold_text(text).lower().strip()


@dataclass(frozen=True, slots=True)
class TableEncoder:
    """A static model read directly: the mean of the pieces' rows, scaled to length 1."""

    name: str
    tokenizer: Tokenizer
    rows: Vectors

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self.rows.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts as `Encoder.encode` says."""
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        unknown = _unknown_piece(self.tokenizer)
        for at in range(0, len(texts), _BATCH):
            prepared = [prepare(text) for text in texts[at : at + _BATCH]]
            for i, cut in enumerate(self.tokenizer.encode_batch(prepared, add_special_tokens=False), start=at):
                if any(piece != unknown for piece in cut.ids):
                    out[i] = self.rows[cut.ids].mean(axis=0)
        return _to_unit(out)


@dataclass(frozen=True, slots=True)
class TransformerEncoder:
    """Any model that sentence-transformers loads; `embed` is its encode_query or encode_document."""

    name: str
    dimension: int
    embed: Callable[..., Any]
    tokenizer: Tokenizer | None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts as `Encoder.encode` says; which are wholly unknown is told only for fast tokenizers."""
        prepared = [prepare(text) for text in texts]
        known = [i for i, text in enumerate(prepared) if text and self._knows(text)]
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if known:
            out[known] = self.embed([prepared[i] for i in known], batch_size=_BATCH, show_progress_bar=False)
        return _to_unit(out)

    def _knows(self, text: str) -> bool:
        if self.tokenizer is None:
            return True
        unknown = _unknown_piece(self.tokenizer)
        # The head nearly always decides; cutting the whole text twice would cost as much as a static model's encoding.
        return any(
            piece != unknown
            for part in (text[:_HEAD_CHARS], text[_HEAD_CHARS:])
            for piece in self.tokenizer.encode(part, add_special_tokens=False).ids
        )


def _to_unit(vectors: Vectors) -> Vectors:
    """Scale rows to length 1, leaving zero rows zero; a row that is no number becomes zero."""
    vectors = np.nan_to_num(vectors, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 1e-9, lengths, np.inf)).astype(np.float32)


def _unknown_piece(tokenizer: Tokenizer) -> int | None:
    """The number of the piece for unknown text, or None."""
    numbers = (tokenizer.token_to_id(piece) for piece in _UNKNOWN_PIECES)
    return next((number for number in numbers if number is not None), None)


def _require_safetensors(folder: Path) -> None:
    """Refuse a folder whose weights could only be read by unpickling."""
    if not any(folder.rglob("*.safetensors")):
        raise ModelError(f"{folder}: no *.safetensors here; save the model with safe_serialization=True")


def _weights_hash(folder: Path) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of a folder's weights."""
    with (folder / "model.safetensors").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _modules(folder: Path) -> Iterator[tuple[str, str]]:
    """The class and subfolder of each module that a folder's modules.json names, in order."""
    for module in _read_json(folder / "modules.json") or ():
        kind = str(module.get("type", ""))
        kind = kind.rpartition(".")[2] if kind.startswith("sentence_transformers.") else kind
        yield kind, str(module.get("path", ""))


def _is_plain_table(folder: Path) -> bool:
    """Whether a folder is a StaticEmbedding, perhaps normalised, without prompts: nothing that we would leave out."""
    kinds = [kind for kind, _ in _modules(folder)]
    config = _read_json(folder / "config_sentence_transformers.json") or {}
    prompts = config.get("prompts") or {}
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) and not any(prompts.values())


def _load_table(name: str, folder: Path) -> TableEncoder:
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    place = folder / next(_modules(folder))[1]
    try:
        tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
        rows = load_file(place / "model.safetensors")["embedding.weight"].astype(np.float32)
    except Exception as error:  # tokenizers raises plain Exception, safetensors one of its own
        raise ModelError(f"{folder}: cannot be read ({error}); install or save the model again") from error
    if rows.ndim != 2 or len(rows) < tokenizer.get_vocab_size():
        raise ModelError(f"{folder}: model.safetensors does not fit tokenizer.json; install or save the model again")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return TableEncoder(name, tokenizer, rows)


def _load_transformer(name: str, source: str, threads: int, purpose: Purpose) -> TransformerEncoder:
    # Before the import: without it a name that is not on this machine costs a minute of retries.
    offline = os.environ.setdefault("HF_HUB_OFFLINE", "1").upper() in {"1", "ON", "YES", "TRUE"}
    import huggingface_hub.constants
    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    # gradio may have imported the hub's client, which reads the variable once, before it was set.
    huggingface_hub.constants.HF_HUB_OFFLINE = offline

    torch.set_num_threads(threads)
    try:
        # use_safetensors: pytorch_model.bin is a pickle and is never opened.
        model = SentenceTransformer(
            source, local_files_only=offline, trust_remote_code=False, model_kwargs={"use_safetensors": True}
        )
    except Exception as error:  # many kinds, by model and version
        raise ModelError(_missing(source, offline, error)) from error
    model = model.float()  # half precision on a CPU differs in the third digit
    tokenizer = model.tokenizer
    tokenizer = getattr(tokenizer, "backend_tokenizer", tokenizer)
    embed = model.encode_query if purpose == "question" else model.encode_document
    dimension = len(embed("中"))
    return TransformerEncoder(name, dimension, embed, tokenizer if isinstance(tokenizer, Tokenizer) else None)


def _missing(source: str, offline: bool, error: Exception) -> str:
    """Say in one line why a model cannot be loaded and what to do."""
    reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
    if Path(source).is_dir():
        return f"{source}: not a readable sentence-transformers folder ({reason})"
    if offline:
        return (
            f"embedding model {source!r} is neither a folder nor in the Hugging Face cache of this machine. "
            f"Give a folder, or download it once: `hf download {source}`, or run with HF_HUB_OFFLINE=0. ({reason})"
        )
    return f"embedding model {source!r} cannot be downloaded: check the name and the network ({reason})"
