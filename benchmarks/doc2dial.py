"""Whether follow-up questions find their document: Doc2Dial turns, asked with their history in several ways.

Every third dialogue is for looking at while the rules are written; the figures are of the others.
"""

import argparse
import gzip
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import machine
import numpy as np

from assistant.answering.register.reply import register_reply
from assistant.conversation.context import search_text
from assistant.conversation.standalone import standalone_question
from assistant.indexing.build import build_index
from assistant.indexing.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder
from assistant.indexing.generation import current_generation
from assistant.retrieval import OpenIndex
from assistant.schema import Turn

LOOKED_AT = 3  # one dialogue in so many is for looking at
PASSAGES = 100  # fetched for a question: holds well over ten documents
PLACES = (1, 5, 10)
EARLIER = 2  # turns that "joined" puts before the last


@dataclass(frozen=True)
class Asked:
    """One turn: the last question, what was said before, and the document that answers."""

    dialogue: str
    question: str
    said: tuple[tuple[str, str], ...]
    document: str

    @property
    def history(self) -> list[Turn]:
        """Earlier questions, each with what the agent said to it."""
        turns: list[Turn] = []
        for role, texts in groupby(self.said, key=lambda entry: entry[0]):
            spoken = [text for _, text in texts]
            if role == "user":
                turns += [Turn(text) for text in spoken]
            elif turns:
                turns[-1] = Turn(turns[-1].question, " ".join(spoken))
        return turns


def alone(asked: Asked) -> str:
    """Return the last turn as it is."""
    return asked.question


def joined_utterances(asked: Asked) -> str:
    """Return the last turn after the two utterances before it, whoever spoke."""
    return " ".join([*(text for _, text in asked.said[-EARLIER:]), asked.question])


def joined_questions(asked: Asked) -> str:
    """Return the last turn after the person's two before it."""
    return " ".join([*(turn.question for turn in asked.history[-EARLIER:]), asked.question])


def joined_all(asked: Asked) -> str:
    """Return the last turn after everything that was said."""
    return " ".join([*(text for _, text in asked.said), asked.question])


def standing_alone(asked: Asked) -> str:
    """Return the standalone question, as it is shown."""
    return standalone_question(asked.question, asked.history)


def looked_for(asked: Asked) -> str:
    """Return what the assistant looks for: the standalone question, with the last turn where it leans on that."""
    return search_text(asked.question, standing_alone(asked), asked.history)


class AllAtOnce:
    """An embedder that has embedded all questions of a way in one go, which takes a quarter of the time."""

    def __init__(self) -> None:
        self._model = SentenceTransformerEmbedder(DEFAULT_MODEL)
        self._known: dict[str, Any] = {}
        self.name, self.revision, self.dimension = self._model.name, self._model.revision, self._model.dimension

    def remember(self, questions: Sequence[str]) -> None:
        """Embed the questions that are not known yet."""
        new = [question for question in dict.fromkeys(questions) if question not in self._known]
        self._known.update(zip(new, self._model.embed(new), strict=True) if new else ())

    def embed(self, texts: Sequence[str]) -> Any:
        """Return one vector a text."""
        self.remember(texts)
        return np.stack([self._known[text] for text in texts])


WAYS: dict[str, Callable[[Asked], str]] = {
    "standalone, in context": looked_for,
    "standalone question": standing_alone,
    "last turn alone": alone,
    "two questions joined": joined_questions,
    "two utterances joined": joined_utterances,
    "all joined": joined_all,
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/qa"))
    parser.add_argument("--index", type=Path, help="Folder to keep the index in, for another run.")
    parser.add_argument("--look", action="store_true", help="Use the dialogues for looking at; print what is missed.")
    options = parser.parse_args()
    turns = [asked for asked in read_turns(options.data) if is_looked_at(asked) == options.look]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_documents(options.data, folder / "corpus")
        index = options.index or folder / "index"
        build_index(folder / "corpus", index, SentenceTransformerEmbedder, embedding_model=DEFAULT_MODEL)
        generation = current_generation(index)
        assert generation is not None
        embedder = AllAtOnce()
        opened = OpenIndex(generation, embedder, count=PASSAGES)
        print(machine.describe())
        print(f"{len(turns)} turns of {len({asked.dialogue for asked in turns})} dialogues")
        for name, way in WAYS.items():
            questions = [way(asked) for asked in turns]
            embedder.remember(questions)
            report(name, turns, questions, opened, missed=options.look and way is looked_for)
        report_time(turns, opened)
        opened.close()


def report(name: str, turns: Sequence[Asked], questions: Sequence[str], opened: OpenIndex, *, missed: bool) -> None:
    """Print how often the document is among the first, by our retrieval and by BM25 alone."""
    found = {"BM25": lexical_ranks, "ours": hybrid_ranks}
    for retrieval, ranks in found.items():
        places = [ranks(opened, question, asked.document) for asked, question in zip(turns, questions, strict=True)]
        documents = "  ".join(f"{share([by_document for by_document, _ in places], place):5.1f}" for place in PLACES)
        passages = "  ".join(f"{share([by_passage for _, by_passage in places], place):5.1f}" for place in PLACES)
        print(f"{name:22} {retrieval:5} documents {documents}   passages {passages}", flush=True)
        if missed and retrieval == "ours":
            for (_, rank), asked, question in zip(places, turns, questions, strict=True):
                if rank > PLACES[1]:
                    print(f"  {rank:3} {asked.dialogue[:6]} {asked.document[:40]}: {asked.question!r} -> {question!r}")


def share(ranks: Sequence[int], place: int) -> float:
    """Return the percentage of ranks up to `place`."""
    return 100 * sum(rank <= place for rank in ranks) / len(ranks)


def lexical_ranks(opened: OpenIndex, question: str, document: str) -> tuple[int, int]:
    """Return the rank of a document among documents and of its best passage among passages, by BM25."""
    scores = opened.lexical.scores(question)
    ordinals = np.argsort(-scores, kind="stable")[:PASSAGES]
    return rank_of(document, [passage.document for passage in opened.store.passages([int(one) for one in ordinals])])


def hybrid_ranks(opened: OpenIndex, question: str, document: str) -> tuple[int, int]:
    """Return the same by lexical and dense retrieval fused."""
    return rank_of(document, [candidate.passage.document for candidate in opened.retriever.search(question)])


def rank_of(document: str, ranked: Sequence[str]) -> tuple[int, int]:
    """Return where a document comes among the distinct documents of ranked passages, and among the passages."""
    if document not in ranked:
        return PASSAGES + 1, PASSAGES + 1
    return list(dict.fromkeys(ranked)).index(document) + 1, ranked.index(document) + 1


def report_time(turns: Sequence[Asked], opened: OpenIndex) -> None:
    """Print what understanding adds to a question: standing alone, what is looked for, and the look at the register."""
    milliseconds = []
    for asked in turns:
        history = asked.history
        begun = time.perf_counter()
        standalone = standalone_question(asked.question, history)
        search_text(asked.question, standalone, history)
        register_reply(standalone, opened.store)
        milliseconds.append(1000 * (time.perf_counter() - begun))
    p50, p95, p99 = np.percentile(milliseconds, [50, 95, 99])
    print(f"added to a question    median {p50:.2f} ms   p95 {p95:.2f} ms   p99 {p99:.2f} ms")


def read_turns(data: Path) -> list[Asked]:
    """Return all turns that end with the person's words."""
    found = []
    for entry in read(data / "doc2dial-train_turns.json.gz"):
        said = [(turn["role"], turn["text"]) for turn in entry["turns"]]
        if said[-1][0] == "user":
            dialogue = entry["id"].rsplit("_", 1)[0]
            found.append(Asked(dialogue, said[-1][1], tuple(said[:-1]), identifier(entry["document"])))
    return found


def is_looked_at(asked: Asked) -> bool:
    """Whether a turn is for looking at, by its dialogue's name."""
    return int(asked.dialogue[:8], 16) % LOOKED_AT == 0


def write_documents(data: Path, folder: Path) -> None:
    """Write each page of Doc2Dial as Markdown, with its title; a short line before a paragraph is its heading."""
    folder.mkdir()
    for name, text in read(data / "doc2dial-documents.json.gz").items():
        title = re.sub(r"-\d+_\d+\.txt$", "", name).split("__", 1)[-1].replace("_", " ")
        lines = [f"---\nid: {identifier(name)}\ntitle: {json.dumps(title)}\ndate: '2020'\n---\n\n# {title}"]
        lines += sections(text)
        (folder / f"{identifier(name)}.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def sections(text: str) -> Iterator[str]:
    """Yield headings and paragraphs: a blank line stands before each heading, a line break after it."""
    for part in text.strip().split("\n\n"):
        heading, _, paragraph = part.strip().partition("\n")
        yield f"## {heading.strip()}" if paragraph.strip() else heading.strip()
        yield from (line.strip() for line in paragraph.splitlines() if line.strip())


def identifier(name: str) -> str:
    """Return a document's id: its name, as plain as an id must be."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().removesuffix(".txt")).strip("-")


def read(path: Path) -> Any:
    """Return what a compressed JSON file holds."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return json.load(stream)


if __name__ == "__main__":
    main()
