"""Units, counts and outcomes out of the text: pure functions over `str`, wrapped as spaCy components."""
