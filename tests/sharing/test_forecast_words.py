"""How attempts are expected, in words."""

from vedette.sharing.forecast_words import describe_forecast


def test_without_rates_every_km_is_alike(small_theatre):
    assert "as likely as the next" in describe_forecast(small_theatre, {})


def test_with_rates_the_total_and_the_largest_sections(small_theatre):
    rates = {section.id: 0.0 for section in small_theatre.sections}
    first = small_theatre.sections[0]
    rates[first.id] = 50.0
    told = describe_forecast(small_theatre, rates)
    yearly = 50.0 * (first.km_to - first.km_from) / 100
    assert f"about {yearly:,.0f} a year" in told
    assert f"most in {first.name} 100%" in told
