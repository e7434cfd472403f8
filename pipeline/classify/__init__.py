"""From sentences to judgments: features → sentence scores → scores in context → decisions, and the same for letters."""
