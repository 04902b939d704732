"""Six words: enough of them, plain, and the same however they are typed."""

import math
import re

import pytest

from overture.server.accounts import codes


def test_six_words_are_at_least_sixty_bits():
    assert math.log2(len(set(codes.words()))) * codes.LENGTH >= 60


def test_every_word_is_plain_and_nobody_is_in_the_list_twice():
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in codes.words())
    assert len(set(codes.words())) == len(codes.words())


def test_fresh_words_are_six_of_the_list_and_never_the_same():
    fresh = {codes.fresh() for _ in range(50)}
    assert len(fresh) == 50
    assert all(len(code.split()) == 6 for code in fresh)
    assert all(set(code.split()) <= set(codes.words()) for code in fresh)


@pytest.mark.parametrize(
    "typed",
    [
        "one two three four five six",
        "  One TWO three\tfour\nfive six ",
        "one, two, three, four, five, six.",
        "one-two-three-four-five-six",
        "1. one 2. two 3. three 4. four 5. five 6. six",
        "one · two · three · four · five · six",
    ],
)
def test_a_code_is_the_same_however_it_is_typed(typed):
    assert codes.tidy(typed) == "one two three four five six"
    assert codes.hashed(typed) == codes.hashed("one two three four five six")


@pytest.mark.parametrize("typed", ["six five four three two one", "one two three four five", ""])
def test_other_words_another_order_and_fewer_words_are_another_code(typed):
    assert codes.hashed(typed) != codes.hashed("one two three four five six")


def test_the_hash_holds_no_word_and_needs_the_servers_secret(settings):
    first = codes.hashed("one two three four five six")
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    settings.SECRET_KEY = "another secret"
    assert codes.hashed("one two three four five six") != first
