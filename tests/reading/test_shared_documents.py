"""The public documents beside the repository: all are read, and the seeds' facts are right by eye."""

from pathlib import Path

import pytest

from policyqa.reading import list_corpus, read_document

pytestmark = pytest.mark.shared


def test_every_document_is_read_with_title_and_blocks(shared: Path) -> None:
    corpus = shared / "corpus"
    files = list_corpus(corpus)
    assert len(files) == 214
    for file in files:
        document = read_document(corpus, file.path)
        assert document.metadata.title, file.path
        assert document.warnings == (), file.path
        kept = sum(b.end - b.start for b in document.blocks)
        assert kept > 0.5 * len("".join(document.text.split())), file.path


def test_furniture_is_a_small_part(shared: Path) -> None:
    """Less than one percent of the official documents, which carry nearly none, is left out."""
    corpus = shared / "corpus" / "provinces-2025"
    for file in list_corpus(corpus):
        document = read_document(corpus, file.path)
        kept = sum(len("".join(document.text[b.start : b.end].split())) for b in document.blocks)
        assert kept > 0.99 * len("".join(document.text.split())), file.path


@pytest.mark.parametrize(
    ("number", "issued", "issuer", "years", "region"),
    [
        ("000", "2021-02-27", "", ("2021",), "341802"),
        ("001", "2021-12-29", "安庆市大观区人民政府", ("2022",), "340803"),
        ("002", "2021-08-31", "", ("2021",), "340811"),
        ("003", "2023-08-03", "宣城市经济开发区管委会", ("2023",), "341800"),
        ("004", "2020-10-10", "江苏金坛经济开发区", ("2020",), "320413"),
    ],
)
def test_facts_of_the_seeds(
    shared: Path, number: str, issued: str, issuer: str, years: tuple[str, ...], region: str
) -> None:
    corpus = shared / "corpus" / "seeds"
    [file] = [f for f in list_corpus(corpus) if f.path.startswith(number)]
    found = read_document(corpus, file.path).metadata
    assert (found.issued, found.issuer, found.years) == (issued, issuer, years)
    assert found.region == region


def test_work_reports_are_about_2025(shared: Path) -> None:
    corpus = shared / "corpus" / "provinces-2025"
    for file in list_corpus(corpus):
        found = read_document(corpus, file.path).metadata
        assert found.years == ("2025",)
        assert found.issued.startswith("2025-01-")
        assert found.issuer.endswith("人民政府")
