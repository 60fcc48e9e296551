"""docs/programs.md: every example in it is run against the sample corpus."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from web_site import Site

from policyqa.settings import Settings

TEXT = (Path(__file__).parents[2] / "docs" / "programs.md").read_text(encoding="utf-8")
BASE = "http://127.0.0.1:7860"
_CURL = re.compile(r"curl -s '?(?P<address>http://127\.0\.0\.1:7860[^\s']+)'?(?P<rest>[^`]*?)(?=\n(?:curl|```)| \|)")
_HEADER, _BODY = re.compile(r"-H '([^:']+): ([^']+)'"), re.compile(r"-d '([^']+)'")
CURLS = [
    (found["address"], dict(_HEADER.findall(found["rest"])), _BODY.search(found["rest"]))
    for found in _CURL.finditer(TEXT)
]
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def site(sample: tuple[Settings, list[str]]) -> Iterator[Site]:
    from policyqa.web.server import open_assistant

    settings = replace(sample[0], programs="yes")
    served = Site(open_assistant(settings, lambda _: None), settings)
    yield served
    served.close()


def test_the_examples_are_found() -> None:
    assert [address.removeprefix(BASE) for address, _, _ in CURLS] == [
        "/api/ask", "/api/check", "/api/compare", "/api/search", "/api/documents",
        "/api/document?document=xuanzhou-notice.txt&start=0&limit=500", "/gradio_api/call/ask", "/v1/chat/completions",
        "/mcp",
    ]  # fmt: skip
    assert len(PYTHON) == 8


@pytest.mark.parametrize(("address", "headers", "body"), CURLS, ids=[address for address, _, _ in CURLS])
def test_each_curl_example_is_answered(site: Site, address: str, headers: dict[str, str], body: Any) -> None:
    import httpx

    url = address.replace(BASE, site.url)
    reply = httpx.post(url, content=body[1].encode(), headers=headers) if body else httpx.get(url)
    assert reply.status_code == 200, reply.text
    answer = reply.json()
    assert "error" not in answer
    if address.endswith("/api/ask"):
        assert answer["answer"] == "450个以上"
    if address.endswith("/api/compare"):
        assert [row["answer"] for row in answer["rows"]] == ["135个以上", "450个以上"]


def test_the_python_examples_print_what_they_should(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Run one after the other, as a reader would; the one for openai is left out, which is not installed."""
    run = [block for block in PYTHON if "openai" not in block]
    assert len(run) == 7
    names: dict[str, Any] = {}
    for block in run:
        exec(compile(block.replace(BASE, site.url), "docs/programs.md", "exec"), names)
        assert capsys.readouterr().out.strip(), block
    assert names["answer"]["answer"] == "135个以上"
    assert [claim["verdict"] for claim in names["checked"]["claims"]] == ["supported", "contradicted"]


def test_the_clients_settings_are_json() -> None:
    (settings,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert json.loads(settings)["mcpServers"]["policyqa"]["args"][0] == "mcp"
