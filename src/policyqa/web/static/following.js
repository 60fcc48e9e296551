// Where the eye goes: a new question comes to the top with its answer below it; on a phone charts are drawn for its width.
"use strict";

(() => {
  // ---- a new question comes to the top, and its answer below it ----

  let questions = 0;
  function follow() {
    if (innerWidth < 600) narrowCharts();
    const asked = document.querySelectorAll("#pq-chat .pq-asked");
    if (asked.length > questions) asked[asked.length - 1].scrollIntoView({ block: "start", inline: "nearest" });
    questions = asked.length;
    const answered = document.querySelector("#pq-chat .message-row:last-child .pq-answer");
    if (answered && !answered.dataset.seen) {
      answered.dataset.seen = "yes";
      asked[asked.length - 1]?.scrollIntoView({ block: "start", inline: "nearest" });
    }
  }
  // On a phone a chart is drawn for its width, so that its words can be read.
  function narrowCharts() {
    for (const picture of document.querySelectorAll(".pq-chart img:not(.pq-narrow)")) {
      picture.classList.add("pq-narrow");
      picture.removeAttribute("height");
      picture.src = `${picture.src}&narrow=1`;
    }
  }
  new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });
})();
