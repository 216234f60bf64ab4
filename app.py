"""Starts the web chat: brings the index up to date and opens the page. The same as `assistant serve --open-browser`."""

from assistant.cli import app

if __name__ == "__main__":
    app(["serve", "--open-browser"])
