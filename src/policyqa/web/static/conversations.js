// Conversations: what is shown is written down after each answer, where keeping.js keeps them; a dialog lists, finds,
// names, removes, exports and reopens them.
"use strict";

(() => {
  const MOST_SENT = 850_000;
  const kept = window.policyqaKept;
  let current = ""; // the id of the conversation that is shown, "" before its first answer
  let leaving = new Set(); // answers still shown of a conversation that is being left

  // ---- writing down what is shown ----

  const names = () => [...document.querySelectorAll("#pq-chat .pq-turn[id]")].map((turn) => turn.id.slice(8));
  let written = "";
  let failed = false;
  let busy = false;

  async function writeDown() {
    const shown = names();
    if (busy || !shown.length || shown.some((name) => leaving.has(name)) || shown.join() === written) return;
    busy = true;
    const records = [];
    for (const name of shown) {
      const found = await window.policyqaAsk.record(name).catch(() => null);
      if (found) records.push(found.record);
    }
    busy = false;
    if (names().join() !== shown.join()) return writeDown();
    if (shown.some((name) => leaving.has(name)) || !records.length) return;
    written = shown.join();
    if (!current) current = crypto.randomUUID ? crypto.randomUUID() : String(Date.now()) + Math.random();
    const name = records[0].asked.question.slice(0, 60);
    failed = await kept.keep({ id: current, name, turns: records }).then(() => false, () => true);
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
    const note = make("p", "pq-menu-note", kept.note);
    const body = make("div", "pq-talks-body");
    body.append(find, list, note);
    box.append(bar, body);
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    document.body.append(box);
    return box;
  }

  let asked = 0; // the latest list that was asked for; one that comes later than its successor is not shown
  async function fill(box) {
    const words = box.querySelector(".pq-menu-find").value.trim().toLowerCase();
    const mine = ++asked;
    const found = await kept.list(words).catch(() => null);
    if (mine !== asked) return;
    const list = box.querySelector(".pq-talks");
    list.replaceChildren(...(found || []).map((each) => entry(box, each)));
    if (!found) list.append(make("li", "pq-empty", "对话读不出来，请稍后再试"));
    else if (!found.length) list.append(make("li", "pq-empty", words ? "没有找到" : "还没有对话"));
    if (failed) list.prepend(make("li", "pq-empty", "当前对话还没有保存成功"));
  }

  function entry(box, conversation) {
    const item = make("li", "pq-talk");
    const open = make("button", "pq-talk-open", conversation.name || "对话");
    const count = make("span", "pq-talk-facts", String(conversation.at || "").slice(0, 10));
    open.append(count);
    open.addEventListener("click", () => reopen(box, open, conversation));
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

  async function reopen(box, button, conversation) {
    const read = await kept.read(conversation).catch(() => null);
    if (!read) return tell(button, "打不开");
    const turns = fitting(read.turns);
    leave(conversation.id);
    box.close();
    document.querySelector("#pq-tabs [role=tab]")?.click();
    window.policyqaAsk.command({ do: "reopen", turns });
  }

  // The latest turns that one message may carry.
  function fitting(turns) {
    let latest = turns.slice(-40);
    while (latest.length > 1 && new TextEncoder().encode(JSON.stringify(JSON.stringify(latest))).length > MOST_SENT) {
      latest = latest.slice(1);
    }
    return latest;
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
      const name = field.value.trim();
      (keep && name ? kept.rename(conversation.id, name) : Promise.resolve()).catch(() => {}).then(() => fill(box));
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
    kept.remove(conversation.id).then(() => {
      if (conversation.id === current) leave("");
      fill(box);
      box.querySelector(".pq-menu-find").focus();
    }, () => tell(button, "没有删除"));
  }

  // Says for a moment on a button that it did not work.
  function tell(button, words) {
    const name = button.firstChild;
    button.classList.remove("pq-sure");
    name.replaceWith(words);
    setTimeout(() => { button.firstChild.replaceWith(name); }, 2000);
  }

  async function exportAs(button, conversation, format) {
    const read = await kept.read(conversation).catch(() => null);
    const reply = read && await fetch(`/answers/export?format=${format}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: conversation.name, turns: fitting(read.turns) }),
    }).catch(() => null);
    if (!reply || !reply.ok) return tell(button, "导出失败");
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
      if (failed) { written = ""; writeDown().then(() => fill(box)); } else fill(box);
      box.showModal();
    }
  }, true);
})();
