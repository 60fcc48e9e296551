"""Tell the content of a page from its furniture: menus, login boxes, counters, share links, adverts, notices.

A line is furniture for what it says itself, or for where it stands: before the title amid menus, or after the last
sentence amid the page's foot. A line that holds a sentence or a figure of a quantity is never dropped for its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_EXACT = re.compile(
    r"(?:导航菜单|导航|菜单|首页|网站首页|返回首页|设为首页|加入收藏|收藏本站|长辈版|无障碍(?:浏览|阅读|模式)?|长者(?:版|模式)|关怀(?:版|模式)|今天是.{4,30}|星期[一二三四五六日天]|适老化|繁体版?|简体版?|"
    r"English|EN|登录|登陆|注册|立即注册|找回密码|忘记密码|用户名|密码|自动登录|搜索|站内搜索|高级搜索|"
    r"\[?复制链接\]?|显示全部楼层|阅读模式|只看该作者|倒序浏览|楼主|沙发|板凳|管理员|版主|超级版主|Rank:.{0,60}|"
    r"回复|举报|使用道具|使用道具举报|本版积分规则|快速回复|返回顶部|返回列表|发表回复|发表评论|"
    r"分享|分享到|分享至.{0,12}|点赞|收藏|打印|打印本页|关闭|关闭窗口|关闭本页|字号|字体|大中小|上一页|下一页|"
    r"网站地图|联系我们|关于我们|与我们联系|隐私(?:声明|政策)|版权声明|网站声明|免责声明|友情链接|"
    r"相关(?:稿件|阅读|链接|新闻|文章|推荐|报道)|热门(?:推荐|文章|新闻)|推荐阅读|扫一扫在手机打开当前页|扫码(?:分享|阅读).{0,8}|"
    r"展开全文|收起|更多|更多>{1,2}|验证码|广告|责任编辑|编辑)[:：|]?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[\s|·•/>»【】\[\]]{1,20}")

_STARTS = re.compile(
    r"(?:您?(?:现在|当前)?(?:所在)?的?位置(?:是)?[:：]|当前位置|上一[篇条页则个][:：]|下一[篇条页则个][:：]|前一篇|后一篇|"
    r"查看[:：]\s?\d|浏览次数|点击(?:数|量|率|次数)?[:：]|阅读(?:数|量|次数)?[:：]\s?\d|访问量|字体[:：]|字号[:：]|"
    r"Powered by|Copyright|版权所有|©|主办(?:单位)?[:：].{0,40}承办|承办单位[:：]|网站标识码|"
    r"友情链接|监督电话|举报电话|举报邮箱|广告(?:招商|热线|合作)|联系QQ|QQ群|客服(?:电话|热线)|手机版\||"
    r"您需要登录|请登录后|登录后|本文(?:仅代表|地址|链接|来自网络|版权)|(?:本站|本网)(?:声明|不代表|转载)|免责声明[:：]|"
    r"凡(?:注明|本网|本站)|郑重声明|留言与评论|网友评论|发表评论|验证码[:：]|(?:转载|原文链接)[:：]|分享到[:：]?|"
    r"责任编辑[:：]|扫一扫|相关(?:稿件|链接|阅读|新闻)[\s:：][^。]{0,300}$|扫描二维码分享|打印本页)",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    r"ICP[备證证]|公网安备|All Rights Reserved|版权所有[:：]|复制链接\]|显示全部楼层|阅读模式|"
    r"不代表本[站网]|侵权.{0,30}(?:联系|删除)|未经.{0,6}(?:许可|授权).{0,6}(?:不得|严禁|禁止)转载|网站标识码",
    re.IGNORECASE,
)
_HEAD_SIGN = re.compile(r"(?:现在|当前)(?:所在)?的?位置|找回密码|立即注册|设为首页|加入收藏|导航菜单|无障碍|用户名")
_FOOT_SIGN = re.compile(
    r"使用道具|您需要登录|本版积分规则|Powered by|Copyright|版权所有|ICP备|友情链接|与我们联系|"
    r"上一[篇条][:：]|下一[篇条][:：]|"
    r"快速回复|监督电话|留言与评论|联系我们|网站地图|公网安备",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[•·\s]{0,6}(?:联系电话|电\s{0,4}话|传\s{0,4}真|邮\s{0,4}箱|联系邮箱|E-?mail|地\s{0,4}址|邮\s{0,4}编|QQ)\s{0,3}[:：]",
    re.I,
)
_SENTENCE = re.compile(r"[。；！？!?;]|，[^，]{2,80}，|,[^,]{2,80},")
_QUANTITY = re.compile(
    r"\d\s?(?:[万亿千百]|%|％|元|个|家|户|人|项|吨|亩|倍|公里|平方|美元|名|所|座|件|条|处|辆|场|次|天|套|间)"
)
_FIELD = re.compile(
    r"(?:索\s{0,2}引\s{0,2}号|组配分类|主题分类|体裁分类|公文种类|发布机构|发布单位|发文机关|发文单位|发布日期|发布时间|发文日期|成文日期|"
    r"生成日期|公开日期|名\s{0,4}称|标\s{0,4}题|文\s{0,4}号|发文字号|有\s?效\s?性|关键词|主题词|信息来源|来\s{0,2}源|稿源|发布开发区|"
    r"日\s{0,2}期|时\s{0,2}间|作\s{0,2}者|编\s{0,2}辑|责任编辑|责编|信息分类|服务对象|公开方式|点击(?:数|率)?|浏览(?:次数|量)|字体|字号)"
    r"\s{0,3}[:：]"
)
_POSTED = re.compile(r"发表于\s{0,3}\d{4}")


def _substance(line: str) -> bool:
    """Tell whether a line may hold a sentence or a figure of a quantity."""
    return _SENTENCE.search(line) is not None or _QUANTITY.search(line) is not None


def _is_field_line(line: str) -> bool:
    """Tell whether a line consists of metadata fields (`发布日期: 2023-08-03 来源: ...`)."""
    first = _FIELD.match(line)
    if first is None or len(line) > 160:
        return False
    return "。" not in line and len(line) / (1 + len(_FIELD.findall(line))) <= 60


def _own_reason(line: str) -> str:
    """Why a line is no content by what it says itself, "" where it may be content."""
    if _is_field_line(line):
        return "field"
    if len(line) <= 80 and _POSTED.search(line):
        return "field"
    if _ANYWHERE.search(line):
        return "furniture" if len(line) <= 400 else ""
    if _STARTS.match(line):
        return "furniture" if len(line) <= 300 else ""
    if len(line) <= 60:
        parts = [p for p in _PARTS.split(line) if p]
        if not parts or all(_EXACT.fullmatch(p) for p in parts):
            return "furniture"
    return ""


def _mark_head(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark what stands before the last menu sign among the first lines, and a forum's poster box."""
    signs = [i for i, line in enumerate(lines[:12]) if len(line) <= 120 and _HEAD_SIGN.search(line)]
    for i in range(signs[-1] if signs else 0):
        if not reasons[i] and len(lines[i]) <= 60 and not _substance(lines[i]):
            reasons[i] = "furniture"
    posted = [i for i, line in enumerate(lines[:60]) if _POSTED.search(line) and len(line) <= 80]
    box = [i for i, line in enumerate(lines[:60]) if "复制链接" in line]
    if posted and box and box[0] < posted[0]:
        for i in range(box[0], posted[0]):
            if len(lines[i]) <= 20:
                reasons[i] = reasons[i] or "furniture"


def _mark_foot(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark what follows the last sentence where the page's foot shows itself."""
    last = max(
        (i for i, line in enumerate(lines) if not reasons[i] and len(line) > 30 and _substance(line)), default=-1
    )
    tail = range(last + 1, len(lines))
    first = next((i for i in tail if reasons[i] == "furniture" and _FOOT_SIGN.search(lines[i])), len(lines))
    for i in range(first, len(lines)):
        if not reasons[i] and not _substance(lines[i]):
            reasons[i] = "furniture"


def _mark_contacts(lines: Sequence[str], reasons: list[str]) -> None:
    """Mark contact lines that stand next to the page's foot, not those of the content's own text."""
    for i in range(len(lines) - 1, -1, -1):
        if reasons[i]:
            continue
        if (
            len(lines[i]) <= 60
            and _CONTACT.match(lines[i])
            and not _substance(lines[i])
            and (i + 1 == len(lines) or reasons[i + 1] == "furniture")
        ):
            reasons[i] = "furniture"


def sort_lines(lines: Sequence[str]) -> list[str]:
    """Say why each folded line of a document is no content: "furniture", "field" (metadata), "" for content."""
    reasons = [_own_reason(line) for line in lines]
    _mark_head(lines, reasons)
    _mark_foot(lines, reasons)
    _mark_contacts(lines, reasons)
    return reasons
