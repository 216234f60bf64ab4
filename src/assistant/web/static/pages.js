// The page Evidence base in the browser: searches while one types, adds files with a bar each, follows the index.
// Without this file the page still searches, removes and indexes by its forms.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const filters = byId("filters");
  if (!filters) return;
  const results = byId("results");
  const progress = byId("progress");
  const LOOK_AGAIN = 700; // milliseconds between two looks at a running index
  const PAUSE = 250; // milliseconds without a key before a search

  // --- When the assistant does not answer -----------------------------------------------------------------

  const LOST = "The assistant does not answer. Is it running?";

  // Says so where an outcome was expected, once, with a button that does `again` what could not be done.
  function tellLost(place, again) {
    if (place.querySelector(":scope > .lost")) return;
    const told = document.createElement("p");
    const button = document.createElement("button");
    told.className = "told bad lost";
    told.setAttribute("role", "alert");
    button.type = "button";
    button.textContent = "Try again";
    button.addEventListener("click", again);
    told.append(`${LOST} `, button);
    place.prepend(told);
  }

  const foundAgain = (place) => place.querySelector(":scope > .lost")?.remove();

  // --- Searching ----------------------------------------------------------------------------------------

  let request = null;
  let waiting = 0;

  function asked() {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(filters)) if (value) given.append(name, value);
    return given;
  }

  async function show(given) {
    if (request) request.abort();
    const mine = (request = new AbortController());
    const address = new URLSearchParams(given);
    address.append("part", "1");
    try {
      const response = await fetch(`/library?${address}`, { signal: mine.signal });
      if (response.ok) results.innerHTML = await response.text();
      else if (response.status === 401) location.reload(); // signed out: to the page to sign in on, and back
    } catch (error) {
      if (error.name !== "AbortError") tellLost(results, () => show(given));
    }
  }

  function search() {
    const given = asked();
    history.replaceState(null, "", given.size ? `/library?${given}` : "/library");
    show(given);
  }

  filters.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(search, event.target.matches("select") ? 0 : PAUSE);
  });
  filters.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  // What was typed before this file had arrived was heard by nobody.
  const inAddress = new URLSearchParams(location.search);
  if ([...new FormData(filters)].some(([name, value]) => value !== (inAddress.get(name) ?? ""))) search();

  // --- The index ----------------------------------------------------------------------------------------

  let following = 0;

  async function follow() {
    let told;
    try {
      const response = await fetch("/library/status");
      if (!response.ok) throw new Error(response.statusText);
      told = await response.json();
    } catch {
      tellLost(progress, follow);
      clearTimeout(following); // pressing the button must not make two of them
      following = setTimeout(follow, 4 * LOOK_AGAIN);
      return;
    }
    foundAgain(progress);
    draw(told.html);
    clearTimeout(following);
    if (told.running) following = setTimeout(follow, LOOK_AGAIN);
    else show(new URLSearchParams(location.search));
  }

  // Only what changed is written, so that a screen reader is not told the whole again with every document.
  function draw(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const [was, is] = [progress.querySelector("progress"), fresh.content.querySelector("progress")];
    if (!was || !is || !progress.querySelector(".stop")) {
      const hadFocus = progress.contains(document.activeElement);
      progress.replaceChildren(fresh.content);
      if (hadFocus) byId("index").querySelector("button").focus(); // Stop has gone away
      return;
    }
    if (is.hasAttribute("value")) {
      was.max = is.max;
      was.value = is.value;
    }
    for (const part of ["label", ".left"]) {
      const [old, now] = [progress.querySelector(part), fresh.content.querySelector(part)];
      if (old.textContent !== now.textContent) old.textContent = now.textContent;
    }
  }

  async function index() {
    progress.innerHTML =
      '<div class="progress"><label for="indexing">Starting</label><progress id="indexing"></progress></div>';
    let response;
    try {
      response = await fetch("/library/index", { method: "POST", redirect: "manual" });
    } catch {
      progress.replaceChildren();
      tellLost(progress, index);
      return;
    }
    if (response.type !== "opaqueredirect" && !response.ok) {
      progress.textContent = await response.text();
      return;
    }
    follow();
  }

  if (!progress) return;
  if ("running" in progress.dataset) follow();
  byId("index").addEventListener("submit", (event) => {
    event.preventDefault();
    index();
  });

  progress.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await fetch("/library/stop", { method: "POST", redirect: "manual" });
    } catch {
      // follow() tells that the assistant does not answer
    }
    follow();
  });

  // --- Adding files -------------------------------------------------------------------------------------

  const form = byId("add");
  const input = byId("files");
  const list = byId("uploads");
  form.hidden = false;

  function line(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Adding ${file.name}`);
    item.append(name, bar);
    list.append(item);
    return item;
  }

  function finish(item, text, good) {
    const outcome = document.createElement("span");
    outcome.className = "outcome";
    outcome.setAttribute("role", good ? "status" : "alert");
    outcome.textContent = text;
    item.classList.toggle("bad", !good);
    item.querySelector("progress").replaceWith(outcome);
    return good;
  }

  function send(file, item) {
    const most = Number(input.dataset.megabytes);
    if (file.size > most * 1024 * 1024) return Promise.resolve(finish(item, `Larger than ${most} MB`, false));
    const address = new URLSearchParams({ name: file.name });
    if (byId("replace").checked) address.append("replace", "1");
    return new Promise((resolve) => {
      const upload = new XMLHttpRequest();
      upload.open("POST", `/library/files?${address}`);
      upload.responseType = "text";
      upload.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) item.querySelector("progress").value = event.loaded / event.total;
      });
      upload.addEventListener("error", () => resolve(finish(item, `Could not be sent. ${LOST}`, false)));
      upload.addEventListener("load", () => {
        let told;
        try {
          told = JSON.parse(upload.responseText);
        } catch {
          told = { problem: upload.responseText };
        }
        const done = upload.status === 200;
        const added = told.file === file.name ? "Added" : `Added as ${told.file}`;
        resolve(finish(item, done ? added : told.problem, done));
      });
      upload.send(file);
    });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...input.files];
    if (!files.length) {
      input.focus();
      return;
    }
    byId("upload").disabled = true;
    list.replaceChildren();
    const items = files.map(line);
    const left = new DataTransfer(); // what was refused stays chosen, so that it can be added in another way
    for (const [position, file] of files.entries()) if (!(await send(file, items[position]))) left.items.add(file);
    const added = files.length - left.files.length;
    if (left.files.length) input.files = left.files;
    else form.reset();
    byId("upload").disabled = false;
    byId("upload").focus();
    if (added) index();
  });
})();
