"""The command `policyqa accounts` and the flags that say who may come; the command line prints what this gives."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import Any

from policyqa.errors import InputError
from policyqa.settings import Settings
from policyqa.web.accounts import (
    ROLES,
    add_account,
    add_key,
    change_password,
    read_accounts,
    remove_account,
    revoke_keys,
)

_MAX_LINE = 1_000


def add_serving_flags(serve: argparse.ArgumentParser) -> None:
    """Add to `policyqa serve` what says who may come."""
    _add_accounts_file(serve)
    serve.add_argument(
        "--open-to-network-without-accounts", action="store_const", const="yes",
        help="listen on an address that others reach although there are no accounts",
    )  # fmt: skip
    serve.add_argument(
        "--programs", action="store_const", const="yes",
        help="open the interfaces for programs: /api/..., /v1/chat/completions, /mcp (docs/programs.md)",
    )  # fmt: skip


def add_accounts_command(commands: Any, run: Callable[[argparse.Namespace, Settings], int]) -> None:
    """Add `policyqa accounts` to the subcommands of the command line."""
    accounts = commands.add_parser("accounts", help="who may use the web chat")
    actions = accounts.add_subparsers(required=True, metavar="ACTION", dest="action")
    add = actions.add_parser("add", help="add an account; the password is asked for")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=ROLES, required=True, help="editors may also change the documents")
    actions.add_parser("list", help="show names and roles")
    remove = actions.add_parser("remove", help="remove an account and its keys")
    remove.add_argument("name", metavar="NAME")
    password = actions.add_parser("password", help="change a password; it is asked for")
    password.add_argument("name", metavar="NAME")
    key = actions.add_parser("key", help="make a key for a program and show it, this once")
    key.add_argument("name", metavar="NAME")
    key.add_argument("--revoke", action="store_true", help="drop all keys of the account instead")
    for action in actions.choices.values():
        _add_accounts_file(action)
        action.set_defaults(run=run)


def change_accounts(arguments: argparse.Namespace, path: Path, ask: Callable[[str], str] = getpass) -> list[str]:
    """Do what `policyqa accounts` was told; give the lines to show.

    Args:
        arguments: as parsed.
        path: the file of accounts.
        ask: asks for a password without showing it; used where standard input is a terminal.

    Raises:
        InputError: it cannot be done, with the reason.
    """
    name = getattr(arguments, "name", "")
    match arguments.action:
        case "add":
            if name in read_accounts(path):
                raise InputError(f"there is an account {name}; change it with: policyqa accounts password {name}")
            add_account(path, name, arguments.role, _password(ask))
            return [f"added {name} ({arguments.role}) to {path}; a chat that runs without accounts must be restarted"]
        case "password":
            change_password(path, name, _password(ask))
            return [f"changed the password of {name}"]
        case "remove":
            return [_remove(path, name)]
        case "key" if arguments.revoke:
            return [f"dropped {revoke_keys(path, name)} keys of {name}"]
        case "key":
            return [add_key(path, name)]
    return [
        f"{account.name}\t{account.role}\t{len(account.keys)} keys"
        for account in sorted(read_accounts(path).values(), key=lambda account: account.name)
    ]


def _remove(path: Path, name: str) -> str:
    """Remove an account and what the web chat kept of its conversations."""
    from policyqa.web.conversation_store import forget_owner, owner_of, store_beside

    account = read_accounts(path).get(name)
    remove_account(path, name)
    if account is None:
        return f"removed {name}"
    try:
        forget_owner(store_beside(path), owner_of(account))
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"removed {name}, but not its conversations in {store_beside(path)}: {error}") from error
    return f"removed {name} and its conversations"


def _password(ask: Callable[[str], str]) -> str:
    """Ask twice; where standard input is no terminal, take its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(_MAX_LINE).rstrip("\r\n")
    password = ask("Password: ")
    if ask("Again: ") != password:
        raise InputError("the two are not the same; nothing was changed")
    return password


def _add_accounts_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--accounts", type=Path, metavar="FILE", help="file of accounts (default: accounts.json)")
