"""Small talk: greetings and thanks get a reply, and are left out of a question that follows them."""

from __future__ import annotations

import re

_PLEASED = (
    r"(?:ah|oh|ok(?:ay)?|great|good|perfect|brilliant|lovely|excellent|super|nice|cool|fine|interesting|understood|noted|"
    r"got it|i see|(?:that['’]?s|that is|that was|very|really|most|much) (?:very |really )?"
    r"(?:great|good|helpful|useful|clear|interesting|appreciated)|sounds good|makes sense|no problem)"
)
_NEW_SUBJECT = (
    r"(?:(?:on|now for|now) )?(?:(?:an?|another) )?(?:(?:quick|quite|(?:slight|total|complete)(?:ly)?) )?"
    r"(?:(?:new|different|separate|unrelated) (?:question|topic|subject|one|thing|matter|note|q)"
    r"|(?:another|other) (?:topic|subject|matter|note)|on another note|chang(?:e of|e|ing) (?:the )?(?:subject|topic)"
    r"|switch(?:ing)? (?:subject|topic)s?|something (?:completely |totally |quite )?(?:else|different|unrelated)"
    r"|unrelated(?:ly)?)"
)
_NEXT_QUESTION = (
    r"(?:(?:an? |one )?(?:next|another|other) (?:question|one|thing|q)|(?:one more|last) (?:question|thing))"
)
"""What says that another question follows, of the same subject or not."""
COURTESY = re.compile(
    rf"^(?:(?!(?-i:[A-Z]{{3,}})\b)"
    rf"(?:(?:{_PLEASED}[ ,]+)*(?:(?:many )?thanks|thank you|thx|cheers|{_PLEASED})|hi|hello|hey|right|moving on|"
    rf"good (?:morning|afternoon|evening)|(?P<subject>{_NEW_SUBJECT})|{_NEXT_QUESTION})"
    r"(?: (?:there|all|very much|so much|a lot|now|quickly|briefly|entirely|altogether|please|then))?"
    r"(?:\s*[,.!;:]+\s*|\s+[–-]+\s+|\s+(?=(?:and|but|so|also|what|which|who|whose|when|where|why|how)\b)))+(?=\w)",
    re.IGNORECASE,
)
"""What is said before a question only to be polite, or to lead over to it."""
_SMALL_TALK: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hiya)(?: there| all)?[\s!.,]*$", re.IGNORECASE
        ),
        "greeting",
    ),
    (
        re.compile(
            rf"^(?:{_PLEASED}[\s,.!]+)*(?:(?:many )?(?:thanks|thank you|thx|cheers|ta)|{_PLEASED}|"
            r"(?:that['’]?s|that is|that will be) (?:all|everything|it)(?: for (?:now|today))?|(?:good)?bye)"
            rf"(?:[\s,.!]+(?:very much|so much|a lot|you|again|for (?:that|this|your help)|(?:good)?bye|{_PLEASED}|"
            r"(?:many )?thanks|thank you|cheers|"
            r"(?:that['’]?s|that is|that will be) (?:all|everything)(?: for (?:now|today))?))*[^\w?]*$",
            re.IGNORECASE,
        ),
        "thanks",
    ),
    (
        re.compile(
            r"^(?:what can you (?:do|help(?: me)? with)|how (?:do you|does this) work|who are you|what are you|help)"
            r"[\s?!.]*$",
            re.IGNORECASE,
        ),
        "abilities",
    ),
    (
        re.compile(
            r"^(?:(?:list|show(?: me)?) (?:all )?(?:the |your )?documents"
            r"|(?:which|what|how many) (?:documents|sources|reports|papers|publications|evidence) "
            r"(?:do you (?:have(?: access to)?|hold|know|use|cover)|can you search"
            r"|(?:does|do) the (?:evidence|evidence base|index|corpus) (?:have|hold)"
            r"|are (?:there|indexed|available|included|covered|in here"
            r"|in the (?:evidence|evidence base|index|corpus))))"
            r"(?: (?:in (?:all|total|here|the (?:evidence|evidence base|index|corpus))|altogether))?[\s?.!]*$",
            re.IGNORECASE,
        ),
        "documents",
    ),
)
_THAT = r"(?:this|that|it|these|those)(?: (?:figure|number|answer|information|one)s?)?"
_POINTED = r"(?:this|that|these|those)(?: (?:figure|number|answer|information|data|one)s?)?"
_SAID = r"(?:figure|number|answer|data|information|evidence|source|quote|estimate)s?"
"""What an answer, or what it quotes, may be called."""
_SMALL_TALK += (
    (
        re.compile(
            r"^(?:(?:and|but|so|ok(?:ay)?)[\s,]+)*(?:"
            rf"where(?:['’]?s| is| are) {_POINTED} from"
            rf"|where (?:did you (?:get|find) {_THAT}(?: from)?|(?:does|do) {_THAT} come from)|"
            rf"which (?:document|report|source|page) (?:is|are) {_THAT} (?:from|in)|"
            rf"(?:what(?:['’]?s| is| are) )?(?:the |your )?sources?(?: (?:of|for) {_THAT})?|"
            rf"(?:are you |is {_THAT} |really |quite )*(?:sure|certain)(?: (?:about|of) {_THAT})?|"
            rf"is {_THAT} (?:right|correct|true)|"
            rf"(?:is|are) (?:this|that|these|those)(?: {_SAID})? reliable|"
            r"really|says who|who says(?: so| that)?)[\s?!.]*$",
            re.IGNORECASE,
        ),
        "sources",
    ),
)
_ASKED_FOR = r"^(?:(?:and|but|so|ok(?:ay)?|now|please|(?:can|could|would|will) you|give me|let me have)[\s,]+)*(?:"
_PLEASE = r"[\s,]*(?:please|pls)?[\s?!.]*$"
_PLAIN = r"in (?:other|plain|simple|simpler|your own) (?:words|english|terms|language)"
_ANSWER = rf"(?:{_THAT}|the (?:last )?answer)"
_LENGTH = r"in (?:one|a|a single|1|a few|fewer)(?: short)? (?:sentence|line|word)s?"
_SMALL_TALK += (
    (
        re.compile(
            rf"{_ASKED_FOR}(?:put|say|give(?: me)?|tell me) {_THAT} "
            rf"(?:{_LENGTH}|in short|in brief|(?:more )?briefly|shorter)"
            rf"|(?:summari[sz]e|shorten|condense|sum up)(?: {_ANSWER})?(?: (?:{_LENGTH}|for me|briefly))*"
            rf"|sum (?:{_THAT}|them) up(?: {_LENGTH})?|(?:make (?:it|that) |something )?(?:short|brief)er(?: answer)?"
            rf"|(?:a |the )?(?:short|brief|quick|one[- ]line)(?:er)? (?:summary|version|answer)"
            rf"|a summary(?: of {_THAT})?"
            rf"|{_LENGTH}|in (?:short|brief|summary|a nutshell)|briefly|tl;?dr){_PLEASE}",
            re.IGNORECASE,
        ),
        "shorter",
    ),
    (
        re.compile(
            rf"{_ASKED_FOR}(?:rephrase|reword|paraphrase|rewrite|simplify)(?: {_ANSWER})?(?: for me)?"
            rf"|(?:put|say|explain) {_THAT} "
            rf"(?:{_PLAIN}|differently|another way|more (?:simply|clearly|plainly)|simply)|{_PLAIN}){_PLEASE}",
            re.IGNORECASE,
        ),
        "reworded",
    ),
    (
        re.compile(
            r"^(?:(?:and|but|so|ok(?:ay)?)[\s,]+)*(?:"
            rf"how (?:recent|current|old|up[- ]to[- ]date) (?:is|are) {_POINTED}"
            rf"|(?:(?:from |in )?(?:what|which) (?:year|date)|when) (?:is|are) {_POINTED} from)[\s?!.]*$",
            re.IGNORECASE,
        ),
        "dated",
    ),
)
OF_THE_ANSWER = frozenset({"sources", "shorter", "dated"})
"""Kinds that ask something of the answer before, rather than of the evidence."""
LISTED = "- "
"""What a line of a reply begins with that is an item of a list."""
REPLIES = {
    "greeting": "Hello. Ask a question about the evidence base and I will answer in its words, "
    "with the place where each answer stands.",
    "thanks": "You are welcome. Ask on whenever you like.",
    "abilities": "I answer questions from the documents of the evidence base, in their own words, with citations "
    "that open the exact place. "
    "Where the evidence does not hold an answer I say so.",
    "sources": "Each statement above is in the words of the document that its number cites, with the document's date: "
    "open the citation to see the exact place, and what stands around it.",
    "named": "The last answer quotes:\n{documents}",
    "unnamed": "The last question was not answered from the evidence, so there is no source to name.",
    "shorter": "There is no answer yet to make shorter. Answers are the evidence's own words.",
    "reworded": "Answers are the evidence's own words, so that each can be checked at its place: "
    "they are not reworded. Ask for it in short, and I repeat the first statement alone.",
    "documents": "The evidence base holds {count}:\n{documents}",
}


def small_talk(question: str) -> str | None:
    """Return the kind of small talk that a message is, a key of REPLIES; None for a question."""
    return next((kind for pattern, kind in _SMALL_TALK if pattern.match(question.strip())), None)


def opens_subject(question: str) -> bool:
    """Whether a question is announced as one of another subject: "Quick change of subject, who runs the ferry?"."""
    polite = COURTESY.match(question.strip())
    return polite is not None and polite["subject"] is not None
