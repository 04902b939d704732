from datetime import timedelta

from hypothesis import given
from tests.support.learning import START, histories, made_up_history, people, situations

from overture.learning import Event, Person, Situation, new_person, replay, weak_prior


@given(histories(), people(), situations)
def test_every_band_holds_its_mean_and_stays_on_the_scale(
    history: tuple[Event, ...], person: Person, situation: Situation
) -> None:
    forecast = replay(history, person).forecast(situation, person, START + timedelta(days=40))
    for bands in (forecast.expected, forecast.met):
        for band in (bands.anxiety, bands.enjoyment, bands.feared):
            assert 0.0 <= band.low <= band.mean <= band.high <= 10.0
            assert band.sd >= 0.0
    assert 0.0 <= forecast.goes_well <= 1.0
    assert 0.0 <= forecast.goes_well_low <= 1.0


def test_a_place_that_was_visited_is_forecast_more_surely_than_one_that_was_not() -> None:
    person = new_person(weak_prior(None))
    history = made_up_history(person, 20, places=1)
    state, now = replay(history, person), history[-1].at
    here = state.forecast(history[0].situation, person, now).met
    far = Situation("stranger", 1, 1, 1, 1, 1, 1, channel="none")
    elsewhere = state.forecast(far, person, now).met
    assert here.anxiety.sd < elsewhere.anxiety.sd
    assert here.feared.sd < elsewhere.feared.sd
