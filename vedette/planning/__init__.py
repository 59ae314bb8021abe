"""From theatre, ground, risk and coverage to a plan, and to a roster drawn from it.

`groups` finds alike teams and the limits on them, `places` and `stations` say where
they can be, `duty` and `moves` build their timegraphs, `frame` turns the field into
the solver's arrays, `planner` solves and writes back, `roster` draws. The rule book
is docs/theory/moves.md.
"""
