"""Questions about the documents themselves, answered from the register and the structure instead of from passages."""
