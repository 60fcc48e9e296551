"""Radical code points, which PDF files hold for ordinary characters, are folded to them."""

import unicodedata

import pytest

from policyqa.chinese.fold import fold, fold_text


@pytest.mark.parametrize(
    ("damaged", "meant"), [("⺠⽣⼯程", "民生工程"), ("⻋⻔⻓⾼⻘⾦", "车门长高青金"), ("⻛⻢⻰⻩⻅", "风马龙黄见")]
)
def test_radicals_are_folded(damaged: str, meant: str) -> None:
    assert fold_text(damaged) == meant


def test_no_radical_is_left() -> None:
    for code in [*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)]:
        if code != 0x2E80:  # CJK RADICAL REPEAT has no equivalent
            [character] = fold_text(chr(code))
            assert unicodedata.name(character).startswith("CJK UNIFIED IDEOGRAPH"), hex(code)


def test_offsets_lead_back() -> None:
    folded = fold("投资⻓增⻓5%")
    at = folded.text.index("增长")
    assert folded.original(at, at + 2).start == 3
