"""Rules of the house that no linter knows: which room may import which, and who may print or read the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = PROJECT / "src"
PACKAGE = SOURCE / "policyqa"

LAYERS = (
    ("__init__", "errors", "types", "settings"),
    ("chinese",),
    ("reading", "passages", "figures"),
    ("index",),
    ("understanding", "retrieval", "reader"),
    ("answering",),
    ("checking", "wording"),
    ("assistant",),
    ("present", "measuring"),
    ("web",),
    ("cli",),
    ("__main__",),
)
"""The rooms from the bottom up; a room may import itself, its own layer and those above in this list."""

MAX_LINES = 350

FRAMEWORK_OF_THE_PAGE = frozenset({"gradio", "gradio_client", "fastapi", "starlette", "uvicorn"})

HEAVY = FRAMEWORK_OF_THE_PAGE | frozenset(
    {
        "torch",
        "transformers",
        "sentence_transformers",
        "langchain_core",
        "langchain_text_splitters",
        "opencc",
        "faiss",
        "tokenizers",
        "safetensors",
        "trafilatura",
        "pandas",
        "scipy",
        "sklearn",
    }
)
"""Frameworks and native packages (up to 18 s to import), so that they are imported where they are used."""

MAY_SET = {"HF_HUB_OFFLINE": "index/embedding.py", "GRADIO_ANALYTICS_ENABLED": "web/"}
"""Variables that are set for a library that reads them at import, and the only place that may set each."""

BANNED_IMPORTS = frozenset({"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "cloudpickle"})
"""Modules that run code found in the data they load."""


def name(path: Path) -> str:
    """Return how a failure shows `path`: below the package, or app.py."""
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else PROJECT).as_posix()


MODULES = sorted(PACKAGE.rglob("*.py"))
FILES = [*MODULES, *PROJECT.glob("app.py")]
each_file = pytest.mark.parametrize("path", FILES, ids=name)
each_module = pytest.mark.parametrize("path", MODULES, ids=name)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """Return the first part below the package: `policyqa.index.dense` is in `index`, `policyqa` in `__init__`."""
    return [*module.split("."), "__init__"][1]


def layer_of(room: str) -> int:
    for height, rooms in enumerate(LAYERS):
        if room in rooms:
            return height
    pytest.fail(f"policyqa.{room} has no layer: give it its place in LAYERS and in docs/architecture.md")


def nodes(tree: ast.AST, *, at_import: bool = False) -> Iterator[ast.AST]:
    """Yield the nodes of `tree`; with `at_import` only those that run when the module is imported."""
    for child in ast.iter_child_nodes(tree):
        if at_import and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if at_import and isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from nodes(child, at_import=at_import)


def imports(path: Path, *, at_import: bool = False) -> Iterator[tuple[str, int]]:
    """Yield each module that `path` imports, absolute, with the line; `from a import b` gives `a` and `a.b`."""
    package = module_of(path).split(".") if path.is_relative_to(SOURCE) else []
    if path.name != "__init__.py":
        package = package[:-1]
    for node in nodes(parsed(path), at_import=at_import):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield origin, node.lineno
            yield from ((f"{origin}.{alias.name}", node.lineno) for alias in node.names)


def own_imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the modules of this package that `path` imports, each with the line."""
    known = {module_of(other) for other in MODULES}
    found = [(module, line) for module, line in imports(path) if module in known]
    for module, line in found:
        # `from policyqa.index import dense` names the package only on the way to the module.
        if not any(other.startswith(f"{module}.") and at == line for other, at in found):
            yield module, line


def test_the_rules_look_at_the_package() -> None:
    assert "types.py" in map(name, FILES)
    assert len(FILES) >= 10


@each_module
def test_imports_point_down_only(path: Path) -> None:
    room = room_of(module_of(path))
    height = layer_of(room)
    upward = [
        f"line {line}: policyqa.{room} imports {module}"
        for module, line in own_imports(path)
        if layer_of(room_of(module)) > height
    ]
    assert not upward


def test_no_two_modules_import_each_other() -> None:
    graph = {module_of(path): {module for module, _ in own_imports(path)} - {module_of(path)} for path in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("circular imports: " + " <- ".join(error.args[1]))


@each_file
def test_the_framework_of_the_page_stays_in_web(path: Path) -> None:
    if name(path).startswith("web/") or name(path) == "app.py":
        return
    assert not [f"line {line}" for module, line in imports(path) if module.split(".")[0] in FRAMEWORK_OF_THE_PAGE]


@each_file
def test_heavy_packages_are_imported_where_they_are_used(path: Path) -> None:
    allowed = FRAMEWORK_OF_THE_PAGE if name(path).startswith("web/") or name(path) == "app.py" else frozenset()
    heavy = [
        f"line {line}: {module}"
        for module, line in imports(path, at_import=True)
        if module.split(".")[0] in HEAVY - allowed
    ]
    assert not heavy, "import these inside the function that uses them"


@each_file
def test_the_environment_is_read_in_settings_only(path: Path) -> None:
    if name(path) == "settings.py":
        return
    uses = [
        node.lineno
        for node in nodes(parsed(path))
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "putenv"})
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "os"
            and {"environ", "getenv"} & {a.name for a in node.names}
        )
    ]
    allowed = [line for variable, line in variables_set(path) if name(path).startswith(MAY_SET.get(variable, "\0"))]
    if name(path) == "web/offline.py":  # sets what keeps gradio at home, all at once, before its first import
        allowed += [
            n.lineno
            for n in nodes(parsed(path))
            if isinstance(n, ast.Call) and ast.unparse(n.func) == "os.environ.update"
        ]
    assert sorted(uses) == sorted(allowed), "read the environment in settings.py"


def variables_set(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each variable set by `os.environ.setdefault("NAME", ...)` or `os.environ["NAME"] = ...`, with the line."""
    for node in nodes(parsed(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.setdefault" and node.args:
            key: ast.expr = node.args[0]
        elif (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Store)
            and ast.unparse(node.value) == "os.environ"
        ):
            key = node.slice
        else:
            continue
        if isinstance(key, ast.Constant):
            yield str(key.value), node.lineno


@each_file
def test_only_the_command_line_prints(path: Path) -> None:
    if name(path) == "cli.py":
        return
    tree = list(nodes(parsed(path)))
    prints = [
        n.lineno for n in tree if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"
    ]
    streams = [
        n.lineno for n in tree if isinstance(n, ast.Attribute) and ast.unparse(n) in {"sys.stdout", "sys.stderr"}
    ]
    # app.py, being a face, may write where the chat is; it does not print either.
    assert not prints + ([] if name(path) == "app.py" else streams)


@each_file
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@each_file
def test_nothing_runs_code_found_in_data(path: Path) -> None:
    found = [f"line {line}: {module}" for module, line in imports(path) if module.split(".")[0] in BANNED_IMPORTS]
    for node in nodes(parsed(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in {"eval", "exec", "torch.load", "yaml.load"}:
                found.append(f"line {node.lineno}: {called}")
            for keyword in node.keywords:
                risky = keyword.arg in {"trust_remote_code", "allow_pickle"}
                if risky and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False):
                    found.append(f"line {node.lineno}: {keyword.arg}")
    assert not found
