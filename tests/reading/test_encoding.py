"""Decoding: each encoding at each size, marks, mixtures and damage."""

import codecs

import pytest

from policyqa.reading.encoding import decode, looks_binary, mojibake_share

SENTENCE = (
    "全年规模以上工业增加值预计增长百分之八左右，新引进亿元项目三十个以上，城镇新增就业一万二千人。"
    "各镇和街道要落实责任，按月报告进度，确保在年底前完成任务。"
)
LATIN = "2021年，GDP增长8.5%以上；新建高速公路120公里，投资35.6亿元。\n到2025年，森林覆盖率达到46%。\n"
ENCODINGS = ["utf-8", "gb2312", "gbk", "gb18030", "utf-16-le", "utf-16-be"]


def of_size(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


@pytest.mark.parametrize("size", [40, 200, 2000])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sample", [SENTENCE, LATIN, LATIN + SENTENCE], ids=["prose", "figures", "both"])
def test_text_of_each_encoding_and_size_is_decoded_exactly(sample: str, encoding: str, size: int) -> None:
    text = of_size(sample, size)
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.warnings == ()


@pytest.mark.parametrize("size", [40, 200, 2000])
def test_traditional_text_in_big5_is_decoded_exactly(size: int) -> None:
    text = of_size(
        "全年經濟運行總體平穩，區委召開專項會議，要求各鄉鎮抓好項目建設，確保實現預期目標。投資增長12%。", size
    )
    assert decode(text.encode("big5hkscs")).text == text


@pytest.mark.parametrize("size", [40, 200, 2000])
def test_traditional_text_in_gb18030_is_not_taken_for_big5(size: int) -> None:
    text = of_size("會議強調，要加快產業轉型，擴大開放，推動農業和服務業融合發展，讓群眾得到實惠。", size)
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_in_the_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "工".encode(encoding))
    assert (decoded.text, decoded.encoding) == ("工", encoding)


def test_four_byte_gb18030_characters_survive() -> None:
    text = of_size(SENTENCE, 100) + "㐀䶵𠀀"
    assert decode(text.encode("gb18030")).text == text


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    assert decode("　一行\r\n二行\r三行 \t\n".encode()).text == "　一行\n二行\n三行 \t\n"


def test_ascii_and_nothing_are_utf8() -> None:
    assert decode(b"").text == ""
    assert decode(b"plain").encoding == "utf-8"


def test_a_few_bad_bytes_do_not_change_the_encoding() -> None:
    data = of_size(SENTENCE, 400).encode()
    decoded = decode(data[:300] + b"\xff" + data[301:])
    assert decoded.encoding == "utf-8"
    assert "规模以上工业增加值" in decoded.text


def test_damage_beyond_two_percent_is_warned_of_in_words() -> None:
    decoded = decode((of_size(SENTENCE, 100) + "锟斤拷" * 3).encode())
    assert len(decoded.warnings) == 1
    assert "乱码" in decoded.warnings[0]


def test_text_decoded_wrongly_and_saved_again_counts_as_damaged() -> None:
    twice = of_size(SENTENCE, 300).encode().decode("gb18030", "replace")
    assert mojibake_share(twice) > 0.02
    assert mojibake_share(of_size(SENTENCE, 300)) == 0.0


def test_bracketed_pinyin_is_no_damage() -> None:
    assert decode("召開經(jīng)濟(jì)運(yùn)行專項(xiàng)會(huì)議，實(shí)現(xiàn)增長。".encode()).warnings == ()


def test_a_declared_charset_helps_only_where_it_fits() -> None:
    page = '<meta charset="utf-8"><p>' + of_size(SENTENCE, 60)
    assert decode(page.encode("gb18030"), markup=True).text == page


def test_binary_data_is_told_from_text() -> None:
    assert looks_binary(decode(bytes(range(32)) * 50).text)
    assert not looks_binary(SENTENCE)
