// Past conversations of this browser. They are kept in localStorage and nowhere else: the server holds nobody's
// questions. Gradio's BrowserState would send all of them to the server with every question.
import { announce, byId, element, openDialog, questionBox, tell } from "/look/common.js";

const KEY = "evidence-assistant-conversations";
const MOST = 50;
const MOST_BYTES = 45_000; // of one conversation when it goes back to the server, which reads 64 KB

let current = ""; // id of the conversation on the page

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => one && typeof one.id === "string" && Array.isArray(one.exchanges)) : [];
  } catch {
    return [];
  }
}

function write(conversations) {
  for (let count = Math.min(MOST, conversations.length); count >= 0; count = Math.floor(count / 2)) {
    try {
      localStorage.setItem(KEY, JSON.stringify(conversations.slice(0, count)));
      return;
    } catch {
      if (count === 0) return; // storage is switched off: nothing is kept
    }
  }
}

export function newConversation() {
  current = "";
}

// Keeps the conversation on the page as it stands now, first in the list.
export function keepConversation() {
  const exchanges = [...document.querySelectorAll(".turn[data-saved]")].map((turn) => JSON.parse(turn.dataset.saved));
  if (!exchanges.length) return;
  current ||= crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const conversations = read();
  const known = conversations.find((one) => one.id === current);
  const name = known?.name ?? exchanges[0].question.slice(0, 120);
  const rest = conversations.filter((one) => one.id !== current);
  write([{ id: current, name, at: new Date().toISOString(), exchanges }, ...rest]);
}

export const currentConversation = () => current;
export const isKept = (id) => read().some((one) => one.id === id);

// Opens a conversation again, with a question in the box that was not asked yet.
export function openConversation(id, question = "") {
  const found = read().find((one) => one.id === id);
  if (!found) return;
  let exchanges = found.exchanges;
  while (exchanges.length > 1 && new TextEncoder().encode(JSON.stringify(exchanges)).length > MOST_BYTES) {
    exchanges = exchanges.slice(1);
  }
  current = id;
  byId("past").close();
  tell("select", { exchanges, question });
  announce("The conversation is open again.");
  questionBox()?.focus();
}

function remove(id, item) {
  const neighbour = item.nextElementSibling ?? item.previousElementSibling;
  write(read().filter((one) => one.id !== id));
  if (id === current) current = "";
  list();
  const next = neighbour && byId("past-list").querySelector(`[data-id="${CSS.escape(neighbour.dataset.id)}"] .delete`);
  (next ?? byId("past-search")).focus();
  announce("Deleted.");
}

function rename(id, item) {
  const known = read().find((one) => one.id === id);
  const input = element("input", { type: "text", maxlength: "120", "aria-label": "New name", value: known.name });
  const done = (keep) => {
    if (!document.contains(input)) return;
    const conversations = read();
    const one = conversations.find((other) => other.id === id);
    if (keep && one && input.value.trim()) one.name = input.value.trim();
    write(conversations);
    list();
    byId("past-list").querySelector(`[data-id="${CSS.escape(id)}"] .rename`)?.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault(); // Escape would close the dialog
      event.stopPropagation();
      done(event.key === "Enter");
    }
  });
  const save = element("button", { type: "button", class: "quiet", text: "Save name" });
  save.addEventListener("click", () => done(true));
  item.replaceChildren(element("div", { class: "line" }, input, save));
  input.focus();
  input.select();
}

function list() {
  const wanted = byId("past-search").value.trim().toLocaleLowerCase();
  const all = read();
  const shown = all.filter((one) => !wanted || `${one.name} ${JSON.stringify(one.exchanges)}`.toLocaleLowerCase().includes(wanted));
  byId("past-count").textContent = !all.length
    ? "There are none yet."
    : `${shown.length} of ${all.length} ${all.length === 1 ? "conversation" : "conversations"}`;
  byId("past-list").replaceChildren(
    ...shown.map((one) => {
      const item = element("li", { "data-id": one.id });
      const name = element("button", { type: "button", class: "name", dir: "auto", text: one.name });
      const count = `${one.exchanges.length} ${one.exchanges.length === 1 ? "question" : "questions"}`;
      const when = new Date(one.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
      const again = element("button", { type: "button", class: "quiet rename", text: "Rename", "aria-label": `Rename ${one.name}` });
      const away = element("button", { type: "button", class: "quiet delete", text: "Delete", "aria-label": `Delete ${one.name}` });
      name.addEventListener("click", () => openConversation(one.id));
      again.addEventListener("click", () => rename(one.id, item));
      away.addEventListener("click", () => remove(one.id, item));
      item.append(name, element("p", { class: "hint", text: `${when} · ${count}` }), element("div", { class: "line" }, again, away));
      return item;
    }),
  );
}

export function startConversations() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("#past-open");
    if (!opener) return;
    byId("past-search").value = "";
    list();
    openDialog(byId("past"), opener);
  });
  byId("past-search").addEventListener("input", list);
}
