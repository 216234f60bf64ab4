// Starts the page's scripts once Gradio has drawn the page. Without them every citation is still a link to its
// evidence; no state is kept here but past conversations and the draft, in this browser.
"use strict";

(async () => {
  const drawn = "evidence-content conversation signed-out wait filters past draft announcer send stop";
  const [evidence, ask, conversations, outcomes, draft, session] = await Promise.all([
    import("/look/evidence.js"),
    import("/look/ask.js"),
    import("/look/conversations.js"),
    import("/look/outcomes.js"),
    import("/look/draft.js"),
    import("/look/session.js"),
  ]);
  const waiting = setInterval(() => {
    if (!drawn.split(" ").every((id) => document.getElementById(id))) return;
    clearInterval(waiting);
    evidence.startEvidence();
    ask.startAsking();
    conversations.startConversations();
    outcomes.startOutcomes();
    draft.startDraft();
    session.startSession();
    document.documentElement.dataset.ready = "yes"; // for tests, which must not click sooner
  }, 50);
})();
