"""The search for the least time, in a window that is proven to be enough."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vedette.domain.theatre import Theatre
from vedette.errors import InputError
from vedette.terrain.network import BESIDE_TRACK_KM, Network, make_network
from vedette.terrain.nodes import BRIDGE, CELL, TRACK
from vedette.terrain.walls import find_walls
from vedette.terrain.ways import GroundPath, Line, Place, TravelParams, finish_path
from vedette.terrain.windows import clip_km, coarsen_to
from vedette.units import distance_km

Floats = NDArray[np.float64]

# Cells that are searched at once: 2 million make some 30 million steps, 1 GB at most.
MOST_CELLS = 2_000_000
# The first window reaches so far beyond both places, and as far as they lie apart.
LEAST_MARGIN_KM = 25.0
# A degree of longitude is not equally long all over the window.
SPARE = 1.05


def search(
    theatre: Theatre, start: Place, end: Place, params: TravelParams
) -> GroundPath:
    """Return the path of least time on foot or by vehicle.

    It is sought in a window about both places. A path that leaves the window goes at
    least twice its margin, so one that takes no longer than that is proven the best;
    else the window is widened to what the path found would prove, or to all.
    """
    law, walls = params.find_law(theatre), find_walls(theatre, ford=params.ford)
    ends = [(start.lon, start.lat), (end.lon, end.lat)]
    lon, lat = np.array(ends).T
    margin_km = max(LEAST_MARGIN_KM, float(distance_km(*ends[0], *ends[1])[0]))
    while True:
        near = clip_km(theatre.elevation, lon, lat, margin_km)
        is_all = (
            law.keeps_to_track or near.height_m.size == theatre.elevation.height_m.size
        )
        grid = coarsen_to(near, MOST_CELLS)
        network = make_network(theatre, grid, law, walls, ends)
        minutes, before = run(network)
        hours = float(minutes[network.ends[1]]) / 60
        needs_km = SPARE * hours * law.fastest_kmh / 2
        if is_all or needs_km <= margin_km:
            break
        margin_km = max(needs_km, 1.3 * margin_km)
    if not np.isfinite(hours):
        raise _no_way(theatre, network, (start, end), params)
    line = _draw(theatre, network, minutes, before)
    notes = _notes(network, (start, end), params)
    return finish_path(theatre, (start, end), params, line, grid, notes)


def run(network: Network) -> tuple[Floats, NDArray[np.int32]]:
    """Return the least minutes from the first end to each node, and the node before."""
    from scipy.sparse.csgraph import dijkstra

    minutes, before = dijkstra(
        network.minutes, indices=np.array(network.ends[0]), return_predecessors=True
    )
    return minutes, before


def _draw(
    theatre: Theatre, network: Network, minutes: Floats, before: NDArray[np.int32]
) -> Line:
    """Follow the path back from its end, and draw it, on track by the track's bends."""
    nodes = [network.ends[1]]
    while nodes[-1] != network.ends[0]:
        nodes.append(int(before[nodes[-1]]))
    nodes.reverse()
    at = [(float(network.lon[nodes[0]]), float(network.lat[nodes[0]]))]
    clock, on = [0.0], []
    for a, b in pairwise(nodes):
        for share, *place in _bends(theatre, network, a, b):
            now = float(minutes[a] + share * (minutes[b] - minutes[a]))
            if tuple(place) == at[-1]:  # a place may be the centre of its cell
                clock[-1] = now
                continue
            at.append((place[0], place[1]))
            clock.append(now)
            on.append(_ground(network, a, b))
    lon, lat = np.array(at).T
    return Line(lon, lat, np.array(clock) - clock[0], tuple(on))


def _ground(network: Network, a: int, b: int) -> str:
    """Say what a step between two nodes goes on."""
    kinds = (network.kind[a], network.kind[b])
    if BRIDGE in kinds:
        return "bridge"
    return "track" if TRACK in kinds and CELL not in kinds else "open ground"


def _bends(
    theatre: Theatre, network: Network, a: int, b: int
) -> list[tuple[float, float, float]]:
    """Positions from a (without it) to b, each with the share of the step behind it."""
    last = (1.0, float(network.lon[b]), float(network.lat[b]))
    if not network.kind[a] == network.kind[b] == TRACK:
        return [last]
    piece = int(np.searchsorted(network.first_track, a, side="right")) - 1
    track, first = theatre.tracks[piece], int(network.first_track[piece])
    ends = [*network.first_track, network.ends[0]]
    n_points = int(np.sum(network.kind[first : ends[piece + 1]] == TRACK))
    km_a, km_b = (track.km[-1] * (n - first) / (n_points - 1) for n in (a, b))
    inner = np.flatnonzero((track.km > min(km_a, km_b)) & (track.km < max(km_a, km_b)))
    if km_b < km_a:
        inner = inner[::-1]
    return [
        (
            float((track.km[at] - km_a) / (km_b - km_a)),
            float(track.lon[at]),
            float(track.lat[at]),
        )
        for at in inner
    ] + [last]


def _notes(
    network: Network, ends: tuple[Place, Place], params: TravelParams
) -> tuple[str, ...]:
    """Say what whoever follows the path should know."""
    notes = ["Tracks are modelled, not a road map."] if params.by == "vehicle" else []
    notes += [
        f"{place.name} lies in water; the path begins or ends on the nearer shore."
        for place, is_wet in zip(ends, network.is_wet, strict=True)
        if is_wet
    ]
    return (*notes, crossing_note(params))


def crossing_note(params: TravelParams) -> str:
    """Say where rivers are crossed."""
    if params.ford:
        return (
            "Inland rivers may be waded; the border river is crossed at bridges only."
        )
    return "Rivers are crossed only at the theatre's bridges; it knows of no others."


def no_begin(
    theatre: Theatre, network: Network, places: Sequence[Place], head: str
) -> InputError:
    """Say of places that no step leads from or to why that is, and what to do."""
    shut = [
        place
        for place, is_joined in zip(places, network.is_joined, strict=True)
        if not is_joined
    ]
    if network.n_cells:
        names = " and ".join(place.name for place in shut)
        return InputError(f"{head} {names}: shut in by water or cliffs.")
    return InputError.listing(
        head,
        [
            *(f"{each.name}: {_off_track(theatre, each)}." for each in shut),
            f"A vehicle keeps to the modelled track and begins at most "
            f"{BESIDE_TRACK_KM:g} km from it. Give a place there, or let it leave the "
            "track: --off-track.",
        ],
    )


def _off_track(theatre: Theatre, place: Place) -> str:
    """Say how far the modelled track is."""
    if not theatre.tracks:
        return "the theatre has no track"
    near = min(
        float(distance_km(place.lon, place.lat, track.lon, track.lat).min())
        for track in theatre.tracks
    )
    return f"the nearest modelled track is {near:.1f} km off"


def _no_way(
    theatre: Theatre, network: Network, ends: tuple[Place, Place], params: TravelParams
) -> InputError:
    """Say why there is no path, and what to do."""
    how = f"on {params.by}" if params.by == "foot" else f"by {params.by}"
    head = f"No way {how} from {ends[0].name} to {ends[1].name}:"
    if not all(network.is_joined):
        return no_begin(theatre, network, ends, head)
    reasons = ["The border river is crossed at sites of kind bridge only."]
    if params.by == "vehicle":
        reasons.append("Tracks break where they are too steep.")
        if not params.off_track:
            reasons.append("A vehicle keeps to them; --off-track lets it leave them.")
    if not params.ford:
        reasons.append(
            "Rivers that are drawn are walls too; --ford lets them be waded."
        )
    return InputError.listing(head, reasons)
