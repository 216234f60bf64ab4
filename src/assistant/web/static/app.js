// What the page does in the browser: opens evidence, announces answers, copies them. No state is kept here
// that the server does not have; without this file every citation is still a link to its evidence.
"use strict";

(() => {
  const wide = window.matchMedia("(min-width: 1000px)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const byId = (id) => document.getElementById(id);
  let opener = null; // the marker or card that the open evidence belongs to
  let request = null; // the evidence being fetched
  let announced = ""; // the last outcome that was told to screen readers

  // --- Evidence -----------------------------------------------------------------------------------------

  function openPanel() {
    const panel = byId("evidence");
    if (!panel.open) {
      if (wide.matches) {
        panel.open = true; // not show(), which would move the focus away from where the reader is
      } else {
        panel.showModal();
      }
    }
  }

  function closePanel() {
    const panel = byId("evidence");
    if (panel && panel.open) panel.close();
  }

  function afterClose() {
    markShown(null);
    if (request) request.abort();
    const back = opener && document.querySelector(`a[data-evidence="${opener.key}"].${opener.kind}`);
    opener = null;
    if (back && !document.querySelector("dialog[open]")) back.focus();
  }

  function markShown(key) {
    for (const element of document.querySelectorAll(".marker.shown, .card.shown")) element.classList.remove("shown");
    if (!key) return;
    for (const element of document.querySelectorAll(`.marker[data-evidence="${key}"], .card[data-card="${key}"]`)) {
      element.classList.add("shown");
    }
  }

  async function showEvidence(link, takeFocus) {
    const key = link.dataset.evidence;
    const content = byId("evidence-content");
    if (request) request.abort();
    const mine = (request = new AbortController());
    content.classList.add("loading");
    opener = { key, kind: link.classList.contains("marker") ? "marker" : "open" };
    markShown(key);
    let html;
    try {
      const response = await fetch(`${link.getAttribute("href")}&part=1`, { signal: mine.signal });
      html = response.ok || response.status === 404 || response.status === 410 ? await response.text() : null;
    } catch (error) {
      if (error.name === "AbortError") return;
      html = null;
    }
    content.innerHTML =
      html ??
      '<h2 id="evidence-title" tabindex="-1">Evidence</h2><p class="notice">The evidence could not be fetched. Is the assistant still running?</p>';
    content.classList.remove("loading");
    openPanel();
    byId("evidence").scrollTop = 0;
    if (takeFocus) byId("evidence-title").focus({ preventScroll: true });
    bringIntoView(content);
  }

  function bringIntoView(content) {
    const panel = byId("evidence");
    const target = content.querySelector(".box") || content.querySelector("mark");
    if (!target) return;
    const offset = target.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    if (offset > panel.clientHeight * 0.7) panel.scrollTop += offset - panel.clientHeight * 0.35;
  }

  wide.addEventListener("change", () => {
    const panel = byId("evidence");
    if (!panel || !panel.open) return;
    const kept = opener;
    panel.removeEventListener("close", afterClose);
    panel.close();
    openPanel();
    opener = kept;
    setTimeout(() => panel.addEventListener("close", afterClose));
  });

  // --- Questions ----------------------------------------------------------------------------------------

  function ask(question) {
    const box = document.querySelector("#question textarea");
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => byId("send").click());
    box.focus();
  }

  async function copy(button) {
    const text = button.dataset.copy;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const label = button.textContent;
    button.textContent = done ? "Copied" : "Could not copy";
    announce(button.textContent);
    setTimeout(() => (button.textContent = label), 1800);
  }

  // --- New answers --------------------------------------------------------------------------------------

  function announce(text) {
    const region = byId("announcer");
    if (region) region.textContent = text;
  }

  function outcomeChanged() {
    const turns = document.querySelectorAll("#conversation .turn");
    const turn = turns[turns.length - 1];
    if (!turn) {
      if (announced) {
        announced = "";
        closePanel();
        byId("evidence-content").replaceChildren();
        announce("New conversation.");
        document.querySelector("#question textarea")?.focus();
      }
      return;
    }
    const outcome = turn.querySelector(".outcome");
    const state = `${turn.dataset.turn} ${outcome.dataset.outcome}`;
    if (state === announced) return;
    announced = state;
    if (outcome.dataset.outcome === "pending") {
      announce("Searching the evidence.");
      bringUp(turn);
      return;
    }
    const said = outcome.querySelector(".said, .problem p") || outcome;
    const words = [...said.querySelectorAll(".statement")].map(spoken);
    announce(`Answer: ${(words.length ? words : [said.textContent]).join(" ")}`);
    bringUp(turn);
    const first = outcome.querySelector(".said .marker");
    if (wide.matches && first) showEvidence(first, false);
    else if (wide.matches) {
      opener = null;
      closePanel();
    }
  }

  function bringUp(turn) {
    if (turn.dataset.turn === "1") window.scrollTo({ top: 0 });
    else turn.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  }

  function spoken(statement) {
    const copied = statement.cloneNode(true);
    for (const marker of copied.querySelectorAll(".markers")) marker.remove();
    return copied.textContent.trim();
  }

  // --- Events -------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a[data-evidence], .example, .copy, #evidence-close");
    if (!target) {
      if (event.target === byId("evidence") && !wide.matches) closePanel();
      return;
    }
    if (target.matches("a[data-evidence]")) {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      showEvidence(target, true);
    } else if (target.matches(".example")) ask(target.dataset.question);
    else if (target.matches(".copy")) copy(target);
    else closePanel();
  });

  document.addEventListener("keydown", (event) => {
    const panel = byId("evidence");
    if (event.key === "Escape" && panel?.open && wide.matches && panel.contains(document.activeElement)) {
      event.preventDefault();
      closePanel();
    }
  });

  function start() {
    const conversation = byId("conversation");
    const panel = byId("evidence");
    if (!conversation || !panel) return false;
    panel.addEventListener("close", afterClose);
    new MutationObserver(outcomeChanged).observe(conversation, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-outcome"] });
    return true;
  }

  const waiting = setInterval(() => start() && clearInterval(waiting), 50);
})();
