"""The index: FAISS, lexical search and a catalogue in one folder, built incrementally and published atomically."""
