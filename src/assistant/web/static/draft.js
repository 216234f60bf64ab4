// The draft: answers put aside for a reply, in the order the reader gives them. Like past conversations they are kept
// in localStorage and nowhere else. What is read from there is only ever shown as text; draft.py says what a piece is.
import { announce, byId, element, openDialog } from "/look/common.js";

const KEY = "evidence-assistant-draft";
const MOST = 50;
const LONGEST = 20_000; // characters of each part of a piece
const PARTS = ["question", "answer", "sources", "generation"];
const BETWEEN = `\n\n${"-".repeat(40)}\n\n`;
const TELL = {
  full: `The draft holds ${MOST} answers, which is the most. Remove one, or download it and clear it.`,
  long: "That answer is too long for the draft.",
  unkept: "This browser does not keep the draft: its storage is full or switched off.",
};

let taken = []; // places and pieces that were last removed, for "Undo"

function isPiece(one) {
  return Boolean(one) && PARTS.every((part) => typeof one[part] === "string" && one[part].length <= LONGEST);
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isPiece).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write(pieces) {
  try {
    localStorage.setItem(KEY, JSON.stringify(pieces.slice(0, MOST)));
  } catch {
    return false;
  }
  return true;
}

const isSame = (one, other) => ["question", "answer", "sources"].every((part) => one[part] === other[part]);
const countOf = (number) => `${number} ${number === 1 ? "answer" : "answers"}`;

// --- On the page: how many there are, and which answers of the conversation are among them ------------------

function say(button, text) {
  if (button && button.textContent !== text) button.textContent = text; // writing it again would be a change again
}

function showOnPage() {
  const pieces = read();
  say(byId("draft-open"), `Draft (${pieces.length})`);
  for (const button of document.querySelectorAll(".to-draft")) {
    const isIn = pieces.some((piece) => isSame(piece, JSON.parse(button.dataset.piece)));
    say(button, isIn ? "In the draft: open it" : "Add to draft");
    if (isIn) button.setAttribute("aria-haspopup", "dialog");
    else button.removeAttribute("aria-haspopup");
  }
}

function addOrOpen(button) {
  const pieces = read();
  const piece = JSON.parse(button.dataset.piece);
  if (pieces.some((one) => isSame(one, piece))) return open(button);
  button.closest(".foot").querySelector(".draft-problem")?.remove();
  const problem =
    pieces.length >= MOST ? TELL.full : !isPiece(piece) ? TELL.long : write([...pieces, piece]) ? "" : TELL.unkept;
  if (problem) {
    button.parentElement.after(element("p", { class: "note draft-problem", role: "alert", text: problem }));
    return;
  }
  showOnPage();
  announce(`Added. The draft holds ${countOf(pieces.length + 1)}.`);
}

// --- In the dialog -----------------------------------------------------------------------------------------

const asText = (piece) =>
  [`Question: ${piece.question}`, piece.answer, piece.sources && `Sources\n${piece.sources}`]
    .filter(Boolean)
    .join("\n\n");

function draw() {
  const pieces = read();
  const [were, them] = pieces.length === 1 ? ["it was", "it"] : ["they were", "them"];
  byId("draft-hint").textContent = pieces.length
    ? `${countOf(pieces.length)}, as ${were} when you added ${them}. Kept in this browser only.`
    : "The draft is empty. “Add to draft” under an answer puts it here with its sources.";
  byId("draft-list").replaceChildren(...pieces.map((piece, index) => drawPiece(piece, index, pieces.length)));
  byId("draft-actions").hidden = !pieces.length;
  byId("draft-copy").dataset.copy = pieces.map(asText).join(BETWEEN);
}

function drawPiece(piece, index, count) {
  const item = element("li", {});
  const control = (name, label, act) => {
    const spoken = `${label}: ${piece.question}`;
    const button = element("button", { type: "button", class: `quiet ${name}`, text: label, "aria-label": spoken });
    button.addEventListener("click", act);
    return button;
  };
  const up = control("up", "Move up", () => move(index, index - 1, "up"));
  const down = control("down", "Move down", () => move(index, index + 1, "down"));
  up.disabled = index === 0;
  down.disabled = index === count - 1;
  item.append(
    element("h3", { dir: "auto", text: piece.question }),
    element("p", { class: "piece-answer", dir: "auto", text: piece.answer }),
  );
  if (piece.sources) {
    const number = piece.sources.match(/^\[\d+\] /gm)?.length ?? 1;
    const sources = element("details", {}, element("summary", { text: number === 1 ? "1 source" : `${number} sources` }));
    sources.append(element("p", { dir: "auto", text: piece.sources }));
    item.append(sources);
  }
  item.append(element("div", { class: "line" }, up, down, control("remove", "Remove", () => remove(index))));
  return item;
}

function changed(pieces) {
  if (!write(pieces)) announce(TELL.unkept);
  draw();
  showOnPage();
}

function move(from, to, direction) {
  const pieces = read();
  if (!pieces[from] || !pieces[to]) return changed(pieces); // another window has changed it
  pieces.splice(to, 0, ...pieces.splice(from, 1));
  changed(pieces);
  const item = byId("draft-list").children[to];
  (item.querySelector(`.${direction}:enabled`) ?? item.querySelector(":is(.up, .down):enabled")).focus();
  announce(`Moved to place ${to + 1} of ${pieces.length}.`);
}

function remove(index) {
  const pieces = read();
  taken = pieces.splice(index, 1).map((piece) => [index, piece]);
  changed(pieces);
  offerUndo("The answer is removed.");
  const items = byId("draft-list").children;
  (items[Math.min(index, items.length - 1)]?.querySelector(".remove") ?? byId("draft-undo")).focus();
}

function clear() {
  taken = read().map((piece, index) => [index, piece]);
  changed([]);
  offerUndo("The draft is cleared.");
  byId("draft-undo").focus();
}

function offerUndo(text) {
  const line = byId("draft-undone");
  line.hidden = !text;
  line.firstElementChild.textContent = text;
  if (text) announce(`${text} It can be undone.`);
}

function undo() {
  const pieces = read();
  for (const [index, piece] of taken) pieces.splice(Math.min(index, pieces.length), 0, piece);
  const back = taken[0]?.[0] ?? 0;
  taken = [];
  changed(pieces);
  offerUndo("");
  (byId("draft-list").children[back]?.querySelector(".remove") ?? byId("draft-title")).focus();
  announce(`Undone. The draft holds ${countOf(read().length)}.`);
}

function download() {
  const text = byId("draft-copy").dataset.copy;
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain;charset=utf-8" }));
  const link = element("a", { href: address, download: `draft-${new Date().toLocaleDateString("sv")}.txt` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  announce("The draft is downloaded.");
}

function open(opener) {
  draw();
  openDialog(byId("draft"), opener);
}

export function startDraft() {
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.(".to-draft, #draft-open, #draft-clear, #draft-download, #draft-undo");
    if (!target) return;
    if (target.matches(".to-draft")) addOrOpen(target);
    else if (target.matches("#draft-open")) open(target);
    else if (target.matches("#draft-clear")) clear();
    else if (target.matches("#draft-download")) download();
    else undo();
  });
  byId("draft").addEventListener("close", () => {
    taken = [];
    offerUndo("");
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    showOnPage();
    if (byId("draft").open) draw();
  });
  for (const id of ["masthead", "conversation"]) {
    new MutationObserver(showOnPage).observe(byId(id), { childList: true, subtree: true });
  }
  showOnPage();
}
