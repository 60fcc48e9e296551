// What Gradio does not do: markers that find their card, originals in a dialog, copying a citation as text.
// One listener on the document, no markup made from text: only elements, textContent and known attributes.
"use strict";

const WIDE = "(min-width: 900px)";
const glide = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth"; // check.js too

function dialog() {
  let box = document.getElementById("pq-dialog");
  if (box) return box;
  box = document.createElement("dialog");
  box.id = "pq-dialog";
  box.setAttribute("aria-label", "原文");
  const bar = document.createElement("div");
  bar.className = "pq-dialog-bar";
  const title = document.createElement("strong");
  title.textContent = "原文";
  const outside = document.createElement("a");
  outside.textContent = "在新窗口打开";
  outside.target = "_blank";
  outside.rel = "noopener";
  const file = document.createElement("a");
  file.textContent = "下载原文件";
  file.download = "";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "关闭";
  close.addEventListener("click", () => box.close());
  bar.append(title, outside, file, close);
  const frame = document.createElement("iframe");
  frame.title = "原文";
  frame.setAttribute("sandbox", "allow-same-origin"); // no scripts; its style sheet is ours
  box.append(bar, frame);
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  box.addEventListener("close", () => frame.removeAttribute("src"));
  title.translate = false;
  frame.addEventListener("load", () => { // the document's page has no scripts: it is shown as this one is
    const inside = frame.contentDocument;
    title.textContent = inside?.title || "原文";
    if (inside) inside.documentElement.dataset.theme = document.documentElement.dataset.theme;
  });
  document.body.append(box);
  return box;
}

function openOriginal(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || url.pathname !== "/original") return;
  const box = dialog();
  const [outside, file] = box.querySelectorAll("a");
  outside.href = url.href;
  file.href = `/documents/file?document=${encodeURIComponent(url.searchParams.get("document") || "")}`;
  url.searchParams.set("framed", "1"); // the frame may neither download nor open windows
  box.querySelector("iframe").src = url.href;
  if (!box.open) box.showModal();
}

function showCard(link) {
  const originals = [...document.querySelectorAll("a.pq-original")];
  const card = originals.find((original) => original.href === link.href)?.closest(".pq-card");
  if (!card) return openOriginal(link.href);
  document.querySelectorAll(".pq-card.pq-lit").forEach((other) => other.classList.remove("pq-lit"));
  card.classList.add("pq-lit");
  card.scrollIntoView({ behavior: glide(), block: window.matchMedia(WIDE).matches ? "nearest" : "start" });
  card.focus({ preventScroll: true });
}

async function copyText(button, text) {
  const name = button.firstChild;
  if (!text || button.classList.contains("pq-told")) return;
  const told = await navigator.clipboard.writeText(text).then(() => "已复制", () => "无法复制");
  button.classList.add("pq-told");
  button.replaceChildren(told);
  document.dispatchEvent(new CustomEvent("pq-say", { detail: told }));
  setTimeout(() => {
    button.replaceChildren(name);
    button.classList.remove("pq-told");
    document.dispatchEvent(new Event("pq-language")); // which may have changed meanwhile
  }, 1500);
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a.pq-ref, a.pq-original");
  const cite = event.target.closest("button.pq-cite");
  if (cite) copyText(cite, cite.title); // the line that checking/records.py makes
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  if (link.classList.contains("pq-ref")) showCard(link); else openOriginal(link.href);
}, true);

// Gradio labels each message with its raw content, which a screen reader would spell out tag by tag.
const MESSAGES = { user: "问题", bot: "回答" };
function nameMessages() {
  document.querySelectorAll("#pq-chat :is([data-testid=bot], [data-testid=user])").forEach((message) => {
    const name = message.getAttribute("aria-label");
    if (name && name.length < 10 && message.hasAttribute("role")) return; // named already, maybe in English since
    message.setAttribute("role", "group");
    message.setAttribute("aria-label", MESSAGES[message.dataset.testid]);
  });
}

window.policyqa = { openOriginal };

new MutationObserver(nameMessages).observe(document.documentElement, { childList: true, subtree: true });
