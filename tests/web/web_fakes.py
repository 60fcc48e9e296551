"""A small assistant of fixed answers, to try the page without an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from policyqa.checking import read_draft
from policyqa.checking.types import CheckedClaim, CheckedDraft, Difference, Quotation, Verdict
from policyqa.errors import InputError
from policyqa.index.records import IndexedDocument
from policyqa.index.restricting import Filters
from policyqa.types import Answer, Block, Citation, Document, Hit, Metadata, Passage, Scope, Span, StatedFigure

SENTENCE = "2021年新引进5000万元以上项目135个以上，到2023年新引进5000万元以上项目450个以上。"
TEXT = "\n".join(
    [
        "示例区招商引资三年行动方案",
        *(f"第{n}段是别的内容，说的是营商环境、要素保障和项目服务，与所问的数字没有关系。" * 3 for n in range(1, 25)),
        "二、工作目标",
        "全区上下以项目为王。" + SENTENCE,
        "序号\t指标\t2021年\t2023年",
        "1\t新引进项目\t135个以上\t450个以上",
        *(f"后面第{n}段也是别的内容。" * 6 for n in range(1, 20)),
    ]
)


def span_of(part: str, text: str = TEXT) -> Span:
    """Give where `part` first stands in `text`."""
    start = text.index(part)
    return Span(start, start + len(part))


def document(path: str = "shili.txt", text: str = TEXT, title: str = "示例区招商引资三年行动方案") -> Document:
    """Give a document of `text` whose line 二、工作目标 is a heading."""
    blocks = ()
    if "二、工作目标" in text:
        heading = span_of("二、工作目标", text)
        blocks = (Block(heading.start, heading.end, "heading", level=1),)
    metadata = Metadata(title=title, issuer="示例区人民政府", number="示政〔2021〕3号", issued="2021-02-27")
    return Document(path, text, "0" * 64, "txt", blocks, metadata)


def citation(label: int = 1, quote: str = SENTENCE, mark: str = "135个以上", path: str = "shili.txt") -> Citation:
    """Cite `quote` of the fixed document with `mark` marked."""
    where, marked = span_of(quote), span_of(mark)
    return Citation(
        label, path, "示例区招商引资三年行动方案", "示例区人民政府", "2021-02-27", where.start, where.end, quote,
        (marked,), "示政〔2021〕3号", "0" * 64, "shili-7",
    )  # fmt: skip


def figure(text: str = "135个以上", year: str = "2021", why: str = "") -> StatedFigure:
    """State a figure of the fixed document."""
    value = text.removesuffix("个以上")
    return StatedFigure(text, value, "个", ">=", "新引进5000万元以上项目", year, "示例区", "target", 1, why=why)


def found(question: str = "2021年新引进5000万元以上项目目标是多少") -> Answer:
    """Give the answer to the first question."""
    where = span_of(SENTENCE)
    passage = Passage("shili-7", "shili.txt", where.start, where.end, SENTENCE, SENTENCE)
    return Answer(
        question,
        question,
        True,
        "135个以上",
        "2021年，示例区新引进5000万元以上项目的目标为 **135个以上** [1]。",
        (figure(),),
        (citation(),),
        Scope(("2021",), ("341802",), ("示例区",), (), "target"),
        (Hit(passage, 12.5),),
        ("那2023年呢？", "有哪些区县的数字？"),
        (figure("450个以上", "2023", "year"),),
        seconds=0.0123456,
    )


def refused(question: str) -> Answer:
    """Give a refusal with the nearest passage."""
    return Answer(
        question, question, False, "", "没有找到2030年示例区新引进项目的数字；最接近的是2023年的 [1]。",
        citations=(citation(mark="450个以上"),), scope=Scope(("2030",), (), ("示例区",)),
        suggestions=("2023年的目标是多少？",),
    )  # fmt: skip


def compared(question: str) -> Answer:
    """Give a comparison of two places."""
    rows = (("地区", "2021年目标", "出处"), ("示例区", "135个以上", "[1]"), ("甲市", "120个", "[2]"))
    return Answer(
        question, question, True, "示例区 135个以上；甲市 120个", "两地2021年的目标如下。", (figure(), figure("120个")),
        (citation(), citation(2)), Scope(("2021",), (), ("示例区", "甲市"), (), "target"), rows=rows,
    )  # fmt: skip


DRAFT = "2021年示例区新引进5000万元以上项目135个以上，2023年460个以上，引进外资3亿元。会议说“全区上下以项目为大”。"


def checked(text: str = DRAFT) -> CheckedDraft:
    """Judge the fixed draft: one figure right, one wrong, one not found, and a quotation with a wrong character."""
    spans = [span_of(part, text) for part in ("135个以上", "460个以上", "3亿元")]
    verdicts: tuple[Verdict, ...] = ("supported", "contradicted", "not found")
    stated = (figure(), figure("450个以上", "2023"), None)
    cited = ((citation(),), (citation(2, mark="450个以上"),), ())
    remarks = ("", "文件为450个以上", "文件中没有找到这项指标的数字")
    claims = tuple(
        CheckedClaim(text[s.start : s.end], s.start, s.end, v, remark, figure(text[s.start : s.end]), f, c)
        for s, v, remark, f, c in zip(spans, verdicts, remarks, stated, cited, strict=True)
    )
    quoted = span_of("全区上下以项目为大", text)
    difference = Difference(quoted.end - 1, quoted.end, "王")
    words = text[quoted.start : quoted.end]
    quotation = Quotation(
        words, quoted.start, quoted.end, "contradicted", "有1处不同", "", (difference,), (citation(3),)
    )
    return CheckedDraft(text, "contradicted", claims, (quotation,), 0.1)


def indexed(document: Document) -> IndexedDocument:
    """List a fixed document as the index would."""
    return IndexedDocument(
        document.path, document.sha256, document.format, document.metadata, 3, 2, ("少一页",), len(document.text)
    )


class FakeIndex:
    """Lists the fixed documents."""

    def __init__(self, assistant: FakeAssistant) -> None:
        self._assistant = assistant

    def documents(self) -> list[IndexedDocument]:
        """List the documents by path."""
        return [indexed(document) for _, document in sorted(self._assistant.documents.items())]


class FakeAssistant:
    """Answers by a word of the question; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.scopes: list[Scope | None] = []
        self.filters: list[Filters | None] = []
        self.documents = {"shili.txt": document()}
        self.answers: dict[str, Answer] = {}
        self.before_answer: Callable[[], object] = lambda: None
        self.index = FakeIndex(self)
        self.checked: list[str] = []
        self.checks: dict[str, CheckedDraft] = {}

    def ask(
        self,
        question: str,
        earlier: Sequence[str] = (),
        as_of: date | None = None,
        *,
        on_stage: Callable[[str], None] | None = None,
        scope: Scope | None = None,
        within: Filters | None = None,
    ) -> Answer:
        """Answer by the question's words, telling the four stages."""
        self.asked.append((question, tuple(earlier)))
        self.scopes.append(scope)
        self.filters.append(within)
        for stage in ("理解问题", "检索", "核对数字", "作答"):
            if on_stage:
                on_stage(stage)
        self.before_answer()
        if "坏了" in question:
            raise InputError("索引正在更换，请稍后再问")
        if question in self.answers:
            return self.answers[question]
        if "2030" in question:
            return refused(question)
        return compared(question) if "区县" in question else found(question)

    def check(
        self, text: str, *, as_of: date | None = None, on_progress: Callable[[int, int], None] | None = None
    ) -> CheckedDraft:
        """Judge the fixed draft, or one that was put into `checks`; any other text has no figures.

        Raises:
            InputError: the text holds 太长.
        """
        self.checked.append(text)
        if "太长" in text:
            raise InputError("草稿有60000字，请分成几段 (the draft has 60000 characters)")
        if on_progress:
            on_progress(1, 3)
        self.before_answer()
        if text in self.checks:
            return self.checks[text]
        return checked() if text.strip() == DRAFT else CheckedDraft(text, "not found")

    def check_file(self, path: Path, *, on_progress: Callable[[int, int], None] | None = None) -> CheckedDraft:
        """Judge a draft's file, telling that it was one."""
        self.checked.append(path.name)
        return self.check(read_draft(path).text.strip(), on_progress=on_progress)

    def document(self, path: str) -> Document:
        """Give a fixed document.

        Raises:
            KeyError: there is none of that path.
        """
        return self.documents[path]

    def follow_ups(self, answer: Answer, n: int = 3, within: Filters | None = None) -> list[str]:
        """Give a fixed follow-up."""
        return ["示例区2023年新引进5000万元以上项目目标是多少?"][:n]

    def starters(self, n: int = 4) -> list[str]:
        """Give fixed starter questions."""
        return ["2021年新引进5000万元以上项目目标是多少", "有哪些区县的数字？", "2030年的目标是多少？"][:n]
