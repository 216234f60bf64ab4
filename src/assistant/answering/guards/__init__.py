"""What is no answer although the reader takes it for one: of another thing, time, kind or standing than asked for."""
