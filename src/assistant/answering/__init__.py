"""From ranked passages to an answer: read, choose, decide whether it is enough, compose, cite."""
