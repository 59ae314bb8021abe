"""Books: find few rosters for a plan, show what they lose, check a book."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vedette.desk.plan import OnProgress, show_plan
from vedette.domain.book import BookNumbers, RosterBook
from vedette.errors import InputError
from vedette.sharing import Package, publish


@dataclass(frozen=True, slots=True)
class BookView:
    """What a book of at most so many rosters achieves."""

    at_most: int
    numbers: BookNumbers
    passes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BooksView:
    """Books of one plan side by side; ``where`` is the one written, if any."""

    plan: Path
    books: tuple[BookView, ...]
    where: Path | None

    def describe(self) -> str:
        """Return the loss against the number of rosters, as a table."""
        own = self.books[0].numbers
        lines = [
            f"{'at most':>8} {'different':>9} {'loss':>9} {'less the plan':>13} "
            f"{'gap':>6}"
        ]
        for book in self.books:
            found = book.numbers
            cost = found.loss - found.plan_loss
            lines.append(
                f"{book.at_most:>8} {found.different:>9} {found.loss:>9.3f} "
                f"{cost:>+13.3f} {found.gap:>6.1%}"
            )
        lines.append(
            f"Every team drawn by itself from the plan's odds: loss "
            f"{own.plan_loss:.3f}. No rosters at all lose less than {own.bound:.3f}."
        )
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        return {
            "plan": str(self.plan),
            "book": None if self.where is None else str(self.where),
            "books": [
                {
                    "at_most": book.at_most,
                    **asdict(book.numbers),
                    "passes": book.passes,
                    "seconds": book.seconds,
                }
                for book in self.books
            ],
        }


def make_books(
    path: Path,
    counts: Sequence[int],
    out: Path | None = None,
    *,
    passes: int | None = None,
    seconds: float | None = None,
    force: bool = False,
    on_progress: OnProgress | None = None,
    interrupted: Callable[[], bool] = lambda: False,
) -> BooksView:
    """Find a book of each size for a plan, and write it if it is the only one.

    Passes and seconds are for each book. Everything that can be refused is refused
    before the first is looked for.
    """
    from vedette.planning.book import check_book, make_book
    from vedette.reading.books import BOOK_FILE
    from vedette.sharing.folder import refuse_existing

    if not counts or (out is not None and len(counts) > 1):
        raise InputError("Give one number of rosters to write a book of.")
    view = show_plan(path)
    field, plan = view.field, view.plan
    for count in counts:
        check_book(field.theatre, plan, count, passes, seconds)
    if out is not None:
        refuse_existing(out, force=force, folder=True)
    books = []
    for count in counts:
        book = make_book(
            field.theatre,
            field.ground,
            field.window,
            field.risk,
            field.coverage,
            plan,
            count,
            passes=passes,
            seconds=seconds,
            on_progress=on_progress,
            interrupted=interrupted,
        )
        books.append(BookView(count, book.numbers, book.passes, book.seconds))
        if out is not None:
            package = Package(field.theatre, plan, book=book)
            publish(package, out, formats=["plan", "book"], force=force)
    where = None if out is None else out / BOOK_FILE
    return BooksView(path, tuple(books), where)


def verify_book(path: Path) -> RosterBook:
    """Check everything about a book and the plan beside it."""
    from vedette.verify.book import verify_book as verify

    return verify(path)
