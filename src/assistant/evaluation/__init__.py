"""Known facts, deterministic scoring, the gate, and the reports on them.

facts ──> run ──> scoring ──> metrics ──> gate ──> report
"""
