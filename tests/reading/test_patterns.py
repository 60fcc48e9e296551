"""Every regular expression of reading stays linear on long hostile lines (reliability.md, Q2)."""

import importlib
import pkgutil
import re

import pytest

import policyqa.reading
from timing import cpu_seconds

PUMPS = [*"1一 　|-〔。", "局 ", "政府", "2021年", "(一", "来源:", "第一", ",a", "各省", "人民", "月1"]


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for module in pkgutil.iter_modules(policyqa.reading.__path__):
        loaded = importlib.import_module(f"policyqa.reading.{module.name}")
        for name, value in vars(loaded).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.append((f"{module.name}.{name}", value))
    return found


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_patterns_are_linear(name: str, pattern: re.Pattern[str]) -> None:
    for pump in PUMPS:
        texts = [(pump * size)[:size] + "\x00" for size in (2_000, 20_000)]
        times = [cpu_seconds(lambda text=text: pattern.search(text)) for text in texts]
        for _ in range(3):
            if times[1] < min(1.0, max(0.1, 40 * times[0])):
                break
            times = [
                min(t, cpu_seconds(lambda text=text: pattern.search(text)))
                for t, text in zip(times, texts, strict=True)
            ]
        assert times[1] < max(0.1, 40 * times[0]), (name, pump, times)
        assert times[1] < 1.0, (name, pump, times)
