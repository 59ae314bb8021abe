"""One limit of each kind, and of each way to hold, for the small theatre."""

from small_theatre import table_rows

LIMITS = table_rows(
    "id, kind, holds, amount, partner, base, team, section, km_from, km_to, from, to,"
    " reason, origin",
    "l-air, airborne, every_draw, 1, ally, , , , , , , , One crew on call, exercise",
    "l-seats, seats, on_average, 1.5, , field-1, , , , , 08:00, 18:00, Two, exercise",
    "l-fuel, flight_hours, on_average, 30, , , heli-1, , , , , , Fuel, exercise",
    "l-show, presence, chance, 0.5, host, , , middle, 25, , 08:00, 12:00, Fair, own",
    "l-quiet, absence, every_draw, 0, , , , east, , , 22:00, 04:00, Owls, exercise",
    "l-works, absence, on_average, 2, , , , , , 20, 2025-12-08T08:00+05:00,"
    " 2025-12-08T07:30+03:00, Road works, exercise",
    "l-night, on_duty, on_average, 0.5, , post-02, , , , , 20:00, 05:00, Alert, own",
    "l-spare, off_duty, every_draw, 1, host, , , , , , , , A reserve, exercise",
)
