"""What a program may do with a member's key, as plain calls."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from overture.client.records import (
    Administration,
    Anchor,
    Attempt,
    Me,
    Measure,
    Met,
    Record,
    Safety,
    Situation,
    Step,
    read,
)
from overture.client.wire import ProblemError, Wire

Value = TypeVar("Value")
Show = Callable[[Safety], None]


class Client:
    """One member's space, as far as the key opens it.

    `show` is called before anything else with what the member has to see first; a program that
    lets people type has to show it. `zone` is the member's, such as Europe/Berlin. A write takes
    `once`, a text of the program's own, where it may be asked again after a crash.
    """

    def __init__(self, base: str, *, key: str, show: Show, zone: str = "") -> None:
        self._wire, self._show = Wire(base, key, zone), show

    def me(self) -> Me:
        """Whose key it is, and what was ticked for it."""
        return read(Me, self._wire.ask("GET", "me"))

    def situations(self) -> Iterator[Situation]:
        """Situations that people practise, with small steps for each."""
        return self._every(Situation, "situations")

    def steps(self) -> Iterator[Step]:
        """The member's steps, the last added first."""
        return self._every(Step, "steps")

    def add_step(
        self,
        *,
        title: str = "",
        library_id: str = "",
        day: date | None = None,
        when: str = "",
        once: str = "",
    ) -> Step:
        """Add a step: one of the library, or one in the member's own words."""
        body = {"title": title, "library_id": library_id, "day": _iso(day), "when": when}
        return self._write(Step, "POST", "steps", body, once)

    def plan_step(
        self, step: Step, *, day: date | None = None, when: str = "", once: str = ""
    ) -> Step:
        """Plan it for another day or for none."""
        body = {"day": _iso(day), "when": when}
        return self._write(Step, "PATCH", f"steps/{step.id}", body, once)

    def rest_step(self, step: Step, *, once: str = "") -> Step:
        """Take it off the list; it rests."""
        return self._write(Step, "DELETE", f"steps/{step.id}", None, once)

    def attempts(self) -> Iterator[Attempt]:
        """What was tried, the last first."""
        return self._every(Attempt, "attempts")

    def begin(self, step: Step, *, once: str = "", **expected: int | str | None) -> Attempt:
        """Begin at a step, with what is expected, if anything was said of that.

        `anxiety`, `enjoyment`, `feared_event`, `feared_in_ten`.
        """
        body: dict[str, Any] = {"step_id": str(step.id)}
        if expected:
            body["prediction"] = expected
        return self._write(Attempt, "POST", "attempts", body, once)

    def tell(
        self,
        attempt: Attempt,
        *,
        at: datetime | None = None,
        once: str = "",
        **happened: int | str | None,
    ) -> Attempt:
        """What happened: `reach`, `anxiety`, `enjoyment`, `feared`, `understood`, `note`."""
        body = {**happened, "at": _iso(at)}
        return self._write(Attempt, "POST", f"attempts/{attempt.id}/outcome", body, once)

    def rerate(self, attempt: Attempt, *, once: str = "", **again: int | None) -> Attempt:
        """What the member would expect again: `anxiety`, `enjoyment`, `feared_in_ten`."""
        return self._write(Attempt, "POST", f"attempts/{attempt.id}/rerating", again, once)

    def retract(self, attempt: Attempt, *, once: str = "") -> Attempt:
        """Take a mistaken attempt out of the record."""
        return self._write(Attempt, "DELETE", f"attempts/{attempt.id}", None, once)

    def record(self, show: str = "all") -> Record:
        """The record: of `all` moments, with `people`, or in `practice`."""
        return read(Record, self._wire.ask("GET", "record", query={"show": show}))

    def measures(self) -> Iterator[Measure]:
        """The sets of questions that are offered."""
        return self._every(Measure, "measures")

    def answered(self, measure: str) -> Iterator[Administration]:
        """What the member answered to one set, the last first."""
        return self._every(Administration, f"measures/{measure}/administrations")

    def answer(
        self, measure: str, answers: Mapping[str, float], *, once: str = ""
    ) -> Administration:
        """Answer a set, as far as it was answered."""
        where, body = f"measures/{measure}/administrations", {"answers": dict(answers)}
        return self._write(Administration, "POST", where, body, once)

    def anchors(self) -> Iterator[Anchor]:
        """The member's regular appointments with people."""
        return self._every(Anchor, "anchors")

    def declare(self, title: str, first: date, *, every: str = "week", once: str = "") -> Anchor:
        """Put a regular appointment on the list."""
        body = {"title": title, "first": _iso(first), "every": every}
        return self._write(Anchor, "POST", "anchors", body, once)

    def noted(self) -> Iterator[Met]:
        """Moments with somebody that were noted, the last first."""
        return self._every(Met, "log/moments")

    def note(self, who: str, *, once: str = "", **more: int | str | bool | None) -> Met:
        """Note a moment with somebody: `long`, `felt`, `gave`, `came_back`, `note`."""
        return self._write(Met, "POST", "log/moments", {"who": who, **more}, once)

    def take_out(self, met: Met, *, once: str = "") -> Met:
        """Take a noted moment out."""
        return self._write(Met, "DELETE", f"log/moments/{met.id}", None, once)

    def heard(self, said: str, *, once: str = "") -> None:
        """Pass on what the member answered where `show` was asked something."""
        self._shown(self._wire.ask("POST", "heard", body={"said": said}, once=once))

    def export(self) -> Mapping[str, Any]:
        """A copy of everything."""
        found: Mapping[str, Any] = self._wire.ask("GET", "export")
        return found

    def _every(self, kind: type[Value], path: str) -> Iterator[Value]:
        """Every item of a list, page after page."""
        after = ""
        while True:
            page = self._wire.ask("GET", path, query={"after": after})
            yield from (read(kind, one) for one in page["items"])
            after = page["next"] or ""
            if not after:
                return

    def _write(self, kind: type[Value], verb: str, path: str, body: object, once: str) -> Value:
        try:
            answer = self._wire.ask(verb, path, body=body, once=once)
        except ProblemError as problem:
            self._shown(problem.body)
            raise
        self._shown(answer)
        return read(kind, answer)

    def _shown(self, answer: Mapping[str, Any]) -> None:
        if answer.get("safety"):
            self._show(read(Safety, answer["safety"]))


def _iso(when: date | datetime | None) -> str | None:
    return when.isoformat() if when else None
