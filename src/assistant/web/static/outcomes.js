// What happens when the conversation changes: announcements, the newest answer brought up, its evidence opened.
import { announce, byId, calm, putInBox, questionBox, wide } from "/look/common.js";
import { tellKept, waitNoLonger } from "/look/ask.js";
import { closeEvidence, forgetEvidence, showEvidence } from "/look/evidence.js";
import { keepConversation, newConversation } from "/look/conversations.js";

let told = ""; // the last turn and its outcome that screen readers were told of
let stage = "";
let asked = ""; // the question that is being answered
let stopping = false;

const SAID = ".said :is(.doubt, .statement, .listed li, .differs, .unanswered)"; // what screen readers are told of an answer, in this order
const opened = new Set(); // ids of details that a reader opened: a change of the conversation would close them

function changed() {
  for (const id of opened) if (byId(id) && !byId(id).open) byId(id).open = true;
  tellKept();
  const turns = document.querySelectorAll("#conversation .turn");
  const turn = turns[turns.length - 1];
  const outcome = turn?.querySelector(".outcome");
  if (!outcome) return turn ? undefined : emptied();
  const now = `${turns.length} ${outcome.dataset.outcome}`;
  const isNew = now !== told;
  told = now;
  if (stopping && outcome.dataset.outcome !== "pending") return stopped();
  if (outcome.dataset.outcome === "pending") {
    if (isNew || stage !== outcome.dataset.stage) announce(outcome.textContent);
    stage = outcome.dataset.stage;
    if (isNew) begun(turn);
    return;
  }
  waitNoLonger();
  keepConversation();
  if (isNew) answered(turn, outcome); // else it is a verdict on an answer, or questions to ask instead
}

// The question has left the box for the page; what was typed since it was sent stays.
function begun(turn) {
  asked = JSON.parse(turn.dataset.asked);
  if (questionBox()?.value.trim() === asked.trim()) putInBox("");
  bringUp(turn);
}

function answered(turn, outcome) {
  const understood = outcome.querySelector(".understood")?.textContent ?? "";
  const words = [...outcome.querySelectorAll(SAID)].map(spoken);
  const answer = words.length ? words.join(" ") : (outcome.querySelector("p") ?? outcome).textContent;
  announce(`${understood && `${understood} `}Answer: ${answer}`);
  bringUp(turn);
  if (document.activeElement === document.body) questionBox()?.focus(); // it was on a question that went away
  const first = outcome.querySelector(".said .marker");
  if (wide.matches && first) showEvidence(first, false);
  else if (wide.matches) closeEvidence();
}

function emptied() {
  if (!told) return;
  told = "";
  opened.clear();
  waitNoLonger();
  if (stopping) return stopped();
  newConversation();
  forgetEvidence();
  announce("New conversation.");
  questionBox()?.focus();
}

function stopped() {
  stopping = false;
  waitNoLonger();
  const isTyping = Boolean(questionBox()?.value.trim());
  if (!isTyping) putInBox(asked);
  announce(isTyping ? "Stopped. What you typed is still in the box." : "Stopped. The question is back in the box.");
  questionBox()?.focus();
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

export function startOutcomes() {
  document.addEventListener("click", (event) => {
    const details = event.target.closest?.("summary")?.parentElement;
    if (details?.matches(".why")) details.open ? opened.delete(details.id) : opened.add(details.id);
  });
  byId("stop").addEventListener("click", () => {
    stopping = true;
    questionBox()?.focus(); // the button goes away
  });
  new MutationObserver(changed).observe(byId("conversation"), {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-outcome", "data-stage", "data-saved", "aria-pressed", "aria-disabled"],
  });
}
