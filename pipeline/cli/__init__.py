"""The command `zuofeng`: parse, call, show. No logic of the analysis lives here."""
