"""Who holds a role: the person that a sentence names beside the role that a question asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.english.people import TITLES
from assistant.english.possessives import without_possessive
from assistant.indexing.lexical import content_terms, stem

_PERSON = (
    rf"(?:(?:{'|'.join(TITLES)})\.? )*"
    r"[A-Z][\w'’-]+(?: [A-Z]\.?)*(?: (?:de|van|von|der|bin|al|Al))*(?: [A-Z][\w'’-]+)+"
)
PERSON = re.compile(_PERSON)
"""The name of a person, with titles: two capitalised words at least."""
_ASKS = (
    re.compile(
        r"^(?:and |so )?who(?:['’]s| is| are) (?:the |its |their |an? )?(?:current |present |new )?"
        r"(?P<role>[\w '’-]+?)(?: (?:of|at|for|in|on|to|from|behind) .+)?\?*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:and |so )?who (?:currently |now )?(?P<verb>[a-z]+s)\b(?! the .+ (?:before|after)\b)", re.IGNORECASE
    ),
)
_DOES = {"director": "directs", "chair": "chairs", "leader": "leads", "head": "heads|leads", "manager": "manages"}
"""What the holder of a role does, of which a sentence may tell instead."""
_ENDINGS = "s|es|ed|d|ing|ers?|man|woman|person"
"""What a role's word may end in and still be of that role: "chaired", "chairwoman"."""
_ASKS_NEXT = re.compile(
    r"^(?:and |so )?who(?:['’]s| is| will| are)? (?:going to |to )?"
    r"(?:takes? over|taking over|succeeds?|replaces?|(?:be )?the next|next)\b",
    re.IGNORECASE,
)
_SUCCEEDED = re.compile(
    r"\b(?:(?:succeeded|replaced|followed) by|hands? over to|successor (?:is|will be)) (?:the \w+,? )?"
    rf"(?P<person>{_PERSON})"
)
_HEADS = ("director", "chief executive")
_AT_PRESENT = r"(?: (?:right )?(?:now|currently|today|nowadays|(?:these|at) (?:days|present)|at the moment))?"
_ASKS_HEAD = re.compile(
    r"^(?:and |so )?who(?:['’]s| is)? (?:currently |now )?(?:runs|running|leads|leading|heads|heading|manages|managing"
    r"|directs|directing|in charge of|responsible for running) (?!it\b|this\b|that\b|them\b)"
    rf"(?P<what>[\w'’&@ -]{{2,60}}?){_AT_PRESENT}\?*$",
    re.IGNORECASE,
)
"""Asks for whoever is at the head of something, whatever the role is called."""
_HEAD_OF_IT = re.compile(
    r"^(?P<who>.*\b(?:runs|running|leads|leading|heads|heading|manages|managing|directs|directing|of|for running))"
    rf" (?:it|this|that|them)\b{_AT_PRESENT}\?* \((?P<name>[^(),]+)[^()]*\)$",
    re.IGNORECASE,
)
"""The same with a pronoun, and what it stands for in brackets: "who runs it now? (Harbour Works)"."""
_COMPLETED = re.compile(r"(?<=\?)\s*\([^()]*\)$")
"""Names behind a part of a question, for what its pronoun stands for: "who is its chair? (Harbour Works)"."""
_POSSESSIVE = re.compile(r"^.*['’]s? (?=\w)")
_FIELD = re.compile(
    r" (?P<of>(?!(?:Officer|General|Teacher|Designate|Elect|Emeritus|Secretary)\b)[A-Z][a-z]+)(?=[,.;)]| and | & |$)"
)
"""What somebody is in charge of, behind a role that stands behind a person: "Ada Moss, Director Policy"."""
_NO_ROLE = frozenset("is was has does are were".split())
_PLAIN_BEFORE = frozenset(
    "the a an its their our his her whose current present new as by with and is was became when where who".split()
)
"""Words in front of a role that leave it that role; "deputy", "former" and "clinical" make it another."""


@dataclass(frozen=True)
class Role:
    """A role that is asked for ("chief executive"; of "who chairs ...?" the verb), as a pattern and as terms.

    Attributes:
        words: its last word, as asked and in the singular.
        name: all of its words.
    """

    pattern: str
    terms: frozenset[str]
    verb: bool
    words: tuple[str, ...] = ()
    name: str = ""

    @property
    def does(self) -> str:
        """What a sentence may say instead that its holder does, as a pattern; empty where the role has no such verb."""
        verbs = (verbs for noun, verbs in _DOES.items() if noun in self.words and " " not in self.pattern)
        return next(verbs, "")

    def is_said_by(self, found: str) -> bool:
        """Whether words are the role's own, in the plural or as a verb perhaps: "chaired", but not "mayoral".

        Where several are asked for, a word for all of them is theirs: "who are the partners?", "a partnership of ...".
        """
        last = re.findall(r"\w+", found.lower())[-1]
        endings = rf"{_ENDINGS}|ship" if self.words[0] != self.words[-1] else _ENDINGS
        is_own = any(re.fullmatch(rf"{re.escape(word)}(?:{endings})?", last) for word in self.words)
        return is_own or bool(re.fullmatch(self.does, last))


def asked_role(question: str) -> Role | None:
    """Return the role whose present holder a question asks for; None where it asks for something else."""
    asked = _COMPLETED.sub("", question.strip())
    for asks in _ASKS:
        match = asks.match(asked)
        if match is None:
            continue
        words = _POSSESSIVE.sub("", next(iter(match.groupdict().values()))).split()
        if not words or words[0].lower() in _NO_ROLE or not content_terms(" ".join(words)):
            return None
        pattern = r"[ -]".join(rf"{re.escape(_trunk(word))}\w*" for word in words)
        last = words[-1].lower()
        return Role(
            pattern,
            frozenset(content_terms(" ".join(words))),
            verb="verb" in match.groupdict(),
            words=(last, last.removesuffix("s")),
            name=" ".join(words).lower(),
        )
    return None


def _trunk(word: str) -> str:
    """Return the beginning that the forms of a word share: "chairs", "chaired" and "chair"."""
    lowered = word.lower()
    root = stem(lowered)
    return lowered if not lowered.startswith(root) else root


def holder(role: Role, text: str, allowed: frozenset[str]) -> tuple[int, int] | None:
    """Return where the person stands whom a sentence names as the holder of a role; None where it names none.

    Args:
        allowed: terms of the names that may stand beside the role: those of the body that the question names.
    """
    body = r"(?: (?:of|at|for) (?:the )?(?P<body>[A-Z][\w&'’@-]*(?: [A-Z][\w&'’@-]*)*))?"
    title, person = rf"\b(?P<title>(?i:{role.pattern}))", rf"(?P<person>{_PERSON})"
    patterns = [
        rf"{title}{body},? (?:(?:is|by) )?{person}",
        rf"{person}(?:, (?:who is )?| is | became | as )(?:now |currently )?(?:the |its |an? )?"
        rf"(?:[A-Z][\w&'’@-]* )*{title}{body}",
    ]
    if role.does:
        patterns.append(
            rf"{person}(?:, [^,;.]{{3,60}},)? (?:\w+ (?:[A-Z][\w&-]* ){{0,4}}and )?(?P<title>{role.does})\b"
        )
    if role.verb:
        patterns.append(rf"{person} (?:now |currently )?{title}")
    for pattern in patterns:
        for match in re.finditer(pattern, text):
            if role.is_said_by(match["title"]) and _is_that_role(match, text, allowed):
                return match.span("person")
    return _former_or_latter(role, text)


def _former_or_latter(role: Role, text: str) -> tuple[int, int] | None:
    """Return the one of two persons who is said to hold a role: "Ada Moss and Ben Hale; the former is its chair"."""
    said = re.search(
        rf"\bthe (?P<which>former|latter) (?:is|was|became)\b(?: \w+){{0,3}}? (?P<title>(?i:{role.pattern}))", text
    )
    pair = list(re.finditer(rf"(?P<one>{_PERSON}) and (?P<other>{_PERSON})", text[: said.start()])) if said else []
    if said is None or not pair or not role.is_said_by(said["title"]):
        return None
    return pair[-1].span("one" if said["which"] == "former" else "other")


def head_questions(question: str) -> tuple[str, ...]:
    """Return a question of who runs something as asked after the roles of those who do; none for any other question."""
    found = _ASKS_HEAD.match(_HEAD_OF_IT.sub(r"\g<who> \g<name>", question.strip()))
    return tuple(f"who is the {role} of {found['what']}?" for role in _HEADS) if found else ()


def says_who_heads(question: str, text: str) -> bool:
    """Whether a text says in so many words that a person runs what a question asks so of: "Ada Moss runs Moor Hub"."""
    found = _ASKS_HEAD.match(_HEAD_OF_IT.sub(r"\g<who> \g<name>", question.strip()))
    if found is None:
        return False
    what = re.escape(re.sub(r"^the ", "", found["what"], flags=re.IGNORECASE))
    heads = r"(?:runs|leads|heads|manages|directs|is in charge of)"
    said = rf"{_PERSON}(?:, [^,;.]{{3,60}},)? (?:now |currently )?{heads} (?:the )?(?i:{what})\b"
    return bool(re.search(said, text))


def names_holder(question: str, text: str) -> bool:
    """Whether a text names the holder of the role that a question asks for."""
    role = asked_role(question)
    return role is not None and holder(role, text, frozenset(content_terms(question))) is not None


def names_somebody(question: str, text: str) -> bool:
    """Whether a text names a person, or what is called like one, that is not what the question names itself."""
    asked = frozenset(content_terms(question))
    return any(not asked.issuperset(content_terms(found[0])) for found in PERSON.finditer(text))


def asks_successor(question: str) -> bool:
    """Whether a question asks who comes after the holder of a role: "who takes over as chair?"."""
    return bool(_ASKS_NEXT.match(question.strip()))


def successor(text: str) -> tuple[int, int] | None:
    """Return where the person stands whom a sentence names as the next holder of a role; None where it names none."""
    found = _SUCCEEDED.search(text)
    return found.span("person") if found else None


def _is_that_role(match: re.Match[str], text: str, allowed: frozenset[str]) -> bool:
    """Whether the role is the one of the body asked about: no other body's, no deputy's, nobody's former one."""
    body = match.groupdict().get("body") or ""
    if not set(content_terms(body)) <= allowed:
        return False
    field = _FIELD.match(text, match.end("title"))
    if field and match.start("title") > match.end("person") and not set(content_terms(field["of"])) <= allowed:
        return False
    before = re.search(r"([\w'’-]+) $", text[: match.start("title")])
    if before is None or match.start("title") == match.end("person") + 1:
        return True
    word = without_possessive(before.group(1))
    return word.lower() in _PLAIN_BEFORE or word.isdigit() or set(content_terms(word)) <= allowed
