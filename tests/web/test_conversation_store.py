"""Conversations on the server: each account has its own, within limits, and what is removed is gone from the file."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from web_payloads import PAYLOADS

from policyqa.errors import InputError
from policyqa.settings import Settings
from policyqa.web import accounts as rooms
from policyqa.web import conversation_store as store
from policyqa.web.account_commands import change_accounts
from policyqa.web.accounts import add_account, add_key, read_accounts, remove_account
from policyqa.web.answers import Asked, Given
from policyqa.web.records import given_of, record_of
from policyqa.web.server import build_app

PASSWORD = "海棠-2021-北门"
BASE = "http://intranet.example:7860"
LIST, ONE, KEEP = "/conversations/list", "/conversations/one", "/conversations/keep"


def given(question: str = "2021年目标") -> Given:
    return Given(Asked(question), replace(fakes.found(question), hits=()), "abc", "2026-01-01T00:00:00+00:00")


# ---- the store ----


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "accounts.conversations.sqlite3"


def names(path: Path, owner: str, words: str = "") -> list[str]:
    return [each["name"] for each in store.conversations_of(path, owner, words)]


def test_nothing_is_made_by_reading(path: Path) -> None:
    assert store.conversations_of(path, "a 1") == []
    assert store.read_kept(path, "a 1", "x") is None
    assert not store.remove_conversation(path, "a 1", "x")
    store.forget_others(path, set())
    assert not path.exists()


def test_a_conversation_is_kept_found_named_and_read_back(path: Path) -> None:
    store.keep_conversation(path, "a 1", "x", "第一段", [given()])
    store.keep_conversation(path, "a 1", "y", "第二段", [given("大观区GDP")])
    assert names(path, "a 1") == ["第二段", "第一段"], "last used first"
    assert names(path, "a 1", "gdp") == ["第二段"]
    assert names(path, "a 1", "135个") == ["第二段", "第一段"], "answers are searched too"
    assert names(path, "a 1", "没有的话") == []
    assert store.rename_conversation(path, "a 1", "x", " 我的\n对话 ")
    store.keep_conversation(path, "a 1", "x", "第一段", [given(), given("那2023年呢")])
    assert names(path, "a 1") == ["我的 对话", "第二段"], "a name that was given stays"
    kept = store.read_kept(path, "a 1", "x")
    assert kept is not None
    assert [given_of(turn) for turn in kept["turns"]] == [given(), given("那2023年呢")]
    assert path.stat().st_mode & 0o077 == 0, "for its owner's eyes only"


def test_one_account_reaches_nothing_of_another(path: Path) -> None:
    store.keep_conversation(path, "a 1", "x", "甲的", [given()])
    assert store.conversations_of(path, "b 2") == []
    assert store.read_kept(path, "b 2", "x") is None
    assert not store.rename_conversation(path, "b 2", "x", "乙的")
    assert not store.remove_conversation(path, "b 2", "x")
    store.keep_conversation(path, "b 2", "x", "乙的", [given("另一问")])
    assert names(path, "a 1") == ["甲的"], "the same identifier is another conversation"
    store.forget_owner(path, "b 2")
    assert names(path, "a 1") == ["甲的"]


def test_what_is_removed_is_gone_from_the_file(path: Path) -> None:
    for word in ("removedone", "forgotten", "stranger"):
        store.keep_conversation(path, f"{word} 1", "x", word, [given(word)])
    store.keep_conversation(path, "stays 1", "x", "stays", [given("stays")])
    assert b"removedone" in path.read_bytes()
    assert store.remove_conversation(path, "removedone 1", "x")
    store.forget_owner(path, "forgotten 1")
    store.forget_others(path, {"stays 1"})
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"stays" in left
    for word in (b"removedone", b"forgotten", b"stranger"):
        assert word not in left


def test_the_longest_untouched_go_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST", 3)
    for number in range(3):
        store.keep_conversation(path, "a 1", f"{number}", f"{number}", [given()])
    store.keep_conversation(path, "b 1", "0", "other", [given()])
    store.keep_conversation(path, "a 1", "0", "", [given(), given()])
    store.keep_conversation(path, "a 1", "3", "3", [given()])
    assert names(path, "a 1") == ["3", "0", "2"]
    size = len(json.dumps(record_of(given()), ensure_ascii=False).encode())
    monkeypatch.setattr(store, "MOST_BYTES", 2 * size)
    store.keep_conversation(path, "a 1", "4", "4", [given()])
    assert names(path, "a 1") == ["4"]
    assert names(path, "b 1") == ["other"], "one account's limit takes nothing from another"


@pytest.mark.parametrize("id", ["", "a b", "x" * 65, "../x", "x\n", "%", "'; --", "\ud800"])
def test_an_identifier_is_a_short_plain_word(path: Path, id: str) -> None:
    store.keep_conversation(path, "a 1", "x", "x", [given()])
    with pytest.raises(InputError):
        store.keep_conversation(path, "a 1", id, "x", [given()])
    for act in (store.read_kept, store.remove_conversation):
        with pytest.raises(InputError):
            act(path, "a 1", id)


def test_neither_nothing_nor_too_much_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_CONVERSATION_BYTES", len(json.dumps(record_of(given()), ensure_ascii=False)) * 4)
    for turns in ([], [given()] * 9):
        with pytest.raises(InputError, match="太长"):
            store.keep_conversation(path, "a 1", "x", "x", turns)
    store.keep_conversation(path, "a 1", "y", "  ", [given()])
    assert names(path, "a 1") == ["对话"]


@pytest.mark.parametrize("payload", [*PAYLOADS, "\ud800半个", "\0"])
def test_hostile_text_comes_back_as_it_was(path: Path, payload: str) -> None:
    hostile = replace(given(), asked=Asked(payload), answer=replace(given().answer, text=payload, answer=payload))
    store.keep_conversation(path, "a 1", "x", payload, [hostile])
    (listed,) = store.conversations_of(path, "a 1")
    listed["name"].encode()
    kept = store.read_kept(path, "a 1", "x")
    assert kept is not None
    assert given_of(kept["turns"][0]) == hostile


# ---- accounts and their conversations ----


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("talks")
    (folder / "corpus").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rooms, "_COST", (2**4, 8, 1))
        for name in ("李雷", "bian"):
            add_account(folder / "accounts.json", name, "reader", PASSWORD)
        yield replace(
            Settings(), corpus=folder / "corpus", index=folder / "index", accounts=folder / "accounts.json",
            host="0.0.0.0",
        )  # fmt: skip


def test_a_removed_account_takes_its_conversations_along(settings: Settings, tmp_path: Path) -> None:
    accounts = tmp_path / "people.json"
    shutil.copy(settings.accounts, accounts)
    path = store.store_beside(accounts)
    owner = store.owner_of(read_accounts(accounts)["bian"])
    store.keep_conversation(path, owner, "x", "secretword", [given()])
    said = change_accounts(Namespace(action="remove", name="bian"), accounts)
    assert said == ["removed bian and its conversations"]
    assert b"secretword" not in path.read_bytes()
    add_account(accounts, "bian", "reader", PASSWORD)
    assert store.owner_of(read_accounts(accounts)["bian"]) != owner, "a namesake is somebody else"


def test_an_old_file_of_accounts_is_read_and_its_accounts_have_owners(settings: Settings, tmp_path: Path) -> None:
    entries = json.loads(settings.accounts.read_bytes())["accounts"]
    for entry in entries:
        del entry["id"]
    old = tmp_path / "old.json"
    old.write_text(json.dumps({"format": 1, "accounts": entries}), encoding="utf-8")
    old.chmod(0o600)
    assert len({store.owner_of(account) for account in read_accounts(old).values()}) == 2
    add_key(old, "bian")
    remove_account(old, "李雷")
    assert [account.id for account in read_accounts(old).values()] == [""], "what is written keeps what it was"


def test_another_id_than_a_text_is_no_file_of_accounts(settings: Settings, tmp_path: Path) -> None:
    entries = json.loads(settings.accounts.read_bytes())["accounts"]
    old = tmp_path / "old.json"
    old.write_text(json.dumps({"accounts": [entries[0] | {"id": 7}]}), encoding="utf-8")
    old.chmod(0o600)
    with pytest.raises(InputError):
        read_accounts(old)


# ---- the routes ----


class Person:
    """Someone who has signed in."""

    def __init__(self, app: Any, name: str) -> None:
        from fastapi.testclient import TestClient

        self.client = TestClient(app, base_url=BASE, follow_redirects=False)
        form = re.search(r'name="form" value="([^"]+)"', self.client.get("/sign-in").text)
        assert form is not None
        fields = {"name": name, "password": PASSWORD, "form": form[1], "next": "/"}
        assert self.client.post("/sign-in", data=fields, headers={"Origin": BASE}).status_code == 303

    def keep(self, id: str = "x", name: str = "第一段", *turns: Given) -> Any:
        said = {"id": id, "name": name, "turns": [record_of(each) for each in turns or (given(),)]}
        return self.client.post(KEEP, json=said)

    def names(self, words: str = "") -> list[str]:
        reply = self.client.get(LIST, params={"words": words})
        return [each["name"] for each in reply.json()["conversations"]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where accounts and conversations of the served page are."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def served(settings: Settings, folder: Path) -> Any:
    shutil.copy(settings.accounts, folder / "accounts.json")
    return build_app(fakes.FakeAssistant(), replace(settings, accounts=folder / "accounts.json"))


@pytest.fixture
def app(served: Any, settings: Settings, folder: Path) -> Any:
    """The page with accounts; nothing is kept yet."""
    for file in folder.iterdir():
        file.unlink()
    shutil.copy(settings.accounts, folder / "accounts.json")
    return served


def test_kept_listed_read_named_and_removed_over_the_routes(app: Any, folder: Path) -> None:
    person = Person(app, "李雷")
    assert person.names() == []
    assert person.keep("x", "第一段", given(), given("那2023年呢")).json() == {"kept": 2}
    person.keep("y", "第二段", given("GDP"))
    assert person.names() == ["第二段", "第一段"]
    assert person.names("2023") == ["第一段"]
    kept = person.client.get(ONE, params={"id": "x"})
    assert [given_of(turn).asked.question for turn in kept.json()["turns"]] == ["2021年目标", "那2023年呢"]
    assert kept.headers["cache-control"] == "no-store"
    assert person.client.post("/conversations/rename", json={"id": "x", "name": "新名"}).json() == {"done": True}
    assert person.client.post("/conversations/remove", json={"id": "y"}).json() == {"done": True}
    assert person.names() == ["新名"]
    assert person.client.post("/conversations/remove", json={"id": "y"}).status_code == 404
    assert store.store_beside(folder / "accounts.json").stat().st_mode & 0o077 == 0


def test_another_account_reads_changes_and_removes_nothing(app: Any) -> None:
    mine, other = Person(app, "李雷"), Person(app, "bian")
    mine.keep("x", "我的")
    assert other.names() == []
    assert other.client.get(ONE, params={"id": "x"}).status_code == 404
    assert other.client.post("/conversations/rename", json={"id": "x", "name": "y"}).status_code == 404
    assert other.client.post("/conversations/remove", json={"id": "x"}).status_code == 404
    other.keep("x", "别人的")
    assert (mine.names(), other.names()) == (["我的"], ["别人的"])


def test_strangers_programs_and_other_origins_get_nothing(app: Any, folder: Path) -> None:
    from fastapi.testclient import TestClient

    person = Person(app, "李雷")
    person.keep()
    stranger = TestClient(app, base_url=BASE, follow_redirects=False)
    key = {"Authorization": f"Bearer {add_key(folder / 'accounts.json', '李雷')}"}
    for method, where in (("GET", LIST), ("GET", f"{ONE}?id=x"), ("POST", KEEP), ("POST", "/conversations/remove")):
        body = (
            json.dumps({"id": "x", "name": "x", "turns": [record_of(given())]}).encode() if method == "POST" else None
        )
        assert stranger.request(method, where, content=body).status_code == 401
        assert stranger.request(method, where, content=body, headers=key).status_code == 403, "a key is for asking"
        if method == "POST":
            for origin in ("http://evil.example", "null"):
                assert person.client.post(where, content=body, headers={"Origin": origin}).status_code == 403
            assert person.client.get(where).status_code in (404, 405)
    assert person.names() == ["第一段"]


def test_without_accounts_there_are_no_such_routes(settings: Settings, tmp_path: Path) -> None:
    from fastapi.testclient import TestClient

    plain = build_app(fakes.FakeAssistant(), replace(settings, accounts=tmp_path / "none.json", host="127.0.0.1"))
    client = TestClient(plain, base_url="http://127.0.0.1:7860")
    assert client.get(LIST).status_code == 404
    assert client.post(KEEP, json={}).status_code == 404
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"id": "x"}', b'{"id": "x", "name": "n", "turns": []}',
        b'{"id": "x", "name": "n", "turns": [1]}', b'{"id": "x", "name": 1, "turns": [{}]}',
        b'{"id": "x", "name": "n", "turns": [{"asked": {"question": "<script>"}}]}',
    ],
)  # fmt: skip
def test_what_is_no_conversation_is_refused_in_words(app: Any, body: bytes) -> None:
    person = Person(app, "李雷")
    reply = person.client.post(KEEP, content=body)
    assert reply.status_code == 400
    assert reply.json()["error"]
    for where in ("rename", "remove"):
        assert person.client.post(f"/conversations/{where}", content=body).status_code in (400, 404)
    assert person.names() == []


@pytest.mark.parametrize("id", ["", "a b", "x" * 65, "../x", "\ud800", "%00", 7, None, ["x"]])
def test_hostile_identifiers_are_refused(app: Any, id: Any) -> None:
    person = Person(app, "李雷")
    body = json.dumps({"id": id, "name": "n", "turns": [record_of(given())]})
    for where in ("keep", "rename", "remove"):
        assert person.client.post(f"/conversations/{where}", content=body).status_code == 400, where
    if isinstance(id, str):
        asked = person.client.get(ONE, params={"id": id.encode("utf-8", "replace").decode()})
        assert asked.status_code in (400, 404)
    assert person.names() == []


def test_sizes_are_limited(app: Any) -> None:
    person = Person(app, "李雷")
    long = replace(given(), answer=replace(fakes.found(), text="长" * 19_000))
    assert person.keep("x", "一兆多", *[long] * 30).status_code == 200, "more than other routes take"
    assert person.client.post(KEEP, content=b"x" * (store.MAX_CONVERSATION_BYTES + 1)).status_code == 413
    assert person.keep("x", "n" * 1_000).status_code == 200
    assert person.names() == ["一兆多"]
    assert person.keep("y", "n" * 1_000).status_code == 200
    assert person.names() == ["n" * 120, "一兆多"]
    assert person.client.get(LIST, params={"words": "长" * 3_000}).json() == {"conversations": []}


def test_a_hand_removed_account_is_forgotten_and_a_damaged_file_forgets_nobody(app: Any, folder: Path) -> None:
    file = folder / "accounts.json"
    mine, other = Person(app, "李雷"), Person(app, "bian")
    mine.keep("x", "我的")
    other.keep("x", "别人的")
    whole = file.read_bytes()
    file.write_bytes(b"damaged")
    assert mine.client.get(LIST).status_code == 401
    file.write_bytes(whole)
    assert Person(app, "bian").names() == ["别人的"]
    remove_account(file, "bian")
    assert Person(app, "李雷").names() == ["我的"]
    assert "别人的".encode() not in store.store_beside(file).read_bytes()


def test_a_store_that_cannot_be_written_is_told_in_words(app: Any, folder: Path) -> None:
    person = Person(app, "李雷")
    path = store.store_beside(folder / "accounts.json")
    path.write_bytes(b"no database" * 500)
    reply = person.keep()
    assert reply.status_code == 500
    assert reply.json() == {"error": "对话没有保存，详情见日志"}
    with pytest.raises(sqlite3.Error):
        store.conversations_of(path, "a 1")
    with pytest.raises(InputError, match="move it away"):
        build_app(fakes.FakeAssistant(), replace(Settings(), accounts=folder / "accounts.json"))
