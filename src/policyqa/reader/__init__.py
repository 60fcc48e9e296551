"""The reader: which span of a text answers a question, by a model learned on open reading-comprehension sets."""
