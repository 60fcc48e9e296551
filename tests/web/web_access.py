"""Looking at a page the way axe, a keyboard and a screen reader do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

KNOWN_INCOMPLETE = (
    "non-text characters",
    "still has to be tested",
    "contains an image node",
    "partially obscured",
    "partially overlaps",
)
"""What axe leaves open and a person has judged: signs without letters, the framed document (tested by itself), and
what stands behind an open dialog, columns that a table's own scrolling hides, a preview over what lies behind it."""


def axe_findings(page: Any, context: str = "document") -> list[str]:
    """Give each rule that `page` breaks, and each contrast that axe could not judge, as `rule impact element why`."""
    import axe_playwright_python

    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    options = '{resultTypes: ["violations", "incomplete"], preload: false}'
    found = page.evaluate(f"axe.run({context}, {options})")
    lines = [_line(rule, node) for rule in found["violations"] for node in rule["nodes"]]
    doubts = [_line(rule, node) for rule in found["incomplete"] for node in rule["nodes"]]
    return lines + [line for line in doubts if not any(known in line for known in KNOWN_INCOMPLETE)]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = " ".join(str(node.get("failureSummary", "")).split())
    return f"{rule['id']} {rule['impact']} {node['html'][:160]} {why}"


FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const frame = e.closest("#pq-box, #pq-draft-box") ?? e, ring = getComputedStyle(frame);
  const label = e.getAttribute("aria-label") || e.innerText || e.labels?.[0]?.innerText || "";
  return {
    name: (e.id ? `#${e.id} ` : "") + label.trim().split("\\n")[0].slice(0, 30),
    seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || ring.boxShadow !== "none",
    inside: box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    body: e === document.body,
  };
}"""
"""What has the focus: its name, whether it is seen to have it, whether it is in sight."""


def tab_stops(page: Any, most: int = 60) -> list[str]:
    """Press Tab from the top of the page until the focus leaves it; give what is passed, and hold each to be seen."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"]:
            return passed
        assert stop["seen"], f"no sign of the focus on {stop['name']}"
        assert stop["inside"], f"{stop['name']} has the focus out of sight"
        assert stop["name"], "something without a name has the focus"
        passed.append(stop["name"])
    raise AssertionError(f"the focus never leaves the page: {passed}")


LISTEN = """() => {
  window.heard = [];
  const live = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]";
  new MutationObserver((changes) => {
    for (const change of changes) {
      const element = change.target.nodeType === 1 ? change.target : change.target.parentElement;
      const region = element?.closest(live);
      const text = region?.innerText.trim();
      if (text && region.getAttribute("aria-live") !== "off" && heard.at(-1) !== text) heard.push(text);
      for (const node of change.addedNodes) {
        const all = node.nodeType === 1 ? [node, ...node.querySelectorAll(live)] : [];
        for (const one of all) if (one.matches(live) && one.innerText.trim()) heard.push(one.innerText.trim());
      }
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""
"""Write down in `heard` what a screen reader is given to say: each change of a live region."""


SIDEWAYS = """() => [...document.querySelectorAll("*")].filter((e) => {
  const across = getComputedStyle(e).overflowX;
  const scrolls = e === document.documentElement || across === "auto" || across === "scroll" || across === "hidden";
  const may = e.matches("textarea, input, .pq-table, .pq-chart, .table, .sr-only, iframe");
  if (!scrolls || may || e.clientWidth < 50) return false;
  return e.scrollWidth > e.clientWidth + 1;
}).map((e) => `${e.tagName}#${e.id}.${e.className}: ${e.scrollWidth} in ${e.clientWidth}`)"""
"""What scrolls sideways or is cut off at its side and should not: Gradio's own wrapper scrolls, not the document."""
