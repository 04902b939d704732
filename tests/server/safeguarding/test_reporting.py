"""What is told of a year: how often, what is done and how well, and nothing of anybody."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.factories import NOW

from overture.safety.library import measured
from overture.safety.places import chosen, strictest
from overture.server.safeguarding import reporting, services
from overture.server.safeguarding.counting import count
from overture.server.safeguarding.models import DailyCount

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).with_name("report_2026.json")
NEW_YEAR = datetime(2026, 1, 1, 12, tzinfo=UTC)
UNCLEAR = "I don't want to be here any more"
NOW_MIGHT = "I want to kill myself and I am going to do it tonight"


def counted(what: str, days: dict[int, int]) -> None:
    for day, times in days.items():
        for _ in range(times):
            count(what, NEW_YEAR + timedelta(days=day))  # type: ignore[arg-type]


def so_often() -> dict[str, int]:
    return dict(DailyCount.objects.values_list("what", "count"))


def a_year() -> dict[str, object]:
    counted("notice", {0: 7, 1: 4, 2: 12, 40: 6})
    counted("question", {0: 9, 1: 30})
    counted("immediate", {2: 1})
    counted("alert_sent", {2: 5})
    counted("notice", {400: 50})
    rules = strictest(chosen(["ca", "wa-2027", "or-2027"]))
    return reporting.report(
        year=2026, made_on=date(2027, 7, 1), keeper="The Harbour Clinic", rules=rules
    )


@pytest.mark.requirement(38, 39)
def test_the_report_of_a_year_is_as_it_was_looked_over():
    found = a_year()
    for changing in ("protocol", "measured"):
        assert found.pop(changing)
    assert found == json.loads(GOLDEN.read_text("utf-8"))


@pytest.mark.requirement(39)
def test_the_report_holds_the_words_and_figures_of_the_public_page():
    found = a_year()
    page = Client().get(reverse("safety_protocol")).content.decode()
    assert found["protocol"]["version"] in page
    assert found["protocol"]["what_is_done"].startswith("1. ")
    assert len(found["measured"]["rows"]) == len(measured().row)
    assert "{" not in found["measured"]["how"]
    low, high = found["measured"]["rows"][0]["interval_95"]
    assert 0 <= low < high <= 1


@pytest.mark.requirement(38)
def test_what_a_member_is_shown_is_counted_by_its_kind(ada, di):
    services.look(member=ada, text=UNCLEAR, surface="talk", now=NOW)
    assert so_often() == {"question": 1}
    services.look(member=di, text=NOW_MIGHT, surface="talk", now=NOW)
    services.look(member=di, text="yes, now", surface="talk", now=NOW)
    found = so_often()
    assert found["question"] == 1
    assert found["immediate"] == 1
    assert found["protocol"] == 2
    assert 1 <= found["notice"] <= 2


@pytest.mark.requirement(38)
def test_the_counts_hold_no_member(ada):
    services.look(member=ada, text=UNCLEAR, surface="talk", now=NOW)
    fields = {field.name for field in DailyCount._meta.get_fields()}
    assert fields == {"id", "day", "what", "count"}
    rules = strictest(chosen([]))
    told = reporting.report(year=2026, made_on=NOW.date(), keeper="K", rules=rules)
    everything = json.dumps(told)
    for own in (str(ada.pk), ada.name, UNCLEAR):
        assert own not in everything


@pytest.mark.requirement(38)
def test_no_small_count_of_a_day_is_told_nor_can_be_worked_out():
    counted("notice", {0: 4, 1: 5, 2: 80})
    counted("question", {0: 1, 1: 2})
    counted("immediate", {0: 5, 1: 6})
    told = reporting.withheld(reporting.days_of(2026))
    by_kind = {what: [day[what] for day in told.values()] for what in ("notice", "question")}
    assert by_kind == {"notice": [None, None, 80], "question": [None, None, 0]}
    assert [day["immediate"] for day in told.values()] == [5, 6, 0]


@pytest.mark.requirement(39)
def test_it_reads_as_text():
    text = reporting.as_text(a_year())
    assert "Crisis referral notices: **29**" in text
    assert "- 2026-01-02: notice –, question 30" in text
    assert "95 % interval" in text


@pytest.mark.requirement(40)
def test_the_public_page_tells_the_count_only_where_a_place_asks_for_it(settings):
    counted("notice", {0: 7, 1: 4})
    today = date(2026, 3, 2)
    assert "11 times so far in 2026, and no times in 2025" in reporting.in_public(today)
    settings.OVERTURE_RULES = strictest(chosen(["wa-2027"]))
    page = Client().get(reverse("safety_protocol")).content.decode()
    assert "People to ring were named on this service" in page
    settings.OVERTURE_RULES = strictest(chosen(["ny"]))
    page = Client().get(reverse("safety_protocol")).content.decode()
    assert "has not named a place whose law asks for the count" in page


def test_a_small_number_in_public_is_not_told_exactly():
    counted("notice", {0: 3})
    assert "fewer than 5 times so far in 2026" in reporting.in_public(date(2026, 3, 2))


def test_the_operators_country_holds_where_a_member_named_none(ada, settings):
    from dataclasses import replace

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, region="FR")
    look = services.look(member=ada, text=NOW_MIGHT, surface="talk", now=NOW)
    assert "3114" in look.reply.text or "15 or 112" in look.reply.text
