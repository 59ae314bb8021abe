"""The place of a file that is asked for, checked before any work is done."""

from collections.abc import Iterable
from pathlib import Path

from vedette.errors import InputError


def check_out(out: Path | None, endings: Iterable[str], *, force: bool) -> None:
    """Refuse a place where no file of these endings can be written."""
    from vedette.sharing.folder import refuse_existing

    if out is None:
        return
    known = tuple(endings)
    if out.suffix.lower() not in known:
        choice = " or ".join(filter(None, (", ".join(known[:-1]), known[-1])))
        raise InputError(
            f"--out {out}: the ending of its name says what to write; let it be "
            f"{choice}."
        )
    refuse_existing(out, force=force, folder=False)
