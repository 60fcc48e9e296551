"""The command line's help is there, and pays for no heavy package."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"torch", "transformers", "sentence_transformers", "gradio", "fastapi", "faiss", "langchain_text_splitters"}

SHOW_HELP = """
import sys
from policyqa.cli import main
try:
    status = main(["--help"])
except SystemExit as stop:
    status = stop.code
print("LOADED", *sorted({module.partition(".")[0] for module in sys.modules}))
sys.exit(status)
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_help_pays_for_no_heavy_package() -> None:
    done = run("-c", SHOW_HELP)
    if done.returncode:
        pytest.fail(f"policyqa.cli.main(['--help']) must exist and end with status 0:\n{done.stderr}")
    *shown, loaded = done.stdout.splitlines()
    assert "ask" in "\n".join(shown)
    assert loaded.startswith("LOADED ")
    assert HEAVY & set(loaded.split()) == set()


def test_python_dash_m_shows_the_commands() -> None:
    done = run("-m", "policyqa", "--help")
    assert done.returncode == 0, done.stderr
    assert [command for command in ("index", "ask", "batch", "serve") if command not in done.stdout] == []
