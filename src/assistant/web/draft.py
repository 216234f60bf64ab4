"""The draft: answers that an officer has put aside for a reply, in this browser only.

This is the seam for drafted replies to enquiries. The server keeps nothing of a draft: it gives each answer a button
that carries the answer as a piece, and the dialog in which `draft.js` lists the pieces. A piece is plain text, cleaned
like everything that is copied, in an object of four strings: `question`, `answer` (the statements with their markers),
`sources` (a numbered line and a quote each) and `generation` (the index it was answered from). The browser keeps a list
of them in localStorage under "evidence-assistant-draft", in the order that the officer gave it.

Whoever makes letters of them begins here. Send the list to a route of its own, check each piece as `saved.py` checks
conversations, and check its quotes again where its generation is no longer the current one: the text of a piece is what
was true when it was added, and comes back from a browser, which may say anything.
"""

from __future__ import annotations

import json
from html import escape

from assistant.schema import Answer
from assistant.web.render_page import ANNOUNCER
from assistant.web.text import plain
from assistant.web.wording import answer_as_text, sources_as_text


def render_add(answer: Answer, turn: int) -> str:
    """Return the button that adds an answer to the draft; `draft.js` says on it whether it is there already."""
    piece = {
        "question": plain(answer.question),
        "answer": answer_as_text(answer),
        "sources": sources_as_text(answer),
        "generation": answer.generation,
    }
    return (
        f'<button type="button" class="quiet to-draft" data-turn="{turn}" data-piece="{escape(json.dumps(piece))}">'
        "Add to draft</button>"
    )


DRAFT_BUTTON = '<button type="button" class="quiet" id="draft-open" aria-haspopup="dialog">Draft (0)</button>'
"""Opens the draft, and says how many answers are in it."""

DRAFT = (
    '<dialog id="draft" class="sheet-dialog" aria-labelledby="draft-title">'
    '<div class="bar"><h2 id="draft-title" tabindex="-1">Draft</h2>'
    '<button type="button" class="close" data-close="draft">Close</button></div>'
    '<div class="dialog-content"><p class="hint" id="draft-hint"></p>'
    '<div class="undone" id="draft-undone" hidden><p></p>'
    '<button type="button" class="quiet" id="draft-undo">Undo</button></div>'
    '<ol id="draft-list"></ol></div>'
    '<div class="bar foot-bar" id="draft-actions" hidden>'
    '<button type="button" class="close" id="draft-clear">Clear all</button>'
    '<button type="button" class="close" id="draft-download">Download as text</button>'
    '<button type="button" class="close primary copy" id="draft-copy">Copy all</button></div>'
    f"{ANNOUNCER}</dialog>"
)
"""The dialog with the pieces of the draft; `draft.js` fills it."""
