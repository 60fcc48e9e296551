"""Who may change documents, and what the routes of the two work tabs let through."""

from __future__ import annotations

import io
import json
import os
import time
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from test_page import FILES

from policyqa.errors import InputError
from policyqa.settings import Settings, load_settings
from policyqa.web.security import EDIT_PATHS, MAX_BODY_BYTES, length_refusal, may_edit, refusal
from policyqa.web.server import build_app, edits_of

HOME = {b"host": b"127.0.0.1:7860"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("site")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "shili.txt").write_text(fakes.TEXT, encoding="utf-8")
    (folder / "corpus" / "nicht.txt").write_text("not indexed")
    return replace(Settings(), corpus=folder / "corpus", index=folder / "index", max_file_mb=1)


def client_of(settings: Settings, base: str = "http://127.0.0.1:7860") -> Any:
    from fastapi.testclient import TestClient

    return TestClient(build_app(fakes.FakeAssistant(), settings), base_url=base)


@pytest.fixture(scope="module")
def home(settings: Settings) -> Iterator[Any]:
    with client_of(settings) as client:
        yield client


def requests(client: Any) -> dict[str, int]:
    """Ask for each editing route as the page would; give the statuses."""
    return {
        "/check/draft": client.post("/check/draft?name=a.txt", content="甲".encode()).status_code,
        "/documents/index": client.post("/documents/index").status_code,
        "/documents/metadata": client.post("/documents/metadata?document=no.txt", json={}).status_code,
        "/documents/remove": client.post("/documents/remove?document=no.txt").status_code,
        "/documents/state": client.get("/documents/state").status_code,
        "/documents/upload": client.post("/documents/upload?name=a.exe", content=b"x").status_code,
    }


def test_editing_is_there_for_this_machine(home: Any) -> None:
    assert set(requests(home)) == EDIT_PATHS
    assert requests(home) == {
        "/check/draft": 200, "/documents/index": 200, "/documents/metadata": 404, "/documents/remove": 400,
        "/documents/state": 200, "/documents/upload": 400,
    }  # fmt: skip
    assert 'data-edits="yes"' in home.get("/").text


@pytest.mark.parametrize(
    ("host", "allowed"), [("0.0.0.0", "local"), ("192.168.0.7", "local"), ("127.0.0.1", "no"), ("0.0.0.0", "no")]
)
def test_editing_is_absent_where_others_listen_in_or_it_is_off(settings: Settings, host: str, allowed: str) -> None:
    before = sorted(os.listdir(settings.corpus))
    with client_of(replace(settings, host=host, allow_edits=allowed)) as client:
        assert set(requests(client).values()) == {404}
        assert "data-edits" not in client.get("/").text
        assert client.get("/documents/list").status_code == 200
    assert sorted(os.listdir(settings.corpus)) == before


def test_editing_is_there_for_all_only_when_told_so(settings: Settings) -> None:
    told = replace(settings, host="0.0.0.0", allow_edits="yes")
    with client_of(told, "http://intranet.example:7860") as client:
        assert requests(client)["/documents/state"] == 200


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example:7860"}, {"X-Forwarded-For": "10.0.0.9"},
     {"Forwarded": "for=10.0.0.9"}, {"Via": "1.1 proxy"}, {"X-Real-IP": "10.0.0.9"}, {"Host": "[::"}, {"Host": ""},
     {"Host": "x@127.0.0.1"}],
)  # fmt: skip
def test_a_rebound_name_or_a_proxy_is_not_this_machine(home: Any, headers: dict[str, str]) -> None:
    for path in EDIT_PATHS:
        assert home.post(path, headers=headers).status_code == 404
    assert "data-edits" not in home.get("/", headers=headers).text


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "[::1]:7860", "127.0.0.2"])
def test_loopback_names_are_this_machine(host: str) -> None:
    assert may_edit("local", {b"host": host.encode()})


@pytest.mark.parametrize("path", sorted(EDIT_PATHS))
def test_another_origin_may_not_edit(home: Any, path: str) -> None:
    for origin in ("http://evil.example", "null", "http://[::", "", "http://127.0.0.1:1", "http://localhost:7860"):
        assert home.post(path, headers={"Origin": origin}).status_code == 403
    assert home.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert (
        refusal("POST", path, HOME | {b"origin": b"http://127.0.0.1:7860", b"sec-fetch-site": b"same-origin"}, True)
        == 0
    )
    assert refusal("POST", path + "/", HOME, True) == 404
    assert refusal("PUT", path, HOME, True) == 405


def test_settings_say_who_may_edit() -> None:
    assert edits_of(Settings()) == "local"
    assert edits_of(replace(Settings(), host="::1")) == "local"
    assert edits_of(replace(Settings(), host="")) == "no"
    assert load_settings({"POLICYQA_ALLOW_EDITS": "yes"}).allow_edits == "yes"
    with pytest.raises(InputError, match="local, yes, no"):
        load_settings({"POLICYQA_ALLOW_EDITS": "true"})


def test_length_of_every_post_is_known_and_bounded(home: Any) -> None:
    assert length_refusal("POST", {}, 10) == 411
    assert length_refusal("POST", {b"content-length": b"5", b"transfer-encoding": b"chunked"}, 10) == 411
    assert length_refusal("POST", {b"content-length": b"11"}, 10) == 413
    assert length_refusal("POST", {b"content-length": b"9" * 400}, 10) == 413
    assert length_refusal("POST", {b"content-length": b"-1"}, 10) == 411
    assert length_refusal("GET", {}, 10) == 0
    big = b"x" * (MAX_BODY_BYTES + 1)
    assert home.post("/gradio_api/queue/join", content=big).status_code == 413
    assert home.post("/documents/upload?name=a.txt", content=big).status_code == 413
    assert home.post("/check/draft?name=a.txt", content=b"x" * 5_000_001).status_code == 413


def test_a_thousand_small_uploads_stay_within_the_limits(home: Any, settings: Settings) -> None:
    for number in range(200):
        reply = home.post("/documents/upload?name=viel.txt", content=f"第{number}次".encode())
        assert reply.status_code == (200 if number == 0 else 409)
        home.post(f"/check/draft?name={number}.txt", content=f"第{number}次".encode())
    assert sorted(os.listdir(settings.corpus)) == ["nicht.txt", "shili.txt", "viel.txt"]
    os.unlink(settings.corpus / "viel.txt")


@pytest.mark.parametrize("path", [*FILES, "nicht.txt", "", "shili.txt/", "shili.txt\x00"])
def test_only_indexed_documents_are_downloaded(home: Any, path: str) -> None:
    reply = home.get("/documents/file", params={"document": path})
    assert reply.status_code == 404
    assert "root:" not in reply.text


def test_originals_and_exports_go_as_attachments(home: Any, settings: Settings) -> None:
    reply = home.get("/documents/file", params={"document": "shili.txt"})
    assert reply.content.decode() == fakes.TEXT
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"] == "attachment; filename*=UTF-8''shili.txt"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "script-src" not in reply.headers["content-security-policy"]
    assert home.get("/check/export", params={"id": "x", "format": "md"}).status_code == 404
    assert home.get("/check/export", params={"id": "x", "format": "exe"}).status_code == 422


def test_an_uploaded_page_is_never_served_as_one(home: Any, settings: Settings) -> None:
    page = b"<script>window.pwned=1</script>"
    assert home.post("/documents/upload?name=x.html", content=page).status_code == 200
    for path in ("/documents/file?document=x.html", "/original?document=x.html", "/x.html", "/corpus/x.html",
                 "/gradio_api/file=x.html"):  # fmt: skip
        assert home.get(path).status_code == 404
    os.unlink(settings.corpus / "x.html")


@pytest.fixture
def real(tmp_path: Path, project: Path) -> Iterator[tuple[Any, Settings]]:
    """The real assistant over two sample documents, and its settings."""
    from fastapi.testclient import TestClient

    from policyqa.web.server import open_assistant

    (tmp_path / "corpus").mkdir()
    for name in ("xuanzhou-notice.txt", "daguan-report.md"):
        (tmp_path / "corpus" / name).write_bytes((project / "corpus" / name).read_bytes())
    settings = replace(Settings(), corpus=tmp_path / "corpus", index=tmp_path / "index")
    app = build_app(open_assistant(settings, lambda _: None), settings)
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client, settings


def settle(client: Any) -> dict[str, Any]:
    deadline = time.monotonic() + 60
    while client.get("/documents/state").json()["running"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    state: dict[str, Any] = client.get("/documents/state?report=true").json()
    return state


def listed(client: Any) -> dict[str, dict[str, Any]]:
    return {one["path"]: one for one in client.get("/documents/list").json()["documents"]}


def test_a_document_is_added_corrected_and_removed(real: tuple[Any, Settings], project: Path) -> None:
    client, settings = real
    assert {file["outcome"] for file in settle(client)["report"]["files"]} == {"read"}
    text = "甲县2024年新建公园目标\n\n2024年，甲县新建公园37个。\n"
    for name, data in (("公园.txt", text.encode()), ("坏.docx", b"PK\x03\x04 not a document")):
        assert client.post("/documents/upload", params={"name": name}, content=data).json()["path"] == name
    client.post("/documents/index")
    report = {file["path"]: file for file in settle(client)["report"]["files"]}
    assert (report["公园.txt"]["outcome_name"], report["公园.txt"]["figures"]) == ("已读入", 1)
    assert (report["坏.docx"]["outcome_name"], bool(report["坏.docx"]["reason"])) == ("未能读取", True)
    assert set(listed(client)) == {"xuanzhou-notice.txt", "daguan-report.md", "公园.txt"}

    stated = {"title": "甲县公园计划", "issuer": "甲县人民政府", "date": "2024-01-05", "years": "2024、2025"}
    assert client.post("/documents/metadata?document=公园.txt", json=stated).status_code == 200
    settle(client)
    known = listed(client)["公园.txt"]
    assert (known["title"], known["issuer"], known["date"], known["years"]) == (
        *list(stated.values())[:3],
        ["2024", "2025"],
    )
    assert known["found"]["title"] == "人工填写"
    refused = client.post("/documents/metadata?document=公园.txt", json={"date": "昨天"})
    assert (refused.status_code, "日期请写成" in refused.json()["error"]) == (400, True)

    assert client.post("/documents/remove?document=公园.txt").status_code == 200
    settle(client)
    assert "公园.txt" not in listed(client)
    assert tomllib.loads((settings.corpus / "manifest.toml").read_text(encoding="utf-8")) == {}
    assert client.get("/original?document=公园.txt").status_code == 404


def test_parts_of_an_archive_are_not_removed_singly(real: tuple[Any, Settings]) -> None:
    client, settings = real
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("甲.txt", "2024年新建公园37个。")
    client.post("/documents/upload?name=包.zip", content=data.getvalue())
    client.post("/documents/index")
    settle(client)
    assert "包.zip/甲.txt" in listed(client)
    refused = client.post("/documents/remove?document=包.zip/甲.txt")
    assert (refused.status_code, "压缩包" in refused.json()["error"]) == (400, True)
    assert (settings.corpus / "包.zip").exists()
    assert client.get("/documents/file?document=包.zip/甲.txt").content.decode() == "2024年新建公园37个。"


def test_the_old_index_keeps_answering_while_a_new_one_is_built(
    real: tuple[Any, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from policyqa.index import building
    from policyqa.index.reporting import Progress

    client, _ = real
    release, build = threading.Event(), building.build_index

    def slow(corpus: Path, folder: Path, settings: Settings, *, report: Any) -> Any:
        report(Progress("embedding", 2, 3, 40, 90, 1.5))
        assert release.wait(20)
        return build(corpus, folder, settings, report=report)

    monkeypatch.setattr(building, "build_index", slow)
    client.post("/documents/upload?name=甲.txt", content="甲县2024年新建公园37个。".encode())
    client.post("/documents/index")
    deadline = time.monotonic() + 10
    while (progress := client.get("/documents/state").json()["progress"]) is None:
        assert time.monotonic() < deadline
    assert (progress["stage"], progress["documents_done"], progress["passages_done"]) == ("计算向量", 2, 40)
    started = client.post("/gradio_api/call/ask", json={"data": ["2021年新引进5000万元以上项目目标是多少", []]})
    stream = client.get(f"/gradio_api/call/ask/{started.json()['event_id']}").text
    assert json.loads(stream.split("data: ", 1)[1].split("\n")[0])[0]["answer"] == "135个以上"
    assert "甲.txt" not in listed(client)
    release.set()
    settle(client)
    assert "甲.txt" in listed(client)


def test_a_build_of_another_process_is_told_in_chinese(real: tuple[Any, Settings]) -> None:
    from policyqa.index.publishing import building

    client, settings = real
    with building(settings.index):
        client.post("/documents/index")
        assert "另一个进程正在建立索引" in settle(client)["error"]
        assert listed(client)
