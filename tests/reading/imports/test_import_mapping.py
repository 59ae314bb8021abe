"""Mapping files: what they may say, and every fault of one with its line."""

import pytest
from import_files import OWN_MAP, mapped

from vedette.errors import InputError
from vedette.reading.imports import load_map


def refused(tmp_path, text, *, is_own=True):
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="the mapping cannot be used") as caught:
        load_map(path, is_own=is_own)
    return str(caught.value)


def test_a_sound_one(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(OWN_MAP, encoding="utf-8")
    told = load_map(path, is_own=True)
    assert told == mapped(OWN_MAP)
    assert (told.decimal, told.date_style) == (",", "day.month.year")
    assert told.columns["Ref no"] == "id"
    assert told.source is not None
    assert (told.source.originator, told.source.origin) == ("Border Watch", "imported")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "watch"', 'id = "acled"', "is a data set that Vedette knows by itself"),
        ('id = "watch"', 'id = "a b"', "cannot be an id"),
        ('id = "watch"', f'id = "{"a" * 40}"', "begins the id of every row"),
        ('kind = "organisation"', 'kind = "club"', "choose government"),
        ('decimal = ","', 'decimal = "\'"', "choose . or ,"),
        ('"day.month.year"', '"d.m.y"', "choose year-month-day"),
        ('"Where" = "place"', '"Where" = "spot"', "line 16, columns.Where"),
        ('"Where" = "place"', '"Where" = "kind"', "two columns are to fill kind"),
        ('"Where" = "place"', '"Phone" = "note"', "detail of an observed person"),
        ('"IED" = "explosion"', '"IED" = "bang"', "kinds.IED"),
        ("[kinds]", "[sorts]", "this key is unknown"),
        ("[source]", "[grade]\nreliability = 1\n[source]", "the key is missing"),
        ('[source]\nid = "watch"', "[source]", "source.id: the key is missing"),
    ],
)
def test_faults(tmp_path, old, new, said):
    assert old in OWN_MAP
    assert said in refused(tmp_path, OWN_MAP.replace(old, new, 1))


def test_no_source(tmp_path):
    assert "does not say whose table this is" in refused(tmp_path, "[kinds]\n")


def test_a_known_data_set_has_its_own_source_and_columns(tmp_path):
    said = refused(tmp_path, OWN_MAP, is_own=False)
    assert "source: the data set's own is known" in said
    assert "columns: the data set's own is known" in said


def test_no_toml(tmp_path):
    assert "this is not TOML" in refused(tmp_path, "a: b")
    with pytest.raises(InputError, match="no such file"):
        load_map(tmp_path / "none.toml", is_own=True)
