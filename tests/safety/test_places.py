"""What a place's law asks for is data, and of several places the strictest holds."""

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from overture.content.errors import ContentError
from overture.content.schema.region import Care, Crisis, Region, Told
from overture.safety import places as room
from overture.safety.boundaries import Limits, NoticeClock, notice_due
from overture.safety.places import (
    OURS,
    UnknownPlaceError,
    chosen,
    forbidden,
    places,
    strictest,
    uncovered,
)

pytestmark = pytest.mark.requirement(42)

SNAPSHOT = Path(__file__).with_name("places.json")
OWED = {"ca", "ny", "ut", "wa-2027", "or-2027", "il-clinician", "eu", "uk"}


def place(**more: object) -> Region:
    return Region.model_validate(
        {"schema": "region/1", "id": "elsewhere", "name": "Elsewhere", "source": [], **more}
    )


def kept() -> dict[str, object]:
    """Every profile as it is written, and what holds where it alone is chosen."""
    profiles = {
        one.id: one.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for one in places().values()
    }
    return {
        "profiles": profiles,
        "rules": {one: as_data(strictest(chosen([one]))) for one in profiles},
    }


def as_data(rules: object) -> dict[str, object]:
    def plain(value: object) -> object:
        if isinstance(value, timedelta):
            return value.total_seconds()
        if isinstance(value, frozenset):
            return sorted(value)
        return value.model_dump() if hasattr(value, "model_dump") else str(value)

    return json.loads(json.dumps(asdict(rules), default=plain))  # type: ignore[call-overload]


@pytest.mark.parametrize("one", sorted(places()))
def test_a_profile_is_as_it_was_looked_over(one: str) -> None:
    looked_over = json.loads(SNAPSHOT.read_text("utf-8"))
    now = kept()
    for part in ("profiles", "rules"):
        assert now[part][one] == looked_over[part][one]  # type: ignore[index]
    assert looked_over["profiles"].keys() == places().keys()


def test_every_place_that_is_owed_is_there_with_a_source_a_mark_and_a_day() -> None:
    assert set(places()) >= OWED
    for one in OWED:
        sources = places()[one].source
        assert sources
        assert all(source.read_on <= date(2026, 11, 22) for source in sources)


def test_the_clock_s_own_limits_are_those_of_our_own_rules() -> None:
    ours = places()[OURS]
    assert strictest([ours]).limits == Limits()
    assert ours.told.remind_minutes == 180
    assert ours.minors.remind_minutes == 60
    assert ours.told.absence_days == 7


def test_without_a_choice_every_place_holds_but_those_that_must_be_asked_for() -> None:
    everywhere = set(strictest(chosen([])).places)
    assert everywhere == {OURS, *OWED}
    assert "pause" in places()


def test_of_each_rule_the_strictest_holds_in_whatever_order() -> None:
    strict = place(told={"remind_minutes": 20, "absence_days": 3}, reporting={})
    lax = place(told={"remind_minutes": 600}, crisis={"pause_minutes": 5, "covers": ["voices"]})
    quiet = place(care={"emotion_inference": False}, minors={"age": "assured"})
    ours = places()[OURS]
    results = [strictest(order) for order in permutations([ours, strict, lax, quiet])]
    for rules in results:
        assert rules.limits == Limits(
            timedelta(minutes=20), timedelta(minutes=20), timedelta(days=3)
        )
        assert rules.pause == timedelta(minutes=5)
        assert rules.covers >= {"voices", "self_harm"}
        assert rules.age == "assured"
        assert not rules.care.emotion_inference


@pytest.mark.parametrize("one", sorted(OWED))
def test_a_place_never_makes_anything_laxer_than_our_own_rules(one: str) -> None:
    ours, rules = strictest(chosen([OURS])), strictest(chosen([one]))
    assert rules.limits.remind_after <= ours.limits.remind_after
    assert rules.limits.remind_minors_after <= ours.limits.remind_minors_after
    assert rules.limits.absence <= ours.limits.absence
    assert rules.covers >= ours.covers
    assert set(rules.report_fields) >= set(ours.report_fields)


def test_a_pause_is_off_unless_it_is_chosen() -> None:
    assert strictest(chosen([])).pause == timedelta(0)
    assert strictest(chosen(["ca", "pause"])).pause == timedelta(minutes=20)


def test_illinois_keeps_what_is_worked_out_from_clinicians() -> None:
    care = strictest(chosen(["ny", "il-clinician"])).care
    assert (care.emotion_inference, care.summaries, care.prescribing) == (False, False, False)
    assert strictest(chosen(["ny"])).care == Care(voice_or_face=False)


def test_what_is_done_and_forbidden_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    illinois = strictest(chosen(["ny", "il-clinician"]))
    assert forbidden(illinois) == ()  # nothing of it is done
    monkeypatch.setattr(room, "DONE", frozenset({"summaries", "prescribing"}))
    assert forbidden(illinois) == ("prescribing", "summaries")
    assert forbidden(strictest(chosen(["ny"]))) == ()


def test_what_is_reported_is_what_any_chosen_place_asks_for() -> None:
    assert strictest(chosen(["ny"])).report_fields == ()
    rules = strictest(chosen(["or-2027", "ca"]))
    assert rules.report_fields[0] == "crisis_referrals"
    assert "measuring_methods" in rules.report_fields
    assert rules.yearly_from == date(2027, 1, 1)
    assert rules.referrals_public
    assert not strictest(chosen(["ca"])).referrals_public


def test_the_protocol_has_words_for_all_that_any_place_asks_it_to_cover() -> None:
    assert uncovered(strictest(places().values())) == ()
    minor = place(crisis=Crisis(covers=("minor",)))
    assert uncovered(strictest([minor])) == ()


def test_a_plan_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from overture.safety import places as module

    without = module.wording().model_copy(update={"plan": {"opening": ()}})
    monkeypatch.setattr(module, "wording", lambda: without)
    assert uncovered(strictest(chosen(["wa-2027"])))[:1] == ("eating",)


def test_an_unknown_place_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownPlaceError, match=r"atlantis.*wa-2027"):
        chosen(["ca", "atlantis"])


def test_the_notice_comes_when_the_strictest_place_asks_for_it() -> None:
    rules = strictest([places()[OURS], place(told=Told(remind_minutes=40))])
    start = datetime.fromisoformat("2026-03-02T18:00:00+00:00")
    clock = notice_due(NoticeClock(), start, limits=rules.limits).clock
    for minutes in (10, 25, 39):
        notice = notice_due(clock, start + timedelta(minutes=minutes), limits=rules.limits)
        assert notice.occasion is None
        clock = notice.clock
    at_forty = start + timedelta(minutes=40)
    assert notice_due(clock, at_forty, limits=rules.limits).occasion == "continuing"
    assert notice_due(clock, at_forty).occasion is None


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    text = (places.__wrapped__.__defaults__[0] / "ny.toml").read_text("utf-8")  # type: ignore[attr-defined]
    (tmp_path / "nj.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match="ny"):
        places(tmp_path)


def write() -> None:
    """Keep the profiles as they are now, after somebody has looked them over."""
    text = json.dumps(kept(), indent=1, ensure_ascii=False, sort_keys=True)
    SNAPSHOT.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write()
