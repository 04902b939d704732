import json
from dataclasses import replace

import numpy as np
import pytest
from tests.support.shards import as_columns, as_table, made_up, rows_of, same

from overture.fitting.columns import columns_of, people_of
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.population import Population, fit
from overture.fitting.record import Record, SiteSums, TogetherError
from overture.fitting.settings import Settings
from overture.fitting.together import begin, first_sums, site_sums, take_up

SETTINGS = Settings(0.0, 100.0)
NAMES = ("north", "south", "west")
ENDS = {"north": (0, 25), "south": (25, 60), "west": (60, 90)}


def at_site(everybody, first, last):
    return people_of(columns_of(rows_of(as_columns(everybody, first, last))), low=0.0, high=100.0)


@pytest.fixture(scope="module")
def everybody():
    model, about = made_up(90)
    about[1, :] = np.maximum(about[1, :], -2.1)  # nobody lacks an age
    return model, about


@pytest.fixture(scope="module")
def sites(everybody):
    return {name: at_site(everybody, *ends) for name, ends in ENDS.items()}


@pytest.fixture(scope="module")
def begun(sites):
    firsts = [first_sums(people, SETTINGS, site=name) for name, people in sites.items()]
    return begin([sent(one) for one in firsts])


def sent(one):
    return SiteSums.of_json(json.loads(json.dumps(one.as_json(), allow_nan=False)))


def kept(record):
    return Record.of_json(json.loads(json.dumps(record.as_json(), allow_nan=False)))


def answers(sites, record):
    return [sent(site_sums(people, record, site=name)) for name, people in sites.items()]


def settled(sites, record):
    for passes in range(1, 200):
        record, found = take_up(kept(record), answers(sites, record))
        if found:
            return found, record, passes
    raise AssertionError("It did not settle.")


def test_three_sites_come_to_the_population_of_all_people_together(everybody, sites, begun):
    found, record, passes = settled(sites, begun)
    table = as_table(everybody)
    model = DeltaRule(table.ratings, table.outcomes, 100.0)
    same(found.found, correct(model, fit(model, covariates=table.covariates)))
    assert found.by.called == table.covariate_names
    assert len(record.told) == passes + 1
    with pytest.raises(TogetherError, match="is found; nothing is asked"):
        site_sums(sites["north"], record, site="north")
    with pytest.raises(TogetherError, match="is found; nothing more is taken"):
        take_up(record, [])
    warm = begin_again(sites, found.found.population)
    again, _, fewer = settled(sites, warm)
    assert fewer < passes
    assert again.found.log_evidence == pytest.approx(found.found.log_evidence, abs=0.5)


def begin_again(sites, population):
    firsts = [first_sums(people, SETTINGS, site=name) for name, people in sites.items()]
    return begin(firsts, start=population)


def test_what_a_site_sends_is_a_few_hundred_numbers_and_of_nobody(sites, begun):
    for people, record in ((sites["north"], begun), (sites["south"], begun)):
        name = "north" if people is sites["north"] else "south"
        told = site_sums(people, record, site=name).as_json()
        told["sums"].pop("what")
        numbers = [x for value in told["sums"].values() for x in np.ravel(value).tolist()]
        assert len(numbers) < 300
        shown = set(np.round(numbers, 6)) - {0.0}
        given = np.concatenate((people.ratings.ravel(), people.outcomes.ravel()))
        assert not shown & set(np.round(given[given % 1.0 > 0], 6))


def test_a_site_of_fewer_than_twenty_gives_nothing(everybody, begun):
    few = at_site(everybody, 0, 19)
    with pytest.raises(TogetherError, match="20 people or more; here are 19"):
        first_sums(few, SETTINGS, site="north")
    with pytest.raises(TogetherError, match="20 people or more; here are 19"):
        site_sums(few, begun, site="north")


def test_sums_of_fewer_than_twenty_are_not_taken_either(sites):
    told = first_sums(sites["north"], SETTINGS, site="north")
    few = replace(told, sums=replace(told.sums, people=np.array(7.0)))
    with pytest.raises(TogetherError, match="“north” gave sums of fewer than 20"):
        begin([few])


def test_a_covariate_of_a_handful_gives_nothing(sites):
    people = sites["north"]
    for count, said in ((3, "Only 3 people here have z_age"), (19, "Only 19 people")):
        given = people.given.copy()
        given[0, count:] = np.nan
        with pytest.raises(TogetherError, match=said):
            first_sums(replace(people, given=given), SETTINGS, site="north")


def test_a_group_of_two_gives_nothing(sites):
    marked = {}
    for name, people in sites.items():
        given = np.zeros_like(people.given)
        given[0, : 2 if name == "north" else 10] = 1.0
        marked[name] = replace(people, given=given)
    record = begin([first_sums(p, SETTINGS, site=n) for n, p in marked.items()])
    with pytest.raises(TogetherError, match="z_age: only 2 people here differ"):
        site_sums(marked["north"], record, site="north")
    assert site_sums(marked["south"], record, site="south").sums.people == 35


def test_one_person_far_out_gives_nothing(sites):
    people = sites["north"]
    given = people.given + 0.0
    given[0, 0] = 1e6
    far = {**sites, "north": replace(people, given=given)}
    record = begin([first_sums(p, SETTINGS, site=n) for n, p in far.items()])
    with pytest.raises(TogetherError, match="One person alone decides"):
        site_sums(far["north"], record, site="north")


def test_what_does_not_belong_to_the_fit_is_refused_by_name(sites, begun):
    three = answers(sites, begun)
    other = Settings(0.0, 100.0, seed=1)
    cases = [
        ([three[0], three[1]], "“west” has not answered"),
        ([*three, three[0]], "“north” is there twice"),
        ([*three, replace(three[0], site="east")], "“east” was not there in the first pass"),
        ([three[0], replace(three[1], asked="0"), three[2]], "“south” answers another pass"),
        (
            [three[0], three[1], replace(three[2], fingerprint=other.fingerprint(("z_age",)))],
            "“west” has other settings",
        ),
        ([three[0], replace(three[1], names=()), three[2]], "“south” has other covariates"),
    ]
    for told, said in cases:
        with pytest.raises(TogetherError, match=said):
            take_up(begun, told)


def test_a_site_answers_from_the_table_it_began_with(sites, begun):
    with pytest.raises(TogetherError, match="25 people in the first pass, 35 now"):
        site_sums(sites["south"], begun, site="north")
    with pytest.raises(TogetherError, match="“east” was not there"):
        site_sums(sites["south"], begun, site="east")
    bare = replace(sites["south"], given=np.zeros((0, 35)), names=())
    with pytest.raises(TogetherError, match="covariates of this table are not those"):
        site_sums(bare, begun, site="south")


@pytest.mark.parametrize("kind", [Record, SiteSums])
@pytest.mark.parametrize(
    ("told", "said"), [({}, "no "), ({"format": 99}, "another version"), ({"format": 1}, "no ")]
)
def test_a_file_that_is_something_else_is_refused(kind, told, said):
    with pytest.raises(TogetherError, match=said):
        kind.of_json(told)


def test_sums_that_are_no_numbers_are_refused(sites):
    told = first_sums(sites["north"], SETTINGS, site="north").as_json()
    told["sums"]["ratings"] = float("nan")
    with pytest.raises(TogetherError, match="no numbers"):
        SiteSums.of_json(told)


@pytest.mark.parametrize("wrong", [float("nan"), "many", [[1.0, 2.0], [3.0]]])
def test_a_record_or_sums_with_something_else_for_a_number_are_refused(sites, begun, wrong):
    told = first_sums(sites["north"], SETTINGS, site="north").as_json()
    told["sums"]["mean"] = wrong
    with pytest.raises(TogetherError):
        SiteSums.of_json(told)
    record = kept_after(sites, begun, 2).as_json()
    asked = next(ask for ask in record["asks"] if ask["population"])
    asked["population"]["covariance"] = [[wrong]]
    with pytest.raises(TogetherError):
        Record.of_json(record)


def test_a_population_without_spread_is_not_asked_under(sites, begun):
    record = kept_after(sites, begun, 2).as_json()
    asked = next(ask for ask in record["asks"] if ask["population"])
    asked["population"]["covariance"] = np.zeros((4, 4)).tolist()
    with pytest.raises(TogetherError, match="a population that is none"):
        Record.of_json(record)


def kept_after(sites, record, passes):
    for _ in range(passes):
        record, _ = take_up(record, answers(sites, record))
    return record


def test_a_fit_that_goes_on_from_another_says_so_in_its_record(sites):
    population = Population(np.array([[-1.0, 0], [-1.0, 0], [50.0, 0], [2.0, 0]]), np.eye(4))
    record = begin_again(sites, population)
    assert begin_again(sites, None).start is None
    with pytest.raises(TogetherError, match="other covariates than the sites"):
        begin_again(sites, replace(population, coefficients=np.zeros((4, 1))))
    again = kept(record)
    assert np.array_equal(again.start.coefficients, population.coefficients)
    assert again.asked == record.asked
