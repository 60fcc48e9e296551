// The preview of a marker [1]: its quote, shown while the mouse is over it or the keyboard's focus on it, or by a tap.
// It stands beside the answer, or above the line on a narrow screen, so that it covers nothing of what is read next;
// the mouse may move over to it, Escape closes it, and ArrowDown leads into it (WCAG 1.4.13).
"use strict";

(() => {
  const { make, float, close, shown } = window.policyqaAsk;
  const WIDE = window.matchMedia("(min-width: 900px)");
  const GAP = 8, WAIT_MS = 250;
  const markerOf = (event) => event.target instanceof Element ? event.target.closest("a.pq-ref") : null;
  const isShown = (link) => shown()?.owner === link;
  const preview = () => shown()?.box.id === "pq-preview" ? shown() : null;

  function show(link) {
    if (isShown(link)) return;
    takeTitle(link);
    const card = [...document.querySelectorAll("#pq-evidence a.pq-original")]
      .find((original) => original.href === link.href)?.closest(".pq-card");
    const box = make("div", "pq-float pq-preview");
    box.id = "pq-preview";
    box.setAttribute("role", "tooltip");
    if (card) {
      box.append(make("strong", "", card.querySelector("h3").textContent));
      box.append(card.querySelector("blockquote").cloneNode(true)); // cleaned already where it stands
    } else {
      box.append(make("p", "", link.dataset.quote || ""));
    }
    const open = make("button", "pq-menu-item", "打开原文");
    open.addEventListener("click", () => { close(false); window.policyqa?.openOriginal(link.href); });
    box.append(open);
    box.addEventListener("focusout", left);
    link.setAttribute("aria-describedby", box.id);
    float(link, box, place, () => link.removeAttribute("aria-describedby"));
  }

  // Ours in the place of the browser's own.
  function takeTitle(link) {
    if (link.title) { link.dataset.quote = link.title; link.removeAttribute("title"); }
  }

  function place(link, box) {
    const at = link.getBoundingClientRect();
    const pane = link.closest("#pq-chat .bubble-wrap")?.getBoundingClientRect();
    if (at.bottom < Math.max(0, pane?.top ?? 0) || at.top > Math.min(innerHeight, pane?.bottom ?? innerHeight)) return close(false);
    const answers = link.closest("#pq-chat-side")?.getBoundingClientRect();
    if (WIDE.matches && answers && innerWidth - answers.right > 260) beside(box, at, answers.right + GAP);
    else aboveOrBelow(box, at);
  }

  function beside(box, at, left) {
    box.style.maxWidth = `${Math.min(420, innerWidth - left - GAP)}px`;
    box.style.left = `${left}px`;
    box.style.top = `${Math.max(GAP, Math.min(at.top - GAP, innerHeight - box.offsetHeight - GAP))}px`;
  }

  function aboveOrBelow(box, at) {
    const above = at.top - 2 * GAP, below = innerHeight - at.bottom - 2 * GAP;
    const upward = above >= Math.min(box.offsetHeight, 160) || above > below;
    box.style.maxHeight = `${Math.min(420, upward ? above : below)}px`;
    box.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - box.offsetWidth - GAP))}px`;
    box.style.top = `${upward ? at.top - GAP - box.offsetHeight : at.bottom + GAP}px`;
  }

  // ---- the mouse: on the marker, on the preview, or on the way from one to the other ----

  function isOnTheWay(x, y, owner, box) {
    const from = owner.getBoundingClientRect(), to = box.getBoundingClientRect();
    const within = (rect, room) => x >= rect.left - room && x <= rect.right + room && y >= rect.top - room && y <= rect.bottom + room;
    if (within(from, GAP) || within(to, GAP)) return true;
    if (x < from.right || x > to.left) return false;
    const part = (x - from.right) / (to.left - from.right);
    const top = from.top + part * (to.top - from.top), bottom = from.bottom + part * (to.bottom - from.bottom);
    return y >= top - GAP && y <= bottom + GAP;
  }

  let opening = 0, closing = 0;
  document.addEventListener("pointerover", (event) => {
    const link = markerOf(event);
    if (!link || event.pointerType !== "mouse") return;
    takeTitle(link);
    clearTimeout(opening);
    opening = setTimeout(() => { if (link.matches(":hover")) show(link); }, WAIT_MS);
  });
  document.addEventListener("pointermove", (event) => {
    const open = preview();
    if (!open || event.pointerType !== "mouse") return;
    if (isOnTheWay(event.clientX, event.clientY, open.owner, open.box)) { clearTimeout(closing); closing = 0; return; }
    if (open.owner === document.activeElement && open.owner.matches(":focus-visible")) return;
    closing ||= setTimeout(() => { closing = 0; if (preview() === open) close(false); }, WAIT_MS);
  });

  document.documentElement.addEventListener("pointerleave", (event) => {
    if (preview() && event.pointerType === "mouse") close(false);
  });

  // ---- the keyboard ----

  function left(event) {
    const open = preview();
    if (!open || open.box.contains(event.relatedTarget) || open.owner === event.relatedTarget) return;
    close(false);
  }
  document.addEventListener("focusin", (event) => {
    const link = markerOf(event);
    if (link?.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", (event) => { if (isShown(markerOf(event))) left(event); });

  // ---- a tap previews; on the window, so that it comes before page.js opens ----

  let pointer = "mouse";
  window.addEventListener("pointerdown", (event) => { pointer = event.pointerType; }, true);
  window.addEventListener("click", (event) => {
    const link = markerOf(event);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (pointer !== "touch" || !event.detail) return close(false);
    event.preventDefault();
    event.stopPropagation();
    show(link);
  }, true);
})();
