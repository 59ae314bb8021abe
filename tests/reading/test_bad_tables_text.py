"""Tables as text: header, rows, quotes, encodings, and how long they may be."""

from pathlib import Path

import pytest
import small_theatre as small
from reading_faults import load_faults, one_fault
from small_theatre import write_small_theatre

from vedette.reading.caps import CAPS

TEXT = small.csv_text(small.SITES)
HEADER = TEXT.split("\n")[0]
TEXT_FAULTS = [
    ("", "sites.csv: the table is empty; begin with the line id,name,kind"),
    ("\n\n", "sites.csv: the table is empty"),
    (TEXT.replace(",", ";"), "sites.csv line 1: the columns are not parted by commas"),
    (TEXT.replace("\n", ",x\n", 1), "line 1, x: column 'x' is unknown; take it out"),
    (TEXT.replace("precision", "note", 1), "line 1, note: column 'note' stands twice"),
    (TEXT.replace("precision", "nicety", 1), "line 1, precision: the column is miss"),
    (TEXT.replace("\n", ",phone\n", 1), "line 1, phone: column 'phone' reads like a"),
    (TEXT.replace("\n", ",licencePlate\n", 1), "column 'licencePlate' reads like"),
    (TEXT.replace("\n", ",Weapon\n", 1), "column 'Weapon' reads like a detail of"),
    (TEXT + "a,b\n", "sites.csv line 5: the row has 2 cells and the header 9; give"),
    (TEXT + "a" + "," * 12, "sites.csv line 5: the row has 13 cells and the header 9"),
    (TEXT + 'a,"b', "sites.csv line 5: the row cannot be read (unexpected end"),
    (TEXT + 'a,"b"c,\n', "sites.csv line 5: the row cannot be read"),
    (TEXT.encode() + b"\xff", "sites.csv line 5: this is not UTF-8 text; save the"),
    (TEXT.encode("utf-16"), "sites.csv line 1: this is not UTF-8 text"),
    (TEXT + "x" * 200_000, "sites.csv line 5: the row cannot be read (field larger"),
]  # fmt: skip


@pytest.mark.parametrize("text, said", TEXT_FAULTS)
def test_text_of_a_table(tmp_path: Path, text: str | bytes, said: str) -> None:
    told = load_faults(write_small_theatre(tmp_path, files={"sites.csv": text}))
    assert said in "\n".join(told)


def test_a_row_over_several_lines_has_the_line_it_begins_on(tmp_path: Path) -> None:
    rows = [*small.SITES, {**small.SITES[0], "id": "b-2", "value": "many"}]
    text = small.csv_text(rows).replace("made up for tests", '"made\nup"')
    told = load_faults(write_small_theatre(tmp_path, files={"sites.csv": text}))
    assert "sites.csv line 2, source: 'made\\nup' holds a control character" in told[0]
    assert "sites.csv line 4, source: " in told[1]
    assert any("sites.csv line 8, value: 'many' is no number" in each for each in told)


def test_a_table_with_too_many_rows(tmp_path: Path) -> None:
    row = ",".join(small.SITES[0].values()).split(",", 1)[1]
    rows = "".join(f"s-{i},{row}\n" for i in range(CAPS.csv_rows + 5))
    files = {"sites.csv": f"{HEADER}\n{rows}"}
    told = one_fault(write_small_theatre(tmp_path, files=files))
    assert (
        f"sites.csv line {CAPS.csv_rows + 2}: there are more than 10,000 rows" in told
    )
