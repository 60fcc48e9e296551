"""The README must stay true: settings, commands, files that it names, and both languages alike."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from policyqa.settings import Settings

PROJECT = Path(__file__).resolve().parents[1]
README = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*README, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in (PROJECT / "docs").glob("*.md")))

both = pytest.mark.parametrize("readme", README)


def text_of(document: str) -> str:
    return (PROJECT / document).read_text(encoding="utf-8")


def blocks_of(document: str) -> list[str]:
    return re.findall(r"^ *```.*?\n(.*?)^ *```", text_of(document), re.MULTILINE | re.DOTALL)


@both
def test_every_setting_is_listed_with_its_default(readme: str) -> None:
    listed = dict(re.findall(r"^\| `(POLICYQA_\w+)` \| `([^`]*)` \|", text_of(readme), re.MULTILINE))
    settings = Settings()
    assert listed == {f"POLICYQA_{f.upper()}": str(getattr(settings, f)) for f in Settings.__dataclass_fields__}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(document: str) -> None:
    links = re.findall(r"(?<!!)\[[^\]\n]{1,200}\]\((?!https?:|#)([^)#]+)", text_of(document))
    assert [link for link in links if not (PROJECT / document).parent.joinpath(link).exists()] == []


def test_both_languages_give_the_same_commands() -> None:
    english, chinese = (
        ["\n".join(line.split("#")[0].rstrip() for line in b.splitlines()) for b in blocks_of(readme)]
        for readme in README
    )
    assert english == chinese
    assert [re.sub(r"[^#]", "", t) for t in re.findall(r"^#+", text_of(README[0]), re.MULTILINE)] == [
        re.sub(r"[^#]", "", t) for t in re.findall(r"^#+", text_of(README[1]), re.MULTILINE)
    ]


@both
def test_the_plain_commands_are_those_of_the_makefile(readme: str) -> None:
    makefile = text_of("Makefile")
    plain = "".join(blocks_of(readme))
    for recipe, command in {
        "$(BIN)/policyqa index": ".venv/bin/policyqa index",
        "$(BIN)/python app.py": ".venv/bin/python app.py",
        "$(PIP) -c constraints.txt -e .\n": ".venv/bin/pip install -c constraints.txt -e .\n",
        "$(PIP) -c constraints.txt -e '.[dev]'": '.venv/bin/pip install -c constraints.txt -e ".[dev]"',
        "$(BIN)/python -m pytest": ".venv/bin/python -m pytest",
    }.items():
        assert recipe in makefile
        assert command in plain


def test_every_dependency_is_pinned_and_explained() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = {
        re.split(r"[\[<>=!~; ]", requirement)[0].lower()
        for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    }
    pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)$", text_of("constraints.txt"), re.MULTILINE))
    rows = " ".join(re.findall(r"^\| ([^|]*) \|", text_of("docs/dependencies.md"), re.MULTILINE))
    explained = set(re.split(r"[^\w-]+", rows))
    assert wanted - {name.lower() for name in pins} == set()
    assert wanted - explained == set()


def test_no_version_with_a_known_hole_is_pinned() -> None:
    pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)$", text_of("constraints.txt"), re.MULTILINE))
    assert tuple(map(int, pins["gradio"].split(".")[:2])) >= (6, 20)
    assert tuple(map(int, pins["torch"].split(".")[:2])) >= (2, 6)
    assert not [name for name in pins if name.startswith(("nvidia", "cuda", "triton"))]
    assert "://" not in "".join(line for line in text_of("constraints.txt").splitlines() if not line.startswith("#"))


def test_the_architecture_names_every_room_and_only_rooms_that_are_there() -> None:
    rooms = re.findall(r"^\| ((?:`[a-z]+/?` ?)+)\|(.*)", text_of("docs/architecture.md"), re.MULTILINE)
    named = {room: "*to come*" in what for names, what in rooms for room in re.findall(r"`([a-z]+)/?`", names)}
    package = PROJECT / "src" / "policyqa"
    there = {p.stem for p in package.glob("[a-z]*.py")} | {p.parent.name for p in package.glob("*/__init__.py")}
    assert there - set(named) == set()
    assert [room for room, to_come in named.items() if to_come != (room not in there)] == [], "mend *to come*"
