// Whose page this is, signing out, and back to the form once a session has ended.
"use strict";

(() => {
  const name = document.documentElement.dataset.account;
  if (!name) return;
  const toForm = () => {
    const here = location.pathname + location.search;
    location.href = here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`;
  };

  async function leave(button) {
    button.disabled = true;
    try {
      await fetch("/sign-out", { method: "POST", body: "", redirect: "manual" });
    } finally {
      location.href = "/sign-in";
    }
  }

  function show() {
    const top = document.getElementById("pq-top");
    if (!top || document.getElementById("pq-account")) return;
    const bar = document.createElement("div");
    bar.id = "pq-account";
    const who = document.createElement("span");
    who.textContent = name;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "退出";
    button.title = `退出登录（${name}）`;
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () => leave(button));
    bar.append(who, button);
    top.append(bar);
  }

  // A session may end while the page is open (12 hours, a removed account): ask when a person comes back to it.
  document.addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible") return;
    const reply = await fetch("/account").catch(() => null);
    if (reply && reply.status === 401) toForm();
  });
  new MutationObserver(show).observe(document.documentElement, { childList: true, subtree: true });
  show();
})();
