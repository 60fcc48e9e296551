"""Columns of the nation or province beside a place's own: they answer for themselves only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

ROW = "| 农村居民人均可支配收入（元） | 20500 | 21144 | 21691 |\n"
TABLE = "\n| 指标 | {own} | 全省 | 全国平均 |\n|---|---|---|---|\n" + ROW
DOCUMENTS = {
    "title": "# 2023年宣城市农村居民收入对比\n" + TABLE.format(own="宣城市"),
    "path": "# 宣城市2023年收入情况\n\n## 宣城市与上级平均水平对比\n" + TABLE.format(own="宣城市"),
    "heading": "# 安徽省2023年收入情况\n\n## 宣城市\n" + TABLE.format(own="本市"),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize(("place", "figure"), [("宣城市", "20500元"), ("安徽省", "21144元"), ("全国", "21691元")])
def test_each_column_answers_for_its_own_place(tmp_path: Path, kind: str, place: str, figure: str) -> None:
    assistant = assistant_over(tmp_path, {"a.md": DOCUMENTS[kind]})
    answer = assistant.ask(f"2023年{place}农村居民人均可支配收入是多少", as_of=date(2024, 6, 1))
    stated = [number for number in ("20500元", "21144元", "21691元") if number in answer.text]
    assert stated == [figure]
