"""What a staff makes out of claims: facts asked, assessments, plans kept by hash."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vedette.desk.stores import Acting, changing, find_ref, open_at
from vedette.domain.history import Versioned
from vedette.domain.plans import Plan
from vedette.domain.register import KINDS, Assessment, Fact, Ref
from vedette.errors import InputError
from vedette.store import Query, View

SHORT = 12  # characters of a plan's hash that make its id


def add_fact(path: Path, fact: Fact, acting: Acting) -> Versioned[Any]:
    """Put a question into the register on which sources say different things.

    An empty id gives it the next one, here and below.
    """
    store = open_at(path)
    with changing(store, acting, "register fact", "fact entered") as change:
        id_ = fact.id or change.next_id("fact")
        _refuse_known(change, Ref("fact", id_))
        return change.put(replace(fact, id=id_))


def list_facts(path: Path) -> tuple[tuple[Versioned[Any], str], ...]:
    """List the facts of a register, each with how it stands."""
    with open_at(path).reading() as view:
        found = view.list(Query("fact"))
        refs = [Ref("fact", each.record.id) for each in found]
        states = view.standings(refs)
        return tuple(zip(found, (states[ref] for ref in refs), strict=True))


def add_assessment(
    path: Path, record: Assessment, acting: Acting, rests_on: Sequence[str] = ()
) -> Versioned[Any]:
    """Put an assessment, or whatever else rests on claims, into the register.

    ``rests_on`` names what it rests on beside what the record names itself.
    """
    store = open_at(path)
    words = f"{record.kind.replace('_', ' ')} entered"
    with changing(store, acting, "register assess", words) as change:
        id_ = record.id or change.next_id(record.kind)
        _refuse_known(change, Ref(record.kind, id_))
        refs = (*record.rests_on, *find_refs(change, rests_on))
        return change.put(replace(record, id=id_, rests_on=refs))


def reassess(
    path: Path, name: str, acting: Acting, rests_on: Sequence[str] | None = None
) -> Versioned[Any]:
    """Look at something again, which clears its flags; say anew what it rests on."""
    store = open_at(path)
    with changing(store, acting, "register reassess", "looked at again") as change:
        ref = find_ref(change, name)
        record = change.get(*ref).record
        if rests_on is not None:
            if not isinstance(record, Assessment):
                raise InputError(
                    f"{ref}: what a {ref.kind} rests on follows from its claims; only"
                    " assessments, plans and the like are told with --rests-on."
                )
            record = replace(record, rests_on=find_refs(change, rests_on))
        return change.reassess(record)


def keep_plan(
    path: Path, file: Path, acting: Acting, rests_on: Sequence[str] = ()
) -> Versioned[Any]:
    """Put a plan into the register by its hash, with what its stakes rest on.

    That is what the plan's own ``rests_on`` names, and what ``rests_on`` adds. Files
    of the theatre that the plan names are kept as words: they are no claims.
    """
    from vedette.reading.plans import load_plan

    plan = load_plan(file)
    store = open_at(path)
    with changing(store, acting, "register plan", f"plan of {file.name}") as change:
        refs = [*_list_refs(plan, change), *find_refs(change, rests_on)]
        named = set(map(str, refs))
        return change.put(
            Assessment(
                id=plan.content_hash[:SHORT],
                kind="plan",
                title=f"Plan of {plan.theatre_id} from {plan.start.isoformat()}",
                rests_on=tuple(dict.fromkeys(refs)),
                origin="own",
                content_hash=plan.content_hash,
                content={
                    "theatre_hash": plan.theatre_hash,
                    "also_rests_on": [on for on in plan.rests_on if on not in named],
                },
            )
        )


def find_refs(view: View, names: Sequence[str]) -> tuple[Ref, ...]:
    """Find what names mean, each once."""
    return tuple(dict.fromkeys(find_ref(view, name) for name in names))


def _refuse_known(view: View, ref: Ref) -> None:
    """Refuse to write over something by giving its id to what is new."""
    if view.find(*ref) is not None:
        raise InputError(
            f"{ref} is there already; choose another id, or look at it again with:"
            f" vedette register reassess {ref}."
        )


def _list_refs(plan: Plan, view: View) -> Iterator[Ref]:
    """Give what a plan rests on in the register; an id alone is looked for."""
    for name in plan.rests_on:
        kind, colon, id_ = name.partition(":")
        if colon and kind in KINDS:
            yield Ref(kind, id_)
        elif not colon:
            yield from (Ref(kind, name) for kind in KINDS if view.find(kind, name))
