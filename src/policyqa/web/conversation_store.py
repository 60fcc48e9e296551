"""Conversations of accounts, in one SQLite file beside the accounts: each is seen by the account that had it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from policyqa.errors import InputError
from policyqa.web.accounts import Account
from policyqa.web.answers import Given
from policyqa.web.conversations import MAX_NAME_CHARS
from policyqa.web.private_store import open_private
from policyqa.web.records import record_of

MOST = 100
MOST_BYTES = 20_000_000
"""Of one account; beyond either the conversations that were longest untouched go."""
MAX_CONVERSATION_BYTES = 3_000_000

_ID = re.compile(r"[0-9A-Za-z.\-]{1,64}")
_MAX_WORDS = 200
_CREATE = """CREATE TABLE IF NOT EXISTS conversations (
    owner TEXT, id TEXT, name TEXT, at TEXT, said TEXT, turns BLOB, PRIMARY KEY (owner, id))"""
_KEEP = """INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (owner, id) DO UPDATE SET at = excluded.at, said = excluded.said, turns = excluded.turns"""
_SIZES = "SELECT id, length(turns) + length(said) FROM conversations WHERE owner = ? ORDER BY at DESC, id"


def store_beside(accounts: Path) -> Path:
    """Give the file of conversations that belongs to a file of accounts.

    >>> store_beside(Path("accounts.json")).name
    'accounts.conversations.sqlite3'
    """
    return accounts.with_name(f"{accounts.stem}.conversations.sqlite3")


def owner_of(account: Account) -> str:
    """Name whose a conversation is; an account that is added anew under an old name is another owner."""
    return f"{account.name} {account.id}"


def keep_conversation(path: Path, owner: str, id: str, name: str, turns: Sequence[Given]) -> None:
    """Write a conversation as it now stands; one that is known keeps its name.

    Raises:
        InputError: it is empty, too long, or its identifier is none (in Chinese).
        sqlite3.Error: the file cannot be written.
    """
    data = json.dumps([record_of(given) for given in turns], ensure_ascii=False).encode("utf-8", "surrogatepass")
    if not turns or len(data) > MAX_CONVERSATION_BYTES:
        raise InputError("这段对话太长，没有保存 (empty or too long)")
    values = (owner, _checked(id), _text(name) or "对话", datetime.now(UTC).isoformat(), _said(turns), data)
    with closing(open_private(path, _CREATE)) as store, store:
        store.execute("BEGIN IMMEDIATE")
        store.execute(_KEEP, values)
        taken = 0
        for number, (each, size) in enumerate(store.execute(_SIZES, (owner,)).fetchall()):
            taken += size
            if each != id and (number >= MOST or taken > MOST_BYTES):
                store.execute("DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, each))


def conversations_of(path: Path, owner: str, words: str = "") -> list[dict[str, str]]:
    """List an account's conversations, last used first: `id`, `name`, `at`; those in which `words` stand."""
    if not path.exists():
        return []
    with closing(open_private(path, _CREATE)) as store:
        rows = store.execute(
            "SELECT id, name, at, said FROM conversations WHERE owner = ? ORDER BY at DESC, id", (owner,)
        ).fetchall()
    sought = _text(words)[:_MAX_WORDS].casefold()
    return [
        {"id": id, "name": name, "at": at[:19] + "Z"}
        for id, name, at, said in rows
        if sought in name.casefold() or sought in said
    ]


def read_kept(path: Path, owner: str, id: str) -> dict[str, Any] | None:
    """Give a conversation of an account with its `turns`, as `records.record_of` gives each; None where there is none.

    What comes back is shown only after `records.given_of` has read it, like whatever a browser sends.
    """
    if not path.exists():
        return None
    with closing(open_private(path, _CREATE)) as store:
        row = store.execute(
            "SELECT name, at, turns FROM conversations WHERE owner = ? AND id = ?", (owner, _checked(id))
        ).fetchone()
    if row is None:
        return None
    return {
        "id": id,
        "name": row[0],
        "at": row[1][:19] + "Z",
        "turns": json.loads(row[2].decode(errors="surrogatepass")),
    }


def rename_conversation(path: Path, owner: str, id: str, name: str) -> bool:
    """Name a conversation of an account; False where there is none.

    Raises:
        InputError: the name is empty (in Chinese).
    """
    if not _text(name):
        raise InputError("请写一个名字 (no name)")
    return _change(
        path, "UPDATE conversations SET name = ? WHERE owner = ? AND id = ?", (_text(name), owner, _checked(id))
    )


def remove_conversation(path: Path, owner: str, id: str) -> bool:
    """Remove a conversation of an account from the file; False where there is none."""
    return _change(path, "DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, _checked(id)))


def forget_owner(path: Path, owner: str) -> None:
    """Remove all conversations of an account."""
    _change(path, "DELETE FROM conversations WHERE owner = ?", (owner,))


def forget_others(path: Path, owners: Collection[str]) -> None:
    """Remove the conversations of all accounts but `owners`: of those that were removed from the file by hand."""
    if not path.exists():
        return
    with closing(open_private(path, _CREATE)) as store, store:
        for (owner,) in store.execute("SELECT DISTINCT owner FROM conversations").fetchall():
            if owner not in owners:
                store.execute("DELETE FROM conversations WHERE owner = ?", (owner,))


def _change(path: Path, statement: str, values: tuple[str, ...]) -> bool:
    if not path.exists():
        return False
    with closing(open_private(path, _CREATE)) as store, store:
        return store.execute(statement, values).rowcount > 0


def _checked(id: str) -> str:
    if not _ID.fullmatch(id):
        raise InputError("没有这段对话 (no identifier)")
    return id


def _said(turns: Sequence[Given]) -> str:
    """What is searched: questions and answers, without case."""
    parts = ((given.asked.question, given.answer.answer, given.answer.text) for given in turns)
    return _plain("\n".join(part for turn in parts for part in turn)).casefold()


def _text(name: str) -> str:
    return _plain(" ".join(name.split()))[:MAX_NAME_CHARS]


def _plain(text: str) -> str:
    """Text that SQLite can hold: no lone surrogate."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")
