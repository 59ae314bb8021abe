"""The rota on paper: A4, one table for each partner and day, teams by hours.

Black and white is enough: duty hours have a heavy frame, hours of night are grey and in
italics. Header and footer of the tables come again on every page, and with them the
word EXERCISE where the theatre is one.
"""

from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from vedette.domain.forces import Partner, Team
from vedette.domain.plans import TeamEffort
from vedette.domain.theatre import Base
from vedette.sharing.clocks import moment, utc
from vedette.sharing.duties import Duty, Sortie, list_duties
from vedette.sharing.effort import roster_effort
from vedette.sharing.package import Package
from vedette.sharing.rota_hours import Hour, find_hour
from vedette.sharing.text import exercise_mark, markup

HOURS = 24
NO_EFFORT = TeamEffort(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def make_rota(package: Package) -> bytes:
    """Return the rota as one HTML file that needs nothing else, ready to print."""
    style = files("vedette.sharing").joinpath("rota.css").read_text("utf-8")
    sheets = "\n".join(_Sheets(package).write())
    title = markup(f"{exercise_mark(package.theatre)}Rota, {package.theatre.name}")
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{sheets}
</body>
</html>
"""
    return page.encode()


class _Sheets:
    """Writes the sheets of one roster."""

    def __init__(self, package: Package) -> None:
        self._theatre, self._roster = package.theatre, package.get_roster()
        self._window = package.get_picture().window
        self._planned = package.get_plan().moves
        self._duties = list_duties(self._theatre, self._roster)
        self._efforts = roster_effort(self._theatre, self._window, self._roster)

    def write(self) -> Iterator[str]:
        """Give one sheet for each partner with teams in the plan, and each day."""
        by_day = HOURS * 60 // self._window.slot_min
        for partner in self._theatre.partners:
            teams = [
                team
                for base in self._theatre.bases
                for team in self._theatre.teams
                if team.base == base.id
                and team.partner == partner.id
                and team.id in self._planned
            ]
            if teams:
                for first in range(0, self._window.n_slots, by_day):
                    yield self._sheet(partner, teams, first)

    def _sheet(self, partner: Partner, teams: list[Team], first: int) -> str:
        bases = "\n".join(
            self._base(list(group), first)
            for _, group in groupby(teams, key=lambda team: team.base)
        )
        wide = 2 + HOURS
        return f"""<section>
<table>
<colgroup><col class="team"><col class="duty"><col span="{HOURS}"></colgroup>
<thead>
<tr><th class="title" colspan="{wide}">{self._title(partner, first)}</th></tr>
<tr><th class="team" scope="col">Team</th>
<th class="duty" scope="col">Duty: local time, (UTC), where</th>
{self._heads(first)}</tr>
</thead>
<tfoot>
<tr><td class="note" colspan="{wide}">{self._note()}</td></tr>
</tfoot>
{bases}
</table>
</section>"""

    def _title(self, partner: Partner, first: int) -> str:
        by_day = HOURS * 60 // self._window.slot_min
        last = min(first + by_day, self._window.n_slots)
        begin, end = moment(self._roster, first), moment(self._roster, last)
        mark = exercise_mark(self._theatre).strip()
        return (
            f'<h1>{f"""<span class="mark">{mark}</span> """ if mark else ""}'
            f"Rota, {markup(partner.name)}</h1>"
            f"<p>{markup(self._theatre.name)}. {begin:%a %d %b %Y %H:%M} to "
            f"{end:%a %d %b %H:%M} {markup(self._roster.zone)}; "
            f"{utc(begin):%d %b %H:%M} to {utc(end):%d %b %H:%M} UTC. "
            f"Drawn with seed {self._roster.seed} from plan "
            f"{markup(self._roster.plan_hash[:16])}.</p>"
        )

    def _heads(self, first: int) -> str:
        by_hour = 60 // self._window.slot_min
        starts = [moment(self._roster, first + n * by_hour) for n in range(HOURS)]
        whole = not any(start.minute or utc(start).minute for start in starts)
        form = "%H" if whole else "%H:%M"
        return "".join(
            '<th class="hour" scope="col">'
            f"<b>{start:{form}}</b>{utc(start):{form}}Z</th>"
            for start in starts
        )

    def _note(self) -> str:
        return (
            f"<b>{exercise_mark(self._theatre)}</b>{markup(self._theatre.notice)} "
            "Figures in the hours: border km from and to; field: at the airfield. "
            "Heavy frame: on duty. Grey, italics: night. Under a team's name: what "
            "this roster asks of it from the first to the last hour of the plan."
        )

    def _base(self, teams: list[Team], first: int) -> str:
        base = self._theatre.get_base(teams[0].base)
        rows = "\n".join(
            f'<tr><td class="team">{self._team_words(team)}</td>'
            f'<td class="duty">{self._duty_words(team, first)}</td>'
            f"{self._hours(team, first)}</tr>"
            for team in teams
        )
        return (
            f'<tbody><tr class="base"><th colspan="{2 + HOURS}" scope="rowgroup">'
            f"{_base_words(base)}</th></tr>\n{rows}</tbody>"
        )

    def _team_words(self, team: Team) -> str:
        spent = self._efforts.get(team.id, NO_EFFORT)
        words = (
            f"{spent.duty_h:g} h, of them {spent.night_h:g} h night; "
            f"{spent.travel_km:,.0f} km"
        )
        if team.card is not None:
            words += (
                f"; {spent.airborne_h:g} h in the air, {spent.fuel_kg:,.0f} kg fuel"
            )
        return f"<b>{markup(team.name)}</b> {markup(team.kind)}<br>{words}"

    def _duty_words(self, team: Team, first: int) -> str:
        by_day = HOURS * 60 // self._window.slot_min
        shown = [
            duty
            for duty in self._duties[team.id]
            if duty.begin < first + by_day and duty.end > first
        ]
        return "".join(self._duty(duty) for duty in shown) or "no duty"

    def _duty(self, duty: Duty) -> str:
        begin, end = moment(self._roster, duty.begin), moment(self._roster, duty.end)
        local = f"<b>{begin:%d %b %H:%M}-{end:%H:%M}</b>"
        words = [f"{local} <i>({utc(begin):%H:%M}-{utc(end):%H:%M}Z)</i>"]
        if duty.km_span is not None:
            low, high = duty.km_span
            names = ", ".join(
                markup(section.name)
                for section in self._theatre.sections
                if section.km_from <= high and section.km_to >= low
            )
            span = f"{low:.1f}" if low == high else f"{low:.1f}-{high:.1f}"
            words.append(f"km {span}, {names}")
        if duty.sorties:
            flights = ", ".join(map(self._sortie, duty.sorties))
            words.append(f"in the air {flights}")
        return f"<span>{'<br>'.join(words)}</span>"

    def _sortie(self, sortie: Sortie) -> str:
        up, down = moment(self._roster, sortie.begin), moment(self._roster, sortie.end)
        return f"{up:%H:%M}-{down:%H:%M}"

    def _hours(self, team: Team, first: int) -> str:
        by_hour = 60 // self._window.slot_min
        cells = (
            find_hour(
                self._theatre, self._window, team, self._duties[team.id],
                first + n * by_hour, first + (n + 1) * by_hour,
            )
            for n in range(HOURS)
        )  # fmt: skip
        return "".join(_hour_cell(cell) for cell in cells)


def _hour_cell(hour: Hour | None) -> str:
    if hour is None:
        return '<td class="hour"></td>'
    words = "field"
    if hour.km is not None:
        low, high = (f"{km:.0f}" for km in hour.km)
        words = low if low == high else f"{low}-<br>{high}"
    return f'<td class="hour on{" night" if hour.is_night else ""}">{words}</td>'


def _base_words(base: Base) -> str:
    where = "" if base.km is None else f", km {base.km:.1f}"
    place = f"latitude {base.lat:.4f}, longitude {base.lon:.4f}"
    return f"{markup(base.name)}, {markup(base.kind)}{where}; {place}"
