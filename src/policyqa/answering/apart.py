"""Apart: words that tell things apart which reports state side by side, so that one is never given for another."""

from __future__ import annotations

import re

_INSIDE = (
    ("出口", "进出口"),
    ("专利", "发明专利"),
    ("公路", "高速公路"),
    ("铁路", "高速铁路"),
    ("汽车", "新能源汽车"),
    ("债券", "专项债券"),
    ("债务", "隐性债务"),
)
"""Words that stand inside the name of another thing, or of a part, too."""
_GROUPS = (
    ("进口", "出口"),
    ("产值", "营业收入"),
    ("收入", "支出"),
    ("存款", "贷款"),
    ("流入", "流出"),
    ("顺差", "逆差"),
    ("产量", "销量", "保有量", "库存量"),
    ("存栏", "出栏"),
    ("均价", "销售额", "销售面积"),
    ("一般债", "专项债", "再融资债"),
    ("债券", "债务"),
    ("债务余额", "债务限额"),
    ("购置", "运行维护"),
    ("签约", "开工", "竣工", "投产"),
    ("城镇", "农村", "乡村"),
    ("户籍", "常住"),
    ("出生", "死亡"),
    ("批发", "零售"),
    ("地级市", "县级市"),
    ("授权", "申请", "有效"),
    ("合同外资", "实际使用外资", "实际利用外资"),
    ("发电", "用电"),
    ("公办", "民办"),
    ("国内游客", "入境游客"),
    ("购房", "租房"),
    ("医院", "卫生院", "卫生室"),
    ("幼儿园", "小学", "初中", "高中", "大学"),
    ("覆盖率", "占比", "入园率", "入学率", "普及率", "达标率", "合格率", "利用率"),
    ("招生", "在校生", "毕业生", "教师"),
    ("大中型", "小型"),
    ("收缴", "退还", "返还"),
    ("发放", "余额"),
    ("约束性", "预期性"),
    ("一孩", "二孩", "三孩"),
    ("博士", "硕士", "本科", "大专"),
    ("自有", "租赁"),
    ("国际标准", "国家标准", "行业标准", "地方标准", "团体标准"),
    ("省内", "省外"),
)
"""Things of one kind, one of which a question names: a figure whose words name only another is that other's."""

_MUST_STAND = re.compile(
    r"均价|单价|[逆顺]差|保有量|[存出]栏|毕业生|在校生|教师|一般债|专项债|购置|公办|(?<!为)民办|私营|残疾|退役|农民工|[男女]性|中小学|自缴|自付|自筹"
)
"""What a figure's words, or those before them, always say where it is what they measure."""


def names_other(asked: str, own: str, lead: str = "") -> bool:
    """Tell whether a figure's words name another thing of a group than the one that is asked for.

    Args:
        asked: what is asked, in canonical terms.
        own: the figure's own words in canonical terms, without places.
        lead: the earlier words of its sentence, which say what an elided subject is.
    """
    return (
        _is_negated_otherwise(asked, own)
        or _is_less_a_part(asked, own, lead)
        or _is_other_of_group(asked, own, lead)
        or any(_is_inside(asked, own, word, longer) for word, longer in _INSIDE)
        or (bool(_PER_HEAD.search(own)) and not re.search("均|每", asked))
        or (bool(_LEFT.search(asked)) and not re.search("退|注销|出库|减少|撤", own))
    )


_LEFT = re.compile("退出|退[库规]|注销")
"""What left is neither what came nor what there is."""


_PER_HEAD = re.compile(r"[人户]均[一-鿿]{0,6}(?:面积|绿地|住房|耕地|量|藏书)")
"""What is per head is no sum; people ask for incomes and rates of support without the word."""


def _is_other_of_group(asked: str, own: str, lead: str) -> bool:
    """Whether own words, or where they name nothing of a group those before them, name the other of two things."""
    both = "进出口" in own
    asked, own, lead = (text.replace("进出口", "") for text in (asked, own, lead))
    if both and any(word in asked and word not in own for word in ("进口", "出口")):
        return True
    if any(word not in own and word not in lead for word in _MUST_STAND.findall(asked)):
        return True
    if "学生" in asked and "招生" in own and "招生" not in asked:
        return True
    for group in _GROUPS:
        wanted = [word for word in group if word in asked]
        if len(wanted) != 1 or wanted[0] in own:
            continue
        if any(word in own for word in group):
            return True
        if wanted[0] not in lead and any(word in lead for word in group):
            return True
    return False


_NOT = re.compile(r"(非(?![洲常凡])|半(?=失能|自理|脱产))(?=([一-鿿]{2}))")


def _is_negated_otherwise(asked: str, own: str) -> bool:
    """Whether one names a thing and the other what is not it, or only half: 能源工业, 非能源工业; 失能, 半失能."""
    return any(
        word in other and f"{mark}{word}" not in other
        for text, other in ((asked, own), (own, asked))
        for mark, word in _NOT.findall(text)
    )


_LESS = re.compile(r"(?:扣除|不含|不包括)(?!价格|物价|成本)")
"""What is left when a part is taken off is another thing than the whole: 扣除房地产开发投资增长4.6%."""


def _is_less_a_part(asked: str, own: str, lead: str) -> bool:
    """Whether a figure is of a whole without a part, by the words since the one before it, where none is asked."""
    said = re.split(r"\d[^,;、]*", lead)[-1] + own
    return bool(_LESS.search(said)) != bool(_LESS.search(asked))


def _is_inside(asked: str, own: str, word: str, longer: str) -> bool:
    modified = longer in asked or longer.replace(word, "") in asked
    return word in asked and not modified and word in own and word not in own.replace(longer, "")
