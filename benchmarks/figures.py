"""Time the finding of figures: `python benchmarks/figures.py [--write]`.

One generated report of about a megabyte, as dense in figures as the reports of `corpus/`, and one that is nothing but
figures; CPU seconds of `find_figures` alone, the best of three. `--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import platform
import random
import time
from pathlib import Path

from policyqa.figures import find_figures
from policyqa.types import Block, Document, Metadata

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
START, END = "<!-- figures:start -->", "<!-- figures:end -->"
PROSE = (
    "坚持稳中求进工作总基调,完整准确全面贯彻新发展理念,统筹发展和安全,推动各项工作取得新成效。",
    "深化重点领域改革,持续优化营商环境,加快建设现代化产业体系,着力保障和改善民生。",
    "健全责任体系,加强督查考核,对推进不力的单位予以通报,确保各项任务落到实处、见到成效。",
)
DENSE = (
    "地区生产总值增长{a}%左右,一般公共预算收入增长{b}%,固定资产投资增长{a}%以上。",
    "新引进5000万元以上项目{c}个以上,其中制造业项目{d}个;到2027年规上工业企业达到{c}户。",
    "城镇、农村居民收入分别增长{a}%、{b}%,达到{c}{d}元、{d}{c}元。",
    "粮食产量由{c}万吨提高到{d}万吨,改造老旧小区{d}个、{c}户。",
)


def generate(size: int, dense: float, seed: int = 1) -> Document:
    """Make a document of about `size` bytes in paragraphs of five sentences, the share `dense` of them with figures."""
    rng = random.Random(seed)
    paragraphs: list[str] = []
    written = 0
    while written < size:
        sentences = [
            rng.choice(DENSE if rng.random() < dense else PROSE).format(
                a=rng.randint(3, 12), b=rng.randint(2, 9), c=rng.randint(20, 400), d=rng.randint(5, 90)
            )
            for _ in range(5)
        ]
        paragraphs.append("".join(sentences))
        written += len(paragraphs[-1].encode()) + 1
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), path=("二、2025年目标任务",)))
        at += len(paragraph) + 1
    metadata = Metadata(
        "某市2025年政府工作报告", issued="2025-01-10", region="341800", region_name="宣城市", years=("2025",)
    )
    return Document("generated.txt", "\n".join(paragraphs), "0" * 64, "txt", tuple(blocks), metadata)


def measure(document: Document) -> tuple[int, float]:
    """The number of figures, and the CPU seconds of the best of three runs."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        found = len(find_figures(document))
        taken.append(time.process_time() - started)
    return found, min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the finding of figures.")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    rows = ["| text | size | figures | CPU | MB/s |", "|---|--:|--:|--:|--:|"]
    for name, size, dense in (
        ("as a report", 10**6, 0.25),
        ("a tenth of it", 10**5, 0.25),
        ("figures only", 10**6, 1.0),
    ):
        document = generate(size, dense)
        found, seconds = measure(document)
        megabytes = len(document.text.encode()) / 1e6
        rows.append(f"| {name} | {megabytes:.2f} MB | {found:,} | {seconds:.2f} s | {megabytes / seconds:.2f} |")
    table = "\n".join(rows)
    print(f"Python {platform.python_version()}, one core\n\n{table}")
    if parser.parse_args().write:
        page = PAGE.read_text(encoding="utf-8")
        if START not in page:
            page = f"{page.rstrip()}\n\n## Figures\n\n`python benchmarks/figures.py --write`\n\n{START}\n{END}\n"
        head, _, rest = page.partition(START)
        PAGE.write_text(f"{head}{START}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
