"""The built-in theatre's files are what their notices say, read without Vedette."""

import hashlib
from pathlib import Path

from built_in import FOLDER, list_data_files, read_csv, read_geojson, read_toml

HASHES = Path(__file__).with_name("hashes.txt")
# Scope guard: no person under watch, no weapon, no target is described anywhere.
REFUSED_COLUMNS = (
    *("name_of_person", "person", "surname", "phone", "msisdn", "imei", "face"),
    *("photo", "plate", "passport", "biometric", "weapon", "ammunition", "armament"),
    *("target", "strike", "kill", "suspect"),
)


def test_files_are_those_that_the_tool_made():
    found = {
        name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        for name in list_data_files()
    }
    lines = HASHES.read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert list(told) == sorted(told)
    assert found == told, "run tools/build_theatre.py, then look at what changed"


def test_data_stay_small():
    size = sum((FOLDER / name).stat().st_size for name in list_data_files())
    assert size < 4_000_000


def test_no_post_or_team_carries_a_name_from_a_gazetteer():
    layers = ("settlements", "airfields")
    places = [
        feature["properties"]["name"].casefold()
        for layer in layers
        for feature in read_geojson(f"places/{layer}.geojson")
    ]
    posts = [base for base in read_csv("bases.csv") if base["kind"] == "post"]
    ids = {post["id"] for post in posts}
    ground_teams = [team for team in read_csv("teams.csv") if team["base"] in ids]
    for row in [*posts, *ground_teams]:
        assert not any(place in row["name"].casefold() for place in places)


def test_every_force_is_marked_as_exercise():
    tables = ("bases", "teams", "caveats", "detachments", "availability")
    for name in tables:
        assert {row["origin"] for row in read_csv(f"{name}.csv")} == {"exercise"}
    for row in read_csv("availability.csv"):
        assert row["reason"].startswith("Exercise: ")
    for row in read_csv("detachments.csv"):
        assert "notional" in row["name"]
        assert "notional" in row["note"]
    theatre = read_toml("theatre.toml")
    assert theatre["exercise"] is True
    assert {partner["origin"] for partner in theatre["partners"]} == {"exercise"}
    assert all(card["signed_by"] == "" for card in read_toml("cards.toml")["cards"])


def test_teams_fit_their_bases_and_cards():
    bases = {base["id"]: base for base in read_csv("bases.csv")}
    cards = {card["id"] for card in read_toml("cards.toml")["cards"]}
    teams = read_csv("teams.csv")
    assert len({team["id"] for team in teams}) == len(teams)
    for team in teams:
        base = bases[team["base"]]
        assert team["partner"] == base["partner"]
        if team["kind"] == "helicopter":
            assert base["kind"] == "airfield"
            assert team["card"] in cards
        else:
            assert base["kind"] == "post"
            assert team["card"] == ""
    on_the_ground = [team for team in teams if team["kind"] != "helicopter"]
    assert len(on_the_ground) == 60
    host_air = [t for t in teams if t["card"] and t["partner"] == "host"]
    partner_air = [t for t in teams if t["card"] and t["partner"] == "partner"]
    assert len(host_air) == 4
    assert 6 <= len(partner_air) <= 8


def test_teams_belong_to_detachments_of_their_partner_along_the_line():
    partner = {row["id"]: row["partner"] for row in read_csv("detachments.csv")}
    teams = read_csv("teams.csv")
    assert {team["detachment"] for team in teams} == set(partner)
    assert all(partner[team["detachment"]] == team["partner"] for team in teams)
    posts = [team["detachment"] for team in teams if team["base"].startswith("P")]
    assert posts == sorted(posts)
    assert {int(team["crew"]) for team in teams} == {3, 4, 6}
    cards = {card["id"]: card for card in read_toml("cards.toml")["cards"]}
    for team in teams:
        assert not team["card"] or int(team["crew"]) == cards[team["card"]]["crew"]


def test_sites_say_how_well_they_are_placed():
    sites = read_csv("sites.csv")
    assert 25 <= len(sites) <= 40
    for site in sites:
        assert site["precision"] in {"snapped", "approximate"}
        assert site["source"]
        assert 0 <= float(site["value"]) <= 100
        if site["kind"] in {"mine", "camp"}:
            assert "exercise" in site["note"]
            assert site["name"].startswith("Exercise")


def test_every_layer_names_its_licence_and_has_a_notice():
    for name, layer in read_toml("theatre.toml")["layers"].items():
        assert layer["licence"], name
        assert layer["credit"], name
        assert (FOLDER / layer["file"]).is_file(), name
        notice = (FOLDER / layer["notice"]).read_text(encoding="utf-8")
        assert Path(layer["file"]).name in notice, name


def test_no_column_describes_a_person_a_weapon_or_a_target():
    columns = set()
    for name in list_data_files():
        if name.endswith(".csv"):
            columns |= set(read_csv(name)[0])
        if name.endswith(".geojson"):
            columns |= {key for f in read_geojson(name) for key in f["properties"]}
    for card in read_toml("cards.toml")["cards"]:
        columns |= set(card)
    assert not {c for c in columns for word in REFUSED_COLUMNS if word in c.casefold()}


def test_no_file_names_a_machine_or_a_person_s_folder():
    for name in list_data_files():
        if not name.endswith(".npz"):
            text = (FOLDER / name).read_text(encoding="utf-8")
            assert not any(path in text for path in ("/home/", "/tmp/", "C:\\"))
