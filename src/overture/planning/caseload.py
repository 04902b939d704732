"""Whom a clinician might talk to first, and why: reasons in words, from what a person shares.

Each reason is one function over what is shared and nothing else; what is not shared is None here
and gives no reason. There is no number for a person, and no order but that of the reasons.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean
from typing import Final, Literal, NamedTuple, TypeAlias

from overture.planning.record import OF_LAST, is_harder_run
from overture.planning.words import number, sentence

Kind: TypeAlias = Literal["call", "pace", "near", "talk", "bridge", "space", "rests", "lately"]
"""The kinds of reason, in the order in which a call may help."""

HELP_IS_NEW: Final = timedelta(days=3)
RUN: Final = 3
ENDS: Final = 5
"""First five and last five are compared, and so only from ten on."""
FEWEST: Final = 3
WIDE: Final = 2.0
"""Points between expected and felt that nobody would call noise: two, the usual spread of one
person's ratings from moment to moment."""
MOVED: Final = 1.0
CLOSE: Final = 0.5
"""Means that differ by less are called the same."""
PRACTICE_ONLY: Final = timedelta(weeks=3)
WITHOUT_CUE: Final = timedelta(days=7)
MET_LATELY: Final = timedelta(days=14)
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Seen:
    """One moment as it is shared: ratings of anxiety 0-10, None where not given.

    `title` is empty unless moments themselves are shared. `met` is False where it was stopped
    before anybody was met.
    """

    at: datetime
    practice: bool
    expected: int | None = None
    felt: int | None = None
    title: str = ""
    met: bool = True

    @property
    def lead(self) -> int | None:
        """How much calmer than expected it was: negative where it was harder."""
        if self.expected is None or self.felt is None:
            return None
        return self.expected - self.felt


@dataclass(frozen=True, slots=True)
class Shared:
    """What one person shares, in order of time. None: not shared.

    `tried` is how far each moment with people went (done, started, stopped), `cue` the times of
    talks with Cue and their minutes. `rests_since` is when the last open step was laid down, where
    all of them are. `held` says that steps are held at their size, as was agreed.
    """

    moments: tuple[Seen, ...] | None = None
    tried: tuple[str, ...] | None = None
    cue: tuple[tuple[datetime, float], ...] | None = None
    help_opened: datetime | None = None
    rests_since: datetime | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody might be talked to: a short tag, empty where nothing is asked for, and words."""

    kind: Kind
    tag: str
    words: str


class Gap(NamedTuple):
    """Expected less felt anxiety, in points: over the first five moments and over the last five.

    `first` is None where there are too few to compare; `last` is then over all there are.
    """

    first: float | None
    last: float


class ThisWeek(NamedTuple):
    """Moments of the last seven days."""

    with_people: int
    practice: int


def reasons(shared: Shared, now: datetime) -> tuple[Reason, ...]:
    """Every reason there is, the one for which a call may help most first."""
    return tuple(found for find in _FUNCTIONS if (found := find(shared, now)))


def order(of: Sequence[Reason]) -> int:
    """Where somebody with these reasons stands on the page: by the first one's kind alone."""
    return _KINDS.index(of[0].kind) if of else len(_KINDS)


def gap(moments: Sequence[Seen]) -> Gap | None:
    """How far apart expected and felt anxiety are; None under three moments that have both."""
    leads = [one.lead for one in moments if one.lead is not None]
    if len(leads) < FEWEST:
        return None
    if len(leads) < 2 * ENDS:
        return Gap(None, fmean(leads))
    return Gap(fmean(leads[:ENDS]), fmean(leads[-ENDS:]))


def this_week(moments: Sequence[Seen], now: datetime) -> ThisWeek:
    """How many moments there were with people, and how many were practice."""
    lately = [one for one in moments if timedelta(0) <= now - one.at <= WEEK and one.met]
    practice = sum(one.practice for one in lately)
    return ThisWeek(len(lately) - practice, practice)


def help_opened(shared: Shared, now: datetime) -> Reason | None:
    """They opened Human help in the last three days, and chose that this is told."""
    at = shared.help_opened
    if at is None or now - at > HELP_IS_NEW:
        return None
    return Reason("call", "Call today", f"Opened Human help {when(at, now)}")


def harder(shared: Shared, _now: datetime) -> Reason | None:
    """Three of the last four were harder than they expected."""
    leads = [one.lead for one in shared.moments or () if one.lead is not None][-OF_LAST:]
    count = sum(lead < 0 for lead in leads)
    if not is_harder_run(leads):
        return None
    words = "The last 4 were all" if count == OF_LAST else f"{count} of the last {len(leads)} were"
    return Reason("pace", "Look at pace", f"{words} harder than expected{_held(shared)}")


def near_misses(shared: Shared, _now: datetime) -> Reason | None:
    """The last three with people all stopped on the way."""
    tried = (shared.tried or ())[-RUN:]
    if len(tried) < RUN or "done" in tried:
        return None
    words = f"The last {number(RUN)} with people stopped on the way"
    return Reason("near", "Look at pace", words)


def unmoved(shared: Shared, _now: datetime) -> Reason | None:
    """It goes well each time, and what they expect stays where it was: from ten moments on."""
    rated = [one for one in shared.moments or () if one.lead is not None]
    if len(rated) < 2 * ENDS:
        return None
    last = rated[-ENDS:]
    expected = [fmean(one.expected or 0 for one in some) for some in (rated[:ENDS], last)]
    goes_well = all((one.lead or 0) > 0 for one in last)
    wide = fmean(one.lead or 0 for one in last) >= WIDE
    if not goes_well or not wide or expected[0] - expected[1] >= MOVED:
        return None
    words = "Goes well each time, the expectation hasn’t moved"
    return Reason("talk", "Worth talking about", words)


def practice_only(shared: Shared, now: datetime) -> Reason | None:
    """Three weeks of practice, and nobody met."""
    moments = shared.moments or ()
    lately = [one for one in moments if now - one.at <= PRACTICE_ONLY]
    if len(lately) < FEWEST or not all(one.practice for one in lately):
        return None
    if now - moments[0].at < PRACTICE_ONLY:
        return None
    more = ", more time with Cue" if _more_cue(shared, now) else ""
    return Reason("bridge", "Bridge to people", f"Practice only for three weeks{more}")


def spacing_out(shared: Shared, now: datetime) -> Reason | None:
    """People are met, the guess is close, and Cue has been left alone for a week or longer."""
    if shared.cue is None or not shared.moments:
        return None
    near = gap(shared.moments)
    lately = [one for one in shared.moments if now - one.at <= MET_LATELY]
    met = sum(not one.practice and one.met for one in lately)
    last = max((at for at, _ in shared.cue), default=None)
    if near is None or near.first is None or abs(near.last) >= WIDE or met < FEWEST:
        return None
    if last is None or now - last < WITHOUT_CUE:
        return None
    days = number((now.date() - last.astimezone(now.tzinfo).date()).days)
    return Reason("space", "Ready to space out", f"Has not opened Cue for {days} days")


def resting(shared: Shared, now: datetime) -> Reason | None:
    """Every step of theirs rests, because they laid it down."""
    if shared.rests_since is None:
        return None
    since = shared.rests_since.astimezone(now.tzinfo)
    return Reason("rests", "", f"Resting since {since.day} {since:%B}, by choice")


def lately(shared: Shared, now: datetime) -> Reason | None:
    """What was tried last, if that was within a week, and how it compared."""
    last = (shared.moments or (None,))[-1]
    if last is None or now - last.at > WEEK:
        return None
    what = f"“{last.title}”" if last.title else ""
    kind = "practice" if last.practice else "with people"
    named = f"{what} ({kind})" if what else kind
    lead = last.lead
    verdict = {True: "calmer than expected", False: "harder than expected"}
    compared = "" if lead is None else f", {verdict[lead > 0] if lead else 'as expected'}"
    return Reason("lately", "", f"{sentence(_day(last.at, now))}: {named}{compared}")


def when(at: datetime, now: datetime) -> str:
    """A time as one would say it: today at 09:10, last night at 23:10, on 12 May at 08:00."""
    local = at.astimezone(now.tzinfo)
    clock = f"{local:%H:%M}"
    ago = (now.date() - local.date()).days
    if ago == 1:
        return f"last night at {clock}" if local.hour >= 18 else f"yesterday at {clock}"
    return f"today at {clock}" if ago == 0 else f"on {local.day} {local:%B} at {clock}"


def _day(at: datetime, now: datetime) -> str:
    local = at.astimezone(now.tzinfo)
    ago = (now.date() - local.date()).days
    return {0: "today", 1: "yesterday"}.get(ago, f"{local:%A}")


def _held(shared: Shared) -> str:
    return ", steps were held" if shared.held else ""


def _more_cue(shared: Shared, now: datetime) -> bool:
    """Whether this week's minutes with Cue are more than those of the third week back."""
    if shared.cue is None:
        return False
    this = sum(minutes for at, minutes in shared.cue if now - at <= WEEK)
    before = sum(minutes for at, minutes in shared.cue if 2 * WEEK < now - at <= 3 * WEEK)
    return this > before


_FUNCTIONS: Final[tuple[Callable[[Shared, datetime], Reason | None], ...]] = (
    *(help_opened, harder, near_misses, unmoved, practice_only, spacing_out, resting, lately),
)
_KINDS: Final[tuple[Kind, ...]] = (
    *("call", "pace", "near", "talk", "bridge", "space", "rests", "lately"),
)
