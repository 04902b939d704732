"""What is looked back at: all that the screen said, a share of what it let pass, whose words only
by their yes."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.support.factories import NOW

from overture.server.safeguarding import review, services
from overture.server.safeguarding.models import ReviewItem

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(33)]

PLAIN = "The marmalade was late and I missed my stop."
UNCLEAR = "I don't want to be here any more, marmalade"
OUTRIGHT = "I want to kill myself and I am going to do it tonight"


def look(member, text, *, minutes=0, surface="talk"):
    at = NOW + timedelta(minutes=minutes)
    return services.look(member=member, text=text, surface=surface, now=at)


def test_each_time_the_screen_spoke_stands_in_the_queue(ada, di, settings):
    settings.OVERTURE_REVIEW_SHARE = 0.0
    look(ada, UNCLEAR)
    look(di, OUTRIGHT, minutes=1, surface="note")
    look(di, PLAIN, minutes=900000)
    found = [(one.surface, one.drawn, one.step) for one in review.waiting()]
    assert found == [("talk", "spoke", "question"), ("note", "spoke", "protocol")]


def test_the_drawn_share_of_what_passed_is_the_one_that_was_set():
    names = [f"text {number}" for number in range(20_000)]
    for share in (0.02, 0.3):
        drawn = sum(review.is_drawn(seed="s", name=name, share=share) for name in names)
        assert drawn / len(names) == pytest.approx(share, abs=0.01)
    assert not any(review.is_drawn(seed="s", name=name, share=0.0) for name in names)
    assert all(review.is_drawn(seed="s", name=name, share=1.0) for name in names)


def test_the_same_seed_draws_the_same_and_another_draws_others():
    names = [f"text {number}" for number in range(2_000)]

    def drawn(seed):
        return [name for name in names if review.is_drawn(seed=seed, name=name, share=0.1)]

    assert drawn("a") == drawn("a")
    assert drawn("a") != drawn("b")


def test_what_passed_is_sampled_at_the_share_of_the_operator(ada, settings):
    settings.OVERTURE_REVIEW_SHARE = 0.5
    settings.SECRET_KEY = "a seed"
    for minutes in range(40):
        look(ada, PLAIN, minutes=minutes)
    drawn = ReviewItem.objects.filter(drawn="sample", step="none").count()
    assert 8 <= drawn <= 32


def test_without_a_yes_no_word_of_the_member_is_there(ada, settings):
    settings.OVERTURE_REVIEW_SHARE = 1.0
    look(ada, PLAIN)
    look(ada, UNCLEAR, minutes=1)
    assert len(review.waiting()) == 2
    assert "marmalade" not in json.dumps([vars(one) for one in review.waiting()])
    assert not ReviewItem.objects.exclude(text="").exists()


def test_with_a_yes_the_text_is_there_and_nothing_says_whose_it_is(ada):
    review.say(member=ada, yes=True, now=NOW)
    look(ada, UNCLEAR)
    (seen,) = review.waiting()
    assert seen.text == UNCLEAR
    whole = json.dumps(vars(seen))
    assert str(ada.pk) not in whole
    assert ada.name not in whole


def test_a_yes_taken_back_empties_what_waits(ada, di):
    for member in (ada, di):
        review.say(member=member, yes=True, now=NOW)
        look(member, UNCLEAR)
    review.say(member=ada, yes=False, now=NOW)
    assert not review.agrees(ada)
    assert [one.text for one in ada.review_items.all()] == [""]
    assert [one.text for one in di.review_items.all()] == [UNCLEAR]


def test_judging_takes_an_item_off_the_queue_and_removes_its_words(ada):
    review.say(member=ada, yes=True, now=NOW)
    look(ada, UNCLEAR)
    (seen,) = review.waiting()
    with pytest.raises(ValueError, match="perhaps"):
        review.judge(item_id=seen.id, verdict="perhaps", now=NOW)
    assert review.judge(item_id=seen.id, verdict="needless", now=NOW)
    assert not review.judge(item_id=seen.id, verdict="right", now=NOW)
    assert review.waiting() == []
    kept = ReviewItem.objects.get()
    assert (kept.verdict, kept.text) == ("needless", "")


def test_words_that_waited_for_ninety_days_go(ada):
    review.say(member=ada, yes=True, now=NOW)
    look(ada, UNCLEAR)
    assert review.forget_old(now=NOW + timedelta(days=89)) == 0
    assert review.forget_old(now=NOW + timedelta(days=91)) == 1
    assert [one.text for one in review.waiting()] == [""]


def test_it_is_off_until_a_member_turns_it_on_and_off_again(ada, ada_client):
    page = ada_client.get(reverse("review")).content.decode()
    assert "your answer is no" in page
    assert not review.agrees(ada)
    for answer, agrees in (("yes", True), ("no", False)):
        ada_client.post(reverse("review"), {"answer": answer})
        assert review.agrees(ada) is agrees
    assert reverse("review") in ada_client.get(reverse("settings")).content.decode()
