"""Lists: all items of an enumeration and only them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policyqa.answering.heading_lists import Listed, lists_under_headings
from policyqa.answering.list_ends import CALLED_SO, all_quoted, counted_end, ended, first_of, of_kind, placed
from policyqa.answering.list_groups import (
    asked_count,
    group_defined,
    named_group,
    says_group,
    short_names,
    thing_asked,
)
from policyqa.answering.sentences import Sentence, of_time_asked, question_tokens, weigh_sentences
from policyqa.answering.series import find_series
from policyqa.chinese.fold import fold_text
from policyqa.chinese.numerals import parse_number
from policyqa.chinese.places import find_places
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

DEFINED = 0.6
"""What it gains that its paragraph says that it is the one group, of several, that is asked for."""
NAMED = 0.3
"""What an enumeration gains that its sentence counts as the question does: `甲、乙、丙三大产业`."""
_RUN = re.compile(r"[^,;:。!?\n、]{1,30}(?:、[^,;:。!?\n、]{1,30}){1,20}|(?:“[^“”\n]{2,20}”[和与及]?){2,12}")
"""Things with list marks between, or names in quotes one behind another (“甲”“乙”“丙”三大行动)."""
_PAIR = re.compile(
    r"(?<=[为是即:])[^,;:。!?\n、为是即\d]{0,3}[^,;:。!?\n、为是即]{1,20}[和与及][^,;:。!?\n、]{2,20}(?=[,;。]|$)"
)
"""Two things behind 为 or 是, where two are asked for (新开通线路2条,为3号线和12号线)."""
_TAIL = re.compile(
    r"(?:双双|均|都|齐齐|先后|同时|相继|悉数|成功|正式|首次)?(?:入[围选列]|跻身|上榜|获评|获批|被评为|进入).*$|(?:等|这)?(?:设立|建立|开设|布局)?(?:[一二两三四五六七八九十]{1,3}|\d{1,3})(?:大|个|项|条|座|家|所|种|类|件|位|名|张|只|颗|块|市|县|区).*$|等.*$|“.*$"
    r"|(?:均|都)?(?:设在|设立在|落户|位于|坐落|建在|布局在).*$|--.*$"
    r"|的(?:深度|有机)?(?:融合|统称|总称|简称|合称|有机统一)$|(?:牵头|联合|共同)(?:建设|组建|承担|打造|实施|[建办]).*$"
    r"|(?:成功|分别|先后)?(?:举办|召开|举行|承办).*$|(?:主要)?负责(?:同志|人)(?![和与及、]).*$|(?:作了?|进行|先后)?(?:交流|表态)?发言.*$"
)
_LEAD = re.compile(
    r"^.*?(?:--|其中,?|(?<![手拇])(?:主要)?指(?![标数导挥定南示令])|分别是|分别为|包括|包含|主要有|指的是|是指|即|就是|为|围绕|聚焦|培育形成|形成|开通|加快建设|建设|推动|推进|推出|打造|抓好|覆盖|涵盖|突出|建成|新增|成立|开展|实施|启动|确保|支持|完成|由|在|是|将|把)"
)
_LAST_LEAD = re.compile(_LEAD.pattern.replace("^.*?", "^.*", 1)[:-1] + "|用|以)")
"""The same up to the last of these words, for a first item that is much longer than the others."""
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,12})[”\"」]")
_LEAST = 0.5
_REACH = 200
"""Characters around a list in which a term stands that it explains."""


def answer_list(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Listed | None:
    """The items of the enumeration that fits the question best; None where none fits well."""
    count = asked_count(query.question)
    found = [*lists_under_headings(index, query, hits, count), *_from_sentences(index, query, hits, count)]
    found += ((near, Listed(answer, spans)) for near, answer, spans in find_series(index, query, hits, count))
    terms = [*_QUOTED.findall(query.question), *re.findall(r"(?<![\d.])\d{4,}(?![\d年.亿万])", query.question)]
    found = [pair for pair in found if all(_near_to(index, pair[1], term) for term in terms)]
    found.sort(key=lambda pair: -pair[0])
    return found[0][1] if found and found[0][0] >= _LEAST else None


def _near_to(index: OpenIndex, listed: Listed, term: str) -> bool:
    """Whether a list stands where a term in quotes, or a number that is a name (1310), does."""
    path, low, high, _ = listed.spans[0]
    around = fold_text(index.text_of(path)[max(0, low - _REACH) : high + _REACH])
    return fold_text(term) in re.sub(r"[“”\"]", "", around)


def _from_sentences(index: OpenIndex, query: Query, hits: Sequence[Hit], count: int) -> Iterator[tuple[float, Listed]]:
    named = named_group(query.question)
    places = _PLACES_ASKED.search(query.question)
    meant = _MEANT.search(re.sub(r"[“”\"]", "", query.question))
    thing = thing_asked(query.question)
    asked = _KIND_ASKED.search(query.question)
    ends = asked["kind"] if asked else ""
    noun = next((m[1] for m in _NOUN_ASKED.finditer(query.question)), "")
    for sentence in weigh_sentences(index, query, hits)[:40]:
        text = sentence.text
        told = of_time_asked(index, query, sentence)
        terms = (
            *_QUOTED.findall(query.question),
            *short_names(query.question, index.text_of(sentence.hit.passage.document)),
        )
        pairs = [m.span() for m in _PAIR.finditer(text)] if count == 2 else []
        for start, end in (*_runs(text), *pairs):
            items = _counted(_items(sentence.text[start:end], start), start, sentence.text, count)
            if len(items) > count > 1 and len(alike := of_kind(thing, items)) == count:
                items = alike  # 甲高铁、乙高铁、丙机场扩建投运
            elif len(items) > count > 1 and (first := first_of(text[start:end], count)):
                items = _items(first, start)  # 甲、乙、丙牵头建设实验室、实现突破
            if "“" in query.question and len(quoted := all_quoted(text, start, end)) == (count or len(items)):
                items = quoted
            if any(item.count("(") < item.count(")") for _, _, item in items[1:-1]):
                continue  # parted inside brackets: 各县(市、区)
            items = placed(
                ended(items, ends) if ends else items, index.document(sentence.hit.passage.document).metadata.region
            )
            if len(items) < 2 or (count and len(items) != count) or re.search(r"第\d|\d%|〔", sentence.text[start:end]):
                continue
            defined = group_defined(query.question, sentence.folded.text, sentence.start + items[0][0])
            if defined is False:
                continue
            headed = _headed(sentence)
            if meant and meant.group(1) not in re.sub(r"[“”\"]", "", headed + sentence.text):
                continue
            if not _are_items(items) or (thing and not _is_about(thing, items, sentence)):
                continue
            near = _near(index, query, sentence, start, end)
            in_places = not places or sum(_is_place(item) for _, _, item in items) * 2 >= len(items)
            if not in_places and near < NEAR_ABROAD:
                continue
            at = len(headed)
            if not defined and not _defines(terms, headed + text, at + items[0][0], at + items[-1][1]):
                continue
            if near < LEAST_NEAR and not defined:
                continue
            score = (
                near
                - OUT_OF_PLACE * (not in_places)
                + (0.35 if count else 0.0)
                - 0.015 * sentence.rank
                - (0.0 if told else OTHER_TIME)
            )
            behind = sentence.text[items[-1][1] :]
            score += SAID_BEHIND * _share_of(index, query, re.split("[,;。]", behind)[0])
            summed = re.match(rf"等?([一二两三四五六七八九十]{{1,3}}|\d{{1,2}})个?{ends}", behind)
            if count and ends and summed and parse_number(summed[1]) == count:
                score += NAMED + ENDS_ALIKE
            if count and ends and all(item.endswith(ends) for _, _, item in items):
                score += ENDS_ALIKE
            if not count and noun and re.match(rf"等?(?:{_NUMBER})[个大家项条座种类所]{noun}", behind):
                score += NAMED
            score += DEFINED * bool(defined)
            if named and says_group(named, sentence.text, items[0][0], items[-1][1]):
                score += NAMED
            marks = tuple(Span(*sentence.span(low, high)) for low, high, _ in items)
            low, high = sentence.span(0, len(sentence.text.rstrip()))
            yield score, Listed(_joined(index, sentence, items), ((sentence.hit.passage.document, low, high, marks),))


_NUMBER = r"[一二两三四五六七八九十]{1,3}|\d{1,3}"
_NOUN_ASKED = re.compile(r"哪(?:几|些)[个大家项条座种类所]?([一-鿿]{2})")
"""What is asked for by name, its number left open: 哪几家企业, where a list counts them (甲、乙、丙3家企业)."""
OTHER_TIME = 0.4
"""What an enumeration loses that stands under tasks ahead where what was done is asked for, or the reverse."""
OUT_OF_PLACE = 0.3
"""What an enumeration loses whose members are no places, where places are asked for."""
NEAR_ABROAD = 0.6
"""Share of the question's words from which members need not be places of the table where places are asked for."""
LEAST_NEAR = 0.2
"""Least share of the question's words in and around an enumeration, however many members it has."""
SAID_BEHIND = 0.3
"""What an enumeration gains by the words right behind it, which two of one sentence differ in: 甲、乙设在丙市."""
ENDS_ALIKE = 0.4
"""What an enumeration gains whose members all end with what is asked for: 哪六权 of 用水权、土地权、…."""
_KIND_ASKED = re.compile(
    r"哪[一二两三四五六七八九十\d]{1,3}(?:[个大项种类条家座所])?(?P<kind>[一-鿿])(?=[?？]?$|[是,])"
)


def _is_about(thing: str, items: Sequence[tuple[int, int, str]], sentence: Sentence) -> bool:
    """Whether the members end like the thing asked for (`12号线` for 轨道线), or it is named with them."""
    ends = CALLED_SO.get(thing, thing[-1])
    if any(item.endswith(ends) for _, _, item in items):
        return True
    before = sentence.folded.text[max(0, sentence.start - 60) : sentence.start].rstrip()
    headed = before if before.endswith(":") else ""
    return thing in "".join((*map(fold_text, sentence.hit.passage.path), headed, sentence.text))


_AMOUNT = re.compile(
    r"\d[万亿]*(?:亩|元|吨|%|公里|人次?|千瓦|户|家|个|套|平方米|件|台|辆|架|艘|列|所|座)(?:以上|左右)?$"
)


_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年?[底末]?")
_NO_MEMBER = re.compile(r"^第$|分列|并列|第[一二三四五六七八九十\d]+位?$")
"""What tells of ranks: 甲、乙分列第二、第三位."""


def _are_items(items: Sequence[tuple[int, int, str]]) -> bool:
    """Whether what was parted reads as members: no bare numerals, and no sentence with one word more behind it."""
    words = [item.strip() for _, _, item in items]
    if any(_AMOUNT.search(word) or _NO_MEMBER.search(word) or _YEAR_ALONE.fullmatch(word) for word in words):
        return False
    if 2 * sum(bool(re.fullmatch(r"[一二两三四五六七八九十\d.%]+", word)) for word in words) >= len(words):
        return False  # 三一 alone may be a name
    return not (len(words) == 2 and len(words[0]) > 4 * len(words[1]))


_MEANT = re.compile(r"([一-鿿\d+]{3})(?:都|具体|主要|分别)?(?:是指|指的是|指什么|指哪|指啥)")
"""The end of a term whose meaning is asked for; only a sentence that uses the term says it."""
_PLACES_ASKED = re.compile(
    r"哪(?:些|几个?|[一二两三四五六七八九十\d]{1,3}个?)(?:省份?|市|区县?|县区?|地方|地区|城市)(?![一-鿿]?级)"
    r"|各(?:县区|区县|市县|县市|地市|省市)"
)


def _is_place(item: str) -> bool:
    return re.search(r"(?:[省市区县州旗镇乡]|街道)(?:\([^()]*\))?$", item) is not None or bool(find_places(item))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The enumerations of a sentence; what is dealt out to them (`甲、乙分别建成丙、丁`) is one of its own."""
    for match in _RUN.finditer(text):
        cut = match.group().find("分别")
        if cut < 0:
            yield match.span()
            continue
        if "、" in match.group()[:cut]:
            yield match.start(), match.start() + cut
        if "、" in match.group()[cut:]:
            yield match.start() + cut + 2, match.end()


def _headed(sentence: Sentence) -> str:
    """What stands right before a sentence that says only what it means: “四网”融合: above 指甲、乙…."""
    if not re.match(r"\s?(?:是?指(?![标数导挥定南示])|即|包括)", sentence.text):
        return ""
    before = sentence.folded.text[max(0, sentence.start - _HEAD_CHARS) : sentence.start]
    return re.sub(r"^.*[。;](?=[^。;]{2})|\s", "", before, flags=re.DOTALL)


_HEAD_CHARS = 40


def _counted(items: list[tuple[int, int, str]], start: int, text: str, count: int) -> list[tuple[int, int, str]]:
    """The items as many as are asked for, where the last two are one (`北斗及卫星应用`)."""
    if count and len(items) == count + 1 and len(items) > 2:
        (low, _, _), (_, high, _) = items[-2], items[-1]
        if "、" not in text[low:high]:
            return [*items[:-2], (low, high, text[low:high])]
    return items


def _defines(terms: Sequence[str], text: str, start: int, end: int) -> bool:
    """Whether an enumeration says what a term stands for: `甲、乙“新三样”`, `“三化”是甲、乙`."""
    for named in terms:
        term = f"“{named}”" if f"“{named}”" in text else named  # and not inside a longer name in quotes
        behind = re.match(r"[^,;:。!?]{0,24}", text[end:])
        inside_or_behind = text[start:end] + (behind.group() if behind else "")
        before = re.search(
            rf"(?:^|[,;:。!?、])[^,;:。!?、]{{0,14}}{re.escape(term)}[”\"]?"
            r"[^,;。!?]{0,8}(?:是|指|即|为|包括|:|,|\()[^,;。]{0,6}$",
            text[:start],
        )
        called = inside_or_behind.rfind(term)
        if not before and (called < 0 or "、" in inside_or_behind[called : end - start]):
            return False
        if before and before.group()[0] == "、" and "," in before.group():
            return False  # 甲、乙“六新”产业,丙、丁: what stands before the comma is what is called so
    return True


def _joined(index: OpenIndex, sentence: Sentence, items: Sequence[tuple[int, int, str]]) -> str:
    """The items in the document's own characters, joined with ；."""
    text = index.text_of(sentence.hit.passage.document)
    parts = []
    for start, end, _ in items:
        low, high = sentence.span(start, end)
        parts.append(text[low:high].strip('“”" 　\n'))
    return "；".join(parts)


def _near(index: OpenIndex, query: Query, sentence: Sentence, start: int, end: int) -> float:
    """The share of the question's words in and right around an enumeration."""
    wanted = question_tokens(index, query)
    held = set(tokens(canonical(sentence.text[max(0, start - 30) : end + 40])))
    around = set(tokens(canonical(sentence.hit.passage.indexed)))
    total = sum(wanted.values()) or 1.0
    return sum(w * (1.0 if t in held else 0.3 if t in around else 0.0) for t, w in wanted.items()) / total


def _share_of(index: OpenIndex, query: Query, text: str) -> float:
    """The share of the question's words that a text holds."""
    wanted, held = question_tokens(index, query), set(tokens(canonical(text)))
    named = ((p.text for p in find_places(words) if p.region.level != "country") for words in (query.question, text))
    places = set(next(named)) & set(next(named))
    return min(1.0, sum(w for t, w in wanted.items() if t in held) / (sum(wanted.values()) or 1.0) + bool(places))


def _items(text: str, offset: int) -> list[tuple[int, int, str]]:
    """The items of one run with their offsets: lead words off the first, tail words off the last."""
    pieces: list[tuple[int, int]] = []
    position = 0
    for part in text.split("、"):
        pieces.append((position, position + len(part)))
        position += len(part) + 1
    first_start, first_end = pieces[0]
    if (dash := text.rfind("--", first_start, first_end)) >= 0:
        pieces[0] = first_start, first_end = (dash + 2, first_end)
    if "、" not in text and text.startswith("“"):  # “甲”“乙”“丙”三大行动
        return [(offset + m.start(1), offset + m.end(1), m[1]) for m in re.finditer(r"“([^“”]+)”", text)]
    if "、" not in text:
        both = re.fullmatch(r"(.+?)(?:以及|[和与及])(.+)", text)
        return [(offset + both.start(i), offset + both.end(i), both[i]) for i in (1, 2)] if both else []
    opened = text.rfind("“", first_start, first_end)
    closed = text.find("”", opened)
    if (
        opened >= 0 and closed >= pieces[-1][0] and text.find("“", opened + 1) < 0
    ):  # “甲、乙、丙”: what is quoted is all
        pieces[0], pieces[-1] = (opened + 1, first_end), (pieces[-1][0], closed)
        return [(offset + s, offset + e, text[s:e]) for s, e in pieces if text[s:e].strip()]
    longest = max(end - start for start, end in pieces[1:-1] or pieces[1:])
    begins = _LAST_LEAD if len(pieces) > 2 and first_end - first_start > 2 * longest + 2 else _LEAD
    lead = begins.match(text[first_start:first_end])
    alike = {text[start : start + 2] for start, _ in pieces}
    if lead and len(alike) > 1 and lead.end() < first_end - first_start - (longest > 1):
        pieces[0] = (first_start + lead.end(), first_end)
    last_start, last_end = pieces.pop()
    tails = (_TAIL.search(text[last_start:last_end]), counted_end(text[last_start:last_end], len(pieces) + 1))
    tail = min((found for found in tails if found is not None), key=lambda found: found.start(), default=None)
    cut = last_start + tail.start() if tail and tail.start() else last_end
    quoted = "“" in text[last_start:last_end]
    if quoted and (places := find_places(text[last_start:cut])) and places[0].start >= 2:
        cut = last_start + places[0].start
    joined = re.search(r"以及|[和与及]", text[last_start:cut])
    if joined and joined.start() > 0 and joined.end() < cut - last_start:
        pieces += [(last_start, last_start + joined.start()), (last_start + joined.end(), cut)]
    else:
        pieces.append((last_start, cut))
    return [(offset + s, offset + e, text[s:e].strip('“”" ')) for s, e in pieces if text[s:e].strip('“”" ')]
