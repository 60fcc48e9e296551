"""All settings, read from the environment here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policyqa.errors import InputError

BUNDLED_MODEL = "bundled"
"""Name of the embedding model inside the package."""
EDITS = ("local", "yes", "no")
"""The values of `Settings.allow_edits`."""
_CHOICES = {"allow_edits": EDITS, "programs": ("yes", "no"), "open_to_network_without_accounts": ("yes", "no")}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set; each field is also an environment variable `POLICYQA_<FIELD IN CAPITALS>`.

    `model` is "bundled", a folder, or a sentence-transformers name. `max_file_mb` is in megabytes (10**6 bytes).
    `threads` is the number of threads that the embedding model and FAISS may use. `allow_edits` says who may add,
    remove and correct documents in the web page: "local" (whoever sits at this machine, where it listens on a loopback
    address), "yes" (whoever reaches the page) or "no"; where there are accounts, editors may unless it is "no".
    `accounts` is the file of accounts, which need not exist; `open_to_network_without_accounts` ("yes" or "no") lets
    the page listen on other addresses without them. `programs` ("yes" or "no") opens the interfaces for programs.
    `feedback` is the file that judgements of answers are written to; it is made by the first of them.
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    model: str = BUNDLED_MODEL
    host: str = "127.0.0.1"
    port: int = 7860
    threads: int = 1
    max_question_chars: int = 500
    max_file_mb: int = 50
    passage_chars: int = 256
    allow_edits: str = "local"
    feedback: Path = Path("feedback.sqlite3")
    accounts: Path = Path("accounts.json")
    open_to_network_without_accounts: str = "no"
    programs: str = "no"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ`, keeping the default of each that is absent or empty.

    Raises:
        InputError: a number is not a whole number, or a word is none of those that the setting takes.
    """
    given: dict[str, Any] = {}
    defaults = Settings()
    for name in Settings.__dataclass_fields__:
        raw = environ.get(f"POLICYQA_{name.upper()}", "").strip()
        if not raw:
            continue
        default = getattr(defaults, name)
        try:
            given[name] = Path(raw) if isinstance(default, Path) else type(default)(raw)
        except ValueError as error:
            raise InputError(f"POLICYQA_{name.upper()}={raw!r}: expected a whole number") from error
    for name, words in _CHOICES.items():
        if given.get(name, "no") not in words:
            raise InputError(f"POLICYQA_{name.upper()}={given[name]!r}: expected {', '.join(words)}")
    return replace(defaults, **given)
