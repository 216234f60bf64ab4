"""From files to documents: one loader a format, a register of sources, a walk over the corpus folder."""
