"""What changes the evidence base, as HTML: adding files, removing one, the index being brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.web.files import ACCEPTED, REMOVED
from assistant.web.indexer import STAGES, Progress
from assistant.web.text import count_of, show

_NAMED = 5
"""Files named one by one where several could not be read; all stand under "Skipped"."""
_MINUTE = 60


def render_administration(progress: Progress, megabytes: int) -> str:
    """Return what an administrator changes the evidence base with, and how far the index is."""
    busy = " data-running" if progress.running else ""
    return (
        '<section class="panel" aria-labelledby="change"><h2 id="change">Change the evidence base</h2>'
        '<div class="tools"><form id="add" hidden>'
        '<label for="files">Add files '
        f'<span class="quiet">PDF, Word, Markdown or text, up to {megabytes} MB each</span></label>'
        f'<input id="files" type="file" multiple accept="{",".join(ACCEPTED)}" data-megabytes="{megabytes}">'
        '<label class="check"><input id="replace" type="checkbox"> Replace files of the same name</label>'
        '<button class="primary" id="upload">Add</button></form>'
        "<noscript><p>Adding files needs JavaScript. Files can also be put into the corpus folder.</p></noscript>"
        '<form method="post" action="/library/index" id="index"><button>Bring the index up to date</button></form>'
        "</div>"
        '<ul id="uploads" class="uploads"></ul>'
        f'<div id="progress" role="status"{busy}>{render_progress(progress)}</div></section>'
    )


def render_progress(progress: Progress) -> str:
    """Return how far the index is, or what came of the last build."""
    if progress.running:
        measure = f' max="{progress.of}" value="{progress.done}"' if progress.of else ""
        count = f" {progress.done:,} of {progress.of:,}" if progress.of else ""
        stage = STAGES.get(progress.stage, progress.stage)
        return (
            f'<div class="progress"><label for="indexing">{escape(stage)}{count}</label>'
            f'<progress id="indexing"{measure}></progress>'
            f'<p class="quiet left">{_time_left(progress.left_seconds)}</p>'
            '<p class="quiet">Questions are answered from the index as it was until this is done.</p></div>'
            '<form class="stop" method="post" action="/library/stop"><button>Stop</button></form>'
        )
    if not progress.message:
        return ""
    kind = "bad" if progress.failed else "warn" if progress.unread else "stopped" if progress.stopped else "good"
    return f'<p class="told {kind}">{show(progress.message)}{_unread(progress.unread)}</p>'


def _time_left(seconds: float | None) -> str:
    """Return in round words how long a stage goes on: what changes often is read aloud often."""
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return "Less than a minute left for this step."
    return f"About {count_of(round(seconds / _MINUTE), 'minute')} left for this step."


def _unread(files: Sequence[str]) -> str:
    if not files:
        return ""
    named = ", ".join(f"<bdi>{show(file)}</bdi>" for file in files[:_NAMED])
    more = f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else ""
    return f' {count_of(len(files), "file")} could not be read: {named}{more}. <a href="#skipped">See why</a>'


def render_removal(entry_file: str, title: str, *, is_read: bool = True) -> str:
    """Return the question whether a document is really to be removed.

    Args:
        entry_file: its file in the corpus folder.
        title: what it is called.
        is_read: answers come from it; not from a file that was skipped or waits.
    """
    effect = (
        "Answers will no longer come from it, once the index is up to date."
        if is_read
        else "It is not in the index, so no answer comes from it."
    )
    return (
        f'<p class="lead">Remove <strong><bdi>{show(title)}</bdi></strong> from the evidence base?</p>'
        f"<p>{effect} Its file, "
        f"<bdi>{show(entry_file)}</bdi>, is kept in the folder <code>{REMOVED}</code> of the evidence base, "
        "and can be put back from there.</p>"
        '<form class="buttons" method="post" action="/library/remove">'
        f'<input type="hidden" name="file" value="{escape(entry_file)}">'
        '<button class="danger">Remove</button> <a class="button" href="/library">Keep it</a></form>'
    )
