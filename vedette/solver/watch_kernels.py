"""The watcher's inner loops, compiled: one team's odds in the order of time.

A watch begins in slot b and lasts w slots; column w of every array speaks of it.
"""

from vedette.compiled import compiled
from vedette.solver.kernels import Array


@compiled
def set_clocks(tail: Array, head: Array, slot: Array, clock: Array) -> int:
    """Fill ``clock`` with the slot after the last look on any way to each node.

    Arcs stand in the order of their tails; ``slot`` is -1 where an arc looks at
    nothing. Return the first arc that looks in a slot already behind it, or -1.
    """
    clock[:] = 0
    for arc in range(len(tail)):
        now = clock[tail[arc]]
        if slot[arc] >= 0:
            if slot[arc] < now:
                return arc
            now = slot[arc] + 1
        clock[head[arc]] = max(clock[head[arc]], now)
    return -1


@compiled
def watch_team(
    first_in: Array,
    tail: Array,
    odds: Array,
    slot: Array,
    behind: Array,
    p: Array,
    look: Array,
    first_look: Array,
    sees: float,
    mass: Array,
    unseen: Array,
    unnoticed: Array,
) -> None:
    """Multiply one team's chances into ``unseen[b, w]`` and ``unnoticed[b, w, d]``.

    Parameters
    ----------
    first_in, tail, odds, slot
        The arcs by head, nodes in the order of their clocks; ``odds`` are those of an
        arc once the team is at its tail.
    behind
        First node whose clock is after slot t, shape (T,).
    p
        Chance of each arc to notice an attempt at the reach, -1 where it does not touch
        it.
    look, first_look
        The arcs that touch the reach, by slot; those of slot t are ``first_look[t]`` to
        ``first_look[t + 1]``.
    sees
        Chance that the watcher sees a team that is there.
    mass
        Comes with each node's plain chance in every column, and goes as waste.
    """
    back = mass.shape[1] - 1
    earliest, latest = slot[look[0]], slot[look[-1]]
    # From the last watch to the first: what one overwrites lies behind the beginning of
    # the next, which finds plain masses before it.
    for begin in range(latest, max(0, earliest - 2 * back) - 1, -1):
        end = min(begin + 2 * back, latest)
        bring_unseen(
            begin, behind[begin], behind[end], first_in, tail, odds, slot, p, sees, mass
        )
        looks = look[first_look[begin] : first_look[end + 1]]
        count_unseen(
            begin, looks, tail, odds, slot, p, sees, mass, unseen[begin],
            unnoticed[begin],
        )  # fmt: skip


@compiled
def bring_unseen(
    begin: int,
    first: int,
    end: int,
    first_in: Array,
    tail: Array,
    odds: Array,
    slot: Array,
    p: Array,
    sees: float,
    mass: Array,
) -> None:
    """Fill ``mass`` of the nodes ``first`` to ``end`` from those before them.

    ``mass[node, w]``: the chance to come to the node unseen in the watch of w slots.
    """
    width = mass.shape[1]
    for node in range(first, end):
        mass[node, :] = 0.0
        for arc in range(first_in[node], first_in[node + 1]):
            open_until = width  # the longest watch that ends before the look
            if p[arc] >= 0.0 and slot[arc] >= begin:
                open_until = min(width, slot[arc] - begin + 1)
            for w in range(open_until):
                mass[node, w] += mass[tail[arc], w] * odds[arc]
            for w in range(open_until, width):
                mass[node, w] += mass[tail[arc], w] * odds[arc] * (1.0 - sees)


@compiled
def count_unseen(
    begin: int,
    look: Array,
    tail: Array,
    odds: Array,
    slot: Array,
    p: Array,
    sees: float,
    mass: Array,
    unseen: Array,
    unnoticed: Array,
) -> None:
    """Multiply in what the looks behind the beginning of a watch leave unseen."""
    width = mass.shape[1]
    for w in range(width):
        seen = 0.0
        noticed = 0.0 * unnoticed[w]
        for i in range(len(look)):
            arc = look[i]
            passing = mass[tail[arc], w] * odds[arc]
            late = slot[arc] - begin - w
            if late < 0:
                seen += sees * passing
            elif late < width:
                noticed[late] += p[arc] * passing
        unseen[w] *= 1.0 - seen
        for d in range(width):
            unnoticed[w, d] *= 1.0 - seen - noticed[d]
