"""A SQLite file for its owner's eyes only, whose removed rows are overwritten."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path


def open_private(path: Path, create: str) -> sqlite3.Connection:
    """Open the file, made with its folder where there is none, and run the statement that makes its table.

    Raises:
        OSError: the file or its folder cannot be made.
        sqlite3.Error: it is no database, or locked for ten seconds.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    store = sqlite3.connect(path, timeout=10)
    store.execute("PRAGMA secure_delete = ON")
    store.execute(create)
    return store
