// Where conversations are kept: on the server for the account that has signed in, otherwise in this browser only.
// Both offer the same, as promises: list(words), read(conversation), keep, rename, remove.
"use strict";

(() => {
  const KEY = "policyqa-conversations";
  const MOST = 60, MOST_CHARS = 4_000_000;

  // ---- in this browser ----

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((each) => each && Array.isArray(each.turns)) : [];
    } catch {
      return [];
    }
  }

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

  function matches(conversation, words) {
    if (!words) return true;
    const text = conversation.turns.map((turn) => `${turn.asked?.question} ${turn.answer?.answer} ${turn.answer?.text}`);
    return `${conversation.name} ${text.join(" ")}`.toLowerCase().includes(words);
  }

  const inBrowser = {
    note: "对话保存在这个浏览器里，服务器不存盘；清除浏览器数据会一并清除。",
    list: async (words) => load().filter((each) => matches(each, words)),
    read: async (conversation) => conversation, // the list holds all of it
    async keep({ id, name, turns }) {
      const all = load();
      const conversation = all.find((each) => each.id === id) || { id, name };
      Object.assign(conversation, { turns, at: new Date().toISOString() });
      save([conversation, ...all.filter((each) => each.id !== id)]);
    },
    async rename(id, name) {
      const all = load();
      const kept = all.find((each) => each.id === id);
      if (kept) { kept.name = name; save(all); }
    },
    remove: async (id) => save(load().filter((each) => each.id !== id)),
  };

  // ---- on the server ----

  async function reach(what, said) {
    const sent = said && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said) };
    const reply = await fetch(`/conversations/${what}`, sent);
    if (!reply.ok) throw new Error(`${what}: ${reply.status}`);
    return reply.json();
  }

  const onServer = {
    note: "对话保存在服务器上您的账号里（最近100段），别的账号看不到；删除后即从服务器上抹去。",
    list: async (words) => (await reach(`list?words=${encodeURIComponent(words)}`)).conversations,
    read: ({ id }) => reach(`one?id=${encodeURIComponent(id)}`),
    keep: (conversation) => reach("keep", conversation),
    rename: (id, name) => reach("rename", { id, name }),
    remove: (id) => reach("remove", { id }),
  };

  window.policyqaKept = document.documentElement.dataset.account ? onServer : inBrowser;
})();
