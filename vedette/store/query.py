"""What to look for in the store, and how that is asked of the database."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, not_, or_, select

from vedette.domain.register import Ref
from vedette.store.questions import of_kind
from vedette.store.rows import write_moment
from vedette.store.tables import flags, heads


@dataclass(frozen=True, slots=True)
class Query:
    """Which records to list; what is None or empty does not matter.

    Parameters
    ----------
    kind
        One of ``domain.register.KINDS``.
    section, near_km, within_km
        Of incidents: the section's id; a km of the border, and how far off along it.
    state
        Of claims their state, of incidents and facts their standing.
    text
        Folded forms of a text, one of which must occur (``Spellings.list_for``); of
        incidents and facts also in the claims about them.
    since, until
        The time of an incident, or of a claim's saying, reaches into this span.
    flagged
        True for those with a flag, False for those without.
    about, source
        Of claims: what they are about; the id of their source.
    limit
        At most so many, in the order of time, then of ids.
    """

    kind: str = "incident"
    section: str | None = None
    near_km: float | None = None
    within_km: float = 10.0
    state: str | None = None
    text: tuple[str, ...] = ()
    origin: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    flagged: bool | None = None
    about: Ref | None = None
    source: str | None = None
    limit: int | None = None


def where(query: Query) -> ColumnElement[bool]:
    """Return the condition on ``heads``."""
    told = [of_kind(heads.c.ref, query.kind), heads.c.is_deleted.is_(False)]
    for column, wanted in (
        (heads.c.section, query.section),
        (heads.c.state, query.state),
        (heads.c.origin, query.origin),
        (heads.c.about, query.about and str(query.about)),
        (heads.c.source, query.source and f"source:{query.source}"),
    ):
        if wanted is not None:
            told.append(column == wanted)
    if query.near_km is not None:
        low, high = query.near_km - query.within_km, query.near_km + query.within_km
        told.append(heads.c.km.between(low, high))
    if query.since is not None:
        told.append(heads.c.latest >= write_moment(query.since))
    if query.until is not None:
        told.append(heads.c.earliest <= write_moment(query.until))
    if query.flagged is not None:
        is_flagged = heads.c.ref.in_(select(flags.c.what))
        told.append(is_flagged if query.flagged else not_(is_flagged))
    if query.text:
        told.append(_holds(query))
    return and_(*told)


def _holds(query: Query) -> ColumnElement[bool]:
    """Return the condition that one of the texts occurs."""

    def occurs(column: ColumnElement[str]) -> ColumnElement[bool]:
        return or_(*(column.contains(t, autoescape=True) for t in query.text))

    if query.kind not in ("incident", "fact"):
        return occurs(heads.c.text)
    claim = heads.alias("claim")
    told = select(claim.c.about).where(
        of_kind(claim.c.ref, "claim"),
        claim.c.is_deleted.is_(False),
        occurs(claim.c.text),
    )
    return or_(occurs(heads.c.text), heads.c.ref.in_(told))
