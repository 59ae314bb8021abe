"""How claims move from state to state: one table, and what each move needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from vedette.domain.register import Claim, Source
from vedette.errors import RuleError

MOVES: Mapping[str, tuple[str, ...]] = {
    "reported": (
        *("corroborated", "officially_confirmed", "denied", "withdrawn", "superseded"),
    ),
    "corroborated": ("officially_confirmed", "denied", "withdrawn", "superseded"),
    "officially_confirmed": ("denied", "withdrawn", "superseded"),
    "denied": ("officially_confirmed", "withdrawn", "superseded"),
    "no_comment": ("withdrawn", "superseded"),
    "withdrawn": (),
    "superseded": (),
}
OFFICIAL = ("government", "official", "force", "international_body")
SAID_SO = ("asserts", "confirms")


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim with its source: who says what."""

    claim: Claim
    source: Source

    @property
    def is_official(self) -> bool:
        """Whether a body or office speaks that answers for it by name."""
        return self.source.kind in OFFICIAL and self.source.anonymity != "unnamed"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a new claim does to one that it answers; ``to`` is None for nothing."""

    claim: str
    to: str | None
    why: str


def first_state(voice: Voice) -> str:
    """Return the state in which a claim enters the register.

    A body that answers for it by name and confirms is the official confirmation.
    """
    if voice.claim.says == "no_comment":
        return "no_comment"
    if voice.claim.says == "confirms" and voice.is_official:
        return "officially_confirmed"
    return "reported"


def move_claim(voice: Voice, to: str, by: Voice | None) -> Claim:
    """Return the claim in its new state.

    Parameters
    ----------
    voice
        The claim, and its source.
    to
        One of ``CLAIM_STATES``.
    by
        The claim that is the reason. None where a person says so on his own: that will
        do for every state but corroborated and officially confirmed.

    Raises
    ------
    RuleError
        If the rules do not allow it, and why.
    """
    refusal = _refuse(voice, to, by)
    if refusal:
        stays = voice.claim.state.replace("_", " ")
        raise RuleError(f"claim:{voice.claim.id} stays {stays}: {refusal}")
    return replace(voice.claim, state=to)


def _refuse(voice: Voice, to: str, by: Voice | None) -> str | None:
    """Say why a move is against the rules; None where it is not."""
    state = voice.claim.state
    if to == state:
        return f"it is {to} already"
    if to not in MOVES[state]:
        onward = ", ".join(MOVES[state]) or "nothing; a new claim says it anew"
        return f"from {state} it can become {onward}, not {to}".replace("_", " ")
    return NEEDS[to](voice, by)


def _refuse_corroboration(voice: Voice, by: Voice | None) -> str | None:
    if by is None:
        return "name the claim that corroborates it"
    if by.source.originator == voice.source.originator:
        return (
            f"claim:{by.claim.id} has the same originator ({by.source.originator}), so"
            " it is no second source"
        )
    return _refuse_as_reason(voice, by, SAID_SO)


def _refuse_confirmation(voice: Voice, by: Voice | None) -> str | None:
    if by is None:
        return "name the claim that confirms it"
    if not by.is_official:
        return (
            f"{by.source.name} ({by.source.kind}, {by.source.anonymity}) is no body or"
            " office that confirms by name"
        )
    return _refuse_as_reason(voice, by, SAID_SO)


def _refuse_denial(voice: Voice, by: Voice | None) -> str | None:
    if by is None:
        return None
    if by.source.anonymity == "unnamed":
        return f"{by.source.name} is unnamed; such a denial only stands beside it"
    if voice.claim.state == "officially_confirmed" and not by.is_official:
        return f"{by.source.name} is no office; only one denies what one confirmed"
    return _refuse_as_reason(voice, by, ("denies",))


def _refuse_withdrawal(voice: Voice, by: Voice | None) -> str | None:
    if by is None:
        return None
    if by.source.originator != voice.source.originator:
        return (
            f"{by.source.originator} cannot withdraw what {voice.source.originator}"
            " brought out"
        )
    return _refuse_as_reason(voice, by, ("withdraws",))


def _refuse_supersession(voice: Voice, by: Voice | None) -> str | None:
    if by is None:
        return None
    if by.source.originator != voice.source.originator:
        return (
            f"{by.source.originator} says something else than"
            f" {voice.source.originator}; both stand, side by side"
        )
    return _refuse_as_reason(voice, by, (voice.claim.says, *SAID_SO))


NEEDS = {
    "corroborated": _refuse_corroboration,
    "officially_confirmed": _refuse_confirmation,
    "denied": _refuse_denial,
    "withdrawn": _refuse_withdrawal,
    "superseded": _refuse_supersession,
}


def _refuse_as_reason(voice: Voice, by: Voice, says: tuple[str, ...]) -> str | None:
    """Say why a claim is no reason to move another; None where it is one."""
    reason = f"claim:{by.claim.id}"
    if by.claim.id == voice.claim.id:
        return "a claim is no reason for itself"
    if by.claim.about != voice.claim.about:
        return f"{reason} is about {by.claim.about}, not {voice.claim.about}"
    if by.claim.says not in says:
        return f"{reason} {by.claim.says}, where it would have to be: {', '.join(says)}"
    if not MOVES[by.claim.state] or by.claim.state == "denied":
        return f"{reason} is {by.claim.state} itself"
    return None


def list_effects(new: Voice, answered: Mapping[str, Voice]) -> Iterator[Effect]:
    """Give what a new claim does to each claim that it answers.

    Where the rules allow no move, both only stand side by side; the effect says why.
    """
    for claim_id, voice in answered.items():
        to, refusal = _likely_move(new, voice)
        if to is not None:
            refusal = _refuse(voice, to, new)
        if refusal is None:
            yield Effect(claim_id, to, f"claim:{new.claim.id} {new.claim.says} it")
        else:
            yield Effect(claim_id, None, refusal)


def _likely_move(new: Voice, voice: Voice) -> tuple[str | None, str | None]:
    """Return the state that an answer aims at, or why it aims at none."""
    says = new.claim.says
    is_same = new.source.originator == voice.source.originator
    if says == "confirms":
        return ("officially_confirmed" if new.is_official else "corroborated"), None
    if says == "denies":
        return "denied", None
    if says == "withdraws":
        return "withdrawn", None
    if says == "asserts" and is_same:
        return "superseded", None
    return None, f"claim:{new.claim.id} {says}, which moves nothing"
