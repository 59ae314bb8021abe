"""A book's folder: ``book.json``, canonical, and one ``roster-001.csv`` per roster."""

from dataclasses import asdict
from typing import Any

from vedette.domain.book import RosterBook
from vedette.domain.theatre import Theatre
from vedette.reading.books import BOOK_FILE, roster_name
from vedette.reading.canonical import canonical_json, hash_of
from vedette.reading.plans import PLAN_FILE
from vedette.sharing.folder import Files
from vedette.sharing.roster_file import roster_csv


def book_files(theatre: Theatre, book: RosterBook) -> Files:
    """Return a book's files; the folder is whole once its plan lies beside them."""
    rosters = {
        roster_name(number): roster_csv(theatre, roster)
        for number, roster in enumerate(book.rosters, 1)
    }
    content = _content(theatre, book, rosters)
    whole = {
        "format": 1,
        "content": content,
        "content_hash": hash_of(canonical_json(content)),
        "effort": {"passes": book.passes, "seconds": book.seconds},
    }
    return {BOOK_FILE: canonical_json(whole) + b"\n", **rosters}


def _content(theatre: Theatre, book: RosterBook, rosters: Files) -> dict[str, Any]:
    """Return what partners approve; what finding it took is told elsewhere."""
    return {
        "theatre": book.theatre_id,
        "plan": {"file": PLAN_FILE, "content_hash": book.plan_hash},
        "numbers": asdict(book.numbers),
        "rosters": [
            {"file": name, "sha256": hash_of(data)} for name, data in rosters.items()
        ],
        "notice": theatre.notice,
    }
