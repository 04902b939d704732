"""A member who walks the course from page to page, on a clock of the test's own."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.support.factories import NOW


class Clock:
    """What the server takes for now, until the test lets time pass."""

    def __init__(self, monkeypatch, now: datetime = NOW) -> None:
        self.now = now
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def passes(self, **time: float) -> None:
        """Let hours, days or weeks go by."""
        self.now += timedelta(**time)


class Walker:
    """What somebody does on the pages, each by the forms that stand there."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def page(self, name: str = "course", *arguments: object) -> str:
        """A page as it is shown, following where it leads."""
        return self.client.get(reverse(name, args=arguments), follow=True).content.decode()

    def title(self) -> str:
        """The title of the open week."""
        return re.search(r"<h1>([^<]+)</h1>", self.page())[1]

    def says(self, said: str) -> None:
        """One tap about the course, with the week that its page carries, if any."""
        week = re.search(r'name="week" value="([\w-]+)"', self.page())
        given = {"said": said, "week": week[1] if week else "", "key": uuid4()}
        self._sent("course_say", given)

    def ticks_all_but(self, *left: str) -> None:
        """Whatever is still open in the week, ticked by hand, but for what is left."""
        rows = r'name="week" value="([\w-]+)"><input type="hidden" name="thing" value="([\w-]+)"'
        for week, thing in re.findall(rows, self.page()):
            if thing not in left:
                self._sent("course_tick", {"week": week, "thing": thing})

    def writes(self, words: str) -> None:
        """An answer to the question of the open week."""
        week = re.search(r'name="week" value="([\w-]+)"', self.page())
        self._sent("course_answer", {"week": week[1], "words": words, "key": uuid4()})

    def meets(self, library_id: str, *, guess: int = 7, felt: int = 3, fear: str = "") -> None:
        """A step of the library, put on the list, guessed at, done and rated."""
        attempt = self._begun(library_id)
        before = {"anxiety": guess, "joy": 3, "fear": guess, "feared_words": fear}
        self._sent("predict", before, attempt)
        self._sent(
            "outcome", {"anxiety": felt, "joy": 5, "happened": "no", "reach": "done"}, attempt
        )

    def nearly(self, library_id: str, change: str) -> None:
        """A step that stopped half way, looked back at once, with one change."""
        attempt = self._begun(library_id)
        self._sent("predict", {"anxiety": 8, "joy": 2}, attempt)
        self._sent("outcome", {"anxiety": 8, "joy": 2, "reach": "started"}, attempt)
        self._sent("near_miss", {"way": "It rang twice", "change_words": change}, attempt)

    def practises(self, scene_id: str) -> None:
        """A scene, begun, stopped at the first line and rated."""
        begun = self.client.post(reverse("scene_begin", args=[scene_id]), {"key": uuid4()})
        attempt = begun.headers["Location"].split("/")[2]
        self._sent("predict", {"anxiety": 6, "joy": 3}, attempt)
        self.page("scene", attempt)
        self._sent("scene_stop", {}, attempt)
        self._sent("outcome", {"anxiety": 3, "joy": 5, "reach": "done"}, attempt)

    def _begun(self, library_id: str) -> str:
        scene_id = library_id.split("/", maxsplit=1)[0]
        self._sent("plan_real", {"step": library_id, "key": uuid4()}, scene_id)
        list_of_steps = self.page("steps")
        step = re.search(r"/steps/([\w-]+)/begin", list_of_steps)
        begun = self.client.post(reverse("step_begin", args=[step[1]]), {"key": uuid4()})
        return begun.headers["Location"].split("/")[2]

    def _sent(self, name: str, given: dict[str, object], *arguments: object) -> None:
        answer = self.client.post(reverse(name, args=arguments), given)
        assert answer.status_code == 302, (name, answer.status_code)
