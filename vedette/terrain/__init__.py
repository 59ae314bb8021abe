"""What the ground and the sky allow: heights, ways and their times, light.

In: a `Theatre` (line, tracks, elevation grid, constants), a reach length, a start.
Out: the `Ground` cut into reaches, the `Window` with its light, hours on foot inland.
Why: every later room counts in reaches and slots and never opens the grid itself.
"""

from vedette.terrain.elevation import heights_at, highest_on_leg, highest_on_legs
from vedette.terrain.ground import survey_ground
from vedette.terrain.inland import travel_hours
from vedette.terrain.laws import vehicle_speed_kmh, walking_speed_kmh
from vedette.terrain.line import position_at, track_position
from vedette.terrain.sky import make_window

__all__ = [
    "heights_at",
    "highest_on_leg",
    "highest_on_legs",
    "make_window",
    "position_at",
    "survey_ground",
    "track_position",
    "travel_hours",
    "vehicle_speed_kmh",
    "walking_speed_kmh",
]
