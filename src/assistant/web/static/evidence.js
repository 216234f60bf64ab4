// The evidence beside the conversation (over it on a narrow screen), and the card shown over a marker.
import { byId, element, giveBackFocus, wide } from "/look/common.js";
import { signInNote } from "/look/session.js";

const SIZES = [100, 140, 200, 300]; // per cent of the panel's width that a page is drawn at
const FINE_FROM = 140; // at this size a sharper picture is fetched
const MARGIN = 20; // pixels left free under the panel
const LEAST = 240; // pixels of height that the panel keeps however low the window is
const FETCH_FAILED = "The evidence could not be fetched. Is the assistant still running?";
let opener = null; // the marker or card that the open evidence belongs to
let request = null; // the evidence being fetched
let size = 0;

export function closeEvidence() {
  const panel = byId("evidence");
  if (panel?.open) panel.close();
}

export function forgetEvidence() {
  opener = null;
  closeEvidence();
  byId("evidence-content").replaceChildren();
}

export async function showEvidence(link, takeFocus) {
  const key = link.dataset.evidence;
  opener = { key, kind: link.classList.contains("marker") ? "marker" : "open" };
  markShown(key);
  const held = document.activeElement;
  if (!(await load(link.getAttribute("href")))) return;
  const goneOn = document.activeElement !== held; // somebody who types by now is left there
  openPanel();
  byId("evidence").scrollTop = 0;
  if (takeFocus && !goneOn) byId("evidence-title").focus({ preventScroll: true });
  bringIntoView();
}

// Fetches a place into the panel; false when a later click overtook it.
async function load(address) {
  const content = byId("evidence-content");
  if (request) request.abort();
  const mine = (request = new AbortController());
  content.classList.add("loading");
  let html = null;
  let isSignedOut = false;
  try {
    const response = await fetch(`${address}&part=1`, { signal: mine.signal });
    isSignedOut = response.status === 401;
    if (response.ok || response.status === 404 || response.status === 410) html = await response.text();
  } catch (error) {
    if (error.name === "AbortError") return false;
  }
  if (html === null) {
    const title = document.createElement("h2");
    Object.assign(title, { id: "evidence-title", tabIndex: -1, textContent: "Evidence" });
    const told = document.createElement("p");
    Object.assign(told, { className: "notice", textContent: FETCH_FAILED });
    content.replaceChildren(title, isSignedOut ? signInNote() : told);
  } else content.innerHTML = html; // made by this server, every word of a document escaped
  content.classList.remove("loading");
  zoom(0);
  return true;
}

function openPanel() {
  const panel = byId("evidence");
  if (panel.open) return;
  if (wide.matches) panel.open = true; // not show(), which would move the focus away from where the reader is
  else panel.showModal();
  fitPanel();
}

// Beside the conversation the panel ends where the window does: at the top of the page it stands under the head, and
// what it holds at its end could not be reached below the window's edge.
function fitPanel() {
  if (!wide.matches || !byId("evidence").open) return;
  const top = Math.max(0, byId("evidence").getBoundingClientRect().top);
  const room = Math.max(LEAST, Math.floor(window.innerHeight - top - MARGIN));
  document.documentElement.style.setProperty("--evidence-room", `${room}px`);
}

function afterClose() {
  markShown(null);
  if (request) request.abort();
  const back = opener && document.querySelector(`a.${opener.kind}[data-evidence="${CSS.escape(opener.key)}"]`);
  opener = null;
  if (!document.querySelector("dialog[open]")) giveBackFocus(byId("evidence"), back);
}

function markShown(key) {
  for (const element of document.querySelectorAll(".marker.shown, .card.shown")) element.classList.remove("shown");
  if (!key) return;
  const name = CSS.escape(key);
  for (const element of document.querySelectorAll(`.marker[data-evidence="${name}"], .card[data-card="${name}"]`)) {
    element.classList.add("shown");
  }
}

function bringIntoView() {
  const panel = byId("evidence");
  const cell = byId("evidence-content").querySelector(".table td.cited");
  const table = cell?.closest(".table");
  if (table) {
    const [inside, around] = [cell.getBoundingClientRect(), table.getBoundingClientRect()];
    table.scrollLeft += Math.max(0, inside.right + 8 - around.right); // no further: the row's name stands on the left
  }
  const target = byId("evidence-content").querySelector(".box.exact, .box, .section mark");
  if (!target) return;
  const [quote, frame] = [target.getBoundingClientRect(), panel.getBoundingClientRect()];
  const seen = Math.min(frame.bottom, window.innerHeight) - frame.top;
  const offset = quote.top - frame.top;
  if (offset > seen * 0.7 || quote.bottom > frame.top + seen) panel.scrollTop += offset - seen * 0.35;
}

async function turnPage(link) {
  const turn = link.dataset.turn;
  if (!(await load(link.getAttribute("href")))) return;
  const again = byId("evidence-content").querySelector(`[data-turn="${turn}"]`);
  (again || byId("evidence-content").querySelector("[data-turn]") || byId("evidence-title")).focus({ preventScroll: true });
}

function zoom(step) {
  size = Math.min(SIZES.length - 1, Math.max(0, size + step));
  const content = byId("evidence-content");
  for (const sheet of content.querySelectorAll(".sheet")) {
    sheet.style.width = `${SIZES[size]}%`;
    const picture = sheet.querySelector("img");
    if (SIZES[size] >= FINE_FROM && !picture.src.includes("fine=1")) picture.src += "&fine=1";
    const box = sheet.querySelector(".box.exact") || sheet.querySelector(".box");
    const frame = sheet.parentElement;
    if (size && step && box) frame.scrollLeft = box.offsetLeft - frame.clientWidth / 3;
  }
  if (step) bringIntoView();
  for (const button of content.querySelectorAll("[data-zoom]")) {
    const out = button.dataset.zoom < 0 ? size === 0 : size === SIZES.length - 1;
    if (out && document.activeElement === button) button.parentElement.querySelector("[data-zoom]:not(:focus)").focus();
    button.disabled = out;
  }
}

// --- The card over a marker: what its source is, before one clicks. It stays while the pointer is on it. ---

let leaving = 0;

function showCard(marker) {
  clearTimeout(leaving);
  const card = document.querySelector(`.card[data-card="${CSS.escape(marker.dataset.evidence)}"]`);
  const hover = byId("hover-card");
  if (!card || !hover) return;
  const lines = { title: ".open bdi", place: ".place", origin: ".origin > span" };
  const parts = Object.entries(lines).flatMap(([name, selector]) => {
    const said = card.querySelector(selector);
    return said ? [element("p", { class: name, text: said.textContent })] : [];
  });
  const quote = document.createElement("p");
  quote.textContent = `“${card.querySelector("mark").textContent}”`;
  quote.dir = "auto";
  hover.replaceChildren(...parts, quote);
  hover.hidden = false;
  marker.setAttribute("aria-describedby", "hover-card");
  const at = marker.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left - 24), window.innerWidth - hover.offsetWidth - 8);
  const under = at.bottom + hover.offsetHeight + 8 < window.innerHeight;
  hover.style.left = `${left}px`;
  hover.style.top = `${under ? at.bottom + 4 : Math.max(8, at.top - hover.offsetHeight - 4)}px`;
}

function hideCard() {
  clearTimeout(leaving);
  const hover = byId("hover-card");
  if (!hover || hover.hidden) return;
  hover.hidden = true;
  for (const marker of document.querySelectorAll('.marker[aria-describedby="hover-card"]')) {
    marker.removeAttribute("aria-describedby");
  }
}

export function startEvidence() {
  byId("evidence").addEventListener("close", afterClose);

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a[data-evidence], a[data-turn], [data-zoom], #evidence-close");
    if (!target) {
      if (event.target === byId("evidence") && !wide.matches) closeEvidence();
      return;
    }
    if (target.matches("#evidence-close")) closeEvidence();
    else if (target.matches("[data-zoom]")) zoom(Number(target.dataset.zoom));
    else {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      hideCard();
      if (target.matches("a[data-turn]")) turnPage(target);
      else showEvidence(target, true);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const panel = byId("evidence");
    if (!byId("hover-card").hidden) {
      event.preventDefault();
      hideCard();
    } else if (panel.open && wide.matches && panel.contains(document.activeElement)) {
      event.preventDefault();
      closeEvidence();
    }
  });

  document.addEventListener("mouseover", (event) => {
    const marker = event.target.closest?.(".marker");
    if (marker) showCard(marker);
    else if (event.target.closest?.("#hover-card")) clearTimeout(leaving);
    else if (!byId("hover-card").hidden) {
      clearTimeout(leaving);
      leaving = setTimeout(hideCard, 250);
    }
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".marker:focus-visible")) showCard(event.target);
    else hideCard();
  });
  window.addEventListener("scroll", hideCard, { passive: true });
  window.addEventListener("scroll", fitPanel, { passive: true });
  window.addEventListener("resize", fitPanel);

  wide.addEventListener("change", () => {
    const panel = byId("evidence");
    if (!panel.open) return;
    const kept = opener;
    panel.removeEventListener("close", afterClose);
    panel.close();
    openPanel();
    opener = kept;
    setTimeout(() => panel.addEventListener("close", afterClose));
  });
}
