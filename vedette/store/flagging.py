"""Flags: raised on all that rests on what fell, cleared when it is looked at again."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from vedette.domain.history import Flag
from vedette.domain.register import FALLEN, Claim, Link, Ref
from vedette.register.links import Path, trace_impact
from vedette.register.weight import say_regrade, was_regraded
from vedette.store.past import TOLD_ANEW
from vedette.store.view import View
from vedette.store.writing import Mark, Writer, write_path


class Flagging:
    """Raises and clears the flags of one change, once all its records are written."""

    def __init__(self, view: View, writer: Writer) -> None:
        self._view, self._writer = view, writer
        self._cleared: list[Mark] = []
        self._raised: list[Mark] = []

    def raise_for(self, causes: Mapping[Ref, str]) -> None:
        """Raise flags on all that rests on things that fell, with the path to each."""
        dependents = self._view.load_dependents(causes)
        raised = self._group(causes)
        for cause, reason in causes.items():
            paths = trace_impact(cause, dependents)
            self._raise(cause, paths, reason, raised[cause])
        self._write()

    def regrade(self, changes: Mapping[Ref, tuple[Claim, Claim]]) -> None:
        """Raise flags on all that rests on claims that weigh more or less now.

        ``changes`` gives each claim before and now. What a move alone brought, such as
        a confirmation, only lifts flags that an earlier grade has raised.
        """
        dependents = self._view.load_dependents(changes)
        raised = self._group(changes)
        for cause, (before, now) in changes.items():
            self._settle(cause, now, raised[cause])
            if was_regraded(before, now):
                there = {flag.what for flag in raised[cause]}
                paths = trace_impact(cause, dependents)
                new = {what: path for what, path in paths.items() if what not in there}
                self._raise(cause, new, say_regrade(cause, before, now), ())
        self._write()

    def _group(self, causes: Collection[Ref]) -> dict[Ref, list[Flag]]:
        """Return the flags that each of many things has raised."""
        raised: dict[Ref, list[Flag]] = {cause: [] for cause in causes}
        for flag in self._view.flags_by(*causes):
            raised[flag.cause].append(flag)
        return raised

    def _settle(self, cause: Ref, now: Claim, raised: Sequence[Flag]) -> None:
        """Hold what a claim that stands has flagged against how it was last seen.

        Where it weighs again what it did then, the flag is lifted.
        """
        seen = self._view.claims_seen(cause) if raised else {}
        back: list[Flag] = []
        anew: dict[str, dict[Ref, Path]] = {}
        for flag in raised:
            then = seen[flag.what]
            if then.state in FALLEN or not was_regraded(then, now):
                back.append(flag)
            else:
                reason = say_regrade(cause, then, now)
                anew.setdefault(reason, {})[flag.what] = flag.path
        self._clear(back, f"{cause} counts as before")
        for reason, paths in anew.items():
            self._raise(cause, paths, reason, raised)

    def inherit(self, brought: Iterable[Link], states: Mapping[Ref, str]) -> None:
        """Raise flags on what a change made rest on something fallen or flagged.

        ``states`` are those of the claims that the change wrote itself.
        """
        asked = [link for link in brought if states.get(link.on, "fallen") in _UNSURE]
        ons = list(dict.fromkeys(link.on for link in asked))
        states = {**self._view.standings(ons), **states}
        raised: dict[Ref, list[Flag]] = {}
        for flag in self._view.flags(ons):
            raised.setdefault(flag.what, []).append(flag)
        for what, on in asked:
            if on.kind == "claim" and states.get(on) in FALLEN:
                self._raise_from(on, (on, what), f"{on} is {states[on]}")
            for flag in raised.get(on, ()):
                self._raise_from(flag.cause, (*flag.path, what), flag.reason)

    def _raise_from(self, cause: Ref, path: Path, reason: str) -> None:
        """Raise a flag at the end of a path, and on all that rests on it.

        What the same cause has flagged already keeps the flag it has.
        """
        there = self._view.flagged_by(cause)
        further = trace_impact(path[-1], self._view.dependents)
        paths = {path[-1]: path}
        paths |= {what: (*path, *rest[1:]) for what, rest in further.items()}
        new = {what: each for what, each in paths.items() if what not in there}
        self._raise(cause, new, reason, ())
        self._write()

    def _raise(
        self, cause: Ref, paths: Mapping[Ref, Path], reason: str, there: Sequence[Flag]
    ) -> None:
        """Raise flags; what the same cause raised for another reason gives way."""
        old = [flag for flag in there if flag.what in paths]
        self._clear([flag for flag in old if flag.reason != reason], TOLD_ANEW)
        kept = {flag.what for flag in old if flag.reason == reason}
        self._raised += (
            Mark("raised", str(what), str(cause), write_path(path), reason)
            for what, path in paths.items()
            if what not in kept
        )

    def _write(self) -> None:
        """Write what was cleared, then what was raised."""
        self._writer.clear_flags(self._cleared)
        self._writer.raise_flags(self._raised)
        self._cleared, self._raised = [], []

    def clear(self, what: Collection[Ref], reason: str) -> None:
        """Clear every flag on some things."""
        self._clear(self._view.flags(what), reason)
        self._write()

    def lift(self, causes: Mapping[Ref, str], standing: Mapping[Ref, Claim]) -> None:
        """Clear the flags of things that no longer count as fallen.

        ``standing`` are the claims among them: they may count for more or for less
        than they did before they fell.
        """
        raised = self._group(causes)
        for cause, reason in causes.items():
            if cause in standing:
                self._settle(cause, standing[cause], raised[cause])
            else:
                self._clear(raised[cause], reason)
        self._write()

    def _clear(self, raised: Iterable[Flag], reason: str) -> None:
        self._cleared += (
            Mark("cleared", str(each.what), str(each.cause), "[]", reason)
            for each in raised
        )


_UNSURE = frozenset((*FALLEN, "fallen"))  # of what one rests on: better look
