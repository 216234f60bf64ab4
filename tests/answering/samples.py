"""A document with two tables."""

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
