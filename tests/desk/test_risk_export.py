"""Register and risk written as files: one form, several, one incident alone."""

import json

import pytest
from small_risk import AT, WHO, risk_store

from vedette.desk.assess import run_assessment
from vedette.desk.risk_export import export_risk, publish_register
from vedette.errors import InputError, OutputExistsError


@pytest.fixture(scope="module")
def path(small_theatre, tmp_path_factory):
    path = risk_store(tmp_path_factory.mktemp("export"), small_theatre.folder)
    run_assessment(path, WHO)
    return path


def test_the_register_as_one_file_or_a_folder(path, tmp_path):
    publish_register(path, tmp_path / "one.geojson", AT, forms=["geojson"])
    layer = json.loads((tmp_path / "one.geojson").read_text())
    assert {each["properties"]["id"] for each in layer["features"]} == {
        "I-1", "I-2", "I-3"
    }  # fmt: skip
    written = publish_register(path, tmp_path / "all", AT)
    assert {each.name for each in written} == {
        "SHA256SUMS", "incidents.geojson", "register.html", "register.xlsx"
    }  # fmt: skip


def test_one_incident_with_what_is_said_of_it_and_rests_on_that(path, tmp_path):
    publish_register(path, tmp_path / "a.html", AT, forms=["html"], incident="I-2")
    page = (tmp_path / "a.html").read_text()
    assert "Attack I-2" in page
    assert "C-3" in page
    assert "assessment:risk-west" in page
    assert "Attack I-1" not in page
    assert "assessment:risk-east" not in page
    with pytest.raises(InputError, match="no such incident"):
        publish_register(path, tmp_path / "b.html", AT, forms=["html"], incident="I-9")


def test_risk_as_one_file_is_not_written_over_another(path, tmp_path):
    out = tmp_path / "risk.geojson"
    export_risk(path, out, AT, forms=["geojson"])
    told = json.loads(out.read_text())["features"][1]["properties"]
    assert (told["id"], told["level"], told["run"]) == ("middle", "high", 1)
    with pytest.raises(OutputExistsError):
        export_risk(path, out, AT, forms=["geojson"])
    export_risk(path, out, AT, forms=["geojson"], force=True)


@pytest.mark.parametrize("export", [export_risk, publish_register])
def test_a_form_that_there_is_not(path, tmp_path, export):
    with pytest.raises(InputError, match="--as pdf: choose html, geojson, xlsx"):
        export(path, tmp_path / "x", AT, forms=["html", "pdf"])
    assert not (tmp_path / "x").exists()
