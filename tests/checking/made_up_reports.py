"""Made-up reports that drafts are checked against, and an index of any such."""

from __future__ import annotations

from pathlib import Path

from policyqa.index.building import build_index
from policyqa.index.opening import OpenIndex, open_index
from policyqa.settings import Settings

REPORT = """# 2022年大观区政府工作报告

发布机构：安徽省安庆市大观区人民政府

发布日期：2022年1月10日

## 一、2021年工作回顾

2021年，全区规上工业企业达到40家，实现进出口总额20亿元，新增高新技术企业12家。全区生产总值563.2亿元。

## 二、2022年主要目标

2022年，全区规上工业企业达到80家，进出口总额23亿元，一般公共预算收入增长8%左右，城镇调查失业率控制在5.5%以内。

利用外资力争1.65亿美元，新建标准厂房1.2万平方米，粮食产量稳定在30万吨以上。

要坚持把发展经济的着力点放在实体经济上，推动制造业高端化发展。
"""
OTHER = """# 2022年宜秀区政府工作报告

发布机构：安徽省安庆市宜秀区人民政府

发布日期：2022年1月12日

## 2022年主要目标

2022年，一般公共预算收入增长9%左右，固定资产投资增长11%，利用外资力争0.8亿美元。
"""


def build(folder: Path, **documents: str) -> OpenIndex:
    """Index documents given as name=text."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for name, text in documents.items():
        (corpus / f"{name}.md").write_text(text, encoding="utf-8")
    build_index(corpus, folder / "index", Settings())
    return open_index(folder / "index")
