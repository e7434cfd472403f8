"""Text as the classifier sees it: normalised characters and tokens, both mapped back to the given text."""
