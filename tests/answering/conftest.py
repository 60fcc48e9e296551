"""An assistant over six small documents of our own; places are real, every figure in them is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyqa.assistant import Assistant
from policyqa.index.building import build_index
from policyqa.settings import Settings

DOCUMENTS = {
    "qujing-2024.md": """# 曲靖市2024年政府工作报告

——2024年1月16日

## 一、2023年工作回顾

过去一年，全市地区生产总值增长5.3%，固定资产投资下降7.2%。麒麟区新增规上工业企业28户，全市新增规上工业企业103户。
粮食总产量由2022年的361.2万吨提高到2023年的368.5万吨。

## 二、2024年工作目标

地区生产总值增长6%左右，城镇新增就业4.2万人以上，城镇登记失业率控制在4.5%以内。
曲靖经开区力争实现工业总产值860亿元；到2026年达到1200亿元。新引进亿元以上项目160个以上。
""",
    "qujing-2025.md": """# 曲靖市2025年政府工作报告

——2025年1月14日

## 一、2024年工作回顾

地区生产总值增长4.4%，城镇登记失业率3.9%，新引进亿元以上项目151个。

## 二、2025年目标任务

地区生产总值增长5%，一般公共预算收入增长3%，城镇新增就业4.3万人，新引进亿元以上项目170个。麒麟区要加快建设，力争完成固定资产投资210亿元。
""",
    "zhuzhou-2025.md": """# 株洲市2025年政府工作报告

——2025年1月8日

## 一、2024年工作回顾

地区生产总值增长5.2%，城镇调查失业率5.4%，常住人口城镇化率73.6%，新增上市公司2家，第二产业增加值增长6.2%。改建农贸市场14个，惠及商户1930户。

## 二、2025年目标任务

地区生产总值增长5.5%，高新技术企业达到1250家。天元区、石峰区规上工业增加值分别增长8.5%、7.8%。
""",
    "zhuzhou-tongji.md": """# 株洲市2024年国民经济和社会发展统计公报

2025年3月20日

2024年，全市地区生产总值3891.7亿元，比上年增长5.1%。油料产量8.8万吨，下降2.2%。实际利用外资1.75亿美元。
""",
    "qilin-2025.md": """# 麒麟区2025年重点工作目标表

2025年2月20日

| 序号 | 指标 | 2024年完成 | 2025年目标 |
|---|---|---|---|
| 1 | 地区生产总值增速 | 4.8% | 5.3% |
| 2 | 固定资产投资（亿元） | 195 | 205 |
""",
}


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("answering")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in DOCUMENTS.items():
        (corpus / name).write_text(text, encoding="utf-8")
    settings = Settings(corpus=corpus, index=folder / "index")
    build_index(corpus, settings.index, settings)
    return Assistant(settings.index, settings)


@pytest.fixture(scope="session")
def index_folder(assistant: Assistant) -> Path:
    return assistant._folder
