// What the other scripts share.

export const wide = window.matchMedia("(min-width: 1000px)");
export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
export const byId = (id) => document.getElementById(id);
export const questionBox = () => document.querySelector("#question textarea");

export function putInBox(question) {
  const box = questionBox();
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// Tells screen readers; the same words twice are told twice.
export function announce(text) {
  const region = document.querySelector("dialog:modal .announcer") ?? byId("announcer"); // behind a dialog nothing is heard
  if (!region) return;
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 60);
}

// Sends something to the server through Gradio's queue, which knows the session; false while the page is not ready.
export function tell(name, sent) {
  if (!window.evidenceBridge) return false;
  window.evidenceBridge(name, sent);
  return true;
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// Gives the focus that a closed dialog held back to `opener`. A dialog says that it is closed a moment later: who has
// begun to type by then is left there.
export function giveBackFocus(dialog, opener) {
  const held = document.activeElement;
  if (held && held !== document.body && !dialog.contains(held)) return;
  (opener && document.contains(opener) ? opener : questionBox())?.focus();
}

// Opens a dialog over the page; the browser keeps the focus inside, and closing gives it back to `opener`.
export function openDialog(dialog, opener) {
  if (dialog.open) return;
  dialog.addEventListener("close", () => giveBackFocus(dialog, opener), { once: true });
  dialog.showModal();
}
