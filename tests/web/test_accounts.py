"""The file of accounts, the command that changes it, sessions and failures; no web application here."""

from __future__ import annotations

import io
import json
import stat
import sys
from pathlib import Path

import pytest

from policyqa.cli import main
from policyqa.errors import InputError
from policyqa.settings import load_settings
from policyqa.web import accounts as rooms
from policyqa.web.accounts import (
    Accounts,
    add_account,
    add_key,
    change_password,
    hash_password,
    password_fits,
    read_accounts,
    remove_account,
    revoke_keys,
)
from policyqa.web.sessions import FAILURES, IDLE_S, LONGEST_S, WINDOW_S, Failures, Sessions

PASSWORD = "海棠-2021-北门"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash cheaply: how dear it is in earnest has a test of its own."""
    monkeypatch.setattr(rooms, "_COST", (2**4, 8, 1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.json"
    add_account(path, "李雷", "reader", PASSWORD)
    add_account(path, "editor-1", "editor", PASSWORD)
    return path


def test_hashing_is_scrypt_with_salt_and_a_cost_worth_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib
    from base64 import b64decode

    monkeypatch.undo()
    stored = hash_password(PASSWORD)
    kind, n, r, p, salt, hashed = stored.split("$")
    assert kind == "scrypt"
    assert int(n) * int(r) * 128 >= 32 * 2**20, "memory of one try"
    assert int(n) * int(p) >= 3 * 2**15
    assert len(b64decode(salt)) >= 16
    again = hashlib.scrypt(
        PASSWORD.encode(), salt=b64decode(salt), n=int(n), r=int(r), p=int(p), maxmem=2**28, dklen=32
    )
    assert again == b64decode(hashed)
    assert hash_password(PASSWORD) != stored, "salted"
    assert password_fits(PASSWORD, stored)


@pytest.mark.parametrize(
    "stored", ["", "scrypt", "x$1$1$1$a$b", "scrypt$3$1$1$AA==$AA==", "scrypt$1073741824$8$1$AA==$AA=="]
)
def test_a_malformed_hash_fits_no_password(stored: str) -> None:
    assert not password_fits("", stored)
    assert not password_fits(PASSWORD, stored)


def test_nothing_in_the_file_gives_a_password_or_key_away(file: Path) -> None:
    key = add_key(file, "李雷")
    text = file.read_text(encoding="utf-8")
    assert PASSWORD not in text
    assert key not in text
    assert key.removeprefix("pqa-") not in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name], "no leftovers"


def test_a_file_that_others_may_read_is_refused(file: Path) -> None:
    file.chmod(0o640)
    with pytest.raises(InputError, match="chmod 600"):
        read_accounts(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"accounts": [{"name": "x"}]}',
        '{"accounts": [{"name": "x\\"><b>", "role": "reader", "password": "", "keys": []}]}',
        '{"accounts": [{"name": "x", "role": "root", "password": "", "keys": []}]}',
    ],
)
def test_a_damaged_file_is_no_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "accounts.json"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(InputError, match="no file of accounts"):
        read_accounts(path)


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("", PASSWORD, "a name has"),
        ('a"onload="x', PASSWORD, "a name has"),
        ("a" * 33, PASSWORD, "a name has"),
        ("李雷", PASSWORD, "there is an account"),
        ("neu", "kurz", "10 to 200"),
        ("neu", "x" * 201, "10 to 200"),
        ("neu", "aaaaaaaaaaaa", "different characters"),
        ("hanmeimei", "hanmeimei1", "not the name"),
    ],
)
def test_accounts_that_will_not_do(file: Path, name: str, password: str, why: str) -> None:
    before = file.read_bytes()
    with pytest.raises(InputError, match=why):
        add_account(file, name, "reader", password)
    assert file.read_bytes() == before


def test_signing_in_and_following_changes_of_the_file(file: Path) -> None:
    known = Accounts(file)
    reader = known.sign_in("李雷", PASSWORD)
    assert reader is not None
    assert reader.role == "reader"
    assert known.sign_in("李雷", PASSWORD + " ") is None
    assert known.sign_in("niemand", PASSWORD) is None
    assert known.sign_in("", "") is None
    change_password(file, "李雷", "另一个密码-0123")
    assert known.sign_in("李雷", PASSWORD) is None
    assert known.sign_in("李雷", "另一个密码-0123") is not None
    remove_account(file, "李雷")
    assert known.sign_in("李雷", "另一个密码-0123") is None
    file.write_text("damaged")
    assert known.sign_in("editor-1", PASSWORD) is None, "a damaged file lets nobody in"
    file.unlink()
    assert known.find("editor-1") is None


def test_an_unknown_name_is_hashed_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Accounts(file)
    tried: list[str] = []
    monkeypatch.setattr(rooms, "password_fits", lambda password, stored: tried.append(stored) or False)
    known.sign_in("niemand", PASSWORD)
    known.sign_in("李雷", PASSWORD)
    assert len(tried) == 2
    assert all(stored.startswith("scrypt$") for stored in tried)


def test_keys_are_for_programs_and_can_be_dropped(file: Path) -> None:
    key = add_key(file, "editor-1")
    known = Accounts(file)
    assert known.by_key(key) == known.find("editor-1")
    assert known.by_key(key[:-1]) is None
    assert known.by_key("") is None
    stored = json.loads(file.read_text())["accounts"][0]["keys"][0]
    assert known.by_key(stored) is None, "a stolen hash is no key"
    assert revoke_keys(file, "editor-1") == 1
    assert known.by_key(key) is None
    for _ in range(20):
        add_key(file, "editor-1")
    with pytest.raises(InputError, match="20 keys"):
        add_key(file, "editor-1")


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_sessions_end_when_idle_when_old_and_with_their_account(file: Path) -> None:
    clock, known = Clock(), Accounts(file)
    sessions = Sessions(known, clock)
    reader = known.find("李雷")
    assert reader is not None
    token = sessions.start(reader)
    assert token not in repr(vars(sessions)), "only its hash is kept"
    clock.now += IDLE_S
    assert sessions.account_of(token) == reader
    clock.now += IDLE_S + 1
    assert sessions.account_of(token) is None
    token = sessions.start(reader)
    for _ in range(int(LONGEST_S // IDLE_S) + 1):
        clock.now += IDLE_S
        kept = sessions.account_of(token)
    assert kept is None, "however busy it is"
    token = sessions.start(reader)
    change_password(file, "李雷", "另一个密码-0123")
    assert sessions.account_of(token) is None
    again = known.find("李雷")
    assert again is not None
    token = sessions.start(again)
    remove_account(file, "李雷")
    assert sessions.account_of(token) is None
    editor = known.find("editor-1")
    assert editor is not None
    token = sessions.start(editor)
    sessions.end(token)
    assert sessions.account_of(token) is None
    assert sessions.account_of("") is None


def test_ten_failures_are_enough_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    failures = Failures(clock)
    for _ in range(FAILURES - 1):
        failures.note("name a", "address 1")
    assert failures.wait_s("name a", "address 2") == 0
    failures.note("name a")
    assert failures.wait_s("name a", "address 2") == pytest.approx(WINDOW_S)
    assert failures.wait_s("name b", "address 2") == 0
    clock.now += WINDOW_S + 1
    assert failures.wait_s("name a", "address 1") == 0
    failures.note("name a")
    assert failures.wait_s("name a") == 0, "the old ones count no more"
    failures.forget("name a")
    for number in range(20_000):
        failures.note(f"name {number}")
    assert len(failures._failed) <= 10_000


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["accounts", *arguments])


def test_the_command_adds_lists_and_removes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "who.json"
    where = ("--accounts", str(path))
    assert run(monkeypatch, "add", "李雷", "--role", "editor", *where, typed=PASSWORD + "\n") == 0
    assert run(monkeypatch, "add", "李雷", "--role", "editor", *where, typed=PASSWORD + "\n") == 2
    assert run(monkeypatch, "password", "李雷", *where, typed="换一个密码-2022\n") == 0
    capsys.readouterr()
    assert run(monkeypatch, "key", "李雷", *where) == 0
    key = capsys.readouterr().out.strip()
    known = Accounts(path)
    assert known.by_key(key) is not None
    assert known.sign_in("李雷", "换一个密码-2022") is not None
    assert run(monkeypatch, "list", *where) == 0
    assert capsys.readouterr().out == "李雷\teditor\t1 keys\n"
    assert run(monkeypatch, "key", "李雷", "--revoke", *where) == 0
    assert run(monkeypatch, "remove", "李雷", *where) == 0
    assert run(monkeypatch, "remove", "李雷", *where) == 2
    assert read_accounts(path) == {}


def test_a_role_must_be_named_and_there_is_no_default_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--accounts", str(tmp_path / "who.json"))
    with pytest.raises(SystemExit):
        run(monkeypatch, "add", "x", *where, typed=PASSWORD)
    assert run(monkeypatch, "add", "x", "--role", "reader", *where, typed="\n") == 2
    assert not (tmp_path / "who.json").exists()
    assert "10 to 200" in capsys.readouterr().err


def test_a_terminal_is_asked_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import argparse

    from policyqa.web.account_commands import change_accounts

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    told = argparse.Namespace(action="add", name="x", role="reader")
    typed = iter([PASSWORD, PASSWORD + "!"])
    with pytest.raises(InputError, match="not the same"):
        change_accounts(told, tmp_path / "a.json", lambda _: next(typed))
    change_accounts(told, tmp_path / "a.json", lambda _: PASSWORD)
    assert Accounts(tmp_path / "a.json").sign_in("x", PASSWORD) is not None


def test_settings_take_only_their_words() -> None:
    assert load_settings({"POLICYQA_PROGRAMS": "yes"}).programs == "yes"
    with pytest.raises(InputError, match="expected yes, no"):
        load_settings({"POLICYQA_OPEN_TO_NETWORK_WITHOUT_ACCOUNTS": "true"})
