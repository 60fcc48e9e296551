// Keyboard, screen reader, printing: a way past the head of the page, what is said aloud, where the focus goes,
// tables that the keyboard can scroll, the day of printing. `pq-say` with a text is said aloud by whoever sends it.
"use strict";

(() => {
  const TOUCH = window.matchMedia("(pointer: coarse)");
  const NARROW = window.matchMedia("(max-width: 899px)");
  const MOST_SAID = 400;
  const GRADIO = [["More tabs", "更多"], ["Scroll to bottom", "到底部"]]; // its own names, which it has in English only
  let said;

  function make(tag, id, parent) {
    const made = document.createElement(tag);
    made.id = id;
    parent.prepend(made);
    return made;
  }

  const isShown = (element) => Boolean(element) && element.getClientRects().length > 0;
  const isLost = () => document.activeElement === document.body || !isShown(document.activeElement);
  const panel = () => [...document.querySelectorAll("[role=tabpanel]")].find(isShown);

  // Said once: the region is emptied first, so that the same words are said again when they come again.
  function say(text, lang = document.documentElement.lang) {
    said.textContent = "";
    said.lang = lang;
    setTimeout(() => { said.textContent = text; }, 60);
  }

  // The head

  function skipTo(event) {
    event.preventDefault();
    const place = panel();
    (place?.querySelector("textarea:not([disabled]), input[type=search]") || place)?.focus();
  }

  function build() {
    const link = make("a", "pq-skip", document.body);
    link.href = "#pq-tabs";
    link.textContent = "跳到正文";
    link.addEventListener("click", skipTo);
    said = make("div", "pq-said", document.body);
    said.setAttribute("role", "status");
    said.setAttribute("aria-live", "polite");
    make("p", "pq-printed", document.body);
  }

  // An answer: said once, brought into sight, the focus kept. The log itself would repeat every stage.

  function answerWords(answer) {
    const parts = [...answer.querySelectorAll(":scope > p:not(.pq-tags)")].map((part) => part.innerText);
    const rows = answer.querySelectorAll("tbody tr").length;
    return [...parts, rows ? `表格，共${rows}行` : ""].filter(Boolean).join("。").replaceAll("\n", "，").slice(0, MOST_SAID);
  }

  function refocus(target) {
    if (!isLost() || document.querySelector("dialog[open]")) return;
    if (!isShown(target)) return;
    target.focus({ preventScroll: true });
  }

  // To the top of the log where that scrolls by itself, else of the window: an answer is read from its figure on.
  function bringUp(chat) {
    const row = [...chat.querySelectorAll(".pq-asked")].at(-1)?.closest(".message-row");
    const log = chat.querySelector("[role=log]");
    if (!row || !log) return;
    const scrolls = getComputedStyle(log).overflowY === "auto" && log.scrollHeight > log.clientHeight + 1;
    if (scrolls) log.scrollTo({ top: row.offsetTop - log.offsetTop, behavior: "instant" });
    else if (NARROW.matches || log.getBoundingClientRect().top < 0) row.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function onAnswer(answer, log) {
    if (!answer.matches("[role=alert]")) say(answerWords(answer), "zh-CN"); // an alert speaks for itself
    answer.tabIndex = -1;
    refocus(TOUCH.matches ? answer : document.querySelector("#pq-box textarea"));
    bringUp(log);
  }

  function onChecked(result) {
    if (result.matches(".pq-failure")) return focusBox("#pq-draft-box")();
    say(result.innerText.replaceAll("\n", "，"));
    result.tabIndex = -1;
    refocus(result);
  }

  function begin(words, place) {
    say(words);
    bringUp(place);
  }

  // Work in a place begins when its line of stages appears; its end is a result that was not there before. An answer
  // may come within one frame, without a stage ever seen.
  function watch(selector, result, begun, onEnd, onEmpty) {
    let before = "";
    return () => {
      const place = document.querySelector(selector);
      const line = place?.querySelector(".pq-working");
      const results = line || !place ? [] : [...place.querySelectorAll(result)];
      const after = line ? "working" : results.length ? `${results.length} ${results.at(-1).textContent}` : "";
      if (after === before) return;
      const wasThere = before !== "";
      before = after;
      if (line) begin(begun, place);
      else if (after) onEnd(results.at(-1), place);
      else if (wasThere) onEmpty();
    };
  }

  const focusBox = (selector) => () => refocus(document.querySelector(`${selector} textarea`));

  function onCleared() {
    if (document.activeElement?.id === "pq-clear") document.activeElement.blur();
    if (!TOUCH.matches) focusBox("#pq-box")();
  }

  const watches = [
    watch("#pq-chat", ".pq-answer", "正在查找", onAnswer, onCleared),
    watch("#pq-checked", ".pq-summary, .pq-failure", "正在核对", onChecked, focusBox("#pq-draft-box")),
  ];

  // What `say` says is not said by its own place as well; at once, before anyone hears of it.
  function hush() {
    document.querySelectorAll(":is(#pq-chat, #pq-checked) :is(.pq-working, .pq-summary)[role]").forEach((line) => line.removeAttribute("role"));
  }

  function nameThings() {
    const log = document.querySelector("#pq-chat [role=log]");
    if (log && log.getAttribute("aria-live") !== "off") {
      log.setAttribute("aria-live", "off");
      log.setAttribute("aria-label", "对话");
    }
    document.querySelectorAll("[role=tabpanel]:not([aria-labelledby])").forEach((place) => place.setAttribute("aria-labelledby", `${place.id}-button`));
    for (const [english, chinese] of GRADIO) {
      document.querySelectorAll(`[aria-label="${english}"]`).forEach((one) => one.setAttribute("aria-label", chinese));
    }
    document.querySelectorAll(".pq-table, .pq-chart").forEach((table) => {
      const wide = table.scrollWidth > table.clientWidth;
      if (wide === table.hasAttribute("tabindex")) return;
      if (!wide) return ["tabindex", "role", "aria-label"].forEach((name) => table.removeAttribute(name));
      table.tabIndex = 0;
      table.setAttribute("role", "region");
      table.setAttribute("aria-label", table.matches(".pq-chart") ? "图，可左右滚动" : "表格，可左右滚动");
    });
  }

  build();
  let waiting = false;
  new MutationObserver(() => {
    hush();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; watches.forEach((look) => look()); nameThings(); });
  }).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("resize", nameThings);
  document.addEventListener("pq-say", (event) => say(event.detail));
  window.addEventListener("beforeprint", () => {
    const day = new Date().toLocaleString(document.documentElement.dataset.language, { dateStyle: "long", timeStyle: "short" });
    document.getElementById("pq-printed").textContent = `打印于 ${day}`;
  });
})();
