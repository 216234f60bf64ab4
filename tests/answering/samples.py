"""A document with two tables, and a reader that finds what it is told to find."""

from assistant.reading.protocol import Reading

CITIES = """# Cities

Table 1: Firms by city.

| City | Firms | Share of jobs (%) | Note |
| --- | --- | --- | --- |
| Saltham | 1,200 | 4.5 | port |
| Northvale | 980 | 6.1 | hills |
| Kiln Park | 1,310 | 2.0 | flat |
| All cities | 3,490 | 3.9 | |

Another paragraph.

| City | Wards |
| --- | --- |
| Saltham | 3 |
"""


class ScriptedReader:
    """Finds given words wherever they stand; everything else is no answer."""

    name = "scripted"

    def __init__(self, words: str) -> None:
        self._words = words

    def read(self, question, passages):
        readings = []
        for passage in passages:
            start = passage.text.find(self._words)
            span = (start, start + len(self._words), 6.0) if start >= 0 else (0, 0, -6.0)
            readings.append(Reading(*span, (span,)))
        return readings
