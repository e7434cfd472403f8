"""Holds what the program says against what people labelled: figures, confusion, calibration, errors, learning curve."""
