"""The reader: forms of questions, candidates, coverage, trees, and the bundled model on texts of our own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyqa.reader.asking import question_words
from policyqa.reader.candidates import MAX_CHARS, find_candidates, part_lines
from policyqa.reader.coverage import Coverage, lower
from policyqa.reader.cues import CUES, find_cues
from policyqa.reader.features import FEATURES, measure_candidates, unit_weights, weigh_locally
from policyqa.reader.form import find_form
from policyqa.reader.model import MODEL, ReaderModel, load_reader
from policyqa.reader.network import FLOOR, Network, bounds_odds, load_network

NOTICE = (
    "云溪县农业局印发通知。通知要求,各乡镇要通过分片包干、入户走访的方式摸清撂荒地底数。"
    "县农业局负责人介绍,目前已复耕三百亩。种粮大户每亩补贴200元。"
)


def read(question: str, text: str) -> str:
    """Give the candidate that the bundled trees like best, cues left out."""
    candidates = find_candidates(text)
    asked, held = weigh_locally(question, find_form(question), question_words(question, lambda _: 1.0), [candidates])
    model = load_reader()
    best = int(np.argmax(model.predict(measure_candidates(candidates, asked, held[0], model.odds))))
    return candidates.text[candidates.starts[best] : candidates.ends[best]]


@pytest.mark.parametrize(
    ("question", "name", "breadth"),
    [
        ("企业采取什么措施?", "manner", 2),
        ("为什么要延长期限?", "why", 2),
        ("补贴多少钱?", "count", 0),
        ("什么时候开工?", "when", 0),
        ("有哪些企业参加?", "list", 1),
        ("如何办理登记?", "how", 2),
        ("谁负责审批?", "who", 0),
        ("办理条件", "manner", 2),
        ("逾期未报的应如何处理?", "how", 2),
        ("在何处办理?", "where", 0),
        ("县长在会上强调了什么?", "manner", 2),
        ("以什么形式开会?", "manner", 2),
    ],
)
def test_form_of_a_question(question: str, name: str, breadth: int) -> None:
    form = find_form(question)
    assert (form.name, form.breadth) == (name, breadth)


def test_candidates_hold_clause_sentence_run_and_number() -> None:
    candidates = find_candidates(NOTICE)
    found = {NOTICE[s:e] for s, e in zip(candidates.starts, candidates.ends, strict=True)}
    assert "各乡镇要通过分片包干、入户走访的方式摸清撂荒地底数" in found
    assert "种粮大户每亩补贴200元" in found
    assert "200元" in found
    assert NOTICE.rstrip("。") in found


@given(st.text(alphabet="一甲乙、,。;:(1)2元“”的是 \n", max_size=300))
def test_candidates_are_distinct_ranges_of_the_text(text: str) -> None:
    candidates = find_candidates(text)
    spans = list(zip(candidates.starts.tolist(), candidates.ends.tolist(), strict=True))
    assert len(set(spans)) == len(spans)
    assert all(0 <= start < end <= len(text) and end - start <= MAX_CHARS for start, end in spans)
    assert len(candidates.text) == len(text)


def test_candidates_begin_in_the_wanted_range_only() -> None:
    candidates = find_candidates(NOTICE, ((11, 20),))
    assert candidates.starts.min() >= 11
    assert candidates.starts.max() < NOTICE.index("县农业局负责")


def test_spaces_of_flattened_pages_part_lines_and_keep_the_length() -> None:
    parted = part_lines("一、加强领导 各地要落实责任。  二、做好保障 PM 2.5")
    assert parted == "一、加强领导\n各地要落实责任。\n\n二、做好保障 PM 2.5"


def test_coverage_counts_whole_tokens_inside_the_range() -> None:
    held = Coverage("甲乙丙丁甲乙", {"甲乙": 1.0, "丁": 1.0, "戊": 1.0})
    starts, ends = np.array([0, 1, 3], np.int32), np.array([2, 5, 6], np.int32)
    assert held.inside(starts, ends).T.tolist() == [[True, False, False], [False, True, False], [True, True, False]]
    assert held.covered(starts, ends).tolist() == [2, 2, 2]


def test_features_and_cues_have_a_row_for_each_candidate_and_are_finite() -> None:
    candidates = find_candidates("一、加强排查 各单位要开展排查。\n" + NOTICE)
    words = question_words("如何开展排查?", lambda _: 2.0)
    asked, held = weigh_locally("如何开展排查?", find_form("如何开展排查?"), words, [candidates])
    values = measure_candidates(candidates, asked, held[0], {})
    cues = find_cues(candidates, held[0], unit_weights(asked.local), "如何开展排查?", 2)
    assert values.shape == (len(candidates.starts), len(FEATURES))
    assert cues.shape == (len(candidates.starts), len(CUES))
    assert np.isfinite(values).all()
    assert np.isfinite(cues).all()


@pytest.mark.parametrize(
    ("question", "spoken"), [("通知要求了什么?", True), ("通知强调了什么?", False), ("要求谁走访?", False)]
)
def test_what_follows_the_verb_of_saying_that_is_asked_with_is_marked(question: str, spoken: bool) -> None:
    candidates = find_candidates(NOTICE)
    asked, held = weigh_locally(question, find_form(question), question_words(question, lambda _: 2.0), [candidates])
    cues = find_cues(candidates, held[0], unit_weights(asked.local), question, 2)
    begins = candidates.starts == candidates.text.index("各乡镇")
    marked = cues[:, CUES.index("spoken")] > 0
    assert (marked[begins].all(), marked[~begins].any()) == (spoken, False)


def test_that_something_was_issued_is_marked_where_a_clause_or_more_is_asked_for() -> None:
    candidates = find_candidates("县政府印发关于撂荒地的通知。对撂荒地登记造册。")
    asked, held = weigh_locally("如何治理?", find_form("如何治理?"), {"治理": 1.0}, [candidates])
    column = CUES.index("announcement")
    wide, narrow = (
        find_cues(candidates, held[0], unit_weights(asked.local), "如何治理?", breadth)[:, column] for breadth in (2, 0)
    )
    issued = (candidates.starts == 0) & (candidates.ends >= candidates.text.index("。"))
    assert wide[issued].all()
    assert not wide[candidates.starts > candidates.text.index("。")].any()
    assert not narrow.any()


def test_trees_are_walked_as_a_person_would() -> None:
    model = ReaderModel(
        feature=np.array([[1, 0, 0], [0, 0, 0]], np.int32),
        threshold=np.array([[0.5, 0, 0], [2.0, 0, 0]], np.float32),
        left=np.array([[1, 1, 2], [1, 1, 2]], np.int32),
        right=np.array([[2, 1, 2], [2, 1, 2]], np.int32),
        value=np.array([[0, 0.1, 0.2], [0, 0.01, 0.02]], np.float32),
        base=1.0,
        depth=1,
        odds={},
    )
    rows = np.array([[2.0, 0.5], [2.1, 0.6]], np.float32)
    assert model.predict(rows) == pytest.approx([1.11, 1.22])


def test_many_candidates_keep_the_order_of_the_best() -> None:
    model = load_reader()
    rows = np.random.default_rng(1).normal(size=(900, len(FEATURES))).astype(np.float32)
    many = model.predict(rows)
    best = int(np.argmax(many))
    assert many[best] == pytest.approx(model.predict(rows[best : best + 1])[0], abs=1e-5)


def test_bundled_model_reads_texts_of_our_own() -> None:
    assert "分片包干、入户走访" in read("各乡镇如何摸清撂荒地底数?", NOTICE)
    assert "200元" in read("种粮大户每亩补贴多少?", NOTICE)
    assert "通知要求" not in read("各乡镇如何摸清撂荒地底数?", NOTICE)


def test_a_model_of_other_features_is_refused(tmp_path: Path) -> None:
    told = json.loads((MODEL / "reader.json").read_text(encoding="utf-8")) | {"features": ["length"]}
    (tmp_path / "reader.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ValueError, match="train it anew"):
        load_reader(tmp_path)


@given(st.text(alphabet="aA中İßΣ一", max_size=30))
def test_lower_case_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)
    assert lower("GDP增长") == "gdp增长"


class Fixed(Network):
    """A network that says the same of every text: the second and the last character are bounds."""

    def read(self, text: str, question: str) -> np.ndarray:
        out = np.zeros((len(text), 3), np.float32)
        out[1, 0] = out[-1, 1] = 3.0
        return out


def test_log_odds_of_bounds_are_shares_of_all_texts() -> None:
    texts = [find_candidates("甲乙,丙丁"), find_candidates("戊己")]
    odds = bounds_odds(Fixed({}, {}, {}), "问?", texts)
    total = 2 * np.exp(3.0) + 5  # of seven characters
    spans = [list(zip(t.starts.tolist(), t.ends.tolist(), strict=True)) for t in texts]
    whole = odds[0][spans[0].index((0, 5))]
    assert whole == pytest.approx(np.log(1 / total) + np.log(np.exp(3.0) / total), abs=1e-5)
    assert all(value >= 2 * FLOOR for each in odds for value in each)
    assert bounds_odds(Fixed({}, {}, {}), "问?", []) == []


def test_the_network_bounds_the_answer_in_a_text_of_our_own() -> None:
    out = load_network().read(NOTICE, "各乡镇通过什么方式摸清撂荒地底数?")
    assert out.shape == (len(NOTICE), 3)
    start, end = int(out[:, 0].argmax()), int(out[:, 1].argmax())
    assert NOTICE.index("各乡镇要") <= start < end < NOTICE.index("县农业局负责")
    assert np.isfinite(load_network().read("甲", "?")).all()
    assert load_network().read("", "问?").shape == (0, 3)


def test_weights_are_small_plain_files() -> None:
    files = {file.name: file.stat().st_size for file in MODEL.iterdir()}
    assert set(files) <= {"reader.json", "reader.safetensors", "network.json", "network.safetensors", "README.md"}
    assert sum(files.values()) < 6_000_000
