"""The words and patterns by which quantities are told from names, years and dates; every quantifier is bounded."""

from __future__ import annotations

import re

from policyqa.chinese.numerals import CHINESE_NUMBER, DIGIT_NUMBER, MAGNITUDE
from policyqa.chinese.units import UNIT
from policyqa.types import Comparator

PREFIXES: dict[str, Comparator] = {
    "最高不超过": "<=",
    "最高不高于": "<=",
    "最高可达": "<=",
    "最高": "<=",
    "最多不超过": "<=",
    "上限为": "<=",
    "最低不低于": ">=",
    "最低不少于": ">=",
    "最低": ">=",
    "不少于": ">=",
    "不低于": ">=",
    "不小于": ">=",
    "不得低于": ">=",
    "不得少于": ">=",
    "至少": ">=",
    "超过": ">",
    "突破": ">",
    "高于": ">",
    "多于": ">",
    "大于": ">",
    "逾": ">",
    "超": ">",
    "不超过": "<=",
    "不超": "<=",
    "不高于": "<=",
    "不多于": "<=",
    "不得超过": "<=",
    "不大于": "<=",
    "至多": "<=",
    "最多": "<=",
    "低于": "<",
    "少于": "<",
    "小于": "<",
    "不足": "<",
    "不到": "<",
    "大约": "~",
    "接近": "~",
    "将近": "~",
    "约": "~",
    "近": "~",
    ">=": ">=",
    "<=": "<=",
    "≥": ">=",
    "≧": ">=",
    "⩾": ">=",
    "≤": "<=",
    "≦": "<=",
    "⩽": "<=",
    ">": ">",
    "<": "<",
}
SUFFIXES: dict[str, Comparator] = {
    "及以上": ">=",
    "以上": ">=",
    "以内": "<=",
    "之内": "<=",
    "及以下": "<=",
    "以下": "<=",
    "左右": "~",
    "上下": "~",
}
PREFIX = "|".join(sorted(map(re.escape, PREFIXES), key=len, reverse=True))
SUFFIX = "|".join(sorted(map(re.escape, SUFFIXES), key=len, reverse=True))
NUMBER = f"(?:{DIGIT_NUMBER}|{CHINESE_NUMBER})"
_SPACED = (
    "[EP]FLOPS|[万亿]{0,2}(?:吨|公里|千瓦时|千瓦|平方米|平方公里|立方米|亩|公顷|人次|[人名个家户件项天套辆台张座])"
    "(?![一-鿿])"
)
"""Units that may stand a blank behind their number, with no word behind them (125.9 天,)."""

QUANTITY = re.compile(
    rf"(?P<fraction>{CHINESE_NUMBER}分之(?:{CHINESE_NUMBER}|\d{{1,3}}(?:\.\d{{1,3}})?(?![\d.])))(?P<fsuffix>{SUFFIX})?"
    rf"|(?P<double>翻(?:了)?(?:{NUMBER})?番)(?P<dsuffix>{SUFFIX})?"
    r"|(?P<water>(?<![A-Za-z])劣?(?:IV|V|I{1,3})类)"
    r"|(?P<zero>(?<!社)零(?:突破|增长|事故|感染))"
    r"|(?P<half>过半|半数以上|一半以上|一半)"
    rf"|(?P<ratio>(?<![\d:.])\d{{1,4}}(?:\.\d{{1,3}})?(?::\d{{1,4}}(?:\.\d{{1,3}})?){{1,3}}(?![\d:.]))"
    r"|(?P<per>(?<![\d/.])\d{1,4}(?:\.\d{1,4})?/(?:10|十)万(?![元吨亩公平户]))"
    rf"|(?P<slash>(?<![\d/.])\d{{1,2}}/\d{{1,3}}(?![\d/.年月]))(?P<ssuffix>{SUFFIX})?"
    rf"|(?P<rank>[第前])(?P<rnumber>{NUMBER})(?P<runit>[位名])?"
    rf"|(?P<tenths>(?<![一二三四五六七八九十百千万第])[一二三四五六七八九]成[一二三四五六七八九](?!十|百|千|万|亿|成|[个家人户项名条座线类级批期季月日年大种]))(?P<tsuffix>{SUFFIX})?"
    rf"|(?P<number>{NUMBER})(?:\s(?=[万亿]{{0,2}}(?:元|美元)|[%‰])|[ ](?={_SPACED}))?"
    rf"(?P<mag>{MAGNITUDE})?(?P<more>余|多)?(?P<mag2>[万亿])?(?P<unit>{UNIT})?"
    rf"(?:\s?(?P<to>-|~|至|到|—)\s?(?P<number2>{NUMBER})(?P<magb>{MAGNITUDE})?(?P<unit2>{UNIT})?)?"
    rf"(?P<more2>余|多)?(?P<suffix>{SUFFIX})?",
    re.IGNORECASE,
)
BEFORE = re.compile(rf"(?:{PREFIX})\s?$")
BELOW_ZERO = re.compile(r"(?:^|增长|增速|增幅|涨幅|[为和(,;、\t])\s?-$")
"""A minus sign in front of a percentage: behind a word of growth, or at the start of a cell; elsewhere it is a dash."""
NAME_QUOTE = re.compile(r"[“\"‘「『]([^“”\"‘’「」『』\n]{1,8})[”\"’」』]")
YEAR = re.compile(r"(?:19|20)\d\d")
CHINESE_YEAR = re.compile(r"[一二][〇零一二三四五六七八九]{3}")
NAME_AFTER = re.compile(r"[+＋A-Za-z强后届]|\+|期(?!间)|级|号|月|时\d|届|中全会|大[一-鿿]|维|代(?!表)|线城市")
THRESHOLD_AFTER = re.compile(
    r"的(?:仅|只|已|共|就)?有\s?(?:\d|[一二两三四五六七八九十]{1,3}[个家户座])|的?(?:以上|以下)?的?(?:[一-鿿]{0,6}?)(?:项目|企业|工程|单位|合作社|大户|车间|商户|法人|主体|产业|园区|镇|村|人口|家庭|人群|集群"
    r"|的(?:县|市|区)(?=\(|由|达|增|有|数|[、,和])|[水电]站|水库|灌区|机组|小区|街道|城市|平台|机构|设施|婴幼儿|儿童|老年人|老人|幼儿|用户|客户|农户|网点|市场|船舶|医院|学校|景区|商场|酒店)"
)
VERBS_AFTER = re.compile(
    r"(?:设立|用于|支持|投入|筹集|安排|实施|引进|开工|力争|确保|实现|达到|达|完成|新增|增长|持续|其中|并|推进|推动|建设|启动|开展|争取|培育|打造|全面|同比|下降)"
)
THRESHOLD_UNITS = ("元", "户", "美元", "平方米", "亩", "千瓦", "年", "人", "名", "岁", "吨", "千克", "千伏")
NO_NUMBER = re.compile(
    r"0\d{2,3}(?:[-—]|(?![\d.]))"  # a telephone's area code
    r"|[一两二三四五六1-6]位数"  # 两位数增长
    r"|(?:(?<=[^\d.,][1-9] )|(?<=[^\d.,][1-9]\d )|(?<=[^\d.,][1-9]\d\d ))\d{3}(?![\d.])"  # 3 200: or two cells
)
ROUGH = re.compile(r"(?<![零〇一二两三四五六七八九])[一二三四五六七八九]{2}(?![零〇一二两三四五六七八九])")
"""Two neighbouring digits that leave the number open: 三五家 is no 35, 二三十家 neither 20 nor 30."""
IS_FUND = re.compile(r"(?:以上|以下)?的[一-鿿]{0,8}(?:资金池?|基金|经费|贷款|补助|补贴|奖励)")
"""What is itself of the size that is stated: 设立不少于200万元的项目谋划资金池."""
CROWD = re.compile(r"[十百千]?[万千百][人名亩户家企店里][一-鿿]{2,8}(?:行动|工程|计划)(?![一二两三四五六七八九十\d])")
"""A round number in the name of a campaign: “鲁青优才”十万人集聚行动."""
TIERS = re.compile(r"(?:首次|累计|当年|年度|分别)?(?:突破|超过?|达到?|满|不低于|不少于|高于)\s?$")
TIER_MARK = re.compile(r"(?:及?以上)?(?:、|和|或|以及|及|,)")
TIER_END = re.compile(r"(?:及?以上)?的(?!目标|任务|规模|水平|比例|速度|增速|增长|基础)")
REACH = re.compile(r"(?:范围)?内(?:的)?[^,;:。、\d]{0,12}(?:比例|占比|比重|[到达盖决换]率|覆盖)[^,;:。、\d]{0,8}\d")
NO_PREFIX = re.compile(r"[附最靠邻]近\s?$|[签节合预公契条履违守失]约\s?$|历史最[高低]\s?$|创.{0,4}最[高低]\s?$")
"""Words that only end like a comparator: 签约90个, 历史最高120亿元."""


FORMER_AIM = re.compile(r"的(?:年度|年初|全年|既定|增长|计划){0,2}(?:预期)?目标")
