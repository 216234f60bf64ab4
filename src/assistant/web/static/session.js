// What happens when the server no longer knows who is asking, or does not answer: the page says so, and the question is
// kept over signing in again, with the conversation it belongs to. Both wait in sessionStorage, which goes with the window.
import { announce, byId, element, putInBox, questionBox } from "/look/common.js";
import { currentConversation, isKept, openConversation } from "/look/conversations.js";

const KEY = "evidence-assistant-question";
const ALIVE = "/gradio_api/app_id";
const LONGEST = 20_000; // characters of a question that are kept
let isSignedOut = false;
let isUnreachable = false;

// The page's own address leads to the page to sign in on, or to the proxy's, and back with the filters in it.
const signInLink = () => element("a", { href: location.pathname + location.search, text: "Sign in again" });

export const signInNote = () =>
  element("p", { class: "note" }, "You have been signed out. ", signInLink(), " to see it.");

function tellSignedOut() {
  const kept = questionBox()?.value.trim() ? "; your question is kept." : ".";
  const note = element("p", { class: "note" }, "You have been signed out. ", signInLink(), kept);
  byId("signed-out").replaceChildren(note);
  document.documentElement.dataset.signedOut = "yes"; // states.css: Gradio's own message says the same, in a corner
  isSignedOut = true;
  announce(note.textContent);
}

function tellSignedIn() {
  isSignedOut = false;
  delete document.documentElement.dataset.signedOut;
  byId("signed-out").replaceChildren();
}

function tellUnreachable() {
  if (isUnreachable) return;
  isUnreachable = true;
  const again = element("button", { type: "button", class: "quiet", text: "Try again" });
  again.addEventListener("click", tryAgain);
  const note = element("p", { class: "note" }, "The assistant does not answer. Is it running? Your question is kept. ", again);
  byId("signed-out").replaceChildren(note);
  document.documentElement.dataset.unreachable = "yes"; // states.css, as above
  announce(note.firstChild.textContent);
}

// Gradio asks by itself every other second, and once there is an answer it loads the page again, as this does.
async function tryAgain() {
  try {
    await window.fetch(ALIVE);
    location.reload();
  } catch {
    announce("The assistant still does not answer.");
  }
}

function tellReachable() {
  isUnreachable = false;
  delete document.documentElement.dataset.unreachable;
  if (!isSignedOut) byId("signed-out").replaceChildren();
}

function keepQuestion() {
  if (!isSignedOut && !isUnreachable) return;
  const pending = document.querySelector(".turn[data-asked]"); // which has left the box for the page
  const question = (questionBox()?.value || (pending ? JSON.parse(pending.dataset.asked) : "")).slice(0, LONGEST);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ question, conversation: currentConversation() }));
  } catch {
    // storage is switched off: the question is in the box for as long as the page is
  }
}

function giveBack() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
  const question = typeof kept?.question === "string" ? kept.question.slice(0, LONGEST) : "";
  if (isKept(kept?.conversation)) {
    const waiting = setInterval(() => {
      if (!window.evidenceBridge) return;
      clearInterval(waiting);
      openConversation(kept.conversation, question);
    }, 50);
  } else if (question) {
    putInBox(question);
    announce("Your question is in the box again.");
  }
}

export function startSession() {
  // Gradio sends its requests by itself, and tells nobody what came of them.
  const send = window.fetch;
  window.fetch = async (...request) => {
    const address = String(request[0]?.url ?? request[0]);
    const isQuestion = [ALIVE, "/queue/join"].some((known) => address.includes(known));
    let response;
    try {
      response = await send(...request);
    } catch (error) {
      if (isQuestion && error.name !== "AbortError") tellUnreachable();
      throw error;
    }
    if (isUnreachable && address.includes("/queue/join")) tellReachable();
    if (response.status === 401) tellSignedOut();
    else if (isSignedOut && response.ok && response.url.includes("/queue/join")) tellSignedIn(); // in another window
    return response;
  };
  window.addEventListener("pagehide", keepQuestion);
  giveBack();
}
