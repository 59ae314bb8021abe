"""Watch a plan: what somebody who watches one reach may learn of its odds."""

import datetime as dt
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vedette.desk.plan import PlanView, show_plan
from vedette.domain.watch import SectionWatch, Watch, WatchParams
from vedette.errors import InputError
from vedette.sharing import Package, publish
from vedette.sharing.clocks import moment
from vedette.sharing.package import Watched


@dataclass(frozen=True, slots=True, eq=False)
class WatchView:
    """A watched plan, with what there is to show of it.

    ``sections`` are those asked for; the figures of ``watch`` are of the whole border.
    """

    shown: PlanView
    watch: Watch
    sections: tuple[SectionWatch, ...]

    def describe(self) -> str:
        """Return what a watcher learns in words and tables."""
        from vedette.sharing.watch_words import describe_watch

        return describe_watch(self.shown.plan, self.watch, self.sections)

    def _when(self, row: int) -> dt.datetime:
        """Return when the slot of a row begins, on the wall clock of the theatre."""
        return moment(self.shown.plan, int(self.watch.slot[row]))

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        watch, plan = self.watch, self.shown.plan
        return {
            "plan": str(self.shown.where),
            "plan_hash": plan.content_hash,
            "sees": watch.params.sees,
            "slots": watch.params.slots,
            "slot_min": plan.slot_min,
            "largest": float(watch.value.max()),
            "mean": float(watch.value.mean()),
            "most_expected": float(watch.expected.max()),
            "most_without": float((watch.expected - watch.value).max()),
            "sections": [self._section_json(each) for each in self.sections],
            "teams": [asdict(each) for each in watch.habits],
        }

    def _section_json(self, section: SectionWatch) -> dict[str, Any]:
        worst = section.worst
        return {
            "section": section.section,
            "name": section.name,
            "reach": worst.reach,
            "km_from": round(worst.km_from, 3),
            "km_to": round(worst.km_to, 3),
            "largest": section.largest,
            "at": self._when(section.at).isoformat(),
            "mean": section.mean,
            "predictable": list(section.predictable),
            "hours": [
                {
                    "slot": int(self.watch.slot[row]),
                    "at": self._when(row).isoformat(),
                    "value": float(worst.value[row]),
                    "without": float(worst.without[row]),
                    "unwatched": float(worst.unwatched[row]),
                    "chance": worst.chance[row].tolist(),
                    "unnoticed": [
                        None if math.isnan(each) else each
                        for each in worst.unnoticed[row].tolist()
                    ],
                }
                for row in range(len(self.watch.slot))
            ],
        }


def watch_plan(
    path: Path,
    params: WatchParams,
    *,
    section: str | None = None,
    out: Path | None = None,
    force: bool = False,
) -> WatchView:
    """Watch a plan's odds at every reach; with ``out``, draw it as one SVG file.

    Everything that can be refused is refused before the plan is laid out.
    """
    from vedette.planning.watcher import watch_plan as watch_odds
    from vedette.sharing.folder import refuse_existing

    if out is not None:
        if out.suffix.lower() != ".svg":
            raise InputError(f"--out {out}: the figure is SVG; let it end in .svg.")
        refuse_existing(out, force=force, folder=False)
    shown = show_plan(path)
    field = shown.field
    known = [each.id for each in field.theatre.sections]
    if section is not None and section not in known:
        raise InputError(
            f"--section {section}: {field.theatre.name} has no such section; it has "
            f"{', '.join(known)}."
        )
    watch = watch_odds(
        field.theatre,
        field.ground,
        field.window,
        field.risk,
        field.coverage,
        shown.plan,
        params,
    )
    chosen = tuple(each for each in watch.sections if section in (None, each.section))
    view = WatchView(shown, watch, chosen)
    if out is not None:
        watched = Watched(field.window, watch, chosen)
        package = Package(field.theatre, shown.plan, watch=watched)
        publish(package, out, formats=["watch"], force=force)
    return view
