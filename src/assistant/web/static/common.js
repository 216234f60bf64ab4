// What the other scripts share.

export const wide = window.matchMedia("(min-width: 1000px)");
export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
export const byId = (id) => document.getElementById(id);
export const questionBox = () => document.querySelector("#question textarea");

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

// Opens a dialog over the page; the browser keeps the focus inside, and closing gives it back to `opener`.
export function openDialog(dialog, opener) {
  if (dialog.open) return;
  dialog.addEventListener("close", () => (document.contains(opener) ? opener : questionBox())?.focus(), { once: true });
  dialog.showModal();
}
