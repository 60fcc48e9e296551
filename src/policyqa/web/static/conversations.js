// Conversations, kept in this browser only: what is shown is written down after each answer; a dialog lists, finds,
// names, removes, exports and reopens them.
"use strict";

(() => {
  const KEY = "policyqa-conversations";
  const MOST = 60, MOST_CHARS = 4_000_000, MOST_SENT = 850_000;
  let current = ""; // the id of the conversation that is shown, "" before its first answer
  let leaving = new Set(); // answers still shown of a conversation that is being left

  const load = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((each) => each && Array.isArray(each.turns)) : [];
    } catch {
      return [];
    }
  };

  function save(all) {
    let kept = all.slice(0, MOST);
    while (kept.length) {
      const text = JSON.stringify(kept);
      if (text.length <= MOST_CHARS) {
        try { localStorage.setItem(KEY, text); return; } catch { /* the browser allows less: drop the oldest */ }
      }
      kept = kept.slice(0, -1);
    }
    try { localStorage.removeItem(KEY); } catch { /* storage is forbidden: nothing is kept */ }
  }

  // ---- writing down what is shown ----

  const names = () => [...document.querySelectorAll("#pq-chat .pq-turn[id]")].map((turn) => turn.id.slice(8));
  let written = "";
  let busy = false;

  async function writeDown() {
    const shown = names();
    if (busy || !shown.length || shown.some((name) => leaving.has(name)) || shown.join() === written) return;
    busy = true;
    const records = [];
    for (const name of shown) {
      const kept = await window.policyqaAsk.record(name).catch(() => null);
      if (kept) records.push(kept.record);
    }
    busy = false;
    if (names().join() !== shown.join()) return writeDown();
    if (shown.some((name) => leaving.has(name)) || !records.length) return;
    written = shown.join();
    const all = load();
    let conversation = all.find((each) => each.id === current);
    if (!conversation) {
      current = crypto.randomUUID ? crypto.randomUUID() : String(Date.now()) + Math.random();
      conversation = { id: current, name: records[0].asked.question.slice(0, 60), turns: [] };
    }
    conversation.turns = records;
    conversation.at = new Date().toISOString();
    save([conversation, ...all.filter((each) => each.id !== current)]);
  }

  let timer = 0;
  new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(writeDown, 200); })
    .observe(document.documentElement, { childList: true, subtree: true });

  function leave(id) {
    leaving = new Set(names());
    written = "";
    current = id;
  }

  // ---- the dialog ----

  const make = (...given) => window.policyqaAsk.make(...given);

  function dialog() {
    let box = document.getElementById("pq-conversations");
    if (box) return box;
    box = make("dialog", "");
    box.id = "pq-conversations";
    box.setAttribute("aria-label", "历史对话");
    const bar = make("div", "pq-dialog-bar");
    const close = make("button", "", "关闭");
    close.addEventListener("click", () => box.close());
    bar.append(make("strong", "", "历史对话"), close);
    const find = make("input", "pq-menu-find");
    find.type = "search";
    find.placeholder = "查找对话";
    find.setAttribute("aria-label", "查找对话");
    find.addEventListener("input", () => fill(box));
    const list = make("ul", "pq-talks");
    const note = make("p", "pq-menu-note", "对话保存在这个浏览器里，服务器不存盘；清除浏览器数据会一并清除。");
    const body = make("div", "pq-talks-body");
    body.append(find, list, note);
    box.append(bar, body);
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    document.body.append(box);
    return box;
  }

  function matches(conversation, words) {
    if (!words) return true;
    const text = conversation.turns.map((turn) => `${turn.asked?.question} ${turn.answer?.answer} ${turn.answer?.text}`);
    return `${conversation.name} ${text.join(" ")}`.toLowerCase().includes(words);
  }

  function fill(box) {
    const words = box.querySelector(".pq-menu-find").value.trim().toLowerCase();
    const found = load().filter((each) => matches(each, words));
    const list = box.querySelector(".pq-talks");
    list.replaceChildren(...found.map((each) => entry(box, each)));
    if (!found.length) list.append(make("li", "pq-empty", words ? "没有找到" : "还没有对话"));
  }

  function entry(box, conversation) {
    const item = make("li", "pq-talk");
    const open = make("button", "pq-talk-open", conversation.name || "对话");
    const count = make("span", "pq-talk-facts", String(conversation.at || "").slice(0, 10));
    open.append(count);
    open.addEventListener("click", () => reopen(box, conversation));
    const acts = make("div", "pq-talk-acts");
    const act = (name, does) => {
      const button = make("button", "pq-menu-item", name);
      button.addEventListener("click", () => does(button));
      acts.append(button);
    };
    act("改名", () => rename(box, item, conversation));
    act("导出 Markdown", (button) => exportAs(button, conversation, "md"));
    act("导出 Word", (button) => exportAs(button, conversation, "docx"));
    act("删除", (button) => remove(box, button, conversation));
    item.append(open, acts);
    return item;
  }

  function reopen(box, conversation) {
    const turns = fitting(conversation.turns);
    leave(conversation.id);
    box.close();
    document.querySelector("#pq-tabs [role=tab]")?.click();
    window.policyqaAsk.command({ do: "reopen", turns });
  }

  // The latest turns that one message may carry.
  function fitting(turns) {
    let kept = turns.slice(-40);
    while (kept.length > 1 && new TextEncoder().encode(JSON.stringify(JSON.stringify(kept))).length > MOST_SENT) {
      kept = kept.slice(1);
    }
    return kept;
  }

  function rename(box, item, conversation) {
    const field = make("input", "pq-menu-find");
    field.value = conversation.name;
    field.maxLength = 60;
    field.setAttribute("aria-label", "对话的名字");
    let done = false;
    const end = (keep) => {
      if (done) return;
      done = true;
      const all = load();
      const kept = all.find((each) => each.id === conversation.id);
      if (keep && kept && field.value.trim()) { kept.name = field.value.trim(); save(all); }
      fill(box);
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); end(false); }
      if (event.key === "Enter") end(true);
    });
    field.addEventListener("blur", () => end(true));
    item.querySelector(".pq-talk-open").replaceWith(field);
    field.focus();
    field.select();
  }

  function remove(box, button, conversation) {
    if (!button.classList.contains("pq-sure")) { // asked twice, since nothing brings it back
      button.textContent = "确认删除";
      button.classList.add("pq-sure");
      return;
    }
    save(load().filter((each) => each.id !== conversation.id));
    if (conversation.id === current) leave("");
    fill(box);
    box.querySelector(".pq-menu-find").focus();
  }

  async function exportAs(button, conversation, format) {
    const name = button.textContent;
    const reply = await fetch(`/answers/export?format=${format}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: conversation.name, turns: fitting(conversation.turns) }),
    }).catch(() => null);
    if (!reply || !reply.ok) {
      button.textContent = "导出失败";
      setTimeout(() => { button.textContent = name; }, 2000);
      return;
    }
    const url = URL.createObjectURL(await reply.blob());
    const link = make("a");
    link.href = url;
    link.download = `${conversation.name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, " ").trim().slice(0, 60) || "对话"}.${format}`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  window.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("#pq-clear")) leave("");
    if (event.target.closest("#pq-history")) {
      const box = dialog();
      box.querySelector(".pq-menu-find").value = "";
      fill(box);
      box.showModal();
    }
  }, true);
})();
