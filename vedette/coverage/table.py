"""The table of sweep widths and areas for one theatre."""

import numpy as np

from vedette.domain.picture import CoverageTable, Ground, Window
from vedette.domain.theatre import LIGHTS, Theatre


def model_coverage(theatre: Theatre, ground: Ground, window: Window) -> CoverageTable:
    """Tabulate what each kind of team could notice, by light and reach.

    Plain for now: one sweep width by kind and light for all reaches, and nothing of
    the window's time but its light, which is looked up slot by slot where moves are
    made (``window.light``). See docs/theory/looks.md.
    """
    model = theatre.model
    sweep = {
        kind: np.repeat(
            [[float(width[light])] for light in LIGHTS], ground.n_reaches, axis=1
        )
        for kind, width in model.sweep_km.items()
    }
    return CoverageTable(
        sweep_km=sweep,
        area_km2=np.diff(ground.edge_km) * model.corridor_km,
        attempt_kmh=model.attempt_kmh,
    )
