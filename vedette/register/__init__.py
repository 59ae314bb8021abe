"""Rules of the register, without any database.

Records of ``domain.register`` go in; out come sentences on what is wrong with one,
the state that a claim moves to, where claims differ, what rests on what, and which
names mean one place. The store calls these rules on every change, so that no door and
no import can go round them.
"""
