"""Mutations: claims made from the documents' own figures, stated truly and with one thing changed.

    python evaluation/mutations.py corpus ../shared/corpus --per-kind 60 --show 20

Each figure that an index holds with year and place is stated truly in several wordings, and then with one mutation:
another year, place, unit, bound or direction, a word of its indicator exchanged, a qualifier added or left out, a
total for an addition, a part for the whole, a rate for a sum, a target for an actual, a denial. A mutated claim must
never be supported. What a mutation happens to leave true (another document states just that) shows among those shown.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policyqa.checking.draft import draft_of
from policyqa.checking.drafts import check_draft
from policyqa.chinese.terms import find_terms, term_table
from policyqa.index.building import build_index
from policyqa.index.opening import OpenIndex, open_index
from policyqa.settings import load_settings
from policyqa.types import Figure

AS_OF = date(2025, 4, 1)

_CJK = re.compile(r"[一-鿿]")
_BAD_WORDS = re.compile(r"[,;:。、()“”《》\d]|分别|其中|均|[由从]$|^[的和与及]|[和与及]$")
_GROWTH_END = re.compile(r"(?:增长|下降|增加|提高|减少|上涨|降低|提升)$")

PAIRS = (
    ("贷款", "存款"),
    ("城镇", "农村"),
    ("出口", "进口"),
    ("新增", "累计"),
    ("新增", "减少"),
    ("国家级", "省级"),
    ("省级", "市级"),
    ("收入", "支出"),
    ("男", "女"),
    ("一等", "二等"),
    ("首期", "总"),
    ("工业", "农业"),
    ("企业", "个人"),
    ("小学", "初中"),
    ("幼儿园", "小学"),
    ("公办", "民办"),
    ("新建", "改建"),
    ("开工", "竣工"),
    ("签约", "开工"),
    ("投资", "产值"),
    ("产量", "面积"),
    ("生产", "销售"),
    ("销售", "生产"),
    ("上限", "下限"),
    ("最高", "最低"),
    ("一般公共预算", "政府性基金"),
    ("高速公路", "农村公路"),
    ("第一产业", "第二产业"),
    ("第三产业", "第二产业"),
    ("技术", "产品"),
    ("养老", "托育"),
    ("失业", "就业"),
    ("装备制造业", "高技术制造业"),
    ("民间投资", "外商投资"),
    ("国内", "国外"),
    ("境内", "境外"),
    ("线上", "线下"),
    ("水稻", "小麦"),
    ("旅客", "货物"),
    ("人才", "项目"),
    ("旅游收入", "旅游人次"),
    ("建成", "开工"),
    ("引进", "培育"),
    ("利润", "营业收入"),
    ("地区生产总值", "工业增加值"),
)
QUALIFIERS = (
    "规模以上", "规上", "高新技术", "民营", "重点", "农村", "城镇", "国家级",
    "省级", "市级", "新建", "普惠性", "全社会", "战略性新兴", "数字经济", "外资",
    "大型", "中小", "公办", "新增", "累计", "人均", "日均", "年均",
    "亩均", "绿色", "公共", "海洋", "装备", "先进", "专精特新", "限额以上",
    "城市", "乡村", "女性", "青年", "本科", "出口", "一般", "人民币",
)  # fmt: skip
INSERTED = ("高新技术", "民营", "省级", "农村", "装备制造业", "人均", "新增", "外资", "女性", "海洋")
_NEUTRAL_DROP = ("全社会", "重点", "一般")
_UNITS = (
    ("亿元", "亿美元"),
    ("亿美元", "亿元"),
    ("万元", "万美元"),
    ("亿元", "万元"),
    ("万亩", "亿亩"),
    ("亩", "平方米"),
    ("平方公里", "公里"),
    ("公里", "米"),
    ("亿斤", "亿吨"),
    ("万吨", "万斤"),
    ("万人", "万户"),
    ("万户", "万人"),
    ("万人次", "人次"),
    ("人次", "人"),
    ("%", "个百分点"),
    ("%", "‰"),
    ("户", "人"),
    ("天", "个月"),
    ("小时", "分钟"),
    ("千瓦", "千瓦时"),
)
_BOUNDS = (
    ("以上", "以下"), ("以上", "以内"), ("以内", "以上"), ("以下", "以上"), ("不低于", "不高于"),
    ("不少于", "不超过"), ("突破", "不足"), ("不超过", "不少于"), ("超", "不足"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure put into words: whose, when, what, how much."""

    figure: Figure
    place: str
    year: str
    words: str
    amount: str

    def render(self, style: int = 0) -> str:
        """Put it into one of several wordings."""
        when = f"{self.year}年" if "-" not in self.year else f"{self.year.replace('-', '至')}年"
        target = self.figure.status == "target"
        verb = "" if _GROWTH_END.search(self.words) or self.figure.measure == "growth" else "为"
        if self.figure.unit not in ("%", "元") and not self.words.endswith(("额", "量", "率", "值", "积", "模", "数")):
            verb = ""
        wordings = (
            f"{self.place}{when}{self.words}{verb}{self.amount}。",
            f"{when}，{self.place}{self.words}{verb or ''}{self.amount}。",
            f"{self.place}{'计划' if target else ''}{when}{self.words}{verb.replace('为', '达到')}{self.amount}。",
            f"按照{self.place}公布的数字，{when}{self.words}{verb}{self.amount}。",
            f"{self.place}公布了{when}的情况。当地{self.words}{verb}{self.amount}。",
        )
        return wordings[style % len(wordings)]


Mutation = Callable[[Statement, random.Random, Sequence[Statement]], Iterator[str]]


def statements(index: OpenIndex) -> list[Statement]:
    """Put the figures of an index that have year, place and words of their own into statements."""
    found = []
    for document in index.documents():
        if document.path.split("/")[-1].startswith("README"):
            continue
        for figure in index.figures_of(document.path):
            words = re.sub(r"\s+", "", figure.indicator)
            if not figure.year or not figure.holder or figure.holder == "中国" or figure.measure == "rank":
                continue
            if len(_CJK.findall(words)) < 5 or len(words) > 22 or _BAD_WORDS.search(words):
                continue
            if figure.value in ("", "1", "2", "3") or not re.search(r"\d", figure.text) or figure.unit in ("年", "天"):
                continue
            if figure.unit and not re.search(r"[^\d.\-]$", re.sub("以上|以下|以内|左右", "", figure.text).strip()):
                continue
            if figure.holder[:2] in words:
                continue
            found.append(Statement(figure, figure.holder, figure.year, words, _amount(figure)))
    return found


def _amount(figure: Figure) -> str:
    text = re.sub(r"\s+", "", figure.text)
    return text.replace("％", "%")


def _digit(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    digits = [m.start() for m in re.finditer(r"\d", s.amount)]
    at = rng.choice(digits)
    new = str((int(s.amount[at]) + rng.randint(1, 8)) % 10)
    if at == digits[0] and new == "0":
        new = "7" if s.amount[at] != "7" else "6"
    yield replace(s, amount=s.amount[:at] + new + s.amount[at + 1 :]).render(rng.randrange(5))


def _year(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    if len(s.year) == 4:
        yield replace(s, year=str(int(s.year) + rng.choice((-1, 1, -2, 2)))).render(rng.randrange(5))


def _place(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    places = sorted({o.place for o in others} - {s.place})
    if places:
        yield replace(s, place=rng.choice(places)).render(rng.randrange(5))


def _neighbour(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    """The value of another indicator of the same document, place, year and unit."""
    fits = [
        o
        for o in others
        if o.figure.document == s.figure.document
        and o.figure.unit == s.figure.unit
        and o.figure.value != s.figure.value
        and o.figure.measure == s.figure.measure
    ]
    near = sorted(fits, key=lambda o: abs(o.figure.start - s.figure.start))[:3]
    if near:
        yield replace(s, amount=rng.choice(near).amount).render(rng.randrange(5))


def _unit(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    fits = [(a, b) for a, b in _UNITS if a in s.amount and (a != "人次" or "万人次" not in s.amount)]
    if fits:
        a, b = rng.choice(fits)
        yield replace(s, amount=s.amount.replace(a, b)).render(rng.randrange(5))


def _bound(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    fits = [(a, b) for a, b in _BOUNDS if a in s.amount]
    if fits:
        a, b = fits[0]
        a = "超过" if a == "超" and "超过" in s.amount else a
        yield replace(s, amount=s.amount.replace(a, b)).render(rng.randrange(5))


def _direction(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    for a, b in (
        ("增长", "下降"),
        ("下降", "增长"),
        ("提高", "降低"),
        ("降低", "提高"),
        ("增加", "减少"),
        ("上涨", "下跌"),
    ):
        if a in s.words + s.amount and s.figure.measure == "growth":
            yield replace(s, words=s.words.replace(a, b), amount=s.amount.replace(a, b)).render(rng.randrange(5))
            return


def _level(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    """Growth for level and level for growth."""
    if s.figure.measure == "growth" and _GROWTH_END.search(s.words):
        yield replace(s, words=_GROWTH_END.sub("", s.words) + rng.choice(("占比达到", "增长到", "达到"))).render(0)
    elif s.figure.measure == "level" and s.figure.unit not in ("%", "‰") and not re.search("增|新", s.words):
        yield replace(s, words=s.words + rng.choice(("比上年增加", "增长了", "同比减少"))).render(0)


def _exchange(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    fits = []
    for a, b in PAIRS:
        for x, y in ((a, b), (b, a)):
            if x in s.words and not (y in s.words or (x == "新增" and y == "累计" and "就业" in s.words)):
                fits.append((x, y))
    if fits:
        x, y = rng.choice(fits)
        yield replace(s, words=s.words.replace(x, y)).render(rng.randrange(5))


def _dropped(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    fits = [q for q in QUALIFIERS if q in s.words and q not in _NEUTRAL_DROP and len(s.words) - len(q) >= 4]
    if fits:
        q = rng.choice(fits)
        yield replace(s, words=s.words.replace(q, "", 1)).render(rng.randrange(5))


def _inserted(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    q = rng.choice([q for q in INSERTED if q not in s.words])
    terms = find_terms(s.words)
    at = terms[0][0] if terms else 0
    if at == 0 and (
        verb := re.match(r"新增|新建|建成|完成|实现|引进|培育|新改建|新认定|累计|开工|打造|建设|发放", s.words)
    ):
        at = verb.end()
    yield replace(s, words=s.words[:at] + q + s.words[at:]).render(rng.randrange(5))


def _added(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    """A total for an addition and the other way round."""
    if m := re.search(r"新增|净增|新认定|新引进|新建成?", s.words):
        rest = s.words.replace(m.group(), "")
        if len(rest) >= 4:
            yield replace(s, words=rest + rng.choice(("总数", "累计", "总量", "总数达到"))).render(rng.randrange(5))
    elif re.search(r"总数|总量|累计|存量|保有量|拥有", s.words):
        rest = re.sub(r"总数|总量|累计|存量|保有量|拥有", "", s.words)
        yield replace(s, words=rng.choice(("新增", "当年新增", "净增")) + rest).render(rng.randrange(5))


def _cumulative(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    if re.search(r"累计|以来", s.words) and s.figure.measure == "level":
        rest = re.sub(r"累计|以来", "", s.words)
        head = rng.choice(("当年", "全年", "一年就", "单年", "仅一年"))
        yield f"{s.place}{s.year}年{head}{rest}{s.amount}。"
    elif s.figure.measure == "level" and s.figure.unit != "%" and not re.search("总数|总量|余额|拥有", s.words):
        head = rng.choice(("五年累计", "“十四五”以来累计", "历年累计", "近三年累计"))
        yield f"{s.place}截至{s.year}年{head}{s.words}{s.amount}。"


def _rate(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    if s.figure.measure != "level" or s.figure.unit in ("%",):
        return
    if m := re.search(r"日均|人均|亩均|户均|每[一-鿿]", s.words):
        yield replace(s, words=s.words.replace(m.group(), "")).render(rng.randrange(5))
    else:
        yield replace(s, amount=rng.choice(("每天", "每月", "每户", "每人")) + s.amount).render(0)


def _kind(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    """A target said to be reached, an actual said to be a target."""
    if s.figure.status == "target" and len(s.year) == 4:
        yield f"{s.place}{s.year}年实际完成的{s.words}{s.amount}。"
    elif s.figure.status == "actual" and len(s.year) == 4:
        yield f"{s.place}{int(s.year)}年的目标是{s.words}{s.amount}。"


def _estimate(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    if s.figure.status == "estimate":
        yield f"{s.place}{s.year}年{s.words}已经实际达到{s.amount}。"


def _denied(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    if s.figure.measure != "level" or s.figure.status != "actual":
        return
    yield rng.choice(
        (
            f"{s.place}{s.year}年{s.words}没有达到{s.amount}。",
            f"{s.place}{s.year}年{s.words}未达到{s.amount}。",
            f"{s.place}{s.year}年{s.words}并非{s.amount}。",
        )
    )


def _part_of_year(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    if len(s.year) == 4 and s.figure.measure == "level":
        part = rng.choice(("上半年", "一季度", "前三季度", "1月", "12月单月"))
        yield f"{s.place}{s.year}年{part}{s.words}{s.amount}。"


def _base(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    """Growth from another year, or per year."""
    if s.figure.measure == "growth" and len(s.year) == 4 and _GROWTH_END.search(s.words) and "年均" not in s.words:
        head = rng.choice((f"比{int(s.year) - 5}年", "五年年均", "环比", "两年平均"))
        yield replace(s, words=_GROWTH_END.sub(lambda m: head + m.group(), s.words)).render(0)


def _inside(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    """The figure of a place for a place in it or for a zone of it."""
    if s.place.endswith(("省", "市", "县")) or len(s.place) == 3:
        yield replace(s, place=s.place.removesuffix("区") + rng.choice(("经开区", "高新区"))).render(rng.randrange(3))


def _part(s: Statement, rng: random.Random, others: Sequence[Statement]) -> Iterator[str]:
    """The value of a part (behind 其中) for the whole that stands before it in its sentence."""
    if "其中" not in s.figure.context.split("\n")[2]:
        return
    wholes = [
        o
        for o in others
        if o.figure.document == s.figure.document
        and 0 < s.figure.start - o.figure.start < 60
        and o.figure.unit == s.figure.unit
        and o.figure.value != s.figure.value
    ]
    for whole in wholes[-1:]:
        yield replace(whole, amount=s.amount).render(rng.randrange(5))


MUTATIONS: dict[str, Mutation] = {
    "digit": _digit, "year": _year, "place": _place, "neighbour": _neighbour, "unit": _unit, "bound": _bound,
    "direction": _direction, "level or growth": _level, "word exchanged": _exchange, "qualifier left out": _dropped,
    "qualifier added": _inserted, "total or addition": _added, "cumulative or annual": _cumulative, "rate": _rate,
    "target or actual": _kind, "estimate for actual": _estimate, "denied": _denied, "part of the year": _part_of_year,
    "other base": _base, "zone for place": _inside, "part for whole": _part,
}  # fmt: skip


def true_claims(s: Statement, rng: random.Random) -> Iterator[tuple[str, str]]:
    """State a figure truly in several wordings."""
    yield "as stated", s.render(rng.randrange(5))
    terms = find_terms(s.words)
    names = {row[0]: row for row in term_table()}
    for start, end, name in terms[:1]:
        other = [
            n for n in (names[name][0], *names[name][1]) if n != s.words[start:end] and len(n) > 3 and "打粮" not in n
        ]
        if other:
            new = rng.choice(other)
            yield "other name", replace(s, words=s.words[:start] + new + s.words[end:]).render(rng.randrange(5))
    if s.figure.measure == "growth" and s.words.endswith("增长"):
        yield "other verb", replace(s, words=s.words[:-2] + rng.choice(("增速为", "增幅为", "同比增长"))).render(0)
    for a, b in (("左右", "约"), ("以上", "不低于"), ("以上", "不少于"), ("以内", "不超过")):
        if s.amount.endswith(a) and (b != "约" or "增长" not in s.words):
            yield "other bound", replace(s, amount=b + s.amount[: -len(a)]).render(rng.randrange(5))
            break
    if m := re.fullmatch(r"(\d+(?:\.\d+)?)(亿|万)([^\d]{1,3})", s.amount):
        size = {"亿": 10_000, "万": 10_000}[m[2]]
        number = float(m[1]) * size
        if number == int(number) and m[3] not in ("亿元",):
            yield "other unit", replace(s, amount=f"{int(number)}{'万' if m[2] == '亿' else ''}{m[3]}").render(0)


def measured(paths: Sequence[Path], per_kind: int, seed: int, show: int) -> int:
    """Measure folders of documents together, kind by kind; the number of false supports."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, list[str]] = defaultdict(list)
    rng = random.Random(seed)
    for path in paths:
        _measure(_opened(path), per_kind, rng, counts, shown)
    return _report(counts, shown, show)


def _opened(path: Path) -> OpenIndex:
    """Open an index, or build one of a folder of documents."""
    if (path / "CURRENT").exists():
        return open_index(path)
    folder = Path(tempfile.mkdtemp())
    build_index(path, folder, replace(load_settings(), corpus=path, index=folder))
    return open_index(folder)


def _measure(
    index: OpenIndex,
    per_kind: int,
    rng: random.Random,
    counts: dict[str, Counter[str]],
    shown: dict[str, list[str]],
) -> None:
    found = statements(index)
    rng.shuffle(found)
    for name, mutate in MUTATIONS.items():
        made = 0
        for s in found:
            if made >= per_kind:
                break
            for claim in mutate(s, rng, found):
                made += 1
                verdict, remark = _verdict(index, claim)
                counts[name][verdict] += 1
                if verdict == "supported":
                    shown[name].append(f"{claim}   <- {s.words}{s.amount} | {remark}")
    made = 0
    for s in found[: per_kind * 2]:
        for name, claim in true_claims(s, rng):
            verdict, remark = _verdict(index, claim)
            counts[f"true, {name}"][verdict] += 1
            if verdict != "supported":
                shown[f"true, {name}"].append(f"{verdict}: {claim}   <- {s.figure.indicator} {s.amount} | {remark}")


def _verdict(index: OpenIndex, claim: str) -> tuple[str, str]:
    checked = check_draft(index, draft_of(claim), AS_OF)
    if not checked.claims:
        return "no claim", ""
    return checked.claims[-1].verdict, checked.claims[-1].remark


def _report(counts: dict[str, Counter[str]], shown: dict[str, list[str]], show: int) -> int:
    false = 0
    for name, count in counts.items():
        total = sum(count.values())
        true = name.startswith("true")
        false += 0 if true else count["supported"]
        print(f"| {name} | {total} | {count['supported']} | {count['contradicted']} | {count['not found']} |")
        for line in shown[name][:show]:
            print("    ", line)
    mutated = sum(sum(c.values()) for n, c in counts.items() if not n.startswith("true"))
    print(f"mutated claims: {mutated}, supported: {false}")
    true_total = sum(sum(c.values()) for n, c in counts.items() if n.startswith("true"))
    true_found = sum(c["supported"] for n, c in counts.items() if n.startswith("true"))
    print(f"true claims: {true_total}, supported: {true_found}")
    return false


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure false support on mutated claims.")
    parser.add_argument("corpus", nargs="+", type=Path, help="folders of documents, or indexes")
    parser.add_argument("--per-kind", type=int, default=40, help="mutated claims of each kind and folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many of each kind that came out wrong")
    args = parser.parse_args()
    measured(args.corpus, args.per_kind, args.seed, args.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
