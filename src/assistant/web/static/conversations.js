// Past conversations of this browser. They are kept in localStorage and nowhere else: the server holds nobody's
// questions. Gradio's BrowserState would send all of them to the server with every question.
import { announce, byId, element, openDialog, questionBox, tell } from "/look/common.js";

const KEY = "evidence-assistant-conversations";
const MOST = 50;
const MOST_BYTES = 60_000; // of one conversation when it goes back to the server, which reads 64 KB
const MOST_SHOWN = 60; // exchanges that the server shows of one conversation

let current = ""; // id of the conversation on the page
let first = 1; // number of the exchange that its record begins with
let opened = 0; // exchanges that the record had when it was opened again
let taken = null; // the conversation that was last deleted, and its place, for "Undo"
const recorded = new Map(); // by number: the exchanges on the page as the record has them

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
  opened = 0;
  recorded.clear();
}

// Keeps what is new or has changed on the page, and puts its conversation first in the list. What was only opened again
// is left as it is in the record, which may hold more than the page shows.
export function keepConversation() {
  const turns = [...document.querySelectorAll(".turn[data-saved]")].map((turn) => {
    return { number: Number(turn.dataset.number), saved: turn.dataset.saved };
  });
  const conversations = read();
  let known = conversations.find((one) => one.id === current);
  if (known && turns.some((turn) => !belongs(turn, known.exchanges))) {
    if (!recorded.size) return; // the page still shows the conversation before
    known = undefined; // another window went on with it in other words
    current = "";
  }
  const changed = turns.filter(isChanged);
  if (!changed.length) return;
  current ||= crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  if (!known) first = turns[0].number;
  const exchanges = [...(known?.exchanges ?? [])];
  for (const { number, saved } of known ? changed : turns) {
    exchanges[number - first] = JSON.parse(saved);
    recorded.set(number, saved);
  }
  const name = known?.name ?? exchanges[0].question.slice(0, 120);
  const rest = conversations.filter((one) => one.id !== current);
  write([{ id: current, name, at: new Date().toISOString(), exchanges }, ...rest]);
}

function belongs({ number, saved }, exchanges) {
  const place = number - first;
  return place >= exchanges.length || exchanges[place]?.question === JSON.parse(saved).question;
}

function isChanged({ number, saved }) {
  if (!recorded.has(number) && number <= opened) recorded.set(number, saved);
  return recorded.get(number) !== saved;
}

export const currentConversation = () => current;
export const isKept = (id) => read().some((one) => one.id === id);

// Opens a conversation again, with a question in the box that was not asked yet.
export function openConversation(id, question = "") {
  const found = read().find((one) => one.id === id);
  if (!found) return;
  let exchanges = found.exchanges.slice(-MOST_SHOWN);
  while (exchanges.length > 1 && new TextEncoder().encode(JSON.stringify(exchanges)).length > MOST_BYTES) {
    exchanges = exchanges.slice(1);
  }
  newConversation();
  current = id;
  first = 1;
  opened = found.exchanges.length;
  byId("past").close();
  tell("select", { exchanges, question, before: opened - exchanges.length });
  announce("The conversation is open again.");
  questionBox()?.focus();
}

function remove(id, item) {
  const neighbour = item.nextElementSibling ?? item.previousElementSibling;
  const conversations = read();
  const place = conversations.findIndex((one) => one.id === id);
  if (place < 0) return list(); // another window has deleted it
  taken = { conversation: conversations[place], place, wasCurrent: id === current };
  write(conversations.filter((one) => one.id !== id));
  if (id === current) current = "";
  list();
  offerUndo(`“${taken.conversation.name}” is deleted.`);
  const next = neighbour && byId("past-list").querySelector(`[data-id="${CSS.escape(neighbour.dataset.id)}"] .delete`);
  (next ?? byId("past-undo")).focus();
}

function offerUndo(text) {
  const line = byId("past-undone");
  line.hidden = !text;
  line.firstElementChild.textContent = text;
  if (text) announce(`${text} It can be undone.`);
}

function undo() {
  if (!taken) return;
  const { conversation, place, wasCurrent } = taken;
  taken = null;
  const conversations = read();
  conversations.splice(place, 0, conversation);
  write(conversations);
  if (wasCurrent && !current) current = conversation.id;
  list();
  offerUndo("");
  const back = byId("past-list").querySelector(`[data-id="${CSS.escape(conversation.id)}"] .delete`);
  (back ?? byId("past-search")).focus();
  announce("Undone. The conversation is back.");
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
  byId("past-undo").addEventListener("click", undo);
  byId("past").addEventListener("close", () => {
    taken = null;
    offerUndo("");
  });
}
