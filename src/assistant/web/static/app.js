// Starts the page's scripts once Gradio has drawn the page. Without them every citation is still a link to its
// evidence; no state is kept here but the past conversations of this browser.
"use strict";

(async () => {
  const parts = ["evidence-content", "conversation", "filters", "past", "announcer", "send", "stop"];
  const [evidence, ask, conversations, outcomes] = await Promise.all([
    import("/look/evidence.js"),
    import("/look/ask.js"),
    import("/look/conversations.js"),
    import("/look/outcomes.js"),
  ]);
  const waiting = setInterval(() => {
    if (!parts.every((id) => document.getElementById(id))) return;
    clearInterval(waiting);
    evidence.startEvidence();
    ask.startAsking();
    conversations.startConversations();
    outcomes.startOutcomes();
    document.documentElement.dataset.ready = "yes"; // for tests, which must not click sooner
  }, 50);
})();
