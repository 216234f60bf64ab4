"""The web chat. Importing this package is quick; Gradio is imported when the chat is served."""

from __future__ import annotations

from assistant.web.server import serve

__all__ = ["serve"]
