"""When to stop: small callables on the latest round, each giving its name or None."""

from collections.abc import Callable

from vedette.solver.result import Round

StopRule = Callable[[Round], str | None]


def gap_below(gap: float) -> StopRule:
    """Stop once (loss - bound) / loss is at most ``gap``."""
    return lambda now: "gap" if now.gap <= gap else None


def seconds_past(seconds: float) -> StopRule:
    """Stop at the first round that ends after ``seconds``."""
    return lambda now: "seconds" if now.seconds >= seconds else None


def rounds_done(rounds: int) -> StopRule:
    """Stop after ``rounds`` rounds; the same rounds give the same bytes."""
    return lambda now: "rounds" if now.index >= rounds else None


def first_of(*rules: StopRule) -> StopRule:
    """Stop as soon as one of the rules says so."""

    def rule(now: Round) -> str | None:
        return next((name for each in rules if (name := each(now))), None)

    return rule
