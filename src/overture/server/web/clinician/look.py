"""What one member shares with one clinician, read at the moment of looking and noted as a look."""

from datetime import datetime, timedelta
from functools import cached_property

from overture.planning import Agreed, agreed_from
from overture.planning.caseload import Seen, Shared
from overture.server.accounts import sharing
from overture.server.accounts.sharing import Link, Thing
from overture.server.care import alerting
from overture.server.conversations import selectors as conversations
from overture.server.practice import agreements
from overture.server.practice import selectors as practice
from overture.server.web.clinician.rules import allowed

CUE_LOOKED_BACK = timedelta(weeks=26)
WITHOUT_A_NAME = "No name given"


class Look:
    """One look at what one link shows; each part is read when it is first asked for.

    Every part asks `opens` first, which notes that it was looked at: what is not shared is None.
    """

    def __init__(self, link: Link, now: datetime) -> None:
        self.link = link
        self.now = now

    @property
    def name(self) -> str:
        """What the member goes by here."""
        return self.link.member.name or WITHOUT_A_NAME

    @property
    def initials(self) -> str:
        """Two letters at most for the round sign beside the name."""
        parts = self.link.member.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "·"

    @cached_property
    def things(self) -> frozenset[Thing]:
        """What is shared at this moment."""
        return sharing.shared(self.link, self.now)

    def opens(self, thing: Thing) -> bool:
        """Whether this may be read now. If so, the member will see that it was."""
        if thing not in self.things:
            return False
        try:
            sharing.see(link=self.link, thing=thing, now=self.now)
        except sharing.NotSharedError:  # taken back between two looks
            return False
        return True

    @cached_property
    def met(self) -> list[practice.Met]:
        """Every moment of the record. Read it only behind a thing that opens."""
        return practice.met_moments(self.link.member)

    @cached_property
    def curves(self) -> list[practice.Met] | None:
        """The moments with their ratings."""
        return self.met if self.opens(Thing.CURVES) else None

    @cached_property
    def cue(self) -> tuple[tuple[datetime, float], ...] | None:
        """When the member talked with Cue, and for how many minutes. Never what was said."""
        if not self.opens(Thing.MINUTES):
            return None
        talks = conversations.time_with_cue(self.link.member, self.now - CUE_LOOKED_BACK)
        return tuple((talk.at, talk.minutes) for talk in talks)

    @cached_property
    def steps(self) -> list[practice.Step] | None:
        """The member's own list of steps."""
        return practice.checklist(self.link.member) if self.opens(Thing.STEPS) else None

    @cached_property
    def help_times(self) -> list[datetime]:
        """When Human help was opened in four weeks, the latest first, where that is to be told."""
        if not self.opens(Thing.HELP_OPENED):
            return []
        return alerting.help_times(self.link, alerting.since_when(self.now))

    @cached_property
    def agreed(self) -> Agreed:
        """What the member agreed to with this clinician. What they did with others is not here."""
        values = agreements.with_person(self.link.member, self.link.person)
        return agreed_from(values, prescribing=allowed().prescribing)

    @cached_property
    def shared(self) -> Shared:
        """All that the reasons of the caseload may be drawn from."""
        return Shared(
            moments=self._moments(),
            tried=self._tried(),
            cue=self.cue,
            help_opened=next(iter(self.help_times), None),
            held=self.agreed.hold,
            rests_since=rests_since(self.steps) if self.steps else None,
        )

    def _moments(self) -> tuple[Seen, ...] | None:
        if self.curves is None:
            return None
        named = self.opens(Thing.MOMENTS)
        return tuple(
            Seen(
                at=one.at.astimezone(self.now.tzinfo),
                practice=one.kind == "scene",
                expected=one.expected_anxiety,
                felt=one.anxiety,
                title=one.title if named else "",
                met=one.kind == "scene" or one.reach != "stopped",
            )
            for one in self.curves
        )

    def _tried(self) -> tuple[str, ...] | None:
        if not self.opens(Thing.NEAR_MISSES):
            return None
        return tuple(one.reach for one in self.met if one.kind == "real")


def rests_since(steps: list[practice.Step]) -> datetime | None:
    """When the last of the open steps was laid down, where all of them rest; else None."""
    still_open = [step for step in steps if step.status != "done"]
    if not still_open or any(step.status != "resting" for step in still_open):
        return None
    return max(step.touched_at for step in still_open)
