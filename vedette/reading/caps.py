"""How large anything may be that is read: one table for the whole program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """Upper limits, each far above what a real theatre needs.

    Parameters
    ----------
    toml_bytes, csv_bytes, geojson_bytes, npz_bytes, notice_bytes
        Size of one file on disk, by its kind.
    plan_bytes, plan_cells, plan_slots, roster_bytes, roster_rows
        Size of a plan.json, its reaches times slots, its slots; size and rows of a
        roster.
    folder_files, folder_bytes
        Number and total size of the files of a theatre folder that is copied.
    csv_rows
        Rows of one table, without the header.
    limits
        Limits of a theatre, and pins of a plan.
    toml_line_chars, id_chars, name_chars, text_chars
        Length of one line, id, name, other text.
    key_parts
        Dotted parts of one TOML key.
    json_depth, json_brackets
        Nesting of brackets in a GeoJSON file, and how many pairs there are.
    features, vertices
        Features, and positions in all of them together, of one GeoJSON file.
    zip_members, zip_bytes
        Members of an ``.npz`` file, and their size together once unpacked.
    grid_cells
        Cells of the elevation grid.
    faults
        Faults told in one message; the rest is counted.
    """

    toml_bytes: int = 100_000
    csv_bytes: int = 4_000_000
    geojson_bytes: int = 16_000_000
    npz_bytes: int = 64_000_000
    notice_bytes: int = 200_000
    folder_files: int = 200
    folder_bytes: int = 256_000_000
    csv_rows: int = 10_000
    limits: int = 500
    plan_bytes: int = 64_000_000
    plan_cells: int = 5_000_000
    plan_slots: int = 20_000
    roster_bytes: int = 64_000_000
    roster_rows: int = 500_000
    toml_line_chars: int = 2_000
    id_chars: int = 64
    name_chars: int = 120
    text_chars: int = 600
    key_parts: int = 8
    json_depth: int = 12
    json_brackets: int = 1_000_000
    features: int = 50_000
    vertices: int = 500_000
    zip_members: int = 12
    zip_bytes: int = 101_000_000
    grid_cells: int = 50_000_000
    faults: int = 200


CAPS = Caps()
