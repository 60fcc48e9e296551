"""The page with accounts: strangers reach nothing, readers change nothing, forms and cookies hold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes

from policyqa.errors import InputError
from policyqa.settings import Settings
from policyqa.web import accounts as rooms
from policyqa.web.accounts import add_account, add_key, remove_account
from policyqa.web.security import ACCOUNT_PATHS, EDIT_PATHS, OPEN_PATHS
from policyqa.web.server import build_app, check_who_may_come, edits_of
from policyqa.web.sessions import Failures
from policyqa.web.sign_in import SIGN_IN_PATHS, next_of
from policyqa.web.sign_in_form import language_of

PASSWORD = "海棠-2021-北门"
BASE = "http://intranet.example:7860"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder = tmp_path_factory.mktemp("people")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "shili.txt").write_text(fakes.TEXT, encoding="utf-8")
    file = folder / "accounts.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rooms, "_COST", (2**4, 8, 1))
        add_account(file, "李雷", "reader", PASSWORD)
        add_account(file, "bian", "editor", PASSWORD)
        yield replace(
            Settings(), corpus=folder / "corpus", index=folder / "index", accounts=file, host="0.0.0.0", max_file_mb=1
        )


@pytest.fixture(scope="module")
def served(settings: Settings) -> Iterator[Any]:
    from fastapi.testclient import TestClient

    with TestClient(build_app(fakes.FakeAssistant(), settings), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(served: Any) -> Any:
    """A stranger's client; nobody has failed to sign in yet."""
    served.cookies.clear()
    served.app.gate.failures = Failures()
    return served


def form_of(client: Any, address: str = "/sign-in") -> str:
    found = re.search(r'name="form" value="([^"]+)"', client.get(address).text)
    assert found is not None
    return found[1]


def sign_in(client: Any, name: str = "李雷", password: str = PASSWORD, **more: str) -> Any:
    fields = {"name": name, "password": password, "form": form_of(client), "next": "/", **more}
    return client.post("/sign-in", data=fields, headers={"Origin": BASE})


def test_a_stranger_reaches_nothing_but_the_form(client: Any) -> None:
    assert client.get("/").status_code == 303
    assert client.get("/").headers["location"] == "/sign-in"
    asked = client.app.app  # behind the guard
    routes = {route.path for route in asked.routes if hasattr(route, "path")}
    paths = (routes | OPEN_PATHS | EDIT_PATHS | ACCOUNT_PATHS) - SIGN_IN_PATHS - {"/", "/original"}
    assert len(paths) > 20
    for path in sorted(paths):
        for method in ("GET", "POST", "HEAD"):
            status = client.request(method, path or "/x", headers={"Content-Length": "0"}).status_code
            assert status in (401, 404), (method, path, status)
    for path in ("/gradio_api/queue/join", "/gradio_api/call/ask", "/gradio_api/info", "/config", "/documents/list"):
        assert client.request("GET" if "i" in path[-4:] else "POST", path, content=b"{}").status_code == 401
    assert client.get("/gradio_api/queue/data?session_hash=x").status_code == 401
    assert client.get("/assets/index.js").status_code == 401
    assert client.get("/policyqa/page.js").status_code == 401
    assert client.get("/policyqa/sign-in.css").status_code == 200


def test_gradios_own_login_does_not_exist(client: Any) -> None:
    for path in ("/login", "/logout", "/user", "/token", "/gradio_api/login", "/gradio_api/upload"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"username": "a", "password": "b"}).status_code == 404


def test_signing_in_asking_and_signing_out(client: Any) -> None:
    reply = sign_in(client)
    assert (reply.status_code, reply.headers["location"]) == (303, "/")
    cookie = next(line for line in reply.headers.get_list("set-cookie") if "policyqa_session" in line).lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", "path=/"))
    page = client.get("/")
    assert page.status_code == 200
    assert 'data-account="李雷"' in page.text
    assert "/policyqa/account.js" in page.text
    assert "data-edits" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert client.get("/documents/list").headers["cache-control"] == "no-store"
    assert client.get("/account").json() == {"name": "李雷", "role": "reader"}
    started = client.post("/gradio_api/call/ask", json={"data": ["2021年", []]})
    assert '"found": true' in client.get(f"/gradio_api/call/ask/{started.json()['event_id']}").text
    stolen = client.cookies["policyqa_session"]
    assert client.post("/sign-out").headers["location"] == "/sign-in"
    assert client.get("/documents/list").status_code == 401
    client.cookies.set("policyqa_session", stolen)
    assert client.get("/documents/list").status_code == 401, "the session itself has ended"


def test_the_cookie_is_for_https_only_where_that_is_spoken(settings: Settings) -> None:
    from fastapi.testclient import TestClient

    app = build_app(fakes.FakeAssistant(), settings)
    with TestClient(app, base_url="https://intranet.example", follow_redirects=False) as client:
        fields = {"name": "李雷", "password": PASSWORD, "form": form_of(client)}
        reply = client.post("/sign-in", data=fields, headers={"Origin": "https://intranet.example"})
        assert reply.status_code == 303
        assert all(
            "; secure" in line.lower()
            for line in reply.headers.get_list("set-cookie")
            if "max-age=0" not in line.lower()
        )


@pytest.mark.parametrize(("name", "editing"), [("李雷", False), ("bian", True)])
def test_only_editors_change_documents(client: Any, settings: Settings, name: str, editing: bool) -> None:
    assert sign_in(client, name).status_code == 303
    before = sorted(path.name for path in settings.corpus.iterdir())
    statuses = {
        client.post("/documents/upload?name=a.txt", content=b"x").status_code,
        client.post("/check/draft?name=a.txt", content="甲".encode()).status_code,
        client.get("/documents/state").status_code,
    }
    assert statuses == ({200} if editing else {404})
    assert ('data-edits="yes"' in client.get("/").text) == editing
    after = sorted(path.name for path in settings.corpus.iterdir())
    assert after == (["a.txt", *before] if editing else before)
    if not editing:
        for path in EDIT_PATHS:
            assert client.post(path, content=b"x").status_code == 404


def test_nobody_edits_where_it_is_off(settings: Settings) -> None:
    assert edits_of(replace(settings, allow_edits="no"), accounts=True) == "no"
    assert edits_of(settings, accounts=True) == "yes"
    assert edits_of(settings) == "no"


def test_wrong_passwords_are_told_apart_by_nothing_and_stopped(client: Any) -> None:
    wrong, unknown = sign_in(client, password="falsch-falsch"), sign_in(client, name="niemand")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "用户名或密码不对" in wrong.text
    strip = re.compile(r'value="[^"]*"| autofocus')
    assert strip.sub("", wrong.text) == strip.sub("", unknown.text)
    for _ in range(8):
        assert sign_in(client, password="falsch-falsch").status_code == 401
    stopped = sign_in(client)
    assert stopped.status_code == 429, "even with the right password"
    assert int(stopped.headers["retry-after"]) > 60
    assert "登录失败次数太多" in stopped.text
    assert "policyqa_session" not in "".join(stopped.headers.get_list("set-cookie"))


@pytest.mark.parametrize("form", ["", "x", "\u4e00"])
def test_a_form_that_is_not_from_here_signs_nobody_in(client: Any, form: str) -> None:
    assert sign_in(client, form=form).status_code == 403
    client.cookies.clear()
    fields = {"name": "李雷", "password": PASSWORD, "form": ""}
    assert client.post("/sign-in", data=fields).status_code == 403, "no cookie, no token"


def test_another_origin_may_neither_sign_in_nor_out(client: Any) -> None:
    fields = {"name": "李雷", "password": PASSWORD, "form": form_of(client)}
    for origin in ("http://evil.example", "null"):
        assert client.post("/sign-in", data=fields, headers={"Origin": origin}).status_code == 403
    sign_in(client)
    assert client.post("/sign-out", headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.get("/account").status_code == 200


def test_the_form_has_the_strict_headers_and_shows_text(client: Any) -> None:
    reply = sign_in(client, name='"><script>x</script>', next="//evil.example")
    assert reply.status_code == 401
    assert "<script" not in reply.text
    assert "evil.example" not in reply.text
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script" not in policy
    assert reply.headers["referrer-policy"] == "same-origin"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("stated", "kept", "accepted", "language"),
    [
        ("", "", "", "zh-CN"), ("", "", "de-DE,de;q=0.9", "zh-CN"), ("", "", "en", "en"),
        ("", "", "en-US,en;q=0.9", "en"), ("", "", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("", "", "de, EN-gb;q=0.7 , zh;q=0.3", "en"), ("", "", "zh;q=0.3,en;q=0.3", "zh-CN"),
        ("", "", "en;q=0", "zh-CN"), ("", "", "en;q=x, *;q=1", "zh-CN"), ("", "", "en" * 9_000, "zh-CN"),
        ("", "zh-CN", "en", "zh-CN"), ("", "en", "zh", "en"), ("en", "zh-CN", "zh", "en"),
        ("zh-CN", "en", "en", "zh-CN"),
        ("fr", "<script>", "zh", "zh-CN"),
    ],
)  # fmt: skip
def test_the_form_speaks_what_was_chosen_or_what_the_browser_prefers(
    stated: str, kept: str, accepted: str, language: str
) -> None:
    assert language_of(stated, kept, accepted) == language


def test_the_form_is_english_throughout_and_the_page_after_it(client: Any) -> None:
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    shown = client.get("/sign-in?next=/original?document=a.txt", headers=english)
    own = shown.text.replace(">中文<", "")
    assert re.search("[\u3400-\u9fff]", own) is None, "only the switch is Chinese"
    assert '<html lang="en">' in own
    assert 'href="/sign-in?language=zh-CN&amp;next=%2Foriginal%3Fdocument%3Da.txt"' in own
    assert "policyqa_language" not in "".join(shown.headers.get_list("set-cookie")), "nothing was chosen"
    wrong = sign_in(client, password="falsch-falsch", language="en")
    assert "Wrong name or password" in wrong.text
    assert "form has expired" in sign_in(client, form="x", language="en").text
    for _ in range(9):
        sign_in(client, password="falsch-falsch")
    assert "Too many failures. Try again in about 1" in sign_in(client, language="en").text
    client.app.gate.failures = Failures()
    cookies = "".join(sign_in(client, language="en").headers.get_list("set-cookie"))
    assert "policyqa_language=en;" in cookies


def test_a_press_on_the_link_is_remembered_and_nothing_else_is(client: Any) -> None:
    chosen = client.get("/sign-in?language=zh-CN", headers={"Accept-Language": "en"})
    assert '<html lang="zh-CN">' in chosen.text
    assert '<html lang="zh-CN">' in client.get("/sign-in", headers={"Accept-Language": "en"}).text
    hostile = client.get('/sign-in?language=en"><script>')
    assert "<script" not in hostile.text
    assert "policyqa_language" not in "".join(hostile.headers.get_list("set-cookie"))
    client.cookies.clear()
    assert "policyqa_language" not in "".join(sign_in(client).headers.get_list("set-cookie"))


def test_forms_are_small(client: Any) -> None:
    assert client.post("/sign-in", content=b"x" * 5_000).status_code == 413
    assert client.post("/sign-in", content=b"\xff=\xfe&" * 100).status_code == 403


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("/", True), ("/?q=2021%E5%B9%B4", True), ("/original?document=a.txt&start=3", True), ("//evil.example", False),
     ("/\\evil.example", False), ("https://evil.example/", False), ("/sign-out", False), ("/original/../x", False),
     ("/?q=\r\nSet-Cookie: a=b", False), ("/?" + "a" * 5000, False), ("", False)],
)  # fmt: skip
def test_after_signing_in_only_pages_of_ours_follow(raw: str, kept: bool) -> None:
    assert next_of(raw) == (raw if kept else "/")


def test_a_link_is_kept_through_signing_in(client: Any) -> None:
    led = client.get("/original?document=shili.txt&start=3")
    assert led.status_code == 303
    assert led.headers["location"] == "/sign-in?next=%2Foriginal%3Fdocument%3Dshili.txt%26start%3D3"
    shown = client.get(led.headers["location"]).text
    assert 'name="next" value="/original?document=shili.txt&amp;start=3"' in shown
    assert sign_in(client, next="/original?document=shili.txt&start=3").headers["location"].startswith("/original?")


def test_a_key_lets_a_program_in_and_a_wrong_one_does_not_fall_back(client: Any, settings: Settings) -> None:
    key = add_key(settings.accounts, "bian")
    assert client.get("/account", headers={"Authorization": f"Bearer {key}"}).json()["name"] == "bian"
    for wrong in ("Bearer x", f"Bearer {key}x", f"Basic {key}", key, "Bearer ", f"Bearer {key} {key}", "Bearer \u00e9"):
        assert client.get("/account", headers={"Authorization": wrong.encode("latin-1")}).status_code == 401, wrong
    sign_in(client)
    assert client.get("/account", headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_removed_account_is_out_at_once(settings: Settings, tmp_path: Path) -> None:
    from fastapi.testclient import TestClient

    copied = replace(settings, accounts=tmp_path / "accounts.json")
    shutil.copy(settings.accounts, copied.accounts)
    client = TestClient(build_app(fakes.FakeAssistant(), copied), base_url=BASE, follow_redirects=False)
    sign_in(client)
    assert client.get("/account").status_code == 200
    remove_account(copied.accounts, "李雷")
    remove_account(copied.accounts, "bian")
    assert client.get("/account").status_code == 401, "with no account left it does not open to all"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "::", "intranet.example", ""])
def test_other_addresses_need_accounts_or_plain_words(settings: Settings, host: str, tmp_path: Path) -> None:
    none = replace(settings, host=host, accounts=tmp_path / "none.json")
    with pytest.raises(InputError, match="--open-to-network-without-accounts"):
        check_who_may_come(none, print)
    told: list[str] = []
    check_who_may_come(replace(none, open_to_network_without_accounts="yes"), told.append)
    check_who_may_come(replace(settings, host=host), told.append)
    assert "没有账号" in told[0]
    assert "TLS" in told[1]


def test_this_machine_needs_none(tmp_path: Path) -> None:
    told: list[str] = []
    check_who_may_come(replace(Settings(), accounts=tmp_path / "none.json"), told.append)
    assert told == []


def test_the_command_line_refuses_before_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from policyqa.cli import main
    from policyqa.web import server

    heard: list[object] = []
    monkeypatch.setattr(server, "_listen", lambda *where: heard.append(where) or (_ for _ in ()).throw(InputError("x")))
    flags = ["serve", "--host", "0.0.0.0", "--accounts", str(tmp_path / "a.json"), "--index", str(tmp_path / "i")]
    assert main(flags) == 2
    assert heard == []
    assert "without accounts" in capsys.readouterr().err
    assert main([*flags, "--open-to-network-without-accounts"]) == 2
    assert heard == [("0.0.0.0", 7860)]
