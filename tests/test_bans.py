"""What the package must never do: run data as code, by any of the known ways."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parents[1] / "src").rglob("*.py"))

MODULES = {"pickle", "cPickle", "_pickle", "joblib", "dill", "cloudpickle", "marshal", "shelve", "langchain_community"}
CALLS = {"eval", "exec", "compile", "__import__"}
ATTRIBUTES = {("torch", "load"), ("yaml", "load"), ("yaml", "unsafe_load"), ("pandas", "read_pickle"), ("os", "system")}
TRUE_KEYWORDS = {"allow_pickle", "trust_remote_code", "allow_dangerous_deserialization", "shell"}


def banned(source: str) -> Iterator[str]:
    """Yield what is banned in a module's source, each with its line."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [f"import {alias.name}" for alias in node.names if alias.name.split(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"from {node.module}"] if node.module.split(".")[0] in MODULES else []
            names += [f"{node.module}.{a.name}" for a in node.names if (node.module, a.name) in ATTRIBUTES]
        elif isinstance(node, ast.Call):
            names = list(_banned_call(node))
        yield from (f"line {getattr(node, 'lineno', 0)}: {name}" for name in names)


def _banned_call(node: ast.Call) -> Iterator[str]:
    called = node.func
    if isinstance(called, ast.Name) and called.id in CALLS:
        yield called.id
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        if (called.value.id, called.attr) in ATTRIBUTES:
            yield f"{called.value.id}.{called.attr}"
        if called.attr == "import_module" and not all(isinstance(a, ast.Constant) for a in node.args):
            yield "import_module of a name that is not written out"
    for keyword in node.keywords:
        is_false = isinstance(keyword.value, ast.Constant) and keyword.value.value in (False, None)
        if keyword.arg in TRUE_KEYWORDS and not is_false:
            yield f"{keyword.arg}="
    executes = isinstance(called, ast.Attribute) and called.attr in {"execute", "executemany", "executescript"}
    if executes and node.args and _holds_a_value(node.args[0]):
        yield "a query with a value written into it"


def _holds_a_value(query: ast.expr) -> bool:
    """Whether a query is put together from more than literals, names of our own tables, and marks."""
    if isinstance(query, ast.JoinedStr):
        parts = [part.value for part in query.values if isinstance(part, ast.FormattedValue)]
        return not all(ast.unparse(part) in WRITTEN_INTO_QUERIES for part in parts)
    return isinstance(query, (ast.BinOp, ast.Call))


WRITTEN_INTO_QUERIES = {"marks", "','.join('?' * len(names))", "table"}
"""Placeholders, and one table's name from a literal tuple in the same function."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_package_runs_no_data_as_code(path: Path) -> None:
    assert list(banned(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "def f():\n  from joblib import load",
        "from langchain_community.vectorstores import FAISS",
        "np.load(x, allow_pickle=True)",
        "np.load(x, allow_pickle=flag)",
        "torch.load(x)",
        "from torch import load",
        "yaml.load(x)",
        "eval(x)",
        "exec(x)",
        "SentenceTransformer(x, trust_remote_code=True)",
        "subprocess.run(x, shell=True)",
        "importlib.import_module(name)",
        "connection.execute(f'SELECT {x}')",
        "connection.execute('SELECT ' + x)",
        "connection.execute('SELECT {}'.format(x))",
    ],
)
def test_the_ban_notices(source: str) -> None:
    assert list(banned(source))


@pytest.mark.parametrize(
    "source",
    ["np.load(x, allow_pickle=False)", "SentenceTransformer(x, trust_remote_code=False)", "c.execute('SELECT ?', [x])"],
)
def test_the_ban_lets_pass(source: str) -> None:
    assert not list(banned(source))


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 20
