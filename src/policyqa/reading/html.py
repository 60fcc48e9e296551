"""Read HTML pages: text in reading order, one block a line, table rows one a line with cells parted by tabs.

lxml parses (its HTML parser resolves no entities but characters and opens no connections). Scripts, forms' controls,
navigation, hidden parts and link lists are left out here; what is furniture by its words is found afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from policyqa.reading.encoding import decode
from policyqa.reading.html_head import read_head
from policyqa.reading.html_tables import is_data_table, table_parts
from policyqa.reading.layout import Part, lay_out
from policyqa.reading.pieces import Extract

_DROPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "button",
        "textarea",
        "input",
        "datalist",
        "dialog",
        "marquee",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
    ]
)
_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?![.\d])", re.I
)
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|topmenu|breadcrumbs?|crumbs?|footer|copyright|share|bdsharebuttonbox|"
    r"login|advert|ads?|banner|sidebar|pagination|pager|related|toolbar|qrcode)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE_CHARS = 600
_LINK_SHARE = 0.75
_MIN_LINKS = 4
_BLANKS = re.compile(r"[ \t\r\n\f\v]{1,100000}")


@dataclass(slots=True)
class _Size:
    """What stands in an element and below it."""

    text: int = 0
    linked: int = 0
    links: int = 0
    prose: bool = False


@dataclass(slots=True)
class _Page:
    """The parts collected so far; `open` holds the pieces of the line that is being read."""

    parts: list[Part] = field(default_factory=list)
    tables: int = 0
    open: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Add text to the open line."""
        if text:
            self.open.append(text)

    def close(self, level: int = 0) -> None:
        """End the open line, dropping it where it is blank."""
        line = _BLANKS.sub(" ", "".join(self.open)).strip(" \u00a0\u3000\u200b\ufeff")
        self.open.clear()
        if line:
            self.parts.append(Part((line,), level=level))


def _sizes(root: Any) -> dict[Any, _Size]:
    """Measure every element in one pass from the leaves up."""
    sizes: dict[Any, _Size] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        size = _Size()
        for text in (element.text, *(child.tail for child in element)):
            if text:
                size.text += len(text.strip())
                size.prose = size.prose or "。" in text or "；" in text
        for child in element:
            below = sizes[child]
            size.text += below.text
            size.linked += below.linked
            size.links += below.links
            size.prose = size.prose or below.prose
        if element.tag == "a":
            size.linked, size.links = size.text, 1
        sizes[element] = size
    return sizes


def _is_hidden(element: Any) -> bool:
    """Tell whether an element is not shown."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN_STYLE.search(style))


def _is_furniture(element: Any, size: _Size) -> bool:
    """Tell whether a block is a list of links, or is named as furniture and holds little; prose is never dropped."""
    if size.prose or element.tag in ("body", "html"):
        return False
    if size.links >= _MIN_LINKS and size.linked >= _LINK_SHARE * size.text and size.text < 60 * size.links:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return size.text <= _FURNITURE_CHARS and _FURNITURE_NAME.search(names) is not None


def _is_dropped(element: Any, sizes: dict[Any, _Size]) -> bool:
    """Tell whether an element and all below it are left out."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED or _is_hidden(element):
        return True
    return element.tag not in _INLINE and _is_furniture(element, sizes[element])


def _level(tag: str) -> int:
    """The level of `<h2>`; 0 for what is no heading."""
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0


def _walk(root: Any) -> _Page:
    """Collect the page's lines in reading order, without recursion."""
    page, sizes = _Page(), _sizes(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    left_out: Any = None
    for event, element in walker:
        if event == "start":
            if _is_dropped(element, sizes):
                left_out = element
                walker.skip_subtree()
                continue
            if element.tag == "table" and is_data_table(element):
                page.close()
                kept = lambda one: not _is_dropped(one, sizes)  # noqa: E731
                page.tables += 1
                page.parts += table_parts(element, kept, page.parts, page.tables)
                left_out = element
                walker.skip_subtree()
                continue
            if element.tag not in _INLINE:
                page.close()
            page.add(element.text)
            continue
        if element is left_out:
            left_out = None
        elif element.tag not in _INLINE:
            page.close(_level(element.tag))
        page.add(element.tail)
    page.close()
    return page


def extract_html(data: bytes) -> Extract:
    """Read a page; one that cannot be parsed gives no pieces, one nested beyond 2,048 elements carries a warning."""
    decoded = decode(data, markup=True)
    source = re.sub(r"[\x00-\x08\x0e-\x1f]", " ", decoded.text)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return Extract("", (), decoded.encoding, decoded.warnings)
    text, pieces = lay_out(_walk(root).parts)
    warnings = decoded.warnings
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        warnings += ("页面嵌套过深，部分内容没有读到，请另存为文本再加入",)
    return Extract(text, pieces, decoded.encoding, warnings, read_head(root))
