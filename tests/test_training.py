"""The training of the bundled model: what the texts become, and that training learns and repeats itself."""

from __future__ import annotations

import importlib
import json
import random
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from policyqa.index.embedding import load_encoder

TRAINING = Path(__file__).parents[1] / "training"


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The training script as a module, made small."""
    monkeypatch.syspath_prepend(str(TRAINING))
    module = importlib.import_module("train_embedding")
    for name, value in {"DIMENSION": 16, "BATCH": 32, "GROUP": 4, "CLUSTERS": 8}.items():
        monkeypatch.setattr(module, name, value)
    return module


def test_chapters_and_articles_of_a_statute(training: ModuleType) -> None:
    texts = sys.modules["texts"]
    source = (
        "# 测试条例\n\n2020年发布\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 为了测试读取,制定本条例。\n\n"
        "第二条 下列单位适用:\n\n(一)甲单位;\n\n## 附则\n\n第三条 本条例自公布之日起施行。\n"
    )
    assert list(texts._chapters(source)) == [
        ("总则", ["为了测试读取,制定本条例。", "下列单位适用:(一)甲单位;"]),
        ("附则", ["本条例自公布之日起施行。"]),
    ]


def test_reading_sets_are_folded_and_held_out_by_passage(training: ModuleType, tmp_path: Path) -> None:
    texts = sys.modules["texts"]
    entry = {"title": "經濟", "paragraphs": [{"context": "國家ＧＤＰ增長。", "qas": [{"question": "增長多少?"}]}]}
    (tmp_path / "set.json").write_text(json.dumps({"data": [entry] * 3}), encoding="utf-8")
    readings = texts.read_reading(tmp_path / "set.json")
    assert readings == [texts.Reading("经济", "国家gdp增长。", ("增长多少?",))] * 3
    many = [texts.Reading(str(i), "", ()) for i in range(1000)]
    kept, held = texts.hold_out(many, 1)
    assert len(held) == texts.HELD_OUT_PASSAGES
    assert sorted(kept + held, key=lambda r: int(r.title)) == many


def test_windows_cover_the_passage(training: ModuleType) -> None:
    texts = sys.modules["texts"]
    passage = "".join(f"第{i}句话。" for i in range(200))
    parts = texts.windows(passage, 50)
    assert "".join(parts) == passage
    assert max(map(len, parts)) <= 50


def test_pieces_are_words_and_everything_else_is_dropped(training: ModuleType) -> None:
    vocabulary = sys.modules["vocabulary"]
    dictionary = {"经济": 900, "增长": 900, "罕见": 30, "未选": 1}
    scores = vocabulary.choose_pieces(["经济增长,经济增长5%。"] * 20, dictionary, 8)
    assert set(scores) == {*"经济增长5", "经济", "增长", "罕见"}
    tokenizer = vocabulary.build_tokenizer(scores)
    assert tokenizer.encode("经济增长5% 经☯长罕见").tokens == ["经济", "增长", "5", "经", "长", "罕见"]
    assert tokenizer.encode("未☯").ids == [0]


def test_bm25_agrees_with_the_formula_by_hand(training: ModuleType) -> None:
    measure = sys.modules["measure"]
    scores = measure.bm25_scores(["甲乙"], ["甲乙丙", "丁戊己", "甲乙甲乙"])
    idf = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = (2 + 2 + 3) / 3
    expected = [
        idf * n * 2.2 / (n + 1.2 * (0.25 + 0.75 * length / mean)) if n else 0 for n, length in ((1, 2), (0, 2), (2, 3))
    ]
    np.testing.assert_allclose(scores[0], expected, rtol=1e-5)


def test_recall_counts_ties_against(training: ModuleType) -> None:
    measure = sys.modules["measure"]
    scores = np.array([[3, 1, 2], [1, 1, 0], [0, 0, 0]], dtype=np.float32)
    assert [round(measure.recall(scores, [0, 0, 2], k) * 3) for k in (1, 2, 3)] == [1, 2, 3]


def test_a_group_holds_a_work_once(training: ModuleType) -> None:
    texts = sys.modules["texts"]
    pairs = [texts.Pair("", "", f"work {i % 40}") for i in range(320)]
    made = training.batches(pairs, np.arange(320) % 8, random.Random(1))
    flat = [i for batch in made for i in batch]
    assert len(flat) == len(set(flat)) == 320 // training.BATCH * training.BATCH


def test_training_learns_repeats_itself_and_saves_what_loads(training: ModuleType, tmp_path: Path) -> None:
    texts, vocabulary, measure = (sys.modules[name] for name in ("texts", "vocabulary", "measure"))
    rng = random.Random(3)
    symbols = [chr(0x4E00 + i) for i in range(120)]
    # Question i and passage i share no character: only training can bring them together.
    pairs = []
    for i in range(320):
        topic = i % 20
        asked = "".join(rng.sample(symbols[topic * 3 : topic * 3 + 3], 2))
        found = "".join(rng.sample(symbols[60 + topic * 3 : 63 + topic * 3], 2))
        pairs.append(texts.Pair(asked, found, f"work {i}"))
    tokenizer = vocabulary.build_tokenizer(dict.fromkeys(symbols, -5.0))
    ids = training.encode_all(tokenizer, [p.passage for p in pairs] + [p.anchor for p in pairs])
    first = training.first_rows(tokenizer, ids, 1)
    trained = [training.train(tokenizer, first, pairs, 20, 0.05, 1) for _ in range(2)]
    np.testing.assert_array_equal(trained[0], trained[1])
    topics = [pairs[i] for i in range(20)]
    corpus = measure.Corpus(
        [], [], {"toy": ([(p.anchor, i) for i, p in enumerate(topics)], [p.passage for p in topics])}
    )
    assert measure.held_out(tokenizer, first, corpus)["toy recall@1"] < 0.4
    assert measure.held_out(tokenizer, trained[0], corpus)["toy recall@1"] > 0.9
    training.save(tmp_path / "m", tokenizer, trained[0])
    question, index = (load_encoder(str(tmp_path / "m"), purpose=p) for p in ("question", "index"))  # type: ignore[arg-type]
    texts_in = [p.anchor for p in topics] + ["☯☯", ""]
    assert np.abs(question.encode(texts_in) - index.encode(texts_in)).max() < 1e-5
    assert not question.encode(["☯☯"]).any()


STATUTE = (
    """# 云溪县撂荒地复耕条例

2020年发布

<!-- INFO END -->

## 第一章 总则

第一条 为了防止耕地撂荒，保护种粮农民的利益，根据有关法律，制定本条例。

第二条 本条例所称撂荒地，是指连续两年以上没有种植农作物的耕地和园地。

第三条 申请复耕补贴的农户应当提交下列材料：

（一）复耕申请表；

（二）地块位置图。

第四条 伪造材料骗取复耕补贴的，由县农业农村主管部门追回补贴，三年内不得再次申请。

第五条 村民委员会应当每年清查本村的撂荒地，并向乡镇人民政府报告清查的结果和复耕的打算。
"""
    + "\n本条例未作规定的，依照其他法律。" * 20
)


def test_questions_made_from_a_statute_have_their_answers(training: ModuleType, tmp_path: Path) -> None:
    made = importlib.import_module("ask_statutes")
    (tmp_path / "a.md").write_text(STATUTE, encoding="utf-8")
    (tmp_path / "案例").mkdir()
    (tmp_path / "案例" / "b.md").write_text(STATUTE.replace("撂荒", "某某"), encoding="utf-8")
    text = made._ARTICLE.sub("", made.read_statutes(tmp_path)[0][1])
    answers = {kind: text[start:end] for kind, _, start, end in made._spans(text)}
    assert answers["purpose"] == "防止耕地撂荒,保护种粮农民的利益"
    assert answers["meaning"] == "连续两年以上没有种植农作物的耕地和园地"
    assert answers["list"].split() == ["(一)复耕申请表;", "(二)地块位置图。"]
    assert answers["penalty"] == "由县农业农村主管部门追回补贴,三年内不得再次申请"
    assert answers["duty"].startswith("应当每年清查")
    assert len(made.read_statutes(tmp_path)) == 1
    questions = made.ask_statutes(tmp_path, 100, 1)
    assert {q.text[q.start : q.end] for q in questions} >= {answers["purpose"], answers["list"]}
    assert all(q.question.endswith("?") for q in questions)


def test_the_network_read_with_numpy_gives_what_torch_gives(training: ModuleType, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    script = importlib.import_module("train_span_network")
    network = importlib.import_module("policyqa.reader.network")
    names, pairs = ["", "?unknown", *"甲乙丙丁戊?"], ["", "?unknown", "甲乙", "丙丁", "丁戊"]
    torch.manual_seed(4)
    vectors = [np.random.default_rng(i).normal(size=(len(n), script.EMBEDDED)) for i, n in enumerate((pairs, names))]
    net = script.Network(*(v.astype(np.float32) for v in vectors))
    script.save(net, names, pairs, tmp_path)
    net.load_state_dict({k: v.half().float() for k, v in net.state_dict().items()})
    net.eval()
    text, question = "甲乙己丙丁戊" * 9 + "甲A", "丙丁甲乙是?"
    numbers = [{n: i for i, n in enumerate(each)} for each in (names, pairs)]
    rows, words = (script.spell(t, *numbers) for t in (text, question))
    with torch.no_grad():
        inputs = [torch.from_numpy(r[None].astype(np.int64)) for r in (rows, words)]
        expected = net(*inputs, torch.from_numpy(script.matches(rows, words).T[None]))[0].numpy()
    np.testing.assert_allclose(network.load_network(tmp_path).read(text, question), expected, atol=2e-4)
