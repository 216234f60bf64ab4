"""The subject of a verb, for which a follow-up names another: "What did the bridge cost?", "and the tunnel?".

So too of "who" the object: "Who spoke for the bank in the talks?", "and the Quay Trust?".
"""

from __future__ import annotations

import re

from assistant.conversation.slots import MEASURES
from assistant.english.places import named_places
from assistant.indexing.lexical import STOP_WORDS

_SUBJECT = re.compile(
    r"\b(?P<auxiliary>(?i:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must)) the "
    r"(?P<rest>[a-z][\w’'-]*(?: [a-z][\w’'-]*)*)(?! [A-Z])"
)
_IS = frozenset({"is", "are", "was", "were"})
_OTHER = re.compile(r"the [a-z][\w’'-]*(?: [a-z][\w’'-]*){0,2}")
_VERBS = frozenset(
    """
    able achieve add aim apply approve ask attract based become begin begun big bring build built buy called
    carry change charge choose chosen close collect come cost count cover create cut decide deliver do drop due
    earn employ end expect export face fall find finish found fund gain get give given go grow have held help
    high hire hold house include increase invest keep last launch lead leave lend likely long lose lost made
    make manage mean measure meet miss move need offer old open own paid pay plan produce propose provide
    publish put raise reach ready receive recommend reduce rent replace reply report return rise run save say
    sell serve set sign sold spend spent stand start stay stop support take taken tell train treat turn use vote
    want weigh win won work worth write written
    """.split()
)
"""What a question says of its subject: verbs of reports, their irregular participles, and what follows "is"."""
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing)")
_HOLDER = re.compile(r"(?:[a-z]+ )*(?:[a-z]+(?:er|or|ist|ect)|chair|head|lead|firm|company|boss)")
"""Who does something: "and the architect?" may ask who that is."""
_WHO_DID = re.compile(
    r"^(?:(?:and|but|so) )?who (?!(?:is|are|was|were|will|would|can|could|should|has|have|had|do|does|did)\b)[a-z]+"
    r"(?: (?:for|to|on behalf of))? the (?P<object>[a-z][\w-]*(?: [a-z][\w-]*){0,2}?)"
    r"(?=\W*$| (?:in|at|on|during|of)\b)",
    re.IGNORECASE,
)


def verb_subject_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return where the earlier question has the subject of its verb, without "the", if the fragment is like it.

    Of one word in front of one other word, or of those in front of what looks like a verb. A name of one who does
    something stands for another such one alone, and a measure for no subject.
    """
    found = _SUBJECT.search(before.partition(" (")[0])
    if found is None or not _OTHER.fullmatch(fragment.lower()) or not MEASURES.isdisjoint(fragment.lower().split()):
        return None
    words = found["rest"].split()
    last = next((at for at, word in enumerate(words) if at and says(word)), None)
    if last is None and (len(words) == 2 or (len(words) == 1 and found["auxiliary"].lower() in _IS)):
        last = 1
    subject = words[:last] if last else []
    if not subject or any(word in STOP_WORDS for word in subject):
        return None
    own = " ".join(subject)
    if _HOLDER.fullmatch(fragment[4:].lower()) and not _HOLDER.fullmatch(own):
        return None
    return found.start("rest"), found.start("rest") + len(own)


def who_object_span(before: str, fragment: str) -> tuple[int, int] | None:
    """Return where the earlier question has for whom, or to what, who did something; None if the fragment is a place.

    The fragment is a name with its article.
    """
    found = _WHO_DID.search(before.partition(" (")[0])
    is_body = fragment.lower().startswith("the ") and tuple(fragment.lower().split()[1:]) not in named_places(fragment)
    return found.span("object") if found and is_body else None


def says(word: str) -> bool:
    """Whether a word looks like what is said of a subject."""
    return word in _VERBS or _PARTICIPLE.fullmatch(word) is not None
