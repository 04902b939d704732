"""Candidate steps and moments for the planning room's tests."""

from datetime import datetime, timedelta
from typing import Any, Literal

from hypothesis import strategies as st

from overture.learning import Event, Outcome, Prediction, Situation, new_person, weak_prior
from overture.planning import Candidate, Kind, Moment, Settings
from tests.support.learning import START, degrees, situations

PERSON = new_person(weak_prior(None))
NOW = START + timedelta(days=60)
SETTINGS = Settings()

READ = Situation("stranger", channel="none")
NOD = Situation("acquaintance", initiation=0.1, evaluation=0.1, ambiguity=0.1)
MORNING = Situation("acquaintance", initiation=0.5, evaluation=0.1, ambiguity=0.2)
KNOCK = Situation("acquaintance", initiation=0.9, evaluation=0.3, ambiguity=0.4, duration=0.2)
SPEECH = Situation("stranger", 1, 1, 1, 1, 1, 1)
PRACTICE = Situation("ai", initiation=0.5, evaluation=0.1, ambiguity=0.2)

words = st.sampled_from(["phone", "money", "work"])


def candidate(
    step_id: str = "nod",
    situation: Situation = NOD,
    family: str = "neighbours",
    kind: Kind = "real",
    **more: Any,
) -> Candidate:
    more.setdefault("title", step_id)
    return Candidate(step_id=step_id, situation=situation, family=family, kind=kind, **more)


def moment(
    step_id: str = "nod",
    situation: Situation = NOD,
    at: datetime = NOW - timedelta(days=2),
    family: str = "neighbours",
    *,
    went: Literal["well", "badly"] = "well",
) -> Moment:
    prediction = Prediction(6, 3, 5)
    outcome = Outcome(3, 5, "no") if went == "well" else Outcome(9, 1, "yes")
    return Moment(step_id, family, Event(situation, at, prediction, outcome))


@st.composite
def candidate_lists(
    draw: st.DrawFn, places: st.SearchStrategy[Situation] = situations, max_size: int = 12
) -> list[Candidate]:
    """Steps of every kind, done or not, some with conditions."""
    found = []
    for number in range(draw(st.integers(1, max_size))):
        done = draw(st.integers(0, 4))
        situation = draw(places)
        found.append(
            candidate(
                f"step-{number}",
                situation,
                draw(st.sampled_from(["neighbours", "phone calls", "counters"])),
                "real" if situation.is_human else "scene",
                minutes=draw(st.floats(0.0, 90.0)),
                short_name=draw(st.sampled_from(["", f"thing {number}"])),
                times_done=done,
                times_well=draw(st.integers(0, done)),
                last_done=NOW - timedelta(days=draw(st.floats(0.0, 15.0))) if done else None,
                consents=frozenset(draw(st.sets(words, max_size=1))),
                topics=frozenset(draw(st.sets(words, max_size=1))),
            )
        )
    return found


small = st.floats(0.0, 0.2)
everyday = st.builds(
    Situation,
    partner=st.sampled_from(["ai", "familiar", "acquaintance"]),
    evaluation=small,
    initiation=small,
    ambiguity=small,
)
settings_of_somebody_willing = st.builds(
    Settings,
    consents=st.just(frozenset({"phone", "money", "work"})),
    ceiling=st.floats(7.0, 10.0),
    floor=st.floats(0.0, 0.7),
    room=st.sampled_from(["hardly any", "a little", "some", "plenty"]),
    pace=st.sampled_from(["slow", "steady"]),
    transfer=degrees,
)
settings_of_anybody = st.builds(
    Settings,
    consents=st.frozensets(words),
    no_go=st.frozensets(words, max_size=1),
    ceiling=st.floats(0.0, 10.0),
    floor=degrees,
    room=st.sampled_from(["hardly any", "a little", "some", "plenty"]),
    pace=st.sampled_from(["slow", "steady"]),
    transfer=degrees,
)
