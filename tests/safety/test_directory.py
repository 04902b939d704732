from datetime import date, timedelta

from overture.safety.directory import BLOCK_AFTER_DAYS, WARN_AFTER_DAYS, ages, directory, problems
from overture.safety.library import helplines

CHECKED = max(line.verified_on for country in helplines().country for line in country.line)


def test_every_named_country_is_there() -> None:
    codes = sorted(country.code for country in helplines().country)
    assert " ".join(codes) == "AR AT AU BR CA CL ES FR GB IN KE KR MX NL PT US"


def test_an_unknown_region_offers_only_what_can_be_said_honestly() -> None:
    for region in (None, "", "ZZ"):
        known = directory(region)
        assert known.emergency is None
        assert known.lines == ()
        assert known.worldwide == "findahelpline.com"


def test_the_first_line_is_open_at_any_hour_or_says_that_it_is_not() -> None:
    for country in helplines().country:
        first = directory(country.code.lower()).first
        assert first is not None
        assert first.always_open or "differ" in first.says or country.code == "AR"


def test_only_the_united_kingdom_rests_on_secondary_sources_and_says_so() -> None:
    weak = {c.code for c in helplines().country for line in c.line if line.status != "V"}
    assert weak == {"GB"}
    assert "ring them before opening" in (directory("GB").checked or "")


def test_kenyas_office_hours_line_never_comes_first() -> None:
    lines = directory("KE").lines
    assert lines[0].call == "1199"
    assert "Weekdays" in next(line for line in lines if line.id == "ke-befrienders").hours


def test_old_entries_warn_and_then_block() -> None:
    def verdicts(days: int) -> set[str]:
        return {age.verdict for age in ages(CHECKED + timedelta(days=days))}

    assert verdicts(0) == {"fresh"}
    assert verdicts(WARN_AFTER_DAYS + 1) == {"warn"}
    assert verdicts(BLOCK_AFTER_DAYS + 1) == {"block"}
    assert problems(CHECKED) == []
    assert problems(CHECKED + timedelta(days=BLOCK_AFTER_DAYS + 1))
    assert problems(date(2020, 1, 1))
