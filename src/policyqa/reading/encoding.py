"""Decode bytes of unknown encoding: BOM, strict UTF-8, NUL parity, then the encoding that reads most like Chinese."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from policyqa.chinese.fold import fold_text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE_BYTES = 40_000
MOJIBAKE_SHARE = 0.02
"""Share of unreadable characters above which a document carries a warning (reliability.md, D6)."""

_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号"
    "率族维划选标写存候亲快效院查江型眼按格养易置派层片始却专状育厂京识适属包火住调满县局照参红细引听该铁价严施项目村镇亿投城乡"
    "，。、；：！？“”《》（）"
)
"""The most used characters of written Chinese, general knowledge; they cover about three quarters of running text."""

_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\x80-\x84\x86-\x9f]|锟斤拷|锟斤|斤拷|烫烫烫")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_.:-]{2,20})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text without BOM, line ends as line feeds.

    Attributes:
        text: the text; undecodable bytes are U+FFFD.
        encoding: Python's name of the encoding.
        warnings: in Chinese, for people; empty where all is well.
    """

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


@cache
def _common() -> frozenset[str]:
    """The characters of GB2312 (6,763 ideographs and its signs), which hold nearly all of ordinary text."""
    rows = [*range(0xA1, 0xA4), *range(0xB0, 0xF8)]
    return frozenset("".join(bytes((r, c)).decode("gb2312", "ignore") for r in rows for c in range(0xA1, 0xFF)))


@cache
def _weight(character: str) -> float:
    """How much a non-ASCII character speaks for its decoding: 1 frequent, 0.4 ordinary, 0 rare, -2 undecodable."""
    if _BROKEN.match(character):
        return -2.0
    folded = character if character in _FREQUENT else fold_text(character)
    if folded in _FREQUENT:
        return 1.0
    return 0.4 if folded in _common() or folded.isascii() else 0.0


def _likeness(text: str) -> float:
    """Mean weight of the text's non-ASCII characters, counting control characters as undecodable; empty gives 0."""
    wide = [c for c in text if c > "\x7f"]
    controls = len(_CONTROL.findall(text))
    if not wide and not controls:
        return 0.0
    return (sum(map(_weight, wide)) - 2 * controls) / (len(wide) + controls)


def _nul_parity(data: bytes) -> str:
    """UTF-16's byte order by which half of the pairs is NUL, "" where neither is: digits and line ends give it away."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    least = max(1, len(data) // 400)
    if odd >= least and odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even >= least and even > 8 * odd else ""


def _is_utf16(text: str) -> bool:
    """Tell whether a text decoded as UTF-16 by its NULs reads like one: Chinese, or ASCII without controls."""
    return _likeness(text) > 0.1 or (text.isascii() and not _CONTROL.search(text))


def _guess(data: bytes, declared: str) -> str:
    """The encoding among the candidates in which a sample reads most like Chinese; a declared one wins ties."""
    sample = data[: _SAMPLE_BYTES // 4 * 4]
    scores = {name: _likeness(sample.decode(name, "replace")) for name in _CANDIDATES}
    if declared in scores:
        scores[declared] += 0.05
    return max(_CANDIDATES, key=lambda name: scores[name])


def _declared(data: bytes) -> str:
    """The candidate that markup names as its charset in its first 4,096 bytes, or ""."""
    found = _CHARSET.search(data[:4096])
    if found is None:
        return ""
    name = found.group(1).decode("ascii").lower()
    if name.startswith("gb"):
        return "gb18030"
    return "big5hkscs" if name.startswith("big5") else {"utf8": "utf-8"}.get(name, name)


def _encoding_of(data: bytes, markup: bool) -> tuple[str, int]:
    """Name the encoding and the length of its BOM."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, len(bom)
    parity = _nul_parity(data)
    if parity and _is_utf16(data[:_SAMPLE_BYTES].decode(parity, "replace")):
        return parity, 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", 0
    return _guess(data, _declared(data) if markup else ""), 0


def mojibake_share(text: str) -> float:
    """Share of the text's characters that are unreadable: broken ones, or ideographs hardly ever written.

    Rare ideographs count only where they are more than a quarter of all (a file decoded wrongly and saved again);
    names of people and places stay below that by far.
    """
    if not text:
        return 0.0
    broken = sum(len(m.group()) for m in _BROKEN.finditer(text))
    sample = [c for c in text[:8_000] if "㐀" <= c <= "鿿"]
    rare = sum(_weight(c) == 0.0 for c in sample)
    if len(sample) >= 20 and rare > len(sample) / 4:
        broken += round(rare / len(sample) * len(text))
    return min(1.0, broken / len(text))


def looks_binary(text: str) -> bool:
    """Tell whether a decoded text is no text at all.

    That is where more than a twentieth of its start are control characters or more than a third undecodable.
    """
    sample = text[:20_000]
    return len(_CONTROL.findall(sample)) * 20 > len(sample) or sample.count("\ufffd") * 3 > len(sample)


def decode(data: bytes, *, markup: bool = False) -> Decoded:
    """Decode bytes, never failing; `markup` lets a charset declared in the first bytes break ties."""
    encoding, skip = _encoding_of(data, markup)
    text = data[skip:].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    share = mojibake_share(text)
    warnings: tuple[str, ...] = ()
    if share > MOJIBAKE_SHARE:
        warnings = (f"约{share:.0%}的字符是乱码，请用原文件替换（识别的编码：{encoding}）",)
    return Decoded(text, encoding, warnings)
