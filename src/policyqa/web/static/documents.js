// The documents tab: the list for every reader; adding, removing, correcting and re-indexing for editors.
// No markup made from text: only elements, textContent and known attributes.
"use strict";

(() => {
  const editor = document.documentElement.dataset.edits === "yes";
  const KINDS = ".csv,.docx,.htm,.html,.md,.mht,.mhtml,.pdf,.txt,.xlsx,.zip";
  const FIELDS = [["title", "标题"], ["issuer", "发文机关"], ["number", "文号"], ["date", "成文日期"], ["region", "地区"], ["years", "年份"], ["validity", "效力"]];
  const HINTS = { date: "2021-02-27", region: "地区名或六位代码", years: "2021、2023 或 2021-2025", validity: "现行有效、废止、征求意见稿" };
  const POLL_MS = 400;
  let root, list, count, search, queue, status, report, documents = [], uploads = new Map(), polling = false, mostBytes = Infinity;

  function make(tag, className, text, parent) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  function button(text, parent, onClick, className = "pq-button") {
    const made = make("button", className, text, parent);
    made.type = "button";
    made.addEventListener("click", onClick);
    return made;
  }

  async function call(address, options) {
    try {
      const reply = await fetch(address, options);
      const said = await reply.json().catch(() => ({}));
      return reply.ok ? said : { error: said.error || "没有做成，请再试一次" };
    } catch {
      return { error: "连不上服务，请看它是否还在运行" };
    }
  }

  const post = (address, body) => call(address, {
    method: "POST", body: body ? JSON.stringify(body) : "", headers: { "Content-Type": "application/json" } });
  const named = (address, path) => `${address}?document=${encodeURIComponent(path)}`;

  // The list

  async function reload() {
    const said = await call("/documents/list");
    if (said.error) { count.textContent = said.error; return; }
    documents = said.documents;
    mostBytes = said.max_bytes;
    show();
  }

  function show() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const shown = documents.filter((one) => {
      const text = [one.title, one.path, one.issuer, one.number, one.date, one.region, ...one.years].join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const opened = new Set([...list.querySelectorAll("details[open]")].map((row) => row.dataset.path));
    const at = list.contains(document.activeElement) && document.activeElement.closest(".pq-document")?.dataset.path;
    list.replaceChildren(...shown.map((one) => row(one, opened.has(one.path))));
    if (at) ([...list.children].find((item) => item.dataset.path === at)?.querySelector("summary") || search).focus();
    count.textContent = words.length ? `${shown.length}／${documents.length} 份` : `共 ${documents.length} 份`;
    if (!documents.length) make("p", "pq-empty", editor ? "还没有文档，上传几份就可以提问了。" : "还没有文档。", list);
  }

  function row(one, open) {
    const item = make("details", "pq-document");
    item.dataset.path = one.path;
    const head = make("summary", "", "", item);
    make("span", "pq-name", one.title || one.path, head);
    const facts = make("span", "pq-row-facts", "", head);
    for (const fact of [one.issuer, one.number, one.date, one.region, one.years.map((year) => `${year}年`).join("、")]) {
      if (fact) make("span", "", fact, facts);
    }
    make("span", "pq-counts", `${one.passages} 段 · ${one.figures} 个数字`, head);
    if (one.warnings.length) make("span", "pq-warned", `${one.warnings.length} 条提示`, head);
    item.addEventListener("toggle", () => { if (item.open && item.children.length < 2) fill(item, one); });
    onEscape(item, () => { item.open = false; head.focus(); });
    item.open = open;
    return item;
  }

  function fill(item, one) {
    const body = make("div", "pq-document-body", "", item);
    const known = make("dl", "", "", body);
    for (const [field, name] of FIELDS) {
      make("dt", "", name, known);
      const value = field === "years" ? one.years.join("、") : one[field];
      const cell = make("dd", value ? "" : "pq-missing", value || "未找到", known);
      if (value && one.found[field]) make("small", "", one.found[field], cell);
    }
    if (one.division) { make("dt", "", "行政区划", known); make("dd", "", one.division, known); }
    make("dt", "", "文件", known);
    make("dd", "", `${one.path}（${one.format}，${one.characters} 字）`, known).dataset.ui = "";
    if (one.source) { make("dt", "", "来源", known); make("dd", "", one.source, known); }
    for (const warning of one.warnings) make("p", "pq-warning", warning, body);
    const actions = make("p", "pq-actions", "", body);
    const view = make("a", "pq-original pq-button", "打开原文", actions);
    view.href = named("/original", one.path);
    view.target = "_blank";
    view.rel = "noopener";
    const file = make("a", "pq-button", "下载原件", actions);
    file.href = named("/documents/file", one.path);
    file.setAttribute("download", "");
    if (!editor) return;
    button("修改信息", actions, () => { if (!body.querySelector("form")) correct(body, one); });
    const remove = button("删除", actions, () => { remove.hidden = true; sure.hidden = false; sure.querySelector("button").focus(); });
    const sure = make("span", "pq-sure", "删除文件和填写的信息？", actions);
    sure.hidden = true;
    button("确认删除", sure, () => removeDocument(one), "pq-button pq-danger");
    const keep = () => { sure.hidden = true; remove.hidden = false; remove.focus(); };
    button("取消", sure, keep);
    onEscape(sure, keep);
  }

  function onEscape(element, act) {
    element.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); act(); } });
  }

  // Correcting and removing

  function correct(body, one) {
    const form = make("form", "pq-form", "", body);
    const inputs = new Map();
    for (const [field, name] of FIELDS) {
      const label = make("label", "", "", form);
      make("span", "", name, label);
      const input = make("input", "", "", label);
      input.value = field === "years" ? one.years.join("、") : one[field];
      input.placeholder = HINTS[field] || "";
      input.maxLength = 300;
      make("small", "", one.found[field] || "", label);
      inputs.set(field, [input, input.value]);
    }
    make("p", "pq-note", "只保存改过的栏；清空一栏，就恢复自动识别。", form);
    const actions = make("p", "pq-actions", "", form);
    const save = make("button", "pq-button pq-main-button", "保存", actions);
    save.type = "submit";
    const close = () => { form.remove(); body.parentElement.querySelector("summary").focus(); };
    button("取消", actions, close);
    onEscape(form, close);
    const said = make("span", "pq-note", "", actions);
    said.setAttribute("role", "alert");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const changed = [...inputs].filter(([, [input, was]]) => input.value.trim() !== was);
      if (!changed.length) return close();
      const stated = Object.fromEntries(changed.map(([field, [input]]) => [field, input.value.trim()]));
      const reply = await post(named("/documents/metadata", one.path), stated);
      if (reply.error) { said.textContent = reply.error; return; }
      close();
      poll();
    });
    form.querySelector("input").focus();
  }

  async function removeDocument(one) {
    const reply = await post(named("/documents/remove", one.path));
    if (reply.error) { status.textContent = reply.error; return; }
    poll();
  }

  // Adding

  async function take(files) {
    let kept = 0;
    for (const file of files) kept += await send(file, false) ? 1 : 0;
    if (kept) { await post("/documents/index"); poll(); }
  }

  function send(file, replace, line = make("li", "", "", queue)) {
    line.replaceChildren();
    make("span", "pq-name", file.name, line);
    const bar = make("progress", "", "", line);
    bar.max = file.size || 1;
    bar.value = 0;
    const said = make("span", "pq-note", "上传中", line);
    if (file.size > mostBytes) {
      bar.remove();
      said.textContent = `文件太大，最多 ${mostBytes / 1e6} MB`;
      line.classList.add("pq-failed");
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/documents/upload?name=${encodeURIComponent(file.name)}&replace=${replace}`);
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => { bar.value = event.loaded; });
      request.addEventListener("loadend", () => {
        bar.remove();
        const reply = request.response || {};
        if (request.status === 200) {
          said.textContent = "已上传，等待建立索引";
          uploads.set(reply.path, line);
          return resolve(true);
        }
        said.textContent = reply.error || (request.status === 413 ? "文件太大" : "没能上传，请再试一次");
        line.classList.add("pq-failed");
        if (reply.exists) offerReplacing(file, line);
        resolve(false);
      });
      request.send(file);
    });
  }

  function offerReplacing(file, line) {
    const again = button("替换原有文件", line, async () => {
      again.remove();
      line.classList.remove("pq-failed");
      if (await send(file, true, line)) { await post("/documents/index"); poll(); }
    });
  }

  // The index

  async function poll() {
    if (polling) return;
    polling = true;
    say("正在更新索引");
    let now;
    do {
      now = await call("/documents/state");
      status.textContent = now.error || working(now);
      if (now.running) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    } while (now.running);
    polling = false;
    await reload();
    await tell(now.error);
    if (status.textContent) say(status.textContent);
  }

  function working(now) {
    if (!now.running) return "";
    const at = now.progress;
    if (!at) return "正在准备索引……（原索引照常可用）";
    const left = at.seconds_left >= 1 ? `，约剩 ${Math.ceil(at.seconds_left)} 秒` : "";
    const passages = at.passages ? `，${at.passages_done}／${at.passages} 段` : "";
    return `正在更新索引：${at.stage} ${at.documents_done}／${at.documents} 份${passages}${left}（原索引照常可用）`;
  }

  async function tell(error) {
    const said = await call("/documents/state?report=true");
    if (said.error && !said.report) return;
    const files = said.report.files;
    for (const [path, line] of uploads) {
      const own = files.filter((file) => file.path === path || file.path.startsWith(`${path}/`)); // an archive's members
      if (!own.length || line.classList.contains("pq-done")) continue;
      line.querySelector(".pq-note").textContent = own.length === 1 ? outcome(own[0]) : `${own.length} 个文件，${own.filter(isBad).length} 个没有读入，详见索引报告`;
      line.classList.add(own.some(isBad) ? "pq-failed" : "pq-done");
    }
    if (!error && said.runs) status.textContent = `索引已更新：${said.report.documents} 份文件，${said.report.passages} 段，${said.report.figures} 个数字，用时 ${said.report.seconds} 秒。`;
    showReport(files);
  }

  const say = (text) => document.dispatchEvent(new CustomEvent("pq-say", { detail: text }));
  const isBad = (file) => file.outcome === "failed" || file.outcome === "skipped";
  const outcome = (file) => [
    file.reason ? `${file.outcome_name}：${file.reason}` : `${file.outcome_name}，${file.characters} 字，${file.passages} 段，${file.figures} 个数字`,
    ...file.warnings,
  ].join("；");

  function showReport(files) {
    const bad = files.filter(isBad);
    report.replaceChildren();
    const words = bad.length ? `索引报告：${files.length} 个文件，${bad.length} 个没有读入` : `索引报告：${files.length} 个文件`;
    make("summary", "", words, report);
    const lines = make("ul", "", "", report);
    for (const file of [...bad, ...files.filter((one) => !isBad(one))]) {
      const line = make("li", isBad(file) ? "pq-failed" : "", "", lines);
      make("span", "pq-name", file.path, line);
      make("span", "pq-note", outcome(file), line);
    }
  }

  // The page

  function build(column) {
    root = make("div", "pq-documents", "", column);
    const bar = make("div", "pq-documents-bar", "", root);
    search = make("input", "pq-search", "", bar);
    search.type = "search";
    search.placeholder = "查找标题、机关、文号、地区、年份";
    search.setAttribute("aria-label", "查找文档");
    search.addEventListener("input", show);
    count = make("span", "pq-note", "", bar);
    count.setAttribute("role", "status");
    queue = make("ul", "pq-queue", "", root);
    status = make("p", "pq-status", "", root); // not said aloud at each step: `say` tells the beginning and the end
    list = make("div", "pq-list", "", root);
    report = make("details", "pq-report", "", root);
    reload();
    if (!editor) { report.remove(); return; }
    const input = make("input", "pq-file", "", bar);
    Object.assign(input, { type: "file", multiple: true, accept: KINDS, id: "pq-upload" });
    const label = make("label", "pq-button pq-main-button", "上传文件", bar);
    label.htmlFor = input.id;
    input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
    button("更新索引", bar, async () => { await post("/documents/index"); poll(); });
    call("/documents/state").then((now) => now.running ? poll() : tell(""));
  }

  new MutationObserver(() => {
    const column = document.querySelector("#pq-documents");
    if (column && !column.querySelector(".pq-documents")) build(column);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
