"""How large a file may be that is imported; beside ``reading.caps`` for the rest."""

MOST_BYTES = 512_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
MOST_TOLD = 200  # faults that are kept; the rest are counted
