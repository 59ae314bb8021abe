"""The summary in words: right numbers, plain text, for any package."""

from dataclasses import replace

from vedette.sharing import Package
from vedette.sharing.summary import make_summary, option_label


def line_of(package: Package, start: str) -> str:
    found = [x for x in make_summary(package).splitlines() if x.startswith(start)]
    assert len(found) == 1, start
    return found[0]


def test_options_stand_side_by_side(package: Package) -> None:
    assert line_of(package, "option A") == "option A: Host force + Partner force"
    assert line_of(package, "option B") == "option B: host alone"
    assert line_of(package, "loss of this plan").split()[-2:] == ["7.250", "9.500"]
    assert line_of(package, "no roster of these").split()[-2:] == ["7.000", "7.000"]
    assert line_of(package, "gap:").split()[-2:] == ["3.4%", "26.3%"]


def test_sections_and_worst_reaches(package: Package) -> None:
    east = line_of(package, "Eastern heights").split()
    assert east[2:6] == ["42-61", "medium", "25.0%", "8.25"]
    worst = line_of(package, "km 56.6-61.4")
    assert worst.split()[-3:] == ["11.00", "25.0%", "8.25"]


def test_efforts_of_the_draw_are_added_up_by_kind(package: Package) -> None:
    text = make_summary(package)
    drawn = text[text.index("In the roster drawn with seed 2026") :].splitlines()
    helicopters = next(line for line in drawn if "1 helicopter" in line)
    assert helicopters.split()[-6:] == ["1.0", "3.0", "0.0", "2.0", "360.0", "500.0"]


def test_shortfalls_are_told_with_their_reason(package: Package) -> None:
    assert "Foot 3: no lawful move: its hours leave no room" in make_summary(package)
    met = replace(package, plan=replace(package.plan, shortfalls=()))
    assert "Left open:" not in make_summary(met)


def test_without_roster_or_options_it_still_tells_the_plan(package: Package) -> None:
    text = make_summary(Package(package.theatre, package.plan, package.picture))
    assert "drawn with seed" not in text
    assert "option B" not in text
    assert "Exercise: everything here is made up." in text


def test_control_characters_do_not_reach_a_terminal(package: Package) -> None:
    name = "\x1b[31mred\x07\u202e"
    theatre = replace(
        package.theatre,
        name=name,
        notice=name,
        partners=tuple(replace(p, name=name) for p in package.theatre.partners),
        sections=tuple(replace(s, name=name) for s in package.theatre.sections),
    )
    text = make_summary(replace(package, theatre=theatre))
    assert all(letter.isprintable() for letter in text if letter != "\n")


def test_an_option_is_named_by_who_takes_part(package: Package) -> None:
    assert option_label(package.theatre, ("ally",)) == "Host force"
    assert option_label(package.theatre, ("ally", "host")) == "nobody"
