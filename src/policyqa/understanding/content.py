"""The content of a question: what is left to be matched when scope, question words and filler are taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.terms import canonical, find_terms, indicator_terms
from policyqa.chinese.units import MEASURE_WORDS
from policyqa.understanding.asking import RANK
from policyqa.understanding.query import Asked
from policyqa.understanding.spoken_forms import PIECES

_FILLER = re.compile(
    r"(?:里头|里面|当中)(?=的|$|\s|[,、])|哪几?个省(?=$|[?？\s])|的?(?:时候|那时|期间)(?=\s|$)|(?:为民办|民生)实事(?:项目|工程|清单)?(?:里面?|中)|"
    r"不[能得可]?[低高少多]于|不[能得可](?:低|高|少|超过)|(?:压|降|控|提|升|涨|干|搞|做|弄)到|以内|之内|全年|当初|来着|当时|本来|那会儿|年初(?=定|设|预期|目标|计划)|原[来先本]|原(?=定|设|目标|预期|计划)|[涨跌增降减]了还是[涨跌增降减]了|幅度|[增涨降跌减]得?(?:了|快|慢)(?=\s|多少|几|$)|几比几|哪?几月份?|哪个月份?|[高低多少快慢大小]还是[低高少多慢快小大]|缩到|请问一?下?|麻烦|帮我|帮忙|(?<![检审排普调抽督核巡侦稽搜复筛追倒自核])查一?下?(?![报验处办获补摆封扣究找])|查询|看一?下|告诉我|我想(?:知道|问)|想(?:知道|问)一?下?|了解一?下|说一?下|介绍一?下|到底|究竟|大概|大约|差不多|左右都?算?|一共|总共|合计|目前|现在|如今|已经|实际|分别|各自"
    r"|是多少|有多少|为多少|多少|是几|有几|第几|几(?=[个家户人名项条件台辆套所座处间张份次场批类种支只头株亩吨公天倍番位成群])|(?<=[一-鿿])(?<![通经超透路])过了?(?=\s|$)|百分之几|几分之几|几成|有?多大|有?多高|有?多长|有?多远|多久|有多"
    r"|几月几[号日]|几月份?|什么时候|什么|何时|啥时候|哪天|哪一天|哪年|哪几(?:[个家类项种条座块样位所点步处张]|大?方面|大?板块|大?部分)?|哪(?:[一二两三四五六七八九十]{1,3}|\d{1,2})(?:大|个|家|项|种|类|块|条|座|所|方面)?|哪个|哪家|哪条|哪座|哪所|哪些|哪里|哪儿|哪位|哪种|哪项|哪一|是谁|谁"
    r"|指的是|是指|指的|指(?![标数导挥定南示])|包括|具体|都有|有啥|(?:叫|是)(?:啥|什么)名(?:字|称)?(?=\s|$)|叫啥|叫什么|的?名字|啥|为什么|为啥|为何|凭什么|怎么考虑的?|怎么定的?|怎么|如何|怎样|咋"
    r"|目标(?:值)?|计划(?!指标)|预期(?!寿命)|力争|确保|打算|争取|准备|要求达到|(?<!化学)需要?(?!求)|要达到|达到|达成|实现|完成(?!率)|奔着|(?:保持|稳定|维持|控制)在|保持(?=多少|目标)|定[在的为了到得成]|给个(?:准?数字?|准)|说个(?:准?数字?)|要搞到|搞到|搞|设定|提出|确定|安排|任务"
    r"|[的了吗呢啊呀吧么嘛]|这个|那个|那些|这些"
    r"|目标增幅|超过|突破|不少于|不低于|至少|最多|最少|最高(?=$|\s)|那一步|一下子|(?<!块)钱(?=\s|$)|[,,。??!!、:;:;\"“”'‘’()()《》<>【】\[\]\s~…·-]"
)

_GROWTH_WORDS = re.compile(
    r"增长率?|增速|增幅|涨幅|上涨|涨了?|同比|增加(?!值)|下滑|下跌|回落|缩水|萎缩|下降|降低|降幅|提高|提升|翻了?|[多少]出(?=多少|几|\s|$)|(?<![新净])增了|速度"
)
_EDGES = re.compile(
    r"^要求|^(?!有[效机色线轨限])(?!在[校建册岗库读编职线途营孵])[要将会把被在由给跟与和及是有为到那个并还就也都去来得各这该想于从让使]+|^地(?![方区铁理产表下级热块税力])|^对(?!象|外|口|接)|(?<=[一-鿿]{2})(?<![洽博交览展协商大年峰论运动])会$|[要将把被在对由给跟与和及是有为到那并还就也都去来得各于从让使里]+$"
)


_ADDED = re.compile(r"(?<=新增)了?多少(?:万|个|家|人|户|套)*")


_OWNED = re.compile(r"[省市区县州](?:[属直](?!辖)|管(?!理|委|网|道|线)|本?级)")


def content_of(text: str, removed: Sequence[tuple[int, int]], comparison: bool, asked: Asked) -> str:
    """The question without scope and filler, in canonical terms, its pieces parted by spaces."""
    pieces, position = [], 0
    for start, stop in sorted(removed):
        end = stop - bool(_OWNED.match(text, stop - 1)) if stop - start > 2 else stop  # 贵州|省属国企
        if start > position:
            pieces.append(text[position:start])
        position = max(position, end)
    pieces.append(text[position:])
    joined = re.sub(r"实际(?=增长|增速|完成|达到|是)|第(?:几|多少)[届次批期轮条章个号]", "", " ".join(pieces))
    rest, closed = (canonical(_ADDED.sub("", _as_written(pieced))) for pieced in (joined, "".join(pieces)))
    names = _names_of(closed), _names_of(rest)
    shorter = names[0] == names[1] and len(closed) < len(rest.replace(" ", ""))  # 既有住宅|去年|加装电梯 is one name
    if len(find_terms(closed)) and (shorter or set(names[0]) - set(names[1])):
        rest = closed
    if asked == "difference":
        rest = re.sub(
            r"相比|比(?!重|例)|较|(?:高|低|快|慢|多|少|大|小|差|提高|降低)(?:了|出)?(?:多少|几)个?(?:百分点|点)?",
            " ",
            rest,
        )
    if asked in ("growth", "multiple", "difference"):
        rest = _GROWTH_WORDS.sub(" ", rest)
    rest = re.sub(r"(?:超过|超|过|达到?|高于|不低于)?(\d+(?:\.\d+)?[万亿]*)元?(?:及?以上|以下)的?", r"\1", rest)
    rest = re.sub(r"(?<=[一-鿿\s])投(?=\s|多少|几|$)", "投资", rest)
    rest = re.sub(r"(?:多|少|提|增|高|低)了(?=多少|几)|[内底](?=\s|$)|一年(?=要|\s|多少|$)", " ", rest)
    rest = re.sub(r"(?:几|多少)个?(?:百分)?点|(?<=[一-鿿])定(?=\s|$)", " ", rest)
    rest = re.sub(r"那[块个处片]|比比|归谁|(?<=[一-鿿])(?<![人起件次户家天位指基总])数(?=\s|$)", " ", rest)
    rest = re.sub(r"^[\s、和跟与]*[两三四五六七八九]个?(?:省区?|市州?|州|县|地方|地市?)(?=[一-鿿\s])", "", rest)
    rest = re.sub(r"(?:对比|比较)一?下|对比|相比|三省|两省|各省|各地|几个省|历年|逐年|国务院(?=\s|$)", " ", rest)
    if RANK.search(text):
        rest = re.sub(
            r"在?全[国省市区](?:排名?|位次|名次|位列|位居)?|排名|排在?|位次|名次|位列|第(?:几|多少)[位名]?", " ", rest
        )
    rest = re.sub(r"我国|^\s*其中|(?:截至|截止)(?=\s|$)", " ", rest)
    if comparison:  # whoever told it
        rest = re.sub(r"(?:公布|发布|披露|通报)的(?=[一-鿿\s])|(?<=[一-鿿])占(?=\s*(?:多大|$))", " ", rest)
    rest = re.sub(r"什么水平|多大(?:比例|比重)|做到了?|控制在?|水平", " ", rest)
    rest = re.sub(
        r"(?<![主重需必只首次摘概纪不紧所])要(?![求素点闻件领务道害塞])|(?<![可性技功智职产储节失效动机潜热电核光蓄阳氢势赋体耗])能(?![源力耗效量级够工]|[低高少多]于)|[底末]?之?前(?=\s|$)|第(?=\s|$)",
        " ",
        rest,
    )
    rest = re.sub(r"百分之(?:几|多少)|几分之几|百分比|要求(?=\s|多少|是|$)", " ", rest)
    rest = re.sub(
        rf"(?:多少|(?<!哪)几)(?:万亿|万|亿|千(?![瓦克米])|百)?(?:个工作日|个月|个?小时|个?钟头|平方公里|平方米|公里|亿元|万元|美元|元|标准?箱|[epEP][fF][lL][oO][pP][sS]|亩|吨|斤|人次|人份|场次|批次|架次|班次|车次|件次|千瓦|米|天|[pP][fF]?(?![a-zA-Z])|块?钱|成|[{MEASURE_WORDS}])?",
        " ",
        rest,
    )
    pieces = _without_filler(rest, comparison)
    if asked == "rank" and not any(len(piece) > 1 for piece in pieces):
        whole = re.search(r"全[国省市区县]", text)
        pieces = [whole.group()] if whole else pieces
    terms = indicator_terms()  # 失业率(城镇调查失业率) is named twice
    longer = [piece for piece in pieces if piece in terms]
    kept = [p for p in pieces if not any(p != other and other.endswith(p) for other in longer)]
    return " ".join(_with_whole_terms(kept))


def _with_whole_terms(pieces: Sequence[str]) -> list[str]:
    """The pieces, two of them joined where together they are a term (加装|电梯, between which 几部 stood)."""
    found: list[str] = []
    for piece in pieces:
        joined = f"{found[-1]}{piece}" if found else ""
        if joined and any(start < len(found[-1]) < end for start, end, _ in find_terms(joined)):
            found[-1] = canonical(joined)
        else:
            found.append(piece)
    return found


def _as_written(text: str) -> str:
    """A question with nouns for what people say with verbs, and without what only calls a paper (惠企17条)."""
    text = _CALLED.sub(" ", re.sub(r"税(?=收了)", "税 ", text))
    for spoken, written in PIECES:
        text = spoken.sub(written, text)
    return text


_CALLED = re.compile(
    r"(?<![第多少几\d])\d{1,3}条(?:(?:[惠助稳促]企)?(?:措施|政策|意见|举措|规定|新政|办法)|(?=\s|里|中(?![心小])|$))"
)


def _names_of(text: str) -> list[str]:
    return [name for _, _, name in find_terms(text)]


_COMPARISON = re.compile(
    r"更[高低大小多少快慢]|(?<![一-鿿])[高低大小多快慢](?=\s|$)|最[高低大小多少快慢差重好]|谁[高低多少]?|[一二两三四五六七八九十\d]*个?哪?[个几些]?(?:省份|地方|地区|城市|[省市区县]{1,3}|(?<=[一二两三四五六七八九十]个)(?=里面|当中|之中))(?:里面?|中|当中|之中)?(?=\s|,|是|有|最|谁|$)|左右|以上|以下|或(?=\s|$)|都算|超过|高于|低于|[个几是的哪有里]"
)


def _without_filler(text: str, comparison: bool = False) -> list[str]:
    """The pieces of a question between filler; terms of the table are kept whole."""
    pieces: list[str] = []
    position = 0
    for start, end, _ in [*find_terms(text), (len(text), len(text), "")]:
        between = _COMPARISON.sub(" ", text[position:start]) if comparison else text[position:start]
        for piece in _FILLER.sub(" ", between).split():
            piece = _EDGES.sub("", piece)
            if piece and not (comparison and piece in "省市县区州镇乡"):
                pieces.append(piece)
        if end > start:
            glued = pieces and position < start and text[start - 1 : start] == pieces[-1][-1:]
            pieces.append(pieces.pop() + text[start:end] if glued else text[start:end])
        position = end
    return pieces
