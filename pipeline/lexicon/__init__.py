"""Rules and vocabulary as data: CSV and TOML under corpora/, checked on load."""
