"""A second judge of the stand-in: exponential cones, without lines or a grid.

(-M, 1, S) in the exponential cone is S >= exp(-M), as it stands.
"""

from types import ModuleType

import numpy as np
from flow_judge import Verdict, frame_game
from scipy import sparse

from vedette.solver import PatrolProblem


def solve_cone(clarabel: ModuleType, problem: PatrolProblem) -> Verdict:
    """Return the stand-in's optimum by Clarabel: least cost, rows + slack = right."""
    frame, cells = frame_game(problem), problem.stake.size
    n, start = len(frame.cost), frame.n_flows
    lawful = sparse.identity(n, format="csr")[:start]
    cones = sparse.lil_matrix((3 * cells, n))  # slack = right - rows x
    for cell in range(cells):
        cones[3 * cell, start + cell] = 1.0
        cones[3 * cell + 2, start + cells + cell] = -1.0
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    found = clarabel.DefaultSolver(
        sparse.csc_matrix((n, n)),
        frame.cost,
        sparse.vstack([frame.equal, -lawful, frame.worst, cones], format="csc"),
        np.concatenate(
            [frame.right, np.zeros(start + cells), np.tile([0.0, 1.0, 0.0], cells)]
        ),
        [
            clarabel.ZeroConeT(len(frame.right)),
            clarabel.NonnegativeConeT(start + cells),
            *[clarabel.ExponentialConeT()] * cells,
        ],
        settings,
    ).solve()
    assert str(found.status) == "Solved", found.status
    notice = np.array(found.x)[start:][:cells].reshape(problem.stake.shape)
    return Verdict(found.obj_val, notice)
