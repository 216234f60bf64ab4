"""From documents to an index generation, and back: embedding, lexical index, store, build, open."""
