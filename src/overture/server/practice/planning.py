"""What is offered to a member today: planned, kept whole, answered in one of three ways."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from overture import learning, planning
from overture.content import Step as LibraryStep
from overture.content import real_steps, scenes
from overture.content.families import FAMILIES
from overture.content.schema.scene import Scene
from overture.planning.fading import LOOKED_BACK
from overture.server.accounts.models import Member
from overture.server.assessments.services import profile_of
from overture.server.practice import agreements, course, logs, selectors, services
from overture.server.practice.models import Outcome, Plan, Step
from overture.server.practice.moments import ALONE, OWN, SCENE, moments_of
from overture.server.practice.profile_now import steering_of

REAL_MINUTES = 5.0
# The taps of the profile steer the first offers only; from here on the record says more.
PROFILE_LEADS_UNTIL = 5
USUAL_CEILING = 8.0
ASKS_MORE = frozenset({"interview", "meeting", "dating"})
"""Kinds that ask much of somebody who has just begun, and that not everybody's life has."""
LIKELY = 0.7


@dataclass(frozen=True)
class Suggestion:
    """The one step that Today shows, with what may be done about it.

    `step_id` is a step of the library, `own:` with a step of the member's own, or `scene:` with a
    scene. `scene_id` names the scene to practise first, empty if there is nobody to practise with.
    """

    plan_id: int
    step_id: str
    title: str
    reason: str
    kind: str
    scene_id: str
    minutes: int
    is_smallest: bool = False

    def is_of(self, step: Step) -> bool:
        """Whether this is the very step that stands on the member's list."""
        return self.step_id in {step.library_id, f"{OWN}{step.pk}"}


@dataclass(frozen=True)
class Practice:
    """A scene to practise, and the real step on the member's list that it prepares, if any."""

    scene_id: str
    step: Step | None


@dataclass(frozen=True)
class _Known:
    """What the planner needs of one member, read once; `times` holds the events by step, but for
    those that were turned back from.
    """

    member: Member
    moments: tuple[planning.Moment, ...]
    times: Mapping[str, Sequence[learning.Event]]
    person: learning.Person
    state: learning.State
    agreed: planning.Agreed


@transaction.atomic
def suggest(*, member: Member, now: datetime, since: datetime, seed: int) -> Suggestion | None:
    """The step to show now, or None on a day on which the member said "Not today".

    `since` is the member's own midnight. The plan of the day stands until something has happened,
    the member answers it, or its step is gone; `seed` is used only if a new one is made.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    plan = selectors.open_plan(member, since)
    if plan and plan.pick == Plan.Pick.NOT_TODAY:
        return None
    if plan and _still_here(member, plan) and not _moved_on(member, plan):
        return _suggestion(plan)
    return _suggestion(_make(member=member, now=now, seed=seed))


@transaction.atomic
def plan_anew(*, member: Member, now: datetime, seed: int) -> Suggestion | None:
    """A fresh plan: there is more or less room today than there was, or the member asks again."""
    return _suggestion(_make(member=member, now=now, seed=seed))


@transaction.atomic
def something_smaller(*, member: Member, plan_id: int, now: datetime) -> Suggestion | None:
    """Keep the answer "Something smaller" and show the next smaller step.

    If there is none, the same step is shown again and says that it is the smallest. None if there
    is no such plan of the member's. A second tap finds what the first one led to.
    """
    plan = _locked(member, plan_id)
    if plan is None:
        return None
    if plan.pick:
        return _suggestion(member.plans.filter(made_at__gte=plan.made_at).first() or plan)
    known = _known(member)
    smaller = _smaller_than(plan, known, now)
    if smaller is None:
        return _suggestion(plan, is_smallest=True)
    _pick(plan, Plan.Pick.SMALLER, "", now)
    return _suggestion(
        Plan.objects.create(
            member=member,
            made_at=now,
            seed=plan.seed,
            rule=smaller.rule,
            offers=[_kept(smaller)],
            considered={},
        )
    )


@transaction.atomic
def smallest_with_people(*, member: Member, now: datetime, seed: int) -> Suggestion | None:
    """A fresh plan of the smallest permitted step in life with somebody in it; None if none is."""
    Member.objects.select_for_update().get(pk=member.pk)
    smallest = _small_with_people(_chosen(_known(member), seed, now))
    if not smallest:
        return None
    found = smallest[0]
    why = planning.reason(planning.Grounds(candidate=found, rule="smaller", seed=seed))
    offer = planning.Offer(candidate=found, reason=why, rule="smaller", propensity=1.0)
    return _suggestion(
        Plan.objects.create(
            member=member,
            made_at=now,
            seed=seed,
            rule=offer.rule,
            offers=[_kept(offer)],
            considered={},
        )
    )


def small_with_people(
    *, member: Member, now: datetime, seed: int, most: int
) -> list[tuple[str, str]]:
    """The smallest permitted steps of the library with somebody in them: id and title."""
    small = _small_with_people(_chosen(_known(member), seed, now))
    return [(one.step_id, one.title) for one in small if one.step_id in real_steps()][:most]


def _small_with_people(made: planning.Plan) -> list[planning.Candidate]:
    """Permitted steps in life with somebody in them, the smallest first."""
    with_people = [
        place
        for place, item in enumerate(made.table.candidates)
        if item.kind == "real" and item.situation.channel != "none" and made.permitted[place]
    ]
    ordered = sorted(with_people, key=lambda place: float(made.sizes[place]))
    return [made.table.candidates[place] for place in ordered]


@transaction.atomic
def not_today(*, member: Member, plan_id: int, now: datetime) -> None:
    """Keep the answer "Not today". It costs nothing."""
    plan = _locked(member, plan_id)
    if plan and not plan.pick:
        _pick(plan, Plan.Pick.NOT_TODAY, "", now)


@transaction.atomic
def take(*, member: Member, plan_id: int, key: UUID, now: datetime, today: date) -> Step | None:
    """Put the offered real step on the member's list for today, or find it there.

    None if there is no such plan, it offers practice, or its step is gone.
    """
    plan = _locked(member, plan_id)
    shown = _suggestion(plan) if plan and _still_here(member, plan) else None
    if plan is None or shown is None or shown.kind != "real":
        return None
    if not plan.pick:
        _pick(plan, Plan.Pick.DO, shown.step_id, now)
    return _on_list(member, shown.step_id, key, now, today)


@transaction.atomic
def practise(*, member: Member, plan_id: int, key: UUID, now: datetime) -> Practice | None:
    """Keep that the member practises the offered step first; a real step waits, undated.

    None if there is no such plan, nothing in it to practise, or its step is gone.
    """
    plan = _locked(member, plan_id)
    shown = _suggestion(plan) if plan and _still_here(member, plan) else None
    if plan is None or shown is None or not shown.scene_id:
        return None
    if not plan.pick:
        _pick(plan, Plan.Pick.DO, SCENE + shown.scene_id, now)
    step = None if shown.kind == "scene" else _on_list(member, shown.step_id, key, now)
    return Practice(scene_id=shown.scene_id, step=step)


def likely_scenes(member: Member, now: datetime) -> frozenset[str]:
    """Scenes that will probably go well (7 in 10 or more), of kinds that were tried twice."""
    known = _known(member)
    at = services.reading_time(known.state, now)
    tried = Counter(moment.family for moment in known.moments)
    familiar = (scene for scene in scenes().values() if tried[FAMILIES[scene.family].kinds] >= 2)
    return frozenset(
        scene.id
        for scene in familiar
        if known.state.forecast(_practised(scene), known.person, at).goes_well >= LIKELY
    )


def _moved_on(member: Member, plan: Plan) -> bool:
    """Whether something happened since, or was agreed, so that the plan is of another day."""
    happened = Outcome.objects.filter(attempt__member=member, at__gt=plan.made_at)
    return happened.exists() or agreements.changed_since(member, plan.made_at)


def _still_here(member: Member, plan: Plan) -> bool:
    """Whether the step of a plan is still in the library, or on the list if it is an own one."""
    if not plan.offers:
        return False
    step_id: str = plan.offers[0]["step_id"]
    if step_id.startswith(OWN):
        return member.steps.filter(pk=step_id.removeprefix(OWN)).exists()
    if step_id.startswith(SCENE):
        return step_id.removeprefix(SCENE) in scenes()
    return step_id in real_steps()


def _make(*, member: Member, now: datetime, seed: int) -> Plan:
    made = _chosen(_known(member), seed, now)
    kept = made.to_dict()
    return Plan.objects.create(
        member=member,
        made_at=now,
        seed=seed,
        rule=made.rule,
        offers=[_kept(offer) for offer in made.offers],
        considered={name: kept[name] for name in ("version", "feasible", "scores", "propensities")},
    )


def _chosen(known: _Known, seed: int, now: datetime) -> planning.Plan:
    choose = planning.CHOOSERS[settings.OVERTURE_PLANNER or planning.DEFAULT_CHOOSER]
    return choose(
        list(_candidates(known)),
        known.state,
        known.person,
        _settings(known, now),
        record=planning.record_of(known.moments),
        rng_seed=seed,
        now=services.reading_time(known.state, now),
    )


def _smaller_than(plan: Plan, known: _Known, now: datetime) -> planning.Offer | None:
    """The planner is asked again with the same seed; nothing has happened since."""
    shown = _suggestion(plan)
    again = _chosen(known, plan.seed, now)
    here = [item for item in again.table.candidates if shown and item.step_id == shown.step_id]
    if not here:
        return None
    offer = planning.Offer(candidate=here[0], reason="", rule="smaller", propensity=1.0)
    return planning.smaller(again, offer)


def _settings(known: _Known, now: datetime) -> planning.Settings:
    room = selectors.room_on(known.member, now.date()) or "some"
    early = len(known.moments) < PROFILE_LEADS_UNTIL
    ceiling = profile_of(known.member).reach if early else USUAL_CEILING
    steers, agreed = steering_of(known.member, known.moments, now), known.agreed
    return planning.Settings(
        consents=_gone_to(known.member) if early else ASKS_MORE,
        room=room,  # type: ignore[arg-type]
        no_go=agreed.no_go,
        ceiling=ceiling if agreed.hardest is None else min(ceiling, agreed.hardest),
        ai_minutes=_minutes_left(known, now),
        leaning=course.leaning(known.member),
        welcome=steers.welcome,
        wary=steers.wary,
        new_a_week=agreed.new_a_week,
        likely=None if agreed.likely is None else agreed.likely / 10,
        hold=agreed.hold,
    )


def _minutes_left(known: _Known, now: datetime) -> float:
    """Minutes with the program that may still be offered: by the week, and as agreed by the day."""
    left = _fading(known.member, known.moments, now).left if known.member.fades else math.inf
    if known.agreed.cue_minutes is None:
        return left
    return min(left, max(0.0, known.agreed.cue_minutes - _practised_on(known.moments, now)))


def practised_today(member: Member, now: datetime) -> float:
    """Minutes of scenes on the member's own day."""
    return _practised_on(moments_of(member), now)


def _practised_on(moments: Iterable[planning.Moment], now: datetime) -> float:
    minutes = {SCENE + scene.id: float(scene.minutes) for scene in scenes().values()}
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = (one for one in moments if one.event.at >= midnight and not one.turned_back)
    return sum(minutes.get(one.step_id, 0.0) for one in today)


def fading_of(member: Member, now: datetime) -> planning.Fading:
    """How far the offers of practice have stepped back behind people."""
    return _fading(member, moments_of(member), now)


def _fading(member: Member, moments: Iterable[planning.Moment], now: datetime) -> planning.Fading:
    minutes = {SCENE + scene.id: float(scene.minutes) for scene in scenes().values()}
    logged = logs.days_with_people(member, now - LOOKED_BACK, now)
    return planning.fading(moments, minutes, now, logged=logged)


def _gone_to(member: Member) -> frozenset[str]:
    """The kinds that ask more to which the member went unasked: a scene begun, a step put down."""
    begun = member.attempts.filter(family__in=ASKS_MORE).values_list("family", flat=True)
    listed = member.steps.filter(family__in=ASKS_MORE).values_list("family", flat=True)
    return frozenset(begun.order_by().union(listed.order_by()))


def _known(member: Member) -> _Known:
    state, person = services.state_of(member)
    moments = moments_of(member)
    times: dict[str, list[learning.Event]] = {}
    for moment in moments:
        if not moment.turned_back:
            times.setdefault(moment.step_id, []).append(moment.event)
    agreed = agreements.standing(member)
    return _Known(member, moments, times, person=person, state=state, agreed=agreed)


def _candidates(known: _Known) -> Iterator[planning.Candidate]:
    mine = list(known.member.steps.all()[:200])
    resting = {step.library_id for step in mine if step.status == Step.Status.RESTING}
    for scene in scenes().values():
        yield _as_scene(scene, known)
    for step_id, library_step in real_steps().items():
        if step_id not in resting and not _waits_for_its_scene(step_id, known):
            yield _as_real(step_id, library_step, known)
    for step in mine:
        if not step.library_id and step.status != Step.Status.RESTING:
            yield _as_own(step, known)


def _waits_for_its_scene(step_id: str, known: _Known) -> bool:
    """Whether the scene of a step comes first, as was agreed, and has not been practised yet."""
    if not known.agreed.practise_first or step_id in known.times:
        return False
    scene = _scene_to_practise(step_id)
    return bool(scene) and SCENE + scene not in known.times


def _as_scene(scene: Scene, known: _Known) -> planning.Candidate:
    return _candidate(
        known,
        SCENE + scene.id,
        _practised(scene),
        scene.family,
        scene.title,
        "scene",
        scene.minutes,
    )


def _as_real(step_id: str, found: LibraryStep, known: _Known) -> planning.Candidate:
    situation = selectors.situation_of(found.step.features.model_dump())
    return _candidate(
        known, step_id, situation, found.scene.family, found.step.title, "real", REAL_MINUTES
    )


def _as_own(step: Step, known: _Known) -> planning.Candidate:
    situation = selectors.situation_of(step.features)
    return _candidate(
        known, f"{OWN}{step.pk}", situation, step.family, step.title, "real", REAL_MINUTES
    )


def _candidate(
    known: _Known,
    step_id: str,
    situation: learning.Situation,
    family: str,
    title: str,
    kind: planning.Kind,
    minutes: float,
) -> planning.Candidate:
    events = known.times.get(step_id, ())
    return planning.Candidate(
        step_id=step_id,
        situation=situation,
        family=ALONE if situation.channel == "none" else FAMILIES[family].kinds,
        title=title,
        kind=kind,
        minutes=minutes,
        times_done=len(events),
        times_well=sum(event.went_well is True for event in events),
        last_done=events[-1].at if events else None,
        consents=ASKS_MORE & {family},
        topics=frozenset({family}),
    )


def _practised(scene: Scene) -> learning.Situation:
    return selectors.situation_of(scene.features.as_practised().model_dump())


def _kept(offer: planning.Offer) -> dict[str, object]:
    """An offer as it is stored: what was shown, why, and with what chance."""
    step_id = offer.candidate.step_id
    return {
        "step_id": step_id,
        "title": offer.candidate.title,
        "kind": offer.candidate.kind,
        "scene_id": _scene_to_practise(step_id),
        "reason": offer.reason,
        "rule": offer.rule,
        "propensity": offer.propensity,
        "score": offer.score,
    }


def _scene_to_practise(step_id: str) -> str:
    """The scene in which a step can be practised; a step without anybody in it needs no partner."""
    if step_id.startswith(SCENE):
        return step_id.removeprefix(SCENE)
    found = real_steps().get(step_id)
    if found is None or found.step.features.channel == "none":
        return ""
    return found.scene.id


def _suggestion(plan: Plan, *, is_smallest: bool = False) -> Suggestion | None:
    if not plan.offers:
        return None
    offer = plan.offers[0]
    scene = scenes().get(offer["scene_id"])
    return Suggestion(
        plan_id=plan.pk,
        step_id=offer["step_id"],
        title=offer["title"],
        reason=offer["reason"],
        kind=offer["kind"],
        scene_id=scene.id if scene else "",
        minutes=scene.minutes if scene else 0,
        is_smallest=is_smallest,
    )


def _locked(member: Member, plan_id: int) -> Plan | None:
    return Plan.objects.select_for_update().filter(member=member, pk=plan_id).first()


def _pick(plan: Plan, pick: str, step_id: str, now: datetime) -> None:
    plan.pick, plan.picked_step, plan.picked_at = pick, step_id, now
    plan.save(update_fields=["pick", "picked_step", "picked_at"])


def _on_list(
    member: Member, step_id: str, key: UUID, now: datetime, day: date | None = None
) -> Step | None:
    """The step as it already stands open on the member's list, or put there now."""
    if step_id.startswith(OWN):
        return member.steps.filter(pk=step_id.removeprefix(OWN)).first()
    still_open = (Step.Status.PLANNED, Step.Status.STARTED)
    listed = member.steps.filter(library_id=step_id, status__in=still_open).first()
    return listed or services.plan_library_step(
        member=member, library_id=step_id, key=key, now=now, day=day
    )
