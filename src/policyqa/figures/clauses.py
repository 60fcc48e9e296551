"""Clauses: where the words of a quantity begin and end in its sentence, and which of them name nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.quantities import Quantity

HARD = ",;:。!?\n\t("
JOIN = re.compile(
    r"^[\s、和与及,以]{0,3}(?:每(?:人|户|月|年|亩|吨|头|平方米)){0,2}(?:达到?|为|增长|下降|提高|居|位居|降低|减少|增加|至|到|约|超过?|突破)?[\s、和与及]{0,2}$"
)
TRAILING = re.compile(
    r"(?:分别|依次|各|(?<![人户亩平])均|(?<=[率比])平均|都|力争|争取|确保|努力|实现|完成|达到|达|为|至|到|控制|保持|稳定|维持|在|是|有|共|共有|(?<![累合统总共预估])计|(?<![入出])总计|(?<=[量值入额率])继续|高于|低于|约|超过|超|突破|迈过|迈上|跨过|站上|不少于|不低于"
    r"|预计|预期|拟按|拟|增至|增加到|提高到|提升到|上升到|下降到|增长到|转为|变为|提高至|提升至|上升至|下降至|增加至|扩大到|扩大至|减少到|缩小到|压缩到|回到|首破|首超|压减到|调减到|调减至|调增到|调整为|上调至|降低到|降低至|降至|升至|提至|跃升至|跃升到|跃至|占|占比|的|个|了|全年|新增到|以|再|仍然?|历史性)+$"
)
LEADING = re.compile(
    r"^(?:包括(?=[一-鿿]{4})|《[^》]{1,24}》(?:明确|提出|要求|规定)了?|(?:19|20)\d\d年(?:底|末|前(?!(?:\d{1,2}|[一二两三四五六七八九十]+)个?[月季]))?|\d{1,2}\.\s?(?=[一-鿿])|其中|并|且|同时|以及|及|和|与|力争|力促|力保|力稳|确保|争取|全年|全区|全市|全县|全省|我省|我市|我区|我县|预计|使|让|将|要|到(?![位岗期])|至|年(?![度均产初])|底|末|的|左右|以上|以内|、|,|\s|“|”)+"
)
ELIDED = re.compile(
    r"(?:[上下]半年|前?[一二三四]季度|\d{1,2}[-~至]\d{1,2}月份?|\d{1,2}月[份末底]?|按?(?:可比|不变|现行)价格?(?:计算)?|(?:按?可比|同)口径|(?:扣除|剔除)价格因素(?:影响)?|(?:19|20)\d\d年[底末]?|今年|本年|当年|去年|转为|转|变为|同比|环比|比上年末|比上年同期|较上年同期|比上年|较上年|比年初|较年初|年内|[一二三四五]年|内(?=新增|净增)|本年|较|调减|调增|压减|压缩|缩减|上年|年均|实际|名义|仅"
    r"|、|双双|总产量|年产量|是|又|再|并|跃居|位居|跃升|跃|居|列|位列|排名|排|升至|升|至|由|从|回|猛增|仅增|只增|微增|略增|激增|陡增|大增|攀升|飙升|跃上|迈上|站上|跨上|登上|爬升|扩容|扩张|壮大|回调|收窄|压降|压|扩展|增开|加密|拓宽|提速|延伸|提标|上调|下调|恢复|相当于|总产|增产|减产|精简|整合|重组|改组|撤并|好转|好|扩|涨|攀|缩|前移|后移|上移|下移|延长|前进|进位|晋位|后退|滑落|[比较](?:去年|上年|前年|同期|上年同期|去年同期)[增减]?[多少]出?了?|在|全国|全省|全市"
    r"|全区|世界|全球|中部|西部|东部|首位|增长|增加|下降|降低|提高|提升|上升|回升|达到|达"
    r"|年度|计划|减少|减|增量|减量|上涨|回落|惠及(?:居民|群众|住户)?|覆盖|受益(?:居民|群众)?|涉及(?:居民|群众)?|总数|总量|总产值|总额|数量|规模|产量|产值|面积|销量|单产|累计|总|占比|占|均|增速|增幅"
    r"|降幅|涨幅|也|都|首次|一举|成功|历史性|再次|超过?|突破|分别|为|到|其中|约|的|新增|净增|覆盖率|投资|收入|营收"
    r"|金额|余额|连续|已连续"
    r"|去年|前年|目前|当前|仍|还|高于|低于|快于|慢于|平均水平|平均|水平|超出|超额"
    r"|完成|目标|预期|任务|率|强度|当年|截至|年末|年底|末|实有|现有|实|现| )*"
)
"""Words that name no subject of their own: the quantity goes on with the subject of the one before."""


RANKED = re.compile(
    r"(?:稳|跃|位|排|继续|仍|保持)?(?:居|列|位居|位列|排名|排在?|保持|稳定在)在?(?:全[国省市区]|世界|全球|[中西东]部|[一-鿿]{1,4}地区)?[一-鿿]{0,8}"
)
"""Says among whom a rank is, and nothing of what is ranked: 居全国综保区第3位."""


GLOSS = re.compile(r"\((?:不?含|扣除|剔除|按|不变|可比|同口径|全口径|全年|年度|年均)[^()]{0,24}\)")
"""What says of an indicator how it is counted: 固定资产投资(不含农户), 城镇新增就业(含高校毕业生首次就业)."""


def clause_start(sentence: str, position: int) -> int:
    return max((sentence.rfind(mark, 0, position) for mark in HARD if mark != "("), default=-1) + 1


def last_hard(sentence: str, floor: int, end: int) -> int:
    """The offset behind the last hard mark; a closed bracket in between is part of the words."""
    depth = 0
    for position in range(end - 1, floor - 1, -1):
        character = sentence[position]
        if character == ")":
            depth += 1
        elif character == "(" and depth:
            depth -= 1
        elif character in HARD and not depth:
            return position + 1
    return floor


def noun_after(sentence: str, quantities: Sequence[Quantity], i: int) -> str:
    """What a quantity counts, where the noun follows it: `13个重大项目`."""
    end = quantities[i].end
    stop = quantities[i + 1].start if i + 1 < len(quantities) else len(sentence)
    words = re.match(r"[^,;:。、!?\n\t()“]{0,24}", sentence[end : min(stop, end + 24)])
    return words.group() if words else ""


def run_length(sentence: str, quantities: Sequence[Quantity], first: int) -> int:
    """How many quantities follow one another with nothing but list marks between."""
    count = 1
    while first + count < len(quantities):
        between = sentence[quantities[first + count - 1].end : quantities[first + count].start]
        same = quantities[first + count].unit == quantities[first + count - 1].unit
        if not JOIN.match(between) or ("," in between and not same):
            break
        count += 1
    return count


AMONG_OTHERS = re.compile(
    r"(?:、[一-鿿]{2,6}){0,8}等(?:[一-鿿]{2,5}(?:城市|示范[区县市]|试点|基地|景区|园区|遗产|集群))"
)
"""Goes on behind a place that is only one of the examples of what is counted: 新增甲、乙等文明城市12个."""
