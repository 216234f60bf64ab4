// Questions, their filters, and what can be done with an answer.
import { announce, byId, element, openDialog, putInBox, questionBox, tell } from "/look/common.js";

// --- Filters: kept in the address of the page, and nowhere else -------------------------------------------

const LISTS = ["document", "kind", "place"];
const DATES = ["from", "to"];
const SAID = { document: "", kind: "Kind: ", place: "Place: ", from: "From ", to: "Until " };

export function chosenFilters() {
  const query = new URLSearchParams(location.search);
  const chosen = {};
  for (const name of LISTS) if (query.getAll(name).length) chosen[name] = query.getAll(name);
  for (const name of DATES) if (query.get(name)) chosen[name] = query.get(name);
  return chosen;
}

function setFilters(pairs) {
  const query = new URLSearchParams(location.search);
  for (const name of [...LISTS, ...DATES]) query.delete(name);
  for (const [name, value] of pairs) query.append(name, value);
  const text = query.toString();
  history.replaceState(history.state, "", text ? `?${text}` : location.pathname);
  showFilters();
}

function pairsOf(chosen) {
  return Object.entries(chosen).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
}

function fromDialog() {
  const pairs = [];
  for (const box of byId("filters").querySelectorAll("input")) {
    if (box.type === "checkbox" ? box.checked : box.value.trim()) pairs.push([box.name, box.value.trim()]);
  }
  setFilters(pairs);
}

// Ticks what the address says, and shows it beside the question box, each with a button that takes it away.
function showFilters() {
  const pairs = pairsOf(chosenFilters());
  const boxes = [...byId("filters").querySelectorAll("input")];
  for (const box of boxes) {
    if (box.type === "checkbox") box.checked = pairs.some(([name, value]) => box.name === name && box.value === value);
    else if (document.activeElement !== box) box.value = pairs.find(([name]) => box.name === name)?.[1] ?? "";
  }
  const holder = byId("active-filters");
  holder.hidden = pairs.length === 0;
  holder.replaceChildren(
    element("span", { text: "Asking only:" }),
    ...pairs.map(([name, value], index) => {
      const label = boxes.find((box) => box.name === name && box.value === value)?.dataset.label ?? value;
      const button = element("button", { type: "button", class: "chip", "aria-label": `Take away the filter ${SAID[name]}${label}` });
      button.append(element("span", { text: `${SAID[name]}${label}`, dir: "auto" }), element("span", { text: "×", "aria-hidden": "true" }));
      button.addEventListener("click", () => {
        setFilters(pairs.filter((_, other) => other !== index));
        (holder.querySelectorAll(".chip")[Math.max(0, index - 1)] || questionBox()).focus();
        announce("Filter taken away.");
      });
      return button;
    }),
  );
  const opener = byId("filters-open");
  if (opener) opener.textContent = pairs.length ? `Filters (${pairs.length})` : "Filters";
}

// --- Asking --------------------------------------------------------------------------------------------

const WAIT = "Wait for the answer, or stop it. Your question stays in the box.";
const isAnswering = () => document.querySelector("#conversation .pending") !== null;

function ask(question) {
  if (isAnswering()) return tellToWait();
  putInBox(question);
  setTimeout(() => byId("send").click());
  questionBox().focus();
}

// Gradio drops a question that is sent while another is answered, without a word.
function tellToWait() {
  const said = questionBox().value.trim() ? WAIT : "Wait for the answer, or stop it.";
  byId("wait").replaceChildren(element("p", { class: "note wait", text: said }));
  announce(said);
}

// Takes that word away once there is an answer.
export function waitNoLonger() {
  byId("wait").replaceChildren();
}

async function copy(button) {
  const text = button.dataset.copy;
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    (button.closest("dialog") ?? document.body).append(area); // behind a dialog nothing can be selected
    area.select();
    done = document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.classList.add(done ? "copied" : "not-copied");
  announce(done ? "Copied." : "Could not copy.");
  setTimeout(() => button.classList.remove("copied", "not-copied"), 1800);
}

let awaited = null; // what was sent to be kept, until the page shows that it is

function keep(event, sent, shown, said) {
  awaited = tell(event, sent) ? { shown: `.turn[data-turn="${sent.turn}"] ${shown}`, said } : null;
}

// Tells that something is kept once the server has said so; what could not be kept is told in a note.
export function tellKept() {
  if (!awaited || !document.querySelector(awaited.shown)) return;
  announce(awaited.said);
  awaited = null;
}

function addRemark(turn) {
  const article = document.querySelector(`.turn[data-turn="${turn}"]`);
  const pressed = article.querySelector('.rate[aria-pressed="true"]');
  const remark = byId(`remark-${turn}`);
  if (!pressed || !remark.value.trim()) return remark.focus();
  const sent = { turn: Number(turn), verdict: pressed.dataset.verdict, remark: remark.value };
  keep("like", sent, "p.remark", "Your sentence is kept.");
  pressed.focus(); // the line with the sentence goes away
}

// How high the question box stands is told to frame.css, which keeps the focus clear of it.
function measureComposer() {
  const composer = byId("composer");
  const told = () => document.documentElement.style.setProperty("--composer-height", `${composer.offsetHeight}px`);
  new ResizeObserver(told).observe(composer, { box: "border-box" });
}

export function startAsking() {
  measureComposer();
  window.evidenceFilters = () => JSON.stringify(chosenFilters());
  const holder = byId("filters-holder");
  let dialog = byId("filters");
  new MutationObserver(() => {
    if (!byId("filters")) return;
    const wasOpen = dialog !== byId("filters") && dialog?.open; // the documents arrived after the click
    dialog = byId("filters");
    if (wasOpen) openDialog(dialog, byId("filters-open"));
    showFilters();
  }).observe(holder, { childList: true, subtree: true });
  showFilters();
  window.addEventListener("popstate", showFilters);
  holder.addEventListener("change", fromDialog);
  holder.addEventListener("input", (event) => event.target.type === "text" && fromDialog());

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.(
      ".example, .copy, .rate, .keep, .add-remark, #filters-open, #filters-clear, [data-close]",
    );
    if (!target) return;
    if (target.matches(".example")) ask(target.dataset.question);
    else if (target.matches(".copy")) copy(target);
    else if (target.matches(".rate")) {
      const [turn, verdict] = [Number(target.dataset.turn), target.dataset.verdict];
      const mine = `.rate[data-verdict="${verdict}"]`;
      const isPressed = target.getAttribute("aria-pressed") === "true";
      if (isPressed) keep("like", { turn, verdict: "" }, `${mine}[aria-pressed="false"]`, "Your verdict is withdrawn.");
      else keep("like", { turn, verdict }, `${mine}[aria-pressed="true"]`, "Thank you, that is kept.");
    } else if (target.matches(".keep")) {
      if (target.ariaDisabled === "true") return;
      keep("submit", { turn: Number(target.dataset.turn) }, ".keep[aria-disabled]", "Kept, to be reviewed.");
    } else if (target.matches(".add-remark")) addRemark(target.dataset.turn);
    else if (target.matches("#filters-open")) openDialog(byId("filters"), target);
    else if (target.matches("#filters-clear")) {
      for (const box of byId("filters").querySelectorAll('input[type="text"]')) box.value = "";
      setFilters([]);
      announce("No filters.");
    } else byId(target.dataset.close).close();
  });
  const sends = (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing;
  document.addEventListener(
    "keydown",
    (event) => {
      if (!sends(event) || !event.target.matches?.("#question textarea") || !isAnswering()) return;
      event.preventDefault();
      event.stopPropagation();
      tellToWait();
    },
    true, // before Gradio hears of it
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.(".remark input")) {
      event.preventDefault();
      addRemark(event.target.id.replace("remark-", ""));
    }
  });
}
