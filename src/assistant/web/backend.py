"""What the web app needs of the assistant: the seam its tests put a fake into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.corpus.document import Document
from assistant.progress import Progress
from assistant.schema import Answer, Filters, Turn

if TYPE_CHECKING:
    from assistant.documents import DocumentSummary


class Backend(Protocol):
    """The methods of `Assistant` that the web app calls; called from several threads at once."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        id: str = "",
        progress: Progress = ...,
    ) -> Answer:
        """Answer one question, and tell the stages of it."""

    def documents(self) -> list[DocumentSummary]:
        """Return what is indexed."""

    def document(self, id: str) -> Document:
        """Return one document with its stored text."""
