"""From the words of a page to its lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.corpus.pdf_markers import BULLETS, MARKER
from assistant.corpus.pdf_narrow import begins_at, is_apart
from assistant.corpus.pdf_words import Line, Word, overlap
from assistant.corpus.superscripts import RAISED, TO_PLAIN, raised_text

_DECIMAL = re.compile(r"^\d+\.\d+$")
_NOTE_NUMBER = re.compile(r"^(?:\d{1,3}|[a-h]|[ivx]{1,5}|[*†‡§¶]{1,3})$")
_LEADER = re.compile(r"^[.…·_]+$")
_CLOSING = ".,;:!?)]}'\"’”%"

_MOST_SECTIONS = 40  # of a document
_WORD_GAP = 1.0  # em: two words on one baseline that are further apart stand in different columns
_MARKER_GAP = 7.0  # em: a list marker or section number may stand further from its text
_LEADER_GAP = 5.0  # em: from the dots of a table of contents to the page number
_SHORT_MARKER_GAP = 3.5  # em: the same for a bare number or letter, which may be a cell of a table
_TYPED_GAP = 3.0  # em: justified words with a typed space between them may be this far apart
_RAISED_SIZE = 0.86  # times the size of the line: what is smaller and stands higher is raised
_WORD_LETTERS = 3  # a word behind a bare number has so many at least, and the letter of a note has one
_FEW_LETTERS = 3  # letters that may be raised in any line: an ordinal's ending, a trade mark's sign


def lines_of(words: Sequence[Word], edges: Sequence[float] = ()) -> list[Line]:
    """Return the lines that upright `words` make; words far apart on one baseline are in lines of their own.

    `edges` are where columns of text begin close beside others: a line that begins there goes on nothing.
    """
    runs: list[list[Word]] = []
    for word in words:
        if runs and not _begins(runs[-1], word, edges) and _follows(runs[-1], word):
            runs[-1].append(word)
        else:
            word.joined = False
            runs.append([word])
    merged = _merge_runs(runs, edges)
    for run in merged:
        _lower(run)
    return [Line(run) for run in merged]


def _begins(run: Sequence[Word], word: Word, edges: Sequence[float]) -> bool:
    """Tell whether a word begins a column, and not what stands behind the run before it."""
    return bool(edges) and begins_at(word.x0, edges) and is_apart(run[-1], word)


def _lower(run: Sequence[Word]) -> None:
    """Take back that words are raised where most of the line would be: what they were compared with is no text."""
    raised = sum(_letters(word) for word in run if word.raised)
    if raised > max(sum(map(_letters, run)) / 2, _FEW_LETTERS):
        for word in run:
            word.raised = False


def _letters(word: Word) -> int:
    return sum(char.isalpha() for char in word.text)


def _em(run: Sequence[Word]) -> float:
    return max(word.size for word in run)


def _reference(run: Sequence[Word]) -> Word:
    """Return the word whose baseline is the run's: no bullet, which may be larger, and nothing raised or lowered."""
    text = run[1:] if len(run) > 1 and _is_sign_of(run[0], run[1]) else run
    least = _RAISED_SIZE * _em(text)
    return next((word for word in reversed(text) if not word.raised and word.size >= least), text[-1])


def _is_sign_of(first: Word, word: Word) -> bool:
    """Tell a bullet or the marker of an item, which has a size of its own, from a figure with a note's number."""
    if word.joined or first.raised:
        return False
    if first.text.isalnum():
        return bool(MARKER.match(first.text)) and _letters(word) >= _WORD_LETTERS
    return first.text in BULLETS or bool(MARKER.match(first.text))


def join_markers(lines: Sequence[Line], edges: Sequence[float] = ()) -> list[Line]:
    """Put bare numbers and letters ("1", "A") in front of the text they stand before; in tables they are cells.

    `edges` are where columns of text begin: what stands left of one is no marker of what begins there.
    """
    joined: list[Line] = []
    for line in sorted(lines, key=lambda line: line.x0):
        near = (one for one in joined if len(one.words) == 1 and one.page == line.page and _marks(one, line))
        marker = next(near, None)
        if marker is None or any(marker.x1 < edge <= line.x0 + 1 for edge in edges):
            joined.append(line)
            continue
        joined.remove(marker)
        joined.append(Line([*marker.words, *line.words], line.page, marker.bullet or line.bullet))
    return joined


def _marks(marker: Line, line: Line) -> bool:
    word = marker.words[0]
    if not word.text.isalnum() or not MARKER.match(word.text) or not line.text.lstrip("\"'“‘(£")[:1].isalpha():
        return False
    gap = line.x0 - marker.x1
    return 0 < gap <= _SHORT_MARKER_GAP * max(line.size, marker.size) and _on_one_line(marker.words, line.words[0])


def _on_one_line(run: Sequence[Word], word: Word) -> bool:
    """Tell whether `word` stands on the run's baseline; marks what is raised above it."""
    base = _reference(run)
    if word.size < _RAISED_SIZE * base.size and overlap(base, word) > 0.4 * (word.bottom - word.top):
        higher = word.bottom < base.bottom - 0.12 * base.size
        word.raised = word.raised or (higher and not (len(run) == 1 and _is_sign_of(base, word)))
        return True
    if base.size < _RAISED_SIZE * word.size and len(run) <= 2 and overlap(base, word) > 0.4 * (base.bottom - base.top):
        if base.bottom < word.bottom - 0.12 * word.size:
            for mark in run[1:] if len(run) > 1 and _is_sign_of(*run) else run:
                mark.raised = True
        return True
    if len(run) == 1 and _is_note_mark(base, word):
        base.raised = True
        return True
    return abs(word.bottom - base.bottom) < 0.3 * base.size and abs(word.top - base.top) < 0.5 * base.size


def _is_note_mark(mark: Word, word: Word) -> bool:
    """Tell the number before a note, hardly smaller than the note's text, by its raised baseline."""
    lifted = 0.2 * word.size < word.bottom - mark.bottom < 0.6 * word.size
    return lifted and mark.size < 0.95 * word.size and bool(_NOTE_NUMBER.match(mark.text))


def _follows(run: list[Word], word: Word) -> bool:
    last = run[-1]
    gap = word.x0 - last.x1
    em = max(_em(run), word.size)
    limit = max(_reach(run, word), _TYPED_GAP * em if word.spaced else 0)
    if not -0.6 * em < gap <= limit or not _on_one_line(run, word):
        return False
    if word.joined and gap > 0.3 * em:
        word.joined = False
    elif not word.joined and not word.spaced and gap < 0.12 * em:
        after_subscript = last.joined and last.size < _RAISED_SIZE * word.size
        word.joined = word.text[0] in _CLOSING or after_subscript
    return True


def _reach(run: Sequence[Word], word: Word) -> float:
    """Return how far, in points, the next word of a line may stand from this run."""
    em = max(_em(run), word.size)
    if len(run) > 2 and _LEADER.match(run[-1].text) and _LEADER.match(run[-2].text + run[-1].text):
        return _LEADER_GAP * em
    if len(run) != 1 or not MARKER.match(run[0].text) or not word.text.lstrip("\"'“‘(£")[:1].isalpha():
        is_note = _NOTE_NUMBER.match(word.text) or _NOTE_NUMBER.match(run[0].text)
        return _WORD_GAP * (em if is_note else min(_em(run), word.size))
    is_count = run[0].text.isalnum() or (_DECIMAL.match(run[0].text) and word.text[0].islower())
    is_cell = _is_large(run[0].text) or (run[0].text[0].isdigit() and run[0].size < _RAISED_SIZE * word.size)
    return (_WORD_GAP if is_count or is_cell else _MARKER_GAP) * em


def _is_large(text: str) -> bool:
    """Tell a figure from the number of a section: "83.1"."""
    number = text.partition(".")[0]
    return number.isdigit() and int(number) > _MOST_SECTIONS


def _merge_runs(runs: list[list[Word]], edges: Sequence[float]) -> list[list[Word]]:
    """Join runs that stand side by side on one baseline but were not drawn one after the other."""
    if len(runs) > 3000:
        return runs
    shelves: dict[int, list[list[Word]]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: min(word.x0 for word in run)):
        base = _reference(run)
        height = (base.top + base.bottom) / 2
        shelf = int(height // 6)
        near = [entry for number in (shelf - 1, shelf, shelf + 1) for entry in shelves[number]]
        for candidate in near:
            if _begins(candidate, run[0], edges):
                continue
            if _side_by_side(candidate, run) and not _between(candidate, run, near):
                _extend(candidate, run)
                break
        else:
            shelves[shelf].append(run)
    return [run for shelf in shelves.values() for run in shelf]


def _between(left: list[Word], right: list[Word], runs: Sequence[list[Word]]) -> bool:
    """Tell whether another run stands between the two, as the next cell does between a figure and text beside it."""
    start, end = max(word.x1 for word in left), right[0].x0
    return any(start < run[0].x0 and run[-1].x1 < end and _on_one_line(left, run[0]) for run in runs)


def _side_by_side(left: list[Word], right: list[Word]) -> bool:
    gap = right[0].x0 - max(word.x1 for word in left)
    em = max(_em(left), _em(right))
    return -0.35 * em < gap <= _reach(left, right[0]) and _on_one_line(left, right[0])


def _extend(left: list[Word], right: list[Word]) -> None:
    gap = right[0].x0 - max(word.x1 for word in left)
    if right[0].raised:
        for word in right:
            word.raised = True
    right[0].joined = gap < 0.12 * max(_em(left), _em(right))
    left.extend(right)


def settle_raised(line: Line) -> Line:
    """Return the line without the numbers of notes; a raised ordinal or unit stays part of its word."""
    if not any(word.raised or RAISED.search(word.text) for word in line.words):
        return line
    kept: list[Word] = []
    dropped: Word | None = None
    for index, word in enumerate(line.words):
        before = "".join(other.text if other.joined else " " + other.text for other in kept[-3:])
        if word.raised and index and kept:
            text = raised_text(before, word.text)
        elif word.raised:
            text = word.text.translate(TO_PLAIN)
        else:
            text = _settle_inside(before, word)
        if not text:
            dropped = word
            continue
        if dropped is not None:
            close = word.x0 - dropped.x1 < 0.35 * word.size
            word.joined = close and text[0] in _CLOSING
        dropped = None
        if kept and kept[-1].raised and len(kept) == 1:
            word.joined = False
        word.text = text
        kept.append(word)
    return Line(kept, line.page, line.bullet, line.right, line.left) if kept else line


def _settle_inside(before: str, word: Word) -> str:
    """Take note numbers out of a word that holds them as superscript characters."""
    out, position = "", 0
    for match in RAISED.finditer(word.text):
        out += word.text[position : match.start()]
        head = (before if word.joined else "") + out
        if not out and not (word.joined and before):
            out += match.group().translate(TO_PLAIN) + " "
        else:
            out += raised_text(head, match.group())
        position = match.end()
    return (out + word.text[position:]).strip()
