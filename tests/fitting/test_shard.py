import numpy as np
import pytest
from tests.support.shards import in_shards, made_up, same

from overture.fitting.correction import correct
from overture.fitting.course import whole
from overture.fitting.delta import DeltaRule
from overture.fitting.population import fit
from overture.fitting.shard import Ask, Held, Shard, Standing, answer, asked, conduct
from overture.fitting.sums import Begun, Sums, Tally


@pytest.fixture(scope="module")
def people():
    return made_up(90)


@pytest.mark.parametrize("sizes", [(90,), (40, 50), (1, 30, 57, 2)], ids=str)
def test_people_in_shards_come_to_the_same_population_as_together(people, sizes):
    model, about = people
    together = correct(model, fit(model, covariates=about))
    found, _ = conduct(whole(model.parameters), Held(*in_shards(people, sizes)))
    same(found, together)


def test_sums_of_some_and_of_others_are_those_of_all(people):
    model, about = people
    one, two = (answer(shard, Standing(), Ask("begin"))[1] for shard in in_shards(people, (40, 50)))
    both = answer(Shard(model, about), Standing(), Ask("begin"))[1]
    assert (one + two).mean == pytest.approx(both.mean)
    assert (one + two).about == pytest.approx(both.about)
    assert (one + two).people == 90


def test_sums_are_a_few_hundred_numbers_however_many_people(people):
    shards = in_shards(people, (40, 50))
    sizes = [sum(np.size(v) for v in s.as_json().values()) for s in told(shards[0])]
    assert max(sizes) < 300
    assert sizes == [sum(np.size(v) for v in s.as_json().values()) for s in told(shards[1])]


def test_sums_are_the_same_after_a_journey_as_json(people):
    for sums in told(in_shards(people, (40, 50))[0]):
        again = type(sums).of_json(sums.as_json())
        assert again.as_json() == sums.as_json()


def test_a_pure_step_can_be_taken_twice(people):
    shard = in_shards(people, (40, 50))[0]
    population = fit(shard.model, covariates=shard.about).population
    before, first = answer(shard, Standing(), Ask("advance", population))
    _, one = answer(shard, before, Ask("advance", population))
    _, other = answer(shard, before, Ask("advance", population))
    assert one.as_json() == other.as_json()
    assert one.evidence > first.evidence


def test_what_was_not_prepared_is_refused(people):
    shard = in_shards(people, (40, 50))[0]
    population = fit(shard.model, covariates=shard.about).population
    for what, said in (
        ("weigh", "Nothing was drawn"),
        ("look", "have not begun"),
        ("tell", "Nothing is known"),
    ):
        with pytest.raises(ValueError, match=said):
            answer(shard, Standing(), Ask(what, population))
    with pytest.raises(ValueError, match="needs a population"):
        answer(shard, Standing(), Ask("advance"))


def test_an_answer_of_another_kind_is_no_answer(people):
    held = Held(*in_shards(people, (40, 50)))
    with pytest.raises(TypeError, match="begin was answered by Begun, not Sums"):
        conduct(asked(Ask("begin"), Sums), held)


def test_somebody_who_gave_one_rating_has_a_guess_of_a_noise():
    model = DeltaRule(np.array([[3.0, 5.0], [np.nan, 9.0]]), np.full((2, 2), 6.0), 10.0)
    alone = DeltaRule(model.ratings[:, :1], model.outcomes[:, :1], 10.0)
    other = DeltaRule(model.ratings[:, 1:], model.outcomes[:, 1:], 10.0)
    mean = (alone.start().mean + other.start().mean) / 2.0
    assert model.start().mean == pytest.approx(mean)
    assert np.isfinite(mean).all()


def told(shard):
    """The answers to one ask of each kind."""
    population = fit(shard.model, covariates=shard.about).population
    now = Standing()
    for what in ("begin", "advance", "look", "draw", "tell"):
        now, sums = answer(shard, now, Ask(what, population, together=shard.about @ shard.about.T))
        assert isinstance(sums, Begun | Sums | Tally)
        yield sums
