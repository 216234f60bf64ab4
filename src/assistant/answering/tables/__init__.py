"""What tables answer: the cells of a row that are asked for, and what is computed over rows and columns."""
