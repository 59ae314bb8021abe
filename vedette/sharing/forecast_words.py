"""How a plan expects attempts to come, in words."""

from collections.abc import Mapping

from vedette.domain.theatre import Theatre
from vedette.sharing.text import plain

MOST_TOLD = 3  # sections, of those in which most attempts are expected


def describe_forecast(theatre: Theatre, rates: Mapping[str, float]) -> str:
    """Say in half a sentence how attempts are expected, by a plan's ``rates``."""
    if not rates:
        return (
            "no register was named to tell of past attempts, so every km that can be"
            " crossed is as likely as the next"
        )
    yearly = {
        section: rates[section.id] * (section.km_to - section.km_from) / 100.0
        for section in theatre.sections
    }
    total = sum(yearly.values())
    most = sorted(theatre.sections, key=lambda each: -yearly[each])[:MOST_TOLD]
    told = ", ".join(f"{plain(each.name)} {yearly[each] / total:.0%}" for each in most)
    return (
        f"as the register's risk picture expects attempts, about {total:,.0f} a year"
        f" along the whole line, hardly known; most in {told}"
    )
