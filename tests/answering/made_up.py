"""An assistant over made-up documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policyqa.assistant import Assistant
from policyqa.index.building import build_index
from policyqa.settings import Settings


def assistant_over(folder: Path, documents: Mapping[str, str | bytes]) -> Assistant:
    """Write the documents (text or bytes by name) below an empty folder, index them and open the assistant."""
    (folder / "corpus").mkdir()
    for name, text in documents.items():
        path = folder / "corpus" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    settings = Settings(corpus=folder / "corpus", index=folder / "index")
    build_index(settings.corpus, settings.index, settings)
    return Assistant(settings.index, settings)
