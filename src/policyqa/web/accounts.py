"""Accounts: names, roles, and salted hashes of passwords and keys, in a file that only its owner may read."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from policyqa.errors import InputError

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)
KEY_PREFIX = "pqa-"
MIN_PASSWORD_CHARS = 10
MAX_PASSWORD_CHARS = 200

_NAME = re.compile(r"[A-Za-z0-9_.\-\u3400-\u9fff]{1,32}")
_COST = (2**15, 8, 3)
"""n, r, p of scrypt: 32 MB and about a quarter of a second for each try (OWASP's list of equal strengths)."""
_MAX_KEYS = 20
_MAX_FILE_BYTES = 5_000_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """One person or program. `password` and `keys` are hashes; no password or key can be got back from them.

    `id` tells an account from a later one of the same name; those of files written before there were any have none.
    """

    name: str
    role: Role
    password: str
    keys: tuple[str, ...] = ()
    id: str = ""


def hash_password(password: str) -> str:
    """Give a salted hash, `scrypt$n$r$p$salt$hash`; the same password gives another each time."""
    salt = secrets.token_bytes(16)
    n, r, p = _COST
    return f"scrypt${n}${r}${p}${b64encode(salt).decode()}${b64encode(_scrypt(password, salt, n, r, p)).decode()}"


def password_fits(password: str, stored: str) -> bool:
    """Tell in constant time whether `stored` is a hash of `password`; a malformed one fits none."""
    try:
        kind, n, r, p, salt, expected = stored.split("$")
        if kind != "scrypt" or not (int(n) <= 2**18 and int(r) <= 16 and int(p) <= 16):
            return False
        made = _scrypt(password[: MAX_PASSWORD_CHARS + 1], b64decode(salt), int(n), int(r), int(p))
        return hmac.compare_digest(made, b64decode(expected))
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    plain = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(plain, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def hash_key(key: str) -> str:
    """Give the hash of a key; keys are 256 random bits, which no salt or slowness need protect."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def read_accounts(path: Path) -> dict[str, Account]:
    """Read the accounts by name; none where there is no file.

    Raises:
        InputError: others than its owner may read or write the file, or it is none of ours.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(_MAX_FILE_BYTES)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    if mode & 0o077:
        raise InputError(f"{path} can be read by others than its owner: chmod 600 {path}")
    try:
        accounts = [_account(entry) for entry in json.loads(data)["accounts"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} is no file of accounts; make it anew with policyqa accounts add") from error
    return {account.name: account for account in accounts}


def _account(entry: Mapping[str, Any]) -> Account:
    name, role, password, keys = (entry[field] for field in ("name", "role", "password", "keys"))
    id = entry.get("id", "")
    if role not in ROLES or not _NAME.fullmatch(name) or not isinstance(password, str) or not isinstance(id, str):
        raise ValueError(name)
    return Account(name, role, password, tuple(str(key) for key in keys), id)


def write_accounts(path: Path, accounts: Iterable[Account]) -> None:
    """Replace the file at once or not at all; only its owner may read it.

    Raises:
        InputError: it cannot be written.
    """
    entries = [
        {"name": account.name, "id": account.id, "role": account.role, "password": account.password}
        | {"keys": list(account.keys)}
        for account in sorted(accounts, key=lambda account: account.name)
    ]
    data = json.dumps({"format": 1, "accounts": entries}, ensure_ascii=False, indent=1).encode()
    passing = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(passing, path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        passing.unlink(missing_ok=True)


def add_account(path: Path, name: str, role: Role, password: str) -> None:
    """Add an account.

    Raises:
        InputError: the name is taken or malformed, or the password too short, too long or the name itself.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r}: a name has 1 to 32 letters, digits, Chinese characters, dots, dashes, underscores")
    accounts = read_accounts(path)
    if name in accounts:
        raise InputError(f"there is an account {name}; change it with: policyqa accounts password {name}")
    _check_password(name, password)
    write_accounts(path, [*accounts.values(), Account(name, role, hash_password(password), (), secrets.token_hex(8))])


def change_password(path: Path, name: str, password: str) -> None:
    """Give an account another password; who is signed in with the old one is signed out.

    Raises:
        InputError: there is no such account, or the password will not do.
    """
    accounts = read_accounts(path)
    account = _known(accounts, name)
    _check_password(name, password)
    write_accounts(path, (accounts | {name: replace(account, password=hash_password(password))}).values())


def remove_account(path: Path, name: str) -> None:
    """Remove an account with its keys; who is signed in with it is signed out.

    Raises:
        InputError: there is no such account.
    """
    accounts = read_accounts(path)
    _known(accounts, name)
    write_accounts(path, [account for account in accounts.values() if account.name != name])


def add_key(path: Path, name: str) -> str:
    """Make a key with which a program asks in the name of an account; it is given once and cannot be shown again.

    Raises:
        InputError: there is no such account, or it has 20 keys.
    """
    accounts = read_accounts(path)
    account = _known(accounts, name)
    if len(account.keys) >= _MAX_KEYS:
        raise InputError(f"{name} has {_MAX_KEYS} keys; drop them with: policyqa accounts key {name} --revoke")
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    write_accounts(path, (accounts | {name: replace(account, keys=(*account.keys, hash_key(key)))}).values())
    return key


def revoke_keys(path: Path, name: str) -> int:
    """Drop all keys of an account; give how many there were.

    Raises:
        InputError: there is no such account.
    """
    accounts = read_accounts(path)
    account = _known(accounts, name)
    write_accounts(path, (accounts | {name: replace(account, keys=())}).values())
    return len(account.keys)


def _known(accounts: Mapping[str, Account], name: str) -> Account:
    if name not in accounts:
        raise InputError(f"there is no account {name!r}; policyqa accounts list shows them")
    return accounts[name]


def _check_password(name: str, password: str) -> None:
    if not MIN_PASSWORD_CHARS <= len(password) <= MAX_PASSWORD_CHARS:
        raise InputError(f"a password has {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters")
    if name.lower() in password.lower() and len(password) - len(name) < MIN_PASSWORD_CHARS:
        raise InputError("a password is not the name with a few characters more")
    if len(set(password)) < 4:
        raise InputError("a password has at least 4 different characters")


class Accounts:
    """The accounts of a running server; changes of the file are followed, a damaged file lets nobody in."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            InputError: it cannot be trusted or read.
        """
        self._path = path
        self._seen = self._stamp()
        self._accounts = read_accounts(path)
        self._nobody = hash_password(secrets.token_urlsafe(16))

    def find(self, name: str) -> Account | None:
        """Give the account of that name."""
        return self._now().get(name)

    def everyone(self) -> tuple[Account, ...]:
        """Give all accounts; none while the file is absent, empty or damaged."""
        return tuple(self._now().values())

    def sign_in(self, name: str, password: str) -> Account | None:
        """Give the account that name and password belong to; an unknown name takes as long as a wrong password."""
        account = self.find(name)
        fits = password_fits(password, account.password if account else self._nobody)
        return account if account and fits else None

    def by_key(self, key: str) -> Account | None:
        """Give the account that a program's key belongs to."""
        hashed = hash_key(key[:200])
        found = None
        for account in self._now().values():
            for known in account.keys:
                if hmac.compare_digest(known, hashed):
                    found = account
        return found

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            state = self._path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_ino, state.st_mode

    def _now(self) -> dict[str, Account]:
        stamp = self._stamp()
        if stamp != self._seen:
            try:
                self._accounts = read_accounts(self._path)
            except InputError:
                _log.exception("the accounts cannot be read, so nobody is let in")
                self._accounts = {}
            self._seen = stamp
        return self._accounts
