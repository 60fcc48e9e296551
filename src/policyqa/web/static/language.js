// The English interface: Chinese words of the page become those of english.json, and back.
// What documents, questions, answers and drafts say is never touched.
"use strict";

(() => {
  const HAN = /[\u3400-\u9fff]/;
  const ATTRIBUTES = ["alt", "aria-label", "placeholder", "title"];
  const MOST_CHARS = 300;
  // Where people and documents speak, and inside of it the few words that are the page's own.
  const THEIRS = [
    "[translate=no]", "textarea", ".pq-asked", ".pq-answer", ".pq-chip", ".pq-card h3", ".pq-source h4", ".pq-facts",
    "blockquote", ".pq-path", ".pq-draft", ".pq-compared", ".pq-remark", ".pq-judged > ul", ".pq-name", ".pq-row-facts",
    ".pq-document-body dd", ".pq-warning", ".pq-talk-open", ".pq-preview",
    "#pq-filter-fields ul", "#pq-filter-fields .token",
  ].join(", ");
  const OURS = [
    ".pq-none", ".pq-also > p", ".pq-table th", ".pq-failure p", ".pq-notice", ".pq-judged > ul span", ".pq-missing",
    ".pq-document-body small", ".pq-downloads", ".pq-chart img", "[data-ui]",
  ].join(", ");

  let words = null;
  let patterns = [];
  const written = new WeakMap(); // node or attribute -> [what stood there, what was written instead]
  const isEnglish = () => document.documentElement.dataset.language === "en";

  function compile([chinese, english]) {
    const parts = chinese.split("{}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return [new RegExp(`^${parts.join(`(.{0,${MOST_CHARS}}?)`)}$`, "s"), english];
  }

  async function load() {
    const reply = await fetch("/policyqa/english.json");
    if (!reply.ok) return;
    const said = Object.entries(await reply.json());
    patterns = said.filter(([chinese]) => chinese.includes("{}")).map(compile);
    words = new Map(said.filter(([chinese]) => !chinese.includes("{}")));
  }

  // What a placeholder holds is put in the order of the Chinese; it is translated where it is an entry itself.
  function translated(text) {
    const exact = words.get(text);
    if (exact !== undefined || text.length > MOST_CHARS) return exact;
    for (const [pattern, english] of patterns) {
      const found = text.match(pattern);
      if (!found) continue;
      let at = 0;
      return english.replaceAll("{}", () => { at += 1; return words.get(found[at]) ?? found[at]; });
    }
    return undefined;
  }

  function isOurs(element) {
    const nearest = element.closest(`${THEIRS}, ${OURS}`);
    return !nearest || nearest.matches(OURS);
  }

  function write(node, read, change) {
    const text = read();
    const key = text.trim();
    if (!key || !HAN.test(key)) return;
    const english = translated(key);
    if (english === undefined) return;
    const shown = text.replace(key, () => english);
    written.set(node, [text, shown]);
    change(shown);
  }

  function restore(node, read, change) {
    const [before, shown] = written.get(node) || [];
    if (shown !== undefined && read() === shown) change(before);
  }

  function eachPart(start, act) {
    const walker = document.createTreeWalker(start, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = start; node; node = walker.nextNode()) visit(node, act);
  }

  function visit(node, act) {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (!parent || parent.matches("script, style") || !isOurs(parent)) return;
      act(node, () => node.data, (text) => { node.data = text; });
      return;
    }
    if (node.matches(THEIRS)) node.lang = "zh-CN"; // a screen reader must not read it as English
    if (!isOurs(node) && !node.matches("textarea, .pq-tag button")) return;
    for (const name of ATTRIBUTES) {
      const attribute = node.getAttributeNode(name);
      if (attribute) act(attribute, () => attribute.value, (text) => { attribute.value = text; });
    }
  }

  function onChange(changes) {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => { if (node.nodeType === 1 || node.nodeType === 3) eachPart(node, write); });
      else visit(change.target, write);
    }
  }

  const observer = new MutationObserver(onChange);

  async function speak() {
    if (!isEnglish()) {
      observer.disconnect();
      if (words) { eachPart(document.body, restore); eachPart(document.querySelector("title"), restore); }
      return;
    }
    if (!words) await load().catch(() => {});
    if (!words || !isEnglish()) return;
    eachPart(document.body, write);
    eachPart(document.querySelector("title"), write);
    observer.observe(document.body, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES });
  }

  document.addEventListener("pq-language", speak);
})();
