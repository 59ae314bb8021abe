"""Flags: raised on all that rests on what fell, cleared when it is looked at again."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from vedette.domain.history import Flag
from vedette.domain.register import FALLEN, Link, Ref
from vedette.register.links import Path, trace_impact
from vedette.store.view import View
from vedette.store.writing import Mark, Writer, write_path


class Flagging:
    """Raises and clears the flags of one change, once all its records are written."""

    def __init__(self, view: View, writer: Writer) -> None:
        self._view, self._writer = view, writer

    def raise_for(self, causes: Mapping[Ref, str]) -> None:
        """Raise flags on all that rests on things that fell, with the path to each."""
        for cause, reason in causes.items():
            self._raise(cause, self._view.impact(cause), reason)

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
                if what not in flag.path:
                    self._raise_from(flag.cause, (*flag.path, what), flag.reason)

    def _raise_from(self, cause: Ref, path: Path, reason: str) -> None:
        """Raise a flag at the end of a path, and on all that rests on it."""
        further = trace_impact(path[-1], self._view.dependents)
        paths = {path[-1]: path}
        paths |= {what: (*path, *rest[1:]) for what, rest in further.items()}
        self._raise(cause, paths, reason)

    def _raise(self, cause: Ref, paths: Mapping[Ref, Path], reason: str) -> None:
        there = self._view.flagged_by(cause)
        self._writer.raise_flags(
            [
                Mark("raised", str(what), str(cause), write_path(path), reason)
                for what, path in paths.items()
                if what not in there
            ]
        )

    def clear(self, what: Collection[Ref], reason: str) -> None:
        """Clear every flag on some things."""
        self._clear(self._view.flags(what), reason)

    def lift(self, causes: Mapping[Ref, str]) -> None:
        """Clear the flags of things that no longer count as fallen."""
        for cause, reason in causes.items():
            self._clear(self._view.flags_by(cause), reason)

    def _clear(self, raised: Sequence[Flag], reason: str) -> None:
        self._writer.clear_flags(
            [
                Mark("cleared", str(each.what), str(each.cause), "[]", reason)
                for each in raised
            ]
        )


_UNSURE = frozenset((*FALLEN, "fallen"))  # of what one rests on: better look
