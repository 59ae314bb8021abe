"""Why a plan is as it is, and who could be pinned where: results, frozen."""

import datetime as dt
from dataclasses import dataclass

from vedette.domain.limits import Limit


@dataclass(frozen=True, slots=True)
class Part:
    """A team's part in what is noticed somewhere; all parts there sum to 1."""

    team: str
    share: float


@dataclass(frozen=True, slots=True)
class Place:
    """One attempt, and who would notice it.

    ``unnoticed`` is its chance to go unnoticed, ``harm`` what that leaves of the stake,
    harm points; ``parts`` are the largest first.
    ``others`` are the ids of teams that have a lawful look there and no odds of one.
    """

    section: str
    reach: int
    km_from: float
    km_to: float
    slot: int
    stake: float
    unnoticed: float
    harm: float
    parts: tuple[Part, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HourNotice:
    """One section in one hour of the theatre's clock.

    ``slot`` is its first slot, of ``n_slots``. ``notice`` is the mean chance to be
    noticed, weighed by stake; ``worst`` the attempt that leaves most harm.
    """

    slot: int
    n_slots: int
    notice: float
    worst: Place
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SectionNotice:
    """One section, over the whole window and hour by hour.

    ``forecast_loss`` is what it adds to the loss by the forecast; ``sought`` the share
    of the bound's worst-case attempts that fall into it.
    """

    section: str
    name: str
    notice: float
    worst: Place
    parts: tuple[Part, ...]
    forecast_loss: float
    sought: float
    hours: tuple[HourNotice, ...]


@dataclass(frozen=True, slots=True)
class TeamWorth:
    """What one more team like these would change, and one fewer.

    One more lowers the plan's bound, at its weights and prices, by ``off_bound`` harm
    points; one fewer raises it by as much. ``off_loss`` is what one more takes off the
    loss if all others keep their odds, None where that was not worked out.
    """

    teams: tuple[str, ...]
    off_bound: float
    off_loss: float | None


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit or pin that has a price: what one unit more of it takes off the bound.

    ``prices`` are above 0, in harm points, in the slots of the same rank; slot -1
    stands for all slots together.
    """

    limit: Limit
    slots: tuple[int, ...]
    prices: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a plan's loss comes from, who notices what, and what more would be worth.

    ``worst_loss`` and ``forecast_loss`` sum to the loss. ``places`` are the worst
    attempts of the worst reaches; ``worths`` and ``bindings`` the dearest first.
    """

    worst_loss: float
    forecast_loss: float
    sections: tuple[SectionNotice, ...]
    places: tuple[Place, ...]
    worths: tuple[TeamWorth, ...]
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """Where and when some team is wanted, as in a pin of kind ``presence``.

    A section, or from one km to another; every day between two minutes of the day, or
    between two moments. ``least_h`` is how much of that will do, None: all of it.
    """

    section: str | None = None
    km_from: float | None = None
    km_to: float | None = None
    daily_from_min: int | None = None
    daily_to_min: int | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    least_h: float | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One team for a wish: what it could do, and what it would cost.

    Parameters
    ----------
    team
        Its id.
    longest_h
        For how long of what is wanted it could be there without a break.
    pin
        What would hold it there in every draw, None where it cannot be pinned.
    is_enough
        Whether the pin is for as long as is wanted.
    cost
        Harm points by which the pin raises the plan's bound, at its weights and prices.
    there
        Mean chance in the pin's slots that the plan has it there without the pin.
    loss_alone
        Loss if all other teams keep their odds and this one makes the best of its pin,
        None where that was not worked out.
    loss
        Loss of a plan found with the pin, None where none was looked for.
    reason
        Why it cannot be pinned; empty where it can.
    """

    team: str
    longest_h: float
    pin: Limit | None = None
    is_enough: bool = False
    cost: float = 0.0
    there: float = 0.0
    loss_alone: float | None = None
    loss: float | None = None
    reason: str = ""
