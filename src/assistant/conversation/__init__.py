"""What is said before a question: a follow-up becomes a standalone question, and small talk gets a reply."""
