"""What ``plan.json`` must look like, key by key; docs/reference/files.md in words."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from vedette.reading.caps import CAPS
from vedette.units import LOOK_PARTS, MOST_LOOKS

Text = Annotated[str, Field(max_length=CAPS.text_chars)]
Id = Annotated[str, Field(min_length=1, max_length=CAPS.id_chars)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[float, Field(allow_inf_nan=False)]
Whole = Annotated[int, Field(ge=0, le=2**53)]
Slots = Annotated[int, Field(ge=1, le=CAPS.plan_slots)]
Milli = Annotated[int, Field(ge=1, le=MOST_LOOKS * LOOK_PARTS)]
Price = Annotated[float, Field(ge=0, le=1e12)]  # so that no sum of them overflows
Rate = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Odds = Annotated[float, Field(ge=0, le=CAPS.csv_rows)]  # summed over a group's teams


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Theatre(_Strict):
    id: Text
    name: Text
    folder: Literal["theatre"]
    hash: Sha256


class _Pin(_Strict):
    """A pin as ``limits.plain_limit`` gives it; what it says is checked there too."""

    id: Text
    kind: Text
    holds: Text
    amount: Number
    partner: Text | None
    base: Text | None
    team: Text | None
    section: Text | None
    km_from: Number | None
    km_to: Number | None
    begins: Text | None = Field(alias="from")
    ends: Text | None = Field(alias="to")
    reason: Text
    origin: Literal["pin"]


class EarlierSaid(_Strict):
    """The plan that was made again."""

    content_hash: Sha256
    n_slots: Slots
    moment: Whole


class _Params(_Strict):
    days: int = Field(ge=1, le=14)
    reach_km: Number | None
    caution: Number
    start: Text | None
    gap: Number
    seconds: Number | None
    rounds: Whole | None
    without: list[Text]
    least_odds: Number
    pins: list[_Pin] = Field(max_length=CAPS.limits)
    teams_out: list[Id] = Field(max_length=CAPS.csv_rows)
    earlier: EarlierSaid | None
    keep: float = Field(ge=0, le=1e6)
    spread: float = Field(ge=0, lt=1)
    rates: dict[Id, Rate] = Field(max_length=CAPS.csv_rows)


class _Rules(_Strict):
    moves: Literal[2]
    forecast: Literal[2]


class _Team(_Strict):
    id: Text
    rows: Whole


class _Looks(_Strict):
    reach: list[Whole]
    slot: list[Whole]
    milli: list[Milli]


class _Adversary(_Strict):
    reach: list[Whole]
    slot: list[Whole]
    weight_ppb: list[Whole]
    looks: _Looks


class _HandOver(_Strict):
    start: list[Odds] = Field(min_length=1, max_length=CAPS.plan_slots)
    end: list[Odds] = Field(min_length=1, max_length=CAPS.plan_slots)


class _Odds(_Strict):
    file: Literal["odds.npz"]
    sha256: Sha256


class _Certificate(_Strict):
    loss: Number
    loss_without_teams: Number
    promise: Number
    bound: Number
    gap: Number
    missed: Number
    unseen_cells: Whole
    unseen_stake: Number
    loss_seen: Number
    bound_seen: Number
    bound_free: Number


class _Shortfall(_Strict):
    what: Text
    reason: Text
    limit: Id | None
    slot: int | None = Field(ge=-1, le=CAPS.plan_slots)
    short: float | None = Field(ge=0, le=1e9)


class _Content(_Strict):
    theatre: _Theatre
    params: _Params
    start: Text
    zone: Text
    slot_min: int = Field(ge=1, le=60)
    n_slots: Slots
    n_reaches: int = Field(ge=1, le=20_000)
    reach_km: Number
    rules: _Rules
    teams: list[_Team] = Field(max_length=CAPS.csv_rows)
    certificate: _Certificate
    adversary: _Adversary
    prices: dict[Text, list[Number]]
    limit_prices: dict[
        Id, Annotated[list[Price], Field(max_length=CAPS.plan_slots)]
    ] = Field(max_length=2 * CAPS.limits)
    hand_over: dict[Id, _HandOver] = Field(max_length=CAPS.csv_rows)
    odds: _Odds
    shortfalls: list[_Shortfall]
    rests_on: list[Text]
    notice: Text


class _Effort(_Strict):
    rounds: Whole
    seconds: Number
    peak_mb: Number
    stopped_by: Text
    arcs: Whole


class _Progress(_Strict):
    round: Whole
    seconds: Number
    loss: Number
    bound: Number
    gap: Number
    phase: Text


class PlanFile(_Strict):
    """The whole file."""

    format: Literal[1]
    content: _Content
    content_hash: Sha256
    effort: _Effort
    trace: list[_Progress]
