"""Readers: files of many formats in, `Document` records out; one module a family of formats."""
