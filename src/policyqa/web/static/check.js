// The check tab: a figure leads to its card and back, and a draft's file fills the box.
// No markup made from text: only elements, textContent and known attributes.
"use strict";

const EDITOR = document.documentElement.dataset.edits === "yes";
const DRAFT_KINDS = ".txt,.md,.docx";
const DRAFT_BYTES = 5000000;

function lightUp(target) {
  document.querySelectorAll(".pq-lit").forEach((other) => other.classList.remove("pq-lit"));
  target.classList.add("pq-lit");
  target.scrollIntoView({ behavior: glide(), block: target.matches("article") ? "start" : "nearest" });
  target.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a.pq-claim, a.pq-return");
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  const target = document.getElementById(new URL(link.href).hash.slice(1));
  if (target) lightUp(target);
}, true);

function fillDraft(text) {
  const box = document.querySelector("#pq-draft-box textarea");
  if (!box) return;
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  box.setSelectionRange(0, 0);
  box.scrollTop = 0;
}

async function sendDraft(file, note) {
  note.textContent = file.size > DRAFT_BYTES ? "草稿文件超过5 MB" : `正在读取 ${file.name} …`;
  if (file.size > DRAFT_BYTES) return;
  try {
    const reply = await fetch(`/check/draft?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    const said = await reply.json();
    note.textContent = reply.ok ? `已读入 ${file.name}，按“核对”开始` : said.error;
    if (reply.ok) fillDraft(said.text);
  } catch {
    note.textContent = "没能上传，请再试一次或粘贴文字";
  }
}

function addDraftUpload(actions) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = DRAFT_KINDS;
  input.id = "pq-draft-file";
  input.className = "pq-file";
  const label = document.createElement("label");
  label.htmlFor = input.id;
  label.className = "pq-button";
  label.textContent = "上传草稿（txt、md、docx）";
  const note = document.createElement("span");
  note.className = "pq-note";
  note.setAttribute("role", "status");
  input.addEventListener("change", () => {
    if (input.files.length) sendDraft(input.files[0], note);
    input.value = "";
  });
  actions.append(input, label, note);
}

new MutationObserver(() => {
  const actions = document.querySelector("#pq-check-actions");
  if (EDITOR && actions && !actions.querySelector("#pq-draft-file")) addDraftUpload(actions);
}).observe(document.documentElement, { childList: true, subtree: true });
