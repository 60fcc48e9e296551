"""Documents that say the same are found and cited once; documents with other figures stay two."""

from __future__ import annotations

from pathlib import Path

from policyqa.assistant import Assistant
from policyqa.index.building import build_index
from policyqa.index.copies import find_quote, say_the_same
from policyqa.index.opening import open_index
from policyqa.present import answer_json, answer_text
from policyqa.settings import Settings

BODY = """宣州区人民政府关于做好2023年重点工作的通知
各乡镇人民政府、街道办事处，区政府各部门：
一、工业经济
力争规模以上工业产值增长12%，新引进5000万元以上项目135个以上，培育专精特新企业28户，兑现奖补资金9000万元。
二、城乡建设
改造老旧小区17个，惠及居民2860户，新建停车位1500个，完成农村公路提升改造90公里，开工建设污水处理厂两座。
三、民生保障
城镇新增就业6000人，新增学位1200个，建成社区食堂14家，城乡居民人均可支配收入增长与经济增长同步。
宣州区人民政府
2023年2月3日
"""
FURNITURE = (
    "首页 | 政务公开 | 通知公告\n当前位置：首页 > 通知公告\n{}\n责任编辑：某某\n上一篇：无\n版权所有 ICP备123号\n"
)


def corpus_of(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def copies_in(corpus: Path, index: Path) -> dict[str, str]:
    build_index(corpus, index, Settings())
    with open_index(index) as opened:
        return {d.path: d.copy_of for d in opened.documents()}


def test_a_notice_on_two_sites_is_one(tmp_path: Path) -> None:
    traditional = BODY.replace("经济", "經濟").replace("政府", "政府 ").replace("，", ",")
    corpus = corpus_of(tmp_path / "c", a=BODY, b=FURNITURE.format(BODY), t=traditional)
    assert copies_in(corpus, tmp_path / "i") == {"a.txt": "", "b.txt": "a.txt", "t.txt": "a.txt"}
    assistant = Assistant(tmp_path / "i", Settings())
    answer = assistant.ask("宣州区2023年新引进5000万元以上项目目标是多少个")
    assert answer.answer == "135个以上"
    [citation] = answer.citations
    assert [e.document for e in citation.also_in] == ["b.txt", "t.txt"]
    for elsewhere in citation.also_in:
        text = assistant.document(elsewhere.document).text
        assert "135个以上" in text[elsewhere.start : elsewhere.end]
    assert {hit.passage.document for hit in answer.hits} == {"a.txt"}
    assert answer_json(answer)["citations"][0]["also_in"] == ["b.txt", "t.txt"]
    assert "同样见于：《宣州区人民政府关于做好2023年重点工作的通知》" in answer_text(answer)
    assert not answer.disagreement


OTHER_WORDS = (
    ("135个以上", "136个以上"),
    ("135个以上", "135个"),
    ("两座", "三座"),
    ("增长12%", "下降12%"),
    ("2月3日", "2月4日"),
    ("做好2023年", "做好2024年"),
    ("城镇新增就业", "城镇不新增就业"),
    ("老旧小区", "广德市小区"),
)


def test_another_version_is_another_document(tmp_path: Path) -> None:
    assert all(old in BODY for old, _ in OTHER_WORDS)
    versions = {f"v{i}": BODY.replace(old, new) for i, (old, new) in enumerate(OTHER_WORDS)}
    corpus = corpus_of(tmp_path / "c", a=BODY, **versions)
    assert set(copies_in(corpus, tmp_path / "i").values()) == {""}


def test_the_copy_stands_for_itself_when_the_original_is_gone(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path / "c", a=BODY, b=FURNITURE.format(BODY))
    assert copies_in(corpus, tmp_path / "i")["b.txt"] == "a.txt"
    (corpus / "a.txt").unlink()
    assert copies_in(corpus, tmp_path / "i") == {"b.txt": ""}
    answer = Assistant(tmp_path / "i", Settings()).ask("宣州区2023年改造老旧小区多少个")
    assert (answer.answer, answer.citations[0].document) == ("17个", "b.txt")
    corpus_of(corpus, a=BODY)
    assert copies_in(corpus, tmp_path / "i")["b.txt"] == "a.txt"


def test_the_report_names_the_document_that_is_cited(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path / "c", a=BODY, b=FURNITURE.format(BODY))
    for _ in range(2):
        report = build_index(corpus, tmp_path / "i", Settings())
        assert [(f.copy_of, f.format) for f in report.files] == [("", "txt"), ("a.txt", "txt")]
        assert report.files[1].remarks == ("与a.txt内容相同，只引用后者",)


def test_few_words_of_its_own_do_not_make_another_document() -> None:
    body = "".join(chr(0x4E00 + 7 * i) for i in range(400))
    assert say_the_same(body, body[:200] + "某网" + body[200:])
    assert not say_the_same(body, body + "甲乙丙丁戊己庚辛" * 10)
    assert not say_the_same(body[:40], body[:40] + "某")
    assert not say_the_same(body, body[:200] + "5" + body[200:])


def test_a_quote_is_found_in_a_copy_of_other_script_and_marks() -> None:
    text = "標題\n經濟(jì)增長 5％,投資\n90億元。"
    found = find_quote(text, "经济增长5%，投资90亿元")
    assert found is not None
    assert text[found.start : found.end] == "經濟(jì)增長 5％,投資\n90億元"
    assert find_quote(text, "经济增长6%") is None
    assert find_quote(text, "，。") is None
