"""An endpoint that keeps failing rests, longer each time, and is tried again by one alone."""

from overture.conversation.llm.breaker import FAILURES, LONGEST_REST, REST, Breaker


def broken(at: float = 0.0) -> Breaker:
    breaker = Breaker()
    for _ in range(FAILURES):
        assert breaker.lets_through(at)
        breaker.failed(at)
    return breaker


def test_a_failure_now_and_then_changes_nothing():
    breaker = Breaker()
    for at in range(10):
        breaker.failed(at)
        breaker.did_well()
    assert breaker.lets_through(10)


def test_after_failures_running_nothing_is_asked_until_the_rest_is_over():
    breaker = broken()
    assert not breaker.lets_through(REST - 1)
    assert breaker.lets_through(REST)


def test_after_a_rest_only_the_first_may_try():
    breaker = broken()
    assert [breaker.lets_through(REST) for _ in range(3)] == [True, False, False]


def test_each_further_failure_doubles_the_rest_up_to_a_bound():
    breaker = broken()
    at = rest = REST
    while rest < LONGEST_REST:
        assert breaker.lets_through(at)
        breaker.failed(at)
        rest = min(LONGEST_REST, 2 * rest)
        assert not breaker.lets_through(at + rest - 1)
        at += rest
    assert breaker.lets_through(at)


def test_one_good_reply_forgets_it_all():
    breaker = broken()
    assert breaker.lets_through(REST)
    breaker.did_well()
    assert all(breaker.lets_through(REST) for _ in range(3))
