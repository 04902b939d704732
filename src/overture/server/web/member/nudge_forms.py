"""What may be tapped and typed about nudges."""

from datetime import time
from itertools import pairwise
from typing import Any, Final

from django import forms

from overture.planning.nudges import Window, Wish
from overture.planning.nudges.wishes import EARLIEST, LATEST
from overture.server.practice.nudges.choosing import Chosen, Nudging, choices_of
from overture.server.web.member.forms import OFF_SCALE, SHORT, Tap, Words, problems

HOURS: Final = tuple(f"{hour:02}:00" for hour in range(EARLIEST.hour, LATEST.hour + 1))
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
QUIET: Final = (("2", "two"), ("3", "three"), ("5", "five"), ("7", "seven"))
LOCKS: Final = (
    ("discreet", "Nothing about what it is"),
    ("plain", "What it is about"),
    ("own", "Words of my own"),
)
RULES: Final = (
    ("planned", "a step is planned", "A step is planned for the day"),
    ("practised", "practice went well", "A practice went well and nobody was met since"),
)
NOT_AN_ADDRESS: Final = "That isn’t a whole e-mail address. It needs a name, an @ and a place."
BACKWARDS: Final = "That window ends before it begins. Choose a later end."
OVERLAP: Final = "The two windows overlap. Let the second begin when the first is over, or later."
NO_WINDOW: Final = "Choose at least one window first: when may a nudge come?"
NO_DAY: Final = "Tap the days that you mean, or leave this rule out."
NO_WORDS: Final = "Write the words that may stand there, or choose another line."


class AddressForm(forms.Form):
    """An address for nudges."""

    email = forms.EmailField(error_messages={"invalid": NOT_AN_ADDRESS, "required": NOT_AN_ADDRESS})

    @property
    def problem(self) -> str:
        """What is wrong with it, in one sentence."""
        return problems(self).get("email", "")


class ChoicesForm(forms.Form):
    """The switch, two windows, rules of one's own, and the words of the lock screen."""

    on = forms.BooleanField(required=False)
    from_1, to_1 = Tap(*HOURS), Tap(*HOURS)
    from_2, to_2 = Tap(*HOURS), Tap(*HOURS)
    on_days = forms.BooleanField(required=False)
    days = forms.MultipleChoiceField(
        required=False,
        choices=[(str(day), name) for day, name in enumerate(WEEKDAYS)],
        error_messages={"invalid_choice": OFF_SCALE},
    )
    planned = forms.BooleanField(required=False)
    practised = forms.BooleanField(required=False)
    quiet = forms.BooleanField(required=False)
    quiet_days = Tap(*(value for value, _ in QUIET))
    lock = Tap(*(value for value, _ in LOCKS))
    words = Words(SHORT)
    zone = forms.CharField(required=False, max_length=64)

    @classmethod
    def as_kept(cls, kept: Nudging | None) -> "ChoicesForm":
        """The form as it was last kept; for somebody new, one window in the morning and off."""
        return cls(_given(kept) if kept else {"from_1": "09:00", "to_1": "11:00"})

    def clean(self) -> dict[str, Any]:
        """Windows that end after they begin and do not overlap; rules that can hold."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self._check_windows(given)
        if given.get("on_days") and not given.get("days"):
            self.add_error("days", NO_DAY)
        if given.get("lock") == "own" and not given.get("words") and "words" not in self.errors:
            self.add_error("words", NO_WORDS)
        return given

    def _check_windows(self, given: dict[str, Any]) -> None:
        spans = {n: (given[f"from_{n}"], given[f"to_{n}"]) for n in "12" if given[f"from_{n}"]}
        for n, (begins, ends) in spans.items():
            if not begins < ends:
                self.add_error(f"from_{n}", BACKWARDS)
        if not self.errors and any(a[1] > b[0] for a, b in pairwise(sorted(spans.values()))):
            self.add_error("from_2", OVERLAP)
        if given["on"] and not spans:
            self.add_error("from_1", NO_WINDOW)

    @property
    def chosen(self) -> Chosen:
        """What a form without faults says."""
        given = self.cleaned_data
        spans = [(given[f"from_{n}"], given[f"to_{n}"]) for n in "12" if given[f"from_{n}"]]
        return Chosen(
            on=given["on"],
            windows=tuple(Window(time.fromisoformat(a), time.fromisoformat(b)) for a, b in spans),
            wishes=self._wishes(given),
            lock=given["lock"] or "discreet",
            words=" ".join(given["words"].split()),
        )

    @staticmethod
    def _wishes(given: dict[str, Any]) -> tuple[Wish, ...]:
        found = []
        if given["on_days"]:
            found.append(Wish("on these days", frozenset(map(int, given["days"]))))
        found += [Wish(when) for name, when, _ in RULES if given[name]]  # type: ignore[arg-type]
        if given["quiet"]:
            found.append(Wish("quiet", quiet_days=int(given["quiet_days"] or 3)))
        return tuple(found)

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by field; nothing about what was only shown."""
        return problems(self)

    @property
    def shown(self) -> dict[str, Any]:
        """The fields as the page shows them."""
        data = self.data
        days = data.getlist("days") if hasattr(data, "getlist") else data.get("days", [])
        rows = (("1", "A window"), ("2", "A second one, if you like"))
        return {
            "on": bool(data.get("on")),
            "windows": [_window(n, words, data) for n, words in rows],
            "on_days": bool(data.get("on_days")),
            "days": [(str(n), name, str(n) in days) for n, name in enumerate(WEEKDAYS)],
            "rules": [(name, words, bool(data.get(name))) for name, _, words in RULES],
            "quiet": bool(data.get("quiet")),
            "quiet_days": _chosen(QUIET, data.get("quiet_days") or "3"),
            "locks": _chosen(LOCKS, data.get("lock") or "discreet"),
            "words": data.get("words", ""),
            "zone": data.get("zone", ""),
        }


def _window(n: str, words: str, data: Any) -> dict[str, Any]:  # noqa: ANN401 - what a browser sent
    hours = [(hour, hour) for hour in HOURS]
    return {
        "n": n,
        "words": words,
        "begins": _chosen(hours[:-1], data.get(f"from_{n}", "")),
        "ends": _chosen(hours[1:], data.get(f"to_{n}", "")),
    }


def _chosen(options: Any, value: str) -> list[tuple[str, str, bool]]:  # noqa: ANN401 - pairs
    return [(option, words, option == value) for option, words in options]


def _given(kept: Nudging) -> dict[str, Any]:
    """What was kept, as a browser would send it."""
    found: dict[str, Any] = {"on": kept.on, "lock": kept.lock, "words": kept.words}
    for n, (begins, ends) in zip("12", kept.windows, strict=False):
        found |= {f"from_{n}": begins, f"to_{n}": ends}
    names = {when: name for name, when, _ in RULES}
    for wish in choices_of(kept).wishes:
        if wish.when == "on these days":
            found |= {"on_days": True, "days": [str(day) for day in sorted(wish.days)]}
        elif wish.when == "quiet":
            found |= {"quiet": True, "quiet_days": str(wish.quiet_days)}
        else:
            found[names[wish.when]] = True
    return found | {"zone": kept.zone}
