"""What people put around a question that says nothing of what it is about: "can you tell me briefly ...?"."""

from __future__ import annotations

import re

_REQUEST = re.compile(
    r"^\W*(?:(?:please|(?:can|could|would|will) you(?: please)?|i(?:['’]d| would) like (?:you )?to"
    r"|(?:(?:and|so|but) )?(?:i|we) (?:just )?(?:need|want|have) to"
    r"|do (?:you|we)(?= know (?:what|wh[eo]|how|why)))[\s,]+)?"
    r"(?:(?:just|briefly|quickly|please) )*"
    r"(?:(?:tell|give|show|remind) (?:me|us)|explain|describe|summari[sz]e|outline|say|know)\b"
    r"(?:(?: to)? (?:me|us)\b)?"
    r"(?:,? (?:please|more|something|briefly|quickly|simply|in (?:short|brief)|a (?:little|bit)(?: more)?"
    r"|(?:a |an )?(?:(?:short|brief|quick) )?(?:overview|summary|outline|idea)(?= of\b)))*",
    re.IGNORECASE,
)
"""What asks for an answer before it is said what of: "can you tell me briefly what ...", "give me an overview of"."""
_IN_SHORT = re.compile(
    r",? in (?:short|brief|a nutshell|plain english|(?:a few|one|two|three) (?:short )?(?:lines?|words?|sentences?))"
    r"(?:,? please)?\W*$",
    re.IGNORECASE,
)
"""How long an answer is wanted, at the end of a question."""


def without_request(text: str) -> str:
    """Return a question without what asks for an answer, and for how long a one."""
    return _IN_SHORT.sub("", _REQUEST.sub("", text))
