"""Candidate conflicts: the same measure of the same place, given with different values."""
