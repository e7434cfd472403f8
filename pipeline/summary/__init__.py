"""Problem summaries: problems linked to what was decided about them, merged, ranked, stated in a line, and written."""
