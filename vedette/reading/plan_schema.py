"""What ``plan.json`` must look like, key by key; docs/reference/files.md in words."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from vedette.reading.caps import CAPS

Text = Annotated[str, Field(max_length=CAPS.text_chars)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[float, Field(allow_inf_nan=False)]
Whole = Annotated[int, Field(ge=0, le=2**53)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Theatre(_Strict):
    id: Text
    name: Text
    folder: Literal["theatre"]
    hash: Sha256


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


class _Rules(_Strict):
    moves: Literal[1]


class _Team(_Strict):
    id: Text
    rows: Whole


class _Adversary(_Strict):
    reach: list[Whole]
    slot: list[Whole]
    weight_ppb: list[Whole]


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


class _Shortfall(_Strict):
    what: Text
    reason: Text


class _Content(_Strict):
    theatre: _Theatre
    params: _Params
    start: Text
    zone: Text
    slot_min: int = Field(ge=1, le=60)
    n_slots: int = Field(ge=1, le=20_000)
    n_reaches: int = Field(ge=1, le=20_000)
    reach_km: Number
    rules: _Rules
    teams: list[_Team] = Field(max_length=CAPS.csv_rows)
    certificate: _Certificate
    adversary: _Adversary
    prices: dict[Text, list[Number]]
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
