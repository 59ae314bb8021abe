"""HXL, the row of tags such as #date and #geo+lat that aid agencies put in tables."""

import re
from collections.abc import Iterable, Mapping, Sequence

TAG = re.compile(r"#[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*", re.ASCII)

# What a tag with certain attributes means here. Attributes that are not named on a
# line, such as +f or +children, make a part of the whole, which is not taken for it.
_TOTAL = frozenset(("total", "num", "all"))
_NAME = frozenset(("name",))
_WHEN = frozenset(("occurred", "event", "incident", "iso"))
RULES: tuple[tuple[str, frozenset[str], frozenset[str], str], ...] = (
    # tag, attributes it must have, attributes it may have, field
    ("#geo", frozenset(("lat",)), frozenset(("dec",)), "lat"),
    ("#geo", frozenset(("lon",)), frozenset(("dec",)), "lon"),
    ("#geo", frozenset(("precision",)), frozenset(), "precision"),
    ("#date", frozenset(("end",)), _WHEN, "date_to"),
    ("#date", frozenset(("start",)), _WHEN, "date"),
    ("#date", frozenset(), _WHEN, "date"),
    ("#affected", frozenset(("killed", "min")), _TOTAL, "killed_low"),
    ("#affected", frozenset(("killed", "max")), _TOTAL, "killed_high"),
    ("#affected", frozenset(("killed",)), _TOTAL, "killed"),
    ("#affected", frozenset(("injured", "min")), _TOTAL, "injured_low"),
    ("#affected", frozenset(("injured", "max")), _TOTAL, "injured_high"),
    ("#affected", frozenset(("injured",)), _TOTAL, "injured"),
    ("#event", frozenset(("id",)), frozenset(), "id"),
    ("#event", frozenset(("code",)), frozenset(), "id"),
    ("#event", frozenset(("type",)), _NAME, "kind"),
    ("#event", frozenset(), frozenset(), "kind"),
    ("#meta", frozenset(("id",)), frozenset(), "id"),
    ("#meta", frozenset(("url",)), frozenset(), "link"),
    ("#loc", frozenset(), _NAME, "place"),
    ("#adm3", frozenset(), _NAME, "area"),
    ("#adm2", frozenset(), _NAME, "area"),
    ("#adm1", frozenset(), _NAME, "area"),
    ("#country", frozenset(), _NAME, "country"),
)


def is_tag_row(cells: Sequence[str]) -> bool:
    """Whether a row holds tags only, and empty cells.

    >>> is_tag_row(["#date", "", "#geo+lat"]), is_tag_row(["#1", "Khorog"])
    (True, False)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(TAG.fullmatch(cell) for cell in filled)


def tidy_tags(cells: Iterable[str]) -> tuple[str, ...]:
    """Return tags in small letters, without spaces."""
    return tuple("".join(cell.lower().split()) for cell in cells)


def find_field(tag: str) -> str | None:
    """Return the field that a tag fills; None for those that are not taken.

    >>> find_field("#affected+killed"), find_field("#affected+killed+children")
    ('killed', None)
    """
    word, *attributes = tag.split("+")
    told = frozenset(attributes)
    for name, must, may, field in RULES:
        if word == name and must <= told <= must | may:
            return field
    return None


def list_fields(tags: Sequence[str]) -> Mapping[int, str]:
    """Return the field of each column whose tag is taken, by the column's place.

    Areas may stand in several columns, any other field is the first one's.
    """
    found: dict[int, str] = {}
    for at, tag in enumerate(tags):
        field = find_field(tag) if tag else None
        if field is not None and (field == "area" or field not in found.values()):
            found[at] = field
    return found
