"""What the rules of the chosen places let a clinician's pages work out about a member."""

from dataclasses import dataclass

from django.conf import settings

from overture.safety.places import places


@dataclass(frozen=True)
class Allowed:
    """Each switches a part of the pages; `why_not` names the places that switch parts off.

    Attributes:
        reasons: whether anything is concluded from what is shared: reasons, comparisons, order.
        inferred: whether what the record makes of a person stands beside their own answers.
        prescribing: whether practice with the program may be asked for.
    """

    reasons: bool
    inferred: bool
    prescribing: bool
    why_not: tuple[str, ...] = ()


def allowed() -> Allowed:
    """What is allowed here: the strictest of all places that the operator named."""
    care = settings.OVERTURE_RULES.care
    known = (places()[one] for one in settings.OVERTURE_RULES.places)
    return Allowed(
        reasons=care.summaries,
        inferred=care.emotion_inference,
        prescribing=care.prescribing,
        why_not=tuple(one.name for one in known if not all(_switches(one.care))),
    )


def _switches(care: object) -> tuple[bool, ...]:
    names = ("summaries", "emotion_inference", "prescribing")
    return tuple(getattr(care, name) for name in names)
