"""Where an incident or a fact stands, by the states of the claims about it."""

from collections.abc import Iterable

from vedette.register.states import SAID_SO

BEST_FIRST = (
    *("officially_confirmed", "corroborated", "reported"),
    *("withdrawn", "denied", "superseded"),
)


def find_standing(said: Iterable[tuple[str, str]]) -> str:
    """Return the best state among the claims that say it; unsourced if none does.

    ``said`` gives what each claim says, and its state. Withdrawn weighs more than
    denied: what nobody stands by any longer is gone, whoever denied it before.

    >>> find_standing([("asserts", "denied"), ("denies", "reported")])
    'denied'
    """
    states = {state for says, state in said if says in SAID_SO}
    return next((state for state in BEST_FIRST if state in states), "unsourced")
