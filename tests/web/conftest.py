"""The page over a fake assistant: as a test client and as a server that a browser can reach."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from web_fakes import FakeAssistant
from web_site import Site

from policyqa.settings import Settings

CORPUS = Path(__file__).parents[2] / "corpus"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a failed browser test run once more: a page on a busy machine may miss a wait; and all of them come last.

    While playwright is open an event loop runs in the main thread, in which other tests could start none.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, list[str]]:
    """The settings of an index over the sample corpus, built once by opening it, and what was told meanwhile."""
    from policyqa.web.server import open_assistant

    settings = replace(Settings(), corpus=CORPUS, index=tmp_path_factory.mktemp("sample") / "index")
    told: list[str] = []
    open_assistant(settings, told.append)
    return settings, told


@pytest.fixture(scope="session")
def real_site(sample: tuple[Settings, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real assistant over the sample corpus, served to someone who may upload drafts; nobody changes documents."""
    from policyqa.web.server import open_assistant

    feedback = tmp_path_factory.mktemp("said") / "feedback.sqlite3"
    settings = replace(sample[0], allow_edits="yes", feedback=feedback)
    served = Site(open_assistant(settings, lambda _: None), settings)
    served.feedback = feedback  # type: ignore[attr-defined]
    yield served
    served.close()


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="module")
def client(assistant: FakeAssistant) -> Iterator[Any]:
    from fastapi.testclient import TestClient

    from policyqa.web.server import build_app

    with TestClient(build_app(assistant), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A fake assistant, served; who changes what it answers puts it back."""
    served = Site(FakeAssistant())
    yield served
    served.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium for all browser tests, which come last; skips where none is installed, fails there in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium on this machine: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
