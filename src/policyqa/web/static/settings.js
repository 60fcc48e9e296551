// How the page is shown, kept in this browser: language, larger type, light or dark; and printing it.
// Others read it from <html>: data-language, data-type, data-theme; `pq-language` is sent when the language changes.
// Where there are accounts the language is a cookie too, so that the form for signing in speaks it (sign_in_form.py).
"use strict";

(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function kept(name) {
    try { return localStorage.getItem(`policyqa-${name}`); } catch { return null; } // storage may be switched off
  }

  function keep(name, value) {
    if (name === "language" && root.dataset.account) {
      document.cookie = `policyqa_language=${value}; path=/; max-age=31536000; samesite=lax`;
    }
    try { localStorage.setItem(`policyqa-${name}`, value); } catch { /* then it lasts as long as the page */ }
  }

  const chosen = () => root.dataset.account && document.cookie.match(/(?:^|; )policyqa_language=(en|zh-CN)(?:;|$)/)?.[1];
  const now = { language: chosen() || kept("language"), type: kept("type"), theme: kept("theme") };
  const isDark = () => now.theme ? now.theme === "dark" : system.matches;

  // Gradio sets the class `dark` by the system's theme, at the start and whenever that changes.
  function paint() {
    document.body.classList.toggle("dark", isDark());
    root.dataset.theme = isDark() ? "dark" : "light";
    root.style.colorScheme = root.dataset.theme;
  }

  function button(id, text, title, parent, onPress) {
    const made = document.createElement("button");
    Object.assign(made, { id, type: "button", textContent: text, title });
    made.addEventListener("click", () => onPress(made));
    parent.append(made);
    return made;
  }

  function toggle(name, on, off, isOn, act) {
    return (made) => {
      now[name] = isOn() ? off : on;
      keep(name, now[name]);
      act();
      if (made.hasAttribute("aria-pressed")) made.setAttribute("aria-pressed", isOn());
    };
  }

  const isLarge = () => now.type === "larger";
  const isEnglish = () => now.language === "en";

  const lang = () => isEnglish() ? "en" : "zh-CN";

  function speak() {
    root.lang = root.dataset.language = lang();
    const switcher = document.getElementById("pq-language");
    switcher.textContent = isEnglish() ? "中文" : "English";
    switcher.lang = isEnglish() ? "zh-CN" : "en";
    document.dispatchEvent(new Event("pq-language"));
  }

  function size() {
    root.dataset.type = isLarge() ? "larger" : "usual";
  }

  function build(top) {
    const bar = document.createElement("div");
    bar.id = "pq-settings";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "显示设置");
    button("pq-print", "打印", "打印当前页面", bar, () => window.print());
    const large = button("pq-larger", "大字", "放大文字", bar, toggle("type", "larger", "usual", isLarge, size));
    large.setAttribute("aria-pressed", isLarge());
    const dark = button("pq-dark", "深色", "深色背景", bar, toggle("theme", "dark", "light", isDark, paint));
    dark.setAttribute("aria-pressed", isDark());
    button("pq-language", "English", "", bar, toggle("language", "en", "zh-CN", isEnglish, speak)).translate = false;
    top.insertBefore(bar, document.getElementById("pq-history") || document.getElementById("pq-clear"));
    speak();
  }

  // How much of the window the head takes: what stands below fills the rest.
  function measure() {
    const tabs = document.querySelector("#pq-tabs > .tab-wrapper");
    const page = document.querySelector(".gradio-container");
    if (!tabs || !page) return;
    const zoom = isLarge() ? Number(getComputedStyle(root).getPropertyValue("--pq-zoom")) : 1;
    const above = tabs.getBoundingClientRect().bottom - page.getBoundingClientRect().top + page.scrollTop;
    root.style.setProperty("--pq-head", `${Math.ceil(above / zoom)}px`);
  }

  const sizes = new ResizeObserver(measure);

  function settle() {
    const top = document.getElementById("pq-top");
    if (document.getElementById("pq-clear") && !document.getElementById("pq-settings")) {
      build(top);
      sizes.observe(top);
    }
    const account = document.getElementById("pq-account"); // who has signed in stands above
    if (account && !account.dataset.measured) { account.dataset.measured = "yes"; sizes.observe(account); }
    if (document.body.classList.contains("dark") !== isDark()) paint();
    if (root.lang !== lang()) root.lang = lang(); // Gradio names the language that it found for itself
  }

  size();
  paint();
  system.addEventListener("change", () => {
    paint();
    document.getElementById("pq-dark")?.setAttribute("aria-pressed", isDark());
  });
  const observer = new MutationObserver(settle);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  observer.observe(root, { attributes: true, attributeFilter: ["lang"] });
})();
