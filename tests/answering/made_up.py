"""An assistant over made-up documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policyqa.assistant import Assistant
from policyqa.index.building import build_index
from policyqa.settings import Settings


def assistant_over(folder: Path, documents: Mapping[str, str]) -> Assistant:
    """Write the documents (text by name) below an empty folder, index them and open the assistant."""
    (folder / "corpus").mkdir()
    for name, text in documents.items():
        (folder / "corpus" / name).parent.mkdir(exist_ok=True)
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    settings = Settings(corpus=folder / "corpus", index=folder / "index")
    build_index(settings.corpus, settings.index, settings)
    return Assistant(settings.index, settings)
