"""The plan in plain text: the numbers, options side by side, what is left open."""

import textwrap
from collections.abc import Callable, Mapping, Sequence

from vedette.domain.plans import Certificate, PlanPicture, TeamEffort
from vedette.domain.theatre import Theatre
from vedette.sharing.clocks import moment, utc
from vedette.sharing.effort import roster_effort
from vedette.sharing.findings import by_section, worst_reaches
from vedette.sharing.forecast_words import describe_forecast
from vedette.sharing.package import Option, Package
from vedette.sharing.text import plain

WORST_SHOWN = 10
WIDTH = 96  # of running text; a table is as wide as its names
UNITS = {  # of TeamEffort, with their words
    "duties": "duties",
    "duty_h": "duty h",
    "night_h": "night h",
    "airborne_h": "air h",
    "travel_km": "km",
    "fuel_kg": "fuel kg",
}


def make_summary(package: Package) -> str:
    """Return the summary as text of fixed width."""
    theatre, plan, picture = package.theatre, package.get_plan(), package.get_picture()
    parts = [
        _heading(package),
        _numbers(package),
        _sections(theatre, picture),
        _worst(theatre, picture),
        _efforts("On average over all draws", theatre, picture.efforts),
    ]
    if package.roster is not None:
        drawn = roster_effort(theatre, picture.window, package.roster)
        title = f"In the roster drawn with seed {package.roster.seed}"
        parts.append(_efforts(title, theatre, drawn))
    if plan.shortfalls:
        parts.append(_shortfalls(package))
    return "\n".join(parts)


def option_label(theatre: Theatre, without: tuple[str, ...]) -> str:
    """Return the name of an option: who takes part in it."""
    present = [each.name for each in theatre.partners if each.id not in without]
    return " + ".join(present) or "nobody"


def list_options(package: Package) -> list[Option]:
    """Return all options of a package, the plan that leaves first."""
    label = option_label(package.theatre, package.get_plan().params.without)
    own = Option(label, package.get_plan(), package.get_picture())
    return [own, *package.compared_with]


def _heading(package: Package) -> str:
    theatre, plan = package.theatre, package.get_plan()
    begin, end = moment(plan, 0), moment(plan, plan.n_slots)
    lines = [
        f"{plain(theatre.name)}: {theatre.border.length_km:,.1f} km, "
        f"{len(theatre.sections)} sections, {plan.n_reaches} reaches, "
        f"{plan.n_slots} slots of {plan.slot_min} min, {len(plan.moves)} teams",
        f"{begin:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} {plan.zone} "
        f"({utc(begin):%d %b %H:%M} to {utc(end):%d %b %H:%M} UTC)",
        f"Plan {plan.content_hash or '(not yet written)'}",
        *textwrap.wrap(
            f"Forecast: {describe_forecast(theatre, plan.params.rates)}.", WIDTH
        ),
        *textwrap.wrap(plain(theatre.notice), WIDTH),
    ]
    return "\n".join(lines) + "\n"


def _numbers(package: Package) -> str:
    """Return the certificate, one column for each option."""
    options = list_options(package)
    certificates = [option.plan.certificate for option in options]
    rows = [
        ("teams", [str(len(option.plan.moves)) for option in options]),
        *((words, [show(each) for each in certificates]) for words, show in NUMBERS),
    ]
    letters = [f"option {chr(ord('A') + at)}" for at in range(len(options))]
    named = zip(letters, options, strict=True)
    lines = [f"{letter}: {plain(option.label)}\n" for letter, option in named]
    body = [[words, *cells] for words, cells in rows]
    return "".join(lines) + _table(["Harm points", *letters], body)


NUMBERS: tuple[tuple[str, Callable[[Certificate], str]], ...] = (
    ("loss with no team at all", lambda c: f"{c.loss_without_teams:.3f}"),
    ("loss of this plan", lambda c: f"{c.loss:.3f}"),
    ("no roster of these teams loses less than", lambda c: f"{c.bound:.3f}"),
    ("gap: (loss - bound) / loss", lambda c: f"{c.gap:.1%}"),
    ("missed: (loss - bound) / (no team - bound)", lambda c: f"{c.missed:.1%}"),
    ("cells with stake that no lawful move sees", lambda c: f"{c.unseen_cells:,}"),
    ("  largest stake among them", lambda c: f"{c.unseen_stake:.3f}"),
    ("loss without those cells", lambda c: f"{c.loss_seen:.3f}"),
    ("bound without those cells", lambda c: f"{c.bound_seen:.3f}"),
)


def _sections(theatre: Theatre, picture: PlanPicture) -> str:
    head = ["Section", "km", "level", "mean notice", "worst left", "at km", "from"]
    rows = []
    for section, found in zip(
        theatre.sections, by_section(theatre, picture), strict=True
    ):
        edges = picture.ground.edge_km
        rows.append(
            [
                plain(section.name),
                f"{section.km_from:.0f}-{section.km_to:.0f}",
                section.level,
                f"{found.mean_notice:.1%}",
                f"{found.remaining:.2f}",
                f"{edges[found.reach]:.0f}",
                f"{moment(picture.window, found.slot):%d %b %H:%M}",
            ]
        )
    return _table(head, rows)


def _worst(theatre: Theatre, picture: PlanPicture) -> str:
    head = ["Most left open", "section", "from", "stake", "notice", "left"]
    rows = [
        [
            f"km {found.km_from:.1f}-{found.km_to:.1f}",
            plain(theatre.sections[found.section].name),
            f"{moment(picture.window, found.slot):%d %b %H:%M}",
            f"{found.stake:.2f}",
            f"{found.notice:.1%}",
            f"{found.remaining:.2f}",
        ]
        for found in worst_reaches(picture, WORST_SHOWN)
    ]
    return _table(head, rows)


def _efforts(title: str, theatre: Theatre, efforts: Mapping[str, TeamEffort]) -> str:
    """Return hours, kilometres and fuel by partner and kind of team."""
    rows = []
    for partner in theatre.partners:
        own = [team for team in theatre.teams if team.partner == partner.id]
        for kind in dict.fromkeys(team.kind for team in own):
            spent = [efforts[t.id] for t in own if t.kind == kind and t.id in efforts]
            if spent:
                totals = [sum(getattr(e, name) for e in spent) for name in UNITS]
                about = [plain(partner.name), f"{len(spent)} {kind}"]
                rows.append([*about, *(f"{total:,.1f}" for total in totals)])
    return _table([title, "teams", *UNITS.values()], rows)


def _shortfalls(package: Package) -> str:
    lines = [
        f"  {plain(item.what)}: {plain(item.reason)}"
        for item in package.get_plan().shortfalls
    ]
    return "\n".join(["Left open:", *lines]) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table: first column to the left, the others to the right."""
    cells = [head, *rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    lines = []
    for row in cells:
        first, *others = zip(row, widths, strict=True)
        shown = [
            first[0].ljust(first[1]),
            *(text.rjust(width) for text, width in others),
        ]
        lines.append("  ".join(shown).rstrip())
    return "\n".join(lines) + "\n"
