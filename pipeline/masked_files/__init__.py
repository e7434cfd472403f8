"""Masks files and tables and writes them, with the key beside them if one is asked for."""
