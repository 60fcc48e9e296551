"""What a person states overrules what was found; a malformed manifest names the line."""

import json
from pathlib import Path

import pytest

from policyqa.errors import InputError
from policyqa.reading import manifest_entry, read_document

TEXT = "关于做好供水工作的通知\n发布日期：2020-03-04\n各单位：\n请按计划执行。\n"


def corpus_with(tmp_path: Path, manifest: str) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    return tmp_path


def test_every_field_can_be_overruled_and_says_so(tmp_path: Path) -> None:
    corpus = corpus_with(
        tmp_path,
        '[[document]]\npath = "a.txt"\ntitle = "供水通知"\nissuer = "水务局"\ndate = 2021-05-06\n'
        'number = "水〔2021〕2号"\nsource = "水务网"\nyears = [2022, "2021-2025"]\n',
    )
    found = read_document(corpus, "a.txt").metadata
    assert (found.title, found.issuer, found.issued) == ("供水通知", "水务局", "2021-05-06")
    assert (found.number, found.source, found.years) == ("水〔2021〕2号", "水务网", ("2022", "2021-2025"))
    assert {how for key, how in found.found if key != "region"} == {"manifest"}


def test_the_documents_own_title_line_stays_a_heading_out_of_paths(tmp_path: Path) -> None:
    corpus = corpus_with(tmp_path, '[[document]]\npath = "a.txt"\ntitle = "别的题目"\n')
    document = read_document(corpus, "a.txt")
    assert document.blocks[0].kind == "heading"
    assert document.blocks[1].path == ()


@pytest.mark.parametrize(
    ("stated", "region", "name"),
    [
        ("330110", "330110", "余杭区"),
        ("浙江省杭州市余杭区", "330110", "余杭区"),
        ("合肥高新区", "340100", "合肥高新区"),
        ("某岛", "", "某岛"),
    ],
)
def test_a_region_is_stated_by_code_or_name(tmp_path: Path, stated: str, region: str, name: str) -> None:
    corpus = corpus_with(tmp_path, f'[[document]]\npath = "a.txt"\nregion = "{stated}"\n')
    found = read_document(corpus, "a.txt").metadata
    assert (found.region, found.region_name) == (region, name)
    assert ("region", "manifest") in found.found


def test_an_entry_is_canonical_json_and_follows_the_file(tmp_path: Path) -> None:
    corpus = corpus_with(tmp_path, '[[document]]\nyears=[2021]\npath = "./a.txt"\n')
    assert manifest_entry(corpus, "a.txt") == '{"path":"a.txt","years":["2021"]}'
    assert manifest_entry(corpus, "b.txt") == ""
    (corpus / "manifest.toml").write_text('[[document]]\npath = "a.txt"\ntitle = "新的题目"\n', encoding="utf-8")
    assert json.loads(manifest_entry(corpus, "a.txt")) == {"path": "a.txt", "title": "新的题目"}
    (corpus / "manifest.toml").unlink()
    assert manifest_entry(corpus, "a.txt") == ""


@pytest.mark.parametrize(
    ("manifest", "where"),
    [
        ('[[document]]\npath = "a.txt"\ntitle = \n', "line 3"),
        ('[[document]]\npath = "a.txt"\n\n[[document]]\npath = "b.txt"\nauthor = "x"\n', "line 6"),
        ('[[document]]\npath = "a.txt"\ndate = "去年"\n', "line 3"),
        ('[[document]]\npath = "a.txt"\nyears = "2021"\n', "line 3"),
        ('[[document]]\ntitle = "无路径"\n', "line 1"),
        ('[[document]]\npath = "a.txt"\n[[document]]\npath = "a.txt"\n', "line 4"),
        ('title = "x"\n', "line 1"),
        ('[[document]]\npath = "a.txt"\ntitle = ["x"]\n', "line 3"),
    ],
)
def test_a_malformed_manifest_names_the_line(tmp_path: Path, manifest: str, where: str) -> None:
    corpus = corpus_with(tmp_path, manifest)
    with pytest.raises(InputError, match=where):
        read_document(corpus, "a.txt")


def test_a_manifest_that_is_no_utf8_is_an_input_error(tmp_path: Path) -> None:
    corpus = corpus_with(tmp_path, "")
    (corpus / "manifest.toml").write_bytes("# 说明".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        manifest_entry(corpus, "a.txt")
