// What can be done with an answer: its scope changed, its table sorted and kept, judged, linked.
// Everything shown is made of elements and textContent; what Gradio's cleaning lets through of ours is class, id,
// name, value and title, so those carry what a button is about.
"use strict";

(() => {
  const records = new Map(); // answers by name, as /answers/record gives them
  let floating = null; // the one menu or preview that is open, and what opened it

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    if (tag === "button") element.type = "button";
    return element;
  }

  // ---- asking the server through Gradio's hidden field ----

  function command(said) {
    const field = document.querySelector("#pq-command textarea, #pq-command input");
    const send = document.getElementById("pq-send");
    if (!field || !send) return false;
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, JSON.stringify(said));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => send.click(), 60); // Gradio takes the field's value over in its next turn
    return true;
  }

  async function record(name) {
    if (!records.has(name)) {
      const reply = await fetch(`/answers/record?name=${encodeURIComponent(name)}`);
      if (!reply.ok) return null;
      records.set(name, await reply.json());
    }
    return records.get(name);
  }

  // ---- one floating box: a menu, or the preview of preview.js, which has a place of its own ----

  function close(focus) {
    if (!floating) return;
    const { box, owner, end } = floating;
    floating = null;
    box.remove();
    if (owner.isConnected) owner.removeAttribute("aria-expanded");
    if (focus && owner.isConnected) owner.focus();
    end?.();
  }

  function float(owner, box, place = atOwner, end = null) {
    close(false);
    floating = { owner, box, place, end };
    (place === atOwner ? document.body : document.querySelector("main") || document.body).append(box);
    place(owner, box);
  }

  function atOwner(owner, box) {
    const at = owner.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) return close(false);
    const width = box.offsetWidth, height = box.offsetHeight;
    const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
    const below = at.bottom + 6 + height < innerHeight || at.top < height + 12;
    box.style.left = `${left}px`;
    box.style.top = `${below ? at.bottom + 6 : at.top - height - 6}px`;
  }

  function menu(owner, title, items, note) {
    const box = make("div", "pq-float pq-menu");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", title);
    box.append(make("strong", "", title));
    const list = make("div", "pq-menu-items");
    for (const [name, act] of items) {
      const item = make("button", "pq-menu-item", name);
      item.addEventListener("click", () => { close(true); act(); });
      list.append(item);
    }
    if (items.length > 24) box.append(finder(list));
    box.append(list);
    if (note) box.append(make("p", "pq-menu-note", note));
    float(owner, box);
    owner.setAttribute("aria-expanded", "true");
    box.querySelector("input, button")?.focus({ preventScroll: true });
  }

  function finder(list) {
    const field = make("input", "pq-menu-find");
    field.type = "search";
    field.placeholder = "查找";
    field.setAttribute("aria-label", "查找");
    field.addEventListener("input", () => {
      for (const item of list.children) item.hidden = !item.textContent.includes(field.value.trim());
    });
    return field;
  }

  document.addEventListener("keydown", (event) => {
    if (!floating) return;
    const inside = floating.box.contains(document.activeElement);
    if (event.key === "Escape") { event.stopPropagation(); close(inside); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (!inside && document.activeElement !== floating.owner) return; // a preview under the mouse takes no key away
    const items = [...floating.box.querySelectorAll(".pq-menu-item:not([hidden])")];
    const now = items.indexOf(document.activeElement);
    if (!items.length) return;
    event.preventDefault();
    items[(now + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length].focus();
  }, true);
  document.addEventListener("pointerdown", (event) => {
    if (floating && !floating.box.contains(event.target) && !floating.owner.contains(event.target)) close(false);
  }, true);
  document.addEventListener("scroll", (event) => {
    if (!floating || (event.target instanceof Element && floating.box.contains(event.target))) return;
    floating.place(floating.owner, floating.box);
  }, true);
  window.addEventListener("resize", () => close(false));

  // ---- the scope as understood ----

  const turnOf = (element) => element.closest(".pq-turn")?.id.replace("pq-turn-", "") || "";
  const TITLES = { years: "改年份", places: "改地区", status: "改口径" };

  function rescope(button, replacement) {
    const [part, old] = [button.value.split("|")[0], button.value.split("|").slice(1).join("|")];
    command({ do: "rescope", name: turnOf(button), part, old, new: replacement });
  }

  async function changeScope(button) {
    if (floating?.owner === button) return close(true);
    const reply = await fetch("/answers/choices");
    if (!reply.ok) return;
    const part = button.value.split("|")[0];
    const offered = (await reply.json())[part].filter(([, name]) => name !== button.textContent);
    menu(button, TITLES[part], offered.map(([value, name]) => [name, () => rescope(button, value)]));
  }

  // ---- judging ----

  const PROMISE = "按下后，这个问题和回答会记入本机的反馈日志，供管理员导出；不按则不记入。";
  const REASONS = ["答案错", "出处错", "该拒答", "不该拒答"];

  async function judge(button, verdict, reason) {
    const row = button.closest(".pq-actions");
    const reply = await fetch("/answers/judgement", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: button.value, verdict, reason }),
    });
    const words = reply.ok ? "已记下" : (await reply.json().catch(() => ({}))).error || "没有记下";
    row.querySelectorAll(".pq-good, .pq-bad").forEach((each) => {
      const chosen = reply.ok && each === button && verdict !== "none";
      each.setAttribute("aria-pressed", String(chosen));
    });
    say(row, verdict === "none" && reply.ok ? "已撤回" : words);
  }

  function say(row, words) {
    let line = row.querySelector(".pq-said");
    if (!line) {
      line = make("span", "pq-said");
      line.setAttribute("role", "status");
      row.append(line);
    }
    line.textContent = words;
    setTimeout(() => { if (line.textContent === words) line.textContent = ""; }, 4000);
  }

  function judgeMenu(button) {
    if (button.getAttribute("aria-pressed") === "true") return judge(button, "none", "");
    if (floating?.owner === button) return close(true);
    const items = button.classList.contains("pq-good")
      ? [["记下：有用", () => judge(button, "good", "")]]
      : REASONS.map((reason) => [reason, () => judge(button, "bad", reason)]);
    menu(button, button.classList.contains("pq-good") ? "这个回答有用" : "哪里有误", items, PROMISE);
  }

  // ---- a table: sorting, keeping ----

  const rankOf = (cell) => Number(/(?:^|\s)pq-r-(\d+)/.exec(cell?.className || "")?.[1] || 0);

  function sort(button) {
    const head = button.closest("th"), table = button.closest("table");
    const column = [...head.parentElement.children].indexOf(head);
    const down = head.getAttribute("aria-sort") !== "descending"; // figures are looked at from the top first
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const [first, second] = [rankOf(a.cells[column]), rankOf(b.cells[column])];
      if (!first || !second) return (second ? 1 : 0) - (first ? 1 : 0); // what is not stated stays last
      return down ? second - first : first - second;
    });
    table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.tBodies[0].append(...rows);
  }

  function keep(url, name) {
    const link = make("a");
    link.href = url;
    link.download = name || "";
    document.body.append(link);
    link.click();
    link.remove();
  }

  function keepPicture(button) {
    const shown = button.closest(".pq-turn").querySelector(".pq-chart img");
    const picture = new Image();
    picture.addEventListener("load", () => {
      const canvas = make("canvas");
      [canvas.width, canvas.height] = [picture.naturalWidth * 2, picture.naturalHeight * 2];
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const url = URL.createObjectURL(blob);
        keep(url, "图表.png");
        setTimeout(() => URL.revokeObjectURL(url), 10_000);
      }, "image/png");
    });
    picture.addEventListener("error", () => say(button.closest(".pq-turn").querySelector(".pq-actions"), "图表已不在"));
    picture.src = shown.src.replace("&narrow=1", "");
  }

  function download(button) {
    if (button.name === "png") return keepPicture(button);
    keep(`/answers/table?name=${encodeURIComponent(button.value)}&format=${button.name}`);
  }

  // ---- copying and linking ----

  async function copy(button, text) {
    const row = button.closest(".pq-actions");
    try {
      await navigator.clipboard.writeText(text);
      say(row, "已复制");
    } catch {
      say(row, "无法复制");
    }
  }

  async function share(button) {
    const kept = await record(button.value);
    if (!kept) return say(button.closest(".pq-actions"), "这次回答已不在");
    const { asked, documents } = kept.record;
    const url = new URL("/", location.href);
    url.searchParams.set("q", asked.question);
    for (const earlier of asked.earlier) url.searchParams.append("e", earlier);
    if (asked.scope) url.searchParams.set("s", JSON.stringify(asked.scope));
    if (Object.values(asked.within).some((list) => list.length)) url.searchParams.set("w", JSON.stringify(asked.within));
    url.searchParams.set("d", documents);
    copy(button, url.href);
  }

  // A link asks again once the page stands: the address is left as it was before.
  function followLink() {
    const said = new URLSearchParams(location.search);
    if (!said.get("q")) return;
    const parsed = (name) => { try { return JSON.parse(said.get(name) || "null"); } catch { return null; } };
    const asked = {
      do: "repeat", question: said.get("q").slice(0, 4000), earlier: said.getAll("e").slice(0, 20),
      scope: parsed("s"), within: parsed("w"), documents: said.get("d") || "",
    };
    const started = Date.now();
    const timer = setInterval(() => {
      const ready = document.querySelector(".pq-chip:not([style*=none])")?.offsetParent;
      if (!ready && Date.now() - started < 8000) return;
      clearInterval(timer);
      if (command(asked)) history.replaceState(null, "", "/");
    }, 150);
  }

  // ---- one listener for all presses ----

  window.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const button = event.target.closest(".pq-turn button");
    if (!button) return;
    const is = (name) => button.classList.contains(name);
    if (is("pq-tag-change")) changeScope(button);
    else if (is("pq-tag-drop")) rescope(button, "");
    else if (is("pq-again")) command({ do: "again", name: button.value });
    else if (is("pq-good") || is("pq-bad")) judgeMenu(button);
    else if (is("pq-sort")) sort(button);
    else if (is("pq-download")) download(button);
    else if (is("pq-share")) share(button);
    else if (is("pq-copy") && button.value) {
      event.stopPropagation();
      record(button.value).then((kept) => copy(button, kept ? kept.text : button.closest(".pq-turn").innerText));
    }
  }, true);

  window.policyqaAsk = { command, record, make, menu, float, close, shown: () => floating };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", followLink); else followLink();
})();
