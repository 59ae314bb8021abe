"""The words of the trade: frozen records without arithmetic.

Everything a room hands to the next one is a type from here. Arrays are numpy arrays
whose shapes and units the docstrings give; ``R`` reaches, ``T`` slots, ``S`` sections.
"""
